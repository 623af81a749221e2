"""How alike texts are by their anchors and words, and the user's own terms."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.glossary import add_terms, kept_terms, read_glossary, term_rows
from index.lexicon import Glossary, Lexicon, Terms, terms_of
from ingest.clause import Clause
from ingest.errors import FileMissing, UsageError


def terms(text: str, lang: str) -> Terms:
    return terms_of(Clause("", "", lang, text=text))


def lexicon(*corpus: tuple[str, str], glossary: Glossary = ()) -> Lexicon:
    return Lexicon([terms(text, lang) for lang, text in corpus], [lang for lang, _ in corpus], glossary)


def test_a_number_that_one_side_lacks_speaks_against_the_pair() -> None:
    known = lexicon(
        ("en", "limit 85 dB(A) for 8 h"), ("en", "limit 85 dB(A) for 8 h and 140 dB(C) and 30 d"), ("en", "nothing here")
    )
    scores = known.anchors([terms("限值85 dB(A)，8 h", "zh")], ["zh"])[0]
    assert scores[0] > scores[1] > scores[2] == 0
    assert scores.max() <= 1


def test_an_abbreviation_that_one_side_spells_out_speaks_against_no_pair() -> None:
    known = lexicon(("en", "PPE for 8 h"), ("en", "protective equipment for 8 h"), ("en", "x"))
    spelt, short = known.anchors([terms("个体防护装备8 h", "zh"), terms("PPE 8 h", "zh")], ["zh", "zh"])
    assert spelt[0] == spelt[1] > 0 and short[0] > short[1] == pytest.approx(spelt[1])


def test_scores_of_a_query_do_not_depend_on_other_queries() -> None:
    known = lexicon(("en", "every 12 months"), ("en", "every 24 months"), ("en", "pressure 3 MPa"))
    asked = [("en", "3 MPa"), ("zh", "每24个月"), ("en", "each month"), ("en", "x")]
    for score in (known.anchors, known.words):
        together = score([terms(text, lang) for lang, text in asked], [lang for lang, _ in asked])
        for row, (lang, text) in zip(together, asked, strict=True):
            assert (score([terms(text, lang)], [lang])[0] == row).all()


def test_words_count_within_a_language_alone_and_rare_ones_more() -> None:
    known = lexicon(
        ("en", "workers wear helmets"),
        ("en", "workers keep records"),
        ("en", "workers rest"),
        ("zh", "劳动者佩戴安全帽"),
        ("fr", "helmets"),
    )
    scores = known.words([terms("Worker's helmet", "en"), terms("安全帽", "zh")], ["en", "zh"])
    assert scores[0, 0] > scores[0, 1] > 0 and scores[0, 3] == scores[0, 4] == 0
    assert scores[1].argmax() == 3 and scores[1, :3].sum() == 0
    assert scores.min() >= 0 and scores.max() <= 1


def test_rare_anchors_weigh_more() -> None:
    known = lexicon(("en", "3 months"), ("en", "3 months"), ("en", "3 months and 0.37 mg/L"))
    assert known.rarity("quantity:0.37 mg/L") > known.rarity("quantity:3 month") > 0
    assert known.rarity("quantity:99 m") == 0


def test_an_empty_corpus_an_empty_text_and_an_unknown_language() -> None:
    assert lexicon().anchors([terms("85 dB(A)", "en")], ["en"]).shape == (1, 0)
    assert lexicon().words([terms("noise", "en")], ["en"]).shape == (1, 0)
    assert lexicon(("en", "")).anchors([terms("", "en")], ["en"]).tolist() == [[0.0]]
    assert lexicon(("en", "")).words([terms("", "en"), terms("mot", "fr")], ["en", "fr"]).tolist() == [[0.0], [0.0]]


TERMS = "zh,en,ru\n护听器|耳塞,hearing protector,противошум\n受限空间,confined space,\n"


def test_the_users_own_terms_are_anchors_in_all_their_languages(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(TERMS, encoding="utf-8-sig")
    corpus = (
        ("en", "Hearing protectors are free."),
        ("en", "A space that is confined"),
        ("ru", "Выдать противошумы"),
        ("en", "x"),
    )
    asked = [terms("应配备耳塞", "zh"), terms("进入受限空间", "zh"), terms("其他", "zh")]
    with_terms = lexicon(*corpus, glossary=read_glossary(path)).anchors(asked, ["zh"] * 3)
    assert (lexicon(*corpus).anchors(asked, ["zh"] * 3) == 0).all()
    assert np.flatnonzero(with_terms[0]).tolist() == [0, 2]
    assert np.flatnonzero(with_terms[1]).tolist() == [1]
    assert not with_terms[2].any()


def test_a_library_keeps_terms_and_adding_them_again_adds_none(tmp_path: Path) -> None:
    path, folder = tmp_path / "own.csv", tmp_path / "library"
    folder.mkdir()
    assert term_rows(folder) == [] and kept_terms(folder) == ()
    path.write_text(TERMS, encoding="utf-8")
    assert (add_terms(folder, path), add_terms(folder, path)) == (2, 0)
    path.write_text("en,vi\nhearing protector,nút tai\n", encoding="utf-8")
    assert add_terms(folder, path) == 1
    assert term_rows(folder) == [
        ["zh", "en", "ru", "vi"],
        ["护听器|耳塞", "hearing protector", "противошум", ""],
        ["受限空间", "confined space", "", ""],
        ["", "hearing protector", "", "nút tai"],
    ]
    assert len(kept_terms(folder)) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1 must name the languages"),
        (b"zh\nx\n", "line 1 must name the languages"),
        ("中文,英文\n护听器,protector\n".encode(), "line 1 must name the languages"),
        (b"zh,en\n\xff\xfe,x\n", "UTF-8"),
        ("zh,en\n氨,ammonia\n".encode(), "line 2: '氨' has no word of two"),
        (b"zh,en\na,b,c\n", "line 2: has more cells"),
        (b"zh,en\nab," + b"c" * 2_000 + b"\n", "line 2: a term has at most"),
    ],
)
def test_a_file_that_holds_no_terms_is_told_by_its_line(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=says):
        add_terms(tmp_path, path)
    assert not (tmp_path / "terms.csv").exists()
    with pytest.raises(FileMissing):
        read_glossary(tmp_path / "none.csv")

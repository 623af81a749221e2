"""Mending the clause tree: what each act does, that no character is ever changed, and that a new parse keeps what was mended."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelves import with_parts

from ingest.annotate import annotated
from ingest.clause import Box, Clause, Document, Kind, Origin, Standard
from ingest.mend import Act, Mend, cut_at, from_plain, place_of, squeezed, to_plain
from ingest.mended import Mended, Why, apply, moves
from ingest.read import read

OURS = Path(__file__).parents[1] / "corpora" / "standards"
SHARED = Path(__file__).parents[2] / "shared" / "pdf"


@cache
def parsed(path: Path) -> Document:
    return read(path, ocr=False)[0]


def made() -> Document:
    rows = (
        ("", "Foreword", "Before all.", "", Kind.FOREWORD),
        ("4", "Limits", "", "", Kind.CLAUSE),
        ("4.1", "Noise", "The level shall not exceed 85 dB.\n4.2 Dust. Dust shall be measured as in 4.3.", "4", Kind.CLAUSE),
        ("5", "m/s at the inlet", "shall be kept.", "", Kind.CLAUSE),
        ("4.3", "Methods The sampler", "shall be class 1.", "5", Kind.CLAUSE),
        ("4.3.1", "Sampling", "Sample by day.", "5/4.3", Kind.CLAUSE),
        ("6", "Marking", "A mark shall be fixed.", "", Kind.CLAUSE),
    )
    clauses, raw = [], 0
    for page, (label, title, text, parent, kind) in enumerate(rows, 1):
        own = f"{parent}/{label}" if parent else label or "foreword"
        origins = (Origin(0, len(text), page, raw + 20),) if text else ()
        clauses.append(
            Clause(
                "XX 1",
                label,
                "en",
                title,
                text,
                own,
                own.count("/") + 1,
                parent,
                page,
                kind=kind,
                origins=origins,
                confidence=0.4,
            )
        )
    return annotated(Document(Standard("XX 1", "en"), tuple(clauses)))


def at(document: Document, label: str) -> Clause:
    return next(one for one in document.clauses if one.clause == label)


def mend(document: Document, cited: str, act: Act, words: str = "", **more: object) -> Mend:
    clause = at(document, cited)
    cut = cut_at(clause, clause.text.index(words)) if words else None
    return Mend(act, place_of(clause), cut=cut, **more)  # type: ignore[arg-type]


def tree(document: Document) -> list[tuple[str, str, str, str]]:
    return [(one.id, one.parent, one.title, one.text) for one in document.clauses]


def words(mended: Mended) -> str:
    """Every character of the document in order, headings as they are printed, without white space."""
    return squeezed("".join(f"{head}{one.text}" for head, one in zip(mended.heads, mended.document.clauses, strict=True)))


def raw(document: Document) -> list[tuple[int, int, str]]:
    """The characters of the texts with their places on the pages."""
    return [
        (origin.page, origin.raw_start + at - origin.start, clause.text[at])
        for clause in document.clauses
        for origin in clause.origins
        for at in range(origin.start, origin.end)
        if not clause.text[at].isspace()
    ]


def test_a_split_takes_the_heading_out_of_the_text() -> None:
    given_ = made()
    done = apply(given_, [mend(given_, "4.1", Act.SPLIT, "4.2 Dust", label="4.2", title="Dust")])
    assert tree(done.document)[2:4] == [
        ("4/4.1", "4", "Noise", "The level shall not exceed 85 dB."),
        ("4/4.2", "4", "Dust", ". Dust shall be measured as in 4.3."),
    ]
    assert done.heads[3] == "4.2 Dust"
    assert [one.provision.value for one in done.document.clauses[2:4]] == ["requirement", "requirement"]
    assert done.document.clauses[3].origins == (Origin(0, 35, 3, 62),)
    assert done.document.clauses[3].references[0].target == "5/4.3"


def test_what_is_no_clause_goes_to_the_one_before_and_what_was_below_it_to_its_own_chapter() -> None:
    given_ = made()
    done = apply(given_, [mend(given_, "5", Act.DROP)])
    assert tree(done.document)[2:5] == [
        (
            "4/4.1",
            "4",
            "Noise",
            "The level shall not exceed 85 dB.\n4.2 Dust. Dust shall be measured as in 4.3.\n5 m/s at the inlet shall be kept.",
        ),
        ("4/4.3", "4", "Methods The sampler", "shall be class 1."),
        ("4/4.3/4.3.1", "4/4.3", "Sampling", "Sample by day."),
    ]
    assert [one.level for one in done.document.clauses] == [1, 1, 2, 2, 3, 1]
    assert done.document.clauses[2].references[0].target == "4/4.3"
    assert moves(apply(given_, ()), done) == {"5": "4/4.1", "5/4.3": "4/4.3", "5/4.3/4.3.1": "4/4.3/4.3.1"}


def test_a_numbered_paragraph_is_split_off_its_article_with_its_number_and_the_article_keeps_its_box() -> None:
    text, box = "1, The maker pays.\n2. The ministry reviews.", Box(1, 10, 20, 300, 90)
    article = Clause("XX 2", "Art. 19", "en", "Costs", text, "Art. 19", page=1, boxes=(box,), kind=Kind.ARTICLE)
    given_ = annotated(Document(Standard("XX 2", "en"), (replace(article, origins=(Origin(0, len(text), 1, 30),)),)))
    first = mend(given_, "Art. 19", Act.SPLIT, "1, The", label="Art. 19(1)", kind=Kind.PARAGRAPH)
    once = apply(given_, [first])
    assert [(one.id, one.text, one.boxes) for one in once.document.clauses] == [
        ("Art. 19", "", (box,)), ("Art. 19/Art. 19(1)", text[3:], (box,)),
    ]  # fmt: skip
    assert once.heads[1] == "1,"


def test_label_title_level_kind_and_merge() -> None:
    given_ = made()
    title = mend(given_, "4.3", Act.TITLE, title="Methods")
    done = apply(given_, [title])
    assert (at(done.document, "4.3").title, at(done.document, "4.3").text) == ("Methods", "The sampler shall be class 1.")
    longer = apply(given_, [mend(given_, "6", Act.TITLE, title="Marking A mark")])
    assert (at(longer.document, "6").title, at(longer.document, "6").text) == ("Marking A mark", "shall be fixed.")
    own = apply(given_, [mend(given_, "6", Act.TITLE, title="Markings")])
    assert (at(own.document, "6").title, at(own.document, "6").text, own.heads[-1]) == (
        "Markings",
        "A mark shall be fixed.",
        "6 Marking",
    )
    renamed = apply(given_, [mend(given_, "5", Act.LABEL, label="4.2")])
    assert [one.id for one in renamed.document.clauses[3:6]] == ["4.2", "4.2/4.3", "4.2/4.3/4.3.1"]
    assert (renamed.document.clauses[3].confidence, renamed.document.clauses[4].confidence) == (1.0, 0.4)
    raised = apply(given_, [mend(given_, "4.3", Act.LEVEL)])
    assert [(one.id, one.level) for one in raised.document.clauses[4:6]] == [("4.3", 1), ("4.3/4.3.1", 2)]
    under = apply(given_, [mend(given_, "6", Act.LEVEL, parent=place_of(at(given_, "5")))])
    assert (under.document.clauses[6].id, under.document.clauses[6].parent) == ("5/6", "5")
    closed = apply(given_, [mend(given_, "6", Act.LEVEL, parent=place_of(at(given_, "4.1")))])
    assert [left.why for left in closed.left] == [Why.NO_PARENT]
    kind = apply(given_, [mend(given_, "6", Act.KIND, kind=Kind.ANNEX)])
    assert at(kind.document, "6").kind is Kind.ANNEX
    merged = apply(given_, [mend(given_, "6", Act.MERGE)])
    assert merged.document.clauses[-1].text == "Sample by day.\n6 Marking\nA mark shall be fixed."
    first = apply(given_, [Mend(Act.MERGE, place_of(given_.clauses[0]))])
    assert ([left.why for left in first.left], first.document) == ([Why.FIRST], given_)


def test_what_stood_below_a_clause_that_is_closed_goes_below_the_one_that_closes_it() -> None:
    given_ = made()
    label = mend(given_, "4.3", Act.LABEL, label="Annex B")
    named = apply(given_, [label]).document
    raised = apply(given_, [label, mend(named, "Annex B", Act.LEVEL)])
    assert [one.id for one in raised.document.clauses[3:]] == ["5", "Annex B", "Annex B/4.3.1", "6"]


def test_ids_that_were_told_apart_are_put_right_when_the_other_goes() -> None:
    given_ = made()
    first = mend(given_, "6", Act.LABEL, label="4.1")
    raised = apply(given_, [first]).document
    assert raised.clauses[-1].id == "4.1"
    under = made()
    twice = [mend(under, "4.3.1", Act.LABEL, label="4.3")]
    twice.append(Mend(Act.LEVEL, place_of(apply(under, twice).document.clauses[5]), parent=place_of(at(under, "5"))))
    assert apply(under, twice).document.clauses[5].id == "5/4.3~2"
    twice.append(mend(under, "4.3", Act.LABEL, label="4.2"))
    assert [one.id for one in apply(under, twice).document.clauses[4:6]] == ["5/4.2", "5/4.3"]


def test_a_table_is_not_cut_and_parts_go_with_their_words() -> None:
    given_ = with_parts()
    text = given_.clauses[1].text
    cut = replace(cut_at(given_.clauses[1], text.index("fence\t55")), words="fence55")
    refused = apply(given_, [Mend(Act.SPLIT, place_of(given_.clauses[1]), cut=cut)])
    assert ([left.why for left in refused.left], refused.document) == ([Why.IN_TABLE], given_)
    done = apply(given_, [mend(given_, "4", Act.SPLIT, "b) at", label="5")]).document
    assert [part.label for part in done.clauses[1].parts] == ["a)", "1)"]
    assert [(part.label, done.clauses[2].text[part.start : part.end][:4]) for part in done.clauses[2].parts] == [
        ("b)", "b) a"), ("NOTE", "NOTE"), ("Table 1", "Tabl"),
    ]  # fmt: skip
    back = apply(done, [Mend(Act.MERGE, place_of(done.clauses[2]))]).document
    assert back.clauses[1].text == text.replace("b) at", "5\nb) at")


def test_mends_survive_a_new_parse_or_are_told_and_never_fall_on_another_clause() -> None:
    given_ = made()
    label = mend(given_, "6", Act.LABEL, label="7")
    split = mend(given_, "4.1", Act.SPLIT, "4.2 Dust", label="4.2", title="Dust")
    drop = mend(given_, "5", Act.DROP)
    all_of_them = [split, drop, label]

    def parse(change: dict[str, dict[str, object]]) -> Document:
        return replace(given_, clauses=tuple(replace(one, **change.get(one.clause, {})) for one in given_.clauses))  # type: ignore[arg-type]

    other_path = parse({"6": {"clause": "6.", "id": "6."}})
    assert apply(other_path, all_of_them).left == ()
    assert apply(other_path, all_of_them).document.clauses[-1].id == "7"
    better_text = parse({"6": {"text": "A mark shall be fixed on it."}})
    assert apply(better_text, all_of_them).document.clauses[-1].id == "7"
    other_clause = parse({"6": {"text": "Nothing of what stood here stands here any more, at all.", "title": "Other"}})
    done = apply(other_clause, all_of_them)
    assert [(left.mend, left.why) for left in done.left] == [(label, Why.NOT_FOUND)]
    assert done.document.clauses[-1].id == "6"
    by_itself = apply(given_, [split, drop]).document
    again = apply(by_itself, all_of_them)
    assert (again.left, again.document.clauses[-1].id, len(again.document.clauses)) == ((), "7", len(by_itself.clauses))


def paths() -> list[Path]:
    found = [OURS / name for name in ("noise-en.pdf", "explosion-zh.pdf", "hse-ru.pdf")]
    return (
        found + [SHARED / name for name in ("cn/GB-8702-2014.pdf", "partner/VN-Luat-68-2006-QH11.pdf")]
        if SHARED.is_dir()
        else found
    )


@st.composite
def sequences(draw: st.DrawFn, document: Document) -> list[Mend]:
    """Acts at random, each on the tree as the ones before it left it; also such as cannot be done."""
    mends: list[Mend] = []
    now = document
    for _ in range(draw(st.integers(1, 6))):
        number = draw(st.integers(0, len(now.clauses) - 1))
        clause = now.clauses[number]
        act = draw(st.sampled_from(list(Act)))
        label = draw(st.sampled_from(["9", "9.9", clause.clause, f"{clause.clause}.1", "Annex Z", ""]))
        source = f"{clause.title} {clause.text}"
        title = draw(st.sampled_from(["", "Words of a person", source[: draw(st.integers(0, 40))].strip(), clause.title]))
        above = draw(st.sampled_from([None, *now.clauses[max(number - 3, 0) : number]]))
        cut = cut_at(clause, draw(st.integers(0, max(len(clause.text) - 1, 0))))
        kind = draw(st.sampled_from([Kind.CLAUSE, Kind.ANNEX, Kind.TERM]))
        mends.append(Mend(act, place_of(clause), label, title, place_of(above) if above else None, kind, cut))
        now = apply(document, mends).document
    return mends


@settings(max_examples=8)
@given(data=st.data())
@pytest.mark.parametrize("path", paths(), ids=lambda path: path.name)
def test_no_act_changes_a_character_and_undoing_all_is_the_parse(path: Path, data: st.DataObject) -> None:
    document = parsed(path)
    before = apply(document, ())
    assert before.document == document
    mends = data.draw(sequences(document))
    assert [from_plain(to_plain(one)) for one in mends] == mends
    done = apply(document, mends)
    assert len(done.applied) + len(done.left) == len(mends)
    assert words(done) == words(before)
    here = raw(done.document)
    left = set(here)
    assert [one for one in raw(document) if one in left] == here
    clauses = done.document.clauses
    ids = [one.id for one in clauses]
    assert len(set(ids)) == len(ids)
    assert all(one.parent == "" or one.parent in ids[:number] for number, one in enumerate(clauses))
    assert list(done.seeds) == sorted(done.seeds)
    for clause in clauses:
        assert all(
            0 <= span.start <= span.end <= len(clause.text) for span in (*clause.parts, *clause.sentences, *clause.references)
        )
        assert all(one.target in ids for one in clause.references if one.target)
    known = {one.id for one in document.clauses}
    assert set(moves(before, done)) <= known and set(moves(before, done).values()) <= set(ids)
    assert apply(document, ()).document == document
    assert apply(document, mends) == done

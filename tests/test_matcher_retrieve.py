"""Search: single queries stand alone, joint ones inform each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from concepts import Concepts, clause

from index.embedding import embed
from index.encoder import Encoder
from ingest.clause import Clause
from matcher.parameters import Weighting, shipped
from matcher.retrieve import search

ZH = [clause(f"条款 c{i} 规定", f"q{i}", standard="Z", lang="zh") for i in range(12)]
EN = [clause(f"clause on c{i} and what it asks", f"e{i}", standard="E") for i in range(12)]


def ids(ranked: list[list[object]]) -> list[list[str]]:
    return [[c.clause_id for c in row] for row in ranked]  # type: ignore[attr-defined]


@pytest.mark.parametrize("joint", [False, True])
def test_the_counterpart_comes_first(joint: bool) -> None:
    found = search(ZH, EN, Concepts(), top=3, joint=joint)
    assert [row[0].clause_id for row in found] == [c.id for c in EN]
    assert all(len(row) == 3 for row in found)


def test_scores_are_probabilities_and_fall_with_rank() -> None:
    for row in search(ZH, EN, Concepts(), top=12):
        scores = [c.score for c in row]
        assert scores == sorted(scores, reverse=True)
        assert 0 <= sum(scores) <= 1 + 1e-6


def test_a_query_without_counterpart_is_less_sure() -> None:
    stranger = clause("条款 c99 规定", "q99", standard="Z", lang="zh")
    known, unknown = search([ZH[0], stranger], EN, Concepts())
    assert unknown[0].score < known[0].score


def test_a_single_ranking_does_not_depend_on_other_queries() -> None:
    alone = search([ZH[3]], EN, Concepts())
    among = search(list(reversed(ZH)), EN, Concepts())
    assert alone[0] == among[len(ZH) - 1 - 3]


def test_the_order_of_the_corpus_does_not_matter() -> None:
    there, back = search(ZH, EN, Concepts()), search(ZH, EN[::-1], Concepts())
    for x, y in zip(there, back, strict=True):
        assert x[0].clause_id == y[0].clause_id
        assert [c.score for c in x] == pytest.approx([c.score for c in y], abs=1e-5)


def test_joint_search_sees_which_standards_go_together() -> None:
    decoys = [replace(c, standard="D", id=f"d{c.id}", text=c.text) for c in EN[:1]] + [
        clause(f"another matter c{i}", f"d{i}", standard="D") for i in range(50, 60)
    ]
    found = search(ZH, decoys + EN, Concepts(), joint=True)
    assert found[0][0].standard == "E"  # the same words stand in D, but the rest of the query's standard answers to E


def test_numbers_decide_between_clauses_that_mean_the_same() -> None:
    corpus = [clause("limit c1 of 90 dB(A)", "x"), clause("limit c1 of 85 dB(A)", "y"), *EN[5:]]
    assert search([clause("限值 c1 为85 dB(A)", "q", lang="zh")], corpus, Concepts())[0][0].clause_id == "y"


def test_vectors_at_hand_are_used() -> None:
    encoder = Concepts()
    vectors = embed(EN, encoder)
    encoder.asked = 0
    search(ZH[:2], EN, encoder, vectors=vectors)
    assert encoder.asked == 2


def test_blocks_give_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = search(ZH, EN, Concepts(), joint=True)
    monkeypatch.setattr("matcher.retrieve._BLOCK", 5)
    for x, y in zip(whole, search(ZH, EN, Concepts(), joint=True), strict=True):
        assert [c.clause_id for c in x] == [c.clause_id for c in y]
        assert np.allclose([c.score for c in x], [c.score for c in y], atol=1e-5)


def test_a_title_that_many_clauses_share_does_not_make_them_alike() -> None:
    titled = [replace(c, title=f"c90 {i}") for i, c in enumerate(EN)]
    whole = Concepts().encode([f"{c.title}\n{c.text}" for c in titled])
    apart = embed(titled, Concepts()).vectors
    assert np.allclose(np.linalg.norm(apart, axis=1), 1, atol=1e-5)
    assert (apart @ apart.T)[0, 1:].max() < (whole @ whole.T)[0, 1:].max()
    assert (embed(EN, Concepts()).vectors == Concepts().encode([c.text for c in EN])).all()


CHAPTERS = [
    clause("", f"{name}{n}", standard=name, lang=lang, title=f"{word} c{90 + n}")
    for name, lang, word in (("Z", "zh", "章"), ("E", "en", "part"))
    for n in (1, 2)
]
# two clauses of each document say the same below different chapters
SAME = [replace(c, parent=f"Z{1 + n}", text="条款 c50 规定") for n, c in enumerate(ZH[:2])]
ALIKE = [clause("clause on c50", f"e5{n}", standard="E", parent=f"E{1 + n % 2}") for n in range(2)]


def test_what_stands_above_decides_between_clauses_that_say_the_same() -> None:
    weighing = replace(shipped(), single=Weighting({"meaning": 20.0, "headings": 5.0}, 1.0, 3.0))
    found = search([*SAME, *CHAPTERS[:2]], [*ALIKE, *CHAPTERS[2:], *EN], Concepts(), parameters=weighing)
    assert [found[n][0].clause_id for n in range(2)] == ["e50", "e51"]
    alone = search(SAME, [*ALIKE, *EN], Concepts(), parameters=weighing)
    flat = search(SAME, [*ALIKE, *EN], Concepts(), parameters=replace(weighing, single=Weighting({"meaning": 20.0}, 1.0, 3.0)))
    assert alone == flat  # without titles above the signal says nothing


def test_nothing_to_ask_and_nothing_to_search() -> None:
    assert search([], EN, Concepts()) == []
    assert search(ZH[:2], [], Concepts()) == [[], []]
    assert len(search([clause("", "q")], EN[:1], Concepts(), joint=True)[0]) == 1


def test_the_bundled_model_finds_a_requirement_over_languages(encoder: Encoder) -> None:
    texts = [
        "The employer shall provide hearing protectors free of charge to workers exposed to noise.",
        "Electrical equipment shall be earthed and the earthing resistance shall be measured yearly.",
        "Persons who enter a confined space shall carry a gas detector.",
        "The records of the training shall be kept for five years.",
    ]
    corpus = [Clause("E", str(i), "en", text=text, id=str(i)) for i, text in enumerate(texts)]
    asked = ["用人单位应为接触噪声的劳动者免费提供护听器。", "进入受限空间的人员应携带气体检测仪。"]
    queries = [Clause("Z", str(i), "zh", text=text, id=str(i)) for i, text in enumerate(asked)]
    assert [row[0].clause_id for row in search(queries, corpus, encoder)] == ["0", "2"]

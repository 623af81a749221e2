"""A comparison as a whole: proposals, what has no counterpart, and the rows of the contract."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from concepts import Concepts, document

from ingest.clause import Clause, Document, Standard
from ingest.provisions import with_provisions
from matcher.compare import compare, match_to_row, row_to_match
from matcher.match import DeviationKind, Match, Relation, Side

A = with_provisions(
    Document(
        Standard("GB/T 1—2020", "zh", "噪声"),
        tuple(
            Clause("GB/T 1—2020", label, "zh", title, text, id=label, parent=parent)
            for label, title, text, parent in [
                ("1", "限值 c1", "", ""),
                ("1.1", "", "c2 噪声不应大于85 dB(A)。", "1"),
                ("1.2", "", "c3 应每12个月测量一次。", "1"),
                ("2", "记录 c4", "", ""),
                ("2.1", "", "c5 记录应保存10年。", "2"),
                ("2.2", "", "c6 应设置标志。", "2"),
            ]
        ),
    )
)
B = with_provisions(
    Document(
        Standard("ISO 1:2020", "en", "Noise"),
        tuple(
            Clause("ISO 1:2020", label, "en", title, text, id=label, parent=parent)
            for label, title, text, parent in [
                ("4", "Records c4", "", ""),
                ("4.1", "", "c5 Records shall be kept for 10 years.", "4"),
                ("5", "Limits c1", "", ""),
                ("5.1", "", "c2 The noise shall not exceed 90 dB(A).", "5"),
                ("5.2", "", "c3 It shall be measured every 12 months.", "5"),
                ("5.3", "", "c9 The employer shall consult the workers.", "5"),
            ]
        ),
    )
)
WANTED = {("1", "5"), ("1.1", "5.1"), ("1.2", "5.2"), ("2", "4"), ("2.1", "4.1")}


def pairs(rows: tuple[Match, ...]) -> set[tuple[str, str]]:
    return {(x, y) for row in rows for x in row.a_clauses for y in row.b_clauses}


@pytest.fixture(scope="module")
def rows() -> tuple[Match, ...]:
    return compare(A, B, Concepts())


def test_counterparts_are_found_where_chapters_have_moved(rows: tuple[Match, ...]) -> None:
    assert pairs(rows) == WANTED


def test_the_limit_is_compared_and_the_relation_follows(rows: tuple[Match, ...]) -> None:
    (limit,) = [row for row in rows if row.a_clauses == ("1.1",)]
    assert (limit.relation, limit.stricter) == (Relation.SUPERSET, Side.A)
    assert [d.kind for d in limit.deviations] == [DeviationKind.LIMIT]


def test_what_has_no_counterpart_is_stated_on_both_sides(rows: tuple[Match, ...]) -> None:
    (ours,) = [row for row in rows if not row.b_clauses]
    (theirs,) = [row for row in rows if not row.a_clauses]
    assert (ours.a_clauses, ours.searched, ours.relation) == (("2.2",), ("ISO 1:2020",), Relation.NONE)
    assert (theirs.b_clauses, theirs.searched) == (("5.3",), ("GB/T 1—2020",))
    assert len(ours.alternatives) == len(B.clauses)  # the nearest that were not taken


def test_every_proposal_has_evidence_alternatives_and_a_probability(rows: tuple[Match, ...]) -> None:
    for row in rows:
        assert 0 <= row.confidence <= 1
        scores = [c.score for c in row.alternatives]
        assert scores == sorted(scores, reverse=True)
    linked = [row for row in rows if row.a_clauses and row.b_clauses]
    assert all({e.name for e in row.evidence} >= {"meaning", "context", "order"} for row in linked)
    assert linked[0].alternatives[0].clause_id == linked[0].b_clauses[0]


def test_labels_and_order_are_not_needed() -> None:
    draw = random.Random(5)
    hidden, names = [], []
    for doc in (A, B):
        new = {c.id: f"x{draw.randrange(10**6)}" for c in doc.clauses}
        clauses = [replace(c, clause=new[c.id], id=new[c.id], parent=new.get(c.parent, "")) for c in doc.clauses]
        draw.shuffle(clauses)
        hidden.append(Document(doc.standard, tuple(clauses)))
        names.append({v: k for k, v in new.items()})
    found = pairs(compare(hidden[0], hidden[1], Concepts()))
    assert {(names[0][x], names[1][y]) for x, y in found} == WANTED


def test_rows_go_there_and_back(rows: tuple[Match, ...]) -> None:
    for match in rows:
        row = json.loads(json.dumps(match_to_row(match, (*A.clauses, *B.clauses)), ensure_ascii=False))
        assert row_to_match(row) == match
    first = match_to_row(rows[1], (*A.clauses, *B.clauses))
    assert {
        "a_standard",
        "a_clauses",
        "b_standard",
        "b_clauses",
        "relation",
        "confidence",
        "deviations",
        "evidence",
    } <= first.keys()


def test_rows_name_clauses_as_a_reader_cites_them() -> None:
    clause = Clause("A", "第五条", "zh", id="第一章/第五条")
    row = match_to_row(Match("A", ("第一章/第五条",), "B", (), Relation.NONE, 0.5), [clause])
    assert (row["a_clauses"], row["a_ids"]) == (["第五条"], ["第一章/第五条"])


def test_the_same_input_gives_the_same_rows(rows: tuple[Match, ...]) -> None:
    assert compare(A, B, Concepts()) == rows


def test_a_clause_may_be_met_by_one_of_several_standards() -> None:
    other = document("X 7", "en", ["c6 Signs shall be put up."])
    found = compare(A, (B, other), Concepts())
    assert {(row.b_standard, row.b_clauses) for row in found if row.a_clauses == ("2.2",)} == {("X 7", ("1",))}
    (unmet,) = [row for row in compare(A, (B, document("X 8", "en", ["c70 Else."])), Concepts()) if row.a_clauses == ("2.2",)]
    assert (unmet.b_clauses, unmet.searched) == ((), ("ISO 1:2020", "X 8"))


def test_identical_standards_are_equal_throughout() -> None:
    twin = replace(B, standard=replace(B.standard, designation="ISO 1:2021"))
    twin = replace(twin, clauses=tuple(replace(c, standard="ISO 1:2021") for c in twin.clauses))
    found = compare(B, twin, Concepts())
    assert pairs(found) == {(c.id, c.id) for c in B.clauses}
    assert {row.relation for row in found} == {Relation.EQUAL}


def test_empty_and_tiny_standards() -> None:
    empty = Document(Standard("E", "en"), ())
    assert compare(empty, empty, Concepts()) == ()
    assert [row.b_clauses for row in compare(A, empty, Concepts())] == [()] * len(A.clauses)
    assert [row.a_clauses for row in compare(empty, B, Concepts())] == [()] * len(B.clauses)
    one = document("O", "en", [""])
    assert len(compare(one, one, Concepts())) >= 1

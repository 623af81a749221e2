"""Why a clause has no counterpart."""

from __future__ import annotations

from dataclasses import replace

from concepts import Concepts, clause, document

from ingest.clause import Aspect, Clause, Document, Kind, Standard
from matcher.compare import compare
from matcher.match import Absence, Match, Why
from matcher.parameters import Weighting, shipped

PLAIN = replace(
    shipped(),
    pair=Weighting({"meaning": 20.0}, 1.0, 10.0),
    support={**shipped().support, "neighbours": 0.0, "extra": 1.1, "propose": 0.3},
)
"""Meaning alone counts, from a cosine of a half on, one to one: what is tested here hangs on no fitted figure."""


def absence(rows: tuple[Match, ...], clause_id: str) -> Absence:
    (row,) = [r for r in rows if r.a_clauses == (clause_id,) and not r.b_clauses]
    assert row.absence is not None
    return row.absence


FILLING = [f"c{n} Filling." for n in range(20, 26)]


def test_a_better_one_has_taken_the_nearest() -> None:
    a = document("A", "en", ["c1 c2 One.", "c1 c2 c3 Other.", *FILLING])
    b = document("B", "en", ["c1 c2 One.", *FILLING])
    one = absence(compare(a, b, Concepts(), parameters=PLAIN), "2")
    assert (one.why, one.by) == (Why.TAKEN, ("1",))
    assert one.nearest is not None
    assert (one.nearest.standard, one.nearest.clause_id) == ("B", "1")


def test_nothing_near_has_too_little_in_common() -> None:
    a = document("A", "en", ["c1 One.", "c50 Other.", *FILLING])
    b = document("B", "en", ["c1 One.", "c60 Else.", *FILLING])
    one = absence(compare(a, b, Concepts(), parameters=PLAIN), "2")
    assert (one.why, one.by) == (Why.WEAK, ())
    assert one.nearest is not None


def test_kind_and_aspect_are_told_where_they_differ() -> None:
    a = document("A", "en", ["c1 c5 One.", *FILLING])
    b = document("B", "en", ["c1 c6 c7 Other.", *FILLING])

    def between(ours: Clause, theirs: Clause) -> Absence:
        x, y = replace(a, clauses=(ours, *a.clauses[1:])), replace(b, clauses=(theirs, *b.clauses[1:]))
        return absence(compare(x, y, Concepts(), parameters=PLAIN), "1")

    first, other = a.clauses[0], b.clauses[0]
    term = between(replace(first, kind=Kind.TERM), other)
    assert (term.why, term.detail) == (Why.KIND, "term | clause")
    method = between(replace(first, aspect=Aspect.METHOD), replace(other, aspect=Aspect.MANAGEMENT))
    assert (method.why, method.detail) == (Why.ASPECT, "test method | management")
    assert between(replace(first, aspect=Aspect.METHOD), other).why is Why.WEAK  # the other's aspect is not known


def test_a_clause_without_words_and_a_standard_without_clauses() -> None:
    a = Document(Standard("A", "en"), (clause("", "4.2"), clause("c1 One.", "4.3")))
    b = Document(Standard("B", "en"), (clause("", "4.2", standard="B"), clause("c1 One.", "7", standard="B")))
    rows = compare(a, b, Concepts(), parameters=PLAIN)
    assert {(r.a_clauses, r.b_clauses) for r in rows if r.a_clauses and r.b_clauses} == {
        (("4.3",), ("7",))
    }  # labels are no words
    assert absence(rows, "4.2").why is Why.WORDLESS
    assert absence(compare(a, Document(Standard("E", "en")), Concepts(), parameters=PLAIN), "4.3").why is Why.NOTHING


def test_what_of_b_stands_alone_is_told_from_its_side() -> None:
    a = document("A", "en", ["c1 c2 One.", *FILLING])
    b = document("B", "en", ["c1 c2 One.", "c1 c2 c3 Other.", *FILLING])
    (row,) = [r for r in compare(a, b, Concepts(), parameters=PLAIN) if not r.a_clauses]
    assert row.absence is not None
    assert (row.absence.why, row.absence.by) == (Why.TAKEN, ("1",))
    assert [(s.standard, s.langs) for s in row.absence.searched] == [("A", ("en",))]

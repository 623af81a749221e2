"""One standard against several: the best of all, and what one of them says by citing another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from concepts import Concepts, document

from ingest.clause import Clause, Document, Reference, Standard
from ingest.references import with_references
from matcher.compare import compare
from matcher.match import Match

A = document("A 1", "en", ["c1 Noise.", "c2 Meters.", "c3 Records.", "c4 Signs.", "c5 Maps."])
B = Document(
    Standard("ISO 7001:2020", "en"),
    (
        Clause("ISO 7001:2020", "1", "en", text="c1 Noise.", id="1"),
        Clause("ISO 7001:2020", "2", "en", text="c2 Meters are those of clause 4 of IEC 7002.", id="2"),
        Clause("ISO 7001:2020", "3", "en", text="c3 Records.", id="3"),
    ),
)
CITED = Document(
    Standard("IEC 7002:2019", "en"),
    (
        Clause("IEC 7002:2019", "3", "en", text="c33 Words.", id="3"),
        Clause("IEC 7002:2019", "4", "en", text="c2 Meters: classes.", id="4"),
        Clause("IEC 7002:2019", "5", "en", text="c4 Signs.", id="5"),
    ),
)


def several(*others: Document) -> tuple[Match, ...]:
    return compare(A, [with_references(d) for d in others], Concepts())


@pytest.fixture(scope="module")
def found() -> tuple[Match, ...]:
    return several(B, CITED)


def counterparts(rows: tuple[Match, ...], clause: str) -> set[tuple[str, tuple[str, ...]]]:
    return {(row.b_standard, row.b_clauses) for row in rows if row.a_clauses == (clause,)}


def test_each_clause_has_its_best_counterparts_in_all_of_them(found: tuple[Match, ...]) -> None:
    assert counterparts(found, "1") == {("ISO 7001:2020", ("1",))}
    assert counterparts(found, "4") == {("IEC 7002:2019", ("5",))}
    assert ("IEC 7002:2019", ("4",)) in counterparts(found, "2")


def test_a_clause_that_another_standard_refers_to_says_so(found: tuple[Match, ...]) -> None:
    (row,) = [r for r in found if r.b_standard == "IEC 7002:2019" and r.b_clauses == ("4",) and r.a_clauses]
    (way,) = [e for e in row.evidence if e.name == "cited" and e.detail]
    assert way.detail == "ISO 7001:2020, 2 | IEC 7002:2019, 4"
    assert not [e for r in found if r.a_clauses == ("1",) for e in r.evidence if e.name == "cited"]


def test_a_reference_lends_belief_to_the_clause_that_it_names() -> None:
    loose = replace(CITED.clauses[1], text="c2 c61 c62 c63 Classes.")
    weak = replace(CITED, clauses=(CITED.clauses[0], loose, CITED.clauses[2]))
    mute = replace(B, clauses=(B.clauses[0], replace(B.clauses[1], text="c2 Meters."), B.clauses[2]))

    def confidence(by: Document) -> float:
        rows = [r for r in several(by, weak) if r.b_standard == "IEC 7002:2019" and "4" in r.b_clauses and r.a_clauses]
        return max((r.confidence for r in rows), default=0.0)

    assert confidence(B) > confidence(mute)


def test_an_unmet_clause_names_all_that_was_searched(found: tuple[Match, ...]) -> None:
    (row,) = [r for r in found if r.a_clauses == ("5",)]
    assert row.b_clauses == ()
    assert row.searched == ("ISO 7001:2020", "IEC 7002:2019")
    assert row.absence is not None
    assert [(s.standard, s.clauses, s.langs) for s in row.absence.searched] == [
        ("ISO 7001:2020", 3, ("en",)),
        ("IEC 7002:2019", 3, ("en",)),
    ]


def test_references_that_are_not_on_file_are_named() -> None:
    alone = compare(A, with_references(B), Concepts())
    (row,) = [r for r in alone if r.a_clauses == ("5",)]
    assert row.absence is not None
    assert row.absence.missing == ("IEC 7002",)
    filed = compare(A, with_references(B), Concepts(), on_file=["IEC 7002:2019"])  # undated: any edition will do
    assert {r.absence.missing for r in filed if r.absence and r.a_clauses} == {()}
    dated = replace(B.clauses[1], references=(Reference(0, 2, standard="IEC 7002:2015", dated=True),))
    other = compare(A, replace(B, clauses=(dated,)), Concepts(), on_file=["IEC 7002:2019"])
    assert {r.absence.missing for r in other if r.absence and r.a_clauses} == {("IEC 7002:2015",)}


def test_only_normative_references_count_where_they_are_listed() -> None:
    listed = Clause("ISO 7001:2020", "9", "en", "Normative references", "IEC 7003, IEC 7004:2018", id="9")
    rows = compare(A, with_references(replace(B, clauses=(*B.clauses, listed))), Concepts())
    assert {r.absence.missing for r in rows if r.absence and r.a_clauses} == {("IEC 7003", "IEC 7004:2018")}

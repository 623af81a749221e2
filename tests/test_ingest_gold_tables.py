"""Tables of real documents against the cells that people read from the pictures of their pages."""

from pathlib import Path

import pytest

from benchmarks.tables import LISTS, Printed, digest, read_list, score, tables_of
from ingest.flatten import flatten, fold
from ingest.pages import read_bookmarks, read_pages
from ingest.plain import within
from ingest.tree import parse_pages

ROOT = Path(__file__).resolve().parent.parent
PDF = ROOT.parent / "shared" / "pdf"
QUICK = (
    "DB-44-2367-2022",
    "GB-12348-2008",
    "GB-13271-2014",
    "HJ-1259-2022",
    "ISO-17301-1-2016-en",
    "ITU-P.1203",
    "GOST-26433.0-85",
)
"""One of each house; the others are read by ``benchmarks.tables``."""


@pytest.mark.parametrize("name", QUICK)
def test_cells_are_the_ones_that_a_person_reads(name):
    path = next(PDF.glob(f"*/{name}.pdf"), None)
    if path is None:
        pytest.skip(f"../shared/pdf has no {name}.pdf")
    clauses = parse_pages(read_pages(path), read_bookmarks(path), standard=name, lang="")
    result = score(tables_of(clauses), read_list(LISTS / f"{name}.json"))
    assert result.precision >= 0.93, result
    assert result.recall >= 0.93, result
    assert all(within(clause.parts, len(clause.text)) for clause in clauses)
    assert [clause.text for clause in fold(list(flatten(clauses)))] == [clause.text for clause in clauses]


def test_the_scorer_counts_cells_and_names_tables_that_are_not_right():
    cell = (0, 0, 1, 1, digest("Level"))
    other = (0, 1, 1, 1, digest("50"))
    want = [Printed(1, "Table1", 1, 2, frozenset({cell, other})), Printed(2, "", 1, 1, frozenset({cell}))]
    got = [Printed(1, "Table1", 1, 2, frozenset({cell, (0, 1, 1, 1, digest("60"))})), Printed(3, "", 1, 1, frozenset({cell}))]
    result = score(got, want)
    assert (result.wanted, result.got, result.found) == (3, 2, 1)
    assert result.wrong == ((1, "Table1"), (2, ""))
    assert score(want, want).wrong == ()

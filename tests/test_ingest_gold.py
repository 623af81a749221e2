"""Real documents against the lists in data/gold that people read from the pictures of their pages."""

import json
import os
from pathlib import Path

import pytest

from benchmarks.gold import LISTS, Row, digest, number, read_list, rows_of, score
from ingest.pages import read_bookmarks, read_pages
from ingest.rapid import is_installed
from ingest.read import read
from ingest.tree import parse_pages

ROOT = Path(__file__).resolve().parent.parent
PDF = ROOT.parent / "shared" / "pdf"
TEXT = (
    "GB-12523-2011",
    "GB-13271-2014",
    "GB-18599-2020",
    "GB-34330-2017",
    "GB-8702-2014",
    "GBT-38629-2020",
    "GOST-26433.0-85",
    "HJ-364-2022",
)
SCANS = {
    "DB-44-2367-2022": 0.99,  # text, but the numbers of some clauses are pictures
    "UK-HSE-L74": 0.97,  # text, but one page is a drawing
    "GB-14553-93": 0.7,  # page 6 is damaged: nobody reads five of its titles
    "GB-8978-1996": 0.95,
    "GMT-0002-2012": 0.97,
    "GMZ-0001-2013": 0.97,  # text, with other letters than are printed
    "GMT-0090-2020": 0.97,
    "VN-132-2008-ND-CP": 0.65,
}
"""With the share of titles that OCR reads to the letter."""
QUICK = ("DB-44-2367-2022", "GMT-0090-2020", "UK-HSE-L74")


def document(name):
    found = next(PDF.glob(f"*/{name}.pdf"), None)
    if found is None:
        pytest.skip(f"../shared/pdf has no {name}.pdf")
    return found


def test_every_list_is_tested():
    assert sorted(path.stem for path in LISTS.glob("*.json")) == sorted((*TEXT, *SCANS))


@pytest.mark.parametrize("name", TEXT)
def test_the_tree_of_a_text_is_the_one_that_a_person_reads(name):
    path = document(name)
    clauses = parse_pages(read_pages(path), read_bookmarks(path), standard=name, lang="zh")
    result = score(rows_of(clauses), read_list(LISTS / f"{name}.json"))
    assert result.f1 >= 0.98, result
    assert result.titles >= 0.97, result
    assert result.parents >= 0.99, result


@pytest.mark.skipif(not is_installed(), reason="rapidocr is not installed")
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", SCANS)
def test_the_tree_of_a_scan_is_nearly_the_one_that_a_person_reads(name):
    path = document(name)
    if name not in QUICK and not os.environ.get("CLAUSEBRIDGE_SLOW_TESTS"):
        pytest.skip("a minute of OCR; set CLAUSEBRIDGE_SLOW_TESTS=1")
    (found,) = read(path)
    result = score(rows_of(found.clauses), read_list(LISTS / f"{name}.json"))
    assert result.f1 >= 0.95, result
    assert result.parents >= 0.99, result
    assert result.titles >= SCANS[name], result
    assert any("OCR" in mark for mark in found.standard.marks)


@pytest.mark.skipif(not is_installed(), reason="rapidocr is not installed")
@pytest.mark.parametrize("path", sorted((PDF / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_the_tree_agrees_with_a_list_that_others_read(path):
    want = [
        Row(number(row["number"]), row["page"], row["level"], digest(row["title"]))
        for row in json.loads(path.read_text(encoding="utf8"))
        if row["number"]
    ]
    (found,) = read(document(path.stem))
    result = score(rows_of(found.clauses), want)
    assert result.f1 >= 0.98, result
    assert result.titles >= 0.95, result
    assert result.parents >= 0.99, result


def row(label, page, level, title=""):
    return Row(number(label), page, level, title)


def test_the_scorer_counts_what_is_missed_what_is_false_and_who_stands_below_whom():
    want = [row("1", 1, 1, "a"), row("1.1", 1, 2), row("2", 2, 1, "b"), row("附录A", 3, 1, "c")]
    got = [row("1", 1, 1, "a"), row("1.1", 1, 1), row("2", 3, 1, "b"), row("A", 3, 1, "d")]
    result = score(got, want)
    assert (result.wanted, result.got, result.found) == (4, 4, 3)
    assert [(r.number, r.page) for r in result.missed] == [("2", 2)]
    assert [(r.number, r.page) for r in result.false] == [("2", 3)]
    assert result.titles == 0.5
    assert result.parents == pytest.approx(2 / 3)
    assert score(want, want).f1 == 1.0

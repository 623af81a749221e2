"""The clause trees of the sample PDFs against golden lists made from their sources, which the parser never sees."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # corpora/ is no part of the installed distribution

from corpora import source as reader  # noqa: E402
from ingest.clause import PARTS_OF_A_CLAUSE, Clause  # noqa: E402
from ingest.pages import read_bookmarks, read_pages  # noqa: E402
from ingest.tree import parse_pages  # noqa: E402

STANDARDS = ROOT / "corpora" / "standards"
NAMES = pytest.mark.parametrize("name", sorted(path.stem for path in STANDARDS.glob("*.md")))
CONTENTS = re.compile(r"(?:[.…·⋯]\s*){5,}")
CONTINUED = re.compile(r"续|continued|Таблица", re.IGNORECASE)  # the head of a table that goes on over a page is printed again
LINES_OF_CONTENTS = 3
HEAD = 18  # characters of a clause that are enough to find its page


@dataclass(frozen=True)
class Golden:
    """What the parser has to find; ``page`` 1-based, ``title`` and ``text`` (title and text) folded.

    ``beside`` is the other name of a term, which stands on the line of the term and may be kept with it.
    """

    label: str
    title: str
    page: int
    parent: str
    kind: str
    text: str
    beside: str

    @property
    def key(self) -> str:
        return self.label or self.title


def folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@cache
def pages_of(name: str) -> tuple[tuple[int, str], ...]:
    """Number and folded text of every page that is neither cover nor contents."""
    pages = read_pages(STANDARDS / f"{name}.pdf")
    return tuple((page.number, folded(page.raw)) for page in pages[1:] if len(CONTENTS.findall(page.raw)) < LINES_OF_CONTENTS)


def page_after(name: str, begins: str, page: int) -> int:
    """The first page, from ``page`` on, that shows the characters ``begins``."""
    numbers = [number for number, text in pages_of(name) if number >= page and begins in text]
    assert numbers, f"{begins} is nowhere in {name}.pdf"
    return numbers[0]


@cache
def golden(name: str) -> tuple[Golden, ...]:
    """The clauses of the source of ``name``; each is looked for from the page of its predecessor on."""
    source = reader.read_source(STANDARDS / f"{name}.md")
    others = {block.label: folded(block.extra) for block in source.blocks if block.what == "term"}
    labels, page, found = {"": ""}, 1, list[Golden]()
    for row in reader.clause_rows(source):
        label, title, text, kind = (str(row[key]) for key in ("clause", "title", "text", "kind"))
        labels[str(row["id"])] = label
        begins = "" if kind == "annex" else folded(title) or folded(text)[:HEAD]
        page = page_after(name, folded(label) + begins, page)
        parent = labels[str(row["parent"])]
        found.append(Golden(label, folded(title), page, parent, kind, folded(title + text), others.get(label, "")))
    return tuple(found)


@cache
def parsed(name: str) -> dict[str, Clause]:
    """The clauses that the parser finds, by label, or by folded title where there is none."""
    path = STANDARDS / f"{name}.pdf"
    lang = str(reader.read_source(path.with_suffix(".md"))["lang"])
    clauses = parse_pages(read_pages(path), read_bookmarks(path), standard=name, lang=lang)
    return {clause.clause or folded(clause.title): clause for clause in clauses if clause.kind not in PARTS_OF_A_CLAUSE}


@NAMES
def test_labels_and_pages_in_order(name: str):
    assert [(key, clause.page) for key, clause in parsed(name).items()] == [(row.key, row.page) for row in golden(name)]


@NAMES
def test_parents_and_levels(name: str):
    labels = {clause.id: clause.clause for clause in parsed(name).values()}
    wanted = {row.label: (row.parent, row.label.count(".") + 1) for row in golden(name) if row.label}
    got = {clause.clause: (labels.get(clause.parent, clause.parent), clause.level) for clause in parsed(name).values()}
    assert {label: got.get(label) for label, place in wanted.items() if got.get(label) != place} == {}


@NAMES
def test_titles_and_kinds(name: str):
    got = {key: (folded(clause.title), clause.kind.value) for key, clause in parsed(name).items()}
    wanted = {row.key: (row.title, row.kind) for row in golden(name)}
    assert {key: got.get(key) for key, both in wanted.items() if got.get(key) != both} == {}


@NAMES
def test_no_text_is_lost_or_taken_from_a_neighbour(name: str):
    """Characters are counted, not their order: the cells of a table may be read in another order than they were written."""
    lost, taken = {}, {}
    for row in golden(name):
        clause = parsed(name)[row.key]
        got, wanted = Counter(folded(f"{clause.title}{clause.text}")), Counter(row.text)
        if missing := wanted - got:
            lost[row.key] = "".join(missing.elements())
        if (added := got - wanted - Counter(row.beside)) and not CONTINUED.search(clause.text):
            taken[row.key] = "".join(added.elements())
    assert (lost, taken) == ({}, {})

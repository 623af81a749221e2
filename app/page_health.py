"""How well the pages of a standard were read: by what, how much of it, and what a person must compare with the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.clause import Clause, Document
from ingest.doubt import doubts_by_page

_OF_PAGE = re.compile(r"\Apage (\d{1,6})\b")
_BY_OCR = re.compile(r"was read by OCR")
_LOST = re.compile(r"could not be read|has no text|has almost no text|was given up")


class Reader(StrEnum):
    """What read a page: its text layer, OCR, or nothing."""

    LAYER = "layer"
    OCR = "ocr"
    NONE = "none"


class Health(StrEnum):
    """How a page stands: read, read with something to compare, read by OCR, empty or lost."""

    GOOD = "good"
    MARKED = "marked"
    OCR = "ocr"
    LOST = "lost"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class PageHealth:
    """One page, 1-based.

    ``clauses`` begin on it, ``characters`` of clauses stand on it, ``doubtful`` counts the numbers and comparison signs that OCR
    read, ``marks`` are those about it.
    """

    number: int
    reader: Reader
    clauses: int
    characters: int
    doubtful: int
    marks: tuple[str, ...]

    @property
    def health(self) -> Health:
        """The one word for it."""
        if any(_LOST.search(mark) for mark in self.marks):
            return Health.LOST
        if self.reader is Reader.OCR:
            return Health.OCR
        if self.marks:
            return Health.MARKED
        return Health.GOOD if self.characters or self.clauses else Health.EMPTY


def page_health(document: Document) -> tuple[PageHealth, ...]:
    """Every page of a standard; none for what has no pages (clause lists, web pages).

    That a page was read by OCR, or not at all, is told by its marks; whatever else has text has it from its text layer.
    """
    own: dict[int, list[str]] = defaultdict(list)
    for mark in document.standard.marks:
        if found := _OF_PAGE.match(mark):
            own[int(found.group(1))].append(mark)
    begun = Counter(clause.page for clause in document.clauses)
    letters = _letters(document.clauses)
    doubtful = doubts_by_page(document.clauses)
    return tuple(
        PageHealth(
            number, _reader(own[number], letters[number]), begun[number], letters[number], doubtful[number], tuple(own[number])
        )
        for number in range(1, document.standard.pages + 1)
    )


def marks_of_none(marks: Iterable[str]) -> tuple[str, ...]:
    """The marks of a standard that are about none of its pages alone."""
    return tuple(mark for mark in marks if not _OF_PAGE.match(mark))


def readers(pages: Sequence[PageHealth]) -> tuple[tuple[str, int], ...]:
    """How many pages were read by what, those that read most first."""
    return tuple((str(reader), count) for reader, count in Counter(page.reader for page in pages).most_common())


def _reader(marks: Iterable[str], letters: int) -> Reader:
    if any(_BY_OCR.search(mark) for mark in marks):
        return Reader.OCR
    return Reader.LAYER if letters else Reader.NONE


def _letters(clauses: Iterable[Clause]) -> Counter[int]:
    found: Counter[int] = Counter()
    for clause in clauses:
        for page, count in _stretches(clause):
            found[page] += count
    return found


def _stretches(clause: Clause) -> Iterator[tuple[int, int]]:
    """(page, characters) of a clause: its heading where it begins, its text where it came from."""
    yield clause.page, len(clause.title) + len(clause.clause)
    for origin in clause.origins:
        yield origin.page, origin.end - origin.start

"""Numbers and comparison signs that OCR read: what a person must check before it counts, clause by clause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.clause import Clause
from ingest.engines import RAPID, TESSERACT
from ingest.line import Page

SIGNS = "≤≥<>‹›±≠＜＞≦≧⩽⩾≮≯"
_NUMBER = r"\d+(?:[.,．，]\d+)*"
_DOUBTFUL = re.compile(rf"{_NUMBER}|[{SIGNS}]")


def with_doubt(clauses: Iterable[Clause], pages: Iterable[Page]) -> tuple[Clause, ...]:
    """The clauses, with ``ocr`` set on what comes from pages that OCR read."""
    read = _read_by_ocr(pages)
    return tuple(_marked(clause, read) for clause in clauses) if read else tuple(clauses)


def _read_by_ocr(pages: Iterable[Page]) -> set[int]:
    return {page.number for page in pages if page.reader in (RAPID, TESSERACT)}


def _marked(clause: Clause, read: set[int]) -> Clause:
    if not any(origin.page in read for origin in clause.origins):
        return clause
    return replace(clause, origins=tuple(replace(origin, ocr=origin.page in read) for origin in clause.origins))


def doubtful(clause: Clause) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) of the clause's text that are numbers or comparison signs and that OCR read, in order."""
    return tuple((start, end) for start, end, _ in _doubts(clause))


def _doubts(clause: Clause) -> Iterator[tuple[int, int, int]]:
    """Start, end and page of each."""
    origins = [origin for origin in clause.origins if origin.ocr]
    for found in _DOUBTFUL.finditer(clause.text) if origins else ():
        origin = next((one for one in origins if one.start < found.end() and found.start() < one.end), None)
        if origin is not None:
            yield found.start(), found.end(), origin.page


def doubts_by_page(clauses: Iterable[Clause]) -> Counter[int]:
    """How many such numbers and signs stand on each page (1-based)."""
    return Counter(page for clause in clauses for _start, _end, page in _doubts(clause))


def doubt_in_words(clause: Clause) -> str:
    """What of the clause's text a person must check, in a few words ("3 numbers, ≤ ≥"); "" where there is nothing."""
    return _in_words([clause.text[start:end] for start, end in doubtful(clause)])


def doubtful_words(clause: Clause, most: int = 12) -> str:
    """The numbers and signs that OCR read in the clause's text, as it read them; "…" where there are more than ``most``."""
    found = [clause.text[start:end] for start, end in doubtful(clause)]
    return " ".join([*found[:most], *(["…"] if len(found) > most else [])])


def _in_words(found: Sequence[str]) -> str:
    signs = " ".join(dict.fromkeys(word for word in found if word in SIGNS))
    numbers = sum(word not in SIGNS for word in found)
    counted = f"{numbers} number{'s' * (numbers != 1)}" if numbers else ""
    return ", ".join(part for part in (counted, signs) if part)


def doubt_marks(clauses: Iterable[Clause], pages: Iterable[Page]) -> tuple[str, ...]:
    """For each page that OCR read which of its clauses a person must check, and what in their titles and texts."""
    read = _read_by_ocr(pages)
    found: dict[int, dict[str, list[str]]] = {page: {} for page in sorted(read)}
    for clause in clauses:
        if clause.page in read and (words := _DOUBTFUL.findall(clause.title)):
            found[clause.page].setdefault(clause.cited, []).extend(words)
        for start, end, page in _doubts(clause):
            found[page].setdefault(clause.cited, []).append(clause.text[start:end])
    said = ((page, "; ".join(f"{cited} ({_in_words(words)})" for cited, words in of.items())) for page, of in found.items())
    return tuple(f"page {page}: OCR read numbers and signs in {what}: compare them with the page" for page, what in said if what)

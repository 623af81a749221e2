"""What belongs to the sheet and not to the text: running heads and feet, page numbers, watermarks, contents pages."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.clean import CleanLine
from ingest.line import Line, Page
from ingest.numbering import read_labels

_EDGE = 0.13
"""Running heads and feet stand in this part of the page's height at either end."""
_FEWEST_REPEATS = 3
_LONGEST_NUMBER = 5
_RARE, _COMMON = 0.12, 0.6
"""Furniture comes back on this part of the pages at least: at the edges, and elsewhere."""
_STATUS = re.compile(r"[(（].{2,20}[)）]")
_PAGE_NUMBER = re.compile(
    r"[-–—·\s]*(?:第\s*)?(?:page|trang|стр\.?|halaman|seite)?\s*(\d{1,4}|[ivxlc\u2160-\u217f]{1,7})\s*(?:页|頁)?[-–—·\s]*"
    r"(?:(?:/|of|из|共|de|\|)\s*\d{1,4}\s*(?:页|頁)?)?[-–—·\s]*",
    re.IGNORECASE,
)
_NUMERAL = r"[\d\s]{1,6}|[ivxlcIVXLC\u2160-\u217f]{1,7}"
_DOTS = r"(?:[.·…．‧∙•]\s*){3,}"
_LEADER = re.compile(rf"{_DOTS}\s*(?:{_NUMERAL}|\(\d{{1,4}}\))?\s*$|…+\s*(?:{_NUMERAL})?\s*$")
_LEADER_START = re.compile(rf"\s*{_DOTS}|…+")
_PAGE_END = re.compile(r"[\s.…·]+\(?(\d{1,4}|[ivxlcIVXLC\u2160-\u217f]{1,7})\)?$")
_CONTENTS = re.compile(
    r"(?:table of )?contents(?:page)?|目次|目录|目錄|目次页|содержание|оглавление|mục ?lục|daftar ?isi|sommaire|"
    r"table des matières|мазмұны|index|inhalt|índice|المحتويات|الفهرس|mundarija|kandungan|içindekiler",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a printed table of contents: its text without leaders, and the page number it gives ("" when none)."""

    text: str
    page: str


class _Look(NamedTuple):
    """The shape of a line, and the height of the page at which it stands."""

    shape: str
    place: int


def body_lines(pages: Sequence[Page]) -> dict[int, tuple[Line, ...]]:
    """The lines of every page (by number) without running heads and feet, page numbers and watermarks."""
    looks = {page.number: [_Look(_shape(line, page), _place(line, page)) for line in page.lines] for page in pages}
    repeated = _repeated(pages, looks)
    # A page of another size, or turned, has its heads elsewhere: there are too few of these to repeat at one height.
    heads = {look.shape for look in repeated if not look.shape.startswith("=") and len(look.shape) >= _FEWEST_REPEATS}
    numbers = _page_numbers(pages)
    out = {}
    for page in pages:
        seen = zip(page.lines, looks[page.number], strict=True)
        left = [line for line, look in seen if look not in repeated and look.shape not in heads and line not in numbers]
        kept = [line for line in left if not line.turned]
        out[page.number] = tuple(_without_number(kept, page) + [line for line in left if line.turned])
    return out


def _page_numbers(pages: Sequence[Page]) -> set[Line]:
    """First and last lines of pages that are numbers, and count on from page to page: also within the wide margins of a scan."""
    found: dict[tuple[bool, int], list[Line]] = defaultdict(list)
    for page in pages:
        upright = [line for line in page.lines if not line.turned]
        if not upright:
            continue
        for last, line in enumerate((min(upright, key=_top), max(upright, key=_top))):
            if (text := unicodedata.normalize("NFKC", line.text).strip()).isdecimal() and len(text) < _LONGEST_NUMBER:
                found[bool(last), int(text) - page.number].append(line)
    return {line for lines in found.values() if len(lines) >= _FEWEST_REPEATS for line in lines}


def _top(line: Line) -> float:
    return line.box.top


def _at_edge(line: Line, page: Page) -> bool:
    height = max(1.0, page.height)
    return line.turned or line.box.top / height < _EDGE or line.box.bottom / height > 1 - _EDGE


def _shape(line: Line, page: Page) -> str:
    """What two lines have in common that are furniture.

    At the edges numbers do not count, so that "Page 3" and "Page 4" are one; elsewhere, and where the line is nothing but the
    label of an annex or a chapter, they do.
    """
    if not _at_edge(line, page) or any(label.form and label.end == len(line.text) for label in read_labels(line.text)):
        return "=" + "".join(line.text.lower().split())
    return re.sub(r"[\d０-９]+|(?<![^\W\d_])[ivxlc]{1,6}(?![^\W\d_])|\s+", "", line.text.lower())


def _place(line: Line, page: Page) -> int:
    return round(line.box.top / max(1.0, page.height) * 150)


def _repeated(pages: Sequence[Page], looks: Mapping[int, Sequence[_Look]]) -> set[_Look]:
    """What comes back at the same height of many pages: at the edges, or, for watermarks, anywhere."""
    seen: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for page in pages:
        for line, look in zip(page.lines, looks[page.number], strict=True):
            if (len(look.shape) > 1 or line.turned) and not _STATUS.fullmatch(line.text.strip()):
                seen[look.shape][look.place].add(page.number)
    out = set()
    for shape, places in seen.items():
        fewest = max(_FEWEST_REPEATS, (_COMMON if shape.startswith("=") else _RARE) * len(pages))
        if sum(map(len, places.values())) < fewest:
            continue
        for place in places:
            near = set().union(*(places.get(p, set()) for p in (place - 1, place, place + 1)))
            if len(near) >= fewest:
                out.add(_Look(shape, place))
    return out


def _without_number(lines: list[Line], page: Page) -> list[Line]:
    """Drop page numbers: alone on the first or last line of the page, at its edge."""
    kept = list(lines)
    for pick in (min, max):
        if not kept:
            break
        line = pick(kept, key=lambda line: line.box.top)
        if _at_edge(line, page) and _PAGE_NUMBER.fullmatch(unicodedata.normalize("NFKC", line.text).strip()):
            kept.remove(line)
    return kept


def split_contents(lines: Sequence[CleanLine]) -> tuple[list[CleanLine], list[Entry]]:
    """The lines without printed tables of contents, and the entries of these."""
    listed = _listed(lines)
    kept: list[CleanLine] = []
    entries: list[Entry] = []
    for i, line in enumerate(lines):
        if listed[i]:
            entries.append(_entry(line.text))
        else:
            kept.append(line)
    return kept, entries


def _is_heading(text: str) -> bool:
    return bool(_CONTENTS.fullmatch(re.sub(r"\s+", "", text).strip(":：")) or _CONTENTS.fullmatch(text.strip()))


def _listed(lines: Sequence[CleanLine]) -> list[bool]:
    """Which lines belong to a table of contents."""
    dotted = [bool(_LEADER.search(line.text)) and len(line.text) > 5 for line in lines]
    numbered = _right_numbers(lines)
    headed = _headed(lines)
    marks = [any(found) for found in zip(dotted, numbered, headed, strict=True)]
    out = [False] * len(lines)
    start = 0
    while start < len(lines):
        if not marks[start]:
            start += 1
            continue
        end, last, count, quiet = start, start, 0, 0
        while end < len(lines) and quiet <= _QUIET:
            quiet = 0 if marks[end] else quiet + 1
            if marks[end]:
                last, count = end, count + 1
            end += 1
        if count >= _FEWEST_REPEATS:
            out[start : last + 1] = [True] * (last + 1 - start)
            first = start - 1
            while first >= 0 and start - first <= _HEAD and lines[first].page >= lines[start].page - 1:
                if _is_heading(lines[first].text):
                    out[first:start] = [True] * (start - first)
                    break
                first -= 1
        start = last + 1
    return out


_QUIET = 8
"""So many lines without a page number may stand between two entries: wrapped titles."""
_HEAD = 12
_HEADED_QUIET = 3
_FAR = 60
"""Two neighbouring entries of a table of contents are no further apart than this, in pages."""
_FEWEST_ENTRIES = 6


def _right_numbers(lines: Sequence[CleanLine]) -> list[bool]:
    """Entries without leaders: long runs of lines that end, after a gap, with a page number that never falls."""
    ends = []
    for line in lines:
        found = re.search(r"(\d{1,4})$", line.text)
        ends.append(int(found[1]) if found and line.gaps and line.gaps[-1] == found.start() else -1)
    out = [False] * len(lines)
    run: list[int] = []
    quiet = 0
    for i, number in enumerate([*ends, -2]):
        if number >= 0 and (not run or (ends[run[-1]] <= number and abs(lines[i].line.box.x1 - lines[run[-1]].line.box.x1) < 4)):
            run.append(i)
            quiet = 0
        elif number == -1 and quiet < _QUIET:
            quiet += 1
        else:
            if len(run) >= 8:
                for j in run:
                    out[j] = True
            run = [i] if number >= 0 else []
            quiet = 0
    return out


def _headed(lines: Sequence[CleanLine]) -> list[bool]:
    """Entries below a heading "Contents" that end with page numbers that never fall, with neither leaders nor gaps."""
    out = [False] * len(lines)
    for start, line in enumerate(lines):
        if not _is_heading(line.text):
            continue
        last, quiet, found = 0, 0, []
        for i in range(start + 1, len(lines)):
            number = re.search(r"(?:^|\s)(\d{1,4})$", lines[i].text)
            if number and last <= int(number[1]) <= last + _FAR:
                last, quiet = int(number[1]), 0
                found.append(i)
            else:
                quiet += 1
            if quiet > _HEADED_QUIET:
                break
        if len(found) >= _FEWEST_ENTRIES:
            for i in found:
                out[i] = True
    return out


def _entry(text: str) -> Entry:
    found = _PAGE_END.search(text)
    page = found[1] if found else ""
    start = _LEADER_START.search(text)
    body = text[: start.start()] if start else text[: found.start()] if found else text
    return Entry(body.strip(), page)

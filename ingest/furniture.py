"""What belongs to the sheet and not to the text: running heads and feet, page numbers, watermarks, contents pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.clean import CleanLine
from ingest.line import Line, Page

_EDGE = 0.13
"""Running heads and feet stand in this part of the page's height at either end."""
_FEWEST_REPEATS = 3
_PAGE_NUMBER = re.compile(
    r"[-–—·\s]*(?:第\s*)?(?:page|trang|стр\.?|halaman|seite)?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:页|頁)?[-–—·\s]*"
    r"(?:(?:/|of|из|共|de|\|)\s*\d{1,4}\s*(?:页|頁)?)?[-–—·\s]*",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:[.·…．‧∙•]\s*){3,}\s*(?:[\d\s]{1,6}|[ivxlcIVXLC]{1,7}|\(\d{1,4}\))?\s*$|…+\s*(?:\d{1,4}|[ivxlcIVXLC]{1,7})?\s*$")
_LEADER_START = re.compile(r"\s*(?:[.·…．‧∙•]\s*){3,}|…+")
_PAGE_END = re.compile(r"[\s.…·]+\(?(\d{1,4}|[ivxlcIVXLC]{1,7})\)?$")
_CONTENTS = re.compile(
    r"(?:table of )?contents(?:page)?|目次|目录|目錄|目次页|содержание|оглавление|mục ?lục|daftar ?isi|sommaire|table des matières|"
    r"мазмұны|index|inhalt|índice|المحتويات|الفهرس|mundarija|kandungan|içindekiler",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a printed table of contents: its text without leaders, and the page number it gives ("" when none)."""

    text: str
    page: str


def body_lines(pages: Sequence[Page]) -> dict[int, tuple[Line, ...]]:
    """The lines of every page (by number) without running heads and feet, page numbers and watermarks."""
    repeated = _repeated(pages)
    out = {}
    for page in pages:
        kept = [line for line in page.lines if not line.turned and (_shape(line), _place(line, page)) not in repeated]
        turned = [line for line in page.lines if line.turned and (_shape(line), _place(line, page)) not in repeated]
        out[page.number] = tuple(_without_number(kept, page) + turned)
    return out


def _shape(line: Line) -> str:
    """The text of a line with every number replaced, so that "Page 3" and "Page 4" are one."""
    text = re.sub(r"[\d０-９]+", "0", line.text.lower())
    return re.sub(r"(?<![^\W\d_])[ivxlc]{1,6}(?![^\W\d_])|\s+", "", text)


def _place(line: Line, page: Page) -> int:
    return round(line.box.top / max(1.0, page.height) * 150)


def _repeated(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Shape and place of what comes back at the same height of many pages: at the edges, or, for watermarks, anywhere."""
    seen: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    edge: dict[str, bool] = {}
    for page in pages:
        for line in page.lines:
            shape = _shape(line)
            if len(shape) > 1 or line.turned:
                seen[shape][_place(line, page)].add(page.number)
                at = line.box.top / max(1.0, page.height), line.box.bottom / max(1.0, page.height)
                edge[shape] = edge.get(shape, False) or at[0] < _EDGE or at[1] > 1 - _EDGE or line.turned
    out = set()
    for shape, places in seen.items():
        for place in places:
            near = set().union(*(places.get(p, set()) for p in (place - 1, place, place + 1)))
            need = max(_FEWEST_REPEATS, 0.12 * len(pages) if edge[shape] else 0.6 * len(pages))
            if len(near) >= need:
                out.add((shape, place))
    return out


def _without_number(lines: list[Line], page: Page) -> list[Line]:
    """Drop page numbers: alone on the first or last line of the page, at its edge."""
    kept = list(lines)
    for pick in (min, max):
        if not kept:
            break
        line = pick(kept, key=lambda line: line.box.top)
        top, bottom = line.box.top / max(1.0, page.height), line.box.bottom / max(1.0, page.height)
        if (top < _EDGE or bottom > 1 - _EDGE) and _PAGE_NUMBER.fullmatch(_ascii(line.text)):
            kept.remove(line)
    return kept


def _ascii(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", text).strip()


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
                if _CONTENTS.fullmatch(re.sub(r"\s+", "", lines[first].text).strip(":：")) or _CONTENTS.fullmatch(lines[first].text.strip()):
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
        if not _CONTENTS.fullmatch(re.sub(r"\s+", "", line.text)):
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


def text_width(lines: Sequence[CleanLine]) -> float:
    """The median width of full lines, in points."""
    widths = sorted(line.line.box.x1 - line.line.box.x0 for line in lines)
    return median(widths[len(widths) // 2 :]) if widths else 0.0

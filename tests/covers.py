"""The made covers of ``data/made_covers.txt``: first pages as their publishers set them, with invented titles and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.clause import Box, Standard
from ingest.line import Line, Page
from ingest.sector import suggest

PATH = Path(__file__).parent / "data" / "made_covers.txt"
KEYS = ("designation", "lang", "ics", "ccs", "adopts", "replaces", "published", "effective", "publisher", "country", "edition")
TODAY = date(2026, 1, 1)
_LINE = re.compile(r"([\d.]+)(b?) (.*)")
_LEADING = 1.7


@dataclass(frozen=True, slots=True)
class Cover:
    """One case: its pages, and what is expected by field ("title zh" and so on for titles, "suggests" only if tested)."""

    name: str
    expected: dict[str, str]
    pages: tuple[Page, ...]


def read_covers() -> Iterator[Cover]:
    """All cases. "14b" before a line is its size of type, and bold."""
    for block in PATH.read_text("utf-8").split("=== ")[1:]:
        head, *bodies = re.split(r"^--- \d+\n", block, flags=re.MULTILINE)
        name, *pairs = head.strip().split("\n")
        pages = tuple(_page(number, body.strip().split("\n")) for number, body in enumerate(bodies, 1))
        yield Cover(name, dict(pair.split(": ", 1) for pair in pairs), pages)


def _page(number: int, lines: list[str]) -> Page:
    """A page of A4; what follows a line "…" stands at its foot."""
    cut = lines.index("…") if "…" in lines else len(lines)
    above, below = ([_LINE.fullmatch(line) for line in some] for some in (lines[:cut], lines[cut + 1 :]))
    heights = [sum(_LEADING * float(match[1]) for match in some if match) for some in (above, below)]
    made, top = [], 30.0
    for match in (*above, None, *below):
        if match is None:
            top = max(top, 800 - heights[1])
            continue
        size, bold, text = match.groups()
        made.append(Line(text, Box(number, 60, top, 530, top + float(size)), float(size), bold=bool(bold)))
        top += _LEADING * float(size)
    return Page(number, 595, 842, tuple(made), "\n".join(line.text for line in made))


def fields(standard: Standard, wanted: dict[str, str]) -> dict[str, str]:
    """What was read, in the form of ``Cover.expected``; empty fields are left out."""
    adopts = standard.adopts
    found = {
        "designation": standard.designation,
        "lang": standard.lang,
        "ics": "; ".join(standard.ics),
        "ccs": standard.ccs,
        "adopts": f"{adopts.designation} {adopts.degree or ''}".strip() if adopts else "",
        "replaces": standard.replaces,
        "published": standard.published,
        "effective": standard.effective,
        "edition": standard.edition,
        **{f"title {lang}": title for lang, title in standard.titles},
    }
    if "publisher" in wanted:
        found["publisher"] = f"{standard.publisher} {standard.country}".strip()
    else:
        found["country"] = standard.country
    if "suggests" in wanted:
        said = suggest(standard, TODAY)
        found["suggests"] = f"{said.status or '-'} {said.sector} {said.field}"
    return {key: value for key, value in found.items() if value}

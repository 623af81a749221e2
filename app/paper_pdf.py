"""A report as PDF/UA-1, set with the fonts that are bundled: tagged, with heads, page numbers and repeated table heads.

What it says goes to one fixed template as data and is never read as markup. Characters that no bundled font has are named by
their code point in the text and in a notice. The same report gives the same bytes.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from app.paper import Paper, Table, Value
from app.paper_text import Line, flat, lines, running_foot, running_head, shares, short

ASSETS = Path(__file__).parent / "assets"
FONTS = ASSETS / "fonts"
TEMPLATE = ASSETS / "paper.typ"
BREAK = "\u200b"
"""Where a run of letters without a space may be broken: a zero-width space, which no text of a report holds otherwise."""
_RUN = re.compile("[!-~À-ɏ\u0400-\u04ff]+")
"""Letters and signs without a space, of scripts whose letters may be parted anywhere."""
_LETTERS = 190
"""About as many letters stand across a page in the size of a table."""
_FACT = 0.24  # the share of the names of facts, as the template has it
_TITLE = 0.45  # titles are set about twice as large
_LEAST = 5  # letters that a column holds in any case
_MANY = 10  # columns from which on a table is set smaller


def pdf_paper(paper: Paper) -> tuple[bytes, tuple[str, ...]]:
    """The document, and what it could not show as it is."""
    import typst

    head, cut_head = running_head(paper)
    foot, cut_foot = running_foot(paper)
    setter = _Setter()
    told = {
        "name": flat(paper.title),
        "title": setter.lines(paper.title, _TITLE),
        "day": None,
        "langs": list(paper.langs),
        "head": setter.lines(head)[0],
        "foot": setter.lines(foot)[0],
        "facts": [[setter.lines(name, _FACT), setter.lines(value, 1 - _FACT)] for name, value in paper.facts],
        "sections": [
            {
                "title": setter.lines(one.title),
                "lines": [setter.lines(said) for said in one.lines],
                "tables": [setter.table(table) for table in one.tables],
            }
            for one in paper.sections
        ],
    }
    made = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]),
        format="pdf",
        sys_inputs={"paper": json.dumps(told)},
        pdf_standards=["ua-1"],
    )
    return made, (*cut_head, *cut_foot, *setter.notices())


class _Setter:
    """Texts as the template takes them, and the characters that no font has."""

    def __init__(self) -> None:
        self.missing: set[str] = set()

    def lines(self, value: Value, share: float = 1.0) -> list[dict[str, Any]]:
        """The lines of a text that has a share of the width of the page."""
        room = max(_LEAST, int(share * _LETTERS))
        return [self._line(one, room) for one in lines(value)]

    def table(self, table: Table) -> dict[str, Any]:
        widths = shares(tuple(one.width for one in table.columns))
        return {
            "title": self.lines(table.title),
            "widths": widths,
            "columns": [self.lines(one.title, share) for one, share in zip(table.columns, widths, strict=True)],
            "rows": [
                {"whole": short(row), "cells": [self.lines(*cell) for cell in zip(row, widths, strict=True)]}
                for row in table.rows
            ],
            "small": len(table.columns) > _MANY,
        }

    def notices(self) -> tuple[str, ...]:
        if not self.missing:
            return ()
        named = ", ".join(f"U+{ord(one):04X}" for one in sorted(self.missing))
        return (f"No bundled font has {named}: named in the text by code point.",)

    def _line(self, one: Line, room: int) -> dict[str, Any]:
        lacking = {character for character in one.text if ord(character) not in covered() and character != "\t"}
        self.missing |= lacking
        text = one.text.replace("\t", "  ")
        for character in lacking:
            text = text.replace(character, f"⟨U+{ord(character):04X}⟩")
        return {"text": _RUN.sub(lambda found: _broken(found.group(), room), text), "lang": one.lang, "rtl": one.from_right}


@cache
def covered() -> frozenset[int]:
    """The code points that the bundled fonts have."""
    codes: set[int] = set()
    for run in (FONTS / "coverage.txt").read_text(encoding="ascii").split():
        first, _dash, last = run.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)


def _broken(run: str, room: int) -> str:
    """A run of letters with places for breaks, where it is longer than a line."""
    return run if len(run) <= room else BREAK.join(run[place : place + room - 1] for place in range(0, len(run), room - 1))

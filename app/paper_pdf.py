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
_LONG_RUN = re.compile(r"[!-~]{25,}")
_STEP = 12
_MANY = 10  # columns from which on a table is set smaller


def pdf_paper(paper: Paper) -> tuple[bytes, tuple[str, ...]]:
    """The document, and what it could not show as it is."""
    import typst

    head, cut_head = running_head(paper)
    foot, cut_foot = running_foot(paper)
    setter = _Setter()
    told = {
        "name": flat(paper.title),
        "title": setter.lines(paper.title),
        "day": None,
        "langs": list(paper.langs),
        "head": setter.lines(head)[0],
        "foot": setter.lines(foot)[0],
        "facts": [[setter.lines(name), setter.lines(value)] for name, value in paper.facts],
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

    def lines(self, value: Value) -> list[dict[str, Any]]:
        return [self._line(one) for one in lines(value)]

    def table(self, table: Table) -> dict[str, Any]:
        return {
            "title": self.lines(table.title),
            "widths": shares(tuple(one.width for one in table.columns)),
            "columns": [self.lines(one.title) for one in table.columns],
            "rows": [{"whole": short(row), "cells": [self.lines(value) for value in row]} for row in table.rows],
            "small": len(table.columns) > _MANY,
        }

    def notices(self) -> tuple[str, ...]:
        if not self.missing:
            return ()
        named = ", ".join(f"U+{ord(one):04X}" for one in sorted(self.missing))
        return (f"No bundled font has {named}: named in the text by code point.",)

    def _line(self, one: Line) -> dict[str, Any]:
        lacking = {character for character in one.text if ord(character) not in covered() and character != "\t"}
        self.missing |= lacking
        text = one.text.replace("\t", "  ")
        for character in lacking:
            text = text.replace(character, f"⟨U+{ord(character):04X}⟩")
        return {"text": _LONG_RUN.sub(_broken, text), "lang": one.lang, "rtl": one.from_right}


@cache
def covered() -> frozenset[int]:
    """The code points that the bundled fonts have."""
    codes: set[int] = set()
    for run in (FONTS / "coverage.txt").read_text(encoding="ascii").split():
        first, _dash, last = run.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)


def _broken(found: re.Match[str]) -> str:
    run = found.group()
    return BREAK.join(run[place : place + _STEP] for place in range(0, len(run), _STEP))

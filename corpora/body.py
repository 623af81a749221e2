"""Sets the blocks of a source: headings, clauses, terms, lists, notes, tables, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpora.houses import House
from corpora.press import GAP_BELOW_TABLE, Press
from corpora.source import Block
from corpora.typeset import Style, draw_text

DEFINITION_ROOM = 40.0
FIRST_SECTION_ROOM = 72.0
SECOND_LEVEL = re.compile(r"\d+\)")


def set_blocks(press: Press, blocks: Iterable[Block]) -> None:
    """Set ``blocks`` in order from the cursor of ``press`` on."""
    row = [None, *blocks, None]
    for before, block, after in zip(row, row[1:], row[2:], strict=False):
        if block and block.table:
            note = press.house.styles["note"]
            press.table(block.table, keep=GAP_BELOW_TABLE + 2 * note.leading if after and after.what == "note" else 0.0)
        elif block:
            _set(press, block, before)


def _set(press: Press, block: Block, before: Block | None) -> None:
    house = press.house
    if block.what == "heading":
        style = house.styles[f"heading{min(block.level, 3)}"]
        keep = style.leading + (FIRST_SECTION_ROOM if block.level == 1 else 24)  # a chapter is not parted from its first section
        press.heading(f"{block.label}{house.number_gap}{block.text}", block.level, style, keep=keep)
    elif block.what == "annex":
        _annex(press, block)
    elif block.what == "unnumbered":
        if block.extra == "bibliography":
            press.turn()
        press.paragraph(house.word(block.text), house.styles["unnumbered"])
        press.note_heading(block.text, 1)
    elif block.what == "term":
        _term(press, block)
    elif block.what == "formula":
        _formula(press, block)
    else:
        text, style, label = _paragraph(house, block, before)
        press.paragraph(text, style, label=label)


def _paragraph(house: House, block: Block, before: Block | None) -> tuple[str, Style, str]:
    """The text as printed, its style, and what hangs in the indent, of a block that is one paragraph."""
    styles, han = house.styles, house.face.han
    if block.what == "titleless":
        label = f"**{block.label}**" if han else block.label
        return f"{label}{house.number_gap}{block.text}", styles["titleless"], ""
    if block.what == "list-item":
        dash = "——" if han else "—"
        return (
            block.text,
            styles["list2" if SECOND_LEVEL.fullmatch(block.label) else "list1"],
            dash if block.label == "-" else block.label,
        )
    if block.what == "note":
        return (
            (f"**{block.label}**{block.text}", styles["note"], "") if han else (f"{block.label} {block.text}", styles["note"], "")
        )
    if block.what == "reference":
        return block.text, styles["reference"], block.label
    return block.text, styles["definition" if before and before.what == "term" else "paragraph"], ""


def _term(press: Press, block: Block) -> None:
    """A term: in Chinese and ISO style the number stands alone, then the term, then (as the next block) its definition."""
    styles = press.house.styles
    number = replace(styles["heading3"], after=0.0)
    press.paragraph(block.label, number, keep=styles["term"].leading + DEFINITION_ROOM)
    term = f"**{block.text}**　{block.extra}" if press.house.face.han else block.text
    press.paragraph(term, styles["term"], keep=styles["term"].leading)
    if block.extra and not press.house.face.han:
        press.paragraph(block.extra, replace(styles["term"], bold=False), keep=styles["term"].leading)


def set_inline_terms(blocks: Iterable[Block], house: House) -> list[Block]:
    """``blocks`` with each GOST term and its definition made one numbered paragraph: "3.1 **term:** Definition"."""
    if house.term_on_own_line:
        return list(blocks)
    made: list[Block] = []
    for block in blocks:
        if made and made[-1].what == "term":
            term = made.pop()
            name = f"{term.text} ({term.extra})" if term.extra else term.text
            made.append(replace(term, what="titleless", text=f"**{name}:** {block.text}"))
            continue
        made.append(block)
    return made


def _formula(press: Press, block: Block) -> None:
    """A formula in the middle of the measure, its number at the right edge."""
    style = press.house.styles["formula"]
    press.paragraph(block.text, style)
    if block.extra:
        at = (press.left + press.house.measure, press.y + style.after + style.leading * 0.28)
        draw_text(press.canvas, block.extra, press.house.face, style.size, at, align="right")


def _annex(press: Press, block: Block) -> None:
    """The three centred lines of an annex on a new page."""
    style, han = press.house.styles["annex"], press.house.face.han
    press.turn()
    press.paragraph(f"{press.house.annex}{block.label}", style)
    press.paragraph(f"（{block.extra}）" if han else f"({block.extra})", replace(style, bold=han))
    press.paragraph(block.text, replace(style, after=18.0))
    status = f"（{block.extra}）" if han else f"({block.extra})"
    word = press.house.annex.replace("　", "") + block.label
    press.note_heading(f"{word}{'' if han else ' '}{status} {block.text}", 1)

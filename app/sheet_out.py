"""A review sheet goes out: an Excel file with the cards of a comparison, to be filled in with a spreadsheet program.

Protected without a password: it keeps a hand from slipping, and whoever must sort in Excel can take it off. Texts are written as
texts, never as formulas or links.
"""

from __future__ import annotations

import datetime
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.card import STATES
from app.double import as_seen_by
from app.filters import Filters, filtered
from app.queueing import queue
from app.sheet_columns import COLUMNS, LISTS, NAME_PREFIX, Column, Meta, Use
from app.sheet_help import help_lines
from app.sheet_rows import Row, meta, sheet_row
from app.state import Item, State, load_comparison
from app.tables import ROW_LIMIT
from app.visible import direction, visible
from app.wording import DECISIONS, N_, catalogue
from ingest.errors import UsageError
from matcher import ledger
from matcher.assignments import assignments, is_assigned
from matcher.match import Decision

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from index.library import Library

NOTHING = N_("No card of this comparison passes the filters: there is nothing to write a review sheet of.")
SHEET, HELP, META, VALUES = "review", "read me 说明", "clausebridge", "lists"
PRINTED = [column.name for column in COLUMNS].index("note")
"""The last column that is printed."""
FIRST = 2
"""The first row of cards, counted from 0: above it are the hidden names and the headings."""
_LINE, _LOWEST, _HIGHEST, _NARROW = 14.0, 30.0, 405.0, 1.12
"""Points of a line, of the lowest row, of the highest that a spreadsheet program shows; letters of a text to one of its width."""
_INK = {"head": "#22282C", "edge": "#C9CEC6", "shown": "#F4F5F2", "edited": "#FFFFFF", "band": "#DDE4DB", "deed": "#CFE0F0"}
_STATE_COLOURS = {
    State.ACCEPTED: "#DCEFDD",
    State.REJECTED: "#F6DEDA",
    State.UNSURE: "#FBEFC9",
    State.NO_COUNTERPART: "#E3E3EC",
}
_DECISION_COLOURS = {
    Decision.ACCEPT: _STATE_COLOURS[State.ACCEPTED],
    Decision.REJECT: _STATE_COLOURS[State.REJECTED],
    Decision.UNSURE: _STATE_COLOURS[State.UNSURE],
    Decision.NO_COUNTERPART: _STATE_COLOURS[State.NO_COUNTERPART],
}


@dataclass(frozen=True, slots=True)
class Made:
    """A review sheet as a file, how many cards are on it, and what had to be cut, in words."""

    data: bytes
    count: int
    cut: tuple[str, ...]


def review_sheet(library: Library, a: str, b: str, *, lang: str = "en", filters: Filters | None = None, reader: str = "") -> Made:
    """The review sheet of the comparison of ``a`` and ``b``: its cards that pass ``filters``, in the order asked for.

    It shows what ``reader`` may see, or who is nobody: of cards under double review no opinions of others.

    Raises:
        UsageError: there are no such standards, no comparison of them, or no such cards.
        LibraryError: the library is not what was written.
    """
    seen = library.log.head().number  # before the judgements: what comes in between is a conflict, never overlooked
    comparison = load_comparison(library, a, b)
    names = comparison.a.designation, comparison.b.designation
    items = as_seen_by(reader, library, comparison, queue(comparison, ledger.judgements(library, *names), seen))
    held = assignments(library.log, *names)
    chosen = filtered(items, filters or Filters(), comparison, mine=lambda match: is_assigned(held, reader, match))
    if not chosen:
        raise UsageError(NOTHING)
    sheet = meta(library, comparison, seen, lang)
    numbers = {item.key: number for number, item in enumerate(items, 1)}
    return _written([(item, *sheet_row(numbers[item.key], item, comparison, sheet)) for item in chosen], sheet,
                    (comparison.a.lang, comparison.b.lang))  # fmt: skip


def _written(rows: Sequence[tuple[Item, Row, Row]], sheet: Meta, langs: tuple[str, str]) -> Made:
    import xlsxwriter

    target = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, {"in_memory": True, **as_text})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # a fixed date keeps the bytes the same
    cut = _announced(rows, sheet)
    _write_help(book, sheet, cut)
    page = book.add_worksheet(SHEET)
    _write_values(book, sheet.lang)
    hidden = book.add_worksheet(META)
    for line, text in enumerate(sheet.cells()):
        hidden.write_string(line, 0, text)
    hidden.very_hidden()
    _write_cards(book, page, rows, langs, sheet)
    page.activate()
    book.close()
    return Made(target.getvalue(), len(rows), cut)


def _announced(rows: Sequence[tuple[Item, Row, Row]], sheet: Meta) -> tuple[str, ...]:
    _ = catalogue(sheet.lang).gettext
    heads = {column.name: column.head for column in COLUMNS}
    lines = [
        _("Row {row}, {column}: {units} characters are more than a cell holds, and were cut.").format(
            row=line + 1, column=_(heads[name]), units=units
        )
        for line, (_item, _row, cells) in enumerate(rows, FIRST)
        for name, units in cells.items()
    ]
    if len(rows) > ROW_LIMIT - FIRST:
        lines.append(_("A sheet holds {count} cards; those behind are left out.").format(count=ROW_LIMIT - FIRST))
    return tuple(lines)


def _write_cards(
    book: xlsxwriter.Workbook, page: Worksheet, rows: Sequence[tuple[Item, Row, Row]], langs: tuple[str, str], sheet: Meta
) -> None:
    _ = catalogue(sheet.lang).gettext
    forms = {column.name: _form(book, column, langs) for column in COLUMNS}
    last = FIRST + min(len(rows), ROW_LIMIT - FIRST) - 1
    for place, column in enumerate(COLUMNS):
        hidden = {"hidden": True} if column.use is Use.HIDDEN else {}
        page.set_column(place, place, column.width, None, hidden)
        page.write_string(0, place, NAME_PREFIX + column.name)
        page.write_string(FIRST - 1, place, _head(column, sheet, _), _head_form(book, column))
        if column.choices:
            page.data_validation(FIRST, place, last, place, _list_of(column, _))
    page.set_row(0, None, None, {"hidden": True})
    page.set_row(FIRST - 1, 34)
    for line, (_item, row, _cut) in enumerate(rows[: last - FIRST + 1], FIRST):
        page.set_row(line, _height(row))
        for place, column in enumerate(COLUMNS):
            _write_cell(page, (line, place), row[column.name], forms[column.name])
    _colour(book, page, last, _)
    visible_columns = [place for place, column in enumerate(COLUMNS) if column.use is not Use.HIDDEN]
    page.autofilter(FIRST - 1, 0, last, visible_columns[-1])
    page.freeze_panes(FIRST, 3)
    page.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
    _set_print(page, last, sheet)


def _write_cell(page: Worksheet, place: tuple[int, int], value: object, form: Format) -> None:
    if isinstance(value, int | float):
        page.write_number(*place, value, form)
    elif value:
        page.write_string(*place, str(value), form)
    else:
        page.write_blank(*place, None, form)


def _head(column: Column, sheet: Meta, _: Any) -> str:  # noqa: ANN401 - a gettext function
    if column.use is Use.HIDDEN:
        return column.head
    name = {"a": sheet.a, "b": sheet.b}.get(column.side, "") if column.name.endswith("_text") else ""
    return visible(f"{_(column.head)}: {name}" if name else _(column.head))


def _form(book: xlsxwriter.Workbook, column: Column, langs: tuple[str, str]) -> Format:
    form = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": _INK["edge"], "font_size": 10})
    form.set_bg_color(_INK["edited" if column.use is Use.EDITED else "shown"])
    if column.use is Use.EDITED:
        form.set_locked(False)
        form.set_num_format("@")  # a label that is typed stays a text: 5.10 is not 5.1
    if column.name in ("number", "confidence"):
        form.set_align("center")
    if column.name == "confidence":
        form.set_num_format("0%")
    if column.side and direction(langs[column.side == "b"]) == "rtl":
        form.set_reading_order(2)
        form.set_align("right")
    return form


def _head_form(book: xlsxwriter.Workbook, column: Column) -> Format:
    form = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": _INK["edge"]})
    form.set_bg_color(_INK["deed" if column.use is Use.EDITED else "band"])
    form.set_font_color(_INK["head"])
    return form


def _list_of(column: Column, _: Any) -> dict[str, Any]:  # noqa: ANN401
    place = list(LISTS).index(column.choices)
    letter = chr(ord("A") + place)
    return {
        "validate": "list",
        "source": f"='{VALUES}'!${letter}$1:${letter}${len(LISTS[column.choices])}",
        "error_title": _(column.head)[:32],
        "error_message": _("Please choose from the list, or leave the cell empty."),
    }


def _write_values(book: xlsxwriter.Workbook, lang: str) -> None:
    page, _ = book.add_worksheet(VALUES), catalogue(lang).gettext
    for place, choices in enumerate(LISTS.values()):
        for line, message in enumerate(choices.values()):
            page.write_string(line, place, _(message))
    page.very_hidden()


def _colour(book: xlsxwriter.Workbook, page: Worksheet, last: int, _: Any) -> None:  # noqa: ANN401
    names = [column.name for column in COLUMNS]
    for name, colours in (
        ("state", {STATES[one]: colour for one, colour in _STATE_COLOURS.items()}),
        ("decision", {DECISIONS[one]: colour for one, colour in _DECISION_COLOURS.items()}),
    ):
        place = names.index(name)
        for words, colour in colours.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{_(words)}"', "format": book.add_format({"bg_color": colour})}
            page.conditional_format(FIRST, place, last, place, rule)


def _set_print(page: Worksheet, last: int, sheet: Meta) -> None:
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(FIRST - 1)
    page.print_area(FIRST - 1, 0, last, PRINTED)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    names = visible(f"{sheet.a} / {sheet.b}").replace("&", "&&")[:160]
    page.set_footer(f"&L{names}&C&P / &N&R{sheet.number} {sheet.head[:12]}")


def _height(row: Mapping[str, object]) -> float:
    """Points that the fullest cell of a row needs, as far as a spreadsheet program shows them."""
    lines = max(_lines(str(row[column.name]), column.width) for column in COLUMNS if column.use is not Use.HIDDEN)
    return min(max(lines * _LINE, _LOWEST), _HIGHEST)


def _lines(text: str, width: int) -> int:
    """Lines that a text fills in a column of ``width`` characters, where letters of East Asia are twice as wide."""
    return sum(
        1 + int(sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) / (width * _NARROW))
        for line in text.split("\n")
    )


def _write_help(book: xlsxwriter.Workbook, sheet: Meta, cut: Sequence[str]) -> None:
    page = book.add_worksheet(HELP)
    title = book.add_format({"bold": True, "font_size": 14, "valign": "top", "text_wrap": True, "font_color": _INK["head"]})
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bg_color": _INK["band"]})
    plain = book.add_format({"valign": "top", "text_wrap": True})
    page.set_column(0, 0, 2)
    page.set_column(1, 1, 64)
    page.set_column(2, 2, 3)
    page.set_column(3, 3, 64)
    page.hide_gridlines(2)
    forms = {"title": title, "head": bold, "text": plain}
    for line, (kind, texts) in enumerate(help_lines(sheet, cut)):
        height = max(_lines(text, 56 if kind != "title" else 40) for text in texts) * (20 if kind == "title" else 15.0) + 4
        page.set_row(line, min(height, _HIGHEST))
        for place, text in enumerate(texts):
            page.write_string(line, 1 + 2 * place, visible(text), forms[kind])
    page.protect()
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)

"""Tables as files: CSV, XLSX, JSONL and HTML from rows, which are dicts of plain values. The same rows give the same bytes.

What is done to text: characters that hide or reorder are named (``app.visible``) in every format but JSONL, which keeps text as
it is, escaped. In CSV a text that a spreadsheet would take for a formula gets an apostrophe in front: one whose first character,
white space apart, is = + - @ or a look-alike of these, or that begins with a tab or a carriage return. In XLSX every text is
written as text, never as a formula or a link; one that is longer than a cell may be is cut, ends in a note of its full length,
and is named in what ``xlsx_bytes`` returns and in a sheet of its own.
"""

from __future__ import annotations

import csv
import datetime
import html
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.visible import direction, visible
from ingest.jsonl import json_line

if TYPE_CHECKING:
    import xlsxwriter

Row = dict[str, Any]
MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "html": "text/html",
    "oscal": "application/json",
}
"""What each format calls itself to a browser."""
ENDINGS = {"oscal": "oscal.json"}
"""How the name of a file ends that is not called by its format."""

CELL_LIMIT = 32_767
"""Characters a sheet cell may hold, counted in UTF-16 units (Excel specifications and limits)."""
ROW_LIMIT = 1_048_576
COMMENTED = "# "
"""How a line above the table of a CSV file begins."""
_FORMULA_STARTS = frozenset("=+-@＝＋－＠﹢﹣﹦﹫−")
_WIDTHS = {
    "text": 60,
    "titles": 30,
    "deviations": 50,
    "evidence": 40,
    "explanation": 50,
    "sentence_en": 60,
    "sentence_zh": 60,
    "note": 40,
    "title": 30,
}


def safe_cell(value: object) -> object:
    """A CSV cell: numbers as they are, text made visible, with an apostrophe where a spreadsheet would see a formula."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    bare = text.lstrip()
    return f"'{text}" if (bare[:1] in _FORMULA_STARTS and bare) or text[:1] in ("\t", "\r") else text


def jsonl_bytes(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as JSON, one a line, in UTF-8."""
    return "".join(f"{json_line(row)}\n" for row in rows).encode()


def csv_bytes(rows: Sequence[Row], *, columns: Sequence[str] | None = None, head: Sequence[str] = ()) -> bytes:
    """Rows as CSV (RFC 4180, every cell quoted) in UTF-8 with the byte order mark that spreadsheets look for.

    ``head`` are lines above the table, each a cell that begins with ``COMMENTED``.
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([COMMENTED + visible(line)] for line in head)
    names = list(columns or _columns(rows))
    writer.writerow(names)
    writer.writerows([safe_cell(row.get(name, "")) for name in names] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    rows: Sequence[Row], *, columns: Sequence[str] | None = None, notes: Sequence[str] = ()
) -> tuple[bytes, tuple[str, ...]]:
    """Rows as one sheet with a fixed head and a filter; and what had to be cut, which also stands in the sheet "notes"."""
    import xlsxwriter

    names = list(columns or _columns(rows))
    target = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, {"in_memory": True, **as_text})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # a fixed date keeps the bytes the same
    head = book.add_format({"bold": True, "bg_color": "#E8ECE6", "bottom": 1, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("clausebridge")
    for column, name in enumerate(names):
        sheet.write_string(0, column, visible(name), head)
        sheet.set_column(column, column, next((width for part, width in _WIDTHS.items() if name.endswith(part)), 16))
    announced = []
    if len(rows) >= ROW_LIMIT:
        announced.append(f"{len(rows) - ROW_LIMIT + 1} rows are left out: a sheet holds {ROW_LIMIT - 1} below its head.")
    for line, row in enumerate(rows[: ROW_LIMIT - 1], 1):
        for column, name in enumerate(names):
            value = row.get(name, "")
            if isinstance(value, int | float):
                sheet.write_number(line, column, value, body)
                continue
            text, units = fitted(visible(str(value)))
            sheet.write_string(line, column, text, body)
            if units > CELL_LIMIT:
                announced.append(f"Row {line + 1}, {name}: {units} characters, cut to {CELL_LIMIT}.")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(names) - 1, 0))
    above = [fitted(visible(note)) for note in notes]
    cut = [(line, units) for line, (_text, units) in enumerate(above, 1) if units > CELL_LIMIT]
    announced += [f"Note {line}: {units} characters, cut to {CELL_LIMIT}." for line, units in cut]
    _write_notes(book, [*(text for text, _units in above), *announced], body)
    book.close()
    return target.getvalue(), tuple(announced)


def _write_notes(book: xlsxwriter.Workbook, notes: Sequence[str], form: object) -> None:
    if not notes:
        return
    sheet = book.add_worksheet("notes")
    sheet.set_column(0, 0, 120)
    for line, note in enumerate(notes):
        sheet.write_string(line, 0, note, form)


def fitted(text: str) -> tuple[str, int]:
    """The text as far as a cell holds it, ending in a note when it is cut; and its whole length in UTF-16 units."""
    units = len(text.encode("utf-16-le")) // 2
    if units <= CELL_LIMIT:
        return text, units
    note = f" … [cut; the whole has {units} characters, a cell holds {CELL_LIMIT}]"
    kept = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - len(note))].decode("utf-16-le", "ignore")
    return kept + note, units


_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{{font:14px/1.45 "Noto Sans","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#22282c;margin:2rem}}
table{{border-collapse:collapse;width:100%}}th,td{{border:1px solid #d9dcd5;padding:.35rem
.5rem;vertical-align:top;text-align:start}}
th{{background:#f0f1ed;position:sticky;top:0}}td{{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}}</style></head>
<body><h1>{title}</h1>{above}<table><thead><tr>{head}</tr></thead><tbody> {body} </tbody></table></body></html>
"""


def html_bytes(
    rows: Sequence[Row],
    *,
    title: str = "clausebridge",
    lang: str = "en",
    columns: Sequence[str] | None = None,
    head: Sequence[str] = (),
) -> bytes:
    """Rows as one page on its own: no scripts, no links, every text escaped, right-to-left text in its direction.

    ``head`` are lines above the table.
    """
    names = list(columns or _columns(rows))
    body = "\n".join("<tr>" + "".join(_html_cell(row, name) for name in names) + "</tr>" for row in rows)
    named = "".join(f"<th>{html.escape(visible(name))}</th>" for name in names)
    above = "".join(f"<p>{html.escape(visible(line))}</p>" for line in head)
    page = {"lang": html.escape(lang), "title": html.escape(visible(title)), "above": above, "head": named, "body": body}
    return _PAGE.format(**page).encode()


def _html_cell(row: Row, name: str) -> str:
    lang = str(row.get(f"{name[0]}_lang", "")) if name[:2] in ("a_", "b_") else ""
    attributes = (
        f' lang="{html.escape(lang)}" dir="{direction(lang)}"' if lang and name.endswith(("_text", "_titles", "_title")) else ""
    )
    return f"<td{attributes}>{html.escape(visible(str(row.get(name, ''))))}</td>"


def _columns(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def table_bytes(rows: Sequence[Row]) -> bytes:
    """Rows of a comparison as lines for a terminal: labels, what is said of them, what differs, why one stands alone.

    One line a proposal.
    """
    lines = []
    for row in rows:
        named = {key: " + ".join(str(row[key]).splitlines()) for key in ("a_clauses", "b_clauses", "a_titles", "b_titles")}
        a, b = (named[f"{side}_clauses"] or named[f"{side}_titles"] or "–" for side in "ab")
        titles = f"{named['a_titles']} | {named['b_titles']}".strip(" |")
        differs = "; ".join(str(row["deviations"]).splitlines())
        alone = next(iter(str(row["explanation"]).splitlines()), "") if "–" in (a, b) else ""
        parts = [
            f"{a:>12}  {b:<12}",
            f"{row['relation']:<17}",
            f"{row['confidence']:.2f} {row['advice']:<7}",
            titles,
            differs,
            alone,
        ]
        lines.append(visible("  ".join(part for part in parts if part)))
    return "".join(f"{line}\n" for line in lines).encode()

"""Reports as files: one door to the writers of every format, and reports in one language or in two."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from app import tables
from app.paper import Paper, Table, beside
from app.paper_text import flat
from app.tables import COMMENTED, safe_cell
from app.visible import visible
from app.wording import Translate, catalogue
from ingest.errors import UsageError
from ingest.jsonl import json_line

Written = tuple[bytes, tuple[str, ...]]
FORMS = ("xlsx", "docx", "html", "pdf", "json", "jsonl", "csv")
"""The formats of a report: to be filed, and for machines."""
LANGS = ("en", "zh", "both")
MIME = {
    "xlsx": tables.MIME["xlsx"],
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": tables.MIME["html"],
    "pdf": "application/pdf",
    "json": "application/json",
    "jsonl": tables.MIME["jsonl"],
    "csv": tables.MIME["csv"],
}
"""What each format calls itself to a browser."""


def paper_bytes(paper: Paper, form: str) -> Written:
    """A report as ``form``, one of ``FORMS``; and what the format could not hold whole, each as a line.

    The same report gives the same bytes.

    Raises:
        UsageError: there is no such format.
    """
    writers: dict[str, Callable[[Paper], Written]] = {
        "xlsx": _xlsx,
        "docx": _docx,
        "html": _html,
        "pdf": _pdf,
        "json": lambda one: (paper_json(one), ()),
        "jsonl": lambda one: ("".join(f"{json_line(row)}\n" for row in paper_rows(one)).encode(), ()),
        "csv": lambda one: (paper_csv(one), ()),
    }
    if form not in writers:
        raise UsageError(f"a report has no format {form!r}; its formats are {', '.join(FORMS)}")
    return writers[form](paper)


def in_languages(build: Callable[[Translate], Paper], lang: str) -> Paper:
    """The report that ``build`` makes: in English (``en``), in Chinese (``zh``), or with both side by side (``both``).

    Raises:
        UsageError: there is no such language.
    """
    if lang not in LANGS:
        raise UsageError(f"a report has no language {lang!r}; it is one of {', '.join(LANGS)}")
    each = [replace(build(catalogue(one).gettext), langs=(one,)) for one in (("en", "zh") if lang == "both" else (lang,))]
    return beside(*each) if len(each) > 1 else each[0]


def paper_json(paper: Paper) -> bytes:
    """A report as one JSON object, its texts as they are, escaped."""
    told: dict[str, Any] = {
        "title": paper.title,
        "langs": list(paper.langs),
        "head": list(paper.head),
        "facts": [list(fact) for fact in paper.facts],
        "sections": [
            {"title": one.title, "lines": list(one.lines), "tables": [_told(table) for table in one.tables]}
            for one in paper.sections
        ],
        "foot": paper.foot,
    }
    return (json.dumps(told, ensure_ascii=True, indent=1) + "\n").encode()


def paper_rows(paper: Paper) -> Iterator[dict[str, Any]]:
    """The rows of every table, each with the title of its table, by the titles of the columns."""
    for section in paper.sections:
        for table in section.tables:
            names = [flat(one.title) for one in table.columns]
            for row in table.rows:
                yield {"table": flat(table.title), "row": dict(zip(names, row, strict=True))}


def paper_csv(paper: Paper) -> bytes:
    """The tables of a report one below the other in one CSV file, with the facts above as lines that begin with ``#``."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    above = [flat(paper.title), *(f"{flat(name)}: {flat(value)}" for name, value in paper.facts)]
    writer.writerows([COMMENTED + visible(line)] for line in above)
    for section in paper.sections:
        writer.writerow([COMMENTED + flat(section.title)])
        writer.writerows([COMMENTED + flat(line)] for line in section.lines)
        for table in section.tables:
            writer.writerow([COMMENTED + flat(table.title)])
            writer.writerow([safe_cell(flat(one.title)) for one in table.columns])
            writer.writerows([safe_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _told(table: Table) -> dict[str, Any]:
    columns = [{"title": one.title, "width": one.width} for one in table.columns]
    return {"title": table.title, "columns": columns, "rows": [list(row) for row in table.rows]}


def _xlsx(paper: Paper) -> Written:
    from app.paper_xlsx import xlsx_paper

    return xlsx_paper(paper)


def _docx(paper: Paper) -> Written:
    from app.paper_docx import docx_paper

    return docx_paper(paper)


def _html(paper: Paper) -> Written:
    from app.paper_html import html_paper

    return html_paper(paper)


def _pdf(paper: Paper) -> Written:
    from app.paper_pdf import pdf_paper

    return pdf_paper(paper)

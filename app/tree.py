"""A clause tree in the formats of ``clausebridge parse``."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import zip_longest

from app.cited import beside
from app.markdown import write_markdown
from app.terminal import on_one_line, shown
from ingest.clause import Clause, Document, Part
from ingest.doubt import doubt_in_words

TITLE_WIDTH = 90


def print_document(document: Document, form: str, write: Callable[[str], None]) -> None:
    """Write ``document`` line by line.

    ``form`` is jsonl or csv (the clause list), json, md or tree. What is for readers, md and tree, is written as ``shown``.
    """
    from ingest.formats import clauses_to_csv, clauses_to_jsonl

    if form == "jsonl":
        for line in clauses_to_jsonl(document):
            write(line.rstrip("\n"))
    elif form == "csv":
        for row in clauses_to_csv(document):
            write(row.rstrip("\r\n"))
    elif form == "json":
        write(json.dumps([json.loads(line) for line in clauses_to_jsonl(document)], ensure_ascii=False, indent=1))
    elif form == "md":
        write_markdown(document, _heading, lambda text: write(shown(text)))
    else:
        _tree(document, lambda text: write(on_one_line(text)))


def _tree(document: Document, write: Callable[[str], None]) -> None:
    standard = document.standard
    pages = f"{standard.pages} pages, " if standard.pages else ""
    write(f"{standard.designation}  {standard.title}  [{standard.lang}, {pages}{len(document.clauses)} clauses]")
    for clause in document.clauses:
        heading = _heading(clause)
        own = clause.text[: clause.parts[0].start if clause.parts else None][:TITLE_WIDTH]
        shown = heading if clause.title else " ".join(f"{heading} {own}".split())
        page = f"  p. {clause.page}" if clause.page else ""
        doubt = f"  ({clause.confidence:.0%} sure)" if clause.confidence < 0.5 else ""
        check = f"  (read by OCR: check {words})" if (words := doubt_in_words(clause)) else ""
        write(f"{'  ' * clause.level}{shown[: TITLE_WIDTH + 20]}{page}{doubt}{check}")
        if clause.references:
            write(f"{'  ' * clause.level}    {beside(clause)}")
        for part, after in zip_longest(clause.parts, clause.parts[1:]):
            end = after.start if after is not None and after.level > part.level else part.end
            write(f"{'  ' * (clause.level + part.level)}{_brief(part, clause.text[part.start : end])}")


def _brief(part: Part, text: str) -> str:
    """A part of a clause on one line: its label, and its title or how its ``text`` begins; the size of a table."""
    table = part.table
    size = f"  [{table.rows} × {table.columns}{', ' + table.unit if table.unit else ''}]" if table else ""
    words = part.title if part.title or table else text.removeprefix(part.label)
    label = part.label or f"[{part.kind}]"
    return f"{label} {' '.join(words.split())[:TITLE_WIDTH]}".strip() + size


def _heading(clause: Clause) -> str:
    return " ".join(part for part in (clause.clause, clause.title) if part) or f"[{clause.kind}]"

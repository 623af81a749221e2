"""A clause tree in the formats of ``clausebridge parse``."""

from __future__ import annotations

import json
from collections.abc import Callable

from app.cited import beside
from app.terminal import on_one_line, shown
from ingest.clause import Clause, Document
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
        _markdown(document, lambda text: write(shown(text)))
    else:
        _tree(document, lambda text: write(on_one_line(text)))


def _markdown(document: Document, write: Callable[[str], None]) -> None:
    write(f"# {document.standard.designation} {document.standard.title}".rstrip())
    for clause in document.clauses:
        write(f"\n{'#' * min(clause.level + 1, 6)} {_heading(clause)}")
        if clause.text:
            write("\n" + "\n\n".join(clause.text.splitlines()))
        if clause.references:
            write(f"\n{beside(clause)}")


def _tree(document: Document, write: Callable[[str], None]) -> None:
    standard = document.standard
    write(f"{standard.designation}  {standard.title}  [{standard.lang}, {standard.pages} pages, {len(document.clauses)} clauses]")
    for clause in document.clauses:
        heading = _heading(clause)
        shown = heading if clause.title else f"{heading} {clause.text[:TITLE_WIDTH]}".replace("\n", " ").strip()
        page = f"  p. {clause.page}" if clause.page else ""
        doubt = f"  ({clause.confidence:.0%} sure)" if clause.confidence < 0.5 else ""
        check = f"  (read by OCR: check {words})" if (words := doubt_in_words(clause)) else ""
        write(f"{'  ' * clause.level}{shown[: TITLE_WIDTH + 20]}{page}{doubt}{check}")
        if clause.references:
            write(f"{'  ' * clause.level}    {beside(clause)}")


def _heading(clause: Clause) -> str:
    return " ".join(part for part in (clause.clause, clause.title) if part) or f"[{clause.kind}]"

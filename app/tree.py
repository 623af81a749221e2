"""A clause tree in the formats of ``clausebridge parse``."""

from __future__ import annotations

import json
from collections.abc import Callable

from ingest.clause import Clause, Document

TITLE_WIDTH = 90


def print_document(document: Document, form: str, write: Callable[[str], None]) -> None:
    """Write ``document`` line by line. ``form``: jsonl (the clause list), json, md or tree."""
    from ingest.formats import clauses_to_jsonl

    if form == "jsonl":
        for line in clauses_to_jsonl(document):
            write(line.rstrip("\n"))
    elif form == "json":
        write(json.dumps([json.loads(line) for line in clauses_to_jsonl(document)], ensure_ascii=False, indent=1))
    elif form == "md":
        _markdown(document, write)
    else:
        _tree(document, write)


def _markdown(document: Document, write: Callable[[str], None]) -> None:
    write(f"# {document.standard.designation} {document.standard.title}".rstrip())
    for clause in document.clauses:
        write(f"\n{'#' * min(clause.level + 1, 6)} {_heading(clause)}")
        if clause.text:
            write("\n" + "\n\n".join(clause.text.splitlines()))


def _tree(document: Document, write: Callable[[str], None]) -> None:
    standard = document.standard
    write(f"{standard.designation}  {standard.title}  [{standard.lang}, {standard.pages} pages, {len(document.clauses)} clauses]")
    for clause in document.clauses:
        heading = _heading(clause)
        shown = heading if clause.title else f"{heading} {clause.text[:TITLE_WIDTH]}".replace("\n", " ").strip()
        page = f"  p. {clause.page}" if clause.page else ""
        doubt = f"  ({clause.confidence:.0%} sure)" if clause.confidence < 0.5 else ""
        write(f"{'  ' * clause.level}{shown[: TITLE_WIDTH + 20]}{page}{doubt}")


def _heading(clause: Clause) -> str:
    return " ".join(part for part in (clause.clause, clause.title) if part) or f"[{clause.kind}]"

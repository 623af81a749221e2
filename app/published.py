"""What a standard states of correspondences, as lines: for a terminal, as JSONL or CSV, and as a gold set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from app.licensed import told, told_document
from app.tables import csv_bytes
from app.terminal import on_one_line
from index.shelf import Licence
from ingest.clause import Document
from ingest.jsonl import json_line
from ingest.stated import PublishedLink

COLUMNS = tuple(field.name for field in fields(PublishedLink))


def link_row(link: PublishedLink) -> dict[str, Any]:
    """A published link as plain values, in the order of ``COLUMNS``; "" where no degree is stated."""
    return {name: value or "" if isinstance(value, str | None) else value for name, value in asdict(link).items()}


def link_lines(links: Sequence[PublishedLink], form: str) -> Iterator[str]:
    """The lines of ``form``: jsonl, csv or table."""
    rows = [link_row(link) for link in links]
    if form == "jsonl":
        yield from map(json_line, rows)
    elif form == "csv":
        yield from csv_bytes(rows, columns=COLUMNS).decode("utf-8-sig").splitlines()
    else:
        yield from (on_one_line(_line(link)) for link in links)


def _line(link: PublishedLink) -> str:
    ours = " ".join(filter(None, (link.standard if not link.clause else "", link.clause)))
    theirs = ", ".join(filter(None, (link.other, link.other_clause)))
    kind = f"{link.kind} {link.degree}" if link.degree else str(link.kind)
    where = f"p. {link.page}" if link.page else link.source
    return "  ".join(filter(None, (f"{ours or '–':>12}  {theirs or '–':<30}", f"{kind:<12}", where, link.note)))


def told_link(link: PublishedLink, licence: Licence | None) -> PublishedLink:
    """A link with no more of the words that say it than the licence of its standard lets be told."""
    return replace(link, note=told(link.note, licence), reason=told(link.reason, licence))


def gold_lines(a: Document, b: Document, *, licences: Sequence[Licence | None] = (None, None)) -> tuple[list[str], int]:
    """Both documents and the links that they publish of each other, as the lines of a gold set; and how many links.

    ``licences`` of the two bind their texts.
    """
    from ingest.formats import clauses_to_jsonl
    from matcher.beside import gold_rows

    rows = gold_rows(a, b)
    lines = [
        line.rstrip("\n")
        for document, licence in zip((a, b), licences, strict=True)
        for line in clauses_to_jsonl(told_document(document, licence))
    ]
    lines += [
        json_line({"gold": True, "a_standard": r.a_standard, "a_clause": r.a_clause, "b_standard": r.b_standard,
                   "b_clause": r.b_clause, "relation": r.relation})
        for r in rows
    ]  # fmt: skip
    return lines, len(rows)

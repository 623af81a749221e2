"""``published`` and ``degree``: what a standard states of its correspondence with others, and what the comparison suggests."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from app import options
from app.dated import as_named
from app.sources import apart, names_a_file, open_library, resolve
from app.terminal import output, progress, say


class LinkFormat(StrEnum):
    """How published links are written."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class AdviceFormat(StrEnum):
    """How a suggested degree is written."""

    TABLE = "table"
    JSONL = "jsonl"


def published(
    standard: Annotated[str, typer.Argument(metavar="STANDARD", help="A file, or a designation in the library.")],
    form: Annotated[LinkFormat, typer.Option("--format", help="How the links are written.")] = LinkFormat.TABLE,
    gold: Annotated[
        str | None,
        typer.Option(metavar="OTHER", help="Write the links with this standard as a gold set (JSONL) for evaluate instead."),
    ] = None,
    out: options.Out = None,
    as_of: options.AsOf = options.TODAY,
    library: options.Library = None,
) -> None:
    """List what a standard itself states of correspondences.

    Comparison annexes and correlation tables, lists of changes in forewords, standards that are cited in place of others; each
    with its page and the characters on which it stands.
    """
    from app.published import gold_lines, link_lines, told_link
    from ingest.published import published as stated

    named = [standard] if gold is None else [standard, gold]
    stored = None if all(map(names_a_file, named)) else open_library(library)
    try:
        named = as_named(named, stored, as_of)
        documents = apart([resolve(name, stored) for name in named])
        licences = [None if stored is None or names_a_file(name) else stored.licence(name) for name in named]
    finally:
        if stored is not None:
            stored.close()
    if gold is not None:
        lines, count = gold_lines(*documents, licences=licences)
        say(f"published links between {' and '.join(named)}: {count}")
    else:
        lines = list(link_lines([told_link(link, licences[0]) for link in stated(documents[0])], str(form)))
    with output(out) as write:
        for line in lines:
            write(line)
    if not lines:
        say(f"{standard}: nothing of this kind was found")


def degree(
    standard: Annotated[str, typer.Argument(metavar="STANDARD", help="A file, or a designation in the library.")],
    parent: Annotated[str, typer.Argument(metavar="PARENT", help="The ISO or IEC standard that it adopts.")],
    form: Annotated[AdviceFormat, typer.Option("--format", help="How the suggestion is written.")] = AdviceFormat.TABLE,
    lang: Annotated[options.Language, typer.Option("--lang", help="Language of the table.")] = options.Language.EN,
    out: options.Out = None,
    as_of: options.AsOf = options.TODAY,
    library: options.Library = None,
    model: options.Model = "bundled",
) -> None:
    """Suggest the degree of correspondence (IDT, MOD, NEQ) of a standard with its parent.

    From the comparison of both and from what the standard itself tells of its differences, beside the degree that its cover
    states. It is a suggestion: every difference is listed for a person to judge.
    """
    from app.degree import advice_lines, advice_row
    from app.wording import catalogue
    from index.encoder import load_encoder
    from ingest.jsonl import json_line
    from matcher.compare import compare
    from matcher.degree import suggest_degree

    named = [standard, parent]
    stored = None if all(map(names_a_file, named)) else open_library(library)
    try:
        named = as_named(named, stored, as_of)
        documents = apart([resolve(name, stored) for name in named])
    finally:
        if stored is not None:
            stored.close()
    with progress("matching") as update:
        matches = compare(documents[0], documents[1], load_encoder(model), progress=update)
    advice = suggest_degree(documents[0], documents[1], matches)
    lines = [json_line(advice_row(advice))] if form is AdviceFormat.JSONL else advice_lines(advice, catalogue(str(lang)).gettext)
    with output(out) as write:
        for line in lines:
            write(line)

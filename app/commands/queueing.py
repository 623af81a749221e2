"""``queue`` and ``coverage``: what waits for review in a comparison, and what of both standards is covered."""

from __future__ import annotations

from typing import Annotated

import typer

from app import options
from app.coverage import By
from app.filters import Only, Sort
from app.state import State
from app.terminal import on_one_line, result, say
from ingest.jsonl import json_line
from matcher.match import Relation

First = Annotated[str, typer.Argument(metavar="A", help="Designation of our standard.")]
Second = Annotated[str, typer.Argument(metavar="B", help="Designation of theirs.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def queue(
    a: First,
    b: Second,
    state: Annotated[list[State] | None, typer.Option("--state", help="Cards of this state; more than once for several.")] = None,
    relation: Annotated[
        list[Relation] | None, typer.Option("--relation", help="Cards with this relation: decided, else proposed.")
    ] = None,
    only: Annotated[list[Only] | None, typer.Option("--only", help="What a card must be or have.")] = None,
    words: Annotated[str, typer.Option("--words", help="Words in labels, titles, texts or notes.")] = "",
    lowest: Annotated[int, typer.Option("--from", min=0, max=100, help="Lowest confidence in per cent.")] = 0,
    highest: Annotated[int, typer.Option("--to", min=0, max=100, help="Highest confidence in per cent.")] = 100,
    sort: Annotated[Sort, typer.Option("--sort", help="Order of the cards.")] = Sort.DOCUMENT,
    as_json: AsJson = False,
    as_of: options.AsOf = options.TODAY,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """List the cards of a comparison: all, or those that pass the filters of the desk.

    Under double review the cards are told as --as may see them; "mine" are those that are assigned to them.
    """
    from app.filters import Filters, filtered
    from app.listing import open_cards, row_of
    from index.library import Library, default_location
    from matcher.assignments import assignments, is_assigned

    asked = Filters(
        states=frozenset(state or ()), relations=frozenset(relation or ()), only=frozenset(only or ()), words=words.strip(),
        lowest=lowest, highest=highest, sort=sort,
    )  # fmt: skip
    with Library.open(library or default_location()) as opened:
        opened.look_back(as_of)
        comparison, items = open_cards(opened, a, b, author)
        held = assignments(opened.log, comparison.a.designation, comparison.b.designation)
        passing = filtered(items, asked, comparison, mine=lambda match: is_assigned(held, author, match))
    for item in passing:
        row = row_of(comparison, item)
        result(json_line(row) if as_json else "\t".join(on_one_line(str(value)) for value in row.values()))
    say(f"{len(passing)} of {len(items)} cards.")


def coverage(
    a: First,
    b: Second,
    by: Annotated[list[By] | None, typer.Option("--by", help="How clauses are put together; all ways when not given.")] = None,
    as_json: AsJson = False,
    as_of: options.AsOf = options.TODAY,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Count what of both standards has a counterpart, by chapter, provision type and aspect.

    A clause counts when a person accepted a link of it, or when nobody decided and one is proposed. Columns: side, way, group,
    clauses, with counterpart, without, decided.
    """
    from app.coverage import coverage as counted
    from app.listing import open_cards
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened:
        opened.look_back(as_of)
        comparison, items = open_cards(opened, a, b, author)
    for side in "ab":
        for way in by or list(By):
            for row in counted(comparison, items, side, way):
                told = {"side": side.upper(), "by": way.value, "group": row.name, "clauses": row.clauses, "linked": row.linked}
                told |= {"alone": row.alone, "decided": row.decided}
                result(json_line(told) if as_json else "\t".join(on_one_line(str(value)) for value in told.values()))

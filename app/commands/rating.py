"""``risk``: severity and likelihood that people set on a link between two clauses, or on a clause without counterpart."""

from __future__ import annotations

from typing import Annotated

import typer

from app import options
from app.terminal import on_one_line, result, say
from ingest.errors import UsageError
from ingest.jsonl import json_line
from matcher.risk_classes import Likelihood, Severity


def risk(
    a: Annotated[str, typer.Argument(metavar="A", help="A standard of the library.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The standard it is compared with.")],
    clause: Annotated[
        str, typer.Argument(metavar="CLAUSE", help="A clause of A; after `b:`, one of B without counterpart.", show_default=False)
    ] = "",
    other: Annotated[
        str, typer.Argument(metavar="CLAUSE_B", help="The clause of B that it is linked to.", show_default=False)
    ] = "",
    severity: Annotated[int, typer.Option(min=0, max=5, help="1 negligible, 2 minor, 3 moderate, 4 major, 5 catastrophic.")] = 0,
    likelihood: Annotated[
        int, typer.Option(min=0, max=5, help="1 rare, 2 unlikely, 3 possible, 4 likely, 5 almost certain.")
    ] = 0,
    reason: Annotated[str, typer.Option(help="Why; stored with it.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last risk that you set in this comparison.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Show the risks that people set in a comparison, set one, or take one back.

    The harm meant is the one that could follow where what meets the one clause is accepted as if it met the other. A risk rests
    on both texts and on what was decided of the link; where one of these is another now, its row says "again". Columns: both
    clauses, severity, likelihood, band, again or current, reason, who and when.
    """
    from app.rating import Rating, rate_clauses, risk_rows
    from index.library import Library, default_location
    from matcher.risk import undo as take_back

    if clause and not (severity and likelihood):
        raise UsageError("a risk has a severity and a likelihood: add --severity 1…5 and --likelihood 1…5")
    with Library.open(library or default_location()) as opened:
        pair = opened.standard(a).designation, opened.standard(b).designation
        if undo:
            taken = take_back(opened, author, *pair)
            say(f"Entry {taken.undoes} is taken back." if taken else "There is nothing of yours to take back.")
        elif clause:
            rate_clauses(opened, pair, clause, other, Rating(Severity(severity), Likelihood(likelihood), reason), author)
        rows = risk_rows(opened, *pair)
    for row in rows:
        who = f"{row['author']}, {row['at'][:10]}"
        names = (f"{row['a_clause'] or '–'}", f"{row['b_clause'] or '–'}", str(row["severity"]), str(row["likelihood"]))
        told = (*names, row["band"], "again" if row["again"] else "current", row["reason"], who)
        result(json_line(row) if as_json else "\t".join(map(on_one_line, told)))
    if not rows:
        say("Nobody has set a risk here.")

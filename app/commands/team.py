"""``members``, ``assign`` and ``agreement``: who works in a library, on what, and how far reviewers agree."""

from __future__ import annotations

from typing import Annotated

import typer

from app import options
from app.terminal import on_one_line, result, say
from index.roles import Role

members = typer.Typer(help="Who may do what in a library.", no_args_is_help=True)


@members.command("list")
def list_members(library: options.Library = None) -> None:
    """List the members with their roles; a library without members is open to everybody."""
    from index.library import Library, default_location
    from index.members import members as known

    with Library.open(library or default_location()) as opened:
        found = known(opened.log)
    for name, role in found.items():
        result(f"{on_one_line(name)}\t{role}")
    if not found:
        say("The library has no members: whoever can open it may do everything.")


@members.command("add")
def add_member(
    name: Annotated[str, typer.Argument(help="The name that is stored with decisions: an e-mail address where people sign in.")],
    role: Annotated[Role, typer.Option(help="What the member may do.")] = Role.REVIEWER,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Make somebody a member, or give a member another role. The first member is an admin."""
    from index.library import Library, default_location
    from index.members import appoint
    from index.members import members as known

    with Library.open(library or default_location()) as opened:
        first = not known(opened.log)
        entry = appoint(opened.log, name, role, author=author)
    say(f"{name} is {role} now." if entry else f"{name} is {role} already.")
    if first and name != author:
        say(f"The library belongs to its members now; {author}, in whose name you act here, is none of them.")


@members.command("remove")
def remove_member(
    name: Annotated[str, typer.Argument(help="A member.")],
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Dismiss a member. What they decided stays."""
    from index.library import Library, default_location
    from index.members import appoint

    with Library.open(library or default_location()) as opened:
        entry = appoint(opened.log, name, None, author=author)
    say(f"{name} is no member any more." if entry else f"{name} is no member.")


def assign(
    a: Annotated[str, typer.Argument(help="A standard of the library.")],
    b: Annotated[str, typer.Argument(help="The standard it is compared with.")],
    person: Annotated[str | None, typer.Argument(help="A member.", show_default="show who has what")] = None,
    clause: Annotated[
        list[str] | None,
        typer.Option(help="A clause or chapter of A, or, after `b:`, of B.", show_default="the whole comparison"),
    ] = None,
    double: Annotated[bool, typer.Option("--double", help="Double review: two or more judge it blind.")] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back what this person was assigned: all of it, or these clauses.")
    ] = False,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Show who is to review what in a comparison, assign it, or take that back."""
    from app.assigning import assign_clauses, assignment_words, withdraw_clauses
    from index.library import Library, default_location
    from matcher.assignments import assignments

    with Library.open(library or default_location()) as opened:
        first, second = opened.standard(a).designation, opened.standard(b).designation
        if person and undo:
            taken = withdraw_clauses(opened, (first, second), person, clause or (), author)
            say(f"{len(taken)} taken back.")
        elif person:
            assign_clauses(opened, (first, second), person, clause or (), author, double=double)
        held = assignments(opened.log, first, second)
        for one in held:
            result("\t".join(map(on_one_line, (one.person, *assignment_words(opened, one)))))
    if not held:
        say("Nothing is assigned.")


def agreement(
    a: Annotated[str, typer.Argument(help="A standard of the library.")],
    b: Annotated[str, typer.Argument(help="The standard it is compared with.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, with the confusion table.")] = False,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Say how far reviewers agree who judged the same cards blind: Cohen's kappa with its interval, by pair of people."""
    from app.agreeing import agreement_of, kappa_rows, kappa_words
    from index.library import Library, default_location
    from ingest.jsonl import json_line

    with Library.open(library or default_location()) as opened:
        found = agreement_of(opened, a, b, author)
    if as_json:
        for row in kappa_rows(found):
            result(json_line(row))
    else:
        for one in found:
            for subject, kappa in (("decision", one.decision), ("relation", one.relation)):
                names = f"{one.first} / {one.second}"
                told = f"n = {kappa.n}", f"observed {kappa.observed:.0%}", f"kappa {kappa_words(kappa, str)}"
                result("\t".join(map(on_one_line, (names, subject, *told))))
    if not found:
        say("No card was judged by two people whose opinions are shown.")

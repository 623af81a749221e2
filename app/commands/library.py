"""``list``, ``classify``, ``remove``, ``check``, ``rebuild``, ``backup``: the library itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.classing import SUGGESTED, classes_on_file, country_of_standard, fitting, named
from app.terminal import on_one_line, progress, result, say
from index.shelf import Licence
from ingest.errors import LibraryError
from ingest.jsonl import json_line

if TYPE_CHECKING:
    from index.care import Finding
    from index.classes import Class


def list_standards(
    library: options.Library = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    status: options.Status = None,
    sector: options.Sector = None,
    field: options.Field = None,
    force: options.LegalForce = None,
    as_of: options.AsOf = options.TODAY,
) -> None:
    """List the standards of the library, all or those of a status, a sector, a field or a legal force on a day.

    Columns: designation, language, clauses, status, legal force with the regulations that cite it, title.
    """
    from dataclasses import asdict

    from app.legal import legal_view, place_of, words_of
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened:
        standards, counts, known = opened.standards(), opened.counts(), classes_on_file(opened, as_of)
        view = legal_view(opened, as_of)
        asked = fitting(known, named(status, sector, field))
        for standard in standards:
            legal = view.standard(standard)
            if standard.designation not in asked or force not in (None, legal.force):
                continue
            if as_json:
                own = {name: one.value for name, one in known[standard.designation].items()}
                own |= {"force": legal.force.value, "cited_by": "; ".join(place_of(one, str) for one in legal.by)}
                result(json_line(asdict(standard) | own))
            else:
                clauses = counts[standard.designation].clauses if standard.designation in counts else 0
                status = known[standard.designation]["status"].value or "–"
                told = words_of(legal, str, all_named=True) or "–"
                cells = (standard.designation, standard.lang, f"{clauses} clauses", status, told, standard.title)
                result("\t".join(map(on_one_line, cells)))
    if not standards:
        say("The library is empty. Add standards with: clausebridge ingest FILE…")


def classify(
    designation: Annotated[str, typer.Argument(help="A standard of the library.")],
    status: options.Status = None,
    sector: options.Sector = None,
    field: options.Field = None,
    edition: Annotated[str | None, typer.Option("--edition", help="The edition, in your words.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Whose standard it is: CN, KZ, EU, GCC …")] = None,
    licence: Annotated[
        Licence | None, typer.Option("--licence", help="How much of its text pages and exports show: full, excerpt, none.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what you chose last for this standard.")] = False,
    as_of: options.AsOf = options.TODAY,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Show or choose status, sector, field, edition, country and licence of a standard.

    The first three are suggested by designation, ICS, CCS, titles and dates. What you choose goes into the log and stays through
    every new reading; "suggested" in place of a value leaves it to what was read again.
    """
    from app.legal import legal_view, words_of
    from index import classes
    from index.library import Library, default_location

    chosen = named(status, sector, field)
    chosen |= {name: text for name, text in (("edition", edition), ("country", country)) if text is not None}
    with Library.open(library or default_location()) as opened:
        name = opened.standard(designation).designation
        if undo and classes.undo(opened.log, name, author) is None:
            say(f"{name}: there is nothing of yours to take back.")
        wanted = {key: None if value == SUGGESTED else value for key, value in chosen.items()}
        classes.choose(opened.log, name, wanted, author=author)
        if licence is not None:
            opened.set_licence(name, licence, author=author)
        own = classes_on_file(opened, as_of)[name]
        standard, bound = opened.standard(name), opened.licence(name)
        legal = legal_view(opened, as_of).standard(standard)
    for key, one in own.items():
        result("\t".join(map(on_one_line, (key, one.value or "–", _whence(one)))))
    for text in (("edition", standard.edition or "–"), ("country", country_of_standard(standard) or "–")):
        result("\t".join(map(on_one_line, text)))
    result("\t".join(("licence", bound.value)))
    result("\t".join(map(on_one_line, ("force", words_of(legal, str, all_named=True) or "–"))))


def _whence(own: Class) -> str:
    """Who chose a value, or what suggests it."""
    if own.chosen and own.entry:
        return f"chosen by {own.entry.author}, {own.entry.at[:10]}; suggested: {own.suggested or '–'}"
    return f"suggested by {', '.join(own.reasons)}" if own.reasons else "suggested"


def remove(
    designation: Annotated[str, typer.Argument(help="The standard to remove.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Remove a standard from the library.

    Its source, clauses and vectors go; what was decided about it stays in the log.
    """
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened:
        standard = opened.standard(designation)
        if not yes:
            typer.confirm(f"Remove {standard.designation} ({standard.title})?", abort=True, err=True)
        opened.remove(standard.designation, author=author)
    say(f"{standard.designation} is removed; what was decided about it stays in the log.")


def check(
    library: options.Library = None,
    anchor: Annotated[str, typer.Option(help="A head of the log from an earlier export: it must be part of the chain.")] = "",
) -> None:
    """Check that the library is sound.

    Sources, clauses, vectors and the log are compared with their hashes; exit code 3 where something is damaged.
    """
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened:
        findings = opened.check(anchor)
        _show(findings)
        count = len(opened.standards())
    if findings:
        say("Run `clausebridge rebuild` to mend what can be rebuilt.")
        raise typer.Exit(LibraryError.exit_code)
    say(f"The library is sound: {count} standards.")


def rebuild(
    library: options.Library = None,
    model: options.Model = "bundled",
    clauses: Annotated[bool, typer.Option("--clauses", help="Also read the clauses again from the stored sources.")] = False,
    author: options.Author = "",
) -> None:
    """Make the vectors anew from the database.

    The database is the truth: whatever else is damaged or missing can be made from it.
    """
    from index.encoder import load_encoder
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened, progress("rebuilding") as update:
        left = opened.rebuild(load_encoder(model), clauses=clauses, author=author, progress=update)
    _show(left)
    if left:
        raise typer.Exit(LibraryError.exit_code)
    say("The library is rebuilt.")


def backup(
    target: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    library: options.Library = None,
) -> None:
    """Copy the library to a new folder.

    The copy shows one moment, also while others work in the library. A database on a server is copied by pg_dump.
    """
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened:
        opened.backup(target)
        server = opened.server
    say(f"The library is copied to {target}.")
    if server:
        say(f"Its database is on a server and not in the copy: pg_dump '{server}' > clausebridge.sql")


def _show(findings: Iterable[Finding]) -> None:
    for finding in findings:
        result(on_one_line(str(finding)))

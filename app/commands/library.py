"""``list``, ``remove``, ``check``, ``rebuild``, ``backup``: the library itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import on_one_line, progress, result, say
from ingest.errors import LibraryError
from ingest.jsonl import json_line

if TYPE_CHECKING:
    from index.care import Finding


def list_standards(
    library: options.Library = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the standards of the library."""
    from dataclasses import asdict

    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened:
        standards, counts = opened.standards(), opened.counts()
        for standard in standards:
            if as_json:
                result(json_line(asdict(standard)))
            else:
                clauses = counts[standard.designation].clauses if standard.designation in counts else 0
                cells = (standard.designation, standard.lang, f"{clauses} clauses", standard.title)
                result("\t".join(map(on_one_line, cells)))
    if not standards:
        say("The library is empty. Add standards with: clausebridge ingest FILE…")


def remove(
    designation: Annotated[str, typer.Argument(help="The standard to remove.")],
    library: options.Library = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove a standard from the library.

    Its source, clauses and vectors go; what was decided about it stays in the log.
    """
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened:
        standard = opened.standard(designation)
        if not yes:
            typer.confirm(f"Remove {standard.designation} ({standard.title})?", abort=True, err=True)
        opened.remove(standard.designation)
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
) -> None:
    """Make the vectors anew from the database.

    The database is the truth: whatever else is damaged or missing can be made from it.
    """
    from index.encoder import load_encoder
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened, progress("rebuilding") as update:
        left = opened.rebuild(load_encoder(model), clauses=clauses, progress=update)
    _show(left)
    if left:
        raise typer.Exit(LibraryError.exit_code)
    say("The library is rebuilt.")


def backup(
    target: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    library: options.Library = None,
) -> None:
    """Copy the library to a new folder.

    The copy shows one moment, also while others work in the library.
    """
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened:
        opened.backup(target)
    say(f"The library is copied to {target}.")


def _show(findings: Iterable[Finding]) -> None:
    for finding in findings:
        result(on_one_line(str(finding)))

"""``clausebridge``: the command line.

Exit codes: 0 done, 1 some files failed (each named), 2 wrong usage, 3 the library is damaged or of a newer version. Messages go
to stderr, results to stdout. Nothing heavy is imported before a command needs it: ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from app.commands import (
    chaining,
    commenting,
    comparing,
    documents,
    editions,
    filing,
    gapping,
    labreports,
    legal,
    library,
    logged,
    mending,
    queueing,
    rating,
    recording,
    reviewing,
    searching,
    sheets,
    standing,
    stating,
    team,
    training,
)
from app.terminal import say
from index.place import DATABASE, without_password
from ingest.errors import ClausebridgeError, UsageError

DEBUG = "CLAUSEBRIDGE_DEBUG"

app = typer.Typer(
    name="clausebridge",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def shared(
    database: Annotated[
        str, typer.Option(metavar="URL", help=f"A library's database on a PostgreSQL server, without a password ({DATABASE}).")
    ] = "",
) -> None:
    """Which clause of our standard answers to which clause of theirs, is it stricter, and what is missing."""
    if not database:
        return
    if without_password(database) != database:
        # everybody on the machine sees the command line
        raise UsageError(f"--database must not hold a password: put it into {DATABASE}, PGPASSWORD or ~/.pgpass")
    os.environ[DATABASE] = database  # for what is opened here, and for the review desk


app.command()(documents.parse)
app.command()(stating.published)
app.command()(documents.provisions)
app.command()(labreports.report)
app.command()(documents.ingest)
app.command("list")(library.list_standards)
app.command()(library.classify)
app.command()(legal.regulations)
app.command()(mending.mend)
app.command()(library.remove)
app.command()(library.check)
app.command()(library.rebuild)
app.command()(library.backup)
app.command("match")(comparing.match_standards)
app.command()(searching.search)
app.command()(searching.terms)
app.command()(reviewing.review)
app.command()(queueing.queue)
app.command()(queueing.coverage)
app.command()(standing.standing)
app.command()(standing.sources)
app.command()(rating.risk)
app.command()(reviewing.export)
app.command()(chaining.chains)
app.command()(filing.file)
app.command()(logged.log)
app.command()(sheets.sheet)
app.command()(sheets.enter)
app.command()(team.assign)
app.command()(team.agreement)
app.add_typer(team.members, name="members")
app.command()(recording.record)
app.command()(recording.comment)
app.command()(recording.dispose)
app.command()(commenting.comments)
app.command()(recording.verify)
app.command()(gapping.gap)
app.command("gap-line")(gapping.gap_line)
app.command("gap-sign")(gapping.gap_sign)
app.command()(gapping.reports)
app.command()(editions.editions)
app.command()(stating.degree)
app.command()(comparing.evaluate)
app.command()(training.train)


def main() -> None:
    """Run a command; whatever goes wrong ends in one line on stderr and an exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a file name may be no text at all
    try:
        app()
    except ClausebridgeError as error:
        say(f"clausebridge: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`). Point stdout elsewhere, or Python complains once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        if os.environ.get(DEBUG):
            raise
        say(f"clausebridge: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        sys.exit(1)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        say(f"clausebridge: unexpected {type(error).__name__}: {error} (set {DEBUG}=1 to see where, and please report it)")
        sys.exit(1)


if __name__ == "__main__":
    main()

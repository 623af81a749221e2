"""``sheet`` and ``enter``: a comparison as a review sheet for a spreadsheet program, and what was filled in there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import result, say, whole
from ingest.errors import UsageError

if TYPE_CHECKING:
    from app.sheet_lines import Line

FILE = Annotated[Path, typer.Argument(metavar="FILE", help="The review sheet as it was saved (xlsx).")]


def sheet(
    a: Annotated[str, typer.Argument(metavar="A", help="A standard of the library.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The one that it is compared with.")],
    out: Annotated[Path, typer.Option("--out", help="Write to this file (xlsx).")],
    only_open: Annotated[bool, typer.Option("--open", help="Only cards that nobody has decided.")] = False,
    assigned: Annotated[str, typer.Option("--assigned", help="Only cards that are assigned to this person.")] = "",
    lang: options.Lang = options.Language.EN,
    library: options.Library = None,
) -> None:
    """Write a review sheet: the cards of a comparison, to be decided in a spreadsheet program.

    It is filled in there and comes back with `enter`.
    """
    from app.filters import Filters, Only
    from app.sheet_out import review_sheet
    from app.state import State
    from index.library import Library, default_location

    states = frozenset({State.OPEN}) if only_open else frozenset[State]()
    with Library.open(library or default_location()) as opened:
        filters = Filters(states=states, only=frozenset({Only.MINE}) if assigned else frozenset())
        made = review_sheet(opened, a, b, lang=lang, filters=filters, reader=assigned)
    with whole(out) as path:
        path.write_bytes(made.data)
    for line in made.cut:
        say(line)
    say(f"{made.count} cards. Fill in the white columns, save it as xlsx, then: clausebridge enter {out} --as NAME")


def enter(
    file: FILE,
    author: options.Author = "",
    yes: Annotated[bool, typer.Option("--yes", help="Store what can be stored; without it nothing is.")] = False,
    row: Annotated[list[int] | None, typer.Option("--row", help="Store only this row; may be given again.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write what every row came to to this file (csv, xlsx or jsonl).")
    ] = None,
    lang: options.Lang = options.Language.EN,
    library: options.Library = None,
) -> None:
    """Enter what was decided in a review sheet, in the name of one person.

    First look: without `--yes` it only says what it would do. Only cells that were changed count. What others decided since the
    sheet was written is told and left as it is.
    """
    from app.sheet_file import read_sheet
    from app.sheet_in import plan, store
    from app.sheet_lines import Outcome, counts
    from app.wording import catalogue
    from index.library import Library, default_location

    words = catalogue(lang).gettext
    with Library.open(library or default_location()) as opened:
        planned = plan(opened, read_sheet(file), author, lang=lang)
        lines = store(opened, planned, row or None) if yes else planned.lines
    _tell(lines, words, out)
    say(counts(lines, words))
    waiting = [line for line in lines if line.outcome is Outcome.STORE]
    if waiting and not yes:
        say(f"Nothing is stored yet. To store {len(waiting)} in the name of {planned.author}, say it again with --yes")
    if any(line.outcome in (Outcome.UNCLEAR, Outcome.CONFLICT, Outcome.REFUSED) for line in lines):
        raise typer.Exit(1)


def _tell(lines: tuple[Line, ...], words: Callable[[str], str], out: Path | None) -> None:
    """Every row that is not as it went out, in a line; all of them into the file ``out``."""
    from app.sheet_lines import OUTCOMES, Outcome, line_rows
    from app.tables import csv_bytes, jsonl_bytes, xlsx_bytes

    rows = line_rows(lines, words)
    for line in lines:
        if line.outcome is not Outcome.UNCHANGED or line.why:
            parts = (str(line.row), line.card, words(OUTCOMES[line.outcome]), line.what, *line.why, *line.theirs)
            result("\t".join(" ".join(part.split()) for part in parts if part))
    if out is not None:
        made = {".csv": lambda: csv_bytes(rows), ".jsonl": lambda: jsonl_bytes(rows), ".xlsx": lambda: xlsx_bytes(rows)[0]}
        if out.suffix not in made:
            raise UsageError(f"{out.name}: the list is written as .csv, .xlsx or .jsonl")
        with whole(out) as path:
            path.write_bytes(made[out.suffix]())

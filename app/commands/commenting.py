"""``comments``: the commenting template of a frozen version, written to be filled in, and read when it comes back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import on_one_line, result, say, whole
from ingest.errors import UsageError

if TYPE_CHECKING:
    from app.recording import Opened
    from index.library import Library
    from matcher.record import Version


class Form(StrEnum):
    """The templates (``app.commenting.Form``)."""

    ISO = "iso"
    GB = "gb"


SUFFIXES = (".xlsx", ".docx", ".html", ".pdf")


def comments(
    a: Annotated[str, typer.Argument(metavar="A", help="A standard of the library.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The one that it is compared with.")],
    version: Annotated[int | None, typer.Option("--version", min=1, help="The frozen version.", show_default="the last")] = None,
    form: Annotated[Form, typer.Option("--template", help="iso: the ISO commenting template; gb: 意见汇总处理表.")] = Form.ISO,
    blank: Annotated[bool, typer.Option("--blank", help="Without what others said, for a member to fill in.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the template to this file (xlsx, docx, html, pdf).")] = None,
    given: Annotated[
        Path | None, typer.Option("--in", metavar="FILE", help="A template that was filled in (xlsx, docx); told, not stored.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Store what the file says in the name of --as.")] = False,
    lang: options.Lang = options.Language.EN,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Write the commenting template of a version, or read one that was filled in.

    Each row goes back to its line by number and clause. A row with an entry number is a comment that is stored: what it says
    stays, its disposition is read, for an adjudicator. First look: without `--yes` nothing is stored. Rows that are not clear
    are told with their addresses and never stored; the same file again stores nothing twice.
    """
    from app.recording import open_record
    from index.library import Library, default_location
    from index.members import members, role_among

    if (out is None) == (given is None):
        raise UsageError("say --out FILE to write the template, or --in FILE to read one that was filled in")
    with Library.open(library or default_location()) as opened:
        found = open_record(opened, a, b, author, role_among(members(opened.log), author))
        if given is not None:
            _read(opened, found, given, author, str(lang), number=version, yes=yes)
            return
    named = found.course.version(version or len(found.course.versions))
    if out is not None:
        _write(found, named, form, out, blank=blank)


def _write(found: Opened, version: Version, form: Form, out: Path, *, blank: bool) -> None:
    from app.commenting import Form as Templates
    from app.commenting import template
    from app.papers import paper_bytes

    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{out.name}: a template is written as {', '.join(SUFFIXES)}")
    data, cut = paper_bytes(template(found, version, Templates(form.value), blank=blank), out.suffix.lower().removeprefix("."))
    with whole(out) as path:
        path.write_bytes(data)
    for line in cut:
        say(line)
    say(f"The template of version {version.number} is written. Filled in: clausebridge comments A B --in {out} --as NAME")


def _read(library: Library, found: Opened, given: Path, author: str, lang: str, *, number: int | None, yes: bool) -> None:
    from app.commenting_file import read_template
    from app.commenting_in import counts, plan, store, taken_lines
    from app.wording import catalogue

    _ = catalogue(lang).gettext
    taken = plan(found, read_template(given.read_bytes()), author, _, number=number)
    for line in taken_lines(taken, _):
        result(on_one_line(line))
    say(counts(taken, _))
    if yes:
        say(f"Stored: {store(library, found, taken, author)}.")
    elif taken.count:
        say(f"Nothing is stored yet. To store {taken.count} in the name of {author}, say it again with --yes")
    if taken.problems:
        raise typer.Exit(1)

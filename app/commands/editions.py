"""``editions``: what a new edition changed, what becomes of decisions, and the acts of a person that follow."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import on_one_line, put, result, say
from ingest.errors import UsageError

if TYPE_CHECKING:
    from app.editions import Editions
    from app.paper import Paper
    from index.library import Library
    from matcher.match import Judgement


class EditionForm(StrEnum):
    """How a comparison of editions is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


_BYTES = frozenset({EditionForm.XLSX, EditionForm.DOCX, EditionForm.PDF})


def editions(
    old: Annotated[str, typer.Argument(metavar="[OLD", help="The earlier edition.", show_default=False)] = "",
    new: Annotated[str, typer.Argument(metavar="NEW]", help="The later edition.", show_default=False)] = "",
    state: Annotated[bool, typer.Option("--state", help="State, in your name, that NEW replaces OLD.")] = False,
    carry: Annotated[
        str, typer.Option("--carry", metavar="STANDARD", help="Carry the decisions on OLD and this standard that hold to NEW.")
    ] = "",
    editorial: Annotated[bool, typer.Option("--editorial", help="Carry also where the wording alone differs.")] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back that NEW replaces OLD; with --carry, what you carried to NEW last.")
    ] = False,
    note: Annotated[str, typer.Option(help="What is stored with --state.")] = "",
    as_of: options.AsOf = options.TODAY,
    form: Annotated[EditionForm, typer.Option("--format", help="How it is written.")] = EditionForm.TABLE,
    lang: options.PaperLang = options.PaperLanguage.EN,
    out: options.Out = None,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Show what a later edition changed and what becomes of decisions; state that it replaces the earlier one; carry decisions.

    Without standards: the works with several editions on file. With two: what became of each clause and of each decision. Nothing
    is written without --state, --carry or --undo. A decision is carried only where its clause is the same, and so is all that it
    cites and the terms that it uses; one that stands on NEW already is never touched.
    """
    from app.editions import open_editions
    from index.library import Library, default_location

    if bool(old) != bool(new):
        raise UsageError("name two editions, the earlier one first; or none, for the works with several editions")
    if form in _BYTES and out is None:
        raise UsageError(f"a file of this format cannot be written to the terminal: add --out FILE.{form}")
    if not old and (state or carry or undo):
        raise UsageError("name the two editions that this is about")
    with Library.open(library or default_location()) as opened:
        if not old:
            _works(opened)
            return
        if state or carry or undo:
            _act(opened, (old, new), author, state=state, carry=carry, editorial=editorial, undo=undo, note=note)
        found = open_editions(opened, old, new, as_of)
    _write(found, form, lang, out)


def _works(library: Library) -> None:
    """List the works with several editions on file, each pair of neighbours with who stated what."""
    from matcher.editions import successions, works

    said = {(one.old, one.new): one for one in successions(library)}
    found = works(library)
    for names in found:
        for pair in pairwise(names):
            one = said.pop(pair, None)
            result("\t".join((*map(on_one_line, pair), f"replaced: {one.author}, {one.at[:10]}" if one else "not stated")))
    for one in said.values():
        result("\t".join((on_one_line(one.old), on_one_line(one.new), f"replaced: {one.author}, {one.at[:10]}")))
    if not found:
        say("No standard is on file in several editions.")


def _act(
    library: Library, names: tuple[str, str], author: str, *, state: bool, carry: str, editorial: bool, undo: bool, note: str
) -> None:
    from matcher import edition_carry, ledger
    from matcher.editions import compared, succession, take_back
    from matcher.editions import state as state_it

    old, new = (library.standard(name).designation for name in names)
    if undo and carry:
        other = library.standard(carry).designation
        mine = ledger.undoable(library, author, new, other)
        if not any(one.carried for one in mine):
            raise UsageError(f"the last that you said of {new} and {other} was not carried; `clausebridge log` tells what it was")
        ledger.undo(library, author, new, other)
        say(f"{len(mine)} carried decisions are taken back.")
        return
    if undo:
        entry = take_back(library, old, new, author)
        say(f"Entry {entry.payload['undoes']} is taken back. Decisions that were carried stay.")
        return
    if state:
        head = library.log.head().number
        made = state_it(library, compared(library, old, new), author, note=note, seen=head)
        say(f"Entry {made.entry} states that {new} replaces {old}.")
    if carry:
        stated = succession(library, old, new)
        if stated is None:
            raise UsageError(f"nobody stated that {new} replaces {old}: add --state")
        other = library.standard(carry).designation
        _told(edition_carry.carry(library, stated, other, author, editorial=editorial), new, other)


def _told(written: tuple[Judgement, ...], new: str, other: str) -> None:
    say(f"{len(written)} decisions are carried to {new} and {other}." if written else "There is nothing to carry.")


def _write(found: Editions, form: EditionForm, lang: options.PaperLanguage, out: options.Out) -> None:
    from app.edition_paper import edition_paper
    from app.papers import in_languages, paper_bytes

    paper = in_languages(lambda words: edition_paper(found, words), lang.value)
    if form is EditionForm.TABLE:
        text = "\n".join(_lines(paper)) + "\n"
        put(text.encode("utf-8", "backslashreplace"), out)
        return
    data, lost = paper_bytes(paper, form.value)
    for line in lost:
        say(line)
    put(data, out)


def _lines(paper: Paper) -> Iterator[str]:
    """A report in lines: a table as rows of cells set apart by tabs."""
    yield on_one_line(paper.title)
    yield from (f"{on_one_line(name)}: {on_one_line(value)}" for name, value in paper.facts)
    for section in paper.sections:
        yield from ("", on_one_line(section.title), *map(on_one_line, section.lines))
        for table in section.tables:
            yield f"[{on_one_line(table.title)}] " + " | ".join(on_one_line(column.title) for column in table.columns)
            yield from ("\t".join(on_one_line(str(cell).replace("\n", "; ")) for cell in row) for row in table.rows)

"""``mend``: a person's correction of the clause tree of a standard on file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import on_one_line, progress, result, say
from ingest.clause import PARTS_OF_A_CLAUSE, Kind
from ingest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.library import Library
    from index.mends import State
    from ingest.mend import Mend

KINDS = tuple(str(kind) for kind in Kind if kind not in PARTS_OF_A_CLAUSE or kind is Kind.PARAGRAPH)
TOP = "top"


def mend(
    designation: Annotated[str, typer.Argument(help="A standard of the library.")],
    clause: Annotated[str, typer.Argument(help="The clause, by its label or its id.")] = "",
    label: Annotated[str | None, typer.Option(help="Its label is this.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title is this; what is printed beyond it becomes text.")] = None,
    parent: Annotated[str | None, typer.Option(help=f"It stands below this clause; '{TOP}' for none.")] = None,
    kind: Annotated[str | None, typer.Option(help=f"It is a {', '.join(KINDS)}.")] = None,
    split: Annotated[str, typer.Option(metavar="WORDS", help="A new clause begins with these words of its text.")] = "",
    new_label: Annotated[str | None, typer.Option(help="The label of the new clause; as printed where it begins.")] = None,
    new_title: Annotated[str | None, typer.Option(help="The title of the new clause; as printed where it begins.")] = None,
    merge: Annotated[bool, typer.Option("--merge", help="It belongs to the clause before it.")] = False,
    drop: Annotated[bool, typer.Option("--not-a-clause", help="It is text that goes on in the clause before it.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last mend in force.")] = False,
    entry: Annotated[int, typer.Option(metavar="NUMBER", help="With --undo: take back the mend of this entry.")] = 0,
    shown: Annotated[bool, typer.Option("--list", help="List the mends in force, and those that cannot be placed.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    author: options.Author = "",
    library: options.Library = None,
    model: options.Model = "bundled",
) -> None:
    """Mend the clause tree of a standard where it was read wrongly.

    The text stays the source's: not a character changes. A mend is an entry of the log, is applied to every new reading of the
    standard, and is taken back by another entry; decisions follow the clause.
    """
    from app.mending import change_words
    from index.encoder import LateEncoder
    from index.library import Library, default_location
    from index.mending import preview

    with Library.open(library or default_location()) as opened:
        name = opened.standard(designation).designation
        state, seen = opened.mends(name), opened.log.head().number
        if shown:
            _list(opened, name, state)
            return
        number = _undone(state, entry) if undo else 0
        mends: Sequence[Mend] = ()
        if not undo:
            new = (split, new_label, new_title)
            mends = _wished(state, clause, label=label, title=title, parent=parent, kind=kind, new=new, merge=merge, drop=drop)
        for line in change_words(preview(state, mends, number), str):
            result(on_one_line(line))
        if dry_run:
            say(f"{name}: nothing was changed.")
            return
        with progress(f"embedding {name}") as update:
            written = opened.mend(name, mends, LateEncoder(model), seen=seen, undoes=number, author=author, progress=update)
        say(f"{name}: {'taken back' if undo else 'mended'}, entry {written.number} of the log.")


def _wished(
    state: State,
    wanted: str,
    *,
    label: str | None,
    title: str | None,
    parent: str | None,
    kind: str | None,
    new: tuple[str, str | None, str | None],
    merge: bool,
    drop: bool,
) -> list[Mend]:
    from app.mending import chosen, found_spot, split_mend
    from ingest.mend import Act, Mend, place_of

    clauses = state.mended.document.clauses
    if not wanted:
        raise UsageError("name the clause to be mended, by its label or its id")
    own = chosen(clauses, wanted)
    place = place_of(own)
    wide = [act for act, wish in ((Act.MERGE, merge), (Act.DROP, drop)) if wish]
    beside = [one for one in (label, title, parent, kind) if one is not None]
    if bool(new[0]) + len(wide) + bool(beside) != 1:
        raise UsageError(
            "say what is to be done: --label, --title, --parent, --kind together, or one of --split, --merge, --not-a-clause"
        )
    if new[0]:
        spot = found_spot(own, new[0])
        given = [spot_own if one is None else one for one, spot_own in zip(new[1:], (spot.label, spot.title), strict=True)]
        return [split_mend(own, spot, given[0], given[1])]
    mends = [Mend(act, place) for act in wide]
    # the title comes last: it changes the words by which the others find the clause
    mends += [Mend(Act.LABEL, place, label=label)] if label is not None else []
    if parent is not None:
        mends.append(Mend(Act.LEVEL, place, parent=None if parent == TOP else place_of(chosen(clauses, parent))))
    mends += [Mend(Act.KIND, place, kind=_kind(kind))] if kind is not None else []
    return mends + ([Mend(Act.TITLE, place, title=title)] if title is not None else [])


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise UsageError(f"--kind {name}: one of {', '.join(KINDS)}")
    return Kind(name)


def _undone(state: State, entry: int) -> int:
    if entry or state.acts:
        return entry or state.acts[-1].entry.number
    raise UsageError("no mend is in force: there is nothing to take back")


def _list(opened: Library, name: str, state: State) -> None:
    from app.mending import act_words, mend_words
    from index.mends import KIND

    for act in state.acts:
        result(on_one_line(act_words(act.entry, act.mends, str)))
        for left in state.left(act):
            result(on_one_line(f"    cannot be placed: {mend_words(left.mend, str)}: {left.why}"))
    undone = len(opened.log.entries(kind=KIND, topic=name)) - len(state.acts)
    say(f"{name}: {len(state.acts)} mends in force" + (f", {undone // 2} taken back." if undone else "."))

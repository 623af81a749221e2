"""Which edition on file a designation without a year means on a day, and what is said of that choice: never silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.sources import names_a_file
from app.terminal import say
from index.force import citations, meets
from ingest.designation import parse
from ingest.editions import amendments_of, edition_key, same_work
from ingest.errors import UsageError
from ingest.sector import Validity, suggest

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Standard

OUT = frozenset({Validity.UPCOMING, Validity.WITHDRAWN, Validity.REPLACED})


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition that a name means on a day, and a line that says why; "" where the name says it itself."""

    designation: str
    why: str = ""


def editions_on(names: Sequence[str], library: Library | None, as_of: date) -> list[Edition]:
    """For each name of a command (a file, a designation) what it means; a designation without a year the edition in force.

    Raises:
        UsageError: editions are on file, and none of them was in force on that day.
    """
    return [Edition(name) if library is None or names_a_file(name) else edition_on(library, name, as_of) for name in names]


def edition_on(library: Library, name: str, as_of: date) -> Edition:
    """What a designation means on a day: itself where it is dated or filed just so, else the edition in force then.

    Raises:
        UsageError: editions are on file, and none of them was in force on that day.
    """
    asked = parse(name)
    if asked is None or asked.year:
        return Edition(name)
    alike = [one for one in library.standards() if same_work(one.designation, name)]
    if not alike or any((found := parse(one.designation)) is not None and not found.year for one in alike):
        return Edition(name)
    bases = [one for one in alike if not _amends(one)]
    known = sorted(bases or alike, key=lambda one: edition_key(one.designation))
    valid = [one for one in known if in_force_on(one, as_of)]
    if not valid:
        names = ", ".join(one.designation for one in known)
        raise UsageError(f"{name} names no edition, and none on file was in force on {as_of}; name one of: {names}")
    chosen = valid[-1].designation
    cited = [one for one in citations(library.log, as_of) if same_work(one.standard, name) and one.dated]
    others = [one for one in known if one.designation != chosen and any(meets(said, one) for said in cited)]
    why = f"{name} names no edition: {chosen} is the one in force on {as_of}, of what is on file"
    if others:
        by = sorted({said.regulation for said in cited if any(meets(said, one) for one in others)})
        why += f"; {', '.join(by)} cites {', '.join(one.designation for one in others)}"
    return Edition(chosen, why)


def in_force_on(standard: Standard, day: date) -> bool:
    """Whether a standard was in force on a day, by its own dates and words; one without dates from the year of its edition on."""
    if standard.status in (Validity.WITHDRAWN, Validity.REPLACED):
        return False
    status = suggest(standard, day).status
    if status is Validity.UNSAID:
        found = parse(standard.designation)
        return found is None or found.year <= day.year
    return status not in OUT


def _amends(standard: Standard) -> bool:
    found = parse(standard.designation)
    return bool(found and amendments_of(found))


def as_named(names: Sequence[str], library: Library | None, as_of: date) -> list[str]:
    """``editions_on`` for a command, which says on stderr what was chosen."""
    found = editions_on(names, library, as_of)
    for one in found:
        if one.why:
            say(one.why)
    return [one.designation for one in found]

"""Status, sector and field of the standards on file: which standards have them, what a person chose, and taking a choice back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ingest.designation import parse
from ingest.errors import UsageError
from ingest.sector import Field, Sector, Validity
from ingest.series import INTERNATIONAL, country_of

if TYPE_CHECKING:
    from enum import StrEnum

    from index.classes import Class
    from index.library import Library
    from ingest.clause import Standard

Wanted = Mapping[str, str]
"""Values that are asked for by "status", "sector" and "field"; "" asks for nothing."""

SUGGESTED = "suggested"
"""What is written on the command line in place of a value to leave it to the suggestion."""
VALUES: Mapping[str, tuple[StrEnum, ...]] = {
    "status": tuple(one for one in Validity if one),
    "sector": tuple(Sector),
    "field": tuple(Field),
}


def classes_on_file(library: Library, as_of: date | None = None) -> dict[str, dict[str, Class]]:
    """The three of every standard of a library, by designation, as of a day (None: today).

    Raises:
        LibraryError: the log is not what was written.
    """
    from index.classes import classes

    return classes(library.log, library.standards(), as_of or date.today())


def country_of_standard(standard: Standard) -> str:
    """Whose standard it is: what a person stated, what its cover says, or its designation; "INT" of the world's, "" unknown."""
    found = None if standard.country else parse(standard.designation)
    if found is None:
        return standard.country
    return "INT" if found.publisher in INTERNATIONAL else country_of(found.publisher)


def fitting(known: Mapping[str, Mapping[str, Class]], wanted: Wanted) -> set[str]:
    """Of the standards of ``classes_on_file`` those that have every value that is wanted."""
    asked = {name: value for name, value in wanted.items() if value}
    return {designation for designation, own in known.items() if all(own[name].value == asked[name] for name in asked)}


def named(status: str | None = None, sector: str | None = None, field: str | None = None) -> dict[str, str]:
    """What was named on the command line, however its case is written, as the values of ``VALUES`` and ``SUGGESTED``.

    Raises:
        UsageError: there is no such value; those that there are are named.
    """
    given = {"status": status, "sector": sector, "field": field}
    return {name: _value(name, text) for name, text in given.items() if text is not None}


def _value(name: str, text: str) -> str:
    known = {str(value).casefold(): str(value) for value in VALUES[name]} | {SUGGESTED: SUGGESTED}
    found = known.get(text.strip().casefold())
    if found is None:
        raise UsageError(f"--{name} {text!r}: there is no such {name}; one of {', '.join(map(str, VALUES[name]))}")
    return found

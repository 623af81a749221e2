"""Status, sector and field of the standards of a library: what is suggested, and what people chose instead.

A choice is an entry of the log and nothing else: who, when, what held before and what holds after. It stays with the designation,
so that no new parse changes it; taking it back is an entry too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.log import Draft, Entry, Log, canonical, find
from index.place import local_user
from ingest.errors import UsageError
from ingest.sector import Field, Sector, Validity, classified, suggest

if TYPE_CHECKING:
    from index.store import Transaction
    from ingest.clause import Standard

KIND = "classified"
CLASSES: Mapping[str, type[StrEnum]] = {"status": Validity, "sector": Sector, "field": Field}
"""What is chosen, by the name of its field in ``Standard``, and its values; of the status "" is none to choose."""
TEXTS = ("edition", "country")
"""What is written instead, in words of the person; the same log entries hold it."""
LONGEST = 80
"""Characters of a written one."""
COUNTRY = re.compile(r"[A-Z]{2,4}")
"""A country (ISO 3166-1, its user-assigned codes too), or a community of them: EU, EAEU, GCC, CIS, EAC."""


@dataclass(frozen=True, slots=True)
class Class:
    """One of the three of a standard: the value that holds, and what is suggested with its reasons.

    ``entry`` is the last of the log about it, None where nobody chose anything; ``chosen`` whether a person's choice holds.
    """

    value: str
    suggested: str
    reasons: tuple[str, ...] = ()
    chosen: bool = False
    entry: Entry | None = None


def classes(log: Log, standards: Iterable[Standard], today: date) -> dict[str, dict[str, Class]]:
    """The three of each standard by its designation, as of ``today``.

    Raises:
        LibraryError: the log is not what was written.
    """
    said = _last(log.entries(kind=KIND))
    return {standard.designation: _classes(standard, said.get(standard.designation, {}), today) for standard in standards}


def choose(
    log: Log, designation: str, choices: Mapping[str, str | None], *, author: str = "", seen: int | None = None
) -> tuple[Entry, ...]:
    """Log what a person says of a standard on file: for each of ``CLASSES`` and ``TEXTS`` a value, None for what was read.

    What holds already is not logged again. ``seen`` is the number of the last entry of the log that the author had seen.

    Raises:
        UsageError: there is no such class or value.
        Conflict: somebody else said something of this standard since; nothing was written.
    """
    for name, value in choices.items():
        if name in TEXTS:
            _check_text(designation, name, value)
            continue
        known = [str(one) for one in CLASSES.get(name, ()) if str(one)]
        if not known or (value is not None and value not in known):
            raise UsageError(f"{designation}: no {name} {value!r}; one of {', '.join(known) or ', '.join(CLASSES)}")
    subjects = [subject(designation)]

    def drafts(transaction: Transaction) -> list[tuple[Draft, Sequence[str], int | None]]:
        now = _last(find(transaction, kind=KIND, topic=designation)).get(designation, {})
        before = {name: _value(now.get(name)) for name in choices}
        return [
            (Draft(author or local_user(), KIND, designation, _payload(name, before[name], value)), subjects, seen)
            for name, value in choices.items()
            if value != before[name]
        ]

    return log.append_all(drafts)


def undo(log: Log, designation: str, author: str) -> Entry | None:
    """Take back the last choice for a standard that was not taken back, when ``author`` made it; None where there is none."""

    def drafts(transaction: Transaction) -> list[tuple[Draft, Sequence[str], int | None]]:
        last = undoable(find(transaction, kind=KIND, topic=designation), author)
        if last is None:
            return []
        was = last.payload
        payload = _payload(str(was["class"]), was["after"], was["before"]) | {"undoes": last.number}
        return [(Draft(author, KIND, designation, payload), [subject(designation)], None)]

    return next(iter(log.append_all(drafts)), None)


def undoable(entries: Iterable[Entry], author: str) -> Entry | None:
    """Of the entries about one standard the last that was not taken back, when it is ``author``'s."""
    said = list(entries)
    undone = {entry.payload.get("undoes") for entry in said}
    acts = [entry for entry in said if "undoes" not in entry.payload and entry.number not in undone]
    return acts[-1] if acts and acts[-1].author == author else None


def with_choices(transaction: Transaction, standards: Sequence[Standard]) -> tuple[Standard, ...]:
    """The standards with what people chose in place of what was suggested when they were read."""
    topic = standards[0].designation if len(standards) == 1 else ""
    said = _last(find(transaction, kind=KIND, topic=topic))
    return tuple(_with(standard, said.get(standard.designation, {})) for standard in standards)


def subject(designation: str) -> str:
    """The subject key of a standard as a whole."""
    return canonical({"standard": designation})


def _payload(name: str, before: object, after: object) -> dict[str, Any]:
    return {"class": name, "before": before, "after": after}


def _check_text(designation: str, name: str, value: str | None) -> None:
    if name == "country" and value is not None and not COUNTRY.fullmatch(value):
        raise UsageError(f"{designation}: a country is written as its code: CN, KZ, RU, EU, GCC …")
    if value is not None and not (value.strip() and value.isprintable() and len(value) <= LONGEST):
        raise UsageError(f"{designation}: an {name} is one line of at most {LONGEST} characters")


def _last(entries: Iterable[Entry]) -> dict[str, dict[str, Entry]]:
    """The last entry by designation and class."""
    said: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        said.setdefault(entry.topic, {})[str(entry.payload.get("class"))] = entry
    return said


def _value(entry: Entry | None) -> str | None:
    """What a person chose; None for what is suggested, also where a newer version wrote what this one does not know."""
    after = entry.payload.get("after") if entry else None
    if entry and entry.payload.get("class") in TEXTS:
        return str(after) if after else None
    known = CLASSES.get(str(entry.payload.get("class")), ()) if entry else ()
    return str(after) if after and after in {str(one) for one in known} else None


def _with(standard: Standard, said: Mapping[str, Entry]) -> Standard:
    chosen = _choices(said)
    return replace(standard, **chosen) if chosen else standard  # type: ignore[arg-type]


def _choices(said: Mapping[str, Entry]) -> dict[str, str]:
    return {name: value for name, entry in said.items() if name in (*CLASSES, *TEXTS) and (value := _value(entry))}


def _classes(standard: Standard, said: Mapping[str, Entry], today: date) -> dict[str, Class]:
    chosen = _choices(said)
    found = suggest(standard, today)
    # what a person chose stands in the standard in place of what was suggested
    suggested = classified(replace(standard, **dict.fromkeys(chosen, "")), today)  # type: ignore[arg-type]
    result = {}
    for name in CLASSES:
        value = str(getattr(suggested, name))
        reasons = tuple(why for about, why in found.reasons if about == name and value == str(getattr(found, name)))
        result[name] = Class(chosen.get(name, value), value, reasons, name in chosen, said.get(name))
    return result

"""What people state of a comparison, as entries of the log with the changed fields alone; taking a change back is one more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from index.log import Draft, Entry, Planned, find, pair_key
from index.place import NAME_LIMIT
from index.roles import Role, role_of
from ingest.errors import NotPermitted, UsageError
from matcher.ledger import filed_names
from matcher.record import FIELDS, KINDS, RECORD, REVIEWED, RULES, fold, record_fields, record_key

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Transaction

TEXT_LIMIT = 2000


def change(
    library: Library, a: str, b: str, changes: Mapping[str, object], *, author: str, seen: int | None = None
) -> Entry | None:
    """State something else of a record, durably; the entry, None where all of it is stated already.

    ``seen`` is the number of the last entry of the log that the author had seen.

    Raises:
        UsageError: there is no such field, or it cannot hold that.
        NotPermitted: the author's role does not reach (``RULES`` ask for an adjudicator).
        Conflict: somebody else changed the record since.
    """
    wanted = {name: _sound(name, value) for name, value in changes.items()}
    first, second = filed_names(library, a, b)

    def drafts(transaction: Transaction) -> list[Planned]:
        now = asdict(fold(find(transaction, topic=pair_key(first, second)), first, second).record)
        after = {name: value for name, value in wanted.items() if value != now[name]}
        return [_changed(transaction, (first, second), now, after, author=author, seen=seen)] if after else []

    return next(iter(library.log.append_all(drafts)), None)


def undo(library: Library, a: str, b: str, author: str) -> Entry | None:
    """Take back the last change of a record, or its review, when ``author`` was the one; None where there is none.

    A frozen version is not taken back: it is returned.

    Raises:
        NotPermitted: the author's role does not reach any more.
    """
    first, second = filed_names(library, a, b)

    def drafts(transaction: Transaction) -> list[Planned]:
        told = find(transaction, topic=pair_key(first, second))
        last = undoable(told, author)
        if last is None:
            return []
        if last.kind == REVIEWED:
            payload = {"a_standard": first, "b_standard": second, "undoes": last.number}
            return [(Draft(author, REVIEWED, last.topic, payload), [record_key(first, second)], None)]
        now, back = asdict(fold(told, first, second).record), dict(record_fields(last.payload["before"]))
        return [_changed(transaction, (first, second), now, back, author=author, seen=None, undoes=last.number)]

    return next(iter(library.log.append_all(drafts)), None)


def undoable(entries: Iterable[Entry], author: str) -> Entry | None:
    """Of the entries about a pair the last act on its record that was not taken back, when it can be and is ``author``'s."""
    told = [entry for entry in entries if entry.kind in KINDS]
    undone = {entry.payload.get("undoes") for entry in told}
    acts = [entry for entry in told if "undoes" not in entry.payload and entry.number not in undone]
    return acts[-1] if acts and acts[-1].author == author and acts[-1].kind in {RECORD, REVIEWED} else None


def _changed(
    transaction: Transaction,
    names: tuple[str, str],
    now: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    author: str,
    seen: int | None,
    undoes: int = 0,
) -> Planned:
    role, rules = role_of(transaction, author), sorted(RULES & set(after))
    if role and rules and not role.reaches(Role.ADJUDICATOR):
        raise NotPermitted(f"{author} is {role} here, and {', '.join(rules)} of a record ask for {Role.ADJUDICATOR}")
    payload: dict[str, Any] = {"a_standard": names[0], "b_standard": names[1]}
    payload |= {"before": {name: now[name] for name in after}, "after": dict(after)} | ({"undoes": undoes} if undoes else {})
    return Draft(author, RECORD, pair_key(*names), payload), [record_key(*names)], seen


def _sound(name: str, value: object) -> object:
    """What a field holds of a value that somebody gives."""
    kind = FIELDS.get(name)
    if isinstance(kind, bool) and isinstance(value, bool):
        return value
    if isinstance(kind, tuple) and not isinstance(value, str) and isinstance(value, Sequence):
        return tuple(dict.fromkeys(text for one in value if (text := _line(name, one, NAME_LIMIT))))
    if isinstance(kind, str) and isinstance(value, str):
        text = value.strip()
        if len(text) > TEXT_LIMIT:
            raise UsageError(f"{name}: at most {TEXT_LIMIT} characters")
        return _day(text) if name == "as_of" and text else text
    raise UsageError(f"a record has no field {name!r} that holds {value!r}; its fields are {', '.join(FIELDS)}")


def _line(name: str, value: object, limit: int) -> str:
    text = " ".join(str(value).split())
    if len(text) > limit or not text.isprintable():
        raise UsageError(f"{name}: a name has at most {limit} printable characters")
    return text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"as_of: {text!r} is no date; write it as 2026-07-31") from None

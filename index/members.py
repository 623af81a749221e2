"""The members of a library and their roles, as entries of its log: appointed, given another role, dismissed, all by admins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.log import Draft, Entry, Log, Planned, canonical, find
from index.place import NAME_LIMIT, clean_name
from index.roles import MEMBER, Role
from ingest.errors import UsageError

if TYPE_CHECKING:
    from index.store import Transaction


def members(log: Log) -> dict[str, Role]:
    """The members by name, in the order in which they were first named; empty where the library is open to everybody.

    Raises:
        LibraryError: the log is not what was written.
    """
    return _members(log.entries(kind=MEMBER))


def role_among(known: Mapping[str, Role], person: str) -> Role | None:
    """The role of ``person`` among the ``members``, None for who is none; everybody is an admin where nobody is a member."""
    return known.get(person) if known else Role.ADMIN


def appoint(log: Log, name: str, role: Role | None, *, author: str, seen: int | None = None) -> Entry | None:
    """Make ``name`` a member with ``role``, or none any more (None); the entry, None where that holds already.

    ``seen`` is the number of the last entry of the log that the author had seen.

    Raises:
        UsageError: no name, or nobody would be an admin any more.
        NotPermitted: ``author`` is no admin.
        Conflict: somebody else changed this member meanwhile.
    """
    name, asked = clean_name(name), name  # as whoever acts is called: else nobody could be this member
    if not name or name != " ".join(asked.split()):
        raise UsageError(f"a member needs a name of at most {NAME_LIMIT} printable characters")

    def drafts(transaction: Transaction) -> Sequence[Planned]:
        now = _members(find(transaction, kind=MEMBER))
        if now.get(name) is role:
            return []
        after = {one: held for one, held in now.items() if one != name} | ({name: role} if role else {})
        if Role.ADMIN not in after.values():
            raise UsageError(f"{name}: a library with members needs an admin; appoint one first")
        return [(Draft(author, MEMBER, name, {"role": role.value if role else ""}), [member_key(name)], seen)]

    return next(iter(log.append_all(drafts)), None)


def member_key(name: str) -> str:
    """The subject key of a member."""
    return canonical({"member": name})


def _members(entries: Sequence[Entry]) -> dict[str, Role]:
    said: dict[str, Role | None] = {}
    for entry in entries:
        value = entry.payload.get("role")
        said[entry.topic] = Role(value) if value in set(Role) else None
    return {name: role for name, role in said.items() if role}

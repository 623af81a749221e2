"""Who may write what: the roles of a library's members, and the role that each kind of log entry asks for.

Every write of a library that people answer for is an entry of its log, so ``index.log`` asks here before it appends one: there is
no way round it from a page, a command or a sheet. A library without members belongs to whoever can open it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from ingest.errors import NotPermitted

if TYPE_CHECKING:
    from index.store import Transaction

MEMBER = "member"
"""The kind of the entries that name a member: the topic is the name, the payload's ``role`` the role, "" for none any more."""


class Role(StrEnum):
    """What a member may do; each may do what the ones before it may."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    ADJUDICATOR = "adjudicator"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return list(Role).index(self)

    def reaches(self, needed: Role) -> bool:
        """Whether this role may do what ``needed`` may."""
        return self.rank >= needed.rank


NEEDED: Mapping[str, Role] = {
    "standard-added": Role.REVIEWER,
    "standard-replaced": Role.REVIEWER,
    "standard-removed": Role.ADMIN,
    "classified": Role.REVIEWER,
    "licence": Role.ADMIN,
    "mend": Role.REVIEWER,
    "proposed": Role.REVIEWER,
    "judgement": Role.REVIEWER,
    "comparable": Role.REVIEWER,
    "succession": Role.REVIEWER,
    "risk": Role.REVIEWER,
    "opinion": Role.REVIEWER,
    "opinion-opened": Role.ADJUDICATOR,
    "assignment": Role.ADJUDICATOR,
    "record": Role.REVIEWER,
    "record-reviewed": Role.REVIEWER,
    "record-frozen": Role.ADJUDICATOR,
    "record-closed": Role.ADJUDICATOR,
    "comment": Role.VIEWER,
    "disposition": Role.ADJUDICATOR,
    "cited": Role.ADJUDICATOR,
    "report-filed": Role.REVIEWER,
    "gap-line": Role.REVIEWER,
    "gap-signed": Role.ADJUDICATOR,
    MEMBER: Role.ADMIN,
}
"""The role that an entry of each kind asks of its author; of a kind that is not named here, an admin."""


def role_of(transaction: Transaction, name: str) -> Role | None:
    """The role of ``name``; None for who is no member. Where nobody is a member, everybody is an admin."""
    said = transaction.select("log", {"kind": MEMBER}, order="-number")  # one question, in the line of writers
    own = next((row for row in said if row["topic"] == name), None)
    if own:
        return _role(own["payload"])
    return None if said else Role.ADMIN


def require(transaction: Transaction, kind: str, author: str) -> None:
    """Refuse to go on where ``author`` may not write an entry of ``kind``.

    Raises:
        NotPermitted: the author is no member, or of a role that does not reach.
    """
    needed, own = NEEDED.get(kind, Role.ADMIN), role_of(transaction, author)
    if own is None:
        raise NotPermitted(f"{author or 'nobody'} is no member of this library; an admin can make them one")
    if not own.reaches(needed):
        raise NotPermitted(f"{author} is {own} here, and this asks for {needed}; an admin can change that")


def _role(payload: str) -> Role | None:
    value = json.loads(payload).get("role")
    return Role(value) if value in set(Role) else None

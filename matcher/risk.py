"""Risks that people set on a link between two clauses, or on a clause without counterpart: severity, likelihood and why.

A risk is an entry of the log and nothing else; who rates a link again supersedes the earlier one, and taking a risk back brings
the earlier one back. It rests on the texts of its clauses and on what was decided of the link when it was set: where one of these
is another now, it is kept, counted apart, and asks to be looked at again. No machine sets or changes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from index import filing
from index.log import Draft, Entry, Planned, canonical, compare, pair_key, words
from index.moves import former
from index.roles import require
from ingest.errors import UsageError
from matcher import ledger
from matcher.assignments import refuse_double
from matcher.match import Judgement, Link
from matcher.risk_classes import Band, Likelihood, Severity, band

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Transaction

KIND = "risk"
LONGEST = 2000
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A person's word on the risk of a link (clauses are ids; "" for the side that has no counterpart).

    ``a_hash`` and ``b_hash`` are the texts that were looked at, ``rests_on`` the entry of the judgement on the link that was in
    force, 0 where there was none. ``seen`` is the last entry of the log that the author had seen; the log gives ``entry`` and
    ``at`` (ISO 8601, UTC). ``undoes`` is the entry that this one takes back.
    """

    a_standard: str
    a_clause: str
    b_standard: str
    b_clause: str
    author: str
    severity: Severity
    likelihood: Likelihood
    reason: str
    a_hash: str = ""
    b_hash: str = ""
    rests_on: int = 0
    seen: int | None = None
    entry: int = 0
    at: str = ""
    undoes: int = 0

    @property
    def link(self) -> Link:
        """The link that it is about."""
        return self.a_clause, self.b_clause

    @property
    def band(self) -> Band:
        """What both classes come to."""
        return band(self.severity, self.likelihood)


FIELDS = tuple(field.name for field in fields(Risk) if field.name not in {"author", "entry", "at"})


def rate(library: Library, risk: Risk) -> Risk:
    """Write it, durably, before this returns; what is returned has its entry number, time, texts and what it rests on.

    Raises:
        Conflict: somebody rated one of the clauses in this comparison since ``seen``. Nothing was written.
        UsageError: it names no author, no reason, no clause, or none that there is.
        NotPermitted: the author is no reviewer.
    """
    sound(risk)

    def prepare(transaction: Transaction) -> list[Planned]:
        a, b = (filing.find(transaction, name) for name in (risk.a_standard, risk.b_standard))
        require(transaction, KIND, risk.author)  # first: who may not write is not told what others wrote
        if a.standard.designation == b.standard.designation:
            raise UsageError(f"a risk is one of two standards: {a.standard.designation} is named twice")
        complete = replace(
            risk,
            a_standard=a.standard.designation,
            b_standard=b.standard.designation,
            a_hash=ledger.text_judged(transaction, a, risk.a_clause, risk.a_hash),
            b_hash=ledger.text_judged(transaction, b, risk.b_clause, risk.b_hash),
        )
        return [_planned(transaction, replace(complete, rests_on=_decision(transaction, complete)))]

    return read_risk(ledger.append(library, prepare)[0])


def undo(library: Library, author: str, a: str, b: str) -> Risk | None:
    """Take back the author's last risk between two standards that counts; None where nothing is left to take back.

    Raises:
        NotPermitted: the author is no reviewer.
    """
    seen = library.log.head().number  # before the risks are read: what comes after it is news
    mine = [one for one in risks(library, a, b) if one.author == author]
    if not mine:
        return None
    last = max(mine, key=lambda one: one.entry)
    back = replace(last, author=author, undoes=last.entry, seen=seen)
    return read_risk(ledger.append(library, lambda transaction: [_planned(transaction, back)])[0])


def history(library: Library, a: str, b: str) -> tuple[Risk, ...]:
    """Every risk ever set between two standards and every taking back, oldest first, with ``a`` as their A.

    Raises:
        LibraryError: the log is not what was written.
    """
    first, second = ledger.filed_names(library, a, b)
    return tuple(turned(read_risk(entry), first) for entry in library.log.words(kind=KIND, topic=pair_key(first, second)))


def risks(library: Library, a: str, b: str) -> tuple[Risk, ...]:
    """Those that count now, one for each link, oldest first."""
    return in_force(history(library, a, b))


def in_force(told: Sequence[Risk]) -> tuple[Risk, ...]:
    """Of a whole history those that count at its end, oldest first: of each link the last that was not taken back."""
    undone = {one.undoes for one in told}
    current: dict[Link, Risk] = {}
    for one in told:
        if not one.undoes and one.entry not in undone:
            current.pop(one.link, None)
            current[one.link] = one
    return tuple(current.values())


def sound(risk: Risk) -> Risk:
    """The risk, when it says who, on what and why.

    Raises:
        UsageError: it does not.
    """
    if not risk.author.strip():
        raise UsageError("a risk needs the name of its author")
    if not (risk.a_clause or risk.b_clause):
        raise UsageError("a risk is one of a clause: name it")
    if not risk.reason.strip() or len(risk.reason) > LONGEST:
        raise UsageError(f"a risk needs its reason, in at most {LONGEST} characters")
    return risk


def risk_keys(pair: str, designation: str, ids: Iterable[str]) -> list[str]:
    """The subject keys of the risks of a clause, under every id that it has had; a risk is no news for who decides."""
    return [canonical([KIND, pair, designation, one]) for one in ids if one]


def read_risk(entry: Entry) -> Risk:
    """The risk that an entry holds."""
    stated: dict[str, Any] = {name: entry.payload[name] for name in FIELDS}
    stated |= {"severity": Severity(stated["severity"]), "likelihood": Likelihood(stated["likelihood"])}
    return Risk(**stated, author=entry.author, entry=entry.number, at=entry.at)


def turned(risk: Risk, first: str) -> Risk:
    """The risk with ``first`` as its A."""
    if risk.a_standard == first:
        return risk
    sides = {name.replace("a_", "b_", 1): getattr(risk, name) for name in ("a_standard", "a_clause", "a_hash")}
    sides |= {name.replace("b_", "a_", 1): getattr(risk, name) for name in ("b_standard", "b_clause", "b_hash")}
    return replace(risk, **sides)


def _planned(transaction: Transaction, risk: Risk) -> Planned:
    pair = pair_key(risk.a_standard, risk.b_standard)
    sides = ((risk.a_standard, risk.a_clause), (risk.b_standard, risk.b_clause))
    refuse_double(transaction, *sides, risk.author)  # what two are to judge blind, neither says to the other
    until_now = [key for name, own in sides if own for key in risk_keys(pair, name, former(transaction, name, own))]
    compare(transaction, until_now, risk.seen)
    payload = {name: getattr(risk, name) for name in FIELDS}
    payload |= {"severity": int(risk.severity), "likelihood": int(risk.likelihood)}
    return (
        Draft(risk.author, KIND, pair, payload),
        [key for name, own in sides for key in risk_keys(pair, name, [own])],
        risk.seen,
    )


def _decision(transaction: Transaction, risk: Risk) -> int:
    """The entry of the judgement in force on the link of a risk, 0 where there is none."""
    topic = pair_key(risk.a_standard, risk.b_standard)
    told = [ledger.read_judgement(entry) for entry in words(transaction, kind=ledger.KIND, topic=topic)]
    return decision_on(ledger.in_force([ledger.turned(one, risk.a_standard) for one in told]), risk.link)


def decision_on(current: Iterable[Judgement], link: Link) -> int:
    """The entry of the judgement on a link among those in force, 0 where there is none."""
    return next((one.entry for one in current if (one.a_clause, one.b_clause) == link), 0)

"""A person's word that two sides can be compared after all: conditions that agree, definitions that agree, scopes that agree.

The machine compares limits only where it can see that their conditions agree. A person who knows better says so of one deviation,
or of the scopes of two standards; that is an entry of the log with who and when, and taking it back is one more. It holds for the
texts that were looked at: where one of them is replaced, it no longer counts. What follows from the deviations as
they stand then is told anew (``matcher.relate.anew``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from index import filing
from index.log import Draft, Entry, Planned, compare, pair_key, side_key
from index.roles import require
from ingest.clause import Clause
from ingest.errors import UsageError
from matcher.assignments import refuse_double
from matcher.ledger import append, filed_names, subjects_until_now, text_judged
from matcher.limits import Limit, stricter
from matcher.match import Deviation, DeviationKind, Match, Side
from matcher.quoted import quantity_quoted
from matcher.relate import anew
from matcher.scope_verdict import ScopeKind

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Transaction

KIND = "comparable"
SCOPES = "scopes"
"""The kind of a confirmation that is about the scopes of two standards; of a deviation it is its kind."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's word that the two sides of one deviation can be compared, or (``kind`` SCOPES) that two scopes agree.

    Clauses are ids, "" for scopes; ``a_text`` and ``b_text`` the words of the deviation; ``a_hash`` and ``b_hash`` the versions
    of the texts. ``seen`` is the last entry of the log that the author had seen; the log gives ``entry`` and ``at``. ``undoes``
    is the entry that this one takes back.
    """

    a_standard: str
    a_clause: str
    b_standard: str
    b_clause: str
    author: str
    kind: str
    a_text: str = ""
    b_text: str = ""
    note: str = ""
    a_hash: str = ""
    b_hash: str = ""
    seen: int = 0
    entry: int = 0
    at: str = ""
    undoes: int = 0

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about."""
        return self.a_clause, self.b_clause, self.kind, self.a_text, self.b_text


FIELDS = tuple(field.name for field in fields(Confirmation) if field.name not in {"author", "entry", "at"})


def about(match: Match, deviation: Deviation, author: str, *, seen: int, note: str = "") -> Confirmation:
    """The confirmation of a deviation, not yet written."""
    a, b = _place(match, deviation)
    texts = deviation.kind.value, deviation.a_text, deviation.b_text
    return Confirmation(match.a_standard, a, match.b_standard, b, author, *texts, note=note, seen=seen)


def confirm(library: Library, confirmation: Confirmation) -> Confirmation:
    """Write it, durably, before this returns; what is returned has its entry number, time and text hashes.

    Raises:
        Conflict: there is an entry newer than ``seen`` for either clause (for scopes: about the two scopes). Nothing was written.
        UsageError: it names no author, or no such standard or clause.
    """
    if not confirmation.author.strip():
        raise UsageError("a confirmation needs the name of its author")
    return _append(library, confirmation)


def withdraw(library: Library, confirmation: Confirmation, author: str, *, seen: int) -> Confirmation:
    """Take a confirmation back; ``author`` says so and need not be who gave it. Raises what ``confirm`` raises."""
    return confirm(library, replace(confirmation, author=author, seen=seen, undoes=confirmation.entry, note="", entry=0, at=""))


def confirmations(library: Library, a: str, b: str) -> tuple[Confirmation, ...]:
    """Those that are in force for two standards, oldest first; what was written for B against A is turned round.

    Raises:
        LibraryError: the log is not what was written.
    """
    first, second = filed_names(library, a, b)
    told = [_turned(_confirmation(entry), first) for entry in library.log.words(kind=KIND, topic=pair_key(first, second))]
    undone = {one.undoes for one in told}
    return tuple({one.subject: one for one in told if not one.undoes and one.entry not in undone}.values())


def undoable(library: Library, author: str, a: str, b: str) -> Confirmation | None:
    """The last of the author's confirmations for two standards that is in force."""
    return next((one for one in reversed(confirmations(library, a, b)) if one.author == author), None)


def applied(
    matches: Iterable[Match], said: Sequence[Confirmation], clauses: Mapping[tuple[str, str], Clause]
) -> tuple[Match, ...]:
    """The proposals with what people said of them: deviations that can be compared, with their stricter side, and scopes.

    ``clauses`` by designation and id. What was said of a text that has another hash now is left out.
    """
    valid = {one.subject: one for one in said if _is_same_text(one, clauses)}
    scopes = next((one for one in valid.values() if one.kind == SCOPES), None)
    return tuple(_applied(match, valid, scopes, clauses) for match in matches) if valid else tuple(matches)


def _applied(
    match: Match,
    said: Mapping[tuple[str, ...], Confirmation],
    scopes: Confirmation | None,
    clauses: Mapping[tuple[str, str], Clause],
) -> Match:
    deviations = tuple(_compared(d, said.get(_subject(match, d)), match, clauses) for d in match.deviations)
    scope = ScopeKind.SAME.value if scopes and match.scope else match.scope
    found = replace(match, deviations=deviations, scope=scope)
    return found if deviations == match.deviations else anew(found)


def _compared(
    deviation: Deviation, said: Confirmation | None, match: Match, clauses: Mapping[tuple[str, str], Clause]
) -> Deviation:
    """The deviation as it stands where its conditions agree: limits say themselves which is the stricter."""
    if said is None or deviation.comparable:
        return deviation
    side = Side.SAME
    if deviation.kind in (DeviationKind.LIMIT, DeviationKind.METHOD, DeviationKind.DEFINITION):
        side = _stricter(deviation, match, clauses) or Side.SAME
    if deviation.kind is DeviationKind.LIMIT and side is Side.NOT_COMPARABLE:
        return replace(deviation, by=by(said))
    return replace(deviation, comparable=True, stricter=side, by=by(said))


def _stricter(deviation: Deviation, match: Match, clauses: Mapping[tuple[str, str], Clause]) -> Side | None:
    """The stricter of two limits whose conditions agree; None where a side quotes no limit."""
    found = []
    for standard, text, spans in (
        (match.a_standard, deviation.a_text, deviation.a),
        (match.b_standard, deviation.b_text, deviation.b),
    ):
        span = spans[0] if spans else None
        clause = clauses.get((standard, span.clause)) if span else None
        quantity = quantity_quoted(text, clause.lang if clause else "", clause, span)
        if quantity is None or clause is None:
            return None
        found.append(Limit(clause, quantity, {}))
    return stricter(found[0], found[1])[1]


def by(said: Confirmation) -> str:
    """Who said it, and on which day."""
    return f"{said.author}, {said.at[:10]}"


def _place(match: Match, deviation: Deviation) -> tuple[str, str]:
    """The clauses (ids) of a deviation: where its words stand, else the first of the proposal."""
    a = deviation.a[0].clause if deviation.a else match.a_clauses[0]
    b = deviation.b[0].clause if deviation.b else match.b_clauses[0]
    return a, b


def _subject(match: Match, deviation: Deviation) -> tuple[str, ...]:
    return *_place(match, deviation), deviation.kind.value, deviation.a_text, deviation.b_text


def _is_same_text(said: Confirmation, clauses: Mapping[tuple[str, str], Clause]) -> bool:
    sides = ((said.a_standard, said.a_clause, said.a_hash), (said.b_standard, said.b_clause, said.b_hash))
    return all(
        not clause or ((standard, clause) in clauses and clauses[standard, clause].text_hash == judged)
        for standard, clause, judged in sides
    )


def _append(library: Library, confirmation: Confirmation) -> Confirmation:
    def prepare(transaction: Transaction) -> list[Planned]:
        a, b = (filing.find(transaction, name) for name in (confirmation.a_standard, confirmation.b_standard))
        complete = replace(
            confirmation,
            a_standard=a.standard.designation,
            b_standard=b.standard.designation,
            a_hash=text_judged(transaction, a, confirmation.a_clause, confirmation.a_hash),
            b_hash=text_judged(transaction, b, confirmation.b_clause, confirmation.b_hash),
        )
        pair = pair_key(complete.a_standard, complete.b_standard)
        sides = ((complete.a_standard, complete.a_clause), (complete.b_standard, complete.b_clause))
        if complete.a_clause or complete.b_clause:  # what two are to judge blind, neither says to the other
            refuse_double(transaction, *sides, complete.author)
        require(transaction, KIND, complete.author)  # first: who may not write is not told what others wrote
        compare(transaction, subjects_until_now(transaction, pair, *sides), complete.seen)
        subjects = [side_key(pair, *side) for side in sides if side[1]] or [side_key(pair, SCOPES, "")]
        payload = {name: getattr(complete, name) for name in FIELDS}
        return [(Draft(complete.author, KIND, pair, payload), subjects, complete.seen)]

    return _confirmation(append(library, prepare)[0])


def _confirmation(entry: Entry) -> Confirmation:
    stated: dict[str, Any] = {name: entry.payload[name] for name in FIELDS}
    return Confirmation(**stated, author=entry.author, entry=entry.number, at=entry.at)


def _turned(one: Confirmation, first: str) -> Confirmation:
    """The confirmation with ``first`` as its A."""
    if one.a_standard == first:
        return one
    return replace(
        one,
        a_standard=one.b_standard,
        a_clause=one.b_clause,
        a_text=one.b_text,
        a_hash=one.b_hash,
        b_standard=one.a_standard,
        b_clause=one.a_clause,
        b_text=one.a_text,
        b_hash=one.a_hash,
    )

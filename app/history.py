"""The log as it is read by people: which entries, and each as a sentence with its details.

What is asked for is a ``Wanted``: two standards, a clause of them, a person, kinds of entries, days. Opinions of a double review
that their reader may not see yet are told as that and no more, whatever is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.history_phrases import Teller, pair_of
from app.history_wording import HIDDEN, KINDS, details, filled, sentence
from app.licensed import licence_of, told
from app.visible import visible
from index.asking import Asked
from index.log import Entry, clause_key, pair_key, side_key
from index.roles import NEEDED
from ingest.errors import UsageError
from matcher.risk import risk_keys

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Clause
    from matcher.match import Match

PAGE = 50
OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are to be read; what is empty does not limit.

    ``a`` and ``b`` are designations; ``clause`` a label or an id in one of them, ``a_clause`` and ``b_clause`` ids in the one and
    the other: of both only what is about their link. ``since`` and ``until`` are days (ISO 8601, UTC), both of them included.
    """

    a: str = ""
    b: str = ""
    clause: str = ""
    a_clause: str = ""
    b_clause: str = ""
    by: str = ""
    kinds: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as people read it; ``at`` is ISO 8601 in UTC, ``details`` say why, by what and on which editions."""

    number: int
    at: str
    author: str
    kind: str
    topic: str
    sentence: str
    details: tuple[str, ...]
    hash: str
    undoes: bool = False

    @property
    def moment(self) -> str:
        """When it was written, to the minute."""
        return f"{self.at[:16].replace('T', ' ')} UTC"

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join((f"{self.number}. {self.moment}", self.sentence, *(f"{one}." for one in self.details)))


class History:
    """The log of a library as ``reader`` may read it."""

    def __init__(self, library: Library, reader: str) -> None:
        self._library, self._reader = library, reader
        self._clauses: dict[str, dict[str, Clause]] = {}

    def asked(self, wanted: Wanted) -> Asked:
        """The conditions on entries that what is wanted comes to.

        Raises:
            UsageError: no such standard, clause or kind, or what should be a day is none.
        """
        unknown = [kind for kind in wanted.kinds if kind not in NEEDED]
        if unknown:
            raise UsageError(f"{unknown[0]}: no kind of entry; one of {', '.join(NEEDED)}")
        since = _day(wanted.since).isoformat() if wanted.since else ""
        until = (_day(wanted.until) + timedelta(days=1)).isoformat() if wanted.until else ""
        asked = Asked(wanted.kinds, authors=(wanted.by,) if wanted.by else (), since=since, until=until)
        if not wanted.a:
            if wanted.clause:
                raise UsageError("a clause is one of a standard: name the standard too")
            return asked
        a, b = self._name(wanted.a), self._name(wanted.b) if wanted.b else ""
        groups = [self._keys(a, b, a, wanted.a_clause), self._keys(a, b, b, wanted.b_clause)]
        if wanted.clause:
            groups.append([key for name in (a, b) if name for key in self._keys(a, b, name, self._named(name, wanted.clause))])
            if not groups[-1]:
                raise UsageError(f"{' and '.join(filter(None, (a, b)))}: no clause {wanted.clause!r}")
        about = tuple(tuple(group) for group in groups if group)
        if about:
            return replace(asked, subjects=about, also=self._opinions(a, b, about))
        return replace(asked, topics=(pair_key(a, b), a, b) if b else (a, *self._pairs(a)))

    def page(self, wanted: Wanted, _: Callable[[str], str], *, before: int = 0, limit: int = PAGE) -> tuple[Line, ...]:
        """The last lines of what is wanted, of those with numbers below ``before`` (0 is no bound), newest first.

        Raises:
            UsageError: as ``asked``.
            LibraryError: the log is not what was written.
        """
        return tuple(self._lines(self._library.log.page(self.asked(wanted), before=before, limit=limit), _))

    def count(self, wanted: Wanted) -> int:
        """How many entries there are of what is wanted."""
        return self._library.log.count(self.asked(wanted))

    def all(self, wanted: Wanted, _: Callable[[str], str]) -> Iterator[Line]:
        """Every line of what is wanted, newest first."""
        before = 0
        while found := self.page(wanted, _, before=before, limit=1000):
            yield from found
            before = found[-1].number
            if before == 1:
                return

    def of_card(self, match: Match, _: Callable[[str], str]) -> tuple[Line, ...]:
        """What was said of the clauses of a card in the comparison of its two standards, and what became of their texts."""
        a, b = match.a_standard, match.b_standard
        keys = [key for one in match.a_clauses for key in self._keys(a, b, a, one)]
        keys += [key for one in match.b_clauses for key in self._keys(a, b, b, one)]
        about = (tuple(keys),)
        found = self._library.log.page(Asked(subjects=about, also=self._opinions(a, b, about)), limit=PAGE)
        return tuple(self._lines(found, _))

    def _lines(self, entries: tuple[Entry, ...], _: Callable[[str], str]) -> Iterator[Line]:
        tell, hidden = Teller(_, self._label, self._quoted), self._hidden(entries)
        for entry in entries:
            is_shown = entry.number not in hidden
            said = sentence(entry, tell) if is_shown else filled(HIDDEN, entry, tell)
            own = (entry.number, entry.at, entry.author, entry.kind, entry.topic)
            undoes = bool(entry.payload.get("undoes"))
            yield Line(*own, said, details(entry, tell) if is_shown else (), entry.hash, undoes and is_shown)

    def _hidden(self, entries: tuple[Entry, ...]) -> frozenset[int]:
        from matcher.opinions import hidden

        return hidden(self._library.log, self._reader) if any(one.kind == OPINION for one in entries) else frozenset()

    def _opinions(self, a: str, b: str, about: tuple[tuple[str, ...], ...]) -> frozenset[int]:
        """The opinions on clauses: they are kept under what they are about and who gave them, and not under the clauses."""
        from matcher.opinions import hidden

        if not b:
            return frozenset()
        pair = pair_key(a, b)
        shut = hidden(self._library.log, self._reader)
        found = set()
        for entry in self._library.log.entries(kind=OPINION, topic=pair):
            said = entry.payload
            keys = {side_key(pair, str(said[f"{side}_standard"]), str(said[f"{side}_clause"])) for side in "ab"}
            if entry.number not in shut and all(keys & set(group) for group in about):
                found.add(entry.number)
        return frozenset(found)

    def _keys(self, a: str, b: str, standard: str, clause: str) -> list[str]:
        """The subject keys of a clause (an id): as such, and in the comparison of the two, or in each of its standard's."""
        if not clause:
            return []
        pairs = [pair_key(a, b)] if b else self._pairs(standard)
        ids = self._library.log.former(standard, clause)
        found = [
            key for pair in pairs for key in (*(side_key(pair, standard, one) for one in ids), *risk_keys(pair, standard, ids))
        ]
        return [clause_key(standard, one) for one in ids] + found

    def _pairs(self, standard: str) -> list[str]:
        """The topics of all comparisons of a standard that the log knows."""
        return [topic for topic in self._library.log.counts("topic") if standard in pair_of(topic)]

    def _name(self, designation: str) -> str:
        """The designation as it is filed; as given, where the log still speaks of a standard that was taken out."""
        try:
            return self._library.standard(designation).designation
        except UsageError:
            if designation not in self._library.log.counts("topic") and not self._pairs(designation):
                raise
            return designation

    def _named(self, standard: str, clause: str) -> str:
        """The id of a clause by its label or id; of a standard that was taken out the id alone is known."""
        known = self._of(standard)
        labels = {one.clause: one.id for one in reversed(known.values())}
        return clause if clause in known or not known else labels.get(clause, "")

    def _label(self, standard: str, clause_id: str) -> str:
        known = self._of(standard).get(clause_id)
        return known.cited if known else clause_id

    def _of(self, standard: str) -> dict[str, Clause]:
        if standard not in self._clauses:
            self._clauses[standard] = {}
            with suppress(UsageError):
                self._clauses[standard] = {one.id: one for one in self._library.clauses(standard)}
        return self._clauses[standard]

    def _quoted(self, standard: str, text: str) -> str:
        return told(text, licence_of(self._library, standard)) or "…"


TONES = {
    "decided": frozenset({"judgement", "opinion", "comparable", "risk", "record-reviewed", "record-frozen", "record-closed"}),
    "texts": frozenset({"standard-added", "standard-replaced", "standard-removed", "mend", "proposed"}),
    "rules": frozenset({"member", "assignment", "licence", "classified", "opinion-opened"}),
}
"""How an entry is marked on the page."""


def shown_line(line: Line, _: Callable[[str], str]) -> dict[str, Any]:
    """A line as the page draws it: every text visible, its day apart."""
    tone = "undone" if line.undoes else next((tone for tone, kinds in TONES.items() if line.kind in kinds), "")
    return {
        "number": str(line.number),
        "day": line.at[:10],
        "time": f"{line.at[11:16]} UTC",
        "kind": _(KINDS.get(line.kind, line.kind)),
        "sentence": visible(line.sentence),
        "details": [visible(one) for one in line.details],
        "tone": tone,
        "hash": line.hash,
    }


def _day(text: str) -> date:
    """A day from ISO 8601, of a moment its day in UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r}: no day; write it as 2026-01-31") from None
    return (found.astimezone(UTC) if found.tzinfo else found).date()

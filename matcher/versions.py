"""What a comparison says at a moment, line by line, so that it can be frozen, filed and compared with what it says later.

A line is one link between two clauses, or one clause without counterpart: what was decided, by whom and on which texts, the
relation and its deviations as they stand, and the labels and titles by which a reader finds the clauses. No text of a standard is
in it: hashes name the versions of the texts, spans the places of what differs, and of a deviation the words of a figure, a verb,
a method or a reference alone are kept. What nobody decided is a line too (``OPEN``), so that it is seen to be missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from index.log import pair_key
from matcher import ledger
from matcher.confirming import applied, confirmations
from matcher.decided import Standing, is_about
from matcher.frozen import line_key
from matcher.match import Decision, Deviation, DeviationKind, Judgement, Link, Match, Relation
from matcher.match_rows import deviation_to_row, row_to_match
from matcher.record import Row
from matcher.relate import stricter_side
from matcher.told import carried_cells
from matcher.turning import turned

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Clause, Document

OPEN = "open"
"""The decision of a line that nobody decided."""
_TOLD = frozenset({DeviationKind.LIMIT, DeviationKind.MODALITY, DeviationKind.METHOD, DeviationKind.REFERENCE})
"""Deviations whose words are figures and names, which no licence binds; the others quote sentences."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the comparison of A and B says now, and what a step asks of it.

    ``open`` counts the cards that nobody decided, ``single`` those that fewer than two people looked at. ``head`` is the
    end of the log before it was read, ``contents`` the hashes of the contents of both standards: a step that rests on it is
    refused where either has moved on.
    """

    a: str
    b: str
    rows: tuple[Row, ...]
    documents: tuple[Row, ...]
    proposals: tuple[Row, ...]
    deciders: tuple[str, ...]
    open: int
    single: int
    head: int
    contents: Mapping[str, str]


def work(library: Library, a: str, b: str) -> Work:
    """What the comparison of A (``matcher.record.Course.a``) and B says now.

    Raises:
        UsageError: one of the two is not on file any more.
        LibraryError: log, clauses or proposals are not what was written.
    """
    head = library.log.head().number
    first, second = library.document(a), library.document(b)
    names = first.standard.designation, second.standard.designation
    contents = {name: library.content(name) for name in names}
    clauses = {(clause.standard, clause.id): clause for document in (first, second) for clause in document.clauses}
    said = confirmations(library, *names)
    matches = applied(matches_of(library, *names), said, clauses)
    current = ledger.judgements(library, *names)
    looked = _looked(library, *names)
    rows = _Lines(ledger.editions(library, *names), (first, second), clauses, looked).rows(matches, current)
    return Work(
        *names,
        rows,
        tuple(_document(library, document, contents) for document in (first, second)),
        _proposals(library, names, rows),
        tuple(sorted({*(one.author for one in current), *(one.author for one in said)})),
        sum(not _about(match, current) for match in matches),
        sum(any(len(_lookers(link, looked)) < 2 for link in match.links) for match in matches),
        head,
        contents,
    )


# ---- lines


class _Lines:
    """Makes the lines; ``editions`` by entry, ``clauses`` by designation and id, ``looked`` who looked at each link."""

    def __init__(
        self,
        editions: Mapping[int, Mapping[str, Mapping[str, str]]],
        documents: tuple[Document, Document],
        clauses: Mapping[tuple[str, str], Clause],
        looked: Mapping[Link, set[str]],
    ) -> None:
        self._names = documents[0].standard.designation, documents[1].standard.designation
        self._clauses = clauses
        self._looked = looked
        self._at = {(clause.standard, clause.id): place for place, clause in enumerate(clauses.values())}
        self._editions = editions
        self._filed = {document.standard.designation: ledger.edition_of(document.standard) for document in documents}

    def rows(self, matches: Sequence[Match], current: Sequence[Judgement]) -> tuple[Row, ...]:
        """Every link that was decided or is proposed, in the order of A, then of B, numbered."""
        proposed = {link: match for match in matches for link in match.links}
        rows = {(one.a_clause, one.b_clause): self._decided(one, proposed) for one in current}
        for match in matches:
            if not _about(match, current):
                for link in match.links:
                    rows.setdefault(link, self._open(link, match))
        ordered = sorted(rows, key=lambda link: [self._place(side, key) for side, key in enumerate(link)])
        return tuple({"line": number, **rows[link]} for number, link in enumerate(ordered, 1))

    def _place(self, side: int, key: str) -> tuple[int, str]:
        """Where a clause stands; one that is not on file any more, and then the empty side, come last."""
        return self._at.get((self._names[side], key), len(self._at) + (not key)), key

    def _decided(self, one: Judgement, proposed: Mapping[Link, Match]) -> dict[str, Any]:
        link = (one.a_clause, one.b_clause)
        match, accepted = proposed.get(link), one.decision is Decision.ACCEPT
        edited = one.deviations is not None
        stand = one.deviations if one.deviations is not None else match.deviations if match else ()
        relation = one.relation or (match.relation if match and accepted else None)
        if one.decision is Decision.NO_COUNTERPART:
            relation = Relation.NONE
        return {
            **self._sides(link, {"a": one.a_hash, "b": one.b_hash}, self._editions.get(one.entry, self._filed)),
            "decision": one.decision.value,
            "relation": relation.value if relation else "",
            "stricter": (stricter_side(stand) if edited or not match else match.stricter).value if accepted and stand else "",
            "rationale": one.rationale or (match.rationale if match and accepted else ""),
            "deviations": [_deviation(deviation) for deviation in stand] if accepted else [],
            "edited": edited,
            "proposed_relation": match.relation.value if match else "",
            **{name: getattr(one, name) for name in ("reason", "note", "author", "at", "entry", "group", "model")},
            "looked": sorted(_lookers(link, self._looked)),
            **carried_cells(one.carried),
        }

    def _open(self, link: Link, match: Match) -> dict[str, Any]:
        found = [self._clauses.get((name, key)) for name, key in zip(self._names, link, strict=True)]
        hashes = {side: clause.text_hash if clause else "" for side, clause in zip("ab", found, strict=True)}
        blank = dict.fromkeys(("relation", "stricter", "rationale", "reason", "note", "author", "at", "group", "model"), "")
        return {
            **self._sides(link, hashes, self._filed),
            "decision": OPEN,
            **blank,
            "deviations": [],
            "edited": False,
            "entry": 0,
            "proposed_relation": match.relation.value,
            "looked": sorted(_lookers(link, self._looked)),
        }

    def _sides(self, link: Link, hashes: Mapping[str, str], editions: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        cells: dict[str, Any] = {"key": line_key(*zip(self._names, link, strict=True))}
        for side, name, key in zip("ab", self._names, link, strict=True):
            clause, stated = self._clauses.get((name, key)), editions.get(name, {})
            cells |= {f"{side}_standard": name, f"{side}_clause": key, f"{side}_label": clause.cited if clause else key}
            cells |= {f"{side}_title": clause.title if clause else "", f"{side}_page": clause.page if clause else 0}
            cells |= {f"{side}_hash": hashes[side], f"{side}_standing": _standing(clause, hashes[side]) if key else ""}
            cells |= {f"{side}_edition": stated.get("edition", ""), f"{side}_source": stated.get("source", "")}
        return cells


def _deviation(one: Deviation) -> dict[str, Any]:
    row = deviation_to_row(one)
    return row if one.kind in _TOLD else row | {"a": "", "b": ""}


def _standing(clause: Clause | None, judged: str) -> str:
    if clause is None:
        return Standing.GONE.value
    return (Standing.SAME if clause.text_hash == judged else Standing.CHANGED).value


# ---- what the lines are made of


def matches_of(library: Library, a: str, b: str) -> tuple[Match, ...]:
    """The proposals for A against B; where there are none, those for B against A, turned round."""
    rows = library.matches(a, b)
    if rows:
        return tuple(map(row_to_match, rows))
    return tuple(turned(row_to_match(row)) for row in library.matches(b, a))


def _about(match: Match, current: Iterable[Judgement]) -> bool:
    return any(is_about(match, one) for one in current)


def _looked(library: Library, a: str, b: str) -> dict[Link, set[str]]:
    """Who said something of each link, in a judgement or a blind opinion, also what was taken back later."""
    found: dict[Link, set[str]] = {}
    for kind in (ledger.KIND, "opinion"):
        for entry in library.log.words(kind=kind, topic=pair_key(a, b)):
            said = entry.payload
            if said["decision"] == Decision.UNDO.value:
                continue
            # of an opinion its card is told and not what it says, which may still be blind
            sides = [said.get(f"{side}_card") or ([said[f"{side}_clause"]] if kind == ledger.KIND else [""]) for side in "ab"]
            for link in product(*(sides if said["a_standard"] == a else sides[::-1])):
                found.setdefault((str(link[0]), str(link[1])), set()).add(entry.author)
    return found


def _lookers(link: Link, looked: Mapping[Link, set[str]]) -> set[str]:
    """Who looked at a link: who spoke of it, or of one of its clauses alone; of a clause without counterpart, who spoke of it."""
    if all(link):
        return {name for key in (link, (link[0], ""), ("", link[1])) for name in looked.get(key, ())}
    side = 0 if link[0] else 1
    return {name for key, names in looked.items() if key[side] == link[side] for name in names}


def _document(library: Library, document: Document, contents: Mapping[str, str]) -> dict[str, Any]:
    """What identifies a standard and the text of it that is on file."""
    own = document.standard
    named = {"designation": own.designation, "title": own.title, "lang": own.lang, "published": own.published}
    named |= ledger.edition_of(own) | {"file_name": own.file_name, "content": contents[own.designation]}
    return named | {"licence": library.licence(own.designation).value, "clauses": len(document.clauses)}


def _proposals(library: Library, names: tuple[str, str], rows: Sequence[Row]) -> tuple[Row, ...]:
    """The runs of the machine that lie behind the lines: the last one, and those that people saw when they decided."""
    made = {entry.number: entry for entry in library.log.entries(kind="proposed", topic=pair_key(*names))}
    told = {entry.number: entry.payload for entry in library.log.entries(kind=ledger.KIND, topic=pair_key(*names))}
    seen = {int(told[row["entry"]].get("proposed", 0)) for row in rows if row["entry"]}
    used = sorted((seen | set(sorted(made)[-1:])) & set(made))
    return tuple(
        {"entry": number, "at": made[number].at, "author": made[number].author}
        | {name: made[number].payload[name] for name in ("model", "settings", "content")}
        for number in used
    )

"""What the report of a comparison says, gathered: its lines, documents, record and log head, of now or of a frozen version.

Everything comes from the log and the library; nothing is proposed anew. Of a frozen version the lines are those of its entry,
whatever became of them since, and texts are read only where they are still those that were compared. No confidence is told: it
belongs to the working copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.legal import LegalView, legal_view
from app.licensed import licence_of, told_deviation
from app.recording import GONE
from index.log import Head, canonical, pair_key
from ingest.errors import UsageError
from matcher.chains import derived
from matcher.comments import Comment, comments
from matcher.confirming import applied, confirmations
from matcher.match import Decision, Deviation, Link, Match, Relation, Side, Span
from matcher.match_rows import row_to_deviation, row_to_match
from matcher.record import Row, State, Version, course
from matcher.versions import OPEN, Work, work

if TYPE_CHECKING:
    from index.force import Citation
    from index.library import Library
    from index.shelf import Licence
    from ingest.clause import Clause, Document, Standard
    from matcher.normative import Beside

ANEW = "decided-anew"
"""The reason of a rejection that another word of the same act replaced."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Clauses of A and clauses of B that go together (labels and titles from ``rows``), or one clause alone.

    ``rows`` are the lines of the record that make it, with one decision. ``match`` is what was proposed, where that is on file.
    ``deviations`` stand after what people said of them, with what they quote as far as the licences let it be told.
    """

    rows: tuple[Row, ...]
    relation: Relation | None
    match: Match | None = None
    deviations: tuple[Deviation, ...] = ()

    @property
    def first(self) -> Row:
        """Its first line: what was decided, by whom and why is the same on all of them."""
        return self.rows[0]

    @property
    def decided(self) -> bool:
        """Whether people said that it is so, and left no doubt."""
        return self.first["decision"] in (Decision.ACCEPT.value, Decision.NO_COUNTERPART.value)

    @property
    def linked(self) -> bool:
        """Whether it has clauses on both sides."""
        return bool(self.first["a_clause"] and self.first["b_clause"])

    def ids(self, side: str) -> tuple[str, ...]:
        """Its clauses on side "a" or "b"."""
        return tuple(dict.fromkeys(row[f"{side}_clause"] for row in self.rows if row[f"{side}_clause"]))

    def told(self, side: str, name: str) -> tuple[str, ...]:
        """A cell of each of its clauses on one side: ``label``, ``title``, ``page``, ``hash``; each clause once."""
        found = {row[f"{side}_clause"]: str(row[f"{side}_{name}"] or "") for row in self.rows if row[f"{side}_clause"]}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Dossier:
    """A comparison at a moment. ``texts`` are the standards whose text on file is the one that was compared, by designation.

    ``version`` is None for the comparison as it is now. ``rejected`` are the links that people turned down. ``legal`` is what
    regulations cite on the day of the report; ``derived`` the links that follow from decided ones by way of other standards;
    ``beside`` the normative references of both, where both are on file.
    """

    names: tuple[str, str]
    entries: tuple[Entry, ...]
    rejected: tuple[Row, ...]
    documents: tuple[Row, ...]
    texts: Mapping[str, Document]
    licences: Mapping[str, Licence]
    stated: Mapping[str, object]
    state: State
    version: Version | None
    reviewer: str
    proposals: tuple[Row, ...]
    rows: tuple[Row, ...]
    head: Head
    comments: tuple[Comment, ...]
    legal: LegalView
    derived: frozenset[Link] = frozenset()
    beside: tuple[Beside, ...] | None = None

    @property
    def clauses(self) -> dict[tuple[str, str], Clause]:
        """The clauses whose text is that which was compared, by designation and id, in reading order."""
        return {(one.standard, one.id): one for document in self.texts.values() for one in document.clauses}

    def document(self, side: str) -> Document | None:
        """The standard of side "a" or "b", where its text is on file as it was compared."""
        return self.texts.get(self.names["ab".index(side)])

    @property
    def cited(self) -> tuple[Citation, ...]:
        """What regulations cite of either standard, where its text is on file."""
        each = [self.legal.standard(one.standard).by for one in self.texts.values()]
        return tuple(dict.fromkeys(one for by in each for one in by))

    @property
    def alone(self) -> tuple[Entry, ...]:
        """The clauses without counterpart, decided or proposed."""
        return tuple(one for one in self.entries if not one.linked)

    @property
    def linked(self) -> tuple[Entry, ...]:
        """What answers to each other, decided or proposed."""
        return tuple(one for one in self.entries if one.linked)


def dossier(library: Library, a: str, b: str, *, version: int | None = None, as_of: date) -> Dossier:
    """The comparison of two standards as it is now, or a frozen version of it.

    Raises:
        UsageError: library and log know nothing of them, both are the same, there is no such version, or a standard is gone
            and no version is asked for.
        LibraryError: the library is not what was written.
    """
    now = course(library, a, b)
    names = now.a, now.b
    if names[0] == names[1]:
        raise UsageError(f"a comparison is one of two standards: {names[0]} is named twice")
    frozen = now.version(version) if version else None
    said = work_or_gone(library, *names) if frozen is None else None
    content = frozen.content if frozen else {}
    documents = said.documents if said else tuple(content["documents"])
    rows = said.rows if said else frozen.rows if frozen else ()
    proposals = said.proposals if said else tuple(content["proposals"])
    licences = {name: licence_of(library, name) for name in names}
    texts = _texts(library, documents)
    matches = _matches(library, names, proposals, texts)
    entries = _entries(rows, matches, names, texts, licences)
    last = frozen.acts[-1] if frozen else None
    everything = library.standards()
    legal = legal_view(library, as_of)
    return Dossier(
        names,
        entries,
        tuple(row for row in rows if row["decision"] == Decision.REJECT.value and row["reason"] != ANEW),
        documents,
        texts,
        licences,
        asdict(frozen.record if frozen else now.record),
        frozen.state if frozen else now.state,
        frozen,
        str(content.get("reviewer", "")) if frozen else (now.review.author if now.review else ""),
        proposals,
        rows,
        Head(last.entry, last.hash) if last else library.log.head(),
        tuple(one for one in comments(library, *names) if frozen and one.version == frozen.number),
        legal,
        frozenset() if frozen else frozenset(link for one in derived(library, *names) for link in one.links),
        _beside(texts, names, everything),
    )


def work_or_gone(library: Library, a: str, b: str) -> Work:
    """What the comparison says now.

    Raises:
        UsageError: a standard is not on file any more.
    """
    try:
        return work(library, a, b)
    except UsageError as error:
        raise UsageError(f"{error}. {GONE}") from None


def _texts(library: Library, documents: Sequence[Row]) -> dict[str, Document]:
    """The standards whose content is still the one that was compared."""
    found = {}
    for one in documents:
        name = one["designation"]
        try:
            if library.content(name) == one["content"]:
                found[name] = library.document(name)
        except UsageError:
            continue  # it was taken out
    return found


def _matches(
    library: Library, names: tuple[str, str], proposals: Sequence[Row], texts: Mapping[str, Document]
) -> dict[Link, Match]:
    """The proposals by their links, where they are those that lie behind the lines."""
    made = library.log.entries(kind="proposed", topic=pair_key(*names))
    if len(texts) < len(set(names)) or not made or not proposals or made[-1].number != proposals[-1]["entry"]:
        return {}
    clauses = {(one.standard, one.id): one for document in texts.values() for one in document.clauses}
    stored = [row_to_match(row) for row in library.matches(*names)]
    return {link: match for match in applied(stored, confirmations(library, *names), clauses) for link in match.links}


def _beside(texts: Mapping[str, Document], names: tuple[str, str], on_file: Sequence[Standard]) -> tuple[Beside, ...] | None:
    if not all(name in texts for name in names):
        return None
    from matcher.normative import references_beside

    return references_beside(texts[names[0]], texts[names[1]], on_file)


def _entries(
    rows: Sequence[Row],
    matches: Mapping[Link, Match],
    names: tuple[str, str],
    texts: Mapping[str, Document],
    licences: Mapping[str, Licence],
) -> tuple[Entry, ...]:
    """The lines put together that one act, or one proposal, brought together; in the order of their first lines."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row["decision"] == Decision.REJECT.value:
            continue
        groups.setdefault(_group(row, matches), []).append(row)
    clauses = {(one.standard, one.id): one for document in texts.values() for one in document.clauses}
    return tuple(_entry(tuple(own), matches, names, clauses, licences) for own in groups.values())


def _group(row: Row, matches: Mapping[Link, Match]) -> str:
    link = (row["a_clause"], row["b_clause"])
    if not all(link):
        return canonical(list(link))
    if row["decision"] == OPEN:
        match = matches.get(link)
        return canonical([OPEN, *([match.a_clauses, match.b_clauses] if match else link)])
    own = row["group"] or row["key"]
    return canonical([row["decision"], own, row["relation"], row["deviations"], row["author"]])


def _entry(
    rows: tuple[Row, ...],
    matches: Mapping[Link, Match],
    names: tuple[str, str],
    clauses: Mapping[tuple[str, str], Clause],
    licences: Mapping[str, Licence],
) -> Entry:
    first = rows[0]
    match = matches.get((first["a_clause"], first["b_clause"]))
    if first["decision"] == OPEN or first["decision"] == Decision.UNSURE.value:
        relation = first["relation"] or first["proposed_relation"]
        stand = match.deviations if match else ()
    else:
        relation = first["relation"]
        same = _hashes(rows, names, clauses)
        stand = tuple(_restored(row_to_deviation(one), names, clauses if same else {}) for one in first["deviations"])
    told = tuple(told_deviation(one, licences[names[0]], licences[names[1]]) for one in stand)
    return Entry(rows, Relation(relation) if relation else None, match, told)


def _hashes(rows: Sequence[Row], names: tuple[str, str], clauses: Mapping[tuple[str, str], Clause]) -> bool:
    """Whether the texts on file are those that were judged."""
    sides = [(name, row[f"{side}_clause"], row[f"{side}_hash"]) for row in rows for side, name in zip("ab", names, strict=True)]
    return all((name, key) in clauses and clauses[name, key].text_hash == judged for name, key, judged in sides if key)


def _restored(deviation: Deviation, names: tuple[str, str], clauses: Mapping[tuple[str, str], Clause]) -> Deviation:
    """A deviation with the words that a version leaves out, from the texts that were judged."""

    def words(spans: tuple[Span, ...], name: str) -> str:
        known = [(clauses[name, span.clause].text, span) for span in spans if (name, span.clause) in clauses]
        return " ".join(text[span.start : span.end] for text, span in known)

    a, b = deviation.a_text or words(deviation.a, names[0]), deviation.b_text or words(deviation.b, names[1])
    return replace(deviation, a_text=a, b_text=b)


def stricter_of(entry: Entry) -> Side | None:
    """The stricter side of what was decided; None where nothing says."""
    said = entry.first["stricter"]
    return Side(said) if said else None

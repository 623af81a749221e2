"""What follows from the lines of a comparison by rule: changes of structure, origin, what is left to do, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.coverage import counts
from app.wording import N_
from ingest.clause import Aspect, Provision
from ingest.listed import neutral
from matcher.match import Decision, DeviationKind, Relation, Side
from matcher.versions import OPEN

if TYPE_CHECKING:
    from app.dossier import Dossier, Entry
    from ingest.clause import Clause
    from matcher.match import Deviation, Link


class Structure(StrEnum):
    """How the numbers of two sides lie to each other (structural change 结构调整, GB/T 1.2—2020)."""

    SAME = "same number"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"
    REGROUPED = "regrouped"


class Origin(StrEnum):
    """Where a line comes from."""

    DECIDED = "decided"
    CARRIED = "carried"
    PUBLISHED = "published"
    DERIVED = "derived"
    PROPOSED = "proposed"


class Action(StrEnum):
    """What is left to do for a product that conforms with A, and is to conform with B."""

    ACCEPT = "accept"
    DELTA = "delta test"
    DOCUMENT = "document review"
    NONE = "none"
    OPEN = "to be decided"


STRUCTURES = {
    Structure.SAME: N_("same number"),
    Structure.RENUMBERED: N_("renumbered"),
    Structure.SPLIT: N_("split"),
    Structure.MERGED: N_("merged"),
    Structure.REGROUPED: N_("regrouped"),
}
ORIGINS = {
    Origin.DECIDED: N_("decided"),
    Origin.CARRIED: N_("carried from an earlier edition"),
    Origin.PUBLISHED: N_("published, undecided"),
    Origin.DERIVED: N_("derived, undecided"),
    Origin.PROPOSED: N_("proposed, undecided"),
}
ACTIONS = {
    Action.ACCEPT: N_("accept"),
    Action.DELTA: N_("delta test"),
    Action.DOCUMENT: N_("document review"),
    Action.NONE: N_("none"),
    Action.OPEN: N_("to be decided"),
}
CARRIED = "carried-"
"""How the act begins by which a person carried decisions to a new edition (``matcher.edition_carry``)."""
PAPERS = frozenset({Aspect.DOCUMENTS, Aspect.MANAGEMENT, Aspect.PERSONNEL, Aspect.DEFINITION})
"""What is looked at in documents and not in a laboratory."""
_READ = frozenset({DeviationKind.REFERENCE, DeviationKind.DEFINITION, DeviationKind.SCOPE})
_DEMANDS = frozenset({Provision.REQUIREMENT, Provision.INSTRUCTION, Provision.UNSURE})


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that nobody settled: its clauses on either side as they are cited, and what is open, as a message."""

    a: str
    b: str
    what: str
    note: str = ""


def structure(entry: Entry, langs: Mapping[str, str], names: tuple[str, str], linked: Mapping[str, Counter[str]]) -> Structure:
    """How the numbers of an entry lie; ``linked`` counts the entries of each clause by side, ``langs`` by designation."""
    a, b = entry.ids("a"), entry.ids("b")
    split = len(b) > 1 or any(linked["a"][key] > 1 for key in a)
    merged = len(a) > 1 or any(linked["b"][key] > 1 for key in b)
    if split or merged:
        return Structure.REGROUPED if split and merged else Structure.SPLIT if split else Structure.MERGED
    labels = [
        [neutral(label, langs.get(name, "")) or label for label in entry.told(side, "label")]
        for side, name in zip("ab", names, strict=True)
    ]
    return Structure.SAME if labels[0] == labels[1] else Structure.RENUMBERED


def links_of(entries: tuple[Entry, ...]) -> dict[str, Counter[str]]:
    """In how many entries each clause stands, by side."""
    return {side: Counter(key for one in entries for key in one.ids(side)) for side in "ab"}


def origin(entry: Entry, derived: Collection[Link] = ()) -> Origin:
    """Where an entry comes from: a decision counts before what was published, derived or proposed."""
    if entry.decided:
        return Origin.CARRIED if str(entry.first["group"]).startswith(CARRIED) else Origin.DECIDED
    match = entry.match
    if match and any(one.agrees for one in match.published):
        return Origin.PUBLISHED
    by_parent = match is not None and any(one.name == "pivot" for one in match.evidence)
    by_chain = any((row["a_clause"], row["b_clause"]) in derived for row in entry.rows)
    return Origin.DERIVED if by_parent or by_chain else Origin.PROPOSED


def action(entry: Entry, deviation: Deviation | None, aspect: Aspect, provision: Provision) -> Action:
    """What is left to do about a difference; a rule, for a person to confirm.

    What B does not demand, or demands less of, is met by whoever meets A. Where B demands more, or neither can be compared, a
    test shows it, or for what stands in documents a review; a difference of wording or of references is read.
    """
    if not entry.decided:
        return Action.OPEN
    if deviation is None:
        met = entry.relation in (Relation.EQUAL, Relation.EQUIVALENT, Relation.SUPERSET)
    elif deviation.comparable:
        met = deviation.stricter in (Side.A, Side.SAME)
    else:
        met = deviation.kind is DeviationKind.MISSING
    if met:
        return Action.ACCEPT
    if provision not in _DEMANDS:
        return Action.NONE
    if aspect in PAPERS or (deviation is not None and deviation.kind in _READ):
        return Action.DOCUMENT
    return Action.DELTA


def alone_action(entry: Entry, aspect: Aspect, provision: Provision) -> Action:
    """What is left to do about a clause without counterpart: nothing where A alone has it."""
    if not entry.decided:
        return Action.OPEN
    if entry.ids("a") or provision not in _DEMANDS:
        return Action.NONE
    return Action.DOCUMENT if aspect in PAPERS else Action.DELTA


def open_points(found: Dossier) -> Iterator[OpenPoint]:
    """What nobody settled, in the order of the lines; then the clauses that no line names."""
    for entry in found.entries:
        a, b = (", ".join(entry.told(side, "label")) for side in "ab")
        said = entry.first["decision"]
        if said == OPEN:
            what = N_("proposed, and nobody decided") if entry.linked else N_("no counterpart is proposed, and nobody decided")
            yield OpenPoint(a, b, what)
        elif said == Decision.UNSURE.value:
            yield OpenPoint(a, b, N_("the reviewer was unsure"), entry.first["note"])
        elif found.version is None and {row[f"{side}_standing"] for row in entry.rows for side in "ab"} - {"", "same"}:
            yield OpenPoint(a, b, N_("decided on a text that is not the one on file"))
        elif any(one.comparable is False and one.kind is DeviationKind.LIMIT for one in entry.deviations):
            yield OpenPoint(a, b, N_("a limit cannot be compared"))
    for side in "ab":
        for clause in uncovered(found, side):
            label = clause.cited
            yield OpenPoint(label if side == "a" else "", label if side == "b" else "", N_("no decision names a counterpart"))


def uncovered(found: Dossier, side: str) -> list[Clause]:
    """The clauses with a text that no entry names: nothing was proposed, or what was proposed was rejected."""
    document = found.document(side)
    named = {key for entry in found.entries for key in entry.ids(side)}
    return [one for one in document.clauses if counts(one) and one.id not in named] if document else []

"""What was decided on two standards, as rows that can be filed and questioned later."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.log import pair_key
from ingest.errors import UsageError
from matcher.ledger import KIND, editions, judgements
from matcher.match import Judgement, Match
from matcher.told import carried_from

if TYPE_CHECKING:
    from index.library import Library


class Standing(StrEnum):
    """What became of the texts that were judged."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


def decided_pairs(library: Library) -> list[tuple[str, str]]:
    """The pairs of standards that the log has judgements on, each once, turned and ordered as they were first decided on.

    The log is asked and not the proposals: these go with a standard that is taken out, what was decided about it stays.
    """
    found: dict[str, tuple[str, str]] = {}
    for entry in library.log.entries(kind=KIND):
        pair = (str(entry.payload["a_standard"]), str(entry.payload["b_standard"]))
        found.setdefault(pair_key(*pair), pair)
    return list(found.values())


def export_rows(library: Library, a: str, b: str) -> tuple[dict[str, Any], ...]:
    """One row for each judgement that counts, with what makes it defensible later, oldest first.

    ``a_hash`` and ``b_hash`` are the texts that were judged, ``a_standing`` and ``b_standing`` what became of them; editions and
    sources are those of the time. ``log_entry`` and ``log_head`` name the end of the log at this moment: with them anybody can
    show that nothing before was changed (``Library.check``).
    """
    head, at_the_time, rows = library.log.head(), editions(library, a, b), []
    for judgement in judgements(library, a, b):
        row: dict[str, Any] = {"entry": judgement.entry, "at": judgement.at, "author": judgement.author}
        for side in ("a", "b"):
            designation, clause = getattr(judgement, f"{side}_standard"), getattr(judgement, f"{side}_clause")
            stated = at_the_time[judgement.entry].get(designation, {})
            row |= {f"{side}_standard": designation, f"{side}_edition": stated.get("edition", ""), f"{side}_clause": clause}
            row |= {f"{side}_source": stated.get("source", ""), f"{side}_hash": getattr(judgement, f"{side}_hash")}
            row[f"{side}_standing"] = standing(library, designation, clause, row[f"{side}_hash"]).value if clause else ""
        row |= {"decision": judgement.decision.value, "relation": judgement.relation.value if judgement.relation else ""}
        row |= {"rationale": judgement.rationale, "deviations": judgement.deviations}
        row |= {"origin": "carried" if judgement.carried else "decided", "carried_from": carried_from(judgement.carried)}
        row |= {"reason": judgement.reason, "note": judgement.note, "group": judgement.group, "model": judgement.model}
        rows.append(row | {"log_entry": head.number, "log_head": head.hash})
    return tuple(rows)


def is_about(match: Match, judgement: Judgement) -> bool:
    """Whether a judgement decides on a proposal: one of its links, "no counterpart", or a counterpart for a lone clause."""
    a, b = judgement.a_clause, judgement.b_clause
    if not (a in match.a_clauses if match.a_clauses else b in match.b_clauses):
        return False
    return not (match.a_clauses and match.b_clauses and a and b) or (a, b) in match.links


def standing(library: Library, designation: str, clause: str, judged: str) -> Standing:
    """What became of the text of a clause; ``judged`` is the hash of the text that was judged."""
    try:
        return Standing.SAME if library.text_hash(designation, clause) == judged else Standing.CHANGED
    except UsageError:
        return Standing.GONE

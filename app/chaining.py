"""Chains of decided links in words, as rows, and on the cards that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.derived import on
from app.state import Comparison, Item
from app.visible import visible
from app.wording import N_, RELATIONS, Translate
from matcher import ledger
from matcher.chain_steps import Step
from matcher.chains import Chain, Derived
from matcher.match import Decision, Judgement, Link, Match, Relation
from matcher.pivot import PIVOT

if TYPE_CHECKING:
    from index.library import Library

SIGNS: Mapping[Relation | None, str] = {
    Relation.EQUAL: "=", Relation.EQUIVALENT: "=", Relation.SUPERSET: "⊃", Relation.SUBSET: "⊂", Relation.INTERSECTS: "∩",
    Relation.NONE: "≠", None: "~",
}  # fmt: skip
"""Between the clauses of a step: the same demands, more, less, some of them, none, or linked and no more said."""
CONFLICT, NOTHING = N_("the chains contradict each other"), N_("no relation follows")


def chain_words(chain: Chain, _: Translate) -> str:
    """A chain in one line: each clause, how it relates to the next, and who said so when."""
    parts = [f"{chain.steps[0].a_standard} {', '.join(chain.steps[0].a_labels)}"]
    for step in chain.steps:
        said = _("(decided by {who}, {day})").format(who=step.author, day=step.at[:10])
        parts.append(f"{SIGNS[step.relation]} {step.b_standard} {', '.join(step.b_labels)} {said}")
    return " ".join(parts)


def derived_lines(one: Derived, _: Translate) -> list[str]:
    """What is derived of some clauses, each chain in a line with what follows; that they contradict each other comes first."""
    lines = [_("Not chosen: {why}.").format(why=_(CONFLICT))] if one.conflict else []
    for chain in one.chains:
        follows = _(RELATIONS[chain.relation]) if chain.relation else _(NOTHING)
        lines.append(_("Derived: {chain} ⇒ {follows}").format(chain=chain_words(chain, _), follows=follows))
    return lines


def card_lines(comparison: Comparison, item: Item, _: Translate) -> list[str]:
    """What is derived of the clauses of a card."""
    return [line for one in on(comparison.derived, item.match) for line in derived_lines(one, _)]


def derived_notes(comparison: Comparison, match: Match, side: str, _: Translate) -> dict[str, str]:
    """What is told of a clause (id) of a side, "a" or "b", where it is chosen as a counterpart: that a chain leads to it."""
    found: dict[str, str] = {}
    for one in on(comparison.derived, match):
        follows = _(CONFLICT) if one.conflict else _(RELATIONS[one.relation]) if one.relation else _(NOTHING)
        for clause in one.a if side == "a" else one.c:
            found.setdefault(clause, _("derived: {follows}").format(follows=follows))
    return found


def without_overruled(match: Match, derivations: Sequence[Derived]) -> Match:
    """A proposal without what was only proposed by way of a common parent, where people's links lead over that parent."""
    over = {name for one in on(derivations, match) for chain in one.chains for name in chain.between}
    kept = tuple(one for one in match.evidence if one.name != PIVOT or one.detail.partition(" | ")[0] not in over)
    return match if len(kept) == len(match.evidence) else replace(match, evidence=kept)


def derived_table(found: Sequence[Derived], _: Translate) -> list[dict[str, Any]]:
    """What is derived, one row a chain, for a page."""
    return [
        {
            "A": visible(", ".join(chain.steps[0].a_labels)),
            "B": visible(", ".join(chain.steps[-1].b_labels)),
            _("Relation"): _(RELATIONS[chain.relation]) if chain.relation else _(NOTHING),
            _("Chain"): visible(chain_words(chain, _)),
            _("Note"): _(CONFLICT) if one.conflict else "",
        }
        for one in found
        for chain in one.chains
    ]


def derived_rows(library: Library, a: str, c: str, found: Sequence[Derived]) -> list[dict[str, Any]]:
    """What was found for A and C, one row a chain; "decided" is what people said of a link of these clauses themselves.

    Raises:
        UsageError: a designation is unknown.
        LibraryError: the log is not what was written.
    """
    names = library.standard(a).designation, library.standard(c).designation
    said = {(one.a_clause, one.b_clause): one for one in ledger.judgements(library, *names)} if found else {}
    return [_row(names, one, chain, said) for one in found for chain in one.chains]


def flat_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``derived_rows`` for a table: lists as texts, each step in a line."""
    steps = []
    for one in row["steps"]:
        ours, theirs = (f"{one[f'{side}_standard']} {', '.join(one[f'{side}_clauses'])}" for side in "ab")
        steps.append(f"{ours} {one['relation'] or '?'} {theirs} ({one['author']}, {one['at'][:10]}, entry {one['entry']})")
    clauses = {name: ", ".join(row[name]) for name in ("a_clauses", "c_clauses")}
    return {**row, **clauses, "conflict": "conflict" if row["conflict"] else "", "steps": "\n".join(steps)}


def _row(names: tuple[str, str], one: Derived, chain: Chain, said: Mapping[Link, Judgement]) -> dict[str, Any]:
    own = [said[link] for link in one.links if link in said]
    decided = [str(word.relation) if word.decision is Decision.ACCEPT and word.relation else word.decision.value for word in own]
    return {
        "a_standard": names[0],
        "a_clauses": list(chain.steps[0].a_labels),
        "c_standard": names[1],
        "c_clauses": list(chain.steps[-1].b_labels),
        "origin": "derived",
        "relation": str(chain.relation or ""),
        "conflict": one.conflict,
        "decided": ", ".join(dict.fromkeys(decided)),
        "steps": [_step_row(step) for step in chain.steps],
    }


def _step_row(step: Step) -> dict[str, Any]:
    return {
        "a_standard": step.a_standard,
        "a_clauses": list(step.a_labels),
        "b_standard": step.b_standard,
        "b_clauses": list(step.b_labels),
        "relation": str(step.relation or ""),
        "author": step.author,
        "at": step.at,
        "entry": step.entry,
    }

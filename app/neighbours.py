"""The clauses around those of a card, to be read: what stands before and after on each side, and the chapter above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.licensed import told
from app.state import Comparison
from app.visible import direction, visible
from app.wording import Translate
from ingest.clause import Clause

Data = dict[str, Any]
EACH_WAY = 4
"""Clauses before and behind those of a card that are offered to be added."""


def around(comparison: Comparison, side: str, ids: Sequence[str], each_way: int = EACH_WAY) -> list[Clause]:
    """The clauses of a side that stand nearest before and behind those of a card, in reading order, without these."""
    known = comparison.a_clauses if side == "a" else comparison.b_clauses
    order = list(known)
    places = sorted(order.index(one) for one in ids if one in known)
    if not places:
        return list(known.values())[: 2 * each_way]
    near = range(max(places[0] - each_way, 0), min(places[-1] + each_way + 1, len(order)))
    return [known[order[place]] for place in near if order[place] not in ids]


def beside(comparison: Comparison, side: str, ids: Sequence[str], _: Translate, *, each_way: int = 2) -> dict[str, list[Data]]:
    """What stands ``above`` (the chapter's heading and its own text), ``before`` and ``after`` the clauses of a card.

    As much of the texts is told as the licence of the standard lets be told.
    """
    known = comparison.a_clauses if side == "a" else comparison.b_clauses
    order = list(known)
    places = [order.index(one) for one in ids if one in known]
    if not places:
        return {"above": [], "before": [], "after": []}
    first, last = min(places), max(places)
    parent = known.get(known[order[first]].parent)
    near = {
        "above": [parent] if parent else [],
        "before": [known[one] for one in order[max(first - each_way, 0) : first] if parent is None or one != parent.id],
        "after": [known[one] for one in order[last + 1 : last + 1 + each_way]],
    }
    return {where: [_data(one, comparison, known, _) for one in clauses] for where, clauses in near.items()}


def _data(clause: Clause, comparison: Comparison, known: Mapping[str, Clause], _: Translate) -> Data:
    below = sum(one.parent == clause.id for one in known.values())
    shown = told(clause.text, comparison.licences.get(clause.standard))
    kept = _("The licence of this standard does not let its whole text be shown.") if clause.text and not shown else ""
    return {
        "heading": visible(" ".join(part for part in (clause.clause, clause.title) if part)),
        "text": visible(shown) or kept or (_("Clauses below it: {count}").format(count=below) if below else ""),
        "dir": direction(clause.lang),
        "lang": clause.lang,
    }

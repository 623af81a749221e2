"""Coverage as plain data for a page, and the filters that a number of it stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.coverage import By, Coverage, coverage
from app.filters import Filters, Only
from app.state import Comparison, Item, State
from app.visible import visible
from app.wording import ASPECTS, N_, PROVISIONS, Translate
from ingest.clause import Aspect, Provision

Data = dict[str, Any]

GROUPS = {By.CHAPTER: N_("Chapter"), By.PROVISION: N_("Provision"), By.ASPECT: N_("Aspect")}
DECIDED = frozenset(State) - {State.OPEN}
COLUMNS = ("clauses", "linked", "alone", "decided")


def coverage_data(comparison: Comparison, items: Sequence[Item], side: str, by: By, _: Translate) -> Data:
    """The table of one side: a row for each group and one for all, each number with the name that ``behind`` understands."""
    rows = coverage(comparison, items, side, by)
    total = Coverage("", _("All"), *(sum(getattr(row, name) for row in rows) for name in ("clauses", "linked", "decided")))
    return {
        "columns": [_(GROUPS[by]), _("Clauses"), _("With counterpart"), _("Without"), _("Decided"), _("Share")],
        "rows": [_row(row, side, by, _) for row in (*rows, *([total] if len(rows) > 1 else []))],
    }


def group_name(row: Coverage, by: By, _: Translate) -> str:
    """The name of a group for the eye."""
    if by is By.CHAPTER or not row.key:
        return visible(row.name)
    return _(PROVISIONS[Provision(row.key)] if by is By.PROVISION else ASPECTS[Aspect(row.key)])


def behind(name: str) -> Filters:
    """The filters that let through the cards that a number counts; its name is side, kind of group, column, and group."""
    side, by, column, key = name.split("|", 3)
    only = {"linked": frozenset({Only.LINKED}), "alone": frozenset({Only.ALONE})}.get(column, frozenset[Only]())
    states = DECIDED if column == "decided" else frozenset[State]()
    whole = Filters(side=side, only=only, states=states)
    if not key:
        return whole
    group: dict[By, Callable[[], Filters]] = {
        By.CHAPTER: lambda: Filters(side=side, only=only, states=states, chapter=key),
        By.PROVISION: lambda: Filters(side=side, only=only, states=states, provisions=frozenset({Provision(key)})),
        By.ASPECT: lambda: Filters(side=side, only=only, states=states, aspects=frozenset({Aspect(key)})),
    }
    return group[By(by)]()


def _row(row: Coverage, side: str, by: By, _: Translate) -> Data:
    return {
        "name": group_name(row, by, _),
        "total": not row.key,
        "numbers": [{"count": getattr(row, name), "name": f"{side}|{by.value}|{name}|{row.key}"} for name in COLUMNS],
        "linked": row.linked / row.clauses,
        "decided": min(row.decided, row.linked) / row.clauses,
    }

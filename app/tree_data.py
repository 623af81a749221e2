"""The trees of a comparison as plain data for a page: rows of both sides, lines between them, words and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from app.card import STATES
from app.licensed import told_clause
from app.state import Comparison, State
from app.trees import Link, Node, Place, Shape, Trees
from app.visible import direction, visible
from app.wording import N_, Translate

Data = dict[str, Any]

SNIPPET = 160
FOLDED_FROM = 80
"""Clauses of a side from which on its chapters are folded at first."""
SHAPES = {
    Shape.SPLIT: N_("split"),
    Shape.MERGED: N_("merged"),
    Shape.REGROUPED: N_("several to several"),
}
PLACES = {Place.MISSING: N_("no counterpart"), Place.UNSEEN: N_("no card")}
MARKS = {Shape.SPLIT: "1→n", Shape.MERGED: "n→1", Shape.REGROUPED: "n→n"}


def trees_data(comparison: Comparison, found: Trees, passing: Collection[str], _: Translate) -> Data:
    """What the page draws. Cards whose keys are not ``passing`` are there, but faint: a link is told by its place among all."""
    places = {side: {node.clause: place for place, node in enumerate(nodes)} for side, nodes in (("a", found.a), ("b", found.b))}
    lines = [
        {
            "a": places["a"][link.a],
            "b": places["b"][link.b],
            "key": link.key,
            "state": link.state.value,
            "moved": link.moved,
            "suspect": link.suspect,
            "on": link.key in passing,
            "says": _line_words(comparison, link, _),
        }
        for link in found.links
    ]
    count = found.count()
    told = (
        ("moved", _("moved")), ("split", _("split")), ("merged", _("merged")), ("regrouped", _("several to several")),
        ("missing_a", _("only in A")), ("missing_b", _("only in B")),
    )  # fmt: skip
    states = Counter(link.state for link in found.links)
    return {
        "id": f"{comparison.a.designation}\n{comparison.b.designation}",
        "sides": [_side(comparison, found, side, passing, _) for side in "ab"],
        "links": lines,
        "states": [{"state": one.value, "name": _(STATES[one]), "count": states[one]} for one in State if states[one]],
        "suspects": sum(link.suspect for link in found.links),
        "counts": [{"name": name, "count": count[key]} for key, name in told],
        "folded": max(len(found.a), len(found.b)) > FOLDED_FROM,
        "words": {
            "fold": _("Fold the chapters"),
            "unfold": _("Unfold the chapters"),
            "suspect": _("suspect: the text was changed"),
            "missing": _("no counterpart"),
            "keys": _("Arrow keys move, right and left unfold and fold, Enter opens the card."),
        },
    }


def _side(comparison: Comparison, found: Trees, side: str, passing: Collection[str], _: Translate) -> Data:
    standard = comparison.a if side == "a" else comparison.b
    nodes = found.a if side == "a" else found.b
    chapters = {node.clause: place for place, node in enumerate(nodes)}
    below: dict[str, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.chapter, []).append(node)
    others: dict[str, list[str]] = {}
    for link in found.links:
        if link.state is not State.REJECTED:
            own, other = (link.a, link.b) if side == "a" else (link.b, link.a)
            others.setdefault(own, []).append(comparison.clause("b" if side == "a" else "a", other).cited)
    return {
        "name": side.upper(),
        "designation": visible(standard.designation),
        "title": visible(standard.title),
        "dir": direction(standard.lang),
        "lang": standard.lang,
        "rows": [
            _row(comparison, side, node, chapters[node.chapter], others.get(node.clause, ()), node.key in passing, _)
            | ({"tally": _tally(below[node.clause])} if node.chapter == node.clause and len(below[node.clause]) > 1 else {})
            for node in nodes
        ],
    }


def _row(comparison: Comparison, side: str, node: Node, chapter: int, others: Sequence[str], on: bool, _: Translate) -> Data:
    clause = comparison.clause(side, node.clause)
    told = told_clause(clause, comparison.licences.get(clause.standard))
    words = [_(STATES[node.state])] if node.state else []
    words += [_(PLACES[node.place])] if node.place in PLACES and node.state is not State.NO_COUNTERPART else []
    words += [_(SHAPES[node.shape])] if node.shape in SHAPES else []
    words += [_("moved")] if node.moved else []
    words += [_("suspect: the text was changed")] if node.suspect else []
    return {
        "label": visible(clause.clause),
        "title": visible(clause.title or " ".join(told.text.split())[:SNIPPET]),
        "level": clause.level,
        "chapter": chapter,
        "key": node.key,
        "state": node.state.value if node.state else "",
        "place": node.place.value,
        "mark": MARKS.get(node.shape, ""),
        "moved": node.moved,
        "suspect": node.suspect,
        "on": on or not node.key,
        "says": visible(" · ".join([*words, *(["↔ " + ", ".join(others)] if others else [])])),
    }


def _tally(nodes: Sequence[Node]) -> Data:
    """What is below a chapter: clauses that count, those without counterpart, those with one by the state of their card."""
    linked = Counter(node.state.value for node in nodes if node.counted and node.place is Place.LINKED and node.state)
    return {
        "clauses": sum(node.counted for node in nodes),
        "missing": sum(node.place is Place.MISSING for node in nodes),
        "states": dict(linked),
    }


def _line_words(comparison: Comparison, link: Link, _: Translate) -> str:
    ends = f"{comparison.clause('a', link.a).cited} ↔ {comparison.clause('b', link.b).cited}"
    words = [ends, _(STATES[link.state])]
    words += [_(SHAPES[link.shape])] if link.shape in SHAPES else []
    words += [_("moved")] if link.moved else []
    words += [_("suspect: the text was changed")] if link.suspect else []
    return visible(" · ".join(words))

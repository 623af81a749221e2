"""Candidates to the one consistent sequence of labels: a beam search over the whole document.

Every candidate may be taken or left. Taking it earns its score (how much its line looks like the start of a clause) and costs
what its label breaks of the order: labels left out, counts begun anew. A false start (8.4.2 条规定外, a row number of a table)
loses, because taking it forbids the true ones that follow, or makes them dear. It is the longest consistent sequence, weighted;
scores are log-odds by judgement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.clause import Kind
from ingest.numbering import Label, Series

BEAM = 64
_CONTAINERS = (Series.BOOK, Series.PART, Series.SUBPART, Series.CHAPTER, Series.SECTION, Series.SUBSECTION, Series.ROMAN)
_MISSING = 0.9
"""Cost of a label that is left out; the fifth and further ones cost less, for they were lost together."""
_RESTART = 2.5
_EXCERPT = 1.8
"""Most that the first part, chapter or article of a document costs for not being number one: the document may be an excerpt."""
_SECOND_ANNEXES = 1.0
"""Cost of another series of annexes: appendices to an annex, or beside the schedules."""
_STRAY = 3.0
"""Cost of what is rarely there: articles in an annex."""
_PLAIN_IN_ANNEX = 2.0
"""Cost of a number without a letter in an annex that has one: 1, 2 … in annex A are items of a list."""


class Candidate(NamedTuple):
    """A line that may start a clause: its index, its label or, for a heading without number, its kind, and its score.

    ``dark`` counts the pages without usable text before the line: labels may have been lost on them.
    """

    line: int
    label: Label | None
    kind: Kind | None
    score: float
    dark: int = 0


_ARTICLE, _CONTAINER = 1, 2


class State(NamedTuple):
    """What has been counted so far, as far as it binds what may follow.

    ``annex`` is the last one's number, system of numerals and word, ``annexes`` the last number of each word. ``fresh`` says what
    was opened last, so that the numbers below it may begin anew: an article, a part or chapter, neither (0).
    """

    annex: tuple[int, str, str] | None = None
    annexes: tuple[tuple[str, int], ...] = ()
    chain: tuple[tuple[Series, int], ...] = ()
    seen: tuple[tuple[Series, int], ...] = ()
    article: tuple[int, ...] = ()
    decimal: tuple[int, ...] = ()
    scope: str = "body"
    fresh: int = 0
    dark: int = 0


class _Path(NamedTuple):
    score: float
    state: State
    taken: tuple[object, int] | None


def best_sequence(candidates: Sequence[Candidate]) -> list[int]:
    """Indices of the candidates on the best path, in order; two candidates on one line exclude each other."""
    beam = [_Path(0.0, State(), None)]
    for at, candidate in enumerate(candidates):
        merged: dict[State, _Path] = {path.state: path for path in beam}
        for path in beam:
            if path.taken is not None and candidates[path.taken[1]].line == candidate.line:
                continue
            step = follow(path.state, candidate)
            if step is None:
                continue
            cost, state = step
            score = path.score + candidate.score - cost
            known = merged.get(state)
            if known is None or known.score < score:
                merged[state] = _Path(score, state, (path.taken, at))
        beam = sorted(merged.values(), key=lambda path: -path.score)[:BEAM]
    out: list[int] = []
    node = beam[0].taken
    while node is not None:
        out.append(node[1])
        node = node[0]  # type: ignore[assignment]
    return out[::-1]


def follow(state: State, candidate: Candidate) -> tuple[float, State] | None:
    """Cost of taking ``candidate`` after ``state``, and the state after it; None where the order forbids it."""
    label = candidate.label
    if label is None:
        step = _untitled(state, candidate.kind)
    elif label.series is Series.ANNEX:
        step = _annex(state, label)
    elif label.series in _CONTAINERS:
        step = _container(state, label)
    elif label.series is Series.ARTICLE:
        step = _article(state, label)
    elif label.series is Series.LETTERED:
        step = _lettered(state, label)
    elif label.series is Series.DECIMAL:
        step = _decimal(state, label)
    else:
        step = None
    if step is None:
        return None
    cost, after = step
    if candidate.dark > state.dark:
        cost *= 0.25
    return cost, after._replace(dark=candidate.dark)


def missing(before: tuple[int, ...], after: tuple[int, ...]) -> int | None:
    """How many labels are left out between two neighbours of one count; None where ``after`` does not come later."""
    common = 0
    while common < min(len(before), len(after)) and before[common] == after[common]:
        common += 1
    if common == len(after):
        return None
    if common == len(before):
        return sum(max(part - 1, 0) for part in after[common:]) + len(after) - common - 1
    if after[common] < before[common]:
        return None
    rest = after[common + 1 :]
    return after[common] - before[common] - 1 + len(rest) + sum(max(part - 1, 0) for part in rest)


def _toll(count: int) -> float:
    return _MISSING * min(count, 4) + 0.3 * max(count - 4, 0)


def _untitled(state: State, kind: Kind | None) -> tuple[float, State] | None:
    begun = bool(state.decimal or state.chain or state.article or state.annexes)
    if kind in (Kind.FOREWORD, Kind.INTRODUCTION):
        return None if begun else (0.0, state._replace(scope=str(kind)))
    if not begun:
        return None
    return 0.0, State(annexes=state.annexes, scope="end")


def _annex(state: State, label: Label) -> tuple[float, State] | None:
    number, word = label.path[0], label.form.split("{n}")[0].strip().lower() or label.form
    counts = dict(state.annexes)
    last = counts.get(word, 0)
    if number <= last:
        return None
    cost = _toll(number - last - 1)
    if state.annex is not None and word != state.annex[2]:
        cost += 0.0 if last else _SECOND_ANNEXES if number == 1 else _RESTART
    elif state.annex is not None and state.annex[1] != label.system:
        cost += _RESTART
    counts[word] = number
    return cost, State(annex=(number, label.system, word), annexes=tuple(sorted(counts.items())), scope="annex")


def _container(state: State, label: Label) -> tuple[float, State] | None:
    series, number = label.series, label.path[0]
    if state.scope == "end":
        return None
    above = tuple(entry for entry in state.chain if entry[0] < series)
    here = dict(state.chain).get(series)
    last = here if here is not None else dict(state.seen).get(series, 0)
    if number == 1:
        cost = _RESTART if here is not None else 0.0
    elif number <= last:
        return None
    else:
        cost = _toll(number - last - 1) if last else min(_toll(number - 1), _EXCERPT)
    seen = {**dict(state.seen), series: number}
    decimal = () if state.scope == "article" else state.decimal
    after = state._replace(
        chain=(*above, (series, number)),
        seen=tuple(sorted(seen.items())),
        decimal=decimal,
        fresh=_CONTAINER,
        scope="annex" if state.annex else "body",
    )
    return cost, after


def _article(state: State, label: Label) -> tuple[float, State] | None:
    last, first = state.article, label.path[0]
    if state.scope == "end" or (state.annex is not None and label.path <= last):
        return None
    if state.annex is not None:
        return _toll(max(first - (last or (0,))[0] - 1, 0)) + _STRAY, state._replace(article=label.path, decimal=())
    decimal = state.decimal if state.scope == "article" else ()
    after = state._replace(article=label.path, decimal=decimal, scope="article", fresh=_ARTICLE)
    if label.system == "cfr":
        return None if last and (last[0] != first or last >= label.path) else (0.2, after)
    if last and label.path <= last:
        return (_RESTART + 0.5, after) if label.path == (1,) and state.fresh == _CONTAINER else None
    return (_toll(max(first - last[0] - 1, 0)) if last else min(_toll(first - 1), _EXCERPT)), after


def _lettered(state: State, label: Label) -> tuple[float, State] | None:
    if state.annex is None or state.scope not in ("annex", "lettered"):
        return None
    if label.path[0] != state.annex[0] or label.system != state.annex[1]:
        return None
    before = state.decimal if state.scope == "lettered" else ()
    count = missing(before, label.path[1:])
    if count is None:
        return None
    return _toll(count), state._replace(decimal=label.path[1:], scope="lettered", fresh=0)


def _decimal(state: State, label: Label) -> tuple[float, State] | None:
    if state.scope in ("end", "lettered"):
        return None
    path = label.path
    count = missing(state.decimal, path)
    scope = state.scope if state.scope in ("article", "annex") else "body"
    after = state._replace(decimal=path, scope=scope, fresh=0)
    if state.fresh and state.decimal and path == (1,):
        return 0.3, after
    if count is None:
        return None
    cost = _toll(count)
    if scope == "annex" and len(path) == 1 and state.annex is not None:
        cost += _PLAIN_IN_ANNEX if state.annex[1] in ("A", "А") else 0.0 if state.decimal else 0.3
    return cost, after


def with_brackets(candidates: Sequence[Candidate], taken: Sequence[int]) -> list[int]:
    """The best path with the numbered paragraphs in brackets put in: (1), (2) … of a section, (a), (b) … of a section of the CFR.

    They bind nothing outside their section, so they take no part in the search.
    """
    out: list[int] = []
    chosen = set(taken)
    state, code, last = State(), False, 0
    for at, candidate in enumerate(candidates):
        label = candidate.label
        if at in chosen:
            step = follow(state, candidate)
            state = step[1] if step else state
            code, last = label is not None and label.system == "cfr", 0
            out.append(at)
        elif label is not None and label.series is Series.BRACKET and label.path[0] == last + 1 and candidate.score > 0:
            statute = (state.scope == "article" and (state.fresh == _ARTICLE or not state.decimal)) or (
                state.scope == "body" and bool(state.chain)
            )
            if statute and label.system == ("a" if code else "1"):
                last += 1
                out.append(at)
    return out

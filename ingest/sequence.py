"""Candidates to the one consistent sequence of labels: a beam search over the whole document.

Every candidate may be taken or left. Taking it earns its score (how much its line looks like the start of a clause) and costs
what its label breaks of the order: labels left out, counts begun anew. A false start (8.4.2 条规定外, a row number of a table)
loses, because taking it forbids the true ones that follow, or makes them dear. It is the longest consistent sequence, weighted;
scores are log-odds by judgement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import inf
from operator import itemgetter
from typing import NamedTuple

from ingest.clause import Kind
from ingest.forms import Series
from ingest.numbering import Label

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


_BEFORE_ZA = 100
"""Annex ZA of a European standard and Приложение ДА of a Russian one stand after all others, whatever their last letter is."""


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


class Frame(NamedTuple):
    """What has been counted above the numbers, which leave it as it is.

    ``annex`` is the last one's number, system of numerals and word, ``annexes`` the last number of each word.
    """

    annex: tuple[int, str, str] | None = None
    annexes: tuple[tuple[str, int], ...] = ()
    chain: tuple[tuple[Series, int], ...] = ()
    seen: tuple[tuple[Series, int], ...] = ()
    article: tuple[int, ...] = ()


class State(NamedTuple):
    """What has been counted so far, as far as it binds what may follow.

    ``fresh`` says what was opened last, so that the numbers below it may begin anew: an article, a part or chapter, neither (0).
    """

    frame: Frame = Frame()
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
    start = _Path(0.0, State(), None)
    paths, beam = {start.state: start}, [start]
    for at, candidate in enumerate(candidates):
        if candidate.label is not None and candidate.label.series is Series.BRACKET:
            continue  # they take no part (``with_brackets``)
        for path in _longer(beam, candidates, at):
            known = paths.get(path.state)
            if known is None or known.score < path.score:
                paths[path.state] = path
        beam = sorted(paths.values(), key=itemgetter(0), reverse=True)
        for path in beam[BEAM:]:
            del paths[path.state]
        del beam[BEAM:]
    out: list[int] = []
    node = beam[0].taken
    while node is not None:
        out.append(node[1])
        node = node[0]  # type: ignore[assignment]
    return out[::-1]


def _longer(beam: Sequence[_Path], candidates: Sequence[Candidate], at: int) -> Iterator[_Path]:
    """The paths of ``beam``, the best first, that go on with candidate ``at``.

    Costs are never below nothing: what would end below a full beam, or below another path to the same state, is left out.
    """
    candidate = candidates[at]
    least = beam[-1].score if len(beam) == BEAM else -inf
    # A number brings all states of one frame and scope to the same state.
    numbered = candidate.label is not None and candidate.label.series in (Series.LETTERED, Series.DECIMAL)
    reached: dict[tuple[int, str], float] = {}
    for path in beam:
        score = path.score + candidate.score
        if score <= least:
            break
        place = id(path.state.frame), path.state.scope
        if numbered and score <= reached.get(place, -inf):
            continue
        if path.taken is not None and candidates[path.taken[1]].line == candidate.line:
            continue
        step = follow(path.state, candidate)
        if step is None:
            continue
        score -= step[0]
        if numbered:
            reached[place] = max(reached.get(place, -inf), score)
        if score > least:
            yield _Path(score, step[1], (path.taken, at))


def follow(state: State, candidate: Candidate) -> tuple[float, State] | None:
    """Cost of taking ``candidate`` after ``state``, and the state after it; None where the order forbids it."""
    label = candidate.label
    if label is None:
        step = _untitled(state, candidate.kind)
    elif label.series is Series.DECIMAL:
        step = _decimal(state, label)
    elif label.series is Series.ARTICLE:
        step = _article(state, label)
    elif label.series is Series.LETTERED:
        step = _lettered(state, label)
    elif label.series is Series.ANNEX:
        step = _annex(state, label)
    else:
        step = _container(state, label) if label.series in _CONTAINERS else None
    if step is None:
        return None
    cost, after = step
    if candidate.dark > state.dark:
        cost *= 0.25
    return cost, after if after.dark == candidate.dark else after._replace(dark=candidate.dark)


@lru_cache(maxsize=4096)
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
    begun = bool(state.decimal or state.frame.chain or state.frame.article or state.frame.annexes)
    if kind in (Kind.FOREWORD, Kind.INTRODUCTION):
        return None if begun else (0.0, state._replace(scope=str(kind)))
    if not begun:
        return None
    return 0.0, State(Frame(annexes=state.frame.annexes), scope="end")


def _annex(state: State, label: Label) -> tuple[float, State] | None:
    number, word = label.path[0], label.form.split("{n}")[0].strip().lower() or label.form
    counts = dict(state.frame.annexes)
    last = counts.get(word, 0)
    if len(label.path) > 1:  # an appendix to the annex
        return (0.0, State(state.frame, scope="annex")) if number == last else None
    if number <= last:
        return None
    last_of_all = label.system in ("ZA", "ДА")
    cost = _toll(number - max(last, _BEFORE_ZA if last_of_all else 0) - 1)
    if state.frame.annex is not None and word != state.frame.annex[2]:
        cost += 0.0 if last else _SECOND_ANNEXES if number == 1 else _RESTART
    elif state.frame.annex is not None and state.frame.annex[1] != label.system and not last_of_all:
        cost += _RESTART
    counts[word] = number
    frame = Frame((number, label.system, word), tuple(sorted(counts.items())))
    return cost, State(frame, scope="annex")


def _container(state: State, label: Label) -> tuple[float, State] | None:
    series, number = label.series, label.path[0]
    if state.scope == "end":
        return None
    above = tuple(entry for entry in state.frame.chain if entry[0] < series)
    here = dict(state.frame.chain).get(series)
    last = here if here is not None else dict(state.frame.seen).get(series, 0)
    if number == 1:
        cost = _RESTART if here is not None else 0.0
    elif number <= last:
        return None
    else:
        cost = _toll(number - last - 1) if last else min(_toll(number - 1), _EXCERPT)
    seen = {**dict(state.frame.seen), series: number}
    decimal = () if state.scope == "article" else state.decimal
    frame = state.frame._replace(chain=(*above, (series, number)), seen=tuple(sorted(seen.items())))
    return cost, State(frame, decimal, "annex" if frame.annex else "body", _CONTAINER)


def _article(state: State, label: Label) -> tuple[float, State] | None:
    last, first = state.frame.article, label.path[0]
    if state.scope == "end" or (state.frame.annex is not None and label.path <= last):
        return None
    frame = state.frame._replace(article=label.path)
    if frame.annex is not None:
        return _toll(max(first - (last or (0,))[0] - 1, 0)) + _STRAY, state._replace(frame=frame, decimal=())
    after = State(frame, state.decimal if state.scope == "article" else (), "article", _ARTICLE)
    if label.system in ("cfr", "code"):
        other = label.system == "cfr" and bool(last) and last[0] != first
        return None if last and (other or last >= label.path) else (0.2, after)
    if last and label.path <= last:
        return (_RESTART + 0.5, after) if label.path == (1,) and state.fresh == _CONTAINER else None
    return (_toll(max(first - last[0] - 1, 0)) if last else min(_toll(first - 1), _EXCERPT)), after


def _lettered(state: State, label: Label) -> tuple[float, State] | None:
    if state.frame.annex is None or state.scope not in ("annex", "lettered"):
        return None
    if label.path[0] != state.frame.annex[0] or label.system != state.frame.annex[1]:
        return None
    before = state.decimal if state.scope == "lettered" else ()
    count = missing(before, label.path[1:])
    if count is None:
        return None
    return _toll(count), State(state.frame, label.path[1:], "lettered")


def _decimal(state: State, label: Label) -> tuple[float, State] | None:
    if state.scope in ("end", "lettered"):
        return None
    path, annex = label.path, state.frame.annex
    if label.system == "act" and state.decimal[:1] != path[:1]:
        return None  # 36A comes after 36
    count = missing(state.decimal, path)
    scope = state.scope if state.scope in ("article", "annex") else "body"
    if state.fresh and state.decimal and path == (1,):
        cost = 0.3
    elif count is None:
        return None
    elif scope == "annex" and len(path) == 1 and annex is not None:
        cost = _toll(count) + (_PLAIN_IN_ANNEX if annex[1] in ("A", "А") else 0.0 if state.decimal else 0.3)
    else:
        cost = _toll(count)
    return cost, State(state.frame, path, scope)


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
                state.scope == "body" and bool(state.frame.chain)
            )
            if statute and label.system == ("a" if code else "1"):
                last += 1
                out.append(at)
    return out

"""Which clause of the new edition is which of the old one: by their texts first, wherever they stand, then by likeness and place.

The order of evidence is that of what can go wrong. The same text is the same clause under whatever number. Of the rest, two are
paired where they share most of their words, the nearer place leading among the like; the same number alone says nothing, because
numbers are given anew. What shares a part of its words with a clause that has its counterpart came out of it, or went into it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from ingest.clause import Clause, Kind
from matcher.edition import Clauses
from matcher.edition_text import form, title_form, words

LIKE = 0.55
"""The least share of common words (``difflib`` ratio) of two wordings of one clause."""
TITLED = 0.3
"""The same where they have the same title, or nothing but a title."""
PLACED = 0.4
"""The same where they have the same number between the same neighbours."""
HELD = 0.7
"""The least share of its words that a clause has from another that was split, or gave to one that was merged."""
_RUN, _LEAST = 3, 8
"""Words in a row that count as taken over, and the fewest words of a clause that can have come out of another."""
_FRONT = (Kind.FOREWORD, Kind.INTRODUCTION, Kind.BIBLIOGRAPHY)

Pairs = dict[str, str]
"""Ids of the new edition by those of the old one."""


def paired(old: Clauses, new: Clauses) -> Pairs:
    """The clauses of the new edition (ids) by those of the old one that they are."""
    found = _fronts(old, new)
    _same(old, new, found)
    _alike(old, new, found)
    _empty(old, new, found)
    return found


def divided(old: Clauses, new: Clauses, pairs: Mapping[str, str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What was split (new ids by old id) and what was merged (old ids by new id), beside the pairs."""
    back = {theirs: ours for ours, theirs in pairs.items()}
    split = _taken(_left(new, back), old, new, pairs)
    merged = _taken(_left(old, pairs), new, old, back)
    return split, merged


def _fronts(old: Clauses, new: Clauses) -> Pairs:
    """Foreword, introduction and bibliography, which have no number and one place."""
    found: Pairs = {}
    for kind in _FRONT:
        ours, theirs = ([one.id for one in side.values() if one.kind is kind] for side in (old, new))
        if len(ours) == len(theirs) == 1:
            found[ours[0]] = theirs[0]
    return found


def _same(old: Clauses, new: Clauses, found: Pairs) -> None:
    """Pair what has the same title and text; of several that do, those under the same number, then in their order."""
    ours, theirs = _by_form(_left(old, found)), _by_form(_left(new, set(found.values())))
    for key, mine in ours.items():
        other = theirs.get(key, [])
        for clause in [one for one in mine if one in other and old[one].clause == new[one].clause]:
            found[clause] = clause
        left, right = [one for one in mine if one not in found], [one for one in other if found.get(one) != one]
        found |= dict(_in_order(left, right))


def _in_order(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Equal texts one after the other, as many as both sides have."""
    yield from zip(ours, theirs, strict=False)


def _by_form(clauses: Iterable[Clause]) -> Mapping[str, list[str]]:
    held: defaultdict[str, list[str]] = defaultdict(list)
    for clause in clauses:
        if clause.text.strip():
            held[form(clause)].append(clause.id)
    return held


def _alike(old: Clauses, new: Clauses, found: Pairs) -> None:
    """Pair what shares most of its words, the best first; the place decides between the like."""
    ours, theirs = _left(old, found), _left(new, set(found.values()))
    bags = {id(one): Counter(_sequence(one)) for one in (*ours, *theirs)}
    window, at = _windows(old, new, found), {one: n for n, one in enumerate(new)}
    scored: list[tuple[float, int, int, str, str]] = []
    for n, one in enumerate(ours):
        for m, other in enumerate(theirs):
            low, high = window[one.id]
            between, named = low < at[other.id] < high, one.clause == other.clause
            score = _likeness(one, other, bags[id(one)], bags[id(other)], placed=between and named)
            if score:
                near = 0.1 * named + 0.1 * between + 0.05 * (one.parent == other.parent)
                scored.append((-(score + near), n, m, one.id, other.id))
    taken = set(found.values())
    for _score, _n, _m, mine, other_id in sorted(scored):
        if mine not in found and other_id not in taken:
            found[mine] = other_id
            taken.add(other_id)


def _likeness(one: Clause, other: Clause, ours: Counter[str], theirs: Counter[str], *, placed: bool) -> float:
    """How much two clauses share, in [0, 1]; 0 where they are not wordings of one clause.

    ``placed`` says that both have the same number and stand between the same neighbours.
    """
    if one.kind is not other.kind and Kind.TERM in (one.kind, other.kind):
        return 0.0
    if bool(one.text.strip()) != bool(other.text.strip()):
        return 0.0
    titled = bool(one.title) and title_form(one) == title_form(other)
    least = TITLED if titled else PLACED if placed else LIKE
    total = ours.total() + theirs.total()
    if not total or 2 * (ours & theirs).total() / total < least:
        return 0.0
    ratio = SequenceMatcher(None, _sequence(one), _sequence(other), autojunk=False).ratio()
    return ratio if ratio >= least else 0.0


def _sequence(clause: Clause) -> list[str]:
    return [*title_form(clause).split(), *(word.form for word in words(clause))]


def _empty(old: Clauses, new: Clauses, found: Pairs) -> None:
    """Pair headings without text of the same title, else those above most of the same clauses."""
    for mine in [one for one in _left(old, found) if not one.text.strip()]:
        taken = set(found.values())
        below = Counter(new[found[child.id]].parent for child in old.values() if child.parent == mine.id and child.id in found)
        heads = [one for one in _left(new, taken) if not one.text.strip()]
        same = [one.id for one in heads if title_form(one) == title_form(mine) and title_form(one)]
        likely = [one for one, _count in below.most_common() if one in new and one not in taken and not new[one].text.strip()]
        chosen = next((one for one in likely if one in same), None) or (same[0] if same else likely[0] if likely else None)
        if chosen is not None:
            found[mine.id] = chosen


def _windows(old: Clauses, new: Clauses, pairs: Pairs) -> dict[str, tuple[int, int]]:
    """For each clause of the old edition the places in the new one between the counterparts of its neighbours."""
    at = {one: n for n, one in enumerate(new)}
    before, behind, known = -1, len(at), list(old)
    low: dict[str, int] = {}
    for one in known:
        low[one] = before
        before = at[pairs[one]] if one in pairs else before
    found: dict[str, tuple[int, int]] = {}
    for one in reversed(known):
        found[one] = (low[one], behind)
        behind = at[pairs[one]] if one in pairs else behind
    return found


def _taken(rest: Sequence[Clause], whole: Clauses, own: Clauses, pairs: Mapping[str, str]) -> dict[str, list[str]]:
    """Of clauses without counterpart those that share their words with one of ``whole``; by its id.

    Words that the counterpart of that clause has too do not count: the rest is what came out of it.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    sources = list(_sources(whole, own, pairs)) if rest else []
    for part in rest:
        mine = [word.form for word in words(part)]
        if len(mine) < _LEAST:
            continue
        shares = []
        for source, theirs, spoken in sources:
            covered = _covered(theirs, mine) - spoken
            shares.append((len(covered) / len(mine), source))
        best = max(shares, default=(0.0, ""))
        if best[0] >= HELD:
            found[best[1]].append(part.id)
    return dict(found)


def _sources(whole: Clauses, own: Clauses, pairs: Mapping[str, str]) -> Iterator[tuple[str, list[str], set[int]]]:
    """Clauses that another may have come out of: id, words, and the places of those that the counterpart has too."""
    for source in whole.values():
        theirs = [word.form for word in words(source)]
        partner = own.get(pairs.get(source.id, ""))
        if partner is None:
            yield source.id, theirs, set()
        elif form(partner) != form(source):
            yield source.id, theirs, _covered(theirs, [word.form for word in words(partner)])


def _covered(text: Sequence[str], other: Sequence[str]) -> set[int]:
    """Places in ``text`` of words that ``other`` has in the same row, ``_RUN`` at least."""
    blocks = SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
    return {n for block in blocks if block.size >= _RUN for n in range(block.a, block.a + block.size)}


def _left(clauses: Clauses, taken: Iterable[str]) -> list[Clause]:
    held = set(taken)
    return [one for one in clauses.values() if one.id not in held]

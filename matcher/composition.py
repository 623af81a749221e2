"""The table of ``matcher.compose`` for a reader: all 36 pairs of relations, what follows, what stays possible, and why.

``python -m matcher.composition`` prints docs/composition.md; a test holds the file against this.
"""

from __future__ import annotations

import sys
from itertools import combinations, product

from matcher.compose import compose
from matcher.match import Relation

E, Q, SUP, SUB, X, NO = Relation
_SETS = [frozenset(some) for size in range(1, 5) for some in combinations(range(4), size)]
"""Four demands are enough: with two sets and a third there is room for every way in which they can lie."""
_HEAD = """# What follows from a chain of two relations

A clause A is known against a clause P, and P against a clause B: `A first P`, `P second B`. What is then known of A against B?
What a clause demands is a set of demands that is not empty. A *superset-of* P: whoever meets A meets P, and A demands more.
A relation of A to B follows only where every choice of three such sets that fits both relations gives the same one; with four
demands all ways in which three sets can lie occur, and this table is compared with all {count} choices in the tests. *Equal-to*
and *equivalent-to* demand the same; of the wording, equal-to follows from two equal-to alone.

"–" means that nothing follows: a chain is then shown without a relation, for a person to read both clauses. `clausebridge chains`
and the review desk use this table (`matcher/compose.py`); longer chains are composed step by step.

| A to P | P to B | A to B | possible | why |
|---|---|---|---|---|
"""
_FOLLOWS = {
    (SUP, SUP): "A contains P and P contains B: containment is transitive.",
    (SUB, SUB): "A is part of P and P is part of B: containment is transitive.",
    (SUB, NO): "All that A demands is among what P demands, and B demands none of that.",
    (NO, SUP): "All that B demands is among what P demands, and A demands none of that.",
}
_OPEN = {
    (SUP, SUB): "Both contain P, so they share something; of what each demands beyond P nothing is known.",
    (
        SUB,
        SUP,
    ): "Both are parts of P: two parts of one clause can be the same, contain each other, overlap, or have nothing in common.",
    (SUP, X): "A contains P, and with it what P shares with B; P has something that B has not, so A is not a part of B.",
    (X, SUB): "B contains P, and with it what P shares with A; P has something that A has not, so B is not a part of A.",
    (SUP, NO): "A demands more than P; that may lie in B or not, but A is not a part of B, since P is outside.",
    (NO, SUB): "B demands more than P; that may lie in A or not, but B is not a part of A, since P is outside.",
    (SUB, X): "The part of P that A is may be the part that B shares, or another; A cannot contain B, which reaches beyond P.",
    (X, SUP): "The part of P that B is may be the part that A shares, or another; B cannot contain A, which reaches beyond P.",
    (X, X): "Each shares something with P, perhaps the same, perhaps not: everything is possible.",
    (X, NO): "A has something of P, which B has not: A is not a part of B, and the rest is open.",
    (NO, X): "B has something of P, which A has not: B is not a part of A, and the rest is open.",
    (NO, NO): "Neither has anything to do with P: that says nothing of the two.",
}


def possible(first: Relation, second: Relation) -> tuple[Relation, ...]:
    """The relations that A can have to B in what they demand, by trying all sets; the same demands count as equivalent-to."""
    found = {
        _relation(a, b)
        for a, p, b in product(_SETS, repeat=3)
        if _fits(_relation(a, p), first) and _fits(_relation(p, b), second)
    }
    return tuple(relation for relation in Relation if relation in found)


def reason(first: Relation, second: Relation) -> str:
    """Why that follows, or nothing does."""
    if first in (E, Q) and second in (E, Q):
        return "The demands are the same throughout" + ("." if first is second is E else "; one wording at least differs.")
    if first in (E, Q):
        return "A demands just what P does: the second relation stands."
    if second in (E, Q):
        return "B demands just what P does: the first relation stands."
    return {**_FOLLOWS, **_OPEN}[first, second]


def document() -> str:
    """The table as Markdown."""
    rows = [_row(first, second) for first, second in product(Relation, repeat=2)]
    return _HEAD.format(count=f"{len(_SETS) ** 3:,}") + "".join(rows)


def _row(first: Relation, second: Relation) -> str:
    follows, left = compose(first, second), [str(one) for one in possible(first, second)]
    told = "" if follows else "all but no-relationship" if len(left) == 4 and str(NO) not in left else ", ".join(left)
    if not follows and len(left) == 5:
        told = "everything"
    return f"| {first} | {second} | {follows or '–'} | {told} | {reason(first, second)} |\n"


def _relation(a: frozenset[int], b: frozenset[int]) -> Relation:
    if a == b:
        return Q
    if a > b:
        return SUP
    if a < b:
        return SUB
    return X if a & b else NO


def _fits(found: Relation, said: Relation) -> bool:
    return found is said or (said is E and found is Q)


if __name__ == "__main__":
    sys.stdout.write(document())

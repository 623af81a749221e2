"""What follows for A and B when each is known against a third clause P: the composition of two relations.

What a clause demands is a set of demands, never empty. A superset-of P means that the demands of A contain those of P and more;
intersects-with that some are shared and each has some of its own; no-relationship that none is shared; equal-to and
equivalent-to that the sets are the same. From "A r P" and "P s B" a relation of A and B follows only where every choice of three
sets that fits the two gives the same one. That holds for:

- equal or equivalent with anything: A (or B) demands just what P does, so the other relation stands. Two equal ones are equal;
  once a wording differs, no more than equivalent follows.
- superset with superset, subset with subset: containment is transitive.
- subset with none: what A demands is a part of what P demands, and B shares none of that. None with superset: the same from the
  other side.

In all other cases at least two relations are possible, and nothing follows: with superset and subset P demands less than both,
which says nothing of the rest; with subset and superset it demands more than both, and they may be any two parts of it; what
overlaps P may overlap, contain or miss what P contains, is contained in or overlaps.
"""

from __future__ import annotations

from matcher.match import Relation

_SAME = (Relation.EQUAL, Relation.EQUIVALENT)
_FOLLOWS = {
    (Relation.SUPERSET, Relation.SUPERSET): Relation.SUPERSET,
    (Relation.SUBSET, Relation.SUBSET): Relation.SUBSET,
    (Relation.SUBSET, Relation.NONE): Relation.NONE,
    (Relation.NONE, Relation.SUPERSET): Relation.NONE,
}


def compose(first: Relation, second: Relation) -> Relation | None:
    """The relation of A to B, from that of A to P (``first``) and of P to B (``second``); None where none follows."""
    if first in _SAME and second in _SAME:
        return Relation.EQUAL if first is second is Relation.EQUAL else Relation.EQUIVALENT
    if first in _SAME:
        return second
    return first if second in _SAME else _FOLLOWS.get((first, second))

"""What stands behind "no counterpart": the nearest clause, why it was not taken, and what could be looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from ingest.clause import PARTS_OF_A_CLAUSE, Aspect, Clause, Document, Kind, Reference
from matcher.match import Absence, Candidate, Searched, Why
from matcher.pairing import Pairing, wordless
from matcher.several import meant

_NORMATIVE = re.compile(
    r"规范性引用|引用标准|引用文件|normative references?|referenced documents|нормативные ссылки|tài liệu viện dẫn|"
    r"références normatives|acuan normatif|normative verweis",
    re.I,
)
_NEVER = frozenset({Kind.FOREWORD, Kind.INTRODUCTION, Kind.BIBLIOGRAPHY})


def absence(pairings: Sequence[Pairing], place: int, *, ours: bool, missing: Sequence[str]) -> Absence:
    """Why the clause at ``place`` of A (of B where not ``ours``: then there is one pairing) has no counterpart.

    ``missing`` are normative references of the searched standards that are not on file.
    """
    about = tuple(searched(p.b if ours else p.a) for p in pairings)
    with_clauses = [p for p in pairings if (p.b if ours else p.a).clauses]
    told = tuple(missing)
    if not with_clauses:
        return Absence(Why.NOTHING, searched=about, missing=told)
    own = pairings[0].a.clauses[place] if ours else pairings[0].b.clauses[place]
    if wordless(own):
        return Absence(Why.WORDLESS, searched=about, missing=told)
    near = max(with_clauses, key=lambda p: float((p.whole[place] if ours else p.whole[:, place]).max()))
    row = near.whole[place] if ours else near.whole[:, place]
    at = int(row.argmax())
    other = (near.b if ours else near.a).clauses[at]
    i, j = (place, at) if ours else (at, place)
    why, by, detail = _why(near, i, j, ours=ours)
    score = round(float(near.alignment.posterior[i, j]), 4)
    unknown = own.lang if own.lang in near.unknown else ""
    return Absence(why, Candidate(other.standard, other.id, score), by, detail, about, told, unknown)


def _why(pairing: Pairing, i: int, j: int, *, ours: bool) -> tuple[Why, tuple[str, ...], str]:
    """Why the pair is no link, who has taken the nearest clause, and what differs."""
    a, b = pairing.a.clauses[i], pairing.b.clauses[j]
    side = pairing.a.clauses if ours else pairing.b.clauses
    takers = [x for x in pairing.alignment.links if (x.b == j if ours else x.a == i)]
    good = float(pairing.whole[i, j]) > pairing.parameters.pair.null
    if takers and good:
        return Why.TAKEN, tuple(side[x.a if ours else x.b].id for x in takers), ""
    if pairing.barred:
        return Why.SCOPE, (), pairing.barred
    for kinds in (PARTS_OF_A_CLAUSE, frozenset({Kind.TERM})):
        if (a.kind in kinds) != (b.kind in kinds):
            return Why.KIND, (), _two(a.kind, b.kind, ours=ours)
    if Aspect.UNSURE not in (a.aspect, b.aspect) and a.aspect is not b.aspect:
        return Why.ASPECT, (), _two(a.aspect, b.aspect, ours=ours)
    return Why.WEAK, (), ""


def _two(a: str, b: str, *, ours: bool) -> str:
    return f"{a} | {b}" if ours else f"{b} | {a}"


def searched(document: Document) -> Searched:
    """A standard as it could be searched."""
    langs = Counter(clause.lang for clause in document.clauses) or Counter({document.standard.lang: 1})
    return Searched(document.standard.designation, len(document.clauses), tuple(sorted(langs, key=lambda x: (-langs[x], x))))


def missing(document: Document, on_file: Collection[str]) -> tuple[str, ...]:
    """The normative references of ``document`` that are none of ``on_file``, in the order in which they are cited.

    An undated reference is met by any edition, a dated one by its own.
    """
    return tuple(one.standard for one in normative(document) if not any(meant(one.standard, known) for known in on_file))


def lists_references(clause: Clause) -> bool:
    """Whether a clause is the list of the normative references."""
    return bool(_NORMATIVE.search(clause.title))


def normative(document: Document) -> tuple[Reference, ...]:
    """The normative references of ``document``, each standard once, in the order in which they are cited.

    Those of the clause of that title; where there is none, all that the clauses cite outside of foreword, introduction and
    bibliography.
    """
    listed = [c for c in document.clauses if lists_references(c)]
    clauses = listed or [c for c in document.clauses if c.kind not in _NEVER]
    found: dict[str, Reference] = {}
    for reference in (r for c in clauses for r in c.references if r.standard):
        found.setdefault(reference.standard, reference)
    return tuple(found.values())

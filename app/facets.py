"""The hits of a search counted by language, standard, publisher …, so that it can be narrowed by what is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.answering import relation_of
from app.decided_hits import Decided
from app.legal import legal_view
from app.limits import OF_STANDARDS

if TYPE_CHECKING:
    from app.answering import Answer
    from index.library import Library

Facets = Mapping[str, Mapping[str, int]]
"""By facet, a name of ``Limits`` or of ``Wanted``: its values with how many hits have them, the most frequent first."""

ORDER = (
    "lang", "standard", "publisher", "country", "edition", "status", "force", "sector", "field", "provision", "aspect", "decided",
    "relation",
)  # fmt: skip


def counted(library: Library, answers: Sequence[Answer], as_of: date | None = None) -> Facets:
    """The facets of some hits, status and legal force as of a day (None: today); a relation counts where it was judged."""
    from index.classes import classes

    names = {one.clause.standard for one in answers}
    standards = {one.designation: one for one in library.standards() if one.designation in names}
    known = classes(library.log, tuple(standards.values()), as_of or date.today())
    legal = legal_view(library, as_of or date.today())
    rows: list[dict[str, str]] = []
    for one in answers:
        clause = one.clause
        row = {"lang": clause.lang, "standard": clause.standard}
        row |= {"provision": str(clause.provision), "aspect": str(clause.aspect)}
        row |= {"decided": str(one.said.state if one.said else Decided.NO), "relation": str(relation_of(one) or "")}
        if clause.standard in standards:
            row |= {name: read(standards[clause.standard]) for name, read in OF_STANDARDS.items()}
            row["force"] = legal.standard(standards[clause.standard]).force.value
            row |= {name: own.value for name, own in known[clause.standard].items()}
        rows.append(row)
    return {name: found for name in ORDER if (found := _ranked(row.get(name, "") for row in rows))}


def _ranked(values: Iterable[str]) -> dict[str, int]:
    counts = Counter(value for value in values if value)
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))

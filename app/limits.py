"""What a search is limited to: which standards, and which of their clauses; one for command line and search page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.legal import legal_view
from index.force import own_force
from ingest.clause import Aspect, Provision
from ingest.errors import UsageError

if TYPE_CHECKING:
    from index.collection import Collection, Mask
    from index.library import Library
    from ingest.clause import Clause, Document, Standard


@dataclass(frozen=True, slots=True)
class Limits:
    """Each "" limits nothing; all that are given hold together.

    ``lang`` and ``provision`` and ``aspect`` are of the clause, the others of its standard: ``publisher`` the code that its
    designation begins with ("GB", "ISO"), ``country`` ISO 3166, ``edition`` the year, ``force`` the legal force of the standard.
    """

    lang: str = ""
    standard: str = ""
    publisher: str = ""
    country: str = ""
    edition: str = ""
    status: str = ""
    force: str = ""
    sector: str = ""
    field: str = ""
    provision: str = ""
    aspect: str = ""

    def given(self) -> dict[str, str]:
        """Those that limit anything, in the order above."""
        return {name: value for name, value in asdict(self).items() if value}


def _publisher(standard: Standard) -> str:
    from ingest.designation import publisher_of

    return publisher_of(standard.designation) or standard.publisher


def _year(standard: Standard) -> str:
    from ingest.designation import parse

    designation = parse(standard.designation)
    return str(designation.year) if designation and designation.year else standard.published[:4]


OF_STANDARDS: Mapping[str, Callable[[Standard], str]] = {
    "publisher": _publisher,
    "country": lambda standard: standard.country,
    "edition": _year,
}
OF_CLAUSES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "lang": ("langs", ()),
    "provision": ("provisions", tuple(str(one) for one in Provision)),
    "aspect": ("aspects", tuple(str(one) for one in Aspect)),
}
"""What is told of clauses: its name in a collection, and the values that there are, where they are fixed."""


def values_on_file(standards: Iterable[Standard]) -> dict[str, list[str]]:
    """The publishers, countries and years that occur, to choose from."""
    found = list(standards)
    return {name: sorted({value for one in found if (value := read(one))}) for name, read in OF_STANDARDS.items()}


def named_value(name: str, text: str) -> str:
    """A provision type or an aspect, however its case is written.

    Raises:
        UsageError: there is none of that name; those that there are are named.
    """
    known = {value.casefold(): value for value in OF_CLAUSES[name][1]}
    if text.strip().casefold() not in known:
        raise UsageError(f"--{name} {text!r}: there is none; one of {', '.join(known.values())}")
    return known[text.strip().casefold()]


def standards_within(standards: Sequence[Standard], known: Mapping[str, Mapping[str, str]], limits: Limits) -> list[str]:
    """The designations of the standards that meet the limits; ``known`` are status, sector and field of each.

    Raises:
        UsageError: no standard is left, and why.
    """
    left = [one for one in standards if limits.standard in ("", one.designation)]
    if limits.standard and not left:
        raise _nothing("standard", limits.standard, sorted(one.designation for one in standards), "standard")
    for name, wanted in limits.given().items():
        if name in OF_STANDARDS:
            kept = [one for one in left if OF_STANDARDS[name](one).casefold() == wanted.casefold()]
        elif name in ("status", "sector", "field", "force"):
            kept = [one for one in left if known[one.designation][name] == wanted]
        else:
            continue
        if not kept:
            there = sorted({OF_STANDARDS[name](one) if name in OF_STANDARDS else known[one.designation][name] for one in left})
            raise _nothing(name, wanted, [value for value in there if value], "standard")
        left = kept
    return [one.designation for one in left]


def rows_within(library: Library, collection: Collection, limits: Limits, as_of: date | None = None) -> Mask | None:
    """The rows of a collection that meet the limits, status as of a day (None: today); None where there are none.

    Raises:
        UsageError: no clause is left, and why.
    """
    if not limits.given():
        return None
    from app.classing import classes_on_file

    asked = any((limits.status, limits.sector, limits.field, limits.force))
    found = classes_on_file(library, as_of) if asked else {}
    known = {designation: {name: one.value for name, one in own.items()} for designation, own in found.items()}
    standards = library.standards()
    if limits.force:
        view = legal_view(library, as_of or date.today())
        known = {one.designation: known[one.designation] | {"force": view.standard(one).force.value} for one in standards}
    mask = collection.mask(standards_within(standards, known, limits))
    for name, wanted in limits.given().items():
        if name in OF_CLAUSES:
            facet = OF_CLAUSES[name][0]
            kept = mask & collection.mask(**{facet: wanted})
            if not kept.any():
                raise _nothing(name, wanted, list(collection.values(facet, mask)), "clause")
            mask = kept
    if not mask.any():
        raise UsageError("nothing to search in: the standards that are left have no clauses")
    return mask


def clauses_within(documents: Sequence[Document], limits: Limits) -> list[Clause]:
    """The clauses of a list that meet the limits, of the standard as it is written there.

    Raises:
        UsageError: no clause is left, and why.
    """
    known = {
        d.standard.designation: {name: getattr(d.standard, name) for name in ("status", "sector", "field")}
        | {"force": own_force(d.standard).value}
        for d in documents
    }
    kept = set(standards_within([one.standard for one in documents], known, limits))
    left = [clause for one in documents if one.standard.designation in kept for clause in one.clauses]
    told: Mapping[str, Callable[[Clause], str]] = {
        "lang": lambda clause: clause.lang,
        "provision": lambda clause: str(clause.provision),
        "aspect": lambda clause: str(clause.aspect),
    }
    for name, wanted in limits.given().items():
        if name in told:
            there = sorted({told[name](clause) for clause in left})
            left = [clause for clause in left if told[name](clause) == wanted]
            if not left:
                raise _nothing(name, wanted, there, "clause")
    return left


def _nothing(name: str, wanted: str, there: Sequence[str], what: str) -> UsageError:
    beside = f"; there is: {', '.join(there[:12])}{', …' if len(there) > 12 else ''}" if there else ""
    return UsageError(f"nothing to search in: no {what} that is left has --{name} {wanted!r}{beside}")

"""What two standards refer to, side by side: their normative references, which answers to which, and to what degree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.clause import Degree, Document, Reference, Standard
from ingest.designation import same
from ingest.published import published
from ingest.stated import PublishedLink, Said
from matcher.absent import normative
from matcher.cited import ADOPTED, OTHER_EDITION, OTHER_REFERENCES, difference
from matcher.several import meant


class Answer(StrEnum):
    """How a reference of one side stands to that of the other."""

    SAME = "same document"
    EDITION = "other edition"
    STATED = "stated counterpart"
    ADOPTION = "adopts it"
    NUMBER = "bears its number"
    ALONE = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A normative reference of A, and what answers to it in B; None on the side that has none.

    ``degree`` is the degree of correspondence between the two, where a standard states it; ``by`` the standard that does.
    ``a_on_file`` and ``b_on_file`` are the designations on file that are meant, "" where there is none: an undated reference
    means any edition, and which one is left open.
    """

    a: Reference | None
    b: Reference | None
    answer: Answer
    degree: Degree | None = None
    by: str = ""
    a_on_file: str = ""
    b_on_file: str = ""


def references_beside(a: Document, b: Document, on_file: Sequence[Standard]) -> tuple[Beside, ...]:
    """The normative references of A in their order, each with its counterpart in B, then those of B alone.

    Each is brought together once: with the same document first, then what a standard states, then what bears its number.
    """
    ours, theirs = normative(a), list(normative(b))
    stated = [link for document in (a, b) for link in published(document) if link.kind is Said.REFERENCE]
    adopted = {one.designation: one for one in on_file}
    taken: dict[int, tuple[Reference, Answer, Degree | None, str]] = {}
    for wanted in (Answer.SAME, Answer.EDITION, Answer.STATED, Answer.ADOPTION, Answer.NUMBER):
        for place, reference in enumerate(ours):
            if place in taken:
                continue
            for other in theirs:
                answer, degree, by = _answer(reference, other, stated, adopted)
                if answer is wanted:
                    taken[place] = other, answer, degree, by
                    theirs.remove(other)
                    break
    names = list(adopted)
    rows = [_row(one, taken.get(place), names) for place, one in enumerate(ours)]
    return (*rows, *(Beside(None, one, Answer.ALONE, b_on_file=_on_file(one, names)) for one in theirs))


def _row(one: Reference, found: tuple[Reference, Answer, Degree | None, str] | None, names: Sequence[str]) -> Beside:
    if found is None:
        return Beside(one, None, Answer.ALONE, a_on_file=_on_file(one, names))
    other, answer, degree, by = found
    return Beside(one, other, answer, degree, by, _on_file(one, names), _on_file(other, names))


def _answer(
    a: Reference, b: Reference, stated: Sequence[PublishedLink], known: dict[str, Standard]
) -> tuple[Answer, Degree | None, str]:
    for link in stated:
        pairs = ((a.standard, b.standard), (b.standard, a.standard))
        if any(same(link.standard, x, any_edition=True) and same(link.other, y, any_edition=True) for x, y in pairs):
            return Answer.STATED, link.degree, link.standard
    for own, other in ((a, b), (b, a)):
        for standard in known.values():
            adopted = standard.adopts if meant(own.standard, standard.designation) else None
            if adopted and same(adopted.designation, other.standard, any_edition=True):
                return Answer.ADOPTION, adopted.degree, standard.designation
    reason = difference(a, b)
    told = {"": Answer.SAME, OTHER_EDITION: Answer.EDITION, ADOPTED: Answer.NUMBER, OTHER_REFERENCES: Answer.ALONE}
    return told[reason], None, ""


def _on_file(reference: Reference, names: Collection[str]) -> str:
    return next((name for name in names if meant(reference.standard, name)), "")

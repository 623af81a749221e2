"""The agreement of reviewers as rows: for the page and for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.visible import visible
from app.wording import DECISIONS, N_, RELATIONS, Translate
from matcher.agreement import NO_CARDS, ONE_ANSWER, OTHER, Agreement, Kappa, agreements
from matcher.match import Decision, Relation
from matcher.opinions import opinions

if TYPE_CHECKING:
    from index.library import Library

WHY = {NO_CARDS: N_("no card was judged by both"), ONE_ANSWER: N_("both gave one and the same answer to every card")}
DECISION, RELATION = N_("Decision"), N_("Relation among accepted")
SOURCE = N_("Cohen’s kappa (J. Cohen, 1960) of opinions that were given blind, with the 95 % interval of a bootstrap over cards.")


def agreement_of(library: Library, a: str, b: str, reader: str) -> tuple[Agreement, ...]:
    """The agreement of every two people on two standards, as far as ``reader`` may see their opinions.

    Raises:
        UsageError: one of the designations is unknown.
    """
    first, second = library.standard(a).designation, library.standard(b).designation
    return agreements(opinions(library, first, second, reader))


def kappa_rows(found: tuple[Agreement, ...]) -> list[dict[str, Any]]:
    """One row for each pair of people and subject, plain values."""
    return [
        {
            "first": one.first,
            "second": one.second,
            "subject": subject,
            "n": kappa.n,
            "observed": round(kappa.observed, 4),
            "kappa": None if kappa.value is None else round(kappa.value, 4),
            "low": round(kappa.interval[0], 4) if kappa.interval else None,
            "high": round(kappa.interval[1], 4) if kappa.interval else None,
            "why": kappa.why,
            "table": [[*cell, count] for cell, count in sorted(kappa.table.items())],
        }
        for one in found
        for subject, kappa in (("decision", one.decision), ("relation", one.relation))
    ]


def kappa_words(kappa: Kappa, _: Translate) -> str:
    """κ with its interval, or why there is none."""
    if kappa.value is None:
        return f"– ({_(WHY[kappa.why])})"
    around = "" if kappa.interval is None else f" [{kappa.interval[0]:.2f}, {kappa.interval[1]:.2f}]"
    return f"{kappa.value:.2f}{around}"


def answer_words(label: str, _: Translate) -> str:
    """An answer as the field calls it; of another counterpart, which."""
    if label.startswith(f"{OTHER}: "):
        return _("another counterpart") + label.removeprefix(OTHER)
    words = {one.value: DECISIONS[one] for one in Decision} | {one.value: RELATIONS[one] for one in Relation}
    return ", ".join(_(words.get(part, part)) for part in label.split(", "))


def confusion_rows(kappa: Kappa, _: Translate) -> list[dict[str, Any]]:
    """The confusion table: a row for each answer of the first, a column for each of the second."""
    words = {label: visible(answer_words(label, _)) for label in kappa.labels}
    return [{"": words[own]} | {words[other]: kappa.table.get((own, other), 0) for other in kappa.labels} for own in kappa.labels]

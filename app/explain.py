"""The signals of the matcher and the reasons of its deviations, in the words of the interface."""

from __future__ import annotations

from collections.abc import Callable

from app.wording import N_, PROVISIONS, RELATIONS
from ingest.clause import Provision

SIGNALS = {
    "meaning": N_("Close in meaning"),
    "phrases": N_("The same in other words"),
    "anchors": N_("Same numbers, units, terms or references"),
    "words": N_("Same words"),
    "title": N_("Titles alike"),
    "headings": N_("Headings above alike"),
    "children": N_("Clauses below answer to each other"),
    "context": N_("Neighbouring clauses answer to each other"),
    "order": N_("Same order in both documents"),
    "tree": N_("Against the link of the clause above"),
    "provision": N_("Type of provision"),
    "length": N_("Length"),
    "kind": N_("Kind of clause"),
    "cited": N_("Referred to by another standard"),
    "pivot": N_("By way of a common parent"),
    "language": N_("Language that the model does not know"),
}
_ORDER = {
    "moved": (N_("moved"), N_("moved; in reading order: {clause}")),
    "order kept": (N_("by order alone"), N_("by order alone; anywhere: {clause}")),
}
UNDETERMINED = "undetermined"
"""The relation of a suggestion by way of a parent (``matcher.pivot``) where none follows."""
_QUIET = frozenset({"title", "headings"})
"""Their detail repeats what the card shows anyway."""


FAULTS = {
    "FileMissing": N_("There is no such file."),
    "NotADocument": N_("This is neither a PDF, Word document, STS or web page nor a clause list, whatever its name says."),
    "EmptyDocument": N_("The file is empty: no bytes, or no pages."),
    "PasswordNeeded": N_("The file has a password. Remove it with the program that made it, then upload it again."),
    "NoText": N_(
        "No usable text was found, by OCR neither. Check the scan: are the pages sharp, upright and not empty?"
        " Where the line below names something to install, such as a language of tesseract, install it and upload the file again."
    ),
    "FormOnly": N_("The file is a form whose text is not on its pages. Print it to PDF with the program that it was made for."),
    "DamagedDocument": N_("The file is damaged: no reader opens it."),
    "LimitExceeded": N_("The file needed more time or memory than one file may take."),
    "BadRow": N_("A line of the clause list is not a clause."),
    "UsageError": N_("This cannot be done as asked."),
    "LibraryError": N_("The library is damaged or of a newer version."),
}
"""What a task that failed says, by the class of the error; the message of the error itself stands below."""


UNEXPECTED = N_("Something unexpected went wrong.")


def fault_words(fault: str, _: Callable[[str], str]) -> str:
    """What went wrong, in a sentence."""
    return _(FAULTS.get(fault, UNEXPECTED))


def evidence_words(name: str, _: Callable[[str], str]) -> str:
    """What a signal says, in words; a signal that is not known here keeps its name."""
    return _(SIGNALS.get(name, name))


def evidence_detail(name: str, detail: str, _: Callable[[str], str]) -> str:
    """What carried a signal: types of provisions in the words of the interface, nothing that the card shows anyway."""
    if name in _QUIET:
        return ""
    if name == "order":
        how, _bar, place = detail.partition(" | ")
        alone, beside = _ORDER.get(how, ("", ""))
        return _(beside).format(clause=place) if place else _(alone) if alone else ""
    if name == "pivot":
        parent, clause, a, b, relation = detail.split(" | ")
        known = {str(one): words for one, words in RELATIONS.items()} | {UNDETERMINED: N_("undetermined")}
        words = _("{standard}, {clause}: {a} ↔ {b} ({relation})")
        return words.format(standard=parent, clause=clause, a=a, b=b, relation=_(known.get(relation, relation)))
    if name == "phrases":
        return "; ".join(pair.replace(" | ", " = ") for pair in detail.split("\n"))
    known = {str(provision): PROVISIONS[provision] for provision in Provision}
    sign = " → " if name == "cited" else " ↔ "
    return sign.join(_(known.get(part, part)) for part in detail.split(" | ") if part)  # the empty message is gettext's own head


def reason_words(reason: str, _: Callable[[str], str]) -> str:
    """Why two sides cannot be compared; the matcher's English text is the message id."""
    return _(reason) if reason else ""


def incomparable() -> tuple[str, ...]:
    """Why two sides cannot be compared: what the matcher says of a deviation is a message id."""
    from index import units
    from matcher import cited, concentration, deviation, limits, scope_verdict
    from matcher.condition import REASONS

    return (
        *REASONS.values(),
        *(cited.OTHER_REFERENCES, cited.ADOPTED, cited.OTHER_EDITION),
        *(deviation.OTHER_METHOD, deviation.OTHER_CONDITION),
        *(limits.OTHER_DIVISION, limits.OTHER_FORM, limits.NO_DIRECTION, limits.OTHER_WAY, scope_verdict.OTHER_THINGS),
        *(units.NOT_THE_SAME, units.LEVELS, units.CALENDAR, units.CURRENCY, units.TEMPERATURE, units.VOLUME_SHARE),
        *(units.STANDARD_STATE, units.DOSE),
        *(concentration.NO_MOLAR_MASS, concentration.NO_TEMPERATURE, concentration.NO_STATE),
    )

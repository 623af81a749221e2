"""The signals of the matcher and the reasons of its deviations, in the words of the interface."""

from __future__ import annotations

from collections.abc import Callable

from app.wording import PROVISIONS, N_
from ingest.clause import Provision

SIGNALS = {
    "meaning": N_("Close in meaning"),
    "anchors": N_("Same numbers, units, terms or references"),
    "title": N_("Titles alike"),
    "headings": N_("Headings above alike"),
    "context": N_("Neighbouring clauses answer to each other"),
    "order": N_("Same order in both documents"),
    "provision": N_("Type of provision"),
}
_QUIET = frozenset({"title", "headings"})
"""Their detail repeats what the card shows anyway."""


def evidence_words(name: str, _: Callable[[str], str]) -> str:
    """What a signal says, in words; a signal that is not known here keeps its name."""
    return _(SIGNALS.get(name, name))


def evidence_detail(name: str, detail: str, _: Callable[[str], str]) -> str:
    """What carried a signal, for the eye: types of provisions in the words of the interface, nothing that the card shows anyway."""
    if name in _QUIET:
        return ""
    if name == "order":
        return _("moved") if detail else ""
    known = {str(provision): PROVISIONS[provision] for provision in Provision}
    parts = detail.split(" | ")
    return " ↔ ".join(_(known.get(part, part)) for part in parts) if name == "provision" else detail


def reason_words(reason: str, _: Callable[[str], str]) -> str:
    """Why two sides cannot be compared; the matcher's English text is the message id."""
    return _(reason) if reason else ""

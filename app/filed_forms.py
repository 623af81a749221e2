"""The formats of a frozen version: the tables of ``app.filed`` and the mapping collection of OSCAL."""

from __future__ import annotations

from app import filed
from app.oscal import of_version, oscal_bytes
from matcher.match import Decision
from matcher.record import Version

OSCAL = "oscal"


def version_bytes(version: Version, form: str, lang: str = "en") -> tuple[bytes, tuple[str, ...]]:
    """A version as ``form`` (xlsx, csv, jsonl, html, oscal), its head in ``lang``; and what a sheet had to cut.

    Raises:
        UsageError: no line of it can be written in OSCAL.
    """
    if form == OSCAL:
        return oscal_bytes(of_version(version, lang)), ()
    return filed.filed_bytes(version, form, lang)


def forms_of(version: Version) -> tuple[str, ...]:
    """The formats that a version can be written in."""
    mapped = any(row["decision"] == Decision.ACCEPT.value and row["relation"] for row in version.rows)
    return (*filed.FORMS, OSCAL) if mapped else filed.FORMS

"""What the report of a comparison says of other documents and of the texts: normative references, regulations, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.legal import PURPOSES
from app.licensed import told
from app.paper import Column, Table
from app.record_wording import OUTCOMES, TYPES
from app.wording import LICENCES, N_, Translate
from index.shelf import Licence

if TYPE_CHECKING:
    from app.dossier import Dossier
    from ingest.clause import Reference

NOTHING = "–"
REFERENCES = N_("Normative references side by side")
ANSWERS = {
    "same document": N_("the same document"),
    "other edition": N_("another edition of it"),
    "stated counterpart": N_("stated as the counterpart"),
    "adopts it": N_("one adopts the other"),
    "bears its number": N_("a national standard that bears its number"),
    "": N_("nothing answers to it"),
}
"""How two normative references stand to each other, by the values of ``matcher.normative.Answer``."""


def comment_table(found: Dossier, _: Translate) -> Table:
    """What the committee said of the version, and what became of it."""
    lines = {row["key"]: str(row["line"]) for row in found.rows}
    rows = tuple(
        (
            one.entry,
            lines.get(one.line, _("The version as a whole")),
            _(TYPES[one.type]),
            one.text,
            one.proposed,
            f"{one.author}\n{one.at[:10]}",
            _(OUTCOMES[one.disposition.outcome]) if one.disposition else _("open"),
            one.disposition.reason if one.disposition else "",
        )
        for one in found.comments
    )
    titles = ((_("Comment"), 0.6), (_("Line"), 0.8), (_("Type"), 0.8), (_("Text"), 2.6), (_("Proposed change"), 2.0),
              (_("By, date"), 1.0), (_("Disposition"), 0.9), (_("Reason"), 1.6))  # fmt: skip
    return Table(_("Comments of the committee"), tuple(Column(*one) for one in titles), rows)


def law_table(found: Dossier, _: Translate) -> Table:
    """What regulations cite of either standard on the day of the report."""
    rows = tuple(
        (one.regulation, one.article, one.standard, ", ".join(one.clauses) or _("the whole standard"),
         _(PURPOSES[one.purpose]), one.valid_from or NOTHING, one.valid_to or NOTHING)
        for one in found.cited
    )  # fmt: skip
    titles = ((_("Regulation"), 2.0), (_("Article"), 0.8), (_("Standard"), 1.5), (_("Clauses"), 1.2), (_("Purpose"), 1.0),
              (_("Valid from"), 0.9), (_("Valid to"), 0.9))  # fmt: skip
    return Table(_("Regulations that cite them"), tuple(Column(*one) for one in titles), rows)


def text_table(found: Dossier, side: str, _: Translate) -> Table:
    """The clauses that the lines name, with the hash of the text that was compared, and the text as its licence allows."""
    name, known = found.names["ab".index(side)], found.clauses
    hashes = {row[f"{side}_clause"]: row for row in found.rows if row[f"{side}_clause"]}
    order = {key: place for place, (standard, key) in enumerate(known) if standard == name}
    rows = []
    for key in sorted(hashes, key=lambda one: order.get(one, len(order))):
        row, clause = hashes[key], known.get((name, key))
        current = clause if clause and clause.text_hash == row[f"{side}_hash"] else None
        text = told(current.text, found.licences[name]) if current else ""
        rows.append((row[f"{side}_label"], row[f"{side}_title"], text, row[f"{side}_hash"]))
    titles = ((_("Clause"), 0.8), (_("Title"), 1.6), (_("Text"), 5.0), (_("Hash of the text (sha256)"), 1.6))
    title = _("Texts of A that were compared") if side == "a" else _("Texts of B that were compared")
    return Table(title, tuple(Column(*one) for one in titles), tuple(rows))


def withheld(found: Dossier, _: Translate) -> tuple[str, ...]:
    """A line for each standard whose licence keeps texts back."""
    said = _("{standard}: of its texts the report tells {licence}, as its licence allows.")
    return tuple(
        said.format(standard=name, licence=_(LICENCES[licence]))
        for name, licence in found.licences.items()
        if licence is not Licence.FULL
    )


def references(found: Dossier, _: Translate) -> Table:
    """The normative references of both sides: which answers to which, to what degree, and which are on file."""
    rows = [
        (
            *_reference(one.a, one.a_on_file, _),
            *_reference(one.b, one.b_on_file, _),
            _(ANSWERS[one.answer.value]),
            one.degree.value if one.degree else NOTHING,
            one.by or NOTHING,
        )
        for one in found.beside or ()
    ]
    titles = (
        (_("Referred to by A"), 1.6), (_("Dated in A"), 0.7), (_("On file for A"), 1.2), (_("Referred to by B"), 1.6),
        (_("Dated in B"), 0.7), (_("On file for B"), 1.2), (_("How they answer"), 1.5),
        (_("Degree of correspondence"), 0.9), (_("Stated by"), 1.2),
    )  # fmt: skip
    return Table(_(REFERENCES), tuple(Column(*one) for one in titles), tuple(rows))


def _reference(one: Reference | None, on_file: str, _: Translate) -> tuple[str, str, str]:
    if one is None:
        return NOTHING, "", ""
    return one.standard, _("dated") if one.dated else _("undated"), on_file or _("not on file")

"""The report of a comparison, to be filed: the sections of a ``Paper`` from what ``app.dossier`` gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.dossier_annex import comment_table, law_table, references, text_table, withheld
from app.dossier_summary import count_tables, deciders, facts, open_table, summary
from app.dossier_tables import FRAME, IMPLIED, alone, clause_numbers, differences, turned_numbers
from app.paper import Paper, Section
from app.wording import N_, Translate

if TYPE_CHECKING:
    from app.dossier import Dossier

ABSENT_REFERENCES = N_("A text that was compared is not on file any more, so its references are not told.")


def comparison_paper(found: Dossier, _: Translate) -> Paper:
    """The report in the language of ``_``."""
    a, b = found.names
    title = _("Comparison of {a} and {b}").format(a=a, b=b)
    if found.version:
        title = _("Comparison of {a} and {b}, version {number}").format(a=a, b=b, number=found.version.number)
    foot = f"clausebridge · {found.head.number} · {found.head.hash}"  # the end of the log, as the facts name it
    return Paper(title, (a, b), facts(found, _), tuple(_sections(found, _)), foot=foot)


def _sections(found: Dossier, _: Translate) -> list[Section]:
    sections = [
        Section(_("Summary"), summary(found, _), count_tables(found, _)),
        Section(_("Clause numbers"), (_(IMPLIED),), (clause_numbers(found, _), turned_numbers(found, _))),
        Section(_("Technical differences"), (_(FRAME),), (differences(found, _),)),
        Section(
            _("Normative references"),
            () if found.beside is not None else (_(ABSENT_REFERENCES),),
            (references(found, _),) if found.beside is not None else (),
        ),
        Section(_("Clauses without counterpart"), (), (alone(found, "a", _), alone(found, "b", _))),
        Section(_("Open points"), (), (open_table(found, _),)),
    ]
    if found.comments:
        sections.append(Section(_("Comments"), (), (comment_table(found, _),)))
    if found.cited:
        sections.append(Section(_("Legal force"), (), (law_table(found, _),)))
    sections.append(Section(_("People"), (), (deciders(found, _),)))
    sections.append(Section(_("Texts and hashes"), withheld(found, _), (text_table(found, "a", _), text_table(found, "b", _))))
    return sections

"""The tables of the report of a comparison, as national adoptions have them (GB/T 1.2—2020; ГОСТ, приложения ДА, ДБ).

Clause numbers in both directions, technical differences with their reasons, clauses without counterpart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.deviation_wording import Sides, deviation_sentence
from app.dossier_rules import ACTIONS, ORIGINS, STRUCTURES, action, alone_action, links_of, origin, structure
from app.legal import FORCES
from app.paper import Column, Table
from app.rationale import Label, absence_words, missing_words, searched_words
from app.relation_wording import relation_sentence
from app.wording import ASPECTS, DECISIONS, DEVIATIONS, N_, PROVISIONS, RATIONALES, REASONS, RELATIONS, SIDES, Translate
from index.force import INFORMING, Force
from ingest.clause import Aspect, Provision
from matcher.absent import lists_references
from matcher.match import Decision, DeviationKind, Match, Relation, Side
from matcher.versions import OPEN

if TYPE_CHECKING:
    from app.dossier import Dossier, Entry
    from ingest.clause import Clause
    from matcher.match import Deviation

CLAUSE_NUMBERS = N_("Table of clause numbers")
DIFFERENCES = N_("Technical differences and their reasons")
NOTHING = "–"
IMPLIED = N_(
    "Implication: A ⇒ B says that whoever meets A meets B; A ⇔ B, that whoever meets one meets the other; A ∥ B, that neither"
    " follows; ?, that it is open, because limits cannot be compared."
)
FRAME = N_(
    "Forewords, introductions, bibliographies and lists of references hold no requirements: how they differ is not listed here."
)
_FOLLOWS = {Relation.EQUAL: "A ⇔ B", Relation.EQUIVALENT: "A ⇔ B", Relation.SUPERSET: "A ⇒ B", Relation.SUBSET: "B ⇒ A",
            Relation.INTERSECTS: "A ∥ B"}  # fmt: skip


def clause_numbers(found: Dossier, _: Translate) -> Table:
    """Every clause of A with what answers to it, then those of B alone: relation, change of structure, who decided."""
    langs = {str(one["designation"]): str(one["lang"]) for one in found.documents}
    linked = links_of(found.linked)
    rows = [
        (
            number,
            _lines(entry.told("a", "label")),
            _lines(entry.told("a", "title")),
            _lines(entry.told("a", "page")),
            _lines(entry.told("b", "label")),
            _lines(entry.told("b", "title")),
            _lines(entry.told("b", "page")),
            _(RELATIONS[entry.relation]) if entry.relation else NOTHING,
            _rationale(entry, _),
            _implication(entry),
            _(STRUCTURES[structure(entry, langs, found.names, linked)]) if entry.linked else NOTHING,
            _(ORIGINS[origin(entry, found.derived)]),
            _who(entry),
        )
        for number, entry in enumerate(found.entries, 1)
    ]
    titles = (
        (_("No."), 0.45), (_("Clause of A"), 0.95), (_("Title A"), 1.7), (_("Page A"), 0.55), (_("Clause of B"), 0.95),
        (_("Title B"), 1.7), (_("Page B"), 0.55), (_("Relation"), 1.0), (_("Rationale"), 0.9), (_("Implication"), 0.95),
        (_("Structure"), 0.9), (_("Origin"), 0.9), (_("Reviewer, date"), 1.0),
    )  # fmt: skip
    return Table(_(CLAUSE_NUMBERS), tuple(Column(*one) for one in titles), tuple(rows))


def turned_numbers(found: Dossier, _: Translate) -> Table:
    """The same from the side of B: each clause of B with the clauses of A that answer to it, in the order of B."""
    answering: dict[str, list[Entry]] = {}
    labels: dict[str, tuple[str, str]] = {}
    for entry in found.entries:
        for row in entry.rows:
            if row["b_clause"]:
                labels[row["b_clause"]] = row["b_label"], row["b_title"]
        for key in entry.ids("b"):
            answering.setdefault(key, []).append(entry)
    document = found.document("b")
    order = {clause.id: place for place, clause in enumerate(document.clauses)} if document else {}
    rows = []
    for key in sorted(answering, key=lambda one: order.get(one, len(order))):
        entries = answering[key]
        told = list(dict.fromkeys(label for one in entries for label in one.told("a", "label")))
        relations = dict.fromkeys(_(RELATIONS[one.relation.inverse]) for one in entries if one.relation)
        origins = dict.fromkeys(_(ORIGINS[origin(one, found.derived)]) for one in entries)
        rows.append((*labels[key], _lines(told), "\n".join(relations) or NOTHING, "\n".join(origins)))
    titles = ((_("Clause of B"), 1.0), (_("Title B"), 2.4), (_("Clause of A"), 1.4), (_("Relation of B to A"), 1.4),
              (_("Origin"), 1.2))  # fmt: skip
    return Table(_("Table of clause numbers in the order of B"), tuple(Column(*one) for one in titles), tuple(rows))


def differences(found: Dossier, _: Translate) -> Table:
    """A row for each deviation of what answers to each other, and for a relation that is no likeness without one."""
    titles = (
        (_("No."), 0.45), (_("Clause of A"), 0.85), (_("Clause of B"), 0.95), (_("Aspect"), 0.95),
        (_("Type and legal force in A and B"), 1.3), (_("Kind"), 0.9), (_("What differs"), 3.2), (_("A says"), 1.0),
        (_("B says"), 1.0), (_("Stricter"), 1.05), (_("Reason, note of the reviewer"), 1.3), (_("Origin"), 1.0),
        (_("Action"), 0.9), (_("Reviewer, date"), 0.95),
    )  # fmt: skip
    rows = [
        (
            number,
            _lines(entry.told("a", "label")),
            _lines(entry.told("b", "label")),
            _(ASPECTS[aspect]),
            _types(entry, found, _),
            _(DEVIATIONS[one.kind]) if one else _("relation"),
            _sentence(entry, one, found, _),
            _said(one, "a"),
            _said(one, "b"),
            _stricter(entry, one, _),
            _why(entry, _),
            _(ORIGINS[origin(entry, found.derived)]),
            _(ACTIONS[action(entry, one, aspect, provision)]),
            _who(entry),
        )
        for number, (entry, one) in enumerate(_deviations(found), 1)
        for aspect, provision in [_kind_of(entry, "b", found)]
    ]
    return Table(_(DIFFERENCES), tuple(Column(*one) for one in titles), tuple(rows))


def alone(found: Dossier, side: str, _: Translate) -> Table:
    """The clauses of one side without counterpart, with what was searched and what is left to do."""
    rows = []
    for entry in found.alone:
        if not entry.ids(side):
            continue
        aspect, provision = _kind_of(entry, side, found)
        searched = "\n".join(one for one in _searched(entry, found, side, _) if one)
        rows.append(
            (
                _lines(entry.told(side, "label")),
                _lines(entry.told(side, "title")),
                _lines(entry.told(side, "page")),
                _(PROVISIONS[provision]),
                _(ASPECTS[aspect]),
                searched,
                _why(entry, _),
                _(ORIGINS[origin(entry, found.derived)]),
                _(ACTIONS[alone_action(entry, aspect, provision)]),
                _who(entry),
            )
        )
    titles = (
        (_("Clause"), 0.8), (_("Title"), 1.6), (_("Page"), 0.5), (_("Provision"), 0.9), (_("Aspect"), 1.0),
        (_("Documents searched"), 3.2), (_("Reason, note of the reviewer"), 1.2), (_("Origin"), 0.9), (_("Action"), 0.8),
        (_("Reviewer, date"), 0.9),
    )  # fmt: skip
    name = _("Clauses of A without counterpart in B") if side == "a" else _("Clauses of B without counterpart in A")
    return Table(name, tuple(Column(*one) for one in titles), tuple(rows))


# ---- cells


def _deviations(found: Dossier) -> Iterator[tuple[Entry, Deviation | None]]:
    for entry in found.linked:
        if _is_frame(entry, found):
            continue
        yield from ((entry, one) for one in entry.deviations)
        if not entry.deviations and entry.relation not in (Relation.EQUAL, Relation.EQUIVALENT, None):
            yield entry, None


def _is_frame(entry: Entry, found: Dossier) -> bool:
    """Whether nothing of it can be a technical difference."""
    clauses = [one for side in "ab" for one in _clauses(entry, side, found)]
    return bool(clauses) and all(one.kind in INFORMING or lists_references(one) for one in clauses)


def _lines(told: Sequence[str]) -> str:
    return "\n".join(one or NOTHING for one in told) or NOTHING


def _who(entry: Entry) -> str:
    return f"{entry.first['author']}\n{str(entry.first['at'])[:10]}" if entry.first["author"] else NOTHING


def _rationale(entry: Entry, _: Translate) -> str:
    said = str(entry.first["rationale"] or (entry.match.rationale if entry.match and not entry.decided else ""))
    return _(RATIONALES[said]) if said in RATIONALES else NOTHING


def _implication(entry: Entry) -> str:
    """What meeting one side says about the other, as it follows from the relation that stands (see ``IMPLIED``)."""
    said = _FOLLOWS.get(entry.relation, NOTHING) if entry.relation else NOTHING
    undetermined = (
        entry.match is not None and entry.match.relation is entry.relation and entry.match.implication == "undetermined"
    )
    return "?" if undetermined and entry.linked else said


def _clauses(entry: Entry, side: str, found: Dossier) -> list[Clause]:
    name, known = found.names["ab".index(side)], found.clauses
    return [known[name, key] for key in entry.ids(side) if (name, key) in known]


def _kind_of(entry: Entry, side: str, found: Dossier) -> tuple[Aspect, Provision]:
    """Aspect and type of the clauses on one side; where that says nothing, of the other."""
    clauses = [*_clauses(entry, side, found), *_clauses(entry, "a" if side == "b" else "b", found)]
    aspect = next((one.aspect for one in clauses if one.aspect is not Aspect.UNSURE), Aspect.UNSURE)
    return aspect, next((one.provision for one in clauses if one.provision is not Provision.UNSURE), Provision.UNSURE)


def _types(entry: Entry, found: Dossier, _: Translate) -> str:
    sides = []
    for side in "ab":
        document, told = found.document(side), []
        for one in _clauses(entry, side, found) if document else ():
            force = found.legal.clause(document.standard, one, document.clauses).force if document else Force.UNSAID
            told.append(_(", ").join([_(PROVISIONS[one.provision]), *([_(FORCES[force])] if force else [])]))
        sides.append(_("{side}: {what}").format(side=side.upper(), what="; ".join(dict.fromkeys(told)) or NOTHING))
    return "\n".join(sides)


def _sentence(entry: Entry, one: Deviation | None, found: Dossier, _: Translate) -> str:
    match = _as_match(entry, found)
    if one is None:
        return relation_sentence(match, lambda _standard, key: _label(entry, key), _)
    return deviation_sentence(one, Sides.of(match, found.clauses), _)


def _as_match(entry: Entry, found: Dossier) -> Match:
    return Match(found.names[0], entry.ids("a"), found.names[1], entry.ids("b"), entry.relation or Relation.NONE, 0.0)


def _label(entry: Entry, key: str) -> str:
    known = {row[f"{side}_clause"]: row[f"{side}_label"] for row in entry.rows for side in "ab"}
    return str(known.get(key, key))


def _said(one: Deviation | None, side: str) -> str:
    """What a side says, as printed: figures, verbs and names; sentences stand in the sentence."""
    if one is None or one.kind not in (
        DeviationKind.LIMIT,
        DeviationKind.MODALITY,
        DeviationKind.METHOD,
        DeviationKind.REFERENCE,
    ):
        return ""
    return (one.a_text if side == "a" else one.b_text) or NOTHING


def _stricter(entry: Entry, one: Deviation | None, _: Translate) -> str:
    if one is not None:
        return _(SIDES[one.stricter if one.comparable else Side.NOT_COMPARABLE])
    said = entry.first["stricter"]
    return _(SIDES[Side(said)]) if said else NOTHING


def _why(entry: Entry, _: Translate) -> str:
    """Why people decided so: the reason that they chose and what they noted."""
    reason = str(entry.first["reason"])
    said = _(REASONS[reason]) if reason in REASONS and reason != Decision.NO_COUNTERPART.value else ""
    doubt = _(DECISIONS[Decision.UNSURE]) if entry.first["decision"] == Decision.UNSURE.value else ""
    return "; ".join(part for part in (doubt, said, str(entry.first["note"])) if part)


def _searched(entry: Entry, found: Dossier, side: str, _: Translate) -> tuple[str, ...]:
    match = entry.match
    if match and match.absence:
        label = label_of(found)
        why = absence_words(match, label, _) if entry.first["decision"] == OPEN else ""
        return why, searched_words(match, _), missing_words(match, _)
    if match and match.searched:
        return ("\n".join(match.searched),)
    return (found.names[1 if side == "a" else 0],)


def label_of(found: Dossier) -> Label:
    """How clauses are cited, by designation and id."""
    known = {key: clause.cited for key, clause in found.clauses.items()}
    return lambda standard, key: known.get((standard, key), key)

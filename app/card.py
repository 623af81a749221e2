"""What a card shows, as plain data: both sides with their marks, what differs, why it was proposed, who said what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.body import body
from app.card_lines import SIDE_TONES, deviation_rows, evidence_rows, legend, per_cent, published_lines, said_line
from app.chaining import card_lines as derived_card_lines
from app.chaining import without_overruled
from app.chosen import NOTHING, Held, Pending, by_hand, held, taken_away
from app.deviation_wording import Sides
from app.edition_wording import doubt_words
from app.highlight import Mark, Segment, clause_marks, segments
from app.legal import LegalView, words_of
from app.licensed import told_clause, told_comparison, told_match
from app.rationale import absence_words, missing_words, rationale, searched_words
from app.reason_wording import reasons_sentence
from app.relation_wording import relation_sentence
from app.scope_wording import SHORT
from app.state import Comparison, Item, State
from app.visible import direction, visible
from app.wording import ADVICE, ASPECTS, KINDS, N_, PROVISIONS, RATIONALES, RELATIONS, SIDES, Translate
from index.shelf import Licence
from ingest.clause import Aspect, Clause, Kind, Standard
from ingest.doubt import doubtful_words
from matcher.match import Match, Side
from matcher.relate import stricter_side
from matcher.scope_verdict import ScopeKind

Data = dict[str, Any]

SNIPPET = 150
STATES = {
    State.OPEN: N_("not decided"),
    State.ACCEPTED: N_("accepted"),
    State.REJECTED: N_("rejected"),
    State.UNSURE: N_("unsure"),
    State.NO_COUNTERPART: N_("no counterpart"),
}
_STATE_TONES = {
    State.OPEN: "open",
    State.ACCEPTED: "good",
    State.REJECTED: "bad",
    State.UNSURE: "warn",
    State.NO_COUNTERPART: "none",
}


def card_data(
    comparison: Comparison, item: Item, _: Translate, *, pending: Pending = NOTHING, legal: LegalView | None = None
) -> Data:
    """The card of ``item`` as it stands with what its reviewer has chosen on it and not yet stored.

    ``because`` says in a sentence why the two sides were brought together; what was found of the proposal is told only where
    the proposed clauses are on the card; ``legal`` tells the legal force of each clause.
    """
    comparison, now = told_comparison(comparison), held(item, pending)
    match = told_match(replace(item.match, deviations=now.deviations), comparison.licences)
    sides = Sides.of(replace(match, a_clauses=now.a, b_clauses=now.b), comparison.known)
    plain = now.proposed
    shown = [_side(comparison, item, match, now, side, _) for side in ("a", "b")]
    if legal is not None:
        for side in shown:
            _with_force(side, comparison, legal, _)
    return {
        "summary": _summary(item, now, _, pending),
        "history": [visible(said_line(judgement, comparison, _)) for judgement in item.said],
        "sides": shown,
        "legend": legend((clause for side in shown for clause in side["clauses"]), _),
        "relation": visible(_relation(comparison, item.match, _)) if plain else "",
        "deviations": deviation_rows(match.deviations, comparison, sides, _, turn=plain and not now.edited),
        "evidence": evidence_rows(without_overruled(match, comparison.derived), _) if plain else [],
        "derived": [visible(line) for line in derived_card_lines(comparison, item, _)],
        "published": [visible(line) for line in published_lines(match, _)],
        "because": visible(rationale(match, _)) if plain else "",
        "words": _words(now, _),
    }


def _words(now: Held, _: Translate) -> Data:
    """The words around what a card shows, and those of its small buttons."""
    edited = _("Edited by {person}").format(person=now.by) if now.by else _("Edited by you, not stored yet")
    nothing = N_("No difference was found in limits, modal verbs or references: read both texts.")
    if not now.proposed:
        nothing = N_("These clauses were put together by hand: what differs was not looked for yet.")
    return {
        "deviations": _("What differs") if now.linked else "",
        "edited": visible(edited) if now.edited else "",
        "evidence": _("Why it was proposed") if now.linked else "",
        "derived": _("What follows from decided links with other standards"),
        "published": _("What the standards publish themselves"),
        "noDeviations": _("No deviation stands.") if now.edited else _(nothing),
        "noEvidence": _("No single sign stands out.") if now.proposed else _("No evidence: clauses were chosen by hand."),
        "edit": _("Edit") if now.linked else "",
        "remove": _("Remove"),
        "add": _("Add a deviation") if now.linked else "",
        "take": _("Take this clause off the card"),
    }


def _summary(item: Item, now: Held, _: Translate, pending: Pending) -> list[Data]:
    match = item.match
    pills = [{"text": _(STATES[item.state]), "tone": _STATE_TONES[item.state]}]
    proposed = _("Proposed: {relation}").format(relation=_(RELATIONS[match.relation]))
    sure = _(ADVICE[match.advice])
    pills.append({"text": f"{proposed} · {per_cent(match.confidence)} · {sure}", "tone": ""})
    side = stricter_side(now.deviations) if now.edited else match.stricter
    if now.deviations or (now.proposed and match.stricter is not Side.NOT_COMPARABLE):
        pills.append({"text": _(SIDES[side]), "tone": SIDE_TONES[side]})
    if match.scope and match.scope not in (ScopeKind.SAME, ScopeKind.UNDETERMINED):
        pills.append({"text": _("Scopes: {scopes}").format(scopes=_(SHORT[ScopeKind(match.scope)])), "tone": "mixed"})
    if now.linked and now.rationale in RATIONALES:
        pills.append({"text": _("Rationale: {rationale}").format(rationale=_(RATIONALES[now.rationale])), "tone": ""})
    if pending.relation is not None and pending.relation is not match.relation:
        pills.append({"text": _("Your choice: {relation}").format(relation=_(RELATIONS[pending.relation])), "tone": "warn"})
    return pills


def _side(comparison: Comparison, item: Item, match: Match, now: Held, side: str, _: Translate) -> Data:
    standard = comparison.a if side == "a" else comparison.b
    ids = now.side(side)
    clauses = [
        _clause(comparison.clause(side, clause_id), match, standard, comparison, side, _)
        | {"id": clause_id, "hand": _("added by hand") if by_hand(item, side, clause_id) else ""}
        for clause_id in ids
    ]
    gone = ", ".join(comparison.clause(side, one).cited for one in taken_away(item, now, side))
    return {
        "name": side.upper(),
        "designation": visible(standard.designation),
        "title": visible(standard.title),
        "dir": direction(standard.lang),
        "lang": standard.lang,
        "clauses": clauses,
        "notice": visible(" · ".join((*_doubts(item, side, _), *_notices(comparison, standard, gone, _)))),
        "empty": [] if clauses else [visible(line) for line in _absence(comparison, match, standard, _)],
    }


def _with_force(side: Data, comparison: Comparison, legal: LegalView, _: Translate) -> None:
    """Tell on each clause of a side whether it binds, and by which regulation."""
    standard = comparison.a if side["name"] == "A" else comparison.b
    known = comparison.side(side["name"].lower())
    for data in side["clauses"]:
        clause = known.get(data["id"])
        if clause and (words := words_of(legal.clause(standard, clause, list(known.values())), _)):
            data["tags"].append(visible(words))


def _doubts(item: Item, side: str, _: Translate) -> list[str]:
    """What is told of an earlier or a later edition of this side."""
    return [doubt_words(one, _) for one in item.doubts if one.side == side]


def _notices(comparison: Comparison, standard: Standard, gone: str, _: Translate) -> list[str]:
    notices = [_("Proposed here, and taken away: {clauses}").format(clauses=gone)] if gone else []
    if comparison.licences.get(standard.designation, Licence.FULL) is not Licence.FULL:
        notices.append(_("The licence of this standard does not let its whole text be shown."))
    return notices


def _absence(comparison: Comparison, match: Match, standard: Standard, _: Translate) -> list[str]:
    """What is told of a clause without counterpart: why the nearest was not taken, what was searched, what is not on file."""
    if match.a_clauses and match.b_clauses:
        return [_("No counterpart: that is what Accept stores now.")]
    plain = _("Searched: {searched}").format(searched=", ".join(match.searched) or standard.designation)
    lines = (absence_words(match, comparison.label, _), searched_words(match, _) or plain, missing_words(match, _))
    return [_("No counterpart was found."), *(line for line in lines if line)]


def _relation(comparison: Comparison, match: Match, _: Translate) -> str:
    """The relation of the two sides, and what spoke for it and against it."""
    return " ".join(filter(None, (relation_sentence(match, comparison.label, _), reasons_sentence(match, _))))


def _clause(clause: Clause, match: Match, standard: Standard, comparison: Comparison, side: str, _: Translate) -> Data:
    known = comparison.a_clauses if side == "a" else comparison.b_clauses
    licence = comparison.licences.get(standard.designation)
    return clause_data(clause, known, clause_marks(clause, match, standard.publisher), _, licence)


def clause_data(
    clause: Clause, known: Mapping[str, Clause], marks: Sequence[Mark], _: Translate, licence: Licence | None = None
) -> Data:
    """One clause as it is shown; ``known`` are the clauses of its standard by their ids, told as far as ``licence`` lets them."""
    nothing = _("(the text is not shown)") if licence is Licence.NONE else _("(no text of its own)")
    tags = [_(PROVISIONS[clause.provision])]
    if clause.kind is not Kind.CLAUSE:
        tags.insert(0, _(KINDS[clause.kind]))
    # that a term is a definition goes without saying
    if clause.aspect is not Aspect.UNSURE and (clause.kind, clause.aspect) != (Kind.TERM, Aspect.DEFINITION):
        tags.append(_(ASPECTS[clause.aspect]))
    if clause.page:
        tags.append(_("p. {page}").format(page=clause.page))
    if words := doubtful_words(clause):
        tags.append(visible(_("Read by OCR, compare with the page: {words}").format(words=words)))
    return {
        "label": visible(clause.clause),
        "path": [visible(step) for step in heading_path(known, clause)],
        "title": _pairs(segments(clause.title, ())),
        **body(clause, marks, known, _, nothing),
        "nothing": nothing,
        "tags": tags,
        "dir": direction(clause.lang),
        "lang": clause.lang,
    }


def heading_path(known: Mapping[str, Clause], clause: Clause) -> list[str]:
    """Labels and titles of the clauses above ``clause``, from the top."""
    path: list[str] = []
    above = known.get(clause.parent)
    while above is not None and len(path) < len(known):
        path.insert(0, " ".join(part for part in (above.clause, above.title) if part))
        above = known.get(above.parent)
    return path


def choice_rows(
    ranked: Sequence[tuple[Clause, float | None]],
    *,
    current: str = "",
    keys: int = 0,
    notes: Mapping[str, str] = MappingProxyType({}),
    licences: Mapping[str, Licence],
) -> list[Data]:
    """Rows for a list of clauses with their scores; the first ``keys`` of them say which digit takes them.

    ``licences`` by designation bind what is shown of their texts.

    ``notes`` by clause id are told beside the title.
    """
    return [
        {
            "key": clause.id,
            "label": visible(clause.cited),
            "title": visible(clause.title),
            "note": visible(notes.get(clause.id, "")),
            "snippet": visible(" ".join(told_clause(clause, licences.get(clause.standard)).text.split())[:SNIPPET]),
            "score": "" if score is None else per_cent(score),
            "dir": direction(clause.lang),
            "lang": clause.lang,
            "current": clause.id == current,
            "shortcut": str(place) if place <= keys else "",
        }
        for place, (clause, score) in enumerate(ranked, 1)
    ]


def _pairs(parts: Sequence[Segment]) -> list[tuple[str, str]]:
    return [(part.text, part.kind) for part in parts]

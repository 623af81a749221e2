"""What a card shows, as plain data: both sides with their marks, what differs, why it was proposed, who said what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.body import body
from app.deviation_wording import Sides, deviation_sentence
from app.explain import evidence_detail, evidence_words
from app.highlight import Mark, Segment, clause_marks, segments
from app.licensed import told_clause, told_comparison, told_match
from app.rationale import Label, absence_words, missing_words, rationale, searched_words
from app.reason_wording import reasons_sentence
from app.relation_wording import relation_sentence
from app.scope_wording import SHORT
from app.state import Comparison, Item, State
from app.visible import direction, visible
from app.wording import ADVICE, ASPECTS, DECISIONS, DEVIATIONS, KINDS, N_, PROVISIONS, PUBLISHED, REASONS, RELATIONS, SIDES
from index.shelf import Licence
from ingest.clause import Aspect, Clause, Kind, Standard
from ingest.doubt import doubtful_words
from matcher.match import Decision, Deviation, Evidence, Judgement, Match, Relation, Side
from matcher.scope_verdict import ScopeKind

Translate = Callable[[str], str]
Data = dict[str, Any]

SNIPPET = 150
FAINT = 0.1
"""A signal without a share of the score is not shown below this value."""
FAINT_SHARE = 0.02
"""One with a share of the score is shown from this on, for the link or against it."""
_ALWAYS = frozenset({"tree", "language", "kind"})
"""What a reviewer must know however little it weighs."""
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
_SIDE_TONES = {Side.A: "a", Side.B: "b", Side.SAME: "same", Side.MIXED: "mixed", Side.NOT_COMPARABLE: "none"}


def card_data(
    comparison: Comparison, item: Item, _: Translate, *, counterpart: str = "", relation: Relation | None = None
) -> Data:
    """The card of ``item``; with ``counterpart`` (a clause id) its other side shows that clause instead of the proposed ones.

    ``relation`` is what the reviewer has chosen on the card and not yet stored. ``because`` says in a sentence why the two sides
    were brought together.
    """
    comparison, match = told_comparison(comparison), told_match(item.match, comparison.licences)
    other = "b" if match.a_clauses else "a"
    sides = Sides.of(match, comparison.known)
    return {
        "summary": _summary(item, _, relation),
        "history": [visible(said_line(judgement, comparison, _)) for judgement in item.said],
        "sides": [_side(comparison, match, side, _, chosen=counterpart if side == other else "") for side in ("a", "b")],
        "relation": "" if counterpart else visible(_relation(comparison, match, _)),
        "deviations": [] if counterpart else [_deviation(one, comparison, sides, _) for one in match.deviations],
        "evidence": [] if counterpart else _evidence(match, _),
        "published": [visible(line) for line in _published(match, _)],
        "because": "" if counterpart else visible(rationale(match, _)),
        "words": {
            "deviations": _("What differs"),
            "evidence": _("Why it was proposed"),
            "published": _("What the standards publish themselves"),
            "noDeviations": _("No difference was found in limits, modal verbs or references: read both texts."),
            "noEvidence": _("No evidence: this counterpart was chosen by hand.")
            if counterpart
            else _("No single sign stands out."),
        },
    }


def _summary(item: Item, _: Translate, relation: Relation | None) -> list[Data]:
    match = item.match
    pills = [{"text": _(STATES[item.state]), "tone": _STATE_TONES[item.state]}]
    proposed = _("Proposed: {relation}").format(relation=_(RELATIONS[match.relation]))
    sure = _(ADVICE[match.advice])
    pills.append({"text": f"{proposed} · {per_cent(match.confidence)} · {sure}", "tone": ""})
    if match.deviations or match.stricter is not Side.NOT_COMPARABLE:
        pills.append({"text": _(SIDES[match.stricter]), "tone": _SIDE_TONES[match.stricter]})
    if match.scope and match.scope not in (ScopeKind.SAME, ScopeKind.UNDETERMINED):
        pills.append({"text": _("Scopes: {scopes}").format(scopes=_(SHORT[ScopeKind(match.scope)])), "tone": "mixed"})
    if relation is not None and relation is not match.relation:
        pills.append({"text": _("Your choice: {relation}").format(relation=_(RELATIONS[relation])), "tone": "warn"})
    return pills


def _side(comparison: Comparison, match: Match, side: str, _: Translate, *, chosen: str) -> Data:
    standard = comparison.a if side == "a" else comparison.b
    ids = (chosen,) if chosen else match.a_clauses if side == "a" else match.b_clauses
    clauses = [_clause(comparison.clause(side, clause_id), match, standard, comparison, side, _) for clause_id in ids]
    return {
        "name": side.upper(),
        "designation": visible(standard.designation),
        "title": visible(standard.title),
        "dir": direction(standard.lang),
        "lang": standard.lang,
        "clauses": clauses,
        "notice": " · ".join(_notices(comparison, standard, _, chosen=chosen)),
        "empty": [] if clauses else [visible(line) for line in _absence(comparison, match, standard, _)],
    }


def _notices(comparison: Comparison, standard: Standard, _: Translate, *, chosen: str) -> list[str]:
    notices = [_("Chosen by you instead of the proposal")] if chosen else []
    if comparison.licences.get(standard.designation, Licence.FULL) is not Licence.FULL:
        notices.append(_("The licence of this standard does not let its whole text be shown."))
    return notices


def _absence(comparison: Comparison, match: Match, standard: Standard, _: Translate) -> list[str]:
    """What is told of a clause without counterpart: why the nearest was not taken, what was searched, what is not on file."""
    label = _label(comparison, match)
    plain = _("Searched: {searched}").format(searched=", ".join(match.searched) or standard.designation)
    lines = (absence_words(match, label, _), searched_words(match, _) or plain, missing_words(match, _))
    return [_("No counterpart was found."), *(line for line in lines if line)]


def _relation(comparison: Comparison, match: Match, _: Translate) -> str:
    """The relation of the two sides, and what spoke for it and against it."""
    return " ".join(filter(None, (relation_sentence(match, _label(comparison, match), _), reasons_sentence(match, _))))


def _label(comparison: Comparison, match: Match) -> Label:
    def label(name: str, clause_id: str) -> str:
        return comparison.clause("a" if name == match.a_standard else "b", clause_id).cited

    return label


def _clause(clause: Clause, match: Match, standard: Standard, comparison: Comparison, side: str, _: Translate) -> Data:
    known = comparison.a_clauses if side == "a" else comparison.b_clauses
    return clause_data(clause, known, clause_marks(clause, match, standard.publisher), _)


def clause_data(clause: Clause, known: Mapping[str, Clause], marks: Sequence[Mark], _: Translate) -> Data:
    """One clause as it is shown; ``known`` are the clauses of its standard by their ids."""
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
        **body(clause, marks, known, _),
        "nothing": _("(no text of its own)"),
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


def said_line(judgement: Judgement, comparison: Comparison, _: Translate) -> str:
    """A judgement as one line: who, what, which clauses, why, when."""
    a = comparison.clause("a", judgement.a_clause).cited if judgement.a_clause else "–"
    b = comparison.clause("b", judgement.b_clause).cited if judgement.b_clause else "–"
    what = _(DECISIONS[judgement.decision])
    if judgement.decision is Decision.ACCEPT and judgement.relation is not None:
        what = f"{what} ({_(RELATIONS[judgement.relation])})"
    parts = [judgement.author, f"{a} ↔ {b}: {what}"]
    if judgement.reason:
        parts.append(_(REASONS.get(judgement.reason, judgement.reason)))
    if judgement.note:
        parts.append(f"“{judgement.note}”")
    parts.append(judgement.at[:16].replace("T", " "))
    return " · ".join(part for part in parts if part)


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


def per_cent(share: float) -> str:
    """A probability for the eye: whole per cent, never 100 (nothing that is proposed is certain), 0 only for 0."""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if share >= 0.995 else f"{share:.0%}"


def _deviation(deviation: Deviation, comparison: Comparison, sides: Sides, _: Translate) -> Data:
    return {
        "kind": _(DEVIATIONS[deviation.kind]),
        "a": visible(deviation.a_text) or "–",
        "b": visible(deviation.b_text) or "–",
        "a_lang": {"dir": direction(comparison.a.lang), "lang": comparison.a.lang},
        "b_lang": {"dir": direction(comparison.b.lang), "lang": comparison.b.lang},
        "verdict": _(SIDES[deviation.stricter if deviation.comparable else Side.NOT_COMPARABLE]),
        "tone": _SIDE_TONES[deviation.stricter] if deviation.comparable else "none",
        "sentence": visible(deviation_sentence(deviation, sides, _)),
        "turn": _("Take back") if deviation.by else "" if deviation.comparable else _("Comparable after all"),
    }


def _published(match: Match, _: Translate) -> list[str]:
    """What the standards state of these clauses themselves, each in a line: both labels, how, where, and in which words."""
    lines = []
    for told in match.published:
        where = _("{standard}, p. {page}").format(standard=told.by, page=told.page) if told.page else told.by
        agrees = "" if told.agrees else _("the proposal differs")
        parts = (f"{told.a_clause or '–'} ↔ {told.b_clause or '–'}", _(PUBLISHED[told.kind]), agrees, where, told.note)
        lines.append(" · ".join(part for part in parts if part))
    return lines


def _evidence(match: Match, _: Translate) -> list[Data]:
    """The signals, those that weigh most first: ``value`` in [0, 1] beside the heaviest, ``against`` what speaks against it.

    A comparison that was made before shares were told has the values of its signals in their place.
    """
    shared = any(one.share for one in match.evidence)
    weight = {one.name: one.share if shared else one.value for one in match.evidence}
    most = max((abs(value) for value in weight.values()), default=0.0) if shared else 1.0
    told = [one for one in match.evidence if _is_told(one)]
    return [
        {
            "words": evidence_words(one.name, _),
            "value": round(abs(weight[one.name]) / most, 4) if most else 0.0,
            "share": f"{one.share:+.0%}" if one.share else "",
            "against": one.share < 0 or one.name in _ALWAYS or (one.name == "order" and bool(one.detail)),
            "detail": visible(evidence_detail(one.name, one.detail, _)),
        }
        for one in sorted(told, key=lambda one: -abs(weight[one.name]))
    ]


def _is_told(one: Evidence) -> bool:
    if one.share:
        return abs(one.share) >= FAINT_SHARE
    if one.name == "order":
        return bool(one.detail)
    return one.value >= FAINT or one.name in _ALWAYS


def _pairs(parts: Sequence[Segment]) -> list[tuple[str, str]]:
    return [(part.text, part.kind) for part in parts]

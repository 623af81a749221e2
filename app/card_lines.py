"""The lines of a card: who said what, what differs, what the signals say, and what the standards publish themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.deviation_wording import Sides, deviation_sentence
from app.edition_wording import carried_words
from app.explain import evidence_detail, evidence_words
from app.state import Comparison
from app.visible import direction, visible
from app.wording import DECISIONS, DEVIATIONS, N_, PUBLISHED, RATIONALES, REASONS, RELATIONS, SIDES, Translate
from matcher.match import Decision, Deviation, Evidence, Judgement, Match, Side

Data = dict[str, Any]

FAINT = 0.1
"""A signal without a share of the score is not shown below this value."""
FAINT_SHARE = 0.02
"""One with a share of the score is shown from this on, for the link or against it."""
_ALWAYS = frozenset({"tree", "language", "kind"})
"""What a reviewer must know however little it weighs."""
SIDE_TONES = {Side.A: "a", Side.B: "b", Side.SAME: "same", Side.MIXED: "mixed", Side.NOT_COMPARABLE: "none"}


MARKS = {
    "deviation": N_("differs"),
    "modal": N_("modal verb"),
    "number": N_("number on both sides"),
    "reference": N_("document named on both sides"),
    "term": N_("word or name on both sides"),
    "ocr": N_("read by OCR"),
    "hidden": N_("hidden character"),
}
"""What the marks in a clause on a card mean, by their kinds (``app.highlight``)."""


def legend(clauses: Iterable[Data], _: Translate) -> list[tuple[str, str]]:
    """The marks that clauses on a card wear, with what they mean; ``clauses`` as ``app.card.clause_data`` makes them."""
    worn = {kind for clause in clauses for block in clause["blocks"] for kind in _kinds(block)}
    return [(kind, _(words)) for kind, words in MARKS.items() if kind in worn]


def _kinds(block: Data) -> Iterator[str]:
    """The kinds of marks in a block of a clause, in its text and in its cells."""
    cells = (cell for row in block["table"]["rows"] for cell in row) if block["table"] else ()
    for part in (*block["runs"], *cells):
        yield from (kind for _text, kind in part["segments"])


def said_line(judgement: Judgement, comparison: Comparison, _: Translate) -> str:
    """A judgement as one line: who, what, which clauses, why, when."""
    a = comparison.clause("a", judgement.a_clause).cited if judgement.a_clause else "–"
    b = comparison.clause("b", judgement.b_clause).cited if judgement.b_clause else "–"
    what = _(DECISIONS[judgement.decision])
    if judgement.decision is Decision.ACCEPT and judgement.relation is not None:
        words = (RELATIONS[judgement.relation], RATIONALES.get(judgement.rationale, ""))
        what = f"{what} ({', '.join(_(word) for word in words if word)})"
    parts = [judgement.author, f"{a} ↔ {b}: {what}"]
    if judgement.carried is not None:
        parts.append(carried_words(judgement.carried, judgement.author, _))
    if judgement.reason:
        parts.append(_(REASONS.get(judgement.reason, judgement.reason)))
    if judgement.deviations is not None:
        parts.append(_("deviations edited: {count}").format(count=len(judgement.deviations)))
    if judgement.note:
        parts.append(f"“{judgement.note}”")
    parts.append(judgement.at[:16].replace("T", " "))
    return " · ".join(part for part in parts if part)


def per_cent(share: float) -> str:
    """A probability for the eye: whole per cent, never 100 (nothing that is proposed is certain), 0 only for 0."""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if share >= 0.995 else f"{share:.0%}"


def deviation_rows(
    deviations: Sequence[Deviation], comparison: Comparison, sides: Sides, _: Translate, *, turn: bool
) -> list[Data]:
    """What differs, one row each; ``turn``: with what says that a deviation can be compared after all."""
    return [_deviation(one, comparison, sides, _, turn=turn) for one in deviations]


def _deviation(deviation: Deviation, comparison: Comparison, sides: Sides, _: Translate, *, turn: bool) -> Data:
    return {
        "kind": _(DEVIATIONS[deviation.kind]),
        "a": visible(deviation.a_text) or "–",
        "b": visible(deviation.b_text) or "–",
        "a_lang": {"dir": direction(comparison.a.lang), "lang": comparison.a.lang},
        "b_lang": {"dir": direction(comparison.b.lang), "lang": comparison.b.lang},
        "verdict": _(SIDES[deviation.stricter if deviation.comparable else Side.NOT_COMPARABLE]),
        "tone": SIDE_TONES[deviation.stricter] if deviation.comparable else "none",
        "sentence": visible(deviation_sentence(deviation, sides, _)),
        "turn": "" if not turn else _("Take back") if deviation.by else "" if deviation.comparable else _("Comparable after all"),
    }


def published_lines(match: Match, _: Translate) -> list[str]:
    """What the standards state of these clauses themselves, each in a line: both labels, how, where, and in which words."""
    lines = []
    for told in match.published:
        where = _("{standard}, p. {page}").format(standard=told.by, page=told.page) if told.page else told.by
        agrees = "" if told.agrees else _("the proposal differs")
        parts = (f"{told.a_clause or '–'} ↔ {told.b_clause or '–'}", _(PUBLISHED[told.kind]), agrees, where, told.note)
        lines.append(" · ".join(part for part in parts if part))
    return lines


def evidence_rows(match: Match, _: Translate) -> list[Data]:
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

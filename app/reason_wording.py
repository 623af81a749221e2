"""What spoke for the relation of a pair and against it: the numbers of ``matcher.relate.Demands``, told as what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from app.wording import N_, Translate
from matcher.match import Match, Reason
from matcher.parameters import shipped
from matcher.relate import SAME_WORDS, SCOPES, TERMS, TYPICAL

_MOST = {"for": 3, "against": 2}

WORDS: Mapping[str, tuple[str, str]] = {
    "said_a": (N_("B says much of what A says"), N_("B says little of what A says")),
    "said_b": (N_("A says much of what B says"), N_("A says little of what B says")),
    "elsewhere_a": (
        N_("other clauses of the standard of B say as well what A says"),
        N_("nothing else in the standard of B says so well what A says"),
    ),
    "elsewhere_b": (
        N_("other clauses of the standard of A say as well what B says"),
        N_("nothing else in the standard of A says so well what B says"),
    ),
    "rival_a": (N_("A has nearer clauses than B, or others as near"), N_("no other clause is as near to A as B")),
    "rival_b": (N_("B has nearer clauses than A, or others as near"), N_("no other clause is as near to B as A")),
    "spread_a": (N_("A is near to many clauses of the other standard"), N_("A is near to few clauses of the other standard")),
    "spread_b": (N_("B is near to many clauses of the other standard"), N_("B is near to few clauses of the other standard")),
    "a_stricter": (N_("a limit or a modal verb is stricter in A"), N_("no limit and no modal verb is stricter in A")),
    "b_stricter": (N_("a limit or a modal verb is stricter in B"), N_("no limit and no modal verb is stricter in B")),
    "apart": (N_("a limit cannot be compared"), N_("there is no limit that cannot be compared")),
    "other": (
        N_("a reference, a method or a definition differs"),
        N_("no reference, method or definition was found that differs"),
    ),
    "more_a": (N_("A demands something that was not found in B"), N_("nothing was found that A alone demands")),
    "more_b": (N_("B demands something that was not found in A"), N_("nothing was found that B alone demands")),
    "longer_a": (N_("A is the longer one"), N_("A is not much longer")),
    "longer_b": (N_("B is the longer one"), N_("B is not much longer")),
}
"""By name of a number of ``Demands``: what is said where it is above that of a typical pair, and where it is below."""
ALONE = {
    SCOPES: N_("the scopes of the two standards exclude each other"),
    TERMS: N_(
        "both sides use a term that the two standards define differently: equal or equivalent only when a person confirms it"
    ),
    SAME_WORDS: N_("both sides have the same words in the same language"),
}


def reasons_sentence(match: Match, _: Translate) -> str:
    """What spoke for the relation, and what against it, the weightiest first; "" where nothing is told."""
    speaking = {
        "for": [reason for reason in match.reasons if reason.share > 0],
        "against": [reason for reason in match.reasons if reason.share < 0],
    }
    told = {side: _("; ").join(_(words(one)) for one in found[: _MOST[side]]) for side, found in speaking.items()}
    if told["for"] and told["against"]:
        return _("For this relation: {reasons}. Against it: {doubts}.").format(reasons=told["for"], doubts=told["against"])
    if told["for"]:
        return _("For this relation: {reasons}.").format(reasons=told["for"])
    return _("Against this relation: {doubts}.").format(doubts=told["against"]) if told["against"] else ""


def words(reason: Reason) -> str:
    """The message of a reason."""
    if reason.name in ALONE:
        return ALONE[reason.name]
    more, less = WORDS[reason.name]
    return more if reason.value > shipped().relation[TYPICAL].get(reason.name, 0.0) else less

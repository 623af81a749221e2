"""The relation of a pair in one sentence: what meeting one side says about the other, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable

from app.explain import reason_words
from app.wording import N_, Translate
from matcher.match import DeviationKind, Match, Relation, Side

Label = Callable[[str, str], str]
"""The label of a clause, from its standard and id."""

IMPLICATIONS = {
    "A ⇒ B": N_("whoever meets {a} meets {b}"),
    "B ⇒ A": N_("whoever meets {b} meets {a}"),
    "both": N_("whoever meets one meets the other"),
    "neither": N_("meeting one does not mean meeting the other"),
    "undetermined": N_("whether meeting one means meeting the other is open"),
}
"""By value of ``matcher.relate.Implication``, with the names of both sides."""
_SENTENCES = {
    Relation.EQUAL: N_("{a} and {b} say the same, in the same words or their translation"),
    Relation.EQUIVALENT: N_("{a} and {b} make the same demand in other words"),
    Relation.SUPERSET: N_("{a} demands all that {b} demands, and more"),
    Relation.SUBSET: N_("{b} demands all that {a} demands, and more"),
    Relation.INTERSECTS: N_("{a} and {b} share some demands, and each has others"),
    Relation.NONE: N_("{a} and {b} do not answer to each other"),
}


_USUAL = frozenset({(Relation.SUPERSET, "A ⇒ B"), (Relation.SUBSET, "B ⇒ A")})
_IMPLIED = N_("whoever meets it meets the other, but not the other way round")


def relation_sentence(match: Match, label: Label, _: Translate) -> str:
    """The relation of two sides in a sentence, and its implication; "" for a clause without counterpart."""
    if not match.a_clauses or not match.b_clauses:
        return ""
    sides = {
        "a": _named(match.a_standard, match.a_clauses, label, _),
        "b": _named(match.b_standard, match.b_clauses, label, _),
    }
    said = _(_SENTENCES[match.relation]).format(**sides)
    if match.implication in IMPLICATIONS and match.relation is not Relation.NONE:
        usual = (match.relation, match.implication) in _USUAL
        follows = _(_IMPLIED if usual else IMPLICATIONS[match.implication]).format(**sides)
        said = _("{relation}; {implication}").format(relation=said, implication=follows)
    because = _open(match, _)
    return (
        _("{sentence}, because limits cannot be compared ({reason}).").format(sentence=said, reason=because)
        if because
        else (_("{sentence}.").format(sentence=said))
    )


def _named(standard: str, ids: tuple[str, ...], label: Label, _: Translate) -> str:
    named = _(", ").join(label(standard, clause_id) for clause_id in ids)
    return _("{standard}, {clauses}").format(standard=standard, clauses=named)


def _open(match: Match, _: Translate) -> str:
    """Why an implication is open: the reasons of its limits that cannot be compared."""
    if match.implication != "undetermined" or match.relation is Relation.NONE:
        return ""
    reasons = [
        d.reason for d in match.deviations if d.kind is DeviationKind.LIMIT and d.stricter is Side.NOT_COMPARABLE and d.reason
    ]
    return _("; ").join(dict.fromkeys(reason_words(reason, _) for reason in reasons))

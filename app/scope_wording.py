"""The verdict on the scopes of two standards in words, for the head of a comparison and for what is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.rationale import language
from app.wording import N_, Translate
from index.shelf import Licence
from ingest.clause import Document
from matcher.match import Side
from matcher.scope_verdict import ScopeKind, ScopeReason, ScopeVerdict, ScopeWhy

SCOPES = {
    ScopeKind.SAME: N_("The scopes are the same as far as their words are known."),
    ScopeKind.A_WIDER: N_("The scope of {a} is wider."),
    ScopeKind.B_WIDER: N_("The scope of {b} is wider."),
    ScopeKind.OVERLAP: N_("The scopes overlap: each reaches further somewhere."),
    ScopeKind.DISJOINT: N_("The scopes have nothing in common: no limit of one can be compared with a limit of the other."),
    ScopeKind.UNDETERMINED: N_("How the scopes lie to each other cannot be told from their words."),
}
SHORT = {
    ScopeKind.SAME: N_("the same"),
    ScopeKind.A_WIDER: N_("wider in A"),
    ScopeKind.B_WIDER: N_("wider in B"),
    ScopeKind.OVERLAP: N_("overlapping"),
    ScopeKind.DISJOINT: N_("nothing in common"),
    ScopeKind.UNDETERMINED: N_("not to be told"),
}
_BOTH = {
    ScopeWhy.SHARED: N_("Both are for the same: “{x}”, “{y}”."),
    ScopeWhy.SUBJECT: N_("{a} is for “{x}”, {b} for “{y}”: who regulates the one does not regulate the other."),
    ScopeWhy.AGENT: N_("{a} limits “{x}”, {b} limits “{y}”."),
    ScopeWhy.OTHER: N_("{a} is for “{x}”, {b} for “{y}”."),
    ScopeWhy.ELSEWHERE: N_("{a} holds for “{x}”, {b} for “{y}”: which is wider cannot be told."),
    ScopeWhy.BOUND: N_("{a} holds for “{x}”, {b} for “{y}”."),
    ScopeWhy.UNSURE: N_("{a} leaves out “{x}”, {b} leaves out “{y}”: whether these are the same cannot be told."),
}
_ALONE = {
    ScopeWhy.NAMED: N_("{own} covers “{x}”, {other} does not name it."),
    ScopeWhy.LIMITED: N_("{own} is limited to “{x}”, {other} is not."),
    ScopeWhy.COVERED: N_("{own} leaves out “{x}”, {other} covers it."),
    ScopeWhy.EXCLUDED: N_("{own} leaves out “{x}”, {other} does not."),
    ScopeWhy.BOUNDED: N_("{own} holds for “{x}” alone, {other} states no such value."),
    ScopeWhy.TERRITORY: N_("{own} is a local standard and holds in one province, {other} in the whole country."),
    ScopeWhy.UNSTATED: N_("{own} has no sentence that says what it applies to."),
    ScopeWhy.UNREAD: N_("The scope of {own} is in a language whose scopes are not read: {lang}."),
    ScopeWhy.UNKNOWN: N_("What the scope of {own} names is not in the table of subjects: read it."),
}
_AGAINST = {
    ScopeWhy.NAMED: N_("{own} covers “{x}”, {other} “{y}” alone."),
    ScopeWhy.COVERED: N_("{own} leaves out “{x}”, {other} covers “{y}”."),
}


def scope_sentence(verdict: ScopeVerdict, a: str, b: str, _: Translate) -> str:
    """The verdict in a sentence; ``a`` and ``b`` are the designations."""
    return _(SCOPES[verdict.kind]).format(a=a, b=b)


def scope_head_lines(verdict: ScopeVerdict, a: str, b: str, _: Translate, *, agreed: str = "") -> list[str]:
    """The verdict in a sentence, and who said that the scopes agree all the same."""
    lines = [scope_sentence(verdict, a, b, _)]
    return [*lines, _("The scopes agree according to {person}.").format(person=agreed)] if agreed else lines


def scope_head(
    documents: Sequence[Document], _: Translate, licences: Mapping[str, Licence] | None = None, *, agreed: str = ""
) -> list[str]:
    """What is said above a comparison: the verdict on the first standard and each of the others, with its reasons.

    Reasons quote both texts: they are left out where the licence of one lets nothing be told. ``agreed`` as for
    ``scope_head_lines``.
    """
    from matcher.scope import scope_relation

    first, *others = documents
    lines = []
    for other in others:
        a, b = first.standard.designation, other.standard.designation
        verdict = scope_relation(first, other)
        first_line, *more = scope_head_lines(verdict, a, b, _, agreed=agreed)
        lines += [f"{a} ↔ {b}: {first_line}", *more]
        if Licence.NONE not in {(licences or {}).get(name) for name in (a, b)}:
            lines += scope_lines(verdict, a, b, _)
    return lines


def scope_lines(verdict: ScopeVerdict, a: str, b: str, _: Translate) -> list[str]:
    """The reasons of a verdict, each in a sentence."""
    return [_line(reason, a, b, _) for reason in verdict.reasons]


def _line(reason: ScopeReason, a: str, b: str, _: Translate) -> str:
    x, y = reason.a_text, reason.b_text
    if reason.why in _BOTH:
        return _(_BOTH[reason.why]).format(a=a, b=b, x=x, y=y)
    # by what it covers the wider side is named first, by what it leaves out the other one
    ours = reason.wider is (Side.A if reason.why is ScopeWhy.NAMED else Side.B) if x and y else bool(x)
    own, other, words, against = (a, b, x, y) if ours else (b, a, y, x)
    frame = _AGAINST[reason.why] if against and reason.why in _AGAINST else _ALONE[reason.why]
    return _(frame).format(own=own, other=other, x=words, y=against, lang=language(words, _))

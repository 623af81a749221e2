"""Why something was proposed, and why a clause has no counterpart, each in one sentence for a reviewer, in the words of ``_``."""

from __future__ import annotations

from collections.abc import Callable

from app.wording import ASPECTS, KINDS, LANGUAGE_NAMES, N_, PROVISIONS, Translate
from ingest.clause import Provision
from matcher.match import Absence, Evidence, Match, Searched, Why

Label = Callable[[str, str], str]
"""The label of a clause, from its standard and id."""

_CLOSE = (
    (0.6, N_("both say nearly the same")),
    (0.35, N_("both say something similar")),
    (0.2, N_("both are about related things")),
)
_CLOSE_TITLES = (
    (0.6, N_("their titles say nearly the same")),
    (0.35, N_("their titles say something similar")),
    (0.2, N_("their titles are about related things")),
)
"""By the least value of the meaning; below the last of them the words have little in common."""
_FOR = 0.5
_BESIDE, _BOTH = 0.3, 0.65
"""Of what neighbours can say: one of them says it, both do."""
_SHORT, _LONGER = 0.25, -0.02
"""One is told to be longer where the agreement of the lengths is below the first and weighs more than the second."""
_REASONS, _DOUBTS, _NAMES = 4, 2, 6
_APART = {
    "moved": (N_("it stands elsewhere"), N_("it stands elsewhere: in reading order {clause} would answer to it")),
    "order kept": (
        N_("only the order of both documents brings them together"),
        N_("only the order of both documents brings them together: anywhere, {clause} would answer better"),
    ),
}
"""What is said where the two views differ: of a link whose clause has moved, of one that the order alone makes."""
_TWO = N_("{a} ↔ {b}")


def rationale(match: Match, _: Translate) -> str:
    """Why the clauses of ``match`` were brought together, and what speaks against it; "" without any evidence."""
    known = {one.name: one for one in match.evidence}
    if not known:
        return ""
    reasons, doubts = _reasons(known, _), _doubts(known, _)
    joined = _("; ").join(reasons[:_REASONS]) or _("nothing else comes as near")
    if not doubts:
        return _("Proposed because {reasons}.").format(reasons=joined)
    return _("Proposed because {reasons}. But {doubts}.").format(reasons=joined, doubts=_("; ").join(doubts[:_DOUBTS]))


def _reasons(known: dict[str, Evidence], _: Translate) -> list[str]:
    """What speaks for the link, that with the greatest share first."""
    found: list[tuple[float, str]] = []
    if "meaning" in known:
        told = _CLOSE_TITLES if {"title", "children"} <= known.keys() else _CLOSE  # of chapters the titles are compared
        close = next((_(words) for least, words in told if known["meaning"].value >= least), "")
        pairs = [pair.split(" | ") for pair in known["phrases"].detail.split("\n")] if "phrases" in known else []
        same = _(", ").join(_("“{a}” is “{b}”").format(a=a, b=b) for a, b in (p for p in pairs if len(p) == 2))
        whole = _("{reason}: {words}").format(reason=close, words=same) if close and same else close or same
        found += [(known["meaning"].share, whole)] if whole else []
    for name, words in (("anchors", N_("both name {words}")), ("words", N_("both use the words {words}"))):
        if name in known and known[name].detail:
            found.append((known[name].share, _(words).format(words=known[name].detail)))
    if "headings" in known and known["headings"].value >= _FOR:
        found.append((known["headings"].share, _("the chapters in which they stand answer to each other")))
    if "children" in known and known["children"].detail and known["children"].value >= _FOR:
        together, linked = known["children"].detail.split(" / ")
        words = _("{together} of {linked} clauses below them answer to each other")
        found.append((known["children"].share, words.format(together=together, linked=linked)))
    if "context" in known and known["context"].value >= _BESIDE:
        both = _("the clauses before and after them answer to each other")
        one = _("a clause right beside them answers to its neighbour there")
        found.append((known["context"].share, both if known["context"].value >= _BOTH else one))
    if "cited" in known:
        citing, _bar, cited = known["cited"].detail.partition(" | ")
        found.append((1.0, _("{citing} refers to {cited}").format(citing=citing, cited=cited)))
    return [words for _share, words in sorted(found, key=lambda one: -one[0])]


def _doubts(known: dict[str, Evidence], _: Translate) -> list[str]:
    """What speaks against it, the gravest first."""
    found = []
    if "language" in known:
        found.append(_("the model does not know this language: {lang}").format(lang=language(known["language"].detail, _)))
    if "meaning" in known and known["meaning"].value < _CLOSE[-1][0]:
        found.append(_("their words have little in common"))
    if "tree" in known:
        above, _bar, counterpart = known["tree"].detail.partition(" | ")
        words = _("the chapter {above} answers to {counterpart}, under which the other clause does not stand")
        found.append(words.format(above=above, counterpart=counterpart))
    if "kind" in known:
        found.append(_("they are different kinds of clauses"))
    if "provision" in known and known["provision"].value < 1:
        a, _bar, b = known["provision"].detail.partition(" | ")
        found.append(_("the one is of the type {a}, the other of the type {b}").format(a=_named(a, _), b=_named(b, _)))
    if "order" in known and known["order"].detail:
        how, _bar, place = known["order"].detail.partition(" | ")
        alone, beside = _APART[how]
        found.append(_(beside).format(clause=place) if place else _(alone))
    chapter = "children" in known  # of chapters the titles alone would be compared
    if not chapter and "length" in known and known["length"].value < _SHORT and known["length"].share < _LONGER:
        found.append(_("one is much longer than the other"))
    return found


def absence_words(match: Match, label: Label, _: Translate) -> str:
    """Why nothing on the other side was taken: the nearest clause, and what stood against it; "" where that is not known."""
    one = match.absence
    if one is None:
        return ""
    if one.nearest is None:
        return _("There is nothing to search.") if one.why is Why.NOTHING else _("It has no words that could be compared.")
    own = match.a_standard if match.a_clauses else match.b_standard
    nearest = label(one.nearest.standard, one.nearest.clause_id)
    if len(one.searched) > 1:
        nearest = f"{one.nearest.standard}, {nearest}"
    by = _(", ").join(label(own, clause_id) for clause_id in one.by)
    told = _(_NOT_TAKEN[one.why]).format(nearest=nearest, by=by, detail=_detail(one, _))
    if one.unknown:
        return f"{told} " + _("The model does not know this language: {lang}.").format(lang=language(one.unknown, _))
    return told


_NOT_TAKEN = {
    Why.TAKEN: N_("The nearest on the other side is {nearest}, but {by} on this side answers better to that."),
    Why.WEAK: N_("The nearest on the other side is {nearest}, but it has too little in common."),
    Why.SCOPE: N_("The nearest on the other side is {nearest}, but the two standards are about different things: {detail}."),
    Why.KIND: N_("The nearest on the other side is {nearest}, but that is another kind of clause: {detail}."),
    Why.ASPECT: N_("The nearest on the other side is {nearest}, but that is about something else: {detail}."),
}


def _detail(one: Absence, _: Translate) -> str:
    if one.why is Why.SCOPE:
        return _(one.detail)
    a, _bar, b = one.detail.partition(" | ")
    return _(_TWO).format(a=_named(a, _), b=_named(b, _))


def _named(value: str, _: Translate) -> str:
    """A type of provision, an aspect or a kind of clause in words."""
    known = {**{str(k): w for k, w in KINDS.items()}, **{str(k): w for k, w in ASPECTS.items()}}
    known |= {str(provision): PROVISIONS[provision] for provision in Provision}
    return _(known.get(value, value))


def searched_words(match: Match, _: Translate) -> str:
    """What was searched: each standard with the number of its clauses and their languages; "" where that is not known."""
    one = match.absence
    if one is None or not one.searched:
        return ""
    return _("Searched: {searched}").format(searched=_("; ").join(_searched(each, _) for each in one.searched))


def _searched(one: Searched, _: Translate) -> str:
    langs = _(", ").join(language(lang, _) for lang in one.langs)
    return _("{standard} (clauses: {count}; {languages})").format(standard=one.standard, count=one.clauses, languages=langs)


def missing_words(match: Match, _: Translate) -> str:
    """The normative references of what was searched that are not on file, where a counterpart may stand; "" without any."""
    names = match.absence.missing if match.absence else ()
    if not names:
        return ""
    told = _(", ").join(names[:_NAMES])
    if len(names) > _NAMES:
        told = _("{names} and {count} more").format(names=told, count=len(names) - _NAMES)
    return _("Cited there, but not on file: {names}").format(names=told)


def language(code: str, _: Translate) -> str:
    """The name of a language; its code where there is none."""
    return _(LANGUAGE_NAMES[code]) if code in LANGUAGE_NAMES else code

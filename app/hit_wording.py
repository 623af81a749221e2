"""The words of a hit: its relation to what was asked, which is stricter, what differs, what people decided; the query is A."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.answering import NO_SCOPE, ONLY_QUANTITY, Answer
from app.decided_hits import Decided, Said
from app.deviation_wording import Sides, deviation_sentence
from app.explain import reason_words
from app.licensed import told, told_match
from app.wording import N_, Translate
from matcher.limit_search import Against, Compared
from matcher.match import Decision, Relation, Side

if TYPE_CHECKING:
    from app.asking import Asked
    from index.shelf import Licence

HIT_RELATIONS = {
    Relation.EQUAL: N_("equal"),
    Relation.EQUIVALENT: N_("equivalent demand"),
    Relation.SUPERSET: N_("the query demands more"),
    Relation.SUBSET: N_("it demands more"),
    Relation.INTERSECTS: N_("partly overlapping"),
    Relation.NONE: N_("does not answer to it"),
}
"""What a hit is to the query."""
HIT_SIDES = {
    Side.A: N_("the query is stricter"),
    Side.B: N_("it is stricter"),
    Side.SAME: N_("same strictness"),
    Side.MIXED: N_("stricter in parts on either side"),
    Side.NOT_COMPARABLE: N_("not comparable"),
}
DECIDED = {
    Decided.YES: N_("decided"),
    Decided.NO: N_("not decided"),
    Decided.ACCEPTED: N_("accepted"),
    Decided.REJECTED: N_("rejected"),
    Decided.UNSURE: N_("unsure"),
}
AGAINST = {
    Against.EQUAL: N_("equal"),
    Against.SAME_VALUE: N_("the same value, but another demand"),
    Against.STRICTER: N_("stricter here"),
    Against.LOOSER: N_("looser here"),
    Against.NOT_COMPARABLE: N_("not comparable"),
}
FACETS = {
    "lang": N_("Language"),
    "standard": N_("Standard"),
    "publisher": N_("Publisher"),
    "country": N_("Country"),
    "edition": N_("Year of the edition"),
    "status": N_("Status"),
    "force": N_("Legal force"),
    "sector": N_("Sector"),
    "field": N_("Field"),
    "provision": N_("Provision type"),
    "aspect": N_("Aspect"),
    "decided": N_("Decided"),
    "relation": N_("Relation"),
}
THE_QUERY = N_("the query")


def decided_words(said: Said, _: Translate) -> str:
    """What was decided, by whom and when, and whether a text is another since then."""
    one = said.judgement
    what = _(DECIDED[said.state])
    if one.decision is Decision.ACCEPT and one.relation is not None:
        what = _("{decision} ({relation})").format(decision=what, relation=_(HIT_RELATIONS[one.relation]))
    line = _("{decision} by {person}, {day}").format(decision=what, person=one.author, day=one.at[:10])
    return _("{line}; suspect: a text has changed since").format(line=line) if said.suspect else line


def absent_words(said: Said, _: Translate) -> str:
    """That a person found no counterpart in a standard."""
    one = said.judgement
    line = _("{standard}: no counterpart, says {person}, {day}")
    words = line.format(standard=one.b_standard, person=one.author, day=one.at[:10])
    return _("{line}; suspect: a text has changed since").format(line=words) if said.suspect else words


def relation_words(answer: Answer, _: Translate) -> str:
    """Relation and stricter side of a hit that nobody decided; "" where they were not judged."""
    match = answer.match
    if match is None:
        return ""
    if match.relation is Relation.NONE or match.stricter is Side.SAME:
        return _(HIT_RELATIONS[match.relation])
    return f"{_(HIT_RELATIONS[match.relation])} · {_(HIT_SIDES[match.stricter])}"


def limit_words(one: Compared, _: Translate) -> str:
    """A quantity that is asked for beside the limit of a hit."""
    verdict = _(AGAINST[one.verdict])
    if reason := reason_words(one.reason, _) if one.reason else "":
        verdict = _("{verdict}, {reason}").format(verdict=verdict, reason=reason)
    return _("{asked} asked for, {found} here: {verdict}").format(asked=one.asked, found=one.found, verdict=verdict)


def deviation_lines(answer: Answer, asked: Asked, licences: Mapping[str, Licence], _: Translate) -> list[str]:
    """What differs, a sentence each."""
    if answer.match is None or answer.match.relation is Relation.NONE:
        return []
    match = told_match(answer.match, licences)
    ours = asked.clause.standard or _(THE_QUERY)
    known = {(one.standard, one.id): one for one in (asked.clause, answer.clause)}
    theirs = answer.clause
    sides = Sides(ours, theirs.standard, match.a_standard, theirs.standard, asked.clause.lang, theirs.lang, known)
    return [deviation_sentence(one, sides, _) for one in match.deviations]


def answer_lines(answer: Answer, asked: Asked, licences: Mapping[str, Licence], _: Translate) -> Iterator[str]:
    """All that is said of a hit beside its text: what was decided first, then what was judged."""
    if answer.said:
        yield decided_words(answer.said, _)
    if words := relation_words(answer, _):
        compared = _("as the comparison of the two standards has it")
        yield f"{words} · {compared}" if answer.compared else words
    for one in limits_told(answer):
        yield limit_words(one, _)
    yield from deviation_lines(answer, asked, licences, _)


def limits_told(answer: Answer) -> list[Compared]:
    """The limits beside those asked for that no deviation tells."""
    deviating = {one.b_text for one in answer.match.deviations} if answer.match else set()
    return [one for one in answer.limits if one.found not in deviating]


def unknown_words(asked: Asked, _: Translate) -> str:
    """What cannot be told of any hit, because of what was asked; "" for a clause of a standard."""
    if asked.document is not None:
        return ""
    return _(ONLY_QUANTITY) if asked.is_quantity else _(NO_SCOPE)


def snippet(answer: Answer, licences: Mapping[str, Licence], length: int) -> str:
    """The beginning of title and text as far as the licence lets it be told, on one line."""
    clause = answer.clause
    return " ".join(f"{clause.title} {told(clause.text, licences.get(clause.standard))}".split())[:length]

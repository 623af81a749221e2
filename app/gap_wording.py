"""Gap lists in words: the classes, and each finding as one sentence that says what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.explain import reason_words
from app.wording import N_, PROVISIONS, RELATIONS, Translate
from ingest.clause import Provision
from ingest.testreport import Verdict
from matcher.gap import Arithmetic, Because, GapClass, Ground, Origin
from matcher.match import Relation

CLASSES: Mapping[GapClass, str] = {
    GapClass.MET: N_("met by the report"),
    GapClass.CONDITION: N_("met on a condition"),
    GapClass.DELTA: N_("delta test needed"),
    GapClass.DOCUMENT: N_("document review"),
    GapClass.ADMINISTRATIVE: N_("administrative"),
    GapClass.OPEN: N_("not covered"),
}
ORIGINS: Mapping[Origin, str] = {
    Origin.DECIDED: N_("decided"),
    Origin.PROPOSED: N_("proposed, not decided"),
    Origin.NONE: N_("no correspondence"),
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.PASS: N_("pass"),
    Verdict.FAIL: N_("fail"),
    Verdict.NOT_APPLICABLE: N_("not applicable"),
    Verdict.NOT_TESTED: N_("not tested"),
    Verdict.UNSAID: N_("no verdict"),
}
GROUNDS: Mapping[Ground, str] = {
    Ground.PASSED: N_("Every line that it rests on passed, and whoever meets the clause that was tested meets this one."),
    Ground.BY_VALUE: N_("The measured value keeps the limit of the target."),
    Ground.PROPOSED: N_("Met if the proposed correspondence ({relation}) is confirmed: nobody has decided it."),
    Ground.STALE: N_("Met if the judgement of entry {entry} still holds: it was made on another text."),
    Ground.UNSURE: N_("Met if the correspondence is confirmed: a reviewer was unsure of it."),
    Ground.EDITION: N_("Met if {clauses} says the same under the same number in {edition}; {judged} was compared."),
    Ground.UNDATED: N_("Met if the report was made against {judged}: it names no edition ({edition})."),
    Ground.UNCHANGED: N_("{clauses} has the same text in {edition}."),
    Ground.ACCREDITATION: N_("Met if the competence of the laboratory ({laboratory}) is accepted: no accreditation is stated."),
    Ground.SCOPE: N_(
        "Met if the competence of the laboratory is accepted: its accreditation ({number}) does not cover {standard}."
    ),
    Ground.OUTSIDE: N_("Met if the laboratory's competence is accepted: line {lines} is marked as outside its accreditation."),
    Ground.DATES: N_("Met if the dates are explained: {dates}."),
    Ground.NOT_APPLICABLE: N_("Met if it does not apply here either: {clause} was not applicable (line {lines})."),
    Ground.PARTLY: N_("Met if the part that was not applicable does not apply here either: {clause} (line {lines})."),
    Ground.PARENT: N_("Met if the verdict on the clause above covers {clause} (line {lines})."),
    Ground.ODD_LINES: N_("Met if the lines without verdict ({lines}) are no tests of their own."),
    Ground.CONTRADICTED: N_("Met if the result is explained: {clause} passed, and line {lines} tells of a failure."),
    Ground.CITES: N_("Met if what {standards} demands is met: the clause cites it, and nobody compared it."),
    Ground.OTHER_REFERENCE: N_("Met if “{b}” asks for no more than “{a}”{reason}."),
    Ground.RESTS: N_("Met if {clauses}, to which it refers, is met as well."),
    Ground.METHOD_OPEN: N_("Met if the test of {clause} is met: that is how it is tested."),
    Ground.METHOD_UNTOLD: N_("Met if the tests were made by {clause}: the report has no line on it."),
    Ground.AMBIENT: N_("Met if the result holds for the surroundings of {clauses}{margin}."),
    Ground.FAILED: N_("{clause} failed (line {lines})."),
    Ground.NOT_TESTED: N_("{clause} was not tested (line {lines})."),
    Ground.UNSAID: N_("No verdict on {clause} is stated or understood (line {lines})."),
    Ground.STRICTER: N_("The target asks for more: {demand}."),
    Ground.NOT_COMPARABLE: N_("It cannot be told whether the target asks for more: {demand}{reason}."),
    Ground.DEMANDS_MORE: N_("The target asks for more than was tested; no single difference is stated."),
    Ground.OVER: N_("The measured value does not keep the limit of the target: {demand}."),
    Ground.NO_VALUE: N_("No measured value is stated."),
    Ground.METHOD: N_("It is tested by {clause}, which the tests of the report do not cover."),
    Ground.METHOD_KNOWN: N_("It is known how it is tested."),
    Ground.NO_LINE: N_("The report has no line on {clause}."),
    Ground.NOT_COMPARED: N_("Nothing is proposed or decided on it."),
    Ground.NO_COUNTERPART: N_("No counterpart; searched: {searched}{nearest}{by}."),
    Ground.ASKED: N_("Whether {clauses} answers to it is an open question: decide it first."),
    Ground.INAPPLICABLE: N_("{clause} was not applicable (line {lines}); whether this applies is open."),
    Ground.MARKING: N_("Marking: to be looked at on the piece and its drawings."),
    Ground.LANGUAGE: N_("The language of markings and instructions."),
    Ground.REPRESENTATIVE: N_("A representative in the country of destination."),
    Ground.FACTORY: N_("What the maker does to every piece: for the factory audit."),
    Ground.RENEWAL: N_("How long a verification holds: for the certification scheme."),
    Ground.PAPERS: N_("To be seen in documents, not on a sample."),
    Ground.SITE: N_("Asked of whoever runs the site, not of the product: to be seen in documents."),
}
EDITIONS: Mapping[str, str] = {
    "same": N_("the edition that was compared"),
    "other": N_("another edition than the one that was compared"),
    "undated": N_("no edition stated"),
    "amended": N_("amended otherwise than the one that was compared"),
}
LEFT: Mapping[str, str] = {
    "definition": N_("definitions"),
    "heading": N_("headings without text"),
    "statement": N_("statements"),
    **{one.value: PROVISIONS[one] for one in (Provision.RECOMMENDATION, Provision.PERMISSION)},
}
DIFFERENCES: Mapping[str, str] = {
    "report": N_("report"),
    "edition": N_("edition"),
    "text": N_("text on file"),
    "line": N_("line"),
    "class": N_("class"),
    "hash": N_("text of the clause"),
    "lines": N_("lines of the report"),
    "a_clauses": N_("clauses that answer to it"),
    "judgements": N_("judgements"),
    "grounds": N_("reasons"),
}
KINDS: Mapping[str, str] = {
    "clause": N_("the clause as a whole"),
    "limit": N_("limit"),
    "modality": N_("modal verb"),
    "condition": N_("condition"),
    "scope": N_("scope"),
    "method": N_("test method"),
    "reference": N_("reference"),
    "missing": N_("missing"),
    "added": N_("added"),
    "definition": N_("definition"),
}
_DATES = {
    "none": N_("none is stated"),
    "order": N_("{first} is after {second}"),
    "before": N_("{first} is before the standard was published ({second})"),
    "future": N_("{first} is after the day asked for ({second})"),
}
_WHOLE_REPORT = {
    Ground.EDITION: N_("The report was made against {edition}; {judged} was compared: nothing is met by it without a condition.")
}


def ground_sentence(why: Because, _: Translate, *, whole: bool = False) -> str:
    """A finding as a sentence; ``whole`` where it is told of the report and not of a line."""
    said = why.told
    words = {name: part(said, _) for name, part in _PARTS.items()} | {
        name: value for name, value in said.items() if name not in _PARTS
    }
    message = _WHOLE_REPORT.get(why.ground, GROUNDS[why.ground]) if whole else GROUNDS[why.ground]
    return _(message).format_map(_Words(words))


def ground_sentences(grounds: tuple[Because, ...], _: Translate) -> tuple[str, ...]:
    """The findings of a line, those that leave it the furthest from met first, each once."""
    from matcher.gap import SEVERITY

    ordered = sorted(grounds, key=lambda why: -SEVERITY.get(why.leads, 0))
    return tuple(dict.fromkeys(ground_sentence(why, _) for why in ordered))


def arithmetic_sentence(one: Arithmetic, _: Translate) -> str:
    """A measured value against a limit, with what is left."""
    words = {"line": one.line, "measured": one.measured, "limit": one.limit, "sign": one.sign}
    words |= {name: _in_unit(getattr(one, name), one.unit) for name in ("value", "bound", "margin")}
    if one.unit == "IP":
        kept, lost = N_("Line {line}: {value} against {bound}: kept."), N_("Line {line}: {value} against {bound}: not kept.")
    else:
        kept = N_("Line {line}: {measured}, that is {value} {sign} {bound} (“{limit}”): kept, {margin} to spare.")
        lost = N_("Line {line}: {measured}, that is {value}, against {sign} {bound} (“{limit}”): not kept, {margin}.")
    return _(kept if one.kept else lost).format(**words)


def _in_unit(value: str, unit: str) -> str:
    return f"IP{value}" if unit == "IP" else f"{value} {unit}".strip()


class _Words(dict[str, str]):
    """What a sentence says; of what nothing is known, a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _demand(said: Mapping[str, str], _: Translate) -> str:
    a, b = said.get("a", ""), said.get("b", "")
    if a and b:
        return _("“{b}” against “{a}”").format(a=a, b=b)
    return f"“{b}”" if b else _("“{a}” falls away").format(a=a) if a else "–"


def _dates(said: Mapping[str, str], _: Translate) -> str:
    message = _DATES.get(said.get("what", ""))
    return _(message).format_map(_Words(said)) if message else ""


def _after(name: str, message: str) -> Callable[[Mapping[str, str], Translate], str]:
    """What is added to a sentence where it is known."""
    return lambda said, _: _(message).format(value=said[name]) if said.get(name) else ""


def _reason(said: Mapping[str, str], _: Translate) -> str:
    return _(" ({value})").format(value=reason_words(said["reason"], _) or said["reason"]) if said.get("reason") else ""


def _relation(said: Mapping[str, str], _: Translate) -> str:
    value = said.get("relation", "")
    return _(RELATIONS[Relation(value)]) if value in set(Relation) else value


_PARTS: Mapping[str, Callable[[Mapping[str, str], Translate], str]] = {
    "demand": _demand,
    "dates": _dates,
    "reason": _reason,
    "relation": _relation,
    "nearest": _after("nearest", N_("; nearest: {value}")),
    "by": _after("by", N_("; said by {value}")),
    "margin": _after("margin", N_(" ({value} to spare)")),
}

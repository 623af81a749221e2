"""What an entry of the log says, as a sentence: who did what to which clauses; and why and by what, in short lines.

A sentence is a message of the catalogue. Its placeholders are filled by the phrases of ``app.history_phrases``.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from app.history_phrases import PHRASES, Teller
from app.wording import N_, RATIONALES, REASONS, RELATIONS
from index.log import Entry
from matcher.comments import COMMENT
from matcher.match import Decision, Relation

SENTENCES: Mapping[str, str] = {
    "standard-added": N_("{who} filed {topic} from {file}."),
    "standard-replaced": N_("{who} filed {topic} anew from {file}; the text of {changed} became another."),
    "standard-removed": N_("{who} took {topic} out of the library; what was decided about it stays."),
    "classified": N_("{who} chose {class} of {topic}: {after} (before: {before})."),
    "licence": N_("{who} stated what may be shown of the text of {topic}: {licence}."),
    "mend": N_("{who} mended {topic}: {mends}."),
    "proposed": N_("{who} had proposals made for {pair}: {rows}."),
    "judgement": N_("{who} said of {link}: {decision}."),
    "opinion": N_("{who} gave an opinion on {link}: {decision}."),
    "opinion-opened": N_("{who} showed everybody the opinions on {place}."),
    "comparable": N_("{who} said that “{a_text}” and “{b_text}” can be compared, in {link}."),
    "risk": N_("{who} set the risk of {link}: {risk}."),
    "succession": N_("{who} stated that {b_standard} replaces {a_standard}: {became}."),
    "assignment": N_("{who} assigned {assigned} to {person}."),
    "record": N_("{who} stated in the record of {pair}: {fields}."),
    "record-reviewed": N_("{who} stated that the comparison of {pair} is reviewed."),
    "record-frozen": N_("{who} froze version {version} of the comparison of {pair}, lines: {lines}."),
    "record-closed": N_("{who} closed version {version} of the comparison of {pair}: {outcome}."),
    "comment": N_("{who} commented on {line} of version {version} of {pair}: {text}"),
    "disposition": N_("{who} answered the comment of entry {comment}: {disposition}."),
    "cited": N_("{who} stated what {topic} cites: {cited}."),
    "report-filed": N_("{who} filed the test report {report} from {file}."),
    "gap-line": N_("{who} gave {link} the class “{gap}” in the gap list of the report {report}."),
    "gap-signed": N_("{who} signed the gap list of the report {report} against {target}, lines: {lines}."),
    "member": N_("{who} gave {topic} the role: {role}."),
}
"""How an entry of each kind is told; a test holds it against ``index.roles.NEEDED``."""
UNDONE: Mapping[str, str] = {
    "classified": N_("{who} took back entry {undoes}: {class} of {topic} is {after} again."),
    "mend": N_("{who} took back entry {undoes}, a mend of {topic}."),
    "judgement": N_("{who} took back entry {undoes}, on {link}."),
    "opinion": N_("{who} took back the opinion of entry {undoes}, on {link}."),
    "comparable": N_("{who} took back entry {undoes}: whether “{a_text}” and “{b_text}” can be compared, in {link}, is open."),
    "risk": N_("{who} took back the risk of entry {undoes}, on {link}."),
    "succession": N_("{who} took back entry {undoes}: that {b_standard} replaces {a_standard} is no longer stated."),
    "assignment": N_("{who} took back entry {undoes}: {assigned} is no longer assigned to {person}."),
    "record": N_("{who} took back entry {undoes} in the record of {pair}; it says again: {fields}."),
    "record-reviewed": N_("{who} took back entry {undoes}: the comparison of {pair} is not reviewed."),
    "comment": N_("{who} took back the comment of entry {undoes}."),
    "cited": N_("{who} took back entry {undoes}: what it stated that {topic} cites no longer holds."),
}
"""How it is told that an entry was taken back."""
DECIDED: Mapping[Decision, str] = {
    Decision.ACCEPT: N_("{who} accepted {link}."),
    Decision.REJECT: N_("{who} rejected {link}."),
    Decision.UNSURE: N_("{who} was unsure about {link}."),
    Decision.NO_COUNTERPART: N_("{who} found no counterpart of {link}."),
}
THOUGHT: Mapping[Decision, str] = {
    Decision.ACCEPT: N_("{who} would accept {link} (opinion in a double review)."),
    Decision.REJECT: N_("{who} would reject {link} (opinion in a double review)."),
    Decision.UNSURE: N_("{who} is unsure about {link} (opinion in a double review)."),
    Decision.NO_COUNTERPART: N_("{who} sees no counterpart of {link} (opinion in a double review)."),
}
CLOSED: Mapping[str, str] = {
    "committee": N_("{who} submitted version {version} of the comparison of {pair} to the committee."),
    "approved": N_("{who} approved version {version} of the comparison of {pair}."),
    "returned": N_("{who} returned version {version} of the comparison of {pair}."),
}
KINDS: Mapping[str, str] = {
    "standard-added": N_("filed"),
    "standard-replaced": N_("filed anew"),
    "standard-removed": N_("removed"),
    "classified": N_("classified"),
    "licence": N_("licence"),
    "mend": N_("mend"),
    "proposed": N_("proposals"),
    "judgement": N_("decision"),
    "opinion": N_("opinion"),
    "opinion-opened": N_("opinions shown"),
    "comparable": N_("comparability"),
    "risk": N_("risk"),
    "succession": N_("editions"),
    "assignment": N_("assignment"),
    "record": N_("record"),
    "record-reviewed": N_("reviewed"),
    "record-frozen": N_("frozen"),
    "record-closed": N_("closed"),
    "comment": N_("comment"),
    "disposition": N_("disposition"),
    "cited": N_("what a regulation cites"),
    "report-filed": N_("test report"),
    "gap-line": N_("line of a gap list"),
    "gap-signed": N_("gap list signed"),
    "member": N_("member"),
}
"""The names of the kinds."""
SAME_TEXTS = N_("{who} filed {topic} anew from {file}; no text became another.")
SCOPES, NO_SCOPES = (
    N_("{who} said that the scopes of {pair} agree."),
    N_("{who} took back entry {undoes}: that the scopes of {pair} agree."),
)
DOUBLE = N_("{who} assigned {assigned} to {person} for double review.")
DISMISSED = N_("{who} took {topic} out of the members.")
HIDDEN = N_("{who} gave an opinion; it is shown when all have given theirs.")
NEWER = N_("{who} wrote an entry of the kind “{kind}”.")


def sentence(entry: Entry, tell: Teller) -> str:
    """What an entry says, as one sentence; of a kind that a newer version wrote, that it is one."""
    return filled(_message(entry), entry, tell)


def filled(message: str, entry: Entry, tell: Teller) -> str:
    """A message with what the entry says in place of its placeholders."""
    text = tell.words(message)
    names = {name for _before, name, _form, _kind in Formatter().parse(text) if name}
    return text.format(**{name: PHRASES[name](entry, tell) for name in names})


def details(entry: Entry, tell: Teller) -> tuple[str, ...]:
    """Why, on what and by what, each as a short line: relation, reason, note, model, editions; nothing of what is not said."""
    said, _ = entry.payload, tell.words
    relation, reason, rationale = (str(said.get(name) or "") for name in ("relation", "reason", "rationale"))
    standing = said.get("deviations") if entry.kind in {"judgement", "opinion"} else None
    settings, editions = said.get("settings") or {}, said.get("editions") or {}
    lines = (
        (N_("Relation: {value}"), _(RELATIONS[Relation(relation)]) if relation in set(Relation) else relation),
        (N_("Rationale: {value}"), _(RATIONALES.get(rationale, rationale)) if rationale else ""),
        (N_("Deviations left standing: {value}"), "" if standing is None else str(len(standing))),
        (N_("Reason: {value}"), _(REASONS.get(reason, reason)) if reason else ""),
        (N_("Note: {value}"), str(said.get("note") or "")),
        (N_("Carried from: {value}"), _carried(said.get("carried"))),
        (N_("Settles the opinions of entries: {value}"), tell.listed(map(str, said.get("opinions") or ()))),
        (N_("Proposed change: {value}"), str(said.get("proposed") or "") if entry.kind == COMMENT else ""),
        (N_("Proposed by entry {value}"), "" if entry.kind == COMMENT or said.get("undoes") else str(said.get("proposed") or "")),
        (N_("Model: {value}"), str(said.get("model") or "")),
        (N_("Precision asked: {value}"), str(settings.get("precision") or "")),
        (N_("Editions: {value}"), tell.listed(f"{name} ({one.get('edition') or '–'})" for name, one in editions.items())),
    )
    return tuple(_(message).format(value=value) for message, value in lines if value)


def _carried(said: object) -> str:
    """Which decision on an earlier edition a judgement repeats: its edition, its entry, who decided and on which day."""
    if not isinstance(said, Mapping):
        return ""
    return f"{said.get('standard')} (#{said.get('entry')}), {said.get('author')}, {str(said.get('at'))[:10]}"


def _message(entry: Entry) -> str:
    said, kind = entry.payload, entry.kind
    decision = said.get("decision") if kind in {"judgement", "opinion"} else None
    special = {
        "standard-replaced": "" if said.get("changed") else SAME_TEXTS,
        "judgement": DECIDED.get(Decision(decision), "") if decision in set(Decision) else "",
        "opinion": THOUGHT.get(Decision(decision), "") if decision in set(Decision) else "",
        "comparable": (NO_SCOPES if said.get("undoes") else SCOPES) if said.get("kind") == "scopes" else "",
        "assignment": DOUBLE if said.get("double") and not said.get("undoes") else "",
        "record-closed": CLOSED.get(str(said.get("outcome")), ""),
        "member": "" if said.get("role") else DISMISSED,
    }
    undone = UNDONE.get(kind, "") if said.get("undoes") else ""
    return special.get(kind, "") or undone or SENTENCES.get(kind, NEWER)

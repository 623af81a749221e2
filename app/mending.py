"""Mending the clause tree, for page and command: what can be chosen, what a mend would do, and mends in a few words.

Nothing here knows streamlit; ``index.mending`` writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.wording import KINDS, N_, Translate
from index.mending import Preview
from ingest.clause import Clause, Kind
from ingest.errors import UsageError
from ingest.mend import Act, Mend, cut_at, place_of
from ingest.numbering import read_labels

if TYPE_CHECKING:
    from app.state import Comparison, Item
    from index.library import Library
    from index.log import Entry
    from matcher.match import Judgement


ACTS = {
    Act.LABEL: N_("label"),
    Act.TITLE: N_("title"),
    Act.LEVEL: N_("level"),
    Act.KIND: N_("kind"),
    Act.SPLIT: N_("split"),
    Act.MERGE: N_("merge with the one before"),
    Act.DROP: N_("not a clause"),
}
SHORT = 60
"""Characters of a place in a text, or of a title, that tell it."""
DOUBTFUL = 0.5
"""Below this confidence of the parser a clause is marked for whoever looks over the tree."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text where a new clause could begin: character ``at``, and the label and title that stand there, if any."""

    at: int
    words: str
    label: str = ""
    title: str = ""


def spots(clause: Clause) -> tuple[Spot, ...]:
    """The places where a clause could be split: its lines, and its sentences; those that begin with a label say so."""
    text = clause.text
    lines = [at + 1 for at, sign in enumerate(text) if sign == "\n"]
    starts = sorted({0, *lines, *(one.start for one in clause.sentences)})
    return tuple(_spot(clause, at) for at in starts if text[at : at + 1].strip())


def _spot(clause: Clause, at: int) -> Spot:
    line = clause.text[at:].split("\n", 1)[0].split("\t", 1)[0]
    label = next(iter(read_labels(line)), None)
    if label and clause.kind is Kind.ARTICLE and label.text.isdecimal():  # a numbered paragraph is cited with its article
        return Spot(at, line[:SHORT], f"{clause.clause}({label.text})")
    title = line[label.end :].strip() if label else ""
    is_title = 0 < len(title) <= SHORT and title[-1] not in "。.;；:：,，"
    return Spot(at, line[:SHORT], label.text if label else "", title if is_title else "")


def found_spot(clause: Clause, words: str) -> Spot:
    """The place in a text where ``words`` stand, once.

    Raises:
        UsageError: they do not, or more than once.
    """
    count = clause.text.count(words) if words.strip() else 0
    if count != 1:
        said = "does not say" if not count else f"says {count} times"
        raise UsageError(
            f"{clause.cited} {said} {words!r}; give the words where the new clause begins, as many as tell the place"
        )
    return _spot(clause, clause.text.index(words))


def chosen(clauses: Sequence[Clause], wanted: str) -> Clause:
    """The clause with that id, else with that label.

    Raises:
        UsageError: there is none, or several have the label.
    """
    found = [one for one in clauses if one.id == wanted] or [one for one in clauses if one.clause == wanted]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no clause {wanted!r}; `clausebridge parse` and the page Read show the labels")
    raise UsageError(f"{len(found)} clauses have the label {wanted!r}; name one by its id: {', '.join(one.id for one in found)}")


def possible_parents(clauses: Sequence[Clause], clause: Clause) -> tuple[Clause, ...]:
    """The clauses below which ``clause`` can stand where it stands: the one before it and those above that, topmost first."""
    number = next(at for at, one in enumerate(clauses) if one.id == clause.id)
    by_id = {one.id: one for one in clauses}
    line: list[Clause] = []
    above = clauses[number - 1] if number else None
    while above is not None and above not in line:
        line.insert(0, above)
        above = by_id.get(above.parent)
    return tuple(line)


def heading_mends(clause: Clause, label: str, title: str) -> list[Mend]:
    """The mends that give a clause this label and this title, where it has others; the one by which its words change is last."""
    mends = [Mend(Act.LABEL, place_of(clause), label=label)] if label != clause.clause else []
    return mends + ([Mend(Act.TITLE, place_of(clause), title=title)] if title != clause.title else [])


def split_mend(clause: Clause, spot: Spot, label: str, title: str) -> Mend:
    """The mend that lets a new clause begin at ``spot``: of the same kind, or a numbered paragraph of an article."""
    kind = Kind.PARAGRAPH if clause.clause and label.startswith(f"{clause.clause}(") else clause.kind
    return Mend(Act.SPLIT, place_of(clause), label=label, title=title, cut=cut_at(clause, spot.at), kind=kind)


def mend_words(mend: Mend, _: Translate) -> str:
    """A mend in a few words: of which clause, what."""
    name = mend.place.clause.rpartition("/")[2] or "–"
    told = {
        Act.LABEL: _("label: {label}").format(label=mend.label or "–"),
        Act.TITLE: _("title: {title}").format(title=mend.title[:SHORT] or "–"),
        Act.LEVEL: _("below {parent}").format(parent=mend.parent.clause) if mend.parent else _("at the top"),
        Act.KIND: _("kind: {kind}").format(kind=_(KINDS[mend.kind])),
        Act.SPLIT: _("split: {label} begins in it").format(label=" ".join(filter(None, (mend.label, mend.title[:SHORT]))) or "–"),
        Act.MERGE: _("merged with the one before"),
        Act.DROP: _("not a clause"),
    }
    return f"{name} · {told[mend.act]}"


def act_words(entry: Entry, mends: Sequence[Mend], _: Translate) -> str:
    """An act in one line: who, when, what."""
    what = "; ".join(mend_words(one, _) for one in mends)
    if entry.payload.get("undoes"):
        what = _("took back the mend of entry {number}").format(number=entry.payload["undoes"])
    return f"{entry.number} · {entry.author} · {entry.at[:16].replace('T', ' ')} · {what}"


def change_words(shown: Preview, _: Translate) -> list[str]:
    """What mends would do to the tree, a line for each clause that is new, gone, or is named or placed otherwise."""
    now = dict(zip(shown.after.seeds, shown.after.document.clauses, strict=True))
    was = dict(zip(shown.before.seeds, shown.before.document.clauses, strict=True))
    by_id = {one.id: one for one in shown.after.document.clauses}
    old = {one.id: one for one in was.values()}
    lines, along = [], 0
    for seed, clause in was.items():
        new = now.get(seed)
        if new is None:
            into = by_id[shown.moves.get(clause.id, clause.id)]
            lines.append(_("{clause} goes into {into}").format(clause=_heading(clause), into=_heading(into)))
        elif (new.clause, new.title, new.kind) != (clause.clause, clause.title, clause.kind):
            lines.append(
                f"{_heading(clause)} → {_heading(new)}" + (f" ({_(KINDS[new.kind])})" if new.kind is not clause.kind else "")
            )
        elif _above(clause, old) != _above(new, by_id):
            above = _above(new, by_id)
            place = _("below {parent}").format(parent=above) if above else _("at the top")
            lines.append(f"{_heading(clause)}: {place}")
        elif new.id != clause.id:
            along += 1
        elif new.text != clause.text:
            change = _("{clause}: {before} characters of text become {after}")
            lines.append(change.format(clause=_heading(clause), before=len(clause.text), after=len(new.text)))
    lines += [_("new: {clause}").format(clause=_heading(one)) for seed, one in now.items() if seed not in was]
    return [*lines, _("{count} clauses below go along").format(count=along)] if along else lines


def suspects(library: Library, designation: str, shown: Preview) -> int:
    """How many decisions would be suspect: those on clauses that would have another text."""
    from matcher.decided import decided_pairs
    from matcher.ledger import judgements

    was = {one.id: one.text_hash for one in shown.before.document.clauses}
    now = {one.id: one.text_hash for one in shown.after.document.clauses}
    changed = {key for key, text in was.items() if now.get(shown.moves.get(key, key)) != text}
    count = 0
    for a, b in decided_pairs(library) if changed else ():
        if designation in (a, b):
            own = [one.a_clause if one.a_standard == designation else one.b_clause for one in judgements(library, a, b)]
            count += sum(clause in changed for clause in own)
    return count


def gone(opened: Comparison, said: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Of the judgements on a comparison those about a clause that is not there any more."""
    sides = [(one, ((one.a_clause, opened.a_clauses), (one.b_clause, opened.b_clauses))) for one in said]
    return tuple(one for one, links in sides if any(clause and clause not in known for clause, known in links))


def card_with(items: Sequence[Item], designation: str, clause_id: str) -> str:
    """The key of the first card that a clause is proposed or decided on; "" where none has it any more."""

    def has(item: Item) -> bool:
        match = item.match
        ids = match.a_clauses if match.a_standard == designation else match.b_clauses
        judged = (one.a_clause if one.a_standard == designation else one.b_clause for one in item.said)
        return clause_id in ids or clause_id in judged

    return next((item.key for item in items if has(item)), "")


def _above(clause: Clause, known: dict[str, Clause]) -> str:
    above = known.get(clause.parent)
    return above.cited if above else clause.parent


def _heading(clause: Clause) -> str:
    return " ".join(filter(None, (clause.clause, clause.title[:SHORT]))) or str(clause.kind)

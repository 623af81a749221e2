"""What a reviewer does with a card becomes judgements in the log; those of one act share a group.

An act always leaves one word in force for the card: what was said of it before and is not said again is rejected in the same act,
with the reason ``decided-anew``. Rejecting a "no counterpart" (a link with one empty side) says that there is one.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

from app.double import as_seen_by, decided, is_blind, stages
from app.editing import sound
from app.state import Choice, Comparison, Item
from app.wording import N_
from ingest.errors import UsageError
from matcher import confirming, ledger, opinions
from matcher.match import Decision, Deviation, Judgement, Link
from matcher.relate import Rationale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.library import Library
    from ingest.clause import Document
    from matcher.match import Match

NO_NAME = N_("A decision needs the reviewer's name: enter it at the top of the page.")
NOT_YOURS = N_(
    "The note is not stored: another reviewer decided this. Decide it yourself, and your note goes with your decision."
)
UNKNOWN = N_("The decision names a clause twice, or something that this comparison does not have.")
NO_CLAUSE = N_("No clause is left on the card.")
BETTER, NONE, ANEW = "better-counterpart", "no-counterpart", "decided-anew"


def apply(library: Library, comparison: Comparison, item: Item, choice: Choice, author: str) -> tuple[Judgement, ...]:
    """Write what ``author`` chose for a card; returns the judgements as the log holds them.

    Raises:
        Conflict: somebody wrote about one of the clauses since ``item`` was read; nothing of the act is written.
        UsageError: nobody is named as the author, or the choice makes no sense: no clause is left, a clause or a rationale is
            unknown, a deviation says nothing (``app.editing.sound``).
    """
    if not author.strip():
        raise UsageError(NO_NAME)
    _check(comparison, choice)
    (seen,) = as_seen_by(author.strip(), library, comparison, (item,))
    about = seen if is_blind(seen, author.strip()) else decided(seen)
    return _write(library, seen, judgements_of(comparison, about, choice, author.strip()))


def annotate(library: Library, item: Item, note: str, author: str) -> tuple[Judgement, ...]:
    """Say again what ``author`` said of a card, with another note; nothing when nothing was said yet.

    Raises:
        Conflict: as ``apply``.
        UsageError: nobody is named as the author, or somebody else decided: nobody signs a decision by writing a note to it.
    """
    own = author.strip()
    if not own:
        raise UsageError(NO_NAME)
    if any(one.author != own for one in item.said):
        raise UsageError(NOT_YOURS)
    return _write(library, item, [replace(one, note=note, group="", entry=0, at="") for one in item.said])


def take_over(library: Library, items: Sequence[Item], author: str) -> tuple[Judgement, ...]:
    """Decide, in one act, every card under double review on which all opinions agree as they say; nothing where none is left.

    The reason stays where all give the same; each judgement names the entries of the opinions that it settles.

    Raises:
        Conflict: somebody wrote about one of the clauses since the cards were read; nothing is written.
        NotPermitted: the author is no adjudicator.
        UsageError: nobody is named as the author.
    """
    if not author.strip():
        raise UsageError(NO_NAME)
    drafts = [_agreed(item, author.strip()) for item in stages(items).agreed]
    seen = min((item.seen for item in items), default=0)
    act = _group([one for own in drafts for one in own], seen)
    named = [replace(one, group=f"{act}/{place}", seen=seen) for place, own in enumerate(drafts) for one in own]
    return ledger.record_all(library, named) if named else ()


def turn_comparable(library: Library, item: Item, place: int, author: str, note: str = "") -> bool:
    """Say that the two sides of a deviation (its ``place`` on the card) can be compared, or take that back where it was said.

    Returns:
        Whether they can be compared now.

    Raises:
        Conflict: as ``apply``.
        UsageError: nobody is named as the author.
    """
    if not author.strip():
        raise UsageError(NO_NAME)
    match = item.match
    new = confirming.about(match, match.deviations[place], author.strip(), seen=item.seen, note=note)
    return _turn(library, new)


def turn_scopes(library: Library, comparison: Comparison, author: str) -> bool:
    """Say that the scopes of two standards agree, or take that back; returns and raises as ``turn_comparable``."""
    if not author.strip():
        raise UsageError(NO_NAME)
    a, b = comparison.a.designation, comparison.b.designation
    seen = library.log.head().number
    return _turn(library, confirming.Confirmation(a, "", b, "", author.strip(), confirming.SCOPES, seen=seen))


def said_comparable(library: Library, a: Document, b: Document, matches: Sequence[Match]) -> tuple[Match, ...]:
    """Proposals with what people said can be compared (``matcher.confirming``)."""
    said = confirming.confirmations(library, a.standard.designation, b.standard.designation)
    return confirming.applied(matches, said, {(clause.standard, clause.id): clause for clause in (*a.clauses, *b.clauses)})


def agreed_scopes(library: Library, a: str, b: str) -> str:
    """Who said that the scopes of two standards agree, and when; "" where nobody did."""
    said = (one for one in confirming.confirmations(library, a, b) if one.kind == confirming.SCOPES)
    return next((confirming.by(one) for one in said), "")


def _turn(library: Library, new: confirming.Confirmation) -> bool:
    in_force = confirming.confirmations(library, new.a_standard, new.b_standard)
    old = next((one for one in in_force if one.subject == new.subject), None)
    if old is None:
        confirming.confirm(library, new)
    else:
        confirming.withdraw(library, old, new.author, seen=new.seen)
    return old is None


def undo(library: Library, comparison: Comparison, author: str) -> Judgement | confirming.Confirmation | None:
    """Take back the last act of ``author`` in a comparison that still counts; None when there is none.

    That is all judgements of a decision, an opinion, or what was said of the comparability of a deviation or of the scopes.

    Raises:
        Conflict: somebody wrote about the same clauses at the same moment.
    """
    names = comparison.a.designation, comparison.b.designation
    blind, judged = opinions.undoable(library, author, *names), ledger.undoable(library, author, *names)
    said = confirming.undoable(library, author, *names)
    last = max(blind.entry if blind else 0, judged[-1].entry if judged else 0)
    if said and said.entry > last:
        return confirming.withdraw(library, said, author, seen=library.log.head().number)
    if blind and blind.entry == last:
        return opinions.undo(library, blind)
    return ledger.undo(library, author, *names)


def judgements_of(comparison: Comparison, item: Item, choice: Choice, author: str) -> list[Judgement]:
    """The judgements that an act consists of, not yet written, one for each link that it is about."""
    match, decision = item.match, choice.decision
    own, alone = match.links, not (match.a_clauses and match.b_clauses)
    a = match.a_clauses if choice.a_clauses is None else choice.a_clauses
    b = match.b_clauses if choice.b_clauses is None else choice.b_clauses
    said: dict[Link, tuple[Decision, str]] = {}
    if decision is Decision.REJECT:
        said |= dict.fromkeys(own, (decision, choice.reason))
    elif decision is Decision.NO_COUNTERPART or not (a and b):
        found = decision if decision is Decision.UNSURE else Decision.NO_COUNTERPART
        if not alone:
            said |= dict.fromkeys(own, (Decision.REJECT, NONE))
        said |= dict.fromkeys(_lonely(item, a, b), (found, choice.reason))
    else:
        linked = list(product(a, b))
        if not alone:
            said |= dict.fromkeys((link for link in own if link not in linked), (Decision.REJECT, BETTER))
        said |= dict.fromkeys(linked, (decision, choice.reason))
    for old in item.said:
        if old.decision is not Decision.REJECT and (old.a_clause, old.b_clause) not in said:
            said[old.a_clause, old.b_clause] = (Decision.REJECT, ANEW)
    accepted = [link for link, (what, _) in said.items() if what is Decision.ACCEPT]
    edited = _shared_out(accepted, choice.deviations)
    return [
        replace(
            _draft(comparison, link, what, author, reason=reason, note=choice.note),
            relation=choice.relation if what is Decision.ACCEPT else None,
            rationale=choice.rationale if what is Decision.ACCEPT else "",
            deviations=edited.get(link),
        )
        for link, (what, reason) in said.items()
    ]


def is_this_act(comparison: Comparison, item: Item, choice: Choice, author: str, stored: Sequence[Judgement]) -> bool:
    """Whether what is ``stored`` is the very act that ``author`` chooses for a card, to the note: nothing is lost without it."""
    drafts = judgements_of(comparison, item if is_blind(item, author) else decided(item), choice, author)
    return all(one.author == author for one in stored) and set(map(saying, drafts)) == set(map(saying, stored))


def saying(one: Judgement) -> tuple[object, ...]:
    """What a judgement says, whoever wrote it and when."""
    return one.a_clause, one.b_clause, one.decision, one.relation, one.reason, one.note, one.rationale, one.deviations


def _lonely(item: Item, a: Sequence[str], b: Sequence[str]) -> list[Link]:
    """The clauses that have no counterpart: those of the side that has some left, else of the side that the card is about."""
    ours = bool(a) if bool(a) != bool(b) else bool(item.match.a_clauses)
    return [(clause, "") for clause in a] if ours else [("", clause) for clause in b]


def _shared_out(accepted: Sequence[Link], deviations: Sequence[Deviation] | None) -> dict[Link, tuple[Deviation, ...]]:
    """Deviations, each with the link of the clauses in which its words stand, else with the first; {} where none are said."""
    if deviations is None or not accepted:
        return {}
    found: dict[Link, list[Deviation]] = {link: [] for link in accepted}
    for one in deviations:
        a, b = {span.clause for span in one.a}, {span.clause for span in one.b}
        fits = sorted(accepted, key=lambda link: -(link[0] in a) - (link[1] in b))  # ties stay in the order of the links
        found[fits[0]].append(one)
    return {link: tuple(own) for link, own in found.items()}


def _check(comparison: Comparison, choice: Choice) -> None:
    for side, ids in (("a", choice.a_clauses), ("b", choice.b_clauses)):
        known = comparison.a_clauses if side == "a" else comparison.b_clauses
        if ids is not None and (len(set(ids)) != len(ids) or not set(ids) <= set(known)):
            raise UsageError(UNKNOWN)
    if choice.a_clauses == () and choice.b_clauses == ():
        raise UsageError(NO_CLAUSE)
    if choice.rationale and choice.rationale not in set(Rationale):
        raise UsageError(UNKNOWN)
    for one in choice.deviations or ():
        sound(one)


def _draft(comparison: Comparison, link: Link, decision: Decision, author: str, *, reason: str, note: str) -> Judgement:
    a, b = link
    return Judgement(
        comparison.a.designation,
        a,
        comparison.b.designation,
        b,
        decision,
        author,
        note=note,
        reason=reason,
        model=comparison.model,
        a_hash=comparison.clause("a", a).text_hash if a else "",
        b_hash=comparison.clause("b", b).text_hash if b else "",
    )


def _agreed(item: Item, author: str) -> list[Judgement]:
    """What all opinions on a card say, as judgements of ``author``; what was said before double review is rejected anew."""
    told = item.double.opinions if item.double else ()
    reasons = {tuple(word.reason for word in one.words) for one in told}
    entries = item.double.entries if item.double else ()
    blank: dict[str, Any] = {"author": author, "note": "", "group": "", "entry": 0, "at": "", "opinions": entries}
    drafts = [replace(word, **blank) if len(reasons) == 1 else replace(word, reason="", **blank) for word in told[0].words]
    said = {(one.a_clause, one.b_clause) for one in drafts}
    old = [one for one in decided(item).said if one.decision is not Decision.REJECT and (one.a_clause, one.b_clause) not in said]
    return [*drafts, *(replace(one, decision=Decision.REJECT, relation=None, reason=ANEW, **blank) for one in old)]


def _write(library: Library, item: Item, drafts: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Write an act on a card: as an opinion where double review asked its author for one, else as a decision."""
    if drafts and is_blind(item, drafts[0].author):
        group = _group(drafts, item.seen)
        return opinions.give(library, item.match, [replace(draft, group=group, seen=item.seen) for draft in drafts])
    settles = item.double.entries if item.double else ()
    return _record(library, [replace(draft, opinions=settles) for draft in drafts], item.seen)


def _record(library: Library, drafts: Sequence[Judgement], seen: int) -> tuple[Judgement, ...]:
    group = _group(drafts, seen) if len(drafts) > 1 else ""
    return ledger.record_all(library, [replace(draft, group=group, seen=seen) for draft in drafts]) if drafts else ()


def _group(drafts: Sequence[Judgement], seen: int) -> str:
    """A name for an act: by what it says and what its author had seen, so that the same act has the same name."""
    text = "\x1f".join(f"{one.author}\x1e{one.a_clause}\x1e{one.b_clause}\x1e{one.decision}" for one in drafts)
    return hashlib.sha256(f"{seen}\x1f{text}".encode()).hexdigest()[:16]

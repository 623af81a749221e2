"""What the buttons of the review page do. They run before the page is drawn again, on the card as its reviewer saw it."""

from __future__ import annotations

import streamlit as st

from app import deciding
from app.card import said_line
from app.state import Choice, Comparison, Item, accepted_counterpart, accepted_relation, next_open
from app.views.desk import _, library, reviewer
from app.views.double import barred_card
from app.wording import DECISIONS, RELATIONS
from ingest.errors import ClausebridgeError
from matcher.ledger import Conflict
from matcher.match import Decision, Judgement, Relation

UNRELATED = "unrelated"


class Desk:
    """The card on the page, the queue around it, and what its reviewer has chosen on it but not stored yet."""

    def __init__(self, opened: Comparison, items: tuple[Item, ...], shown: tuple[Item, ...], item: Item) -> None:
        self.opened, self.items, self.shown, self.item = opened, items, shown, item
        pending = st.session_state.get("card") or {}
        self.barred = barred_card(item)
        self.pending = pending if pending.get("key") == item.key else {"key": item.key}

    @property
    def relation(self) -> Relation | None:
        """The relation that was chosen on the card."""
        chosen = self.pending.get("relation")
        return Relation(chosen) if chosen else None

    @property
    def counterpart(self) -> str:
        """The clause (id) that was chosen instead of the proposed ones, just now or when the card was decided."""
        chosen = self.pending.get("counterpart")
        return accepted_counterpart(self.item) if chosen is None else str(chosen)

    @property
    def mode(self) -> str:
        """What the card is doing: "reject" asks for a reason, "other" for another counterpart; "" is neither."""
        return str(self.pending.get("mode") or "")

    @property
    def linked(self) -> bool:
        """Whether there is a clause on both sides."""
        return bool(self.counterpart or (self.item.match.a_clauses and self.item.match.b_clauses))

    @property
    def stored(self) -> Relation:
        """The relation that Accept would store: chosen, else accepted before, else proposed.

        For a counterpart that was chosen by hand nothing is proposed: the weakest then.
        """
        proposed = Relation.INTERSECTS if self.counterpart else self.item.match.relation
        return self.relation or accepted_relation(self.item) or proposed

    @property
    def unrelated(self) -> bool:
        """Whether two clauses are on the card of which the proposal says that they do not answer to each other."""
        return self.linked and self.stored is Relation.NONE

    @property
    def note_key(self) -> str:
        """Where the note is kept while it is typed."""
        return f"note_{self.item.key}"

    def pend(self, **changes: object) -> None:
        """Keep what was chosen until it is stored or the card is left."""
        st.session_state["card"] = {**self.pending, **changes}


def decide(work: Desk, decision: Decision, reason: str = "") -> None:
    """Store a decision and go to the next card that nobody decided."""
    counterpart = work.counterpart if decision is Decision.ACCEPT else ""
    relation = work.stored
    if decision is Decision.ACCEPT and work.unrelated:
        decision, reason = Decision.REJECT, UNRELATED
    note = str(st.session_state.get(work.note_key) or "").strip()
    _store(work, Choice(decision, relation if decision is Decision.ACCEPT else None, reason, note, counterpart), work.item)


def _store(work: Desk, choice: Choice, item: Item) -> None:
    try:
        deciding.apply(library(), work.opened, item, choice, reviewer())
    except Conflict as conflict:
        if _done_already(conflict, choice):
            go(work, next_open(work.shown, item.key) or item.key)
            return
        st.session_state["clash"] = {"key": item.key, "choice": choice, "lines": [*_newer(conflict, work), _yours(choice)]}
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
    else:
        st.session_state.pop("clash", None)
        go(work, next_open(work.shown, item.key) or item.key)


def _done_already(conflict: Conflict, choice: Choice) -> bool:
    """Whether what came in between is this very act: a key that was pressed twice."""
    mine = [one for one in conflict.judgements if one.author == reviewer() and one.decision is choice.decision]
    return bool(mine) and all(one.author == reviewer() for one in conflict.judgements) and mine[-1].relation is choice.relation


def _newer(conflict: Conflict, work: Desk) -> list[str]:
    """What was stored meanwhile, in words; also a text that changed under the card."""
    return [said_line(one, work.opened, _) for one in conflict.judgements] or [str(conflict)]


def _yours(choice: Choice) -> str:
    """The refused decision in words, to stand beside what is stored."""
    what = _(DECISIONS[choice.decision])
    relation = f" ({_(RELATIONS[choice.relation])})" if choice.relation else ""
    return _("Yours: {decision}").format(decision=f"{what}{relation}")


def keep_theirs(work: Desk) -> None:
    """Leave what somebody else stored, and go on."""
    st.session_state.pop("clash", None)
    go(work, next_open(work.shown, work.item.key) or work.item.key)


def store_mine(work: Desk) -> None:
    """Store the refused decision after all: the card now shows what the other one stored."""
    _store(work, st.session_state["clash"]["choice"], work.item)


def take_back(work: Desk) -> None:
    """Undo the reviewer's last act in this comparison and show its card again."""
    try:
        taken = deciding.undo(library(), work.opened, reviewer())
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
        return
    if taken is None:
        st.session_state.update(said=_("There is nothing of yours to undo in this comparison."), said_tone="info")
        return
    undone = next((item for item in work.items if _about(item, taken)), None)
    if undone is not None:
        go(work, undone.key)
    st.session_state.update(said=_("Your last decision is undone."), said_tone="info")


def turn(work: Desk, place: int) -> None:
    """Say that a deviation (its place on the card) can be compared after all, or take that back."""
    note = str(st.session_state.get(work.note_key) or "").strip()
    try:
        now = deciding.turn_comparable(library(), work.item, place, reviewer(), note)
    except Conflict as conflict:
        refused = _("Not stored: the clause was decided by someone else meanwhile.")
        st.session_state.update(said="\n".join([refused, *_newer(conflict, work)]), said_tone="warn")
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
    else:
        said = (
            _("Stored: the two sides can be compared.") if now else _("Stored: what was said of the comparability is taken back.")
        )
        st.session_state.update(said=said, said_tone="good")


def _about(item: Item, judgement: Judgement) -> bool:
    if item.match.a_clauses:
        return judgement.a_clause in item.match.a_clauses
    return judgement.b_clause in item.match.b_clauses


def go(work: Desk, key: str) -> None:
    """Show another card."""
    st.session_state.update(at=key, card={})
    if key != work.item.key:
        st.session_state.pop("clash", None)


def skip(work: Desk) -> None:
    """Go to the next card that nobody decided, without deciding this one."""
    following = next_open(work.shown, work.item.key)
    if following:
        go(work, following)
    else:
        st.session_state.update(said=_("No other card is open."), said_tone="info")


def set_relation(work: Desk, relation: Relation) -> None:
    """Choose the relation that Accept stores."""
    work.pend(relation=relation.value)


def set_mode(work: Desk, mode: str) -> None:
    """Ask for a reason, offer other counterparts, or stop doing so."""
    work.pend(mode=mode)


def choose_counterpart(work: Desk, clause_id: str) -> None:
    """Show another clause as the counterpart; Accept stores it."""
    proposed = (
        (*work.item.match.a_clauses, *work.item.match.b_clauses)
        if work.item.match.a_clauses and work.item.match.b_clauses
        else ()
    )
    own = work.item.match.b_clauses if work.item.match.a_clauses else work.item.match.a_clauses
    work.pend(counterpart="" if proposed and (clause_id,) == own else clause_id, mode="")


def turn_pages(_work: Desk) -> None:
    """Show or hide the pictures of the pages."""
    st.session_state["pages_shown"] = not st.session_state.get("pages_shown", False)


def turn_words(_work: Desk) -> None:
    """Show or hide which words of the two sides say the same."""
    st.session_state["words_shown"] = not st.session_state.get("words_shown", False)


def focus_note(_work: Desk) -> None:
    """Put the cursor into the note."""
    st.session_state["focus_note"] = st.session_state.get("focus_note", 0) + 1


def note_changed(work: Desk) -> None:
    """A note to a card that is decided is stored at once; else it waits for the decision."""
    note = str(st.session_state.get(work.note_key) or "").strip()
    if not work.item.said or not note:
        return
    try:
        deciding.annotate(library(), work.item, note, reviewer())
    except Conflict as conflict:
        refused = _("Not stored: the clause was decided by someone else meanwhile.")
        st.session_state.update(said="\n".join([refused, *_newer(conflict, work)]), said_tone="warn")
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
    else:
        st.session_state.update(said=_("The note is stored."), said_tone="good")

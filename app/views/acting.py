"""What the buttons of the review page do. They run before the page is drawn again, on the card as its reviewer saw it."""

from __future__ import annotations

import streamlit as st

from app import deciding
from app.card_lines import said_line
from app.chosen import Pending, choice, held
from app.state import Choice, Comparison, Item, item_key, next_open
from app.views.desk import _, cards, comparison, library, reviewer
from app.views.double import barred_card
from app.wording import DECISIONS, RELATIONS
from ingest.errors import ClausebridgeError
from matcher.confirming import Confirmation
from matcher.ledger import Conflict
from matcher.match import Decision, Judgement, Relation

UNRELATED = "unrelated"


class Desk:
    """The card on the page, the queue around it, and what its reviewer has chosen on it but not stored yet."""

    def __init__(self, opened: Comparison, items: tuple[Item, ...], shown: tuple[Item, ...], item: Item) -> None:
        self.opened, self.items, self.shown, self.item = opened, items, shown, item
        pending = st.session_state.get("card")
        self.pending = pending if isinstance(pending, Pending) and pending.key == item.key else Pending(item.key)
        self.now = held(item, self.pending)
        self.barred = barred_card(item)

    @property
    def mode(self) -> str:
        """What the card is doing (``Pending.mode``); "" is nothing but to be read and decided."""
        return self.pending.mode

    @property
    def linked(self) -> bool:
        """Whether there is a clause on both sides."""
        return self.now.linked

    @property
    def unrelated(self) -> bool:
        """Whether two clauses are on the card of which the proposal says that they do not answer to each other."""
        return self.linked and self.now.relation is Relation.NONE

    @property
    def note_key(self) -> str:
        """Where the note is kept while it is typed."""
        return f"note_{self.item.key}"

    @property
    def note(self) -> str:
        """The note as it stands in its field."""
        return str(st.session_state.get(self.note_key) or "").strip()

    def pend(self, changed: Pending) -> None:
        """Keep what was chosen until it is stored or the card is left."""
        st.session_state["card"] = changed


def decide(work: Desk, decision: Decision, reason: str = "") -> None:
    """Store a decision and go to the next card that nobody decided."""
    if decision is Decision.ACCEPT and work.unrelated:
        decision, reason = Decision.REJECT, UNRELATED
    _store(work, choice(work.item, work.pending, decision, reason=reason, note=work.note), work.item)


def _store(work: Desk, made: Choice, item: Item) -> None:
    try:
        deciding.apply(library(), work.opened, item, made, reviewer())
    except Conflict as conflict:
        if deciding.is_this_act(work.opened, item, made, reviewer(), conflict.judgements):  # a key that was pressed twice
            go(work, _following(work) or item.key)
            return
        st.session_state["clash"] = {"key": item.key, "choice": made, "lines": [*_newer(conflict, work), _yours(made)]}
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
    else:
        st.session_state.pop("clash", None)
        go(work, _following(work) or item.key)


def _newer(conflict: Conflict, work: Desk) -> list[str]:
    """What was stored meanwhile, in words; also a text that changed under the card."""
    return [said_line(one, work.opened, _) for one in conflict.judgements] or [str(conflict)]


def _yours(made: Choice) -> str:
    """The refused decision in words, to stand beside what is stored."""
    what = _(DECISIONS[made.decision])
    relation = f" ({_(RELATIONS[made.relation])})" if made.relation else ""
    return _("Yours: {decision}").format(decision=f"{what}{relation}")


def keep_theirs(work: Desk) -> None:
    """Leave what somebody else stored, and go on."""
    st.session_state.pop("clash", None)
    go(work, _following(work) or work.item.key)


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
    of_the_act = (item for item in work.items if any(one.entry == taken.undoes for one in item.said))
    undone = next(of_the_act, None) or next((item for item in work.items if _about(item, taken)), None)
    if undone is not None:
        go(work, undone.key)
    decided = isinstance(taken, Judgement)
    said = _("Your last decision is undone.") if decided else _("Stored: what was said of the comparability is taken back.")
    st.session_state.update(said=said, said_tone="info")


def turn(work: Desk, place: int) -> None:
    """Say that a deviation (its place on the card) can be compared after all, or take that back."""
    try:
        now = deciding.turn_comparable(library(), work.item, place, reviewer(), work.note)
    except Conflict as conflict:
        refused = _("Not stored: the clause was decided by someone else meanwhile.")
        st.session_state.update(said="\n".join([refused, *_newer(conflict, work)]), said_tone="warn")
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
    else:
        said = (
            _("Stored: the two sides can be compared.") if now else _("Stored: what was said of the comparability is taken back.")
        )
        st.session_state.update(said=f"{said}\n{_relation_then(work)}", said_tone="good")


def _relation_then(work: Desk) -> str:
    """What became of the proposed relation after a word on comparability."""
    matches = comparison((work.opened.a.designation, work.opened.b.designation)).matches
    now = next((match.relation for match in matches if item_key(match) == work.item.key), work.item.match.relation)
    words = _("The proposed relation is told anew: {relation}.")
    if now is work.item.match.relation:
        words = _("The proposed relation stays: {relation}. Choose another where you know better.")
    return words.format(relation=_(RELATIONS[now]))


def _about(item: Item, judgement: Judgement | Confirmation) -> bool:
    if item.match.a_clauses:
        return judgement.a_clause in item.match.a_clauses
    return judgement.b_clause in item.match.b_clauses


def go(work: Desk, key: str) -> None:
    """Show another card."""
    st.session_state.update(at=key, card=Pending(key))
    if key != work.item.key:
        st.session_state.pop("clash", None)


def _following(work: Desk) -> str:
    """The key of the next card that nobody has decided, by what colleagues decided until this moment; "" where there is none."""
    now = {item.key: item for item in cards(work.opened)}
    return next_open([now.get(item.key, item) for item in work.shown], work.item.key)


def skip(work: Desk) -> None:
    """Go to the next card that nobody decided, without deciding this one."""
    following = _following(work)
    if following:
        go(work, following)
    else:
        st.session_state.update(said=_("No other card is open."), said_tone="info")


def turn_shown(_work: Desk, what: str) -> None:
    """Show or hide what a card shows on demand: "words" that say the same, clauses "beside" its own, "pages", "risk"."""
    st.session_state[f"{what}_shown"] = not st.session_state.get(f"{what}_shown", False)


def focus_note(_work: Desk) -> None:
    """Put the cursor into the note."""
    st.session_state["focus_note"] = st.session_state.get("focus_note", 0) + 1


def note_changed(work: Desk) -> None:
    """A note to a card that is decided is stored at once; else it waits for the decision."""
    if not work.item.said or not work.note:
        return
    try:
        deciding.annotate(library(), work.item, work.note, reviewer())
    except Conflict as conflict:
        refused = _("Not stored: the clause was decided by someone else meanwhile.")
        st.session_state.update(said="\n".join([refused, *_newer(conflict, work)]), said_tone="warn")
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
    else:
        st.session_state.update(said=_("The note is stored."), said_tone="good")

"""A card that was put together by hand, under double review: an opinion, shown to its author, taken over by an adjudicator."""

from __future__ import annotations

from test_app_double import ADJUDICATOR, FIRST, SECOND, cards, library, say  # noqa: F401 - library is a fixture

from app import chosen, deciding, editing
from app.chosen import Pending, held
from app.state import State
from matcher.match import Decision, DeviationKind, Relation, Side


def by_hand(library, reader):  # noqa: F811 - the fixture
    item = cards(library, reader)[1][0]
    pending = chosen.with_clause(item, Pending(item.key, relation=Relation.SUPERSET), "b", "5/5.3")
    return chosen.choice(item, chosen.with_clause(item, pending, "a", "4/4.3"), Decision.ACCEPT)


def edited(library, reader):  # noqa: F811 - the fixture
    item = cards(library, reader)[1][0]
    edit = editing.Edit(DeviationKind.LIMIT, "85 dB(A)", "90 dB(A)", stricter=Side.B)
    found = editing.edited(item.match.deviations, 0, edit, (), ())
    return chosen.choice(item, Pending(item.key, rationale="functional", deviations=found), Decision.ACCEPT)


def test_clauses_that_were_added_are_an_opinion_and_each_card_keeps_its_own_when_it_is_taken_over(library):  # noqa: F811
    for reader in (FIRST, SECOND):
        say(library, reader, 0, by_hand(library, reader))
        say(library, reader, 1, chosen.choice(cards(library, reader)[1][1], Pending(), Decision.ACCEPT))
        now = held(cards(library, reader)[1][0])
        assert (now.a, now.b) == (("4/4.1", "4/4.3"), ("5/5.1", "5/5.3"))
    opened, items = cards(library, ADJUDICATOR)
    deciding.take_over(library, items, ADJUDICATOR)
    opened, items = cards(library, ADJUDICATOR)
    assert (held(items[0]).a, held(items[0]).b) == (("4/4.1", "4/4.3"), ("5/5.1", "5/5.3"))
    assert (held(items[1]).a, held(items[1]).b) == (("4/4.2",), ("5/5.2",))
    assert deciding.undo(library, opened, ADJUDICATOR) is not None
    assert {item.state for item in cards(library, ADJUDICATOR)[1][:2]} == {State.OPEN}, "one act, one undo"


def test_deviations_and_rationale_that_were_edited_are_part_of_an_opinion(library):  # noqa: F811 - the fixture
    for reader in (FIRST, SECOND):
        say(library, reader, 0, edited(library, reader))
        now = held(cards(library, reader)[1][0])
        assert now.edited and [one.stricter for one in now.deviations] == [Side.B] and now.rationale == "functional"
    deciding.take_over(library, cards(library, ADJUDICATOR)[1], ADJUDICATOR)
    now = held(cards(library, ADJUDICATOR)[1][0])
    assert (
        now.edited
        and [one.stricter for one in now.deviations] == [Side.B]
        and now.rationale == "functional"
        and now.by.startswith(ADJUDICATOR)
    )

"""Where recognition stands: the folds as tables and properties, over time, and as they are read from a library."""

from __future__ import annotations

from dataclasses import replace

import pytest
import review_desk
from hypothesis import given
from hypothesis import strategies as st
from review_desk import A, B, FakeEncoder

from app import deciding
from app.queueing import queue
from app.standing import (
    Answer,
    Demand,
    Facts,
    Half,
    Proposal,
    Tally,
    answer_of,
    answers,
    card_of,
    tallies,
    total,
    worst,
)
from app.standing_cells import Cell, Compared, Place, cells, chosen, moved, series, together
from app.standing_reading import Standings
from app.state import Choice, load_comparison
from index import classes
from index.library import Library
from matcher import ledger
from matcher.match import Decision, Deviation, DeviationKind, Judgement, Relation, Side

U, G, M, N, H, T, E = Answer  # undecided, again, missing, not comparable, here, there, equivalent
R = Relation


def limit(side, *, comparable=True):
    return Deviation(DeviationKind.LIMIT, "1", "2", comparable=comparable, stricter=side)


def said(a, b, decision=Decision.ACCEPT, relation=None, **more):
    more.setdefault("a_hash", f"text of {a}" if a else "")
    more.setdefault("b_hash", f"text of {b}" if b else "")
    return Judgement("OURS", a, "THEIRS", b, decision, "ana", relation, **more)


def accepted(a, b, relation, **more):
    return said(a, b, relation=relation, **more)


def alone(a, b="", **more):
    return said(a, b, Decision.NO_COUNTERPART, **more)


def half(name, ids, **more):
    return Half(name, tuple(Demand(one, one) for one in ids), {one: f"text of {one}" for one in ids}, **more)


def facts(ours="1", theirs="x", proposals=(), **more):
    return Facts(half("OURS", ours.split()), half("THEIRS", theirs.split()), tuple(proposals), **more)


def here(words, current, **more):
    """The answers to our clauses, in their order."""
    return list(answers(facts(words, "x y z", **more), current).here.values())


# ---- one link


@pytest.mark.parametrize(
    ("relation", "stricter", "expected"),
    [
        (R.EQUAL, Side.SAME, E),
        (R.EQUIVALENT, Side.NOT_COMPARABLE, E),
        (R.EQUIVALENT, Side.A, E),  # the relation is what people decided; a side is told of intersecting ones alone
        (R.SUPERSET, Side.A, H),
        (R.SUPERSET, Side.SAME, H),
        (R.SUBSET, Side.B, T),
        (R.INTERSECTS, Side.A, H),
        (R.INTERSECTS, Side.B, T),
        (R.INTERSECTS, Side.SAME, N),
        (R.INTERSECTS, Side.MIXED, N),
        (R.INTERSECTS, Side.NOT_COMPARABLE, N),
        (R.NONE, Side.A, None),
        (None, Side.A, None),
    ],
)
def test_what_a_link_says(relation, stricter, expected):
    assert answer_of(relation, stricter) is expected
    turned = answer_of(relation and relation.inverse, stricter.inverse)
    assert turned is (expected and expected.inverse)


# ---- one clause, whatever was said of it

TABLE = [
    ("nothing was said", [], U),
    ("an equal one", [accepted("1", "x", R.EQUAL)], E),
    ("ours demands more", [accepted("1", "x", R.SUPERSET)], H),
    ("theirs demands more", [accepted("1", "x", R.SUBSET)], T),
    ("no counterpart", [alone("1")], M),
    ("rejected", [said("1", "x", Decision.REJECT)], U),
    ("unsure", [said("1", "x", Decision.UNSURE)], U),
    ("accepted as unrelated", [accepted("1", "x", R.NONE)], U),
    ("two, both equivalent", [accepted("1", "x", R.EQUAL), accepted("1", "y", R.EQUIVALENT)], E),
    ("the worse of two", [accepted("1", "x", R.EQUAL), accepted("1", "y", R.SUPERSET)], H),
    ("stricter here and there", [accepted("1", "x", R.SUBSET), accepted("1", "y", R.SUPERSET)], N),
    ("not comparable is worse than stricter", [accepted("1", "x", R.SUPERSET), accepted("1", "y", R.INTERSECTS)], N),
    ("intersects, ours stricter by what was left standing", [accepted("1", "x", R.INTERSECTS, deviations=(limit(Side.A),))], H),
    ("intersects, theirs stricter", [accepted("1", "x", R.INTERSECTS, deviations=(limit(Side.B),))], T),
    ("intersects, both", [accepted("1", "x", R.INTERSECTS, deviations=(limit(Side.A), limit(Side.B)))], N),
    ("intersects, a limit apart", [accepted("1", "x", R.INTERSECTS, deviations=(limit(Side.A, comparable=False),))], N),
    ("intersects, no deviation left", [accepted("1", "x", R.INTERSECTS, deviations=())], N),
    ("our text is another", [accepted("1", "x", R.EQUAL, a_hash="old")], G),
    ("their text is another", [accepted("1", "x", R.EQUAL, b_hash="old")], G),
    ("one of two rests on another text", [accepted("1", "x", R.EQUAL), accepted("1", "y", R.EQUAL, b_hash="old")], G),
    ("their clause is gone", [accepted("1", "gone", R.EQUAL)], G),
    ("missing, and the text is another", [alone("1", a_hash="old")], G),
    ("rejected on an old text", [said("1", "x", Decision.REJECT, a_hash="old")], U),
    ("one rejected, another accepted", [said("1", "x", Decision.REJECT), accepted("1", "y", R.EQUAL)], E),
]


@pytest.mark.parametrize(("current", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_answer_to_a_clause(current, expected):
    assert here("1", current) == [expected]


def test_what_the_reviewer_left_as_proposed_is_read_from_the_proposal():
    proposals = [Proposal(("1",), ("x",), R.INTERSECTS, Side.B)]
    assert here("1", [accepted("1", "x", R.INTERSECTS)], proposals=proposals) == [T]
    assert here("1", [accepted("1", "x", R.INTERSECTS)]) == [N]


def test_what_was_accepted_without_a_relation_has_the_one_that_was_proposed():
    proposals = [Proposal(("1",), ("x",), R.SUPERSET, Side.A)]
    assert here("1", [accepted("1", "x", None)], proposals=proposals) == [H]
    assert here("1", [accepted("1", "x", None)]) == [U]


def test_the_partners_clauses_are_told_the_other_way_round():
    found = answers(facts("1 2", "x y z"), [accepted("1", "x", R.SUPERSET), alone("", "y")])
    assert (list(found.here.values()), list(found.there.values())) == ([H, U], [T, M, U])


def test_clauses_that_demand_nothing_are_not_counted():
    assert here("1", [accepted("9", "x", R.EQUAL), alone("8")]) == [U]


def test_what_is_proposed_stands_apart_and_only_of_what_is_undecided():
    proposals = [
        Proposal(("1",), ("x",), R.SUPERSET, Side.A, "k1"),
        Proposal(("2",), ("y",), R.EQUAL, Side.SAME, "k2"),
        Proposal(("3",), (), R.NONE, Side.NOT_COMPARABLE, "k3"),
        Proposal(("4",), ("z",), R.EQUAL, Side.SAME, "k4"),
    ]
    known = facts("1 2 3 4 5", "x y z", proposals)
    found = answers(known, [accepted("1", "x", R.EQUAL), said("4", "z", Decision.REJECT)])
    assert list(found.here.values()) == [E, U, U, U, U]
    assert found.proposed_here == {"2": E, "3": M}  # of 4 the proposal was rejected, of 5 there is none
    assert [card_of(known, one) for one in "145"] == ["k1", "k4", ""] and card_of(known, "y", here=False) == "k2"


# ---- properties

IDS = ("1", "2", "3")
LINKS = st.tuples(st.sampled_from(("", *IDS)), st.sampled_from(("", "x", "y"))).filter(any)


@st.composite
def judgements(draw):
    found = {}
    for link in draw(st.lists(LINKS, max_size=8)):
        decision = draw(
            st.sampled_from([Decision.ACCEPT, Decision.REJECT, Decision.UNSURE] if all(link) else [Decision.NO_COUNTERPART])
        )
        relation = draw(st.sampled_from(R)) if decision is Decision.ACCEPT else None
        old = {"a_hash": "old"} if link[0] and draw(st.booleans()) else {}
        found[link] = said(*link, decision, relation, **old)
    return list(found.values())


@given(judgements(), st.randoms())
def test_sums_are_the_clauses_and_no_order_matters(current, shuffled):
    proposals = [Proposal(("1", "2"), ("x",), R.INTERSECTS, Side.A), Proposal((), ("y",), R.NONE, Side.NOT_COMPARABLE)]
    known = facts(" ".join(IDS), "x y", proposals)
    found = answers(known, current)
    other = list(current)
    shuffled.shuffle(other)
    assert answers(known, other) == found
    for tally, clauses in zip(tallies(found), (3, 2), strict=True):
        assert tally.clauses == sum(tally.counts.values()) == clauses
        assert sum(tally.proposed.values()) <= tally.of(U)
        assert tally.decided + tally.of(U) + tally.of(G) == clauses
        assert sum(tally.share(one) for one in Answer) == pytest.approx(1)


@given(st.sampled_from([G, M, N, H, T, E]), st.sampled_from([G, M, N, H, T, E]), st.sampled_from([G, M, N, H, T, E]))
def test_the_worst_of_several_is_the_same_however_they_are_put_together(a, b, c):
    assert worst(a, b) is worst(b, a) and worst(a, a) is a
    assert worst(worst(a, b), c) is worst(a, worst(b, c))
    assert worst(a, b).inverse is worst(a.inverse, b.inverse)


def test_no_clause_has_no_share():
    assert Tally().share(E) is None
    assert total([Tally(2, {E: 2}), Tally(3, {U: 3}, {H: 1})]) == Tally(5, {E: 2, U: 3}, {H: 1})


# ---- over time

KZ, RU = Place("KZ", "coal", "HSE"), Place("RU", "power", "product")


def on(day, judgement, entry):
    return replace(judgement, at=f"{day}T10:00:00+00:00", entry=entry)


def over_time(place=KZ, **more):
    told = (
        on("2026-01-05", accepted("1", "x", R.EQUAL), 10),
        on("2026-02-07", alone("2"), 20),
        on("2026-02-20", said("1", "x", Decision.UNDO, undoes=10), 30),
        on("2026-03-01", accepted("1", "x", R.SUPERSET), 40),
    )
    return Compared(("OURS", "THEIRS"), place, facts("1 2 3", "x", told=told), "2026-01-01", **more)


def test_the_standing_at_a_past_day_is_what_was_decided_by_its_end():
    one = over_time()
    days = ["2025-12-31", "2026-01-01", "2026-01-05", "2026-02-19", "2026-02-20", "2026-12-01"]
    found = [one.tally(day) and [one.tally(day)[0].of(answer) for answer in (U, M, H, E)] for day in days]
    assert found == [None, [3, 0, 0, 0], [2, 0, 0, 1], [1, 1, 0, 1], [2, 1, 0, 0], [1, 1, 1, 0]]
    assert one.tally() == one.tally("2026-12-01")


def test_a_series_has_each_day_on_which_something_changed_and_months_have_their_last():
    one = over_time()
    assert [day for day, _ in series([one])] == ["2026-01-01", "2026-01-05", "2026-02-07", "2026-02-20", "2026-03-01"]
    monthly = series([one], monthly=True)
    assert [(month, tally.of(M), tally.of(H)) for month, tally in monthly] == [
        ("2026-01", 0, 0),
        ("2026-02", 1, 0),
        ("2026-03", 1, 1),
    ]
    assert series([]) == ()


def test_what_moved_between_two_days():
    one = over_time()
    assert moved([one], "2026-01-05") == {(E, H): 1, (U, M): 1}
    assert moved([one], "2025-01-01", "2026-01-31") == {(None, E): 1, (None, U): 2}
    assert moved([one], "2026-03-01") == {}


def test_a_text_that_changed_makes_a_decision_suspect_from_that_day_on():
    told = (on("2026-01-05", accepted("1", "x", R.EQUAL, b_hash="old"), 10),)
    theirs = half("THEIRS", ["x"], changed={"x": [15]})
    known = Facts(half("OURS", ["1"]), theirs, (), told)
    one = Compared(("OURS", "THEIRS"), KZ, known, "2026-01-01", ((15, "2026-02-01"),))
    assert [(day, tally.of(E), tally.of(G)) for day, tally, _ in one.steps] == [
        ("2026-01-01", 0, 0), ("2026-01-05", 1, 0), ("2026-02-01", 0, 1),
    ]  # fmt: skip
    assert one.tally()[0].of(G) == 1


def test_cells_add_up_and_are_chosen_by_country_sector_and_field():
    found = [over_time(), over_time(), over_time(RU), Compared(("O", "T"), RU, facts(""), "2026-04-01")]
    counted = cells(found)
    assert list(counted) == [KZ, RU] and [cell.comparisons for cell in counted.values()] == [2, 2]
    assert counted[KZ].here == total([found[0].tally()[0]] * 2)
    assert together(counted)["RU", "power"] == counted[RU] and together(counted, field="HSE") == {("KZ", "coal"): counted[KZ]}
    assert len(cells(found, "2026-03-31")[RU].here.counts) and cells(found, "2026-03-31")[RU].comparisons == 1
    assert chosen(found, country="KZ") == tuple(found[:2]) and chosen(found, sector="power", field="HSE") == ()
    assert sum(counted.values(), Cell()).comparisons == len(found)


# ---- from a library


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


def decide(library, place, choice):
    opened = load_comparison(library, A, B)
    item = queue(opened, ledger.judgements(library, A, B), library.log.head().number)[place]
    return deciding.apply(library, opened, item, choice, "ana")


def test_a_library_is_read_with_the_home_standard_as_ours_and_again_only_where_it_changed(library):
    reading = Standings(library)
    (one,) = reading.read().compared
    assert (one.pair, one.place) == ((A, B), Place("INT", "general", "HSE"))
    ours, theirs = one.tally()
    assert (ours.clauses, theirs.clauses) == (5, 7)  # of ours the chapter has no text, and 4.5 recommends
    assert (ours.of(U), dict(ours.proposed)) == (5, {H: 1, N: 1, E: 2, M: 1})
    assert reading.read() is reading.read()
    decide(library, 0, Choice(Decision.ACCEPT, R.SUPERSET))
    decide(library, 5, Choice(Decision.ACCEPT))
    decide(library, 6, Choice(Decision.ACCEPT))
    (two,) = reading.read().compared
    assert two.facts.here is one.facts.here and two.facts.proposals is one.facts.proposals
    assert [two.tally()[0].of(answer) for answer in (U, H, M)] == [3, 1, 1]
    assert [two.tally()[1].of(answer) for answer in (U, T, M)] == [5, 1, 1]
    (fresh,) = Standings(library).read().compared
    assert fresh.tally() == two.tally()


def test_the_home_country_is_a_choice_and_the_partner_may_be_stated(library):
    classes.choose(library.log, B, {"country": "KZ", "sector": "coal"}, author="ana")
    (one,) = Standings(library).read("KZ").compared
    assert (one.pair, one.place.country, one.place.sector) == ((A, B), "CN", "coal")
    assert one.facts.here.designation == B and dict(one.tally()[0].proposed) == {T: 1, N: 1, E: 3, H: 1, M: 1}
    assert Standings(library).read("RU").apart == ((A, B),) and Standings(library).read("RU").compared == ()


def test_a_new_text_makes_decisions_suspect_and_a_removed_standard_is_told(library):
    decide(library, 0, Choice(Decision.ACCEPT, R.SUPERSET))
    reading = Standings(library)
    assert reading.read().compared[0].tally()[0].of(G) == 0
    ours, _ = review_desk.documents()
    changed = tuple(replace(one, text=f"{one.text} 再测。") if one.clause == "4.1" else one for one in ours.clauses)
    library.add(replace(ours, clauses=changed), FakeEncoder())
    assert reading.read().compared[0].tally()[0].of(G) == 1
    library.remove(B)
    assert reading.read().gone == ((A, B),) and reading.read().compared == ()

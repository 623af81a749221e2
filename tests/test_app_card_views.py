"""What is done by hand on the review page, by its buttons: clauses, rationale, deviations, neighbours, translation, keys."""

from __future__ import annotations

import json

import pytest
import review_desk
from review_desk import A, B
from test_app_views import card, components, decided, desk, press, said  # noqa: F401 - desk is a fixture

from index.library import Library
from index.shelf import Licence
from matcher import ledger
from matcher.match import Decision, Deviation, DeviationKind, Relation, Side

LINKED = {("4/4.1", "5/5.1"), ("4/4.1", "5/5.3"), ("4/4.4", "5/5.1"), ("4/4.4", "5/5.3")}


@pytest.fixture
def page(desk, tmp_path):  # noqa: F811 - the fixture
    review_desk.seed(tmp_path / "library")
    return desk


def labels(test, side):
    return [one["label"] for one in card(test)["sides"][side]["clauses"]]


def test_clauses_are_added_to_both_sides_and_stored_as_one_group(page, tmp_path):
    test = press(press(page(), "Add a clause"), "2")
    assert labels(test, 1) == ["5.1", "5.3"] and decided(tmp_path) == []
    test = press(press(test, "Other side"), "4")
    assert labels(test, 0) == ["4.1", "4.4"]
    assert [one["hand"] for one in card(test)["sides"][0]["clauses"]] == ["", "added by hand"]
    test = press(press(press(test, "Close"), "equivalent demand"), "Accept")
    assert {one[:2] for one in decided(tmp_path)} == LINKED
    assert {one[2:4] for one in decided(tmp_path)} == {(Decision.ACCEPT, Relation.EQUIVALENT)}
    with Library.open(tmp_path / "library") as library:
        assert len({one.group for one in ledger.judgements(library, A, B)}) == 1
    again = press(test, "Previous")
    assert (labels(again, 0), labels(again, 1)) == (["4.1", "4.4"], ["5.1", "5.3"])
    test = press(again, "Undo")
    assert decided(tmp_path) == [] and (labels(test, 0), labels(test, 1)) == (["4.1"], ["5.1"])


def test_any_clause_that_is_searched_for_can_be_added(page):
    test = press(page(), "Add a clause")
    field = next(one for one in test.text_input if one.key.startswith("find_"))
    test = field.input("vibration").run()
    found = [data["rows"] for (name, _), data in components(test).items() if name == "choices"]
    assert ["5.7"] in [[row["label"] for row in rows] for rows in found]


def test_a_clause_is_taken_away_and_put_back(page, tmp_path):
    test = press(press(page(), "Take away"), "B 5.1")
    assert labels(test, 1) == [] and "that is what Accept stores now" in said(test)
    back = press(test, "As proposed")
    assert labels(back, 1) == ["5.1"]
    test = press(press(press(back, "Take away"), "B 5.1"), "Confirm: no counterpart")
    assert {one[:3] for one in decided(tmp_path)} == {
        ("4/4.1", "5/5.1", Decision.REJECT),
        ("4/4.1", "", Decision.NO_COUNTERPART),
    }


def test_a_clause_that_stands_alone_stays_on_its_card(page):
    test = press(press(page(relations="no-relationship"), "Take away"), "A 4.6")
    assert "cannot be taken off its own card" in said(test) and labels(test, 0) == ["4.6"]


def test_the_rationale_is_changed_beside_the_relation(page, tmp_path):
    press(press(page(), "by what is achieved"), "Accept")
    with Library.open(tmp_path / "library") as library:
        assert [one.rationale for one in ledger.judgements(library, A, B)] == ["functional"]


def filled(test, **values):
    for name, value in values.items():
        widget = next(
            one for one in (*test.selectbox, *test.text_area) if str(one.key).startswith("form_") and one.key.endswith(f"_{name}")
        )
        (widget.select if hasattr(widget, "options") else widget.input)(value)
    return press(test, "Keep")


def test_a_deviation_is_edited_in_a_form_and_stored_with_accept(page, tmp_path):
    test = press(press(page(), "Deviations"), "limit")
    test = filled(test, b="not exceed 90 dB(A)", verdict=Side.NOT_COMPARABLE)
    assert "Say why the two sides cannot be compared." in said(test)
    test = filled(test, reason="different averaging time")
    assert "Edited by you, not stored yet" in said(test)
    assert card(test)["deviations"][0]["verdict"] == "not comparable" and decided(tmp_path) == []
    test = press(press(press(test, "Deviations"), "New"), "Cancel")
    test = filled(press(press(test, "Deviations"), "New"), kind=DeviationKind.MISSING, a="8 h 等效声级", verdict=Side.A)
    assert len(card(test)["deviations"]) == 2
    test = press(press(test, "Accept"), "Previous")
    assert "Edited by first reviewer, " in card(test)["words"]["edited"] and len(card(test)["deviations"]) == 2
    with Library.open(tmp_path / "library") as library:
        (one,) = ledger.judgements(library, A, B)
    assert one.deviations is not None and [d.kind for d in one.deviations] == [DeviationKind.LIMIT, DeviationKind.MISSING]
    assert isinstance(one.deviations[0], Deviation) and one.deviations[0].reason == "different averaging time"


def test_a_deviation_that_is_none_is_removed_in_its_form(page, tmp_path):
    test = press(press(press(page(), "Deviations"), "limit"), "Remove: it is none")
    assert "No deviation stands." in said(test)
    press(test, "Accept")
    with Library.open(tmp_path / "library") as library:
        assert [one.deviations for one in ledger.judgements(library, A, B)] == [()]


def test_neighbours_are_shown_on_demand_as_far_as_the_licence_lets_them(page, tmp_path):
    test = press(page(), "Neighbours")
    beside = card(test)["beside"]
    assert [one["heading"] for one in beside["a"]["above"]] == ["4 一般要求"]
    assert [one["heading"] for one in beside["b"]["after"]] == ["5.2 Instruments", "5.3 Records"]
    assert "class 1" in json.dumps(beside["b"])
    assert card(press(test, "Neighbours"))["beside"] == {}
    with Library.open(tmp_path / "library") as library:
        library.set_licence(B, Licence.NONE, author="first reviewer")
    hidden = json.dumps(card(press(page(), "Neighbours"))["beside"]["b"])
    assert "class 1" not in hidden and "does not let its whole text be shown" in hidden


def test_without_a_model_the_button_says_how_to_name_one(page, monkeypatch):
    monkeypatch.delenv("CLAUSEBRIDGE_TRANSLATION", raising=False)
    assert "clausebridge review --translation" in said(press(page(), "Translation"))


def test_what_the_marks_mean_stands_on_the_card(page):
    assert [kind for kind, _ in card(page())["legend"]] == ["deviation", "modal", "number"]


def test_every_key_is_told_over_the_card(page):
    test = press(page(), "Keys")
    told = "".join(test.dataframe[0].value["Key"])
    shortcuts = {one.proto.shortcut.lower() for one in test.button if one.proto.shortcut and one.key.startswith("do_")}
    assert len(shortcuts) > 15 and not {key for key in shortcuts if key.upper() not in told}


def test_what_differs_between_clauses_put_together_by_hand_is_looked_for_on_request(page, tmp_path, monkeypatch):
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: review_desk.FakeEncoder())
    test = press(press(page(), "Other counterpart"), "2")
    assert labels(test, 1) == ["5.3"] and card(test)["deviations"] == []
    test = press(press(press(test, "Add a clause"), "1"), "Close")
    assert labels(test, 1) == ["5.3", "5.1"]
    test = press(test, "Find differences")
    found = [(one["kind"], one["a"], one["b"], one["verdict"]) for one in card(test)["deviations"]]
    assert f"Differences that were found: {len(found)}." in said(test)
    assert [one for one in found if one[0] == "limit" and "85 dB(A)" in one[1] and "90 dB(A)" in one[2]]
    press(test, "Accept")
    with Library.open(tmp_path / "library") as library:
        stored = [one.deviations for one in ledger.judgements(library, A, B) if one.decision is Decision.ACCEPT]
    assert sum(map(len, stored)) == len(found) and len(stored) == 2

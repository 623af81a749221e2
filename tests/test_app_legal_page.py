"""The page of regulations, the force of a clause on its card, and the desk as of another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import review_desk
from review_desk import A, B
from streamlit.testing.v1 import AppTest
from test_app_views import card, go, said

from app import serve
from index.force import Citation, citations
from index.force_log import state
from index.library import Library

YESTERDAY = date.today() - timedelta(days=1)


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAUSEBRIDGE_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setenv("CLAUSEBRIDGE_REVIEWER", "ann")
    found = review_desk.seed(tmp_path / "library")
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(found))
    return found


@pytest.fixture
def cited(place):
    """The first clause of A is cited from today on, the whole of B by a title that tries to be markup."""
    with Library.open(place) as library:
        rows = [
            Citation("TSG 21—2016", "3.1", A, clauses=("4.1", "9.99"), valid_from=str(date.today())),
            Citation("**Act** :green[valid]", "", B),
        ]
        state(library.log, rows, author="ann")
    return place


def opened(page="", **parameters):
    test = AppTest.from_file(str(serve.MAIN), default_timeout=30)
    test.session_state["language"] = "en"
    for name, value in parameters.items():
        test.query_params[name] = value
    test.run()
    return go(test, page) if page else test


def legal_table(test):
    return next(one.value for one in test.dataframe if "Regulation" in one.value.columns)


def test_an_empty_page_says_how_to_begin(place):
    assert "from a table" in said(opened("legal"))


def test_the_page_lists_what_is_cited_and_what_does_not_exist(cited):
    test = opened("legal")
    rows = legal_table(test)
    assert list(rows["Standard"]) == [B, A]
    assert f"{A} has no 9.99" in rows["Remarks"][1]
    assert not test.exception


def test_the_page_takes_back_what_its_reader_stated(cited):
    test = opened("legal")
    next(one for one in test.button if one.label == "Undo what you stated last").click().run()
    with Library.open(cited) as library:
        assert citations(library.log) == ()
    assert "Taken back" in said(test)


def tags(test):
    return [[tag for clause in side["clauses"] for tag in clause["tags"]] for side in card(test)["sides"]]


def test_a_card_says_which_regulation_cites_its_clauses(cited):
    ours, theirs = tags(opened())
    assert "cited by TSG 21—2016 art. 3.1" in ours
    assert any("**Act** :green[valid] (no edition named)" in tag or "**Act** :green[valid]" in tag for tag in theirs)


def test_the_table_of_standards_has_their_force(cited):
    rows = next(one.value for one in opened("library").dataframe if "Legal force" in one.value.columns)
    assert any("TSG 21—2016" in str(value) for value in rows["Legal force"])


def test_as_of_a_day_before_it_is_voluntary_and_nothing_can_be_stored(cited):
    test = opened(as_of=str(YESTERDAY))
    assert any("voluntary" in tag for tag in tags(test)[0])
    assert f"As of {YESTERDAY}" in said(test)
    assert next(one for one in test.button if one.label.startswith("Accept")).disabled
    next(one for one in test.button if one.label == "Back to today").click().run()
    assert "cited by TSG 21—2016 art. 3.1" in tags(test)[0]
    assert "as_of" not in test.query_params


def test_a_link_that_names_no_day_is_told_and_shows_today(cited):
    test = opened(as_of="tomorrow")
    assert "The link names no day: tomorrow" in said(test)
    assert "cited by TSG 21—2016 art. 3.1" in tags(test)[0]


def test_the_day_is_kept_from_page_to_page(cited):
    test = go(opened(as_of="2020-01-01"), "library")
    assert "As of 2020-01-01" in said(test)
    assert test.query_params["as_of"] == "2020-01-01"
    assert not test.exception

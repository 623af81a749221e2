"""The card by hand in a real browser: clauses of both sides by keys alone, a clause taken off, a deviation edited in its form."""

from __future__ import annotations

import pytest
from browsing import button, key, shows
from review_desk import A, B
from test_app_browser import desk, review  # noqa: F401 - fixtures

from index.library import Library
from matcher import ledger
from matcher.match import Decision, Relation

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def in_force(desk):  # noqa: F811 - the fixture
    with Library.open(desk.library) as library:
        return ledger.judgements(library, A, B)


def test_clauses_are_linked_n_to_m_by_keys_alone_and_undone(review, desk):  # noqa: F811 - fixtures
    key(review, "l")
    playwright.expect(review.get_by_text("Add to ISO 90001:2023")).to_be_visible()
    key(review, "2")
    playwright.expect(review.locator(".side-b .clause")).to_have_count(2)
    key(review, "e")
    playwright.expect(review.get_by_text("Add to GB/T 90001—2024")).to_be_visible()
    key(review, "2")
    playwright.expect(review.locator(".side-a .clause")).to_have_count(2)
    key(review, "Escape")
    playwright.expect(review.get_by_role("button", name="equivalent demand")).to_be_visible()
    key(review, "2")
    playwright.expect(review.get_by_text("Your choice: equivalent demand")).to_be_visible()
    key(review, "8")
    playwright.expect(review.get_by_text("Rationale: by what is achieved")).to_be_visible()
    key(review, "a")
    playwright.expect(review.locator(".side-a .label").first).not_to_have_text("4.1")
    told = in_force(desk)
    assert len(told) == 4 and {(one.decision, one.relation) for one in told} == {(Decision.ACCEPT, Relation.EQUIVALENT)}
    assert len({one.group for one in told}) == 1 and {one.rationale for one in told} == {"functional"}
    key(review, "z")
    shows(review, "4.1")
    assert in_force(desk) == ()


def test_a_clause_is_taken_off_by_a_click_and_a_deviation_edited_in_its_form(review, desk):  # noqa: F811 - fixtures
    review.locator(".deviations .turn", has_text="Edit").first.click()
    field = review.get_by_label("Words of B")
    playwright.expect(field).to_have_value("90 dB(A)")
    field.fill("not exceed 90 dB(A)")
    button(review, "Keep")
    playwright.expect(review.get_by_text("Edited by you, not stored yet")).to_be_visible()
    playwright.expect(review.locator(".side-b .mark-deviation")).to_have_text("not exceed 90 dB(A)")
    key(review, "a")
    shows(review, "4.2")
    (one,) = in_force(desk)
    assert one.deviations is not None and [d.b_text for d in one.deviations] == ["not exceed 90 dB(A)"]
    review.locator(".side-b .take").click()
    playwright.expect(review.get_by_role("button", name="Confirm: no counterpart")).to_be_visible()
    key(review, "a")
    shows(review, "4.3")
    assert ("4/4.2", "", Decision.NO_COUNTERPART) in {(one.a_clause, one.b_clause, one.decision) for one in in_force(desk)}

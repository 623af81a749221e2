"""The overview in a real Chromium: trees by mouse and by keys, coverage and filters that lead to cards, links that come back."""

from __future__ import annotations

import pytest
from browsing import rest, shows
from review_desk import A, B

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture
def overview(page, desk_in_browser):
    """The overview of the small comparison, nothing decided."""
    desk_in_browser.undo_all(A, B)
    page.goto(desk_in_browser.at("overview", a=A, b=B))
    playwright.expect(page.locator("#trees .row")).to_have_count(15)
    rest(page)
    return page


def row(page, side, label):
    return page.locator(f"#trees .list[data-side={side}] .row", has=page.locator(".label", has_text=label)).last


def test_a_click_on_a_clause_opens_its_card(overview):
    row(overview, "a", "4.4").click()
    shows(overview, "4.4")


def test_a_click_on_a_line_opens_its_card(overview):
    clause = row(overview, "a", "4.2").bounding_box()
    lines = overview.locator("#trees canvas").bounding_box()
    middle = (clause["y"] + row(overview, "b", "5.2").bounding_box()["y"] + clause["height"]) / 2
    overview.mouse.move(lines["x"] + lines["width"] / 2, middle)
    playwright.expect(overview.locator("#trees .tip")).to_contain_text("4.2 ↔ 5.2")
    overview.mouse.click(lines["x"] + lines["width"] / 2, middle)
    shows(overview, "4.2")


def test_the_trees_are_walked_by_keys(overview):
    overview.locator("#trees .list[data-side=a] .row.chapter").press("ArrowDown")
    overview.keyboard.press("ArrowDown")
    playwright.expect(row(overview, "a", "4.2")).to_be_focused()
    overview.keyboard.press("ArrowLeft")
    overview.keyboard.press("ArrowLeft")
    playwright.expect(row(overview, "a", "4.2")).to_be_hidden()
    overview.keyboard.press("ArrowRight")
    overview.keyboard.press("ArrowDown")
    overview.keyboard.press("ArrowDown")
    overview.keyboard.press("ArrowDown")
    overview.keyboard.press("Enter")
    shows(overview, "4.3")


def test_a_number_of_the_coverage_opens_the_cards_that_it_counts(overview, desk_in_browser):
    overview.get_by_text("Coverage", exact=True).click()
    table = overview.locator("#coverage table").first
    table.locator("tbody tr").first.locator("button").nth(2).click()  # without counterpart
    shows(overview, "4.6")
    playwright.expect(overview.locator("#chips")).to_contain_text("1 of 7 cards pass")
    overview.wait_for_url(lambda address: "only=alone" in address and "chapter=4" in address)
    overview.reload()
    playwright.expect(overview.locator("#chips")).to_contain_text("1 of 7 cards pass")
    overview.locator("#chips button").last.click()
    playwright.expect(overview.locator("#chips")).to_have_count(0)
    overview.wait_for_url(lambda address: "only=" not in address)


def test_filters_are_chosen_in_the_menu_and_dim_the_rest_of_the_trees(overview):
    overview.get_by_role("button", name="Filter").first.click()
    overview.get_by_label("Words", exact=True).fill("signs")
    overview.keyboard.press("Enter")
    playwright.expect(overview.locator("#chips")).to_contain_text("Words: signs")
    playwright.expect(overview.locator("#trees .list[data-side=a] .row:not(.faint):not(.chapter)")).to_have_count(1)
    overview.wait_for_url(lambda address: "words=signs" in address)

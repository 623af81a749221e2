"""From a card to the page of its clause, the clause mended there, and back to the card, which has kept what was decided."""

from __future__ import annotations

from pathlib import Path

import browsing
import pytest
from browsing import button, key, shows
from review_desk import FakeEncoder

from app.state import save_comparison
from index.library import Library
from ingest.read import read
from matcher import ledger
from matcher.match import Decision, Match, Relation

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

STANDARDS = Path(__file__).parent.parent / "corpora" / "standards"
LINKS = [("5/5.1", "5/5.1"), ("5/5.1/5.1.1", "5/5.1/5.1.1"), ("5/5.1/5.1.2", "5/5.1/5.1.2")]


@pytest.fixture(scope="module")
def mended(browser, tmp_path_factory):
    """A desk on two sample standards with their pages, and a comparison of three links."""
    folder = tmp_path_factory.mktemp("mending")
    with Library.open(folder / "library", create=True) as library:
        ours, theirs = (read(STANDARDS / f"noise-{lang}.pdf")[0] for lang in ("zh", "en"))
        for document, lang in ((ours, "zh"), (theirs, "en")):
            library.add(document, FakeEncoder(), source=STANDARDS / f"noise-{lang}.pdf")
        names = ours.standard.designation, theirs.standard.designation
        links = [Match(names[0], (a,), names[1], (b,), Relation.INTERSECTS, 0.8) for a, b in LINKS]
        save_comparison(library, ours, theirs, links, "fake@1")
    with browsing.running(folder) as desk:
        yield desk, names


def test_a_clause_is_mended_from_its_card_and_the_decision_follows_it(page, mended):
    desk, (a, b) = mended
    page.goto(desk.at(a=a, b=b))
    shows(page, "5.1")
    key(page, "s")
    shows(page, "5.1.1")
    key(page, "a")
    shows(page, "5.1.2")
    key(page, "p")
    shows(page, "5.1.1")
    button(page, "Mend the clause of A")
    field = page.get_by_label("Label", exact=True)
    playwright.expect(field).to_have_value("5.1.1")
    field.fill("5.1.9")
    field.press("Enter")
    playwright.expect(page.get_by_text("This would change:")).to_be_visible()
    button(page, "Store the mend")
    playwright.expect(page.get_by_text("of the log. Comparisons with this standard should be made again.")).to_be_visible()
    button(page, "Back to the card")
    shows(page, "5.1.9")
    playwright.expect(page.locator("#card").get_by_text("accepted", exact=True)).to_be_visible()
    with Library.open(desk.library) as library:
        (one,) = ledger.judgements(library, a, b)
        assert (one.a_clause, one.b_clause, one.decision) == ("5/5.1/5.1.9", "5/5.1/5.1.1", Decision.ACCEPT)
        assert "5/5.1/5.1.9" in {clause.id for clause in library.clauses(a)}


def test_a_click_on_a_box_of_the_page_leads_to_its_clause(page, mended):
    desk, (_a, b) = mended
    page.goto(desk.at("read", standard=b, clause="5/5.1/5.1.1"))
    playwright.expect(page.locator(".heading .label")).to_have_text("5.1.1")
    playwright.expect(page.locator("#leaf .box.current")).to_have_count(1)
    page.locator("#leaf .box", has_text="5.1.2").first.click()
    playwright.expect(page.locator(".heading .label")).to_have_text("5.1.2")
    page.wait_for_url(lambda address: "5.1.2" in address)

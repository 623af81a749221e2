"""The review desk in a real browser: by keys alone, by buttons alone, reloaded in the middle, and with texts that try to act."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from urllib.parse import quote

import pytest
import review_desk
from review_desk import A, B

from app import serve
from app.state import save_comparison
from index.library import Library
from matcher import ledger
from matcher.confirming import confirmations
from matcher.match import Decision, Relation

CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE = 45_000  # milliseconds; a busy machine is no fault of the page
SETTLED = 250  # ms: keys are bound a moment after the page is drawn


@pytest.fixture(scope="module")
def browser():
    playwright.expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The review desk on two comparisons, one of them hostile, as ``clausebridge review`` starts it."""
    folder = tmp_path_factory.mktemp("desk")
    ours, theirs = review_desk.hostile_documents()
    review_desk.seed(folder / "library", extra=(ours, theirs))
    with Library.open(folder / "library") as library:
        save_comparison(library, ours, theirs, review_desk.hostile_matches(ours, theirs), "fake@1")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "CLAUSEBRIDGE_LIBRARY": str(folder / "library"),
        "CLAUSEBRIDGE_SETTINGS": str(folder / "settings.json"),
        "CLAUSEBRIDGE_REVIEWER": "first reviewer",
        "PYTHONPATH": str(serve.MAIN.parent.parent),
    }
    running = subprocess.Popen(
        serve.command(port), env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}", folder / "library"
    finally:
        running.terminate()
        running.wait(10)


def _wait_for(address):
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the review desk did not start")


@pytest.fixture
def page(browser, server):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()


@pytest.fixture
def review(page, server):
    """The review page of the tame comparison, every earlier decision undone."""
    address, library = server
    with Library.open(library) as opened:
        while ledger.undo(opened, "first reviewer", A, B):
            pass
    page.goto(f"{address}/?a={A}&b={B}")
    shows(page, "4.1")
    return page


def shows(page, label, side="a"):
    """Wait until the card shows the clause ``label``."""
    playwright.expect(page.locator(f".side-{side} .label").first).to_have_text(label)


def key(page, name):
    """Press a key outside of every field, when the page is at rest: one that comes while it is drawn may be lost."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_timeout(SETTLED)
    page.keyboard.press(name)


def button(page, label):
    page.get_by_role("button", name=label).first.click()


def decided(library):
    with Library.open(library) as opened:
        return [(one.a_clause, one.b_clause, one.decision, one.relation) for one in ledger.judgements(opened, A, B)]


WANTED = [
    ("4/4.1", "5/5.1", Decision.ACCEPT, Relation.INTERSECTS),
    ("4/4.2", "5/5.2", Decision.REJECT, None),
    ("4/4.3", "5/5.3", Decision.ACCEPT, Relation.EQUAL),
    ("4/4.5", "5/5.6", Decision.UNSURE, None),
    ("4/4.6", "", Decision.NO_COUNTERPART, None),
]


def test_a_review_by_keys_alone(review, server):
    key(review, "5")
    playwright.expect(review.get_by_text("Your choice: partly overlapping")).to_be_visible()
    key(review, "a")
    shows(review, "4.2")
    key(review, "x")
    playwright.expect(review.get_by_text("Rejected because:")).to_be_visible()
    key(review, "2")
    shows(review, "4.3")
    key(review, "a")
    shows(review, "4.4")
    key(review, "n")
    shows(review, "4.5")
    key(review, "z")
    shows(review, "4.4")
    key(review, "s")
    shows(review, "4.5")
    key(review, "u")
    shows(review, "4.6")
    key(review, "a")
    shows(review, "5.7", side="b")
    key(review, "p")
    shows(review, "4.6")
    assert decided(server[1]) == WANTED


def test_a_review_by_buttons_alone(review, server):
    button(review, "partly overlapping")
    playwright.expect(review.get_by_text("Your choice: partly overlapping")).to_be_visible()
    button(review, "Accept")
    shows(review, "4.2")
    button(review, "Reject")
    button(review, "Another product or scope")
    shows(review, "4.3")
    button(review, "Accept")
    shows(review, "4.4")
    button(review, "No counterpart")
    shows(review, "4.5")
    button(review, "Undo")
    shows(review, "4.4")
    button(review, "Skip")
    shows(review, "4.5")
    button(review, "Unsure")
    shows(review, "4.6")
    button(review, "Confirm: no counterpart")
    shows(review, "5.7", side="b")
    button(review, "Previous")
    shows(review, "4.6")
    assert decided(server[1]) == WANTED


def test_another_counterpart_by_keys_and_by_a_click(review, server):
    key(review, "o")
    playwright.expect(review.get_by_text("Ranked alternatives")).to_be_visible()
    key(review, "2")
    shows(review, "5.3", side="b")
    key(review, "o")
    review.locator("#choices .row", has_text="Hearing protectors").first.click()
    shows(review, "5.5", side="b")
    key(review, "2")
    playwright.expect(review.get_by_text("Your choice: equivalent demand")).to_be_visible()
    key(review, "a")
    shows(review, "4.2")
    assert sorted(one[1:] for one in decided(server[1])) == [
        ("5/5.1", Decision.REJECT, None), ("5/5.5", Decision.ACCEPT, Relation.EQUIVALENT),
    ]  # fmt: skip


def test_a_person_says_that_two_sides_can_be_compared_and_takes_it_back(page, server):
    address, library = server
    a, b = (document.standard.designation for document in review_desk.hostile_documents())
    page.goto(f"{address}/?a={quote(a)}&b={quote(b)}")
    button(page, "Comparable after all")
    playwright.expect(page.get_by_text("Stored: the two sides can be compared.")).to_be_visible()
    playwright.expect(page.get_by_text("comparable according to first reviewer, ")).to_be_visible()
    with Library.open(library) as opened:
        assert [(one.a_clause, one.author) for one in confirmations(opened, a, b)] == [("1", "first reviewer")]
    button(page, "Take back")
    playwright.expect(page.get_by_text("is taken back.")).to_be_visible()
    with Library.open(library) as opened:
        assert confirmations(opened, a, b) == ()


def test_a_note_is_typed_without_triggering_keys(review, server):
    key(review, "m")
    playwright.expect(review.locator(".st-key-note input")).to_be_focused()
    review.keyboard.type("axu 先确认")
    review.keyboard.press("Enter")
    playwright.expect(review.locator(".st-key-note input")).not_to_be_focused()
    assert decided(server[1]) == []
    key(review, "a")
    shows(review, "4.2")
    with Library.open(server[1]) as library:
        assert [one.note for one in ledger.judgements(library, A, B)] == ["axu 先确认"]


def test_a_reload_in_the_middle_keeps_the_place(review):
    key(review, "s")
    shows(review, "4.2")
    review.wait_for_url(lambda address: "at=" in address)
    second = review.url
    key(review, "s")
    shows(review, "4.3")
    review.wait_for_url(lambda address: address != second)
    review.reload()
    shows(review, "4.3")


def test_two_browsers_on_one_card_lose_nothing(review, browser, server):
    context = browser.new_context(locale="en-GB")
    other = context.new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(review.url)
    shows(other, "4.1")
    key(other, "u")
    shows(other, "4.2")
    context.close()
    key(review, "a")
    playwright.expect(review.get_by_text("Not stored: the clause was decided by someone else meanwhile.")).to_be_visible()
    assert [one[2] for one in decided(server[1])] == [Decision.UNSURE]
    key(review, "y")
    shows(review, "4.2")
    assert [one[2] for one in decided(server[1])] == [Decision.ACCEPT]


def test_the_interface_follows_the_language_of_the_browser(browser, server):
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{server[0]}/?a={A}&b={B}")
    playwright.expect(page.get_by_role("button", name="接受")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["", "overview", "library", "read", "search", "team", "export", "help"])
def test_hostile_texts_do_nothing(page, server, path):
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    ours, theirs = review_desk.hostile_documents()
    page.goto(
        f"{server[0]}/{path}?standard={ours.standard.designation}&a={ours.standard.designation}&b={theirs.standard.designation}".replace(
            "#", "%23"
        )
    )
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    if not path:
        for place in range(1, len(review_desk.HOSTILE) + 1):
            shows(page, str(place))
            assert page.locator(".side .text").first.inner_text().strip() and page.locator(".side .cells td").count() == 1
            if page.locator(".leads").count():
                page.locator(".leads").first.click()
                playwright.expect(page.locator(".cited")).to_have_count(1)
            button(page, "Skip") if place < len(review_desk.HOSTILE) else key(page, "o")
        playwright.expect(page.get_by_text("Ranked alternatives")).to_be_visible()
    if path == "read":
        for title in (review_desk.HOSTILE[0], review_desk.HOSTILE[1]):
            page.locator("#choices .row", has_text=title).first.click()
            playwright.expect(page.locator(".heading .title")).to_have_text(title)
        page.locator("#choices .row").first.click()
        page.locator(".leads").first.click()
        playwright.expect(page.locator(".heading .title")).to_have_text(review_desk.HOSTILE[1])
    page.wait_for_timeout(500)
    foreign = [url for url in asked if not url.startswith((server[0], "blob:", "data:"))]
    assert foreign == [] and said == []
    assert page.evaluate("window.hacked") is None
    shadows = """() => [...document.querySelectorAll('*')].filter(e => e.shadowRoot).flatMap(
        e => [...e.shadowRoot.querySelectorAll('script, img, iframe, svg, a, object, embed, link')].map(x => x.outerHTML))"""
    assert page.evaluate(shadows) == []
    assert page.locator("a[href*='evil'], img[src*='evil'], [data-testid=stBadge], .stMarkdownBadge").count() == 0


def test_a_key_pressed_twice_decides_once(review, server):
    review.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    review.evaluate(
        """() => { for (const _ of [1, 2]) for (const type of ['keydown', 'keyup'])
            document.body.dispatchEvent(new KeyboardEvent(type, {key: 'u', code: 'KeyU', bubbles: true})); }"""
    )
    playwright.expect(review.locator(".side-a .label").first).not_to_have_text("4.1")
    review.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    assert review.get_by_text("Not stored").count() == 0
    assert decided(server[1])[0][:2] == ("4/4.1", "5/5.1")

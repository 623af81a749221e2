"""Texts that try to act, on every page in a real browser: no other host is asked, nothing runs, nothing is forged or hidden."""

from __future__ import annotations

import json

import pytest
from browsing import button, key, rest
from hostile import AT_ONCE, HOST, HOSTILE, OURS, THEIRS

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PARTS = "script, img, iframe, svg, math, a, object, embed, link, base, meta, form, video, audio, template, input"
LOOK = """() => {
  const hidden =
    /[\\u202a-\\u202e\\u2066-\\u2069\\u200b\\u200e\\u200f\\u061c\\u2060\\u180e\\u3164\\uffa0\\u0000-\\u0008\\u000b-\\u001f]|\\udb40[\\udc00-\\udc7f]/;
  const found = {ran: window.hacked === undefined ? [] : [String(window.hacked)], made: [], hidden: [], forged: [], texts: 0};
  const walk = (root, inside) => {
    if (inside) root.querySelectorAll(PARTS).forEach((one) => found.made.push(one.outerHTML.slice(0, 120)));
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement && node.parentElement.tagName;
      if (parent === 'STYLE' || parent === 'SCRIPT') continue;
      found.texts += node.data.length;
      if (hidden.test(node.data)) found.hidden.push(JSON.stringify(node.data.slice(0, 60)));
      const around = node.parentElement.closest('div, p, li, td, h2, h3, h4, button') || node.parentElement;
      if (/Verified/.test(node.data) && !/:green-badge\\[/.test(around.textContent)) found.forged.push(node.data);
    }
    root.querySelectorAll('*').forEach((one) => { if (one.shadowRoot) walk(one.shadowRoot, true); });
  };
  walk(document.body, false);
  document.querySelectorAll('[href*="HOST"], [src*="HOST"], [data-testid=stBadge], .stMarkdownBadge, .katex, iframe')
    .forEach((one) => found.made.push(one.outerHTML.slice(0, 120)));
  return found;
}""".replace("PARTS", json.dumps(PARTS)).replace("HOST", HOST)


@pytest.fixture(scope="module")
def watched(browser, desk_in_browser):
    """A page, what it asked for beyond its own server, and what it said in dialogs."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(45_000)
    foreign, said = [], []
    own = (desk_in_browser.address, desk_in_browser.address.replace("http", "ws", 1), "blob:", "data:")
    page.on("request", lambda request: None if request.url.startswith(own) else foreign.append(request.url))
    page.on("websocket", lambda socket: None if socket.url.startswith(own) else foreign.append(socket.url))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    yield page, foreign, said
    context.close()


def look(watched, at_least=200):
    """Whether nothing has happened on the page as it stands."""
    page, foreign, said = watched
    page.wait_for_timeout(100)
    found = page.evaluate(LOOK)
    assert foreign == [] and said == []
    assert {name: found[name] for name in ("ran", "made", "hidden", "forged")} == {
        "ran": [],
        "made": [],
        "hidden": [],
        "forged": [],
    }
    assert found["texts"] > at_least, "the page shows something"


def test_there_are_payloads_enough():
    assert len(set(HOSTILE)) >= 60


def test_the_cards_do_nothing(watched, desk_in_browser):
    page, _, _ = watched
    page.goto(desk_in_browser.at(a=OURS, b=THEIRS))
    cards = -(-len(HOSTILE) // AT_ONCE)
    playwright.expect(page.locator(".side-a .clause")).to_have_count(AT_ONCE)
    key(page, "p")  # back to the first, which is decided: by a payload, with a payload as note
    for place in range(1, cards + 1):
        playwright.expect(page.locator(".side-a .label").first).to_have_text(str((place - 1) * AT_ONCE + 1))
        if place == 1:
            assert page.locator(".side .cells td").count() == AT_ONCE
            page.locator(".leads").first.click()
            playwright.expect(page.locator(".cited")).to_have_count(1)
        look(watched)
        if place < cards:
            rest(page)
            button(page, "Skip")
    key(page, "o")
    playwright.expect(page.get_by_text("Ranked alternatives")).to_be_visible()
    look(watched)
    key(page, "Escape")
    key(page, "p")


def test_what_opens_on_a_card_does_nothing(watched, desk_in_browser):
    """Neighbours, the forms for clauses and deviations, words that say the same, the list of keys, what was said until now."""
    page, _, _ = watched
    page.goto(desk_in_browser.at(a=OURS, b=THEIRS))
    playwright.expect(page.locator(".side-a .clause")).to_have_count(AT_ONCE)
    key(page, "p")
    button(page, "What was said until now")
    playwright.expect(page.get_by_role("button", name="What was said until now")).to_be_visible()
    for name in ("b", "l", "Escape", "g", "Escape", "d", "Escape", "h", "h", "w", "w"):
        key(page, name)
        rest(page)
        look(watched)


@pytest.mark.parametrize("view", ["table", "coverage", "links"])
def test_no_view_of_the_overview_does_anything(watched, desk_in_browser, view):
    page, _, _ = watched
    page.goto(desk_in_browser.at("overview", a=OURS, b=THEIRS, view=view))
    rest(page)
    look(watched)


def test_what_a_search_finds_does_nothing(watched, desk_in_browser):
    page, _, _ = watched
    page.goto(desk_in_browser.at("search", q=HOSTILE[0]))
    playwright.expect(page.locator("#choices .row").first).to_be_visible()
    look(watched)
    page.locator("#choices .row").first.click()
    playwright.expect(page.locator(".heading .label").first).to_be_visible()
    look(watched)


def test_no_page_does_anything(watched, desk_in_browser):
    """Every page of the head, whatever pages there are, with its menus opened."""
    page, _, _ = watched
    page.goto(desk_in_browser.at(a=OURS, b=THEIRS))
    rest(page)
    links = page.locator("[data-testid=stTopNavLink]").evaluate_all("all => all.map(link => new URL(link.href).pathname)")
    assert len(links) >= 7
    for path in links:
        page.goto(desk_in_browser.at(path.strip("/"), a=OURS, b=THEIRS, standard=OURS, q=""))
        rest(page)
        look(watched)
        for expander in page.locator("[data-testid=stExpander] summary").all()[:4]:
            expander.click()
        for menu in page.locator("[data-testid=stSelectbox] input:visible").all()[:4]:
            menu.click()
            page.wait_for_timeout(60)
            look(watched)
            page.keyboard.press("Escape")
        look(watched)


@pytest.mark.parametrize("section", ["comparisons", "add"])
def test_no_section_of_the_library_does_anything(watched, desk_in_browser, section):
    page, _, _ = watched
    page.goto(desk_in_browser.at("library", section=section))
    rest(page)
    look(watched)


def test_the_read_page_does_nothing(watched, desk_in_browser):
    page, _, _ = watched
    page.goto(desk_in_browser.at("read", standard=OURS))
    for title in (HOSTILE[0], HOSTILE[1]):
        page.locator("#choices .row", has_text=title).first.click()
        playwright.expect(page.locator(".heading .title")).to_have_text(title)
        look(watched)
    page.locator("#choices .row").first.click()
    page.locator(".leads").first.click()
    playwright.expect(page.locator(".heading .title")).to_have_text(HOSTILE[1])
    look(watched)

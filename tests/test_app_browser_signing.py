"""Sign-in in a real browser, at a small OpenID Connect service: nobody chooses who they are, and a stranger sees one page."""

from __future__ import annotations

import re

import browsing
import oidc_provider
import pytest
import review_desk
from browsing import PATIENCE, SETTLED, key, shows
from review_desk import A, B

from app.signing import secrets_file, sign_in
from app.state import item_key
from index.library import Library
from index.members import appoint
from index.roles import Role
from matcher import ledger
from matcher.assignments import Assignment, assign

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("authlib", reason="Authlib is not installed")

PEOPLE = {
    "reviewer": {"sub": "r1", "email": "Reviewer@example.org", "email_verified": True, "name": "The reviewer"},
    "viewer": {"sub": "v1", "email": "viewer@example.org", "email_verified": True, "name": "The viewer"},
    "second": {"sub": "r2", "email": "second@example.org", "email_verified": True, "name": "The second"},
    "adjudicator": {"sub": "j1", "email": "adjudicator@example.org", "email_verified": True, "name": "The adjudicator"},
    "stranger": {"sub": "s1", "email": "stranger@example.org", "email_verified": True, "name": "A stranger"},
    "pretender": {"sub": "p1", "email": "reviewer@example.org", "email_verified": False, "name": "The reviewer"},
}
ROLES = {
    "reviewer@example.org": Role.REVIEWER,
    "second@example.org": Role.REVIEWER,
    "viewer@example.org": Role.VIEWER,
    "adjudicator@example.org": Role.ADJUDICATOR,
}


@pytest.fixture(scope="module")
def server(browser, tmp_path_factory):
    """The review desk as ``clausebridge review`` starts it where people sign in."""
    folder = tmp_path_factory.mktemp("desk")
    library, port = review_desk.seed(folder / "library"), browsing.free_port()
    with Library.open(library) as opened:
        appoint(opened.log, "admin@example.org", Role.ADMIN, author="anybody")
        for name, role in ROLES.items():
            appoint(opened.log, name, role, author="admin@example.org")
    with oidc_provider.running(PEOPLE) as provider:
        secrets_file(library).parent.mkdir()
        secrets_file(library).write_text(oidc_provider.secrets(provider, port), encoding="utf-8")
        with browsing.running(folder, port, sign_in(secrets_file(library))) as desk:
            yield desk.address, library, provider


@pytest.fixture
def visit(browser, server):
    """Opens the desk in a browser of its own, signed in as somebody."""
    contexts = []

    def visited(who, path=f"?a={A}&b={B}"):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(server[0])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name=who, exact=True).click()
        page.wait_for_url(re.compile(re.escape(server[0])))
        playwright.expect(
            page.get_by_role("button", name="Settings").or_(page.get_by_role("button", name="Sign out")).first
        ).to_be_visible()
        if path:
            page.goto(f"{server[0]}/{path}")
        return page

    yield visited
    for context in contexts:
        context.close()


def link(label):
    """The address of the card whose first clause of A has a label."""
    ours, theirs = review_desk.documents()
    match = next(one for one in review_desk.matches(ours, theirs) if one.a_clauses and one.a_clauses[0].endswith(label))
    return f"?a={A}&b={B}&at={item_key(match)}"


def decided(library):
    with Library.open(library) as opened:
        return [(one.a_clause, one.author) for one in ledger.judgements(opened, A, B)]


def test_who_signs_in_decides_under_the_verified_address_and_can_sign_out(visit, server):
    page = visit("reviewer")
    shows(page, "4.1")
    page.get_by_role("button", name="Settings").click()
    playwright.expect(page.get_by_test_id("stPopoverBody").get_by_text("reviewer@example.org")).to_be_visible()
    playwright.expect(page.get_by_text("Role: reviewer")).to_be_visible()
    assert page.get_by_label("Reviewer", exact=True).count() == 0
    page.keyboard.press("Escape")
    key(page, "a")
    shows(page, "4.2")
    assert decided(server[1]) == [("4/4.1", "reviewer@example.org")]
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Sign out").click()
    playwright.expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto(f"{server[0]}/?a={A}&b={B}")
    playwright.expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.locator(".side-a").count() == 0


@pytest.mark.parametrize(("who", "name"), [("stranger", "stranger@example.org"), ("pretender", "p1@http://localhost")])
def test_who_is_no_member_sees_one_page_whatever_address_they_open(visit, server, who, name):
    page = visit(who, path="")
    for path in ("", "overview", "library", "export"):
        page.goto(f"{server[0]}/{path}")
        playwright.expect(page.get_by_text("You are no member of this library.")).to_be_visible()
        playwright.expect(page.get_by_text(name)).to_be_visible()
        assert page.get_by_role("link", name="Overview").count() == 0 and page.locator(".side-a").count() == 0
    page.get_by_role("button", name="Sign out").click()
    playwright.expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_token_that_the_service_did_not_sign_lets_nobody_in(browser, server):
    context = browser.new_context()
    page = context.new_page()
    server[2].forge = True
    try:
        page.goto(server[0])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="reviewer", exact=True).click()
        playwright.expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    finally:
        server[2].forge = False
        context.close()


def test_two_judge_blind_in_two_browsers_and_an_adjudicator_settles(visit, server):
    library = server[1]
    with Library.open(library) as opened:
        for name in ("reviewer@example.org", "second@example.org"):
            assign(opened, Assignment(A, B, name, "admin@example.org", ("4/4.4", "4/4.5"), double=True))
    first, second = visit("reviewer", link("4.4")), visit("second", link("4.4"))
    for page in (first, second):
        playwright.expect(page.get_by_text("what you decide here is your opinion")).to_be_visible()
        playwright.expect(page.get_by_text("0 of 2 opinions are given.")).to_be_visible()
    key(first, "a")
    shows(first, "4.5")
    key(first, "x")
    playwright.expect(first.get_by_text("Rejected because:")).to_be_visible()
    first.get_by_role("button", name="Another product or scope").click()
    playwright.expect(first.locator(".side-a .label").first).not_to_have_text("4.5")
    second.reload()
    shows(second, "4.4")
    playwright.expect(second.get_by_text("not decided")).to_be_visible()
    playwright.expect(second.get_by_text("1 of 2 opinions are given.")).to_be_visible()
    for path in ("overview", "team", "record", "export", ""):
        second.goto(f"{server[0]}/{path}{link('4.4')}")
        second.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        second.wait_for_timeout(SETTLED)
        assert "reviewer@example.org ·" not in second.content()
        assert path or second.get_by_text("accepted").count() == 0
    key(second, "a")
    shows(second, "4.5")
    key(second, "u")
    playwright.expect(second.locator(".side-a .label").first).not_to_have_text("4.5")
    assert not [one for one in decided(library) if one[0] in ("4/4.4", "4/4.5")]
    judge = visit("adjudicator", f"team?a={A}&b={B}")
    playwright.expect(judge.get_by_text("1 card agrees · 1 card differs")).to_be_visible()
    judge.get_by_role("button", name="Take over 1 card on which all say the same").click()
    playwright.expect(judge.get_by_text("Stored: the decisions on which all agree.")).to_be_visible()
    judge.goto(f"{server[0]}/{link('4.5')}")
    shows(judge, "4.5")
    playwright.expect(judge.get_by_text("Double review: the opinions differ.")).to_be_visible()
    for name in ("reviewer@example.org", "second@example.org"):
        playwright.expect(judge.get_by_text(f"{name} · 4.5 ↔ 5.6")).to_be_visible()
    key(judge, "a")
    playwright.expect(judge.locator(".side-a .label").first).not_to_have_text("4.5")
    settled = [one for one in decided(library) if one[0] in ("4/4.4", "4/4.5")]
    assert {clause for clause, _ in settled} == {"4/4.4", "4/4.5"}
    assert {author for _, author in settled} == {"adjudicator@example.org"}
    first.goto(f"{server[0]}/{link('4.5')}")
    playwright.expect(first.get_by_text("Double review: settled.")).to_be_visible()
    playwright.expect(first.get_by_role("button", name="Unsure")).to_be_disabled()


def test_a_member_who_is_dismissed_in_the_middle_decides_nothing_more(visit, server):
    page = visit("second")
    page.wait_for_selector(".side-a .label")
    label = page.locator(".side-a .label").first.inner_text()
    before = decided(server[1])
    with Library.open(server[1]) as library:
        appoint(library.log, "second@example.org", None, author="admin@example.org")
    key(page, "u")
    playwright.expect(page.get_by_text("You are no member of this library.")).to_be_visible()
    assert decided(server[1]) == before and label


def test_a_viewer_presses_keys_and_nothing_happens(visit, server):
    page = visit("viewer")
    page.wait_for_selector(".side-a .label")
    before, label = decided(server[1]), page.locator(".side-a .label").first.inner_text()
    for name in ("a", "u", "n", "x", "1", "z"):
        key(page, name)
    playwright.expect(page.get_by_role("button", name="Unsure")).to_be_disabled()
    shows(page, label)
    key(page, "s")
    playwright.expect(page.locator(".side-a .label").first).not_to_have_text(label)
    assert decided(server[1]) == before

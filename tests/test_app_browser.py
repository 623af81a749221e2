"""Reviews in a real browser: by keys alone, by buttons alone, by two at once, reloaded; the log equals what was done."""

from __future__ import annotations

import pytest
import review_desk
from browsing import CARDS, PATIENCE, C, D, button, key, label_of, rest, shows, thirty
from review_desk import A, B

from index.library import Library
from matcher import ledger
from matcher.confirming import confirmations
from matcher.match import Decision, Relation

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture
def desk(desk_in_browser):
    return desk_in_browser


@pytest.fixture
def review(page, desk):
    """The review page of the small comparison, every earlier decision undone."""
    desk.undo_all(A, B)
    page.goto(desk.at(a=A, b=B))
    shows(page, "4.1")
    return page


@pytest.fixture
def thirty_cards(page, desk):
    """The review page of the comparison of thirty cards, nothing decided."""
    desk.undo_all(C, D)
    page.goto(desk.at(a=C, b=D))
    shows(page, "4.1")
    return page


LABELS = [clause.clause for clause in thirty()[0].clauses]
IN_STEP = 5
"""Cards that two reviewers decide at the same moment."""
ACTS = ("accept", "equal", "reject", "unsure", "none", "noted", "undone", "skipped and taken up")
"""What is done with one card after the other, again and again."""


def wanted():
    """What the log must hold after the thirty cards: by label of the clause of A its links, decisions, relations and notes."""
    found = {}
    for label, act in zip(LABELS, ACTS * CARDS, strict=False):
        accepted = {"equal": Relation.EQUAL, "undone": Relation.SUBSET}.get(act, Relation.INTERSECTS)
        found[label] = {
            "reject": [(label, label, Decision.REJECT, None, "")],
            "unsure": [(label, label, Decision.UNSURE, None, "")],
            "none": [(label, "", Decision.NO_COUNTERPART, None, ""), (label, label, Decision.REJECT, None, "")],
            "noted": [(label, label, Decision.ACCEPT, accepted, "先问 x")],
        }.get(act, [(label, label, Decision.ACCEPT, accepted, "")])
    return found


def in_the_log(desk):
    found = {}
    with Library.open(desk.library) as library:
        for one in ledger.judgements(library, C, D):
            found.setdefault(one.a_clause, []).append((one.a_clause, one.b_clause, one.decision, one.relation, one.note))
            assert one.author == "first reviewer"
    return {label: sorted(said, key=lambda line: line[1]) for label, said in found.items()}


def following(label):
    """The label of the card behind one; "" behind the last."""
    at = LABELS.index(label) + 1
    return LABELS[at] if at < len(LABELS) else ""


def goes_on(page, label):
    """The next card comes by itself; behind the last the desk says that it was the last."""
    if following(label):
        shows(page, following(label))
    else:
        page.get_by_text("Every card is decided.").wait_for()


def test_thirty_cards_by_keys_alone(thirty_cards, desk):
    page = thirty_cards
    for label, act in zip(LABELS, ACTS * CARDS, strict=False):
        shows(page, label)
        if act == "equal":
            key(page, "1")
            page.get_by_text("Your choice: equal").wait_for()
        if act == "reject":
            key(page, "x")
            page.get_by_text("Rejected because:").wait_for()
            key(page, "1")
        elif act in ("unsure", "none"):
            key(page, act[0])
        elif act == "noted":
            key(page, "m")
            playwright.expect(page.locator(".st-key-note input")).to_be_focused()
            page.keyboard.type("先问 x")
            page.keyboard.press("Enter")
            playwright.expect(page.locator(".st-key-note input")).not_to_be_focused()
            key(page, "a")
        elif act == "undone":
            key(page, "u")
            goes_on(page, label)
            key(page, "z")
            shows(page, label)
            key(page, "4")
            page.get_by_text("Your choice: A within B").wait_for()
            key(page, "a")
        elif act == "skipped and taken up":
            if following(label):
                key(page, "s")
                shows(page, following(label))
                key(page, "p")
                shows(page, label)
            key(page, "a")
        else:
            key(page, "a")
        goes_on(page, label)
        if label == LABELS[len(LABELS) // 2]:  # a reload in the middle
            page.reload()
            shows(page, following(label))
    assert in_the_log(desk) == wanted()


def test_thirty_cards_by_buttons_alone(thirty_cards, desk):
    page = thirty_cards
    for label, act in zip(LABELS, ACTS * CARDS, strict=False):
        shows(page, label)
        rest(page)
        if act == "equal":
            page.get_by_role("button", name="equal", exact=False).first.click()
            page.get_by_text("Your choice: equal").wait_for()
        if act == "reject":
            button(page, "Reject")
            button(page, "Another subject")
        elif act == "unsure":
            button(page, "Unsure")
        elif act == "none":
            button(page, "No counterpart")
        elif act == "noted":
            page.locator(".st-key-note input").click()
            page.keyboard.type("先问 x")
            page.keyboard.press("Tab")
            rest(page)
            button(page, "Accept")
        elif act == "undone":
            button(page, "Unsure")
            goes_on(page, label)
            rest(page)
            button(page, "Undo")
            shows(page, label)
            rest(page)
            button(page, "A within B")
            page.get_by_text("Your choice: A within B").wait_for()
            button(page, "Accept")
        elif act == "skipped and taken up":
            if following(label):
                button(page, "Skip")
                shows(page, following(label))
                rest(page)
                button(page, "Previous")
                shows(page, label)
                rest(page)
            button(page, "Accept")
        else:
            button(page, "Accept")
        goes_on(page, label)
    assert in_the_log(desk) == wanted()


def test_two_browsers_at_once_on_one_queue_lose_nothing(thirty_cards, browser, desk):
    """Both press at the same moment, first on the same cards, then apart; who is too late is told, and goes on."""
    context = browser.new_context(locale="en-GB")
    other = context.new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(thirty_cards.url)
    shows(other, "4.1")
    button(other, "Settings")
    name = other.get_by_label("Reviewer")
    name.fill("second reviewer")
    name.press("Enter")
    other.keyboard.press("Escape")
    other.get_by_text("second reviewer").first.wait_for()
    with Library.open(desk.library) as library:
        before = library.log.head().number
    acknowledged = {"first reviewer": [], "second reviewer": []}
    hands = {"first reviewer": (thirty_cards, "a"), "second reviewer": (other, "u")}
    for turn in range(CARDS + 5):
        for _ in range(10 if turn == IN_STEP else 0):
            before_it = label_of(other)
            key(other, "s")
            playwright.expect(other.locator(".side-a .label").first).not_to_have_text(before_it)
        at_work = {who: hand for who, (hand, _) in hands.items() if not is_done(hand)}
        if not at_work:
            break
        for hand in at_work.values():
            rest(hand)
        shown = {who: label_of(hand) for who, hand in at_work.items()}
        for who, hand in at_work.items():
            hand.keyboard.press(hands[who][1])
        for who, hand in at_work.items():
            if was_told(hand, shown[who]):
                key(hand, "k")
                playwright.expect(hand.get_by_text("Not stored: ")).to_have_count(0)
            else:
                acknowledged[who].append(shown[who])
    context.close()
    (desk.library.parent / "settings.json").unlink()
    with Library.open(desk.library) as library:
        entries = library.log.entries(kind="judgement", after=before)
        assert {one.a_clause for one in ledger.judgements(library, C, D)} == set(LABELS)
    logged = {who: [one.payload["a_clause"] for one in entries if one.author == who] for who in hands}
    # a card that the other decided may be decided again by who sees that; nothing else is in the log, and nothing is missing
    assert logged == acknowledged and {label for labels in logged.values() for label in labels} == set(LABELS)


def was_told(page, label):
    """Wait for the answer to a key on the card ``label``: the next card, the end, or that somebody else was faster (True)."""
    for _ in range(PATIENCE // 50):
        if page.get_by_text("Not stored: ").count():
            return True
        if is_done(page) or label_of(page) != label:
            return False
        page.wait_for_timeout(50)
    return pytest.fail(f"no answer on {label}")


def is_done(page):
    return page.get_by_text("Every card is decided.").count() > 0


def test_another_counterpart_by_keys_and_by_a_click(review, desk):
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
    assert sorted(one[1:] for one in desk.judgements(A, B)) == [
        ("5/5.1", Decision.REJECT, None), ("5/5.5", Decision.ACCEPT, Relation.EQUIVALENT),
    ]  # fmt: skip


def test_a_person_says_that_two_sides_can_be_compared_and_takes_it_back(page, desk):
    a, b = (document.standard.designation for document in review_desk.hostile_documents())
    page.goto(desk.at(a=a, b=b))
    button(page, "Comparable after all")
    playwright.expect(page.get_by_text("Stored: the two sides can be compared.")).to_be_visible()
    playwright.expect(page.get_by_text("comparable according to first reviewer, ")).to_be_visible()
    with Library.open(desk.library) as opened:
        assert [(one.a_clause, one.author) for one in confirmations(opened, a, b)] == [("10", "first reviewer")]
    button(page, "Take back")
    playwright.expect(page.get_by_text("is taken back.")).to_be_visible()
    with Library.open(desk.library) as opened:
        assert confirmations(opened, a, b) == ()


def test_a_note_is_typed_without_triggering_keys(review, desk):
    key(review, "m")
    playwright.expect(review.locator(".st-key-note input")).to_be_focused()
    review.keyboard.type("axu 先确认")
    review.keyboard.press("Enter")
    playwright.expect(review.locator(".st-key-note input")).not_to_be_focused()
    assert desk.judgements(A, B) == []
    key(review, "a")
    shows(review, "4.2")
    with Library.open(desk.library) as library:
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


def test_two_browsers_on_one_card_lose_nothing(review, browser, desk):
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
    assert [one[2] for one in desk.judgements(A, B)] == [Decision.UNSURE]
    key(review, "y")
    shows(review, "4.2")
    assert [one[2] for one in desk.judgements(A, B)] == [Decision.ACCEPT]


def test_the_interface_follows_the_language_of_the_browser(browser, desk):
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(desk.at(a=A, b=B))
    playwright.expect(page.get_by_role("button", name="接受")).to_be_visible()
    context.close()


def test_a_key_pressed_twice_decides_once(review, desk):
    review.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    review.evaluate(
        """() => { for (const _ of [1, 2]) for (const type of ['keydown', 'keyup'])
            document.body.dispatchEvent(new KeyboardEvent(type, {key: 'u', code: 'KeyU', bubbles: true})); }"""
    )
    playwright.expect(review.locator(".side-a .label").first).not_to_have_text("4.1")
    review.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    assert review.get_by_text("Not stored").count() == 0
    assert desk.judgements(A, B)[0][:2] == ("4/4.1", "5/5.1")

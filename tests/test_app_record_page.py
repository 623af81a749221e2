"""The record page: what the record states, the next step, versions with comments and differences, for each role and language."""

from __future__ import annotations

import pytest
import review_desk
from review_desk import HOSTILE, A, B
from test_app_views import desk, go, said  # noqa: F401 - desk is a fixture

from app.state import save_comparison
from index.library import Library
from index.members import appoint
from index.roles import Role
from matcher import comments, ledger
from matcher.comments import Comment, Outcome
from matcher.match import Decision, Judgement
from matcher.record import State, course
from matcher.record_changes import change
from matcher.steps import Step, take

LINKS = (
    ("4/4.1", "5/5.1"), ("4/4.2", "5/5.2"), ("4/4.3", "5/5.3"), ("4/4.4", "5/5.4"), ("4/4.4", "5/5.5"), ("4/4.5", "5/5.6"),
    ("4/4.6", ""), ("", "5/5.7"),
)  # fmt: skip
STATED = {"purpose": "noise at work", "as_of": "2026-07-01", "committee": ["first member"]}


def judge(library, link, decision=None):
    decision = decision or (Decision.ACCEPT if all(link) else Decision.NO_COUNTERPART)
    ledger.record(library, Judgement(A, link[0], B, link[1], decision, "second reviewer", seen=10**9))


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def submitted(library):
    """A record whose first version is before the committee."""
    for link in LINKS:
        judge(library, link)
    change(library, A, B, STATED, author="adjudicator")
    for step in (Step.REVIEW, Step.FREEZE, Step.SUBMIT):
        take(library, A, B, step, author="adjudicator")
    return library


def fill(test, name, value):
    """Put a value into the field of the form whose key begins so."""
    for kind in ("text_area", "text_input", "checkbox"):
        for one in getattr(test, kind):
            if one.key and one.key.startswith(name):
                return one.set_value(value)
    raise AssertionError(name)


def send(test, label, among=-1):
    """Press the button of a form."""
    found = [one for one in test.button if one.label == label]
    return found[among].click().run()


def test_what_the_record_states_is_stored_and_taken_back(desk, library):  # noqa: F811
    test = desk("record")
    assert "draft" in said(test) and "cards that nobody decided: 7" in said(test)
    fill(test, "record_purpose", "customs")
    fill(test, "record_separate", True)
    test = send(test, "Store")
    assert not test.exception and "Stored." in said(test)
    record = course(library, A, B).record
    assert (record.purpose, record.separate) == ("customs", True)
    assert library.log.entries(kind="record")[0].author == "first reviewer"
    test = send(test, "Undo my last change")
    assert "Taken back." in said(test) and course(library, A, B).record.purpose == ""
    assert "Nothing was changed." in said(send(test, "Undo my last change"))


def test_who_stores_what_somebody_changed_meanwhile_is_told(desk, library):  # noqa: F811
    test = desk("record")
    fill(test, "record_purpose", "customs")
    change(library, A, B, {"product": "pumps"}, author="second reviewer")
    test = send(test, "Store")
    assert "second reviewer changed this meanwhile" in said(test)
    assert course(library, A, B).record.purpose == ""
    test = send(test, "Store")  # what was typed is still there
    record = course(library, A, B).record
    assert (record.purpose, record.product) == ("customs", "pumps")


def test_steps_are_taken_by_buttons_each_with_its_reason(desk, library):  # noqa: F811
    change(library, A, B, STATED, author="adjudicator")
    test = desk("record")
    test = send(test, "State as reviewed")
    assert "cards that nobody decided" in said(test) and course(library, A, B).state is State.DRAFT
    fill(test, "step_note_review", "the rest is outside the product")
    test = send(test, "State as reviewed")
    assert course(library, A, B).state is State.REVIEWED
    test = send(test, "Freeze a version")
    assert "Version 1: frozen" in said(test)
    test = send(test, "Submit to the committee")
    fill(test, "step_note_return", "line 2")
    test = send(test, "Return")
    assert course(library, A, B).state is State.RETURNED and not test.exception


def test_a_step_that_the_role_does_not_reach_cannot_be_pressed(desk, submitted):  # noqa: F811
    appoint(submitted.log, "admin", Role.ADMIN, author="anybody")
    appoint(submitted.log, "first reviewer", Role.REVIEWER, author="admin")
    test = desk("record")
    assert all(one.disabled for one in test.button if one.label in {"Approve", "Return"})
    assert "this asks for the role: adjudicator" in said(test)
    assert all(one.disabled for one in test.checkbox if one.key.startswith("record_separate"))


def test_the_committee_comments_and_an_adjudicator_disposes(desk, submitted):  # noqa: F811
    test = desk("record")
    fill(test, "comment_text", "in general")
    test = send(send(test, "Store the comment"), "Take back")
    assert "Taken back." in said(test) and comments.comments(submitted, A, B) == ()
    test.selectbox(key="comment_line").select(course(submitted, A, B).last.rows[1]["key"])
    fill(test, "comment_text", "class 2 is left out")
    test = send(test, "Store the comment")
    assert "The comment is stored." in said(test) and "2. 4.2 ↔ 5.2" in said(test)
    assert "comments without a disposition: 1" in said(test)
    fill(test, "disposition_reason", "agreed")
    test = send(test, "Store the disposition")
    (one,) = comments.comments(submitted, A, B)
    assert (one.author, one.disposition.outcome) == ("first reviewer", Outcome.ACCEPTED)
    test = send(test, "Approve")
    assert course(submitted, A, B).state is State.APPROVED and not test.exception


def test_differences_between_the_version_and_now_are_shown(desk, submitted):  # noqa: F811
    judge(submitted, LINKS[1], Decision.REJECT)
    test = desk("record")
    table = next(one.value for one in test.dataframe if "What changed" in one.value)
    assert list(table["A"]) == ["4.2"] and "accepted → rejected" in table["What changed"][0]
    assert "版本" in said(desk("record", language="zh"))


def test_the_version_of_standards_that_were_removed_is_still_shown(desk, submitted):  # noqa: F811
    for name in (A, B):
        submitted.remove(name, author="adjudicator")
    test = desk("record")
    assert not test.exception and "not on file any more" in said(test)
    assert len(next(one.value for one in test.dataframe if "Decision" in one.value)) == 8


def test_overview_and_review_tell_how_far_the_record_is(desk, submitted):  # noqa: F811
    test = desk("overview")
    assert any("before the committee" in one.proto.text for one in test.get("progress"))
    judge(submitted, LINKS[1], Decision.REJECT)
    take(submitted, A, B, Step.RETURN, author="adjudicator", note="line 2")
    assert any("Record: returned" in one.proto.text for one in go(test, "review").get("progress"))
    take(submitted, A, B, Step.REVIEW, author="adjudicator")
    assert any("Record: reviewed" in one.proto.text for one in test.run().get("progress"))
    judge(submitted, LINKS[1])
    assert any("Record: returned" in one.proto.text for one in test.run().get("progress"))


def test_hostile_words_in_a_record_reach_no_markdown(desk, tmp_path):  # noqa: F811
    ours, theirs = review_desk.hostile_documents()
    names = ours.standard.designation, theirs.standard.designation
    with Library.open(tmp_path / "library", create=True) as library:
        for document in (ours, theirs):
            library.add(document, review_desk.FakeEncoder())
        save_comparison(library, ours, theirs, review_desk.hostile_matches(ours, theirs), "fake@1")
        evil = HOSTILE[4]
        stated = {"purpose": HOSTILE[0], "product": HOSTILE[2], "further": [evil], "committee": [evil], "as_of": "2026-07-01"}
        change(library, *names, stated, author=evil)
        take(library, *names, Step.REVIEW, author=evil, note=HOSTILE[1])
        take(library, *names, Step.FREEZE, author=evil)
        take(library, *names, Step.SUBMIT, author=evil, note=HOSTILE[3])
        for line, text in enumerate(HOSTILE, 1):
            comments.comment(library, *names, Comment(1, str(line), text, evil, proposed=text))
    test = desk("record")
    assert not test.exception and not test.error
    marked = [str(one.value) for one in (*test.caption, *test.markdown, *test.subheader, *test.title, *test.header)]
    labels = [one.label for one in (*test.button, *test.selectbox, *test.text_input, *test.checkbox, *test.tabs)]
    assert not [text for text in (*marked, *labels) if "evil" in text.lower() or "hacked" in text or "badge" in text]
    assert "\u202e" not in said(test)

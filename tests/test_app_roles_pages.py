"""The pages follow the roles: what a viewer may not do is closed and says why; who is no member may do nothing."""

from __future__ import annotations

import pytest
import review_desk
from review_desk import A, B
from test_app_views import desk, go, press  # noqa: F401 - the fixture

from app import deciding
from app.double import as_seen_by
from app.queueing import queue
from app.state import Choice, load_comparison
from index.library import Library
from index.members import appoint, members
from index.roles import Role
from matcher.assignments import Assignment, assign, assignments
from matcher.match import Decision

WHY = "This asks for the role {needed}; yours is viewer."


@pytest.fixture
def staffed(tmp_path):
    """The reviewer of the desk is an admin, and can be made something else."""
    review_desk.seed(tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        appoint(library.log, "an admin", Role.ADMIN, author="anybody")

    def become(role):
        with Library.open(tmp_path / "library") as library:
            appoint(library.log, "first reviewer", role, author="an admin")

    become(Role.ADMIN)
    return become


def closed(test):
    widgets = (*test.button, *test.selectbox, *test.get("file_uploader"))
    return {one.label: one.help for one in widgets if getattr(one, "disabled", False)}


@pytest.mark.parametrize(
    ("page", "section", "labels", "needed"),
    [
        ("", "", {"Accept", "Reject", "Unsure", "No counterpart", "Undo"}, "reviewer"),
        ("overview", "", {"The scopes agree"}, "reviewer"),
        ("library", "", {"Take out of the library…"}, "admin"),
        ("team", "", {"Appoint", "Dismiss"}, "admin"),
        ("team", "", {"Assign"}, "adjudicator"),
    ],
)
def test_what_a_viewer_may_not_do_is_closed_with_the_reason(desk, staffed, page, section, labels, needed):  # noqa: F811
    assert not labels & set(closed(desk(page)))
    staffed(Role.VIEWER)
    found = closed(desk(page))
    assert labels <= set(found)
    assert {found[label] for label in labels} == {WHY.format(needed=needed)}
    staffed(None)
    found = closed(desk(page))
    assert labels <= set(found) and set(found.values()) == {"You are no member of this library."}


def test_an_admin_appoints_changes_and_dismisses_on_the_page(desk, staffed, tmp_path):  # noqa: F811
    def named(test, name, role, label):
        test.text_input(key="member_name").input(name)
        test.selectbox(key="member_role").select(role)
        return press(test, label)

    test = desk("team")
    test = named(test, "second@example.org", Role.ADJUDICATOR, "Appoint")
    test = named(test, "second@example.org", Role.REVIEWER, "Appoint")
    test = named(test, "an admin", Role.REVIEWER, "Dismiss")
    with Library.open(tmp_path / "library") as library:
        assert members(library.log) == {"first reviewer": Role.ADMIN, "second@example.org": Role.REVIEWER}
    test = named(test, "first reviewer", Role.REVIEWER, "Appoint")
    assert not test.exception
    with Library.open(tmp_path / "library") as library:
        assert members(library.log)["first reviewer"] is Role.ADMIN


def test_clauses_are_assigned_on_the_page(desk, staffed, tmp_path):  # noqa: F811
    test = desk("team")
    test.selectbox(key="assign_person").select("first reviewer")
    test.multiselect(key="assign_a").select("4/4.1")
    test.checkbox(key="assign_double").check()
    press(test, "Assign")
    with Library.open(tmp_path / "library") as library:
        (one,) = assignments(library.log, A, B)
    assert (one.person, one.a_clauses, one.double, one.author) == ("first reviewer", ("4/4.1",), True, "first reviewer")


def test_who_has_yet_to_judge_blind_is_offered_nothing_of_what_others_said(desk, staffed, tmp_path):  # noqa: F811
    def offered():
        found = {button.label for button in desk().button}
        return found & {"What was said until now", "Show what was said until now"}

    assert offered() == {"What was said until now"}
    with Library.open(tmp_path / "library") as library:
        appoint(library.log, "second reviewer", Role.REVIEWER, author="an admin")
        for name in ("first reviewer", "second reviewer"):
            assign(library, Assignment(A, B, name, "an admin", double=True))
        opened = load_comparison(library, A, B)
        items = as_seen_by("second reviewer", library, opened, queue(opened, (), library.log.head().number))
        deciding.apply(library, opened, items[0], Choice(Decision.UNSURE), "second reviewer")
    assert offered() == set()


def test_a_member_who_is_dismissed_is_refused_at_the_next_key(desk, staffed, tmp_path):  # noqa: F811
    test = desk()
    staffed(None)
    test = press(test, "Accept")
    assert not test.exception
    with Library.open(tmp_path / "library") as library:
        assert library.log.entries(kind="judgement") == ()

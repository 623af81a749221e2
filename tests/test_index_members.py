"""Members of a library: who may write what is asked at every write, and the log says who made whom a member."""

from __future__ import annotations

import pytest
import review_desk
from review_desk import A, B

from index.library import Library
from index.members import appoint, members
from index.roles import NEEDED, Role
from ingest.errors import NotPermitted, UsageError
from matcher import ledger
from matcher.match import Decision, Judgement


@pytest.fixture
def library(tmp_path, database):
    with Library.open(review_desk.seed(tmp_path / "library", database=database), database=database) as opened:
        yield opened


@pytest.fixture
def staffed(library):
    """A library with one member of each role, each named after it."""
    appoint(library.log, "admin", Role.ADMIN, author="anybody")
    for role in Role:
        appoint(library.log, role.value, role, author="admin")
    return library


def word(author):
    return Judgement(A, "4/4.1", B, "5/5.1", Decision.UNSURE, author)


def test_a_library_without_members_is_open_to_everybody(library):
    assert members(library.log) == {}
    ledger.record(library, word("anybody"))
    library.remove(B, author="anybody")


def test_the_first_member_is_an_admin_and_the_last_admin_stays(library):
    with pytest.raises(UsageError, match="needs an admin"):
        appoint(library.log, "x", Role.REVIEWER, author="anybody")
    appoint(library.log, "x", Role.ADMIN, author="anybody")
    assert members(library.log) == {"x": Role.ADMIN}
    for role in (None, Role.REVIEWER):
        with pytest.raises(UsageError, match="needs an admin"):
            appoint(library.log, "x", role, author="x")
    assert appoint(library.log, "x", Role.ADMIN, author="x") is None


def test_a_member_who_is_dismissed_may_nothing_from_then_on(staffed):
    ledger.record(staffed, word("reviewer"))
    appoint(staffed.log, "reviewer", None, author="admin")
    assert "reviewer" not in members(staffed.log)
    with pytest.raises(NotPermitted):
        ledger.record(staffed, word("reviewer"))
    assert [one.author for one in ledger.judgements(staffed, A, B)] == ["reviewer"]


def test_every_kind_of_entry_that_is_written_has_a_role_of_its_own(staffed):
    assert {entry.kind for entry in staffed.log.entries()} <= set(NEEDED)


def test_a_member_is_named_as_whoever_acts_is(library):
    assert appoint(library.log, " first  admin ", Role.ADMIN, author="anybody")
    assert members(library.log) == {"first admin": Role.ADMIN}
    assert appoint(library.log, "second  admin", Role.ADMIN, author="first admin")
    assert appoint(library.log, "first admin  ", None, author="second admin") and len(members(library.log)) == 1

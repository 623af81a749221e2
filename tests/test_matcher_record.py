"""A comparison as a record: its fields, its steps with their guards, versions that never change, comments and differences."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import review_desk
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from review_desk import A, B, FakeEncoder

from app.queueing import queue
from app.state import State as CardState
from app.state import load_comparison, save_comparison
from index.library import Library
from index.log import Conflict
from index.members import appoint
from index.roles import NEEDED, Role
from index.shelf import Licence
from ingest.errors import ClausebridgeError, NotPermitted, UsageError
from ingest.mend import Act, Mend, place_of
from matcher import comments, ledger, steps
from matcher.comments import Comment, CommentType, Outcome
from matcher.frozen import content_hash, differences, intact
from matcher.match import Decision, Deviation, DeviationKind, Judgement, Relation
from matcher.record import Record, State, course
from matcher.record_changes import change, undo
from matcher.steps import Lack, Refused, Step, take
from matcher.versions import OPEN, work

LINKS = (
    ("4/4.1", "5/5.1"), ("4/4.2", "5/5.2"), ("4/4.3", "5/5.3"), ("4/4.4", "5/5.4"), ("4/4.4", "5/5.5"), ("4/4.5", "5/5.6"),
    ("4/4.6", ""), ("", "5/5.7"),
)  # fmt: skip
STATED = {"purpose": "mutual recognition of noise protection", "as_of": "2026-07-01", "committee": ["viewer"]}


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def staffed(library):
    """A library with one member of each role, named after it, and a second adjudicator."""
    staff(library)
    return library


def staff(library):
    appoint(library.log, "admin", Role.ADMIN, author="anybody")
    for role in Role:
        appoint(library.log, role.value, role, author="admin")
    appoint(library.log, "second adjudicator", Role.ADJUDICATOR, author="admin")
    appoint(library.log, "second viewer", Role.VIEWER, author="admin")


def judge(library, link, author, decision=None, **more):
    decision = decision or (Decision.ACCEPT if all(link) else Decision.NO_COUNTERPART)
    return ledger.record(library, Judgement(A, link[0], B, link[1], decision, author, seen=10**9, **more))


def judge_all(library, author="reviewer"):
    for link in LINKS:
        judge(library, link, author)


def freeze(library, reviewer="reviewer", adjudicator="adjudicator", note=""):
    take(library, A, B, Step.REVIEW, author=reviewer, note=note)
    take(library, A, B, Step.FREEZE, author=adjudicator)
    return course(library, A, B).last


def lacks(error):
    return {one.lack for one in error.value.missing}


# ---- the record


def test_a_record_is_the_fold_of_its_changes_and_a_change_is_taken_back_by_an_entry(library):
    change(library, A, B, {"purpose": "customs", "further": ["ISO 1999:2013 "]}, author="first reviewer")
    change(library, A, B, {"purpose": "customs"}, author="first reviewer")
    entry = change(library, A, B, {"purpose": "recognition", "as_of": "2026-07-01"}, author="first reviewer")
    assert entry.payload["after"] == {"purpose": "recognition", "as_of": "2026-07-01"}
    assert course(library, A, B).record == Record("recognition", further=("ISO 1999:2013",), as_of="2026-07-01")
    assert undo(library, A, B, "second reviewer") is None
    assert undo(library, A, B, "first reviewer").payload["undoes"] == entry.number
    assert course(library, B, A).record == Record("customs", further=("ISO 1999:2013",))
    undo(library, A, B, "first reviewer")
    assert course(library, A, B).record == Record() and undo(library, A, B, "first reviewer") is None


@pytest.mark.parametrize(
    "changes", [{"price": "1"}, {"separate": "yes"}, {"committee": "one name"}, {"as_of": "1 July"}, {"purpose": "x" * 3000}]
)
def test_what_no_field_can_hold_is_refused(library, changes):
    with pytest.raises(UsageError):
        change(library, A, B, changes, author="first reviewer")
    assert course(library, A, B).record == Record()


def test_who_has_not_seen_the_last_change_of_a_record_is_refused(library):
    seen = course(library, A, B).seen
    change(library, A, B, {"purpose": "customs"}, author="first reviewer", seen=seen)
    with pytest.raises(Conflict):
        change(library, A, B, {"purpose": "health"}, author="second reviewer", seen=seen)
    assert course(library, A, B).record.purpose == "customs"


def test_rules_of_the_record_are_set_by_an_adjudicator(staffed):
    change(staffed, A, B, {"separate": True}, author="adjudicator")
    for changes in ({"separate": False}, {"committee": ["second viewer"]}, {"double": True}):
        with pytest.raises(NotPermitted):
            change(staffed, A, B, changes, author="reviewer")
    change(staffed, A, B, {"purpose": "customs"}, author="reviewer")
    with pytest.raises(NotPermitted):
        change(staffed, A, B, {"purpose": "health"}, author="viewer")


# ---- steps


def test_a_comparison_goes_from_draft_to_approved(staffed):
    change(staffed, A, B, STATED | {"separate": True}, author="adjudicator")
    judge_all(staffed)
    version = freeze(staffed)
    assert (version.number, version.state, version.deciders) == (1, State.FROZEN, ("reviewer",))
    take(staffed, A, B, Step.SUBMIT, author="adjudicator")
    take(staffed, A, B, Step.APPROVE, author="second adjudicator", note="meeting of 3 July")
    found = course(staffed, A, B)
    assert found.state is State.APPROVED
    assert [(act.state, act.author) for act in found.last.acts] == [
        (State.FROZEN, "adjudicator"), (State.COMMITTEE, "adjudicator"), (State.APPROVED, "second adjudicator"),
    ]  # fmt: skip


def test_a_review_asks_for_every_card_or_a_reason(staffed):
    judge(staffed, LINKS[0], "reviewer")
    with pytest.raises(Refused) as error:
        take(staffed, A, B, Step.REVIEW, author="reviewer")
    assert lacks(error) == {Lack.OPEN} and "6" in str(error.value)
    take(staffed, A, B, Step.REVIEW, author="reviewer", note="the rest is outside the product")
    assert course(staffed, A, B).state is State.REVIEWED


def test_double_asks_for_two_people_at_every_card(staffed):
    change(staffed, A, B, {"double": True}, author="adjudicator")
    judge_all(staffed)
    with pytest.raises(Refused) as error:
        take(staffed, A, B, Step.REVIEW, author="reviewer")
    assert lacks(error) == {Lack.SINGLE}
    for link in LINKS:
        judge(staffed, link, "second adjudicator", Decision.UNSURE)
    take(staffed, A, B, Step.REVIEW, author="reviewer")


def test_who_looked_at_a_card_has_looked_at_it_when_its_clauses_have_other_labels(staffed):
    change(staffed, A, B, {"double": True}, author="adjudicator")
    judge_all(staffed)
    judge_all(staffed, "second adjudicator")
    clause = next(one for one in staffed.clauses(A) if one.clause == "4.1")
    staffed.mend(A, [Mend(Act.LABEL, place_of(clause), label="4.9")], FakeEncoder(), author="reviewer")
    line = next(row for row in work(staffed, A, B).rows if row["a_clause"] == "4/4.9")
    assert line["looked"] == ["reviewer", "second adjudicator"]
    take(staffed, A, B, Step.REVIEW, author="reviewer")


@pytest.mark.parametrize(
    "again", [lambda lib: judge(lib, LINKS[1], "reviewer", Decision.REJECT), lambda lib: ledger.undo(lib, "reviewer", A, B)]
)
def test_a_decision_after_the_review_asks_for_a_new_review(staffed, again):
    change(staffed, A, B, STATED, author="adjudicator")
    judge_all(staffed)
    take(staffed, A, B, Step.REVIEW, author="reviewer")
    again(staffed)
    assert course(staffed, A, B).state is State.DRAFT
    with pytest.raises(Refused) as error:
        take(staffed, A, B, Step.FREEZE, author="adjudicator")
    assert Lack.STATE in lacks(error)


def test_a_text_that_is_read_anew_after_the_review_asks_for_a_new_review(staffed):
    change(staffed, A, B, STATED, author="adjudicator")
    judge_all(staffed)
    take(staffed, A, B, Step.REVIEW, author="reviewer")
    ours, _ = review_desk.documents()
    changed = [replace(one, text="新的条文。") if one.clause == "4.1" else one for one in ours.clauses]
    staffed.add(replace(ours, clauses=tuple(changed)), FakeEncoder(), author="reviewer")
    with pytest.raises(Refused) as error:
        take(staffed, A, B, Step.FREEZE, author="adjudicator")
    assert lacks(error) == {Lack.TEXTS}
    assert freeze(staffed).rows[0]["a_standing"] == "changed"


def test_a_review_is_taken_back_by_its_author(staffed):
    judge_all(staffed)
    take(staffed, A, B, Step.REVIEW, author="reviewer")
    undo(staffed, A, B, "reviewer")
    assert course(staffed, A, B).state is State.DRAFT
    assert undo(staffed, A, B, "reviewer") is None


def test_freezing_asks_for_purpose_date_and_an_adjudicator(staffed):
    judge_all(staffed)
    take(staffed, A, B, Step.REVIEW, author="reviewer")
    with pytest.raises(NotPermitted):
        take(staffed, A, B, Step.FREEZE, author="reviewer")
    with pytest.raises(Refused) as error:
        take(staffed, A, B, Step.FREEZE, author="adjudicator")
    assert lacks(error) == {Lack.PURPOSE, Lack.AS_OF}


def test_who_decided_may_not_approve_where_the_record_says_so(staffed):
    change(staffed, A, B, STATED | {"separate": True}, author="adjudicator")
    judge_all(staffed, "adjudicator")
    freeze(staffed)
    take(staffed, A, B, Step.SUBMIT, author="adjudicator")
    change(staffed, A, B, {"separate": False}, author="adjudicator")  # the rule as it was frozen holds
    with pytest.raises(Refused) as error:
        take(staffed, A, B, Step.APPROVE, author="adjudicator")
    assert lacks(error) == {Lack.DECIDER}
    take(staffed, A, B, Step.APPROVE, author="second adjudicator")


def test_returning_asks_why_and_the_next_version_follows(staffed):
    change(staffed, A, B, STATED, author="adjudicator")
    judge_all(staffed)
    freeze(staffed)
    take(staffed, A, B, Step.SUBMIT, author="adjudicator")
    with pytest.raises(Refused):
        take(staffed, A, B, Step.RETURN, author="adjudicator")
    take(staffed, A, B, Step.RETURN, author="adjudicator", note="line 2 is not sound")
    judge(staffed, LINKS[1], "reviewer", Decision.REJECT)
    assert freeze(staffed).number == 2
    assert [one.state for one in course(staffed, A, B).versions] == [State.RETURNED, State.FROZEN]


def test_who_has_seen_an_old_state_cannot_take_a_step_on_it(staffed):
    change(staffed, A, B, STATED, author="adjudicator")
    judge_all(staffed)
    freeze(staffed)
    seen = course(staffed, A, B).seen
    take(staffed, A, B, Step.SUBMIT, author="adjudicator")
    with pytest.raises(Conflict):
        take(staffed, A, B, Step.RETURN, author="second adjudicator", note="x", seen=seen)


@pytest.mark.parametrize("step", [Step.REVIEW, Step.FREEZE])
def test_what_comes_in_while_a_step_is_taken_refuses_it(staffed, monkeypatch, step):
    change(staffed, A, B, STATED, author="adjudicator")
    judge_all(staffed)
    if step is Step.FREEZE:
        take(staffed, A, B, Step.REVIEW, author="reviewer")

    def slow(library, a, b):
        found = work(library, a, b)
        meanwhile()
        return found

    monkeypatch.setattr(steps, "work", slow)
    meanwhile = lambda: judge(staffed, LINKS[0], "second adjudicator", Decision.REJECT)  # noqa: E731
    with pytest.raises(Conflict):
        take(staffed, A, B, step, author="adjudicator")
    ours, _ = review_desk.documents()
    changed = tuple(replace(one, text="新的条文。") if one.clause == "4.1" else one for one in ours.clauses)
    meanwhile = lambda: staffed.add(replace(ours, clauses=changed), FakeEncoder(), author="reviewer")  # noqa: E731
    with pytest.raises(UsageError, match="read anew meanwhile"):
        take(staffed, A, B, step, author="adjudicator")
    assert course(staffed, A, B).versions == ()


def test_many_who_freeze_at_once_make_one_version(staffed):
    change(staffed, A, B, STATED, author="adjudicator")
    judge_all(staffed)
    take(staffed, A, B, Step.REVIEW, author="reviewer")

    def freeze_too(name):
        try:
            return take(staffed, A, B, Step.FREEZE, author=name)
        except (Refused, Conflict):
            return None

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(freeze_too, ["adjudicator", "second adjudicator", "admin"] * 4))
    assert sum(one is not None for one in done) == 1
    assert len(course(staffed, A, B).versions) == 1


# ---- versions


def test_a_frozen_version_says_the_same_whatever_happens_later(staffed):
    change(staffed, A, B, STATED, author="adjudicator")
    judge_all(staffed)
    version = freeze(staffed)
    judge(staffed, LINKS[0], "reviewer", Decision.REJECT)
    ours, theirs = review_desk.documents()
    save_comparison(staffed, ours, theirs, (), "another model", author="reviewer")
    for name in (A, B):
        staffed.remove(name, author="admin")
    again = course(staffed, A, B).version(1)
    assert again == version and intact(again) and content_hash(again.content) == version.hash
    assert [row["decision"] for row in again.rows].count("accept") == 6
    assert again.content["proposals"][0]["model"] == FakeEncoder.name


def test_a_version_has_labels_editions_and_settings_and_no_text(staffed):
    staffed.set_licence(B, Licence.NONE, author="admin")
    change(staffed, A, B, STATED, author="adjudicator")
    quoted = Deviation(DeviationKind.ADDED, "", "Records of measurements shall be kept")
    for link in LINKS:
        judge(staffed, link, "reviewer", deviations=(quoted,) if link == LINKS[2] else None)
    version = freeze(staffed)
    row, text = version.rows[0], str(version.content)
    assert (row["a_label"], row["b_title"], row["relation"], row["stricter"]) == ("4.1", "Exposure limit", "superset-of", "A")
    assert row["deviations"][0]["a"] == "85 dB(A)" and row["a_hash"] == staffed.text_hash(A, "4/4.1")
    assert version.rows[2]["deviations"][0]["kind"] == "added" and version.rows[2]["edited"]
    assert version.content["proposals"][0]["settings"]["view"] == "free"
    for clause in (one for document in review_desk.documents() for one in document.clauses if one.text):
        assert clause.text not in text
    assert "Records of measurements" not in text
    assert [one["designation"] for one in version.content["documents"]] == [A, B]


def test_what_nobody_decided_is_a_line_too(staffed):
    change(staffed, A, B, STATED, author="adjudicator")
    judge(staffed, LINKS[0], "reviewer")
    version = freeze(staffed, note="the rest is outside the product")
    assert [row["decision"] for row in version.rows] == ["accept", *[OPEN] * 7]
    assert (version.content["open"], version.content["note"]) == (6, "the rest is outside the product")


def test_lines_are_the_cards_of_the_queue(staffed):
    """What counts as decided is the same for a record as for the queue."""
    acts = [
        (LINKS[0], Decision.REJECT), (("4/4.2", "5/5.3"), Decision.ACCEPT), (("4/4.3", ""), Decision.NO_COUNTERPART),
        (LINKS[3], Decision.UNSURE), (("4/4.6", "5/5.7"), Decision.ACCEPT), (("", "5/5.6"), Decision.NO_COUNTERPART),
    ]  # fmt: skip
    for link, decision in acts:
        judge(staffed, link, "reviewer", decision)
        cards = queue(load_comparison(staffed, A, B), ledger.judgements(staffed, A, B))
        assert work(staffed, A, B).open == sum(card.state is CardState.OPEN for card in cards)


def test_differences_between_versions_are_data(staffed):
    change(staffed, A, B, STATED, author="adjudicator")
    judge_all(staffed)
    first = freeze(staffed)
    assert differences(first.rows, work(staffed, A, B).rows) == ()
    judge(staffed, LINKS[0], "reviewer")  # the same again is no difference
    judge(staffed, LINKS[1], "reviewer", Decision.REJECT, reason="other-scope")
    judge(staffed, ("4/4.2", "5/5.5"), "reviewer", relation=Relation.EQUIVALENT)
    ledger.undo(staffed, "reviewer", A, B)
    judge(staffed, ("4/4.2", "5/5.7"), "reviewer", relation=Relation.EQUIVALENT)
    found = differences(first.rows, work(staffed, A, B).rows)
    assert [(one.kind, one.row["a_label"], one.row["b_label"]) for one in found] == [
        ("changed", "4.2", "5.2"), ("added", "4.2", "5.7"), ("removed", "", "5.7"),
    ]  # fmt: skip
    assert found[0].changes["decision"] == ("accept", "reject") and found[0].changes["reason"] == ("", "other-scope")


def test_a_version_reads_the_same_from_both_sides(staffed):
    change(staffed, B, A, STATED, author="adjudicator")
    judge_all(staffed)
    take(staffed, B, A, Step.REVIEW, author="reviewer")
    take(staffed, B, A, Step.FREEZE, author="adjudicator")
    assert course(staffed, A, B) == course(staffed, B, A)
    assert course(staffed, B, A).a == A


# ---- the committee


@pytest.fixture
def submitted(staffed):
    change(staffed, A, B, STATED, author="adjudicator")
    judge_all(staffed)
    freeze(staffed)
    take(staffed, A, B, Step.SUBMIT, author="adjudicator")
    return staffed


def test_the_committee_comments_by_line_and_every_comment_gets_its_disposition(submitted):
    one = comments.comment(submitted, A, B, Comment(1, "2", "class 2 is left out", "viewer", CommentType.TECHNICAL, "say so"))
    with pytest.raises(Refused) as error:
        take(submitted, A, B, Step.APPROVE, author="second adjudicator")
    assert lacks(error) == {Lack.COMMENTS}
    with pytest.raises(NotPermitted):
        comments.dispose(submitted, A, B, one.entry, Outcome.ACCEPTED, "agreed", author="reviewer")
    comments.dispose(submitted, A, B, one.entry, Outcome.ACCEPTED, "agreed", author="adjudicator")
    (kept,) = comments.comments(submitted, A, B)
    assert (kept.line, kept.disposition.outcome) == (course(submitted, A, B).last.rows[1]["key"], Outcome.ACCEPTED)
    take(submitted, A, B, Step.APPROVE, author="second adjudicator")
    with pytest.raises(UsageError):
        comments.dispose(submitted, A, B, one.entry, Outcome.NOTED, "later", author="adjudicator")


def test_a_viewer_comments_only_where_the_record_names_them(submitted):
    with pytest.raises(NotPermitted):
        comments.comment(submitted, A, B, Comment(1, "", "in general", "second viewer"))
    change(submitted, A, B, {"committee": ["viewer", "second viewer"]}, author="adjudicator")
    comments.comment(submitted, A, B, Comment(1, "", "in general", "second viewer"))


@pytest.mark.parametrize(("version", "line", "text"), [(2, "1", "x"), (1, "99", "x"), (1, "1", " "), (0, "1", "x")])
def test_a_comment_needs_a_version_a_line_and_words(submitted, version, line, text):
    with pytest.raises(UsageError):
        comments.comment(submitted, A, B, Comment(version, line, text, "viewer"))
    assert comments.comments(submitted, A, B) == ()


def test_a_comment_is_taken_back_by_its_author_before_its_disposition(submitted):
    one = comments.comment(submitted, A, B, Comment(1, "1", "wrong line", "viewer"))
    with pytest.raises(UsageError):
        comments.withdraw(submitted, A, B, one.entry, author="reviewer")
    comments.withdraw(submitted, A, B, one.entry, author="viewer")
    assert comments.comments(submitted, A, B) == ()
    with pytest.raises(UsageError):
        comments.dispose(submitted, A, B, one.entry, Outcome.NOTED, "x", author="adjudicator")


# ---- whatever anybody does


PEOPLE = ("viewer", "reviewer", "adjudicator", "second adjudicator", "admin", "stranger")
people = st.sampled_from(PEOPLE)


class AnyActs(RuleBasedStateMachine):
    """Any acts by anybody, in any order: what is refused changes nothing, and what is reached was reached by its guards."""

    @initialize(separate=st.booleans(), double=st.booleans())
    def begin(self, separate, double):
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library.open(review_desk.seed(Path(self.folder.name) / "library"))
        staff(self.library)
        change(self.library, A, B, STATED | {"separate": separate, "double": double}, author="admin")
        self.frozen = {}

    def attempt(self, act):
        before = self.library.log.head()
        try:
            act()
        except ClausebridgeError:
            assert self.library.log.head() == before

    @rule(link=st.sampled_from(LINKS), author=people, decision=st.sampled_from([None, Decision.UNSURE, Decision.REJECT]))
    def judge(self, link, author, decision):
        self.attempt(lambda: judge(self.library, link, author, decision))

    @rule(author=people)
    def judge_all(self, author):
        self.attempt(lambda: judge_all(self.library, author))

    @rule(author=people)
    def take_back(self, author):
        self.attempt(lambda: ledger.undo(self.library, author, A, B))

    @rule(author=people, field=st.sampled_from([{"separate": False}, {"double": False}, {"purpose": ""}, STATED]))
    def change(self, author, field):
        self.attempt(lambda: change(self.library, A, B, field, author=author))

    @rule(author=people)
    def undo(self, author):
        self.attempt(lambda: undo(self.library, A, B, author))

    @rule(step=st.sampled_from(list(Step)), author=people, note=st.sampled_from(["", "why"]))
    def step(self, step, author, note):
        self.attempt(lambda: take(self.library, A, B, step, author=author, note=note))

    @rule(authors=st.lists(people, min_size=2, max_size=6), note=st.sampled_from(["", "why"]))
    def go_on(self, authors, note):
        """The steps that lead on, so that runs get far."""
        for author in authors:
            state = course(self.library, A, B).state
            step = next(step for step in (Step.FREEZE, Step.SUBMIT, Step.APPROVE, Step.REVIEW) if state in steps.FROM[step])
            self.attempt(partial(take, self.library, A, B, step, author=author, note=note))

    @rule(author=people, line=st.sampled_from(["", "1", "9"]))
    def comment(self, author, line):
        version = len(course(self.library, A, B).versions)
        self.attempt(lambda: comments.comment(self.library, A, B, Comment(version, line, "x", author)))

    @rule(author=people)
    def dispose(self, author):
        last = max((one.entry for one in comments.comments(self.library, A, B)), default=0)
        self.attempt(lambda: comments.dispose(self.library, A, B, last, Outcome.NOTED, "x", author=author))

    @invariant()
    def versions_never_change(self):
        if not hasattr(self, "library"):
            return
        found = course(self.library, A, B)
        for version in found.versions:
            assert intact(version)
            assert self.frozen.setdefault(version.number, version.content) == version.content
        assert len(found.versions) == len(self.frozen)

    @invariant()
    def what_is_approved_passed_every_guard(self):
        if not hasattr(self, "library"):
            return
        found, told = course(self.library, A, B), self.library.log.entries()
        for version in found.versions:
            states = [act.state for act in version.acts]
            assert all(role_at(told, act.author, act.entry).reaches(Role.ADJUDICATOR) for act in version.acts)
            assert version.record.purpose and version.record.as_of
            if not version.content["note"]:
                assert all(row["decision"] != OPEN for row in version.rows)
                assert not version.record.double or all(len(row["looked"]) > 1 for row in version.rows)
            if version.state is State.APPROVED:
                assert states == [State.FROZEN, State.COMMITTEE, State.APPROVED]
                if version.record.separate:
                    assert version.acts[-1].author not in {row["author"] for row in version.rows}
                said = [one for one in comments.comments(self.library, A, B) if one.version == version.number]
                assert all(one.disposition and one.disposition.entry < version.acts[-1].entry for one in said)

    def teardown(self):
        if hasattr(self, "library"):
            self.library.close()
            self.folder.cleanup()


def role_at(entries, name, number):
    said = [entry for entry in entries if entry.kind == "member" and entry.topic == name and entry.number < number]
    return Role(said[-1].payload["role"])


AnyActs.TestCase.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
TestAnyActs = AnyActs.TestCase


@pytest.mark.parametrize("author", ["stranger", *Role])
@pytest.mark.parametrize("step", list(Step))
def test_a_step_asks_for_its_role_whatever_else_is_missing(staffed, step, author):
    before, needed = staffed.log.head(), NEEDED[steps.KINDS[step]]
    may = author in set(Role) and Role(author).reaches(needed)
    with pytest.raises(Refused if may else NotPermitted):
        take(staffed, A, B, step, author=author)
    assert staffed.log.head() == before

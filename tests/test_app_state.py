"""The review desk without its pages: queue, decisions, filters, coverage, tasks."""

from __future__ import annotations

from dataclasses import replace

import pytest
import review_desk
from review_desk import A, B, FakeEncoder

from app import deciding
from app.coverage import By, coverage
from app.disputes import disputed
from app.filters import Filters, Only, Sort, filtered, from_parameters
from app.finding import Finder
from app.limits import Limits
from app.queueing import queue
from app.settings import Settings, load_settings, save_settings, who_acts
from app.state import (
    Choice,
    State,
    alternatives,
    find,
    item_key,
    load_comparison,
    neighbour,
    next_open,
    progress,
)
from index.library import Library
from ingest.clause import Aspect, Provision
from ingest.errors import UsageError
from matcher import ledger
from matcher.match import Advice, Decision, Relation


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def comparison(library):
    return load_comparison(library, A, B)


def cards(library, comparison):
    seen = library.log.head().number
    return queue(comparison, ledger.judgements(library, A, B), seen)


def said(library):
    return [(one.a_clause, one.b_clause, one.decision, one.relation) for one in ledger.judgements(library, A, B)]


def test_a_comparison_comes_back_as_it_was_saved(comparison):
    assert comparison.matches == review_desk.matches(*review_desk.documents())
    assert comparison.model == "fake@1"
    assert comparison.clause("a", "4/4.1").title == "接触限值"
    assert comparison.clause("b", "gone").text == ""


def test_keys_of_cards_are_stable_and_distinct(comparison):
    keys = [item_key(match) for match in comparison.matches]
    assert len(set(keys)) == len(keys)
    assert keys[0] == "".join(keys[:1]) and all(len(key) == 10 for key in keys)
    assert keys == [item_key(match) for match in review_desk.matches(*review_desk.documents())]


def test_every_card_is_open_before_anybody_decides(library, comparison):
    items = cards(library, comparison)
    assert {item.state for item in items} == {State.OPEN}
    assert progress(items).decided == 0 and progress(items).total == 7


def test_accept_stores_one_link_for_each_pair_of_clauses_in_one_group(library, comparison):
    item = cards(library, comparison)[3]
    assert item.match.links == (("4/4.4", "5/5.4"), ("4/4.4", "5/5.5"))
    stored = deciding.apply(
        library, comparison, item, Choice(Decision.ACCEPT, Relation.SUPERSET, note="两条合起来"), "first reviewer"
    )
    assert len({one.group for one in stored}) == 1 and stored[0].group
    assert said(library) == [
        ("4/4.4", "5/5.4", Decision.ACCEPT, Relation.SUPERSET),
        ("4/4.4", "5/5.5", Decision.ACCEPT, Relation.SUPERSET),
    ]
    after = cards(library, comparison)[3]
    assert after.state is State.ACCEPTED
    assert {one.note for one in after.said} == {"两条合起来"} and {one.author for one in after.said} == {"first reviewer"}
    assert stored[0].model == "fake@1" and stored[0].a_hash == comparison.clause("a", "4/4.4").text_hash


def test_reject_keeps_its_reason(library, comparison):
    deciding.apply(
        library, comparison, cards(library, comparison)[1], Choice(Decision.REJECT, reason="other-scope"), "first reviewer"
    )
    item = cards(library, comparison)[1]
    assert item.state is State.REJECTED and item.said[0].reason == "other-scope" and item.said[0].relation is None


def test_another_counterpart_rejects_the_proposed_one(library, comparison):
    choice = Choice(Decision.ACCEPT, Relation.INTERSECTS, b_clauses=("5/5.6",))
    deciding.apply(library, comparison, cards(library, comparison)[1], choice, "first reviewer")
    assert said(library) == [
        ("4/4.2", "5/5.2", Decision.REJECT, None),
        ("4/4.2", "5/5.6", Decision.ACCEPT, Relation.INTERSECTS),
    ]
    assert cards(library, comparison)[1].state is State.ACCEPTED
    assert cards(library, comparison)[4].state is State.OPEN, "another card with clause 5.6 is not decided by that"


def test_no_counterpart_is_one_word_on_the_clause(library, comparison):
    deciding.apply(library, comparison, cards(library, comparison)[0], Choice(Decision.NO_COUNTERPART), "first reviewer")
    assert ("4/4.1", "", Decision.NO_COUNTERPART, None) in said(library)
    assert cards(library, comparison)[0].state is State.NO_COUNTERPART


@pytest.mark.parametrize(("place", "link"), [(5, ("4/4.6", "")), (6, ("", "5/5.7"))])
def test_accepting_a_clause_that_stands_alone_confirms_it(library, comparison, place, link):
    deciding.apply(
        library, comparison, cards(library, comparison)[place], Choice(Decision.ACCEPT, Relation.NONE), "first reviewer"
    )
    assert said(library) == [(*link, Decision.NO_COUNTERPART, None)]
    assert cards(library, comparison)[place].state is State.NO_COUNTERPART


def test_a_clause_that_stands_alone_gets_a_counterpart(library, comparison):
    choice = Choice(Decision.ACCEPT, Relation.INTERSECTS, a_clauses=("4/4.6",))
    deciding.apply(library, comparison, cards(library, comparison)[6], choice, "first reviewer")
    assert said(library) == [("4/4.6", "5/5.7", Decision.ACCEPT, Relation.INTERSECTS)]
    items = cards(library, comparison)
    assert items[6].state is State.ACCEPTED and items[5].state is State.ACCEPTED


def test_a_new_decision_leaves_one_word_in_force(library, comparison):
    item = cards(library, comparison)[1]
    deciding.apply(
        library, comparison, item, Choice(Decision.ACCEPT, Relation.INTERSECTS, b_clauses=("5/5.6",)), "first reviewer"
    )
    item = cards(library, comparison)[1]
    deciding.apply(library, comparison, item, Choice(Decision.ACCEPT, Relation.EQUIVALENT), "first reviewer")
    accepted = [one for one in said(library) if one[2] is Decision.ACCEPT]
    assert accepted == [("4/4.2", "5/5.2", Decision.ACCEPT, Relation.EQUIVALENT)]
    item = cards(library, comparison)[1]
    deciding.apply(library, comparison, item, Choice(Decision.NO_COUNTERPART), "first reviewer")
    assert not [one for one in said(library) if one[2] is Decision.ACCEPT]
    assert cards(library, comparison)[1].state is State.NO_COUNTERPART


def test_undo_takes_back_the_whole_act_and_is_an_entry(library, comparison):
    choice = Choice(Decision.ACCEPT, Relation.INTERSECTS, b_clauses=("5/5.6",))
    deciding.apply(library, comparison, cards(library, comparison)[1], choice, "first reviewer")
    before = len(ledger.history(library, A, B))
    assert deciding.undo(library, comparison, "first reviewer").decision is Decision.UNDO
    assert said(library) == [] and cards(library, comparison)[1].state is State.OPEN
    assert len(ledger.history(library, A, B)) == before + 2
    assert deciding.undo(library, comparison, "first reviewer") is None


def test_undo_is_ones_own(library, comparison):
    deciding.apply(
        library, comparison, cards(library, comparison)[0], Choice(Decision.ACCEPT, Relation.SUPERSET), "first reviewer"
    )
    assert deciding.undo(library, comparison, "second reviewer") is None
    assert cards(library, comparison)[0].state is State.ACCEPTED


def test_who_decides_on_an_old_view_is_refused_and_nothing_is_written(library, comparison):
    mine, theirs = cards(library, comparison)[3], cards(library, comparison)[3]
    deciding.apply(library, comparison, theirs, Choice(Decision.REJECT, reason="too-loose"), "second reviewer")
    entries = len(ledger.history(library, A, B))
    with pytest.raises(ledger.Conflict) as refused:
        deciding.apply(library, comparison, mine, Choice(Decision.ACCEPT, Relation.EQUAL), "first reviewer")
    assert {one.author for one in refused.value.judgements} == {"second reviewer"}
    assert len(ledger.history(library, A, B)) == entries
    again = cards(library, comparison)[3]
    deciding.apply(library, comparison, again, Choice(Decision.ACCEPT, Relation.EQUAL), "first reviewer")
    assert cards(library, comparison)[3].said[0].author == "first reviewer"


def test_a_decision_on_another_card_is_no_conflict(library, comparison):
    items = cards(library, comparison)
    deciding.apply(library, comparison, items[0], Choice(Decision.ACCEPT, Relation.SUPERSET), "second reviewer")
    deciding.apply(library, comparison, items[2], Choice(Decision.ACCEPT, Relation.EQUAL), "first reviewer")
    assert progress(cards(library, comparison)).decided == 2


def test_a_decision_needs_a_name(library, comparison):
    with pytest.raises(UsageError, match="name"):
        deciding.apply(library, comparison, cards(library, comparison)[0], Choice(Decision.UNSURE), "  ")


def test_a_note_is_added_to_what_was_said(library, comparison):
    deciding.apply(
        library, comparison, cards(library, comparison)[0], Choice(Decision.ACCEPT, Relation.SUPERSET), "first reviewer"
    )
    deciding.annotate(library, cards(library, comparison)[0], "同一条件下更严", "first reviewer")
    item = cards(library, comparison)[0]
    assert item.state is State.ACCEPTED and item.said[0].note == "同一条件下更严" and item.said[0].relation is Relation.SUPERSET


def test_a_note_never_signs_what_somebody_else_decided(library, comparison):
    deciding.apply(
        library, comparison, cards(library, comparison)[0], Choice(Decision.ACCEPT, Relation.SUPERSET), "first reviewer"
    )
    entries = len(ledger.history(library, A, B))
    with pytest.raises(UsageError, match="another reviewer"):
        deciding.annotate(library, cards(library, comparison)[0], "同意", "second reviewer")
    with pytest.raises(UsageError, match="name"):
        deciding.annotate(library, cards(library, comparison)[0], "同意", " ")
    assert len(ledger.history(library, A, B)) == entries


def test_new_proposals_leave_decisions_in_place(library, comparison):
    deciding.apply(
        library, comparison, cards(library, comparison)[0], Choice(Decision.ACCEPT, Relation.SUPERSET), "first reviewer"
    )
    from app.state import save_comparison

    ours, theirs = review_desk.documents()
    save_comparison(library, ours, theirs, review_desk.matches(ours, theirs)[:3], "fake@2")
    again = load_comparison(library, A, B)
    assert again.model == "fake@2" and len(again.matches) == 3
    assert cards(library, again)[0].state is State.ACCEPTED


def test_the_next_open_card_goes_round_the_end(library, comparison):
    items = cards(library, comparison)
    assert next_open(items, items[0].key) == items[1].key
    assert next_open(items, items[6].key) == items[0].key
    assert next_open(items, "unknown") == items[0].key
    for item in items[1:]:
        deciding.apply(
            library, comparison, cards(library, comparison)[items.index(item)], Choice(Decision.UNSURE), "first reviewer"
        )
    items = cards(library, comparison)
    assert next_open(items, items[3].key) == items[0].key
    assert next_open(items, items[0].key) == ""


def test_neighbours_stay_inside_the_queue(library, comparison):
    items = cards(library, comparison)
    assert neighbour(items, items[2].key, -1) == items[1].key
    assert neighbour(items, items[0].key, -1) == items[0].key
    assert neighbour(items, items[6].key, 1) == items[6].key
    assert neighbour((), "x", 1) == ""


def test_alternatives_leave_out_what_is_proposed(library, comparison):
    items = cards(library, comparison)
    found = [clause.clause for clause, _ in alternatives(comparison, items[3])]
    assert found == ["5.1", "5.2", "5.3", "5.6", "5.7"]
    assert alternatives(comparison, items[6]) == []


def test_find_ranks_labels_before_titles_before_texts(comparison):
    clauses = comparison.b_clauses.values()
    assert [one.clause for one in find(clauses, "5.1")] == ["5.1"]
    assert find(clauses, "5")[0].clause == "5"
    assert [one.clause for one in find(clauses, "warning")] == ["5.4"]
    assert [one.clause for one in find(clauses, "SHALL hearing")] == ["5.5"]
    assert find(clauses, "  ") == [] and find(clauses, "absent") == []


def test_filters_go_through_a_link_and_back():
    filters = Filters(
        states=frozenset({State.OPEN, State.UNSURE}), relations=frozenset({Relation.EQUAL}), lowest=20, highest=90,
        only=frozenset({Only.DEVIATIONS, Only.DISPUTED}), advice=frozenset({Advice.ASK, Advice.SILENT}),
        provisions=frozenset({Provision.REQUIREMENT}), aspects=frozenset({Aspect.METHOD}), side="b", chapter="4",
        words="噪声 & noise=1", sort=Sort.DISPUTES,
    )  # fmt: skip
    assert from_parameters(filters.parameters()) == filters
    assert Filters().parameters() == {} and from_parameters({}) == Filters() and not Filters().active
    odd = {"states": "open,nonsense", "from": "-3", "to": "999", "only": "x", "relations": "<script>", "sort": "x", "side": "c"}
    assert from_parameters(odd) == Filters(frozenset({State.OPEN}))


def test_filters_let_through_what_they_say(library, comparison):
    items = cards(library, comparison)

    def passed(**chosen):
        return [comparison.matches.index(item.match) for item in filtered(items, Filters(**chosen), comparison)]

    assert passed() == list(range(7))
    assert passed(relations=frozenset({Relation.NONE})) == [5, 6]
    assert passed(lowest=90) == [0, 2] and passed(highest=60) == [4]
    assert passed(only=frozenset({Only.DEVIATIONS})) == [0]
    assert passed(advice=frozenset({Advice.PROPOSE})) == [2] and passed(advice=frozenset({Advice.SILENT})) == []
    assert passed(only=frozenset({Only.REQUIREMENTS})) == list(range(7))
    assert passed(only=frozenset({Only.ALONE})) == [5, 6] and passed(only=frozenset({Only.LINKED})) == list(range(5))
    assert passed(provisions=frozenset({Provision.RECOMMENDATION})) == [4]
    assert passed(provisions=frozenset({Provision.RECOMMENDATION}), side="b") == []
    assert passed(chapter="5", side="b") == [0, 1, 2, 3, 4, 6] and passed(chapter="5", side="a") == []
    assert passed(words="signs SHALL") == [3] and passed(words="signs absent") == [] and passed(words="噪声级") == []
    assert passed(sort=Sort.CONFIDENCE) == [4, 3, 6, 1, 5, 0, 2]
    assert passed(states=frozenset({State.ACCEPTED})) == []
    kept = filtered(items, Filters(states=frozenset({State.ACCEPTED})), comparison, keep=items[4].key)
    assert [item.key for item in kept] == [items[4].key]


def test_filters_know_what_people_said(library, comparison):
    deciding.apply(library, comparison, cards(library, comparison)[0], Choice(Decision.ACCEPT, Relation.EQUAL), "first reviewer")
    deciding.apply(library, comparison, cards(library, comparison)[1], Choice(Decision.REJECT, note="见附录"), "first reviewer")
    items = disputed(cards(library, comparison), ledger.history(library, A, B))

    def passed(mine=None, **chosen):
        return [comparison.matches.index(item.match) for item in filtered(items, Filters(**chosen), comparison, mine=mine)]

    assert passed(relations=frozenset({Relation.EQUAL})) == [0, 2], "the relation that holds, not the proposed one"
    assert passed(only=frozenset({Only.DISPUTED})) == [0, 1] and passed(only=frozenset({Only.SUSPECT})) == []
    assert passed(sort=Sort.DISPUTES) == [0, 1, 2, 3, 4, 5, 6]
    assert passed(words="附录") == [1]
    assert passed(only=frozenset({Only.ALONE})) == [1, 5, 6]
    assert passed(lambda match: match.a_clauses == ("4/4.5",), only=frozenset({Only.MINE})) == [4]
    assert passed(only=frozenset({Only.MINE})) == list(range(7)), "who has no assignments has everything"


def test_each_condition_can_be_taken_away_alone():
    whole = Filters(states=frozenset({State.OPEN, State.UNSURE}), lowest=20, words="noise", side="a", chapter="4")
    parts = list(whole.parts())
    assert [(name, value) for name, value, _rest, _alone in parts] == [
        ("states", State.OPEN), ("states", State.UNSURE), ("chapter", "4"), ("words", "noise"), ("confidence", (20, 100)),
    ]  # fmt: skip
    assert parts[0][2] == replace(whole, states=frozenset({State.UNSURE}))
    assert parts[4][2] == replace(whole, lowest=0) and parts[4][3] == Filters(lowest=20, side="a")
    left = whole
    while found := next(iter(left.parts()), None):
        left = found[2]
    assert not left.active


def test_coverage_by_type_and_aspect(library, comparison):
    rows = coverage(comparison, cards(library, comparison), "a", By.PROVISION)
    assert [(row.key, row.clauses, row.linked, row.alone) for row in rows] == [
        ("requirement", 5, 4, 1),
        ("recommendation", 1, 1, 0),
    ]
    rows = coverage(comparison, cards(library, comparison), "b", By.ASPECT)
    assert [(row.key, row.clauses, row.linked) for row in rows] == [("unsure", 7, 6)]


def test_coverage_counts_clauses_with_text_by_chapter(library, comparison):
    before = coverage(comparison, cards(library, comparison), "a")
    assert [(row.name, row.clauses, row.linked, row.decided) for row in before] == [("4 一般要求", 6, 5, 0)]
    deciding.apply(library, comparison, cards(library, comparison)[0], Choice(Decision.REJECT), "first reviewer")
    deciding.apply(library, comparison, cards(library, comparison)[1], Choice(Decision.ACCEPT, Relation.EQUAL), "first reviewer")
    after = coverage(comparison, cards(library, comparison), "b")
    assert [(row.name, row.clauses, row.linked, row.decided) for row in after] == [("5 Requirements", 7, 5, 2)]


def test_the_name_of_the_reviewer_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAUSEBRIDGE_SETTINGS", str(tmp_path / "a" / "settings.json"))
    monkeypatch.delenv("CLAUSEBRIDGE_REVIEWER", raising=False)
    assert load_settings().reviewer != "审阅人甲"
    save_settings(Settings("审阅人甲\n\x00 ", "zh"))
    assert load_settings() == Settings("审阅人甲", "zh")
    monkeypatch.setenv("CLAUSEBRIDGE_REVIEWER", "second reviewer")
    assert load_settings().reviewer == "second reviewer"
    (tmp_path / "a" / "settings.json").write_text("{broken")
    assert load_settings().reviewer == "second reviewer"
    long = f"{'x' * 100}@example.org"
    assert who_acts(f" {long}\n") == long, "whoever has a long address acts under it whole, as a member is named"


def test_search_finds_in_the_library(library):
    hits = Finder(library).find(FakeEncoder(), "Records of measurements shall be kept", top=3)
    assert len(hits) == 3 and all(0 <= hit.score <= 1 for hit in hits)
    assert {hit.clause.lang for hit in Finder(library).find(FakeEncoder(), "记录", Limits(lang="en"))} == {"en"}
    with pytest.raises(UsageError):
        Finder(library).find(FakeEncoder(), " ")
    with pytest.raises(UsageError):
        Finder(library).find(FakeEncoder(), "x", Limits(standard="unknown"))


class Counting:
    """A library that tells how often its clauses were read."""

    def __init__(self, library):
        self.library, self.read = library, []

    def __getattr__(self, name):
        return getattr(self.library, name)

    def clauses(self, designation, content=""):
        self.read.append(designation)
        return self.library.clauses(designation, content)


def test_a_search_that_is_asked_again_reads_nothing_again(library):
    counting = Counting(library)
    finder = Finder(counting)
    first = finder.find(FakeEncoder(), "记录", top=20)
    assert sorted(counting.read) == [A, B]
    assert finder.find(FakeEncoder(), "记录", top=20) is first
    finder.find(FakeEncoder(), "vibration", Limits(standard=B))
    assert finder.clauses(B) == library.clauses(B) and sorted(counting.read) == [A, B]


def test_a_search_sees_what_was_read_anew_and_not_what_was_removed(library):
    finder = Finder(library)
    finder.find(FakeEncoder(), "noise", Limits(standard=B))
    _, theirs = review_desk.documents()
    changed = replace(theirs, clauses=(replace(theirs.clauses[1], text="Quite another text."),))
    library.add(changed, FakeEncoder())
    assert [hit.clause.text for hit in finder.find(FakeEncoder(), "noise", Limits(standard=B))] == ["Quite another text."]
    library.remove(B)
    assert {hit.clause.standard for hit in finder.find(FakeEncoder(), "noise")} == {A}
    with pytest.raises(UsageError):
        finder.clauses(B)


def test_counts_are_those_of_the_clauses_and_change_with_them(library):
    counts = library.counts()
    assert {name: count.clauses for name, count in counts.items()} == {A: 7, B: 8} and list(counts) == [A, B]
    _, theirs = review_desk.documents()
    library.add(replace(theirs, clauses=theirs.clauses[:3]), FakeEncoder())
    again = library.counts()
    assert again[A] == counts[A] and again[B].clauses == 3 and again[B].content != counts[B].content

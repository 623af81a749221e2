"""The ledger: no judgement is lost, nobody's word is changed, and what counts now follows from what was said."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from shelves import NOISE_RU, NOISE_ZH, HashEncoder, document

from index.library import Library
from ingest.errors import UsageError
from matcher import ledger
from matcher.decided import Standing, export_rows
from matcher.ledger import Conflict, history, judgements, record, record_all, undo
from matcher.match import Decision, Judgement, Relation

A, B = NOISE_ZH, NOISE_RU


def fill(folder: Path, database: str = "") -> Library:
    library = Library.open(folder, create=True, database=database)
    for name, lang in ((A, "zh"), (B, "ru")):
        library.add(document(name, lang=lang, clauses=6), HashEncoder(), author="test")
    return library


@pytest.fixture
def library(tmp_path: Path, database: str):
    with fill(tmp_path / "library", database) as opened:
        yield opened


def link(a: str, b: str, decision: Decision = Decision.ACCEPT, author: str = "reviewer one", **more) -> Judgement:
    return Judgement(A, a, B, b, decision, author, **more)


def seen(library: Library) -> int:
    return library.log.head().number


def said(library: Library) -> list[tuple[str, str, Decision, str]]:
    return [(one.a_clause, one.b_clause, one.decision, one.author) for one in judgements(library, A, B)]


def test_a_judgement_is_kept_with_all_it_says(library: Library):
    given = link("1", "2", relation=Relation.SUPERSET, note="噪声", reason="limit", group="g", model="m@1", seen=seen(library))
    written = record(library, given)
    texts = {"a_hash": library.text_hash(A, "1"), "b_hash": library.text_hash(B, "2")}
    assert written == replace(given, entry=seen(library), at=written.at, **texts)
    assert written.at.endswith("+00:00")
    assert judgements(library, A, B) == history(library, A, B) == (written,)
    assert judgements(library, "xx/t 85-2024", B) == (written,)


def test_the_other_direction_is_the_same_judgement_turned_round(library: Library):
    written = record(library, link("1", "2", relation=Relation.SUPERSET, seen=seen(library)))
    (turned,) = judgements(library, B, A)
    assert (turned.a_standard, turned.a_clause, turned.a_hash) == (B, "2", written.b_hash)
    assert turned.relation is Relation.SUBSET
    record(library, Judgement(B, "2", A, "1", Decision.REJECT, "reviewer two", seen=seen(library)))
    assert said(library) == [("1", "2", Decision.REJECT, "reviewer two")]


def test_who_has_not_seen_the_newest_word_is_refused_and_shown_it(library: Library):
    start = seen(library)
    first = record(library, link("1", "2", seen=start))
    for late in (
        link("1", "2", Decision.REJECT, "reviewer two", seen=start),
        link("1", "3", author="reviewer two"),
        link("4", "2", author="reviewer two", seen=1),
    ):
        with pytest.raises(Conflict, match="reviewer one") as caught:
            record(library, late)
        assert caught.value.judgements == (first,)
    assert said(library) == [("1", "2", Decision.ACCEPT, "reviewer one")]
    record(library, link("3", "3", author="reviewer two", seen=start))
    record(library, link("1", "2", Decision.REJECT, "reviewer two", seen=first.entry))
    assert said(library) == [("3", "3", Decision.ACCEPT, "reviewer two"), ("1", "2", Decision.REJECT, "reviewer two")]


def test_what_is_said_in_another_comparison_is_no_conflict(library: Library):
    library.add(document("third"), HashEncoder())
    start = seen(library)
    record(library, link("1", "2", seen=start))
    record(library, Judgement(A, "1", "third", "2", Decision.ACCEPT, "reviewer two", seen=start))
    assert len(judgements(library, A, "third")) == len(judgements(library, A, B)) == 1


def test_who_judges_a_text_that_is_no_longer_there_is_refused(library: Library):
    before = link("2", "2", a_hash=library.text_hash(A, "2"), b_hash=library.text_hash(B, "2"), seen=seen(library))
    library.add(document(A, lang="zh", clauses=6, changed=2), HashEncoder())
    with pytest.raises(Conflict) as caught:
        record(library, before)
    assert (caught.value.judgements, [entry.kind for entry in caught.value.entries]) == ((), ["standard-replaced"])
    record(library, replace(before, a_hash="", seen=seen(library)))
    library.remove(A)
    with pytest.raises(UsageError):
        record(library, before)


def test_the_links_of_one_decision_are_written_all_or_none(library: Library):
    start = seen(library)
    record(library, link("3", "3", author="reviewer two", seen=start))
    with pytest.raises(Conflict):
        record_all(library, [link("1", "1", group="g", seen=start), link("1", "3", group="g", seen=start)])
    assert len(history(library, A, B)) == 1
    now = seen(library)
    written = record_all(library, [link("1", "1", group="g", seen=now), link("1", "3", group="g", seen=now)])
    assert [one.entry for one in written] == [now + 1, now + 2]
    assert undo(library, "reviewer one", A, B)
    assert said(library) == [("3", "3", Decision.ACCEPT, "reviewer two")]


@pytest.mark.parametrize(
    "bad",
    [
        link("1", "2", author=" "),
        link("1", "2", Decision.UNDO),
        link("1", ""),
        link("1", "2", Decision.NO_COUNTERPART),
        link("", "", Decision.REJECT),
        link("", "", Decision.NO_COUNTERPART),
        link("1", "99"),
        replace(link("1", "2"), b_standard="unknown"),
        replace(link("1", "2"), a_hash="0" * 64),
    ],
)
def test_what_is_no_judgement_is_refused(library: Library, bad: Judgement):
    with pytest.raises(UsageError) as caught:
        record(library, replace(bad, seen=seen(library)))
    assert "\n" not in str(caught.value)
    assert history(library, A, B) == ()


def test_no_counterpart_and_a_link_exclude_each_other(library: Library):
    record(library, link("1", "2", seen=seen(library)))
    record(library, link("1", "3", Decision.REJECT, seen=seen(library)))
    record(library, link("4", "2", Decision.UNSURE, seen=seen(library)))
    record(library, link("1", "", Decision.NO_COUNTERPART, "reviewer two", seen=seen(library)))
    rest = [("1", "3", Decision.REJECT, "reviewer one"), ("4", "2", Decision.UNSURE, "reviewer one")]
    assert said(library) == [*rest, ("1", "", Decision.NO_COUNTERPART, "reviewer two")]
    record(library, link("", "2", Decision.NO_COUNTERPART, "reviewer two", seen=seen(library)))
    assert said(library) == [
        rest[0],
        ("1", "", Decision.NO_COUNTERPART, "reviewer two"),
        ("", "2", Decision.NO_COUNTERPART, "reviewer two"),
    ]
    record(library, link("1", "2", author="reviewer three", seen=seen(library)))
    assert said(library) == [rest[0], ("1", "2", Decision.ACCEPT, "reviewer three")]
    undo(library, "reviewer three", A, B)
    undo(library, "reviewer two", A, B)
    undo(library, "reviewer two", A, B)
    assert said(library) == [("1", "2", Decision.ACCEPT, "reviewer one"), *rest]


def test_undo_takes_back_ones_own_words_one_after_the_other(library: Library):
    assert undo(library, "reviewer one", A, B) is None
    first = record(library, link("1", "2", seen=seen(library)))
    second = record(library, link("1", "2", Decision.REJECT, seen=seen(library)))
    record(library, link("5", "5", author="reviewer two", seen=seen(library)))
    back = undo(library, "reviewer one", A, B)
    assert back
    assert (back.decision, back.undoes, back.a_clause) == (Decision.UNDO, second.entry, "1")
    assert said(library) == [("1", "2", Decision.ACCEPT, "reviewer one"), ("5", "5", Decision.ACCEPT, "reviewer two")]
    assert (undo(library, "reviewer one", B, A) or first).undoes == first.entry
    assert undo(library, "reviewer one", A, B) is None
    assert said(library) == [("5", "5", Decision.ACCEPT, "reviewer two")]
    assert [one.decision for one in history(library, A, B, "1")] == [
        Decision.ACCEPT,
        Decision.REJECT,
        Decision.UNDO,
        Decision.UNDO,
    ]
    assert history(library, A, B, "2") == ()
    assert len(history(library, B, A, "2")) == 4


def test_the_machine_never_changes_what_was_said(library: Library):
    record(library, link("1", "2", Decision.REJECT, seen=seen(library)))
    before = history(library, A, B)
    library.save_matches(A, B, "m", [{"a_clauses": ["1"], "b_clauses": ["2"], "relation": "equal-to"}])
    library.save_matches(A, B, "m", [])
    library.add(document(A, lang="zh", changed=1), HashEncoder("other"))
    library.rebuild(HashEncoder())
    assert history(library, A, B) == before
    assert said(library) == [("1", "2", Decision.REJECT, "reviewer one")]


def test_the_export_says_what_became_of_the_texts_and_where_the_log_ended(library: Library):
    record(library, link("1", "1", relation=Relation.SUBSET, model="m@1", seen=seen(library)))
    record(library, link("2", "2", seen=seen(library)))
    record(library, link("6", "", Decision.NO_COUNTERPART, seen=seen(library)))
    library.add(document(A, lang="zh", clauses=5, changed=2), HashEncoder())
    rows = export_rows(library, A, B)
    assert [(row["a_standing"], row["b_standing"]) for row in rows] == [
        (Standing.SAME, Standing.SAME),
        (Standing.CHANGED, Standing.SAME),
        (Standing.GONE, ""),
    ]
    head = library.log.head()
    assert {(row["log_entry"], row["log_head"]) for row in rows} == {(head.number, head.hash)}
    assert rows[0]["a_edition"] == "2024-01-02"
    assert (rows[0]["relation"], rows[0]["model"], rows[0]["a_clause"]) == ("subset-of", "m@1", "1")
    assert rows == export_rows(library, A, B)
    assert library.check(head.hash) == ()
    library.remove(A)
    assert [row["a_standing"] for row in export_rows(library, A, B)] == [Standing.GONE] * 3
    with pytest.raises(UsageError, match="nearest"):
        judgements(library, A, "unknown")


def decide(folder: Path, database: str, name: str, decisions: int) -> tuple[list[int], int]:
    """Judge the same few items again and again, each time knowing the last word; the entries written, and the conflicts met."""
    written, conflicts = [], 0
    with Library.open(folder) as library:
        known = dict.fromkeys("12345", 0)
        for number in range(decisions):
            item = str(1 + number % 5)
            while True:
                try:
                    done = record(library, link(item, item, author=name, seen=known[item]))
                except Conflict as conflict:
                    conflicts += 1
                    known[item] = conflict.entries[-1].number
                else:
                    known[item] = done.entry
                    written.append(done.entry)
                    break
    return written, conflicts


def test_eight_processes_on_the_same_items_lose_nothing_and_hear_of_each_other(tmp_path: Path, database: str):
    fill(tmp_path / "library", database).close()
    tasks = [(tmp_path / "library", database, f"reviewer {number}", 12) for number in range(8)]
    with multiprocessing.get_context("spawn").Pool(8) as pool:
        results = pool.starmap(decide, tasks)
    with Library.open(tmp_path / "library", database=database) as library:
        told = history(library, A, B)
        assert sorted(entry for written, _ in results for entry in written) == [one.entry for one in told]
        assert len(told) == 8 * 12
        assert sum(conflicts for _, conflicts in results) > 0
        for item in "12345":
            of_item = history(library, A, B, item)
            assert [one.seen for one in of_item[1:]] == [one.entry for one in of_item[:-1]]
        assert library.check() == ()


WRITER = """
import sys
from pathlib import Path
from test_matcher_ledger import link, record, seen
from index.library import Library

with Library.open(Path(sys.argv[1])) as library:
    print("ready", flush=True)
    while True:
        print(record(library, link("1", "2", author=sys.argv[2], seen=seen(library))).entry, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_writer_that_is_killed_loses_nothing_that_it_was_told_is_written(tmp_path: Path):
    fill(tmp_path / "library").close()
    acknowledged: list[int] = []
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    for number in range(5):
        command = [sys.executable, "-c", WRITER, str(tmp_path / "library"), f"writer {number}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
            assert writer.stdout
            assert writer.stdout.readline() == "ready\n"
            acknowledged += [int(writer.stdout.readline()) for _ in range(3)]
            time.sleep(0.003 * number)
            writer.kill()
            acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
    with Library.open(tmp_path / "library") as library:
        entries = [one.entry for one in history(library, A, B)]
        assert len(acknowledged) >= 15
        assert set(acknowledged) <= set(entries)
        assert len(entries) - len(acknowledged) <= 5
        assert library.check() == ()


class Desk(RuleBasedStateMachine):
    """Three reviewers at one desk against a model that keeps, for each link, the words that were not taken back."""

    counter = 0

    @initialize()
    def open(self):
        Desk.counter += 1
        self.library = fill(self.folder / str(Desk.counter))
        self.words: list[Judgement] = []

    people = st.sampled_from(["reviewer one", "reviewer two", "reviewer three"])
    items = st.sampled_from("12")
    decisions = st.sampled_from([Decision.ACCEPT, Decision.REJECT, Decision.UNSURE])

    @rule(a=items, b=items, decision=decisions, author=people, fresh=st.integers(0, 9), turned=st.booleans())
    def judge(self, a, b, decision, author, fresh, turned):
        about = [one for one in history(self.library, A, B) if one.a_clause == a or one.b_clause == b]
        newest = max((one.entry for one in about), default=0)
        given = link(a, b, decision, author, seen=newest - (fresh == 0))
        if turned:
            given = Judgement(B, b, A, a, decision, author, seen=given.seen)
        try:
            written = record(self.library, given)
        except Conflict as conflict:
            assert given.seen < newest
            assert conflict.entries[-1].number == newest
        else:
            assert given.seen == newest or not about
            self.words.append(replace(link(a, b, decision, author), entry=written.entry))

    @rule(author=people)
    def take_back(self, author):
        mine = [one for one in self.words if one.author == author]
        back = undo(self.library, author, A, B)
        assert (back.undoes if back else None) == (mine[-1].entry if mine else None)
        if mine:
            self.words.remove(mine[-1])

    @invariant()
    def what_counts_is_the_last_word_on_each_link(self):
        if not hasattr(self, "words"):
            return
        last = {(one.a_clause, one.b_clause): one for one in self.words}
        expected = sorted((one.entry, one.decision, one.author) for one in last.values())
        assert [(one.entry, one.decision, one.author) for one in judgements(self.library, A, B)] == expected

    def teardown(self):
        if hasattr(self, "library"):
            assert self.library.log.faults() == ()
            self.library.close()


def test_any_order_of_judging_and_undoing(tmp_path: Path):
    Desk.folder = tmp_path
    quick = settings(max_examples=8, stateful_step_count=12, deadline=None, database=None, derandomize=True)
    Desk.TestCase.settings = settings(quick, suppress_health_check=list(HealthCheck))
    Desk.TestCase("runTest").runTest()


def test_the_ledger_says_which_entries_are_its_own(library: Library):
    record(library, link("1", "2", seen=seen(library)))
    assert [entry.kind for entry in library.log.entries()] == ["standard-added", "standard-added", ledger.KIND]

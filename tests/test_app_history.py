"""The log as people read it: every kind of entry is a sentence, found by standard, clause, link, person and day."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import review_desk
from review_desk import A, B
from typer.testing import CliRunner

from app import deciding
from app.cli import app
from app.double import as_seen_by
from app.history import History, Wanted, shown_line
from app.history_phrases import Teller
from app.history_wording import KINDS, SENTENCES, UNDONE, details, sentence
from app.queueing import queue
from app.state import Choice, load_comparison
from app.wording import LANGUAGES, catalogue
from index import classes
from index.library import Library
from index.log import Draft, chained
from index.members import appoint
from index.roles import NEEDED, Role
from index.shelf import Licence
from ingest.errors import UsageError
from matcher import confirming, ledger
from matcher.assignments import Assignment, assign
from matcher.match import Decision, Judgement, Relation
from matcher.record_changes import change

ENGLISH = catalogue("en").gettext
FIRST, SECOND = "first reviewer", "second reviewer"
SAID = {
    "a_standard": "X", "a_clause": "4", "b_standard": "Y", "b_clause": "5", "decision": "accept", "relation": "superset-of",
    "class": "sector", "before": {"purpose": "old"}, "after": {"purpose": "new", "separate": True}, "licence": "excerpt",
    "mends": [{"act": "label", "place": {"clause": "4"}, "label": "4.1"}, {"act": "unheard of"}], "place": ["X", ["4"]],
    "a_text": "85", "b_text": "90", "person": "third reviewer", "version": 2, "outcome": "approved", "text": "too strict",
    "comment": 3, "role": "reviewer", "file_name": "noise.pdf", "changed": {"4": ["old", "new"]}, "note": "as agreed",
}  # fmt: skip


def entry(kind, payload, topic="X"):
    return chained(Draft(FIRST, kind, topic, payload), number=9, at="2026-01-31T08:15:00.000000+00:00", subjects=(), previous="")


def teller(lang):
    return Teller(catalogue(lang).gettext, lambda _standard, clause: f"§{clause}", lambda _standard, text: text)


def test_every_kind_of_entry_has_a_sentence_and_a_name():
    assert set(SENTENCES) == set(KINDS) == set(NEEDED)
    assert set(UNDONE) <= set(NEEDED)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", [*NEEDED, "of a newer version"])
@pytest.mark.parametrize("undoes", [0, 5])
def test_an_entry_of_each_kind_is_told_whole_or_with_what_it_says(lang, kind, undoes):
    full = SAID | {"rows": [{"key": "1"}] if kind == "record-frozen" else 7}
    full |= {"before": None, "after": "coal"} if kind == "classified" else {}
    for payload, topic in (({}, "X"), (full, '["X","Y"]')):
        one = entry(kind, payload | ({"undoes": undoes} if undoes else {}), topic)
        told = sentence(one, teller(lang))
        assert told.startswith(FIRST) and "{" not in told and "None" not in told
        assert (str(undoes) in told) if undoes and kind in UNDONE else True
        assert all("{" not in line for line in details(one, teller(lang)))


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def reviewed(library):
    """A library in which people did something of most kinds."""
    opened = load_comparison(library, A, B)

    def card(place):
        return queue(opened, ledger.judgements(library, A, B), library.log.head().number)[place]

    deciding.apply(library, opened, card(0), Choice(Decision.ACCEPT, Relation.SUPERSET, note="85 against 90"), FIRST)
    deciding.apply(library, opened, card(1), Choice(Decision.REJECT, reason="other-subject"), SECOND)
    ledger.undo(library, FIRST, A, B)
    limit = next(match for match in opened.matches if match.deviations)
    said = confirming.confirm(library, confirming.about(limit, limit.deviations[0], FIRST, seen=library.log.head().number))
    confirming.withdraw(library, said, SECOND, seen=library.log.head().number)
    classes.choose(library.log, A, {"sector": "coal"}, author=FIRST)
    classes.undo(library.log, A, FIRST)
    library.set_licence(B, Licence.FULL, author=SECOND)
    change(library, A, B, {"purpose": "acceptance of imports"}, author=FIRST)
    return library


def told(library, reader=FIRST, **wanted):
    return [line.sentence for line in History(library, reader).page(Wanted(**wanted), ENGLISH)]


def test_the_change_that_a_comment_proposes_is_no_entry():
    said = details(entry("comment", SAID | {"proposed": "say “at most”"}), teller("en"))
    assert "Proposed change: say “at most”" in said and not any("entry" in line for line in said)


def test_the_log_reads_as_sentences(reviewed):
    lines = list(History(reviewed, FIRST).all(Wanted(by=FIRST), ENGLISH))
    assert [line.sentence for line in lines] == [
        f"{FIRST} stated in the record of {A} and {B}: Purpose: acceptance of imports.",
        f"{FIRST} took back entry 9: Sector of {A} is as suggested again.",
        f"{FIRST} chose Sector of {A}: coal (before: as suggested).",
        f"{FIRST} said that “85 dB(A)” and “90 dB(A)” can be compared, in 4.1 of {A} and 5.1 of {B}.",
        f"{FIRST} took back entry 4, on 4.1 of {A} and 5.1 of {B}.",
        f"{FIRST} accepted 4.1 of {A} and 5.1 of {B}.",
    ]
    accepted = lines[-1]
    assert accepted.details[:2] == ("Relation: A includes B", "Note: 85 against 90")
    assert accepted.text.startswith(f"4. {accepted.at[:10]} ")
    assert shown_line(lines[1], ENGLISH)["tone"] == "undone"


def test_entries_are_found_by_what_they_are_about(reviewed):
    rejected = f"{SECOND} rejected 4.2 of {A} and 5.2 of {B}."
    assert (
        told(reviewed, a=A, b=B, clause="4.2")
        == told(reviewed, a=B, clause="5.2")
        == told(reviewed, a=A, clause="4/4.2")
        == [rejected]
    )
    assert len(told(reviewed, a=A, b=B, a_clause="4/4.1", b_clause="5/5.1")) == 4
    assert told(reviewed, a=A, b=B, a_clause="4/4.1", b_clause="5/5.2") == []
    assert len(told(reviewed, a=B, b=A)) == reviewed.log.head().number
    assert told(reviewed, a=B, kinds=("licence",)) == [f"{SECOND} stated what may be shown of the text of {B}: the full text."]
    today = reviewed.log.entries()[0].at[:10]
    assert len(told(reviewed, since=today, until=today)) == reviewed.log.head().number
    assert told(reviewed, until="2001-01-01") == told(reviewed, since="2999-01-01") == []
    assert History(reviewed, FIRST).count(Wanted(by=SECOND)) == len(told(reviewed, by=SECOND)) == 3


@pytest.mark.parametrize(
    "wanted", [{"a": "unknown"}, {"a": A, "clause": "99"}, {"clause": "4.1"}, {"since": "soon"}, {"kinds": ("gossip",)}]
)
def test_what_cannot_be_asked_for_is_one_line(reviewed, wanted):
    with pytest.raises(UsageError) as caught:
        told(reviewed, **wanted)
    assert "\n" not in str(caught.value)


def test_pages_follow_each_other(reviewed):
    history, found, before = History(reviewed, FIRST), [], 0
    while page := history.page(Wanted(), ENGLISH, before=before, limit=3):
        found += [line.number for line in page]
        before = page[-1].number
        if before == 1:
            break
    assert found == list(range(reviewed.log.head().number, 0, -1))


def test_the_history_of_a_card_has_its_links_and_its_texts_alone(reviewed):
    opened = load_comparison(reviewed, A, B)
    _, theirs = review_desk.documents()
    changed = replace(
        theirs, clauses=tuple(replace(one, text=f"{one.text} Daily.") if one.clause == "5.1" else one for one in theirs.clauses)
    )
    reviewed.add(changed, review_desk.FakeEncoder(), author=SECOND)
    lines = History(reviewed, FIRST).of_card(opened.matches[0], ENGLISH)
    assert [line.kind for line in lines] == ["standard-replaced", "comparable", "comparable", "judgement", "judgement"]
    assert lines[0].sentence == f"{SECOND} filed {B} anew from –; the text of 5.1 of {B} became another."


def test_what_a_licence_keeps_back_is_not_told_by_the_log(reviewed):
    reviewed.set_licence(A, Licence.NONE)
    assert f"{FIRST} said that “…” and “90 dB(A)” can be compared, in 4.1 of {A} and 5.1 of {B}." in told(reviewed)


def test_a_standard_that_was_taken_out_is_still_spoken_of(reviewed):
    reviewed.remove(B, author=SECOND)
    assert f"{FIRST} accepted 4.1 of {A} and 5/5.1 of {B}." in told(reviewed, a=A, b=B)
    assert len(told(reviewed, a=B, clause="5/5.1")) == 5


def test_an_opinion_is_told_to_its_author_alone_until_it_is_shown(library):
    appoint(library.log, "adjudicator", Role.ADMIN, author="anybody")
    for name in (FIRST, SECOND):
        appoint(library.log, name, Role.REVIEWER, author="adjudicator")
        assign(library, Assignment(A, B, name, "adjudicator", double=True))

    def say(reader):
        opened = load_comparison(library, A, B)
        seen = library.log.head().number
        items = as_seen_by(reader, library, opened, queue(opened, ledger.judgements(library, A, B), seen))
        deciding.apply(library, opened, items[0], Choice(Decision.ACCEPT, Relation.SUPERSET, note="my secret"), reader)

    say(FIRST)
    own = f"{FIRST} would accept 4.1 of {A} and 5.1 of {B} (opinion in a double review)."
    assert told(library)[0] == own == told(library, a=A, clause="4.1", b=B)[0]
    history = History(library, SECOND)
    for lines in (
        history.page(Wanted(), ENGLISH),
        history.page(Wanted(by=FIRST), ENGLISH),
        history.page(Wanted(kinds=("opinion",)), ENGLISH),
    ):
        assert lines[0].sentence == f"{FIRST} gave an opinion; it is shown when all have given theirs."
        assert lines[0].details == () and "secret" not in lines[0].text
    assert own not in told(library, SECOND, a=A, clause="4.1", b=B)
    say(SECOND)
    assert own in told(library, "viewer") and own in told(library, SECOND, a=A, clause="4.1", b=B)


def test_the_command_writes_the_log(reviewed, tmp_path):
    def run(*arguments):
        done = CliRunner().invoke(app, ["log", "--library", str(tmp_path / "library"), *arguments], catch_exceptions=False)
        return done.stdout.splitlines(), done.stderr

    lines, ending = run(A, B, "--by", SECOND)
    assert len(lines) == 3 and f"{SECOND} rejected 4.2 of {A} and 5.2 of {B}. Reason: Another subject." in lines[-1]
    assert reviewed.log.head().hash in ending
    rows = [json.loads(line) for line in run("--format", "jsonl", "--lang", "zh", "--last", "2")[0]]
    assert [row["number"] for row in rows] == [reviewed.log.head().number, reviewed.log.head().number - 1]
    assert "比对记录" in rows[0]["sentence"]
    out = tmp_path / "log.csv"
    assert run("--format", "csv", "--out", str(out))[0] == []
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == reviewed.log.head().number + 1


def test_text_in_a_note_is_shown_and_does_nothing(library):
    opened = load_comparison(library, A, B)
    item = queue(opened, (), library.log.head().number)[0]
    note = "\u202e<b>[x](javascript:1)\n=1+1"
    deciding.apply(library, opened, item, Choice(Decision.ACCEPT, Relation.EQUAL, note=note), FIRST)
    line = History(library, FIRST).page(Wanted(), ENGLISH)[0]
    assert "⟨U+202E⟩" in "".join(shown_line(line, ENGLISH)["details"])


def test_judgements_by_people_of_a_clause_are_found_after_it_was_judged_turned_round(library):
    ledger.record(library, Judgement(B, "5/5.3", A, "4/4.3", Decision.UNSURE, FIRST, seen=library.log.head().number))
    assert told(library, a=A, b=B, clause="4.3") == [f"{FIRST} was unsure about 5.3 of {B} and 4.3 of {A}."]

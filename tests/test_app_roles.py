"""Every kind of write × every role × nobody's: through its public door, what a role does not allow leaves the log as it was.

A kind of entry that is new in ``index.roles.NEEDED`` needs an act here, or this fails.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date

import edition_desk
import pytest
import review_desk
from review_desk import A, B, FakeEncoder

from app import cli, deciding
from app.double import as_seen_by
from app.queueing import queue
from app.rating import Rating, rate_clauses
from app.state import Choice, load_comparison
from index import classes, force_log
from index.force import Citation
from index.library import Library
from index.members import appoint
from index.roles import MEMBER, NEEDED, Role
from index.shelf import Licence
from ingest.clause import Document
from ingest.errors import NotPermitted
from ingest.mend import Act, Mend, place_of
from ingest.testreport import LabLine, LabReport, Verdict
from matcher import comments, gap_log, ledger, opinions
from matcher.assignments import Assignment, assign
from matcher.comments import Comment, Outcome
from matcher.editions import compared, state
from matcher.gap import GapClass
from matcher.gap_read import open_list
from matcher.match import Decision, Relation
from matcher.record_changes import change
from matcher.risk_classes import Likelihood, Severity
from matcher.steps import Refused, Step, take

STRANGER = "stranger"
AUTHORS = (STRANGER, *(role.value for role in Role))
KINDS = tuple(NEEDED)
RATING = Rating(Severity.MODERATE, Likelihood.UNLIKELY, "why")


@pytest.fixture
def staffed(tmp_path):
    """A library with one member of each role, each named after it; the stranger was a member once."""
    with Library.open(review_desk.seed(tmp_path / "library")) as library:
        appoint(library.log, "admin", Role.ADMIN, author="anybody")
        for role in Role:
            appoint(library.log, role.value, role, author="admin")
        appoint(library.log, STRANGER, Role.ADMIN, author="admin")
        yield library


def dismiss_the_stranger(library):
    appoint(library.log, STRANGER, None, author="admin")


def new_standard():
    ours, _ = review_desk.documents()
    clauses = tuple(replace(one, standard="GB/T 90002—2024") for one in ours.clauses)
    return Document(replace(ours.standard, designation="GB/T 90002—2024"), clauses)


def changed_standard():
    ours, _ = review_desk.documents()
    return replace(ours, clauses=(*ours.clauses[:-1], replace(ours.clauses[-1], text="another text")))


def card(library, author):
    opened = load_comparison(library, A, B)
    items = queue(opened, ledger.judgements(library, A, B), library.log.head().number)
    return opened, as_seen_by(author, library, opened, items)[0]


def decide(library, author):
    opened, item = card(library, author)
    deciding.apply(library, opened, item, Choice(Decision.ACCEPT, Relation.SUPERSET), author)


def two_limits(library):
    """The first card with a deviation that a person may call comparable."""
    ours, theirs = review_desk.documents()
    first, *others = review_desk.matches(ours, theirs)
    first = replace(first, deviations=(replace(first.deviations[0], comparable=False),))
    review_desk.save_comparison(library, ours, theirs, (first, *others), "fake@1", author="admin")


def ask_for_opinions(library):
    for name in AUTHORS:
        assign(library, Assignment(A, B, name, "admin", double=True))


def one_opinion(library):
    ask_for_opinions(library)
    decide(library, "reviewer")


def record_stated(library):
    stated = {"purpose": "recognition", "as_of": "2026-07-01", "committee": list(AUTHORS)}
    change(library, A, B, stated, author="admin")


def reviewed(library):
    record_stated(library)
    take(library, A, B, Step.REVIEW, author="admin", note="a test")


def frozen(library):
    reviewed(library)
    take(library, A, B, Step.FREEZE, author="admin")


def submitted(library):
    frozen(library)
    take(library, A, B, Step.SUBMIT, author="admin")


def commented(library):
    submitted(library)
    comments.comment(library, A, B, Comment(1, "", "before", "admin"))


def mend(library, author):
    clause = next(one for one in library.clauses(A) if one.clause == "4.2")
    library.mend(A, [Mend(Act.TITLE, place_of(clause), title="Measuring")], FakeEncoder(), author=author)


def dispose(library, author):
    (one,) = comments.comments(library, A, B)
    comments.dispose(library, A, B, one.entry, Outcome.ACCEPTED, "so be it", author=author)


def a_report():
    return LabReport(number="R 1", standard=A, lines=(LabLine(1, "4.1", verdict=Verdict.PASS),), source="ab" * 32)


def a_gap_list(library):
    return open_list(library, a_report(), B, as_of=date(2026, 7, 1)).found


ACTS = {
    "standard-added": (None, lambda library, author: library.add(new_standard(), FakeEncoder(), author=author)),
    "standard-replaced": (None, lambda library, author: library.add(changed_standard(), FakeEncoder(), author=author)),
    "standard-removed": (None, lambda library, author: library.remove(A, author=author)),
    "classified": (None, lambda library, author: classes.choose(library.log, A, {"sector": "coal"}, author=author)),
    "licence": (None, lambda library, author: library.set_licence(A, Licence.NONE, author=author)),
    "mend": (None, mend),
    "proposed": (None, lambda library, author: library.save_matches(A, B, "m", [], author=author)),
    "judgement": (None, decide),
    "comparable": (
        two_limits,
        lambda library, author: deciding.turn_comparable(library, card(library, author)[1], 0, author),
    ),
    "succession": (edition_desk.add_later, lambda library, author: state(library, compared(library, A, edition_desk.N), author)),
    "risk": (None, lambda library, author: rate_clauses(library, (A, B), "4.1", "5.1", RATING, author)),
    "opinion": (ask_for_opinions, decide),
    "opinion-opened": (one_opinion, lambda library, author: opinions.show(library, card(library, author)[1].match, author)),
    "assignment": (None, lambda library, author: assign(library, Assignment(A, B, "reviewer", author))),
    "record": (None, lambda library, author: change(library, A, B, {"purpose": "customs"}, author=author)),
    "record-reviewed": (record_stated, lambda library, author: take(library, A, B, Step.REVIEW, author=author, note="a test")),
    "record-frozen": (reviewed, lambda library, author: take(library, A, B, Step.FREEZE, author=author)),
    "record-closed": (frozen, lambda library, author: take(library, A, B, Step.SUBMIT, author=author)),
    "comment": (submitted, lambda library, author: comments.comment(library, A, B, Comment(1, "", "said", author))),
    "disposition": (commented, dispose),
    "cited": (
        None,
        lambda library, author: force_log.state(library.log, [Citation("TSG 21—2016", "3.1", A)], author=author),
    ),
    "report-filed": (None, lambda library, author: gap_log.file_report(library, a_report(), author=author)),
    "gap-line": (
        None,
        lambda library, author: gap_log.change_line(library, a_gap_list(library), "5.1", GapClass.OPEN, "so", author=author),
    ),
    "gap-signed": (None, lambda library, author: gap_log.sign(library, a_gap_list(library), author=author)),
    MEMBER: (None, lambda library, author: appoint(library.log, "new", Role.VIEWER, author=author)),
}
"""For each kind of entry what must be there first, and the act that writes one."""


def test_every_kind_of_entry_has_its_act():
    assert set(ACTS) == set(NEEDED)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_role_does_not_allow_is_refused_and_nothing_is_written(staffed, kind):
    """From the least to the most: whoever is refused leaves everything for the next."""
    before, act = ACTS[kind]
    if before:
        before(staffed)
    dismiss_the_stranger(staffed)
    allowed = [name for name in AUTHORS if name != STRANGER and Role(name).reaches(NEEDED[kind])]
    for author in AUTHORS[: AUTHORS.index(allowed[0])]:
        head, standards, rows = staffed.log.head(), staffed.standards(), staffed.matches(A, B)
        with pytest.raises((NotPermitted, Refused)) as refused:
            act(staffed, author)
        assert "\n" not in str(refused.value)
        assert (staffed.log.head(), staffed.standards(), staffed.matches(A, B)) == (head, standards, rows)
    head = staffed.log.head().number
    act(staffed, allowed[0])
    written = staffed.log.entries(after=head)
    assert {(entry.kind, entry.author) for entry in written} == {(kind, allowed[0])}
    assert staffed.check() == ()


@pytest.mark.parametrize("kind", KINDS)
def test_each_role_that_allows_it_may_write_it(staffed, kind):
    before, act = ACTS[kind]
    if before:
        before(staffed)
    head = staffed.log.head().number
    act(staffed, "admin")
    assert {entry.kind for entry in staffed.log.entries(after=head)} == {kind}


# ---- the command line, in the name that --as gives

COMMANDS = {
    "standard-added": ("ingest", "LIST"),
    "standard-removed": ("remove", A, "--yes"),
    "classified": ("classify", A, "--sector", "coal"),
    "licence": ("classify", A, "--licence", "none"),
    "mend": ("mend", A, "4.1", "--label", "4.9"),
    "assignment": ("assign", A, B, "reviewer"),
    "risk": ("risk", A, B, "4.1", "5.1", "--severity", "3", "--likelihood", "2", "--reason", "why"),
    "record-reviewed": ("record", A, B, "--review", "--note", "a test"),
    MEMBER: ("members", "add", "new"),
}
"""A command for each kind of entry that the command line writes without a model of its own."""


@pytest.mark.parametrize("author", AUTHORS)
@pytest.mark.parametrize("kind", COMMANDS)
def test_the_command_line_asks_too(staffed, tmp_path, monkeypatch, capsys, kind, author):
    dismiss_the_stranger(staffed)
    listed = tmp_path / "list.jsonl"
    listed.write_text(json.dumps({"standard": "X 1", "clause": "1", "lang": "en", "title": "Scope", "text": "Pumps."}) + "\n")
    monkeypatch.setenv("CLAUSEBRIDGE_REVIEWER", "admin")  # whom --as overrules
    monkeypatch.setattr("index.encoder.load_encoder", lambda *_, **__: FakeEncoder())
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(tmp_path / "library"))
    words = (str(listed) if word == "LIST" else word for word in COMMANDS[kind])
    monkeypatch.setattr(sys, "argv", ["clausebridge", *words, "--as", author])
    head = staffed.log.head()
    with pytest.raises(SystemExit) as ended:
        cli.main()
    allowed = author != STRANGER and Role(author).reaches(NEEDED[kind])
    assert (ended.value.code in (0, None)) == allowed
    written = staffed.log.entries(after=head.number)
    assert {(entry.kind, entry.author) for entry in written} == ({(kind, author)} if allowed else set())
    if not allowed:
        assert author in capsys.readouterr().err

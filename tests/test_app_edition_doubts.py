"""What cards, exports and frozen versions tell of editions: doubts about earlier decisions, and what was carried."""

from __future__ import annotations

import json

import edition_desk
import pytest
from edition_desk import A, B, N
from test_app_views import card, desk  # noqa: F401 - desk is a fixture

from app.card import card_data
from app.filed import filed_bytes
from app.filters import Filters, Only, filtered
from app.report import decision_rows
from app.state import State, save_comparison
from app.watching import Watch
from app.wording import catalogue
from index import force_log
from index.force import Citation
from index.library import Library
from matcher import ledger
from matcher.edition_carry import carry
from matcher.editions import compared, state, take_back
from matcher.match import Advice, Match, Relation
from matcher.record import course
from matcher.record_changes import change
from matcher.steps import Step, take


@pytest.fixture
def library(tmp_path):
    with Library.open(edition_desk.seed(tmp_path / "library")) as opened:
        propose(opened)
        yield opened


def propose(library):
    """Proposals for the later edition: each clause with the one that stands in the same place of B."""
    ours, theirs = edition_desk.later(), library.document(B)
    ids = {one.clause: one.id for one in theirs.clauses}
    pairs = [("4.1", "5.1"), ("4.2", "5.2"), ("4.3", "5.3"), ("4.4", ""), ("4.5", "5.4"), ("4.6", "")]
    matches = tuple(
        Match(N, (f"4/{a}",), B, (ids[b],) if b else (), Relation.EQUIVALENT if b else Relation.NONE, 0.9, advice=Advice.PROPOSE)
        for a, b in pairs
    )
    save_comparison(library, ours, theirs, matches, "fake@1", author="Li")


def cards(library, a, b):
    """The cards of a comparison by the label of their clause of A."""
    watch = Watch(library)
    opened = watch.comparison((a, b))
    return opened, {
        item.match.a_clauses[0].rpartition("/")[2] if item.match.a_clauses else "": item for item in watch.cards((a, b))
    }


def test_a_card_of_the_later_edition_tells_of_the_earlier_decision_where_the_text_changed(library):
    _opened, before = cards(library, N, B)
    assert not any(item.suspect for item in before.values())
    state(library, compared(library, A, N), "Chen")
    opened, now = cards(library, N, B)
    assert {label for label, item in now.items() if item.suspect} == {"4.1", "4.3"}
    told = card_data(opened, now["4.1"], catalogue("en").gettext)["sides"][0]["notice"]
    assert A in told and "Li" in told and "changed (number)" in told
    assert filtered(now.values(), Filters(only=frozenset({Only.SUSPECT})), opened) == (now["4.1"], now["4.3"])


def test_the_doubt_goes_with_a_decision_on_the_later_edition_and_with_the_statement(library):
    made = state(library, compared(library, A, N), "Chen")
    carry(library, made, B, "Chen", editorial=True)
    _opened, now = cards(library, N, B)
    assert {label for label, item in now.items() if item.suspect} == {"4.1"}
    assert now["4.3"].state is not State.OPEN
    take_back(library, A, N, "Chen")
    assert not any(item.suspect for item in cards(library, N, B)[1].values())


def test_cards_of_a_replaced_edition_are_suspect_unless_a_regulation_cites_it(library):
    state(library, compared(library, A, N), "Chen")
    opened, now = cards(library, A, B)
    assert {"4.1", "4.3", "4.5"} <= {label for label, item in now.items() if item.suspect}
    assert f"{N} replaces this edition" in card_data(opened, now["4.1"], catalogue("en").gettext)["sides"][0]["notice"]
    force_log.state(library.log, [Citation("REG 7", "art. 3", A)], author="Chen")
    assert not any(item.suspect for item in cards(library, A, B)[1].values())


def test_what_was_carried_is_told_with_both_names_on_cards_and_in_exports(library):
    made = state(library, compared(library, A, N), "Chen")
    carry(library, made, B, "Chen")
    opened, now = cards(library, N, B)
    history = card_data(opened, now["4.2"], catalogue("en").gettext)["history"]
    assert any(
        f"decided by Li on {ledger.judgements(library, A, B)[0].at[:10]} on {A}, carried by Chen" in line for line in history
    )
    rows = decision_rows(library, N, B)
    assert {row["origin"] for row in rows} == {"carried"}
    assert all(row["carried_from"].startswith(f"{A}, entry ") and ", Li, " in row["carried_from"] for row in rows)
    assert {row["origin"] for row in decision_rows(library, A, B)} == {"decided"}


def test_a_frozen_version_keeps_what_was_carried_and_is_verified(library):
    made = state(library, compared(library, A, N), "Chen")
    carry(library, made, B, "Chen")
    change(library, N, B, {"purpose": "recognition", "as_of": "2026-07-01", "committee": ["Wang"]}, author="Chen")
    for step in (Step.REVIEW, Step.FREEZE):
        take(library, N, B, step, author="Chen", note="the rest is decided later")
    (version,) = course(library, N, B).versions
    carried = [row for row in version.rows if row.get("carried")]
    assert carried and all(row["carried"]["author"] == "Li" and row["author"] == "Chen" for row in carried)
    data, _cut = filed_bytes(version, "csv")
    assert "carried_from" in data.decode("utf-8-sig") and f"{A}, entry" in data.decode("utf-8-sig")
    lines = [json.loads(line) for line in filed_bytes(version, "jsonl")[0].decode().splitlines()]
    assert sum("carried" in line for line in lines) == len(carried)
    assert library.check() == ()


def test_the_card_on_the_desk_in_chinese(desk, library):  # noqa: F811
    state(library, compared(library, A, N), "Chen")
    key = next(item.key for label, item in cards(library, N, B)[1].items() if label == "4.1")
    test = desk(language="zh", a=N, b=B, at=key)
    assert not test.exception
    assert "判定" in card(test)["sides"][0]["notice"] and "Decided" not in card(test)["sides"][0]["notice"]

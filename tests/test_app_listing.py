"""``queue`` and ``coverage`` on the command line: what the desk would show, for who asks."""

from __future__ import annotations

import json

import pytest
import review_desk
from review_desk import A, B
from typer.testing import CliRunner

from app import deciding
from app.cli import app
from app.listing import open_cards
from app.state import Choice
from index.library import Library
from ingest.errors import UsageError
from matcher.match import Decision, Relation


@pytest.fixture
def ask(tmp_path):
    """Runs a command on a library in which two cards are decided; gives the lines of its result."""
    review_desk.seed(tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        comparison, items = open_cards(library, A, B, "first reviewer")
        deciding.apply(library, comparison, items[0], Choice(Decision.ACCEPT, Relation.EQUAL), "first reviewer")
        deciding.apply(library, comparison, items[1], Choice(Decision.REJECT, reason="too-loose"), "second reviewer")

    def run(*arguments):
        done = CliRunner().invoke(app, [*arguments, "--library", str(tmp_path / "library")], catch_exceptions=False)
        return done.stdout.splitlines()

    return run


def test_the_queue_is_listed_with_the_filters_of_the_desk(ask):
    rows = [json.loads(line) for line in ask("queue", A, B, "--json")]
    assert [row["a_clauses"] for row in rows] == ["4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "–"]
    assert rows[0]["state"] == "accepted" and rows[0]["relation"] == "equal-to" and rows[0]["dispute"] == "proposal"
    assert rows[1]["reviewers"] == "second reviewer" and rows[2]["confidence"] == 97

    def clauses(*filters):
        return [line.split("\t")[2] for line in ask("queue", A, B, *filters)]

    assert clauses("--state", "open") == ["4.3", "4.4", "4.5", "4.6", "–"]
    assert clauses("--only", "disputed") == ["4.1", "4.2"] and clauses("--only", "alone", "--state", "open") == ["4.6", "–"]
    assert clauses("--words", "signs") == ["4.4"] and clauses("--sort", "confidence", "--to", "70") == ["4.5", "4.4", "–"]
    assert clauses("--only", "mine", "--as", "first reviewer") == []


def test_coverage_of_both_sides(ask):
    rows = [json.loads(line) for line in ask("coverage", A, B, "--json")]
    told = {(row["side"], row["by"], row["group"]): (row["clauses"], row["linked"], row["alone"], row["decided"]) for row in rows}
    assert told["A", "chapter", "4 一般要求"] == (6, 4, 2, 2) and told["B", "aspect", "unsure"] == (7, 5, 2, 2)
    assert ask("coverage", A, B, "--by", "provision")[0] == "A\tprovision\trequirement\t5\t3\t2\t2"


def test_what_was_not_compared_is_said(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as library:
        with pytest.raises(UsageError, match="the other way round"):
            open_cards(library, B, A, "")
        with pytest.raises(UsageError, match="not compared"):
            open_cards(library, A, A, "")

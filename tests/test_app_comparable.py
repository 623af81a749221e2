"""What a reviewer says of comparability: from the card into the log, and from there to the card and what is taken away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import review_desk
from review_desk import A, B

from app import deciding
from app.card import card_data
from app.queueing import queue
from app.report import comparison_rows, decision_rows
from app.state import Choice, Comparison, Item, State, load_comparison, save_comparison
from app.wording import catalogue
from index.library import Library
from ingest.errors import UsageError
from matcher import ledger
from matcher.ledger import Conflict
from matcher.match import Decision, Relation, Side

EN, ZH = (catalogue(lang).gettext for lang in ("en", "zh"))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The first card's limits are not comparable, says the machine."""
    review_desk.seed(tmp_path / "library")
    opened = Library.open(tmp_path / "library")
    ours, theirs = review_desk.documents()
    first, *others = review_desk.matches(ours, theirs)
    limit = replace(first.deviations[0], comparable=False, stricter=Side.NOT_COMPARABLE, reason="different averaging time")
    save_comparison(opened, ours, theirs, [replace(first, deviations=(limit,)), *others], "fake@1")
    return opened


def first(library: Library) -> tuple[Comparison, Item]:
    opened = load_comparison(library, A, B)
    return opened, queue(opened, ledger.judgements(library, A, B), library.log.head().number)[0]


def test_from_the_card_to_the_log_and_back(library: Library) -> None:
    opened, item = first(library)
    before = card_data(opened, item, EN)["deviations"][0]
    assert (before["verdict"], before["turn"]) == ("not comparable", "Comparable after all")
    assert before["sentence"].endswith("not comparable, different averaging time.")
    assert deciding.turn_comparable(library, item, 0, "reviewer one", "same shift") is True
    opened, item = first(library)
    after = card_data(opened, item, EN)["deviations"][0]
    assert (after["verdict"], after["turn"], after["tone"]) == ("A is stricter", "Take back", "a")
    assert f"{A} is stricter by 5 dB (comparable according to reviewer one, " in after["sentence"]
    assert f"{A} 更严，相差 5 dB（据 reviewer one, " in card_data(opened, item, ZH)["deviations"][0]["sentence"]
    assert deciding.turn_comparable(library, item, 0, "reviewer two") is False
    assert card_data(*first(library), EN)["deviations"][0] == before


def test_it_reaches_what_is_taken_away(library: Library) -> None:
    opened, item = first(library)
    deciding.turn_comparable(library, item, 0, "reviewer one")
    opened, item = first(library)
    deciding.apply(library, opened, item, Choice(Decision.ACCEPT, Relation.SUPERSET), "reviewer one")
    row = comparison_rows(opened.matches, [opened.document("a"), opened.document("b")])[0]
    assert "stricter: A; comparable according to reviewer one" in row["deviations"]
    assert "comparable according to reviewer one" in row["sentence_en"] and "据 reviewer one" in row["sentence_zh"]
    (decided,) = decision_rows(library, A, B)
    assert decided["comparable"].startswith("limit: 85 dB(A) | 90 dB(A) (comparable according to reviewer one")


def test_who_is_late_is_refused_and_nobody_is_no_author(library: Library) -> None:
    _, item = first(library)
    deciding.turn_comparable(library, item, 0, "reviewer one")
    with pytest.raises(Conflict):
        deciding.turn_comparable(library, item, 0, "reviewer two")
    with pytest.raises(UsageError):
        deciding.turn_comparable(library, item, 0, " ")


def test_scopes_that_agree_are_said_to_do_so(library: Library) -> None:
    opened, _ = first(library)
    assert deciding.agreed_scopes(library, A, B) == ""
    assert deciding.turn_scopes(library, opened, "reviewer one") is True
    assert deciding.agreed_scopes(library, A, B).startswith("reviewer one, ")
    assert deciding.turn_scopes(library, opened, "reviewer two") is False
    assert deciding.agreed_scopes(library, A, B) == ""


def test_undo_takes_back_the_last_act_of_any_kind_in_order(library: Library) -> None:
    opened, item = first(library)
    deciding.turn_comparable(library, item, 0, "reviewer one")
    opened, item = first(library)
    deciding.apply(library, opened, item, Choice(Decision.UNSURE), "reviewer one")
    deciding.turn_scopes(library, opened, "reviewer two")
    assert first(library)[1].state is State.UNSURE
    assert deciding.undo(library, opened, "reviewer one") and first(library)[1].state is State.OPEN
    assert first(library)[1].match.deviations[0].comparable
    assert deciding.undo(library, opened, "reviewer one") and not first(library)[1].match.deviations[0].comparable
    assert deciding.undo(library, opened, "reviewer one") is None
    assert deciding.agreed_scopes(library, A, B).startswith("reviewer two"), "undo is one's own"


@pytest.mark.parametrize(
    ("before", "after", "implication"),
    [
        (Relation.EQUAL, Relation.SUPERSET, "A ⇒ B"),
        (Relation.EQUIVALENT, Relation.SUPERSET, "A ⇒ B"),
        (Relation.SUPERSET, Relation.SUPERSET, "A ⇒ B"),
        (Relation.SUBSET, Relation.INTERSECTS, "neither"),
        (Relation.INTERSECTS, Relation.INTERSECTS, "neither"),
    ],
)
def test_a_relation_is_told_anew_where_what_can_be_compared_contradicts_it(
    library: Library, before: Relation, after: Relation, implication: str
) -> None:
    opened, _ = first(library)
    matches = [replace(opened.matches[0], relation=before, implication="undetermined"), *opened.matches[1:]]
    save_comparison(library, opened.document("a"), opened.document("b"), matches, "fake@2")
    assert first(library)[1].match.relation is before
    deciding.turn_comparable(library, first(library)[1], 0, "reviewer one")
    match = first(library)[1].match
    assert (match.relation, match.stricter, match.implication) == (after, Side.A, implication)

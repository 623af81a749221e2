"""What is embedded for a clause."""

from __future__ import annotations

from index.passage import passages
from ingest.clause import Clause


def _clause(clause: str, title: str = "", text: str = "", **more: str) -> Clause:
    return Clause("GB/T 1", clause, "zh", title=title, text=text, id=clause, **more)  # type: ignore[arg-type]


def test_title_and_text_are_embedded_and_the_label_is_not() -> None:
    (only,) = passages([_clause("4.1", " Noise ", " The level is measured.\n")])
    assert only == "Noise\nThe level is measured."


def test_a_clause_without_words_is_its_label() -> None:
    assert passages([_clause("A.3")]) == ["A.3"]


def test_order_is_kept() -> None:
    assert passages([_clause("1", text="b"), _clause("2", text="a")]) == ["b", "a"]

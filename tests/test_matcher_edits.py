"""Sentences of one language that are nearly the same: what is told of their words, and what is not."""

from __future__ import annotations

import pytest

from ingest.sentences import Sentence
from matcher.edits import Edits, edits


def sentence(text: str, start: int = 0) -> Sentence:
    return Sentence(text, start, start + len(text))


def words(text: str, other: str) -> tuple[list[str], list[str], bool]:
    found = edits(sentence(text), sentence(other))
    assert found is not None
    return [text[s:e] for s, e in found.only_a], [other[s:e] for s, e in found.only_b], found.replaced


@pytest.mark.parametrize(
    ("a", "b", "only_a", "only_b"),
    [
        ("企业应当建立台账，记录收集系统的运行信息。", "企业应建立台账，记录收集系统和处理设施的运行信息。", [], ["和处理设施"]),
        ("储罐应每6个月检测一次，发现泄漏应立即修复。", "储罐应每6个月检测一次。", ["发现泄漏应立即修复"], []),
        (
            "The operator shall keep a record of each test.",
            "The operator shall keep a signed and dated record of each test.",
            [],
            ["signed and dated"],
        ),
    ],
)
def test_what_one_sentence_alone_says(a: str, b: str, only_a: list[str], only_b: list[str]) -> None:
    assert words(a, b) == (only_a, only_b, False)
    assert words(b, a) == (only_b, only_a, False)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("企业应当每日记录废气处理设施的运行时间。", "企业应每日记录废气处理设施的运行时间。"),
        ("本标准规定了储罐或者装载设施的控制要求。", "本文件规定了储罐或装载设施的控制要求。"),
        ("The level shall be measured at the boundary.", "The level shall be measured at a boundary."),
    ],
)
def test_other_drafting_is_no_difference(a: str, b: str) -> None:
    assert words(a, b) == ([], [], False)


def test_other_words_in_one_place_are_replaced() -> None:
    assert words("测点应设在厂界外1 m处，距地面1.2 m。", "测点应设在受影响建筑物外1 m处，距地面1.2 m。")[2]


def test_sentences_that_say_other_things_are_not_compared() -> None:
    assert edits(sentence("应测量背景噪声。"), sentence("记录应保存三年并由负责人签字。")) is None
    assert edits(sentence("!"), sentence("?")) is None


def test_places_are_those_of_the_clause() -> None:
    text = "应每日记录储罐的温度和压力。应复核。"
    found = edits(sentence("应每日记录储罐的温度。", 10), sentence("应每日记录储罐的温度和压力数值。", 40))
    assert found == Edits((), ((40 + text.index("和"), 40 + text.index("和") + 5),))

"""Every relation carries what spoke for it and against it, in words of both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.reason_wording import ALONE, WORDS, reasons_sentence, words
from app.wording import catalogue
from matcher.match import Match, Reason, Relation
from matcher.relate import Demands

EN, ZH = (catalogue(lang).gettext for lang in ("en", "zh"))
PLAIN = Match("A", ("4",), "B", ("5",), Relation.SUPERSET, 0.9)


@pytest.mark.parametrize(
    ("found", "english", "chinese"),
    [
        ((), "", ""),
        (
            (Reason("a_stricter", 1.0, 0.6), Reason("said_b", 0.95, 0.3), Reason("rival_a", 3.0, -0.1)),
            "For this relation: a limit or a modal verb is stricter in A; A says much of what B says. "
            "Against it: A has nearer clauses than B, or others as near.",
            "支持该关系：A 的某项限值或能愿动词更严格；B 的内容大多见于 A。不支持：另有条款与 A 的接近程度不低于 B。",
        ),
        (
            (Reason("more_a", 0.0, -0.7),),
            "Against this relation: nothing was found that A alone demands.",
            "不支持该关系：未发现只有 A 提出的要求。",
        ),
    ],
)
def test_what_spoke_for_a_relation_and_against_it(found: tuple[Reason, ...], english: str, chinese: str) -> None:
    match = replace(PLAIN, reasons=found)
    assert (reasons_sentence(match, EN), reasons_sentence(match, ZH)) == (english, chinese)


def test_every_number_has_words_for_much_and_for_little_in_both_languages() -> None:
    assert WORDS.keys() == Demands().named().keys()
    for name in WORDS:
        more, less = words(Reason(name, 99.0, 0.5)), words(Reason(name, -99.0, 0.5))
        assert more != less
        assert ZH(more) != more and ZH(less) != less
    assert all(ZH(words(Reason(name, 1.0, 1.0))) != words(Reason(name, 1.0, 1.0)) for name in ALONE)


def test_at_most_three_for_and_two_against_are_told() -> None:
    many = tuple(Reason(name, 1.0, 0.1 if name.endswith("a") else -0.1) for name in WORDS)
    assert reasons_sentence(replace(PLAIN, reasons=many), EN).count(";") == 3

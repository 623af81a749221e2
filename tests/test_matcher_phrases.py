"""Which words of two clauses say the same."""

from __future__ import annotations

from dataclasses import replace

from concepts import clause

from index.encoder import Encoder
from matcher.explain import with_phrases
from matcher.match import Match, Relation
from matcher.phrases import phrases, same_words

ZH = clause("作业人员应佩戴护听器，护听器应每月检查一次。", "8.2", lang="zh")
EN = clause("Workers shall wear hearing protectors. The protectors shall be inspected every month.", "9.1", standard="B")


def test_phrases_are_what_stands_between_joining_words() -> None:
    words = [p.words for p in phrases(ZH)]
    assert {"作业人员", "佩戴护听器"} <= set(words)
    assert not any("应" in w for w in words)
    assert [ZH.text[p.start : p.end] for p in phrases(ZH)] == words
    assert {"Workers", "wear hearing protectors"} <= {p.words for p in phrases(EN)}


def test_numbers_and_symbols_in_another_script_are_no_phrases() -> None:
    assert [p.words for p in phrases(clause("LEX不应大于85 dB。", "1", lang="zh"))] == []
    assert [p.words for p in phrases(clause("Sound of 85 dB", "1"))] == ["Sound", "dB"]


def test_a_title_has_phrases_too_and_a_book_is_cut() -> None:
    titled = phrases(replace(ZH, title="护听器"))
    assert (titled[0].words, titled[0].title) == ("护听器", True)
    assert len(phrases(clause(" ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}, " for n in range(600)), "1"))) == 64


def test_words_that_say_the_same_are_found_across_languages(encoder: Encoder) -> None:
    found = {(s.a.words, s.b.words) for s in same_words(encoder, ZH, EN)}
    assert ("佩戴护听器", "wear hearing protectors") in found
    assert same_words(encoder, ZH, clause("", "1")) == ()


def test_they_become_evidence_with_their_places(encoder: Encoder) -> None:
    match = Match("A", ("8.2",), "B", ("9.1",), Relation.INTERSECTS, 0.9)
    told = with_phrases(match, [ZH], [EN], encoder)
    (one,) = told.evidence
    assert one.name == "phrases"
    assert "佩戴护听器 | wear hearing protectors" in one.detail.split("\n")
    assert "佩戴护听器" in {ZH.text[s.start : s.end] for s in one.a}
    assert "wear hearing protectors" in {EN.text[s.start : s.end] for s in one.b}
    assert with_phrases(told, [ZH], [EN], encoder) == told
    assert with_phrases(match, [ZH], [], encoder) == match

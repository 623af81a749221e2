"""Why something was proposed, and why a clause stands alone, in a sentence."""

from __future__ import annotations

import pytest

from app.explain import evidence_detail
from app.rationale import absence_words, missing_words, rationale, searched_words
from app.wording import catalogue
from matcher.match import Absence, Candidate, Evidence, Match, Relation, Searched, Why

EN, ZH = (catalogue(lang).gettext for lang in ("en", "zh"))


def linked(*evidence: Evidence) -> Match:
    return Match("A", ("4.1",), "B", ("5.2",), Relation.EQUAL, 0.9, evidence=evidence)


def alone(absence: Absence | None) -> Match:
    return Match("A", ("4.1",), "B", (), Relation.NONE, 0.9, absence=absence)


def label(standard: str, clause_id: str) -> str:
    return clause_id.rpartition("/")[2]


def test_what_weighs_most_is_said_first() -> None:
    match = linked(
        Evidence("meaning", 0.7, share=0.3),
        Evidence("anchors", 0.5, "8 h, 85 dB(A)", share=0.1),
        Evidence("headings", 0.9, "x | y", share=0.5),
    )
    assert rationale(match, EN) == (
        "Proposed because the chapters in which they stand answer to each other; "
        "both say nearly the same; both name 8 h, 85 dB(A)."
    )
    assert rationale(match, ZH) == "建议理由：所在章节相互对应；双方意思几乎相同；双方都提到 8 h, 85 dB(A)。"


def test_words_that_say_the_same_are_quoted() -> None:
    match = linked(Evidence("meaning", 0.4, share=0.9), Evidence("phrases", 0.6, "检查 | inspected\n维护 | maintained"))
    assert rationale(match, EN) == ("Proposed because both say something similar: “检查” is “inspected”, “维护” is “maintained”.")
    assert rationale(match, ZH) == "建议理由：双方意思相近（“检查”即“inspected”、“维护”即“maintained”）。"


@pytest.mark.parametrize(
    ("doubt", "words"),
    [
        (Evidence("order", 0.1, "moved | 5.3"), "But it stands elsewhere: in reading order 5.3 would answer to it."),
        (Evidence("order", 0.1, "moved"), "But it stands elsewhere."),
        (Evidence("order", 0.0, "order kept | 5.3"), "brings them together: anywhere, 5.3 would answer better."),
        (Evidence("tree", 0.0, "5 Limits | 7 Signs"), "But the chapter 5 Limits answers to 7 Signs, under which the other"),
        (Evidence("provision", 0.3, "requirement | permission"), "But the one is of the type requirement, the other of the type"),
        (Evidence("length", 0.0, share=-0.1), "But one is much longer than the other."),
        (Evidence("language", 0.0, "tg"), "But the model does not know this language: Tajik."),
        (Evidence("kind", 0.0, share=-0.2), "But they are different kinds of clauses."),
    ],
)
def test_what_speaks_against_it_is_said(doubt: Evidence, words: str) -> None:
    assert words in rationale(linked(Evidence("meaning", 0.7, share=0.5), doubt), EN)


def test_a_match_without_evidence_has_no_reason() -> None:
    assert rationale(linked(), EN) == ""
    assert "nothing else comes as near" in rationale(linked(Evidence("meaning", 0.0, share=0.1)), EN)


@pytest.mark.parametrize(
    ("why", "detail", "words"),
    [
        (Why.TAKEN, "", "The nearest on the other side is 5.3, but 4.2 on this side answers better to that."),
        (Why.WEAK, "", "has too little in common"),
        (Why.ASPECT, "test method | management", "something else: test method ↔ management"),
        (Why.KIND, "term | clause", "another kind of clause: term ↔ clause"),
        (Why.SCOPE, "other scopes", "different things: other scopes"),
    ],
)
def test_why_a_clause_stands_alone(why: Why, detail: str, words: str) -> None:
    match = alone(Absence(why, Candidate("B", "5/5.3", 0.2), ("4/4.2",), detail))
    assert words in absence_words(match, label, EN)
    assert "5.3" in absence_words(match, label, ZH)


def test_of_several_standards_the_nearest_names_its_own() -> None:
    several = Absence(Why.WEAK, Candidate("B", "5", 0.2), searched=(Searched("B", 3, ("en",)), Searched("C", 1, ("ru", "kk"))))
    assert "B, 5" in absence_words(alone(several), label, EN)
    assert searched_words(alone(several), EN) == "Searched: B (clauses: 3; English); C (clauses: 1; Russian, Kazakh)"


def test_what_is_not_on_file_is_named_and_counted() -> None:
    names = tuple(f"ISO {n}" for n in range(1, 10))
    assert missing_words(alone(Absence(Why.WEAK, missing=names[:2])), EN) == "Cited there, but not on file: ISO 1, ISO 2"
    assert missing_words(alone(Absence(Why.WEAK, missing=names)), EN).endswith("ISO 6 and 3 more")
    assert missing_words(alone(Absence(Why.WEAK)), EN) == ""


def test_nothing_is_said_of_comparisons_of_earlier_versions() -> None:
    assert {absence_words(alone(None), label, EN), searched_words(alone(None), EN), missing_words(alone(None), EN)} == {""}
    assert absence_words(alone(Absence(Why.WORDLESS)), label, EN) == "It has no words that could be compared."
    assert absence_words(alone(Absence(Why.NOTHING)), label, EN) == "There is nothing to search."


def test_a_signal_without_detail_has_none_in_any_language() -> None:
    assert [evidence_detail(name, "", ZH) for name in ("meaning", "length", "cited", "phrases", "order")] == [""] * 5
    assert evidence_detail("provision", "requirement | recommendation", ZH) == "要求 ↔ 推荐"

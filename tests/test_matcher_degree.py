"""The degree of correspondence with a parent, suggested from the comparison and from what the standard tells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from adoptions import PARENT, TEXTS, parent, standard
from concepts import Concepts

from app.degree import advice_lines, report_summary
from app.report import write_comparison
from app.wording import catalogue
from ingest.clause import Degree, Document
from matcher.compare import compare
from matcher.degree import DegreeAdvice, Ground, suggest_degree
from matcher.match import Relation

STRICTER = TEXTS | {"7": "c4 The noise level shall not exceed 80 dB(A)."}
TITLE = f"Technical differences between this document and {PARENT}"


def advised(document: Document, other: Document | None = None) -> DegreeAdvice:
    return suggest_degree(document, other or parent(), compare(document, other or parent(), Concepts()))


def adopting(texts: dict[str, str], degree: Degree = Degree.MOD, **more) -> Document:
    return standard("XA 1:2020", texts, adopts=PARENT, degree=degree, **more)


def test_the_same_text_is_identical() -> None:
    advice = advised(adopting(TEXTS, Degree.IDT))
    assert (advice.suggested, advice.ground, advice.stated, advice.edition) == (Degree.IDT, Ground.IDENTICAL, Degree.IDT, True)
    assert (advice.alike, advice.clauses, advice.taken, advice.parent_clauses) == (4, 4, 4, 4)
    assert advice.differences == ()


def test_an_untold_difference_is_not_equivalent() -> None:
    advice = advised(adopting(STRICTER))
    assert (advice.suggested, advice.ground) == (Degree.NEQ, Ground.UNTOLD)
    assert [(one.clause, one.parent_clause, one.what, one.identified) for one in advice.differences] == [
        ("7", "7", "limit", False)
    ]


def test_a_difference_that_is_told_without_a_reason_is_not_explained() -> None:
    annex = ("Annex A", TITLE, "Clause of this document\tTechnical difference\n7\tThe limit is changed.")
    advice = advised(adopting(STRICTER, annex=annex))
    assert (advice.suggested, advice.ground) == (Degree.NEQ, Ground.UNREASONED)


def test_a_difference_that_is_identified_and_explained_is_modified() -> None:
    annex = ("Annex A", TITLE, "Clause of this document\tTechnical difference\tReason\n7\tThe limit is changed.\tNational habit.")
    advice = advised(adopting(STRICTER, annex=annex))
    assert (advice.suggested, advice.ground) == (Degree.MOD, Ground.EXPLAINED)
    assert [(one.what, one.explained) for one in advice.differences] == [("limit", True)]


def test_a_foreword_may_tell_it_too() -> None:
    lead = f"Compared with {PARENT}, the following technical differences hold:"
    foreword = f"{lead}\n— the limit is lowered (see 7) in order to fit national habit."
    advice = advised(adopting(STRICTER, foreword=foreword))
    assert advice.suggested is Degree.MOD


@pytest.mark.parametrize(
    ("told", "degree", "ground"), [(False, Degree.NEQ, Ground.STRUCTURE_UNTOLD), (True, Degree.MOD, Ground.STRUCTURE)]
)
def test_another_structure_must_be_told(*, told: bool, degree: Degree, ground: Ground) -> None:
    texts = {"4": TEXTS["4"], "5": TEXTS["5"], "8": TEXTS["6"], "9": TEXTS["7"]}
    annex = ("Annex A", f"Correspondence with {PARENT}", f"This document\t{PARENT}\n4\t4\n5\t5\n8\t6\n9\t7")
    advice = advised(adopting(texts, annex=annex) if told else adopting(texts))
    assert (advice.suggested, advice.ground) == (degree, ground)


def test_a_minor_part_of_the_parent_is_not_equivalent() -> None:
    advice = advised(adopting({"4": TEXTS["4"]}))
    assert (advice.suggested, advice.ground) == (Degree.NEQ, Ground.MINOR)


def test_nothing_in_common_gives_no_degree() -> None:
    advice = advised(adopting({"4": "c90 Ships.", "5": "c91 Bread."}))
    assert (advice.suggested, advice.ground) == (None, Ground.NOTHING)


def test_it_is_told_in_words_beside_the_cover(tmp_path) -> None:
    document = adopting(STRICTER)
    lines = advice_lines(advised(document), catalogue("en").gettext)
    assert "NEQ (there are technical differences that are not identified)" in lines[0]
    assert "The cover states MOD." in lines
    assert lines[-1].split() == ["7", "7", "limit", "(not", "told)"]
    matches = compare(document, parent(), Concepts())
    assert "建议为 NEQ" in report_summary((document, parent()), matches, catalogue("zh").gettext)[0]
    write_comparison(matches, (document, parent()), "html", tmp_path / "report.html", print)
    assert lines[0] in (tmp_path / "report.html").read_text("utf-8")
    assert report_summary((parent(), document), matches, catalogue("en").gettext) == []


def test_clauses_that_are_brought_together_without_a_relation_stand_alone() -> None:
    document, other = adopting(TEXTS), parent()
    matches = [replace(m, relation=Relation.NONE) if m.a_clauses == ("6",) else m for m in compare(document, other, Concepts())]
    found = suggest_degree(document, other, matches).differences
    assert [(one.clause, one.parent_clause, one.what) for one in found] == [("6", "", "clause"), ("", "6", "clause")]


def test_a_relation_without_a_named_difference_is_listed_and_speaks_against_no_degree() -> None:
    document, other = adopting(TEXTS), parent()
    matches = [
        replace(m, relation=Relation.SUPERSET) if m.a_clauses == ("6",) else m for m in compare(document, other, Concepts())
    ]
    advice = suggest_degree(document, other, matches)
    assert (advice.suggested, advice.alike) == (Degree.IDT, 3)
    assert [(one.clause, one.what) for one in advice.differences] == [("6", "relation")]


def test_another_edition_on_the_cover_is_told() -> None:
    older = standard("ISO 99001:2007", TEXTS)
    advice = advised(adopting(TEXTS), older)
    assert not advice.edition
    assert f"The cover names another standard or edition: {PARENT}" in advice_lines(advice, catalogue("en").gettext)

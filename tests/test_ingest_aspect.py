"""The aspect of a clause, from headings, kind and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.aspect import aspect_of, with_aspects
from ingest.clause import Aspect, Clause, Document, Kind, Provision, Sentence, Standard

GOLD = [
    line.split("\t") for line in (Path(__file__).parent / "data" / "aspects.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


def test_headings_tell_the_aspect() -> None:
    wrong = [row for row in GOLD if aspect_of(row[2].split(" < "), row[0], text=row[3]) != row[1]]
    assert len(GOLD) >= 100
    assert len(wrong) <= 0.03 * len(GOLD), wrong


@pytest.mark.parametrize(
    ("titles", "lang", "aspect"),
    [
        (["监测要求", "技术要求"], "zh", Aspect.METHOD),  # the word before "requirements" says of what
        (["其他要求", "环境管理要求"], "zh", Aspect.MANAGEMENT),  # or the heading above
        (["清洁要求"], "zh", Aspect.PRODUCT),
        (["Report of the test"], "en", Aspect.DOCUMENTS),
        (["Test of the report form"], "en", Aspect.METHOD),
        (["General", "Marking"], "en", Aspect.DOCUMENTS),
        (["Something else"], "en", Aspect.UNSURE),
        (["Marking"], "xx", Aspect.UNSURE),
        (["Controls and monitoring", "Design"], "en", Aspect.PRODUCT),
        (["执行范围与时间"], "zh", Aspect.UNSURE),
    ],
)
def test_the_word_that_governs_counts(titles: list[str], lang: str, aspect: Aspect) -> None:
    assert aspect_of(titles, lang) is aspect


def test_kind_and_orders_tell_where_headings_do_not() -> None:
    assert aspect_of(["noise"], "en", Kind.TERM) is Aspect.DEFINITION
    assert aspect_of(["Foreword"], "en", Kind.FOREWORD, "The manufacturer shall act.") is Aspect.UNSURE
    text = "Weigh the flask."
    ordering = Clause("X", "5", "en", text=text, id="5", sentences=(Sentence(0, len(text), Provision.INSTRUCTION),))
    stating = Clause("X", "6", "en", text=text, id="6", sentences=(Sentence(0, len(text), Provision.STATEMENT),))
    given_before = Clause("X", "7", "en", title="Marking", id="7", aspect=Aspect.PERSONNEL)
    below = Clause("X", "8.1", "en", id="8/8.1", parent="8")
    above = Clause("X", "8", "en", title="Sampling", id="8")
    done = with_aspects(Document(Standard("X", "en"), (ordering, stating, given_before, above, below))).clauses
    found = [Aspect.METHOD, Aspect.UNSURE, Aspect.PERSONNEL, Aspect.SAMPLING, Aspect.SAMPLING]
    assert [clause.aspect for clause in done] == found


def test_a_clause_that_defines_is_a_definition_under_any_heading() -> None:
    def clause(text: str, label: str, kind: Provision = Provision.STATEMENT, parent: str = "6") -> Clause:
        return Clause("X", label, "en", text=text, id=label, parent=parent, sentences=(Sentence(0, len(text), kind),))

    above = Clause("X", "6", "en", title="Technical requirements", id="6")
    lead = clause("The following definitions apply:", "6.1")
    item = clause("hatch: a lid", "6.1.1", parent="6.1")
    quoted = clause("‘hatch’ means a lid", "6.2")
    demanding = clause("‘Hatch’ means a lid that shall be shut", "6.3", Provision.REQUIREMENT)
    done = with_aspects(Document(Standard("X", "en"), (above, lead, item, quoted, demanding))).clauses
    assert [c.aspect for c in done[1:]] == [Aspect.DEFINITION, Aspect.DEFINITION, Aspect.DEFINITION, Aspect.PRODUCT]


@pytest.mark.parametrize(
    ("text", "aspect"), [("新建项目按本标准的规定执行。", Aspect.UNSURE), ("粉尘的测定按附录B的规定执行。", Aspect.METHOD)]
)
def test_an_order_to_follow_rules_is_one_of_a_test_only_where_it_names_one(text: str, aspect: Aspect) -> None:
    ordering = Clause("X", "5", "zh", text=text, id="5", sentences=(Sentence(0, len(text), Provision.INSTRUCTION),))
    (done,) = with_aspects(Document(Standard("X", "zh"), (ordering,))).clauses
    assert done.aspect is aspect


@given(st.lists(st.text(max_size=30), max_size=4), st.sampled_from(["zh", "en", "ru", "ar", "xx"]), st.sampled_from(list(Kind)))
def test_any_heading_has_an_aspect(titles: list[str], lang: str, kind: Kind) -> None:
    assert aspect_of(titles, lang, kind, " ".join(titles)) in Aspect

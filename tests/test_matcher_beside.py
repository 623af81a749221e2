"""What standards publish of each other's clauses: beside the proposals, on the card, in exports, and as gold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from concepts import Concepts

from app.card import card_data
from app.published import gold_lines
from app.queueing import queue
from app.report import comparison_rows
from app.state import Comparison
from app.wording import catalogue
from index.shelf import Licence
from ingest.clause import Clause, Document, Kind, Standard
from ingest.formats import read_gold, read_jsonl
from matcher.beside import between
from matcher.compare import compare, match_to_row, row_to_match
from matcher.gold import gold_set
from matcher.match import Match

NEW, OLD = "GB/T 99001—2024", "GB/T 99001—2008"
FOREWORD = (
    "与GB/T 99001—2008相比，主要技术变化如下：\n"
    "——更改了巡检的周期（见4.1，2008年版的3.2）；\n——增加了培训（见5）；\n——删除了旧表（见2008年版的3.3）。"
)


def clauses(name: str, lang: str, **texts: str) -> list[Clause]:
    """One clause for each text; "c4_1" is 4.1 under 4."""
    found = []
    for key, text in texts.items():
        label = key[1:].replace("_", ".")
        above = label.rpartition(".")[0]
        found.append(Clause(name, label, lang, text=text, id=f"{above}/{label}" if above else label, parent=above, page=2))
    return found


@pytest.fixture(scope="module")
def pair() -> tuple[Document, Document]:
    new = clauses(NEW, "zh", c4="c1 巡检。", c4_1="c2 周期为一个月。", c5="c3 培训。")
    foreword = Clause(NEW, "", "zh", title="前言", text=FOREWORD, id="前言", kind=Kind.FOREWORD, page=1)
    old = clauses(OLD, "zh", c3="c1 巡检。", c3_2="c2 周期为一周。", c3_3="c4 旧表。")
    return Document(Standard(NEW, "zh", replaces=OLD), (foreword, *new)), Document(Standard(OLD, "zh"), tuple(old))


@pytest.fixture(scope="module")
def found(pair: tuple[Document, Document]) -> tuple[Match, ...]:
    return compare(*pair, Concepts())


def row_of(found: tuple[Match, ...], *, a: str = "", b: str = "") -> Match:
    return next(one for one in found if (a in one.a_clauses if a else b in one.b_clauses))


def proposed(matches: tuple[Match, ...]) -> list[tuple[object, ...]]:
    return [(one.a_clauses, one.b_clauses, one.relation) for one in matches if one.a_clauses != ("前言",)]


def test_a_row_has_what_is_published_of_its_clauses(found: tuple[Match, ...]) -> None:
    (told,) = row_of(found, a="4/4.1").published
    assert (told.by, told.kind, told.a_clause, told.b_clause, told.page) == (NEW, "changed", "4.1", "3.2", 1)
    assert told.agrees
    assert FOREWORD[told.start : told.end] == f"{told.note}；" == "更改了巡检的周期（见4.1，2008年版的3.2）；"
    assert row_of(found, a="4").published == ()


def test_a_clause_that_is_said_to_be_new_or_gone_agrees_with_standing_alone(found: tuple[Match, ...]) -> None:
    new, gone = row_of(found, a="5"), row_of(found, b="3/3.3")
    assert [(told.kind, told.agrees) for told in new.published] == [("added", not new.b_clauses)]
    assert [(told.kind, told.b_clause, told.agrees) for told in gone.published] == [("deleted", "3.3", not gone.a_clauses)]


def test_the_other_side_may_be_the_one_that_states_it(pair: tuple[Document, Document]) -> None:
    new, old = pair
    turned = between(old, new)
    assert {(one.a, one.b) for one in turned if one.link.kind == "changed"} == {("3/3.2", "4/4.1")}
    assert {(one.a, one.b) for one in turned if one.link.kind == "added"} == {("", "5")}


def test_another_edition_is_not_meant(pair: tuple[Document, Document]) -> None:
    new, old = pair
    assert between(new, replace(old, standard=replace(old.standard, designation="GB/T 99001—2015"))) == ()


def test_no_proposal_rests_on_it(pair: tuple[Document, Document], found: tuple[Match, ...]) -> None:
    new, old = pair
    silent = Document(new.standard, tuple(replace(c, text="前言。") if c.kind is Kind.FOREWORD else c for c in new.clauses))
    links = [
        (one.a_clauses, one.b_clauses, one.relation) for one in compare(silent, old, Concepts()) if one.a_clauses != ("前言",)
    ]
    assert links == [(one.a_clauses, one.b_clauses, one.relation) for one in found if one.a_clauses != ("前言",)]


def test_rows_keep_it(found: tuple[Match, ...], pair: tuple[Document, Document]) -> None:
    row = row_of(found, a="4/4.1")
    written = match_to_row(row, [c for d in pair for c in d.clauses])
    assert [(told["by"], told["a_clause"], told["b_clause"]) for told in written["published"]] == [(NEW, "4.1", "3.2")]
    assert row_to_match(written) == row


def test_exports_tell_it_and_quote_as_far_as_the_licence_goes(found: tuple[Match, ...], pair: tuple[Document, Document]) -> None:
    row = row_of(found, a="4/4.1")
    (whole,) = comparison_rows([row], pair)
    assert whole["published"] == f"4.1 | 3.2: changed ({NEW}, p. 1): {row.published[0].note}"
    (bare,) = comparison_rows([row], pair, {NEW: Licence.NONE})
    assert bare["published"] == f"4.1 | 3.2: changed ({NEW}, p. 1)"


@pytest.mark.parametrize(("lang", "wanted"), [("en", "stated as changed"), ("zh", "声明有更改")])
def test_the_card_shows_it(found: tuple[Match, ...], pair: tuple[Document, Document], lang: str, wanted: str) -> None:
    a, b = pair
    comparison = Comparison(a.standard, b.standard, {c.id: c for c in a.clauses}, {c.id: c for c in b.clauses}, found)
    item = next(one for one in queue(comparison, []) if "4/4.1" in one.match.a_clauses)
    (line,) = card_data(comparison, item, catalogue(lang).gettext)["published"]
    assert "4.1 ↔ 3.2" in line
    assert wanted in line


def test_published_links_are_gold(pair: tuple[Document, Document], tmp_path) -> None:
    lines, count = gold_lines(*pair)
    assert count == 1
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (row,) = read_gold(tmp_path / "gold.jsonl")
    assert (row.a_standard, row.a_clause, row.b_standard, row.b_clause) == (NEW, "4.1", OLD, "3.2")
    assert [len(own) for own in gold_set(tmp_path / "gold.jsonl").pairs.values()] == [1]
    assert [document.standard.designation for document in read_jsonl(tmp_path / "gold.jsonl")] == [NEW, OLD]

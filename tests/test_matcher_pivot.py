"""Standards that adopt the same parent, brought together by way of it."""

from __future__ import annotations

import pytest
from adoptions import PARENT, TEXTS, parent, standard
from concepts import Concepts

from app.explain import evidence_detail
from app.wording import catalogue
from ingest.clause import Degree, Document
from matcher.compare import compare
from matcher.match import Decision, Relation
from matcher.pivot import Derived, derive, with_pivots

MOVED = {"4": TEXTS["5"], "5": TEXTS["4"], "6": TEXTS["7"]}
ZH_TABLE = (
    "附录A",
    f"本文件与{PARENT}的章条编号对照",
    f"本文件章条编号\t{PARENT}章条编号\n4\t4\n5.1～5.2\t5.2～5.3\n6\t—\n附录A\t附录B",
)
RU_TABLE = (
    "Приложение Б",
    "Сопоставление структуры",
    f"Структура настоящего стандарта\tСтруктура международного стандарта {PARENT}\n"
    "Раздел 5\tРаздел 4\nПункт 6.1\tПункт 5.2\nРаздел 7\tРаздел 8\nПриложение А\tПриложение B",
)


def adopting(name: str, texts: dict[str, str], adopts: str = PARENT, **more) -> Document:
    return standard(name, texts, adopts=adopts, degree=Degree.MOD, **more)


def pairs(found: tuple[Derived, ...]) -> list[tuple[str, str, str]]:
    return [(one.a, one.b, one.pivot) for one in found]


def test_both_are_matched_with_a_parent_that_is_on_file() -> None:
    found = derive(adopting("XA 1:2020", TEXTS), adopting("XB 2:2021", MOVED), parent(), Concepts())
    assert pairs(found) == [("4", "5", "4"), ("5", "4", "5"), ("7", "6", "7")]
    assert {one.relation for one in found} == {Relation.EQUAL}
    assert not any(one.published for one in found)
    assert all(0 < one.confidence <= 1 for one in found)


def test_a_relation_is_told_only_where_it_follows() -> None:
    ours = TEXTS | {"7": "c4 The noise level shall not exceed 80 dB(A)."}
    theirs = MOVED | {"6": "c4 The noise level shall not exceed 87 dB(A)."}
    stricter, looser = adopting("XA 1:2020", ours), adopting("XB 2:2021", theirs)
    (down,) = [one for one in derive(stricter, looser, parent(), Concepts()) if one.a == "7"]
    assert down.relation is Relation.SUPERSET  # A ⊇ parent ⊇ B
    both = adopting("XC 3:2021", MOVED | {"6": "c4 The noise level shall not exceed 82 dB(A)."})
    (apart,) = [one for one in derive(stricter, both, parent(), Concepts()) if one.a == "7"]
    assert apart.relation is None  # both demand more than the parent: which one more, that does not say


def test_published_tables_meet_at_the_labels_of_a_parent_that_is_not_on_file() -> None:
    zh = adopting("GB/T 99001—2024", {"4": "甲", "5.1": "乙", "5.2": "丙", "6": "丁"}, lang="zh", annex=ZH_TABLE)
    ru = adopting("ГОСТ Р 99001—2021", {"5": "а", "6.1": "б", "7": "в", "Приложение А": "г"}, lang="ru", annex=RU_TABLE)
    found = derive(zh, ru, None, Concepts())
    assert pairs(found) == [("4", "5", "4"), ("5.1", "6.1", "5.2"), ("附录A", "Приложение А", "附录B")]
    assert all(one.published and one.relation is None and one.confidence == 1 for one in found)


def test_what_is_published_counts_for_more_than_a_proposal() -> None:
    table = ("Annex A", f"Correspondence with {PARENT}", f"This document\t{PARENT}\n6\t7\n7\t6")
    told = adopting("XA 1:2020", TEXTS, annex=table)
    found = derive(told, adopting("XB 2:2021", MOVED), parent(), Concepts())
    assert ("6", "6", "7") in pairs(found)


@pytest.mark.parametrize("adopts", ["ISO 99001:2007", "ISO 99001", "ISO 99002:2019", ""])
def test_another_edition_or_parent_is_no_pivot(adopts: str) -> None:
    assert derive(adopting("XA 1:2020", TEXTS), adopting("XB 2:2021", MOVED, adopts), parent(), Concepts()) == ()


def test_a_suggestion_is_evidence_and_decides_nothing() -> None:
    documents = adopting("XA 1:2020", TEXTS), adopting("XB 2:2021", MOVED)
    plain = compare(*documents, Concepts())
    found = with_pivots(plain, documents, [parent()], Concepts())
    assert [(m.a_clauses, m.b_clauses, m.relation, m.confidence) for m in found] == [
        (m.a_clauses, m.b_clauses, m.relation, m.confidence) for m in plain
    ]
    row = next(m for m in found if m.a_clauses == ("7",))
    (told,) = [one for one in row.evidence if one.name == "pivot"]
    assert told.detail == f"{PARENT} | 7 | 7 | 6 | equal-to"
    assert told.share == 0
    assert evidence_detail("pivot", told.detail, catalogue("zh").gettext) == f"{PARENT}，7：7 ↔ 6（相同）"
    assert all(decision.value not in told.detail for decision in Decision)


def test_evidence_without_words_has_none_in_any_language() -> None:
    assert evidence_detail("meaning", "", catalogue("zh").gettext) == ""


def test_without_a_common_parent_rows_stay_as_they_are() -> None:
    documents = standard("XA 1:2020", TEXTS), standard("XB 2:2021", MOVED)
    plain = compare(*documents, Concepts())
    assert with_pivots(plain, documents, [parent()], Concepts()) == plain

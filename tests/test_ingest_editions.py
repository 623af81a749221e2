"""Editions of one work, their order, labels that cover clauses, and days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clause import Clause, Kind, Part
from ingest.days import read_day
from ingest.editions import edition_key, same_work
from ingest.pinpoint import covers, spread

IN_ORDER = (
    ("GB 3836.1—2000", "GB 3836.1—2010", "GB/T 3836.1—2021", "GB/T 3836.1—2021/XG1—2023", "GB/T 3836.1—2021第2号修改单"),
    ("ISO 45001", "ISO 45001:2018", "ISO 45001:2018/Amd 1:2024"),
    ("IEC 60079-0:2011", "IEC 60079-0:2011/COR1:2012", "IEC 60079-0:2011/COR2:2013", "IEC 60079-0:2017"),
    ("EN 60079-0:2012", "EN 60079-0:2012/AC:2013-05", "EN 60079-0:2012+A11:2013", "EN IEC 60079-0:2018"),
    ("ГОСТ 12.1.003-83", "ГОСТ 12.1.003-2014", "ГОСТ 12.1.003-2014 (Изменение № 1)", "ГОСТ 12.1.003-2014 (Изменение № 2)"),
    ("TCVN 7026:2002", "TCVN 7026:2013", "TCVN 7026:2013 Sửa đổi 1:2018"),
    ("GB 50016—2014", "GB 50016-2014(2018年版)"),
    ("มอก. 18001-2554", "มอก. 18001-2561"),
    ("ТР ТС 010/2011", "ТР ТС 010/2019"),
    ("XYZ 12:2019", "XYZ 12:2024"),
)  # fmt: skip


@pytest.mark.parametrize("editions", IN_ORDER, ids=lambda editions: editions[-1])
def test_editions_are_ordered_by_year_and_then_by_amendment(editions):
    assert sorted(reversed(editions), key=edition_key) == list(editions)
    assert len({edition_key(one) for one in editions}) == len(editions)


@pytest.mark.parametrize("editions", IN_ORDER, ids=lambda editions: editions[-1])
def test_all_editions_are_one_work(editions):
    assert all(same_work(one, editions[0]) for one in editions)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("GB 3836.1—2010", "GB 3836.2—2010"),
        ("GB/T 45001—2020", "ISO 45001:2018"),
        ("GBZ 2.1—2019", "GB/Z 2.1—2019"),
        ("ГОСТ 12.1.003-2014", "ГОСТ Р 12.1.003-2014"),
        ("TCVN 7026:2013", "QCVN 7026:2013"),
        ("IEC 60079-0:2017", "EN IEC 60079-0:2018"),
        ("DIN EN 60079-0:2014", "EN 60079-0:2012"),
        ("XYZ 12:2019", "XYZ 13:2019"),
    ],
)
def test_other_works_are_told_apart(a, b):
    assert not same_work(a, b)


def clause(label, path="", lang="zh", **more):
    return Clause("X", label, lang, id=path or label, **more)


COVERED = (
    ("4", clause("4.1.2", "4/4.1/4.1.2"), True),
    ("第4章", clause("4.1.2", "4/4.1/4.1.2"), True),
    ("раздел 4", clause("4.1", "4/4.1"), True),
    ("4.1", clause("4.10", "4/4.10"), False),
    ("4.1", clause("4", "4"), False),
    ("4.1.2", clause("4.1", "4/4.1"), False),
    ("4.1", clause("4.1.2"), True),  # of a list without parents
    ("附录A", clause("A.1", "附录A/A.1"), True),
    ("Annex A", clause("A.1"), True),
    ("Annex A", clause("B.1"), False),
    ("Приложение А", clause("А.2", "Приложение А/А.2", "ru"), True),
    ("第五条", clause("第五条", "第二章/第五条"), True),
    ("2", clause("第五条", "第二章/第五条"), False),  # the fifth article of the second chapter
    ("第二章", clause("第五条", "第二章/第五条"), True),
    ("Статья 4", clause("Статья 4.1", "Глава 1/Статья 4.1", "ru"), False),  # put in later, beside article 4
    ("5", clause("Article 5", "Chapter II/Article 5", "en"), True),
    ("Điều 5", clause("Điều 5", "Chương II/Điều 5", "vi"), True),
    ("4.1 a)", clause("4.1", "4/4.1"), True),  # the smallest clause that holds the item
    ("5(1)(a)", clause("Article 5(1)", "Article 5/Article 5(1)", "en"), True),
    ("5(1)", clause("Article 5(2)", "Article 5/Article 5(2)", "en"), False),
    ("5.2–5.4", clause("5.3.1", "5/5.3/5.3.1"), True),
    ("5.2–5.4", clause("5.5"), False),
    ("第5章至第7章", clause("6.2", "6/6.2"), True),
    ("clauses 4 to 6", clause("7"), False),
    ("Table 2", clause("6.1", parts=(Part(Kind.TABLE, "表2", 0, 1),)), True),
    ("表2", clause("6.1", parts=(Part(Kind.TABLE, "表1", 0, 1),)), False),
    ("前言", Clause("X", "", "zh", title="前言", id="foreword", kind=Kind.FOREWORD), True),
)  # fmt: skip


@pytest.mark.parametrize(("label", "where", "covered"), COVERED, ids=lambda value: str(getattr(value, "id", value)))
def test_a_label_covers_what_it_names_and_what_stands_below_it(label, where, covered):
    assert covers(label, where) is covered


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 9))
def test_a_range_is_spread_over_its_labels(first, more, chapter):
    labels = spread(f"{chapter}.{first}–{chapter}.{first + more}")
    assert labels == tuple(f"{chapter}.{number}" for number in range(first, first + more + 1))


@given(st.text(max_size=30))
def test_whatever_is_written_as_a_label_is_read_or_stands_for_itself(text):
    assert spread(text)
    covers(text, clause("4.1", "4/4.1"))


DAYS = (
    ("2024-05-01", "2024-05-01", "2024-05-01"),
    ("2024年5月1日起", "2024-05-01", "2024-05-01"),
    ("с 1 мая 2024 г.", "2024-05-01", "2024-05-01"),
    ("01.05.2024", "2024-05-01", "2024-05-01"),
    ("1 พฤษภาคม 2567", "2024-05-01", "2024-05-01"),
    ("พ.ศ. 2567", "2024-01-01", "2024-12-31"),
    ("ngày 1 tháng 5 năm 2024", "2024-05-01", "2024-05-01"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024年", "2024-01-01", "2024-12-31"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), DAYS)
def test_a_day_is_read_as_it_is_written(text, first, last):
    assert read_day(text) == date.fromisoformat(first)
    assert read_day(text, last=True) == date.fromisoformat(last)


@pytest.mark.parametrize("text", ["", "soon", "12/31/2024", "2024-02-30", "2024-05-01 or later", "4.1"])
def test_what_is_no_day_is_told(text):
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        read_day(text)

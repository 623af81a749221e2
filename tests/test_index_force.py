"""Which citations mean which edition and which clause, and what force follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tables import csv_bytes
from index.force import Citation, Force, Purpose, citations, citing, force_of, informative_ids, meets, own_force
from index.force_log import state, undo
from index.force_table import COLUMNS, read_csv, read_rows, row_of_table
from index.library import Library
from index.log import Conflict
from ingest.clause import Clause, Kind, Standard
from ingest.designation import house_style
from ingest.errors import UsageError

DAY = date(2026, 7, 1)
MEETS = (
    ("ISO 45001:2018", "", "ISO 45001:2018", True),
    ("ISO 45001:2018", "", "ISO 45001:2018/Amd 1:2024", False),  # the base alone
    ("ISO 45001:2018", "with Amd 1", "ISO 45001:2018/Amd 1:2024", True),
    ("ISO 45001:2018", "with Amd 1", "ISO 45001:2018", True),
    ("ISO 45001:2018", "Amd 1:2023", "ISO 45001:2018/Amd 1:2024", False),
    ("ISO 45001", "", "ISO 45001:2018", True),
    ("ISO 45001", "", "ISO 45001:2018/Amd 1:2024", True),  # every edition
    ("ISO 45001", "2018", "ISO 45001:2018", True),
    ("ISO 45001", "2018", "ISO 45001:2027", False),
    ("GB 3836.1-2010", "", "GB 3836.1—2010", True),
    ("GB 3836.1—2010", "", "GB/T 3836.1—2021", False),
    ("GB 3836.1", "", "GB/T 3836.1—2021", True),  # the number went on as a recommended standard
    ("GB 12348—2008", "含第1号修改单", "GB 12348—2008/XG1—2012", True),
    ("GB 12348—2008", "", "GB 12348—2008/XG1—2012", False),
    ("GB 50016—2014", "2018年版", "GB 50016—2014（2018年版）", True),
    ("GB 50016—2014", "", "GB 50016—2014（2018年版）", False),
    ("ГОСТ 12.1.003-2014", "с Изменением № 1", "ГОСТ 12.1.003-2014 (Изменение № 1)", True),
    ("GOST 12.1.003-2014", "", "ГОСТ 12.1.003-2014", True),
    ("IEC 60079-0", "Ed. 7, 2017", "IEC 60079-0:2017", True),
    ("IEC 60079-0:2011+AMD1:2013 CSV", "", "IEC 60079-0:2011+AMD1:2013 CSV", True),
    ("มอก. 18001", "พ.ศ. 2561", "มอก. 18001-2561", True),
    ("TCVN 7026:2013", "", "TCVN 7027:2013", False),
    ("XYZ 12", "", "XYZ 12:2019", True),
    ("XYZ 12", "2019", "XYZ 12:2020", False),
)  # fmt: skip


def standard(designation):
    return Standard(designation, "en")


def cited(designation, edition="", *clauses, **more):
    return Citation("TSG 21—2016", "3.1", designation, edition, clauses, **more)


@pytest.mark.parametrize(("designation", "edition", "on_file", "met"), MEETS)
def test_a_dated_citation_means_its_edition_and_an_undated_one_every(designation, edition, on_file, met):
    assert meets(cited(designation, edition), standard(on_file)) is met


def test_a_citation_says_whether_it_is_dated():
    assert cited("ISO 45001:2018").dated
    assert cited("ISO 45001", "2018").dated
    assert not cited("ISO 45001").dated


def test_a_citation_of_a_clause_covers_what_is_below_it_and_one_of_the_standard_all():
    own, whole = standard("ISO 45001:2018"), cited("ISO 45001:2018")
    part = cited("ISO 45001:2018", "", "8.1")
    below, beside = (Clause(own.designation, label, "en", id=f"8/{label}") for label in ("8.1.2", "8.2"))
    assert citing(own, below, [whole, part]) == (whole, part)
    assert citing(own, beside, [whole, part]) == (whole,)
    assert citing(own, None, [whole, part]) == (whole, part)


@pytest.mark.parametrize(
    ("designation", "force"),
    [
        ("GB 12348—2008", Force.MANDATORY),
        ("GB/T 45001—2020", Force.VOLUNTARY),
        ("GB/Z 24978—2010", Force.VOLUNTARY),
        ("T/COSHA 1—2020", Force.VOLUNTARY),
        ("AQ 1029—2019", Force.MANDATORY),
        ("TSG 21—2016", Force.MANDATORY),
        ("ТР ТС 012/2011", Force.MANDATORY),
        ("ТР ЕАЭС 044/2017", Force.MANDATORY),
        ("СанПиН 1.2.3685-21", Force.MANDATORY),
        ("QCVN 24:2016/BYT", Force.MANDATORY),
        ("Directive 2014/34/EU", Force.MANDATORY),
        ("68/2006/QH11", Force.MANDATORY),
        ("ГОСТ 12.1.003-2014", Force.VOLUNTARY),
        ("TCVN 7026:2013", Force.VOLUNTARY),
        ("ISO 45001:2018", Force.VOLUNTARY),
        ("СП 51.13330.2011", Force.UNSAID),
        ("rules of the house", Force.UNSAID),
    ],
)
def test_a_designation_says_what_it_can_of_its_force(designation, force):
    assert own_force(standard(designation)) is force


def test_a_citation_counts_from_its_first_day_to_its_last():
    own = standard("ISO 45001:2018")
    one = cited("ISO 45001:2018", valid_from="2026-07-01", valid_to="2026-07-02")
    days = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 3)]
    assert [force_of(own, None, [one], day) for day in days] == [Force.VOLUNTARY, Force.CITED, Force.CITED, Force.VOLUNTARY]


def test_an_informative_annex_of_a_mandatory_standard_does_not_bind():
    own = standard("GB 12348—2008")
    annexes = [
        Clause(own.designation, label, "zh", title, id=label, kind=Kind.ANNEX)
        for label, title in (("附录A", "（规范性附录）测量"), ("附录B", "（资料性附录）示例"))
    ]
    below = Clause(own.designation, "B.1", "zh", id="附录B/B.1", parent="附录B")
    informs = informative_ids([*annexes, below])
    assert informs == {"附录B", "附录B/B.1"}
    assert force_of(own, annexes[0], [], DAY, informative=informs) is Force.MANDATORY
    assert force_of(own, below, [], DAY, informative=informs) is Force.VOLUNTARY
    assert force_of(own, below, [cited("GB 12348—2008", "", "附录B")], DAY, informative=informs) is Force.CITED


def test_a_mandate_counts_before_a_citation():
    own = standard("GB 12348—2008")
    assert force_of(own, None, [cited("GB 12348—2008")], DAY) is Force.MANDATORY
    assert force_of(replace(own, designation="GB/T 12348—2008"), None, [cited("GB/T 12348—2008")], DAY) is Force.CITED


# ---- as entries of the log

TSG, ACT = "TSG 21—2016", "ТР ТС 012/2011"


@pytest.fixture
def log(tmp_path):
    with Library.open(tmp_path / "library", create=True) as library:
        yield library.log


def row(regulation, designation, **more):
    return Citation(regulation, "3.1", designation, **more)


def told(log, *days):
    return [[(one.regulation, one.standard) for one in citations(log, day)] for day in (days or (None,))]


def test_an_import_replaces_what_was_stated_of_the_same_regulation_and_an_undo_brings_it_back(log):
    state(log, [row(TSG, "GB/T 150—2011"), row(ACT, "ГОСТ 31610.0-2014")], author="ann")
    state(log, [row(TSG, "GB/T 150—2024")], author="ann")
    assert told(log) == [[(TSG, "GB/T 150—2024"), (ACT, "ГОСТ 31610.0-2014")]]
    assert [entry.topic for entry in undo(log, "ann")] == [TSG]
    assert told(log) == [[(TSG, "GB/T 150—2011"), (ACT, "ГОСТ 31610.0-2014")]]
    assert len(undo(log, "ann")) == 2  # the first import, whole
    assert told(log) == [[]]
    assert undo(log, "ann") == ()


def test_nobody_takes_back_what_somebody_else_stated_since(log):
    state(log, [row(TSG, "GB/T 150—2011")], author="ann")
    state(log, [row(TSG, "GB/T 150—2024")], author="bo")
    assert undo(log, "ann") == ()
    assert told(log) == [[(TSG, "GB/T 150—2024")]]


def test_what_holds_already_is_not_logged_again(log):
    rows = [row(TSG, "GB/T 150—2011", clauses=("5.1", "附录A"), purpose=Purpose.METHOD, valid_from="2020-01-01")]
    (entry,) = state(log, rows, author="ann")
    assert state(log, rows, author="bo") == ()
    assert citations(log) == (replace(rows[0], entry=entry.number),)


def test_who_had_not_seen_what_a_colleague_stated_is_refused(log):
    seen = log.head().number
    state(log, [row(TSG, "GB/T 150—2011")], author="ann")
    with pytest.raises(Conflict):
        state(log, [row(TSG, "GB/T 150—2024")], author="bo", seen=seen)
    state(log, [row(ACT, "ГОСТ 31610.0-2014")], author="bo", seen=seen)  # another regulation is no news


def test_citations_are_asked_for_by_the_day_and_by_what_was_known_then(log):
    state(
        log, [row(TSG, "GB/T 150—2011", valid_to="2025-06-30"), row(TSG, "GB/T 150—2024", valid_from="2025-07-01")], author="ann"
    )
    before, after = told(log, date(2025, 6, 30), date(2025, 7, 1))
    assert (before, after) == ([(TSG, "GB/T 150—2011")], [(TSG, "GB/T 150—2024")])
    (entry,) = log.entries(kind="cited")
    assert citations(log, until=entry.at) == ()
    assert len(citations(log, until=f"{entry.at}~")) == 2


# ---- as a table

HEAD = "regulation,article,standard,edition,clauses,purpose,valid from,valid to\n"
TABLES = (
    (HEAD + "TSG 21-2016,3.1,GB 150.1-2011,,5.1; 附录A,requirement,2020-01-01,\n").encode(),
    (HEAD + "TSG 21-2016,3.1,GB 150.1-2011,,5.1; 附录A,requirement,2020-01-01,\n").encode("utf-8-sig"),
    ("法规,法规条款,标准编号,版本,标准条款,用途,生效日期,失效日期\r\n"
     "TSG 21—2016,3.1,GB 150.1—2011,,5.1；附录A,技术要求,2020年1月1日,—\r\n").encode("gb18030"),
    ("Регламент;Статья;Стандарт;Издание;Пункты;Цель;Действует с;Действует до\n"
     "TSG 21-2016;3.1;GB 150.1-2011;;5.1, 附录A;требование;01.01.2020;\n").encode(),
    ("regulation\tarticle\tstandard\tclauses\tpurpose\tvalid_from\n"
     "TSG 21-2016\t3.1\tGB 150.1-2011\t5.1、附录A\t要求\t1 January 2020\n").encode("utf-16"),
)  # fmt: skip


@pytest.mark.parametrize("data", TABLES, ids=["utf-8", "with a mark", "gb18030", "russian", "utf-16"])
def test_a_table_is_read_in_its_encoding_and_under_its_heads(data):
    table = read_csv(data)
    assert table.faults == ()
    assert table.citations == (
        Citation(TSG, "3.1", "GB 150.1—2011", "", ("5.1", "附录A"), Purpose.REQUIREMENT, "2020-01-01", ""),
    )


def test_russian_heads_are_read_in_windows_1251():
    (one,) = read_csv("регламент;статья;стандарт\nТР ТС 012/2011;4;ГОСТ 31610.0-2014\n".encode("cp1251")).citations
    assert (one.regulation, one.standard) == ("ТР ТС 012/2011", "ГОСТ 31610.0-2014")


def test_each_bad_row_is_named_with_its_line_and_its_reason():
    lines = [
        "TSG 21—2016,1,GB 150.1—2011,,,,,",
        ",2,GB 150.2—2011,,,,,",
        "TSG 21—2016,3,,,,,,",
        "TSG 21—2016,4,GB 150.3—2011,,,colour,,",
        '"TSG 21—2016","5\nand 6",GB 150.4—2011,,,,soon,',
        "TSG 21—2016,7,GB 150.4—2011,,,,2024-05-01,2024-04-30",
        "TSG 21—2016,1,GB 150.1—2011,,,,,",
        "TSG 21—2016,8,GB 150.4—2011\u202e,,,,,",
    ]
    table = read_csv((HEAD + "\n".join(lines)).encode())
    assert [(one.line, one.reason.split(";")[0]) for one in table.faults] == [
        (3, "it has no regulation"),
        (4, "it has no standard"),
        (5, "the purpose 'colour' is neither requirement nor test method"),
        (6, "valid from: 'soon' is no date"),
        (8, "it is valid to 2024-04-30, before it is valid from 2024-05-01"),
        (9, "it is the same as line 2"),
        (10, "the standard holds a character that cannot be seen"),
    ]
    assert len(table.citations) == 1


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"a,b\n1,2\n", HEAD.replace("standard", "regulation").encode()])
def test_a_file_without_its_heads_is_refused_with_what_to_write(data):
    with pytest.raises(UsageError, match=r"first line|names the column"):
        read_csv(data)


def test_a_number_that_may_have_lost_a_zero_is_refused():
    table = read_rows(
        [(1, ["regulation", "standard", "clauses"]), (2, ["TSG 21—2016", "GB 150.1—2011", 4.1]), (3, ["X", "Y", 4.0])]
    )
    assert [one.line for one in table.faults] == [2]
    assert table.citations[0].clauses == ("4",)


LINE = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters=";；,，、'"), min_size=1, max_size=12)
DAY_OR_NONE = st.one_of(st.just(""), st.dates(date(1950, 1, 1), date(2099, 12, 31)).map(str))
CITATIONS = st.builds(
    Citation,
    regulation=LINE.map(house_style),
    article=st.one_of(st.just(""), LINE),
    standard=st.one_of(LINE, st.sampled_from(["GB 150.1—2011", "ISO 45001:2018/Amd 1:2024", "ГОСТ 12.1.003-2014"])).map(
        house_style
    ),
    edition=st.one_of(st.just(""), LINE),
    clauses=st.lists(LINE, max_size=3, unique=True).map(tuple),
    purpose=st.sampled_from(Purpose),
    valid_from=DAY_OR_NONE,
    valid_to=DAY_OR_NONE,
)


@given(st.lists(CITATIONS, max_size=6, unique=True))
def test_what_is_written_is_read_back(rows):
    sound = [one for one in rows if not (one.valid_from and one.valid_to) or one.valid_from <= one.valid_to]
    data = csv_bytes([row_of_table(one) for one in sound], columns=COLUMNS)
    assert read_csv(data).citations == tuple(sound)
    assert read_csv(data).faults == ()

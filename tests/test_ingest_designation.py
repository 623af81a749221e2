"""Designations as they are met, taken apart and printed in the house style of their publishers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clause import Degree
from ingest.designation import Mandate, find_designations, house_style, nearest, parse, publisher_of, same

LINES = (Path(__file__).parent / "data" / "designations.txt").read_text("utf-8").splitlines()[1:]
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in LINES]


def test_the_table_is_long_enough() -> None:
    assert len({row[1] for row in ROWS}) >= 150


@pytest.mark.parametrize(("met", "house", "publisher", "year"), ROWS, ids=[row[0] for row in ROWS])
def test_a_designation_is_printed_in_house_style(met: str, house: str, publisher: str, year: str) -> None:
    designation = parse(met)
    assert designation is not None
    assert (str(designation), designation.publisher, designation.year) == (house, publisher, int(year))
    assert designation.original == met
    assert house_style(house) == house, "house style is a fixed point"
    assert same(met, house)


@pytest.mark.parametrize(
    ("met", "mandate"),
    [
        ("GB 12348—2008", Mandate.MANDATORY), ("GB/T 45001—2020", Mandate.RECOMMENDED), ("GB/Z 24294.1—2018", Mandate.GUIDANCE),
        ("GBZ 2.1—2019", Mandate.MANDATORY), ("DB44/ 2367—2022", Mandate.MANDATORY), ("DB11/T 1322.2—2017", Mandate.RECOMMENDED),
        ("T/CAEPI 11—2017", Mandate.ASSOCIATION), ("Q/SY 1002.1—2013", Mandate.COMPANY), ("ТР ТС 010/2011", Mandate.MANDATORY),
        ("ISO 9612:2009", Mandate.UNSAID),
    ],
)  # fmt: skip
def test_the_mandate_is_read_from_the_head(met: str, mandate: Mandate) -> None:
    designation = parse(met)
    assert designation is not None
    assert designation.mandate is mandate


@pytest.mark.parametrize(
    ("met", "adopted", "degree"),
    [
        ("TCVN ISO 45001:2018", "ISO 45001:2018", None),
        ("DIN EN ISO 12100:2011", "EN ISO 12100:2011", None),
        ("ГОСТ Р ИСО/МЭК 27001-2021", "ISO/IEC 27001", None),
        ("GB/T 17301.1—2018/ISO 17301-1:2016", "ISO 17301-1:2016", None),
        ("TCVN 7447-5-51:2010 (IEC 60364-5-51:2005)", "IEC 60364-5-51:2005", None),
        ("ГОСТ 31610.0-2019 (IEC 60079-0:2017, MOD)", "IEC 60079-0:2017", Degree.MOD),
        ("GB/T 45001—2020（ISO 45001:2018，IDT）", "ISO 45001:2018", Degree.IDT),
    ],
)
def test_the_adopted_standard_belongs_to_the_designation(met: str, adopted: str, degree: Degree | None) -> None:
    (found,) = find_designations(met)
    assert (found.designation.adopted, found.designation.degree) == (adopted, degree)


def test_designations_are_found_in_running_text_with_their_places() -> None:
    text = "测量按GB/T 3222.2—2009和GB 3096的规定；见ISO 9612:2009、ГОСТ 12.1.003-2014 и ТР ТС 010/2011, Directive 2006/42/EC."
    found = find_designations(text)
    assert [str(item.designation) for item in found] == [
        "GB/T 3222.2—2009", "GB 3096", "ISO 9612:2009", "ГОСТ 12.1.003-2014", "ТР ТС 010/2011", "Directive 2006/42/EC",
    ]  # fmt: skip
    assert [text[item.start : item.end] for item in found] == [item.designation.original for item in found]


@pytest.mark.parametrize(
    "text",
    [
        "the limit IS 85 dB(A)", "it AS 3 parts", "5.2 kPa", "NB 10", "SS 3", "85 dB(A)", "DS 12", "2024-05-28", "table 3-2008",
        "ГОСТ", "GB", "MS-DOS 6", "PS 2", "see 4.2.3", "12/2008", "", "1910.95", "A 5.2-2008", "XGB 123", "GB 123.", "SN 3",
    ],
)  # fmt: skip
def test_running_text_is_not_taken_for_a_designation(text: str) -> None:
    found = [item.designation.original for item in find_designations(text)]
    assert found == (["GB 123"] if text == "GB 123." else [])


def test_gbz_and_gb_z_are_two_series() -> None:
    assert not same("GBZ 2.1—2019", "GB/Z 2.1—2019")


def test_one_standard_in_two_scripts_is_one() -> None:
    assert same("ГОСТ Р ИСО 45001-2020", "GOST R ISO 45001-2020")
    assert same("СТ РК 1174-2003", "ҚР СТ 1174-2003")
    assert same("ТР ТС 010/2011", "TR CU 010/2011")


def test_an_undated_reference_never_means_an_edition_by_itself() -> None:
    assert not same("GB 3096", "GB 3096—2008")
    assert same("GB 3096", "GB 3096—2008", any_edition=True)
    assert not same("GB 3096—1993", "GB 3096—2008")
    assert not same("GB 12348—2008", "GB 12348—2008/XG1—2012"), "an amendment makes another edition"


def test_nearest_prefers_other_editions_then_spelling() -> None:
    known = ["GB/T 45001—2020", "GB/T 4500—2016", "ISO 45001:2018", "GB 12348—2008"]
    assert nearest("GB/T 45001—2002", known)[0] == "GB/T 45001—2020"
    assert nearest("GB 12438—2008", known)[0] == "GB 12348—2008"
    assert nearest("ISO 45001", known)[0] == "ISO 45001:2018"
    assert nearest("x", []) == ()


def test_what_is_no_designation_is_left_as_it_is() -> None:
    assert parse("Health and Safety at Work Act 2015") is None
    assert parse("GB 3096—2008 and GB 12348—2008") is None
    assert house_style("  S000123 ") == "S000123"
    assert publisher_of("S000123") == ""


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*(row[0] for row in ROWS), " ", "-", "/", "(", "1"]), max_size=5).map("".join)
)
def test_any_text_is_searched_without_a_fault(text: str) -> None:
    for item in find_designations(text):
        assert text[item.start : item.end] == item.designation.original
        again = parse(str(item.designation))
        assert again is None or again.key[:3] == item.designation.key[:3]

"""Designations as they are met, taken apart and printed in the house style of their publishers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clause import Degree
from ingest.designation import Mandate, find_designations, house_style, nearest, parse, publisher_of, same
from ingest.series import CHINA, COLON, HYPHEN, country_of

DATA = Path(__file__).parent / "data"


def rows() -> Iterator[tuple[str, ...]]:
    """As met, in house style, number, year, what else; then series, publisher, country, mandate of the section."""
    section: list[str] = []
    for line in (DATA / "designations.txt").read_text("utf-8").splitlines()[1:]:
        cells = [cell.strip() for cell in line.removeprefix("## ").split(" | ")]
        if line.startswith("## "):
            section = [*cells, "", ""][:4]
        else:
            yield (*[*cells, ""][:5], *section)


ROWS = list(rows())


def test_the_table_is_long_enough() -> None:
    dated = {house for _, house, _, year, *_ in ROWS if year != "0"}
    assert len(dated) >= 320
    assert len({row[6] for row in ROWS}) >= 60, "publishers"


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_designation_is_taken_apart_and_printed_in_house_style(row: tuple[str, ...]) -> None:
    met, house, number, year, more, series, publisher, country, mandate = row
    said = dict(item.split(" ", 1) for item in more.split("; ") if item)
    designation = parse(met)
    assert designation is not None
    assert str(designation) == house
    assert (designation.series, designation.publisher, country_of(designation.publisher)) == (series, publisher, country)
    assert (designation.number + designation.part, designation.year) == (number, int(year))
    assert str(designation.mandate) == mandate
    assert (designation.edition.strip(), "".join(designation.amendments).strip()) == (
        said.get("edition", "").strip(), said.get("amended", "").strip(),
    )  # fmt: skip
    assert (designation.adopted, str(designation.degree or "")) == (said.get("adopts", ""), said.get("degree", ""))
    assert designation.original == met
    assert house_style(house) == house, "house style is a fixed point"
    assert same(met, house)


IN_TEXT = [line.split(" => ") for line in (DATA / "designations_in_text.txt").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("text", "designations"), IN_TEXT, ids=[text for text, _ in IN_TEXT])
def test_designations_are_found_in_sentences(text: str, designations: str) -> None:
    assert "; ".join(str(item.designation) for item in find_designations(text)) == designations


@pytest.mark.parametrize("text", (DATA / "no_designations.txt").read_text("utf-8").splitlines())
def test_what_only_looks_like_a_designation_is_none(text: str) -> None:
    assert [item.designation.original for item in find_designations(text)] == []


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
        ("BS EN ISO 12100:2010", "EN ISO 12100:2010", None),
        ("DIN EN ISO 12100:2011-03", "EN ISO 12100", None),
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


def test_a_german_month_makes_no_other_edition() -> None:
    assert same("DIN EN ISO 12100:2011-03", "DIN EN ISO 12100:2011")


HEADS = st.sampled_from(
    [f"{head}{kind}" for head in CHINA if head != "CNAS" for kind in ("", "/T", "/Z") if head != "CECS" or not kind]
)
NUMBERS = st.from_regex(r"[1-9][0-9]{2,4}(\.[1-9][0-9]?)?", fullmatch=True)


@given(
    HEADS, NUMBERS, st.integers(1990, 2029), st.sampled_from(["-", "—", "–", " - ", "－"]), st.sampled_from(["", " ", "\u3000"])
)
def test_chinese_designations_come_back_as_they_were_meant(head: str, number: str, year: int, dash: str, gap: str) -> None:
    designation = parse(f"{head}{gap}{number}{dash}{year}")
    assert designation is not None
    assert (designation.series, designation.number + designation.part, designation.year) == (head, number, year)


@given(
    st.sampled_from(sorted({*COLON, *HYPHEN})),
    st.sampled_from(["", "ISO ", "IEC "]),
    st.integers(100, 99999),
    st.integers(1990, 2029),
)
def test_national_designations_come_back_as_they_were_meant(head: str, adopted: str, number: int, year: int) -> None:
    designation = parse(f"{head} {adopted}{number}{'-' if head in HYPHEN else ':'}{year}")
    assert designation is not None
    assert (designation.publisher, designation.number, designation.year) == (head, str(number), year)
    assert designation.adopted.startswith(f"{adopted}{number}" if adopted else "")


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*(row[0] for row in ROWS), " ", "-", "/", "(", "1", "，", "见", ". "]), max_size=5).map("".join)
)
def test_what_is_printed_is_read_as_the_same_designation(text: str) -> None:
    parse(text)
    for item in find_designations(text):
        assert text[item.start : item.end] == item.designation.original
        printed = str(item.designation)
        again = parse(printed)
        assert again is not None
        # The adopted standard beside a designation is no part of its printed form.
        adopted = {"adopted": item.designation.adopted, "degree": item.designation.degree}
        assert replace(again, original="", **adopted) == replace(item.designation, original="")

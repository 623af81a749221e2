"""Anchors that survive translation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import anchors, keys_of
from index.numerals import fold, han_value, numbers
from index.units import convert, unit, unit_at
from index.words import stem
from ingest.clause import Clause, Reference


def keys(text: str, lang: str = "") -> set[str]:
    return {a.key for a in anchors(text, lang, words=False)}


@pytest.mark.parametrize(
    ("zh", "other", "lang", "shared"),
    [
        ("处二万元以上罚款", "a fine of NT$20,000 or more", "en", "number:20000"),
        ("三个月内改正", "within three months", "en", "quantity:3 month"),
        ("二十名工人", "not fewer than twenty workers", "en", "number:20"),
        ("不超过０．５毫克每立方米", "не более 0,5 мг/м³", "ru", "quantity:0.5 mg/m³"),
        ("符合ISO 45001:2018的规定", "ГОСТ Р ИСО 45001—2020", "ru", "designation:45001"),
        ("自2018年3月1日起", "as of 1 March 2018", "en", "date:2018-03-01"),
        ("二氧化硫（SO₂）", "sulphur dioxide (SO2)", "en", "substance:7446-09-5"),
        ("甲醛（CAS 50-00-0）", "formaldehyde, CAS No. 50-00-0", "en", "substance:50-00-0"),
        ("噪声85 dB(A)", "шум 85 дБА", "ru", "quantity:85 dB(A)"),
    ],
)
def test_anchors_are_the_same_in_both_languages(zh: str, other: str, lang: str, shared: str) -> None:
    assert shared in keys(zh, "zh")
    assert shared in keys(other, lang)


def test_anchors_say_where_they_stand() -> None:
    text = "浓度不得超过１０ mg/m³。"
    found = next(a for a in anchors(text, "zh") if a.kind == "quantity")
    assert text[found.start : found.end] == "１０ mg/m³"


def test_a_lone_one_is_no_anchor_and_words_with_numerals_are_none() -> None:
    assert keys("一般要求。统一管理。", "zh") == set()
    assert keys("The first one of them.", "en") == set()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("一氧化碳浓度不得超过限值", "zh"),
        ("Carbon monoxide shall be monitored", "en"),
        ("контроль содержания оксида углерода", "ru"),
        ("CO探测器", "zh"),
        ("the substance with CAS 630-08-0", "en"),
    ],
)
def test_a_substance_is_one_anchor_under_all_its_names(text: str, lang: str) -> None:
    assert "substance:630-08-0" in keys(text, lang)


def test_a_name_that_is_part_of_another_is_not_that_substance() -> None:
    assert keys("二甲苯和苯乙烯", "zh") == {"substance:1330-20-7", "substance:100-42-5"}
    assert keys("氯化氢", "zh") == {"substance:7647-01-0"}
    assert keys("The contractors say NO to chlorides; содержание хлоридов", "en") == set()
    assert keys("Pump CO., Ltd.", "en") == {"latin:co"}


def test_what_stands_in_latin_script_in_another_is_an_anchor_and_so_is_an_abbreviation() -> None:
    assert "latin:pdca" in keys("采用PDCA循环", "zh") & keys("the PDCA cycle", "en") & keys("цикл PDCA", "ru")
    assert "latin:modbus" in keys("通过Modbus通信", "zh")
    assert keys("GENERAL REQUIREMENTS FOR ALL\nThe Employer shall", "en") == set()


def test_the_anchors_of_a_clause_leave_out_where_it_refers_to_itself() -> None:
    text = "See 7.5 and XX/T 99.2; keep 7.5 m clear."
    at = text.index("7.5")
    cited = (Reference(at, at + 3, clause="7.5"), Reference(12, 21, standard="GB/T 3785.1"))
    found = keys_of(Clause("A", "1", "en", "Title 12", text, references=cited))
    assert found["number:7.5"] == 1 and found["quantity:7.5 m"] == 1 and found["number:12"] == 1
    assert found["designation:gbt3785.1"] == 1


def test_a_clause_of_fifty_thousand_characters_is_read_in_one_go() -> None:
    text = "浓度不得超过10 mg/m³，" * 3600
    assert keys_of(Clause("A", "1", "zh", text=text))["quantity:10 mg/m³"] == 3600


@pytest.mark.parametrize(
    ("one", "other"),
    [("limits", "limiting"), ("stopped", "stop"), ("bodies", "body"), ("boxes", "box"), ("требования", "требований")],
)
def test_inflected_words_have_one_key(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["gas", "bus", "process", "thing", "bed", "analysis", "用人"])
def test_words_that_only_look_inflected_stay(word: str) -> None:
    assert stem(word) == word


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    assert han_value(_han(value)) == value


def _han(value: int) -> str:
    if value >= 10_000:
        head, tail = divmod(value, 10_000)
        return _han(head) + "万" + (("零" if tail < 1000 else "") + _han(tail) if tail else "")
    digits, out, zero = "零一二三四五六七八九", "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + name
            zero = False
        else:
            zero = True
    return out


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("20,000", "en", "20000"),
        ("1,500", "ru", "1.5"),
        ("0,5", "en", "0.5"),
        ("10 000", "ru", "10000"),
        ("1.500", "id", "1500"),
        ("百分之五", "zh", "5"),
        ("一点五", "zh", "1.5"),
        ("2×10⁻³", "en", "0.002"),
        ("1.5万", "zh", "15000"),
        ("двадцать пять", "ru", "25"),
        ("two hundred and fifty", "en", "250"),
        ("٣٥", "ar", "35"),
        ("минус 20", "ru", "-20"),
        ("二〇一八", "zh", "2018"),
    ],
)
def test_numbers_in_any_dress(text: str, lang: str, value: str) -> None:
    assert [n.value for n in numbers(text, lang)] == [Decimal(value)]


def test_fractions() -> None:
    assert [round(n.value, 3) for n in numbers("三分之二, 2/3, two thirds, half", "zh")] == [Decimal("0.667")] * 3 + [
        Decimal("0.5")
    ]


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("spelling", ["mg/m³", "毫克每立方米", "мг/м3", "mg/m3", "milligrams per cubic metre", "mg·m-3"])
def test_units_of_all_spellings_are_one(spelling: str) -> None:
    found = unit(spelling)
    assert found is not None
    assert found.symbol == "mg/m³"


def test_units_that_only_look_alike() -> None:
    assert unit_at("in the room", 0) is None
    assert unit_at("means", 0) is None
    a, c = unit("dB(A)"), unit("dB(C)")
    assert a and c and convert(Decimal(85), a, c) is None


@given(
    st.decimals(min_value=-1000, max_value=10**6, places=3, allow_nan=False),
    st.sampled_from([("mm", "m"), ("h", "s"), ("MPa", "bar"), ("°C", "K"), ("km/h", "m/s")]),
)
def test_converting_there_and_back_loses_nothing(value: Decimal, names: tuple[str, str]) -> None:
    a, b = (unit(name) for name in names)
    assert a and b
    there = convert(value, a, b)
    assert there is not None
    back = convert(there, b, a)
    assert back is not None
    assert abs(back - value) < Decimal("1e-18")

"""Anchors that survive translation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import Lexicon, anchors
from index.numerals import fold, han_value, numbers
from index.units import convert, unit, unit_at


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
        ("二氧化硫（SO₂）", "sulphur dioxide (SO2)", "en", "formula:SO2"),
        ("甲醛（CAS 50-00-0）", "formaldehyde, CAS No. 50-00-0", "en", "cas:50-00-0"),
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


def test_a_number_that_one_side_lacks_speaks_against_the_pair() -> None:
    lexicon = Lexicon(["limit 85 dB(A) for 8 h", "limit 85 dB(A) for 8 h and 140 dB(C) and 30 d", "nothing here"], ["en"] * 3)
    scores = lexicon.scores(["限值85 dB(A)，8 h"], ["zh"])[0]
    assert scores[0] > scores[1] > scores[2] == 0
    assert scores.max() <= 1


def test_scores_of_a_query_do_not_depend_on_other_queries() -> None:
    lexicon = Lexicon(["12 months", "24 months", "pressure 3 MPa"], ["en"] * 3)
    alone = lexicon.scores(["每24个月"], ["zh"])
    assert (lexicon.scores(["3 MPa", "每24个月", "x"], ["en", "zh", "en"])[1] == alone[0]).all()


def test_rare_anchors_weigh_more() -> None:
    lexicon = Lexicon(["3 months", "3 months", "3 months and 0.37 mg/L"], ["en"] * 3)
    assert lexicon.rarity("quantity:0.37 mg/L") > lexicon.rarity("quantity:3 month") > 0
    assert lexicon.rarity("quantity:99 m") == 0


def test_an_empty_corpus_and_an_empty_text() -> None:
    assert Lexicon([], []).scores(["85 dB(A)"], ["en"]).shape == (1, 0)
    assert Lexicon([""], ["en"]).scores([""], ["en"]).tolist() == [[0.0]]


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

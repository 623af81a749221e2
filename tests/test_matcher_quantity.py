"""Quantities in the languages that are read: comparator, value, unit, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printing import spell

from index.units import unit
from matcher.comparators import Comparator
from matcher.quantity import Quantity, quantities

AT_MOST, BELOW, AT_LEAST, ABOVE, EQUAL = (
    Comparator.AT_MOST,
    Comparator.BELOW,
    Comparator.AT_LEAST,
    Comparator.ABOVE,
    Comparator.EQUAL,
)


def brief(text: str, lang: str) -> list[tuple[Comparator, Decimal, str]]:
    return [(q.comparator, q.value, q.unit.symbol if q.unit else "") for q in quantities(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "comparator", "value", "symbol"),
    [
        ("噪声不应大于85 dB(A)。", "zh", AT_MOST, "85", "dB(A)"),
        ("LEX,8h达到85 dB(A)的岗位", "zh", AT_LEAST, "85", "dB(A)"),
        ("浓度不得超过０．５毫克每立方米", "zh", AT_MOST, "0.5", "mg/m³"),
        ("保存期不应少于三十年", "zh", AT_LEAST, "30", "a"),
        ("二万元以上", "zh", AT_LEAST, "20000", "CNY"),
        ("应在三个月内改正", "zh", AT_MOST, "3", "month"),
        ("湿度不大于百分之九十五", "zh", AT_MOST, "95", "%"),
        ("应至少每12个月评价一次", "zh", AT_MOST, "12", "month"),
        ("限值为80 dB(A)", "zh", AT_MOST, "80", "dB(A)"),
        ("It shall not exceed 85 dB(A).", "en", AT_MOST, "85", "dB(A)"),
        ("for no less than 5 min", "en", AT_LEAST, "5", "min"),
        ("at least once a year", "en", AT_MOST, "1", "a"),
        ("20 % or more", "en", AT_LEAST, "20", "%"),
        ("not later than three months after", "en", AT_MOST, "3", "month"),
        ("speed above 1.5 m/s", "en", ABOVE, "1.5", "m/s"),
        ("не должен превышать 80 дБА", "ru", AT_MOST, "80", "dB(A)"),
        ("не более 0,5 мг/м3", "ru", AT_MOST, "0.5", "mg/m³"),
        ("не реже одного раза в год", "ru", AT_MOST, "1", "a"),
        ("не менее тридцати лет", "ru", AT_LEAST, "30", "a"),
        ("không quá 85 dB(A)", "vi", AT_MOST, "85", "dB(A)"),
        ("80 дБА-дан аспауы тиіс", "kk", AT_MOST, "80", "dB(A)"),
        ("au plus 0,5 mg/m³", "fr", AT_MOST, "0.5", "mg/m³"),
        ("paling lama 3 bulan", "id", AT_MOST, "3", "month"),
        ("لا يزيد عن ٨٥ dB(A)", "ar", AT_MOST, "85", "dB(A)"),
        ("degree of protection IP54", "en", AT_LEAST, "54", "IP"),
    ],
)
def test_limits_in_words(text: str, lang: str, comparator: Comparator, value: str, symbol: str) -> None:
    assert brief(text, lang) == [(comparator, Decimal(value), symbol)]


def test_places_are_those_of_the_text() -> None:
    text = "工作场所的噪声不得超过８５ dB(A)，并应记录。"
    (found,) = quantities(text, "zh")
    assert text[found.start : found.end] == "不得超过８５ dB(A)"
    assert text[found.value_start : found.value_end] == "８５ dB(A)"


@pytest.mark.parametrize(
    ("text", "lang", "low", "high"),
    [
        ("10 cm～30 cm", "zh", "10", "30"),
        ("-20℃至40℃", "zh", "-20", "40"),
        ("between 5 and 10 mm", "en", "5", "10"),
        ("from 5 mm to 10 mm", "en", "5", "10"),
        ("от 10 до 40 см", "ru", "10", "40"),
        ("от минус 20 до 40 °С", "ru", "-20", "40"),
    ],
)
def test_ranges(text: str, lang: str, low: str, high: str) -> None:
    (found,) = quantities(text, lang)
    assert (found.comparator, found.value, found.upper) == (Comparator.RANGE, Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["(20±5)℃", "（20±5）℃", "(20 ± 5) °С", "20 °C ± 5 °C"])
def test_tolerances(text: str) -> None:
    (found,) = quantities(text, "ru")
    assert (found.value, found.tolerance, found.unit and found.unit.symbol) == (20, 5, "°C")


def test_a_value_in_a_second_unit_is_one_quantity() -> None:
    text = "at least 1/4 in (6.35 mm) wide"
    (found,) = quantities(text, "en")
    assert (found.value, text[found.start : found.end]) == (Decimal("0.25"), "at least 1/4 in (6.35 mm)")


def test_what_starts_a_duty_is_told_from_what_must_be_kept() -> None:
    trigger, limit = quantities("Where the level exceeds 80 dB(A), protectors shall be worn; it shall not exceed 87 dB(A).", "en")
    assert (trigger.trigger, limit.trigger) == (True, False)
    (han,) = quantities("噪声大于80 dB(A)时，应佩戴护听器。", "zh")
    assert han.trigger


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("依第四十一条第一项规定", "zh"),
        ("见表3和附录B.2", "zh"),
        ("GB/T 45001—2020", "zh"),
        ("2018年3月1日", "zh"),
        ("2015年版的5.3", "zh"),
        ("under Article 41, paragraph 2", "en"),
        ("ISO 45001:2018", "en"),
        ("on 1 March 2018", "en"),
        ("see 4.2.1 and Table 3", "en"),
        ("по ГОСТ 12.1.003-2014, пункт 5", "ru"),
        ("一般要求", "zh"),
        ("the two parties", "en"),
    ],
)
def test_labels_dates_and_designations_are_no_quantities(text: str, lang: str) -> None:
    assert quantities(text, lang) == ()


LANGS = ("zh", "en", "ru", "kk", "vi", "fr", "id", "ar", "")
SYMBOLS = ("mg/m³", "dB(A)", "°C", "%", "mm", "kPa", "h", "mL", "m/s", "")
VALUES = st.decimals(min_value=0, max_value=9999, places=3, allow_nan=False).map(lambda d: Decimal(f"{d.normalize():f}"))


@given(
    st.sampled_from(LANGS),
    st.sampled_from(SYMBOLS),
    VALUES,
    st.sampled_from([AT_MOST, BELOW, AT_LEAST, ABOVE]),
    st.integers(0, 2),
    VALUES,
)
def test_what_is_printed_is_read_back(
    lang: str, symbol: str, value: Decimal, comparator: Comparator, form: int, other: Decimal
) -> None:
    if lang not in ("zh", "en", "") and symbol == "":
        symbol = "mm"
    given_unit = unit(symbol) if symbol else None
    upper = value + other + 1 if form == 1 and symbol else None
    tolerance = other if form == 2 and symbol else None
    made = Quantity(comparator, value, given_unit, 0, 0, 0, 0, upper, tolerance)
    (found,) = quantities(spell(made, lang), lang)
    assert (found.value, found.unit, found.upper, found.tolerance) == (value, given_unit, upper, tolerance)
    if form == 0 or not symbol:
        assert found.comparator is comparator


@given(st.text(max_size=80), st.sampled_from(LANGS))
def test_any_text_gives_quantities_inside_it(text: str, lang: str) -> None:
    for q in quantities(text, lang):
        assert 0 <= q.start <= q.value_start < q.value_end <= len(text)
        assert q.end <= len(text)

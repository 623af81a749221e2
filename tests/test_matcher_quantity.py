"""Quantities in the languages that are read: comparator, value, unit, and what is none."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printing import PRINTED, spell

from index import units
from index.numerals import DECIMAL_COMMA
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
        ("mỗi lần không nên quá 30 phút", "vi", AT_MOST, "30", "min"),
        ("ít nhất 6 tháng một lần", "vi", AT_MOST, "6", "month"),
        ("for at least one and a half hours", "en", AT_LEAST, "1.5", "h"),
        ("Температура не ниже минус 40 °С", "ru", AT_LEAST, "-40", "°C"),
        ("It shall not be colder, not below minus 5 °C.", "en", AT_LEAST, "-5", "°C"),
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


@pytest.mark.parametrize(
    ("text", "lang", "comparator", "trigger"),
    [
        ("The level shall at no time exceed 85 dB(A).", "en", AT_MOST, False),
        ("No person shall lift more than 25 kg.", "en", AT_MOST, False),
        ("The flow shall not fall below 5 m/s.", "en", AT_LEAST, False),
        ("Need not be worn at more than 5 m.", "en", Comparator.ABOVE, False),
        ("It shall not be started where the wind exceeds 10 m/s.", "en", Comparator.ABOVE, True),
        ("It shall not be entered without a permit at more than 2 m.", "en", Comparator.ABOVE, False),
        ("严禁超过5 t。", "zh", AT_MOST, False),
        ("不得使浓度高于5 mg/m³。", "zh", AT_MOST, False),
        ("Запрещается превышать 5 м/с.", "ru", AT_MOST, False),
        ("Скорость не должна опускаться ниже 5 м/с.", "ru", AT_LEAST, False),
    ],
)
def test_what_it_is_forbidden_to_pass_must_be_kept(text: str, lang: str, comparator: Comparator, trigger: bool) -> None:
    (found,) = quantities(text, lang)
    assert (found.comparator, found.trigger) == (comparator, trigger)


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
        ("от минус 20 до плюс 40 °С", "ru", "-20", "40"),
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


@pytest.mark.parametrize(
    ("text", "lang", "comparator", "value", "symbol"),
    [
        ("处理效率不应当低于80%", "zh", AT_LEAST, "80", "%"),
        ("不得多于三十人", "zh", AT_MOST, "30", "person"),
        ("不少于2人", "zh", AT_LEAST, "2", "person"),
        ("在下游至少应布置1个监测井", "zh", AT_LEAST, "1", ""),
        ("超过2 000个（含）", "zh", AT_LEAST, "2000", ""),
        ("5 t以上（不含）", "zh", ABOVE, "5", "t"),
        ("成功率不低于八成", "zh", AT_LEAST, "80", "%"),
        ("十倍以下的罚款", "zh", AT_MOST, "10", "fold"),
        ("以两次为限", "zh", AT_MOST, "2", "time"),
        ("应在半年内改正", "zh", AT_MOST, "6", "month"),
        ("不低于二级", "zh", AT_LEAST, "2", "class"),
        ("温度不超过摄氏四十度", "zh", AT_MOST, "40", "°C"),
        ("每小时不少于30立方米", "zh", AT_LEAST, "30", "m³/h"),
        ("距地面 1.2 m 高度以上", "zh", AT_LEAST, "1.2", "m"),
        ("保温层厚度大约 5 cm", "zh", EQUAL, "5", "cm"),
        ("two or more years of practice", "en", AT_LEAST, "2", "a"),
        ("within two (2) years", "en", AT_MOST, "2", "a"),
        ("at least two trained persons", "en", AT_LEAST, "2", "person"),
        ("no fewer than three", "en", AT_LEAST, "3", ""),
        ("in excess of 30 V", "en", ABOVE, "30", "V"),
        ("up to and including 1 000 V", "en", AT_MOST, "1000", "V"),
        ("less than or equal to 5 mg/m³", "en", AT_MOST, "5", "mg/m³"),
        ("by at least one-fifth of the members", "en", AT_LEAST, "0.2", ""),
        ("the limit is about 5 kPa", "en", AT_MOST, "5", "kPa"),
        ("only once", "en", AT_MOST, "1", "time"),
        ("not more than 5 percentage points", "en", AT_MOST, "5", "pp"),
        ("a fine not exceeding $5,000", "en", AT_MOST, "5000", "$"),
        ("не менее двух человек", "ru", AT_LEAST, "2", "person"),
        ("не должна быть менее 0,7 м", "ru", AT_LEAST, "0.7", "m"),
        ("свыше 1000 В", "ru", ABOVE, "1000", "V"),
        ("не позднее полугода", "ru", AT_MOST, "6", "month"),
        ("30-метровую рулетку", "ru", EQUAL, "30", "m"),
        ("кемінде 5 адам", "kk", AT_LEAST, "5", "person"),
        ("0,5 м-ден кем емес", "kk", AT_LEAST, "0.5", "m"),
        ("жиырма бес күннен аспауы керек", "kk", AT_MOST, "25", "d"),
        ("không được nhỏ hơn 1,5 m", "vi", AT_LEAST, "1.5", "m"),
        ("trong thời hạn mười lăm ngày", "vi", AT_MOST, "15", "d"),
        ("sekurang-kurangnya dua puluh lima meter", "id", AT_LEAST, "25", "m"),
        ("tidak boleh lebih dari 10 mg/L", "id", AT_MOST, "10", "mg/L"),
        ("ne doit pas dépasser cent vingt secondes", "fr", AT_MOST, "120", "s"),
        ("supérieure ou égale à 3 m", "fr", AT_LEAST, "3", "m"),
        ("لا تقل عن ٣ أمتار", "ar", AT_LEAST, "3", "m"),
        ("1×10⁻³ cm/s", "zh", EQUAL, "0.001", "cm/s"),
        ("10^6 Bq", "en", EQUAL, "1000000", "Bq"),
    ],
)
def test_words_of_comparison_numerals_and_units(text: str, lang: str, comparator: Comparator, value: str, symbol: str) -> None:
    assert brief(text, lang) == [(comparator, Decimal(value), symbol)]


@pytest.mark.parametrize(
    ("text", "lang", "values", "symbol"),
    [
        ("after 30, 60 and 90 days", "en", "30 60 90", "d"),
        ("0,5; 1,0; 2,0 мм", "ru", "0.5 1 2", "mm"),
        ("频率为31.5、63和125 Hz", "zh", "31.5 63 125", "Hz"),
        ("105 mm × 148 mm", "en", "105 148", "mm"),
        ("10 × 20 × 30 cm", "en", "10 20 30", "cm"),
        ("không quá 5, 10 hoặc 15 ngày", "vi", "5 10 15", "d"),
    ],
)
def test_numbers_of_a_list_share_the_unit_of_the_last(text: str, lang: str, values: str, symbol: str) -> None:
    found = quantities(text, lang)
    assert [q.value for q in found] == [Decimal(v) for v in values.split()]
    assert {q.unit and q.unit.symbol for q in found} == {symbol}
    assert len({q.comparator for q in found}) == 1


@pytest.mark.parametrize(
    ("text", "lang", "value", "symbol", "times"),
    [
        ("每季度至少一次", "zh", 3, "month", 1),
        ("每年不少于2次", "zh", 1, "a", 2),
        ("每三年检讨一次", "zh", 3, "a", 1),
        ("every six months", "en", 6, "month", 1),
        ("twice a year", "en", 1, "a", 2),
        ("once in every two (2) years", "en", 2, "a", 1),
        ("reviewed annually", "en", 1, "a", 1),
        ("three times per month", "en", 1, "month", 3),
        ("не реже одного раза в квартал", "ru", 3, "month", 1),
        ("ежегодно", "ru", 1, "a", 1),
        ("hai lần mỗi năm", "vi", 1, "a", 2),
        ("định kỳ 6 tháng", "vi", 6, "month", 1),
        ("une fois par an", "fr", 1, "a", 1),
        ("жыл сайын", "kk", 1, "a", 1),
    ],
)
def test_how_often_is_an_interval(text: str, lang: str, value: int, symbol: str, times: int) -> None:
    (found,) = quantities(text, lang)
    assert (found.comparator, found.value, found.unit and found.unit.symbol, found.times) == (AT_MOST, value, symbol, times)
    assert found.every


def test_at_most_so_often_limits_the_interval_from_below() -> None:
    (found,) = quantities("每年不得超过两次", "zh")
    assert (found.comparator, found.times) == (AT_LEAST, 2)


@pytest.mark.parametrize(
    ("text", "value", "tolerance", "below"),
    [
        ("100 +0,5/−0,2 mm", "100", "0.5", "0.2"),
        ("100 +0/−5 mm", "100", "0", "5"),
        ("220 V ± 10 %", "220", "22", None),
        ("长度为100 mm，允许偏差±5 mm", "100", "5", None),
        ("plus or minus 5 %", "0", "5", None),
    ],
)
def test_tolerances_both_ways_and_one(text: str, value: str, tolerance: str, below: str | None) -> None:
    (found,) = quantities(text, "ru")
    assert (found.value, found.tolerance) == (Decimal(value), Decimal(tolerance))
    assert found.below == (None if below is None else Decimal(below))


@pytest.mark.parametrize(
    ("text", "lang", "low", "high", "bounds"),
    [
        ("三年以上十年以下", "zh", 3, 10, (AT_LEAST, AT_MOST)),
        ("not less than 5 m but not more than 10 m", "en", 5, 10, (AT_LEAST, AT_MOST)),
        ("more than NT$30,000 but less than NT$150,000", "en", 30000, 150000, (ABOVE, BELOW)),
        ("5 to 10 m", "en", 5, 10, (AT_LEAST, AT_MOST)),
        ("介于5与10 m之间", "zh", 5, 10, (AT_LEAST, AT_MOST)),
        ("gồm 11 đến 17 thành viên", "vi", 11, 17, (AT_LEAST, AT_MOST)),
        ("six to two months before the end", "en", 2, 6, (AT_LEAST, AT_MOST)),
        ("75 kHz to 3 MHz", "en", 75, 3000, (AT_LEAST, AT_MOST)),
    ],
)
def test_two_bounds_that_stand_together_are_one_range(
    text: str, lang: str, low: int, high: int, bounds: tuple[Comparator, Comparator]
) -> None:
    (found,) = quantities(text, lang)
    assert (found.comparator, found.value, found.upper, found.bounds) == (Comparator.RANGE, low, high, bounds)


@pytest.mark.parametrize(
    ("text", "lang", "difference"),
    [
        ("温升不应超过60 K", "zh", True),
        ("the temperature rise shall not exceed 60 K", "en", True),
        ("превышение температуры не более 60 °С", "ru", True),
        ("表面温度不应超过60 ℃", "zh", False),
        ("at 293 K", "en", False),
    ],
)
def test_a_rise_of_temperature_is_a_difference(text: str, lang: str, difference: bool) -> None:
    (found,) = quantities(text, lang)
    assert found.dimension == ("ΔK1" if difference else "K1")


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


def words_of_units() -> list[tuple[str, str, str]]:
    """(language, word, our symbol) of all words for units."""
    rows = tomllib.loads((Path(units.__file__).parent / "tables" / "units.toml").read_text(encoding="utf-8"))["unit"]
    languages = ("zh", "en", "ru", "kk", "vi", "id", "ar", "fr")
    return [
        (lang, word, row["symbol"]) for row in rows for lang in languages for word in row.get(lang, ()) if not word[0].isdigit()
    ]


@given(st.sampled_from(words_of_units()), VALUES.filter(bool), st.sampled_from([AT_MOST, BELOW, AT_LEAST, ABOVE]))
def test_what_is_printed_in_words_is_read_back(word: tuple[str, str, str], value: Decimal, comparator: Comparator) -> None:
    lang, name, symbol = word
    printed = f"{value:f}".replace(".", ",") if lang in DECIMAL_COMMA else f"{value:f}"
    (found,) = quantities(f"{PRINTED[lang][comparator]} {printed} {name}", lang)
    assert (found.comparator, found.value, found.unit and found.unit.symbol) == (comparator, value, symbol)


@given(st.text(max_size=80), st.sampled_from(LANGS))
def test_any_text_gives_quantities_inside_it(text: str, lang: str) -> None:
    for q in quantities(text, lang):
        assert 0 <= q.start <= q.value_start < q.value_end <= len(text)
        assert q.end <= len(text)

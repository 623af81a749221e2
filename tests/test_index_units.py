"""Units: spellings of eight languages are one unit, sizes and dimensions are pint's, and what does not convert says why."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import units
from index.molar import molar_mass
from index.spellings import spellings
from index.units import convert, obstacle, unit, unit_at


@pytest.mark.parametrize(
    ("symbol", "spelt"),
    [
        (
            "mg/m³",
            "毫克/立方米 | 毫克每立方米 | "
            "мг/м3 | milligrams per cubic metre | mg·m⁻³ | mg par mètre cube | ملغم/متر مكعب | mg/mét khối",
        ),
        ("dB(A)", "分贝(A) | дБА | дБ(А) | dBA | dB（A） | decibels (A)"),
        ("kWh/m²", "kW·h/m² | кВт·ч/м² | 千瓦时/平方米"),
        ("kg/m²/h", "kg/(m²·h) | kg/m²·h | кг/(м²·ч)"),
        ("m³/h/person", "m³/h/person | m³/(h·person) | м³/ч/человек | 立方米/(小时·人)"),
        ("W/m²/K", "W/(m²·K) | W/m²·K | Вт/(м²·К)"),
        ("time/h", "air changes per hour | 次/h | 次每小时"),
        ("L/min", "L/min | л/мин | litres per minute | 升/分钟 | lít/phút | liter per menit"),
        ("μS/cm", "µS/cm | uS/cm | мкСм/см"),
        ("g/kWh", "g/kWh | г/кВт·ч | 克/千瓦时"),
        ("kgce/t", "kgce/t | 千克标准煤/吨"),
        ("mg/Nm³", "mg/Nm³ | mg/Nm3 | мг/нм³ | 毫克/标准立方米"),
        ("m/s", "m/s | m·s⁻¹ | m s-1 | м/с | 米/秒 | mètres par seconde"),
        ("m²", "m² | m2 | 平方米 | square metres | кв. м | mètres carrés | meter persegi | mét vuông | متر مربع | шаршы метр"),
        ("%vol", "% vol | %（V/V） | % об. | % by volume | %(体积分数)"),
        ("g/100 g", "g/100 g | г/100 г | g/100g"),
        ("°C", "℃ | °C | °С | 摄氏度 | degrees Celsius | градусов Цельсия | درجة مئوية"),
        ("working day", "工作日 | working days | рабочих дней | ngày làm việc | hari kerja | jours ouvrables | أيام عمل"),
        ("kPa", "千帕 | kPa | кПа | kilopascals"),
        ("MΩ", "兆欧 | MΩ | МОм | megaohms"),
    ],
)
def test_spellings_of_all_languages_are_one_unit(symbol: str, spelt: str) -> None:
    found = [(spelling, unit(spelling)) for spelling in spelt.split(" | ")]
    assert [(spelling, u and u.symbol) for spelling, u in found] == [(spelling, symbol) for spelling, _ in found]


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("m-3 m", "m"),
        ("年度计划", ""),
        ("人员", ""),
        ("in the room", ""),
        ("GB 12345", ""),
        ("s_r", ""),
        ("time per year", "time"),
        ("dB re 20 µPa", "dB re 20 μPa"),
        ("dB (re 1 μPa)", "dB re 1 μPa"),
        ("dB above the background", "dB"),
    ],
)
def test_where_a_unit_ends(text: str, symbol: str) -> None:
    found = unit_at(text, 0)
    assert (found[0].symbol if found else "") == symbol


@pytest.mark.parametrize(
    ("value", "source", "target", "wanted"),
    [
        ("1", "in", "mm", "25.4"),
        ("20", "°C", "K", "293.15"),
        ("68", "°F", "°C", "20"),
        ("1", "kWh", "MJ", "3.6"),
        ("1", "kgce", "MJ", "29.3076"),
        ("2", "a", "month", "24"),
        ("1", "atm", "kPa", "101.325"),
        ("36", "km/h", "m/s", "10"),
        ("1", "%vol", "ppm", "10000"),
        ("5", "person", "person", "5"),
        ("1", "week", "d", "7"),
    ],
)
def test_sizes_are_those_of_pint(value: str, source: str, target: str, wanted: str) -> None:
    a, b = unit(source), unit(target)
    assert a and b
    assert convert(Decimal(value), a, b) == Decimal(wanted)


def test_a_difference_of_temperatures_is_no_temperature() -> None:
    celsius, kelvin = unit("°C"), unit("K")
    assert celsius and kelvin
    assert convert(Decimal(60), celsius.as_difference, kelvin.as_difference) == 60
    assert convert(Decimal(60), celsius, kelvin.as_difference) is None
    assert obstacle(celsius, kelvin.as_difference) == units.TEMPERATURE


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("dB(A)", "dB(C)", units.LEVELS),
        ("dB(A)", "dB", units.LEVELS),
        ("dB re 20 μPa", "dB re 1 μPa", units.LEVELS),
        ("month", "d", units.CALENDAR),
        ("working day", "d", units.CALENDAR),
        ("CNY", "USD", units.CURRENCY),
        ("ppm", "mg/m³", units.VOLUME_SHARE),
        ("mg/Nm³", "mg/m³", units.STANDARD_STATE),
        ("Sv", "Gy", units.DOSE),
        ("m", "kg", units.NOT_THE_SAME),
        ("mg/m³", "μg/L", ""),
    ],
)
def test_what_does_not_convert_says_why(a: str, b: str, reason: str) -> None:
    x, y = (unit_at(name, 0) for name in (a, b))
    assert x and y
    assert obstacle(x[0], y[0]) == obstacle(y[0], x[0]) == reason
    assert (convert(Decimal(1), x[0], y[0]) is None) == bool(reason)


SIZED: dict[str, list[str]] = {}
for _name in spellings().symbols:
    _unit = unit(_name)
    if _unit:
        SIZED.setdefault(_unit.dimension, []).append(_name)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6, allow_nan=False), st.data())
def test_there_and_back_loses_nothing(value: Decimal, data: st.DataObject) -> None:
    names = SIZED[data.draw(st.sampled_from(sorted(SIZED)))]
    a, b = (unit(data.draw(st.sampled_from(names))) for _ in range(2))
    assert a and b
    there = convert(value, a, b)
    assert there is not None
    assert convert(there, b, a) == value


def test_every_unit_of_the_table_has_a_size_and_reads_its_own_symbol() -> None:
    for name in spellings().symbols:
        found = unit(name)
        assert found and found.symbol == name
        assert found.factor > 0


def test_reading_units_does_not_start_the_registry() -> None:
    code = "import sys; from index.units import unit; unit('mg/m³'); print('pint' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("formula", "mass"),
    [("H2S", "34.076"), ("H₂S", "34.076"), ("Ca(OH)2", "74.092"), ("71-43-2", "78.114"), ("CO", "28.010")],
)
def test_molar_masses(formula: str, mass: str) -> None:
    assert molar_mass(formula) == Decimal(mass)


@pytest.mark.parametrize("name", ["TVOC", "VOC", "dust", "", "H2(", "Xx2"])
def test_what_is_no_formula_has_no_molar_mass(name: str) -> None:
    assert molar_mass(name) is None

"""Concentrations are compared only with the molar mass and the temperature that are stated."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.units import NOT_THE_SAME, convert, unit
from matcher.concentration import (
    NO_MOLAR_MASS,
    NO_STATE,
    NO_TEMPERATURE,
    Concentrations,
    Lacking,
    State,
    comparable_concentration,
    stated,
)
from matcher.quantity import Quantity, quantities

H2S = "7783-06-4"


def one(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


def milligrams(found: Concentrations | Lacking) -> tuple[Decimal, Decimal]:
    assert isinstance(found, Concentrations)
    base, shown = unit("kg/m³"), unit("mg/m³")
    assert base and shown
    a, b = convert(found.a, base, shown), convert(found.b, base, shown)
    assert a is not None and b is not None
    return round(a, 2), round(b, 2)


def test_a_share_of_volume_is_a_mass_at_the_stated_temperature() -> None:
    a, b = one("10 mg/m³"), one("10 ppm")
    assert milligrams(comparable_concentration(a, b, H2S, stated("at 20 °C and 101,325 Pa", "en"))) == (10, Decimal("14.17"))
    assert milligrams(comparable_concentration(a, b, H2S, State(Decimal("298.15")))) == (10, Decimal("13.93"))
    assert milligrams(comparable_concentration(a, one("0.001 % vol"), H2S, State(Decimal("298.15")))) == (10, Decimal("13.93"))


def test_normal_cubic_metres_have_their_own_temperature() -> None:
    assert milligrams(comparable_concentration(one("50 mg/Nm³"), one("10 ppm"), H2S)) == (50, Decimal("15.20"))
    warm = comparable_concentration(one("50 mg/Nm³"), one("50 mg/m³"), "", State(Decimal("546.3")))
    assert milligrams(warm) == (25, 50)


@pytest.mark.parametrize(
    ("a", "b", "substance", "reason"),
    [
        ("10 mg/m³", "10 ppm", H2S, NO_TEMPERATURE),
        ("10 mg/m³", "10 ppm", "dust", NO_MOLAR_MASS),
        ("10 mg/m³", "10 mg/Nm³", H2S, NO_STATE),
        ("10 mg/m³", "10 kg", H2S, NOT_THE_SAME),
    ],
)
def test_what_is_lacking_is_said(a: str, b: str, substance: str, reason: str) -> None:
    assert comparable_concentration(one(a), one(b), substance) == Lacking(reason)


def test_the_same_kind_needs_nothing() -> None:
    assert milligrams(comparable_concentration(one("1 mg/L"), one("1000 mg/m³"))) == (1000, 1000)


@pytest.mark.parametrize(
    ("text", "lang", "temperature", "pressure", "mass"),
    [
        ("在标准状态（273 K，101.325 kPa）下", "zh", "273", "101325", None),
        ("换算为标准状态", "zh", "273.15", "101325", None),
        ("при 20 °С и 101,3 кПа, молярная масса 34,08", "ru", "293.15", "101300", "34.08"),
        ("M = 34.08", "en", None, None, "34.08"),
        ("the molar mass is 78.11 g/mol at 25 °C", "en", "298.15", None, "78.11"),
        ("the pressure of the pump is 800 kPa", "en", None, None, None),
    ],
)
def test_what_a_text_states(text: str, lang: str, temperature: str | None, pressure: str | None, mass: str | None) -> None:
    found = stated(text, lang)
    wanted = [None if value is None else Decimal(value) for value in (temperature, pressure, mass)]
    assert [found.temperature, found.pressure, found.molar_mass] == wanted

"""Concentrations in air against one another: mg/m³, ppm, % by volume and mg per normal cubic metre.

A share of volume and a mass in a volume are compared by the equation of state of an ideal gas, c = x·M·p/(R·T): only with a molar
mass and a temperature that are stated, never with assumed ones. Where no pressure is stated, it is the standard atmosphere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from index.algebra import PRECISION, gas_constant
from index.molar import molar_mass
from index.numerals import fold
from index.units import NOT_THE_SAME
from matcher.quantity import Quantity, quantities

NO_MOLAR_MASS = "a share of volume and a mass in a volume: the molar mass of the substance is not known"
NO_TEMPERATURE = "a share of volume and a mass in a volume: the temperature is not stated"
NO_STATE = "a volume at standard conditions and one as measured: the temperature of the measurement is not stated"

_SHARE, _MASS, _NORMAL = "volume_share1", "L-3 M1", "M1 normal_volume-1"
_ATMOSPHERE = Decimal(101325)
_ZERO = Decimal("273.15")
_MOLAR = re.compile(
    r"(?:(?<![A-Za-z])M(?:r|W)?\s?[=＝:：]|摩尔质量|分子量|相对分子质量|molar mass|molecular (?:weight|mass)|молярн\w+ масс\w+|"
    r"молекулярн\w+ масс\w+)[^\d;；。.]{0,16}(?P<value>\d+(?:[.,]\d+)?)",
    re.I,
)
_STANDARD = re.compile(
    r"标准状[态况]|standard (?:conditions|state|temperature and pressure)|(?<![A-Z])STP(?![A-Z])|нормальн\w+ условия\w*|"
    r"conditions normales|điều kiện tiêu chuẩn",
    re.I,
)
_COLDEST, _HOTTEST = Decimal(200), Decimal(1000)
_LEAST, _MOST = Decimal(50_000), Decimal(200_000)


@dataclass(frozen=True, slots=True)
class State:
    """What is stated of the gas: ``temperature`` in K, ``pressure`` in Pa, ``molar_mass`` in g/mol; None where it is not."""

    temperature: Decimal | None = None
    pressure: Decimal | None = None
    molar_mass: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Concentrations:
    """Two concentrations in kg/m³ at the temperature and pressure of their comparison."""

    a: Decimal
    b: Decimal


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why two concentrations are not compared: the key of a message."""

    reason: str


def stated(text: str, lang: str = "") -> State:
    """What a text states of a gas: the first molar mass, temperature and atmospheric pressure in it.

    The standard state without numbers (标准状态, STP) is 273.15 K at 101.325 kPa.
    """
    mass = _MOLAR.search(fold(text))
    temperature = pressure = None
    for q in quantities(text, lang):
        value = q.base()
        if temperature is None and q.dimension == "K1" and _COLDEST < value < _HOTTEST:
            temperature = value
        elif pressure is None and q.dimension == "L-1 M1 T-2" and _LEAST < value < _MOST:
            pressure = value
    if temperature is None and _STANDARD.search(text):
        temperature, pressure = _ZERO, pressure or _ATMOSPHERE
    return State(temperature, pressure, Decimal(mass["value"].replace(",", ".")) if mass else None)


def comparable_concentration(
    a: Quantity, b: Quantity, substance: str = "", state: State | None = None
) -> Concentrations | Lacking:
    """``a`` and ``b`` as masses in one volume, or what is lacking for it.

    ``substance`` is a formula or a key of ``index.substances``; a molar mass that ``state`` has goes before it.
    """
    state = state or State()
    if state.molar_mass is None:
        state = replace(state, molar_mass=molar_mass(substance))
    kinds = {a.dimension, b.dimension}
    if not kinds <= {_SHARE, _MASS, _NORMAL}:
        return Lacking(NOT_THE_SAME)
    if len(kinds) == 1:
        return Concentrations(a.base(), b.base())
    if _SHARE in kinds and state.molar_mass is None:
        return Lacking(NO_MOLAR_MASS)
    if _MASS not in kinds:  # both at the standard state, which has its temperature
        state = replace(state, temperature=_ZERO, pressure=_ATMOSPHERE)
    if state.temperature is None:
        return Lacking(NO_TEMPERATURE if _SHARE in kinds else NO_STATE)
    return Concentrations(*(_mass(q, state.temperature, state.pressure or _ATMOSPHERE, state.molar_mass) for q in (a, b)))


def _mass(q: Quantity, temperature: Decimal, pressure: Decimal, molar: Decimal | None) -> Decimal:
    """A concentration in kg/m³ at this temperature (K) and pressure (Pa)."""
    with localcontext() as context:
        context.prec = PRECISION
        if q.dimension == _SHARE and molar is not None:
            return q.base() * molar / 1000 * pressure / (gas_constant() * temperature)
        if q.dimension == _NORMAL:
            return q.base() * _ZERO / temperature * pressure / _ATMOSPHERE
        return q.base()

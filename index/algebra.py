"""What units are of and how many of the base unit they hold, from the registry of pint, in Decimal: the one door to pint.

The registry starts when the first factor is asked for; reading texts does not need it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pint import UnitRegistry

PRECISION = 50
"""Digits that are carried through a conversion."""
_SHORT = 34  # a result that has fewer digits than this when rounded to them is taken for exact
_LETTERS = {
    "meter": "L", "kilogram": "M", "second": "T", "ampere": "I", "kelvin": "K", "mole": "N", "candela": "J", "radian": "angle",
}  # fmt: skip
_OWN = re.compile(r"(?P<prefix>\w*)\[(?P<name>\w+)\]")

_DEFINED = (
    "volume_share = [volume_share]",
    "volume_percent = 0.01 * volume_share",
    "volume_ppm = 1e-6 * volume_share",
    "volume_ppb = 1e-9 * volume_share",
    "calendar_month = [calendar]",
    "calendar_quarter = 3 * calendar_month",
    "calendar_year = 12 * calendar_month",
    "coal_gram = 29.3076 * kilojoule",  # standard coal, 7000 kcal/kg: GB/T 2589-2020
    "coal_kilogram = 29.3076 * megajoule",
    "coal_tonne = 29.3076 * gigajoule",
    "gauss_of_si = 1e-4 * tesla",
    "mu_of_land = hectare / 15",
    "tonne_force = 9.80665 * kilonewton",
)

Part = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of a unit is ``(value + offset) * factor`` of the base unit of ``dimension`` ("L-3 M1"; "" for a plain number)."""

    factor: Decimal
    offset: Decimal
    dimension: str


@cache
def _registry() -> UnitRegistry[Any]:
    import pint

    with localcontext() as context:
        context.prec = PRECISION
        registry: UnitRegistry[Any] = pint.UnitRegistry(non_int_type=Decimal)
        for definition in _DEFINED:
            registry.define(definition)
    return registry


@cache
def measure(parts: tuple[Part, ...], *, difference: bool = False) -> Measure:
    """The measure of a product of units, each the name that pint has for it or "[dimension of its own]", with its power.

    ``difference``: of two temperatures, which is no temperature: 20 °C are 293.15 K, 20 °C warmer is 20 K warmer.
    """
    registry = _registry()
    with localcontext() as context:
        context.prec = PRECISION
        factor, dimensions = Decimal(1), dict[str, int]()
        alone = len(parts) == 1 and parts[0][1] == 1
        offset = Decimal(0)
        for given, power in parts:
            name = _known(registry, given)
            warm = name in ("degree_Celsius", "degree_Fahrenheit")
            scale, base = registry.get_base_units(registry.parse_units(f"delta_{name}" if warm else name))
            factor *= Decimal(str(scale)) ** power
            for unit, exponent in base._units.items():  # pint has no public way to the exponents
                letter = _LETTERS.get(unit, unit)
                dimensions[letter] = dimensions.get(letter, 0) + int(str(exponent)) * power
            if warm and alone and not difference:
                zero = registry.Quantity(Decimal(0), name).to("kelvin").magnitude
                offset = short(zero / factor)
        if alone and difference and dimensions == {"K": 1}:
            dimensions = {"ΔK": 1}
        return Measure(short(factor), offset, " ".join(f"{name}{n}" for name, n in sorted(dimensions.items()) if n))


@cache
def gas_constant() -> Decimal:
    """The molar gas constant in J/(mol·K): 8.314462618… (CODATA, by pint)."""
    with localcontext() as context:
        context.prec = PRECISION
        scale, _ = _registry().get_base_units("molar_gas_constant")
        return Decimal(str(scale))


def _known(registry: UnitRegistry[Any], name: str) -> str:
    """The name under which the registry has ``name``; a dimension of its own is defined when it is first met."""
    own = _OWN.fullmatch(name)
    if own is None:
        return name
    if own["name"] not in registry:
        registry.define(f"{own['name']} = [{own['name']}]")
    return own["prefix"] + own["name"]


def short(value: Decimal) -> Decimal:
    """``value``, worked out to ``PRECISION`` digits, as the short decimal that it differs from in the last of them only."""
    with localcontext() as context:
        context.prec = _SHORT
        rounded = (+value).normalize()
    return Decimal(f"{rounded:f}") if len(rounded.as_tuple().digits) <= _SHORT - 6 else value

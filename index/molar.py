"""Molar masses from formulae: the sum of the standard atomic weights, abridged to four digits or more.

Atomic weights after IUPAC, Standard Atomic Weights 2021 (CIAAW), the conventional values where an interval is given.
"""

from __future__ import annotations

import re
from decimal import Decimal

from index.substances import SUBSCRIPTS, formula_of

_WEIGHTS = {
    "H": "1.008", "He": "4.0026", "Li": "6.94", "Be": "9.0122", "B": "10.81", "C": "12.011", "N": "14.007", "O": "15.999",
    "F": "18.998", "Ne": "20.180", "Na": "22.990", "Mg": "24.305", "Al": "26.982", "Si": "28.085", "P": "30.974",
    "S": "32.06", "Cl": "35.45", "Ar": "39.95", "K": "39.098", "Ca": "40.078", "Sc": "44.956", "Ti": "47.867", "V": "50.942",
    "Cr": "51.996", "Mn": "54.938", "Fe": "55.845", "Co": "58.933", "Ni": "58.693", "Cu": "63.546", "Zn": "65.38",
    "Ga": "69.723", "Ge": "72.630", "As": "74.922", "Se": "78.971", "Br": "79.904", "Kr": "83.798", "Rb": "85.468",
    "Sr": "87.62", "Y": "88.906", "Zr": "91.224", "Nb": "92.906", "Mo": "95.95", "Ru": "101.07", "Rh": "102.91",
    "Pd": "106.42", "Ag": "107.87", "Cd": "112.41", "In": "114.82", "Sn": "118.71", "Sb": "121.76", "Te": "127.60",
    "I": "126.90", "Xe": "131.29", "Cs": "132.91", "Ba": "137.33", "La": "138.91", "Ce": "140.12", "Hf": "178.49",
    "Ta": "180.95", "W": "183.84", "Re": "186.21", "Os": "190.23", "Ir": "192.22", "Pt": "195.08", "Au": "196.97",
    "Hg": "200.59", "Tl": "204.38", "Pb": "207.2", "Bi": "208.98", "Th": "232.04", "U": "238.03",
}  # fmt: skip
_STEP = re.compile(r"(?P<symbol>[A-Z][a-z]?)(?P<count>\d*)|(?P<open>\()|\)(?P<times>\d*)")
_ABBREVIATIONS = frozenset({"VOC", "PCB"})
"""What reads as a formula and is none."""


def molar_mass(substance: str) -> Decimal | None:
    """The molar mass in g/mol of a formula ("H₂S", "Ca(OH)2") or of a substance by the key that ``index.substances`` gives it.

    None where it is neither, or a mixture.
    """
    return _of_formula(substance) or _of_formula(formula_of(substance))


def _of_formula(formula: str) -> Decimal | None:
    formula = formula.translate(SUBSCRIPTS)
    if not formula or formula in _ABBREVIATIONS:
        return None
    sums = [Decimal(0)]
    at = 0
    while at < len(formula):
        step = _STEP.match(formula, at)
        if step is None or (step["symbol"] and step["symbol"] not in _WEIGHTS):
            return None
        if step["symbol"]:
            sums[-1] += Decimal(_WEIGHTS[step["symbol"]]) * int(step["count"] or 1)
        elif step["open"]:
            sums.append(Decimal(0))
        elif len(sums) > 1:
            inner = sums.pop()
            sums[-1] += inner * int(step["times"] or 1)
        else:
            return None
        at = step.end()
    return sums[0] if len(sums) == 1 else None

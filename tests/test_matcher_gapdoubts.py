"""A result whose words take its number back, or leave open which number was measured, never makes a requirement met."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gap_shelf import known, listed, report

from matcher.gap import GapClass

PRESSURE = 41  # the line of the sample report on which the clause 7.2 of the target, 150 psi at least, rests
DOUBTFUL = (
    "约1.05 MPa", "≈1.05 MPa", "~1.05 MPa", "nearly 1.05 MPa", "ca. 1.05 MPa", "около 1,05 МПа", "未达到1.05 MPa",
    "1.05 MPa not reached", "не достигнуто 1,05 МПа", "no 1.05 MPa", "1.05 MPa（设计值）", "声明值 1.05 MPa", "预计 1.05 MPa",
    "计算值1.05 MPa",
    "150 psig?", "压力表量程 1.6 MPa", "压力表量程 1.6 MPa，试验压力 1.0", "要求 1.05 MPa, 实测 1.0",
    "required 1.05 MPa, measured 1.0",
    "目标值1.05 MPa，仅达到1.0", "1.05 MPa; second sample 0.95", "1.05 MPa; 样品2: 0.95", "1.05 MPa/0.9 MPa", "1.05 MPa, U = 6 %",
    "1.05 MPa (k = 2)", "1050 kPa, 10 s → 破裂", "样品1 118 psi",
)  # fmt: skip
PLAIN = (
    "1.05 MPa", "1,05 МПа", "10.5 bar", "符合要求，1.05 MPa，无变形", "1.05 MPa, no deformation, no leakage",
    "样品2：1.05 MPa", "1.05 MPa～1.10 MPa", "1.05 MPa, 10 s", "3个样品，1.05 MPa", "1.05 MPa, meets the requirements",
)  # fmt: skip


def pressed(result):
    full = report("explosion-full")
    lines = tuple(replace(one, result=result) if one.number == PRESSURE else one for one in full.lines)
    return next(one for one in listed(replace(full, lines=lines), known()).lines if one.label == "7.2")


@pytest.mark.parametrize("result", DOUBTFUL)
def test_a_number_with_a_doubt_beside_it_meets_nothing(result):
    assert pressed(result).gap is GapClass.DELTA


@pytest.mark.parametrize("result", PLAIN)
def test_a_plain_number_still_does(result):
    assert pressed(result).gap is GapClass.MET

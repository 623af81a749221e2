"""A result that tells of a failure beside a printed pass leaves at least a condition; one that denies it leaves none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gap_shelf import known, listed, report

from ingest.days import read_day
from matcher.gap import GapClass, Ground
from matcher.gap_doubt import tells_of_failure
from matcher.gap_edition import covers

PRESSURE = 41  # the line of the sample report on which the clause 7.2 of the target, 150 psi at least, rests
AGAINST = (
    "在1.05 MPa下泄漏", "1.05 MPa时破裂", "1.05 MPa, leaks", "cracked at 1.05 MPa", "не выдержал 1,05 МПа", "1.05 MPa, damage",
    "No deformation, leaks at 1.05 MPa", "无变形，有泄漏", "无法保持压力，泄漏", "1.05 MPa, did not withstand",
    "обнаружены трещины", "нет трещин и не выдержал", "不合格", "утечка", "泄漏 未见变形", "does not comply",
    "no visible cracks; the glass broke", "1.05 MPa, sample failed", "rò rỉ", "泄漏，无变形", "没有通过",
)  # fmt: skip
DENIED = (
    "无泄漏", "no leak", "без повреждений", "没有破裂", "未见损坏", "1.05 MPa, no visible cracks or damage", "无变形、泄漏和破裂",
    "повреждений и трещин не обнаружено", "泄漏：无", "leakage: none", "did not leak", "not damaged", "不泄漏",
    "未发现任何明显损伤",
    "no deformation, leakage or damage", "without any signs of damage", "leakage current 0.2 mA", "泄漏电流 0.2 mA", "утечек нет",
    "Damage was not observed", "leak-tight", "free from cracks", "破裂压力 2.1 MPa", "ток утечки 0,2 мА",
    "No evidence of leakage",
    "1.05 MPa，无永久变形或损坏", "не повреждён", "không bị rò rỉ", "没有出现裂纹", "The sample was not broken", "试验后未破裂",
)  # fmt: skip


def pressed(result):
    full = report("explosion-full")
    lines = tuple(replace(one, result=result) if one.number == PRESSURE else one for one in full.lines)
    found = {one.label: one for one in listed(replace(full, lines=lines), known()).lines}
    return found["7.2"]


@pytest.mark.parametrize("result", AGAINST)
def test_words_of_a_failure_beside_a_pass_are_seen(result):
    assert tells_of_failure(result)


@pytest.mark.parametrize("result", DENIED)
def test_a_failure_that_is_denied_is_none(result):
    assert not tells_of_failure(result)


@pytest.mark.parametrize("result", AGAINST[:6])
def test_a_pass_that_its_result_contradicts_meets_nothing(result):
    found = pressed(result)
    assert found.gap is GapClass.DELTA
    assert any(why.ground is Ground.CONTRADICTED and str(PRESSURE) in dict(why.words)["lines"] for why in found.grounds)


def test_a_met_line_whose_result_has_no_number_becomes_conditional():
    full = report("explosion-full")
    met = next(one for one in listed(full, known()).lines if one.gap is GapClass.MET and not one.arithmetic and one.lines)
    for result, gap in (("壳体破裂", GapClass.CONDITION), ("壳体未破裂", GapClass.MET)):
        lines = tuple(replace(one, result=result) if one.number == met.lines[0] else one for one in full.lines)
        again = next(one for one in listed(replace(full, lines=lines), known()).lines if one.label == met.label)
        assert again.gap is gap


@pytest.mark.parametrize("name", ["explosion-full", "explosion-edition", "explosion-failed"])
def test_no_pass_of_a_sample_report_is_contradicted(name):
    assert not [one.result for one in report(name).lines if one.verdict.value == "pass" and tells_of_failure(one.result)]


@pytest.mark.parametrize(
    ("scope", "is_covered"),
    [
        ("XGB/T 99301", False), ("GB/T 99301", True), ("按GB/T 99301—2024检测", True), ("GB/T 99301-2019", False),
        ("according to gb/t 99301, 99302", True), ("GB/T 993010", False), ("GB/T 99301.1", False), ("GB/T99301 — 2024", True),
        ("ISO 1; GB/T 99301:2019 and GB/T 99301:2024", True), ("DGB/T 99301—2024", False),
    ],
)  # fmt: skip
def test_a_scope_covers_a_standard_by_its_whole_designation(scope, is_covered):
    assert covers(scope, "GB/T 99301—2024") is is_covered


def test_a_day_out_of_range_is_told_the_range():
    with pytest.raises(ValueError, match="from 1900 to 2099"):
        read_day("9999-12-31")

"""Deviations: what differs, where it stands, whether it can be compared, which side is stricter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from concepts import clause
from numpy.typing import NDArray

from index.units import LEVELS, NOT_THE_SAME
from ingest.clause import Clause, Document, Kind, Standard
from ingest.provisions import with_provisions
from ingest.references import with_references
from ingest.sentences import sentences
from matcher.cited import ADOPTED, OTHER_EDITION
from matcher.concentration import NO_TEMPERATURE
from matcher.condition import conditions, conditions_of, excluding
from matcher.coverage import Coverage, Said, said
from matcher.deviation import Parts, deviations
from matcher.limits import OTHER_FORM, OTHER_WAY
from matcher.match import Deviation, DeviationKind, Side
from matcher.scope import apart
from matcher.unsaid import pieces

LIMIT, MODALITY, MISSING, ADDED = DeviationKind.LIMIT, DeviationKind.MODALITY, DeviationKind.MISSING, DeviationKind.ADDED


def zh(text: str, **fields: str) -> Clause:
    return clause(text, "5.1", standard="GB/T 1—2020", lang="zh", **fields)


def en(text: str, **fields: str) -> Clause:
    return clause(text, "7.2", standard="ISO 1:2020", lang="en", **fields)


def ru(text: str, **fields: str) -> Clause:
    return clause(text, "4.3", standard="ГОСТ Р 1—2020", lang="ru", **fields)


def between(a: Clause, b: Clause, *, alike: float = 0.8) -> tuple[Deviation, ...]:
    """Deviations where sentences answer to each other in order, as far as there are any."""
    ours, theirs = said([a]), said([b])
    similarity = np.full((len(ours), len(theirs)), 0.0, dtype=np.float32)
    for i in range(min(similarity.shape)):
        similarity[i, i] = alike
    coverage = Coverage(ours, theirs, similarity, 0.4, 0.1)
    return deviations([a], [b], coverage, parts(ours, theirs, similarity), lambda c: c.title)


def parts(ours: tuple[Said, ...], theirs: tuple[Said, ...], similarity: NDArray[np.float32]) -> Parts:
    """Parts of sentences answer to each other where their sentences do and as many stand before them; what is left is unsaid."""
    a, b = pieces(ours), pieces(theirs)
    alike = np.zeros((len(a), len(b)), dtype=np.float32)
    for i, p in enumerate(a):
        for j, q in enumerate(b):
            if sum(x.of == p.of for x in a[:i]) == sum(x.of == q.of for x in b[:j]):
                alike[i, j] = similarity[p.of, q.of]
    only_a, only_b = (tuple(np.flatnonzero(side.max(axis=1, initial=0) < 0.4).tolist()) for side in (alike, alike.T))
    return Parts(a, b, alike, only_a, only_b)


@pytest.mark.parametrize(
    ("a", "b", "side"),
    [
        (zh("噪声不应大于85 dB(A)。"), en("The noise level shall not exceed 90 dB(A)."), Side.A),
        (zh("噪声不应大于85 dB(A)。"), ru("Уровень шума не должен превышать 80 дБА."), Side.B),
        (zh("应每12个月测量一次。"), en("It shall be measured at least every 24 months."), Side.A),
        (zh("记录应保存10年。"), en("Records shall be kept for at least 30 years."), Side.B),
        (zh("接地电阻不应大于2 Ω。"), en("The earth resistance shall not exceed 1 Ω."), Side.B),
        (zh("噪声大于85 dB(A)时，应佩戴护听器。"), en("Protectors shall be worn where the level exceeds 80 dB(A)."), Side.B),
        (zh("氧含量低于19.5%时，应停止作业。"), en("Where oxygen is below 18 %, work shall stop."), Side.A),
        (zh("噪声低于85 dB(A)时，可不佩戴护听器。"), en("Where the level is below 80 dB(A), no protector need be worn."), Side.B),
        (zh("温度应为18 ℃～22 ℃。"), en("The temperature shall be 20 °C ± 2 °C."), Side.SAME),
        (zh("距离应为10 cm～30 cm。"), en("The distance shall be 10 cm to 40 cm."), Side.A),
        (zh("浓度应为（9.8±0.5）%。"), en("The concentration shall be (9.8 ± 0.3) %."), Side.B),
        (zh("防护等级不应低于IP54。"), en("The degree of protection shall be at least IP55."), Side.B),
        (zh("长度不应小于50 mm。"), en("The length shall be at least 2 in (50.8 mm)."), Side.B),
        (zh("应覆盖工作班的50%。"), en("It shall cover at least two thirds of the shift."), Side.B),
    ],
)
def test_the_stricter_limit(a: Clause, b: Clause, side: Side) -> None:
    found = [d for d in between(a, b) if d.kind is LIMIT]
    assert [(d.comparable, d.stricter) for d in found] == [(True, side)]
    assert a.text[found[0].a[0].start : found[0].a[0].end] == found[0].a_text
    assert b.text[found[0].b[0].start : found[0].b[0].end] == found[0].b_text


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (zh("噪声不应大于85 dB(A)。"), en("It shall not exceed 85 dB(A).")),
        (zh("压力不应大于1 MPa。"), en("The pressure shall not exceed 1000 kPa.")),
        (zh("每年检查一次。"), en("It is inspected every 12 months.")),
        (zh("浓度不得超过０．５毫克每立方米。"), ru("Не более 0,5 мг/м³.")),
    ],
)
def test_the_same_limit_is_no_deviation(a: Clause, b: Clause) -> None:
    assert [d for d in between(a, b) if d.kind is LIMIT] == []


def test_one_number_from_above_and_from_below_is_no_one_limit() -> None:
    (found,) = [d for d in between(zh("应有不少于2人在场。"), en("Not more than 2 persons shall attend.")) if d.kind is LIMIT]
    assert (found.comparable, found.stricter, found.reason) == (False, Side.NOT_COMPARABLE, OTHER_WAY)


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("厂界噪声不应大于65 dB(A)。", "工作场所噪声不应大于85 dB(A)。", "different measurand"),
        ("昼间噪声不应大于65 dB(A)。", "夜间噪声不应大于55 dB(A)。", "different time of day"),
        ("3类区不应大于65 dB(A)。", "2类区不应大于60 dB(A)。", "different class, zone or group of equipment"),
        ("8 h等效声级不应大于85 dB(A)。", "15 min等效声级不应大于90 dB(A)。", "different averaging time"),
        ("空载时不应大于75 dB(A)。", "满载时不应大于80 dB(A)。", "different operating state"),
    ],
)
def test_limits_under_other_conditions_are_not_comparable(a: str, b: str, reason: str) -> None:
    (found,) = [d for d in between(zh(a), replace(zh(b), standard="GB/T 2—2020")) if d.kind is LIMIT]
    assert (found.comparable, found.stricter, found.reason) == (False, Side.NOT_COMPARABLE, reason)


def test_a_and_c_weighting_are_never_compared() -> None:
    found = between(zh("声级不应大于85 dB(A)。"), en("The peak level shall not exceed 140 dB(C)."))
    assert [(d.comparable, d.stricter, d.reason) for d in found if d.kind is LIMIT] == [(False, Side.NOT_COMPARABLE, LEVELS)]


def test_the_nearest_condition_binds() -> None:
    text = "昼间不应大于65 dB(A)，夜间不应大于55 dB(A)。"
    assert conditions_of(text, text.index("65"))["time of day"] == {"day"}
    assert conditions_of(text, text.index("55"))["time of day"] == {"night"}


def test_conditions_are_the_same_in_three_languages() -> None:
    values = [{(c.group, c.value) for c in conditions(t)} for t in ("夜间", "during the night", "в ночное время")]
    assert values[0] == values[1] == values[2] == {("time of day", "night")}
    assert excluding({"class": frozenset({"zone 1"})}, {}) == ""


@pytest.mark.parametrize(
    ("a", "b", "side"),
    [
        (zh("作业人员应立即报告。"), en("The worker should report it without delay."), Side.A),
        (zh("测量时作业人员宜离开。"), en("The worker shall be absent during the measurement."), Side.B),
        (zh("应采用个体测量。"), ru("Допускается применять персональный дозиметр."), Side.A),
    ],
)
def test_modal_verbs(a: Clause, b: Clause, side: Side) -> None:
    (found,) = [d for d in between(a, b) if d.kind is MODALITY]
    assert found.stricter is side
    assert found.a_text in a.text
    assert found.b_text in b.text


def test_must_not_and_need_not_exceed_are_no_modal_deviation() -> None:
    assert between(zh("不应使用同一根电缆。"), en("They shall not share a cable.")) == ()


def test_what_one_side_alone_demands() -> None:
    a = zh("应编制岗位清单。结果应记录并由负责人签字。")
    b = en("A list of jobs shall be kept.")
    (missing,) = between(a, b)
    assert (missing.kind, missing.a_text, missing.stricter) == (MISSING, "结果应记录并由负责人签字。", Side.A)
    (added,) = between(en("A list of jobs shall be kept."), zh("应编制岗位清单。结果应记录并由负责人签字。"))
    assert (added.kind, added.b_text, added.stricter) == (ADDED, "结果应记录并由负责人签字。", Side.B)


def test_notes_and_captions_demand_nothing() -> None:
    assert (
        between(zh("应编制岗位清单。\n注：清单的格式由用人单位自行确定，可以是电子的。"), en("A list of jobs shall be kept."))
        == ()
    )


def test_references_and_adopted_numbers() -> None:
    (other,) = between(citing(zh("测听应符合GB/T 16296.1的规定。")), citing(en("Audiometry shall follow ISO 8253-1.")))
    assert (other.kind, other.a_text, other.b_text) == (DeviationKind.REFERENCE, "GB/T 16296.1", "ISO 8253-1")
    assert not other.comparable
    a, b = citing(zh("应符合GB/T 45001—2020的规定。")), citing(en("It shall meet ISO 45001:2018."))
    assert [d.reason for d in between(a, b)] == [ADOPTED]
    same = citing(en("It shall meet GB/T 45001-2020."))
    assert between(a, same) == ()
    assert [d.reason for d in between(a, citing(en("It shall meet GB/T 45001-2011.")))] == [OTHER_EDITION]


def test_citations_are_brought_together_by_number_and_sentence() -> None:
    a = citing(zh("声级计应符合GB/T 3785.1。\n校准器应符合GB/T 15173，并按GB/T 60942检定。"))
    b = citing(en("Meters shall meet IEC 61672-1.\nCalibrators shall meet IEC 60942."))
    assert [(d.a_text, d.b_text) for d in between(a, b) if d.kind is DeviationKind.REFERENCE] == [
        ("GB/T 3785.1", "IEC 61672-1"),
        ("GB/T 60942", "IEC 60942"),
    ]


def citing(own: Clause) -> Clause:
    """A clause with its references, as a reading leaves it."""
    return with_references(Document(Standard(own.standard, own.lang), (own,))).clauses[0]


def test_an_exception_makes_a_side_less_strict() -> None:
    (found,) = between(zh("任何人不应进入，应急人员除外。"), en("Nobody shall enter the zone without protectors."))
    assert (found.kind, found.a_text, found.stricter) == (DeviationKind.CONDITION, "应急人员除外。", Side.B)


def test_another_time_weighting_is_another_method() -> None:
    (found,) = between(
        zh("用快挡时间计权测得的声级不应大于115 dB(A)。"), en("Measured with time weighting S it shall not exceed 115 dB(A).")
    )
    assert (found.kind, found.comparable) == (DeviationKind.METHOD, False)


def test_terms_and_scopes_have_kinds_of_their_own() -> None:
    a, b = zh("起伏不大于3 dB的噪声。"), ru("Шум, уровень которого меняется не более чем на 5 дБ.")
    (term,) = between(replace(a, kind=Kind.TERM), replace(b, kind=Kind.TERM))
    assert term.kind is DeviationKind.DEFINITION
    scope = between(
        zh("本文件适用于固定工作场所的噪声作业。", title="范围"),
        en("It applies to all workplaces. It covers offshore installations too.", title="Scope"),
    )
    assert [d.kind for d in scope] == [DeviationKind.SCOPE]


def test_cells_of_a_table_have_the_unit_of_its_unit_line() -> None:
    a = zh("应符合表3的规定。\n表3 声级\n单位为dB(A)\n需要电话通信的控制室 65\n车间内的办公室 60")
    b = en(
        "Levels shall be those of Table 2.\nTable 2 — Levels\nLevels in dB(A)\n"
        "Control room with telephone 60\nOffice within a workshop 55"
    )
    found = [(d.a_text, d.b_text, d.stricter) for d in between(a, b) if d.kind is LIMIT]
    assert found == [("65", "60", Side.B), ("60", "55", Side.B)]


def test_standards_about_different_things_are_apart() -> None:
    def doc(designation: str, title: str, scope: str) -> Document:
        rows = (Clause(designation, "1", "zh", "范围", scope, id="1"),)
        return with_provisions(Document(Standard(designation, "zh", title), rows))

    plant = doc("GB 1—2020", "工业企业厂界环境噪声排放", "本文件规定了厂界噪声的限值。本文件不适用于工作场所。")
    work = doc("GB 2—2020", "工作场所噪声", "本文件规定了工作场所噪声的接触限值。本文件不适用于厂界环境噪声。")
    assert apart(plant, work) == "different measurand"
    assert apart(work, work) == ""
    assert apart(work, doc("GB 3—2020", "电缆", "本文件规定了电缆。")) == ""


def test_sentences_keep_their_places() -> None:
    text = "一、应检查设备。\n二、应记录结果；应签字。\nIt is 3.5 m long, cf. 4.1.2. Then stop."
    for s in sentences(text):
        assert text[s.start : s.end] == s.text
    assert [s.text for s in sentences(text)] == [
        "应检查设备。",
        "应记录结果；",
        "应签字。",
        "It is 3.5 m long, cf. 4.1.2.",
        "Then stop.",
    ]


def test_a_sentence_is_cut_before_its_second_demand() -> None:
    cut = said(
        [en("The employer shall ask the supplier for the emission values, and shall choose the quieter machine among several.")]
    )
    assert [s.sentence.text[:40] for s in cut] == [
        "The employer shall ask the supplier for ",
        "shall choose the quieter machine among s",
    ]


TABLE = "有毒气体的浓度不应大于表1的限值。\n表1 限值（20 ℃，101.3 kPa）\n物质 限值 mg/m3\n硫化氢 10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table 2 limits it.\nTable 2 — Limits\nSubstance Limit, ppm\nHydrogen sulfide 10", (True, Side.A, "")),
        ("Table 2 limits it.\nTable 2 — Limits\nSubstance Limit, ppm\nHydrogen sulfide 5", (True, Side.B, "")),
    ],
)
def test_a_share_of_volume_is_compared_where_substance_and_temperature_are_stated(
    text: str, expected: tuple[bool, Side, str]
) -> None:
    (found,) = [d for d in between(zh(TABLE), en(text)) if d.kind is LIMIT]
    assert (found.comparable, found.stricter, found.reason) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hydrogen sulfide shall be at least 7.05 ppm.", (False, Side.NOT_COMPARABLE, OTHER_WAY)),
        ("Hydrogen sulfide shall be at least 12 ppm.", (False, Side.NOT_COMPARABLE, OTHER_WAY)),
        ("Hydrogen sulfide shall be 5 ppm to 12 ppm.", (False, Side.NOT_COMPARABLE, OTHER_FORM)),
        ("Where hydrogen sulfide exceeds 5 ppm, work shall stop.", (True, Side.B, "")),
    ],
)
def test_a_share_of_volume_limits_the_way_that_is_said(text: str, expected: tuple[bool, Side, str]) -> None:
    (found,) = [d for d in between(zh("20 ℃时硫化氢的浓度不应大于10 mg/m3。"), en(text)) if d.kind is LIMIT]
    assert (found.comparable, found.stricter, found.reason) == expected


def test_what_a_conversion_lacks_is_said() -> None:
    a = zh("作业场所空气中硫化氢的浓度不应大于10 mg/m3。")
    (found,) = [d for d in between(a, en("Hydrogen sulfide shall not exceed 5 ppm.")) if d.kind is LIMIT]
    assert (found.comparable, found.stricter, found.reason) == (False, Side.NOT_COMPARABLE, NO_TEMPERATURE)


def test_columns_and_rows_of_tables_belong_together() -> None:
    a = zh("培训时间不应少于表1的规定。\n表1 培训时间\n人员 初次 每年\n安全员 48 h 16 h\n班组长 32 h 12 h")
    b = en(
        "Training shall not be shorter than Table 3 requires.\nTable 3 — Training\nPersons First Later\n"
        "Advisers 80 h 16 h\nForemen 32 h 8 h"
    )
    found = [(d.a_text, d.b_text, d.stricter) for d in between(a, b) if d.kind is LIMIT]
    assert found == [("48 h", "80 h", Side.B), ("12 h", "8 h", Side.A)]


def test_months_are_compared_with_days() -> None:
    assert between(zh("临时变更的期限不应超过3个月。"), en("A temporary change shall not last longer than 90 days.")) == ()
    (found,) = between(zh("临时变更的期限不应超过6个月。"), en("A temporary change shall not last longer than 90 days."))
    assert (found.kind, found.comparable, found.stricter) == (LIMIT, True, Side.B)


def test_a_permission_up_to_a_limit_binds_as_a_prohibition_beyond_it_does() -> None:
    a = en("A temporary change shall not last longer than 90 days.")
    assert between(a, ru("Временное изменение может действовать не более 90 сут.")) == ()


def test_what_is_limited_by_something_else_is_told_and_not_compared() -> None:
    a = zh("断电后电容器的剩余电压不应大于60 V。")
    (found,) = between(a, en("After isolation the residual energy shall not exceed 0.2 mJ."))
    assert (found.kind, found.a_text, found.b_text) == (LIMIT, "不应大于60 V", "not exceed 0.2 mJ")
    assert (found.comparable, found.stricter, found.reason) == (False, Side.NOT_COMPARABLE, NOT_THE_SAME)


def test_one_value_under_conditions_that_exclude_each_other_is_told() -> None:
    a = zh("8 h等效声级不应大于85 dB(A)。")
    (found,) = [d for d in between(a, replace(zh("15 min等效声级不应大于85 dB(A)。"), standard="GB/T 2—2020")) if d.kind is LIMIT]
    assert (found.comparable, found.stricter, found.reason) == (False, Side.NOT_COMPARABLE, "different averaging time")

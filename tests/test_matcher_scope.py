"""Scopes of two standards against each other: what is read from them, and the verdict with its reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.clause import Clause, Document, Standard
from ingest.formats import read_jsonl
from matcher.match import Side
from matcher.scope import apart, is_scope_title, scope_relation
from matcher.scope_deviation import scope_deviations
from matcher.scope_reading import scope_of
from matcher.scope_verdict import ScopeKind, ScopeVerdict, ScopeWhy

GOLD = Path(__file__).parent.parent / "corpora" / "gold"
TITLES = {"zh": "范围", "en": "Scope", "ru": "Область применения", "vi": "Phạm vi áp dụng", "fr": "Domaine d'application"}
INVERSE = {ScopeKind.A_WIDER: ScopeKind.B_WIDER, ScopeKind.B_WIDER: ScopeKind.A_WIDER}
TURNED = {Side.A: Side.B, Side.B: Side.A}


def doc(lang: str, scope: str, *, name: str = "", title: str = "", titled: bool = True) -> Document:
    designation = name or f"X {lang} {abs(hash(scope)) % 1000}"
    clauses = (Clause(designation, "1", lang, TITLES[lang] if titled else "", scope, id="1"),)
    return Document(Standard(designation, lang, title), clauses)


def filed(name: str) -> dict[str, Document]:
    return {d.standard.designation: d for d in read_jsonl(GOLD / f"{name}.jsonl")}


def whys(verdict: ScopeVerdict) -> set[tuple[ScopeWhy, Side]]:
    return {(r.why, r.wider) for r in verdict.reasons}


def test_the_same_scope_in_four_languages() -> None:
    same = [
        doc("zh", "本文件规定了受限空间作业的要求。本文件适用于海上设施的受限空间作业，不适用于潜水作业。"),
        doc("en", "This document applies to work in confined spaces offshore. It does not apply to diving."),
        doc(
            "ru",
            "Стандарт распространяется на работы в замкнутых пространствах морских платформ и не распространяется на водолазов.",
        ),
        doc(
            "vi",
            "Tiêu chuẩn này áp dụng cho công việc trong không gian hạn chế ngoài khơi. Tiêu chuẩn này không áp dụng cho thợ lặn.",
        ),
    ]
    for one in same:
        for other in same:
            assert scope_relation(one, other).kind is ScopeKind.SAME, (one, other)


@pytest.mark.parametrize(
    ("a", "b", "kind", "reason"),
    [
        (
            ("zh", "本文件适用于固定工作场所的噪声作业。"),
            ("en", "This document applies to noise exposure at all workplaces, fixed or mobile."),
            ScopeKind.B_WIDER,
            (ScopeWhy.NAMED, Side.B),
        ),
        (
            ("zh", "本文件适用于受限空间作业。本文件不适用于应急救援。"),
            ("ru", "Стандарт распространяется на работы в ограниченных пространствах."),
            ScopeKind.B_WIDER,
            (ScopeWhy.EXCLUDED, Side.B),
        ),
        (
            ("en", "This standard applies to pressure vessels for at most 4 MPa."),
            ("zh", "本标准适用于设计压力不大于2500 kPa的压力容器。"),
            ScopeKind.A_WIDER,
            (ScopeWhy.BOUND, Side.A),
        ),
        (
            ("en", "This standard applies to lifting equipment offshore."),
            ("en", "This standard applies to lifting equipment."),
            ScopeKind.B_WIDER,
            (ScopeWhy.LIMITED, Side.B),
        ),
        (
            ("zh", "本标准适用于锅炉，不适用于核设施。"),
            ("en", "It applies to boilers. It does not apply to:\na) household boilers;\nb) boilers of ships."),
            ScopeKind.OVERLAP,
            (ScopeWhy.EXCLUDED, Side.A),
        ),
        (
            ("zh", "本标准规定了厂界环境噪声排放限值。本标准适用于工业企业噪声排放的管理。"),
            ("zh", "本标准规定了建筑施工场界环境噪声排放限值。"),
            ScopeKind.DISJOINT,
            (ScopeWhy.SUBJECT, Side.NOT_COMPARABLE),
        ),
        (
            ("zh", "本标准规定了烟气中二氧化硫的排放限值。"),
            ("zh", "本标准规定了VOCs无组织排放控制要求。"),
            ScopeKind.DISJOINT,
            (ScopeWhy.AGENT, Side.NOT_COMPARABLE),
        ),
        (
            ("zh", "本文件规定了管理体系的要求。"),
            ("zh", "本文件规定了受限空间作业的要求。"),
            ScopeKind.UNDETERMINED,
            (ScopeWhy.OTHER, Side.NOT_COMPARABLE),
        ),
        (
            ("zh", "本标准规定了一般工业固体废物的贮存要求。"),
            ("zh", "本标准规定了废塑料的污染控制要求。"),
            ScopeKind.UNDETERMINED,
            (ScopeWhy.OTHER, Side.NOT_COMPARABLE),
        ),
    ],
)
def test_verdicts_and_their_inverse(
    a: tuple[str, str], b: tuple[str, str], kind: ScopeKind, reason: tuple[ScopeWhy, Side]
) -> None:
    x, y = doc(*a), doc(*b)
    there, back = scope_relation(x, y), scope_relation(y, x)
    assert there.kind is kind
    assert reason in whys(there)
    assert back.kind is INVERSE.get(kind, kind)
    assert (reason[0], TURNED.get(reason[1], reason[1])) in whys(back)


def test_a_reason_has_the_words_of_the_clause() -> None:
    a = doc(
        "zh", "本文件规定了噪声暴露的限值。本文件不适用于航空器机组人员、水下作业人员和军事训练人员，也不适用于厂界环境噪声。"
    )
    b = doc("en", "It applies to noise exposure. It does not apply to the military.")
    (reason,) = [r for r in scope_relation(a, b).reasons if r.why is ScopeWhy.EXCLUDED]
    assert reason.a_text == "航空器机组人员、水下作业人员"  # the military are left out in both, boundary noise is nothing of B's
    (span,) = reason.a
    assert a.clauses[0].text[span.start : span.end] == reason.a_text


def test_what_is_left_out_in_words_of_two_languages_is_not_told_apart() -> None:
    a = doc("zh", "本文件适用于稻米。本文件不适用于熟食制品。")
    b = doc("en", "This document applies to rice. It is not applicable to dishes that are ready to eat.")
    verdict = scope_relation(a, b)
    assert verdict.kind is ScopeKind.UNDETERMINED
    assert (ScopeWhy.UNSURE, Side.NOT_COMPARABLE) in whys(verdict)
    assert scope_relation(a, doc("zh", "本文件适用于稻米。本文件不适用于熟食米制品。")).kind is ScopeKind.SAME


def test_a_value_that_bounds_nothing_is_not_put_in_order() -> None:
    a, b = doc("zh", "本标准适用于1000 V的电气装置。"), doc("en", "It applies to electrical installations up to 900 V.")
    verdict = scope_relation(a, b)
    assert (verdict.kind, (ScopeWhy.BOUND, Side.NOT_COMPARABLE) in whys(verdict)) == (ScopeKind.UNDETERMINED, True)


def test_a_local_standard_holds_in_one_province() -> None:
    text = "本文件规定了挥发性有机物无组织排放的控制要求。"
    verdict = scope_relation(doc("zh", text, name="GB 99001—2020"), doc("zh", text, name="DB44/ 99002—2022"))
    assert (verdict.kind, (ScopeWhy.TERRITORY, Side.A) in whys(verdict)) == (ScopeKind.A_WIDER, True)


def test_a_scope_that_cannot_be_read_is_said_to_be_so() -> None:
    rice = doc("en", "This document applies to rice.")
    french = scope_relation(rice, doc("fr", "Le présent document s'applique au riz."))
    assert (french.kind, french.reasons[0].why, french.reasons[0].b_text) == (ScopeKind.UNDETERMINED, ScopeWhy.UNREAD, "fr")
    silent = scope_relation(rice, doc("en", "Husks shall be removed.", titled=False))
    assert [r.why for r in silent.reasons] == [ScopeWhy.UNSTATED]
    other = scope_relation(rice, doc("en", "This document applies to violins."))
    assert [r.why for r in other.reasons] == [ScopeWhy.UNKNOWN]
    assert not any(v.bars_equal or v.apart for v in (french, silent, other))


def test_a_title_says_what_a_standard_is_for_but_not_where_it_ends() -> None:
    def bare(title: str) -> Document:
        return doc("zh", "应测量。", title=title, titled=False)

    assert scope_relation(bare("锅炉"), bare("锅炉")).kind is ScopeKind.UNDETERMINED
    assert scope_relation(bare("工业企业厂界噪声"), bare("建筑施工噪声")).kind is ScopeKind.DISJOINT


def test_an_act_without_a_scope_clause_is_read_by_its_sentences() -> None:
    act = doc("ru", "Настоящий стандарт распространяется на грузоподъёмные машины и не распространяется на судах.", titled=False)
    assert scope_of(act).values("subject") == {"lifting"}
    assert [e.text for e in scope_of(act).excluded] == ["судах"]


def test_what_stands_before_does_not_apply_is_left_out() -> None:
    text = "本标准适用于工业固体废物。采用库房贮存工业固体废物的，不适用本标准，其贮存过程应防雨。"
    assert [e.text for e in scope_of(doc("zh", text)).excluded] == ["采用库房贮存工业固体废物的"]


def test_our_noise_standards() -> None:
    found = filed("noise")
    zh, en, ru = (found[name] for name in ("GB/T 99101—2024", "XNS 1101:2022", "ГОСТ Р 99151—2021"))
    assert scope_relation(zh, en).kind is ScopeKind.OVERLAP
    assert {(ScopeWhy.NAMED, Side.B), (ScopeWhy.EXCLUDED, Side.A), (ScopeWhy.EXCLUDED, Side.B)} <= whys(scope_relation(zh, en))
    assert [r.b_text for r in scope_relation(zh, ru).reasons if r.why is ScopeWhy.NAMED] == ["инфразвука; ультразвука"]
    assert scope_relation(en, ru).kind is ScopeKind.OVERLAP
    assert not apart(zh, en) and not apart(en, ru)


def test_our_explosion_standards() -> None:
    found = filed("explosion")
    verdict = scope_relation(found["GB/T 99301—2024"], found["XNS 2210:2023"])
    assert verdict.kind is ScopeKind.OVERLAP
    (bound,) = [r for r in verdict.reasons if r.why is ScopeWhy.BOUND]
    assert (bound.a_text, bound.b_text, bound.wider) == ("不高于交流3 300 V", "up to 6 600 V", Side.B)
    out = {r.a_text or r.b_text for r in verdict.reasons if r.why is ScopeWhy.EXCLUDED}
    assert out == {"医用电气设备", "portable consumer electronics carried by visitors"}


def test_noise_at_the_boundary_and_at_work_exclude_each_other() -> None:
    found = filed("decoy")
    boundary = found["GB 99231—2023"]
    for work in ("GB/T 99101—2024", "XNS 1101:2022"):
        assert scope_relation(boundary, found[work]).kind is ScopeKind.DISJOINT
        assert apart(boundary, found[work]) == "different measurand"
    assert scope_relation(boundary, boundary).kind is ScopeKind.SAME


def test_what_stands_behind_including_limits_nothing() -> None:
    a = doc("en", "It applies to lifting equipment in oil and gas, coal and power companies. It does not apply offshore.")
    b = doc("en", "It applies to lifting equipment in oil and gas, mining and power companies, including offshore installations.")
    verdict = scope_relation(a, b)
    assert verdict.kind is ScopeKind.B_WIDER
    assert {(ScopeWhy.NAMED, Side.B), (ScopeWhy.COVERED, Side.B)} <= whys(verdict)
    assert ScopeWhy.LIMITED not in {r.why for r in verdict.reasons}


def test_a_thing_with_its_attributes_is_one_thing() -> None:
    found = scope_of(doc("zh", "本标准适用于锅炉。本标准不适用于以生活垃圾、危险废物为燃料的锅炉、余热锅炉和船舶锅炉。")).excluded
    assert [e.text for e in found] == ["以生活垃圾、危险废物为燃料的锅炉", "余热锅炉", "船舶锅炉"]


@pytest.mark.parametrize(
    ("lang", "text", "items"),
    [
        ("en", "It does not apply to ships, to divers or to work at night.", ["ships", "divers", "work at night"]),
        ("en", "It does not apply to ships that are under repair and in dock.", ["ships that are under repair and in dock"]),
        (
            "ru",
            "Не распространяется на водолазов, которые работают в порту, и на суда.",
            ["водолазов, которые работают в порту", "суда"],
        ),
        ("vi", "Tiêu chuẩn này không áp dụng cho thợ lặn, tàu biển và mỏ.", ["thợ lặn", "tàu biển", "mỏ"]),
    ],
)
def test_lists_of_what_is_left_out(lang: str, text: str, items: list[str]) -> None:
    assert [e.text for e in scope_of(doc(lang, text)).excluded] == items


def test_who_leaves_out_all_mines_leaves_out_coal_mines() -> None:
    a = doc("zh", "本文件适用于有限空间作业，不适用于煤矿井下作业。")
    b = doc("en", "It applies to confined spaces. It does not apply to underground mines.")
    assert [(r.why, r.wider, r.b_text) for r in scope_relation(a, b).reasons[1:]] == [
        (ScopeWhy.EXCLUDED, Side.A, "underground mines")
    ]


@pytest.mark.parametrize(
    ("family", "pair", "found"),
    [
        (
            "noise",
            ("GB/T 99101—2024", "XNS 1101:2022"),
            [
                ("固定工作场所", "all workplaces, fixed or mobile, including offshore", Side.B),
                ("航空器机组人员、水下作业人员", "", Side.B),
                ("", "performers and audiences of live music", Side.A),
            ],
        ),
        ("hse", ("GB/T 99501—2024", "XNS 4501:2023"), [("煤炭", "mining", Side.B), ("海上设施上的作业", "offshore", Side.B)]),
        ("decoy", ("GB 99231—2023", "GB/T 99101—2024"), [("工厂边界", "工作场所噪声", Side.NOT_COMPARABLE)]),
    ],
)
def test_scope_clauses_differ_by_the_reasons_of_the_verdict(
    family: str, pair: tuple[str, str], found: list[tuple[str, str, Side]]
) -> None:
    a, b = (filed(family)[name] for name in pair)
    ours, theirs = ([c for c in d.clauses if is_scope_title(c.title)] for d in (a, b))
    told = scope_deviations(scope_relation(a, b), ours, theirs)
    assert [(d.a_text, d.b_text, d.stricter) for d in told] == found
    assert all(d.comparable == (d.stricter in (Side.A, Side.B)) for d in told)
    for d in told:
        assert "".join(ours[0].text[s.start : s.end] for s in d.a) == d.a_text
        assert "".join(theirs[0].text[s.start : s.end] for s in d.b) == d.b_text
    turned = scope_deviations(scope_relation(b, a), theirs, ours)
    assert {(d.b_text, d.a_text, TURNED.get(d.stricter, d.stricter)) for d in turned} == set(found)
    assert scope_deviations(scope_relation(a, a), ours, ours) == ()

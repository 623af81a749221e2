"""Deviations, relations and scopes in sentences of both languages that can be defended."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_desk import clause

from app.deviation_wording import Sides, deviation_sentence
from app.relation_wording import relation_sentence
from app.scope_wording import SCOPES, SHORT, scope_head, scope_lines
from app.sentences import sentence_cells, with_sentences
from app.wording import catalogue
from index.shelf import Licence
from ingest.clause import Clause, Document, Standard
from matcher.match import Deviation, DeviationKind, Match, Relation, Side, Span
from matcher.match_rows import match_to_row, row_to_match
from matcher.relate import Implication, Rationale
from matcher.scope_verdict import ScopeKind, ScopeReason, ScopeVerdict, ScopeWhy

EN, ZH = (catalogue(lang).gettext for lang in ("en", "zh"))
A, B = "GB/T 1—2020", "ISO 2:2021"
LIMIT, MODALITY = DeviationKind.LIMIT, DeviationKind.MODALITY


def spot(standard: str, lang: str, text: str, words: str) -> tuple[Clause, str, tuple[Span, ...]]:
    one = clause(standard, "4.1", lang, "", text)
    at = text.index(words) if words else 0
    return one, words, (Span(one.id, at, at + len(words)),) if words else ()


def sentences(kind: DeviationKind, zh: tuple[str, str], en: tuple[str, str], **more: object) -> tuple[str, str]:
    """The sentence in English and Chinese of a deviation between the words of a Chinese text and those of an English one."""
    ours, a_text, a = spot(A, "zh", *zh)
    theirs, b_text, b = spot(B, "en", *en)
    match = Match(A, (ours.id,), B, (theirs.id,), Relation.INTERSECTS, 0.9)
    sides = Sides.of(match, {(A, ours.id): ours, (B, theirs.id): theirs})
    deviation = replace(Deviation(kind, a_text, b_text, a, b), **more)
    return deviation_sentence(deviation, sides, EN), deviation_sentence(deviation, sides, ZH)


@pytest.mark.parametrize(
    ("zh", "en", "side", "english", "chinese"),
    [
        (
            ("噪声不应大于85 dB(A)。", "不应大于85 dB(A)"),
            ("It shall not exceed 90 dB(A).", "not exceed 90 dB(A)"),
            Side.A,
            f"{A} allows at most 85 dB(A), {B} allows at most 90 dB(A): {A} is stricter by 5 dB.",
            f"{A} 规定不大于 85 dB(A)，{B} 规定不大于 90 dB(A)：{A} 更严，相差 5 dB。",
        ),
        (
            ("记录的保存期不应少于10年。", "不应少于10年"),
            ("Records are kept for at least 1 year.", "at least 1 year"),
            Side.A,
            f"{A} requires at least 10 years, {B} requires at least 1 year: {A} is stricter by 9 years.",
            f"{A} 规定不小于 10 年，{B} 规定不小于 1 年：{A} 更严，相差 9 年。",
        ),
        (
            ("噪声大于85 dB(A)时，应佩戴护听器。", "大于85 dB(A)"),
            ("Protectors shall be worn where the level exceeds 80 dB(A).", "exceeds 80 dB(A)"),
            Side.B,
            f"{A} applies above 85 dB(A), {B} applies above 80 dB(A): {B} is stricter by 5 dB.",
            f"{A} 在大于 85 dB(A) 时适用，{B} 在大于 80 dB(A) 时适用：{B} 更严，相差 5 dB。",
        ),
        (
            ("压力不应大于1 MPa。", "不应大于1 MPa"),
            ("The pressure shall not exceed 900 kPa.", "not exceed 900 kPa"),
            Side.B,
            f"{A} allows at most 1 MPa, {B} allows at most 900 kPa: {B} is stricter by 0.1 MPa.",
            f"{A} 规定不大于 1 MPa，{B} 规定不大于 900 kPa：{B} 更严，相差 0.1 MPa。",
        ),
        (
            ("长度不应小于50 mm。", "不应小于50 mm"),
            ("The length shall be at least 3 in.", "at least 3 in"),
            Side.B,
            f"{A} requires at least 50 mm, {B} requires at least 3 in: {B} is stricter by 26.2 mm.",
            f"{A} 规定不小于 50 mm，{B} 规定不小于 3 in：{B} 更严，相差 26.2 mm。",
        ),
        (
            ("应覆盖不少于50%的班次。", "不少于50%"),
            ("It shall cover at least two thirds of the shift.", "at least two thirds"),
            Side.B,
            None,
            None,
        ),
        (
            ("距离应为10 cm～30 cm。", "10 cm～30 cm"),
            ("The distance shall be 20 cm to 40 cm.", "20 cm to 40 cm"),
            Side.MIXED,
            f"{A} requires 10 to 30 cm, {B} requires 20 to 40 cm: each is stricter at one end.",
            f"{A} 规定 10 至 30 cm，{B} 规定 20 至 40 cm：双方各有一端更严。",
        ),
        (
            ("防护等级不应低于IP54。", "IP54"),
            ("The degree of protection shall be at least IP55.", "IP55"),
            Side.B,
            f"{A} requires at least IP54, {B} requires at least IP55: {B} is stricter.",
            f"{A} 规定不小于 IP54，{B} 规定不小于 IP55：{B} 更严。",
        ),
    ],
)
def test_a_limit_says_both_values_and_the_difference(
    zh: tuple[str, str], en: tuple[str, str], side: Side, english: str | None, chinese: str | None
) -> None:
    found = sentences(LIMIT, zh, en, comparable=True, stricter=side)
    if english is None:
        assert (
            found[0].startswith(f"{A} requires at least 50 %, {B} requires at least ")
            and "about 16.7 percentage points" in found[0]
        )
    else:
        assert found == (english, chinese)


def test_what_is_not_comparable_says_why_and_names_no_stricter_side() -> None:
    found = sentences(
        LIMIT,
        ("昼间不应大于65 dB(A)。", "不应大于65 dB(A)"),
        ("It shall not exceed 55 dB(A) at night.", "not exceed 55 dB(A)"),
        reason="different time of day",
    )
    assert found[0] == f"{A} allows at most 65 dB(A), {B} allows at most 55 dB(A): not comparable, different time of day."
    assert found[1] == f"{A} 规定不大于 65 dB(A)，{B} 规定不大于 55 dB(A)：不可比，时段不同。"
    assert not any("stricter" in one or "更严" in one for one in found)


def test_modal_verbs_say_what_they_make_of_a_sentence() -> None:
    found = sentences(MODALITY, ("应立即报告。", "应"), ("He should report.", "should"), comparable=True, stricter=Side.A)
    assert found == (
        f"{A} requires (“应”), {B} recommends (“should”): {A} is stricter.",
        f"{A} 为要求（“应”），{B} 为推荐（“should”）：{A} 更严。",
    )


@pytest.mark.parametrize(
    ("kind", "zh", "en", "side", "english"),
    [
        (
            DeviationKind.CONDITION,
            "除应急外",
            "",
            Side.B,
            f"{A} restricts its demand by “除应急外”, {B} does not: {B} is stricter.",
        ),
        (DeviationKind.CONDITION, "", "in writing", Side.B, f"{B} demands “in writing” besides, {A} does not: {B} is stricter."),
        (DeviationKind.MISSING, "应签字。", "", Side.A, f"{A} demands what {B} does not (“应签字”): {A} is stricter."),
        (
            DeviationKind.ADDED,
            "",
            "It shall be signed.",
            Side.B,
            f"{B} demands what {A} does not (“It shall be signed”): {B} is stricter.",
        ),
        (
            DeviationKind.REFERENCE,
            "GB 3",
            "ISO 4",
            None,
            f"{A} refers to “GB 3”, {B} to “ISO 4”: which is stricter cannot be told.",
        ),
        (
            DeviationKind.SCOPE,
            "水下",
            "",
            None,
            f"The scope of {A} says “水下”, that of {B} does not: which is wider cannot be told.",
        ),
        (
            DeviationKind.METHOD,
            "快挡",
            "slow",
            None,
            f"{A} tests or measures by “快挡”, {B} by “slow”: which is stricter cannot be told.",
        ),
        (
            DeviationKind.DEFINITION,
            "一切",
            "some",
            None,
            f"{A} defines by “一切”, {B} by “some”: which is stricter cannot be told.",
        ),
    ],
)
def test_words_are_quoted(kind: DeviationKind, zh: str, en: str, side: Side | None, english: str) -> None:
    more = {"comparable": True, "stricter": side} if side else {}
    found = sentences(kind, (zh or "无", zh), (en or "none", en), **more)
    assert found[0] == english
    assert found[1].endswith("。") and all(words in found[1] for words in (A, B, (zh or en).rstrip("。.")))


@pytest.mark.parametrize("kind", DeviationKind)
@pytest.mark.parametrize("texts", [("", ""), ("甲", ""), ("", "b"), ("{x}", "{0}")])
def test_every_kind_has_a_sentence_whatever_its_texts(kind: DeviationKind, texts: tuple[str, str]) -> None:
    sides = Sides.of(Match(A, ("1",), B, ("2",), Relation.EQUAL, 0.5), {})
    for words in (EN, ZH):
        said = deviation_sentence(Deviation(kind, *texts), sides, words)
        assert said[-1] in ".。" and (texts[0] or texts[1]) in said


def test_what_a_licence_keeps_back_is_an_ellipsis_and_not_another_side() -> None:
    sides = Sides.of(Match(A, ("1",), B, ("2",), Relation.EQUAL, 0.5), {})
    kept = Deviation(DeviationKind.ADDED, b=(Span("2", 0, 9),), comparable=True, stricter=Side.B)
    assert deviation_sentence(kept, sides, EN) == f"{B} demands what {A} does not (“…”): {B} is stricter."


def test_a_bare_cell_has_the_unit_of_its_table() -> None:
    text = "表1 限值\n单位为dB(A)\n接触时间\t限值\n8 h\t85\n30 min\t{}"
    found = sentences(LIMIT, (text.format(97), "97"), (text.format(105), "105"), comparable=True, stricter=Side.A)
    assert found[0] == f"{A} states 97 dB(A), {B} states 105 dB(A): {A} is stricter by 8 dB."


def test_two_editions_of_one_designation_are_told_apart() -> None:
    sides = Sides.of(Match(A, ("1",), A, ("1",), Relation.EQUAL, 0.5), {})
    deviation = Deviation(LIMIT, "10 m", "12 m", comparable=True, stricter=Side.A)
    assert deviation_sentence(deviation, sides, EN) == "A states 10 m, B states 12 m: A is stricter by 2 m."


def pair(relation: Relation, implication: Implication, *deviations: Deviation) -> Match:
    return Match(A, ("4",), B, ("5", "6"), relation, 0.9, deviations=deviations, implication=implication.value)


def label(_standard: str, clause_id: str) -> str:
    return f"{clause_id}.1"


@pytest.mark.parametrize(
    ("match", "english", "chinese"),
    [
        (
            pair(Relation.SUPERSET, Implication.A_TO_B),
            f"{A}, 4.1 demands all that {B}, 5.1, 6.1 demands, and more; "
            "whoever meets it meets the other, but not the other way round.",
            f"{A} 的 4.1 包含 {B} 的 5.1、6.1 的全部要求，且要求更多；满足前者即满足后者，反之不然。",
        ),
        (
            pair(Relation.EQUIVALENT, Implication.BOTH),
            f"{A}, 4.1 and {B}, 5.1, 6.1 make the same demand in other words; whoever meets one meets the other.",
            f"{A} 的 4.1 与 {B} 的 5.1、6.1 以不同文字提出相同要求；满足一方即满足另一方。",
        ),
        (
            pair(Relation.INTERSECTS, Implication.UNDETERMINED, Deviation(LIMIT, "1 m", "2 m", reason="different measurand")),
            f"{A}, 4.1 and {B}, 5.1, 6.1 share some demands, and each has others; "
            "whether meeting one means meeting the other is open, because limits cannot be compared (different measurand).",
            f"{A} 的 4.1 与 {B} 的 5.1、6.1 有部分共同要求，且各有其他要求；"
            "满足一方是否即满足另一方尚不能确定，因为限值不可比（被测量不同）。",
        ),
    ],
)
def test_a_relation_says_what_follows_from_it(match: Match, english: str, chinese: str) -> None:
    assert (relation_sentence(match, label, EN), relation_sentence(match, label, ZH)) == (english, chinese)


def test_every_relation_and_implication_has_a_sentence() -> None:
    for relation in Relation:
        for implication in Implication:
            said = {relation_sentence(pair(relation, implication), label, words) for words in (EN, ZH)}
            assert len(said) == 2 and all(A in one and B in one for one in said)
    assert relation_sentence(Match(A, ("4",), B, (), Relation.NONE, 0.9), label, EN) == ""


def test_rows_carry_relation_and_sentences() -> None:
    deviation = Deviation(LIMIT, "10 m", "12 m", comparable=True, stricter=Side.A)
    match = replace(pair(Relation.SUPERSET, Implication.A_TO_B, deviation), rationale=Rationale.SEMANTIC.value, scope="overlap")
    row = with_sentences(match_to_row(match), match, {}, label)
    assert (row["rationale"], row["implication"], row["scope"]) == ("semantic", "A ⇒ B", "overlap")
    assert row["deviations"][0]["sentence_en"].endswith("is stricter by 2 m.")
    assert row["sentence_zh"] == relation_sentence(match, label, ZH)
    assert sentence_cells(match, {}, label)["sentence_en"].splitlines() == [
        row["sentence_en"],
        row["deviations"][0]["sentence_en"],
    ]
    assert row_to_match(row) == match
    older = {name: value for name, value in row.items() if name not in ("rationale", "implication", "scope")}
    assert row_to_match(older) == replace(match, rationale="", implication="", scope="")


def test_every_verdict_and_reason_on_scopes_has_a_sentence() -> None:
    assert set(SCOPES) == set(SHORT) == set(ScopeKind)
    for why in ScopeWhy:
        for texts in (("甲", ""), ("", "b"), ("甲", "b")):
            verdict = ScopeVerdict(ScopeKind.OVERLAP, (ScopeReason(why, Side.A, *texts),))
            for words in (EN, ZH):
                (said,) = scope_lines(verdict, A, B, words)
                assert said[-1] in ".。" and "{" not in said


@pytest.mark.parametrize(
    ("why", "wider", "said"),
    [
        (ScopeWhy.NAMED, Side.B, f"{B} covers “mining”, {A} “煤炭” alone."),
        (ScopeWhy.NAMED, Side.A, f"{A} covers “煤炭”, {B} “mining” alone."),
        (ScopeWhy.COVERED, Side.B, f"{A} leaves out “煤炭”, {B} covers “mining”."),
        (ScopeWhy.COVERED, Side.A, f"{B} leaves out “mining”, {A} covers “煤炭”."),
    ],
)
def test_a_reason_with_both_sides_names_each(why: ScopeWhy, wider: Side, said: str) -> None:
    verdict = ScopeVerdict(ScopeKind.OVERLAP, (ScopeReason(why, wider, "煤炭", "mining"),))
    assert scope_lines(verdict, A, B, EN) == [said]


def test_the_head_of_a_comparison_tells_the_scopes() -> None:
    ours = Document(Standard(A, "zh"), (Clause(A, "1", "zh", "范围", "本文件适用于锅炉，不适用于船舶锅炉。", id="1"),))
    theirs = Document(Standard(B, "en"), (Clause(B, "1", "en", "Scope", "It applies to boilers.", id="1"),))
    assert scope_head([ours, theirs], EN) == [
        f"{A} ↔ {B}: The scope of {B} is wider.",
        "Both are for the same: “锅炉”, “boilers”.",
        f"{A} leaves out “船舶锅炉”, {B} does not.",
    ]
    assert scope_head([ours, theirs], EN, {B: Licence.NONE}) == [f"{A} ↔ {B}: The scope of {B} is wider."]

"""A verdict is never read as better than it is printed, clauses are read as they are cited, and no row is lost in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.labclauses import read_clauses
from ingest.labmaking import make_report
from ingest.labprint import Grid, Pages, Row, Text
from ingest.labverdict import read_legend, read_verdict
from ingest.labwords import table, verdict_key
from ingest.testreport import Verdict

WORDS = {name: [word for words in langs.values() for word in words] for name, langs in table()["verdicts"].items()}
PASSES = st.sampled_from(WORDS["pass"])
FAILS = st.sampled_from(WORDS["fail"])
NEGATIONS = "not|does not|non-|un|no|不|未|非|无法|не |не|without |never |N|≠|¬|partly|部分|частично "
TAILS = " not| (not)| 不| не| ?|?|/Fail|/F| or fail| F| (F)| (retest)| after rework|（整改后）| with deviation|, but| = F|…"
PRINTED = {
    "pass": "P|p|Pass|PASS.|P (Pass)|P (see note)|P*|P¹|P (2)|Complies|符合|合　格|合格（见注1）|соответствует|Соотв.|P P"
    "|☑符合 □不符合",
    "fail": "F|F*|F (see note 3)|F (but see retest)|Fail|does not comply|Does  not\ncomply|不符合|不 符 合|不合格#"
    "|не соответствует|F F|НЕ СООТВЕТСТВУЕТ|Не выдержал|non-compliant|□符合 ☑不符合|Pass ☐ Fail ☒ N/A ☐",
    "not applicable": "N/A|N.A.|n / a|不适用|не применимо",
    "not tested": "未检|N/T|не испытывалось",
    "": "—|-|⎯|/||P/F|Pass/Fail|P F|P (F)|P (N/A)|P 2)|√|基本符合|部分符合|частично соответствует|pending|Yes|☐ Pass ☐ Fail"
    "|☒ Pass ☑ Fail|☑ something ☐ Fail|не\u200bсоответствует",
}


@pytest.mark.parametrize(("text", "verdict"), [(text, name) for name, texts in PRINTED.items() for text in texts.split("|")])
def test_verdicts_as_they_are_printed(text: str, verdict: str) -> None:
    assert read_verdict(text).verdict.value == verdict


def test_what_is_printed_and_not_understood_is_said_to_be_so() -> None:
    assert all(read_verdict(text).understood for text in ("", "-", "—", "/", "P", "不符合", "N/A"))
    assert not any(read_verdict(text).understood for text in ("P/F", "√", "P (F)", "pending", "部分符合", "☐ Pass ☐ Fail"))


@given(PASSES, st.sampled_from(NEGATIONS.split("|")), st.booleans())
def test_a_negated_pass_is_no_pass(word: str, negation: str, apart: bool) -> None:
    said = read_verdict(f"{negation}{' ' if apart else ''}{word}").verdict
    assert said is not Verdict.PASS
    assert said is not Verdict.NOT_APPLICABLE


@given(PASSES, st.sampled_from(TAILS.split("|")))
def test_a_pass_with_something_behind_it_is_no_pass(word: str, tail: str) -> None:
    assert read_verdict(f"{word}{tail}").verdict in (Verdict.UNSAID, Verdict.FAIL)


@given(FAILS, st.text(max_size=6), st.text(max_size=6))
def test_a_fail_is_never_read_as_a_pass(word: str, before: str, behind: str) -> None:
    assert read_verdict(f"{before} {word} {behind}").verdict in (Verdict.FAIL, Verdict.UNSAID)
    assert read_verdict(f"{before}{word}{behind}").verdict is not Verdict.PASS


@given(FAILS, PASSES, st.sampled_from([" ", "\n", "; ", "/", ", ", "（", " ("]))
def test_a_fail_beside_a_pass_is_no_pass(fail: str, passed: str, between: str) -> None:
    for text in (f"{fail}{between}{passed}", f"{passed}{between}{fail}"):
        assert read_verdict(text).verdict is not Verdict.PASS


@given(st.text(max_size=12))
def test_any_other_text_is_no_verdict(text: str) -> None:
    said = read_verdict(text)
    if said.verdict is Verdict.PASS:
        known = {verdict_key(word) for word in WORDS["pass"]}
        assert any(word in verdict_key(text) for word in known)


def test_a_legend_goes_before_what_a_sign_means_elsewhere() -> None:
    signs = read_legend(["注：“√”表示符合，“×”表示不符合，“/”表示不适用，“—”表示未检", "P = pending; N - not tested"])
    said = {text: read_verdict(text, signs).verdict.value for text in ("√", "×", "/", "—", "P", "N", "F")}
    assert said == {"√": "pass", "×": "fail", "/": "not applicable", "—": "not tested", "P": "", "N": "not tested", "F": "fail"}
    twice = read_legend(["P - pass", "P: fail"])
    assert read_verdict("P", twice).verdict is Verdict.UNSAID
    trf = read_legend(["- test case does not apply to the test object: N/A", "- test object does meet the requirement: P (Pass)"])
    assert read_verdict("P", trf).verdict is Verdict.PASS


CITED = """
5.2 = 5.2
5.2.1, 5.2.3 = 5.2.1 5.2.3
5.2.1~5.2.3 = 5.2.1 5.2.2 5.2.3
5.2.1～3 = 5.2.1 5.2.2 5.2.3
5.2.1 to 5.2.3 = 5.2.1 5.2.2 5.2.3
5.2.9-5.2.10 = 5.2.9 5.2.10
4.1–6.2 = 4.1 6.2
5.2.3~5.2.1 = 5.2.3 5.2.1
5.4.1/5.4.2 = 5.4.1 5.4.2
Cl. 5.2 = 5.2
Clause 5.2 b) = 5.2
第5.2条 = 5.2
第5.2条第2款 = 5.2
п. 5.2 = 5.2
пп. 5.2, 5.3 = 5.2 5.3
５．２．１ = 5.2.1
表A.1 =
附录A = 附录A
附录A.1 = A.1
A.1 = A.1
A = A
5 = 5
— =
Annex A.2.1 = A.2.1
GB/T 99301—2024 5.2.1 = 5.2.1 | GB/T 99301—2024
XNS 2210:2023, 6.2 = 6.2 | XNS 2210:2023
ГОСТ Р 99151-2021, п. 5.2.1, табл. 2 = 5.2.1 | ГОСТ Р 99151-2021
"""


@pytest.mark.parametrize("line", CITED.strip().split("\n"))
def test_clauses_as_they_are_cited(line: str) -> None:
    text, _, read = line.partition(" =")
    labels, _, standard = read.partition("|")
    cited = read_clauses(text)
    assert (cited.labels, cited.standard) == (tuple(labels.split()), standard.strip())


@given(st.integers(1, 40), st.integers(1, 30))
def test_a_range_names_every_clause_of_it(first: int, more: int) -> None:
    labels = tuple(f"5.{number}" for number in range(first, first + more + 1))
    assert read_clauses(f"{labels[0]}~{labels[-1]}").labels == labels


OTHERS = ["5.2", "A.1", "5.2.1~5.2.3", "≤150 ℃", "158 ℃", "备注：见附表", "5 一般要求", "第3页 共6页", "—", "N/A", "未检", "√"]
CELL = st.one_of(st.just(""), st.none(), st.text(max_size=8), st.sampled_from(OTHERS), PASSES, FAILS)
HEAD = Row(("序号", "检验项目", "标准条款", "技术要求", "检验结果", "单项结论"), 1)
ROWS = st.lists(st.tuples(*[CELL] * 6), max_size=8)


@given(ROWS, st.booleans())
def test_rows_of_any_kind_are_lines_headings_or_told(rows: list[tuple[str | None, ...]], headed: bool) -> None:
    made = tuple(Row(("" if row[0] is None else row[0], *row[1:]), 1) for row in rows)
    report = make_report(Pages((Text("报告编号：1", 1), Grid((HEAD, *made) if headed else made))))
    assert [line.number for line in report.lines] == list(range(1, len(report.lines) + 1))
    told = "\n".join(report.marks)
    for line in report.lines:
        if line.verdict is Verdict.UNSAID:
            assert verdict_key(line.printed).strip(" -–—―⎯−‐‑─/") == "" or f"line {line.number} (" in told
    if headed:
        failed = [row[5] for row in rows if row[5] and read_verdict(row[5]).verdict is Verdict.FAIL]
        assert sum(line.verdict is Verdict.FAIL for line in report.lines) == len(failed)


def test_a_failed_line_without_a_clause_keeps_its_verdict() -> None:
    rows = (HEAD, Row(("1", "温度", "5.2", "≤150 ℃", "118 ℃", "符合"), 1), Row(("", "", "", "≤200 ℃", "258 ℃", "不符合"), 1))
    report = make_report(Pages((Grid(rows),)))
    assert [(line.clause, line.title, line.verdict.value) for line in report.lines] == [
        ("5.2", "温度", "pass"),
        ("5.2", "温度", "fail"),
    ]


def test_a_row_that_prints_a_verdict_is_no_head() -> None:
    mixed = Row(("", "", "0", "meets the requirement", "несоответствие", ""), 1)
    report = make_report(Pages((Grid((HEAD, mixed, Row(("", "", "", "", "", "F"), 1))),)))
    assert [line.verdict.value for line in report.lines] == ["", "fail"]

"""Word documents: numbers are those that are printed; styles make headings; merged cells, notes, fields, what was deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from doormaking import W, again, counted, docx, family, heading_styles, level, numbered, p, table, tc
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ingest.clause import Clause, Document, Kind, Table
from ingest.counting import read_counting
from ingest.read import read
from ingest.word_runs import mathematics, read_runs


def counting(*families: tuple[str, str]):
    return read_counting(etree.fromstring(f"<w:numbering {W}>{numbered(*families)}</w:numbering>"), {})


def labels(found, *steps: tuple[str, int]) -> list[str]:
    printed = [found.next(number, at) for number, at in steps]
    return [one.label if one else "" for one in printed]


THREE = level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3")


def test_levels_below_begin_anew_and_those_above_go_on() -> None:
    steps = [("1", at) for at in (0, 1, 1, 2, 2, 1, 2, 0, 1)]
    assert labels(counting(family(1, *THREE)), *steps) == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "1.3", "1.3.1", "2", "2.1"]


@given(st.lists(st.integers(0, 2), max_size=40))
def test_counted_numbers_are_those_of_an_outline(steps: list[int]) -> None:
    counts = [0, 0, 0]
    wanted = []
    for at in steps:
        counts[at] += 1
        counts = [max(count, 1) if above < at else count for above, count in enumerate(counts)]
        counts[at + 1 :] = [0] * (2 - at)
        wanted.append(".".join(map(str, counts[: at + 1])))
    assert labels(counting(family(1, *THREE)), *(("1", at) for at in steps)) == wanted


def test_another_instance_goes_on_unless_its_start_is_overridden() -> None:
    lists = family(1, level(0, "%1.", more=""), more=again(2, 1) + again(3, 1, start=7))
    steps = ("1", 0), ("1", 0), ("2", 0), ("3", 0), ("3", 0)
    assert labels(counting(lists), *steps) == ["1.", "2.", "3.", "7.", "8."]


def test_a_level_that_never_restarts_counts_through() -> None:
    through = level(0, "%1"), level(1, "(%2)", more='<w:lvlRestart w:val="0"/>')
    assert labels(counting(family(1, *through)), ("1", 0), ("1", 1), ("1", 0), ("1", 1)) == ["1", "(1)", "2", "(2)"]


def test_a_level_may_begin_anew_after_a_certain_level_only() -> None:
    levels = level(0, "%1"), level(1, "%1.%2"), level(2, "表%3", more='<w:lvlRestart w:val="1"/>')
    steps = [("1", at) for at in (0, 1, 2, 1, 2, 0, 2)]
    assert labels(counting(family(1, *levels)), *steps) == ["1", "1.1", "表1", "1.2", "表2", "2", "表1"]


@pytest.mark.parametrize(
    ("numerals", "template", "wanted"),
    [
        ("upperLetter", "附录%1", ["附录A", "附录B", "附录C"]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperRoman", "Part %1", ["Part I", "Part II", "Part III"]),
        ("chineseCountingThousand", "第%1章", ["第一章", "第二章", "第三章"]),
        ("russianUpper", "Приложение %1", ["Приложение А", "Приложение Б", "Приложение В"]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("decimalEnclosedCircle", "%1", ["①", "②", "③"]),
        ("hindiNumbers", "المادة %1", ["المادة ١", "المادة ٢", "المادة ٣"]),
        ("bullet", "\uf0b7", ["•", "•", "•"]),
        ("none", "", ["", "", ""]),
        ("nobodyKnows", "%1.", ["1.", "2.", "3."]),
    ],
)
def test_numerals_of_the_lists(numerals: str, template: str, wanted: list[str]) -> None:
    assert labels(counting(family(1, level(0, template, numerals))), *[("1", 0)] * 3) == wanted


def test_a_legal_level_prints_digits_for_roman_chapters() -> None:
    levels = level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")
    assert labels(counting(family(1, *levels)), ("1", 0), ("1", 0), ("1", 1)) == ["I", "II", "2.1"]


def parsed(tmp_path: Path, body: list[str], **parts: str) -> Document:
    (document,) = read(docx(tmp_path / "made.docx", "".join(body), **parts))
    return document


def outline(document: Document) -> list[tuple[str, str]]:
    return [(clause.id, clause.title) for clause in document.clauses]


def by_label(document: Document) -> dict[str, Clause]:
    return {clause.clause or clause.kind: clause for clause in document.clauses}


def test_a_chinese_standard_whose_numbers_come_from_its_styles(tmp_path: Path) -> None:
    lists = numbered(
        family(1, *THREE), family(2, level(0, "附录%1", "upperLetter"), level(1, "%1.%2")),
        family(3, level(0, "%1)", "lowerLetter")), family(4, level(0, "——", "bullet")),
    )  # fmt: skip
    document = parsed(
        tmp_path,
        [
            p("矿用便携泵 安全要求", "T"), p("前言", "T"), p("本文件由测试起草。"),
            p("范围", "H1"), p("本文件规定了便携泵的要求。"),
            p("要求", "H1"), p("通则", "H2"), p("泵应具有:"), p("护罩;", "", counted(3)), p("开关。", "", counted(3)),
            p("泵应有铭牌。", "H3"), p("铭牌应清晰。", "H3"), p("噪声", "H2"), p("下列情况除外:"), p("检修;", "", counted(4)),
            p("\n（规范性）\n密封试验", "A1"), p("原理", "A2"), p("壳体充水。"),
        ],
        numbering=lists, styles=heading_styles(1, 2), header="GB/T 98765—2031",
    )  # fmt: skip
    assert document.standard.designation == "GB/T 98765—2031"
    assert outline(document) == [
        ("foreword", "前言"), ("1", "范围"), ("2", "要求"), ("2/2.1", "通则"), ("2/2.1/2.1.1", ""), ("2/2.1/2.1.2", ""),
        ("2/2.2", "噪声"),
        ("附录A", "密封试验"), ("附录A/A.1", "原理"),
    ]  # fmt: skip
    found = by_label(document)
    assert [(part.kind, part.label) for part in found["2.1"].parts] == [(Kind.LIST_ITEM, "a)"), (Kind.LIST_ITEM, "b)")]
    assert found["2.1.1"].text == "泵应有铭牌。"
    assert [(part.kind, part.label) for part in found["2.2"].parts] == [(Kind.LIST_ITEM, "——")]
    assert found["附录A"].kind is Kind.ANNEX


def test_typed_numbers_without_any_style(tmp_path: Path) -> None:
    document = parsed(
        tmp_path,
        [
            p("1 Scope"), p("This document is about pumps."), p("2 Requirements"), p("2.1 General"), p("A pump shall be safe."),
            p("2.1.1 The casing shall be closed."), p("a) one;"), p("b) two."), p("5.2 kPa is the pressure in the casing."),
            p("3 Marking"), p("It shall be marked."),
        ],
    )  # fmt: skip
    assert outline(document) == [
        ("1", "Scope"),
        ("2", "Requirements"),
        ("2/2.1", "General"),
        ("2/2.1/2.1.1", ""),
        ("3", "Marking"),
    ]
    assert [part.label for part in by_label(document)["2.1.1"].parts] == ["a)", "b)"]


def test_a_numbered_list_among_numbered_headings_is_no_clause(tmp_path: Path) -> None:
    lists = numbered(family(1, *THREE), family(2, level(0, "%1.")))
    body = [p("Scope", "H1"), p("It covers"), *(p(f"thing {n};", "", counted(2)) for n in range(3)), p("Terms", "H1"), p("None.")]
    document = parsed(tmp_path, body, numbering=lists, styles=heading_styles(1))
    assert outline(document) == [("1", "Scope"), ("2", "Terms")]
    assert [part.label for part in document.clauses[0].parts] == ["1.", "2.", "3."]


def test_headings_without_any_number_make_the_tree(tmp_path: Path) -> None:
    body = [p("Purpose", "H1"), p("Why."), p("Means", "H1"), p("Tools", "H2"), p("What with.")]
    document = parsed(tmp_path, body, styles=heading_styles())
    assert outline(document) == [("Purpose", "Purpose"), ("Means", "Means"), ("Means/Tools", "Tools")]
    assert document.clauses[2].text == "What with."


def the_table(document: Document) -> Table:
    (found,) = [part.table for clause in document.clauses for part in clause.parts if part.kind is Kind.TABLE]
    assert found is not None
    return found


def test_merged_cells_span_rows_and_columns(tmp_path: Path) -> None:
    rows = (
        tc("a", merge="restart") + tc("b", 2),
        tc("", merge="continue") + tc("c") + tc("d", merge="restart"),
        tc("", merge="continue") + tc("e") + tc("", merge="continue"),
        tc("f", merge="restart") + tc("g") + tc("h"),
    )
    document = parsed(tmp_path, [p("1 Scope"), p("表 1 限值 单位为毫米"), table(*rows), p("2 Rest"), p("x")])
    found = the_table(document)
    assert [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in found.cells] == [
        ("a", 0, 0, 3, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 1), ("d", 1, 2, 2, 1), ("e", 2, 1, 1, 1),
        ("f", 3, 0, 1, 1), ("g", 3, 1, 1, 1), ("h", 3, 2, 1, 1),
    ]  # fmt: skip
    assert found.unit == "毫米"
    assert (document.clauses[0].parts[0].label, document.clauses[0].parts[0].title) == ("表 1", "限值")


def test_rows_of_a_table_are_no_clauses(tmp_path: Path) -> None:
    rows = [tc(str(n)) + tc("Thing") for n in range(2, 6)]
    document = parsed(tmp_path, [p("1 Scope"), p("So:"), table(*rows), p("2 Rest"), p("x")])
    assert outline(document) == [("1", "Scope"), ("2", "Rest")]


def runs(xml: str) -> str:
    return " ".join(read_runs(etree.fromstring(f"<w:p {W}>{xml}</w:p>")).text.split())


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (f"{r('not ')}<w:del>{r('over ')}</w:del><w:ins>{r('under ')}</w:ins>{r('5')}", "not under 5"),
        (f"{r('seen')}{r(' hidden', '<w:vanish/>')}", "seen"),
        (f"{r('P', '<w:strike/>')}{r('F')}{r('!', '<w:dstrike/>')}", "F"),
        (f"{r('10')}{r('-3', '<w:vertAlign w:val=&quot;superscript&quot;/>'.replace('&quot;', chr(34)))}{r(' m')}", "10⁻³ m"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>' + r(" 85 dB"), "≤ 85 dB"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText></w:r>' + r("Table 2"), "Table 2"),
        (r("non") + "<w:r><w:noBreakHyphen/></w:r>" + r("slip"), "non-slip"),
        (f"<w:hyperlink>{r('see 4.1')}</w:hyperlink>", "see 4.1"),
    ],
)
def test_text_is_what_is_printed(xml: str, wanted: str) -> None:
    assert runs(xml) == wanted


def test_formulae_are_written_on_one_line() -> None:
    xml = (
        '<m:oMath xmlns:m="m"><m:r><m:t>L=</m:t></m:r><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>'
        "</m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    assert mathematics(etree.fromstring(xml)) == "L=(a+b)/2x²"


def test_footnotes_stand_after_the_paragraph_that_calls_them(tmp_path: Path) -> None:
    call = '<w:p><w:r><w:t>The limit is 85 dB</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    notes = f'<w:footnote w:id="2">{p("Measured at 1 m.")}</w:footnote>'
    document = parsed(tmp_path, [p("1 Scope"), call, p("2 Rest"), p("x")], footnotes=notes)
    first = document.clauses[0]
    assert first.text == "The limit is 85 dB.\n1 Measured at 1 m."
    assert [(part.kind, part.label) for part in first.parts] == [(Kind.FOOTNOTE, "1")]


def test_printed_contents_are_left_out(tmp_path: Path) -> None:
    toc = '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style>'
    body = [p("1 Scope 3", "C"), p("2 Rest 4", "C"), p("1 Scope"), p("It covers pumps."), p("2 Rest"), p("x")]
    document = parsed(tmp_path, body, styles=toc)
    assert [clause.text for clause in document.clauses] == ["It covers pumps.", "x"]

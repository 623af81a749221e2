"""NISO STS: what its markup says of the standard, its sections and terms, and what belongs to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.clause import Adoption, Degree, Document, Kind
from ingest.read import read

STS = """<standard xmlns:tbx="urn:iso:std:iso:30042:ed-1" xmlns:mml="http://www.w3.org/1998/Math/MathML" xml:lang="{lang}">
<front>{meta}</front><body>{body}</body><back>{back}</back></standard>"""
SCOPE = "<sec><label>1</label><title>Scope</title><p>Pumps.</p></sec>"


def parsed(tmp_path: Path, *, meta: str = "", body: str = SCOPE, back: str = "", lang: str = "en") -> Document:
    (tmp_path / "made.xml").write_text(STS.format(meta=meta, body=body, back=back, lang=lang), encoding="utf8")
    (document,) = read(tmp_path / "made.xml")
    return document


def test_the_cover_of_a_national_standard(tmp_path: Path) -> None:
    meta = """<std-meta><title-wrap xml:lang="zh"><intro>矿用便携泵</intro><main>第1部分：安全要求</main></title-wrap>
    <title-wrap xml:lang="en"><main>Portable pumps for mines</main></title-wrap><content-language>zh</content-language>
    <std-ref type="undated">GB/T 98765.1</std-ref><std-ref type="dated">GB/T 98765.1-2031</std-ref>
    <ics>73.100.40</ics><ics>13.110</ics><pub-date><day>4</day><month>5</month><year>2031</year></pub-date>
    <meta-date type="effective">2031-12-01</meta-date><std-xref type="replaces"><std-ref>GB/T 98765-2012</std-ref></std-xref>
    <std-xref type="adopts-mod"><std-ref>ISO 98765:2029</std-ref></std-xref>
    <custom-meta-group><custom-meta><meta-name>CCS</meta-name><meta-value>D 98</meta-value></custom-meta></custom-meta-group>
    </std-meta>"""
    own = parsed(tmp_path, meta=meta, lang="zh").standard
    assert own.designation == "GB/T 98765.1—2031"
    assert (own.publisher, own.country, own.lang) == ("GB", "CN", "zh")
    assert own.titles == (("zh", "矿用便携泵 第1部分：安全要求"), ("en", "Portable pumps for mines"))
    assert (own.ics, own.ccs) == (("73.100.40", "13.110"), "D 98")
    assert (own.published, own.effective) == ("2031-05-04", "2031-12-01")
    assert own.replaces == "GB/T 98765—2012"
    assert own.adopts == Adoption("ISO 98765:2029", Degree.MOD)


def test_a_designation_from_the_elements_of_its_identification(tmp_path: Path) -> None:
    identity = "<originator>ISO</originator><doc-number>98765</doc-number><part-number>2</part-number>"
    meta = f"<iso-meta><std-ident>{identity}</std-ident><release-date>2031-05</release-date></iso-meta>"
    assert parsed(tmp_path, meta=meta).standard.designation == "ISO 98765-2:2031"


def test_without_any_designation_the_file_names_the_standard(tmp_path: Path) -> None:
    own = parsed(tmp_path).standard
    assert own.designation == "made"
    assert "no designation" in own.marks[0]


def test_entities_that_are_not_read_are_told(tmp_path: Path) -> None:
    body = SCOPE.replace("Pumps", "Pumps&nbsp;&x; &own;&x;")
    text = f"<!DOCTYPE standard SYSTEM 'own.dtd'><standard><body>{body}</body></standard>"
    (tmp_path / "made.xml").write_text(text, encoding="utf8")
    (document,) = read(tmp_path / "made.xml")
    assert [mark for mark in document.standard.marks if "entities that are not read (&x;, &own;)" in mark]
    assert not any("entities" in mark for mark in parsed(tmp_path).standard.marks)


def test_an_adoption_is_the_adopting_standard_with_the_text_of_the_adopted(tmp_path: Path) -> None:
    def inner(name: str) -> str:
        return f'<std-ref type="dated">{name}</std-ref><content-language>en</content-language>'

    adopted = f"<standard><front><iso-meta>{inner('ISO 98765:2029')}</iso-meta></front><body>{SCOPE}</body></standard>"
    front = f"<adoption-front><nat-meta>{inner('BS ISO 98765:2031')}</nat-meta>"
    front += '<sec sec-type="foreword"><title>National foreword</title><p>Adopted as it is.</p></sec></adoption-front>'
    (tmp_path / "adoption.xml").write_text(f"<adoption>{front}{adopted}</adoption>", encoding="utf8")
    (document,) = read(tmp_path / "adoption.xml")
    assert document.standard.designation == "BS ISO 98765:2031"
    assert document.standard.adopts == Adoption("ISO 98765:2029")
    assert [(clause.clause, clause.title) for clause in document.clauses] == [("", "National foreword"), ("1", "Scope")]


def test_a_term_has_its_equivalents_first_and_its_source_last(tmp_path: Path) -> None:
    def term(word: str, value: str) -> str:
        return f'<tbx:tig><tbx:term>{word}</tbx:term><tbx:normativeAuthorization value="{value}"/></tbx:tig>'

    said = "<tbx:definition>可携带的泵。</tbx:definition><tbx:note>含支架。</tbx:note><tbx:source>GB/T 1—2030，3.1</tbx:source>"
    terms = term("轻泵", "admittedTerm") + term("便携泵", "preferredTerm")
    zh = f'<tbx:langSet xml:lang="zh">{terms}{said}</tbx:langSet>'
    en = f'<tbx:langSet xml:lang="en">{term("portable pump", "preferredTerm")}</tbx:langSet>'
    entry = f"<term-sec><label>3.1</label><tbx:termEntry>{en}{zh}</tbx:termEntry></term-sec>"
    body = f"<sec><label>3</label><title>术语和定义</title>{entry}</sec>"
    found = parsed(tmp_path, body=body, lang="zh").clauses[1]
    assert (found.id, found.kind, found.title) == ("3/3.1", Kind.TERM, "便携泵")
    assert found.text == "portable pump\n轻泵\n可携带的泵。\n注1：含支架。\n[来源：GB/T 1—2030，3.1]"
    assert [(part.kind, part.label) for part in found.parts] == [(Kind.NOTE, "注1")]


def test_annexes_whose_label_is_a_letter_are_cited_in_the_language_of_the_standard(tmp_path: Path) -> None:
    back = '<app-group><app content-type="inform-annex"><label>A</label><annex-type>（资料性）</annex-type><title>示例</title>'
    back += "<sec><label>A.1</label><title>概述</title></sec></app></app-group>"
    clauses = parsed(tmp_path, back=back, lang="zh").clauses
    assert [(clause.id, clause.kind, clause.title) for clause in clauses[1:]] == [
        ("附录A", Kind.ANNEX, "示例"),
        ("附录A/A.1", Kind.CLAUSE, "概述"),
    ]


def part(document: Document) -> tuple[str, list[tuple[str, str, str]]]:
    clause = document.clauses[0]
    return clause.text, [(str(p.kind), p.label, p.title) for p in clause.parts]


@pytest.mark.parametrize(
    ("inside", "text", "parts"),
    [
        ("<p>10<sup>-3</sup> m<sup>3</sup> and L<sub>p</sub></p>", "10⁻³ m³ and Lp", []),
        ("<p>A<xref ref-type='fn' rid='f'><sup>1</sup></xref><fn id='f'><label>1</label><p>Of 2030.</p></fn> B</p>",
         "A B\n1 Of 2030.", [("footnote", "1", "")]),
        ("<p>So:<list list-type='bullet'><list-item><p>one</p></list-item></list>end</p>", "So:\n— one\nend",
         [("list-item", "—", "")]),
        ("<list list-type='alpha-lower'><list-item><p>x</p><p>y</p></list-item><list-item><p>z</p></list-item></list>",
         "a) x\ny\nb) z", [("list-item", "a)", ""), ("list-item", "b)", "")]),
        ("<fig><label>Figure 1</label><caption><title>A pump</title></caption><graphic/></fig>", "Figure 1 — A pump",
         [("figure", "Figure 1", "A pump")]),
        ("<disp-formula><label>(1)</label><mml:math><mml:mi>L</mml:mi><mml:mo>=</mml:mo><mml:mn>5</mml:mn></mml:math></disp-formula>",
         "L = 5 (1)", [("formula", "1", "")]),
        ("<non-normative-example><label>EXAMPLE 1</label><p>One.</p><p>Two.</p></non-normative-example>", "EXAMPLE 1 One.\nTwo.",
         [("example", "EXAMPLE 1", "")]),
        ("<def-list><def-item><term>p</term><def><p>pressure</p></def></def-item></def-list>", "p pressure", []),
        ("<p>85&#160;dB &amp; more</p>", "85 dB & more", []),
    ],
)  # fmt: skip
def test_what_stands_in_a_section(inside: str, text: str, parts: list[tuple[str, str, str]], tmp_path: Path) -> None:
    assert part(parsed(tmp_path, body=f"<sec><label>1</label><title>T</title>{inside}</sec>")) == (text, parts)


def test_a_figure_in_chinese_is_captioned_without_a_dash(tmp_path: Path) -> None:
    table = "<label>表1</label><caption><title>限值　　单位为毫米</title></caption><table><tr><td>a</td><td>5</td></tr></table>"
    clause = parsed(
        tmp_path, body=f"<sec><label>1</label><title>范围</title><table-wrap>{table}</table-wrap></sec>", lang="zh"
    ).clauses[0]
    assert clause.text == "表1 限值\na\t5"
    assert clause.parts[0].table is not None
    assert clause.parts[0].table.unit == "毫米"

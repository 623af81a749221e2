"""Web pages: headings, the classes of EUR-Lex, lists as tables, footnotes, and what is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.clause import Document, Kind
from ingest.read import read

ACT = Path(__file__).parent / "data" / "doors" / "act.html"


def parsed(tmp_path: Path, html: str) -> Document:
    (tmp_path / "page.html").write_text(html, encoding="utf8")
    (document,) = read(tmp_path / "page.html")
    return document


def test_an_act_as_the_official_journal_sets_it(tmp_path: Path) -> None:
    document = parsed(tmp_path, ACT.read_text(encoding="utf8"))
    assert document.standard.designation == "Regulation (EU) 2031/4567"
    assert document.standard.title == "on portable pumps for mine water"
    found = {clause.clause: clause for clause in document.clauses}
    assert [(c.clause, c.title, c.level, str(c.kind)) for c in document.clauses] == [
        ("CHAPTER I", "GENERAL PROVISIONS", 1, "chapter"),
        ("Article 1", "Subject matter", 2, "article"),
        ("Article 2", "Obligations", 2, "article"),
        ("Article 2(1)", "", 3, "paragraph"),
        ("Article 2(2)", "", 3, "paragraph"),
        ("ANNEX I", "Limits of noise", 1, "annex"),
    ]
    points = [(part.label, part.level) for part in found["Article 2(1)"].parts]
    assert points == [("(a)", 1), ("(i)", 2), ("(ii)", 2), ("(b)", 1)]
    assert "10⁵ Pa" in found["Article 2(2)"].text
    note = found["Article 1"].parts[0]
    assert (note.kind, note.label) == (Kind.FOOTNOTE, "1")
    assert found["Article 1"].text.startswith("This Regulation lays down rules for portable pumps.\n")
    assert found["ANNEX I"].parts[-1].table is not None


def page(body: str) -> str:
    return f"<html><body>{body}</body></html>"


def test_what_is_not_shown_is_not_read(tmp_path: Path) -> None:
    hidden = "<span style='display: none'>Not seen.</span></p><p hidden>Nor this.</p><template><h2>3 Never</h2></template>"
    document = parsed(tmp_path, page(f"<h2>1 Scope</h2><p>Seen.{hidden}<h2>2 Rest</h2><p>x</p>"))
    assert [clause.text for clause in document.clauses] == ["Seen.", "x"]


def test_a_page_that_is_laid_out_in_a_table(tmp_path: Path) -> None:
    body = "<table><tr><td>Menu</td><td><h2>1 Scope</h2><p>It covers pumps.</p><h2>2 Rest</h2><p>x</p></td></tr></table>"
    assert [clause.clause for clause in parsed(tmp_path, page(body)).clauses] == ["1", "2"]


def test_lists_are_marked_as_they_are_shown(tmp_path: Path) -> None:
    lists = "<ul><li>one<ol type='i' start='3'><li>two</li></ol></li></ul><ol><li value='7'>three</li></ol>"
    first = parsed(tmp_path, page(f"<h2>1 Scope</h2>{lists}<h2>2 Rest</h2>")).clauses[0]
    assert first.text == "• one\niii) two\n7) three"
    assert [(part.label, part.level) for part in first.parts] == [("•", 1), ("iii)", 2), ("7)", 1)]


def test_an_item_that_says_its_own_mark_gets_no_other(tmp_path: Path) -> None:
    body = "<h2>1 Scope</h2><ol style='list-style: none'><li>a) one</li><li>b) two</li></ol><h2>2 Rest</h2><p>x</p>"
    first = parsed(tmp_path, page(body)).clauses[0]
    assert first.text == "a) one\nb) two"
    assert [part.label for part in first.parts] == ["a)", "b)"]


def test_chinese_law_as_plain_paragraphs(tmp_path: Path) -> None:
    lines = "第一章　总则", "第一条　为保护矿井，制定本法。", "第二条　泵应当安全。", "第二章　责任", "第三条　罚款。"
    body = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<html><head><meta charset='gb18030'></head><body><h1>便携泵法</h1>{body}</body></html>"
    (tmp_path / "law.html").write_bytes(html.encode("gb18030"))
    (document,) = read(tmp_path / "law.html")
    assert [clause.clause for clause in document.clauses] == ["第一章", "第一条", "第二条", "第二章", "第三条"]
    assert [clause.level for clause in document.clauses] == [1, 2, 2, 1, 2]
    assert document.standard.lang == "zh"


def test_headings_without_numbers_make_the_tree(tmp_path: Path) -> None:
    body = "<h1>Pumps</h1><h2>Purpose</h2><p>Why.</p><h2>Means</h2><h3>Tools</h3><p>What with.</p>"
    document = parsed(tmp_path, page(body))
    assert [(clause.title, clause.level) for clause in document.clauses] == [
        ("Pumps", 1),
        ("Purpose", 2),
        ("Means", 2),
        ("Tools", 3),
    ]


def test_brackets_go_with_the_call_of_a_footnote_and_only_then(tmp_path: Path) -> None:
    call, note = "<a href='#n'>1</a>", "<p class='note'><a id='n'>(1)</a> Of 2031.</p>"
    body = f"<h2>1 Scope</h2><p>Call stop() of pumps ({call}) twice ( ).</p>{note}<h2>2 Rest</h2><p>x</p>"
    assert parsed(tmp_path, page(body)).clauses[0].text == "Call stop() of pumps twice ( ).\n(1) Of 2031."


@pytest.mark.parametrize(
    ("title", "body", "named"),
    [
        ("XNS 2200:2021 Lighting", "", ("XNS 2200:2021", "Lighting")),
        ("ISO 98765:2031 - Lighting of mines | A shop", "", ("ISO 98765:2031", "Lighting of mines")),
        (
            "XNS 2200:2021 Lighting",
            "<p>ISO 98765:2031</p><h1>Pumps for mine water</h1>",
            ("ISO 98765:2031", "Pumps for mine water"),
        ),
        ("XNS 2200:2021 Lights", "<h1>Lighting of mines</h1>", ("XNS 2200:2021", "Lighting of mines")),
    ],
)
def test_the_title_of_a_page_names_a_standard_that_does_not_name_itself(
    title: str, body: str, named: tuple[str, str], tmp_path: Path
) -> None:
    html = f"<html><head><title>{title}</title></head><body>{body}<h2>1 Scope</h2><p>Lamps.</p><h2>2 Rest</h2><p>x</p></body>"
    document = parsed(tmp_path, html)
    assert (document.standard.designation, document.standard.title) == named
    assert {clause.standard for clause in document.clauses} == {named[0]}
    assert not document.standard.marks
    untitled = parsed(tmp_path, html.replace(title, "Standards")).standard
    assert (untitled.designation == "page") == any("no designation is found" in mark for mark in untitled.marks)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_page_that_does_not_tell_its_encoding(encoding: str, tmp_path: Path) -> None:
    text = page("<h2>1 Scope</h2><p>Pumps of 5 m³ at 40 °C.</p><h2>2 Rest</h2><p>x</p>")
    (tmp_path / "page.html").write_bytes(text.encode(encoding))
    (document,) = read(tmp_path / "page.html")
    assert document.clauses[0].text == "Pumps of 5 m³ at 40 °C."

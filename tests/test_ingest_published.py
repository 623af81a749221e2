"""What a standard states of correspondences: comparison tables, lists of changes, standards cited in place of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.published import LISTS, links, read_list, score
from ingest.citation import printed
from ingest.clause import Adoption, Clause, Degree, Document, Kind, Standard
from ingest.listed import neutral, steps_of
from ingest.published import published
from ingest.read import read
from ingest.stated import Said

STANDARDS = Path(__file__).resolve().parent.parent / "corpora" / "standards"
PARENT = Adoption("ISO 99001:2019", Degree.MOD)


def standard(name: str, lang: str, labels: str, *more: Clause, adopts: Adoption | None = None, replaces: str = "") -> Document:
    """A standard with a clause for each label, and the clauses that say something."""
    plain = [Clause(name, label, lang, text="…", id=label) for label in labels.split()]
    return Document(Standard(name, lang, adopts=adopts, replaces=replaces), (*plain, *more))


def saying(text: str, lang: str, *, label: str = "", title: str = "", kind: Kind = Kind.FOREWORD) -> Clause:
    return Clause("", label, lang, title=title, text=text, id=label or title or str(kind), kind=kind)


def told(document: Document) -> list[tuple[str, str, str, str]]:
    return [(link.clause, link.other, link.other_clause, link.kind.value) for link in published(document)]


def chinese(text: str) -> list[tuple[str, str, str, str]]:
    return told(standard("GB/T 99001—2024", "zh", "1 4.1 4.2 5.2 6.3", saying(text, "zh"), replaces="GB/T 99001—2008"))


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("更改了适用的场所（见第1章，2008年版的第1章）", [("1", "GB/T 99001—2008", "第1章", "changed")]),
        ("增加了巡检（见4.1、4.2）", [("4.1", "GB/T 99001—2008", "", "added"), ("4.2", "GB/T 99001—2008", "", "added")]),
        (
            "删除了旧表（见2008年版的5.4、5.5）",
            [("", "GB/T 99001—2008", "5.4", "deleted"), ("", "GB/T 99001—2008", "5.5", "deleted")],
        ),
        ("将附录中的步骤改为正文（见5.2，2008年版的附录A）", [("5.2", "GB/T 99001—2008", "附录A", "moved")]),
        (
            "更改了报警（见6.3，GB/T 99007—2010的7.1），增加了记录（见5.2）",
            [("6.3", "GB/T 99007—2010", "7.1", "changed"), ("5.2", "GB/T 99001—2008", "", "added")],
        ),
        ("删除了“按GB/T 99003选用。”（2008年版第7章）", [("", "GB/T 99001—2008", "第7章", "deleted")]),
        ("增加了按GB/T 99003检查的要求", [("", "GB/T 99001—2008", "", "added")]),
        ("调整了要求的次序", [("", "GB/T 99001—2008", "", "changed")]),
    ],
)
def test_a_change_list_names_both_editions(entry: str, wanted: list[tuple[str, str, str, str]]) -> None:
    lead = "本文件代替GB/T 99001—2008，与GB/T 99001—2008相比，主要技术变化如下：\n"
    assert chinese(f"{lead}a) {entry}；\nb) 增加了说明（见4.1）。\n本文件首次发布于2008年（见4.2）。")[:-1] == wanted


def test_a_list_ends_where_its_marks_end() -> None:
    text = "与原标准相比主要修订内容如下：\n——删除了旧表。\n本文件增加了发布机构（见4.1）。"
    assert chinese(text) == [("", "GB/T 99001—2008", "", "deleted")]


def test_without_an_announced_list_nothing_is_a_change() -> None:
    assert chinese("本文件修改了许多人的习惯（见4.1）。\n——增加了勇气。") == []


def test_an_english_list_of_changes() -> None:
    text = (
        "This second edition cancels and replaces ISO 99001:2009. The main changes are as follows:\n"
        "— clause 5.2 has been revised (see 5.2);\n— a new Clause 6 on records has been added;\n"
        "— the tests have been moved from an annex (see 6.1; Annex B of the previous edition);\n"
        "— 4.4 and 4.5 have been deleted;\n"
        "— the words follow daily use (see Clause 4, 3.2 in the 2009 edition).\nIt has parts (see 4)."
    )
    document = standard("ISO 99001:2019", "en", "4 5.2 6 6.1", saying(text, "en"))
    old = "ISO 99001:2009"
    assert told(document) == [
        ("5.2", old, "", "changed"), ("6", old, "", "added"), ("6.1", old, "Annex B", "moved"), ("", old, "4.4", "deleted"),
        ("", old, "4.5", "deleted"), ("4", old, "3.2", "changed"),
    ]  # fmt: skip


def test_a_list_with_reasons_ends_its_entries_in_them() -> None:
    lead = "本文件与ISO 99001:2019的技术差异及其原因如下："
    text = f"{lead}\n——删除了旧表（第8章），国内不再使用；\n——更改了周期（见4.1），以适应气候。"
    found = published(standard("GB/T 99001—2024", "zh", "4.1", saying(text, "zh"), adopts=PARENT))
    assert [(link.other_clause, link.clause, link.reason) for link in found] == [
        ("第8章", "", "国内不再使用"),
        ("", "4.1", "以适应气候"),
    ]


def test_a_russian_foreword_tells_its_changes_in_one_sentence() -> None:
    text = (
        "4 Настоящий стандарт модифицирован по отношению к ИСО 99001:2019 путем изменения раздела 7 и включения новых положений "
        "(пункты 5.3, 5.4), которые учитывают местный порядок. Сопоставление приведено в приложении ДА"
    )
    document = standard("ГОСТ Р 99001—2021", "ru", "5.3 5.4 7 ДА", saying(text, "ru"), adopts=PARENT)
    iso = "ISO 99001:2019"
    assert told(document) == [("7", iso, "", "changed"), ("5.3", iso, "", "added"), ("5.4", iso, "", "added")]
    assert [bool(link.reason) for link in published(document)] == [False, True, True]


def test_a_comparison_of_clause_numbers() -> None:
    rows = "表NA.1\n本文件章条编号\tISO 99001:2019章条编号\n1\t1\n4.1～4.2\t4.2～4.3\n5.2\t—\n—\t8\n附录A\t附录B"
    annex = saying(rows, "zh", label="附录B", title="本文件与ISO 99001:2019的章条编号对照", kind=Kind.ANNEX)
    document = standard("GB/T 99001—2024", "zh", "1 4.1 4.2 5.2 附录A", annex)
    iso = "ISO 99001:2019"
    assert told(document) == [
        ("1", iso, "1", "corresponds"), ("4.1", iso, "4.2", "corresponds"), ("4.2", iso, "4.3", "corresponds"),
        ("5.2", iso, "", "added"), ("", iso, "8", "deleted"), ("附录A", iso, "附录B", "corresponds"),
    ]  # fmt: skip


def test_technical_differences_have_their_reasons() -> None:
    rows = "本文件章条编号\t技术性差异\t原因\n4.2\t增加了巡检\t国内习惯\n5.2\t更改了周期\t国内设备不同"
    annex = saying(rows, "zh", label="附录B", title="本文件与ISO 99001:2019的技术差异及其原因", kind=Kind.ANNEX)
    found = published(standard("GB/T 99001—2024", "zh", "4.2 5.2", annex, adopts=PARENT))
    assert [(link.clause, link.kind, link.note, link.reason) for link in found] == [
        ("4.2", Said.ADDED, "增加了巡检", "国内习惯"),
        ("5.2", Said.CHANGED, "更改了周期", "国内设备不同"),
    ]


def test_management_standards_side_by_side() -> None:
    rows = (
        "ISO 99001:2019\tOHSAS 99018:2007\n4 Context\t4.1 General requirements\n5.2 Policy\t4.2 Policy\n"
        "6 Planning\t4.3.1, 4.3.2\n6.1 Fresh\tNew"
    )
    annex = saying(
        rows, "en", label="Annex D", title="Correspondence between ISO 99001:2019 and OHSAS 99018:2007", kind=Kind.ANNEX
    )
    assert told(standard("ISO 99001:2019", "en", "4 5.2 6 6.1", annex)) == [
        ("4", "OHSAS 99018:2007", "4.1", "corresponds"), ("5.2", "OHSAS 99018:2007", "4.2", "corresponds"),
        ("6", "OHSAS 99018:2007", "4.3.1", "corresponds"), ("6", "OHSAS 99018:2007", "4.3.2", "corresponds"),
        ("6.1", "OHSAS 99018:2007", "", "added"),
    ]  # fmt: skip


def test_russian_annexes_da_and_db() -> None:
    cited = (
        "Обозначение ссылочного национального стандарта\tСтепень соответствия\tОбозначение международного стандарта\n"
        "ГОСТ Р 99005—2015\tIDT\tISO 99005:2007 «Приборы»\nГОСТ 99006—2011\tMOD\tISO 99006:2009 «Газы»\n—\t*\tISO 99008:2001"
    )
    structure = (
        "Структура настоящего стандарта\tСтруктура международного стандарта ISO 99001:2019\n"
        "4\t4\nПункты 5.1—5.3\tПункты 4.1—4.3\n7\t6.1, 6.2\nПриложение ДА\t—"
    )
    da = saying(cited, "ru", label="Приложение ДА", title="Сведения о соответствии ссылочных стандартов", kind=Kind.ANNEX)
    db = saying(structure, "ru", label="Приложение ДБ", title="Сопоставление структуры", kind=Kind.ANNEX)
    document = standard("ГОСТ Р 99001—2021", "ru", "4 5.1 5.2 5.3 7", da, db, adopts=PARENT)
    found = published(document)
    assert [(link.standard, link.other, link.degree) for link in found[:3]] == [
        ("ГОСТ Р 99005-2015", "ISO 99005:2007", Degree.IDT),
        ("ГОСТ 99006-2011", "ISO 99006:2009", Degree.MOD),
        ("", "ISO 99008:2001", None),
    ]
    iso = "ISO 99001:2019"
    assert told(document)[3:] == [
        ("4", iso, "4", "corresponds"), ("5.1", iso, "4.1", "corresponds"), ("5.2", iso, "4.2", "corresponds"),
        ("5.3", iso, "4.3", "corresponds"), ("7", iso, "6.1", "corresponds"), ("7", iso, "6.2", "corresponds"),
        ("Приложение ДА", iso, "", "added"),
    ]  # fmt: skip


def test_references_say_what_they_adopt() -> None:
    text = (
        "GB/T 99005 量具（GB/T 99005—2010，ISO 99005:2007，IDT）\nGB/T 99006—2012 气体（ISO 99006:2009，MOD）\n"
        "GB/T 99007 螺纹（GB/T 99007—1997，eqv ISO 99007:1976；eqv ISO 99008:1983）\nGB 3096 声环境"
    )
    clause = saying(text, "zh", label="2", title="规范性引用文件", kind=Kind.CLAUSE)
    found = published(standard("GB/T 99001—2024", "zh", "1", clause))
    assert [(link.standard, link.other, link.degree) for link in found] == [
        ("GB/T 99005—2010", "ISO 99005:2007", Degree.IDT),
        ("GB/T 99006—2012", "ISO 99006:2009", Degree.MOD),
        ("GB/T 99007—1997", "ISO 99007:1976", Degree.MOD),
        ("GB/T 99007—1997", "ISO 99008:1983", Degree.MOD),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "请求包\t类型值\n4.1\t0\n4.2\t1",
        "Octave band, Hz\tCorrelation with level\n63\t5.2\n125\t5.3",
    ],
)
def test_a_table_that_names_no_other_standard_states_nothing(rows: str) -> None:
    annex = saying(rows, "en", label="Annex B", title="Correlation of types and values 对应关系", kind=Kind.ANNEX)
    assert told(standard("ISO 99001:2019", "en", "4.1 4.2", annex)) == []


def test_a_link_knows_its_page_and_its_characters() -> None:
    (document,) = read(STANDARDS / "noise-ru.pdf")
    annex = next(clause for clause in document.clauses if clause.clause == "Приложение В")
    link = next(link for link in published(document) if link.clause == "5.2")
    assert (link.page, link.source, link.target) == (annex.page, annex.id, "5/5.2")
    assert annex.text[link.start : link.end] == "Подраздел 5.2\t—"


@pytest.mark.parametrize("name", [path.stem for path in sorted(LISTS.glob("*.tsv")) if (STANDARDS / f"{path.stem}.pdf").exists()])
def test_the_sample_standards_against_what_was_read_in_them(name: str) -> None:
    (document,) = read(STANDARDS / f"{name}.pdf")
    found = score(links(document), read_list(LISTS / f"{name}.tsv"))
    assert found.precision >= 0.66
    assert found.recall >= 0.66


def test_a_table_of_a_web_page_is_read_as_one_of_a_pdf(tmp_path: Path) -> None:
    rows = (("本文件章条编号", f"{PARENT.designation}章条编号"), ("4", "5.1"), ("5", "—"))
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    title = f"附录A（资料性）本文件各章条的编号与{PARENT.designation}章条编号的对照"
    body = "<p>GB</p><p>中华人民共和国国家标准</p><p>GB/T 99001—2024</p><h1>水泵</h1>"
    body += f"<h2>4 要求</h2><p>泵应试验。</p><h2>5 记录</h2><p>应记录。</p><h2>{title}</h2>"
    (tmp_path / "own.html").write_text(f"<html><body>{body}<table>{table}</table></body></html>", encoding="utf-8")
    (document,) = read(tmp_path / "own.html")
    assert [row for row in told(document) if row[0]] == [
        ("4", PARENT.designation, "5.1", "corresponds"),
        ("5", PARENT.designation, "", "added"),
    ]


NUMBER = st.lists(st.integers(1, 30), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))
LABEL = st.one_of(NUMBER, st.tuples(st.sampled_from("ABC"), NUMBER).map(".".join))
LISTS_OF = {"zh": ("{}", "、", "和"), "en": ("clauses {}", ", ", " and "), "ru": ("пункты {}", ", ", " и ")}


@given(st.lists(LABEL, min_size=1, max_size=5, unique=True), st.sampled_from(sorted(LISTS_OF)), st.booleans())
def test_lists_of_labels_are_read_as_they_are_written(labels: list[str], lang: str, worded: bool) -> None:
    frame, comma, last = LISTS_OF[lang]
    text = comma.join(labels[:-1]) + (last if labels[1:] else "") + labels[-1]
    assert [printed(steps) for steps in steps_of(frame.format(text) if worded else text, lang)] == labels


@given(NUMBER, st.integers(1, 20), st.integers(1, 15), st.sampled_from(["～", "—", "–", "-", " to ", "至"]))
def test_ranges_of_labels_are_filled(head: str, first: int, more: int, sign: str) -> None:
    text = f"{head}.{first}{sign}{head}.{first + more}"
    assert [printed(steps) for steps in steps_of(text, "en")] == [f"{head}.{n}" for n in range(first, first + more + 1)]


@given(NUMBER)
def test_a_label_is_the_same_in_every_language(number: str) -> None:
    assert len({neutral(number, "en"), neutral(f"пункт {number}", "ru"), neutral(f"clause {number}", "en")}) == 1
    assert neutral("附录B", "zh") == neutral("Annex B", "en") == neutral("Приложение B", "ru") != neutral("B.1", "en")

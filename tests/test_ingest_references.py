"""What clauses cite: found in running text, expanded, and resolved to the clauses of the document."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.references import LISTS, cited, read_list, score
from ingest.clause import Clause, Document, Kind, Part, Reference, Standard
from ingest.read import read
from ingest.references import unresolved, with_references

ROOT = Path(__file__).resolve().parent.parent
PDF = ROOT.parent / "shared" / "pdf"
LABELS = {
    "zh": ("4.2.3", "5.1", "5.2", "5.3", "6", "附录A", "A.1"),
    "law": ("第五条", "第六条", "第七条", "第十二条"),
    "en": ("4.2", "4.2.1", "5", "5.1", "Annex B", "B.1", "Annex III", "Article 5", "Article 6", "Article 6(1)", "Article 6(2)"),
    "ru": ("4.2.3", "4.3", "5", "Приложение А", "А.1"),
    "vi": ("4.2", "Điều 5", "Điều 5(2)", "Điều 6", "Điều 7", "Phụ lục A"),
    "id": ("Pasal 7", "Pasal 7(1)", "5.2"),
    "kk": ("5-бап", "6-бап", "4.2"),
    "ar": ("المادة 5", "المادة 6"),
    "fr": ("5.1", "Article 5", "Annexe A"),
    "de": ("5.2", "Anhang A", "§ 5"),
    "us": ("§ 1910.132", "§ 1910.133"),
    "code": ("Article L. 9121-1", "Article L. 9122-1", "Article R. 9122-1"),
    "act": ("1", "12", "12(1)", "13", "Schedule 1"),
}


def clause(label: str, lang: str, text: str = "", parent: str = "", **more: object) -> Clause:
    path = f"{parent}/{label}" if parent else label
    return Clause("X 1", label, lang, text=text, id=path, parent=parent, **more)  # type: ignore[arg-type]


def references(which: str, text: str, designation: str = "X 1") -> list[tuple[str, str, bool, str]]:
    """(standard, clause, dated, target) of everything that ``text`` cites in a document with the labels of ``which``."""
    lang = {"law": "zh", "us": "en", "act": "en", "code": "fr"}.get(which, which)
    clauses = (*(clause(label, lang) for label in LABELS[which]), clause("99", lang, text))
    done = with_references(Document(Standard(designation, lang), clauses)).clauses[-1]
    return [(r.standard, r.clause, r.dated, r.target) for r in done.references]


def own(*labels: str) -> list[tuple[str, str, bool, str]]:
    return [("", label, False, label) for label in labels]


INTERNAL = [
    ("zh", "见4.2.3。", ["4.2.3"]),
    ("zh", "按 5.1～5.3 的规定进行。", ["5.1", "5.2", "5.3"]),
    ("zh", "除5.1条、5.2条规定外，应符合本标准第6章。", ["5.1", "5.2", "6"]),
    ("zh", "试验方法见附录 A，由5.1和5.2确定。", ["附录A", "5.1", "5.2"]),
    ("zh", "参见 A.1。", ["A.1"]),
    ("law", "依照第五条至第七条的规定，适用第十二条。", ["第五条", "第六条", "第七条", "第十二条"]),
    ("en", "See 4.2 and Annex B.", ["4.2", "Annex B"]),
    ("en", "as required by Clause 5 (see also 4.2.1 and 5.1)", ["5", "4.2.1", "5.1"]),
    ("en", "under Articles 5 and 6, and Article 6(1) and (2) of this Regulation",
     ["Article 5", "Article 6", "Article 6(1)", "Article 6(2)"]),
    ("en", "set out in Annex III", ["Annex III"]),
    ("ru", "Испытания проводят по 4.2.3.", ["4.2.3"]),
    ("ru", "см. приложение А и пп. 4.2.3, 4.3", ["Приложение А", "4.2.3", "4.3"]),
    ("ru", "в соответствии с разделом 5 настоящего стандарта", ["5"]),
    ("vi", "theo khoản 2 Điều 5 của Luật này", ["Điều 5(2)"]),
    ("vi", "các Điều 5, 6 và 7; xem 4.2 và Phụ lục A", ["Điều 5", "Điều 6", "Điều 7", "4.2", "Phụ lục A"]),
    ("id", "sebagaimana dimaksud dalam Pasal 7 ayat (1); lihat 5.2", ["Pasal 7(1)", "5.2"]),
    ("kk", "осы Заңның 5-бабына және 4.2-тармаққа сәйкес", ["5-бап", "4.2"]),
    ("ar", "وفقا للمادة (5) والمادة 6", ["المادة 5", "المادة 6"]),
    ("fr", "conformément à l'article 5 et à l'annexe A (voir 5.1)", ["Article 5", "Annexe A", "5.1"]),
    ("de", "nach Abschnitt 5.2 und Anhang A sowie § 5", ["5.2", "Anhang A", "§ 5"]),
    ("code", "conformément à l’article L. 9122-1", ["Article L. 9122-1"]),
    ("us", "as required by § 1910.132", ["§ 1910.132"]),
    ("act", "subclause 12 and section 13, clause 12 or 13 applies", ["12", "13", "12", "13"]),
    ("act", "under section 12(1) and section 13, and Schedule 1", ["12(1)", "13", "Schedule 1"]),
]  # fmt: skip


@pytest.mark.parametrize(("which", "text", "labels"), INTERNAL, ids=[text[:30] for _, text, _ in INTERNAL])
def test_clauses_of_the_document_are_found_and_resolved(which, text, labels):
    assert references(which, text) == own(*labels)


EXTERNAL = [
    ("zh", "应符合 GB 3096 的要求。", [("GB 3096", "", False)]),
    ("zh", "按 GB/T 3222.2—2022 的 5.1 测量。", [("GB/T 3222.2—2022", "5.1", True)]),
    ("zh", "按HJ 38和GB/T 1.1—2020中5.1～5.3执行。",
     [("HJ 38", "", False), *(("GB/T 1.1—2020", f"5.{n}", True) for n in (1, 2, 3))]),
    ("zh", "根据GB 5085.1～3判定", [(f"GB 5085.{n}", "", False) for n in (1, 2, 3)]),
    ("zh", "GB/T 3222.1～GB/T 3222.3，GB 8978～9", [*((f"GB/T 3222.{n}", "", False) for n in (1, 2, 3)), ("GB 8978", "", False)]),
    ("zh", "依照《某某安全法》第十二条第二款", [("某某安全法", "第十二条第二款", False)]),
    ("zh", "执行《某某质量标准》（GB 3096）表1", [("GB 3096", "表1", False)]),
    ("en", "according to 5.1 of ISO 9612:2009", [("ISO 9612:2009", "5.1", True)]),
    ("en", "in accordance with ISO 3744:2010, 8.2, and ISO 9612", [("ISO 3744:2010", "8.2", True), ("ISO 9612", "", False)]),
    ("en", "Annex B of ISO 9612:2009; ISO 20483:2013, Table 2",
     [("ISO 9612:2009", "Annex B", True), ("ISO 20483:2013", "Table 2", True)]),
    ("en", "points (a) and (b) of Article 5(2) of Regulation (EU) 2016/425",
     [("Regulation (EU) 2016/425", "Article 5(2)(a)", True), ("Regulation (EU) 2016/425", "Article 5(2)(b)", True)]),
    ("en", "Regulations (EC) No 1008/2008 and (EU) No 996/2010",
     [("Regulation (EC) No 1008/2008", "", True), ("Regulation (EU) No 996/2010", "", True)]),
    ("en", "by Regulation (EU) 2016/425 and Article 5 thereof",
     [("Regulation (EU) 2016/425", "", True), ("Regulation (EU) 2016/425", "Article 5", True)]),
    ("en", "as measured to ISO 7121), the moisture", [("ISO 712", "", False)]),
    ("en", "see [ITU-T P.910 (10/2023)]", [("ITU-T P.910 (10/2023)", "", True)]),
    ("en", "section 6 of the Pumps (Repair and Renewal) Amendment Act 2023",
     [("Pumps (Repair and Renewal) Amendment Act 2023", "Section 6", True)]),
    ("fr", "selon l’ISO 9612:2009, Annexe C", [("ISO 9612:2009", "Annexe C", True)]),
    ("en", "see 29 CFR 1910.95(c)(2)", [("29 CFR 1910.95", "(c)(2)", False)]),
    ("ru", "по ГОСТ 12.1.003", [("ГОСТ 12.1.003", "", False)]),
    ("ru", "по таблице 5 ГОСТ 21779-82 и ТР ТС 010/2011, статья 5",
     [("ГОСТ 21779-82", "Таблица 5", True), ("ТР ТС 010/2011", "Статья 5", True)]),
    ("vi", "Điều 5 Nghị định số 132/2008/NĐ-CP", [("132/2008/NĐ-CP", "Điều 5", True)]),
]  # fmt: skip


@pytest.mark.parametrize(("which", "text", "wanted"), EXTERNAL, ids=[text[:30] for _, text, _ in EXTERNAL])
def test_other_documents_are_found_with_clause_and_edition(which, text, wanted):
    assert references(which, text) == [(*item, "") for item in wanted]


@pytest.mark.parametrize(
    ("which", "text"),
    [
        ("zh", "压力不应超过5.2 kPa，按5.1倍计，用5.1 m长的管。"),
        ("zh", "共3条线，第三类区域，表面温度，图书馆，模式2。"),
        ("en", "with 5.1 kPa at 4.2 m, in 4.2 % of the cases, 5.1 times"),
        ("en", "Article 5 of the Treaty; a section of 4 m; part of the table"),
        ("ru", "в 4.2.3 раза; 4.2.2015"),
        ("act", "in paragraph (1) of that notice"),
        ("vi", "quy định tại Điều 5 Luật Đầu tư"),
    ],
)
def test_quantities_dates_and_other_acts_cite_nothing(which, text):
    assert references(which, text) == []


def test_the_standard_itself_and_its_own_number_are_no_references():
    assert references("en", "This is ISO 9612:2009, Clause 99. See Clause 5 of ISO 9612.", "ISO 9612:2009") == own("5")
    assert references("en", "It replaces ISO 9612:1997.", "ISO 9612:2009") == [("ISO 9612:1997", "", True, "")]


def test_what_is_not_there_is_told():
    (found,) = references("en", "See Annex K.")
    assert found == ("", "Annex K", False, "")
    assert unresolved(Reference(0, 1, clause="Annex K"))
    assert not unresolved(Reference(0, 1, clause="5", target="5"))
    assert not unresolved(Reference(0, 1, "ISO 9612"))


def test_a_clause_of_an_annex_that_is_not_there_means_the_annex():
    assert references("zh", "填写内容参见附录A.7。") == [("", "附录A A.7", False, "附录A")]


def test_tables_and_figures_mean_the_clause_that_holds_them():
    text = "限值见表1和图2。"
    held = "表 1 限值\n85\n"
    clauses = (
        clause("4", "zh", text),
        clause("5", "zh", held, parts=(Part(Kind.TABLE, "表 1", 0, len(held), "限值"),)),
        clause("6", "zh", "图 2 测点"),
    )
    first, second, third = with_references(Document(Standard("GB 1—2020", "zh"), clauses)).clauses
    assert [(r.clause, r.target) for r in first.references] == [("表1", "5"), ("图2", "6")]
    assert second.references == third.references == ()  # captions


def test_a_caption_with_a_han_stop_in_its_label_holds_what_is_cited():
    clauses = (clause("4", "zh", "见图C.1和表D.1。"), clause("C.2", "zh", "图C。1 测点"), clause("D.2", "zh", "表D。1 限值"))
    first, *others = with_references(Document(Standard("GB 1—2020", "zh"), clauses)).clauses
    assert [(r.clause, r.target) for r in first.references] == [("图C.1", "C.2"), ("表D.1", "D.2")]
    assert not any(done.references for done in others)


@pytest.mark.parametrize(
    ("text", "spans"), [("碎粒（见 5.1）", ["5.1"]), ("按公式（3）计算（表2）", ["公式（3）", "表2"]), ("（见 0.17）", [])]
)
def test_the_span_of_a_reference_ends_before_a_bracket_that_it_does_not_open(text, spans):
    clauses = (clause("4", "zh", text), clause("5.1", "zh"), clause("5.2", "zh"))
    done = with_references(Document(Standard("GB 1—2020", "zh"), clauses)).clauses[0]
    assert [text[r.start : r.end] for r in done.references] == spans


def test_a_number_that_comes_again_in_an_annex_means_the_nearest():
    clauses = (
        clause("5", "ru"),
        clause("Приложение 1", "ru", kind=Kind.ANNEX),
        clause("5", "ru", parent="Приложение 1"),
        clause("6", "ru", "Выполняют по разделу 5.", parent="Приложение 1"),
        clause("7", "ru", "Выполняют по разделу 5 настоящего стандарта.", parent="Приложение 1"),
        clause("8", "ru", "По разделу 5."),
    )
    done = with_references(Document(Standard("ГОСТ 1.5-2001", "ru"), clauses)).clauses
    assert [c.references[0].target for c in done[3:]] == ["Приложение 1/5", "5", "5"]


def test_paragraphs_are_those_of_the_article_in_which_they_stand():
    paragraphs = [clause(f"Article 6({n})", "en", f"See paragraph {3 - n} of this Article.", "Article 6") for n in (1, 2)]
    clauses = (clause("Article 6", "en"), *paragraphs)
    done = with_references(Document(Standard("Regulation (EU) 2016/425", "en"), clauses)).clauses
    assert [r.target for c in done for r in c.references] == ["Article 6/Article 6(2)", "Article 6/Article 6(1)"]


def test_subsections_are_those_of_the_section_in_which_they_stand():
    clauses = (
        clause("6", "en", "X."),
        clause("12", "en"),
        clause("12(1)", "en", "X.", "12"),
        clause("12(6)", "en", "(b) x", "12"),
        clause("12(7)", "en", "In subsection (6)(b) to (d), see subsections (1) and (6).", "12"),
    )
    done = with_references(Document(Standard("Mines Act 1954", "en"), clauses)).clauses[-1]
    assert [(r.clause, r.target) for r in done.references] == [
        *((f"12(6)({letter})", "12/12(6)") for letter in "bcd"),
        ("12(1)", "12/12(1)"),
        ("12(6)", "12/12(6)"),
    ]


def test_references_that_are_there_stay():
    given_before = Reference(0, 3, "ISO 1")
    (done,) = with_references(
        Document(Standard("X", "en"), (clause("1", "en", "see ISO 9612", references=(given_before,)),))
    ).clauses
    assert done.references == (given_before,)


@pytest.mark.parametrize("name", sorted(path.stem for path in LISTS.glob("*.tsv")))
def test_references_of_real_documents(name):
    path = next(PDF.glob(f"*/{name}.pdf"), None)
    if path is None:
        pytest.skip(f"../shared/pdf has no {name}.pdf")
    (document,) = read(path)
    result = score(cited(document), *read_list(LISTS / f"{name}.tsv"))
    assert result.precision >= 0.95, sorted(result.false)
    assert result.recall >= 0.95, sorted(result.missed)


WORDS = [
    "见",
    "第五条",
    "～",
    "5.1",
    "Article 6(1)",
    ", ",
    "and",
    "GB 3096—2008",
    "ISO 9612",
    "of",
    "(b)",
    "Điều",
    "п. ",
    "表 1",
    "«",
    ")",
    "\n",
    "Annex",
]


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12).map(" ".join),
    st.sampled_from(["zh", "en", "ru", "vi", "xx"]),
)
def test_any_text_gives_spans_in_order_within_it(text, lang):
    document = Document(Standard("GB 1—2020", lang), (clause("5.1", lang, text), clause("第五条", lang, text, "5.1")))
    for done in with_references(document).clauses:
        assert all(0 <= r.start < r.end <= len(text) for r in done.references)
        assert all(a.start <= b.start for a, b in pairwise(done.references))
        assert all(r.standard or r.clause for r in done.references)


def test_parse_lists_references_and_says_what_is_missing(tmp_path):
    from typer.testing import CliRunner

    from app.cli import app

    rows = [{"standard": "GB 1—2020", "clause": "4", "lang": "zh", "text": "见5.1和附录K，应符合GB 3096。"},
            {"standard": "GB 1—2020", "clause": "5.1", "lang": "zh", "text": "应记录。"}]  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))

    def said(*options: str) -> str:
        done = CliRunner().invoke(app, ["parse", str(path), *options])
        assert done.exit_code == 0
        return done.output

    assert said("--references").splitlines() == [
        "4\t5.1\t5.1\t5.1",
        "4\t附录K\t附录K (not found)\t",
        "4\tGB 3096\tGB 3096 (undated)\t",
        "GB 1—2020: 3 references, 2 of them to its own clauses (1 not found), the others to 1 documents (1 undated)",
    ]
    assert "→ 5.1; 附录K (not found); GB 3096 (undated)" in said()

"""Exports: what is in them, and that nothing in a clause becomes a formula, a link or markup."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import review_desk
from review_desk import A, B

from app import deciding
from app.above import Kept
from app.card import clause_data
from app.highlight import own_marks
from app.queueing import queue
from app.report import COLUMNS, comparison_rows, decision_rows, write_comparison, write_decisions
from app.state import Choice, load_comparison, save_comparison
from app.tables import CELL_LIMIT, csv_bytes, html_bytes, jsonl_bytes, safe_cell, table_bytes, xlsx_bytes
from app.visible import direction, visible
from index.library import Library
from index.shelf import Licence
from ingest.clause import Document, Origin, Standard
from matcher import ledger
from matcher.match import Decision, Deviation, DeviationKind, Evidence, Match, Relation

PAYLOADS = (
    *review_desk.HOSTILE,
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\n=1+1", "＝1+1", "＋cmd",
    "－1", "＠x", "\u200b=1+1", "\ufeff=1", "\u00a0=1",
    "=cmd|'/c calc'!A0", "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "=IMPORTXML(\"http://evil.example\",\"//a\")", "{=1+1}", "=HYPERLINK(\"http://e\")",
    "http://evil.example", "https://evil.example/x", "mailto:x@evil.example", "file:///etc/passwd",
    "internal:Sheet1!A1", "external:c:\\x.xlsx",
    "ftp://evil.example", "\\\\evil.example\\share", "www.evil.example", "javascript:alert(1)",
    "\x00", "a\x00b", "\x01\x02\x1f", "\ud800", "a\udfffb", "\ufffe\uffff", "\x7f\x85\x9f",
    "_x0041_", "_x000D_", "_x005F_x0041_",
    "\u202egnp.exe", "\u2066x\u2069", "\u200e\u200f\u061c", "\U000e0041\U000e007f",
    "e\u0301\u0301\u0301", "a\u2028b\u2029c", "x\r\ny\rz",
    '"', "''", '"";,\t"', "a;b,c\td", "'=1", "]]>", "&lt;&amp;", "<!--", "--><b>", "%00", "${x}",
    "{{x}}", "0x1F", "1e5", "TRUE", "#REF!",
    "٣٫٥ dB", "نص عربي", "中文，“引号”", "x" * 40000, "😀" * 17000, " lead", "trail ", "",
)  # fmt: skip
STARTS = frozenset("=+-@＝＋－＠")


def column_rows(text):
    """One row that holds ``text`` in every column."""
    clause = review_desk.clause("S", "1", "zh", text, text)
    other = review_desk.clause("T", "1", "ar", text, text)
    documents = [Document(Standard("S", "zh"), (clause,)), Document(Standard("T", "ar"), (other,))]
    match = Match("S", (clause.id,), "T", (other.id,), Relation.EQUAL, 0.5)
    rows = comparison_rows([match], documents)
    return [row | dict.fromkeys((*COLUMNS, "note"), text) for row in rows]


def test_a_comparison_table_tells_both_sides(tmp_path):
    documents = review_desk.documents()
    rows = comparison_rows(review_desk.matches(*documents), documents)
    assert len(rows) == 7 and [row["number"] for row in rows] == list(range(1, 8))
    first, several, alone, theirs = rows[0], rows[3], rows[5], rows[6]
    assert (first["a_clauses"], first["b_clauses"], first["relation"], first["stricter"]) == ("4.1", "5.1", "superset-of", "A")
    assert first["deviations"] == "limit: 85 dB(A) | 90 dB(A) (stricter: A)"
    assert first["a_page"] == "3" and first["b_page"] == "4"
    assert several["b_clauses"] == "5.4\n5.5" and several["b_titles"] == "Warning signs\nHearing protectors"
    assert alone["b_clauses"] == "" and alone["searched"] == B
    assert theirs["a_clauses"] == "" and theirs["b_clauses"] == "5.7"


def test_what_ocr_read_reaches_card_and_table():
    ours, theirs = review_desk.documents()
    read = replace(
        ours.clauses[0], clause="9.9", id="9.9", text="Level ≤ 85 dB(A), 8 h", origins=(Origin(0, 17, 3, 0, ocr=True),)
    )
    ours = replace(ours, clauses=(read, *ours.clauses))
    match = Match(read.standard, (read.id,), theirs.clauses[0].standard, (theirs.clauses[0].id,), Relation.EQUAL, 0.5)
    (row,) = comparison_rows([match], [ours, theirs])
    assert (row["a_ocr"], row["b_ocr"]) == ("≤ 85", "")
    shown = clause_data(read, {}, own_marks(read, ""), str)
    assert "Read by OCR, compare with the page: ≤ 85" in shown["tags"]
    assert [text for run in shown["blocks"][0]["runs"] for text, kind in run["segments"] if kind == "ocr"] == ["≤", "85"]


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "xlsx", "html"])
def test_the_same_comparison_gives_the_same_bytes(tmp_path, form):
    documents = review_desk.documents()
    for name in ("one", "two"):
        write_comparison(review_desk.matches(*documents), documents, form, tmp_path / "deep" / name, print)
    assert (tmp_path / "deep" / "one").read_bytes() == (tmp_path / "deep" / "two").read_bytes()


def test_jsonl_has_the_rows_of_the_contract():
    documents = review_desk.documents()
    lines = []
    write_comparison(review_desk.matches(*documents), documents, "jsonl", None, lines.append)
    rows = [json.loads(line) for line in lines]
    assert rows[0]["a_clauses"] == ["4.1"] and rows[0]["b_clauses"] == ["5.1"] and rows[0]["relation"] == "superset-of"
    assert {"a_standard", "b_standard", "confidence", "deviations", "evidence", "searched"} <= rows[0].keys()
    assert rows[5]["b_clauses"] == [] and rows[5]["searched"] == [B]


def test_the_table_for_a_terminal_is_one_line_each():
    documents = review_desk.documents()
    lines = table_bytes(comparison_rows(review_desk.matches(*documents), documents)).decode().splitlines()
    assert len(lines) == 7 and "4.4" in lines[3] and "5.4 + 5.5" in lines[3]


@pytest.mark.parametrize("place", range(len(PAYLOADS)))
def test_csv_holds_no_formula(place):
    rows = column_rows(PAYLOADS[place])
    read = list(csv.DictReader(io.StringIO(csv_bytes(rows).decode("utf-8-sig"), newline="")))
    assert len(read) == 1
    for name, cell in read[0].items():
        assert not cell.lstrip(" \n\u00a0\u3000")[:1] or cell.lstrip(" \n\u00a0\u3000")[0] not in STARTS, (name, cell[:20])
        assert cell[:1] not in ("\t", "\r")


def test_numbers_stay_numbers_in_csv():
    assert safe_cell(-0.5) == -0.5 and safe_cell("-0.5 °C") == "'-0.5 °C" and safe_cell("0.5") == "0.5" and safe_cell("") == ""


def test_xlsx_reads_back_without_formulas_and_links():
    rows = [row for payload in PAYLOADS for row in column_rows(payload)]
    data, announced = xlsx_bytes(rows, columns=[*COLUMNS, "note"])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            content = parts.read(name).decode("utf-8", "strict") if name.endswith((".xml", ".rels")) else ""
            assert "<f>" not in content and "<hyperlink" not in content and 'TargetMode="External"' not in content, name
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet.max_row == len(PAYLOADS) + 1
    for row, payload in zip(sheet.iter_rows(min_row=2), PAYLOADS, strict=True):
        for cell in row:
            assert cell.data_type in ("s", "n", "inlineStr") and cell.hyperlink is None
            text = "" if cell.value is None else str(cell.value)
            assert len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT
            if len(payload) < 1000:
                # openpyxl takes every escaped underscore away, also one that the text itself has
                assert text == visible(payload).replace("x005F_", ""), payload
    long = [payload for payload in PAYLOADS if len(payload.encode("utf-16-le", "replace")) // 2 > CELL_LIMIT]
    assert len(announced) == len(long) * (len(COLUMNS) + 1) and all("cut" in line for line in announced)
    notes = openpyxl.load_workbook(io.BytesIO(data))["notes"]
    assert [cell.value for cell in notes["A"]] == list(announced)


def test_a_cut_text_says_so_in_its_cell():
    data, announced = xlsx_bytes([{"text": "x" * 40000}])
    value = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A2"].value
    assert (
        value.startswith("xxx")
        and "40000 characters" in value[-80:]
        and announced == ("Row 2, text: 40000 characters, cut to 32767.",)
    )
    assert xlsx_bytes([{"text": "x" * CELL_LIMIT}])[1] == ()


def test_html_sets_every_text_as_text():
    rows = [row for payload in PAYLOADS for row in column_rows(payload)]
    page = html_bytes(rows, title=review_desk.HOSTILE[0], columns=COLUMNS).decode()
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z!][a-zA-Z0-9-]*)", page))
    assert tags == {
        "!doctype",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "table",
        "thead",
        "tr",
        "th",
        "tbody",
        "td",
    }
    assert "default-src 'none'" in page and "\u202e" not in page and "⟨U+202E⟩" in page
    attributes = set(re.findall(r"<td([^>]*)>", page))
    assert attributes == {"", ' lang="zh" dir="ltr"', ' lang="ar" dir="rtl"'}


def test_jsonl_keeps_text_as_it_is():
    lines = jsonl_bytes([{"text": payload} for payload in PAYLOADS]).decode("utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == list(PAYLOADS)


def test_hidden_characters_are_named_and_needed_ones_stay():
    assert visible("a\u202eb") == "a⟨U+202E⟩b" and visible("می\u200cخواهم") == "می\u200cخواهم"
    assert visible("a\u00adb\r\nc\td") == "ab\nc\td" and visible("\ud800") == "\ufffd" and visible("\x00") == "⟨U+0000⟩"
    assert [direction(lang) for lang in ("ar", "fa", "ur", "zh", "en", "ru", "ar-SA")] == ["rtl"] * 3 + ["ltr"] * 3 + ["rtl"]


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        comparison = load_comparison(opened, A, B)

        def decide(place, choice):
            items = queue(comparison, ledger.judgements(opened, A, B), opened.log.head().number)
            deciding.apply(opened, comparison, items[place], choice, "审阅人甲")

        decide(0, Choice(Decision.ACCEPT, Relation.SUPERSET, note="=1+1"))
        decide(5, Choice(Decision.ACCEPT, Relation.NONE))
        yield opened


def test_decisions_tell_who_what_when_and_on_which_texts(library):
    first, alone = decision_rows(library, A, B)
    assert (first["a_clauses"], first["b_clauses"], first["decision"], first["relation"]) == (
        "4.1",
        "5.1",
        "accept",
        "superset-of",
    )
    assert first["author"] == "审阅人甲" and first["note"] == "=1+1" and first["at"].startswith("20")
    assert first["a_hash"] == library.text_hash(A, "4/4.1") and first["log_entry"] == library.log.head().number
    assert first["log_head"] == library.log.head().hash and "85 dB(A)" in first["a_text"]
    assert (alone["decision"], alone["a_clauses"], alone["b_clauses"], alone["b_text"]) == ("no-counterpart", "4.6", "", "")


def test_decisions_are_written_in_every_format(library, tmp_path):
    for form in ("jsonl", "csv", "xlsx"):
        assert write_decisions(library, form, tmp_path / f"d.{form}", print) == 2
    read = list(csv.DictReader(io.StringIO((tmp_path / "d.csv").read_text("utf-8-sig"), newline="")))
    assert [row["decision"] for row in read] == ["accept", "no-counterpart"] and read[0]["note"] == "'=1+1"
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    head = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, head.index("note") + 1).value == "=1+1" and sheet.cell(2, head.index("note") + 1).data_type == "s"
    lines = []
    write_decisions(library, "jsonl", None, lines.append)
    assert [json.loads(line)["author"] for line in lines] == ["审阅人甲", "审阅人甲"]


def test_decisions_about_a_removed_standard_stay_in_the_export(library, tmp_path):
    before = decision_rows(library, A, B)
    library.remove(B)
    assert write_decisions(library, "jsonl", tmp_path / "d.jsonl", print) == 2
    first, alone = (json.loads(line) for line in (tmp_path / "d.jsonl").read_text().splitlines())
    assert (first["b_standard"], first["b_clauses"], first["b_text"], first["b_standing"]) == (B, "5/5.1", "", "gone")
    assert (first["a_clauses"], first["author"], first["note"]) == ("4.1", "审阅人甲", "=1+1") and first["a_text"]
    assert first["b_hash"] == before[0]["b_hash"] and alone["decision"] == "no-counterpart"
    library.remove(A)
    assert write_decisions(library, "csv", tmp_path / "d.csv", print) == 2


def test_decisions_on_two_standards_compared_both_ways_are_told_once(library):
    ours, theirs = review_desk.documents()
    save_comparison(library, theirs, ours, [], "fake@1")
    lines = []
    assert len(library.comparisons()) == 2 and write_decisions(library, "jsonl", None, lines.append) == 2
    assert [json.loads(line)["entry"] for line in lines] == sorted(row["entry"] for row in decision_rows(library, B, A))


def test_a_file_is_written_whole_or_not_at_all(library, tmp_path, monkeypatch):
    target = tmp_path / "d.csv"
    target.write_text("of yesterday")

    def full(self, data):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="space"):
        write_decisions(library, "csv", target, print)
    assert target.read_text() == "of yesterday" and [path.name for path in tmp_path.glob("d.*")] == ["d.csv"]


def test_what_a_sheet_cuts_is_told_beside_the_file(tmp_path, capsys):
    clause = review_desk.clause("S", "1", "zh", "", "应" * (CELL_LIMIT + 1))
    match = Match("S", (clause.id,), "T", (), Relation.NONE, 0.5)
    write_comparison([match], [Document(Standard("S", "zh"), (clause,))], "xlsx", tmp_path / "m.xlsx", print)
    told = capsys.readouterr()
    assert told.err == f"Row 2, a_text: {CELL_LIMIT + 1} characters, cut to {CELL_LIMIT}.\n" and told.out == ""


@pytest.mark.parametrize(
    ("licence", "text"),
    [(Licence.NONE, ""), (Licence.EXCERPT, "8 h 等效声级不应超过 85 dB(A)。"), (Licence.FULL, "8 h 等效声级不应超过 85 dB(A)。")],
)
def test_texts_are_told_as_far_as_their_licence_goes(library, licence, text):
    library.set_licence(A, licence)
    row = decision_rows(library, A, B)[0]
    assert row["a_text"] == text and row["a_hash"] and "90 dB(A)" in row["b_text"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "html", "table"])
@pytest.mark.parametrize("licence", [Licence.NONE, Licence.FULL])
def test_what_a_licence_keeps_back_is_quoted_nowhere(form, licence, tmp_path):
    words = "雇员进入受限空间前应当检测气体"
    documents = [Document(Standard(name, "zh"), (review_desk.clause(name, "1", "zh", "", words),)) for name in "ST"]
    ours, theirs = (document.clauses[0].id for document in documents)
    match = Match(
        "S", (ours,), "T", (theirs,), Relation.EQUIVALENT, 0.9,
        deviations=(Deviation(DeviationKind.MISSING, a_text=words), Deviation(DeviationKind.LIMIT, "85 dB(A)", "90 dB(A)")),
        evidence=(Evidence("words", 0.9, words),),
    )  # fmt: skip
    lines: list[str] = []
    write_comparison([match], documents, form, None, lines.append, {"S": licence, "T": licence})
    written = "\n".join(lines)
    assert (words in written) is (licence is Licence.FULL)
    assert "85 dB(A)" in written


def test_an_excerpt_is_short():
    text = "应" * 500
    clause = review_desk.clause("S", "1", "zh", "", text)
    rows = comparison_rows(
        [Match("S", (clause.id,), "T", (), Relation.NONE, 0.5)],
        [Document(Standard("S", "zh"), (clause,))],
        {"S": Licence.EXCERPT},
    )
    assert len(rows[0]["a_text"]) == 202 and rows[0]["a_text"].endswith(" …")


@pytest.mark.parametrize("form", ["csv", "jsonl", "html", "xlsx"])
def test_every_export_of_a_library_names_the_end_of_its_log(tmp_path, form):
    documents, out = review_desk.documents(), tmp_path / f"out.{form}"
    with Library.open(review_desk.seed(tmp_path / "library")) as library:
        kept = Kept(head=library.log.head())
        write_comparison(review_desk.matches(*documents), documents, form, out, print, kept=kept)
        opened = load_comparison(library, A, B)
        item = queue(opened, (), library.log.head().number)[0]
        deciding.apply(library, opened, item, Choice(Decision.ACCEPT, Relation.EQUAL), "first reviewer")
        assert library.check(kept.head.hash) == ()
        assert library.check("0" * 64)
    data = out.read_bytes()
    if form == "xlsx":
        sheets = openpyxl.load_workbook(out)
        data = "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row).encode()
    assert kept.head.hash.encode() in data

"""Whatever text stands in whatever column: no export makes a formula, a link or markup of it, and none shortens it in silence."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_app_report import PAYLOADS, STARTS, column_rows

from app.report import COLUMNS
from app.tables import CELL_LIMIT, COMMENTED, csv_bytes, html_bytes, jsonl_bytes, table_bytes, xlsx_bytes
from app.visible import visible

ALL = [*COLUMNS, "note"]
HEADS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "＝",
    "＋",
    "−",
    "\u200b=",
    "\ufeff@",
    "\u00a0=",
    " +",
    "'=",
    '"=',
    ";=",
    "%0a=",
    "\x00=",
)
TAILS = (
    "1+1", "SUM(A1:A9)", "cmd|'/c calc'!A0", 'HYPERLINK("http://evil.example")', "http://evil.example/x", "mailto:x@evil.example",
    "\\\\evil.example\\x", "<script>alert(1)</script>", "\u202etxt.exe", "_x0041_", "\ud800", "限值 85 dB(A)",
)  # fmt: skip
MADE = [*PAYLOADS, *(head + tail for head in HEADS for tail in TAILS)]
PIECES = st.sampled_from([*HEADS, *TAILS, "]]>", "<b>", "&lt;", "\x0b", "\u2028", "😀", "٣٫٥", "{{x}}", "${x}", "#REF!", "1e5"])
TEXTS = st.one_of(
    st.lists(st.one_of(PIECES, st.text(max_size=6)), min_size=1, max_size=6).map("".join),
    st.builds(lambda text, times: text * times, PIECES, st.integers(1, 9000)),
)


class Texts(HTMLParser):
    """The texts of the cells of a page, and the tags that it has."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.cells, self.tags, self._open = [], set(), False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self._open = tag == "td"
        self.cells += [""] if self._open else []
        assert {name for name, _ in attrs} <= {"lang", "dir", "charset", "http-equiv", "content"}

    def handle_endtag(self, tag):
        self._open = False

    def handle_data(self, data):
        if self._open:
            self.cells[-1] += data


def check_csv(text):
    rows = column_rows(text)
    lines = csv.reader(io.StringIO(csv_bytes(rows, columns=ALL, head=[text]).decode("utf-8-sig"), newline=""))
    above, names, cells = lines
    assert above == [COMMENTED + visible(text)] and names == ALL
    for name, cell in zip(names, cells, strict=True):
        assert cell.strip()[:1] not in STARTS or not cell.strip(), name
        assert cell in (visible(text), f"'{visible(text)}")


def check_xlsx(text):
    data, announced = xlsx_bytes(column_rows(text), columns=ALL, notes=[text])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            content = parts.read(name).decode()
            assert "<f>" not in content and "<hyperlink" not in content and 'TargetMode="External"' not in content
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [*book.worksheets[0][2], book["notes"]["A1"]]
    long = len(visible(text).encode("utf-16-le")) // 2 > CELL_LIMIT
    assert len(announced) == (len(ALL) + 1 if long else 0)
    assert all(cell.data_type in ("s", "n") and cell.hyperlink is None for cell in cells)
    if not long and "_x" not in text and "x005F" not in text:
        assert {str(cell.value or "") for cell in cells} == {visible(text)}


def check_html(text):
    page = Texts(html_bytes(column_rows(text), title=text, columns=ALL, head=[text]).decode())
    assert page.cells == [visible(text)] * len(ALL)
    assert page.tags <= {"p", "html", "head", "meta", "title", "style", "body", "h1", "table", "thead", "tr", "th", "tbody", "td"}


def check_jsonl(text):
    (line,) = jsonl_bytes(column_rows(text)).decode().splitlines()
    row = json.loads(line)
    assert [row[name] for name in ALL] == [text] * len(ALL)


def check_table(text):
    rows = [row | {"confidence": 0.5, "explanation": text, "deviations": text} for row in column_rows(text)]
    lines = table_bytes(rows).decode().split("\n")
    assert lines[-1] == "" and not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "".join(lines))


CHECKS = {"csv": check_csv, "xlsx": check_xlsx, "html": check_html, "jsonl": check_jsonl, "table": check_table}


@pytest.mark.parametrize("form", CHECKS)
def test_made_payloads_stay_text_in_every_column(form):
    assert len(MADE) > 200
    for text in MADE:
        CHECKS[form](text)


@pytest.mark.parametrize("form", CHECKS)
@settings(max_examples=40)
@given(text=TEXTS)
def test_any_text_stays_text_in_every_column(form, text):
    CHECKS[form](text)

"""Our clause trees beside what a regular expression finds in the lines of three readers: ``python -m benchmarks.parsing FOLDER``.

FOLDER holds PDFs, and lists that people made of their clauses in ``gold/NAME.json`` (number, title, page, level); the lists of
this project (``benchmarks.gold``) are taken as well. Names after FOLDER choose documents. The measure is that of
``benchmarks.gold``: a clause is found when number and page agree. ``docling-parse`` is in the extra ``bench``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from benchmarks.gold import LISTS, Row, Score, digest, number, read_list, rows_of, score
from benchmarks.timing import cpu_used

_LABEL = re.compile(
    r"\s*(?P<label>\d{1,2}(?:\.\d{1,3}){0,5}|[A-Z]\.?\d{1,2}(?:\.\d{1,3}){0,4}|(?:Annexe?|Appendix|附录|Приложение)\s?[A-ZА-Я\d]{1,4}|"
    r"(?:Article|Điều|Статья)\s\d+|(?:Chapter|Chương|Глава|Part|Section|Mục)\s[\dIVX]+|第[一二三四五六七八九十百]+[章节条]|§\s?\d+(?:\.\d+)?)"
    r"\.?(?=[\s\u3000\u3400-\u9fff]|$)\s*(?P<title>.*)",
    re.IGNORECASE,
)
"""What numbers a clause in the families of the lists; a title may follow. This is the whole of the plain ways."""
_CONTENTS = re.compile(r"(?:\.\s?|…\s?){4,}\s*[\dIVXivx]*\s*$")

Lines = Callable[[Path], Iterator[tuple[int, str]]]


class Run(NamedTuple):
    """One way over one document: its score, and the CPU seconds that it took, its children's included."""

    score: Score
    seconds: float


def pdfplumber_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Page and text of each line of ``extract_text``."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for line in page.extract_text().splitlines():
                yield page.page_number, line


def pdfium_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Page and text of each line of pdfium's own text of a page."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        for at, page in enumerate(pdf, 1):
            for line in page.get_textpage().get_text_bounded().splitlines():
                yield at, line


def docling_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Page and text of each line that docling-parse makes."""
    from docling_core.types.doc.page import TextCellUnit
    from docling_parse.pdf_parser import DoclingPdfParser

    pdf = DoclingPdfParser(loglevel="fatal").load(path)
    for at, page in pdf.iterate_pages():
        for cell in page.iterate_cells(TextCellUnit.LINE):
            yield at, cell.text


def by_regex(lines: Lines, path: Path) -> list[Row]:
    """Every line that begins like a clause, entries of printed contents left out; its level from the depth of its number."""
    found = []
    for page, text in lines(path):
        match = _LABEL.match(text)
        if match and not _CONTENTS.search(text):
            label = match["label"]
            found.append(Row(number(label), page, label.count(".") + 1, digest(match["title"])))
    return found


def ours(path: Path) -> list[Row]:
    """The clause tree, read as a user has it read."""
    from ingest.read import read

    (document,) = read(path)
    return rows_of(document.clauses)


WAYS: dict[str, Callable[[Path], list[Row]]] = {
    "clausebridge": ours,
    "docling-parse, regex": lambda path: by_regex(docling_lines, path),
    "pdfplumber, regex": lambda path: by_regex(pdfplumber_lines, path),
    "pdfium, regex": lambda path: by_regex(pdfium_lines, path),
}


def main(folder: Path, names: Sequence[str]) -> None:
    """Print one line a document and way, and the means over each group of lists."""
    ways = dict(WAYS)
    if find_spec("docling_parse") is None:
        del ways["docling-parse, regex"]
        print("docling-parse is not installed, and left out: pip install 'clausebridge[bench]' brings it", file=sys.stderr)
    for title, lists in (("lists beside the documents", folder / "gold"), ("lists of this project", LISTS)):
        print(f"\n{title}\n{'document':24}{'way':22}{'P':>7}{'R':>7}{'F1':>7}{'false':>7}{'CPU s':>8}")
        runs: dict[str, list[Run]] = {}
        for path in sorted(lists.glob("*.json")):
            file = next(folder.rglob(f"{path.stem}.pdf"), None)
            if file is None or (names and path.stem not in names):
                continue
            want = _wanted(path)
            for way, parse in ways.items():
                runs.setdefault(way, []).append(_run(parse, file, want))
                _print(path.stem, way, runs[way][-1:])
        for way, all_runs in runs.items():
            _print(f"macro over {len(all_runs)}", way, all_runs)


def _wanted(path: Path) -> list[Row]:
    """A list of either kind: with hashes of titles, or with titles."""
    rows = json.loads(path.read_text(encoding="utf8"))
    if rows and "title_sha256" in rows[0]:
        return read_list(path)
    return [Row(number(row["number"]), row["page"], row["level"], digest(row["title"])) for row in rows if row["number"]]


def _run(parse: Callable[[Path], list[Row]], file: Path, want: Sequence[Row]) -> Run:
    before = cpu_used()
    try:
        rows = parse(file)
    except Exception as error:  # a way that cannot read a file has found nothing in it, and the others go on
        print(f"{file.name}: {type(error).__name__}: {error}", file=sys.stderr)
        rows = []
    return Run(score(rows, want), cpu_used() - before)


def _print(name: str, way: str, runs: Sequence[Run]) -> None:
    p, r, f = (sum(getattr(run.score, what) for run in runs) / len(runs) for what in ("precision", "recall", "f1"))
    false = sum(len(run.score.false) for run in runs)
    seconds = sum(run.seconds for run in runs)
    print(f"{name:24}{way:22}{p:7.3f}{r:7.3f}{f:7.3f}{false:7}{seconds:8.1f}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m benchmarks.parsing FOLDER [NAME…]")
    main(Path(sys.argv[1]), sys.argv[2:])

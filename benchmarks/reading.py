"""Pages a CPU second, structure included, beside pdfplumber's ``extract_words`` on the same files in the same run.

``python -m benchmarks.reading [FOLDER] [NAME…]`` prints a line for each document; FOLDER holds PDFs, names choose among
them. What is compared: pages of text that both readers read, and, apart from them, pages with tables in ruled frames. Pages
on which one of the two reads next to nothing (pictures, fonts that pdfplumber does not know) are counted and left out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import cycle, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

from benchmarks.timing import Row, peak_memory, process_seconds
from ingest.clause import Clause
from ingest.line import Page
from ingest.pages import read_bookmarks, read_pages
from ingest.tree import parse_pages

_REPEATS = 2
_LONG = 200
_ALIKE = 0.5
"""Of two readers the one that reads less reads at least this part of what the other does, or the page is not compared."""
_FEWEST = 8


class Look(StrEnum):
    """What is on a page, as far as it decides about the time."""

    TEXT = "text"
    RULED = "ruled"
    OTHER = "other"


class Cost(NamedTuple):
    """CPU seconds of a page: ours with its share of the structure, and pdfplumber's for its words; what kind of page it is."""

    ours: float
    plain: float
    look: Look


def costs(file: Path, lang: str = "zh") -> list[Cost]:
    """The cost of each page of ``file``: the least of two runs of both ways in turn."""
    ours, plain = [], []
    for _ in range(_REPEATS):
        mine, pages, clauses = _ours(file, lang)
        ours.append(mine)
        theirs, found = _plain(file)
        plain.append(theirs)
    looks = _looks(pages, clauses, found)
    least = [[min(runs) for runs in zip(*way, strict=True)] for way in (ours, plain)]
    return [Cost(mine, theirs, look) for mine, theirs, look in zip(*least, looks, strict=True)]


def _ours(file: Path, lang: str) -> tuple[list[float], Sequence[Page], Sequence[Clause]]:
    """CPU seconds a page; what is not done for one page is shared out evenly."""
    marks: list[float] = []
    start = process_time()
    pages = read_pages(file, blank=True, progress=lambda *_: marks.append(process_time()))
    marks.append(process_time())
    clauses = parse_pages(pages, read_bookmarks(file), standard=file.stem, lang=lang)
    shared = (process_time() - marks[-1] + marks[0] - start) / len(pages)
    return [after - before + shared for before, after in pairwise(marks)], pages, clauses


def _plain(file: Path) -> tuple[list[float], list[int]]:
    """CPU seconds a page, and how many characters of words it has."""
    import pdfplumber

    seconds, found = [], []
    start = process_time()
    with pdfplumber.open(file, password="") as pdf:
        for page in pdf.pages:
            found.append(sum(len(word["text"]) for word in page.extract_words()))
            seconds.append(process_time() - start)
            start = process_time()
    return seconds, found


def _looks(pages: Sequence[Page], clauses: Sequence[Clause], found: Sequence[int]) -> list[Look]:
    ruled = {box.page for clause in clauses for part in clause.parts if part.table is not None for box in part.boxes}
    looks = []
    for page, theirs in zip(pages, found, strict=True):
        mine = len("".join(page.raw.split()))
        alike = min(mine, theirs) >= _ALIKE * max(mine, theirs, _FEWEST)
        healthy = alike and page.reader == "pdfium" and not page.marks
        looks.append(Look.RULED if healthy and page.number in ruled else Look.TEXT if healthy else Look.OTHER)
    return looks


def rows(files: Sequence[Path]) -> Iterator[Row]:
    """Reading with structure against the words of pdfplumber, pages with ruled tables apart; memory; a long document."""
    by_file = {file: costs(file) for file in files}
    yield from _ratios("reading with structure", [cost for found in by_file.values() for cost in found])
    names = [str(file) for file in files]
    code = "from pathlib import Path\nfrom {0} import {1}\nfor name in {2!r}: {1}(Path(name){3})"
    mine = peak_memory(code.format("ingest.read", "read", names, ", ocr=False"))
    theirs = peak_memory(code.format("benchmarks.reading", "_plain", names, ""))
    yield Row("peak memory of the parent", "MiB", mine, theirs, theirs / mine, "ours reads in processes of its own")
    with TemporaryDirectory() as folder:
        yield long_document(files, Path(folder))


def _ratios(what: str, found: Sequence[Cost]) -> Iterator[Row]:
    for look in (Look.TEXT, Look.RULED):
        pages = [cost for cost in found if cost.look is look]
        if pages:
            ours, plain = sum(cost.ours for cost in pages), sum(cost.plain for cost in pages)
            note = f"{look} pages: {len(pages)} of {len(found)}; plain: pdfplumber words"
            yield Row(what, "pages / CPU s", len(pages) / ours, len(pages) / plain, plain / ours, note)


def long_document(files: Sequence[Path], folder: Path) -> Row:
    """Seconds of ``clausebridge parse`` for the pages of ``files``, again and again up to 200, in one file."""
    path = folder / "long.pdf"
    _bind(files, path)
    command = [sys.executable, "-m", "app.cli", "parse", str(path)]
    ours = process_seconds(command, repeats=2)
    plain = process_seconds(
        [sys.executable, "-c", f"from pathlib import Path\nfrom benchmarks.reading import _plain\n_plain(Path({str(path)!r}))"], 1
    )
    return Row("a document of 200 pages", "s", ours, plain, plain / ours, "the whole command; plain: pdfplumber words")


def _bind(files: Sequence[Path], path: Path) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument.new() as long:
        for file in cycle(files):
            with pypdfium2.PdfDocument(file, password="") as part:
                long.import_pages(part, list(range(min(len(part), _LONG - len(long)))))
            if len(long) == _LONG:
                break
        long.save(path)


def main(folder: Path, names: Sequence[str], show: Callable[[str], None] = print) -> None:
    """A line for each document: its pages, milliseconds a page of text both ways, and the ratios."""
    head = (("pages", 6), ("text", 6), ("ruled", 6), ("ours", 8), ("plain", 8), ("text", 7), ("ruled", 7))
    show(f"{'document':34}{''.join(f'{word:>{width}}' for word, width in head)}  (ms a page of text; ratios)")
    total: list[Cost] = []
    for file in sorted(folder.rglob("*.pdf")):
        if names and file.stem not in names:
            continue
        found = costs(file)
        total += found
        show(_told(file.stem, found))
    show(_told("all", total))


def _told(name: str, found: Sequence[Cost]) -> str:
    cells = []
    for look in (Look.TEXT, Look.RULED):
        pages = [cost for cost in found if cost.look is look]
        ours, plain = sum(cost.ours for cost in pages), sum(cost.plain for cost in pages)
        cells.append((len(pages), ours, plain, f"{plain / ours:7.1f}" if pages else "      -"))
    (texts, ours, plain, ratio), (ruled, *_, apart) = cells
    each = (f"{1000 * ours / texts:8.2f}{1000 * plain / texts:8.2f}") if texts else f"{'-':>8}{'-':>8}"
    return f"{name:34}{len(found):6}{texts:6}{ruled:6}{each}{ratio}{apart}"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "corpora" / "standards"), sys.argv[2:])

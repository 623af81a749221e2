"""Pages a CPU second, structure included, beside pdfplumber's ``extract_words`` on the same files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Row, cpu_seconds, faster, peak_memory
from ingest.pages import read_bookmarks, read_pages
from ingest.tree import parse_pages


def rows(files: list[Path], lang: str = "zh") -> Iterator[Row]:
    """Reading and structure of ``files`` against the words of pdfplumber; then the peak memory of a process that reads all."""
    pages = sum(len(read_pages(file)) for file in files)
    ours = cpu_seconds(lambda: [_parse(file, lang) for file in files])
    plain = cpu_seconds(lambda: [_words(file) for file in files], repeats=1)
    yield faster(
        "reading with structure",
        "pages / CPU s",
        pages,
        ours,
        plain,
        f"{len(files)} files, {pages} pages; plain: pdfplumber words",
    )
    names = [str(file) for file in files]
    code = f"from pathlib import Path\nfrom benchmarks.reading import {{0}}\nfor name in {names!r}: {{1}}"
    mine = peak_memory(code.format("_parse", "_parse(Path(name), 'zh')"))
    theirs = peak_memory(code.format("_words", "_words(Path(name))"))
    yield Row("peak memory of reading", "MiB", mine, theirs, theirs / mine, "one process, all files in turn")


def _parse(file: Path, lang: str) -> int:
    return len(parse_pages(read_pages(file), read_bookmarks(file), standard=file.stem, lang=lang))


def _words(file: Path) -> int:
    import pdfplumber

    with pdfplumber.open(file) as pdf:
        return sum(len(page.extract_words()) for page in pdf.pages)

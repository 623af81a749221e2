"""How much each cue carries: trees of the gold documents without it. ``python -m benchmarks.ablation PDFS [NAME…]``.

Only text layers are read, so that pages which need OCR lose their clauses in every column alike.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.gold import LISTS, Row, read_list, rows_of, score
from ingest.clause import Box
from ingest.line import Bookmark, Line, Page
from ingest.pages import read_bookmarks, read_pages
from ingest.tree import parse_pages

Sheets = tuple[Sequence[Page], Sequence[Bookmark]]


def each_line(pages: Sequence[Page], change: Callable[[Line], Line]) -> list[Page]:
    """The pages with every line changed; the raw text stays."""
    return [replace(page, lines=tuple(change(line) for line in page.lines)) for page in pages]


def scaled(pages: Sequence[Page], by: float) -> list[Page]:
    """The same sheets on paper of another size."""

    def change(line: Line) -> Line:
        box = line.box
        grown = Box(box.page, box.x0 * by, box.top * by, box.x1 * by, box.bottom * by)
        return replace(line, box=grown, size=line.size * by)

    return [replace(page, width=page.width * by, height=page.height * by) for page in each_line(pages, change)]


def without_contents(pages: Sequence[Page]) -> list[Page]:
    """Without the pages most of whose lines end with leaders or page numbers."""
    return [page for page in pages if sum("...." in line.text or "…" in line.text for line in page.lines) <= 3]


ABLATIONS: dict[str, Callable[[Sequence[Page], Sequence[Bookmark]], Sheets]] = {
    "as it is": lambda pages, marks: (pages, marks),
    "no bookmarks": lambda pages, _: (pages, ()),
    "no contents": lambda pages, marks: (without_contents(pages), marks),
    "no bold": lambda pages, marks: (each_line(pages, lambda line: replace(line, bold=False, bolds=())), marks),
    "one size": lambda pages, marks: (each_line(pages, lambda line: replace(line, size=10.5)), marks),
    "no gaps": lambda pages, marks: (each_line(pages, lambda line: replace(line, gaps=())), marks),
    "paper A5": lambda pages, marks: (scaled(pages, 0.7), marks),
    "paper A3": lambda pages, marks: (scaled(pages, 1.41), marks),
    "paper of a scan": lambda pages, marks: (scaled(pages, 4.17), marks),
    "text alone": lambda pages, _: (
        without_contents(each_line(pages, lambda line: replace(line, bold=False, bolds=(), size=10.5))),
        (),
    ),
}


def rows(pdfs: Path, names: Sequence[str]) -> Iterator[tuple[str, str, float, float, float]]:
    """Document, ablation, F1, titles and parents."""
    for path in sorted(LISTS.glob("*.json")):
        file = next(pdfs.rglob(f"{path.stem}.pdf"), None)
        if file is None or (names and path.stem not in names):
            continue
        pages, marks = read_pages(file, blank=True), read_bookmarks(file)
        if not any(page.lines for page in pages):
            continue
        want: list[Row] = read_list(path)
        for name, change in ABLATIONS.items():
            clauses = parse_pages(*change(pages, marks), standard=path.stem, lang="")
            result = score(rows_of(clauses), want)
            yield path.stem, name, result.f1, result.titles, result.parents


def main(pdfs: Path, names: Sequence[str]) -> None:
    """Print F1 and titles for each document and cue, then the means."""
    found = list(rows(pdfs, names))
    for cue in ABLATIONS:
        mine = [row for row in found if row[1] == cue]
        means = [sum(row[i] for row in mine) / max(1, len(mine)) for i in (2, 3, 4)]
        worst = ", ".join(
            f"{row[0]} {row[2]:.3f}" for row in sorted(mine, key=lambda row: row[2])[:3] if row[2] < means[0] - 0.005
        )
        print(f"{cue:16} F1 {means[0]:.3f}  titles {means[1]:.3f}  parents {means[2]:.3f}  {worst}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

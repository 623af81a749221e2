"""The tables of a Word document as rows of texts, for forms that were filled in; what was deleted as a tracked change is gone."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.block import tidy
from ingest.markup import Element, children, descendants, tag
from ingest.package import Package
from ingest.word_runs import read_runs

_WRAPPED = frozenset({"sdt", "sdtcontent", "ins", "customxml"})


def word_tables(data: bytes, name: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The tables of a Word document (its bytes; ``name`` for the errors): rows of cells, the lines of a cell apart.

    Raises:
        DocumentError: it is no Word document, encrypted, damaged, or too large.
    """
    _, root = Package(name, data).main()
    return tuple(
        tuple(tuple(map(_text, _inside(row, "tc"))) for row in _inside(table, "tr")) for table in descendants(root, "tbl")
    )


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    for one in children(element):
        if tag(one) == wanted:
            yield one
        elif tag(one) in _WRAPPED:
            yield from _inside(one, wanted)


def _text(cell: Element) -> str:
    said = (tidy(line) for one in _inside(cell, "p") for line in (read_runs(one).text.split("\n") or [""]))
    return "\n".join(said).strip()

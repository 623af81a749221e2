"""Pictures of pages with clauses boxed, made once and kept. pdfium serves one caller at a time, so a lock stands before it."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from ingest.clause import Box, Clause

KEPT = 48
LONG_SIDE = 1500
_LOCK = threading.Lock()


def pages_of(clauses: tuple[Clause, ...]) -> tuple[int, ...]:
    """The pages (1-based) on which clauses stand, in order; empty for clauses that come from a list."""
    pages = {box.page for clause in clauses for box in clause.boxes} | {clause.page for clause in clauses if clause.page}
    return tuple(sorted(pages))


def picture(path: Path, page: int, clauses: tuple[Clause, ...], *, long_side: int = LONG_SIDE) -> bytes:
    """PNG of one page with the boxes of ``clauses`` drawn.

    Raises:
        DocumentError: the page cannot be drawn.
    """
    boxes = tuple(box for clause in clauses for box in clause.boxes if box.page == page)
    with _LOCK:
        return _drawn(path, page, boxes, long_side)


@lru_cache(maxsize=KEPT)
def _drawn(path: Path, page: int, boxes: tuple[Box, ...], long_side: int) -> bytes:
    from ingest.pages import page_picture

    return page_picture(path, page, boxes=boxes, long_side=long_side)

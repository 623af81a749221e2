"""Pictures of pages with clauses boxed, made once and kept. pdfium serves one caller at a time, so a lock stands before it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from ingest.clause import Box, Clause
from ingest.errors import DocumentError

KEPT = 64
LONG_SIDE, FINE = 1500, 3600
"""Pixels of the longer side of a page: as it is shown first, and when it is looked at closely."""
_LOCK = threading.Lock()
_AHEAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")


def pages_of(clauses: tuple[Clause, ...]) -> tuple[int, ...]:
    """The pages (1-based) on which clauses stand, in order; empty for clauses that come from a list."""
    pages = {box.page for clause in clauses for box in clause.boxes} | {clause.page for clause in clauses if clause.page}
    return tuple(sorted(pages))


def picture(path: Path, page: int, clauses: tuple[Clause, ...], *, fine: bool = False) -> bytes:
    """PNG of one page with the boxes of ``clauses`` drawn; a ``fine`` one is to be looked at closely.

    Raises:
        DocumentError: the page cannot be drawn.
    """
    boxes = tuple(box for clause in clauses for box in clause.boxes if box.page == page)
    with _LOCK:
        return _drawn(path, page, boxes, FINE if fine else LONG_SIDE)


def top_share(path: Path, page: int, clauses: tuple[Clause, ...]) -> float:
    """Where on the page the first of the clauses begins, as a share of the page's height, in [0, 1].

    Raises:
        DocumentError: the page cannot be read.
    """
    tops = [box.top for clause in clauses for box in clause.boxes if box.page == page]
    with _LOCK:
        return min(max(min(tops, default=0.0) / _size(path, page)[1], 0.0), 1.0)


def page_size(path: Path, page: int) -> tuple[float, float]:
    """Width and height of a page in points, as clauses' boxes count them.

    Raises:
        DocumentError: the page cannot be read.
    """
    with _LOCK:
        return _size(path, page)


def draw_ahead(path: Path, clauses: tuple[Clause, ...]) -> None:
    """Have the first page of clauses drawn in the background: the card after this one will want it."""
    pages = pages_of(clauses)
    if pages:
        _AHEAD.submit(_quietly, path, pages[0], clauses)


def _quietly(path: Path, page: int, clauses: tuple[Clause, ...]) -> None:
    with suppress(DocumentError):  # said when the page is looked at
        picture(path, page, clauses)
        top_share(path, page, clauses)


@lru_cache(maxsize=KEPT)
def _drawn(path: Path, page: int, boxes: tuple[Box, ...], long_side: int) -> bytes:
    from ingest.pages import page_picture

    return page_picture(path, page, boxes=boxes, long_side=long_side)


@lru_cache(maxsize=1024)
def _size(path: Path, page: int) -> tuple[float, float]:
    from ingest.pages import read_pages

    found = read_pages(path, pages=range(page, page + 1), blank=True)
    return (found[0].width, found[0].height) if found else (1.0, 1.0)

"""A page of a standard with the boxes of its clauses, as plain data: a picture, and rectangles that lead to their clauses."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.card_lines import per_cent
from app.mending import DOUBTFUL
from app.pictures import page_size, picture
from app.visible import visible
from app.wording import Translate
from ingest.clause import Clause
from ingest.doubt import doubtful_words

Data = dict[str, Any]
_MOST = 6
"""Doubtful numbers that are named."""


def leaf_data(path: Path, page: int, clauses: Sequence[Clause], current: str, _: Translate) -> Data:
    """Page ``page`` (1-based) with the clauses that stand on it; ``current`` is the id of the one that is looked at.

    Boxes are shares of the page's width and height. A clause that is no box on the page is not among them.

    Raises:
        DocumentError: the page cannot be drawn.
    """
    width, height = page_size(path, page)
    image = b64encode(picture(path, page, ())).decode("ascii")
    boxes = [
        {
            "key": clause.id,
            "label": visible(clause.cited),
            "title": visible(" ".join(filter(None, (clause.clause, clause.title, *marks(clause, _))))),
            "place": [box.x0 / width, box.top / height, (box.x1 - box.x0) / width, (box.bottom - box.top) / height],
            "current": clause.id == current,
            "doubtful": bool(marks(clause, _)),
        }
        for clause in clauses
        for box in clause.boxes
        if box.page == page
    ]
    return {"image": f"data:image/png;base64,{image}", "boxes": boxes, "alt": _("Page {page}").format(page=page)}


def marks(clause: Clause, _: Translate) -> list[str]:
    """What somebody must look at before they trust a clause: how sure the parser is, and what OCR read."""
    told = [_("only {share} sure").format(share=per_cent(clause.confidence))] if clause.confidence < DOUBTFUL else []
    words = doubtful_words(clause, _MOST)
    return told + ([_("read by OCR: {words}").format(words=words)] if words else [])

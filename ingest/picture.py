"""Frames on the picture of a page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.clause import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_RED = (200, 30, 30)


def framed(image: Image, boxes: Sequence[Box], scale: float) -> bytes:
    """``image`` as a PNG with a frame around each of ``boxes``; ``scale`` in pixels a point."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    width = max(2, round(scale * 1.5))
    for box in boxes:
        corners = [box.x0 * scale - width, box.top * scale - width, box.x1 * scale + width, box.bottom * scale + width]
        pen.rectangle(corners, outline=_RED, width=width)
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()

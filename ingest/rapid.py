"""rapidocr, with the models of its own wheel: Chinese and Latin letters. The only module that imports it.

Its alphabet has no Cyrillic, Arabic, Thai and few Vietnamese letters, and what it lacks it leaves out without a word: ``script``
decides what it may read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from ingest.clean import is_han
from ingest.strip import Strip, Word

if TYPE_CHECKING:
    from PIL.Image import Image

_DETECT_SIDE = 1472
"""Text is looked for on a picture of this long side (a multiple of 32), and read on the full one: a third less work."""
_TALL, _VERY_TALL = 1.5, 3.0
"""A box this many times as high as wide holds a line that runs downwards; the second where only one character was read."""
_LETTERS = 0.72
"""Height of the font in a box of rapidocr: measured on lines whose font size is known."""
_APART = 1.0
"""A gap wider than this, in font sizes, ends a word; places of characters within a strip are rough."""
_FEWEST_HAN = 4


def is_installed() -> bool:
    """Whether rapidocr and its engine can be imported."""
    from importlib.util import find_spec

    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_strips(picture: Image, *, threads: int = 2) -> list[Strip]:
    """The text of a picture, in no particular order; low scores are kept, the caller judges them.

    Args:
        picture: the page, any mode.
        threads: processors that may be used.

    Raises:
        FileNotFoundError: the wheel has come without its models.
    """
    import numpy as np

    pixels = np.asarray(picture.convert("RGB"))[:, :, ::-1]
    found = _engine(threads)(np.ascontiguousarray(pixels))
    if found.txts is None:
        return []
    boxed = {_solid("".join(char[0] for char in chars)): chars for chars in found.word_results or () if chars}
    return [
        _strip(text, float(score), [(float(x), float(y)) for x, y in box], boxed.get(_solid(text), ()))
        for text, score, box in zip(found.txts, found.scores, found.boxes, strict=True)
        if text.strip()
    ]


@cache
def _engine(threads: int) -> Callable[..., Any]:
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    # Named files: without them rapidocr would fetch from a network what it does not find.
    paths = {f"{task}.model_path": str(_model(models, part)) for task, part in (("Det", "det"), ("Rec", "rec"))}
    engine: Callable[..., Any] = rapidocr.RapidOCR(
        params={
            **paths,
            "Global.log_level": "critical",
            "Global.max_side_len": 100_000,
            "Global.text_score": 0.0,
            "Global.use_cls": False,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECT_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    return engine


def _model(folder: Path, part: str) -> Path:
    found = sorted(folder.glob(f"*_{part}_*.onnx"))
    if not found:
        raise FileNotFoundError(f"rapidocr has come without its model for {part}; install its wheel again")
    return found[0]


def _solid(text: str) -> str:
    return "".join(text.split())


def _strip(text: str, score: float, corners: Sequence[tuple[float, float]], chars: Sequence[Any]) -> Strip:
    x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    (ax, ay), (bx, by) = corners[0], corners[1]
    if bottom - top >= (_TALL if len(_solid(text)) > 1 else _VERY_TALL) * (x1 - x0):
        return Strip((Word(text, x0, top, x1, bottom),), _LETTERS * (x1 - x0), 0.0, 0.0, score, 1)
    slope = (by - ay) / (bx - ax) if bx - ax > 1 else 0.0
    height = _LETTERS * abs(corners[3][1] - ay)
    places = _places(text, chars, x0, x1)
    half = (bottom - top - abs(by - ay)) / 2
    words = []
    for part, left, right in _words(text, places, height):
        middle = (top + bottom) / 2 + slope * ((left + right) / 2 - (x0 + x1) / 2)
        words.append(Word(part, left, middle - half, right, middle + half))
    return Strip(tuple(words), height, slope, _pitch(text, places), score)


def _places(text: str, chars: Sequence[Any], x0: float, x1: float) -> list[tuple[float, float]]:
    """Left and right edge of every character that is no white space."""
    solid = _solid(text)
    if len(chars) == len(solid):
        return [(float(min(p[0] for p in box)), float(max(p[0] for p in box))) for _, _, box in chars]
    step = (x1 - x0) / len(solid)
    return [(x0 + step * i, x0 + step * (i + 1)) for i in range(len(solid))]


def _words(text: str, places: Sequence[tuple[float, float]], height: float) -> list[tuple[str, float, float]]:
    """Cut at white space, and at gaps too wide to stand between characters of one word."""
    out: list[tuple[str, float, float]] = []
    at, fresh = 0, True
    for char in text:
        if char.isspace():
            fresh = True
            continue
        left, right = places[at]
        if fresh or left - out[-1][2] > _APART * height:
            out.append((char, left, right))
        else:
            out[-1] = (out[-1][0] + char, out[-1][1], right)
        at, fresh = at + 1, False
    return out


def _pitch(text: str, places: Sequence[tuple[float, float]]) -> float:
    """Distance from Han to Han: the font size, in a text that is not letter-spaced."""
    solid = _solid(text)
    pairs = zip(solid, solid[1:], places, places[1:], strict=False)
    steps = [(c + d - a - b) / 2 for left, right, (a, b), (c, d) in pairs if is_han(left) and is_han(right)]
    return median(steps) if len(steps) >= _FEWEST_HAN - 1 else 0.0

"""tesseract, by its command line, for the scripts that rapidocr lacks. What is missing of it is named, as Debian packages."""

from __future__ import annotations

import io
import os
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from ingest.strip import Strip, Word

if TYPE_CHECKING:
    from PIL.Image import Image

CODES: Mapping[str, str] = {
    "ru": "rus", "kk": "kaz", "vi": "vie", "ar": "ara", "th": "tha", "id": "ind", "ms": "msa", "uz": "uzb", "uk": "ukr",
    "be": "bel", "bg": "bul", "sr": "srp", "mk": "mkd", "ky": "kir", "mn": "mon", "tg": "tgk", "tt": "tat", "fa": "fas",
    "ur": "urd", "ps": "pus", "ug": "uig", "he": "heb", "el": "ell", "hi": "hin", "mr": "mar", "ne": "nep", "bn": "ben",
    "ta": "tam", "te": "tel", "ka": "kat", "hy": "hye", "km": "khm", "lo": "lao", "my": "mya", "ko": "kor",
}  # fmt: skip
"""Names of languages in tesseract by ISO 639-1."""
_LATIN = frozenset({"vi", "id", "ms", "uz"})
SECONDS = 100.0
"""A page that takes longer is given up."""
_WORD_LEVEL = "5"
_COLUMNS = 12
_SURE = 80.0
_MARKS = frozenset("-–—+•*=≤≥<>‹›±()[]?")
_X_HEIGHT, _RISE, _DROP = 0.47, 0.22, 0.2
"""Height of small letters, what tall ones have above it, and what descenders have below the line, in font sizes."""
_HIGH = frozenset("bdfhijkltđбёйф|()[]{}/!?&%$§№")
_DEEP = frozenset("gjpqyçруфцщңқҗ()[]{}|,;§")
_ABOVE, _BELOW = 230, 220  # combining classes of Unicode


class TesseractError(Exception):
    """tesseract is there but did not read the page."""


@cache
def languages() -> frozenset[str]:
    """The languages that tesseract can read here, by its own names; none where it is not installed."""
    try:
        said = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(line.strip() for line in said.stdout.splitlines()[1:] if line.strip())


def can_read(lang: str) -> bool:
    """Whether a language (ISO 639-1) can be read here."""
    return CODES.get(lang, "") in languages()


def packages(langs: Iterable[str]) -> str:
    """The Debian packages to install for ``langs`` (ISO 639-1), as one would type them."""
    return " ".join(["tesseract-ocr", *(f"tesseract-ocr-{CODES[lang].replace('_', '-')}" for lang in langs)])


def read_strips(picture: Image, langs: Sequence[str]) -> list[Strip]:
    """The text of a picture, line by line.

    Args:
        picture: the page, any mode.
        langs: ISO 639-1 codes, the main language first; English is added to those in other letters, where it is installed.

    Raises:
        TesseractError: it failed, or took longer than ``SECONDS``.
    """
    # Beside English, a language in Latin letters loses its accents.
    codes = dict.fromkeys([*(CODES[lang] for lang in langs), *(() if _LATIN & set(langs) else ("eng",))])
    known = [code for code in codes if code in languages()]
    table = _run(picture, ["-l", "+".join(known), "--psm", "3", "tsv"])
    return list(_strips(table))


def script_of_picture(picture: Image) -> str:
    """The script of a picture's text as tesseract names it ("Cyrillic", "Latin", "Han", "Thai"); "" where it cannot tell."""
    if "osd" not in languages():
        return ""
    try:
        said = _run(picture, ["--psm", "0"])
    except TesseractError:
        return ""
    found = [line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("Script:")]
    return found[0] if found else ""


def _run(picture: Image, options: Sequence[str]) -> str:
    data = io.BytesIO()
    picture.convert("L").save(data, format="PNG", dpi=(200, 200))
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads wait for each other more than they read
    try:
        said = subprocess.run(
            ["tesseract", "stdin", "stdout", *options],
            input=data.getvalue(), capture_output=True, timeout=SECONDS, check=True, env=environment,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise TesseractError(f"tesseract failed ({type(error).__name__})") from error
    return said.stdout.decode("utf-8", "replace")


def _strips(table: str) -> Iterator[Strip]:
    rows = (line.split("\t") for line in table.splitlines())
    words = [row for row in rows if len(row) >= _COLUMNS and row[0] == _WORD_LEVEL and row[11].strip()]
    for _, group in groupby(words, key=lambda row: row[1:5]):
        line = _without_specks(list(group))
        if not line:
            continue
        boxes = [tuple(float(value) for value in row[6:10]) for row in line]
        top, bottom = min(box[1] for box in boxes), max(box[1] + box[3] for box in boxes)
        found = tuple(
            Word(row[11].strip(), left, top, left + width, bottom) for row, (left, _, width, _) in zip(line, boxes, strict=True)
        )
        sizes = [size for row, box in zip(line, boxes, strict=True) for size in [_font_size(row[11], box[3])] * len(row[11])]
        score = sum(float(row[10]) * len(row[11]) for row in line) / (100 * sum(len(row[11]) for row in line))
        yield Strip(found, median(sizes), 0.0, 0.0, max(0.0, score))


def _without_specks(line: list[list[str]]) -> list[list[str]]:
    """The words of a line without the punctuation that tesseract makes of dirt at either end."""
    words = [any(char.isalnum() for char in row[11]) or (row[11] in _MARKS and float(row[10]) >= _SURE) for row in line]
    return line[words.index(True) : len(words) - words[::-1].index(True)] if any(words) else []


def _font_size(word: str, height: float) -> float:
    """Font size in pixels by the height of a word and the letters in it: some rise above the others, some go below the line."""
    text = unicodedata.normalize("NFD", word)
    high = any(char.isupper() or char.isdecimal() or char in _HIGH or unicodedata.combining(char) == _ABOVE for char in text)
    deep = any(char in _DEEP or unicodedata.combining(char) == _BELOW for char in text)
    return height / (_X_HEIGHT + _RISE * high + _DROP * deep)

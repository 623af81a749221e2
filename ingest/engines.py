"""One picture, read by the engine that knows its letters and turned the way it was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest import rapid, script, tesseract
from ingest.language import language
from ingest.strip import Strip

if TYPE_CHECKING:
    from PIL.Image import Image

RAPID, TESSERACT = "rapidocr", "tesseract"
_FEWEST = 5
_TURNED = 0.5
_SOUND = 0.8
_SURE = 0.55


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a picture.

    ``turn``: the strips lie in the picture turned by so many quarter turns against the clock; ``lang`` the language (ISO 639-1)
    that tesseract was told, "" for rapidocr; ``missing`` what has to be installed before the page can be read, "" when nothing.
    """

    strips: tuple[Strip, ...] = ()
    reader: str = "none"
    turn: int = 0
    lang: str = ""
    missing: str = ""


def read_picture(picture: Image, expected: str, *, threads: int = 2) -> Reading:
    """Read a picture; the cheapest look that decides comes first.

    Args:
        picture: the page.
        expected: language (ISO 639-1) of the pages around it or of the document, "" where it is not known.
        threads: processors that may be used.
    """
    if script.prefers_tesseract(expected) and tesseract.can_read(expected):
        found = _by_tesseract(picture, (expected,))
        if _is_sound(found):
            return found
    if not rapid.is_installed():
        return Reading(missing="OCR needs rapidocr: pip install rapidocr onnxruntime")
    found = _upright(picture, threads)
    if not script.fits(found.strips):
        return _other_script(picture, found, expected)
    text = " ".join(strip.text for strip in found.strips)
    if len(text) > script.ENOUGH and text.isascii() and tesseract.can_read("id") and language(text) == "id":
        again = _by_tesseract(picture, ("id",))
        return again if _is_sound(again) else found
    return found


def _upright(picture: Image, threads: int) -> Reading:
    """By rapidocr; a page that lies on its side or on its head in the file is turned."""
    strips = rapid.read_strips(picture, threads=threads)
    if len(strips) < _FEWEST:
        return Reading(tuple(strips), RAPID)
    tried = [(sureness(strips), 0, strips)]
    lengths = [(strip.turn, strip.length) for strip in strips]
    if sum(length for turn, length in lengths if turn) > _TURNED * sum(length for _, length in lengths):
        tried = []
        for turn in (1, 3):
            strips = rapid.read_strips(picture.rotate(90 * turn, expand=True), threads=threads)
            tried.append((sureness(strips), turn, strips))
            if tried[-1][0] > _SOUND:
                break
    elif tried[0][0] < _SURE:
        strips = rapid.read_strips(picture.rotate(180), threads=threads)
        tried.append((sureness(strips), 2, strips))
    _, turn, strips = max(tried, key=lambda one: one[0])
    return Reading(tuple(strips), RAPID, turn)


def sureness(strips: Sequence[Strip]) -> float:
    """Mean score of the characters, in [0, 1]."""
    weight = sum(len(strip.text) for strip in strips)
    return sum(strip.score * len(strip.text) for strip in strips) / weight if weight else 0.0


def _other_script(picture: Image, found: Reading, expected: str) -> Reading:
    """A page whose letters rapidocr lacks."""
    if script.is_vietnamese(found.strips):
        langs: tuple[str, ...] = ("vi",)
    else:
        known = expected if script.foreign(expected) else ""
        langs = script.languages_of(tesseract.script_of_picture(picture), known)
    readable = [lang for lang in langs if tesseract.can_read(lang)]
    if readable:
        read = _by_tesseract(picture, readable)
        return read if _is_sound(read) or sureness(read.strips) > sureness(found.strips) else found
    if langs:
        return Reading(missing=f"its letters need tesseract: apt install {tesseract.packages(langs[:1])}")
    if script.is_sparse(found.strips):
        name = "tesseract-ocr-rus, -kaz, -ara, -tha …"
        return Reading(missing=f"its script needs tesseract: apt install tesseract-ocr, and its language ({name})")
    return found


def _by_tesseract(picture: Image, langs: Sequence[str]) -> Reading:
    try:
        strips = tesseract.read_strips(picture, langs)
    except tesseract.TesseractError:
        return Reading()
    lang = langs[0]
    if len(langs) > 1:
        told = language(" ".join(strip.text for strip in strips))
        lang = told if told in langs else lang
    return Reading(tuple(strips), TESSERACT, 0, lang)


def _is_sound(found: Reading) -> bool:
    """Whether tesseract was told the right language: sure of its words, and most of them in the letters of the language."""
    if not found.strips:
        return False
    text = " ".join(strip.text for strip in found.strips)
    return sureness(found.strips) > _SURE and script.is_written_in(text, found.lang)

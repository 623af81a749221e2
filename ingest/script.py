"""Which engine may read a page: rapidocr what is written in its letters, tesseract other scripts. Judged by what was read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.clean import is_han
from ingest.language import UNDETERMINED, language, script_of
from ingest.strip import Strip

_LANGUAGES_OF: Mapping[str, tuple[str, ...]] = {
    "Cyrillic": ("ru", "kk"), "Arabic": ("ar",), "Thai": ("th",), "Hebrew": ("he",), "Greek": ("el",), "Devanagari": ("hi",),
    "Bengali": ("bn",), "Tamil": ("ta",), "Telugu": ("te",), "Georgian": ("ka",), "Armenian": ("hy",), "Khmer": ("km",),
    "Lao": ("lo",), "Myanmar": ("my",), "Hangul": ("ko",), "Korean": ("ko",),
}  # fmt: skip
"""Languages to try for a script that tesseract names."""
_NAMES: Mapping[str, str] = {
    "ru": r"gost|гост|snip|снип|рд\b|тр[ _-]?тс",
    "kk": r"st[ _-]?rk\b|ст[ _-]?рк\b|қр[ _-]?ст",
    "vi": r"tcvn|qcvn|nd-?cp|luat|nghi[ _-]?dinh|thong[ _-]?tu|vietnam",
    "id": r"sni[ _-]?\d|permen|peraturan|undang",
    "ar": r"saso|gso[ _-]?\d|uae\.?s",
    "th": r"tis[ _-]?\d|มอก",
    "ms": r"ms[ _-]?\d|akta",
}
ENOUGH = 200
"""Characters from which a language can be told."""
_FEWEST = 20
_DENSE, _DENSE_ENOUGH = 0.72, 0.4
"""Share of the width of lines that characters fill; where letters are left out, gaps remain: .95 and more, .17 for Cyrillic."""
_SOUND = 0.72
_LONG = 4.0
_LEADER = re.compile(r"…|‥|[.·](?:\s?[.·]){2}")
_FEW_LINES = 3
_VIETNAMESE = re.compile(r"[đĐơƠưƯ]")
_MARKED_SHARE = 0.012
_LATIN_WIDTH, _NARROW_WIDTH = 0.5, 0.28
"""Mean advance of letters and digits, and of punctuation, in font sizes."""


def fits(strips: Sequence[Strip]) -> bool:
    """Whether rapidocr knows the letters of the page: its lines are full, sure, and none of Vietnamese."""
    text = "".join(strip.text for strip in strips)
    if len("".join(text.split())) < _FEWEST and not is_sparse(strips):
        return True
    sound = sum(strip.score * len(strip.text) for strip in strips) / max(1, len(text))
    return sound >= _SOUND and not is_sparse(strips) and not is_vietnamese(strips)


def is_sparse(strips: Sequence[Strip]) -> bool:
    """Whether letters were left out: the characters do not fill the lines. Of a few lines much less is asked."""
    if sum(is_han(char) for strip in strips for char in strip.text) >= _FEWEST:
        return False
    level = [strip for strip in strips if not strip.turn and strip.length > _LONG * strip.height]
    level = [strip for strip in level if not _LEADER.search(strip.text)]
    width = sum(strip.length for strip in level)
    least = _DENSE if len(level) >= _FEW_LINES else _DENSE_ENOUGH
    return bool(level) and sum(_advance(strip) for strip in level) < least * width


def is_vietnamese(strips: Sequence[Strip]) -> bool:
    """Whether letters of Vietnamese are among what rapidocr read, which knows few of them."""
    text = "".join(strip.text for strip in strips)
    letters = sum(char.isalpha() for char in text)
    return len(_VIETNAMESE.findall(text)) >= max(3, _MARKED_SHARE * letters)


def _advance(strip: Strip) -> float:
    """Width that the characters of a strip take, in pixels."""
    em = 0.0
    for char in strip.text:
        if "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef":
            em += 1.0
        else:
            em += _LATIN_WIDTH if char.isalnum() else _NARROW_WIDTH
    return em * strip.height


def hint(texts: Sequence[str], file_name: str) -> str:
    """A language (ISO 639-1) to expect: that of the pages that have text, else what the name of the file tells; "" for none."""
    joined = "\n".join(texts)
    if len("".join(joined.split())) >= ENOUGH and (found := language(joined)) != UNDETERMINED:
        return found
    name = file_name.lower()
    return next((lang for lang, pattern in _NAMES.items() if re.search(rf"(?<![^\W_])(?:{pattern})", name)), "")


def foreign(lang: str) -> bool:
    """Whether a language (ISO 639-1) is written in letters that rapidocr lacks."""
    return lang == "vi" or script_of_language(lang) not in {"Latin", "Han"}


def prefers_tesseract(lang: str) -> bool:
    """Whether tesseract reads a language better: those that rapidocr cannot read, and Indonesian and Malay."""
    return foreign(lang) or lang in {"id", "ms"}


def languages_of(script: str, expected: str) -> tuple[str, ...]:
    """Languages to read a page in: the one that is expected, where it may be, else those of the script that tesseract sees."""
    of_script = _LANGUAGES_OF.get(script, ())
    if expected and (not script or script_of_language(expected) == script):
        return (expected,)
    return of_script


def script_of_language(lang: str) -> str:
    """The script of a language as tesseract names it; "Latin" for those that are not known to have another."""
    if lang in {"zh", "ja"}:
        return "Han"
    if lang in {"uk", "be", "bg", "sr", "mk", "ky", "mn", "tg", "tt"}:
        return "Cyrillic"
    if lang in {"fa", "ur", "ps", "ug"}:
        return "Arabic"
    return next((name for name, langs in _LANGUAGES_OF.items() if lang in langs), "Latin")


def is_written_in(text: str, lang: str) -> bool:
    """Whether most letters of ``text`` are of the script of ``lang``; tesseract reads letters of that script alone."""
    return script_of(text) == script_of_language(lang).upper()

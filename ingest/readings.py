"""What the number of a clause may be where OCR read it badly: "2,2" for 2.2, "Chương IH" for III. The sequence decides.

The text stays as it was read; only the label is another. Every reading has a toll, so that a plain one wins where both fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ingest.forms import FORMS, Form, Series
from ingest.numbering import Label, read_labels
from ingest.numerals import SYSTEMS

_NUMERALS = {"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0", "S": "5", "B": "8", "Z": "2"}
_PART = r"(?:\d{1,3}|[lI|OoSBZ]|\d[lI|Oo]|[lI|Oo]\d)"
_DOT = r"\s?[.,:;·•．，。、'’‘`-]\s?"
_NUMBER = re.compile(rf"({_PART}(?:{_DOT}{_PART}){{1,5}})(\.?)(?![\d%])")
_LETTERED = re.compile(rf"([A-Z])\s?(?:{_DOT})?({_PART}(?:{_DOT}{_PART}){{0,5}})(?![\d%])")
_LOST = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)[.,]\s(?=[^\d\s])")
_GLUED = re.compile(r"((?:[A-Z]\.?)?\d{1,2}(?:\.\d{1,2})*\.)(\d)(?=\d)")
_COMMA = re.compile(r"([^\W\d_]+\s\d{1,3})[,;](?=\s)")
_ROMAN = {**dict.fromkeys("l1|!ijtTL", "I"), **dict.fromkeys("HNU", "II"), "M": "III", "Y": "V", "v": "V", "x": "X", "K": "X"}
_NAMED = re.compile(r"\s*([^\s.,:;()]{1,6})(?:\s?([.:])|[,;])?(?=\s|$)")
_STROKES = re.compile(r"[il|!1]+|.*[A-Z0-9|!].*")
"""What may be a numeral: nothing but strokes, or something with a capital or a digit."""
_MOST_SIBLINGS = 15
_MISREAD, _CUT, _GUESSED = 0.6, 1.2, 1.8
_LARGEST = 99


class Reading(NamedTuple):
    """A label that a line may begin with, and what it costs to believe so, in the log-odds of a candidate's score."""

    label: Label
    toll: float


def other_readings(text: str) -> Iterator[Reading]:
    """What the start of a line that OCR read may mean beside what it says; nothing for most lines."""
    yield from _misread(text)
    yield from _with_comma(text)
    yield from _named(text)
    yield from _glued(text)
    yield from _lost(text)


def _misread(text: str) -> Iterator[Reading]:
    """Other marks in place of full stops, letters in place of digits, white space within the number."""
    found = _NUMBER.match(text)
    if found and (path := _path(found[1])) and not _plain(found[1]):
        yield Reading(_label(Series.DECIMAL, path, "", found.end(), text, found[2]), _MISREAD)
    found = _LETTERED.match(text)
    if found and (path := _path(found[2])) and not _plain(re.sub(r"^[A-Z]\.?", "", found[0])):
        letter = found[1]
        yield Reading(_label(Series.LETTERED, (ord(letter) - 64, *path), letter, found.end(), text, ""), _MISREAD)


def _with_comma(text: str) -> Iterator[Reading]:
    """A comma in place of the full stop after a label with a word: "Điều 1, …"."""
    found = _COMMA.match(text)
    if found:
        stopped = f"{found[1]}.{text[found.end() :]}"
        yield from (Reading(label, _MISREAD) for label in read_labels(stopped) if label.form)


def _named(text: str) -> Iterator[Reading]:
    """A numeral after the word for a chapter or an article, whose strokes were taken for letters, or that nobody can read."""
    folded = _fold(text)
    for word, form in _WORDED:
        found = _NAMED.match(text, len(word)) if folded.startswith(word) else None
        numeral = _fold_case(found[1]) if found else ""
        if found is None or not _STROKES.fullmatch(numeral) or any(label.form == form.template for label in read_labels(text)):
            continue
        shapes = {"I": "".join(_ROMAN.get(char, char) for char in numeral)}
        shapes["1"] = "".join(_NUMERALS.get(char, char) for char in numeral)
        read = [(system, SYSTEMS[system].read(shapes[system])) for system in ("I", "1") if system in form.systems]
        known = [(system, number) for system, number in read if number]
        for system, number in known:
            yield Reading(_worded(form, number, system, text, found), _MISREAD)
            if system == "I" and set(shapes["I"]) == {"I"}:  # strokes are easily counted wrong
                for near in {number - 1, number + 1} - {0}:
                    yield Reading(_worded(form, near, system, text, found), _CUT)
        if not known and form.series is not Series.ARTICLE and found.end() == len(text):
            system = "I" if "I" in form.systems else "1"
            for number in range(1, _MOST_SIBLINGS + 1):
                yield Reading(_worded(form, number, system, text, found), _GUESSED)


def _worded(form: Form, number: int, system: str, text: str, found: re.Match[str]) -> Label:
    shown = form.show(number, system)
    loud = text[: found.start(1)].strip().isupper()
    return Label(
        form.series, (number,), shown.upper() if loud else shown, found.end(), found[2] or "", system, False, form.template
    )


def _fold_case(text: str) -> str:
    """``text`` without accents, character by character: OCR puts dots on strokes."""
    return "".join(unicodedata.normalize("NFD", char)[0] for char in text)


def _fold(text: str) -> str:
    """``text`` without accents and in small letters, of the same length."""
    return _fold_case(text).lower().translate({ord("đ"): "d"})


def _words_with_numerals() -> list[tuple[str, Form]]:
    """The forms that end with a numeral in digits or Roman, by their folded word, which has three letters at least."""
    heads = [(form.template.removesuffix("{n}").strip(), form) for form in FORMS if form.template.endswith("{n}")]
    plain = [(_fold(word), form) for word, form in heads if len(word) > 2 and word.replace(" ", "").isalpha()]
    return [(word, form) for word, form in plain if {"1", "I"} & set(form.systems)]


_WORDED = _words_with_numerals()


def _glued(text: str) -> Iterator[Reading]:
    """The number runs into the digits that its text begins with: "3.3.71:1 …" is 3.3.7 and "1:1 …"."""
    found = _GLUED.match(text)
    if not found:
        return
    letter = found[1][0] if found[1][0].isalpha() else ""
    path = _path(found[1].lstrip(letter + ".") + found[2])
    if path:
        series = Series.LETTERED if letter else Series.DECIMAL
        label = _label(series, (ord(letter) - 64, *path) if letter else path, letter, found.end(2), text, "")
        yield Reading(replace(label, tight=False), _CUT)


def _lost(text: str) -> Iterator[Reading]:
    """The last digit is not there: "6.1. …" is one of 6.1.1, 6.1.2 and so on."""
    found = _LOST.match(text)
    if not found:
        return
    before = _path(found[1])
    for last in range(1, _MOST_SIBLINGS + 1):
        yield Reading(_label(Series.DECIMAL, (*before, last), "", found.end(), text, ""), _GUESSED)


def _label(series: Series, path: tuple[int, ...], letter: str, end: int, text: str, mark: str) -> Label:
    numbers = ".".join(map(str, path[1:] if letter else path))
    tight = bool(text[end : end + 1].strip()) and not mark
    return Label(series, path, f"{letter}.{numbers}" if letter else numbers, end, mark, "A" if letter else "1", tight)


def _plain(number: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)*", number) is not None


def _path(number: str) -> tuple[int, ...]:
    """The numbers of a label; () where a part of it is none, or where nothing in it is a digit."""
    if not any(char.isdigit() for char in number):
        return ()
    parts = [part for part in re.split(r"[^\dA-Za-z|]+", number) if part]
    digits = ["".join(_NUMERALS.get(char, char) for char in part) for part in parts]
    if not all(part.isdigit() and int(part) <= _LARGEST and (part == "0" or part[0] != "0") for part in digits):
        return ()
    return tuple(int(part) for part in digits)

"""The numbers that a word processor prints before paragraphs: ``numbering.xml`` counted through (ISO/IEC 29500-1, 17.9).

Levels, templates ("%1.%2"), restarts, overrides of the start, and the styles that are tied to levels.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ingest.markup import Element, attribute, child, children
from ingest.numerals import LATIN, han, roman

_LEVELS = 9
_RUSSIAN = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FORMAL = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")
_BULLET = "•"
_MOST = 300
"""Letters and Roman numerals go no further; digits stand for what is more."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the first number, the numerals, the template, and when it begins anew.

    ``restart`` is the level (1-based) whose numbers let it begin anew, 0 for never, None for every level above it.
    """

    start: int = 1
    numerals: str = "decimal"
    template: str = ""
    restart: int | None = None
    digits_only: bool = False
    glue: str = " "
    style: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed before a paragraph: its ``label``, the ``glue`` after it, and whether it is a bullet, which counts nothing.

    ``deep`` says that numbers of levels above are part of the label; ``family`` is the list that was counted, on level ``at``.
    """

    label: str
    glue: str
    bullet: bool
    deep: bool
    family: str
    at: int


@dataclass(slots=True)
class Counting:
    """The lists of a document, and how far each has been counted."""

    families: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def family(self, number: str) -> str:
        """The list that the instance ``number`` counts in; "" for none."""
        return self.lists.get(number, "")

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of a list that is tied to a paragraph style."""
        levels = self.families.get(self.family(number), {})
        return next((at for at, level in levels.items() if level.style and level.style == style), None)

    def next(self, number: str, at: int) -> Printed | None:
        """Count one paragraph of the instance ``number`` on level ``at`` (0-based); None where nothing is printed."""
        family = self.family(number)
        levels = {**self.families.get(family, {}), **self.overrides.get(number, {})}
        if at not in levels:
            return None
        counts = self._counts.setdefault(family, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for level, start in self.starts.get(number, {}).items():
                counts[level] = None
                levels[level] = replace(levels.get(level, Level()), start=start)
        self._count(counts, levels, at)
        own = levels[at]
        label = re.sub(r"%([1-9])", lambda found: _numeral(counts, levels, int(found[1]) - 1, own), own.template)
        bullet = own.numerals == "bullet"
        if bullet:
            label = label if label and not any("\ue000" <= char <= "\uf8ff" for char in label) else _BULLET
        deep = len(re.findall(r"%[1-9]", own.template)) > 1
        return Printed(label.strip(), own.glue, bullet, deep, family, at) if label.strip() else None

    def _count(self, counts: list[int | None], levels: Mapping[int, Level], at: int) -> None:
        before = counts[at]
        counts[at] = levels[at].start if before is None else before + 1
        for above in range(at):
            if counts[above] is None:
                counts[above] = levels.get(above, Level()).start
        for below in range(at + 1, _LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or (restart and at < restart):
                counts[below] = None


def _numeral(counts: list[int | None], levels: Mapping[int, Level], at: int, own: Level) -> str:
    level = levels.get(at, Level())
    number = counts[at]
    if number is None:
        number = level.start
    return str(number) if own.digits_only else _NUMERALS.get(level.numerals, str)(number)


def read_counting(root: Element | None, style_lists: Mapping[str, str]) -> Counting:
    """The lists of ``numbering.xml``; ``style_lists`` gives the instance that a numbering style counts in."""
    counting = Counting()
    if root is None:
        return counting
    borrowed: dict[str, str] = {}
    for family in children(root, "abstractnum"):
        name = attribute(family, "abstractNumId")
        counting.families[name] = {_at(level): _level(level) for level in children(family, "lvl")}
        link = child(family, "numstylelink")
        if link is not None:
            borrowed[name] = attribute(link, "val")
    for instance in children(root, "num"):
        _read_instance(instance, counting)
    for name, style in borrowed.items():
        source = counting.lists.get(style_lists.get(style, ""), "")
        counting.families[name] = counting.families.get(source, {})
    return counting


def _read_instance(instance: Element, counting: Counting) -> None:
    number, family = attribute(instance, "numId"), child(instance, "abstractnumid")
    if family is None:
        return
    counting.lists[number] = attribute(family, "val")
    for override in children(instance, "lvloverride"):
        at = _at(override)
        level, start = child(override, "lvl"), child(override, "startoverride")
        if level is not None:
            counting.overrides.setdefault(number, {})[at] = _level(level)
        if start is not None:
            counting.starts.setdefault(number, {})[at] = _number(attribute(start, "val"), 1)


def _level(element: Element) -> Level:
    said = {inner.tag.rpartition("}")[2]: attribute(inner, "val") for inner in children(element)}
    return Level(
        start=_number(said.get("start", "1"), 1),
        numerals=said.get("numFmt", "decimal"),
        template=said.get("lvlText", ""),
        restart=_number(said["lvlRestart"], 0) if "lvlRestart" in said else None,
        digits_only="isLgl" in said and said["isLgl"] not in {"0", "false"},
        glue="" if said.get("suff") == "nothing" else " ",
        style=said.get("pStyle", ""),
    )


def _at(element: Element) -> int:
    return min(_number(attribute(element, "ilvl"), 0), _LEVELS - 1)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise


def _bounded(show: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: show(number) if 1 <= number <= _MOST else str(number)


def _letters(alphabet: str) -> Callable[[int], str]:
    return _bounded(lambda number: alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1))


def _shifted(first: int) -> Callable[[int], str]:
    """Digits of another script, whose nought is ``first``."""
    return lambda number: "".join(chr(first + int(digit)) for digit in str(number))


_NUMERALS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _bounded(roman),
    "lowerRoman": _bounded(lambda number: roman(number).lower()),
    "upperLetter": _letters(LATIN),
    "lowerLetter": _letters(LATIN.lower()),
    "russianUpper": _letters(_RUSSIAN),
    "russianLower": _letters(_RUSSIAN.lower()),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
         "ideographDigital", "koreanCounting"),
        _bounded(han),
    ),
    "chineseLegalSimplified": _bounded(lambda number: han(number).translate(_FORMAL)),
    "ideographTraditional": _letters(_STEMS),
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number),
    "hindiNumbers": _shifted(0x660),
    "thaiNumbers": _shifted(0xE50),
}  # fmt: skip
"""How the numerals of a level are printed; what is not here is printed in digits."""

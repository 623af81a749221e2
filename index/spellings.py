"""What units are called: symbols, words and prefixes of all languages that are read, from ``tables/units.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from index.numerals import fold

# prefix -> (name in pint, as a symbol in Cyrillic, words by language: zh, en, ru and kk, vi, id, ar, fr)
_PREFIXES: dict[str, tuple[str, str, dict[str, str]]] = {
    symbol: (name, cyrillic, dict(zip(("zh", "en", "ru", "vi", "id", "ar", "fr"), (zh, name, *words.split()), strict=True)))
    for symbol, name, cyrillic, zh, words in (
        ("k", "kilo", "к", "千", "кило kilô kilo كيلو kilo"),
        ("M", "mega", "М", "兆", "мега mêga mega ميغا méga"),
        ("G", "giga", "Г", "吉", "гига giga giga جيجا giga"),
        ("h", "hecto", "г", "百", "гекто hectô hekto هكتو hecto"),
        ("d", "deci", "д", "分", "деци đêxi desi ديسي déci"),
        ("c", "centi", "с", "厘", "санти xenti senti سنتي centi"),
        ("m", "milli", "м", "毫", "милли mili mili ملي milli"),
        ("μ", "micro", "мк", "微", "микро micrô mikro ميكرو micro"),
        ("n", "nano", "н", "纳", "нано nanô nano نانو nano"),
        ("p", "pico", "п", "皮", "пико picô piko بيكو pico"),
    )
}
_WORDS = ("zh", "en", "ru", "kk", "vi", "id", "ar", "fr")
_LONGEST_SYMBOL = 3
"""Up to this length a spelling is a symbol, whose capitals count: mA is not MA."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A unit with a name of its own: our ``symbol``, its name in pint, and whether it may stand without another unit."""

    symbol: str
    pint: str
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Spellings:
    """Atoms by spelling, those of longer spellings also in lower case, and by first character the lengths that occur."""

    exact: dict[str, Atom]
    lower: dict[str, Atom]
    lengths: dict[str, tuple[int, ...]]
    symbols: dict[str, Atom]


@cache
def spellings() -> Spellings:
    """The table, with what prefixes make of it; what the table spells out goes before what they make."""
    rows = tomllib.loads(resources.files("index").joinpath("tables", "units.toml").read_text("utf-8"))["unit"]
    exact: dict[str, Atom] = {}
    symbols: dict[str, Atom] = {}
    for row in rows:
        atom = Atom(row["symbol"], row["pint"])
        symbols[row["symbol"]] = atom
        for spelling in _own(row):
            sign = spelling in (row["symbol"], *row.get("latin", ()), *row.get("cyrillic", ()))
            short = sign and (len(spelling) <= _LONGEST_SYMBOL or spelling[0].isdigit()) and not row.get("alone", True)
            exact.setdefault(fold(spelling), Atom(atom.symbol, atom.pint, alone=not short))
    for row in rows:
        for spelling, atom in _prefixed(row):
            exact.setdefault(fold(spelling), atom)
            symbols.setdefault(atom.symbol, atom)
    lower = {
        spelling.lower(): atom
        for spelling, atom in exact.items()
        if len(spelling) > _LONGEST_SYMBOL or (not spelling.isascii() and len(spelling) == _LONGEST_SYMBOL)
    }
    lengths: dict[str, set[int]] = {}
    for spelling in (*exact, *lower):
        for first in {spelling[0], spelling[0].upper()}:
            lengths.setdefault(first, set()).add(len(spelling))
    return Spellings(exact, lower, {c: tuple(sorted(found, reverse=True)) for c, found in lengths.items()}, symbols)


def _own(row: dict[str, Any]) -> Iterator[str]:
    yield from (row["symbol"], *row.get("latin", ()), *row.get("cyrillic", ()))
    for lang in _WORDS:
        yield from row.get(lang, ())


def _prefixed(row: dict[str, Any]) -> Iterator[tuple[str, Atom]]:
    for symbol in row.get("prefixes", "").split():
        name, cyrillic, words = _PREFIXES[symbol]
        atom = Atom(symbol + row["symbol"], name + row["pint"])
        for own in (row["symbol"], *row.get("latin", ())):
            yield symbol + own, atom
            if symbol == "μ":
                yield "u" + own, atom
        for own in row.get("cyrillic", ()):
            yield cyrillic + own, atom
        for lang in _WORDS:
            for own in row.get(lang, ()):
                yield words["ru" if lang == "kk" else lang] + own, atom

"""Substances by any of their names: "一氧化碳", "carbon monoxide", "оксид углерода", CO and 630-08-0 are one anchor.

The table is ``tables/substances.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_INFLECTED = re.compile("[а-яё]$", re.IGNORECASE)


class _Table(NamedTuple):
    """What finds the substances in a text: names by their key, and the two expressions that find them."""

    keys: dict[str, str]
    names: re.Pattern[str]
    formulae: re.Pattern[str]


def substances(text: str) -> Iterator[tuple[str, int, int]]:
    """The key of each substance that ``text`` (folded) names, and where: the CAS number where it has one, else its name."""
    table = _table()
    for m in table.names.finditer(text):
        if m["name"]:
            yield _key(table, m["name"]), *m.span("name")
    for m in table.formulae.finditer(text.translate(_SUBSCRIPTS)):
        yield table.keys[m.group()], *m.span()


def _key(table: _Table, found: str) -> str:
    """The key of a name as it was found, perhaps with an ending that the table does not have."""
    name = re.sub(r"[\s-]", " ", found.casefold()) if found.casefold() not in table.keys else found.casefold()
    return next(table.keys[name[:end]] for end in (len(name), len(name) - 1, len(name) - 2) if name[:end] in table.keys)


@cache
def _table() -> _Table:
    rows = tomllib.loads(resources.files("index").joinpath("tables", "substances.toml").read_text("utf-8"))["substance"]
    keys: dict[str, str] = {}
    names, formulae, others = set[str](), set[str](), set[str]()
    for row in rows:
        key = row.get("cas") or row["name"]
        own = [name.casefold() for lang in ("zh", "en", "ru") for name in row.get(lang, ())]
        keys |= dict.fromkeys(own, key) | dict.fromkeys([*row.get("formula", ()), *([row["cas"]] if "cas" in row else [])], key)
        names.update(own)
        formulae.update(row.get("formula", ()))
        formulae.update([row["cas"]] if "cas" in row else [])
        others.update(name.casefold() for name in row.get("not", ()))
    # what a name must not be part of is tried first, and takes its place without being a substance
    apart = _any_of(others - names)
    found = re.compile(f"(?:{apart})|(?P<name>{_any_of(names)})", re.IGNORECASE)
    plain = re.compile(
        rf"(?<![A-Za-z0-9-])(?:{'|'.join(re.escape(one) for one in _longest_first(formulae))})(?![A-Za-z0-9]|[.-]\w|\.,)"
    )
    return _Table(keys, found, plain)


def _any_of(names: Iterable[str]) -> str:
    return "|".join(_pattern(name) for name in _longest_first(names))


def _pattern(name: str) -> str:
    """Han anywhere; words as whole words, Russian ones with up to two letters of an ending."""
    if not name[0].isascii() and not _INFLECTED.search(name):
        return re.escape(name)
    ending = "[а-яё]{0,2}" if _INFLECTED.search(name) else ""
    spaced = re.escape(name).replace(r"\ ", r"[\s-]")
    return rf"(?<!\w){spaced}{ending}(?!\w)"


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))

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

SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_INFLECTED = re.compile("[а-яё]$")
_HAN = re.compile(r"[\u3400-\u9fff]")


class _Table(NamedTuple):
    """What finds the substances in a text: their keys by name and formula, and the expressions that find them.

    ``names`` are Han, anywhere, and words of other scripts, whole; both are told in lower case.
    """

    keys: dict[str, str]
    names: tuple[re.Pattern[str], re.Pattern[str]]
    formulae: re.Pattern[str]
    formula_by_key: dict[str, str]


def substances(text: str) -> Iterator[tuple[str, int, int]]:
    """The key of each substance that ``text`` (folded) names, and where: the CAS number where it has one, else its name."""
    table = _table()
    lowered = text.lower()
    if len(lowered) != len(text):  # places would move
        lowered = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    for pattern in table.names:
        for m in pattern.finditer(lowered):
            if m["name"]:
                yield _key(table, m["name"]), *m.span("name")
    for m in table.formulae.finditer(text.translate(SUBSCRIPTS)):
        yield table.keys[m.group()], *m.span()


def formula_of(key: str) -> str:
    """The formula of the substance with this key, "" for a mixture or a key that is not in the table."""
    return _table().formula_by_key.get(key, "")


def _key(table: _Table, found: str) -> str:
    """The key of a name as it was found, perhaps with an ending that the table does not have."""
    name = found if found in table.keys else re.sub(r"[\s-]", " ", found)
    return next(table.keys[name[:end]] for end in (len(name), len(name) - 1, len(name) - 2) if name[:end] in table.keys)


@cache
def _table() -> _Table:
    rows = tomllib.loads(resources.files("index").joinpath("tables", "substances.toml").read_text("utf-8"))["substance"]
    keys: dict[str, str] = {}
    names, formulae, others = set[str](), set[str](), set[str]()
    for row in rows:
        key = row.get("cas") or row["name"]
        own = [name.lower() for lang in ("zh", "en", "ru") for name in row.get(lang, ())]
        symbols = [*row.get("formula", ()), *([row["cas"]] if "cas" in row else [])]
        keys |= dict.fromkeys([*own, *symbols], key)
        names.update(own)
        formulae.update(symbols)
        others.update(name.lower() for name in row.get("not", ()))
    others -= names
    # a formula begins with a capital or a digit: where none stands, no alternative is tried
    begin, end = "(?<![A-Za-z0-9-])(?=[A-Z0-9])", r"(?![A-Za-z0-9]|[.-]\w|\.,)"
    return _Table(
        keys,
        (_found(names, others, han=True), _found(names, others, han=False)),
        re.compile(f"{begin}(?:{'|'.join(map(re.escape, _longest_first(formulae)))}){end}"),
        {row["cas"]: row["formula"][0] for row in rows if "cas" in row and row.get("formula")},
    )


def _found(names: Iterable[str], others: Iterable[str], *, han: bool) -> re.Pattern[str]:
    """What finds names; what a name must not be part of is tried first, and takes its place without being a substance."""
    apart, wanted = (
        "|".join(map(_spelt, _longest_first(name for name in some if (_HAN.search(name) is not None) == han)))
        for some in (others, names)
    )
    return re.compile(f"{apart}|(?P<name>{wanted})" if han else rf"(?<!\w)(?:(?:{apart})|(?P<name>{wanted}))(?!\w)")


def _spelt(name: str) -> str:
    """A name with its spaces as they are printed; a Russian one with up to two letters of an ending."""
    return re.escape(name).replace(r"\ ", r"[\s-]") + ("[а-яё]{0,2}" if _INFLECTED.search(name) else "")


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))

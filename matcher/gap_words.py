"""The words of ``tables/gap.toml`` as patterns: what a title or a sentence says about the kind of a requirement."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

_SPACELESS = re.compile(r"[぀-鿿]")


@cache
def words(group: str) -> re.Pattern[str]:
    """The pattern of a group of words, those of all languages."""
    parts = [_pattern(word) for of_lang in _table()[group].values() for word in of_lang]
    return re.compile("|".join(parts), re.IGNORECASE)


def _pattern(word: str) -> str:
    """A word as a pattern: whole, but for languages that set no spaces."""
    body = word.replace("~", r"\w*")
    return f"(?:{body})" if _SPACELESS.search(word) else rf"(?<!\w)(?:{body})(?!\w)"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("matcher").joinpath("tables", "gap.toml").read_text("utf-8"))

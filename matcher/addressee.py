"""Who is meant by the subject of a provision: the same role whatever the language (words: ``tables/addressees.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

_HEAD_LAST = frozenset({"zh", "kk"})
"""Languages whose governing noun stands last: 用人单位的作业人员 are workers."""
_UNSPACED = frozenset({"zh"})
_GOES_ON = re.compile(
    r"\s*(?:$|[,،;:(（—–]|(?:who|whom|whose|that|which|and|or|of|in|at|with|from|for|concerned|responsible|on|to|named|exposed|shall|"
    r"и|или|в|с|на|по|который\w*|et|ou|de|du|qui|và|hoặc|dan|atau|yang|của|أن|أو)\b|[а-яё]+(?:ий|ый|ая|ые|ие|его|ого|ых|их|ом|ами|ями|ти|ции)?\b)",
    re.IGNORECASE,
)
_FIRST_WORDS = 3


def addressee(subject: str, lang: str) -> str:
    """The role that ``subject`` names ("employer", "worker", "manufacturer" …); "" where it names a thing or nobody known."""
    table = _tables().get(lang)
    if table is None:
        return ""
    pattern, roles = table
    for m in pattern.finditer(subject):
        if _governs(subject, m, lang):
            return roles[(m.lastindex or 1) - 1]
    return ""


def roles() -> frozenset[str]:
    """All roles that ``addressee`` may name."""
    return frozenset(role for _, names in _tables().values() for role in names)


def find_addressee(text: str, lang: str, *, first: bool = False) -> tuple[int, int] | None:
    """Characters of ``text`` that name somebody who can act; ``first``: at its beginning or not at all."""
    table = _tables().get(lang)
    found = table[0].search(text) if table else None
    if found is None or (first and text[: found.start()].strip()):
        return None
    return found.span()


def _governs(subject: str, m: re.Match[str], lang: str) -> bool:
    """Whether the words are the governing noun of ``subject`` and no part of what describes another thing."""
    if lang in _HEAD_LAST:
        return not subject[m.end() :].strip(" 等们）)")
    before = subject[: m.start()].split()
    if len(before) > _FIRST_WORDS or any(
        word.lower() in ("of", "for", "by", "to", "in", "на", "в", "для", "de", "của") for word in before
    ):
        return False
    return lang != "en" or _GOES_ON.match(subject, m.end()) is not None


@cache
def _tables() -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    """By language a pattern with one group a word, longest first, and the role of each group."""
    data: dict[str, Any] = tomllib.loads(resources.files("matcher").joinpath("tables", "addressees.toml").read_text("utf-8"))
    by_lang: dict[str, list[tuple[str, str]]] = {}
    for role, langs in data.items():
        for lang, some in langs.items():
            by_lang.setdefault(lang, []).extend((word, role) for word in some)
    found = {}
    for lang, entries in by_lang.items():
        entries.sort(key=lambda entry: -len(entry[0]))
        groups = "|".join(
            "({})".format(re.escape(w).replace(r"\~", r"\w*").replace("~", r"\w*").replace(r"\ ", r"\s+")) for w, _ in entries
        )
        bound = groups if lang in _UNSPACED else rf"(?<!\w)(?:{groups})(?!\w)"
        found[lang] = re.compile(bound, re.IGNORECASE), tuple(role for _, role in entries)
    return found

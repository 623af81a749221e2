"""Drafting rules: which words make a requirement, a recommendation, a permission, in whose texts.

The same word binds differently by publisher: следует is a requirement in ГОСТ and "should" in a translated ISO standard;
*must* is an external constraint in ISO/IEC Directives Part 2 and an obligation in an act. So the tables are by rule and language,
never by language alone. They are in ``tables/drafting.toml``, each with the source of its rule.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from ingest.clause import Provision
from ingest.series import AMERICAN, CHINA, COLON, HYPHEN, INTERNATIONAL


class Rule(StrEnum):
    """A drafting rule: for national standards of China, for ISO and all who follow its Directives, and so on."""

    GB = "GB/T 1.1"
    CODE = "Chinese construction codes"
    CHINESE_LAW = "Chinese law"
    ISO = "ISO/IEC Directives Part 2"
    GOST = "ГОСТ 1.5"
    UNION = "technical regulations of the EAEU"
    EU_LAW = "EU law"
    COMMON_LAW = "common law"
    FRENCH_LAW = "French law"
    VIETNAMESE_LAW = "Vietnamese law"
    INDONESIAN_LAW = "Indonesian law"
    ACT = "acts"
    SOCIETY = "American societies"


LAWS = frozenset(
    {Rule.CHINESE_LAW, Rule.EU_LAW, Rule.COMMON_LAW, Rule.FRENCH_LAW, Rule.VIETNAMESE_LAW, Rule.INDONESIAN_LAW, Rule.ACT}
)
"""Rules of acts: where one has no table for a language, those of the others count as far as they agree."""

_UNSPACED = frozenset({"zh", "ja", "th"})
_TYPES = (Provision.REQUIREMENT, Provision.RECOMMENDATION, Provision.PERMISSION, Provision.STATEMENT)


class Words(NamedTuple):
    """The words of one table: a pattern with one group a phrase, and what each group is (None: another word)."""

    pattern: re.Pattern[str]
    types: tuple[Provision | None, ...]
    source: str


class Orders(NamedTuple):
    """Orders without a modal verb in one language: what begins a sentence, and what stands anywhere (None for none)."""

    first: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None


@cache
def tables() -> dict[tuple[Rule, str], Words]:
    """The words of every rule, by rule and language."""
    entries = {(Rule(entry["rule"]), entry["lang"]): entry for entry in _data()["table"]}
    return {key: _words(entry, key[1], entries) for key, entry in entries.items()}


@cache
def orders(lang: str) -> Orders | None:
    """The orders of a language; None where none are known."""
    entry = _data()["orders"].get(lang)
    if entry is None:
        return None
    first, anywhere = ("|".join(_expression(p, lang) for p in entry.get(key, ())) for key in ("first", "any"))
    # "use of the method" and "use is made" are no orders; nor is 测量的
    after = "(?=[^的]{2})" if lang in _UNSPACED else r"(?!\w)(?=,? \w)(?! (?:of|for|is|are|and|or)\b)"
    adverb = r"(?:[A-Z]\w+ly )?" if lang == "en" else ""
    word = "" if lang in _UNSPACED else r"(?<!\w)"
    return Orders(
        re.compile(rf"{adverb}(?:{first}){after}", re.IGNORECASE) if first else None,
        re.compile(rf"{word}(?:{anywhere})", re.IGNORECASE) if anywhere else None,
    )


_CONSTRUCTION = re.compile(r"(?:GB(?:/T)? 5[0-5]\d{3}|GBJ|JGJ|CJJ|JTG)(?:/T)?\b")
_LAW_OF = {
    Rule.EU_LAW: frozenset({"EU"}),
    Rule.COMMON_LAW: frozenset({"NZ", "UK", "CFR", "HSE", "AU", "IE", "SI", "S.I."}),
    Rule.VIETNAMESE_LAW: frozenset({"VN", "QCVN"}),
    Rule.INDONESIAN_LAW: frozenset({"ID"}),
    Rule.CHINESE_LAW: frozenset({"CN", "TW"}),
    Rule.ACT: frozenset({"KZ", "RU", "UZ", "BY", "SA"}),
}
_NAME_OF_LAW = {
    Rule.EU_LAW: re.compile(r"(?:Regulation|Directive|Decision|Verordnung|Richtlinie|Règlement|Directiva|Reglamento)\b"),
    Rule.COMMON_LAW: re.compile(r".*\b(?:Act|Regulations|Rules|Order|Code|Ordinance) (?:19|20)\d\d$|\d+ CFR\b"),
    Rule.CHINESE_LAW: re.compile(r".*(?:法|条例|规定|办法|规程)$"),
    Rule.FRENCH_LAW: re.compile(r"(?:Code|Loi|Décret|Arrêté) (?:d|n)"),
    Rule.INDONESIAN_LAW: re.compile(r"(?:Undang-Undang|Peraturan|Keputusan|UU|PP|Permen\w*)\b"),
}
_LIKE_ISO = frozenset({*INTERNATIONAL, *COLON, "O'z", "ABNT", "ITU-T", "ITU-R", "OGC", "มอก.", "TIS"})


@cache
def rule_of(publisher: str) -> Rule | None:
    """The drafting rule of a publisher; None where it is not known.

    ``publisher`` is a code ("GB"), the whole head of a designation ("ГОСТ Р ИСО"), the designation of a Chinese construction code
    ("GB 50016"), or the name of an act.
    """
    code = publisher.strip()
    if _CONSTRUCTION.match(code):
        return Rule.CODE
    code = code.removesuffix("/T").removesuffix("/Z")
    first = code.split(" ")[0]
    interstate = any(code == head or code.startswith(f"{head} ") for head in HYPHEN)
    # An adopted ISO standard keeps ISO's modal verbs; its own clauses are few.
    adopted = interstate and code.endswith(("ИСО", "МЭК", "ISO", "IEC"))
    holds = {
        Rule.GB: code in CHINA or code.startswith(("DB", "T/", "Q/")),
        Rule.UNION: code in {"ТР ТС", "ТР ЕАЭС"},
        **{rule: first in codes for rule, codes in _LAW_OF.items()},
    }
    holds |= {rule: holds.get(rule, False) or bool(name.match(code)) for rule, name in _NAME_OF_LAW.items()}
    holds |= {
        Rule.GOST: interstate and not adopted,
        Rule.ISO: adopted or first in _LIKE_ISO or first.split("/")[0] in _LIKE_ISO,
        Rule.SOCIETY: first in AMERICAN,
    }
    return next((rule for rule, is_so in holds.items() if is_so), None)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("ingest").joinpath("tables", "drafting.toml").read_text("utf-8"))


def _words(entry: dict[str, Any], lang: str, entries: dict[tuple[Rule, str], dict[str, Any]]) -> Words:
    phrases: list[tuple[str, Provision | None]] = [(phrase, kind) for kind in _TYPES for phrase in entry.get(kind.value, ())]
    for word in entry.get("not", ()):
        other = entries[Rule(word), lang].get("not", ()) if word in list(Rule) else (word,)
        phrases += [(item, None) for item in other]
    phrases.sort(key=lambda item: -len(item[0]))
    groups = "|".join(f"({_expression(phrase, lang)})" for phrase, _ in phrases)
    before, after = ("", "") if lang in _UNSPACED else (r"(?<!\w)", r"(?!\w)")
    prefix = "(?:[وف](?=\\w))?" if lang == "ar" else ""  # Arabic writes "and" and the verb together
    pattern = re.compile(rf"{before}{prefix}(?:{groups}){after}", re.IGNORECASE)
    return Words(pattern, tuple(kind for _, kind in phrases), entry["source"])


def _expression(phrase: str, lang: str) -> str:
    between = r"[^。；\n]{1,60}?" if lang in _UNSPACED else r"(?:\s+\S+){1,4}?\s+"
    parts = [
        re.escape(part.strip()).replace(r"\~", r"\w*").replace("~", r"\w*").replace(r"\ ", r"\s+") for part in phrase.split("…")
    ]
    return between.join(parts)

"""What a standard defines: its terms with their names, symbols and definitions, and how a name stands in running text.

A term is a clause of that kind (GB/T 1.1—2020, ISO/IEC Directives Part 2, clause 16: the preferred term, below it admitted and
deprecated terms, other languages, then the definition), or a sentence of an act that says what a word means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.clause import Clause, Document, Kind
from ingest.defining import is_definition, leads_definitions
from ingest.sentences import sentences

_SHORT = 6  # words: a longer line below a term is its definition
_UNSPACED = frozenset({"zh", "ja", "th"})
_DEPRECATED = re.compile(r"\s*(?:DEPRECATED|DÉCONSEILLÉ|拒用|ОТКЛОНЕНО|нрк)\s?[:：]?\s*", re.IGNORECASE)
_BRACKET = re.compile(r"\s?[（(<〈]([^（）()<>〈〉]{1,40})[)）>〉]")
_ASIDE = re.compile(r"\s*(?:注|示例|NOTE|EXAMPLE|Note|Example|Примечани|Пример|SOURCE|\[SOURCE|来源|ARTICLE|\[)")
_SYMBOL = re.compile(
    r"(?:记作|记为|符号为?|用符号|\bsymbol|обозначение|обозначают|\bsymbole)\s*[“\"‘]?(?P<symbol>[A-Za-zА-Яα-ωΑ-Ω][\w,.{}'’/-]{0,14}?)[”\"’]?"
    r"(?=\s*(?:[，。；;)）]|[,.](?:\s|$)|表示|$))"
)
_QUOTED = re.compile(r"[‘“«„\"'](?P<name>[^\n‘“«„”’»\"]{1,120})[’”»“\"']")
_MEANS = re.compile(r"(?P<name>[^\n,;:—]{1,90}?)(?: \([^)\n]{1,60}\))?,? (?:shall )?(?:means?|has the meaning|là|adalah)\b")
_SAID = re.compile(r"本(?:法|条例|规定|办法|标准|文件|规程)所称的?(?P<name>[^，。；\n]{1,40}?)[，,]?\s?(?:是指|系指|指)")
_DASHED = re.compile(r"(?P<name>[^\n.;:]{2,90}?)\s[—–-]\s(?=\S)")
_ENDINGS_RU = re.compile(
    r"(?:ыми|ими|ого|его|ому|ему|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ом|ем|ам|ям|ах|ях|ую|юю|ым|им|ых|их|ов|ев|а|я|о|е|ы|и|у|ю|ь)$"
)
_NO_NAME = re.compile(r"(?:in|for|where|when|if|a reference|any reference|each|every)\b", re.IGNORECASE)
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Term:
    """A term of ``standard``, defined at ``start`` to ``end`` of the text of ``clause`` (an id).

    ``names`` in the language ``lang`` of the standard, the preferred one first, with abbreviations and symbols; ``others`` in
    other languages, as printed.
    """

    standard: str
    clause: str
    lang: str
    names: tuple[str, ...]
    others: tuple[str, ...]
    start: int
    end: int


def terms(document: Document) -> tuple[Term, ...]:
    """The terms that ``document`` defines, in reading order."""
    found: list[Term] = []
    defining: set[str] = set()
    for clause in document.clauses:
        if clause.kind is Kind.TERM:
            found += _of_clause(clause)
            continue
        lead = clause.parent in defining
        found += _of_sentences(clause, lead=lead)
        if any(leads_definitions(s.text) for s in sentences(clause.text)) or leads_definitions(clause.title):
            defining.add(clause.id)
    return tuple(found)


def _of_clause(clause: Clause) -> Iterator[Term]:
    """The term of a clause of that kind: names above, then the definition, up to the first note, example or source."""
    lines = _lines(clause)
    names = [clause.title]
    while len(lines) > 1 and _is_name(clause.text[slice(*lines[0])]):
        names.append(clause.text[slice(*lines.pop(0))])
    own, others = _by_language([part for name in names for part in _split(name)], clause.lang)
    if not own or not lines:
        return
    start, end = lines[0][0], lines[-1][1]
    symbol = _SYMBOL.search(clause.text, start, end)
    symbols = (symbol["symbol"],) if symbol and len(symbol["symbol"]) >= _LEAST else ()
    yield Term(clause.standard, clause.id, clause.lang, tuple(dict.fromkeys((*own, *symbols))), tuple(others), start, end)


def _lines(clause: Clause) -> list[tuple[int, int]]:
    """The lines of a term's text before what only explains it."""
    found, at = [], 0
    for line in clause.text.split("\n"):
        if _ASIDE.match(line):
            break
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _is_name(line: str) -> bool:
    ends = line.rstrip().endswith((".", "。", "；", ";", ":", "："))
    han = re.search(r"[一-鿿]", line) is not None
    return not ends and len(line.split()) <= _SHORT and len(line) <= (24 if han else 70) and not (han and "，" in line)


def _split(name: str) -> Iterator[str]:
    """A name without its brackets, and an abbreviation that stands in them."""
    name = _DEPRECATED.sub("", name)
    for part in re.split(r"[;；]", _BRACKET.sub("", name)):
        if len(part.strip()) >= _LEAST:
            yield part.strip()
    for bracket in _BRACKET.finditer(name):
        if re.fullmatch(r"[A-Z][\w.-]{1,11}", bracket[1]):
            yield bracket[1]


def _by_language(names: list[str], lang: str) -> tuple[list[str], list[str]]:
    """Names in the script of ``lang``, with abbreviations, the preferred one first; and the others."""
    own: list[str] = []
    others: list[str] = []
    for name in names:
        script = re.search(
            r"[一-鿿]" if lang in _UNSPACED else r"[А-Яа-яёӘәҒғҚқҢңӨөҰұҮүҺһІі]" if lang in ("ru", "kk") else r"\w", name
        )
        short = re.fullmatch(r"[A-Z][A-Za-z\d-]{1,9}", name) and (sum(map(str.isupper, name)) > 1)
        (own if script or short else others).append(name)
    own.sort(key=lambda name: name != names[0])
    return own, others


def _of_sentences(clause: Clause, *, lead: bool) -> Iterator[Term]:
    """What the sentences of an act define: “x” means …; 本法所称x，是指…; below a lead-in of definitions also x — …."""
    led = lead
    for sentence in sentences(clause.text):
        name = _name(sentence.text, clause.lang, led=led)
        if name:
            yield Term(clause.standard, clause.id, clause.lang, (name,), (), sentence.start, sentence.end)
        led |= leads_definitions(sentence.text)


def _name(sentence: str, lang: str, *, led: bool) -> str:
    pattern = _SAID if lang == "zh" and _SAID.match(sentence) else None
    if pattern is None and is_definition(sentence):
        pattern = _QUOTED if _QUOTED.match(sentence) else _MEANS
    if pattern is None and led:
        pattern = _MEANS if lang in ("vi", "id") else _DASHED if lang in ("ru", "kk") else None
    found = pattern.match(sentence) if pattern else None
    name = found["name"].strip(" ‘’“”\"'«»") if found else ""
    return name if _LEAST <= len(name) <= 90 and len(name.split()) <= 10 and not _NO_NAME.match(name) else ""


@cache
def names_pattern(found: tuple[Term, ...]) -> tuple[re.Pattern[str] | None, tuple[Term, ...]]:
    """A pattern with one group for each name of ``found``, longest first, and the term of each group; None for no names."""
    named = sorted(((name, term) for term in found for name in term.names), key=lambda item: -len(item[0]))
    if not named:
        return None, ()
    groups = "|".join(f"({_in_text(name, term.lang)})" for name, term in named)
    return re.compile(groups, re.IGNORECASE), tuple(term for _, term in named)


def _in_text(name: str, lang: str) -> str:
    """How ``name`` stands in running text: plurals in English, other endings in Russian, more endings in Kazakh."""
    if re.fullmatch(r"[A-Za-zА-Я]\S*[\d,_A-ZА-Я]\S*", name):  # a symbol or an abbreviation: L_EX,8h, VOCs
        return rf"(?<![A-Za-zА-Яа-я\d])(?-i:{re.escape(name)})(?![A-Za-zА-Яа-я\d]|,[A-Za-z\d])"
    if lang in _UNSPACED:
        return re.escape(name)
    words = [_word(word, lang) for word in name.split()]
    return r"(?<!\w)" + r"[\s-]+".join(words) + r"(?!\w)"


def _word(word: str, lang: str) -> str:
    if lang == "ru" and len(word) > 3:
        return re.escape(_ENDINGS_RU.sub("", word)) + r"\w{0,3}"
    if lang == "kk":
        return re.escape(word) + r"\w{0,6}"
    if lang in ("en", "fr", "es"):
        return (
            re.escape(word.removesuffix("y")) + r"(?:y|ies)"
            if word.endswith("y") and lang == "en"
            else re.escape(word) + r"(?:e?s)?"
        )
    return re.escape(word)

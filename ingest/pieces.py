"""The pieces of citations in a text: words with their labels, bare numbers, and names of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.citing import JOINED, LAST, OWN, OWN_PART, UNTIL, Level, affixed, word_pattern
from ingest.designation import Designation, Found, find_designations, parse
from ingest.labels import HAN, NUMBER, STOP, TAIL, Value, is_measured, tail_of, values

_SUB = re.compile("之([一二三四五六七八九十])")
_AROUND = re.compile(rf"(?:第|제) ?[（(]?(?P<n>{HAN}|{NUMBER})[)）]? ?")
_BEHIND = re.compile(r"(?<![\w.-])(?P<n>\d{1,3}(?:\.\d{1,3}){0,5}(?=-)|[А-Я])[- ]")
_LETTERS = re.compile(r"\w*")
_COUNTED = re.compile("[件款文](?!第)|例(?!第)")
_DOTTED = r"(?:[A-ZА-Я]\.\d{1,3}(?:\.\d{1,3})*|\d{1,3}(?:\.\d{1,3}){1,6})"
_BARE = re.compile(rf"(?<![0-9A-Za-z_À-ɏЀ-ӿḀ-ỹء-ي.,/:<>=≤≥±×-])(?P<n>{_DOTTED})(?P<tail>{TAIL})?{STOP}(?! ?[=≤≥<>~]? ?%)")
_TAIL = re.compile(TAIL)
_MARKED = re.compile(r"\d\d[)）]")
_ANY = re.compile(r"\d|(?<!\w)(?:Д?[A-ZА-Я]|[IVXLC]+)(?!\w)|[第附《]|\((?:[a-z]|[ivx]+)\)")
"""Without any of these a text cites nothing."""
_TITLED = re.compile(
    r"《(?P<name>[^《》\n]{2,40}(?:法|条例|办法|规定|规则|决定|规范|标准|目录|名录|通则|规程|导则|细则|指南|公约|协定))(?:（[^）]{1,8}）)?》"
)
_ACT = re.compile(
    r"\b(?P<name>(?:[A-Z][\w’'-]*,?\s(?:(?:of|and|the|in|at|for|to|etc\.?|on|by|with|or|\([A-Z][^)]{1,80}\)),?\s)*){1,12}"
    r"(?:Act|Regulations|Order|Rules|Code|Ordinance) (?:19|20)\d\d)\b"
)
_ACT_YEAR = re.compile(r"(?:Act|Regulations|Order|Rules|Code|Ordinance) (?:19|20)\d\d")
_PARTS = re.compile(r" ?~ ?(?P<head>(?:[A-ZА-Я][A-ZА-Я/]*(?:/T)? ?)\d+[.-])?(?:\d+[.-])?(?P<last>\d{1,3})(?![\d.])")
_MOST_PARTS = 30
_ACT_HEADS = frozenset({"Regulation", "Directive", "Decision"})
_OTHER_ACT = re.compile(
    r"(?:, (?:and )?| and | or )(?P<act>\((?:EU|EC|EEC|Euratom)\) (?:No )?\d{1,4}/\d{1,4}|\d{2,4}/\d{1,4}/(?:EU|EC|EEC))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its labels, a bare number (``bare``), or a document: ``name`` its designation.

    ``name`` "" for the document itself, and where ``last`` for the one that was named before; ``others`` the further parts of a
    range that begins with it.
    """

    start: int
    end: int
    level: Level
    shown: str = "{}"
    values: tuple[Value, ...] = ()
    bare: bool = False
    name: str = ""
    dated: bool = False
    last: bool = False
    others: tuple[str, ...] = ()


def find_pieces(text: str, plain: str, lang: str, *, words_only: bool = False) -> list[Piece]:
    """All pieces, in order, without overlaps; of two that overlap the earlier, then the longer."""
    if not _ANY.search(plain):
        return []
    found = [*_worded(plain, lang), *_around(plain), *_behind(plain)]
    if not words_only:
        found += [*_documents(text, plain), *_bare(plain, lang)]
    found.sort(key=lambda piece: (piece.start, -piece.end, piece.bare))
    kept: list[Piece] = []
    for piece in found:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
        elif piece.level is Level.DOCUMENT and kept[-1].level is not Level.DOCUMENT:
            kept[-1] = piece  # "Regulation 2016/425" is no regulation number 2016
    return kept


def _documents(text: str, plain: str) -> Iterator[Piece]:
    found = find_designations(text)
    for item in found:
        designation = item.designation
        end, others = _other_parts(plain, item)
        yield Piece(item.start, end, Level.DOCUMENT, name=str(designation), dated=_is_dated(designation), others=others)
        if designation.publisher == "CFR" and (tail := _TAIL.match(plain, item.end)):
            first, *more = tail_of(tail[0])
            yield Piece(*tail.span(), Level.PARAGRAPH, "({})", (Value(*tail.span(), first, tuple(more)),))
        yield from _other_acts(plain, item.end, designation.series)
    for pattern in (_TITLED, *((_ACT,) if _ACT_YEAR.search(plain) else ())):
        for match in pattern.finditer(plain):
            # 《…》(GB 3096) is named by its designation.
            gaps = [
                plain[match.end() : item.start] if item.start > match.start() else plain[item.end : match.start()]
                for item in found
            ]
            if not any(gap.strip() in ("", "(") for gap in gaps):
                yield Piece(
                    match.start(), match.end(), Level.DOCUMENT, name=" ".join(match["name"].split()), dated=pattern is _ACT
                )
    for level, own in ((Level.DOCUMENT, OWN), *OWN_PART.items()):
        yield from (Piece(*match.span(), level) for match in own.finditer(plain))
    yield from (Piece(*match.span(), Level.DOCUMENT, last=True) for match in LAST.finditer(plain))


def _is_dated(designation: Designation) -> bool:
    """Whether an edition is named; ITU-T prints its month and year behind the number."""
    return bool(designation.year or re.search(r"(?:19|20)\d\d", designation.edition))


def without_marks(text: str) -> str:
    """``text`` without the marks of footnotes that are glued to numbers, "ISO 7121)" for ISO 712; of the same length."""
    if not _MARKED.search(text):
        return text
    depth, out = 0, list(text)
    for at, char in enumerate(text):
        if char in "(（":
            depth += 1
        elif char == "\n":
            depth = 0
        elif char in ")）":
            if not depth and text[max(0, at - 2) : at].isdecimal():
                out[at - 1] = " "
            depth = max(0, depth - 1)
    return "".join(out)


def _other_parts(plain: str, item: Found) -> tuple[int, tuple[str, ...]]:
    """Where a range of parts ends, and its further parts: "GB 5085.1～7"; without the last one where that is spelt out itself."""
    designation, until = item.designation, _PARTS.match(plain, item.end)
    sign, first, last = designation.part[:1], designation.part[1:], until["last"] if until else ""
    if until is None or designation.year or not first.isdecimal() or not 0 < int(last) - int(first) <= _MOST_PARTS:
        return item.end, ()
    parts = range(int(first) + 1, int(last) + (not until["head"]))
    names = tuple(str(replace(designation, part=f"{sign}{part}")) for part in parts)
    return item.end if until["head"] else until.end(), names


def _other_acts(plain: str, at: int, series: str) -> Iterator[Piece]:
    """The further acts of a list: "Regulations (EC) No 2111/2005, (EC) No 1008/2008 and (EU) No 996/2010"."""
    head = series.split(" ", maxsplit=1)[0]
    while match := _OTHER_ACT.match(plain, at):
        designation = parse(f"{head} {match['act']}") if head in _ACT_HEADS else None
        if designation is None:
            return
        yield Piece(match.start("act"), match.end(), Level.DOCUMENT, name=str(designation), dated=True)
        at = match.end()


def _worded(plain: str, lang: str) -> Iterator[Piece]:
    pattern, words = word_pattern(lang)
    taken = 0
    for match in pattern.finditer(plain):
        if match.start() < taken or match.lastindex is None:
            continue
        word = words[match.lastindex - 1]
        found = values(plain, match.end(), word.level, lang, plural=word.plural)
        if found:
            taken = found[-1].end
            level = Level.CLAUSE if word.level is Level.ANNEX and "." in found[0].number else word.level
            yield Piece(match.start(), taken, level, "{}" if level is not word.level else word.shown, found)


def _around(plain: str) -> Iterator[Piece]:
    """第五条、第六条, 第五条至第八条: neighbours of one word make one piece."""
    pattern, words = affixed("around")
    piece: Piece | None = None
    for match in _AROUND.finditer(plain):
        word = pattern.match(plain, match.end())
        if word is None or (word[0] in "条條" and _COUNTED.match(plain, word.end())):
            continue
        level, shown = words[word[0]]
        sub = _SUB.match(plain, word.end())
        value = Value(match.start(), (sub or word).end(), match["n"], (sub[0],) if sub else ())
        between = plain[piece.end : match.start()] if piece is not None and piece.level is level else ""
        until = UNTIL.fullmatch(between)
        if piece is not None and between.strip() and (until or JOINED.fullmatch(between)):
            piece = replace(piece, end=value.end, values=(*piece.values, replace(value, until=bool(until))))
            continue
        if piece is not None:
            yield piece
        piece = Piece(value.start, value.end, level, shown, (value,))
    if piece is not None:
        yield piece


def _behind(plain: str) -> Iterator[Piece]:
    pattern, words = affixed("behind")
    for match in _BEHIND.finditer(plain):
        word = pattern.match(plain, match.end())
        if word is not None:
            level, shown = (Level.CLAUSE, "{}") if "." in match["n"] else words[word[0]]
            end = word.end() + len(_LETTERS.match(plain, word.end())[0])  # type: ignore[index]
            yield Piece(match.start(), end, level, shown, (Value(match.start(), end, match["n"]),))


def _bare(plain: str, lang: str) -> Iterator[Piece]:
    taken = 0
    for match in _BARE.finditer(plain):
        if match.start() >= taken and not is_measured(plain, match.end()):
            found = values(plain, match.start(), Level.CLAUSE, lang, plural=True, bare=True)
            if found:
                taken = found[-1].end
                yield Piece(match.start(), taken, Level.CLAUSE, values=found, bare=True)

"""Lists of changes in forewords: 更改了…（见5.2，2008年版的5.3）, "— deletion of 4.3", с изменением раздела 5.

A list stands behind a line that announces it. Against which edition, or which parent, its changes are told stands in that line,
else it is the standard that is replaced. A change that names no clause is told all the same, in words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from ingest.clause import Clause, Document, Kind
from ingest.correlation import edition_of, kind_of
from ingest.designation import find_designations, parse, same
from ingest.listed import Label, Named, other_labels, paired
from ingest.spelling import shadow
from ingest.stated import PublishedLink, Said, page_of, words

_MARK = re.compile(r"\s*(?:[—–―─‐-]{1,6}|[•·▪●]|[a-zа-я]\)|\d{1,2}\))\s*")
_END = re.compile(r"[;。.]\s*$")
_BRACKET = re.compile(r"\(([^()]*)\)")
_SEE = re.compile(r"见|\bsee\b|\bcf\.|см\.|xem|lihat|voir|siehe", re.IGNORECASE)
_PARENT = re.compile(r"ISO|IEC|ИСО|МЭК|国际标准|international standard|международн", re.IGNORECASE)
_ENDS = " \n;；。."
_STOP = re.compile("。(?![”’」』）)])")
_SENTENCE = re.compile(r"\.\s+(?=[A-ZА-Я])")
_VERBS = (Said.ADDED, Said.DELETED, Said.MOVED, Said.CHANGED)
_WHERE = frozenset({Kind.FOREWORD, Kind.INTRODUCTION})
_BEFORE = frozenset({"zh", "ja"})
"""Languages in which an edition is named before its clauses."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry of a list: characters ``start`` to ``end`` of the clause's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _List:
    """A list of changes against ``base``; ``sentence``: it is one sentence; ``reasoned``: its entries end in their reasons."""

    base: str
    items: tuple[_Item, ...]
    sentence: bool = False
    reasoned: bool = False


def changes(document: Document, own: Named) -> Iterator[PublishedLink]:
    """The changes that the forewords and introductions of ``document`` list, in order."""
    for clause in document.clauses:
        told = f"{clause.title}\n" if clause.kind is Kind.ANNEX else ""
        if clause.kind in _WHERE or words("about", "compares").search(told):
            for listed in _lists(clause, document):
                for item in listed.items:
                    yield from _item(clause, document, own, listed, item)


def _lists(clause: Clause, document: Document) -> Iterator[_List]:
    """The lists of changes of a clause, in order."""
    lines, at = [], 0
    for line in clause.text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    n = 0
    while n < len(lines):
        start, line = lines[n]
        head, colon, rest = re.sub(r";\s*$", ":", shadow(line)).rpartition(":")
        within = words("lists", "within").search(line)
        base = partial(_base, line, clause.text[: start + len(line)], document)
        if within:
            yield _List(base(), tuple(_chunks(line, start, within.start())), sentence=True)
        elif colon and not rest.strip() and words("lists", "lead").search(head):
            items, n = _items(lines, n + 1)
            yield _List(base(), tuple(items), reasoned=bool(words("columns", "reason").search(head)))
            continue
        n += 1


def _items(lines: list[tuple[int, str]], n: int) -> tuple[list[_Item], int]:
    """The entries from line ``n`` on, and the first line behind them."""
    items: list[_Item] = []
    marked = n < len(lines) and bool(_MARK.match(lines[n][1]))
    while n < len(lines):
        start, line = lines[n]
        mark = _MARK.match(line) if marked else None
        ended = bool(items) and bool(_END.search(shadow(lines[n - 1][1])))
        if marked and mark is None and (ended or not items):
            break
        first = start + (mark.end() if mark else 0)
        if marked and mark is None:
            items[-1] = replace(items[-1], end=start + len(line))
        elif line.strip():
            items.append(_Item(first, start + _stop(line)))
        n += 1
        if not marked and shadow(line).rstrip()[-1:] != ";":
            break
    return items, n


def _stop(line: str) -> int:
    """Where the entry of a line ends: at the end of its sentence, when Chinese text goes on behind it."""
    stop = _STOP.search(line)
    return stop.end() if stop else len(line)


def _chunks(line: str, start: int, at: int) -> Iterator[_Item]:
    """The parts of a sentence that tells its changes one after the other, each from its verb on."""
    end = _SENTENCE.search(line, at)
    stop = end.start() if end else len(line)
    verbs = re.compile("|".join(f"(?:{words('kinds', kind.value).pattern})" for kind in _VERBS), re.IGNORECASE)
    begins = [match.start() for match in verbs.finditer(line, at, stop)]
    yield from (_Item(start + begin, start + after) for begin, after in pairwise((*begins, stop)))


def _base(line: str, before: str, document: Document) -> str:
    """The standard that the sentence before a list compares with: one it names, else the parent or the standard replaced.

    Of several that are replaced the one of the own number is meant; where the cover names none, an edition that the text
    ``before`` the list names; "" where none is known.
    """
    mine = document.standard
    sentence = re.split(r"(?<=。)|(?<=\.)\s+(?=[A-ZА-Я])", line.strip())[-1]
    named = [str(found.designation) for found in find_designations(sentence)]
    others = [name for name in named if not same(name, mine.designation)]
    if others:
        return others[-1]
    if words("lists", "within").search(line) or _PARENT.search(sentence):
        return mine.adopts.designation if mine.adopts else ""
    replaced = mine.replaces.split(", ") if mine.replaces else [str(d.designation) for d in find_designations(before)]
    own = parse(mine.designation)
    for name in replaced:
        if (other := parse(name)) and own and (other.number, other.part) == (own.number, own.part) and other.year != own.year:
            return name
    return replaced[0] if mine.replaces else ""


def _item(clause: Clause, document: Document, own: Named, listed: _List, item: _Item) -> Iterator[PublishedLink]:
    """What an entry says: one statement for each bracket that names clauses, else one for the whole of it."""
    text = clause.text[item.start : item.end]
    note = text.strip(_ENDS)
    why = words("lists", "reason").search(text)
    reason = text[why.start() :].strip(_ENDS) if why else ""
    found: list[tuple[int, int, str]] = [(m.start(), m.end(), m[1]) for m in _BRACKET.finditer(shadow(text))]
    kind, at, told = Said.CHANGED, 0, False
    for n, (start, end, inside) in enumerate(found):
        ours, theirs, name = _sides(inside, document, own, clause, listed.base)
        if not (ours or theirs):
            continue
        kind = kind_of(text[at:start], kind)
        behind = text[end:].strip(f"{_ENDS}，,") if listed.reasoned and n == len(found) - 1 else ""
        yield from _links(clause, document, item, (ours, theirs), kind, name, note, reason or behind)
        at, told = end, True
    if told:
        return
    ours, theirs, name = _sides(text, document, own, clause, listed.base)
    if ours or theirs or not listed.sentence:
        yield from _links(clause, document, item, (ours, theirs), kind_of(text, kind), name, note, reason)


def _sides(
    text: str, document: Document, own: Named, clause: Clause, base: str
) -> tuple[tuple[Label, ...], tuple[Label, ...], str]:
    """The own labels that ``text`` names, those of the earlier edition or other standard, and which one that is.

    In Chinese the edition stands before its labels and holds until 见 comes again; elsewhere it stands beside each.
    """
    lang, name = document.standard.lang, base
    ours: list[Label] = []
    theirs: list[Label] = []
    old = False
    for piece in re.split("[,;]", shadow(text)):
        named = [d for d in find_designations(piece) if not same(str(d.designation), document.standard.designation)]
        earlier = words("lists", "earlier").search(piece)
        old = bool(named or earlier) or (old and lang in _BEFORE and not _SEE.search(piece))
        start, end = (named[0].start, named[0].end) if named else earlier.span() if earlier else (0, 0)
        if earlier and not named and (year := earlier["year"] or earlier["year2"]):
            name = _edition(base, year, document)
        before, behind = piece[:start], piece[end:]
        if lang in _BEFORE and old:
            ours += own.named(_bare(before), lang, clause)
            before = ""
        if old:
            answering = other_labels(_bare(f"{before} {behind}"), lang)
            if named and answering:
                name = str(named[0].designation)
            theirs += answering
        else:
            ours += own.named(_bare(piece), lang, clause)
    return tuple(dict.fromkeys(ours)), tuple(dict.fromkeys(theirs)), name


def _bare(text: str) -> str:
    """``text`` without the words that only lead to its labels."""
    return re.sub(r"^\s*(?:的|中的?|之|of|in|the|by|and|и|к|на)\s*", "", _SEE.sub(" ", text, count=1).strip()).strip()


def _edition(base: str, year: str, document: Document) -> str:
    """The edition of ``year``: one that is replaced, else ``base`` of that year."""
    for name in (base, *document.standard.replaces.split(", ")):
        if edition_of(name) == year:
            return name
    found = parse(base) or parse(document.standard.designation)
    return str(replace(found, year=int(year), edition="", amendments=())) if found else base


def _links(
    clause: Clause,
    document: Document,
    item: _Item,
    sides: tuple[tuple[Label, ...], tuple[Label, ...]],
    kind: Said,
    other: str,
    note: str,
    reason: str,
) -> Iterator[PublishedLink]:
    ours, theirs = sides
    if kind is Said.DELETED and not theirs:  # what is gone has its label in the other standard
        ours, theirs = theirs, tuple(Label(gone.label) for gone in ours)
    for a, b in paired(ours, theirs):
        yield PublishedLink(
            document.standard.designation,
            a.label,
            other,
            edition_of(other),
            b.label,
            kind,
            clause.id,
            item.start,
            item.end,
            page=page_of(clause, item.start),
            target=a.target,
            note=note,
            reason=reason,
        )

"""Citations in a text: the pieces put together to what they cite.

"points (a) and (b) of Article 5(2)", "5.1 of ISO 9612:2009", "GB/T 3222.2—2022 的 5.1", "khoản 2 Điều 5": first the pieces
(``pieces``), then chains of pieces, from each chain its citations. What they mean in a document is for ``references`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.citing import FOREIGN, JOINED, LEFT, RIGHT, STRONG, Level
from ingest.labels import LETTERED, Value, tail_of
from ingest.numerals import han, read_digits, read_han, read_roman, roman
from ingest.pieces import Piece, find_pieces, without_marks
from ingest.spelling import shadow

_LONGEST_RANGE = 60
_BEFORE = 40  # characters in which a word stands that makes a number a citation
_ALONE = re.compile(r"(?:^|\n)\s*\($")
_CLOSED = re.compile(r"\)\s*(?:\n|$)")
_INWARDS = re.compile(r"(?: ?\))? ?(?:的|中的?|之)? ?")
_AFTER_COMMA = re.compile(r"(?::\s?-)?\s*[,(:]\s*(?:的|中的?|in particular |notably )?\s*")
_OUTWARDS = re.compile(
    r"(?:,? (?:the )?(?:first|second|third|fourth|fifth|last|introductory)[ -]\w+,?)?\s*"
    r"(?:,?\s*(?:of|in|to|from|under|của|tại|trong|du|de(?: la)?|de l'|des|der|von|من|في|dari|dalam|del|de los|к|из)\b\s*)?"
    r"(?:the |l')?(?:(?:nghị định|luật|thông tư|quyết định|tiêu chuẩn|standard|технического регламента|стандарта|закона|"
    r"федерального закона)\s*(?:số)?\s*)?",
    re.IGNORECASE,
)
_BRACKETED = (Level.PARAGRAPH, Level.POINT)
_BELOW: dict[Level, tuple[Level, ...]] = {
    Level.ANNEX: (Level.PART, Level.CHAPTER, Level.SECTION, Level.CLAUSE, *_BRACKETED),
    Level.PART: (Level.CHAPTER, Level.SECTION, *_BRACKETED),
    Level.CHAPTER: (Level.SECTION,),
    Level.SECTION: _BRACKETED,
    Level.ARTICLE: _BRACKETED,
    Level.CLAUSE: _BRACKETED,
    Level.PARAGRAPH: (Level.POINT,),
}
"""What may follow what, with a comma or without: "Annex III, Part B", "Article 5(2), point (a)", 第五条第二款."""


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a citation: which, its number, what follows in brackets, and how it is printed."""

    level: Level
    number: str
    tail: tuple[str, ...] = ()
    shown: str = "{}"

    def __str__(self) -> str:
        """The label, printed."""
        return self.shown.format(self.number.strip("()")) + "".join(part if part[0] == "(" else f" {part}" for part in self.tail)


@dataclass(frozen=True, slots=True)
class Citation:
    """What characters ``start`` to ``end`` of a text cite: ``standard`` "" for the document itself; ``steps`` from above.

    ``within`` the level of "this article", "this annex" where it is said; ``beside`` the standard of the citation before, where
    "and" or a comma joins the two, and whether that one is dated;
    ``sure`` that it is a citation though no clause of the document answers to it.
    """

    start: int
    end: int
    standard: str = ""
    dated: bool = False
    steps: tuple[Step, ...] = field(default=())
    sure: bool = True
    within: Level | None = None
    beside: tuple[str, bool] = ("", False)


def citations(text: str, lang: str) -> Iterator[Citation]:
    """What ``text`` cites, in order; lists and ranges are expanded.

    A bare number with one point is a citation only beside a word that says so ("see 4.2"), and ``sure`` only beside some.
    """
    text = without_marks(text)
    plain = shadow(text)
    last, before, at = ("", False), ("", False), 0
    for chain in _chains(find_pieces(text, plain, lang), plain):
        document = next((piece for piece in chain if piece.level is Level.DOCUMENT and (piece.name or piece.last)), None)
        if document is not None and not document.last:
            last = (document.name, document.dated)
        standard, dated = last if document is not None else ("", False)
        beside = before if JOINED.fullmatch(plain, at, chain[0].start) else ("", False)
        before, at = (standard, dated), chain[-1].end
        if document is None or standard:
            yield from (replace(found, beside=beside) for found in _citations(chain, plain, standard, dated))


def label_steps(label: str, lang: str) -> tuple[Step, ...]:
    """The label of a clause as steps: "ANNEX III 1.2", "Điều 5(2)", "第十二条", "4.1.2", "A.1"."""
    plain = shadow(label)
    pieces = list(find_pieces(label, plain, lang, words_only=True))
    for chain in _chains(pieces, plain):
        if chain[0].start <= 1 and not plain[: chain[0].start].strip():
            rest = plain[chain[-1].end :].strip()
            own = tuple(_step(piece, piece.values[0]) for piece in chain if piece.values)
            return (*own, *label_steps(rest, lang)) if rest and own else own
    found = LETTERED.fullmatch(" " + plain)
    return (Step(Level.CLAUSE, found["n"], tail_of(found["tail"])),) if found else ()


def printed(steps: Sequence[Step]) -> str:
    """The label that ``steps`` are, from above: "Annex III Part B", "Article 5(2)"."""
    return joined("", [str(step) for step in steps])


def joined(label: str, more: Sequence[str]) -> str:
    """``label`` with what leads on below it, as it is cited."""
    for part in more:
        tight = part[0] in "(第" or label[-1:] == "条" or not label
        label += part if tight else f" {part}"
    return label


def _chains(pieces: Sequence[Piece], plain: str) -> Iterator[list[Piece]]:
    """Neighbours that name one thing from above or from below."""
    chain: list[Piece] = []
    for piece in pieces:
        conjunction = plain[piece.start] == "و"  # Arabic writes "and" and the word together
        if chain and _belongs(chain, piece, plain[chain[-1].end : piece.start + conjunction]):
            chain.append(piece)
            continue
        if chain:
            yield chain
        chain = [piece]
    if chain:
        yield chain


def _belongs(chain: Sequence[Piece], piece: Piece, between: str) -> bool:
    """Whether ``piece`` names what the chain before it belongs to, or a part of that."""
    before = chain[-1]
    if before.level is piece.level is Level.POINT:
        return bool(_AFTER_COMMA.fullmatch(between))
    if any(piece.level is other.level for other in chain):
        return False
    if piece.level < before.level:
        return _leads_out(chain, piece, between)
    return (len(chain) == 1 or before.level > chain[-2].level) and _leads_in(before, piece, between)


def _leads_out(chain: Sequence[Piece], piece: Piece, between: str) -> bool:
    """Whether ``piece`` is what the chain is a part of: "of Annex III"."""
    if piece.level > min(other.level for other in chain) or not _OUTWARDS.fullmatch(between):
        return False
    if len(chain) > 1 and chain[-1].level > chain[-2].level:
        return bool(between.strip())
    if piece.level is Level.DOCUMENT and piece.name and not between.strip():  # пункт 5.1 ГОСТ 12.1.003; but not: Table 1 ISO 9612
        return not re.search("[A-Za-z]", piece.name[:2]) or chain[-1].bare
    return bool(between.strip()) or chain[-1].level < Level.TABLE or piece.level in (Level.DOCUMENT, Level.ANNEX, Level.CLAUSE)


def _leads_in(before: Piece, piece: Piece, between: str) -> bool:
    """Whether ``piece`` is a part of the one before it: ", Part B"."""
    if piece.bare and before.level is not Level.DOCUMENT:
        return before.level is Level.ANNEX and between in ("", " ")
    if piece.bare and not between.strip():
        return not before.name
    below = before.level is Level.DOCUMENT or piece.level in _BELOW.get(before.level, ())
    if _AFTER_COMMA.fullmatch(between):
        return below
    return (below or (before.level is Level.ANNEX and piece.level >= Level.TABLE)) and bool(_INWARDS.fullmatch(between))


def _citations(chain: Sequence[Piece], plain: str, standard: str, dated: bool) -> Iterator[Citation]:
    start, end = chain[0].start, chain[-1].end
    near = max(0, start - _BEFORE)
    pieces = sorted((piece for piece in chain if piece.values), key=lambda piece: piece.level)
    if not pieces:
        if standard and any(piece.name for piece in chain):
            names = (standard, *(name for piece in chain for name in piece.others))
            yield from (Citation(start, end, name, dated) for name in names)
        return
    leaf = pieces[-1]
    alone = len(chain) == 1
    if alone and leaf.bare and _ALONE.search(plain, near, start) and _CLOSED.match(plain, end - (plain[end - 1] == ")")):
        return  # the number of a formula, on a line of its own
    if (
        alone
        and leaf.bare
        and not (LEFT.search(plain, near, start) or RIGHT.match(plain, end) or leaf.values[0].number.count(".") > 1)
    ):
        return
    if not standard and pieces[0].level in _BRACKETED and len(pieces) == len(chain) and plain.endswith(", ", 0, start):
        return  # a part of what is cited before it
    foreign = (
        not standard
        and any(p.level in (Level.ARTICLE, Level.SECTION) for p in pieces)
        and FOREIGN.match(plain[end : end + 60].lstrip())
    )
    if foreign and not any(piece.level is Level.DOCUMENT for piece in chain):
        return
    above = tuple(_step(piece, piece.values[0]) for piece in pieces[:-1])
    sure = not (alone and leaf.bare) or bool(STRONG.search(plain, near, start))
    within = next((piece.level for piece in chain if not piece.values and not piece.name and not piece.last), None)
    for n, value in enumerate(leaf.values):
        first = start if n == 0 else value.start
        stop = end if n == len(leaf.values) - 1 else value.end
        if value.until:
            for between in _filled(leaf.values[n - 1], value):
                steps = (*above, _step(leaf, between))
                yield Citation(leaf.values[n - 1].start if n > 1 else start, stop, standard, dated, steps, sure, within)
        yield Citation(first, stop, standard, dated, (*above, _step(leaf, value)), sure, within)


def _step(piece: Piece, value: Value) -> Step:
    return Step(piece.level, value.number, value.tail, piece.shown)


def _filled(first: Value, last: Value) -> Iterator[Value]:
    """The values between the ends of a range: 5.1 to 5.3, 6(2)(a) to (e)."""
    if first.number == last.number and first.tail and last.tail:
        for label in _between(first.tail[-1], last.tail[-1]):
            yield replace(last, tail=(*last.tail[:-1], f"({label})"))
    else:
        for number in _between(first.number, last.number):
            yield replace(last, number=number, tail=())


def _between(first: str, last: str) -> Iterator[str]:
    """The labels between two: 5.1 and 5.3, A and C, 五 and 八, (a) and (d)."""
    head, _, low = first.strip("()").rpartition(".")
    other, _, high = last.strip("()").rpartition(".")
    if head != other:
        return
    dot = "." if head else ""
    for read, show in ((read_digits, str), (read_han, han), (read_roman, roman)):
        begin, end = read(low), read(high)
        if begin and end and end - begin <= _LONGEST_RANGE:
            yield from (f"{head}{dot}{show(number)}" for number in range(begin + 1, end))
            return
    if len(low) == len(high) == 1 and low.isalpha():
        yield from (f"{head}{dot}{chr(code)}" for code in range(ord(low) + 1, ord(high)))

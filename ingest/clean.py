"""Lines as they were read to lines as they are meant, character by character, with the way back to the raw text.

The raw text is never changed. A repair replaces one character by one, drops some, or adds one that has no place in the raw text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from ingest.clause import Origin
from ingest.line import Line, Page

_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL_WIDTH |= {
    0xFF0E: ".",
    0xFF0F: "/",
    0xFF0D: "-",
    0xFF05: "%",
    0xFF0B: "+",
    0xFF1D: "=",
    0xFF1C: "<",
    0xFF1E: ">",
    0xFF06: "&",
}
_FULL_WIDTH |= {0x2011: "-", 0x2010: "-", 0x2024: ".", 0xFF61: "。"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_PLAIN = (
    _FULL_WIDTH
    | _LIGATURES
    | dict.fromkeys(
        (0x0640, 0x061C, 0x2060, 0xFEFF, 0xFFFD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""
    )
)
_HAN_NUMBER = r"[零〇一二三四五六七八九十百两\d]"
_HAN_LABEL = re.compile(
    rf"第\s?{_HAN_NUMBER}(?:\s?{_HAN_NUMBER}){{0,7}}\s?[编篇章节条目](?:之[一二三四五六七八九十]{{1,2}})? (?=\S)"
)
"""A label that ends with a Han character: the space after it is no space between the letters of a word."""
SOFT_HYPHEN = "\u00ad"
_FOUNDER = {bytes((0xA0, cell)).decode("gbk"): chr(cell - 0x80) for cell in range(0xA1, 0xFF)}
"""Founder fonts put ASCII into this row of GBK: the Han that it holds are so rare that two of them on a page are no text."""
_GARBLED = re.compile(f"[{''.join(_FOUNDER)}].*[{''.join(_FOUNDER)}]")
_HAN = "\u3040-\u9fff\uf900-\ufaff\U00020000-\U0010ffff"
_CLOSING = "，。；：、）"
_REPAIRABLE = re.compile(
    f"[{''.join(map(chr, _PLAIN))}\u2e80-\u2fdf\ue000-\uf8ff\ufb50-\ufdf9\ufe70-\ufefc]|[{_HAN}] +[{_HAN}{_CLOSING}]"
)
"""What a line has in it that needs a repair: without a match it is meant as it was read."""


@dataclass(frozen=True, slots=True)
class CleanLine:
    """A line after repair: ``at[i]`` is where ``text[i]`` stands in the raw text of its page, -1 where it was added.

    ``bolds`` and ``gaps`` count characters of ``text``, as in :class:`ingest.line.Line`.
    """

    text: str
    at: tuple[int, ...]
    page: int
    line: Line
    bolds: tuple[tuple[int, int], ...] = ()
    gaps: tuple[int, ...] = ()

    def cut(self, start: int, end: int | None = None) -> CleanLine:
        """The characters from ``start`` to ``end``, without white space around them."""
        text = self.text[start:end]
        first = start + len(text) - len(text.lstrip())
        last = first + len(text.strip())
        return replace(
            self,
            text=self.text[first:last],
            at=self.at[first:last],
            bolds=tuple((max(a, first) - first, min(b, last) - first) for a, b in self.bolds if a < last and b > first),
            gaps=tuple(gap - first for gap in self.gaps if first < gap < last),
        )

    def is_bold(self) -> bool:
        """Whether the line is set in bold; Chinese headings keep their Latin letters and digits light."""
        heavy = sum(end - start for start, end in self.bolds)
        if heavy >= len(self.text.rstrip(".:")) or 2 * heavy <= len(self.text):
            return heavy >= len(self.text.rstrip(".:"))
        return heavy >= 0.8 * sum(is_han(char) for char in self.text) > 0

    def bold_from(self, start: int = 0) -> int:
        """Where the bold type ends that sets in at ``start`` (or after the white space there); ``start`` when there is none."""
        first = start
        while first < len(self.text) and self.text[first] == " ":
            first += 1
        return next((b for a, b in self.bolds if a <= first < b), start)


def clean_line(line: Line, page: int, *, founder: bool = False) -> CleanLine:
    """One line, repaired; ``founder`` turns the row of GBK that Founder fonts use for ASCII back into ASCII."""
    if not founder and not _REPAIRABLE.search(line.text):
        at = tuple(range(line.raw_start, line.raw_start + len(line.text)))
        return CleanLine(line.text, at, page, line, line.bolds, line.gaps)
    return _repaired_line(line, page, founder)


def _repaired_line(line: Line, page: int, founder: bool) -> CleanLine:
    chars: list[str] = []
    at: list[int] = []
    kept: list[int] = []
    for offset, char in enumerate(line.text):
        new = _repaired(char, founder)
        for extra, part in enumerate(new):
            chars.append(part)
            at.append(line.raw_start + offset if not extra else -1)
            kept.append(offset)
    label = _HAN_LABEL.match(line.text)
    keep = _kept(chars, set(line.gaps) | ({label.end()} if label else set()), kept)
    text = "".join(chars[i] for i in keep)
    offsets = [kept[i] for i in keep]
    bolds = _spans([any(a <= offset < b for a, b in line.bolds) for offset in offsets] if line.bolds else [])
    gaps = tuple(i for i, offset in enumerate(offsets) if offset in line.gaps)
    return CleanLine(text, tuple(at[i] for i in keep), page, line, bolds, gaps)


def _spans(flags: Sequence[bool]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for i, flag in enumerate(flags):
        if flag and spans and spans[-1][1] == i:
            spans[-1] = spans[-1][0], i + 1
        elif flag:
            spans.append((i, i + 1))
    return tuple(spans)


def _repaired(char: str, founder: bool) -> str:
    code = ord(char)
    if code < 0x80:
        return char
    if code in _PLAIN:
        return _PLAIN[code]
    if 0x2E80 <= code <= 0x2FDF or 0xFB50 <= code <= 0xFDF9 or 0xFE70 <= code <= 0xFEFC:
        return unicodedata.normalize("NFKC", char)
    return (founder_ascii(char) if founder else "") or char


def founder_ascii(char: str) -> str:
    """The ASCII character that a Founder font shows for ``char``; "" when it is none of its row."""
    return _FOUNDER.get(char, "")


def is_founder(pages: Iterable[Page]) -> bool:
    """Whether the document's text layer writes ASCII in the Founder row: two of those rare Han in one line, in three lines."""
    garbled = (line for page in pages for line in page.lines if _GARBLED.search(line.text))
    return len(list(islice(garbled, 3))) == 3


def _kept(chars: list[str], gaps: set[int], offsets: Sequence[int]) -> list[int]:
    """Indices of the characters to keep; private-use dots between digits become full stops on the way."""
    solid = [i for i, char in enumerate(chars) if char != " "]
    drop: set[int] = set()
    for before, i, after in zip(solid, solid[1:], solid[2:], strict=False):
        if _is_private(chars[i]) and chars[before].isdecimal() and chars[after].isdecimal():
            chars[i] = "."
            drop.update(range(before + 1, i), range(i + 1, after))
    for before, after in pairwise(solid):
        if after - before > 1 and is_han(chars[before]) and is_han(chars[after]) and offsets[after] not in gaps:
            alone = chars[before - 1 : before] in ([], [" "]) or chars[after + 1 : after + 2] in ([], [" "])
            if alone:  # letters set apart; between words of several Han the space is meant
                drop.update(range(before + 1, after))
        if after - before > 1 and chars[after] in _CLOSING and is_han(chars[before]):
            drop.update(range(before + 1, after))
    return [i for i in range(len(chars)) if i not in drop]


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff"


def is_han(char: str) -> bool:
    """Whether the character is a Han character or kana."""
    return "\u3040" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"


def is_cjk(char: str) -> bool:
    """Whether the character is set without spaces around it: Han, kana, and their punctuation."""
    return is_han(char) or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" or char in "“”‘’—…"


def spread_title(line: CleanLine) -> CleanLine:
    """A short title whose Han stand far apart (前　言, 范　围), closed up."""
    text = line.text
    if not re.fullmatch(r"[\u3400-\u9fff](?: [\u3400-\u9fff]){1,7}", text):
        return line
    keep = range(0, len(text), 2)
    return replace(
        line,
        text=text.replace(" ", ""),
        at=tuple(line.at[i] for i in keep),
        gaps=(),
        bolds=((0, len(keep)),) if line.bolds else (),
    )


class Writer:
    """Puts cleaned lines together to running text, and keeps where every character came from."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._origins: list[Origin] = []
        self.length = 0

    def add(self, line: CleanLine, *, joined: bool) -> None:
        """Append ``line``: to the running paragraph when ``joined``, else on a line of its own."""
        if not line.text:
            return
        if self.length and joined:
            self._join(line.text[0])
        elif self.length:
            self._append("\n")
        self._append(line.text, line.page, line.at)

    def row(self, cells: Iterable[Sequence[CleanLine]]) -> list[tuple[int, int]]:
        """Append a row of a table on a line of its own, tabs between its cells; where the text of each begins and ends."""
        if self.length:
            self._append("\n")
        places, tabs = [], ""
        for pieces in cells:
            if pieces and tabs:
                self._append(tabs)
                tabs = ""
            begin = self.length
            for piece in pieces:
                if self.length > begin:
                    self._join(piece.text[0])
                self._append(piece.text, piece.page, piece.at)
            places.append((begin, self.length))
            tabs += "\t"
        return places

    def _append(self, text: str, page: int = 0, at: Sequence[int] = ()) -> None:
        """Append ``text``, of which every character stands at its place ``at`` in the raw text of ``page``; nowhere without."""
        for start, end, raw in _runs(at):
            new = Origin(self.length + start, self.length + end, page, raw)
            last = self._origins[-1] if self._origins else new
            if last.end == new.start and last.page == page and last.raw_start + last.end - last.start == raw:
                self._origins[-1] = replace(last, end=new.end)
            else:
                self._origins.append(new)
        self._text.append(text)
        self.length += len(text)

    def _drop(self) -> None:
        """Take the last character away."""
        self._text[-1] = self._text[-1][:-1]
        self.length -= 1
        if self._origins and self._origins[-1].end > self.length:
            last = self._origins.pop()
            if last.start < self.length:
                self._origins.append(replace(last, end=self.length))

    def _join(self, following: str) -> None:
        before = "".join(self._text[-2:])[-2:]
        last = before[-1]
        if last == SOFT_HYPHEN or (last == "\u2010" and following.islower()):
            self._drop()
        elif last == "-" and before[0].isalpha() and following.islower():
            pass
        elif not (is_cjk(last) or is_cjk(following)):
            self._append(" ")

    def finish(self) -> tuple[str, tuple[Origin, ...]]:
        """The text, and its runs that stand in the raw text one for one."""
        return "".join(self._text).replace(SOFT_HYPHEN, "-"), tuple(self._origins)


def _runs(at: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Begin and end of the characters that stand in the raw text one after the other, and where they begin there."""
    if at and at[-1] - at[0] == len(at) - 1 and -1 not in at:
        yield 0, len(at), at[0]
        return
    begin = 0
    for i in range(1, len(at) + 1):
        if i == len(at) or at[i] != at[i - 1] + 1 or at[begin] < 0:
            if at[begin] >= 0:
                yield begin, i, at[begin]
            begin = i

"""Breaks marked text into lines and draws them: Chinese line-breaking rules, sub- and superscripts, justified lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from corpora import fonts

NO_LINE_START = set("，。、；：？！）》」』】％%”’…,.;:?!)]}℃°")
NO_LINE_END = set("（《「『【“‘([{$")
INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|_\{(?P<sub>[^}]*)\}|\^\{(?P<sup>[^}]*)\}")
ATOM = re.compile(
    r"[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F—“”‘’…·]|[^\s\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F—“”‘’…·]+|\s+"
)
WORD = re.compile(r"\s+|[^\s]+")
TIGHT = re.compile(r"(?<=\d) (?=[%°A-Za-zΩµа-я])")
NO_BREAK = "\u00a0"
SMALL, SUB_RISE, SUP_RISE = 0.7, -0.18, 0.36
LOOSEST = 0.3  # extra room between two atoms, in ems, above which a line stays ragged


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts of a text: upright, bold, italic; ``han`` chooses the Chinese rules."""

    regular: str
    bold: str
    italic: str
    han: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; lengths in points. ``first`` is added to ``left`` for the first line."""

    size: float = 10.5
    leading: float = 16.0
    left: float = 0.0
    first: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    align: str = "justify"  # justify | left | center | right
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one font, size (points) and rise above the baseline (points)."""

    text: str
    font: str
    size: float
    rise: float = 0.0

    @property
    def width(self) -> float:
        """The width in points."""
        return fonts.width(self.text.replace(NO_BREAK, " "), self.font, self.size)


Atom = tuple[Piece, ...]  # what no line break parts; a last piece of blanks may hang over the end of the line


@dataclass(frozen=True, slots=True)
class Setline:
    """A line ready to draw: its atoms, offset from the left edge, extra room between two atoms."""

    atoms: tuple[Atom, ...]
    offset: float
    extra: float = 0.0


def pieces(text: str, face: Face, size: float, *, bold: bool = False) -> Iterator[Piece]:
    """``text`` with inline marks as pieces; raises ``MissingGlyphError``."""
    font = face.bold if bold else face.regular
    position = 0
    for mark in INLINE.finditer(text):
        yield from _piece(text[position : mark.start()], font, size)
        position = mark.end()
        if mark["bold"] is not None:
            yield from _piece(mark["bold"], face.bold, size)
        elif mark["italic"] is not None:
            yield from _piece(mark["italic"], face.italic, size)
        elif mark["sub"] is not None:
            yield from _piece(mark["sub"], font, size * SMALL, size * SUB_RISE)
        else:
            yield from _piece(mark["sup"], font, size * SMALL, size * SUP_RISE)
    yield from _piece(text[position:], font, size)


def _piece(text: str, font: str, size: float, rise: float = 0.0) -> Iterator[Piece]:
    if text:
        fonts.check(font, text.replace(NO_BREAK, " "))
        yield Piece(text, font, size, rise)


def _atoms(text: str, face: Face, size: float, *, bold: bool) -> list[Atom]:
    """The atoms of ``text``: words with the blanks after them, Han characters with the punctuation that sticks to them."""
    atoms: list[list[Piece]] = []
    glue = True
    pattern = ATOM if face.han else WORD
    for piece in pieces(TIGHT.sub(NO_BREAK, text), face, size, bold=bold):
        for token in pattern.findall(piece.text.replace(NO_BREAK, "\x00")):
            part = Piece(token.replace("\x00", NO_BREAK), piece.font, piece.size, piece.rise)
            sticks = (
                glue
                or token.isspace()
                or token[0] in NO_LINE_START
                or piece.rise != 0
                or (not face.han and not _blank_end(atoms))
            )
            if sticks and atoms:
                atoms[-1].append(part)
            else:
                atoms.append([part])
            glue = token[-1] in NO_LINE_END and face.han
    return [tuple(atom) for atom in atoms]


def _blank_end(atoms: Sequence[Sequence[Piece]]) -> bool:
    return bool(atoms) and atoms[-1][-1].text.isspace()


def _width(atom: Atom, *, last: bool = False) -> float:
    """The width of ``atom``; at the end of a line its blanks do not count."""
    kept = atom[:-1] if last and atom[-1].text.isspace() else atom
    return sum(piece.width for piece in kept)


def break_lines(text: str, face: Face, style: Style, width: float) -> list[Setline]:
    """``text`` broken greedily into lines of ``width`` points less the indents of ``style``."""
    lines: list[tuple[list[Atom], float, float]] = []
    room, used = width - style.left - style.right - style.first, 0.0
    offset, current = style.left + style.first, list[Atom]()
    for atom in _atoms(text, face, style.size, bold=style.bold):
        if current and used + _width(atom, last=True) > room + 0.01:
            lines.append((current, offset, room))
            room, used = width - style.left - style.right, 0.0
            offset, current = style.left, []
        current.append(atom)
        used += _width(atom)
    lines.append((current, offset, room))
    return [_aligned(atoms, at, room, style, last=number == len(lines)) for number, (atoms, at, room) in enumerate(lines, 1)]


def _aligned(atoms: list[Atom], offset: float, room: float, style: Style, *, last: bool) -> Setline:
    spare = room - sum(_width(atom) for atom in atoms[:-1]) - (_width(atoms[-1], last=True) if atoms else 0.0)
    if style.align in {"center", "right"}:
        return Setline(tuple(atoms), offset + spare * (0.5 if style.align == "center" else 1.0))
    extra = spare / (len(atoms) - 1) if len(atoms) > 1 and style.align == "justify" and not last else 0.0
    return Setline(tuple(atoms), offset, extra if extra <= LOOSEST * style.size else 0.0)


def draw_line(canvas: Canvas, line: Setline, x: float, y: float) -> None:
    """Draw ``line`` with its left edge at ``x`` and its baseline at ``y`` (points from the bottom left of the page)."""
    x += line.offset
    for run, width in _runs(line):
        text = canvas.beginText(x, y + run.rise)
        text.setFont(run.font, run.size)
        text.textOut(run.text.replace(NO_BREAK, " "))
        canvas.drawText(text)
        x += width


def _runs(line: Setline) -> Iterator[tuple[Piece, float]]:
    """The pieces to draw with the advance of each; neighbours of one font are joined where the line is not stretched."""
    held: Piece | None = None
    for atom in line.atoms:
        for place, piece in enumerate(atom):
            same = held and (held.font, held.size, held.rise) == (piece.font, piece.size, piece.rise)
            if held and same and (place > 0 or line.extra == 0):
                held = Piece(held.text + piece.text, held.font, held.size, held.rise)
                continue
            if held:
                yield held, held.width + (line.extra if place == 0 else 0.0)
            held = piece
    if held:
        yield held, held.width


def line_width(text: str, face: Face, size: float, *, bold: bool = False) -> float:
    """The width in points of ``text`` set on one line."""
    return sum(piece.width for piece in pieces(text, face, size, bold=bold))


def draw_text(
    canvas: Canvas, text: str, face: Face, size: float, at: tuple[float, float], *, align: str = "left", bold: bool = False
) -> None:
    """Draw ``text`` on one line; ``at`` is the left end, middle or right end of its baseline (points from bottom left)."""
    x, y = at
    shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * line_width(text, face, size, bold=bold)
    draw_line(canvas, Setline((tuple(pieces(text, face, size, bold=bold)),), 0.0), x - shift, y)

"""Sets what stands before the text: the cover of each house style, and the contents with dot leaders."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.houses import A4, MM
from corpora.press import Entry, Press
from corpora.typeset import Style, break_lines, draw_line, draw_text, line_width

WIDTH, HEIGHT = A4


def set_cover(press: Press) -> None:
    """The cover page of the source's layout."""
    {"gbt": _cover_gbt, "iso": _cover_iso, "gost": _cover_gost}[press.source["layout"]](press)


def _centred(press: Press, text: str, size: float, y: float, *, bold: bool = False, leading: float = 0.0) -> float:
    """``text`` centred in the measure, as many lines as it needs, the first baseline at ``y``; returns the next baseline."""
    style = Style(size, leading or size * 1.4, align="center", bold=bold)
    for line in break_lines(text, press.house.face, style, press.house.measure):
        draw_line(press.canvas, line, press.left, y)
        y -= style.leading
    return y


def _cover_gbt(press: Press) -> None:
    source, canvas, face, right = press.source, press.canvas, press.house.face, press.left + press.house.measure
    draw_text(canvas, f"ICS  {source['ics']}", face, 10.5, (press.left, HEIGHT - 24 * MM), bold=True)
    draw_text(canvas, f"CCS  {source['ccs']}", face, 10.5, (press.left, HEIGHT - 30 * MM), bold=True)
    draw_text(
        canvas,
        "GB" if source["designation"].startswith("GB") else "样本",
        face,
        44,
        (right, HEIGHT - 42 * MM),
        align="right",
        bold=True,
    )
    _centred(press, "国　家　标　准　样　本", 26, HEIGHT - 70 * MM, bold=True)
    draw_text(canvas, source["designation"], face, 14, (right, HEIGHT - 86 * MM), align="right", bold=True)
    if source["replaces"]:
        draw_text(canvas, f"代替 {source['replaces']}", face, 10.5, (right, HEIGHT - 92 * MM), align="right")
    canvas.setLineWidth(1.2)
    canvas.line(press.left, HEIGHT - 95 * MM, right, HEIGHT - 95 * MM)
    y = HEIGHT - 128 * MM
    for element in source["title"].split(" "):
        y = _centred(press, element, 24, y, bold=True, leading=36)
    y = _centred(press, source["title_en"], 14, y - 4 * MM, leading=20)
    if source["adopts"]:
        y = _centred(press, f"（{source['adopts']}，{source['degree']}）", 14, y - 4 * MM)
    _boxed(press, source["disclaimer"], min(y - 14 * MM, HEIGHT - 205 * MM), 12)
    draw_text(canvas, f"{source['published']} 发布", face, 13, (press.left, 44 * MM), bold=True)
    draw_text(canvas, f"{source['effective']} 实施", face, 13, (right, 44 * MM), align="right", bold=True)
    canvas.line(press.left, 40 * MM, right, 40 * MM)
    draw_text(canvas, f"{source['publisher']}　　发 布", face, 15, (WIDTH / 2, 28 * MM), align="center", bold=True)


def _boxed(press: Press, text: str, y: float, size: float) -> None:
    """``text`` in a frame in the middle of the page, its baseline at ``y``."""
    half = line_width(text, press.house.face, size) / 2 + 10
    press.canvas.setLineWidth(0.8)
    press.canvas.rect(WIDTH / 2 - half, y - size * 0.9, 2 * half, size * 2.4)
    draw_text(press.canvas, text, press.house.face, size, (WIDTH / 2, y), align="center")


def _cover_iso(press: Press) -> None:
    source, canvas, face, right = press.source, press.canvas, press.house.face, press.left + press.house.measure
    middle = press.left + 70 * MM
    draw_text(canvas, press.house.word("NATIONAL"), face, 17, (press.left, HEIGHT - 34 * MM), bold=True)
    draw_text(canvas, press.house.word("STANDARD"), face, 17, (press.left, HEIGHT - 42 * MM), bold=True)
    draw_text(canvas, press.house.word("(sample)"), face, 12, (press.left, HEIGHT - 49 * MM))
    number, _, year = source["designation"].partition(":")
    draw_text(canvas, f"{number}:{year}", face, 22, (right, HEIGHT - 36 * MM), align="right", bold=True)
    draw_text(canvas, source["edition"], face, 10, (right, HEIGHT - 44 * MM), align="right")
    draw_text(canvas, source["published"], face, 10, (right, HEIGHT - 49 * MM), align="right")
    canvas.setLineWidth(1.4)
    canvas.line(press.left, HEIGHT - 58 * MM, right, HEIGHT - 58 * MM)
    style, y = Style(20, 26, align="left", bold=True), HEIGHT - 82 * MM
    for line in break_lines(source["title"], face, style, right - middle):
        draw_line(canvas, line, middle, y)
        y -= style.leading
    if source["ics"]:
        draw_text(canvas, f"ICS {source['ics']}", face, 10, (middle, y - 4 * MM))
    for row, line in enumerate(break_lines(source["disclaimer"], face, Style(11, 15, align="left"), right - middle)):
        draw_line(canvas, line, middle, 92 * MM - row * 15)
    canvas.line(press.left, 52 * MM, right, 52 * MM)
    draw_text(canvas, source["publisher"], face, 11, (press.left, 40 * MM), bold=True)
    draw_text(canvas, press.house.word("Reference number"), face, 8, (right, 44 * MM), align="right")
    draw_text(canvas, source["designation"] + press.house.word("(E)"), face, 10, (right, 39 * MM), align="right", bold=True)


def _cover_gost(press: Press) -> None:
    source, canvas, face, right = press.source, press.canvas, press.house.face, press.left + press.house.measure
    _centred(press, source["publisher"], 13, HEIGHT - 26 * MM, bold=True)
    canvas.setLineWidth(1.2)
    canvas.line(press.left, HEIGHT - 36 * MM, right, HEIGHT - 36 * MM)
    for row, text in enumerate(("СТАНДАРТ-ОБРАЗЕЦ", "(для проверки программ)")):
        draw_text(canvas, text, face, 13, (press.left + 4 * MM, HEIGHT - (52 + 7 * row) * MM), bold=row == 0)
    prefix, _, number = source["designation"].rpartition(" ")
    draw_text(canvas, prefix, face, 24, (right - 4 * MM, HEIGHT - 52 * MM), align="right", bold=True)
    draw_text(canvas, number, face, 24, (right - 4 * MM, HEIGHT - 63 * MM), align="right", bold=True)
    if source["adopts"]:
        draw_text(
            canvas, f"({source['adopts']}, {source['degree']})", face, 12, (right - 4 * MM, HEIGHT - 71 * MM), align="right"
        )
    canvas.line(press.left, HEIGHT - 78 * MM, right, HEIGHT - 78 * MM)
    _centred(press, source["title"], 20, HEIGHT - 122 * MM, bold=True, leading=28)
    _boxed(press, source["disclaimer"], HEIGHT - 190 * MM, 10.5)
    canvas.line(press.left, 46 * MM, right, 46 * MM)
    _centred(press, "Издание официальное (образец)", 11, 38 * MM, bold=True)
    _centred(press, f"Введён в действие {source['effective']}", 11, 30 * MM)
    _centred(press, source["published"][:4], 11, 22 * MM, bold=True)


def set_contents(press: Press, entries: Sequence[Entry]) -> None:
    """The contents from ``entries`` down to the second level, with dot leaders, from the cursor on."""
    house = press.house
    press.paragraph(house.contents, house.styles["unnumbered"])
    size, leading = (10.5, 16.5) if house.face.han else (10.0, 15.0)
    dot = "…" if house.face.han else "."
    for entry in entries:
        if entry.level > 2:
            continue
        indent = 14.0 * (entry.level - 1)
        if press.room < leading:
            press.turn()
        right = house.measure - line_width(entry.folio, house.face, size)
        lines = break_lines(entry.text, house.face, Style(size, leading, align="left", left=indent), house.measure - 40)
        for line in lines:
            at = press.y - leading
            draw_line(press.canvas, line, press.left, at)
            press.y -= leading
        start = indent + sum(piece.width for atom in lines[-1].atoms for piece in atom) + 4
        count = max(int((right - 4 - start) / line_width(dot, house.face, size)), 0)
        draw_text(press.canvas, dot * count, house.face, size, (press.left + right - 4, at), align="right")
        draw_text(press.canvas, entry.folio, house.face, size, (press.left + house.measure, at), align="right")

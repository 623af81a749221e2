"""The three house styles: GB/T 1.1—2020, an ISO-like one (in English and in Vietnamese), and GOST; measures in points."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpora.typeset import Face, Style

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


@dataclass(frozen=True, slots=True)
class House:
    """A house style: margins (left, right, top, bottom), faces, styles by what they set, and the printed words."""

    margins: tuple[float, float, float, float]
    face: Face
    styles: dict[str, Style]
    contents: str
    continued: str
    annex: str
    words: dict[str, str] = field(default_factory=dict)
    term_on_own_line: bool = True
    number_gap: str = " "
    outline: bool = False

    @property
    def measure(self) -> float:
        """The width of the text."""
        return A4[0] - self.margins[0] - self.margins[1]

    def word(self, text: str) -> str:
        """``text`` as this house prints it."""
        return self.words.get(text, text)


SONG = Face("SampleSong", "SampleHei", "SampleRomanItalic", han=True)
GROTESK = Face("SampleGrotesk", "SampleGroteskBold", "SampleRomanItalic")
ROMAN = Face("SampleRoman", "SampleRomanBold", "SampleRomanItalic")

GBT = House(
    margins=(25 * MM, 20 * MM, 37 * MM, 28 * MM),
    face=SONG,
    contents="目　　次",
    continued="（续）",
    annex="附　录　",
    words={"前言": "前　　言", "引言": "引　　言", "参考文献": "参　考　文　献"},
    number_gap="　",
    styles={
        "paragraph": Style(first=21),
        "titleless": Style(before=1),
        "heading1": Style(before=13, after=10, align="left", bold=True),
        "heading2": Style(before=7, after=5, align="left", bold=True),
        "heading3": Style(before=5, after=4, align="left", bold=True),
        "unnumbered": Style(16, 26, before=22, after=26, align="center", bold=True),
        "annex": Style(before=4, align="center", bold=True),
        "term": Style(first=21, align="left"),
        "definition": Style(first=21),
        "list1": Style(left=42, first=-21),
        "list2": Style(left=63, first=-21),
        "note": Style(9, 14, left=39, first=-18, before=1, after=1),
        "caption": Style(before=9, after=4, align="center", bold=True),
        "unit": Style(9, 13, align="right"),
        "cell": Style(9, 12.5),
        "formula": Style(before=5, after=5, align="center"),
        "reference": Style(left=42, first=-21, align="left"),
        "title": Style(16, 26, before=24, after=26, align="center", bold=True),
    },
)
ISO = House(
    margins=(24 * MM, 20 * MM, 28 * MM, 24 * MM),
    face=GROTESK,
    contents="Contents",
    continued=" (continued)",
    annex="Annex ",
    number_gap="  ",
    outline=True,
    styles={
        "paragraph": Style(10, 13, after=8),
        "titleless": Style(10, 13, after=8),
        "heading1": Style(13, 16, before=14, after=9, align="left", bold=True),
        "heading2": Style(11, 14, before=8, after=7, align="left", bold=True),
        "heading3": Style(10, 13, before=5, after=6, align="left", bold=True),
        "unnumbered": Style(14, 18, after=18, align="left", bold=True),
        "annex": Style(13, 18, after=3, align="center", bold=True),
        "term": Style(10, 13, align="left", bold=True),
        "definition": Style(10, 13, after=7),
        "list1": Style(10, 13, left=20, first=-20, after=5),
        "list2": Style(10, 13, left=40, first=-20, after=5),
        "note": Style(9, 12, after=7),
        "caption": Style(10, 13, before=7, after=5, align="center", bold=True),
        "unit": Style(9, 12, align="right", after=2),
        "cell": Style(9, 11.5),
        "formula": Style(10, 13, before=4, after=9, align="center"),
        "reference": Style(10, 13, left=26, first=-26, after=5, align="left"),
        "title": Style(15, 20, before=10, after=22, align="left", bold=True),
    },
)
GOST = House(
    margins=(25 * MM, 20 * MM, 25 * MM, 23 * MM),
    face=ROMAN,
    contents="Содержание",
    continued="",
    annex="Приложение ",
    number_gap=" ",
    term_on_own_line=False,
    styles={
        "paragraph": Style(11, 13.6, first=28, after=1),
        "titleless": Style(11, 13.6, first=28, after=1),
        "heading1": Style(12, 15, left=28, before=13, after=9, align="left", bold=True),
        "heading2": Style(11, 14, left=28, before=8, after=5, align="left", bold=True),
        "heading3": Style(11, 14, left=28, before=5, after=3, align="left", bold=True),
        "unnumbered": Style(13, 17, before=4, after=14, align="center", bold=True),
        "annex": Style(12, 16, after=2, align="center", bold=True),
        "term": Style(11, 13.6, first=28, after=2),
        "definition": Style(11, 13.6, first=28, after=2),
        "list1": Style(11, 13.6, first=28),
        "list2": Style(11, 13.6, left=14, first=28),
        "note": Style(9.5, 12, first=28, before=2, after=3),
        "caption": Style(10.5, 13, before=8, after=3, align="left"),
        "unit": Style(9, 12, align="right"),
        "cell": Style(9.5, 12),
        "formula": Style(11, 14, before=5, after=6, align="center"),
        "reference": Style(11, 13.6, first=28, after=2),
        "title": Style(13, 18, before=6, after=12, align="center", bold=True),
    },
)
VIETNAMESE = replace(  # of ISO
    ISO,
    contents="Mục lục",
    continued=" (tiếp theo)",
    annex="Phụ lục ",
    words={"NATIONAL": "TIÊU CHUẨN", "STANDARD": "QUỐC GIA", "(sample)": "(mẫu)", "Reference number": "Số hiệu", "(E)": ""},
)
HOUSES = {"gbt": GBT, "iso": ISO, "gost": GOST}


def house_of(layout: str, lang: str) -> House:
    """The house style of ``layout`` for texts in ``lang``; raises ``KeyError`` for a layout that there is not."""
    return VIETNAMESE if (layout, lang) == ("iso", "vi") else HOUSES[layout]

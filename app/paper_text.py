"""What the writers of a report share: its texts as lines with their languages, its running head, how numbers are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.paper import Paper, Value
from app.visible import RIGHT_TO_LEFT, visible

LONGEST_HEAD = 160
"""Characters of the running head: it stands on one or two lines of a page, and an Excel header holds 255 with its codes."""
TAGS = {"zh": "zh-CN", "en": "en", "ru": "ru", "vi": "vi", "ar": "ar", "th": "th"}
"""Languages of lines as tags of BCP 47; reports in Chinese are in simplified characters."""
WHOLE = 700
"""Characters of the longest cell of a row that is not broken between pages."""
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_FULL_WIDTH = re.compile("[，。；：、（）《》]")
_QUOTED = re.compile("“[^“”]*”")
_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ru", re.compile("[\u0400-\u052f]")),
    ("vi", re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, with nothing in it that hides or reorders, and its language by its script."""

    text: str
    lang: str

    @property
    def tag(self) -> str:
        """The language as a tag of BCP 47."""
        return TAGS[self.lang]

    @property
    def from_right(self) -> bool:
        """Whether it is written from right to left."""
        return self.lang in RIGHT_TO_LEFT


def lines(value: Value) -> tuple[Line, ...]:
    """The lines of a cell, at least one."""
    return tuple(Line(one, _language(one)) for one in visible(shown(value)).split("\n"))


def shown(value: Value) -> str:
    """A value as it is printed: a number by its shortest form."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def flat(text: str) -> str:
    """A text on one line, its lines parted by a stroke."""
    return " / ".join(one.text.strip() for one in lines(text) if one.text.strip())


def running_head(paper: Paper) -> tuple[str, tuple[str, ...]]:
    """What stands in the head of every page, and a notice where it is longer than a head may be."""
    return _short(" | ".join(flat(one) for one in paper.head), "head")


def running_foot(paper: Paper) -> tuple[str, tuple[str, ...]]:
    """What stands at the foot of every page beside its number, and a notice where it had to be cut."""
    return _short(flat(paper.foot), "foot")


def shares(widths: tuple[float, ...]) -> tuple[float, ...]:
    """Widths of columns as shares of their sum, each at least a fortieth."""
    total = sum(widths) or 1.0
    raised = [max(one / total, 0.025) for one in widths]
    return tuple(one / sum(raised) for one in raised)


def _short(text: str, where: str) -> tuple[str, tuple[str, ...]]:
    if len(text) <= LONGEST_HEAD:
        return text, ()
    notice = f"The {where} of the pages: {len(text)} characters, cut to {LONGEST_HEAD}."
    return text[: LONGEST_HEAD - 1].rstrip() + "…", (notice,)


def short(values: tuple[Value, ...]) -> bool:
    """Whether a row is short enough to stand whole on one page."""
    return all(len(shown(value)) <= WHOLE for value in values)


def _language(line: str) -> str:
    """The language of a line by its script; quotations do not count where there are words beside them."""
    own = _QUOTED.sub("", line)
    own = own if _LETTER.search(own) else line
    han = len(_HAN.findall(own))
    if han and (_FULL_WIDTH.search(own) or 2 * han >= len(_LATIN.findall(own))):
        return "zh"
    return next((lang for lang, script in _SCRIPTS if script.search(own)), "en")

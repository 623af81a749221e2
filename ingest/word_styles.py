"""Paragraph styles of a Word document with what they inherit, and the properties that a paragraph adds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.markup import Element, attribute, child, children

_HEADING = re.compile(r"(?:heading|标题|überschrift|заголовок|titre|título)\s?([1-9])", re.IGNORECASE)
_NO_LEVEL = 9
_DEEPEST = 20  # styles that stand on one another


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it has from those that it stands on.

    ``outline`` the level of a heading from 1, 0 for running text; ``number`` and ``at`` the list that it counts in and the
    level there; ``size`` in half points; ``breaks`` whether it begins a new page.
    """

    name: str = ""
    outline: int = 0
    number: str = ""
    at: int | None = None
    size: int = 0
    breaks: bool = False


def read_styles(root: Element | None) -> tuple[dict[str, Style], dict[str, str]]:
    """Paragraph styles by id, and for numbering styles the list that they count in."""
    raw = {attribute(one, "styleId"): one for one in children(root, "style")} if root is not None else {}
    styles: dict[str, Style] = {}
    lists: dict[str, str] = {}
    for name, element in raw.items():
        chain: list[Element] = []
        step: Element | None = element
        while step is not None and step not in chain and len(chain) < _DEEPEST:
            chain.append(step)
            step = raw.get(value_of(step, "basedon"))
        styles[name] = _style(chain)
        if attribute(element, "type") == "numbering" and styles[name].number:
            lists[name] = styles[name].number
    return styles, lists


def _style(chain: list[Element]) -> Style:
    """The style that is first in a chain of those it stands on."""
    style = Style()
    for element in reversed(chain):
        paragraph, run = child(element, "ppr"), child(element, "rpr")
        number, at = numbering_of(child(paragraph, "numpr")) if paragraph is not None else (None, None)
        named = _HEADING.fullmatch(value_of(element, "name"))
        outline = int(named[1]) if named else style.outline
        said = value_of(paragraph, "outlinelvl")
        if said.isdecimal():
            outline = (int(said) + 1) % (_NO_LEVEL + 1)
        style = Style(
            name=value_of(element, "name"),
            outline=outline,
            number=style.number if number is None else number,
            at=style.at if at is None else at,
            size=integer(value_of(run, "sz")) or style.size,
        )
    return style


def outline_of(properties: Element | None, style: Style) -> int:
    """The outline level of a paragraph from 1, 0 for running text."""
    said = value_of(properties, "outlinelvl")
    return (int(said) + 1) % (_NO_LEVEL + 1) if said.isdecimal() else style.outline


def numbering_of(element: Element | None) -> tuple[str | None, int | None]:
    """The list instance and the level that a paragraph or style says; None for what it does not say."""
    if element is None:
        return None, None
    number, at = child(element, "numid"), child(element, "ilvl")
    return (
        attribute(number, "val") if number is not None else None,
        min(integer(attribute(at, "val")), _NO_LEVEL - 1) if at is not None else None,
    )


def value_of(element: Element | None, name: str) -> str:
    """The value of a property, "" where it is not said."""
    found = child(element, name) if element is not None else None
    return attribute(found, "val") if found is not None else ""


def integer(text: str) -> int:
    """A number from nought, which is also what anything else counts as."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0

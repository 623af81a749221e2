"""The paragraphs, lists, tables, notes, figures and formulae of NISO STS (and JATS, which it is made from) as blocks."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator

from ingest.block import Block, grid, raised, rows_text, tidy
from ingest.captions import read_unit, split_unit
from ingest.clause import Cell, Kind
from ingest.markup import Element, attribute, child, children, descendants, tag
from ingest.numerals import LATIN, roman

_BREAKS = frozenset({"break", "tab"})
_LEFT_OUT = frozenset(
    {"fn", "index-term", "graphic", "media", "inline-graphic", "alt-text", "long-desc", "object-id", "annotation"}
)
_HEADS = frozenset({"label", "caption", "title"})
_NOTES = {"zh": "注", "ru": "Примечание"}
_EXAMPLES = {"zh": "示例", "ru": "Пример"}


def _dash(_: int) -> str:
    return "—"


_MARKS: dict[str, Callable[[int], str]] = {
    "alpha-lower": lambda n: f"{_letters(n).lower()})",
    "alpha-upper": lambda n: f"{_letters(n)})",
    "roman-lower": lambda n: f"{roman(n).lower()})",
    "roman-upper": lambda n: f"{roman(n)})",
    "order": lambda n: f"{n})",
    "arabic": lambda n: f"{n})",
}


def inline(element: Element | None) -> str:
    """The running text in an element, with single blanks; exponents raised, footnotes and pictures left out."""
    return tidy("".join(_pieces(element))) if element is not None else ""


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        yield from _piece(inner)
        yield inner.tail or ""


def _piece(inner: Element) -> Iterator[str]:
    name = tag(inner)
    if not name:
        yield html.unescape(inner.text or "") if not isinstance(inner.tag, str) else ""
    elif name in _BREAKS:
        yield " "
    elif name == "sup" and _is_footnote_mark(inner):
        return
    elif name == "sup":
        yield raised(inline(inner))
    elif name in _LEFT_OUT or (name == "xref" and attribute(inner, "ref-type") in {"fn", "table-fn"}):
        return
    elif name == "math":
        yield f" {tidy(' '.join(inner.itertext()))} "
    else:
        yield from _pieces(inner)


def _is_footnote_mark(element: Element) -> bool:
    return any(attribute(inner, "ref-type") in {"fn", "table-fn"} for inner in children(element, "xref"))


def blocks_of(elements: Iterable[Element], lang: str, depth: int = 1) -> list[Block]:
    """The blocks that ``elements`` hold, in order; ``depth`` of the lists in them."""
    out: list[Block] = []
    for element in elements:
        out += _block(element, lang, depth)
    return out


def _block(element: Element, lang: str, depth: int) -> Iterator[Block]:
    name = tag(element)
    if name in _SPECIAL:
        yield from _SPECIAL[name](element, lang, depth)
    elif name in _LEFT_OUT or not name:
        return
    else:
        yield from _mixed(element, lang, depth)


def _mixed(element: Element, lang: str, depth: int) -> Iterator[Block]:
    """A paragraph, or anything else that may hold text and blocks in any order; its footnotes come after it."""
    pieces = [element.text or ""]
    for inner in element:
        name = tag(inner)
        if name != "fn" and (name in _SPECIAL or name in _PARAGRAPHS):
            if text := tidy("".join(pieces)):
                yield Block(text)
            pieces = []
            yield from _block(inner, lang, depth)
        else:
            pieces += _piece(inner)
        pieces.append(inner.tail or "")
    if text := tidy("".join(pieces)):
        yield Block(text)
    if tag(element) not in {"td", "th"}:
        for note in descendants(element, "fn"):
            if not _inside_block(note, element):
                yield from _footnote(note, lang, depth)


_PARAGRAPHS = frozenset({"p", "sec", "boxed-text", "disp-quote", "def-item", "def", "caption", "definition"})


def _inside_block(note: Element, element: Element) -> bool:
    above = note.getparent()
    while above is not None and above is not element:
        if tag(above) in _SPECIAL or tag(above) in _PARAGRAPHS:
            return True
        above = above.getparent()
    return False


def labelled(element: Element, kind: Kind, label: str, lang: str) -> Block:
    """A note, an example or a footnote as one block, its label before its first paragraph."""
    texts = [block.text for block in blocks_of((inner for inner in children(element) if tag(inner) not in _HEADS), lang)]
    own = tidy(element.text or "")
    if own or not texts:
        texts = [inline(element).removeprefix(inline(child(element, "label"))).strip()]
    glue = "" if label.endswith("：") else " "
    return Block(f"{label}{glue}{chr(10).join(texts)}".strip(), kind, label.rstrip(":："))


def _note(element: Element, lang: str, _depth: int) -> Iterator[Block]:
    yield labelled(element, Kind.NOTE, _said_label(element, _NOTES.get(lang, "NOTE"), lang), lang)


def _example(element: Element, lang: str, _depth: int) -> Iterator[Block]:
    yield labelled(element, Kind.EXAMPLE, _said_label(element, _EXAMPLES.get(lang, "EXAMPLE"), lang), lang)


def _said_label(element: Element, word: str, lang: str) -> str:
    label = inline(child(element, "label")) or word
    return f"{label}：" if lang == "zh" and not label.endswith(("：", ":")) else label


def _footnote(element: Element, lang: str, _depth: int) -> Iterator[Block]:
    yield labelled(element, Kind.FOOTNOTE, inline(child(element, "label")), lang)


def _list(element: Element, lang: str, depth: int) -> Iterator[Block]:
    mark = _MARKS.get(attribute(element, "list-type"), _dash)
    for n, item in enumerate(children(element, "list-item"), 1):
        label = inline(child(item, "label")) or mark(n)
        inner = blocks_of((one for one in children(item) if tag(one) not in _HEADS), lang, depth + 1)
        run = next((at for at, block in enumerate(inner) if block.kind is not None), len(inner))
        text = "\n".join(block.text for block in inner[:run])
        yield Block(f"{label} {text}".strip(), Kind.LIST_ITEM, label, level=depth)
        yield from inner[run:]


def _letters(number: int) -> str:
    """The letters of an item; AA, BB … come after Z."""
    turns, at = divmod(number - 1, len(LATIN))
    return LATIN[at] * (turns + 1)


def _definitions(element: Element, _lang: str, _depth: int) -> Iterator[Block]:
    for item in children(element, "def-item"):
        words = [inline(child(item, "term")), *(inline(one) for one in children(item, "def"))]
        yield Block(" ".join(word for word in words if word))


def _formula(element: Element, lang: str, depth: int) -> Iterator[Block]:
    if tag(element) == "disp-formula-group":
        yield from blocks_of(children(element), lang, depth)
        return
    label = inline(child(element, "label"))
    text = " ".join("".join(_piece(one)) for one in children(element) if tag(one) != "label")
    yield Block(tidy(f"{element.text or ''} {text} {label}"), Kind.FORMULA, label.strip("()（）"))


def _figure(element: Element, lang: str, depth: int) -> Iterator[Block]:
    label, title = inline(child(element, "label")), inline(child(element, "caption"))
    inner = (one for one in children(element) if tag(one) not in _HEADS)
    yield from blocks_of(inner, lang, depth)
    if label or title:
        yield Block(caption(label, title, lang), Kind.FIGURE, label, title)


def caption(label: str, title: str, lang: str) -> str:
    """The caption of a table or figure as it is printed."""
    return (" " if lang == "zh" else " — ").join(part for part in (label, title) if part)


def _table(element: Element, lang: str, depth: int) -> Iterator[Block]:
    label, title = inline(child(element, "label")), inline(child(element, "caption"))
    title, unit = split_unit(title)
    for inner in children(element):
        name = tag(inner)
        if name == "p" and (said := read_unit(inline(inner))):
            unit = said
        elif name == "table":
            yield table_block(inner, label, title, unit, lang)
            label = title = ""
        elif name == "table-wrap-foot" or name not in _HEADS:
            yield from blocks_of(children(inner) if name == "table-wrap-foot" else [inner], lang, depth)


def table_block(element: Element, label: str, title: str, unit: str, lang: str) -> Block:
    """A table in the markup of HTML, which STS shares, its caption on the line above its rows."""
    rows = []
    for row in descendants(element, "tr"):
        if next(_ancestors(row, "table"), None) is not element:
            continue  # a table in a cell
        head = any(True for _ in _ancestors(row, "thead"))
        cells = [Cell(_cell(one), 0, 0, _count(one, "rowspan"), _count(one, "colspan"), head or tag(one) == "th")
                 for one in children(row, "td", "th")]  # fmt: skip
        rows.append(cells)
    found = grid(rows, unit)
    lines = [caption(label, title, lang), rows_text(found) if found else ""]
    return Block("\n".join(line for line in lines if line), Kind.TABLE, label, title, table=found)


def _cell(element: Element) -> str:
    return tidy(" ".join(block.text for block in _mixed(element, "", 1)))


def _ancestors(element: Element, name: str) -> Iterator[Element]:
    above = element.getparent()
    while above is not None:
        if tag(above) == name:
            yield above
        above = above.getparent()


def _count(element: Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isascii() and value.isdecimal() and 0 < int(value) < 10_000 else 1


def _refs(element: Element, _lang: str, _depth: int) -> Iterator[Block]:
    for ref in [element] if tag(element) == "ref" else descendants(element, "ref"):
        label = inline(child(ref, "label"))
        text = tidy(" ".join(inline(one) for one in children(ref) if tag(one) != "label"))
        yield Block(f"{label} {text}".strip())


_SPECIAL: dict[str, Callable[[Element, str, int], Iterator[Block]]] = {
    "list": _list,
    "def-list": _definitions,
    "table-wrap": _table,
    "table": lambda element, lang, _: iter((table_block(element, "", "", "", lang),)),
    "fig": _figure,
    "disp-formula": _formula,
    "disp-formula-group": _formula,
    "non-normative-note": _note,
    "normative-note": _note,
    "note": _note,
    "non-normative-example": _example,
    "normative-example": _example,
    "example": _example,
    "fn-group": lambda element, lang, depth: iter(blocks_of(children(element), lang, depth)),
    "fn": _footnote,
    "ref": _refs,
    "ref-list": _refs,
}

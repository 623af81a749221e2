"""Web pages ─▶ blocks: headings h1 to h6, the classes of EUR-Lex, lists that are laid out as tables, tables, footnotes.

Works on what is written in the markup: no style sheet is read and no script is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.block import Block, grid, raised, rows_text, tidy
from ingest.clause import Document, Kind
from ingest.markup import Element, attribute, child, children, descendants, tag, whole_text
from ingest.numerals import LATIN, roman
from ingest.paragraphs import read_paragraphs
from ingest.web_tables import Listed, is_frame, listed_rows, table_rows

ROOTS = frozenset({"html", "body"})
_NO_TEXT = frozenset(
    {"script", "style", "head", "nav", "template", "noscript", "svg", "iframe", "object", "select", "button", "form", "canvas",
     "input", "img", "video", "audio", "map", "dialog", "colgroup", "title"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "pre", "center", "address", "figure",
     "figcaption", "caption", "dl", "dt", "dd", "ul", "ol", "li", "table", "tbody", "tr", "td", "th", "hr", "fieldset", "details",
     "summary", "h1", "h2", "h3", "h4", "h5", "h6", "body", "hgroup"}
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_LEX_HEADINGS = (
    (re.compile(r"(?:oj-)?(?:doc-ti|ti-grseq-1|ti-annex\w*|hd-ti)|title-(?:annex|doc)-\S+|title-gr-seq-level-1"), 2),
    (re.compile(r"(?:oj-)?(?:ti-section-\d|ti-grseq-\d)|title-division-\d|stitle-division-\d|title-gr-seq-\S+"), 3),
    (re.compile(r"(?:oj-)?s?ti-art|s?title-article-norm"), 4),
)
"""The classes by which the Official Journal, and the consolidated texts, set headings, with the level of each."""
_SUBDIVISION = re.compile(r"(?:art|cpt|anx|sec|tis|prt|tit|chp)_\S+")
_NOTE_CLASS = re.compile(r"(?:oj-)?note|footnotes?(?:-\S+)?|fn")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CALL = "\0"  # where a footnote is called: no markup holds it
_CALLED = re.compile(rf"[(（]\s*{_CALL}\s*[)）]|{_CALL}")
_BOLD = frozenset({"b", "strong"})
_DEEPEST = 200


def is_html(root: Element) -> bool:
    """Whether a root element is that of a web page."""
    return tag(root) in ROOTS


def read_html(root: Element, file_name: str) -> Document:
    """The standard in a web page, without its source."""
    page = _Page(root)
    body = child(root, "body")
    page.walk(body if body is not None else root, 0)
    page.flush()
    head = child(root, "head")
    title = whole_text(child(head, "title")) if head is not None else ""
    return read_paragraphs(page.out, file_name, [title] if title else [], called=title.partition(" | ")[0])


@dataclass(slots=True)
class _Run:
    """The paragraph that is being read: its text so far, what of it is bold, and the footnotes that it calls."""

    text: str = ""
    bolds: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class _Page:
    """A page while it is read. ``out`` are its blocks."""

    def __init__(self, root: Element) -> None:
        self.out: list[Block] = []
        self._run = _Run()
        self._heading = 0
        self._lists = 0
        self._notes = _notes(root)
        self._noted = frozenset(self._notes.values())
        self._lead = ""  # the mark of the list item that has no text yet

    def walk(self, element: Element, depth: int) -> None:
        """Read what is in ``element``."""
        self._text(element.text)
        for inner in element:
            if name := tag(inner):
                self._element(inner, name, depth + 1)
            self._text(inner.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._run.text += re.sub(r"\s+", " ", text)

    def _element(self, element: Element, name: str, depth: int) -> None:
        if name in _NO_TEXT or depth > _DEEPEST or _is_hidden(element) or element in self._noted:
            return
        if name == "br":
            self._run.text += "\n"
        elif name == "table":
            self._table(element, depth)
        elif name in {"ul", "ol"}:
            self._list(element, depth)
        elif (listed := listed_rows(element)) is not None:
            self._items(listed, depth)
        elif name in _BLOCKS and "inline-element" not in attribute(element, "class"):
            self._block(element, name, depth)
        else:
            self._inline(element, name, depth)

    def _inline(self, element: Element, name: str, depth: int) -> None:
        target = attribute(element, "href").removeprefix("#") if name == "a" else ""
        if target in self._notes:
            self._run.notes.append(target)
            self._run.text += _CALL
            return
        start = len(self._run.text)
        self.walk(element, depth)
        text = self._run.text[start:]
        if name == "sup":
            self._run.text = self._run.text[:start] + raised(text)
        if name in _BOLD or "bold" in attribute(element, "class"):
            self._run.bolds.append((start, len(self._run.text)))

    def _block(self, element: Element, name: str, depth: int) -> None:
        self.flush()
        before = self._heading
        self._heading = _heading(element, name) or before
        self.walk(element, depth)
        self.flush()
        self._heading = before

    def flush(self) -> None:
        """End the paragraph that is being read."""
        run, self._run = self._run, _Run()
        text = _CALLED.sub("", run.text)
        text = "\n".join(line for line in map(tidy, text.split("\n")) if line)
        if text:
            lead, self._lead = self._lead, ""
            text = f"{lead} {text}" if lead and not text.startswith(lead) else text
            bold = sum(b - a for a, b in run.bolds) * 2 > len(text)
            kind = Kind.LIST_ITEM if lead else None
            self.out.append(
                Block(
                    text,
                    kind,
                    label=lead,
                    level=max(1, self._lists),
                    heading=self._heading,
                    bolds=((0, len(text)),) if bold else (),
                    apart=bool(lead) and lead in _BULLETS,
                )
            )
        for target in run.notes:
            self._note(target)

    def _note(self, target: str) -> None:
        note = self._notes.pop(target, None)
        text = whole_text(note)
        if text:
            label = re.match(r"[(（]?\s*(\d{1,3}|[*†‡]{1,3})\s*[)）]?", text)
            self.out.append(Block(text, Kind.FOOTNOTE, label[1] if label else ""))

    def _list(self, element: Element, depth: int) -> None:
        self.flush()
        self._items(
            (Listed(_mark(element, item, n), (item,)) for n, item in enumerate(children(element, "li"), _start(element))), depth
        )

    def _items(self, items: Iterator[Listed] | list[Listed], depth: int) -> None:
        self.flush()
        self._lists += 1
        for item in items:
            self._lead = item.mark
            for content in item.contents:
                self.walk(content, depth)
                self.flush()
            self._lead = ""
        self._lists -= 1

    def _table(self, element: Element, depth: int) -> None:
        self.flush()
        if (listed := listed_rows(element)) is not None:
            self._items(listed, depth)
            return
        if is_frame(element):
            self.walk(element, depth)
            self.flush()
            return
        for title in children(element, "caption"):
            self.walk(title, depth)
            self.flush()
        found = grid(table_rows(element, self._notes))
        if found is not None:
            self.out.append(Block(rows_text(found), Kind.TABLE, table=found))


_BULLETS = "•—–-"


def _mark(element: Element, item: Element, number: int) -> str:
    """What is printed before an item of a list, "" where the item says it itself."""
    if tag(element) == "ul" or re.search(r"list-style[^;]*none", attribute(element, "style")):
        return "" if tag(element) == "ol" else "•"
    said = attribute(item, "value")
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else number
    shape = attribute(element, "type")
    if shape in {"a", "A"} and 0 < number <= len(LATIN):
        return f"{LATIN[number - 1] if shape == 'A' else LATIN[number - 1].lower()})"
    if shape in {"i", "I"} and 0 < number < 300:
        return f"{roman(number) if shape == 'I' else roman(number).lower()})"
    return f"{number})"


def _start(element: Element) -> int:
    said = attribute(element, "start")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 1


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(attribute(element, "style")))


def _heading(element: Element, name: str) -> int:
    """The level at which an element is a heading, 0 for none."""
    if found := _HEADING.fullmatch(name):
        return int(found[1])
    for word in attribute(element, "class").split():
        for pattern, level in _LEX_HEADINGS:
            if pattern.fullmatch(word):
                return level
    above = element.getparent()
    if above is not None and _SUBDIVISION.fullmatch(attribute(above, "id")) and element is next(children(above), None):
        return 4
    return 0


def _notes(root: Element) -> dict[str, Element]:
    """Footnotes by the anchors in them that the text refers to."""
    called = {attribute(one, "href")[1:] for one in descendants(root, "a") if attribute(one, "href").startswith("#")}
    found: dict[str, Element] = {}
    for note in descendants(root, "p", "li", "div", "aside"):
        if not any(_NOTE_CLASS.fullmatch(word) for word in attribute(note, "class").split()):
            continue
        names = [
            attribute(note, "id"),
            *(attribute(one, name) for one in descendants(note, "a", "span") for name in ("id", "name")),
        ]
        for name in names:
            if name and name in called:
                found[name] = note
    return found

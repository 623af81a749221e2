"""The text of a paragraph of a Word document: runs with their bold and raised letters, symbols, formulae, what is inserted.

What was deleted, hidden, struck through or is an instruction is no text: a verdict that was struck out is none. Text boxes and
footnotes are handed on for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.block import raised
from ingest.markup import Element, attribute, child, children, descendants, tag

_SYMBOLS = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB0: "°", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBA: "≡", 0xA5: "∞", 0xB7: "·",
    0xD7: "·", 0x2D: "−", 0x6D: "μ", 0x57: "Ω", 0x44: "Δ", 0x64: "δ", 0x61: "α", 0x62: "β", 0x67: "γ", 0x6C: "λ", 0x70: "π",
    0x72: "ρ", 0x73: "σ", 0x53: "Σ", 0x71: "θ", 0x68: "η", 0x65: "ε", 0x66: "φ", 0x77: "ω", 0x74: "τ", 0xD6: "√", 0xA2: "′",
    0xB2: "″", 0xB6: "∂", 0xF2: "∫", 0xE5: "∑",
}  # fmt: skip
"""Adobe's Symbol encoding, as far as standards use it: a comparison sign that is lost turns a limit round."""
_LEFT_OUT = frozenset(
    {"del", "movefrom", "instrtext", "deltext", "rpr", "ppr", "object", "fallback", "rt", "annotationref", "commentreference"}
)


@dataclass(slots=True)
class Runs:
    """What a paragraph holds: ``text``, spans of it that are ``bolds``, the largest ``size`` said (half points, 0 for none).

    ``notes`` are the numbers of the footnotes that it calls, ``boxes`` its text boxes, ``breaks`` whether a page break is in it;
    ``formula`` whether it is nothing but a formula.
    """

    text: str = ""
    bolds: list[tuple[int, int]] = field(default_factory=list)
    size: int = 0
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    breaks: bool = False
    formula: bool = False


def read_runs(paragraph: Element) -> Runs:
    """The runs of a paragraph, in order."""
    found = Runs()
    for inner in children(paragraph):
        _inner(inner, found)
    found.formula = child(paragraph, "omathpara") is not None and not "".join(
        "".join(one.itertext()) for one in children(paragraph, "r")
    ).strip(" ()（）0123456789.\t")
    return found


def _inner(element: Element, found: Runs) -> None:
    name = tag(element)
    if name in _LEFT_OUT or not name:
        return
    if name == "r":
        _run(element, found)
    elif name in {"omath", "omathpara"}:
        found.text += f" {mathematics(element)} "
    else:
        for inner in children(element):
            _inner(inner, found)


def _run(run: Element, found: Runs) -> None:
    properties = child(run, "rpr")
    if any(_is_on(properties, name) for name in ("vanish", "strike", "dstrike")):
        return
    start = len(found.text)
    for inner in children(run):
        _piece(inner, found)
    text = found.text[start:]
    align = child(properties, "vertalign") if properties is not None else None
    if align is not None and attribute(align, "val") == "superscript":
        found.text = found.text[:start] + raised(text)
    if _is_on(properties, "b") and len(found.text) > start:
        found.bolds.append((start, len(found.text)))
    size = child(properties, "sz") if properties is not None else None
    if size is not None and attribute(size, "val").isdecimal():
        found.size = max(found.size, int(attribute(size, "val")))


def _piece(inner: Element, found: Runs) -> None:
    name = tag(inner)
    if name == "t":
        found.text += inner.text or ""
    elif name in {"tab", "ptab"}:
        found.text += " "
    elif name in {"br", "cr"}:
        new_page = attribute(inner, "type") == "page"
        found.breaks = found.breaks or new_page
        found.text += " " if new_page else "\n"
    elif name == "nobreakhyphen":
        found.text += "-"
    elif name == "sym":
        found.text += _symbol(inner)
    elif name in {"footnotereference", "endnotereference"}:
        found.notes.append(name[0] + attribute(inner, "id"))
    elif name == "ruby":
        found.text += "".join("".join(base.itertext()) for base in children(inner, "rubybase"))
    elif name in {"alternatecontent", "drawing", "pict"}:
        shown = child(inner, "choice") if name == "alternatecontent" else inner
        if shown is not None:
            found.boxes += [box for box in descendants(shown, "txbxcontent") if not _in_fallback(box, shown)]


def _in_fallback(box: Element, limit: Element) -> bool:
    above = box.getparent()
    while above is not None and above is not limit:
        if tag(above) in {"fallback", "txbxcontent"}:
            return True
        above = above.getparent()
    return False


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    if attribute(element, "font") == "Symbol":
        return _SYMBOLS.get(code & 0xFF) or chr(code)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFF else ""


def _is_on(properties: Element | None, name: str) -> bool:
    switch = child(properties, name) if properties is not None else None
    return switch is not None and attribute(switch, "val") not in {"0", "false", "off"}


def mathematics(element: Element) -> str:
    """A formula of Office on one line: a/b for a fraction, √(x) for a root, exponents raised."""
    name = tag(element)
    if name == "t":
        return element.text or ""
    inner = _several(element, "e")
    if name == "f":
        return f"{_grouped(_several(element, 'num'))}/{_grouped(_several(element, 'den'))}"
    if name == "ssup":
        power = _several(element, "sup")
        return inner + (raised(power) if raised(power) != power else f"^{_grouped(power)}")
    if name in {"rad", "d"}:
        return f"√({inner})" if name == "rad" else f"({inner})"
    sign = next((attribute(one, "val") for one in descendants(element, "chr")), "∫") if name == "nary" else ""
    return sign + _several(element)


def _several(element: Element, *names: str) -> str:
    return "".join(mathematics(one) for one in children(element, *names))


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"

"""XML and HTML to trees of elements: the only module that imports lxml, and the only place where its parsers are made.

No entity is expanded, no DTD is read, nothing is fetched, and libxml2's limits on depth and on size stay on.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from ingest.errors import DamagedDocument

Element = Any
"""An element of lxml, which has no types."""
_MOST_BYTES = 256 * 2**20
_XML = {"resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False}


def parse_xml(data: bytes, name: str) -> Element:
    """The root element of XML; ``name`` is the file, for the errors.

    Raises:
        DamagedDocument: it is no well-formed XML, or would grow beyond what a document is.
        MemoryError: its tree does not fit into what is allowed.
    """
    from lxml import etree

    parser = etree.XMLParser(**_XML, remove_comments=True, remove_pis=True)
    return _parsed(data, parser, name)


def parse_html(data: bytes, name: str) -> Element:
    """The root element of a web page, mended where its markup is broken.

    Raises:
        DamagedDocument: there is nothing in it.
        MemoryError: its tree does not fit into what is allowed.
    """
    from lxml import etree

    encoding = "utf-8" if _is_untold_utf8(data) else None
    parser = etree.HTMLParser(encoding=encoding, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    return _parsed(data, parser, name)


def _is_untold_utf8(data: bytes) -> bool:
    """Whether a page is UTF-8 without saying so: libxml2 would take it for Latin-1."""
    head = data[:4096]
    if re.search(rb"charset|encoding\s*=|\x00", head, re.IGNORECASE):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parsed(data: bytes, parser: Element, name: str) -> Element:
    from lxml import etree

    if len(data) > _MOST_BYTES:
        raise DamagedDocument(name, f"it has more than {_MOST_BYTES // 2**20} MiB of markup, which no standard has; split it")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:  # libxml2 calls it an unknown error of the text
            raise MemoryError from None
        raise DamagedDocument(name, f"its markup is broken ({_reason(error)}); get it again from its source") from None
    if root is None:
        raise DamagedDocument(name, "there is no element in it; get it again from its source")
    return root


def _reason(error: Exception) -> str:
    """What libxml2 says, on one line, without its advice to those who program with it."""
    return " ".join(re.sub(r",? (?:use|try) XML_PARSE_HUGE(?: option)?\s*|\(<string>, line \d+\)", "", str(error)).split())[:200]


def tag(element: Element) -> str:
    """The name of an element without its namespace, in small letters; "" for what is no element (an entity)."""
    name = element.tag
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace; "" where there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The child elements, those of these names only where names are given."""
    for child in element:
        if (name := tag(child)) and (not names or name in names):
            yield child


def child(element: Element, *names: str) -> Element | None:
    """The first child of one of these names."""
    return next(children(element, *names), None)


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names below ``element``, in order."""
    for inner in element.iter():
        if inner is not element and tag(inner) in names:
            yield inner


def unread_entities(root: Element) -> list[str]:
    """The entities below ``root`` that stay as they are written, each once: only those of HTML mean something by themselves."""
    from lxml import etree

    names = dict.fromkeys(entity.text for entity in root.iter(etree.Entity))
    return [name for name in names if html.unescape(name) == name]


def whole_text(element: Element | None) -> str:
    """All the text in an element, with single blanks; "" for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""

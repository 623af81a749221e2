"""NISO STS (ANSI/NISO Z39.102) to a document: the sections, terms, annexes and reference lists that its markup says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.branches import Branch, grown
from ingest.clause import Document, Kind
from ingest.markup import Element, attribute, child, children, descendants, tag
from ingest.sts_blocks import blocks_of, inline
from ingest.sts_meta import read_meta
from ingest.sts_terms import term_branch

ROOTS = frozenset({"standard", "adoption"})
_SECTIONS = frozenset({"sec", "term-sec", "app", "ref-list", "app-group", "sub-part", "body", "back", "term-display"})
_KINDS = {"foreword": Kind.FOREWORD, "intro": Kind.INTRODUCTION, "introduction": Kind.INTRODUCTION}
_LEFT_OUT = frozenset({"toc", "titlepage", "index"})
_HEADS = frozenset({"label", "title", "annex-type", "sec-meta", "subtitle"})


def is_sts(root: Element) -> bool:
    """Whether a root element is that of a standard in this format."""
    return tag(root) in ROOTS and any(True for _ in descendants(root, "sec", "term-sec", "std-ref", "std-meta", "iso-meta"))


def read_sts(root: Element, file_name: str) -> Document:
    """The standard in the tree of ``root``; of an adoption, what is adopted, under the data of the standard that adopts it."""
    standard = read_meta(root, file_name)
    branches: list[Branch] = []
    for part in _matter(root):
        branches += _branches(part, 1, standard.lang)
    return Document(standard, grown(branches, standard=standard.designation, lang=standard.lang))


def _matter(root: Element) -> Iterator[Element]:
    """Front, body and back, those of an adopted standard inside of what adopts it."""
    for part in children(root):
        name = tag(part)
        if name in {"front", "adoption-front", "body", "back"}:
            yield part
        elif name in ROOTS:
            yield from _matter(part)


def _branches(element: Element, level: int, lang: str) -> Iterator[Branch]:
    """The sections in an element that is none itself."""
    for inner in children(element):
        name = tag(inner)
        if name == "ref-list" and not _is_list_of_its_own(inner):
            continue
        if name in {"app-group", "sub-part", "body", "back"} and child(inner, "title", "label") is None:
            yield from _branches(inner, level, lang)
        elif name in _SECTIONS:
            yield from _section(inner, level, lang)


def _is_list_of_its_own(element: Element) -> bool:
    return child(element, "title") is not None or attribute(element, "content-type") in {"bibl", "bibliography"}


def _section(element: Element, level: int, lang: str) -> Iterator[Branch]:
    kind_said = attribute(element, "sec-type") or attribute(element, "content-type")
    if kind_said in _LEFT_OUT:
        return
    entry = next(descendants(element, "termentry"), None) if tag(element) == "term-sec" else None
    if entry is not None and not any(True for _ in children(element, "sec", "term-sec")):
        yield term_branch(element, entry, level, lang)
        return
    branch = Branch(level, inline(child(element, "label")), inline(child(element, "title")), _kind(element, kind_said))
    branch.blocks += blocks_of(_own(element), lang)
    yield branch
    yield from _branches(element, level + 1, lang)


def _kind(element: Element, said: str) -> Kind | None:
    name = tag(element)
    if name == "app":
        return Kind.ANNEX
    if name == "ref-list":
        return Kind.BIBLIOGRAPHY
    if child(element, "label") is not None:
        return None
    return _KINDS.get(said)


def _own(element: Element) -> Iterable[Element]:
    """What stands in a section before and between the sections in it."""
    for inner in children(element):
        name = tag(inner)
        if name in _HEADS or (name in _SECTIONS and (name != "ref-list" or _is_list_of_its_own(inner))):
            continue
        yield inner

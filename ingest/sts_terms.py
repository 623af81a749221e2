"""Entries of a list of terms in NISO STS, which are written in TBX: the term, and what is said of it, in the order of print."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.block import Block
from ingest.branches import Branch
from ingest.clause import Kind
from ingest.markup import Element, attribute, child, children, descendants, tag
from ingest.sts_blocks import blocks_of, inline, labelled

_NOTES = {"zh": "注{}", "fr": "Note {} à l’article", "ru": "Примечание {}", "de": "Anmerkung {} zum Begriff"}
_SOURCES = {"zh": "[来源：{}]", "ru": "[ИСТОЧНИК: {}]", "de": "[QUELLE: {}]"}
_PREFERRED = "preferredterm"


def term_branch(element: Element, entry: Element, level: int, lang: str) -> Branch:
    """The term of a ``term-sec``: titled by its preferred term in the language of the standard."""
    sets = list(children(entry, "langset"))
    own = next((one for one in sets if attribute(one, "lang") in {"", lang}), sets[0] if sets else entry)
    terms = _terms(own)
    title = terms[0] if terms else inline(child(element, "title"))
    branch = Branch(level, inline(child(element, "label")), title, Kind.TERM)
    others = "；".join(term for one in sets if one is not own for term in _terms(one)) if lang == "zh" else ""
    branch.blocks += [Block(text) for text in (others, *terms[1:]) if text]
    branch.blocks += _said(own, lang)
    for other in sets:
        if other is not own and lang != "zh":
            branch.blocks += _said(other, attribute(other, "lang") or lang)
    rest = (inner for inner in children(element) if tag(inner) not in {"label", "title", "termentry"})
    branch.blocks += blocks_of(rest, lang)
    return branch


def _terms(lang_set: Element) -> list[str]:
    """The terms of an entry, the preferred ones first."""
    found = []
    for group in descendants(lang_set, "tig", "ntig"):
        term = inline(next(descendants(group, "term"), None))
        said = next(descendants(group, "normativeauthorization"), None)
        if term:
            found.append((said is not None and attribute(said, "value").lower() != _PREFERRED, term))
    return [term for _, term in sorted(found, key=lambda item: item[0])]


def _said(lang_set: Element, lang: str) -> Iterator[Block]:
    notes = 0
    for inner in children(lang_set):
        name = tag(inner)
        if name == "definition":
            yield from blocks_of([inner], lang)
        elif name == "note":
            notes += 1
            label = inline(child(inner, "label")) or _NOTES.get(lang, "Note {} to entry").format(notes)
            yield labelled(
                inner, Kind.NOTE, label if label.endswith((":", "：")) else f"{label}{'：' if lang == 'zh' else ':'}", lang
            )
        elif name == "example":
            yield from blocks_of([inner], lang)
        elif name == "source":
            text = inline(inner)
            yield Block(text if text.startswith("[") else _SOURCES.get(lang, "[SOURCE: {}]").format(text))

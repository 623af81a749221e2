"""Each clause split into its provisions: sentences and list items with their types.

A list item without a verb of its own has the type of the sentence that leads in the list, and what follows a semicolon without
one belongs to what stands before it. Terms, definitions, notes and examples only state (GB/T 1.1—2020; ISO/IEC Directives Part 2,
clauses 24 and 25).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.clause import Clause, Document, Kind, Provision, Sentence
from ingest.defining import is_definition, leads_definitions
from ingest.provision import demanded, drafter, is_known, provision, strongest
from ingest.sentences import Sentence as Piece
from ingest.sentences import sentences

_LONG_TITLE = 60  # characters: longer ones are sentences
_LEADS = re.compile(r"[:：—]\s*$")
_ITEM = re.compile(
    r"\s*(?:[(（]?(?:\d{1,2}|[a-zа-яđ]|[ivx]{1,4})[)）.]|[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.]|[-—–•·●*])\s*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*(?:注\s?\d*\s?[：:]|示例\s?\d*\s?[：:]?|NOTES?\b|EXAMPLES?\b|Notes? \d+ to entry|Примечани[ея]|Пример\b|"
    r"П р и м е ч а н и|CHÚ THÍCH|VÍ DỤ|CATATAN|CONTOH|ЕСКЕРТПЕ|МЫСАЛ|ملاحظة|مثال|ANMERKUNG|BEISPIEL|"
    r"EXEMPLE|NOTA\b|EJEMPLO|NOT\b)"
)
_STATING = frozenset({Kind.NOTE, Kind.EXAMPLE, Kind.TERM})
_CELLS = frozenset({Kind.TABLE, Kind.FIGURE, Kind.FORMULA})


def with_provisions(document: Document) -> Document:
    """``document`` with the sentences of every clause and their types, and for each clause without a type its strongest."""
    publisher = drafter(document.standard.designation, document.standard.publisher)
    leads: dict[str, Provision] = {}
    defining: set[str] = set()
    clauses = []
    for clause in document.clauses:
        title = _title(clause, publisher)
        defined = clause.parent in defining
        found = clause.sentences or tuple(_sentences(clause, publisher, title or leads.get(clause.parent), defined=defined))
        if found and _LEADS.search(clause.text):
            leads[clause.id] = found[-1].provision
        elif title is not None and not clause.text:
            leads[clause.id] = title
        last = clause.text[found[-1].start : found[-1].end] if found else clause.title
        if leads_definitions(last) or (defined and _LEADS.search(clause.text)):
            defining.add(clause.id)
        own = clause.provision if clause.provision is not Provision.UNSURE else _strongest(clause, found, title, publisher)
        clauses.append(replace(clause, sentences=found, provision=own))
    return replace(document, clauses=tuple(clauses))


def _strongest(clause: Clause, found: tuple[Sentence, ...], title: Provision | None, publisher: str) -> Provision:
    if clause.kind is Kind.TERM:
        return Provision.STATEMENT
    kinds = [sentence.provision for sentence in found] + ([title] if title is not None else [])
    return strongest(kinds) or provision("", clause.lang, publisher)


def _title(clause: Clause, publisher: str) -> Provision | None:
    """What the title demands where it is a sentence, as the one that leads in a list may be; None where it is none."""
    is_sentence = not clause.text or len(clause.title) > _LONG_TITLE or clause.title.endswith(("—", ":", "：", ",", "，"))
    return demanded(clause.title, clause.lang, publisher) if is_sentence and clause.title else None


def _sentences(clause: Clause, publisher: str, lead: Provision | None, *, defined: bool) -> Iterator[Sentence]:
    """The sentences of a clause; ``lead`` the type of the sentence before it that leads in a list.

    ``defined``: whether that one leads in definitions.
    """
    text, lang = clause.text, clause.lang
    other = Provision.STATEMENT if is_known(lang, publisher) else Provision.UNSURE
    stem, in_item, aside = lead, lead is not None, False
    pending: Sentence | None = None
    at = 0
    for piece in sentences(text):
        begins = _line_begin(text, at, piece.start)
        if begins is not None:
            item = _is_item(clause, begins, piece)
            defined &= item or at == 0
            aside = defined or is_definition(piece.text) or bool(_ASIDE.match(text[begins:])) or _states(clause, piece.start)
            stem, in_item = (stem, stem is not None) if item or (at == 0 and lead is not None) else (None, False)
        at = piece.end
        says_defined = leads_definitions(piece.text)
        defined |= says_defined
        own = None if aside or says_defined else demanded(piece.text, lang, publisher)
        if own is None and pending is not None and begins is None and text[pending.end - 1] in ";；":
            pending = Sentence(pending.start, piece.end, pending.provision)
        else:
            if pending is not None:
                yield pending
            kind = own or (stem if in_item and not aside and stem is not None else other)
            pending = None if own is None and _is_cell(clause, piece.start) else Sentence(piece.start, piece.end, kind)
        in_item = False  # what follows within the item speaks for itself
        if _LEADS.search(piece.text) and pending is not None and not aside:
            stem = pending.provision
    if pending is not None:
        yield pending


def _line_begin(text: str, at: int, start: int) -> int | None:
    """Where the line of a sentence begins that stands first on it; None for the others. ``at`` is where the one before ends."""
    begin = text.rfind("\n", 0, start) + 1
    return begin if begin >= at else None


def _is_item(clause: Clause, begins: int, piece: Piece) -> bool:
    """Whether the line that begins there is an item of a list: by its mark, as a part of the clause, or for its small letter."""
    marked = _ITEM.match(clause.text[begins : piece.start]) or _ITEM.match(piece.text[:1])
    return bool(marked) or piece.text[0].islower() or _is_in(clause, piece.start, Kind.LIST_ITEM)


def _states(clause: Clause, start: int) -> bool:
    return clause.kind is Kind.TERM or any(part.kind in _STATING and part.start <= start < part.end for part in clause.parts)


def _is_in(clause: Clause, start: int, kind: Kind) -> bool:
    return any(part.kind is kind and part.start <= start < part.end for part in clause.parts)


def _is_cell(clause: Clause, start: int) -> bool:
    """Whether it is the cell of a table, the caption of a figure or what else is no sentence."""
    begin, end = clause.text.rfind("\n", 0, start) + 1, clause.text.find("\n", start)
    row = "\t" in clause.text[begin : end if end >= 0 else None]
    return row or any(part.kind in _CELLS and part.start <= start < part.end for part in clause.parts)

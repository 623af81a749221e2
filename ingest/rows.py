"""One row of a clause list, checked; and the tree of a standard rebuilt from rows that say ``parent``, ``level``, or neither."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from ingest.clause import Aspect, Box, Clause, Document, Kind, Provision, Reference, Sentence, Standard, Table
from ingest.designation import publisher_of
from ingest.flatten import fold
from ingest.language import language
from ingest.plain import reference_from_plain, sentence_from_plain, table_from_plain, within

FIELDS = ("standard", "clause", "lang", "title", "text", "id", "level", "parent", "page", "boxes", "provision", "kind")
"""The fields of a clause list, in the order in which they are written."""

_Enum = TypeVar("_Enum", bound=StrEnum)


class RowError(ValueError):
    """What is wrong with a row, as a sentence; the reader adds file and line."""


@dataclass(frozen=True, slots=True)
class Row:
    """A checked row and the number of its line. ``id``, ``level``, ``parent`` are None where the row does not say."""

    line: int
    standard: str
    clause: str
    lang: str
    title: str
    text: str
    id: str | None
    level: int | None
    parent: str | None
    page: int
    boxes: tuple[Box, ...]
    kind: Kind
    provision: Provision
    aspect: Aspect
    references: tuple[Reference, ...]
    sentences: tuple[Sentence, ...]
    table: Table | None


def check_row(fields: Mapping[str, object], line: int) -> Row:
    """Check the fields of one row; unknown fields are left alone.

    Raises:
        RowError: a field that is missing, of the wrong type or out of range.
    """
    standard = _string(fields, "standard").strip()
    if not standard:
        raise RowError('it has no "standard"; name it')
    if fields.get("clause") is None and fields.get("text") is None and fields.get("title") is None:
        raise RowError('it has none of "clause", "title" and "text"; write one of them')
    identity = _string(fields, "id") or None
    text = _string(fields, "text")
    return Row(
        line=line,
        standard=standard,
        clause=_string(fields, "clause"),
        lang=_string(fields, "lang"),
        title=_string(fields, "title"),
        text=text,
        id=identity,
        level=_whole(fields, "level", least=1),
        parent=None if fields.get("parent") is None else _string(fields, "parent"),
        page=_whole(fields, "page", least=0) or 0,
        boxes=_boxes(fields.get("boxes")),
        kind=_member(Kind, fields, "kind", Kind.CLAUSE),
        provision=_member(Provision, fields, "provision", Provision.UNSURE),
        aspect=_member(Aspect, fields, "aspect", Aspect.UNSURE),
        references=_spans(fields, "references", reference_from_plain, len(text)),
        sentences=_spans(fields, "sentences", sentence_from_plain, len(text)),
        table=_table(fields.get("table")),
    )


def documents(rows: Sequence[Row], *, source: str, file_name: str) -> tuple[Document, ...]:
    """Rows ─▶ one document per standard, in the order of their first rows; each keeps the order of its rows.

    A row without ``id`` gets the path of its labels, made unique with "~2", "~3" …; without ``parent`` the nearest earlier row of
    a lower ``level``; without ``level`` one more than its parent. A row without ``lang`` gets that of its standard's text.

    Raises:
        BadTree: two rows with one id, or a row that is its own ancestor.
    """
    of_standard: dict[str, list[Row]] = {}
    for row in rows:
        of_standard.setdefault(row.standard, []).append(row)
    return tuple(_document(some, source, file_name) for some in of_standard.values())


class BadTree(RowError):
    """Rows that are right one by one and contradict each other; ``line`` says where it shows."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def _document(rows: list[Row], source: str, file_name: str) -> Document:
    above = _parents(rows)
    order = _ancestors_first(rows, above)
    ids = _ids(rows, above, order)
    levels: dict[int, int] = {}
    for n in order:
        parent = above[n]
        levels[n] = rows[n].level or (levels[parent] + 1 if isinstance(parent, int) else 2 if parent else 1)
    langs = Counter(row.lang for row in rows if row.lang)
    whole = "" if all(row.lang for row in rows) else language("\n".join(f"{row.title}\n{row.text}" for row in rows))
    clauses = tuple(
        Clause(
            standard=row.standard, clause=row.clause, lang=row.lang or whole, title=row.title, text=row.text, id=ids[n],
            level=levels[n], parent=_parent_id(above[n], ids), page=row.page, boxes=row.boxes, kind=row.kind,
            provision=row.provision, aspect=row.aspect, references=row.references, sentences=row.sentences,
        )
        for n, row in enumerate(rows)
    )  # fmt: skip
    lang = langs.most_common(1)[0][0] if langs else whole
    designation = rows[0].standard
    standard = Standard(
        designation=designation, lang=lang, publisher=publisher_of(designation), source=source, file_name=file_name,
        pages=max(row.page for row in rows),
    )  # fmt: skip
    return Document(standard, fold([(clause, row.table) for clause, row in zip(clauses, rows, strict=True)]))


def _parent_id(parent: int | str, ids: Mapping[int, str]) -> str:
    return ids[parent] if isinstance(parent, int) else parent


def _parents(rows: Sequence[Row]) -> list[int | str]:
    """For each row the place of its parent among ``rows``, or a parent's id that is not in the list ("" at the top)."""
    by_id: dict[str, int] = {}
    by_label: dict[str, int] = {}
    for n, row in enumerate(rows):
        if row.id is not None and by_id.setdefault(row.id, n) != n:
            raise BadTree(row.line, f'the id "{row.id}" is already taken by line {rows[by_id[row.id]].line}')
        by_label.setdefault(row.clause, n)
    found: list[int | str] = []
    path: list[int] = []  # the rows with a level that the next one may belong to
    for n, row in enumerate(rows):
        if row.level is not None:
            while path and (rows[path[-1]].level or 1) >= row.level:
                path.pop()
        if row.parent is not None:
            found.append(by_id.get(row.parent, by_label.get(row.parent, row.parent)) if row.parent else "")
        else:
            found.append(path[-1] if path and row.level is not None else "")
        if row.level is not None:
            path.append(n)
    return found


def _ancestors_first(rows: Sequence[Row], above: Sequence[int | str]) -> list[int]:
    """Places of ``rows`` so that a parent comes before its children, otherwise as in the file."""
    done: dict[int, None] = {}
    for n in range(len(rows)):
        chain: dict[int, None] = {}
        step: int | str = n
        while isinstance(step, int) and step not in done:
            if step in chain:
                raise BadTree(rows[step].line, "it is its own ancestor: follow its parent, and that one's parent")
            chain[step] = None
            step = above[step]
        done.update(dict.fromkeys(reversed(chain)))
    return list(done)


def _ids(rows: Sequence[Row], above: Sequence[int | str], order: Sequence[int]) -> dict[int, str]:
    taken = {row.id for row in rows if row.id is not None}
    ids: dict[int, str] = {}
    for n in order:
        row = rows[n]
        if row.id is None:
            parent = _parent_id(above[n], ids)
            label = row.clause or row.kind.value
            path, times = (f"{parent}/{label}" if parent else label), 1
            unique = path
            while unique in taken:
                times += 1
                unique = f"{path}~{times}"
            taken.add(unique)
            ids[n] = unique
        else:
            ids[n] = row.id
    return ids


def _string(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # a label "4.1" that a spreadsheet made a number
    if not isinstance(value, str):
        raise RowError(f'"{name}" is {type(value).__name__}, and should be text')
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise RowError(f'"{name}" holds half of a surrogate pair, which no file can store')
    return value


def _whole(fields: Mapping[str, object], name: str, *, least: int) -> int | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 10**9:
        raise RowError(f'"{name}" should be a whole number from {least}, and is {str(value)[:40]!r}')
    return value


def _member(kind: type[_Enum], fields: Mapping[str, object], name: str, default: _Enum) -> _Enum:
    value = _string(fields, name).strip()
    if not value:
        return default
    try:
        return kind(value)
    except ValueError:
        raise RowError(f'"{name}" is {value[:40]!r}, and should be one of {", ".join(kind)}') from None


def _boxes(value: object) -> tuple[Box, ...]:
    """Boxes as objects (page, x0, top, x1, bottom) or as lists of these five numbers; a cell of a table holds them as JSON."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise RowError('"boxes" is no JSON') from None
    if not isinstance(value, list):
        raise RowError('"boxes" should be a list')
    return tuple(map(_box, value))


def _box(value: object) -> Box:
    corners = [value.get(name) for name in Box.__slots__] if isinstance(value, dict) else value
    if not isinstance(corners, list) or len(corners) != 5 or not all(_finite(number) for number in corners):
        raise RowError('a box should have the numbers "page", "x0", "top", "x1" and "bottom"')
    page, *rest = corners
    if page != int(page) or page < 1:
        raise RowError("the page of a box should be a whole number from 1")
    return Box(int(page), *map(float, rest))


_Span = TypeVar("_Span", Reference, Sentence)


def _spans(fields: Mapping[str, object], name: str, read: Callable[[object], _Span], length: int) -> tuple[_Span, ...]:
    value = fields.get(name) or []
    if not isinstance(value, list):
        raise RowError(f'"{name}" should be a list')
    try:
        found = tuple(map(read, value))
    except ValueError as error:
        raise RowError(f'"{name}" holds {error}') from None
    if not within(found, length):
        raise RowError(f'"{name}" holds a span outside of the text')
    return found


def _table(value: object) -> Table | None:
    if not value:
        return None
    try:
        return table_from_plain(value)
    except ValueError as error:
        raise RowError(f'"table" is {error}') from None


def _finite(number: object) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < 1e9 and math.isfinite(number)

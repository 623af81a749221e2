"""A document as lines of JSON, whole: what crosses the border of a worker process. Nothing is ever unpickled.

The other side of the border has read a file that nobody vouches for, so every value is checked when it comes in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.clause import Adoption, Aspect, Audited, Box, Clause, Degree, Kind, Provision, Standard
from ingest.plain import (
    origin_from_plain,
    origin_to_plain,
    part_from_plain,
    part_to_plain,
    reference_from_plain,
    reference_to_plain,
    sentence_from_plain,
    sentence_to_plain,
)


class NonsenseError(ValueError):
    """A line that our own writer does not write."""


def standard_to_wire(standard: Standard) -> dict[str, object]:
    """Every field of ``standard`` in JSON's own types."""
    adopts = standard.adopts
    fields: dict[str, object] = {name: getattr(standard, name) for name in Standard.__slots__}
    return fields | {"adopts": [adopts.designation, adopts.degree] if adopts else None}


def standard_from_wire(value: object) -> Standard:
    """The standard that ``standard_to_wire`` wrote.

    Raises:
        NonsenseError: it wrote no such thing.
    """
    try:
        fields: dict[str, Any] = dict(value)  # type: ignore[call-overload]
        adopts = fields.pop("adopts")
        pages = fields.pop("pages")
        tuples = {name: tuple(map(str, fields.pop(name))) for name in ("ics", "marks")}
        titles = tuple((str(lang), str(title)) for lang, title in fields.pop("titles"))
        texts: dict[str, Any] = {name: str(text) for name, text in fields.items()}
        adoption = Adoption(str(adopts[0]), Degree(adopts[1]) if adopts[1] else None) if adopts else None
        return Standard(**texts, ics=tuples["ics"], marks=tuples["marks"], titles=titles, pages=int(pages), adopts=adoption)
    except (TypeError, ValueError, KeyError, IndexError) as error:
        raise NonsenseError(str(error)) from error


def clause_to_wire(clause: Clause) -> list[object]:
    """Every field of ``clause``, in the order of the class, in JSON's own types."""
    boxes = [[box.page, box.x0, box.top, box.x1, box.bottom] for box in clause.boxes]
    changed = {
        "boxes": boxes,
        "origins": [origin_to_plain(origin) for origin in clause.origins],
        "parts": [part_to_plain(part) for part in clause.parts],
        "references": [reference_to_plain(reference) for reference in clause.references],
        "sentences": [sentence_to_plain(sentence) for sentence in clause.sentences],
    }
    return [changed.get(name, getattr(clause, name)) for name in Clause.__slots__]


def clause_from_wire(value: object) -> Clause:
    """The clause that ``clause_to_wire`` wrote.

    Raises:
        NonsenseError: it wrote no such thing.
    """
    try:
        if not isinstance(value, list):
            raise TypeError(f"{type(value).__name__} in place of a list")
        fields: dict[str, Any] = dict(zip(Clause.__slots__, value, strict=True))
        return Clause(
            **{name: str(fields[name]) for name in ("standard", "clause", "lang", "title", "text", "id", "parent")},
            level=int(fields["level"]),
            page=int(fields["page"]),
            boxes=tuple(_box(box) for box in fields["boxes"]),
            kind=Kind(fields["kind"]),
            provision=Provision(fields["provision"]),
            origins=tuple(origin_from_plain(origin) for origin in fields["origins"]),
            confidence=float(fields["confidence"]),
            aspect=Aspect(fields["aspect"]),
            parts=tuple(part_from_plain(part) for part in fields["parts"]),
            references=tuple(reference_from_plain(reference) for reference in fields["references"]),
            sentences=tuple(sentence_from_plain(sentence) for sentence in fields["sentences"]),
        )
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise NonsenseError(str(error)) from error


def audited_from_wire(value: object) -> Audited:
    """What a worker tells of one page that both readers read.

    Raises:
        NonsenseError: it told no such thing.
    """
    try:
        page, pdfium, pdfplumber, differ, taken = list(value)  # type: ignore[call-overload]
        return Audited(int(page), int(pdfium), int(pdfplumber), int(differ), str(taken))
    except (TypeError, ValueError, OverflowError) as error:
        raise NonsenseError(str(error)) from error


def _box(value: Sequence[float]) -> Box:
    page, *corners = value
    return Box(int(page), *map(float, corners))


def message(kind: str, value: object) -> bytes:
    """One line of the conversation between a worker and its parent."""
    return json.dumps([kind, value], ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def messages(lines: Iterator[bytes]) -> Iterator[tuple[str, Any]]:
    """Kind and value of each line.

    Raises:
        NonsenseError: a line that is no message.
    """
    for line in lines:
        try:
            kind, value = json.loads(line)
        except (ValueError, TypeError, RecursionError) as error:
            raise NonsenseError(str(error)) from error
        yield str(kind), value

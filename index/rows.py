"""Standards and clauses as rows of the database and back, and the hash that tells whether rows are those that were written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from index.log import canonical
from ingest.clause import Adoption, Aspect, Box, Clause, Degree, Kind, Provision, Standard
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
from ingest.sector import Validity

Row = dict[str, Any]


def standard_to_row(standard: Standard) -> Row:
    """The columns of a standard; lists as JSON texts."""
    return {
        "designation": standard.designation,
        "lang": standard.lang,
        "title": standard.title,
        "titles": canonical(standard.titles),
        "publisher": standard.publisher,
        "country": standard.country,
        "edition": standard.edition,
        "ics": canonical(standard.ics),
        "ccs": standard.ccs,
        "adopts": standard.adopts.designation if standard.adopts else None,
        "degree": standard.adopts.degree.value if standard.adopts and standard.adopts.degree else None,
        "replaces": standard.replaces,
        "published": standard.published,
        "effective": standard.effective,
        "source": standard.source,
        "file_name": standard.file_name,
        "pages": standard.pages,
        "marks": canonical(standard.marks),
        "status": standard.status,
        "sector": standard.sector,
        "field": standard.field,
    }


def row_to_standard(row: Mapping[str, Any]) -> Standard:
    """The standard of ``standard_to_row``."""
    adopts = None
    if row["adopts"] is not None:
        adopts = Adoption(row["adopts"], Degree(row["degree"]) if row["degree"] else None)
    return Standard(
        designation=row["designation"],
        lang=row["lang"],
        title=row["title"],
        titles=tuple((lang, title) for lang, title in json.loads(row["titles"])),
        publisher=row["publisher"],
        country=row["country"],
        edition=row["edition"],
        ics=tuple(json.loads(row["ics"])),
        ccs=row["ccs"],
        adopts=adopts,
        replaces=row["replaces"],
        published=row["published"],
        effective=row["effective"],
        source=row["source"],
        file_name=row["file_name"],
        pages=row["pages"],
        marks=tuple(json.loads(row["marks"])),
        status=row["status"],
        sector=row["sector"],
        field=row["field"],
    )


def clause_to_row(clause: Clause, position: int) -> Row:
    """The columns of the clause at ``position`` (from 0); its standard is named by the table that it goes into."""
    return {
        "position": position,
        "clause_id": clause.id,
        "label": clause.clause,
        "lang": clause.lang,
        "title": clause.title,
        "text": clause.text,
        "level": clause.level,
        "parent": clause.parent,
        "page": clause.page,
        "kind": clause.kind.value,
        "provision": clause.provision.value,
        "confidence": float(clause.confidence),
        "boxes": canonical([[box.page, box.x0, box.top, box.x1, box.bottom] for box in clause.boxes]),
        "origins": canonical([origin_to_plain(origin) for origin in clause.origins]),
        "text_hash": clause.text_hash,
        "aspect": clause.aspect.value,
        "parts": canonical([part_to_plain(part) for part in clause.parts]),
        "refs": canonical([reference_to_plain(reference) for reference in clause.references]),
        "sentences": canonical([sentence_to_plain(sentence) for sentence in clause.sentences]),
    }


def row_to_clause(row: Mapping[str, Any], designation: str) -> Clause:
    """The clause of ``clause_to_row``."""
    return Clause(
        standard=designation,
        clause=row["label"],
        lang=row["lang"],
        title=row["title"],
        text=row["text"],
        id=row["clause_id"],
        level=row["level"],
        parent=row["parent"],
        page=row["page"],
        boxes=tuple(Box(*box) for box in json.loads(row["boxes"])),
        kind=Kind(row["kind"]),
        provision=Provision(row["provision"]),
        origins=tuple(map(origin_from_plain, json.loads(row["origins"]))),
        confidence=row["confidence"],
        aspect=Aspect(row["aspect"]),
        parts=tuple(map(part_from_plain, json.loads(row["parts"]))),
        references=tuple(map(reference_from_plain, json.loads(row["refs"]))),
        sentences=tuple(map(sentence_from_plain, json.loads(row["sentences"]))),
    )


STANDARD_COLUMNS = tuple(standard_to_row(Standard("", "")))
CLAUSE_COLUMNS = tuple(clause_to_row(Clause("", "", ""), 0))
# Columns that came with the schema 0002, and their values that do not count in the hash: those that the rows of an older library
# were given, and a status that depends on the day on which a file was read.
_UNCOUNTED = {
    "status": {"", Validity.CURRENT.value, Validity.UPCOMING.value},
    "sector": {""},
    "field": {""},
    "aspect": {Aspect.UNSURE.value},
    "parts": {"[]"},
    "refs": {"[]"},
    "sentences": {"[]"},
}


def content_hash(standard: Mapping[str, Any], clauses: Iterable[Mapping[str, Any]]) -> str:
    """sha256 (hex) over every column of a standard and of its clauses, in order; other keys of the mappings do not count."""
    digest = hashlib.sha256(_counted(standard, STANDARD_COLUMNS))
    for row in clauses:
        digest.update(b"\n" + _counted(row, CLAUSE_COLUMNS))
    return digest.hexdigest()


def _counted(row: Mapping[str, Any], columns: Iterable[str]) -> bytes:
    """What of a row counts: its first columns as a list, and an object of those of the later ones that say something."""
    first = [row[column] for column in columns if column not in _UNCOUNTED]
    later = {column: row[column] for column in columns if column in _UNCOUNTED and row[column] not in _UNCOUNTED[column]}
    return f"{canonical(first)}{canonical(later) if later else ''}".encode()


def digest(text: str) -> str:
    """sha256 (hex) of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def texts_changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """Of the texts' hashes by clause id, those that changed: before and after, "" where there is no such clause."""
    ids = [*before, *(clause_id for clause_id in after if clause_id not in before)]
    return {key: [before.get(key, ""), after.get(key, "")] for key in ids if before.get(key) != after.get(key)}

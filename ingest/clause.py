"""The types of a parsed standard: ``Standard``, ``Clause`` and what they are made of.

A clause is what a reader cites and what is matched. What belongs to it (list items, notes, tables, references, sentences) are
spans of its text, so that the text is whole in one place; ``flatten`` makes nodes of the parts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a node of the clause tree is."""

    FOREWORD = "foreword"
    INTRODUCTION = "introduction"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    CLAUSE = "clause"
    TERM = "term"
    ANNEX = "annex"
    BIBLIOGRAPHY = "bibliography"
    # what belongs to a clause
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    NOTE = "note"
    EXAMPLE = "example"
    TABLE = "table"
    FIGURE = "figure"
    FORMULA = "formula"
    FOOTNOTE = "footnote"


PARTS_OF_A_CLAUSE = frozenset(
    {Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.NOTE, Kind.EXAMPLE, Kind.TABLE, Kind.FIGURE, Kind.FORMULA, Kind.FOOTNOTE}
)


class Provision(StrEnum):
    """Type of the strongest provision in a clause (GB/T 1.1—2020, ISO/IEC Directives 2); UNSURE where the rule is unknown."""

    REQUIREMENT = "requirement"
    INSTRUCTION = "instruction"
    RECOMMENDATION = "recommendation"
    PERMISSION = "permission"
    STATEMENT = "statement"
    UNSURE = "unsure"


class Aspect(StrEnum):
    """What a clause is about; UNSURE where nothing tells."""

    DEFINITION = "definition"
    PRODUCT = "product requirement"
    METHOD = "test method"
    SAMPLING = "sampling and inspection"
    DOCUMENTS = "marking and documents"
    MANAGEMENT = "management"
    PERSONNEL = "personnel"
    UNSURE = "unsure"


class Degree(StrEnum):
    """Degree of correspondence with an ISO/IEC parent (GB/T 1.2—2020, ISO/IEC Guide 21)."""

    IDT = "IDT"
    MOD = "MOD"
    NEQ = "NEQ"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is displayed: ``page`` 1-based, PDF points, origin at the top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Origin:
    """Characters ``start`` to ``end`` of a clause's text stand at ``raw_start`` of the raw text of ``page``, one for one.

    ``ocr`` says that OCR read them from the picture of the page.
    """

    start: int
    end: int
    page: int
    raw_start: int
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its place (``row`` and ``column`` from 0) and how many rows and columns it spans."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table in reading order; ``unit`` where one is given for the whole table ("单位为毫米"), else ""."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs to a clause: characters ``start`` to ``end`` of its text.

    ``kind`` one of ``PARTS_OF_A_CLAUSE`` but a paragraph; ``label`` as printed ("a)", "NOTE 1", "表 1"), "" for none; ``title``
    the caption of a table or figure; ``level`` 1 for a part of the clause itself, 2 for a part of the part of level 1 before it,
    and so on; ``confidence`` of the parser that this is such a part, in [0, 1].
    """

    kind: Kind
    label: str
    start: int
    end: int
    title: str = ""
    level: int = 1
    page: int = 0
    boxes: tuple[Box, ...] = ()
    table: Table | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in a clause's text, characters ``start`` to ``end``.

    ``standard`` the designation in house style, "" for the clause's own standard; ``clause`` the label that is cited there, ""
    for the whole standard; ``dated`` whether the reference names an edition; ``target`` the id of the clause that an internal
    reference means, "" where it is not in this document or the reference goes elsewhere.
    """

    start: int
    end: int
    standard: str = ""
    clause: str = ""
    dated: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A provision of a clause: characters ``start`` to ``end`` of its text, and its type."""

    start: int
    end: int
    provision: Provision


@dataclass(frozen=True, slots=True)
class Adoption:
    """The standard that a standard adopts, and the degree of correspondence that its cover states."""

    designation: str
    degree: Degree | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """One edition of one standard.

    ``designation`` as the cover prints it, in the publisher's house style; ``lang`` ISO 639-1; ``titles`` by language;
    ``published`` and ``effective`` ISO dates; ``source`` the sha256 of the file; ``pages`` the number of its pages;
    ``marks`` what a reader must know: pages that could not be read, characters that OCR read. ``status``, ``sector`` and
    ``field`` are values of :mod:`ingest.sector`, "" where nothing suggests one.
    """

    designation: str
    lang: str
    title: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    publisher: str = ""
    country: str = ""
    edition: str = ""
    ics: tuple[str, ...] = ()
    ccs: str = ""
    adopts: Adoption | None = None
    replaces: str = ""
    published: str = ""
    effective: str = ""
    source: str = ""
    file_name: str = ""
    pages: int = 0
    marks: tuple[str, ...] = ()
    status: str = ""
    sector: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of the clause tree of ``standard``.

    ``clause`` is the label as a reader would cite it ("4.1.2", "A.1", "Article 5", "第五条", "ANNEX III 1.2"; "" for a
    foreword); ``id`` its path in its standard, labels of the ancestors and its own joined by "/", unique within the standard;
    ``parent`` the id of the parent ("" at the top); ``level`` 1 at the top; ``text`` the cleaned text without the heading line,
    its paragraphs, list items and table rows on lines of their own (the cells of a row set apart by tabs), without the text of
    the clauses below it; ``page`` 1-based, 0 where there are no pages; ``confidence`` of the parser that this is a clause with
    this label, in [0, 1]. ``parts``, ``references`` and ``sentences`` are spans of the text, in order.
    """

    standard: str
    clause: str
    lang: str
    title: str = ""
    text: str = ""
    id: str = ""
    level: int = 1
    parent: str = ""
    page: int = 0
    boxes: tuple[Box, ...] = ()
    kind: Kind = Kind.CLAUSE
    provision: Provision = Provision.UNSURE
    origins: tuple[Origin, ...] = ()
    confidence: float = 1.0
    aspect: Aspect = Aspect.UNSURE
    parts: tuple[Part, ...] = ()
    references: tuple[Reference, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    @property
    def cited(self) -> str:
        """How the clause is named where its label would stand: the label, or the title of a clause without one (a foreword)."""
        return self.clause or self.title or str(self.kind)

    @property
    def text_hash(self) -> str:
        """sha256 (hex) of title and text: the version of a clause, never its identity."""
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Audited:
    """What the two readers of PDFs make of a page: how many characters each sees, how many differ, and whose are taken.

    ``page`` 1-based; the numbers of page 0 are those of the pages of the file.
    """

    page: int
    pdfium: int
    pdfplumber: int
    differ: int
    taken: str


@dataclass(frozen=True, slots=True)
class Document:
    """A standard with its clauses in reading order, as ``ingest`` hands it on; ``audit`` where both readers read every page."""

    standard: Standard
    clauses: tuple[Clause, ...] = field(default=())
    audit: tuple[Audited, ...] = field(default=())

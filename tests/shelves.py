"""Small standards and an encoder without a model, for the tests of the library and the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.clause import (
    Adoption,
    Aspect,
    Box,
    Cell,
    Clause,
    Degree,
    Document,
    Kind,
    Origin,
    Part,
    Provision,
    Reference,
    Sentence,
    Standard,
    Table,
)

NOISE_ZH, NOISE_RU = "XX/T 85—2024", "ГОСТ Х 85-2023"


class HashEncoder:
    """Each text's vector comes from its hash: equal texts are equal, others are not alike. ``asked`` counts the texts."""

    dimensions = 16

    def __init__(self, name: str = "hash@1") -> None:
        self.name = name
        self.asked = 0
        self.means: Mapping[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        self.asked += len(texts)
        digests = [np.frombuffer(hashlib.sha256(text.encode()).digest()[:16], dtype=np.int8) for text in texts]
        rows = np.array(digests, dtype=np.float32).reshape(len(texts), self.dimensions)
        if progress:
            progress(len(texts), len(texts))
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def document(designation: str, *, lang: str = "en", clauses: int = 5, changed: int | None = None, source: str = "") -> Document:
    """A standard with clauses "1" to "n" below a foreword; the text of clause number ``changed`` is another than it would be."""
    rows = [Clause(designation, "", lang, "Foreword", "Before all.", id="foreword", kind=Kind.FOREWORD)]
    rows += [
        Clause(
            designation,
            str(number),
            lang,
            f"Title {number}",
            f"The level of {designation} shall not exceed {number + (80 if number != changed else 180)} dB(A).\n噪声\x0b",
            id=str(number),
            page=number,
            boxes=(Box(number, 1.5, 0.1 + 0.2, 300, 12.25),),
            provision=Provision.REQUIREMENT,
            origins=(Origin(0, 4, number, 17), Origin(4, 5, number + 1, 0, ocr=True)),
            confidence=1 / 3,
        )
        for number in range(1, clauses + 1)
    ]
    standard = Standard(
        designation,
        lang,
        title="Noise",
        titles=(("en", "Noise"), ("zh", "噪声")),
        publisher="XX",
        ics=("13.140",),
        adopts=Adoption("ISO 9612:2009", Degree.MOD),
        published="2024-01-02",
        source=source,
        file_name="noise.pdf",
        pages=clauses,
        marks=("page 3: read by OCR",),
    )
    return Document(standard, tuple(rows))


def with_parts() -> Document:
    """A standard whose one clause has all that belongs to a clause: lists, a note, a table, references, sentences, an aspect."""
    lines = {
        "lead": "Noise shall be measured as in 3 and by XX 7. It should be done by day.",
        "a": "a) at the place of work:",
        "1": "1) at the ear;",
        "b": "b) at the fence.",
        "note": "NOTE Wind disturbs.",
        "table": "Table 1 — Limits\nPlace\tLimit\near\t85\nfence\t55",
    }
    text = "\n".join(lines.values())
    at = {name: (text.index(line), text.index(line) + len(line)) for name, line in lines.items()}
    cells = (
        Cell("Place", 0, 0, header=True),
        Cell("Limit", 0, 1, header=True),
        *(
            Cell(words, row, column)
            for row, words_of in enumerate((("ear", "85"), ("fence", "55")), 1)
            for column, words in enumerate(words_of)
        ),
    )
    parts = (
        Part(Kind.LIST_ITEM, "a)", *at["a"], page=2, boxes=(Box(2, 10.0, 20.0, 30.5, 40.0),), confidence=0.9),
        Part(Kind.LIST_ITEM, "1)", *at["1"], level=2),
        Part(Kind.LIST_ITEM, "b)", *at["b"]),
        Part(Kind.NOTE, "NOTE", *at["note"]),
        Part(Kind.TABLE, "Table 1", *at["table"], title="Limits", table=Table(cells, 3, 2, "dB(A)")),
    )
    references = (
        Reference(text.index("3 and"), text.index("3 and") + 1, clause="3", target="3"),
        Reference(text.index("XX 7"), text.index("XX 7") + 4, standard="XX 7"),
    )
    end = text.index(" It")
    sentences = (
        Sentence(0, end, Provision.REQUIREMENT),
        Sentence(end + 1, len(lines["lead"]), Provision.RECOMMENDATION),
    )
    clauses = (
        Clause("XX 9", "3", "en", "Scope", "All noise.", id="3", aspect=Aspect.MANAGEMENT),
        Clause(
            "XX 9", "4", "en", "Method", text, id="4", provision=Provision.REQUIREMENT, aspect=Aspect.METHOD, parts=parts,
            references=references, sentences=sentences,
        ),
    )  # fmt: skip
    return Document(Standard("XX 9", "en", "Noise", status="withdrawn", sector="coal", field="HSE"), clauses)

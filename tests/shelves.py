"""Small standards and an encoder without a model, for the tests of the library and the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.clause import Adoption, Box, Clause, Degree, Document, Kind, Origin, Provision, Standard

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
            origins=(Origin(0, 4, number, 17),),
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

"""Small made-up standards that adopt a made-up parent, for tests of pivots and degrees."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.clause import Adoption, Clause, Degree, Document, Kind, Standard

PARENT = "ISO 99001:2019"
TEXTS = {
    "4": "c1 Pumps shall be tested every 12 months.",
    "5": "c2 Records shall be kept for 5 years.",
    "6": "c3 The person in charge shall be named in writing.",
    "7": "c4 The noise level shall not exceed 85 dB(A).",
}


def standard(
    name: str,
    texts: Mapping[str, str],
    *,
    lang: str = "en",
    adopts: str = "",
    degree: Degree | None = None,
    foreword: str = "",
    annex: tuple[str, str, str] = ("", "", ""),
) -> Document:
    """A standard with a clause for each of ``texts``; ``annex`` is its label, title and text."""
    found = [Clause(name, label, lang, text=text, id=label, page=3) for label, text in texts.items()]
    if foreword:
        found.insert(0, Clause(name, "", lang, title="Foreword", text=foreword, id="foreword", kind=Kind.FOREWORD, page=1))
    if annex[0]:
        found.append(Clause(name, annex[0], lang, title=annex[1], text=annex[2], id=annex[0], kind=Kind.ANNEX, page=9))
    return Document(Standard(name, lang, adopts=Adoption(adopts, degree) if adopts else None), tuple(found))


def parent(texts: Mapping[str, str] = TEXTS) -> Document:
    """The parent."""
    return standard(PARENT, texts)

"""From what a user names, a file or a designation, to a parsed standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import FileMissing, UsageError

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Document

FILE_SUFFIXES = frozenset({".pdf", ".jsonl", ".csv"})


def names_a_file(name: str) -> bool:
    """Whether ``name`` means a file (``FILE`` or ``FILE#STANDARD``) and not a designation, which may hold slashes too."""
    path = Path(name.partition("#")[0])
    return path.is_file() or path.suffix.lower() in FILE_SUFFIXES


def open_library(location: Path | None) -> Library | None:
    """The library at ``location``, or at the default place; None where there is none at the default place yet."""
    from index.library import Library, default_location

    place = location or default_location()
    if location is None and not place.exists():
        return None
    return Library.open(place)


def resolve(name: str, library: Library | None) -> Document:
    """The standard that ``name`` means: a file with one standard, ``FILE#STANDARD``, or a designation in the library.

    Raises:
        DocumentError: the file cannot be read.
        UsageError: no such designation (naming the nearest), no library, or a file with several standards.
    """
    if names_a_file(name):
        return _one(name)
    if library is None:
        raise UsageError(f"{name}: no such file, and there is no library yet. Make one with: clausebridge ingest FILE…")
    return library.document(library.standard(name).designation)


def _one(name: str) -> Document:
    from ingest.read import read

    if not Path(name.partition("#")[0]).exists():
        raise FileMissing(name, "no such file; check the path")
    documents = read(name)
    if len(documents) > 1:
        names = ", ".join(document.standard.designation for document in documents[:8])
        more = ", …" if len(documents) > 8 else ""
        raise UsageError(f"{name} holds {len(documents)} standards: name one with {name}#STANDARD ({names}{more})")
    return documents[0]

"""From what a user names, a file or a designation, to a parsed standard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import UsageError

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Document


def names_a_file(name: str) -> bool:
    """Whether ``name`` means a file (``FILE`` or ``FILE#STANDARD``) and not a designation, which may hold slashes too."""
    from ingest.content import SUFFIXES
    from ingest.read import file_and_standard

    path, _ = file_and_standard(name)
    return path.is_file() or path.suffix.lower() in SUFFIXES


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


def parents_on_file(documents: Sequence[Document], library: Library | None) -> list[Document]:
    """The standards of the library that the first of ``documents`` and another one both adopt."""
    from ingest.designation import same
    from matcher.pivot import common_parent

    names = {common_parent(documents[0].standard, one.standard) for one in documents[1:]} - {""}
    known = [standard.designation for standard in library.standards()] if library is not None and names else []
    return [library.document(own) for own in known if any(same(own, name) for name in names)] if library is not None else []


def apart(documents: Sequence[Document]) -> list[Document]:
    """The documents, a second edition of one designation under the name that a library gives it: "ISO 17301-1:2016 (zh)".

    Raises:
        UsageError: one standard is named twice.
    """
    from index.shelf import renamed

    found: list[Document] = []
    taken: set[str] = set()
    for document in documents:
        own = document.standard
        name = f"{own.designation} ({own.lang})" if own.designation in taken else own.designation
        if name in taken or any(own == other.standard for other in documents[: len(found)]):
            raise UsageError(f"{own.designation} is named twice: a comparison needs different standards")
        taken.add(name)
        found.append(renamed(document, name))
    return found


def _one(name: str) -> Document:
    from ingest.read import read

    documents = read(name)
    if len(documents) > 1:
        names = ", ".join(document.standard.designation for document in documents[:8])
        more = ", …" if len(documents) > 8 else ""
        raise UsageError(f"{name} holds {len(documents)} standards: name one with {name}#STANDARD ({names}{more})")
    return documents[0]

"""What is told of the clauses of a document once they are read, whatever they were read from."""

from __future__ import annotations

from ingest.aspect import with_aspects
from ingest.clause import Document
from ingest.provisions import with_provisions
from ingest.references import with_references


def annotated(document: Document) -> Document:
    """``document`` with the provisions, aspect and references of its clauses; what is there already stays."""
    return with_references(with_aspects(with_provisions(document)))

"""Search over the library for the search page: one text in any language, the clauses that answer to it best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clause import Clause
from ingest.errors import UsageError

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that answers to what was asked, and the probability that it is the counterpart."""

    clause: Clause
    score: float


def find_in_library(
    library: Library,
    encoder: Encoder,
    text: str,
    *,
    lang: str = "",
    standard: str = "",
    top: int = 20,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Hit, ...]:
    """The ``top`` clauses on file for ``text``, best first, in one language or one standard when these are named.

    ``progress`` hears of clauses that are embedded first, as they are when the library has not met this model yet.

    Raises:
        UsageError: an empty text, or nothing to search in.
        LibraryError: the vectors are damaged.
    """
    import numpy as np

    from ingest.language import language
    from matcher.retrieve import search

    if not text.strip():
        raise UsageError("the text to search for is empty")
    chosen = [one for one in library.standards() if lang in ("", one.lang) and standard in ("", one.designation)]
    corpus = [clause for one in chosen for clause in library.clauses(one.designation)]
    if not corpus:
        raise UsageError("there is nothing to search in: choose another language or standard")
    filled = [one.designation for one in chosen if library.clauses(one.designation)]
    vectors = np.vstack([library.vectors(designation, encoder, progress=progress) for designation in filled])
    query = Clause(standard="", clause="", lang=language(text), text=text)
    ranked = search([query], corpus, encoder, top=top, vectors=vectors)[0]
    known = {(clause.standard, clause.id): clause for clause in corpus}
    return tuple(Hit(known[one.standard, one.clause_id], one.score) for one in ranked)

"""What a comparison is told with besides its rows: the words that carried it, and languages that the model does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.rationale import language

if TYPE_CHECKING:
    from app.state import Comparison, Item
    from index.encoder import Encoder
    from index.shelf import Licence
    from ingest.clause import Document
    from matcher.match import Match


def explained(
    matches: Sequence[Match],
    documents: Sequence[Document],
    encoder: Encoder,
    licences: Mapping[str, Licence] | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Match, ...]:
    """The proposals, each with the phrases of both sides that say the same; not those whose licence lets no text be told."""
    from index.shelf import Licence
    from matcher.explain import with_phrases

    clauses = {(clause.standard, clause.id): clause for document in documents for clause in document.clauses}
    found = []
    for done, match in enumerate(matches, 1):
        a = [clauses[match.a_standard, clause_id] for clause_id in match.a_clauses]
        b = [clauses[match.b_standard, clause_id] for clause_id in match.b_clauses]
        told = Licence.NONE not in {(licences or {}).get(name) for name in (match.a_standard, match.b_standard)}
        found.append(with_phrases(match, a, b, encoder) if told else match)
        if progress:
            progress(done, len(matches))
    return tuple(found)


def told_in_words(opened: Comparison, item: Item, encoder: Encoder) -> Item:
    """The card with the phrases of both sides that say the same as one more piece of evidence."""
    from matcher.explain import with_phrases

    match = item.match
    a = [opened.clause("a", clause_id) for clause_id in match.a_clauses]
    b = [opened.clause("b", clause_id) for clause_id in match.b_clauses]
    return replace(item, match=with_phrases(match, a, b, encoder))


def strangers(documents: Sequence[Document], encoder: Encoder) -> Iterator[str]:
    """A line for each standard with clauses in a language that the model does not know."""
    from index.spoken import unknown

    for document in documents:
        langs = unknown(encoder.name, (clause.lang for clause in document.clauses))
        if langs:
            names = ", ".join(f"{language(lang, str)} ({lang})" for lang in langs)
            yield (
                f"{document.standard.designation}: the model does not know {names}; only numbers, names and "
                "the places of clauses carry its proposals. --model names another model"
            )

"""What is asked of a search, as a clause to search by: a clause on file, named or by its words, a sentence, or a quantity."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.clause import Clause, Document, Standard
from ingest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.library import Library
    from matcher.quantity import Quantity

Read = Callable[[str], "Sequence[Clause]"]
SHORTEST = 8
"""Letters and digits that a text must have to be taken for the clause on file that says just that."""
_FEW = 12
"""A text with no more letters than these beside its quantities asks for the quantity; a Han character says as much as three."""
_HAN = 3


@dataclass(frozen=True)
class Asked:
    """A query as a clause: of a standard on file with its ``document``, else of no standard.

    ``by_words`` says that it was not named, but says just what that clause says.
    """

    clause: Clause
    document: Document | None = None
    by_words: bool = False

    @property
    def context(self) -> Sequence[Clause]:
        """All clauses of its document; none where it has none."""
        return self.document.clauses if self.document else ()

    @property
    def side(self) -> Document:
        """Its document; of a sentence a document of nothing else, whose scope is unknown."""
        return self.document or Document(Standard(self.clause.standard, self.clause.lang), (self.clause,))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities that are asked for."""
        from matcher.quantity import quantities

        return quantities(self.clause.text, self.clause.lang)

    @cached_property
    def beside(self) -> str:
        """What is said beside the quantities."""
        text = self.clause.text
        for one in reversed(self.quantities):
            text = f"{text[: one.start]} {text[one.end :]}"
        return " ".join(text.split())

    @property
    def is_quantity(self) -> bool:
        """Whether a quantity is asked for: there is one with a unit, and next to nothing is said of it."""
        said = sum(_HAN if "\u4e00" <= letter <= "\u9fff" else 1 for letter in self.beside if letter.isalpha())
        return self.document is None and any(one.unit for one in self.quantities) and said <= _FEW


def query_of(text: str, lang: str = "") -> Clause:
    """A text as a clause that belongs to no standard, in the language that it is written in where none is given.

    Raises:
        UsageError: it is empty.
    """
    from ingest.language import language

    if not text.strip():
        raise UsageError("the text to search for is empty")
    return Clause(standard="", clause="", lang=lang or language(text), text=text)


def asked(text: str, library: Library | None, read: Read | None = None) -> Asked:
    """What a text asks for: STANDARD#CLAUSE, by label or id, is that clause of the library; anything else a sentence.

    ``read`` gives the clauses of a standard in place of the library.

    Raises:
        UsageError: it is empty, or names a clause that there is not.
    """
    from ingest.designation import parse

    free = Asked(query_of(text))
    designation, hash_sign, label = text.strip().rpartition("#")
    if not hash_sign or library is None:
        return free
    try:
        standard = library.standard(designation)
    except UsageError:
        if parse(designation) is None:
            return free  # a sentence with the sign in it
        raise
    return of_clause(label, Document(standard, tuple((read or library.clauses)(standard.designation))))


def of_clause(label: str, document: Document) -> Asked:
    """The clause of a document with that id, else with that label.

    Raises:
        UsageError: there is none.
    """
    name = label.strip()
    found = [c for c in document.clauses if name == c.id] or [c for c in document.clauses if name == c.clause]
    if not found:
        raise UsageError(f"{document.standard.designation} has no clause {label}")
    return Asked(found[0], document)


def named(clause: Clause) -> str:
    """How a clause on file is asked for, by its id: labels may occur twice."""
    return f"{clause.standard}#{clause.id}"


def same_words(text: str, clauses: Iterable[Clause]) -> Clause | None:
    """The first clause that says just what ``text`` says, with its title or without; None where none does."""
    wanted = _plain(text)
    if len(wanted) < SHORTEST:
        return None
    return next((c for c in clauses if wanted in (_plain(c.text), _plain(f"{c.title}{c.text}"))), None)


def as_on_file(clause: Clause, document: Document) -> Asked:
    """A clause on file in place of a sentence that says just the same."""
    return replace(Asked(clause, document), by_words=True)


def _plain(text: str) -> str:
    """Letters and digits alone, however they are set: width, case, spaces and punctuation say nothing here."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())

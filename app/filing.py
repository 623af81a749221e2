"""The report of a comparison as a file, for pages and commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.dossier import dossier
from app.dossier_paper import comparison_paper
from app.papers import in_languages, paper_bytes

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Filing:
    """A report that is asked for: of two standards, as they are now or in a frozen version, in a language and a format."""

    library: Library
    pair: tuple[str, str]
    version: int | None
    lang: str
    form: str

    def __call__(self) -> bytes:
        """The file; what it cannot hold whole stands in it too."""
        return self.written(date.today())[0]

    def written(self, as_of: date) -> tuple[bytes, tuple[str, ...]]:
        """The file as of a day, and what its format cannot hold whole.

        Raises:
            UsageError: library and log know nothing of the two, or a standard is gone and no version is asked for.
            LibraryError: the library is not what was written.
        """
        found = dossier(self.library, *self.pair, version=self.version, as_of=as_of)
        return paper_bytes(in_languages(lambda _: comparison_paper(found, _), self.lang), self.form)

"""What stands above a comparison that is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.degree import report_summary
from app.scope_wording import scope_head
from app.wording import N_, catalogue

if TYPE_CHECKING:
    from app.legal import LegalView
    from index.log import Head
    from index.shelf import Licence
    from ingest.clause import Document
    from matcher.match import Match


@dataclass(frozen=True, slots=True)
class Kept:
    """What a library holds beside the proposals: who said that the scopes agree, the end of its log, and legal force."""

    agreed: str = ""
    head: Head | None = None
    legal: LegalView | None = None

    @property
    def cells(self) -> dict[str, object]:
        """The end of the log for each row of a table that has no place above its rows."""
        return {"log_entry": self.head.number, "log_head": self.head.hash} if self.head else {}


NOTHING_KEPT = Kept()


def comparison_head(
    matches: Sequence[Match],
    documents: Sequence[Document],
    licences: Mapping[str, Licence] | None = None,
    *,
    lang: str = "en",
    kept: Kept = NOTHING_KEPT,
) -> list[str]:
    """What is said above a comparison: how the scopes lie, how the first standard stands to one that it adopts, the log's end."""
    words = catalogue(lang).gettext
    lines = [*scope_head(documents, words, licences, agreed=kept.agreed), *report_summary(documents, matches, words)]
    if kept.head:
        lines.append(words(N_("The log ends with entry {number}: {hash}")).format(number=kept.head.number, hash=kept.head.hash))
    return lines

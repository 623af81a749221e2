"""What stands above a comparison that is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.degree import report_summary
from app.scope_wording import scope_head
from app.wording import catalogue

if TYPE_CHECKING:
    from index.shelf import Licence
    from ingest.clause import Document
    from matcher.match import Match


def comparison_head(
    matches: Sequence[Match],
    documents: Sequence[Document],
    licences: Mapping[str, Licence] | None = None,
    *,
    lang: str = "en",
    agreed: str = "",
) -> list[str]:
    """What is said above a comparison: how the scopes lie, and how the first standard stands to one that it adopts."""
    words = catalogue(lang).gettext
    return [*scope_head(documents, words, licences, agreed=agreed), *report_summary(documents, matches, words)]

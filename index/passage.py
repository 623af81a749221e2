"""What is embedded for a clause: the words that say what it demands, not where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.clause import Clause


def passage(clause: Clause) -> str:
    """Title and text of a clause, on lines of their own; its label where it has neither.

    Labels of clauses with words are left out.
    """
    parts = [part for part in (clause.title.strip(), clause.text.strip()) if part]
    return "\n".join(parts) or clause.clause


def passages(clauses: Sequence[Clause]) -> list[str]:
    """The passage of each clause, in order."""
    return [passage(clause) for clause in clauses]

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


def text_of(clause: Clause) -> str:
    """Title and text, as the signals that count words and numbers read them."""
    return f"{clause.title}\n{clause.text}" if clause.title else clause.text


def headings(clauses: Sequence[Clause], context: Sequence[Clause] = ()) -> list[str]:
    """For each clause the titles of what stands above it in ``clauses`` or ``context``, topmost first; "" without any."""
    above: dict[tuple[str, str], Clause] = {(c.standard, c.id): c for c in (*context, *clauses) if c.id}
    known: dict[tuple[str, str], str] = {}

    def path(standard: str, parent: str) -> str:
        """The titles down to ``parent``; a circle of parents ends where it began."""
        titles: list[str] = []
        seen = set[str]()
        while (found := above.get((standard, parent))) and parent not in seen:
            seen.add(parent)
            if found.title.strip():
                titles.insert(0, found.title.strip())
            parent = found.parent
        return " / ".join(titles)

    for clause in clauses:
        key = clause.standard, clause.parent
        if clause.parent and clause.parent != clause.id and key not in known:
            known[key] = path(*key)
    return [known.get((c.standard, c.parent), "") if c.parent else "" for c in clauses]


def passages(clauses: Sequence[Clause]) -> list[str]:
    """The passage of each clause, in order."""
    return [passage(clause) for clause in clauses]

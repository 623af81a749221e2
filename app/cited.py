"""What a document cites, for ``clausebridge parse``: beside its clauses in the tree, and as a list with what was not found."""

from __future__ import annotations

from collections.abc import Callable

from app.terminal import on_one_line
from ingest.clause import Clause, Document, Reference
from ingest.references import unresolved

_MOST = 8
"""So many references are shown beside a clause."""


def named(reference: Reference) -> str:
    """A reference in a few words: "4.2.3", "GB 3096 (undated)", "ISO 9612:2009, 5.1", "Table 7 (not found)"."""
    if not reference.standard:
        return f"{reference.clause} (not found)" if unresolved(reference) else reference.clause
    return ", ".join(filter(None, (reference.standard, reference.clause))) + ("" if reference.dated else " (undated)")


def beside(clause: Clause) -> str:
    """The references of ``clause`` in one line, each once, with semicolons between: a comma stands inside of one.

    "" where it has none.
    """
    names = list(dict.fromkeys(map(named, clause.references)))
    more = f"; … {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"→ {'; '.join(names[:_MOST])}{more}" if names else ""


def print_references(document: Document, write: Callable[[str], None]) -> None:
    """One line a reference, with tabs between clause, words of the text, what is meant, and id of the clause that is meant.

    The last line counts them.
    """
    all_of_them = [(clause, reference) for clause in document.clauses for reference in clause.references]
    for clause, reference in all_of_them:
        words = " ".join(clause.text[reference.start : reference.end].split())
        write("\t".join(map(on_one_line, (clause.cited, words, named(reference), reference.target))))
    own = [reference for _, reference in all_of_them if not reference.standard]
    lost = sum(map(unresolved, own))
    others = {reference.standard for _, reference in all_of_them if reference.standard}
    undated = {reference.standard for _, reference in all_of_them if reference.standard and not reference.dated}
    write(
        f"{document.standard.designation}: {len(all_of_them)} references, {len(own)} of them to its own clauses "
        f"({lost} not found), the others to {len(others)} documents ({len(undated)} undated)"
    )

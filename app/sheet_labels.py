"""Clauses as they are named in a cell of a review sheet: by their labels, where these are clear, else by their ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.sheet_columns import folded
from app.state import Comparison
from ingest.clause import Clause

ID = "id:"
"""Before the id of a clause whose label others have too."""
_ENDS, _COMMAS = re.compile(r"[\n;；]+"), re.compile(r"[,，、+&]+")


class Unclear(Exception):
    """What names no clause, or more than one: ``said`` as it stands there, ``choices`` the clauses that it could name."""

    def __init__(self, said: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.said, self.choices = said, choices


class Named:
    """The clauses of side "a" or "b" of a comparison by what they can be called."""

    def __init__(self, comparison: Comparison, side: str) -> None:
        clauses = comparison.a_clauses if side == "a" else comparison.b_clauses
        self._clauses, self._known = clauses, dict[str, list[str]]()
        for clause in clauses.values():
            for name in dict.fromkeys(folded(name) for name in _names(clause)):
                self._known.setdefault(name, []).append(clause.id)
        self._known.pop("", None)

    def name(self, clause_id: str) -> str:
        """How a clause is written into a cell, so that ``ids`` finds it again."""
        clause = self._clauses.get(clause_id)
        if clause is None or self._known.get(folded(clause.cited)) != [clause_id] or _ENDS.search(clause.cited):
            return ID + clause_id
        return clause.cited

    def ids(self, text: str) -> tuple[str, ...]:
        """The clauses that a text names, each once, in the order in which they are named.

        Raises:
            Unclear: a part of it names no clause, or several.
        """
        found = tuple(dict.fromkeys(self._id(part) for part in self._parts(text)))
        if text.strip() and not found:  # nothing but separators
            raise Unclear(text.strip())
        return found

    def by_number(self, value: float) -> str:
        """The label that a number is, where a spreadsheet program made one of it.

        Raises:
            Unclear: there is none, or 5.1 may have been 5.10.
        """
        said = f"{value:g}"
        labels = tuple(clause.clause for clause in self._clauses.values() if _number(clause.clause) == value)
        if labels != (said,):
            raise Unclear(said, labels)
        return said

    def _id(self, part: str) -> str:
        if part.startswith(ID) and part[len(ID) :] in self._clauses:
            return part[len(ID) :]
        found = self._known.get(folded(part), [])
        if len(found) != 1:
            raise Unclear(part, tuple(ID + clause_id for clause_id in found))
        return found[0]

    def _parts(self, text: str) -> Iterator[str]:
        """The text cut at line ends and semicolons, and at commas where the whole is no name."""
        for line in _ENDS.split(text):
            whole = line.strip()
            if whole.startswith(ID) or folded(whole) in self._known:
                yield whole
            else:
                yield from (part.strip() for part in _COMMAS.split(whole) if part.strip())


def _names(clause: Clause) -> tuple[str, ...]:
    return clause.clause, clause.cited, f"{clause.clause} {clause.title}", clause.id


def _number(label: str) -> float | None:
    return float(label) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", label) else None

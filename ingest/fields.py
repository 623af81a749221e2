"""Where the cells of a table stand in the text of its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.clause import Part, Table

Field = tuple[int, int]
"""Characters of a clause's text: from, to."""

_AHEAD = 8  # fields that are passed over in the search for the next cell: a unit, a caption over lines, a merged cell said again
_LINES = 6  # lines that one cell may take


def fields_of_cells(text: str, part: Part, table: Table) -> tuple[dict[int, Field], list[Field], list[Field]]:
    """Where each cell (by its place among the cells) stands in ``text``; the fields above the first, and others that are no cell.

    The text of a table has a row a line and cells set apart by tabs. A cell that is not found so is in none of the three: its own
    text is all there is of it. What is only said again, as the value of a merged cell may be, is left out.
    """
    fields = list(_fields(text, part))
    squashed = [squash(text[start:end]) for start, end in fields]
    places: dict[int, Field] = {}
    taken: set[int] = set()
    at = 0
    for number, cell in enumerate(table.cells):
        wanted = squash(cell.text)
        found = _found(squashed, wanted, at, len(fields) if not taken else at + _AHEAD) if wanted else None
        if found is not None:
            first, last = found
            places[number] = (fields[first][0], fields[last][1])
            taken.update(range(first, last + 1))
            at = last + 1
    said = {squash(cell.text) for cell in table.cells}
    top = min(taken, default=len(fields))
    left = [n for n in range(len(fields)) if n not in taken]
    above = [fields[n] for n in left if n < top]
    return places, above, [fields[n] for n in left if n > top and squashed[n] not in said]


def _fields(text: str, part: Part) -> Iterator[Field]:
    for found in re.finditer(r"[^\t\n]+", text[part.start : part.end]):
        if found.group().strip():
            yield part.start + found.start(), part.start + found.end()


def _found(squashed: Sequence[str], wanted: str, begin: int, end: int) -> tuple[int, int] | None:
    """The fields, first and last, that say ``wanted`` together; the first that do."""
    for first in range(begin, min(end, len(squashed))):
        said = ""
        for last in range(first, min(first + _LINES, len(squashed))):
            said += squashed[last]
            if said == wanted:
                return first, last
            if not wanted.startswith(said):
                break
    return None


def squash(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())

"""The review sheet as a format: its columns, the lists of its cells, what identifies it, and the marks that notice a change.

A review sheet goes out (``app.sheet_out``), is filled in with a spreadsheet program, and comes back (``app.sheet_file``,
``app.sheet_in``). Rows are found by what stands in their hidden cells, columns by a hidden row of names, so that sorting, moving,
hiding and renaming change nothing. The marks are no seal: they notice what was changed by accident.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from app.wording import CHOSEN_REASONS, DECISIONS, LANGUAGES, N_, RATIONALES, REASONS, RELATIONS, catalogue
from matcher.match import Decision

FORMAT = "clausebridge review sheet 1"
"""What the first cell of the hidden sheet says; another number, another format."""
NAME_PREFIX = "cb:"
"""Before the names of columns in the hidden row: no text of a clause begins so by chance."""
ESCAPED = re.compile(r"_?x[0-9A-Fa-f]{4}_|_")
"""How spreadsheet programs write characters that XML has not; they do not agree on it, so it counts for nothing in a mark."""


class Use(StrEnum):
    """What a column is for."""

    SHOWN = "shown"
    EDITED = "edited"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the hidden row, its heading (a message id), its width in characters, and what it is for.

    ``side`` is "a" or "b" where its texts are in the language of that standard; ``choices`` names its list in ``LISTS``.
    """

    name: str
    head: str
    width: int
    use: Use = Use.SHOWN
    side: str = ""
    choices: str = ""


COLUMNS = (
    Column("number", N_("No."), 6),
    Column("state", N_("State"), 13),
    Column("a_clause", N_("Clause of A"), 11, side="a"),
    Column("a_text", N_("Text of A"), 52, side="a"),
    Column("b_clause", N_("Clause of B"), 11, side="b"),
    Column("b_text", N_("Text of B"), 52, side="b"),
    Column("proposed", N_("Proposed"), 15),
    Column("confidence", N_("Confidence"), 12),
    Column("differs", N_("What differs"), 44),
    Column("decision", N_("Decision"), 15, Use.EDITED, choices="decision"),
    Column("relation", N_("Relation"), 17, Use.EDITED, choices="relation"),
    Column("a_chosen", N_("Instead: clauses of A"), 14, Use.EDITED),
    Column("b_chosen", N_("Instead: clauses of B"), 14, Use.EDITED),
    Column("reason", N_("Reason"), 24, Use.EDITED, choices="reason"),
    Column("rationale", N_("Rests on"), 17, Use.EDITED, choices="rationale"),
    Column("note", N_("Note"), 32, Use.EDITED),
    Column("said", N_("Decided before"), 36),
    Column("explanation", N_("Why it was proposed"), 44),
    Column("a_path", N_("Stands in A under"), 26, side="a"),
    Column("a_type", N_("Type in A"), 14),
    Column("b_path", N_("Stands in B under"), 26, side="b"),
    Column("b_type", N_("Type in B"), 14),
    Column("key", "card", 12, Use.HIDDEN),
    Column("a_ids", "A: ids", 12, Use.HIDDEN),
    Column("b_ids", "B: ids", 12, Use.HIDDEN),
    Column("a_hashes", "A: texts", 12, Use.HIDDEN),
    Column("b_hashes", "B: texts", 12, Use.HIDDEN),
    Column("before", "went out", 12, Use.HIDDEN),
    Column("sheet", "sheet", 12, Use.HIDDEN),
    Column("marks", "marks", 12, Use.HIDDEN),
)
"""The columns in their order: what is needed to decide stands beside where it is decided, the rest behind."""
EDITED = tuple(column for column in COLUMNS if column.use is Use.EDITED)
MARKED = tuple(column for column in COLUMNS if column.use is not Use.EDITED and column.name != "marks")
"""Columns whose cells are not to change."""

LISTS: Mapping[str, Mapping[str, str]] = {
    "decision": {one.value: DECISIONS[one] for one in Decision if one is not Decision.UNDO},
    "relation": {one.value: words for one, words in RELATIONS.items()},
    "reason": {one: REASONS[one] for one in (*CHOSEN_REASONS, "better-counterpart", "unrelated")},
    "rationale": RATIONALES,
}
"""The lists of the editable columns: what is stored, and the message id of what is shown."""
_SPOKEN = {"accept": N_("Accept"), "reject": N_("Reject")}
"""What people type who know the buttons of the review desk."""


def headings(column: Column) -> tuple[str, ...]:
    """What stands above a column, in every language of the interface; hidden columns have one name."""
    if column.use is Use.HIDDEN:
        return (column.head,)
    return tuple(catalogue(lang).gettext(column.head) for lang in LANGUAGES)


def value_of(choices: str, text: str) -> str | None:
    """What a cell of a list column says: "" for an empty one, None for what is on no list.

    The words of every language of the interface are read, and what is stored; case, width and spaces do not matter.
    """
    wanted = folded(text)
    if not wanted:
        return ""
    for stored, message in LISTS[choices].items():
        words = (message, _SPOKEN.get(stored, message))
        if wanted in {folded(stored), *(folded(catalogue(lang).gettext(one)) for lang in LANGUAGES for one in words)}:
            return stored
    return None


def folded(text: str) -> str:
    """A text for comparing: compatibility forms, case and all white space taken away."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def mark(value: object) -> str:
    """Eight hexadecimal digits of what a cell holds; line ends, runs of spaces and escapes count for nothing."""
    text = f"{value:g}" if isinstance(value, int | float) else str(value)
    plain = " ".join(ESCAPED.sub("", text).split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def marks(row: Mapping[str, object]) -> str:
    """The marks of the cells of a row that are not to change, by the names of their columns."""
    return " ".join(f"{column.name}:{mark(row.get(column.name, ''))}" for column in MARKED)


def changed(row: Mapping[str, object]) -> list[str]:
    """The names of the columns whose cells are not what went out; all of them where the marks are no marks."""
    went_out = dict(one.partition(":")[::2] for one in str(row.get("marks", "")).split())
    return [column.name for column in MARKED if went_out.get(column.name) != mark(row.get(column.name, ""))]


@dataclass(frozen=True, slots=True)
class Meta:
    """What identifies a review sheet: which log it was made from, and how far that was, which two standards, in which state.

    ``library`` is the hash of the first entry of the log, ``number`` and ``head`` its end at the time; ``a_edition`` is what
    names the edition of A, ``a_content`` the hash of its clauses, ``lang`` the language of the sheet.
    """

    library: str
    number: int
    head: str
    a: str
    b: str
    a_edition: str
    b_edition: str
    a_content: str
    b_content: str
    model: str
    lang: str

    @property
    def token(self) -> str:
        """A short name of the sheet, which stands in each of its rows: a row that was copied from another sheet has another."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]

    def cells(self) -> tuple[str, str, str]:
        """What stands in the hidden sheet, cell below cell."""
        return FORMAT, json.dumps(asdict(self)), self.token


def meta_of(cells: Sequence[str]) -> Meta | None:
    """What the hidden sheet says; None where it is none, or not as it was written."""
    if tuple(cells[:1]) != (FORMAT,) or len(cells) < 3:
        return None
    try:
        stated = json.loads(cells[1])
        found = Meta(**{field.name: stated[field.name] for field in fields(Meta)})
    except (ValueError, TypeError, KeyError):
        return None
    return found if found.token == cells[2] and isinstance(found.number, int) else None

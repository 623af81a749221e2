"""What the model learns from: one demand in several wordings, from gold sets (``matcher.judged``: from judgements)."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.clause import Clause
from ingest.errors import BadRow, FileMissing
from matcher.match import Relation

Key = tuple[str, str]
HELD_OUT = 0.1
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SAME = frozenset({"equal", Relation.EQUAL.value, Relation.EQUIVALENT.value})
"""How a gold set spells that two clauses demand the same."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A clause as one standard words it: its language (ISO 639-1), title ("" for none) and text."""

    lang: str
    title: str
    text: str

    @property
    def passage(self) -> str:
        """Title and text, as they are embedded."""
        return "\n".join(part for part in (self.title, self.text) if part)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One demand in at least two wordings.

    ``document`` is what is held out together; ``partly``: one wording demands more than the other.
    """

    wordings: tuple[Wording, ...]
    document: str
    partly: bool = False

    @property
    def pivot(self) -> str:
        """The wording by which a teacher compares lessons: the first in English, else the first."""
        return next((w.passage for w in self.wordings if w.lang == "en"), self.wordings[0].passage)


def read_lessons(paths: Sequence[Path]) -> tuple[Lesson, ...]:
    """The lessons of gold sets (JSONL: clauses, then rows with ``"gold": true``), in order.

    Clauses that are linked as equal or equivalent are one lesson, however many there are. A link that says that one demands
    more than the other is a lesson of two wordings, and so is, since they say related things in other words, each clause with
    the clause that it belongs to by its number, in another language ("4.1.2" with "4.1"; chapters are about too much).

    Raises:
        FileMissing: there is no such file.
        BadRow: a line is not JSON, lacks a field, or names a clause that the file does not hold.
    """
    return tuple(lesson for path in paths for lesson in _read(path))


def is_held_out(document: str) -> bool:
    """Whether a document is kept for judging: about ``HELD_OUT`` of all, told by its name alone, whatever stands beside it."""
    return int.from_bytes(hashlib.sha256(document.encode()).digest()[:4]) < HELD_OUT * 2**32


def document_of(name: str, standard: str, clause: str) -> str:
    """What a clause of the gold set ``name`` is held out with: clauses whose numbers differ in the last place only.

    A held-out clause must not be known from its translation, whose number is the same. Where numbers have one place, as articles
    of laws do, it is the whole standard.
    """
    above = clause.lstrip(_LETTERS).rpartition(".")[0]
    return f"{name}/{above}" if above else standard


def wording_of(clause: Clause) -> Wording:
    """A clause as it is learnt from; its label where it has no words."""
    title, text = clause.title.strip(), clause.text.strip()
    return Wording(clause.lang, title, text) if title or text else Wording(clause.lang, "", clause.clause)


def _read(path: Path) -> list[Lesson]:
    clauses, gold = _rows(path)

    def document(key: Key) -> str:
        return document_of(path.stem, *key)

    groups = _joined(clauses, ((a, b) for a, b, relation in gold if relation in SAME))
    lessons = [Lesson(tuple(wording_of(clauses[k]) for k in group), document(group[0])) for group in groups if len(group) > 1]
    for a, b, relation in gold:
        if relation not in SAME and relation[:6] in {"subset", "supers"}:
            lessons.append(Lesson((wording_of(clauses[a]), wording_of(clauses[b])), document(a), partly=True))
    return lessons + _kin(clauses, groups, document)


def _rows(path: Path) -> tuple[dict[Key, Clause], list[tuple[Key, Key, str]]]:
    """The clauses of a gold set by standard and label, and its links."""
    if not path.is_file():
        raise FileMissing(str(path), "there is no such file")
    clauses: dict[Key, Clause] = {}
    gold: list[tuple[int, dict[str, Any]]] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if row.get("gold"):
                    gold.append((number, row))
                else:
                    clause = Clause(row["standard"], row["clause"], row["lang"], row.get("title") or "", row["text"])
                    clauses[clause.standard, clause.clause] = clause
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise BadRow(path.name, f"not a clause or a gold row ({error})", line=number) from error
    return clauses, [link for number, row in gold for link in _link(path.name, number, row, clauses)]


def _link(name: str, number: int, row: Mapping[str, Any], clauses: Mapping[Key, Clause]) -> list[tuple[Key, Key, str]]:
    """The link of a gold row; none where it says that there is no counterpart."""
    try:
        ends = (row["a_standard"], row["a_clause"]), (row["b_standard"], row["b_clause"])
    except KeyError as error:
        raise BadRow(name, f"a gold row lacks {error}", line=number) from error
    relation = row.get("relation", "equal")
    if relation.startswith("no") or not ends[1][1]:
        return []
    for end in ends:
        if end not in clauses:
            raise BadRow(name, f"a gold row without its clause ({' '.join(end)})", line=number)
    return [(*ends, relation)]


def _joined(clauses: Mapping[Key, Clause], links: Iterable[tuple[Key, Key]]) -> list[list[Key]]:
    """The clauses in groups of those that are linked, directly or by others, in the order of their first."""
    root: dict[Key, Key] = {}

    def found(key: Key) -> Key:
        while root.get(key, key) != key:
            key = root[key]
        return key

    for a, b in links:
        root[found(b)] = found(a)
    groups: dict[Key, list[Key]] = defaultdict(list)
    for key in clauses:
        groups[found(key)].append(key)
    return list(groups.values())


def _kin(clauses: Mapping[Key, Clause], groups: Sequence[Sequence[Key]], document: Callable[[Key], str]) -> list[Lesson]:
    """Each clause with a counterpart, in turn, of the clause that it belongs to by its number."""
    counterparts = {key: group for group in groups for key in group if len(group) > 1}
    by_number = {(standard, label.lstrip(_LETTERS)): (standard, label) for standard, label in clauses}
    lessons = []
    for turn, (key, clause) in enumerate(clauses.items()):
        parent = clause.clause.lstrip(_LETTERS).rpartition(".")[0]
        above = by_number.get((clause.standard, parent))
        if above in counterparts and "." in parent:
            others = counterparts[above]
            wordings = wording_of(clause), wording_of(clauses[others[turn % len(others)]])
            lessons.append(Lesson(wordings, document(key), partly=True))
    return lessons

"""Quantities against those that people read: ``python -m benchmarks.quantities PDFS [-v] [--part A|B|C] [--keep FOLDER]``.

The gold is ``benchmarks/quantity_gold/*.jsonl`` (its README says what counts as a quantity). A quantity is right when value,
operator and unit are; a range is its two bounds. ``--part`` takes part of the documents: A (every second) and B (a quarter) were
looked at to mend the grammar, C (a quarter) is for judging what became of it. Clauses of parsed documents are kept in FOLDER.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from index.units import unit
from ingest.clause import Clause, Kind, Part
from ingest.flatten import flatten
from ingest.wire import clause_from_wire, clause_to_wire
from matcher.quantity import quantities
from matcher.tabular import cell_quantities

GOLD = Path(__file__).resolve().parent / "quantity_gold"
Found = tuple[str, str, str]
"""Value, operator, unit."""


@dataclass(frozen=True, slots=True)
class Row:
    """What people read in one clause."""

    file: str
    clause: str
    wanted: tuple[Found, ...]


@dataclass(slots=True)
class Score:
    """Counts over clauses; ``misses``: clause, what was not found, what was found in vain."""

    right: int = 0
    wanted: int = 0
    found: int = 0
    misses: list[tuple[Row, list[Found], list[Found]]] = field(default_factory=list)

    def add(self, row: Row, found: Sequence[Found]) -> None:
        """Count one clause."""
        ours, theirs = Counter(found), Counter(row.wanted)
        self.right += sum((ours & theirs).values())
        self.wanted += len(row.wanted)
        self.found += len(found)
        if ours != theirs:
            self.misses.append((row, list((theirs - ours).elements()), list((ours - theirs).elements())))

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  of {self.wanted}"


def rows() -> Iterator[Row]:
    """The gold, clause by clause."""
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            wanted = tuple(
                one for q in raw["quantities"] for one in _ends(Decimal(q["value"]), q.get("upper"), q["op"], _symbol(q["unit"]))
            )
            yield Row(raw["file"], raw["clause"], wanted)


def _ends(
    value: Decimal, upper: Decimal | str | None, operator: str, name: str, bounds: tuple[str, str] = ("≥", "≤")
) -> Iterator[Found]:
    """One bound, or the two of a range: "5 to 10 m" and "at least 5 m and at most 10 m" ask the same."""
    if upper is None:
        yield _plain(value), operator, name
    else:
        yield from ((_plain(value), bounds[0], name), (_plain(Decimal(upper)), bounds[1], name))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _symbol(name: str) -> str:
    """Our symbol of a unit. Where a text prints a bare $, the gold says whose: that is known from the document."""
    if name in ("NZD", "AUD", "USD"):
        return "$"
    known = unit(name) if name else None
    return known.symbol if known else name


def found_in(clause: Clause) -> list[Found]:
    """What the product finds in a clause, the cells of its tables in the unit of their head included."""
    cells = {q.value_start: q for q in cell_quantities(clause)}
    every = quantities(clause.text, clause.lang)
    said = [q for q in every if not any(c.start < q.end and q.start < c.end for c in cells.values())]
    found = [*said, *cells.values()]
    names = [_symbol(q.unit.symbol) if q.unit else "" for q in found]
    return [one for q, name in zip(found, names, strict=True) for one in _ends(q.value, q.upper, q.comparator, name, q.bounds)]


def clauses_of(path: Path, folder: Path | None) -> dict[str, Clause]:
    """The clauses of a document and their parts by label, the first of each; a clause goes before a part."""
    kept = folder / f"{path.stem}.json" if folder else None
    if kept and kept.exists():
        clauses = [clause_from_wire(raw) for raw in json.loads(kept.read_text(encoding="utf-8"))]
    else:
        from ingest.read import read

        clauses = [c for document in read(path) for c in document.clauses]
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps([clause_to_wire(c) for c in clauses], ensure_ascii=False), encoding="utf-8")
    found = {c.clause: c for c in reversed(clauses)}
    for node, table in flatten(clauses):
        whole = Part(Kind.TABLE, node.clause, 0, len(node.text), table=table)
        found.setdefault(node.clause, replace(node, parts=(whole,)) if table else node)
    return found


def main(pdfs: Path, *, part: str = "", verbose: bool = False, folder: Path | None = None) -> None:
    """Print precision, recall and F1 by language of the document and over all; with ``verbose`` what differs."""
    by_file: dict[str, list[Row]] = defaultdict(list)
    for row in rows():
        by_file[row.file].append(row)
    files = [f for i, f in enumerate(sorted(by_file)) if part in ("", "ABAC"[i % 4])]
    scores: dict[str, Score] = defaultdict(Score)
    total = Score()
    for file in files:
        clauses = clauses_of(pdfs / file, folder)
        for row in by_file[file]:
            clause = clauses.get(row.clause)
            if clause is None:
                print(f"no clause {row.clause} in {file}", file=sys.stderr)
                continue
            found = found_in(clause)
            total.add(row, found)
            scores[clause.lang].add(row, found)
    if verbose:
        for row, missed, vain in total.misses:
            print(f"{row.file} {row.clause}")
            print(f"    missed {' | '.join(map(_shown, missed))}\n    in vain {' | '.join(map(_shown, vain))}")
    for lang, score in sorted(scores.items()):
        print(f"{lang:4} {score}")
    print(f"all  {total}  ({len(files)} documents)")


def _shown(found: Found) -> str:
    value, operator, name = found
    return f"{operator} {value} {name}"


if __name__ == "__main__":
    options = sys.argv[2:]
    kept_in = options[options.index("--keep") + 1] if "--keep" in options else ""
    main(
        Path(sys.argv[1]),
        part=options[options.index("--part") + 1] if "--part" in options else "",
        verbose="-v" in options,
        folder=Path(kept_in) if kept_in else None,
    )

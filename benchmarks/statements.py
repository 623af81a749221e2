"""Provisions as structure against sentences whose parts people marked: ``python -m benchmarks.statements [NAME…] [-v]``.

The lists are ``tests/data/statements/NAME.txt`` (the format stands at their heads). A span is right where it shares three
quarters of its characters with one that is marked (intersection over union); ``exact`` counts those that are the same.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.clause import Clause, Document, Standard
from matcher.statement import Statement, statements

LISTS = Path(__file__).resolve().parent.parent / "tests" / "data" / "statements"
FIELDS = {"s": "subject", "p": "property", "c": "condition", "e": "exception", "m": "method"}
ALIKE = 0.75
_MARK = re.compile(r"\{([spcem]) |\}")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence as it was marked: its text, type, and by field the characters."""

    lang: str
    publisher: str
    provision: str
    text: str
    spans: dict[str, tuple[Place, ...]]


@dataclass(slots=True)
class Score:
    """Counts of one field: how many were marked, found, right, and right to the character."""

    marked: int = 0
    found: int = 0
    right: int = 0
    exact: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is marked that was found."""
        return self.right / self.marked if self.marked else 1.0


def read_marked(path: Path) -> Iterator[Marked]:
    """The sentences of a list."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, publisher, provision, marked = line.split(" ", 3)
            yield Marked(lang, publisher, provision, *unmarked(marked))


def unmarked(marked: str) -> tuple[str, dict[str, tuple[Place, ...]]]:
    """The text without its marks, and where they stood."""
    text, open_, at = "", [], 0
    spans: dict[str, list[Place]] = {name: [] for name in FIELDS.values()}
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        if m[1]:
            open_.append((FIELDS[m[1]], len(text)))
        else:
            name, start = open_.pop()
            spans[name].append((start, len(text)))
    return text + marked[at:], {name: tuple(sorted(found)) for name, found in spans.items()}


def read(sentence: Marked) -> tuple[Statement, ...]:
    """The statements of a marked sentence, read as the clause of a standard of its publisher."""
    from ingest.provisions import with_provisions

    designation = {"CN": "中华人民共和国法", "EU": "Regulation (EU) 1/2000", "CFR": "29 CFR 1910.1", "HSE": "Regulations 1999"}
    name = designation.get(sentence.publisher, f"{sentence.publisher} 1-2000")
    clause = Clause(name, "1", sentence.lang, text=sentence.text, id="1")
    publisher = sentence.publisher
    (annotated,) = with_provisions(Document(Standard(name, sentence.lang, publisher=publisher), (clause,))).clauses
    return statements(annotated)


def found(parts: Sequence[Statement]) -> dict[str, tuple[Place, ...]]:
    """What was found, by field."""
    return {
        "subject": tuple(s.subject for s in parts if s.subject),
        "property": tuple({b.property for s in parts for b in s.bounds if b.property}),
        "condition": tuple({c for s in parts for c in s.conditions}),
        "exception": tuple({e for s in parts for e in s.exceptions}),
        "method": tuple({m for s in parts for m in s.methods}),
    }


def add(scores: dict[tuple[str, str], Score], sentence: Marked) -> None:
    """Count one sentence."""
    parts = read(sentence)
    ours = found(parts)
    for name, wanted in sentence.spans.items():
        score = scores.setdefault((sentence.lang, name), Score())
        left = list(wanted)
        score.marked += len(wanted)
        score.found += len(ours[name])
        for span in sorted(ours[name]):
            best = max(left, key=lambda other: alike(span, other), default=None)
            if best is not None and alike(span, best) >= ALIKE:
                left.remove(best)
                score.right += 1
                score.exact += span == best
            else:
                score.wrong.append(f"false: {sentence.text[slice(*span)]} | {sentence.text}")
        score.wrong += [f"missed: {sentence.text[slice(*span)]} | {sentence.text}" for span in left]
    kind = scores.setdefault((sentence.lang, "type"), Score())
    kind.marked += 1
    kind.found += 1
    same = bool(parts) and parts[0].provision.value == sentence.provision
    kind.right += same
    kind.exact += same
    if not same:
        kind.wrong.append(f"{[p.provision.value for p in parts]} for {sentence.provision} | {sentence.text}")


def alike(a: Place, b: Place) -> float:
    """Characters that two spans share, of those that either has."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (max(a[1], b[1]) - min(a[0], b[0]))


def main(names: Sequence[str], *, verbose: bool = False) -> None:
    """Print precision and recall by language and field, and with ``verbose`` every difference."""
    scores: dict[tuple[str, str], Score] = {}
    for path in sorted(LISTS.glob("*.txt")):
        if not names or path.stem in names:
            for sentence in read_marked(path):
                add(scores, sentence)
    fields = ("type", *FIELDS.values())
    langs = sorted({lang for lang, _ in scores}, key=lambda lang: (lang not in ("zh", "en", "ru"), lang))
    for name in fields:
        total = Score()
        for lang in langs:
            score = scores.get((lang, name), Score())
            total = Score(*(x + y for x, y in zip(_counts(total), _counts(score), strict=True)))
            if score.marked or score.found:
                print(f"{name:10}{lang:4}{_line(score)}")
            if verbose:
                for line in score.wrong:
                    print(f"      {line}")
        print(f"{name:10}all {_line(total)}")


def _counts(score: Score) -> tuple[int, int, int, int]:
    return score.marked, score.found, score.right, score.exact


def _line(score: Score) -> str:
    return f"P {score.precision:.3f}  R {score.recall:.3f}  exact {score.exact:3}  right {score.right:3}  of {score.marked:3}"


if __name__ == "__main__":
    main([name for name in sys.argv[1:] if name != "-v"], verbose="-v" in sys.argv[1:])

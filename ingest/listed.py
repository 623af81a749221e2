"""Labels of clauses as comparison tables and lists of changes name them: "5.2", "4～7", "Annex I, Sections 1 to 3", 第4章."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from ingest.citation import Step, citations, printed
from ingest.citing import Level
from ingest.clause import Clause, Document, Kind
from ingest.spelling import shadow
from ingest.targets import Targets, normal

_ITEM = r"(?:[A-ZА-Я]\.)?\d{1,3}(?:\.\d{1,3})*(?: ?[a-zа-я]\))?"
_SIGN = r"\s*(?:[,;、~\n-]|和|及|至|\b(?:and|to|и|до|по)\b)\s*"
_BARE = re.compile(rf"\s*(?P<list>{_ITEM}(?:{_SIGN}{_ITEM})*)(?=\.?\s*$|\.?\s+[^\W\d_]|[一-鿿(])")
"""Numbers without a word, with a title behind them or nothing."""
_LATER = re.compile(r"\b(?:when|where|if|as) read |\bin conjunction with|\bread together|в сочетании", re.IGNORECASE)
_APART = re.compile(r"(?<=\d) (?=[a-z](?:$|[ ,;]))")
_DASHED = re.compile(r"\b(annex [IVXLC]+|приложени\w+ \w) - (?=part|section|chapter|point|раздел|пункт)", re.IGNORECASE)
_NAMED = {
    Kind.FOREWORD: re.compile(r"\s*(?:前\s*言|foreword|предисловие|avant-propos|lời nói đầu|prakata)\s*", re.IGNORECASE),
    Kind.INTRODUCTION: re.compile(r"\s*(?:引\s*言|introduction|введение|lời giới thiệu|pendahuluan)\s*", re.IGNORECASE),
    Kind.BIBLIOGRAPHY: re.compile(r"\s*(?:参考文献|bibliography|библиография|thư mục|bibliografi)\s*", re.IGNORECASE),
}
_BELOW_ANNEX = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.PARAGRAPH, Level.POINT})


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it is cited, and the id of the clause that it means in its own document ("" where none is known)."""

    label: str
    target: str = ""


def steps_of(text: str, lang: str) -> tuple[tuple[Step, ...], ...]:
    """The labels that ``text`` names, in order, as steps from above; lists and ranges are expanded.

    A number needs no word before it when ``text`` begins with it. What is only to be read beside a label does not count.
    """
    plain = _DASHED.sub(r"\1, ", _APART.sub("", shadow(text)))
    if later := _LATER.search(plain):
        plain = plain[: later.start()].rstrip(" ,(")
    if bare := _BARE.match(plain):
        listed = re.sub(r"\s*[;\n]\s*", ", ", bare["list"])
        return tuple(c.steps for c in citations(f"clauses {listed}", "en") if c.steps)
    found: list[tuple[Step, ...]] = []
    annex: Step | None = None
    for citation in citations(plain, lang):
        if citation.standard or not citation.steps:
            continue
        first = citation.steps[0]
        steps = (annex, *citation.steps) if annex is not None and first.level in _BELOW_ANNEX else citation.steps
        annex = first if first.level is Level.ANNEX else annex if first.level in _BELOW_ANNEX else None
        found.append(steps)
    return tuple(dict.fromkeys(found))


def heading_named(text: str) -> Kind | None:
    """The kind of clause without a number (a foreword, an introduction, a bibliography) that ``text`` names as a whole."""
    return next((kind for kind, pattern in _NAMED.items() if pattern.fullmatch(text)), None)


class Named:
    """The clauses of a document by how its own tables and lists, and those of other standards, name them."""

    def __init__(self, document: Document) -> None:
        self._targets = Targets(document.clauses)
        self._clauses = document.clauses
        self._often = Counter(clause.clause for clause in document.clauses)

    def named(self, text: str, lang: str, at: Clause | None = None) -> tuple[Label, ...]:
        """The labels of this document that ``text`` names, seen from its clause ``at``, or from outside of it."""
        if kind := heading_named(text):
            return (Label(" ".join(text.split()), next((c.id for c in self._clauses if c.kind is kind), "")),)
        return tuple(self._label(steps, at) for steps in steps_of(text, lang))

    def _label(self, steps: Sequence[Step], at: Clause | None) -> Label:
        clause, rest = self._targets.find(steps, at or self._clauses[0]) if self._clauses else (None, [])
        if clause is None or rest:
            return Label(printed(steps))
        return Label(clause.clause if self._often[clause.clause] == 1 else printed(steps), clause.id)


def other_labels(text: str, lang: str) -> tuple[Label, ...]:
    """The labels of another standard that ``text`` names, as they are printed."""
    if heading_named(text):
        return (Label(" ".join(text.split())),)
    return tuple(Label(printed(steps)) for steps in steps_of(text, lang))


def neutral(label: str, lang: str) -> str:
    """A label in a form that is the same in every language: "Приложение A" and 附录A, 第7章 and "7"; "" where it is none."""
    kind = heading_named(label)
    steps = next(iter(steps_of(label, lang)), ())
    return str(kind or "") or "/".join(
        f"{'annex ' if step.level is Level.ANNEX else ''}{normal(step)}{''.join(step.tail)}" for step in steps
    )


def paired(ours: Sequence[Label], theirs: Sequence[Label]) -> list[tuple[Label, Label]]:
    """Which of ``ours`` goes with which of ``theirs``: each with its like where both list as many of the same ending, else all.

    Ranges of the same length run side by side; the side that names nothing gives an empty label.
    """
    if len(ours) == len(theirs) > 1 and (_alike(ours, theirs) or (_runs(ours) and _runs(theirs))):
        return list(zip(ours, theirs, strict=True))
    return list(product(ours or (Label(""),), theirs or (Label(""),)))


def _alike(ours: Sequence[Label], theirs: Sequence[Label]) -> bool:
    return all(a.label.split()[-1] == b.label.split()[-1] for a, b in zip(ours, theirs, strict=True))


def _runs(labels: Sequence[Label]) -> bool:
    """Whether labels count up by one at their last number: 7.2, 7.3, 7.4."""
    parts = [re.fullmatch(r"(.*?)(\d+)", label.label) for label in labels]
    numbers = [(part[1], int(part[2])) for part in parts if part]
    return len(numbers) == len(labels) and all(
        (head, number) == (numbers[0][0], numbers[0][1] + n) for n, (head, number) in enumerate(numbers)
    )

"""Sections as the markup of a file nests them ─▶ clauses: labels, kinds, ids, levels, parents as a PDF gives them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.block import Block, written
from ingest.clause import Clause, Kind
from ingest.nodes import KINDS, own_id
from ingest.numbering import Label, read_labels
from ingest.words import STATUS, UNTITLED

_ANNEX_WORDS = {"zh": "附录{}", "fr": "Annexe {}", "ru": "Приложение {}", "de": "Anhang {}", "es": "Anexo {}", "pt": "Anexo {}"}


@dataclass(slots=True)
class Branch:
    """A section: its ``label`` and ``title`` as they are written, its ``level`` (1 at the top), what stands in it.

    ``kind`` None where the label tells it.
    """

    level: int
    label: str = ""
    title: str = ""
    kind: Kind | None = None
    blocks: list[Block] = field(default_factory=list)


def grown(branches: Iterable[Branch], *, standard: str, lang: str) -> tuple[Clause, ...]:
    """The clauses of sections that come in reading order."""
    out: list[Clause] = []
    above: list[tuple[int, Clause]] = []  # the sections that the next one may belong to, with the level of each in the file
    seen: Counter[str] = Counter()
    for branch in branches:
        while above and above[-1][0] >= branch.level:
            above.pop()
        parent = above[-1][1] if above else None
        clause = _clause(branch, parent, seen, standard, lang)
        above.append((branch.level, clause))
        out.append(clause)
    return tuple(out)


def _clause(branch: Branch, parent: Clause | None, seen: Counter[str], standard: str, lang: str) -> Clause:
    text, parts = written(branch.blocks)
    title = STATUS.sub("", branch.title).strip()
    cited, kind = _cited(branch, lang)
    if not cited and kind is Kind.CLAUSE:
        kind = UNTITLED.get(re.sub(r"\s+", "", title).lower(), kind)
    return Clause(
        standard=standard,
        clause=cited,
        lang=lang,
        title=title,
        text=text,
        id=own_id(parent.id if parent else "", cited, kind, title, seen),
        level=parent.level + 1 if parent else 1,
        parent=parent.id if parent else "",
        kind=kind,
        parts=parts,
    )


def _cited(branch: Branch, lang: str) -> tuple[str, Kind]:
    """The label as a reader cites it, and the kind of the section."""
    printed = STATUS.sub("", " ".join(branch.label.split())).strip().rstrip(".:：")
    if branch.kind is Kind.ANNEX and re.fullmatch(r"[A-ZА-Я]|\d{1,2}|[IVX]{1,4}", printed):
        printed = _ANNEX_WORDS.get(lang, "Annex {}").format(printed)
    label = _label(printed)
    kind = branch.kind or (KINDS[label.series] if label else Kind.CLAUSE)
    return label.text if label else printed, kind


def _label(printed: str) -> Label | None:
    found: Sequence[Label] = [label for label in read_labels(printed) if label.end == len(printed)]
    return found[0] if found else None

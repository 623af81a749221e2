"""A made-up library of realistic size: standards of 100 to 300 clauses, comparisons of them, and judgements in the log.

Made from a seed and nothing else, so that two runs measure the same. Texts are sentences of the field with numbers, in Chinese
and English; proposals have evidence, ranked alternatives and deviations as the matcher's have.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.queueing import queue
from app.state import Choice, load_comparison, save_comparison
from index.library import Library
from ingest.clause import Clause, Document, Provision, Sentence, Standard
from matcher import ledger
from matcher.match import Advice, Candidate, Decision, Deviation, DeviationKind, Evidence, Match, Relation, Side, Span

CHAPTERS = 9
SUBJECTS = (
    ("噪声限值", "Noise limit"), ("测量方法", "Method of measurement"), ("个体防护", "Personal protection"),
    ("通风", "Ventilation"), ("标识", "Marking"), ("记录", "Records"), ("培训", "Training"), ("防爆", "Explosion protection"),
    ("接地", "Earthing"), ("照度", "Illuminance"), ("检验规则", "Inspection"), ("温度", "Temperature"),
)  # fmt: skip
SENTENCES = (
    ("{subject}应符合附录A的规定，不应超过 {n} dB(A)。", "{subject} shall comply with Annex A and not exceed {n} dB(A)."),
    ("在 {n} °C 下应保持至少 {m} min，并记录结果。", "It shall be kept at {n} °C for at least {m} min and be recorded."),
    ("用人单位应每 {m} 个月组织一次检查，结果应保存。", "The employer shall inspect every {m} months and keep the results."),
    ("宜采用自动监测装置，其误差不大于 {m} %。", "An automatic monitor with an error of no more than {m} % should be used."),
    ("设备表面温度不应高于 {n} °C。", "The surface temperature of equipment shall not exceed {n} °C."),
)


class Hashed:
    """Vectors from hashes: the cards need none, but a standard on file has some."""

    name, dimensions = "made@1", 16
    means: MappingProxyType[str, NDArray[np.float32]] = MappingProxyType({})

    def encode(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        """(n, 16) vectors of length one."""
        del progress
        rows = np.array([list(hashlib.sha256(text.encode()).digest()[:16]) for text in texts], np.float32).reshape(-1, 16) + 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def made_standard(number: int, draw: random.Random) -> Document:
    """The standard of that number, every second one Chinese."""
    lang = ("zh", "en")[number % 2]
    name = f"GB/T {70000 + number}—2024" if lang == "zh" else f"ISO {70000 + number}:2023"
    clauses: list[Clause] = []
    each = draw.randint(100, 300) // CHAPTERS
    for chapter in range(1, CHAPTERS + 1):
        top = f"{chapter}"
        title = SUBJECTS[chapter % len(SUBJECTS)][number % 2]
        clauses.append(Clause(name, top, lang, title, "", id=top, level=1, page=chapter))
        for place in range(1, each + 1):
            label, subject = f"{chapter}.{place}", SUBJECTS[draw.randrange(len(SUBJECTS))][number % 2]
            said = [
                draw.choice(SENTENCES)[number % 2].format(subject=subject, n=draw.randint(50, 120), m=draw.randint(1, 30))
                for _ in range(draw.randint(1, 6))
            ]
            ends = [sum(len(one) + 1 for one in said[:at]) for at in range(len(said) + 1)]
            sentences = tuple(
                Sentence(start, start + len(one), Provision.REQUIREMENT) for start, one in zip(ends, said, strict=False)
            )
            own = {"level": 2, "parent": top, "page": chapter, "provision": Provision.REQUIREMENT, "sentences": sentences}
            clauses.append(Clause(name, label, lang, subject, " ".join(said), id=f"{top}/{label}", **own))  # type: ignore[arg-type]
    return Document(
        Standard(name, lang, f"{SUBJECTS[number % 12][number % 2]} {number}", publisher=name.split(maxsplit=1)[0]), tuple(clauses)
    )


def made_matches(a: Document, b: Document, draw: random.Random) -> tuple[Match, ...]:
    """One proposal for each clause of A with a text, a tenth of them without counterpart, and what of B is left."""
    ours, theirs = ([one for one in document.clauses if one.text] for document in (a, b))
    names, taken, found = (a.standard.designation, b.standard.designation), set[str](), []
    relations = [relation for relation in Relation if relation is not Relation.NONE]
    for place, clause in enumerate(ours):
        ranked = tuple(Candidate(names[1], one.id, round(0.9 - 0.05 * n, 3)) for n, one in enumerate(draw.sample(theirs, 10)))
        if draw.random() < 0.1:
            none = Match(names[0], (clause.id,), names[1], (), Relation.NONE, 0.8, alternatives=ranked, searched=(names[1],))
            found.append(none)
            continue
        other = theirs[min(len(theirs) - 1, max(0, place * len(theirs) // len(ours) + draw.randint(-2, 2)))]
        taken.add(other.id)
        spans = (Span(clause.id, 0, 6),), (Span(other.id, 0, 12),)
        limit = Deviation(DeviationKind.LIMIT, clause.text[:6], other.text[:12], *spans, comparable=True, stricter=Side.A)
        evidence = tuple(
            Evidence(name, draw.random(), "", *spans, share=draw.random() / 4)
            for name in ("meaning", "anchors", "tree", "neighbours", "kind")
        )
        more = {
            "deviations": (limit,) * draw.randint(0, 2),
            "evidence": evidence,
            "alternatives": ranked,
            "searched": (names[1],),
        }
        sure = draw.random()
        advice = Advice.PROPOSE if sure > 0.6 else Advice.ASK
        relation = draw.choice(relations)
        found.append(Match(names[0], (clause.id,), names[1], (other.id,), relation, sure, advice=advice, **more))  # type: ignore[arg-type]
    rest = [one for one in theirs if one.id not in taken]
    found += [Match(names[0], (), names[1], (one.id,), Relation.NONE, 0.7, searched=(names[0],)) for one in rest]
    return tuple(found)


def made_library(folder: Path, *, standards: int = 40, comparisons: int = 100, judged: int = 40) -> list[tuple[str, str]]:
    """Make the library; ``judged`` cards of each comparison are decided. Returns the pairs."""
    from app.deciding import judgements_of

    draw = random.Random(7)
    documents = [made_standard(number, draw) for number in range(standards)]
    pairs = [(one, two) for one in documents[::2] for two in documents[1::2]]
    chosen = draw.sample(pairs, comparisons)
    with Library.open(folder, create=True) as library:
        for document in documents:
            library.add(document, Hashed(), author="maker")
        for a, b in chosen:
            save_comparison(library, a, b, made_matches(a, b, draw), Hashed.name, author="maker")
        for a, b in chosen:
            opened = load_comparison(library, a.standard.designation, b.standard.designation)
            items = queue(opened, (), 0)[:judged]
            said = [
                judgement
                for item in items
                for judgement in judgements_of(opened, item, Choice(Decision.ACCEPT, item.match.relation), "second reviewer")
            ]
            ledger.record_all(library, said)
    return [(a.standard.designation, b.standard.designation) for a, b in chosen]

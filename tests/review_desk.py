"""A small library for the tests of the review desk: two standards, proposals written directly, no model."""

from __future__ import annotations

import hashlib
from types import MappingProxyType

import numpy as np
from hostile import HOSTILE, hostile_documents, hostile_matches

from app.state import save_comparison
from index.library import Library
from ingest.clause import Clause, Document, Provision, Standard
from matcher.match import Advice, Candidate, Deviation, DeviationKind, Evidence, Match, Relation, Side, Span

__all__ = ["HOSTILE", "hostile_documents", "hostile_matches"]

A, B = "GB/T 90001—2024", "ISO 90001:2023"


class FakeEncoder:
    """Vectors from hashes: the same text, the same vector."""

    name = "fake@1"
    dimensions = 16
    means = MappingProxyType({})

    def encode(self, texts, *, progress=None):
        rows = [np.frombuffer(hashlib.sha512(text.encode("utf-8", "replace")).digest()[:16], np.uint8) for text in texts]
        found = np.array(rows, np.float32).reshape(len(texts), 16) + 1
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def clause(standard, label, lang, title, text, **more):
    parent = more.pop("parent", label.rpartition(".")[0])
    path = f"{parent}/{label}" if parent else label
    more.setdefault("provision", Provision.REQUIREMENT)
    return Clause(standard, label, lang, title, text, id=path, level=path.count("/") + 1, parent=parent, **more)


def documents():
    ours = [
        clause(A, "4", "zh", "一般要求", "", provision=Provision.UNSURE),
        clause(A, "4.1", "zh", "接触限值", "8 h 等效声级不应超过 85 dB(A)。", page=3),
        clause(A, "4.2", "zh", "测量", "应使用符合 GB/T 3785.1 的 1 级或 2 级声级计测量。"),
        clause(A, "4.3", "zh", "记录", "测量记录应保存至少 10 年。"),
        clause(A, "4.4", "zh", "标识", "超过限值的区域入口处应设置警示标识，并配备护听器。"),
        clause(A, "4.5", "zh", "培训", "用人单位宜每年组织一次培训。", provision=Provision.RECOMMENDATION),
        clause(A, "4.6", "zh", "通风", "局部排风罩的风速不应低于 0.5 m/s。"),
    ]
    theirs = [
        clause(B, "5", "en", "Requirements", "", provision=Provision.UNSURE),
        clause(B, "5.1", "en", "Exposure limit", "The 8 h equivalent level shall not exceed 90 dB(A).", page=4),
        clause(B, "5.2", "en", "Instruments", "Sound level meters of class 1 shall be used."),
        clause(B, "5.3", "en", "Records", "Records of measurements shall be kept for at least 10 years."),
        clause(B, "5.4", "en", "Warning signs", "Warning signs shall be posted where the limit is exceeded."),
        clause(B, "5.5", "en", "Hearing protectors", "Hearing protectors shall be provided free of charge."),
        clause(B, "5.6", "en", "Training", "Workers shall be trained once a year."),
        clause(B, "5.7", "en", "Vibration", "Hand-arm vibration shall be assessed."),
    ]
    return (
        Document(Standard(A, "zh", "工作场所噪声", publisher="GB"), tuple(ours)),
        Document(Standard(B, "en", "Noise at the workplace", publisher="ISO"), tuple(theirs)),
    )


def span(document, label, words):
    found = next(one for one in document.clauses if one.clause == label)
    at = found.text.index(words)
    return Span(found.id, at, at + len(words))


def matches(ours, theirs):
    ids = {one.clause: one.id for document in (ours, theirs) for one in document.clauses}
    ranked = tuple(Candidate(B, one.id, 0.6 - place / 20) for place, one in enumerate(theirs.clauses[1:]))

    def match(a, b, relation, confidence, **more):
        more.setdefault("alternatives", ranked)
        return Match(A, tuple(ids[x] for x in a), B, tuple(ids[x] for x in b), relation, confidence, searched=(B,), **more)

    limit = Deviation(
        DeviationKind.LIMIT, "85 dB(A)", "90 dB(A)", (span(ours, "4.1", "85 dB(A)"),), (span(theirs, "5.1", "90 dB(A)"),),
        comparable=True, stricter=Side.A,
    )  # fmt: skip
    shared = Evidence("anchors", 0.8, "8 h", (span(ours, "4.1", "8 h"),), (span(theirs, "5.1", "8 h"),))
    return (
        match(
            ["4.1"],
            ["5.1"],
            Relation.SUPERSET,
            0.93,
            stricter=Side.A,
            deviations=(limit,),
            evidence=(Evidence("meaning", 0.9), shared),
        ),
        match(["4.2"], ["5.2"], Relation.INTERSECTS, 0.74, evidence=(Evidence("meaning", 0.7),)),
        match(["4.3"], ["5.3"], Relation.EQUAL, 0.97, evidence=(Evidence("meaning", 0.95),), advice=Advice.PROPOSE),
        match(["4.4"], ["5.4", "5.5"], Relation.EQUIVALENT, 0.66),
        match(["4.5"], ["5.6"], Relation.SUBSET, 0.58),
        match(["4.6"], [], Relation.NONE, 0.81),
        Match(A, (), B, (ids["5.7"],), Relation.NONE, 0.7, searched=(A,)),
    )


def seed(folder, *, extra=(), database=""):
    """A library with the two standards compared, and whatever further documents are given."""
    ours, theirs = documents()
    with Library.open(folder, create=True, database=database) as library:
        for document in (ours, theirs, *extra):
            library.add(document, FakeEncoder())
        save_comparison(library, ours, theirs, matches(ours, theirs), FakeEncoder.name)
    return folder

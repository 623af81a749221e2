"""A small library for the tests of the review desk: two standards, proposals written directly, no model; and hostile texts."""

from __future__ import annotations

import hashlib
from types import MappingProxyType

import numpy as np

from app.state import save_comparison
from index.library import Library
from ingest.clause import Aspect, Cell, Clause, Document, Kind, Part, Provision, Reference, Sentence, Standard, Table
from matcher.match import Advice, Candidate, Deviation, DeviationKind, Evidence, Match, Relation, Side, Span

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


HOSTILE = (
    "<script>window.hacked=1</script>",
    "<img src=http://evil.example/x.png onerror=window.hacked=1>",
    "![x](http://evil.example/x.png)",
    "[click](javascript:window.hacked=1)",
    ":green-badge[Verified equivalent] :red[no]",
    "http://evil.example/auto and www.evil.example",
    "$\\href{http://evil.example}{x}$ <iframe src=http://evil.example></iframe>",
    "</div></style></script><svg onload=window.hacked=1>",
    "<style>@import url(http://evil.example/x.css)</style>",
    "{{7*7}} ${window.hacked=1} `code` | a | b |",
    "safe\u202etxet desrever\u202c \u200b\u2066hidden\u2069",
    '=HYPERLINK("http://evil.example","x")',
)


def hostile_parts(text):
    """What belongs to a clause whose every word is ``text``: a list item, a table, references, a sentence."""
    end, table = len(text), Table((Cell(text, 0, 0, header=True), Cell(f"{text} 2", 1, 0)), 2, 1, text)
    return {
        "kind": Kind.CLAUSE,
        "aspect": Aspect.METHOD,
        "parts": (Part(Kind.LIST_ITEM, text, 0, end // 2), Part(Kind.TABLE, text, end, end, title=text, table=table)),
        "references": (Reference(0, 3, target="2"), Reference(end // 2, end, standard=text)),
        "sentences": (Sentence(0, end, Provision.STATEMENT),),
    }


def hostile_documents():
    """Two standards whose designations, titles, labels and texts try everything at once."""
    a = [clause("EVIL <b>A</b> :red[x]", f"{n}", "zh", text, text, **hostile_parts(text)) for n, text in enumerate(HOSTILE, 1)]
    b = [clause("EVIL ![B](http://evil.example/b.png)", f"{n}", "ar", text, text) for n, text in enumerate(HOSTILE, 1)]
    return (
        Document(Standard("EVIL <b>A</b> :red[x]", "zh", HOSTILE[1], marks=(HOSTILE[4],)), tuple(a)),
        Document(Standard("EVIL ![B](http://evil.example/b.png)", "ar", HOSTILE[2]), tuple(b)),
    )


def hostile_matches(a, b):
    return tuple(
        Match(
            x.standard, (x.id,), y.standard, (y.id,), Relation.EQUAL, 0.9,
            deviations=(Deviation(DeviationKind.LIMIT, x.text, y.text, reason=x.text),),
            evidence=(Evidence("anchors", 0.5, x.text, (Span(x.id, 0, 5),), (Span(y.id, 2, 9),)),),
            alternatives=tuple(Candidate(z.standard, z.id, 0.5) for z in b.clauses),
        )
        for x, y in zip(a.clauses, b.clauses, strict=True)
    )  # fmt: skip

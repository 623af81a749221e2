"""The signals, as matrices and as evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from concepts import clause

from ingest.clause import Provision
from matcher.signals import (
    anchor_evidence,
    lengths,
    modality,
    modality_evidence,
    order_evidence,
    path_evidence,
    size,
    title_evidence,
)


def test_lengths_agree_over_scripts() -> None:
    zh = clause("用人单位应当为每一名劳动者提供合格的劳动防护用品。", "1", lang="zh")
    en = clause("The employer shall provide every worker with protective equipment that is fit for use at the workplace.", "1")
    short = clause("It is void.", "2")
    scores = lengths(np.array([size(zh)], dtype=np.float32), np.array([size(en), size(short)], dtype=np.float32))[0]
    assert scores[0] > scores[1]
    assert scores.min() >= -1
    assert scores.max() <= 0


def test_modality_counts_only_where_both_are_sure() -> None:
    shall = replace(clause("x", "1"), provision=Provision.REQUIREMENT)
    should = replace(clause("y", "1"), provision=Provision.RECOMMENDATION)
    unsure = clause("z", "2")
    assert modality([shall], [shall, should, unsure])[0].tolist() == [0, np.float32(-1 / 3), 0]
    assert modality_evidence(shall, unsure) is None
    found = modality_evidence(shall, should)
    assert found is not None
    assert found.detail == "requirement | recommendation"


def test_shared_anchors_are_shown_with_their_places() -> None:
    a = clause("噪声不得超过85 dB(A)，每12个月测量一次。", "5.1", lang="zh")
    b = clause("Noise shall be measured every 12 months and shall not exceed 85 dB(A).", "4")
    found = anchor_evidence(a, b)
    assert found is not None
    assert {a.text[s.start : s.end] for s in found.a} >= {"85 dB(A)", "12个月"}
    assert {b.text[s.start : s.end] for s in found.b} >= {"85 dB(A)", "12 months"}
    assert all(s.clause == "5.1" for s in found.a)
    assert 0 < found.value <= 1


def test_nothing_shared_gives_no_evidence() -> None:
    assert anchor_evidence(clause("限值85 dB(A)", "1", lang="zh"), clause("at least 3 m", "1")) is None


def test_titles_and_paths() -> None:
    a, b = clause("", "1", title="Scope"), clause("", "1", title="范围", lang="zh")
    title = title_evidence(a, b, 0.7)
    assert title is not None
    assert title.detail == "Scope | 范围"
    assert title_evidence(a, clause("x", "2"), 0.7) is None
    assert path_evidence((), ("Measurement",), 1.0) is None
    path = path_evidence(("测量", "仪器"), ("Measurement",), 0.9)
    assert path is not None
    assert path.detail == "测量 / 仪器 | Measurement"


def test_a_moved_clause_is_said_to_have_moved() -> None:
    assert order_evidence(0.1).detail == "moved"
    assert order_evidence(0.1, "5.2").detail == "moved | 5.2"
    assert (order_evidence(0.95).value, order_evidence(0.95).detail) == (0.95, "")
    assert order_evidence(0.0, "5.2", ordered=True).detail == "order kept | 5.2"
    assert order_evidence(0.5).detail == ""  # lists without a common order: nothing has moved

"""The space: means and hubs, what a single query may know and what a joint match may."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.space import TRAINED, joint_space, language_means, single_space

Array = NDArray[np.float32]


def _unit(vectors: Array) -> Array:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def _two_languages(count: int = 60, *, noise: float = 0.7) -> tuple[Array, Array, dict[str, Array]]:
    """The same meanings in two languages, each with a strong direction of its own; and the two directions."""
    draw = np.random.default_rng(3)
    meaning = draw.normal(size=(count, 48))
    zh, en = 9 * draw.normal(size=48) / 48**0.5, 9 * draw.normal(size=48) / 48**0.5
    left = _unit(zh + meaning + noise * draw.normal(size=meaning.shape))
    right = _unit(en + meaning + noise * draw.normal(size=meaning.shape))
    return left, right, {"zh": left.mean(axis=0), "en": right.mean(axis=0)}


def single_scores(ours: Array, theirs: Array, our_langs: list[str], their_langs: list[str], means: dict[str, Array]) -> Array:
    left, right = single_space(ours, our_langs, theirs, their_langs, means)
    return left @ right.T


def _hits(scores: Array) -> float:
    return float((scores.argmax(axis=1) == np.arange(len(scores))).mean())


def test_a_mixed_corpus_does_not_draw_a_query_to_its_own_language() -> None:
    left, right, means = _two_languages()
    draw = np.random.default_rng(4)
    others = _unit(means["zh"] + draw.normal(size=(60, 48)) / 12)
    corpus, langs = np.concatenate([right, others]), ["en"] * 60 + ["zh"] * 60
    plain = _hits(left @ corpus.T)
    assert _hits(single_scores(left, corpus, ["zh"] * 60, langs, means=means)) > plain + 0.2


def test_a_single_query_does_not_depend_on_other_queries() -> None:
    left, right, means = _two_languages()
    for given in (means, {}):
        together = single_scores(left, right, ["zh"] * 60, ["en"] * 60, means=given)
        alone = single_scores(left[7:8], right, ["zh"], ["en"] * 60, means=given)
        assert np.allclose(together[7], alone[0], atol=1e-6)
        assert (together[7].argsort() == alone[0].argsort()).all()


def test_a_joint_match_removes_what_is_particular_to_either_side() -> None:
    left, right, _ = _two_languages(noise=1.0)
    shifted = _unit(right + 0.8 * right[:1])
    ours, theirs = joint_space(left, ["zh"] * 60, shifted, ["en"] * 60, {})
    assert _hits(ours @ theirs.T) > _hits(left @ shifted.T) + 0.2
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)


def test_few_rows_lean_on_the_shipped_mean() -> None:
    known = {"zh": np.full(4, 0.5, dtype=np.float32)}
    one = np.array([[1.0, 0, 0, 0]], dtype=np.float32)
    assert np.abs(language_means(one, ["zh"], known)["zh"] - TRAINED * known["zh"]).max() < 0.05
    many = np.repeat(one, 3200, axis=0)
    assert np.abs(language_means(many, ["zh"] * 3200, known)["zh"] - TRAINED * one[0]).max() < 0.05


def test_a_model_that_tells_no_means_is_moved_by_the_whole_of_its_own() -> None:
    rows = np.array([[1.0, 0, 0, 0], [0, 1.0, 0, 0]], dtype=np.float32)
    assert np.allclose(language_means(rows, ["zh", "zh"], {})["zh"], rows.mean(axis=0))


def test_one_clause_of_an_unknown_language_is_left_as_it_is() -> None:
    left, right, means = _two_languages()
    assert np.isfinite(single_scores(left[:1], right[:1], ["xx"], ["yy"], means=means)).all()
    ours, theirs = joint_space(left[:1], ["xx"], right[:1], ["yy"], {})
    assert np.allclose(ours, left[:1], atol=1e-6)
    assert np.allclose(theirs, right[:1], atol=1e-6)

"""The second stage of a search: what a closer look at the best candidates changes, and what it leaves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.encoder import load_encoder
from ingest.clause import Clause
from matcher.rerank import LOOKED, Interaction, Ranking, closer_look, likeness

WORTH = {"bias": -8.0, "odds": 1.0, "likeness": 10.0, "margin": 2.0}
QUERY = Clause("Q", "1", "en", text="query")


class Says:
    """Says of each text the number that it is."""

    name = "says"

    def scores(self, queries: Sequence[str], texts: Sequence[Sequence[str]]) -> list[np.ndarray]:
        assert len(queries) == len(texts)
        return [np.array([float(text) for text in own], dtype=np.float32) for own in texts]


def ranking(*pairs: tuple[str, float]) -> Ranking:
    return [(Clause("S", str(i), "en", text=text), score) for i, (text, score) in enumerate(pairs)]


def texts(found: Ranking) -> list[str]:
    return [clause.text for clause, _ in found]


def test_what_the_closer_look_says_moves_a_candidate_up_and_is_not_taken_alone() -> None:
    (found,) = closer_look([QUERY], [ranking(("0.2", 0.4), ("0.8", 0.3), ("0.9", 0.0))], Says(), WORTH)
    assert texts(found) == ["0.8", "0.2", "0.9"]  # the third, that the first stage ruled out, stays behind
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_candidates_that_were_not_looked_at_keep_their_order_and_are_no_surer_than_the_last() -> None:
    many = ranking(*((f"{0.5 - i / 1000}", 0.9 - i / 100) for i in range(LOOKED + 5)))
    (found,) = closer_look([QUERY], [many], Says(), WORTH)
    assert texts(found)[LOOKED:] == texts(many)[LOOKED:]
    assert max(score for _, score in found[LOOKED:]) <= found[LOOKED - 1][1]


def test_each_query_is_looked_at_by_itself() -> None:
    first, second = ranking(("0.2", 0.4), ("0.8", 0.3)), ranking(("0.1", 0.2))
    together = closer_look([QUERY, QUERY, QUERY], [first, [], second], Says(), WORTH)
    assert together == [*closer_look([QUERY], [first], Says(), WORTH), [], *closer_look([QUERY], [second], Says(), WORTH)]


def test_likeness_is_the_same_both_ways_and_whole_for_the_same_text() -> None:
    draw = np.random.default_rng(3)
    a, b = (draw.normal(size=(n, 8)).astype(np.float32) for n in (5, 9))
    a, b = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (a, b))
    assert likeness(a, b) == pytest.approx(likeness(b, a))
    assert likeness(a, a) == pytest.approx(1.0)
    assert likeness(a, b) < 1.0


def test_the_bundled_model_tells_texts_apart_token_by_token_whatever_they_are() -> None:
    encoder = load_encoder()
    rows = encoder.pieces(["The valve shall be closed.", "", "压力应每天检查。", "leak " * 800])
    assert [row.shape[1] for row in rows] == [encoder.dimensions] * 4
    assert len(rows[1]) == 1
    assert 400 < len(rows[3]) <= 512
    closer = Interaction(encoder)
    query = "储罐的压力应当每天检查一次。"
    own = [
        "The pressure of tanks is to be looked at daily.",
        "The colour of tanks shall be white.",
        "Tanks are emptied every day.",
    ]
    (said,) = closer.scores([query], [own])
    assert int(said.argmax()) == 0
    again = closer.scores([query, own[0]], [own[::-1], [query]])
    assert again[0].tolist() == pytest.approx(said[::-1].tolist(), abs=2e-3)
    assert again[1][0] == pytest.approx(said[0], abs=2e-3)

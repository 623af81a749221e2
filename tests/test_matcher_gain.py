"""Before and after on the same queries: what is called better, and what chance may do."""

from __future__ import annotations

import pytest

from matcher.gain import gain


@pytest.mark.parametrize(
    ("gained", "lost", "better"),
    [(0, 0, False), (1, 0, False), (4, 0, False), (5, 0, True), (9, 4, False), (12, 3, True), (3, 12, False)],
)
def test_better_is_what_chance_does_not_explain(gained: int, lost: int, better: bool) -> None:
    before = [False] * gained + [True] * lost + [True] * 20
    after = [True] * gained + [False] * lost + [True] * 20
    found = gain(before, after)
    assert (found.gained, found.lost, found.better) == (gained, lost, better)
    assert found.after - found.before == pytest.approx((gained - lost) / len(before))


def test_the_chance_is_that_of_a_fair_coin_and_the_interval_holds_the_difference() -> None:
    found = gain([False] * 5 + [True] * 15, [True] * 20)
    assert found.chance == pytest.approx(1 / 32)
    assert 0 <= found.low < 0.25 < found.high <= 0.6
    assert "+5 −0" in str(found)
    assert "0.750 before, 1.000 after" in str(found)


def test_queries_that_belong_together_are_drawn_together() -> None:
    before, after = [False] * 10 + [True] * 10, [True] * 20
    alone = gain(before, after)
    together = gain(before, after, [number // 10 for number in range(20)])
    assert (together.low, together.high) == (0.0, 1.0)
    assert together.high - together.low > alone.high - alone.low
    assert together.chance == alone.chance


def test_without_queries_there_is_nothing_to_compare() -> None:
    with pytest.raises(ValueError, match="queries"):
        gain([], [])

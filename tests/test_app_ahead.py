"""The card after this one is made ready in the background."""

from __future__ import annotations

import review_desk
from review_desk import A, B

from app.ahead import card_ahead
from app.card import card_data
from app.queueing import queue
from app.state import load_comparison
from index.library import Library
from matcher import quantity


def test_what_a_card_quotes_is_read_before_it_is_asked_for(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as library:
        comparison = load_comparison(library, A, B)
    item = queue(comparison, ())[0]
    quantity._quantities.cache_clear()
    card_ahead(comparison, item, str, delay=0).result(30)
    known = quantity._quantities.cache_info().misses
    assert known
    shown = card_data(comparison, item, str)
    assert shown["deviations"] and quantity._quantities.cache_info().misses == known

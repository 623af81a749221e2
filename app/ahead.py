"""What the card after this one will want is made ready while its reviewer still reads this one.

A card is quick to make but for the figures that its deviations quote: to read them again takes the grammar of quantities, and the
first unit takes the table of all units. Both are kept by who reads them; here they are only asked for in time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from app.card import card_data
from app.state import Comparison, Item

DELAY = 0.15
"""Seconds in which the card that is on its way has the machine for itself."""
_AHEAD = ThreadPoolExecutor(1, thread_name_prefix="ahead")


def card_ahead(comparison: Comparison, item: Item, _: Callable[[str], str], *, delay: float = DELAY) -> Future[None]:
    """Make a card in the background and forget it."""
    return _AHEAD.submit(_made, comparison, item, _, delay)


def _made(comparison: Comparison, item: Item, translate: Callable[[str], str], delay: float) -> None:
    time.sleep(delay)
    card_data(comparison, item, translate)  # what is wrong with a card is told when it is looked at: nobody asks the future

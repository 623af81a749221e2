"""Which standard on file a user means, however it is written."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection

from ingest.errors import UsageError

NAMED = 3


def resolve(asked: str, known: Collection[str]) -> str:
    """The one designation that differs from what was asked for at most in dashes, spaces, width and case.

    Raises:
        UsageError: there is none, or several; the nearest are named.
    """
    alike = [name for name in known if _plain(name) == _plain(asked)]
    if len(alike) == 1:
        return alike[0]
    if not known:
        raise UsageError(f"{asked}: not in the library, which is empty; `clausebridge ingest` fills it")
    near = sorted(alike) or _nearest(asked, known)
    raise UsageError(f"{asked}: not in the library; nearest: {', '.join(near)}")


def _nearest(asked: str, known: Collection[str]) -> list[str]:
    """By likeness of the whole, where one contains the other first."""
    plain = _plain(asked)

    def distance(name: str) -> tuple[bool, float, str]:
        other = _plain(name)
        apart = not (plain and (plain in other or other in plain))
        return apart, -difflib.SequenceMatcher(None, plain, other).ratio(), name

    return sorted(known, key=distance)[:NAMED]


def _plain(designation: str) -> str:
    text = unicodedata.normalize("NFKC", designation).casefold()
    return re.sub(r"[\s_]+", "", re.sub(r"[\u2010-\u2015\u2212]", "-", text))

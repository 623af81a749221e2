"""Which standard on file a user means, however it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from ingest.designation import nearest, parse, same
from ingest.errors import UsageError


def resolve(asked: str, known: Collection[str]) -> str:
    """The one designation on file that is another spelling of what was asked for: dashes, spaces, width, case, publisher's style.

    Raises:
        UsageError: there is none, or several; the nearest are named.
    """
    alike = [name for name in known if _plain(name) == _plain(asked)]
    if not alike and parse(asked):
        alike = [name for name in known if same(name, asked)]
    if len(alike) == 1:
        return alike[0]
    if not known:
        raise UsageError(f"{asked}: not in the library, which is empty; `clausebridge ingest` fills it")
    near = sorted(alike) or nearest(asked, sorted(known))
    raise UsageError(f"{asked}: not in the library; nearest: {', '.join(near)}")


def _plain(designation: str) -> str:
    text = unicodedata.normalize("NFKC", designation).casefold()
    return re.sub(r"[\s_]+", "", re.sub(r"[\u2010-\u2015\u2212]", "-", text))

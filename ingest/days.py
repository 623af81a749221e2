"""A day that a person wrote, in any of the forms that ``dates`` knows; a month or a year is its first or its last day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from ingest.dates import find_dates
from ingest.spelling import shadow

_AROUND = re.compile(r"^(?:自|从|с |c |from |since |until |до |по )?\s*|\s*(?:г\.?|года|起|止|以前)?\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20|2[45])\d\d(?= ?年?$)")
_THAI_YEAR = re.compile(r"(?:พ\.ศ\. ?|พุทธศักราช ?)")
_BUDDHIST, _FIRST_BUDDHIST = 543, 2400


def read_day(text: str, *, last: bool = False) -> date:
    """The day that ``text`` is; of a month or a year its first day, or its ``last``.

    Raises:
        ValueError: it is no date, or one whose form is read in two ways; the message says what to write.
    """
    plain = shadow(_AROUND.sub("", text.strip()))
    bare = _THAI_YEAR.sub("", plain)
    if year := _YEAR.match(bare):
        number = int(year[0]) - (_BUDDHIST if int(year[0]) >= _FIRST_BUDDHIST else 0)
        return date(number, 12, 31) if last else date(number, 1, 1)
    found = next(find_dates(plain), None)
    if found is None or found.start or plain[found.end :].strip():
        raise ValueError(f"{text.strip()[:40]!r} is no date; write it as YYYY-MM-DD, from 1900 to 2099")
    if len(found.iso) == len("2024-05-01"):
        return date.fromisoformat(found.iso)
    at, month = map(int, found.iso.split("-"))
    return date(at, month, monthrange(at, month)[1] if last else 1)

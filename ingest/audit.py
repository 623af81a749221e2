"""Two readers of one PDF, compared: what one of them sees and the other does not is never lost in silence."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from ingest.clause import Audited
from ingest.glyph import Glyph
from ingest.lines import page_lines
from ingest.second import LockedError, SecondReader

_HYPHENS = {0xAD: "-", 0x2010: "-", 0x2011: "-"}


def count_pages(count: int, other: SecondReader) -> Audited:
    """How many pages both readers find: ``count`` is the number of pdfium."""
    try:
        found = other.count()
    except LockedError:
        found = 0
    return Audited(0, count, found, abs(count - found), "pdfium")


def compare(number: int, pdfium: Sequence[Glyph], pdfplumber: Sequence[Glyph], taken: str) -> Audited:
    """What both readers see on page ``number``; characters are compared without regard to their order and place."""
    ours, theirs = _characters(pdfium), _characters(pdfplumber)
    differ = max((ours - theirs).total(), (theirs - ours).total())
    return Audited(number, ours.total(), theirs.total(), differ, taken)


def is_alike(found: Audited) -> bool:
    """Whether both readers see the same."""
    return found.differ == 0


def mismatch(found: Audited) -> tuple[str, ...]:
    """The mark for what the readers disagree on; none where they agree."""
    if is_alike(found):
        return ()
    if not found.page:
        return (f"pdfium finds {found.pdfium} pages and pdfplumber {found.pdfplumber}: compare the text with the file",)
    both = f"pdfium reads {found.pdfium} characters and pdfplumber {found.pdfplumber}, {found.differ} of them others"
    return (f"page {found.page}: {both}; those of {found.taken} are taken: compare them with the page",)


def _characters(glyphs: Sequence[Glyph]) -> Counter[str]:
    """What is printed, each letter once that is printed twice to look bold, in one spelling."""
    text = "".join(line.text for line in page_lines(glyphs, 1)).translate(_HYPHENS)
    return Counter(char for char in unicodedata.normalize("NFKC", text) if not char.isspace())

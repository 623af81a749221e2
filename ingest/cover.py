"""What a standard says of itself on its cover."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.clause import Standard
from ingest.designation import find_designations
from ingest.language import language
from ingest.line import Page
from ingest.series import country_of


def read_cover(pages: Sequence[Page], *, file_name: str) -> Standard:
    """The standard that ``pages`` are; its designation falls back on the stem of ``file_name``."""
    found = [item.designation for page in pages[:3] for line in page.lines for item in find_designations(line.text)]
    body = "\n".join(page.raw for page in pages[2:12]) or "\n".join(page.raw for page in pages)
    designation = found[0] if found else None
    publisher = designation.publisher if designation else ""
    name = str(designation) if designation else Path(file_name).stem
    return Standard(name, language(body), publisher=publisher, country=country_of(publisher))

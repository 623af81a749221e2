"""Tables from outside as CSV: bytes within a limit, texts in the encodings that spreadsheets write, rows with their lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import FileMissing, UsageError, unreadable

ENCODINGS = ("utf-8-sig", "utf-16", "gb18030", "cp1251")
"""In the order in which they are tried: cp1251 reads whatever bytes there are."""
DELIMITERS = ",;\t"
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a file, of a larger one ``most`` and one more.

    Raises:
        FileMissing: there is no such file.
        DocumentError: the system cannot read it.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise FileMissing(str(path), "no such file; check the path") from None
    except OSError as error:
        raise unreadable(str(path), error) from None


def texts(data: bytes) -> Iterator[tuple[str, str]]:
    """What bytes may say: each encoding that reads them, and the text."""
    for encoding in ENCODINGS:
        if (encoding == "utf-16") != data.startswith(_BYTE_ORDER):
            continue
        try:
            yield encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue


def heads(text: str) -> Iterator[tuple[str, list[str]]]:
    """The first line that says anything, cut at each of ``DELIMITERS``."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for delimiter in DELIMITERS:
        yield delimiter, next(csv.reader([first], delimiter=delimiter), [])


def rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line on which each begins.

    Raises:
        UsageError: a line cannot be split into cells.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        begin = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UsageError(f"line {begin}: it cannot be split into cells ({error}); check its quotation marks") from None
        if cells is None:
            return
        yield begin, cells

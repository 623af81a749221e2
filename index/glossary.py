"""A user's own terms: a CSV whose columns are language codes and whose rows are names of one thing.

    zh,en,ru
    护听器,hearing protector,средство защиты органа слуха
    护听器,ear defender,

A cell may hold several names, set apart by "|". A library keeps such a file as ``terms.csv``; it is the user's, to be edited with
any spreadsheet, and a search reads it anew.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from index.files import write_whole
from index.lexicon import Alternative, Glossary, key_of
from index.numerals import fold
from index.words import words
from ingest.errors import FileMissing, UsageError

NAME = "terms.csv"
_CODE = re.compile(r"[a-z]{2,3}")
LONGEST = 1_000
"""Characters of a term; what is longer is a file with a missing quotation mark."""


def read_glossary(path: Path) -> Glossary:
    """The terms of a CSV file, in the order of their rows.

    Raises:
        FileMissing: there is no such file.
        UsageError: it is no UTF-8 or no CSV, its first row names no two languages, or a name has no word of two letters.
    """
    langs, rows = _read(path)
    return tuple(_row(path, number, langs, row) for number, row in rows)


def kept_terms(folder: Path) -> Glossary:
    """The terms that a library keeps; none where there is no such file."""
    path = folder / NAME
    return read_glossary(path) if path.exists() else ()


def term_rows(folder: Path) -> list[list[str]]:
    """The file of a library as it is, its first row the languages; none where there is no such file."""
    path = folder / NAME
    if not path.exists():
        return []
    langs, rows = _read(path)
    return [langs, *(row for _, row in rows)]


def add_terms(folder: Path, path: Path) -> int:
    """Add the terms of a file to those of a library, without those that are there already; how many were new.

    Raises:
        UsageError, FileMissing: see ``read_glossary``; nothing was written then.
    """
    read_glossary(path)
    kept = term_rows(folder)
    langs, rows = _read(path)
    columns = list(dict.fromkeys([*(kept[0] if kept else []), *langs]))
    known = [dict(zip(kept[0], row, strict=False)) for row in kept[1:]]
    found = [dict(zip(langs, map(str.strip, row), strict=False)) for _, row in rows]
    new = [row for number, row in enumerate(found) if row not in known and row not in found[:number]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[row.get(lang, "") for lang in columns] for row in (*known, *new)])
    write_whole(folder / NAME, out.getvalue().encode())
    return len(new)


def _read(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The languages of the columns, and the rows that are not empty with their numbers."""
    try:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8; save it as CSV UTF-8") from error
    except OSError as error:
        raise FileMissing(str(path), f"cannot be read ({error.strerror})") from error
    except csv.Error as error:
        raise UsageError(f"{path}: is no CSV ({error})") from error
    langs = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if len(langs) < 2 or not all(map(_CODE.fullmatch, langs)) or len(set(langs)) < len(langs):
        raise UsageError(f"{path}: line 1 must name the languages of the columns, as in zh,en,ru")
    for number, row in enumerate(rows, 1):
        if any(len(cell) > LONGEST for cell in row):
            raise UsageError(f"{path}: line {number}: a term has at most {LONGEST} characters")
    return langs, [(number, row) for number, row in enumerate(rows[1:], 2) if any(map(str.strip, row))]


def _row(path: Path, number: int, langs: Sequence[str], row: Sequence[str]) -> tuple[Alternative, ...]:
    if len(row) > len(langs):
        raise UsageError(f"{path}, line {number}: has more cells than there are languages in line 1")
    found = []
    for lang, cell in zip(langs, row, strict=False):
        for name in filter(str.strip, cell.split("|")):
            keys = tuple(dict.fromkeys(key_of(f"word:{key}") for key, _, _ in words(fold(name))))
            if not keys:
                raise UsageError(f"{path}, line {number}: {name.strip()!r} has no word of two letters or characters")
            found.append(Alternative(lang, keys))
    return tuple(found)

"""Excel workbooks that come from outside, opened within limits. The one door to openpyxl.

What asks for too much, or brings what no file of ours has (macros, links to other workbooks, entities), is refused unparsed.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING

from app.wording import N_
from ingest.errors import UsageError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

FILE_LIMIT, UNZIPPED_LIMIT, PART_LIMIT = 64 * 2**20, 100 * 2**20, 2000
"""Bytes of a file, bytes of what is packed in it, and how many parts it may have."""
DENSE, DENSITY = 16 * 2**20, 50
"""From so many bytes on, what is packed may be only so many times larger than the file: sheets of ours are five to ten times."""
_CHUNK = 2**20
_DTD = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be"))

TOO_LARGE = N_("This file is larger than a review sheet can be.")
NO_WORKBOOK = N_("This is no Excel workbook. Save the review sheet as an Excel workbook (xlsx).")
OTHER_FORMAT = N_("This workbook has another format or a password. Save it as an Excel workbook (xlsx) without a password.")
MACROS = N_("This workbook holds macros. Save it as an Excel workbook without macros (xlsx).")
LINKED = N_("This workbook is linked to other workbooks. Paste their values, remove the links, and save it again.")
ENTITIES = N_("This workbook declares entities, which no spreadsheet program does. It is not read.")
DAMAGED = N_("This workbook is damaged and cannot be read. Open it in a spreadsheet program and save it again.")


def opened(data: bytes, *, values: bool = False) -> Workbook:
    """A workbook for reading row by row; formulas as formulas, or (``values``) what was computed last.

    Raises:
        UsageError: it is no workbook, or none that is read here; the message is one line and a message id.
    """
    import openpyxl

    _check(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that it does not know
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # whatever a damaged part makes of the reader
        raise UsageError(DAMAGED) from error


def _check(data: bytes) -> None:
    """Refuse what is no workbook, or one that asks for too much or brings what a review sheet has not, before it is parsed."""
    if len(data) > FILE_LIMIT:
        raise UsageError(TOO_LARGE)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UsageError(OTHER_FORMAT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts)
    except UsageError:
        raise
    except Exception as error:  # a damaged archive fails in as many ways as there are bytes
        raise UsageError(NO_WORKBOOK) from error


def _check_parts(parts: zipfile.ZipFile) -> None:
    infos = parts.infolist()
    names = {info.filename.replace("\\", "/").lower() for info in infos}
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if len(infos) > PART_LIMIT or unpacked > UNZIPPED_LIMIT or unpacked > max(DENSE, DENSITY * packed):
        raise UsageError(TOO_LARGE)
    if "mimetype" in names or any(name.endswith("workbook.bin") for name in names):
        raise UsageError(OTHER_FORMAT)
    if "[content_types].xml" not in names:
        raise UsageError(NO_WORKBOOK)
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        raise UsageError(MACROS)
    if any("externallinks/" in name for name in names):
        raise UsageError(LINKED)
    for info in infos:
        if info.filename.lower().endswith((".xml", ".rels")):
            _check_declarations(parts, info)


def _check_declarations(parts: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """A document type may declare entities that grow without end; Office Open XML knows none."""
    tail = b""
    with parts.open(info) as part:
        while chunk := part.read(_CHUNK):
            if any(word in tail + chunk for word in _DTD):
                raise UsageError(ENTITIES)
            tail = chunk[-32:]


def address_of(number: int, place: int) -> str:
    """The address of a cell: "A1" for row number 1 and place 0."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{number}"

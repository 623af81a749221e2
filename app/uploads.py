"""Files that were uploaded: under which name they are shown, and where they wait until they are read. No name is ever a path."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection
from pathlib import Path, PurePosixPath, PureWindowsPath

from ingest.errors import UsageError

FOLDER = "incoming"
"""The folder of the library in which uploads wait; what was read goes to its sources, what could not be read goes."""
NAME_LIMIT = 80
LARGEST = 200 * 2**20
"""Bytes that one upload may have; a standard of five hundred scanned pages has a fifth of that."""
MOST = 100
"""Files that may be uploaded at once."""

Content = bytes | memoryview


def display_name(name: str) -> str:
    """The last part of an uploaded file's name, whatever separators it has: for the eye, never a path."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    return "".join(letter for letter in last if letter.isprintable())[-NAME_LIMIT:] or "upload"


def store_upload(folder: Path, name: str, data: Content) -> Path:
    """Write an upload below ``folder``, in a folder named by its hash, so that no name reaches another place or another file.

    Raises:
        UsageError: it is larger than an upload may be.
        OSError: it cannot be written.
    """
    if len(data) > LARGEST:
        raise UsageError(f"{display_name(name)}: has more than {LARGEST // 2**20} MB; split it, or have an admin read its folder")
    kept = (
        "".join(letter if letter.isalnum() or letter in "._- ()[]" else "_" for letter in display_name(name)).strip(". ")
        or "upload"
    )
    path = folder / hashlib.sha256(data).hexdigest()[:16] / kept
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def drop_uploads(folder: Path, *, drop: int = 0, keep: Collection[int] = ()) -> None:
    """Delete the upload of task ``drop`` below ``folder``; without one, those of every task but ``keep``."""
    places = [folder / str(drop)] if drop else list(folder.iterdir()) if folder.is_dir() else []
    for place in places:
        if drop or place.name not in set(map(str, keep)):
            shutil.rmtree(place, ignore_errors=True)

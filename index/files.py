"""Files that are either whole or absent, and that say themselves whether they are intact."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from index.log import canonical
from ingest.errors import ClausebridgeError, LibraryError

PART = ".part"
SEAL = 65  # a sha256 in hex and a newline


def file_hash(path: Path) -> str:
    """sha256 (hex) of the bytes of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` so that ``path`` holds all of it or what it held before, whatever happens meanwhile.

    Raises:
        ClausebridgeError: the disk is full or cannot be written; ``path`` is as it was.
    """
    with _part_of(path) as part:
        part.write_bytes(data)


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file as ``write_whole`` writes one."""
    with _part_of(path) as part:
        shutil.copyfile(source, part)


@contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place when the block ends well."""
    part = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}{PART}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(path)
        _sync_folder(path.parent)
        for other in path.parent.glob(f"{glob.escape(path.name)}.*{PART}"):  # of a writer that was killed
            other.unlink(missing_ok=True)
    except FileNotFoundError as error:
        if not path.exists():  # else another writer of the same file was quicker, and cleared ours away
            raise ClausebridgeError(f"{path}: cannot be written ({error.strerror})") from error
    except OSError as error:
        raise ClausebridgeError(f"{path}: cannot be written ({error.strerror}); what was there before is unchanged") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the platform can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unfinished(folder: Path) -> tuple[Path, ...]:
    """What writers that were killed left below ``folder``; a writer at work has such files too."""
    return tuple(sorted(path for path in folder.rglob(f"*{PART}") if path.is_file()))


def seal(head: Mapping[str, Any], body: bytes) -> bytes:
    """A line of JSON and a body behind a line with the sha256 of both: no bit changes unseen, the two are never out of step."""
    payload = canonical(head).encode() + b"\n" + body
    return hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload


def unseal(path: Path) -> tuple[dict[str, Any], memoryview]:
    """The head and the body of a sealed file.

    Raises:
        LibraryError: the file cannot be read, or a byte of it is not what was written.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read ({error.strerror}); `clausebridge rebuild` makes it again") from error
    payload = memoryview(data)[SEAL:]
    if data[:SEAL] != hashlib.sha256(payload).hexdigest().encode() + b"\n":
        raise LibraryError(f"{path}: its bytes are not those that were written; `clausebridge rebuild` makes it again")
    end = data.index(b"\n", SEAL)
    return json.loads(data[SEAL:end]), memoryview(data)[end + 1 :]

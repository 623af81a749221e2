"""Where a library is when nobody says, and who is at work."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from ingest.errors import UsageError

DATABASE = "CLAUSEBRIDGE_DATABASE"
"""The variable that names the URL of the database, where it is not in the folder of the library."""
OWN = "library.db"
NAME_LIMIT = 320
"""Characters of a person's name; an e-mail address has at most as many."""
KEPT = "database.url"
"""The file in which a library with its database on a server keeps where that is, without the password."""


def default_location(option: Path | str | None = None) -> Path:
    """The folder of the library: the ``--library`` of the command, else CLAUSEBRIDGE_LIBRARY, else the platform's data folder."""
    named = option or os.environ.get("CLAUSEBRIDGE_LIBRARY")
    if named:
        return Path(named).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "clausebridge" / "library"


def database_of(folder: Path, url: str | None = None) -> Path | str:
    """The database of the library in ``folder``: its own file, or a server's by URL, which a folder that knows it remembers.

    ``url`` None asks ``CLAUSEBRIDGE_DATABASE``; "" is none.

    Raises:
        UsageError: a URL is named, but the folder has a database of its own.
    """
    named = os.environ.get(DATABASE, "") if url is None else url
    own, kept = folder / OWN, folder / KEPT
    if named and own.exists():
        raise UsageError(f"{folder}: has a database of its own ({OWN}); a library on a server needs another folder")
    if named:
        return named
    return kept.read_text(encoding="utf-8").strip() if kept.is_file() and not own.exists() else own


def prepared(folder: Path, database: Path | str, *, create: bool) -> Path | str:
    """The ``database`` again, its library's folder made where it may be made.

    Raises:
        UsageError: there is no library, and ``create`` was not asked for; or the folder cannot be written.
    """
    if not (create or (database.is_file() if isinstance(database, Path) else folder.is_dir())):
        raise UsageError(f"{folder}: no library here; `clausebridge ingest FILE --library {folder}` makes one")
    try:
        (folder / "sources").mkdir(parents=True, exist_ok=True)
        (folder / "vectors").mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be a library ({error.strerror})") from error
    return database


def remember(folder: Path, url: str) -> None:
    """Keep in the folder of a library where its database is, without the password."""
    kept, line = folder / KEPT, f"{without_password(url)}\n"
    if not kept.is_file() or kept.read_text(encoding="utf-8") != line:
        kept.write_text(line, encoding="utf-8")


def without_password(url: str) -> str:
    """A URL as it may be shown and kept.

    Raises:
        UsageError: it cannot be read as one; it is not quoted, for it may hold a password.
    """
    try:
        parts = urlsplit(url)
        user, at, host = parts.netloc.rpartition("@")
        rest = [(name, value) for name, value in parse_qsl(parts.query) if name != "password"]
        return parts._replace(netloc=user.partition(":")[0] + at + host, query=urlencode(rest, safe="/")).geturl()
    except ValueError:
        raise UsageError("the database is named by a URL: postgresql://USER@HOST/NAME") from None


def clean_name(name: str) -> str:
    """A name of a person as the log has it: on one line, without control characters, at most ``NAME_LIMIT`` long."""
    return " ".join("".join(letter for letter in name if letter.isprintable()).split())[:NAME_LIMIT]


def local_user() -> str:
    """The name under which this computer's user appears in the log."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # Windows has no list of users to look into
        return "local user"

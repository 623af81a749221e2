"""Where a library is when nobody says, and who is at work."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path


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


def local_user() -> str:
    """The name under which this computer's user appears in the log."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return "local user"

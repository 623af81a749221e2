"""How much memory another process has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def resident(pid: int) -> int:
    """Bytes of memory that process ``pid`` has now; 0 where it is gone or the system does not say."""
    if sys.platform == "linux":
        try:
            return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError, ValueError):
            return 0
    return _asked(pid)


def _asked(pid: int) -> int:
    """The answer of ``ps`` (kibibytes), or of Windows' ``tasklist`` (kibibytes with separators, the last column)."""
    windows = sys.platform == "win32"
    command = ["tasklist", "/fi", f"pid eq {pid}", "/fo", "csv", "/nh"] if windows else ["ps", "-o", "rss=", "-p", str(pid)]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=5).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    last = answer.rsplit('","', 1)[-1] if windows else answer
    digits = "".join(character for character in last if character.isdigit())
    return int(digits or 0) * 1024

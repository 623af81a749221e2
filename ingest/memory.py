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


def limit_memory(extra: int, reserve: int = 0) -> None:
    """Let this process have ``extra`` bytes of address space above what it has now, where the system has such a limit.

    ``more_memory`` adds the ``reserve``.
    """
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return  # the parent's watchdog looks at the memory of the worker in any case
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    highest = sys.maxsize if hard == resource.RLIM_INFINITY else hard  # whoever started us may have set a lower limit
    resource.setrlimit(resource.RLIMIT_AS, (min(used + extra, highest), min(used + extra + reserve, highest)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def more_memory() -> None:
    """Let this process have its reserve too: OCR brings a library and models of its own."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))

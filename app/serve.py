"""Starts the review desk: streamlit on this machine alone, with the settings that ship beside ``main.py``."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from app.terminal import say
from ingest.errors import UsageError

LIBRARY = "CLAUSEBRIDGE_LIBRARY"
HOST = "localhost"
PATIENCE = 10
"""Seconds that the server has to end."""
MAIN = Path(__file__).with_name("main.py")


def serve(library: Path, *, port: int = 8501, headless: bool = True) -> int:
    """Run the review desk on ``library`` until it is stopped; returns the exit code of the server.

    Args:
        library: the folder of the library; made when it is not there yet.
        port: on this machine; no other machine can reach it.
        headless: do not open a browser.

    Raises:
        UsageError: the port is taken.
        LibraryError: the library cannot be opened.
    """
    from index.library import Library

    with Library.open(library, create=True):
        pass
    if not port_is_free(port):
        raise UsageError(f"port {port} is taken: stop what runs there, or name another with --port")
    say(f"The review desk: http://{HOST}:{port}   (library: {library}; stop with Ctrl+C)")
    environment = {**os.environ, LIBRARY: str(Path(library).absolute()), "PYTHONPATH": _python_path()}
    return _until_stopped(subprocess.Popen(command(port, headless=headless), env=environment))


def _until_stopped(server: subprocess.Popen[bytes]) -> int:
    """Wait for the server; who stops us, by Ctrl+C or by a signal, stops it too."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        return max(server.wait(), 0)
    except KeyboardInterrupt:
        server.terminate()
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
        return 0


def command(port: int, *, headless: bool = True) -> list[str]:
    """The command line of the server. What keeps it on this machine stands here too, lest a user's own configuration opens it."""
    flags = {
        "server.address": HOST,
        "server.port": str(port),
        "server.headless": str(headless).lower(),
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "viewer",
        "client.showErrorDetails": "none",
        "logger.hideWelcomeMessage": "true",
    }
    return [sys.executable, "-m", "streamlit", "run", str(MAIN), *(f"--{name}={value}" for name, value in flags.items())]


def port_is_free(port: int) -> bool:
    """Whether nothing listens on ``port`` of this machine."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                if probe.connect_ex((address, port)) == 0:
                    return False
        except OSError:
            continue  # this machine does not speak that family
    return True


def _python_path() -> str:
    """The folder that holds our packages, in front of what was set: the server must find them wherever it is started."""
    own = str(MAIN.parent.parent)
    return os.pathsep.join([own, *filter(None, [os.environ.get("PYTHONPATH", "")])])

"""Starts the review desk: streamlit, on this machine alone unless people sign in, with the settings beside ``main.py``."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from app.signing import LOCAL, SIGN_IN, SignIn, secrets_file, sign_in
from app.terminal import say
from ingest.errors import UsageError

LIBRARY = "CLAUSEBRIDGE_LIBRARY"
HOST = "localhost"
PATIENCE = 10
"""Seconds that the server has to end."""
MAIN = Path(__file__).with_name("main.py")


def serve(library: Path, *, port: int = 8501, headless: bool = True, host: str = HOST, secrets: Path | None = None) -> int:
    """Run the review desk on ``library`` until it is stopped; returns the exit code of the server.

    Args:
        library: the folder of the library; made when it is not there yet.
        port: where it listens.
        headless: do not open a browser.
        host: the address it listens at; no other machine can reach the usual one.
        secrets: the settings of sign-in; None looks for them in the library.

    Raises:
        UsageError: the port is taken, the settings cannot work, or other machines are let in though nobody signs in.
        LibraryError: the library cannot be opened.
    """
    from index.library import Library
    from index.members import members

    place = secrets or secrets_file(library)
    signing = sign_in(place) if secrets or place.exists() else None
    if signing is None and host not in LOCAL:
        raise UsageError("other machines may be let in only where people sign in: the README says how to set that up")
    with Library.open(library, create=True) as opened:
        if signing and not members(opened.log):
            say("Nobody can use the desk yet: name an admin with `clausebridge members add NAME --role admin`.")
    if not port_is_free(port):
        raise UsageError(f"port {port} is taken: stop what runs there, or name another with --port")
    say(f"The review desk: http://{host}:{port}   (library: {library}; stop with Ctrl+C)")
    environment = {**os.environ, LIBRARY: str(Path(library).absolute()), "PYTHONPATH": _python_path()}
    environment[SIGN_IN] = ",".join(signing.providers) if signing else ""
    return _until_stopped(subprocess.Popen(command(port, headless=headless, host=host, signing=signing), env=environment))


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


def command(port: int, *, headless: bool = True, host: str = HOST, signing: SignIn | None = None) -> list[str]:
    """The command line of the server. What keeps it on this machine stands here too, lest a user's own configuration opens it."""
    flags = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": str(headless).lower(),
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "viewer",
        "client.showErrorDetails": "none",
        "logger.hideWelcomeMessage": "true",
    }
    listed = [f"--{name}={value}" for name, value in flags.items()]
    if signing:  # the names by which a browser may ask for the desk, against what a page elsewhere could make it ask
        listed += [
            f"--secrets.files={signing.file.absolute()}",
            *(f"--server.allowedHosts={one}" for one in {*LOCAL, signing.host}),
        ]
    else:
        listed.append(f"--secrets.files={MAIN.with_name('no-secrets.toml')}")  # a user's own settings sign nobody in here
    return [sys.executable, "-m", "streamlit", "run", str(MAIN), *listed]


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

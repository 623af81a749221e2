"""Debian's PostgreSQL in a temporary folder, on a socket of its own, for the tests that run on both databases."""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWNER = "clausebridge"


class Missing(Exception):
    """There is no server here, and why."""


@dataclass
class Server:
    """A running server: its programs, its folder, and the databases that were made in it."""

    programs: Path
    folder: Path
    user: str | None

    def run(self, program: str, *arguments: str) -> str:
        """What a program of the server says, run as the user that the server runs as."""
        command = [str(self.programs / program), *arguments]
        who = {"user": self.user, "extra_groups": []} if self.user else {}
        # a server inherits what its starter writes to: a pipe would never end
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(command, stdout=said, stderr=said, check=False, cwd=self.folder, timeout=60, **who)
            said.seek(0)
            if done.returncode:
                raise Missing(f"{program}: {said.read().strip()}")
            return said.read()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c max_connections=120 -c fsync=off"
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-w", "-D", str(self.folder / "data"), "-l", log, "-o", settings)

    def stop(self, mode: str = "fast") -> None:
        """Stop it; "immediate" leaves it as a crash does."""
        self.run("pg_ctl", "stop", "-w", "-D", str(self.folder / "data"), "-m", mode)

    def database(self) -> str:
        """The URL of an empty database: what the last test left in it is gone."""
        import psycopg

        with psycopg.connect(host=str(self.folder), user=OWNER, dbname="postgres", autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return f"postgresql://{OWNER}@/postgres?host={self.folder}"


class Raw:
    """A connection past the library, to damage what it keeps; values stand for question marks in both databases."""

    def __init__(self, connection: Any, mark: str) -> None:
        self._connection, self._mark = connection, mark

    def execute(self, statement: str, values: tuple[str, ...] = ()) -> Any:
        """A cursor after the statement."""
        return self._connection.execute(statement.replace("?", self._mark), values)

    def commit(self) -> None:
        """Keep what was done."""
        self._connection.commit()


@contextmanager
def connect(place: Path | str) -> Iterator[Raw]:
    """A connection to a database: a SQLite file, a URL, or that of the library in a folder."""
    kept = Path(place) / "database.url"
    if isinstance(place, Path) and not kept.exists():
        with closing(sqlite3.connect(place / "library.db" if place.is_dir() else place)) as connection:
            yield Raw(connection, "?")
        return
    import psycopg

    with psycopg.connect(place if isinstance(place, str) else kept.read_text(encoding="utf-8").strip()) as connection:
        yield Raw(connection, "%s")


def programs() -> Path:
    """Where the newest server is installed.

    Raises:
        Missing: nowhere.
    """
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = next((path for path in reversed(known) if (path / "initdb").exists()), None)
    if found is None:
        raise Missing("no PostgreSQL server is installed (apt-get install postgresql)")
    return found


def unprivileged() -> str | None:
    """The user that runs the server: the one of this process, another where that is root, which PostgreSQL refuses."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def running() -> Iterator[Server]:
    """A server that runs until the end of the block.

    Raises:
        Missing: there is none, or it does not start here.
    """
    found, user = programs(), unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        server = Server(found, folder, user)
        server.run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", OWNER, "-E", "UTF8", "--locale=C", "-N")
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)

"""Connections to the database of a library: SQLite's settings, a server's, the line of its writers, and what failures mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from index.place import without_password
from ingest.errors import ClausebridgeError, LibraryError, UsageError

BUSY_SECONDS = 60
WRITERS_LOCK = 0x636C6175  # PostgreSQL's advisory lock for writers, any number that is ours
JOURNAL_BYTES = 4 << 20  # what is left of a journal after a large commit
# SQLite versions whose write-ahead log can lose commits of several connections
WAL_UNSAFE = ((3, 7, 0), (3, 51, 2))
SERVER = "postgresql+psycopg"
SERVER_SETTINGS = {
    "synchronous_commit": "on",  # what is acknowledged is on the disk, whatever the server does for others
    "lock_timeout": f"{BUSY_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{BUSY_SECONDS}s",  # a writer whose machine went away gives its place in the line up
    "client_encoding": "UTF8",
}


def connected(database: Path | str) -> tuple[sa.Engine, str]:
    """An engine for a SQLite file (a path) or a PostgreSQL server (a URL), and how messages name it: without a password.

    Raises:
        UsageError: the URL is none of PostgreSQL, or its driver is not installed.
    """
    if isinstance(database, Path):
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(database)))
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine, str(database)
    settings = " ".join(f"-c {name}={value}" for name, value in SERVER_SETTINGS.items())
    try:
        url = sa.make_url(database)
        if url.get_backend_name() not in {"postgresql", "postgres"}:
            raise UsageError(f"{url.drivername}: the database of a library is SQLite's in its folder, or a postgresql:// URL")
        engine = sa.create_engine(
            url.set(drivername=SERVER), pool_pre_ping=True, connect_args={"options": settings, "connect_timeout": 10}
        )
    except (sa.exc.ArgumentError, ValueError):  # their messages quote the URL
        raise UsageError("the database is named by a URL: postgresql://USER@HOST/NAME") from None
    except ModuleNotFoundError as error:
        raise UsageError("PostgreSQL needs its driver: pip install 'psycopg[binary]'") from error
    return engine, without_password(database)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours to say: the driver's own comes too late and defers the lock
    first, last = WAL_UNSAFE
    # PERSIST: what is written and synced for each commit stands on the disk already, so that no file is made, grown or deleted;
    # and its end is synced too, where a deleted journal may come back after a power failure and undo the commit
    journal = "PERSIST" if first <= sqlite3.sqlite_version_info <= last else "WAL"
    wait = f"busy_timeout = {BUSY_SECONDS * 1000}"
    for setting in (
        wait, f"journal_mode = {journal}", f"journal_size_limit = {JOURNAL_BYTES}", "synchronous = FULL", "foreign_keys = ON",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # a writer takes the lock before it reads: what it compares is still so when it writes
    write = connection.get_execution_options().get("clausebridge_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def turn(database: str | None) -> Iterator[None]:
    """Writers of a SQLite file wait in line: SQLite's own waiting is a lottery that some lose for many seconds.

    SQLite's lock still keeps them apart, so where there is no such line (Windows, some network drives) nothing is lost.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    with Path(f"{database}-line").open("wb") as line:
        with suppress(OSError):
            fcntl.flock(line, fcntl.LOCK_EX)
        yield


def explained(error: sa.exc.DBAPIError, place: str) -> ClausebridgeError:
    """The one line that says what a failure of the database means to the user."""
    said = str(error.orig)
    first = next(iter(said.splitlines()), type(error.orig).__name__)
    if "locked" in said or "busy" in said or "lock timeout" in said:
        return ClausebridgeError(f"{place}: another process has been writing for {BUSY_SECONDS} s; try again")
    if isinstance(error, sa.exc.OperationalError) and ("connection" in said or "resolve host" in said):
        return ClausebridgeError(f"{place}: the server cannot be reached ({first})")
    if "full" in said or "disk I/O" in said or "readonly" in said or "read-only" in said:
        return ClausebridgeError(f"{place}: cannot be written ({first}); nothing was changed")
    if "permission denied" in said or "NUL" in said:
        return ClausebridgeError(f"{place}: {first}; nothing was changed")
    return LibraryError(f"{place}: {first}; `clausebridge check` says more")

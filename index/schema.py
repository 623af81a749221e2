"""Brings a database to the schema of this version, and recognises one that is newer than it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import TYPE_CHECKING

from ingest.errors import LibraryError

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0003"  # the last step in index/migrations/versions; named here so that opening a library need not load alembic


def current(connection: Connection) -> bool:
    """Whether the database has the schema of this version."""
    return _version(connection) == HEAD


def upgrade(connection: Connection, place: str, keep: Callable[[str], None]) -> None:
    """Take the steps that are missing, inside the caller's transaction.

    ``keep`` is told the version of a database that is about to be changed, and may copy it.

    Raises:
        LibraryError: the database at ``place`` was written by a newer version, or is not a library.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(resources.files("index") / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    version = _version(connection)
    if version is None and connection.dialect.get_table_names(connection):
        raise LibraryError(f"{place}: a database, but not one of clausebridge; name another folder")
    if version is not None and version not in {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}:
        raise LibraryError(f"{place}: written by a newer version of clausebridge; update clausebridge to open it")
    if version not in {None, HEAD}:
        keep(str(version))
    command.upgrade(config, HEAD)


def _version(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else None

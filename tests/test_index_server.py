"""A library with its database on a PostgreSQL server: named by a URL, remembered by its folder, backed up by its tools."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import servers
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from shelves import NOISE_ZH, HashEncoder, document

from index.library import Library
from index.place import without_password
from index.store import METADATA
from ingest.errors import ClausebridgeError, LibraryError, UsageError


@pytest.fixture
def url(server: servers.Server) -> str:
    return server.database()


@pytest.fixture
def folder(tmp_path: Path, url: str) -> Path:
    """A library on the server, with a standard and its source."""
    source = tmp_path / "noise.pdf"
    source.write_bytes(b"%PDF-1.7 noise")
    with Library.open(tmp_path / "library", create=True, database=url) as library:
        library.add(document(NOISE_ZH, lang="zh"), HashEncoder(), source=source)
    return tmp_path / "library"


def test_the_schema_is_the_one_of_sqlite(folder: Path, url: str):
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_the_folder_remembers_where_its_database_is(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch):
    assert not (folder / "library.db").exists()
    with Library.open(folder) as library:
        assert library.standard(NOISE_ZH).lang == "zh"
        assert library.server == url
        assert library.check() == ()
    monkeypatch.setenv("CLAUSEBRIDGE_DATABASE", url)
    with Library.open(folder.parent / "another", create=True) as library:
        assert library.standard(NOISE_ZH)


def test_a_folder_with_a_database_of_its_own_is_not_put_on_a_server(tmp_path: Path, url: str):
    Library.open(tmp_path, create=True).close()
    with pytest.raises(UsageError, match="another folder"):
        Library.open(tmp_path, database=url)


def test_the_copy_of_a_library_and_the_dump_of_its_database_make_it_again(folder: Path, server: servers.Server, tmp_path: Path):
    with Library.open(folder) as library:
        library.backup(tmp_path / "backup")
        head = library.log.head()
    assert {path.name for path in (tmp_path / "backup").iterdir()} == {"sources", "vectors"}
    who = ("-h", str(server.folder), "-U", servers.OWNER)
    server.run("pg_dump", *who, "-f", str(server.folder / "dump.sql"), "postgres")
    url = server.database()
    server.run("psql", *who, "-q", "-v", "ON_ERROR_STOP=1", "-f", str(server.folder / "dump.sql"), "-c", "", "postgres")
    with Library.open(tmp_path / "backup", database=url) as copy:
        assert copy.check(head.hash) == ()
        assert copy.source(NOISE_ZH)


def test_a_server_that_stops_is_one_line_and_nothing_is_lost(folder: Path, server: servers.Server):
    with Library.open(folder) as library:
        server.stop("immediate")
        try:
            with pytest.raises(ClausebridgeError, match="cannot be reached") as caught:
                library.remove(NOISE_ZH)
        finally:
            server.start()
        assert "\n" not in str(caught.value)
        assert library.check() == ()
        assert library.standard(NOISE_ZH)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("postgresql://u:secret@host:5433/name?sslmode=require", "postgresql://u@host:5433/name?sslmode=require"),
        ("postgresql://u:p@:ss@host/name?password=secret", "postgresql://u@host/name"),
        ("postgresql://u@/name?host=/run/here", "postgresql://u@/name?host=/run/here"),
    ],
)
def test_a_password_is_not_shown(given: str, shown: str):
    assert without_password(given) == shown


@pytest.mark.parametrize(
    "bad", ["mysql://u:secret@host/name", "secret", "postgresql://u:secret@[host/name", "sqlite:///secret.db"]
)
def test_what_is_no_server_of_ours_is_one_line_without_the_password(tmp_path: Path, bad: str):
    with pytest.raises(UsageError, match="postgresql://") as caught:
        Library.open(tmp_path, create=True, database=bad)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_one_line_without_the_password(tmp_path: Path):
    pytest.importorskip("psycopg")
    with pytest.raises(ClausebridgeError, match="cannot be reached") as caught:
        Library.open(tmp_path, create=True, database="postgresql://u:secret@localhost:1/name")
    assert "secret" not in str(caught.value) and "\n" not in str(caught.value)
    assert not (tmp_path / "database.url").exists()


def test_without_the_driver_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"pip install .psycopg"):
        Library.open(tmp_path, create=True, database="postgresql://localhost/name")


def cli(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "app.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | environment)


def test_the_commands_take_the_url(folder: Path, url: str, tmp_path: Path):
    listed = cli("--database", url, "list", "--library", str(folder))
    assert NOISE_ZH in listed.stdout, listed.stderr
    copied = cli("backup", str(tmp_path / "copy"), CLAUSEBRIDGE_LIBRARY=str(folder), CLAUSEBRIDGE_DATABASE=url)
    assert "pg_dump" in copied.stderr
    refused = cli("--database", url.replace("@", ":secret@"), "list", "--library", str(folder))
    assert refused.returncode == UsageError.exit_code
    assert "PGPASSWORD" in refused.stderr and "secret" not in refused.stderr


def test_a_newer_schema_is_refused_and_left_alone(folder: Path):
    with servers.connect(folder) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(LibraryError, match="newer version"):
        Library.open(folder)

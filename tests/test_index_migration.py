"""A library of an earlier schema opens, is what it was, and stays beside the new one for whoever has the older program."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from shelves import NOISE_RU, NOISE_ZH, HashEncoder, document

import index
from index import schema
from index.library import Library
from ingest.clause import Aspect

TABLES = ("sources", "standards", "clauses", "comparisons", "proposals", "log", "log_subjects")
STANDARD = (
    "designation, lang, title, titles, publisher, country, edition, ics, ccs, adopts, degree, replaces, published, effective, "
    "source, file_name, pages, marks"
)
CLAUSE = (
    "position, clause_id, label, lang, title, text, level, parent, page, kind, provision, confidence, boxes, origins, text_hash"
)


def first_schema(path: Path) -> None:
    """An empty database as the first version made it."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(index.__path__[0]) / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library with two standards and a decision about a licence, its database of the first schema."""
    folder = tmp_path / "library"
    with Library.open(folder, create=True) as library:
        library.add(document(NOISE_ZH, lang="zh"), HashEncoder())
        library.add(document(NOISE_RU, lang="ru", clauses=3), HashEncoder())
    new = folder / "library.db"
    now = new.rename(tmp_path / "now.db")
    first_schema(new)
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("ATTACH ? AS now", (str(now),))
        for table in TABLES:
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")  # noqa: S608
        connection.commit()
    return folder


def versions(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT version_num FROM alembic_version")]


def test_the_hashes_of_the_first_version_hold(old: Path):
    def line(row):
        return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    with closing(sqlite3.connect(old / "library.db")) as connection:
        for number, content, *own in connection.execute(f"SELECT id, content, {STANDARD} FROM standards"):  # noqa: S608
            of_it = f"SELECT {CLAUSE} FROM clauses WHERE standard_id = {number} ORDER BY position"  # noqa: S608
            texts = [line(own), *(line(list(row)) for row in connection.execute(of_it))]
            assert hashlib.sha256("\n".join(texts).encode()).hexdigest() == content


def test_a_library_of_the_first_schema_opens_and_is_what_it_was(old: Path):
    with Library.open(old) as library:
        assert library.check() == ()
        given = document(NOISE_ZH, lang="zh")
        assert library.document(NOISE_ZH) == given
        encoder = HashEncoder()
        assert library.add(given, encoder) is False and encoder.asked == 0
        clauses = (replace(given.clauses[0], aspect=Aspect.MANAGEMENT), *given.clauses[1:])
        assert library.add(replace(given, clauses=clauses), encoder) is True
        assert library.document(NOISE_ZH).clauses == clauses
        assert library.check() == ()
    assert versions(old / "library.db") == [schema.HEAD]


def test_the_database_of_the_earlier_schema_is_kept_beside_it(old: Path):
    before = (old / "library.db").read_bytes()
    for _ in range(2):
        Library.open(old).close()
        assert versions(old / "library.db.0001") == ["0001"]
        with closing(sqlite3.connect(old / "library.db.0001")) as kept, closing(sqlite3.connect(":memory:")) as was:
            was.deserialize(before)
            assert list(kept.iterdump()) == list(was.iterdump())
    with Library.open(old) as library:
        library.backup(old.parent / "copy")
        assert library.check() == ()
    assert not (old.parent / "copy" / "library.db.0001").exists()


def test_a_database_that_cannot_be_copied_is_not_changed(old: Path):
    (old / "library.db.0001.part").mkdir()
    before = (old / "library.db").read_bytes()
    with pytest.raises(Exception, match=r"library\.db\.0001"):
        Library.open(old)
    assert (old / "library.db").read_bytes() == before

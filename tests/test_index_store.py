"""The database: schema by migration, one log that only grows, and what a user is told when the file is not as it should be."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
import servers
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import index
from index import schema
from index.chain import written
from index.log import Conflict, Draft, Log, chain_faults, chained
from index.store import METADATA, Store
from ingest.errors import LibraryError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def place(path: Path, database: str) -> Path | str:
    return database or path


@pytest.fixture
def log(place: Path | str):
    with closing(Store.open(place)) as store:
        yield Log(store)


def note(author: str, text: str = "") -> Draft:
    return Draft(author, "note", "noise", {"text": text})


def raw(place: Path | str, *statements: str) -> None:
    with servers.connect(place) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def defence_down(place: Path | str) -> list[str]:
    """The statements that take the triggers away that keep the log as it was written."""
    acts = ("no_change", "no_truncate") if isinstance(place, str) else ("no_update", "no_delete")
    drops = [f"DROP TRIGGER {table}_{act}" + f" ON {table}" * isinstance(place, str) for table in TABLES for act in acts]
    return [*drops, "DROP TRIGGER log_in_order" + " ON log" * isinstance(place, str)]


TABLES = ("log", "log_subjects")


def test_migrations_from_nothing_give_the_tables_that_the_code_reads(path: Path):
    Store.open(path).close()
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_the_named_head_is_the_last_migration():
    config = Config()
    config.set_main_option("script_location", str(Path(index.__path__[0]) / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_many_processes_may_make_a_library_at_once(place: Path | str):
    failures: list[BaseException] = []

    def make():
        try:
            Store.open(place).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_newer_schema_is_refused_in_one_line_and_left_alone(path: Path):
    Store.open(path).close()
    raw(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="newer version") as caught:
        Store.open(path)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_refused(place: Path | str):
    raw(place, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(LibraryError, match="not one of clausebridge"):
        Store.open(place)


def test_what_is_no_database_is_refused(path: Path):
    path.write_bytes(b"not a database, whatever its name says" * 100)
    with pytest.raises(LibraryError, match="not a database"):
        Store.open(path)


def test_the_journal_suits_the_version_of_sqlite(path: Path):
    with closing(Store.open(path)) as store, store.read() as transaction:
        setting = {
            name: transaction.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    unsafe = (3, 7, 0) <= sqlite3.sqlite_version_info <= (3, 51, 2)
    assert setting == {"journal_mode": "persist" if unsafe else "wal", "synchronous": 2, "foreign_keys": 1}


def test_entries_are_numbered_and_chained(log: Log):
    first = log.append(note("reviewer one", "噪声"), ["x"])
    second = log.append(note("reviewer two"), ["y", "x", "y"])
    assert (first.number, second.number, second.previous, second.subjects) == (1, 2, first.hash, ("x", "y"))
    assert log.entries() == (first, second)
    assert log.entries(subject="y") == log.entries(after=1) == (second,)
    assert log.entries(kind="other") == log.entries(topic="other") == log.entries(subject="other") == ()
    assert (log.head().number, log.head().hash, log.last(["x"]), log.last(["other"])) == (2, second.hash, 2, 0)
    assert log.faults(second.hash) == ()


def test_a_writer_who_has_not_seen_the_newest_entry_is_refused_and_told(log: Log):
    log.append(note("reviewer one"), ["x"], 0)
    newer = log.append(note("reviewer two"), ["x", "y"], 1)
    log.append(note("reviewer three"), ["z"], 0)
    with pytest.raises(Conflict, match="reviewer two") as caught:
        log.append(note("reviewer one"), ["x", "z"], 1)
    assert [entry.number for entry in caught.value.entries] == [newer.number, 3]
    assert log.head().number == 3
    assert log.append(note("reviewer one"), ["x"], 2).number == 4


def test_several_entries_are_written_all_or_none(log: Log):
    log.append(note("reviewer one"), ["y"], 0)
    with pytest.raises(Conflict):
        log.append_all(lambda _: [(note("reviewer two"), ["x"], 0), (note("reviewer two"), ["y"], 0)])
    assert log.head().number == 1
    entries = log.append_all(lambda _: [(note("reviewer two"), ["x"], 1), (note("reviewer two"), ["x", "y"], 1)])
    assert [entry.number for entry in entries] == [2, 3]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET author = 'Eve' WHERE number = 1",
        "DELETE FROM log WHERE number = 2",
        "UPDATE log_subjects SET subject = 'other'",
        "DELETE FROM log_subjects",
        "TRUNCATE log, log_subjects",
        "REPLACE INTO log SELECT number, at, 'Eve', kind, topic, subjects, payload, previous, hash FROM log WHERE number = 1",
        "INSERT INTO log SELECT number + 5, at, author, kind, topic, subjects, payload, previous, hash FROM log WHERE number = 2",
        "INSERT INTO log SELECT 3, at, author, kind, topic, subjects, payload, 'forged', hash FROM log WHERE number = 2",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(log: Log, place: Path | str, statement: str):
    if statement.startswith("REPLACE" if isinstance(place, str) else "TRUNCATE"):
        pytest.skip("a statement of the other database")
    before = (log.append(note("reviewer one"), ["x"]), log.append(note("reviewer two"), ["x"]))
    with pytest.raises(Exception, match="append-only"):
        raw(place, statement)
    assert log.entries() == before


EDITS = {
    "author": "UPDATE log SET author = 'Eve' WHERE number = 2",
    "payload": "UPDATE log SET payload = replace(payload, 'two', 'TWO') WHERE number = 2",
    "payload that is no JSON": "UPDATE log SET payload = '{' WHERE number = 2",
    "kind": "UPDATE log SET kind = 'joke' WHERE number = 2",
    "time": "UPDATE log SET at = '2001' || substr(at, 5) WHERE number = 2",
    "subjects": "UPDATE log SET subjects = '[]' WHERE number = 2",
    "index of subjects": "DELETE FROM log_subjects WHERE number = 2",
    "deletion in the middle": "DELETE FROM log WHERE number = 2",
    "deletion at the start": "DELETE FROM log WHERE number = 1",
}


@pytest.mark.parametrize("edit", EDITS)
def test_edits_behind_the_triggers_are_found(log: Log, place: Path | str, edit: str):
    for text in ("one", "two", "three"):
        log.append(note("reviewer one", text), ["x"])
    out_of_the_way = "ALTER TABLE log_subjects DROP CONSTRAINT log_subjects_number_fkey"  # which SQLite does not ask for here
    raw(place, *defence_down(place), *([out_of_the_way] if isinstance(place, str) else []), EDITS[edit])
    assert log.faults()
    if edit not in {"index of subjects", "deletion in the middle", "deletion at the start"}:
        with pytest.raises(LibraryError, match="entry 2"):
            log.entries()


def test_a_cut_or_rewritten_end_is_found_with_a_head_that_was_kept(log: Log, path: Path):
    made = [log.append(note("reviewer one", text)) for text in ("one", "two", "three")]
    entries = list(map(written, made))
    assert list(chain_faults(entries[:2])) == []
    assert list(chain_faults(entries[:2], anchor=entries[2].hash))
    forged = chained(note("reviewer one", "four"), number=3, at=entries[2].at, subjects=(), previous=entries[1].hash)
    assert list(chain_faults([*entries[:2], written(forged)])) == []
    assert list(chain_faults([*entries[:2], written(forged)], anchor=entries[2].hash))
    own_hash_made_anew = chained(note("Eve", "two"), number=2, at=entries[1].at, subjects=(), previous=entries[0].hash)
    assert list(chain_faults([entries[0], written(own_hash_made_anew), entries[2]]))
    assert list(chain_faults([entries[0]._replace(number=2)]))


def test_a_full_disk_is_one_line_and_loses_nothing(path: Path):
    log = Log(Store.open(path))
    before = log.append(note("reviewer one"))
    store = log._store
    with store.read() as transaction:
        pages = transaction.connection.exec_driver_sql("PRAGMA page_count").scalar()
    with pytest.raises(Exception, match="nothing was changed") as caught, store.write() as transaction:
        transaction.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        transaction.insert("sources", *({"sha256": str(number) * 500, "extension": ".pdf", "size": 1} for number in range(99)))
    assert "\n" not in str(caught.value)
    assert log.entries() == (before,)

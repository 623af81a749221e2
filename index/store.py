"""The database of a library: SQLite, or PostgreSQL by its URL. Tables, transactions, and what is read and written inside one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from index import schema
from index.database import WRITERS_LOCK, connected, explained, turn
from ingest.errors import ClausebridgeError, LibraryError, UsageError

Where = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Span:
    """A condition on a column: values from ``first`` on and below ``end``; None is no bound."""

    first: object = None
    end: object = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """A condition on the numbers of entries: below ``before`` (0 is no bound), and none of ``without``.

    Of each group of ``subjects`` an entry has one, or is among ``also``.
    """

    before: int = 0
    without: frozenset[int] = frozenset()
    subjects: tuple[tuple[str, ...], ...] = ()
    also: frozenset[int] = frozenset()


def _texts(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.Text, nullable=False) for name in names)


def _owned_by(table: str) -> sa.Column[Any]:
    return sa.Column(f"{table}_id", sa.Integer, sa.ForeignKey(f"{table}s.id", ondelete="CASCADE"), primary_key=True)


METADATA = sa.MetaData()
SOURCES = sa.Table(
    "sources", METADATA, sa.Column("sha256", sa.Text, primary_key=True), *_texts("extension"),
    sa.Column("size", sa.Integer, nullable=False),
)  # fmt: skip
STANDARDS = sa.Table(
    "standards", METADATA, sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("designation", sa.Text, nullable=False, unique=True),
    *_texts("lang", "title", "titles", "publisher", "country", "edition", "ics", "ccs"),
    sa.Column("adopts", sa.Text), sa.Column("degree", sa.Text),
    *_texts("replaces", "published", "effective", "source", "file_name"),
    sa.Column("pages", sa.Integer, nullable=False), *_texts("marks", "licence", "content", "status", "sector", "field"),
    sa.Index("ix_standards_source", "source"),
)  # fmt: skip
CLAUSES = sa.Table(
    "clauses", METADATA, _owned_by("standard"), sa.Column("position", sa.Integer, primary_key=True),
    *_texts("clause_id", "label", "lang", "title", "text"), sa.Column("level", sa.Integer, nullable=False), *_texts("parent"),
    sa.Column("page", sa.Integer, nullable=False), *_texts("kind", "provision"),
    sa.Column("confidence", sa.Float, nullable=False),
    *_texts("boxes", "origins", "text_hash", "aspect", "parts", "refs", "sentences"),
    sa.UniqueConstraint("standard_id", "clause_id", name="uq_clauses_clause_id"),
)  # fmt: skip
COMPARISONS = sa.Table(
    "comparisons", METADATA, sa.Column("id", sa.Integer, primary_key=True),
    *_texts("a_standard", "b_standard", "model", "made", "content"),
    sa.UniqueConstraint("a_standard", "b_standard", name="uq_comparisons_pair"),
)  # fmt: skip
PROPOSALS = sa.Table(
    "proposals", METADATA, _owned_by("comparison"), sa.Column("position", sa.Integer, primary_key=True), *_texts("data"),
)  # fmt: skip
PARSES = sa.Table("parses", METADATA, _owned_by("standard"), *_texts("content", "data"))
LOG = sa.Table(
    "log", METADATA, sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *_texts("at", "author", "kind", "topic", "subjects", "payload", "previous", "hash"),
    sa.Index("ix_log_topic", "topic", "number"), sa.Index("ix_log_kind", "kind", "number"),
)  # fmt: skip
SUBJECTS = sa.Table(
    "log_subjects", METADATA, sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, sa.ForeignKey("log.number"), primary_key=True), sa.Index("ix_log_subjects_number", "number"),
)  # fmt: skip


class Store:
    """Transactions on one database. ``place`` is how messages name it; ``refusal`` says why nothing may be written."""

    def __init__(self, engine: sa.Engine, place: str) -> None:
        self._engine = engine
        self.place = place
        self.refusal = ""

    @classmethod
    def open(cls, database: Path | str) -> Store:
        """Connect to a SQLite file (a path) or a server (a URL), and bring its schema up to date.

        Raises:
            UsageError: the URL is none of PostgreSQL, or its driver is not installed.
            LibraryError: damaged, of a newer version.
            ClausebridgeError: not to be reached.
        """
        store = cls(*connected(database))
        try:
            with store.read() as transaction:
                done = schema.current(transaction.connection)
            if not done:
                with store.write() as transaction:
                    schema.upgrade(transaction.connection, store.place, store._keep)
        except BaseException:
            store.close()
            raise
        return store

    @property
    def on_server(self) -> bool:
        """Whether the database is a server's, and no file of the library."""
        return bool(self._engine.dialect.name != "sqlite")

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that sees one state of the database."""
        with self._transaction(write=False) as transaction:
            yield transaction

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that nobody else writes beside: what it reads is still so when it is committed."""
        if self.refusal:
            raise UsageError(self.refusal)
        with self._transaction(write=True) as transaction:
            yield transaction

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Transaction]:
        try:
            with self._engine.connect() as connection:
                connection.execution_options(clausebridge_write=write)
                server = self.on_server
                if server:  # a writer sees what was committed when its turn came, a reader one state
                    connection.execution_options(isolation_level="READ COMMITTED" if write else "REPEATABLE READ")
                with turn(connection.engine.url.database) if write and not server else nullcontext(), connection.begin():
                    if server and write:
                        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS_LOCK)))
                    yield Transaction(connection, self.place)
        except sa.exc.DBAPIError as error:
            raise explained(error, self.place) from error
        except UnicodeDecodeError as error:  # the driver's own, at a message that quotes damaged bytes
            raise LibraryError(f"{self.place}: the database is damaged; `clausebridge check` says more") from error

    def _keep(self, version: str) -> None:
        """Copy a SQLite database of an older schema to a file beside it: an older clausebridge can open that one alone."""
        kept = Path(f"{self.place}.{version}")
        if self.on_server or kept.exists():
            return
        part = kept.with_name(f"{kept.name}.part")  # as index.files ends what is not whole yet
        try:
            part.unlink(missing_ok=True)  # of a copy that was cut off
            self.copy_to(part)
            part.replace(kept)
        except OSError as error:
            raise ClausebridgeError(f"{kept}: the database cannot be copied before it is changed ({error.strerror})") from error

    def copy_to(self, path: Path) -> None:
        """Copy a SQLite database, one state of it, into a new file while others go on writing.

        Raises:
            UsageError: the database is not SQLite.
            ClausebridgeError: it cannot be read, or the copy cannot be written.
        """
        try:
            with self._engine.connect() as connection, closing(sqlite3.connect(path)) as copy:
                inner = connection.connection.driver_connection
                if not isinstance(inner, sqlite3.Connection):
                    raise UsageError(f"{self.place}: a server's database is backed up with the server's own tools (pg_dump)")
                inner.backup(copy)
        except sqlite3.Error as error:
            raise ClausebridgeError(f"{path}: the database cannot be copied ({error})") from error


class Transaction:
    """Rows of the tables, inside one transaction.

    ``where`` gives columns their value, a list of values that will do, a ``Span``, or ``Numbers``.
    """

    def __init__(self, connection: sa.Connection, place: str) -> None:
        self.connection = connection
        self.place = place

    def select(
        self, table: str, where: Where | None = None, *, order: str = "", limit: int | None = None
    ) -> list[dict[str, Any]]:
        """Rows by column name; ``order`` a column, "-column" for the last first."""
        return [
            dict(row) for row in self.connection.execute(_query(METADATA.tables[table], where or {}, order, limit)).mappings()
        ]

    def tuples(
        self, table: str, where: Where | None = None, *, order: str = "", limit: int | None = None, after: int | None = None
    ) -> list[tuple[Any, ...]]:
        """The same, each row in the order of the columns; ``after`` asks for greater numbers (of the log)."""
        own = METADATA.tables[table]
        query = _query(own, where or {}, order, limit)
        return [tuple(row) for row in self.connection.execute(query if after is None else query.where(own.c.number > after))]

    def first(self, table: str, where: Where) -> dict[str, Any] | None:
        """One row, None where there is none."""
        found = self.select(table, where, limit=1)
        return found[0] if found else None

    def counts(self, table: str, by: str) -> dict[Any, int]:
        """How many rows there are of each value of the column ``by``."""
        column = METADATA.tables[table].c[by]
        return {row[0]: int(row[1]) for row in self.connection.execute(sa.select(column, sa.func.count()).group_by(column))}

    def count(self, table: str, where: Where) -> int:
        """How many rows meet all conditions."""
        own = METADATA.tables[table]
        return int(
            self.connection.execute(sa.select(sa.func.count()).select_from(own).where(*_conditions(own, where))).scalar_one()
        )

    def insert(self, table: str, *rows: Mapping[str, object]) -> int:
        """Write rows; the number that a single row was given as its ``id``, else 0."""
        statement = sa.insert(METADATA.tables[table])
        if len(rows) == 1:
            key = self.connection.execute(statement.values(rows[0])).inserted_primary_key
            return int(key[0]) if "id" in METADATA.tables[table].c and key else 0
        if rows:
            self.connection.execute(statement, [dict(row) for row in rows])
        return 0

    def update(self, table: str, values: Mapping[str, object], where: Where) -> None:
        """Change the rows that meet all conditions."""
        own = METADATA.tables[table]
        self.connection.execute(sa.update(own).where(*_conditions(own, where)).values(values))

    def delete(self, table: str, where: Where) -> None:
        """Take out the rows that meet all conditions."""
        own = METADATA.tables[table]
        self.connection.execute(sa.delete(own).where(*_conditions(own, where)))

    def faults(self, table: str = "") -> tuple[str, ...]:
        """What the database itself finds wrong with its file, or with one table and its indexes; a server looks after its own."""
        if self.connection.dialect.name != "sqlite":
            return ()
        about = f"({METADATA.tables[table].name})" if table else ""
        said = [str(row[0]) for row in self.connection.exec_driver_sql(f"PRAGMA integrity_check{about}")]
        broken = [" ".join(line.split()) for line in said if line != "ok"]
        orphans = [] if table else self.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return (*broken, *(f"{row[0]}: row {row[1]} belongs to nothing" for row in orphans))


def _query(table: sa.Table, where: Where, order: str, limit: int | None) -> sa.Select[Any]:
    query = sa.select(table).where(*_conditions(table, where)).limit(limit)
    if not order:
        return query
    column = table.c[order.removeprefix("-")]
    return query.order_by(column.desc() if order.startswith("-") else column)


def _conditions(table: sa.Table, where: Where) -> list[sa.ColumnElement[bool]]:
    return [condition for column, value in where.items() for condition in _condition(table.c[column], value)]


def _condition(column: sa.Column[Any], value: object) -> Iterator[sa.ColumnElement[bool]]:
    if isinstance(value, Span):
        if value.first is not None:
            yield column >= value.first
        if value.end is not None:
            yield column < value.end
    elif isinstance(value, Numbers):
        if value.before:
            yield column < value.before
        if value.without:
            yield column.not_in(value.without)
        about = [column.in_(sa.select(SUBJECTS.c.number).where(SUBJECTS.c.subject.in_(group))) for group in value.subjects]
        if about:
            yield sa.or_(sa.and_(*about), column.in_(value.also))
    elif isinstance(value, list | tuple):
        yield column.in_(value)
    else:
        yield column == value

"""The log against whoever can write to its database: with a head that was kept elsewhere every change of every row is found."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.asking import Asked
from index.log import Draft, Log, canonical, chained
from index.store import Store
from ingest.errors import LibraryError, UsageError

COLUMNS = ("number", "at", "author", "kind", "topic", "subjects", "payload", "previous", "hash")
Rows = tuple[list[dict[str, object]], list[tuple[str, int]]]
VALUES = st.one_of(
    st.sampled_from(
        ["", "reviewer two", "{}", "[]", "{", '{"text": "one"}', '["x"]', '["y","x"]', "噪声", '{"x":NaN}', "[" * 5000]
    ),
    st.text("ab01", max_size=4),
    st.binary(max_size=3),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Rows]:
    """A database without its triggers, the hash of its head, and its rows."""
    path = tmp_path_factory.mktemp("log") / "library.db"
    with closing(Store.open(path)) as store:
        log = Log(store)
        for number in range(6):
            log.append(Draft("reviewer one", "note", "noise", {"text": str(number)}), ["x", f"y{number}"])
        head = log.head().hash
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.commit()
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM log")]  # noqa: S608
        return path, head, (rows, connection.execute("SELECT subject, number FROM log_subjects").fetchall())


def linked_again(rows: list[dict[str, object]]) -> None:
    """Make the chain anew, as a forger does who knows how: numbers, links and hashes are in order again."""
    previous = ""
    for number, row in enumerate(rows, 1):
        draft = Draft(str(row["author"]), str(row["kind"]), str(row["topic"]), {"text": str(row["payload"])})
        entry = chained(draft, number=number, at=str(row["at"]), subjects=[], previous=previous)
        row |= {"number": number, "payload": canonical(entry.payload), "subjects": "[]", "previous": previous, "hash": entry.hash}
        previous = entry.hash


def found(path: Path, copy: Path, rows: Rows, head: str) -> tuple[str, ...]:
    """What the check says of a database with other rows."""
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("DELETE FROM log_subjects")
        connection.execute("DELETE FROM log")
        marks = ", ".join("?" * len(COLUMNS))
        connection.executemany(f"INSERT INTO log VALUES ({marks})", [[row[name] for name in COLUMNS] for row in rows[0]])  # noqa: S608
        connection.executemany("INSERT INTO log_subjects VALUES (?, ?)", rows[1])
        connection.commit()
    with closing(Store.open(copy)) as store:
        return Log(store).faults(head)


@settings(max_examples=150)
@given(data=st.data())
def test_any_change_of_any_row_is_found(
    kept: tuple[Path, str, Rows], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    path, head, (rows, subjects) = kept
    changed, keys = [dict(row) for row in rows], list(subjects)
    act = data.draw(
        st.sampled_from(["value", "delete", "swap", "insert", "forge", "drop subject", "add subject", "move subject"])
    )
    place = data.draw(st.integers(0, len(rows) - 1))
    if act == "value":
        column = data.draw(st.sampled_from(COLUMNS[1:]))
        changed[place][column] = data.draw(VALUES.filter(lambda value: value != rows[place][column]))
    elif act == "delete":
        numbers = {row["number"] for row in changed[place : place + data.draw(st.integers(1, 3))]}
        changed = [row for row in changed if row["number"] not in numbers]
        keys = [key for key in keys if key[1] not in numbers]
    elif act == "swap":
        other = data.draw(st.integers(0, len(rows) - 1).filter(lambda one: one != place))
        changed[place]["number"], changed[other]["number"] = rows[other]["number"], rows[place]["number"]
    elif act == "insert":
        changed.append(changed[place] | {"number": len(rows) + 1})
    elif act == "forge":
        changed[place]["author"] = "another"
        linked_again(changed)
        keys = []
    elif act == "drop subject":
        del keys[place]
    elif act == "add subject":
        keys.append((data.draw(st.text("abc", min_size=1)), place + 1))
    else:
        keys[place] = (keys[place][0] + "z", keys[place][1])
    copy = tmp_path_factory.getbasetemp() / "changed.db"
    assert found(path, copy, (changed, keys), head)


def test_what_was_not_changed_is_sound(kept: tuple[Path, str, Rows], tmp_path: Path):
    path, head, rows = kept
    assert found(path, tmp_path / "same.db", rows, head) == ()


def test_nothing_is_written_behind_an_entry_that_was_changed(kept: tuple[Path, str, Rows], tmp_path: Path):
    path = tmp_path / "library.db"
    shutil.copy(kept[0], path)
    with closing(Store.open(path)) as store:
        log = Log(store)
        log.append(Draft("reviewer one", "note"))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE log SET author = 'another' WHERE number = 7")
            connection.commit()
        for _ in range(2):
            with pytest.raises(LibraryError, match="entry 7"):
                log.append(Draft("reviewer one", "note"))
        assert log.head().number == 7


@pytest.mark.parametrize("draft", [Draft("re\udcff", "note"), Draft("reviewer", "note", "", {"text": "half \ud83d"})])
def test_what_is_no_text_is_refused_in_words_and_nothing_is_written(draft: Draft, tmp_path: Path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        log = Log(store)
        log.append(Draft("reviewer", "note"))
        with pytest.raises(UsageError, match="half of a character"):
            log.append_all(lambda _: [(Draft("reviewer", "note"), ["x"], None), (draft, ["x"], None)])
        assert log.head().number == 1 and log.faults() == ()


def test_a_page_of_what_is_asked_for(kept: tuple[Path, str, Rows]):
    with closing(Store.open(kept[0])) as store:
        log = Log(store)

        def numbers(asked: Asked, **more: int) -> list[int]:
            found = log.page(asked, **more)
            assert "limit" in more or "before" in more or len(found) == log.count(asked)
            return [entry.number for entry in found]

        at = [entry.at for entry in log.entries()]
        assert numbers(Asked()) == [6, 5, 4, 3, 2, 1]
        assert numbers(Asked(), limit=2) == [6, 5]
        assert numbers(Asked(), before=3, limit=9) == [2, 1]
        assert numbers(Asked(subjects=(("y1", "y3"),))) == [4, 2]
        assert numbers(Asked(subjects=(("x",), ("y1", "y3")), also=frozenset({6}))) == [6, 4, 2]
        assert numbers(Asked(since=at[1], until=at[4])) == [4, 3, 2]
        assert numbers(Asked(without=frozenset({6, 1}))) == [5, 4, 3, 2]
        assert numbers(Asked(kinds=("note", "other"), topics=("noise",), authors=("reviewer one",))) == [6, 5, 4, 3, 2, 1]
        assert numbers(Asked(kinds=("other",))) == numbers(Asked(topics=("x",))) == numbers(Asked(authors=("x",))) == []
        assert log.counts("author") == {"reviewer one": 6}

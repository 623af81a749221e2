"""The library: what goes in comes out, once, whatever happens meanwhile; damage is found; a copy is whole."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import servers
from shelves import NOISE_RU, NOISE_ZH, HashEncoder, document, with_parts

from index import care
from index.library import Library, default_location
from index.shelf import Licence, State
from ingest import read as reading
from ingest.clause import Aspect, Clause, Document
from ingest.errors import ClausebridgeError, FileMissing, LibraryError, UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path, database: str):
    with Library.open(folder, create=True, database=database) as opened:
        yield opened


@pytest.fixture
def own(folder: Path):
    """A library with a database of its own, for what is about that file."""
    with Library.open(folder, create=True) as opened:
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "../noise 噪声.PDF".replace("../", "")
    path.write_bytes(b"%PDF-1.7 noise")
    return path


ROWS = (
    "SELECT * FROM sources ORDER BY sha256",
    "SELECT * FROM standards ORDER BY id",
    "SELECT * FROM clauses ORDER BY standard_id, position",
    "SELECT * FROM log_subjects ORDER BY subject, number",
    "SELECT number, kind, topic, subjects, payload FROM log",
)


def content(folder: Path) -> dict[str, object]:
    """All that must be the same after a crash and a second try: files by their bytes, rows without times and hashes of times."""
    state: dict[str, object] = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("library.db")
    }
    with servers.connect(folder) as connection:
        for query in ROWS:
            state[query] = connection.execute(query).fetchall()
    return state


def raw(folder: Path, statement: str, values: tuple[str, ...] = ()) -> None:
    with servers.connect(folder) as connection:
        assert connection.execute(statement, values).rowcount == 1
        connection.commit()


def test_what_goes_in_comes_out(library: Library, source: Path):
    given = document(NOISE_ZH, lang="zh")
    assert library.add(given, HashEncoder(), source=source) is True
    kept = library.source(NOISE_ZH)
    assert kept and kept.read_bytes() == source.read_bytes()
    filed = replace(given, standard=replace(given.standard, source=kept.stem))
    assert kept.name == f"{kept.stem}.pdf"
    assert library.document(NOISE_ZH) == filed
    assert library.standards() == (filed.standard,)
    assert library.clauses(NOISE_ZH) == given.clauses
    assert library.text_hash(NOISE_ZH, "3") == given.clauses[3].text_hash
    assert library.has_source(kept.stem)
    assert not library.has_source("0" * 64)
    assert library.check() == ()


def test_what_belongs_to_a_clause_comes_back_whole(folder: Path):
    given = with_parts()
    with Library.open(folder, create=True) as library:
        library.add(given, HashEncoder())
    with Library.open(folder) as library:
        assert library.document("XX 9") == given
        assert library.add(given, HashEncoder()) is False
        assert library.check() == ()


CHANGES = {
    "parts": lambda clause: replace(clause, parts=clause.parts[1:]),
    "cells": lambda clause: replace(clause, parts=(*clause.parts[:-1], replace(clause.parts[-1], table=None))),
    "references": lambda clause: replace(clause, references=(replace(clause.references[0], target=""), clause.references[1])),
    "sentences": lambda clause: replace(clause, sentences=clause.sentences[:1]),
    "aspect": lambda clause: replace(clause, aspect=Aspect.UNSURE),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_reading_of_the_same_text_is_filed(library: Library, change: str):
    given = with_parts()
    library.add(given, HashEncoder())
    other = replace(given, clauses=(given.clauses[0], CHANGES[change](given.clauses[1])))
    assert library.add(other, HashEncoder()) is True
    assert library.document("XX 9") == other
    assert library.check() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clauses SET parts = '[]' WHERE clause_id = '4'",
        "UPDATE clauses SET refs = '[' WHERE clause_id = '4'",
        "UPDATE clauses SET aspect = 'unsure' WHERE clause_id = '4'",
        "UPDATE standards SET sector = 'power'",
    ],
)
def test_a_change_of_what_belongs_to_a_clause_is_found(library: Library, folder: Path, statement: str):
    library.add(with_parts(), HashEncoder())
    raw(folder, statement)
    assert [finding.place for finding in library.check()] == ["XX 9"]
    with pytest.raises(LibraryError, match="not as they were written"):
        library.clauses("XX 9")


def test_the_same_again_is_no_work(library: Library, folder: Path, source: Path):
    encoder = HashEncoder()
    library.add(document(NOISE_ZH), encoder, source=source)
    before = content(folder)
    assert library.add(document(NOISE_ZH), encoder, source=source) is False
    renamed = document(NOISE_ZH)
    renamed = replace(renamed, standard=replace(renamed.standard, file_name="copy of noise.pdf"))
    assert library.add(renamed, encoder, source=source) is False
    assert encoder.asked == 12  # the passage and the text of each of six clauses
    assert content(folder) == before


def test_a_standard_costs_itself_alone(library: Library, folder: Path):
    encoder = HashEncoder()
    library.add(document(NOISE_ZH), encoder)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*.vectors")}
    library.add(document(NOISE_RU, clauses=3), encoder)
    assert encoder.asked == 12 + 8
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in before} == before
    assert [standard.designation for standard in library.standards()] == [NOISE_ZH, NOISE_RU]


def test_vectors_stand_beside_their_clauses_and_are_made_where_missing(library: Library, folder: Path):
    from index.embedding import embed

    encoder = HashEncoder()
    library.add(document(NOISE_ZH), encoder)
    expected = embed(library.clauses(NOISE_ZH), HashEncoder()).vectors
    assert (library.vectors(NOISE_ZH, encoder) == expected).all()
    assert encoder.asked == 12
    shutil.rmtree(folder / "vectors")
    assert (library.vectors(NOISE_ZH, encoder) == expected).all()
    other = HashEncoder("hash@2")
    assert (library.vectors(NOISE_ZH, other) == expected).all()
    assert (encoder.asked, other.asked) == (24, 12)
    library.add(Document(document("empty").standard, ()), encoder)
    assert library.vectors("empty", encoder).shape == (0, HashEncoder.dimensions)


def test_a_standard_that_was_taken_out_comes_back_with_the_licence_that_was_stated_of_it(library: Library):
    encoder = HashEncoder()
    library.add(document(NOISE_ZH), encoder)
    library.set_licence(NOISE_ZH, Licence.NONE)
    library.remove(NOISE_ZH)
    library.add(document(NOISE_ZH), encoder)
    assert library.licence(NOISE_ZH) is Licence.NONE


def test_a_new_parse_takes_the_place_of_the_old_one(library: Library, folder: Path, source: Path, tmp_path: Path):
    encoder = HashEncoder()
    library.add(document(NOISE_ZH), encoder, source=source)
    library.set_licence(NOISE_ZH, Licence.EXCERPT)
    newer = tmp_path / "newer.pdf"
    newer.write_bytes(b"%PDF-1.7 newer")
    changed = document(NOISE_ZH, clauses=4, changed=2)
    assert library.filing(changed).state is State.REPLACES
    assert library.add(changed, encoder, source=newer) is True
    assert library.clauses(NOISE_ZH) == changed.clauses
    assert library.licence(NOISE_ZH) is Licence.EXCERPT
    assert (len(list((folder / "sources").iterdir())), len(list(folder.rglob("*.vectors")))) == (1, 2)  # vectors, and terms
    entry = library.log.entries(kind="standard-replaced")[0]
    before = {clause.id: clause.text_hash for clause in document(NOISE_ZH).clauses}
    assert entry.payload["changed"] == {"2": [before["2"], changed.clauses[2].text_hash], "5": [before["5"], ""]}
    assert library.check() == ()


def test_two_languages_of_one_standard_are_two(library: Library):
    encoder = HashEncoder()
    english, chinese = document("ISO 1:2020", source="e" * 64), document("ISO 1:2020", lang="zh", source="c" * 64)
    assert library.add(english, encoder)
    assert library.filing(chinese).designation == "ISO 1:2020 (zh)"
    assert library.add(chinese, encoder)
    assert not library.add(chinese, encoder)
    assert not library.add(english, encoder)
    assert [(s.designation, s.lang) for s in library.standards()] == [("ISO 1:2020", "en"), ("ISO 1:2020 (zh)", "zh")]
    assert {clause.standard for clause in library.clauses("ISO 1:2020 (zh)")} == {"ISO 1:2020 (zh)"}
    said_otherwise = replace(english, standard=replace(english.standard, lang="fr"))
    assert library.filing(said_otherwise).designation == "ISO 1:2020"


@pytest.mark.parametrize(
    ("asked", "filed"),
    [
        ("xx/t 85-2024", NOISE_ZH),
        ("XX/T85—2024", NOISE_ZH),
        ("XX/T　85－2024", NOISE_ZH),
        (" XX/T 85–2024 ", NOISE_ZH),
        ("gbt 12.1-2020", "GB/T 12.1—2020"),
        ("GOST R ISO 9612-2013", "ГОСТ Р ИСО 9612-2013"),
    ],
)
def test_a_designation_is_found_however_it_is_written(library: Library, asked: str, filed: str):
    for name in (NOISE_ZH, "GB/T 12.1—2020", "GB/T 12.1—2011", "GB/T 121—2020", "ГОСТ Р ИСО 9612-2013"):
        library.add(document(name), HashEncoder())
    assert library.standard(asked).designation == filed


def test_an_unknown_designation_names_the_nearest(library: Library):
    with pytest.raises(UsageError, match="empty"):
        library.standard("XX 1")
    for name in ("XX/T 85—2024", "XX/T 86—2024", "ГОСТ Х 85-2023", "ISO 9612:2009"):
        library.add(document(name), HashEncoder())
    with pytest.raises(UsageError) as caught:
        library.clauses("XX/T 85")
    assert str(caught.value).startswith("XX/T 85: not in the library; nearest: XX/T 85—2024, XX/T 86—2024")


def test_a_standard_that_is_removed_leaves_a_trace_and_no_files(library: Library, folder: Path, source: Path):
    encoder = HashEncoder()
    for name in (NOISE_ZH, NOISE_RU):
        library.add(document(name), encoder, source=source)
    library.save_matches(NOISE_ZH, NOISE_RU, "m", [{"x": 1}])
    library.remove(NOISE_ZH, author="reviewer one")
    assert [standard.designation for standard in library.standards()] == [NOISE_RU]
    assert library.comparisons() == ()
    assert library.source(NOISE_RU)
    assert len(list(folder.rglob("*.vectors"))) == 2
    library.remove(NOISE_RU, author="reviewer one")
    assert [path.name for path in folder.rglob("*") if path.is_file() and path.parent != folder] == []
    assert [(entry.author, entry.topic) for entry in library.log.entries(kind="standard-removed")] == [
        ("reviewer one", NOISE_ZH),
        ("reviewer one", NOISE_RU),
    ]
    with pytest.raises(UsageError):
        library.remove(NOISE_ZH)
    assert library.check() == ()


def test_what_cannot_be_kept_is_refused_in_one_line(library: Library, source: Path, tmp_path: Path):
    def with_clauses(*clauses: Clause) -> Document:
        return Document(document(NOISE_ZH).standard, clauses)

    twice = Clause(NOISE_ZH, "1", "en", id="1")
    for bad in (
        with_clauses(twice, twice),
        with_clauses(replace(twice, id="")),
        with_clauses(replace(twice, text="half \ud83d")),
        with_clauses(replace(twice, confidence=float("nan"))),
        document("  "),
        document(NOISE_ZH, source="0" * 64),
    ):
        with pytest.raises(UsageError) as caught:
            library.add(bad, HashEncoder(), source=source)
        assert "\n" not in str(caught.value)
    with pytest.raises(FileMissing):
        library.add(document(NOISE_ZH), HashEncoder(), source=tmp_path / "gone.pdf")
    assert library.standards() == ()
    assert library.log.head().number == 0


def test_proposals_are_replaced_and_checked(library: Library, folder: Path):
    for name in (NOISE_ZH, NOISE_RU):
        library.add(document(name), HashEncoder())
    rows = [{"a_clauses": ["1"], "confidence": 1 / 3, "note": "噪声"}, {"a_clauses": [], "confidence": 0.0, "note": ""}]
    library.save_matches("xx/t 85-2024", NOISE_RU, "m1", [{"old": True}])
    library.save_matches(NOISE_ZH, NOISE_RU, "m2", rows)
    assert library.matches(NOISE_ZH, NOISE_RU) == tuple(rows)
    assert library.matches(NOISE_RU, NOISE_ZH) == ()
    assert [(pair.a_standard, pair.b_standard, pair.model) for pair in library.comparisons()] == [(NOISE_ZH, NOISE_RU, "m2")]
    raw(folder, "UPDATE proposals SET data = replace(data, '0.0', '1.0') WHERE position = 1")
    with pytest.raises(LibraryError, match="match"):
        library.matches(NOISE_ZH, NOISE_RU)
    assert [finding.place for finding in library.check()] == [f"{NOISE_ZH} and {NOISE_RU}"]


def test_where_the_library_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("CLAUSEBRIDGE_LIBRARY", raising=False)
    if sys.platform.startswith("linux"):
        assert default_location() == tmp_path / "clausebridge" / "library"
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", "~/mine")
    assert default_location() == Path.home() / "mine"
    assert default_location(tmp_path) == tmp_path


def test_opening_what_is_not_there_or_no_folder(tmp_path: Path):
    with pytest.raises(UsageError, match="no library here"):
        Library.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot be a library"):
        Library.open(tmp_path / "file", create=True)


DAMAGE = {
    "text": "UPDATE clauses SET text = replace(text, '83', '93') WHERE clause_id = '3'",
    "box": "UPDATE clauses SET boxes = replace(boxes, '300', '301') WHERE clause_id = '3'",
    "order": "UPDATE clauses SET position = 99 WHERE clause_id = '3'",
    "lost": "DELETE FROM clauses WHERE clause_id = '3'",
    "kind": "UPDATE clauses SET kind = 'clauze' WHERE clause_id = '3'",
    "type": "UPDATE clauses SET confidence = 'much' WHERE clause_id = '3'",
    "cover": "UPDATE standards SET published = '2025-01-02'",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_clauses_are_not_used_but_found_and_read_again(
    library: Library, folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch, damage: str
):
    encoder, given = HashEncoder(), document(NOISE_ZH)
    library.add(given, encoder, source=source)
    if damage == "type" and library.server:
        pytest.skip("a server keeps to the type of a column")
    raw(folder, DAMAGE[damage])
    for use in (library.clauses, library.document):
        with pytest.raises(LibraryError, match="not as they were written"):
            use(NOISE_ZH)
    assert [finding.place for finding in library.check()] == [NOISE_ZH]
    assert library.rebuild(encoder) != ()
    monkeypatch.setattr(reading, "read", lambda path: (replace(given, standard=replace(given.standard, designation=path.stem)),))
    assert library.rebuild(encoder, clauses=True) == ()
    assert library.clauses(NOISE_ZH) == given.clauses
    assert library.standard(NOISE_ZH).file_name == given.standard.file_name


def test_rows_that_were_forged_with_their_hash_are_not_what_the_log_says(library: Library, folder: Path, tmp_path: Path):
    library.add(document(NOISE_ZH), HashEncoder())
    with Library.open(tmp_path / "other", create=True) as other:
        other.add(document(NOISE_ZH, changed=3), HashEncoder())
        text = other.clauses(NOISE_ZH)[3].text
        with closing(sqlite3.connect(tmp_path / "other" / "library.db")) as connection:
            hashes = connection.execute("SELECT content, text_hash FROM standards, clauses WHERE clause_id = '3'").fetchone()
    raw(folder, "UPDATE clauses SET text = ?, text_hash = ? WHERE clause_id = '3'", (text, hashes[1]))
    raw(folder, "UPDATE standards SET content = ?", (hashes[0],))
    assert library.clauses(NOISE_ZH)[3].text == text
    assert "log" in str(library.check()[0])


def test_damaged_and_lost_sources_are_found(library: Library, source: Path):
    library.add(document(NOISE_ZH), HashEncoder(), source=source)
    kept = library.source(NOISE_ZH)
    assert kept
    kept.write_bytes(b"%PDF-1.7 noisy")
    with pytest.raises(LibraryError, match="damaged"):
        library.source(NOISE_ZH)
    assert [finding.place for finding in library.check()] == [str(kept)]
    assert library.add(document(NOISE_ZH), HashEncoder(), source=source) is False
    assert library.check() == ()
    kept.unlink()
    with pytest.raises(LibraryError, match="gone"):
        library.source(NOISE_ZH)
    assert [finding.place for finding in library.check()] == [str(kept)]


@pytest.mark.parametrize("kind", ["hash-1-*", "terms-*"])
def test_damaged_vectors_and_terms_are_not_used_but_found_and_made_again(library: Library, folder: Path, kind: str):
    encoder = HashEncoder()
    library.add(document(NOISE_ZH), encoder)
    before, (path,) = library.vectors(NOISE_ZH, encoder), folder.rglob(f"{kind}/*.vectors")
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    with pytest.raises(LibraryError, match="rebuild"):
        library.index(encoder)
    assert [finding.place for finding in library.check()] == [str(path)]
    assert library.rebuild(encoder) == ()
    assert (library.vectors(NOISE_ZH, encoder) == before).all() and library.index(encoder).rows == 6


def test_every_flipped_byte_of_the_database_is_harmless_or_found(own: Library, folder: Path):
    """What is read after a damage is what was written, or an error of one line; never something else."""
    own.add(document(NOISE_ZH), HashEncoder())
    own.save_matches(NOISE_ZH, NOISE_ZH, "m", [{"x": "y" * 50}])
    expected = (own.document(NOISE_ZH), own.log.entries(), own.matches(NOISE_ZH, NOISE_ZH))
    path = folder / "library.db"
    data = path.read_bytes()
    found = 0
    used = [place for place, byte in enumerate(data) if byte]
    for place in used[:: len(used) // 150]:
        broken = bytearray(data)
        broken[place : place + 8] = bytes(byte ^ 0x15 for byte in broken[place : place + 8])
        path.write_bytes(broken)
        try:
            with Library.open(folder) as damaged:
                whole, matches = damaged.check() == (), damaged.matches(NOISE_ZH, NOISE_ZH)
                assert (damaged.document(NOISE_ZH), damaged.log.entries()) == expected[:2]
                assert matches == expected[2] or (matches == () and not whole)  # no proposals is a state, too
        except ClausebridgeError as error:
            found += 1
            assert "\n" not in str(error)
    assert found > 50


def test_files_that_killed_writers_left_are_found_and_taken_away(library: Library, folder: Path, source: Path):
    library.add(document(NOISE_ZH), HashEncoder(), source=source)
    strays = [folder / "sources" / f"{'0' * 64}.pdf", folder / "sources" / "x.pdf.77.part", folder / "vectors" / "y.77.part"]
    for path in strays:
        path.write_bytes(b"x")
    assert library.check() == ()  # they may be those of a writer at work
    for path in strays:
        os.utime(path, (0, 0))
    assert sorted(finding.place for finding in library.check()) == sorted(map(str, strays))
    assert library.rebuild(HashEncoder()) == ()
    assert not any(path.exists() for path in strays)


def test_a_full_disk_leaves_the_library_as_it_was(library: Library, folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch):
    library.add(document(NOISE_RU), HashEncoder())
    before = content(folder)

    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", fail)
        with pytest.raises(ClausebridgeError, match="No space left"):
            library.add(document(NOISE_ZH), HashEncoder(), source=source)
    assert content(folder) == before
    assert library.add(document(NOISE_ZH), HashEncoder(), source=source)


def test_a_backup_is_equal_and_stands_alone(own: Library, folder: Path, source: Path, tmp_path: Path):
    encoder = HashEncoder()
    own.add(document(NOISE_ZH), encoder, source=source)
    (folder / "terms.csv").write_text("zh,en\n听力护具,hearing protector\n", encoding="utf-8")
    (folder / "models").mkdir()
    (folder / "models" / "judged-1.safetensors").write_bytes(b"learnt")
    own.backup(tmp_path / "backup")
    assert content(tmp_path / "backup") == content(folder)
    shutil.rmtree(folder / "sources")
    with Library.open(tmp_path / "backup") as copy:
        assert copy.check() == ()
        assert copy.source(NOISE_ZH)
    with pytest.raises(UsageError, match="exists"):
        own.backup(tmp_path / "backup")
    with pytest.raises(LibraryError, match="gone"):
        own.backup(tmp_path / "second")
    assert not list(tmp_path.glob("second*"))


def test_a_backup_under_load_is_one_state(own: Library, tmp_path: Path):
    encoder, stop = HashEncoder(), threading.Event()
    own.add(document(NOISE_RU), encoder)

    def write():
        number = 0
        while not stop.is_set():
            own.add(document(NOISE_ZH, changed=number % 5), encoder)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            own.backup(tmp_path / str(number))
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        with Library.open(tmp_path / str(number)) as copy:
            assert copy.check() == ()
            assert copy.log.head().number >= 1


STEPS = frozenset({"execute", "executemany", "commit", "fsync", "replace", "open", "write"})


def killed_at(step: int, work) -> bool:
    """Run ``work`` in a child process that kills itself at its n-th call that touches a file; whether it came that far."""
    child = os.fork()
    if child == 0:
        left = step

        def count(_frame, event, function):
            nonlocal left
            if event == "c_call" and getattr(function, "__name__", "") in STEPS:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        work()
        sys.setprofile(None)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be forked and killed")
def test_killed_at_any_step_and_started_again_ends_in_the_same_state(tmp_path: Path, source: Path):
    newer = tmp_path / "newer.pdf"
    newer.write_bytes(b"%PDF-1.7 newer")

    def work(folder: Path) -> None:
        with Library.open(folder, create=True) as library:
            library.add(document(NOISE_ZH), HashEncoder(), source=source)
            library.add(document(NOISE_ZH, changed=2), HashEncoder(), source=newer)

    def finish(folder: Path) -> None:
        """What a user does after a crash: the same command again, which passes over what is done."""
        with Library.open(folder, create=True) as library:
            if not library.log.entries(kind="standard-replaced"):
                library.add(document(NOISE_ZH), HashEncoder(), source=source)
            library.add(document(NOISE_ZH, changed=2), HashEncoder(), source=newer)
            assert [f for f in library.check() if "nothing refers" not in str(f)] == []

    work(tmp_path / "expected")
    expected, step, kills = content(tmp_path / "expected"), 0, 0
    while True:
        folder = tmp_path / f"killed at {step}"
        if not killed_at(step, lambda folder=folder: work(folder)):
            break
        finish(folder)
        state = content(folder)
        assert {key: state[key] for key in expected} == expected, step
        assert all(key.endswith(".part") for key in state.keys() - expected.keys())
        step, kills = step + 11, kills + 1
    assert kills >= 15


def test_the_check_says_what_to_do(library: Library):
    finding = care.Finding("here", "something is wrong", "do this")
    assert str(finding) == "here: something is wrong; do this"

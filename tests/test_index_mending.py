"""Mends of standards on file: entries of the log that survive new parses and are taken back by entries, and what follows them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shelves import HashEncoder
from test_ingest_mended import OURS, at, made, mend, parsed

from index import members
from index.embedding import embed
from index.library import Library
from index.log import Conflict
from index.roles import Role
from ingest.clause import Document, Kind
from ingest.errors import LibraryError, NotPermitted, UsageError
from ingest.mend import Act, Mend, place_of

NAME = "XX 1"


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library", create=True) as opened:
        opened.add(made(), HashEncoder(), author="first reviewer")
        yield opened


def mended(library: Library, *mends: Mend, author: str = "first reviewer", **more: object):
    return library.mend(NAME, mends, HashEncoder(), author=author, **more)  # type: ignore[arg-type]


def test_a_mend_is_an_entry_and_the_library_stays_sound(library: Library) -> None:
    given = library.document(NAME)
    entry = mended(library, mend(given, "5", Act.DROP))
    assert (entry.kind, entry.topic, entry.author) == ("mend", NAME, "first reviewer")
    assert [one.id for one in library.clauses(NAME)] == ["foreword", "4", "4/4.1", "4/4.3", "4/4.3/4.3.1", "6"]
    assert entry.payload["moves"] == {"5": "4/4.1", "5/4.3": "4/4.3", "5/4.3/4.3.1": "4/4.3/4.3.1"}
    assert entry.payload["content"] == library.content(NAME)
    assert library.check() == ()
    state = library.mends(NAME)
    assert (state.parse.clauses, [act.entry for act in state.acts]) == (given.clauses, [entry])


def test_undoing_all_mends_gives_the_parse_again_to_the_byte(library: Library) -> None:
    given, content = library.document(NAME), library.content(NAME)
    first = mended(library, mend(given, "5", Act.DROP))
    second = mended(library, mend(library.document(NAME), "4.1", Act.SPLIT, "4.2 Dust", label="4.2", title="Dust"))
    back = mended(library, undoes=first.number, author="second reviewer")
    assert (back.author, back.payload["undoes"]) == ("second reviewer", first.number)
    assert [one.clause for one in library.clauses(NAME)] == ["", "4", "4.1", "4.2", "5", "4.3", "4.3.1", "6"]
    mended(library, undoes=second.number)
    assert (library.clauses(NAME), library.content(NAME)) == (given.clauses, content)
    assert library.mends(NAME).acts == () and library.check() == ()
    with pytest.raises(UsageError, match="not in force"):
        mended(library, undoes=first.number)


def test_a_new_parse_is_filed_with_the_mends_in_force(library: Library) -> None:
    given = library.document(NAME)
    entry = mended(library, mend(given, "6", Act.LABEL, label="7"))
    lost = mended(library, mend(library.document(NAME), "4.3", Act.TITLE, title="Methods"))
    assert library.add(made(), HashEncoder()) is False
    texts = {"4.1": "The level shall not exceed 80 dB.", "4.3": "Other words stand where this clause stood, all of them."}
    other = tuple(
        replace(one, text=texts.get(one.clause, one.text), title="Else" if one.clause == "4.3" else one.title, origins=())
        for one in made().clauses
    )
    assert library.add(replace(made(), clauses=other), HashEncoder()) is True
    assert [one.id for one in library.clauses(NAME)][-1] == "7"
    assert at(library.document(NAME), "4.3").title == "Else"
    told = library.log.entries(kind="standard-replaced")[0].payload
    assert told["mends_left"] == [lost.number]
    state = library.mends(NAME)
    assert [(act.entry.number, len(state.left(act))) for act in state.acts] == [(entry.number, 0), (lost.number, 1)]
    assert library.check() == ()


def test_a_standard_that_was_taken_out_and_comes_again_is_mended_still(library: Library) -> None:
    mended(library, mend(library.document(NAME), "6", Act.LABEL, label="7"))
    library.remove(NAME)
    library.add(made(), HashEncoder())
    assert [one.id for one in library.clauses(NAME)][-1] == "7"
    assert library.check() == ()


def test_only_what_changed_is_embedded_again(library: Library) -> None:
    encoder = HashEncoder()
    library.vectors(NAME, encoder)
    asked = encoder.asked
    library.mend(NAME, [mend(library.document(NAME), "4.3", Act.TITLE, title="Methods")], encoder)
    assert encoder.asked - asked == 3  # its passage and its text, and the path of titles above what stands below it
    expected, found = embed(library.clauses(NAME), HashEncoder()), library.embedded(NAME, encoder)
    assert np.array_equal(found.vectors, expected.vectors)
    for number, above in enumerate(found.above.tolist()):
        one = expected.above[number]
        assert (above < 0) == (one < 0) and (above < 0 or np.array_equal(found.headings[above], expected.headings[one]))
    assert len(list((library.folder / "vectors").glob("hash*/*"))) == 1


def test_who_has_not_seen_a_mend_of_the_same_clause_is_told(library: Library) -> None:
    given, seen = library.document(NAME), library.log.head().number
    entry = mended(library, mend(given, "4.3", Act.TITLE, title="Methods"), seen=seen)
    mended(library, mend(given, "6", Act.LABEL, label="7"), seen=seen)
    content = library.content(NAME)
    with pytest.raises(Conflict) as caught:
        mended(library, mend(library.document(NAME), "4.3", Act.TITLE, title="Method"), seen=seen, author="second reviewer")
    assert (caught.value.entries, library.content(NAME)) == ((entry,), content)


def test_a_viewer_mends_nothing(library: Library) -> None:
    members.appoint(library.log, "admin", Role.ADMIN, author="admin")
    members.appoint(library.log, "guest", Role.VIEWER, author="admin")
    content = library.content(NAME)
    with pytest.raises(NotPermitted):
        mended(library, mend(library.document(NAME), "6", Act.LABEL, label="7"), author="guest")
    assert library.content(NAME) == content and library.log.entries(kind="mend") == ()


def test_what_cannot_be_done_says_why(library: Library) -> None:
    given = library.document(NAME)
    with pytest.raises(UsageError, match="no clause stands before it"):
        mended(library, Mend(Act.MERGE, place_of(given.clauses[0])))
    with pytest.raises(UsageError, match="nothing would change"):
        mended(library, mend(given, "6", Act.KIND, kind=Kind.CLAUSE))
    assert library.log.entries(kind="mend") == ()


def test_a_damaged_parse_is_found(library: Library) -> None:
    mended(library, mend(library.document(NAME), "6", Act.LABEL, label="7"))
    with closing(sqlite3.connect(library.folder / "library.db")) as connection:
        connection.execute("UPDATE parses SET data = replace(data, 'Marking', 'Barking')")
        connection.commit()
    assert [finding.place for finding in library.check()] == [NAME]
    with pytest.raises(LibraryError, match="the parse of XX 1"):
        library.mends(NAME)


def test_clauses_that_are_damaged_are_read_again_from_their_source_and_mended(tmp_path: Path) -> None:
    path = OURS / "noise-en.pdf"
    document: Document = parsed(path)
    name, encoder = document.standard.designation, HashEncoder()
    with Library.open(tmp_path / "own", create=True) as library:
        library.add(document, encoder, source=path)
        clause = library.clauses(name)[-1]
        library.mend(name, [Mend(Act.TITLE, place_of(clause), title="As a person reads it")], encoder)
        before = library.content(name)
        with closing(sqlite3.connect(library.folder / "library.db")) as connection:
            connection.execute("UPDATE clauses SET text = 'damaged' WHERE position = 3")
            connection.commit()
        assert [finding.place for finding in library.check()] == [name]
        assert library.rebuild(encoder, clauses=True) == ()
        assert library.content(name) == before and library.clauses(name)[-1].title == "As a person reads it"

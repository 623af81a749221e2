"""``clausebridge mend``: what it changes, shows before it does, lists and takes back; and how a mend is told in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from shelves import HashEncoder
from test_ingest_mended import at, made, mend
from typer.testing import CliRunner

from app.cli import app
from app.mending import change_words, found_spot, possible_parents, spots, suspects
from index.library import Library
from index.mending import preview
from ingest.errors import UsageError
from ingest.mend import Act
from matcher import ledger
from matcher.match import Decision, Judgement

NAME = "XX 1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: HashEncoder())
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(tmp_path / "library"))
    with Library.open(tmp_path / "library", create=True) as library:
        library.add(made(), HashEncoder())
    return tmp_path / "library"


def run(*arguments: str) -> tuple[list[str], str, int]:
    done = CliRunner().invoke(app, ["mend", NAME, *arguments])
    error = f"{type(done.exception).__name__}: {done.exception}" if isinstance(done.exception, UsageError) else done.stderr
    return done.stdout.splitlines(), error, done.exit_code


def ids(folder: Path) -> list[str]:
    with Library.open(folder) as library:
        return [one.id for one in library.clauses(NAME)]


def test_the_command_splits_drops_names_lists_and_takes_back(folder: Path) -> None:
    before = ids(folder)
    assert run("4.1", "--split", "4.2 Dust", "--new-title", "Dust", "--dry-run")[0] == [
        "4.1 Noise: 77 characters of text become 33", "new: 4.2 Dust",
    ]  # fmt: skip
    assert ids(folder) == before
    lines, said, code = run("4.1", "--split", "4.2 Dust", "--new-title", "Dust")
    assert (code, "mended, entry 2 of the log" in said) == (0, True)
    assert run("5", "--not-a-clause")[0] == [
        "4.2 Dust: 35 characters of text become 69",
        "5 m/s at the inlet goes into 4.2 Dust",
        "4.3 Methods The sampler: below 4",
        "1 clauses below go along",
    ]
    run("4.3", "--label", "4.4", "--title", "Methods", "--parent", "top")
    assert ids(folder) == ["foreword", "4", "4/4.1", "4/4.2", "4.4", "4.4/4.3.1", "6"]
    lines, said, _ = run("--list")
    assert [line.split(" · ")[3:] for line in lines] == [
        ["4.1", "split: 4.2 Dust begins in it"], ["5", "not a clause"],
        ["4.3", "label: 4.4; 4.3", "at the top; 4.3", "title: Methods"],
    ]  # fmt: skip
    run("--undo", "--entry", "3")
    assert "5" in ids(folder)
    run("--undo")
    run("--undo")
    assert ids(folder) == before
    assert "0 mends in force, 3 taken back" in run("--list")[1]
    assert "nothing to take back" in run("--undo")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("9", "--merge"), "no clause '9'"),
        (("6",), "say what is to be done"),
        (("6", "--merge", "--label", "7"), "say what is to be done"),
        (("--merge",), "name the clause"),
        (("6", "--split", "Nowhere"), "does not say 'Nowhere'"),
        (("4.1", "--split", "."), "says 5 times '.'"),
        (("6", "--kind", "table"), "--kind table: one of"),
        (("6", "--parent", "4.1"), "the clause above it is not found, or does not stand before it"),
        (("", "--not-a-clause", "--undo", "--entry", "1"), "not in force"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_what_to_do(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    lines, error, code = run(*arguments)
    assert said in error and code != 0 and lines == []


def test_places_for_a_split_are_lines_and_sentences_with_the_label_that_stands_there() -> None:
    clause = at(made(), "4.1")
    assert [(one.words[:8], one.label, one.title) for one in spots(clause)][:2] == [("The leve", "", ""), ("4.2 Dust", "4.2", "")]
    assert found_spot(clause, "Dust shall").at == clause.text.index("Dust shall")
    assert [one.clause for one in possible_parents(made().clauses, at(made(), "6"))] == ["5", "4.3", "4.3.1"]
    assert possible_parents(made().clauses, made().clauses[0]) == ()


def test_the_preview_counts_the_decisions_that_would_be_suspect(folder: Path) -> None:
    with Library.open(folder) as library:
        ledger.record(library, Judgement(NAME, "6", NAME, "4", Decision.ACCEPT, "first reviewer"))
        given, state = library.document(NAME), library.mends(NAME)
        renamed = preview(state, [mend(given, "6", Act.LABEL, label="7")])
        assert (change_words(renamed, str), suspects(library, NAME, renamed)) == (["6 Marking → 7 Marking"], 0)
        assert suspects(library, NAME, preview(state, [mend(given, "6", Act.MERGE)])) == 1

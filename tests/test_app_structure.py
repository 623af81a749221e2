"""Provisions as structure on the command line and below a clause."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.highlight import Mark
from app.structure import COLUMNS, HEAD, structure_marks, structure_table
from app.wording import ADDRESSEES
from ingest.clause import Clause
from matcher.addressee import roles
from matcher.statement import statements

TEXT = (
    "Where the level exceeds 85 dB(A), the employer shall mark the zone, unless it is closed. The gap shall not exceed 2 mm."
    " Rooms differ."
)


@pytest.fixture
def listed(tmp_path):
    file = tmp_path / "list.jsonl"
    rows = [
        {"standard": "ISO 99999:2024", "clause": label, "lang": "en", "text": text}
        for label, text in (("4", TEXT), ("5", "Rooms differ."))
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(file)


def run(*arguments: str):
    return CliRunner().invoke(app, ["provisions", *arguments])


def test_a_table_has_a_line_for_each_provision_with_parts(listed):
    head, *lines = run(listed).stdout.splitlines()
    assert head.split("\t") == list(COLUMNS)
    assert [line.split("\t") for line in lines] == [
        ["4", "requirement", "employer", "employer", "", "Where the level exceeds 85 dB(A)", "unless it is closed", ""],
        ["4", "requirement", "gap", "", "gap: not exceed 2 mm", "", "", ""],
    ]


def test_jsonl_has_every_sentence_and_the_characters_of_its_parts(listed):
    rows = [json.loads(line) for line in run(listed, "--format", "jsonl", "--clause", "4").stdout.splitlines()]
    assert [row["provision"] for row in rows] == ["requirement", "requirement", "statement"]
    for row in rows:
        assert TEXT[row["start"] : row["end"]] == row["text"]
        for span in (*row["conditions"], *row["exceptions"], *filter(None, [row["subject"], row["modal"]])):
            assert TEXT[span["start"] : span["end"]] == span["text"]
    (limit,) = rows[1]["limits"]
    assert (limit["comparator"], limit["value"], limit["unit"], limit["property"]["text"]) == ("≤", "2", "mm", "gap")
    assert [q["value"] for q in rows[0]["triggers"]] == ["85"]


def test_a_clause_that_is_not_there_is_wrong_usage(listed):
    assert "no such clause" in str(run(listed, "--clause", "9").exception)


def test_a_clause_shows_its_parts_as_marks_and_in_a_table():
    clause = Clause("ISO 99999:2024", "4", "en", text=TEXT, id="4")
    found = statements(clause)
    marks = {(mark.kind, TEXT[mark.start : mark.end]) for mark in structure_marks(found)}
    assert marks == {
        ("condition", "Where the level exceeds 85 dB(A)"),
        ("exception", "unless it is closed"),
        ("limit", "not exceed 2 mm"),
    }
    assert all(isinstance(mark, Mark) for mark in structure_marks(found))
    table = structure_table(clause, found, str)
    assert table["head"] == list(HEAD)
    assert table["rows"][0] == [
        "requirement",
        "employer (employer)",
        "",
        "Where the level exceeds 85 dB(A)",
        "unless it is closed",
        "",
    ]
    assert len(table["rows"]) == 2


def test_every_role_has_its_word():
    assert set(ADDRESSEES) == roles()

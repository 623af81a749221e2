"""What regulations cite, through the command line: stated, refused, listed, checked, taken back; and the words of a force."""

from __future__ import annotations

import io
import json
import sys

import pytest
import review_desk
from openpyxl import Workbook
from review_desk import A, B

from app import cli
from index.force import citations
from index.library import Library

HEAD = "regulation,article,standard,edition,clauses,purpose,valid from,valid to"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    return review_desk.seed(tmp_path_factory.mktemp("legal") / "library")


@pytest.fixture
def run(seeded, monkeypatch, capsys):
    """A run of the command line on the library; its exit code, its lines on stdout, and what it says."""
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(seeded))

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["clausebridge", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out.lstrip("\ufeff").splitlines(), err

    yield command
    while command("regulations", "--undo", "--as", "ann")[2].count("taken back"):
        pass


def table(path, *rows):
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_table_is_stated_listed_with_what_is_wrong_with_it_and_read_back(run, tmp_path):
    given = table(
        tmp_path / "rules.csv",
        f"TSG 21—2016,3.1,{A},,4.1; 9.99,requirement,2020-01-01,",
        f"TSG 21—2016,3.2,{A.split('—')[0]},,,test method,,2020-12-31",
        "ТР ТС 012/2011,4,IEC 60079-0:2017,,,,,",
    )
    code, _, said = run("regulations", given, "--as", "ann")
    assert code == 0
    assert f"{A} has no 9.99" in said
    assert "the cited edition is not on file" in said
    _, lines, _ = run("regulations", "--format", "json", "--as-of", "2026-07-01")
    rows = [json.loads(line) for line in lines]
    assert [(row["article"], row["on_file"], row["dated"]) for row in rows] == [("3.1", [A], True), ("4", [], True)]
    _, lines, _ = run("regulations", "--as-of", "2020-06-01")
    assert any("no edition named" in line and A in line for line in lines)
    again = tmp_path / "again.csv"
    run("regulations", "--format", "csv", "--out", again)
    assert "regulations stated anew: 0" in run("regulations", again, "--as", "ann")[2]


def test_a_row_that_cannot_be_read_is_named_and_nothing_is_stated(run, seeded, tmp_path):
    given = table(tmp_path / "bad.csv", f"TSG 21—2016,1,{A},,,,,", "TSG 21—2016,2,,,,,,", f"TSG 21—2016,3,{B},,,,soon,")
    with Library.open(seeded) as library:
        head = library.log.head()
        code, _, said = run("regulations", given, "--as", "ann")
        assert library.log.head() == head
    assert code == 1
    assert [line.split(": ")[0].split(", ")[-1] for line in said.splitlines()[:2]] == ["line 3", "line 4"]
    assert "nothing was stated" in said.splitlines()[-1]


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_is_read_too_and_its_formulas_are_refused(run, seeded, tmp_path):
    path = tmp_path / "rules.xlsx"
    path.write_bytes(workbook([HEAD.split(","), ["TSG 21—2016", 3, A, None, "4.1", "requirement", None, None]]))
    assert run("regulations", path, "--as", "ann")[0] == 0
    with Library.open(seeded) as library:
        assert [(one.article, one.clauses) for one in citations(library.log)] == [("3", ("4.1",))]
    path.write_bytes(workbook([HEAD.split(","), ["TSG 21—2016", "=1+1", A]]))
    code, _, said = run("regulations", path, "--as", "ann")
    assert (code, "line 2: a cell holds a formula" in said) == (2, True)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--as-of", "tomorrow"], "is no date; write it as YYYY-MM-DD"),
        (["missing.csv"], "no such file"),
        (["rules.csv", "--undo"], "needs no file"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_what_to_do(run, words, reason):
    code, lines, said = run("regulations", *words)
    assert code != 0
    assert lines == []
    assert reason in said.splitlines()[-1]


def test_a_day_that_lies_ahead_is_told(run):
    assert "lies ahead" in run("regulations", "--as-of", "2099-01-01")[2]

"""The record of a comparison from the command line: taken further, frozen, filed, checked, commented, compared."""

from __future__ import annotations

import csv
import io
import json
import sys

import openpyxl
import pytest
import review_desk
from review_desk import A, B

from app import cli
from index.library import Library
from index.members import appoint
from index.roles import Role
from matcher import ledger
from matcher.match import Decision, Judgement

LINKS = (
    ("4/4.1", "5/5.1"), ("4/4.2", "5/5.2"), ("4/4.3", "5/5.3"), ("4/4.4", "5/5.4"), ("4/4.4", "5/5.5"), ("4/4.5", "5/5.6"),
    ("4/4.6", ""), ("", "5/5.7"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(review_desk.seed(tmp_path / "library")))
    monkeypatch.setenv("CLAUSEBRIDGE_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.delenv("CLAUSEBRIDGE_REVIEWER", raising=False)
    return tmp_path


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """Run ``clausebridge`` in this process: its exit code, what it prints, what it says."""

    def call(*arguments, who="adjudicator"):
        own = ["--as", who] if arguments[0] in {"record", "comment", "dispose"} else []
        monkeypatch.setattr(sys, "argv", ["clausebridge", *map(str, arguments), *own])
        with pytest.raises(SystemExit) as left:
            cli.main()
            sys.exit(0)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return left.value.code or 0, printed.out, printed.err

    return call


def judge(folder, link, decision=None, **more):
    decision = decision or (Decision.ACCEPT if all(link) else Decision.NO_COUNTERPART)
    with Library.open(folder / "library") as library:
        ledger.record(library, Judgement(A, link[0], B, link[1], decision, "first reviewer", seen=10**9, **more))


@pytest.fixture
def frozen(folder, run):
    """A record whose first version is before the committee."""
    for link in LINKS:
        judge(folder, link)
    for one in ("purpose=noise at work", "as_of=2026-07-01", "committee=first member; second member"):
        run("record", A, B, "--set", one)
    run("record", A, B, "--review", who="first reviewer")
    run("record", A, B, "--freeze")
    code, out, _ = run("record", A, B, "--submit")
    assert code == 0 and "State: before the committee" in out
    return run


def test_a_record_is_shown_with_what_its_next_step_lacks(run):
    code, out, _ = run("record", A, B)
    assert code == 0 and "State: draft" in out and "cards that nobody decided: 7" in out
    assert "状态：草稿" in run("record", A, B, "--lang", "zh")[1]


def test_fields_are_set_and_taken_back(run):
    out = run("record", A, B, "--set", "purpose=a=b", "--set", "separate=yes", "--set", "further=ISO 1; ISO 2")[1]
    assert "Purpose: a=b" in out and "Who decided may not approve: yes" in out and "Further documents: ISO 1, ISO 2" in out
    assert "Purpose: –" in run("record", A, B, "--undo")[1]
    row = json.loads(run("record", A, B, "--format", "jsonl")[1])
    assert (row["state"], row["further"], row["versions"]) == ("draft", [], [])


WRONG = (
    "--set price=1", "--set separate=perhaps", "--set nothing", "--set as_of=July", "--freeze", "--review", "--version 1",
    "--diff 1 now", "--review --freeze", "--comments 1", "--format xlsx",
)  # fmt: skip


@pytest.mark.parametrize("arguments", [wrong.split() for wrong in WRONG])
def test_what_cannot_be_done_is_one_line(run, arguments):
    code, out, said = run("record", A, B, *arguments)
    assert (code, out) == (2, "") and len(said.strip().splitlines()) == 1


def test_an_unknown_pair_is_one_line(run):
    assert run("record", A, "ISO 1")[0] == 2


def test_a_role_that_does_not_reach_is_refused(folder, run):
    with Library.open(folder / "library") as library:
        appoint(library.log, "admin", Role.ADMIN, author="anybody")
        appoint(library.log, "reviewer", Role.REVIEWER, author="admin")
    code, _, said = run("record", A, B, "--freeze", who="reviewer")
    assert code == 1 and "reviewer is reviewer here" in said


@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl", "html"])
def test_a_frozen_version_is_filed_and_anybody_can_check_it(folder, frozen, form):
    filed = folder / f"filed.{form}"
    assert frozen("record", A, B, "--version", 1, "--format", form, "--out", filed)[0] == 0
    judge(folder, LINKS[0], Decision.REJECT)
    frozen("record", A, B, "--approve", "--note", "meeting")
    with Library.open(folder / "library") as library:
        library.remove(B)
    code, out, said = frozen("verify", filed)
    assert (code, out) == (0, "") and "says what the log says" in said
    assert frozen("record", A, B, "--version", 1, "--format", form, "--out", folder / f"later.{form}")[0] == 0
    assert frozen("verify", folder / f"later.{form}")[0] == 0


def rows_of(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def write_rows(path, rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def test_a_filed_version_that_was_saved_again_and_sorted_still_holds(folder, frozen):
    filed = folder / "filed.csv"
    frozen("record", A, B, "--version", 1, "--format", "csv", "--out", filed)
    rows = rows_of(filed)
    start = next(place for place, row in enumerate(rows) if row[0] == "line")
    write_rows(filed, [*rows[: start + 1], *reversed(rows[start + 1 :])])
    assert frozen("verify", filed)[0] == 0


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda rows, at: rows[at + 1].__setitem__(6, "reject"), "line 1, decision: the log says 'accept', the file 'reject'"),
        (lambda rows, at: rows.pop(), "is not in the file"),
        (lambda rows, at: rows.append(rows[-1]), "more than once"),
        (lambda rows, at: rows[2].__setitem__(0, "# Purpose: something else"), "head: the log says 'Purpose: noise at work'"),
    ],
)
def test_a_filed_version_that_was_changed_is_found_out(folder, frozen, edit, says):
    filed = folder / "filed.csv"
    frozen("record", A, B, "--version", 1, "--format", "csv", "--out", filed)
    rows = rows_of(filed)
    rows = [row for row in rows]
    place = next(place for place, row in enumerate(rows) if "Purpose" in row[0])
    rows[2], rows[place] = rows[place], rows[2]
    edit(rows, next(place for place, row in enumerate(rows) if row[0] == "line"))
    write_rows(filed, rows)
    code, out, _ = frozen("verify", filed)
    assert code == 1 and says in out


def test_a_sheet_that_was_changed_is_found_out(folder, frozen):
    filed = folder / "filed.xlsx"
    frozen("record", A, B, "--version", 1, "--format", "xlsx", "--out", filed)
    book = openpyxl.load_workbook(filed)
    book.save(filed)
    assert frozen("verify", filed)[0] == 0  # saved again by another program
    book.worksheets[0]["H2"] = "equal-to"
    book.save(filed)
    code, out, _ = frozen("verify", filed)
    assert code == 1 and "line 1, relation: the log says 'superset-of', the file 'equal-to'" in out


@pytest.mark.parametrize(
    ("name", "data"), [("x.csv", b"a,b\n1,2\n"), ("x.xlsx", b"PK nothing"), ("x.jsonl", b"[]"), ("x.pdf", b"")]
)
def test_what_is_no_filed_version_is_one_line(folder, run, name, data):
    (folder / name).write_bytes(data)
    code, _, said = run("verify", folder / name)
    assert code == 2 and len(said.strip().splitlines()) == 1


def test_a_hash_of_another_version_is_found_out(folder, frozen):
    filed = folder / "filed.jsonl"
    frozen("record", A, B, "--version", 1, "--format", "jsonl", "--out", filed)
    lines = filed.read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    first["record"]["hash"] = "0" * 64
    filed.write_text("\n".join([json.dumps(first, ensure_ascii=False), *lines[1:]]), encoding="utf-8")
    code, out, _ = frozen("verify", filed)
    assert code == 1 and "the hash of version 1" in out


def test_the_committee_comments_and_the_template_is_written(folder, frozen):
    assert frozen("comment", A, B, 1, 2, "class 2 is left out", "--propose", "say so", who="first member")[0] == 0
    assert frozen("comment", A, B, 1, 0, "well done", "--type", "general", who="second member")[0] == 0
    rows = [json.loads(line) for line in frozen("record", A, B, "--comments", 1, "--format", "jsonl")[1].splitlines()]
    assert [(row["MB/NC"], row["Line number"], row["Clause/Subclause"], row["Type of comment"]) for row in rows] == [
        ("second member", "", "", "ge"), ("first member", 2, "4.2 ↔ 5.2", "te"),
    ]  # fmt: skip
    code, _, said = frozen("record", A, B, "--approve")
    assert code == 2 and "comments without a disposition: 2" in said
    for row in rows:
        assert frozen("dispose", A, B, row["Entry"], "not-accepted", "out of scope")[0] == 0
    out = frozen("record", A, B, "--comments", 1)[1]
    assert "class 2 is left out" in out and "not accepted: out of scope (adjudicator" in out
    assert frozen("record", A, B, "--withdraw", rows[0]["Entry"], who="second member")[0] == 2
    assert "State: approved" in frozen("record", A, B, "--approve")[1]


def test_a_comment_is_taken_back_by_its_author(frozen):
    said = frozen("comment", A, B, 1, 2, "wrong line", who="first member")[2]
    entry = said.split()[1]
    assert frozen("record", A, B, "--withdraw", entry, who="second member")[0] == 2
    assert frozen("record", A, B, "--withdraw", entry, who="first member")[0] == 0
    assert frozen("record", A, B, "--comments", 1)[1] == ""


def test_differences_are_written_as_lines_and_as_rows(folder, frozen):
    judge(folder, LINKS[1], Decision.REJECT, reason="other-scope", note="class 2")
    frozen("record", A, B, "--return", "line 2", "--as", "adjudicator")
    frozen("record", A, B, "--set", "product=noise")
    out = frozen("record", A, B, "--diff", 1, "now")[1]
    assert "changed  Record: Product or subject: – → noise" in out
    assert "changed  4.2 ↔ 5.2: Decision: accepted → rejected" in out
    frozen("record", A, B, "--review")
    frozen("record", A, B, "--freeze")
    rows = [json.loads(line) for line in frozen("record", A, B, "--diff", 1, 2, "--format", "jsonl")[1].splitlines()]
    fields = {(row["what"], row["field"]): (row["before"], row["after"]) for row in rows}
    assert fields["line", "decision"] == ("accepted", "rejected") and fields["line", "note"] == ("", "class 2")
    assert frozen("record", A, B, "--diff", 2, 2)[1] == ""

"""The command line from outside: what it prints where, its exit codes, and one clear line for every bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def run(tmp_path):
    """Run ``clausebridge`` in an empty folder with a library of its own."""

    def call(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "CLAUSEBRIDGE_LIBRARY": str(tmp_path / "library"), **environment}
        command = [sys.executable, "-m", "app.cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=env)

    return call


def clause_list(path: Path, standard: str, lang: str, *texts: str) -> Path:
    rows = [{"standard": standard, "clause": str(n), "lang": lang, "title": "", "text": t} for n, t in enumerate(texts, 1)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def one_line(run: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in run.stderr
    (line,) = run.stderr.strip().splitlines()
    return line


def test_help_goes_to_stdout(run):
    shown = run("--help")
    assert shown.returncode == 0
    assert "match" in shown.stdout
    assert shown.stderr == ""


@pytest.mark.parametrize(
    ("content", "says"), [(None, "no such file"), (b"", "no bytes"), (b"hello, I am no PDF", "neither a pdf nor")]
)
@pytest.mark.parametrize("command", ["parse", "match"])
def test_a_file_that_cannot_be_read_is_one_line_and_exit_1(run, tmp_path, command, content, says):
    bad = tmp_path / "bad.pdf"
    if content is not None:
        bad.write_bytes(content)
    good = clause_list(tmp_path / "good.jsonl", "X 1", "en", "Pumps shall be tested.")
    done = run(command, bad, *([good] if command == "match" else []))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "bad.pdf" in one_line(done)
    assert says in one_line(done).lower()


def test_an_encrypted_pdf_asks_for_the_password(run, tmp_path):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt=StandardEncryption("secret", ownerPassword="owner"))  # noqa: S106
    canvas.drawString(72, 720, "1 Scope")
    canvas.save()
    done = run("parse", "locked.pdf")
    assert done.returncode == 1
    assert "password" in one_line(done)


def test_a_broken_line_of_a_clause_list_is_named_by_its_number(run, tmp_path):
    path = clause_list(tmp_path / "list.jsonl", "X 1", "en", "One.", "Two.")
    path.write_text(path.read_text(encoding="utf-8") + '{"standard": "X 1", "clause"\n', encoding="utf-8")
    done = run("parse", path)
    assert done.returncode == 1
    assert "line 3" in one_line(done)


def test_a_folder_without_documents_is_wrong_usage(run, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.txt").write_text("nothing", encoding="utf-8")
    done = run("ingest", "empty")
    assert done.returncode == 2
    assert "empty" in one_line(done)


def test_a_bad_file_costs_only_itself_in_a_batch(run, tmp_path):
    clause_list(tmp_path / "a.jsonl", "X 1", "en", "Pumps shall be tested every year.")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    clause_list(tmp_path / "c.jsonl", "Y 2", "zh", "泵应每年试验一次。")
    done = run("ingest", "a.jsonl", "b.pdf", "c.jsonl")
    assert done.returncode == 1
    status = done.stdout.splitlines()
    assert [line.split()[0] for line in status] == ["ok", "error", "ok"]
    listed = run("list").stdout
    assert "X 1" in listed
    assert "Y 2" in listed
    again = run("ingest", "a.jsonl", "c.jsonl")
    assert [line.split()[0] for line in again.stdout.splitlines()] == ["known", "known"]


def test_an_unknown_designation_names_the_nearest(run, tmp_path):
    run("ingest", clause_list(tmp_path / "a.jsonl", "GB/T 99101—2024", "zh", "泵应每年试验一次。"))
    done = run("match", "GB/T 99110", "GB/T 99101—2024")
    assert done.returncode == 2
    assert "GB/T 99101—2024" in one_line(done)


def test_a_model_that_cannot_be_had_is_one_line(run, tmp_path):
    run("ingest", clause_list(tmp_path / "a.jsonl", "X 1", "en", "Pumps shall be tested."))
    done = run("search", "pumps", "--model", str(tmp_path / "no-such-model"))
    assert done.returncode == 2
    assert "no-such-model" in one_line(done)


def test_a_library_of_a_newer_version_is_left_alone(run, tmp_path):
    import sqlite3

    run("ingest", clause_list(tmp_path / "a.jsonl", "X 1", "en", "Pumps shall be tested."))
    (database,) = (tmp_path / "library").glob("*.db")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = database.read_bytes()
    done = run("list")
    assert done.returncode == 3
    assert "newer" in one_line(done)
    assert database.read_bytes() == before


def test_search_needs_something_to_search_for(run):
    assert run("search").returncode == 2
    assert "TEXT" in one_line(run("search"))


def test_match_of_two_files_gives_the_rows_of_the_contract(run, tmp_path):
    a = clause_list(
        tmp_path / "a.jsonl", "X 1", "en", "Pumps shall be tested every 12 months.", "Records shall be kept for 5 years."
    )
    b = clause_list(tmp_path / "b.jsonl", "Y 2", "zh", "记录应保存5年。", "泵应每12个月试验一次。")
    done = run("match", a, b, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    wanted = {"a_standard", "a_clauses", "b_standard", "b_clauses", "relation", "confidence", "deviations", "evidence"}
    assert all(wanted <= row.keys() for row in rows)
    assert {(row["a_clauses"][0], row["b_clauses"][0]) for row in rows if row["a_clauses"] and row["b_clauses"]} == {
        ("1", "2"),
        ("2", "1"),
    }


def test_batch_search_ranks_the_other_language(run, tmp_path):
    a = clause_list(
        tmp_path / "a.jsonl", "X 1", "en", "Pumps shall be tested every 12 months.", "Records shall be kept for 5 years."
    )
    b = clause_list(tmp_path / "b.jsonl", "Y 2", "zh", "记录应保存5年。", "泵应每12个月试验一次。")
    done = run("search", "--queries", a, "--in", b, "--top", 2, "--out", "r.jsonl")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(row["a_clause"], row["b_clause"]) for row in rows if row["rank"] == 1} == {("1", "2"), ("2", "1")}
    assert len(rows) == 4


def test_a_query_meets_no_clause_of_its_own_standard(run, tmp_path):
    a = clause_list(tmp_path / "a.jsonl", "X 1", "en", "Pumps shall be tested every year.", "Records shall be kept.")
    b = clause_list(tmp_path / "b.jsonl", "Y 2", "zh", "泵应每年试验一次。", "记录应保存。")
    assert run("ingest", a, b).returncode == 0
    done = run("search", "--queries", a, "--out", "r.jsonl")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 4
    assert {row["b_standard"] for row in rows} == {"Y 2"}
    assert "X 1" not in run("search", "X 1#1").stdout
    assert "X 1" in run("search", "pump number #1 is tested").stdout


def test_one_standard_of_a_file_with_several_goes_into_the_library(run, tmp_path):
    both = tmp_path / "both.jsonl"
    texts = [clause_list(tmp_path / "one.jsonl", name, "en", "Pumps shall be tested.").read_text() for name in ("X 1", "Y 2")]
    both.write_text("".join(texts), encoding="utf-8")
    done = run("ingest", f"{both}#Y 2")
    assert done.returncode == 0, done.stdout + done.stderr
    listed = run("list").stdout
    assert "Y 2" in listed
    assert "X 1" not in listed


def test_two_languages_of_one_designation_are_compared_as_two(run, tmp_path):
    a = clause_list(tmp_path / "a.jsonl", "ISO 1:2020", "zh", "泵应每年试验一次。", "记录应保存5年。", "本标准适用于泵。")
    b = clause_list(
        tmp_path / "b.jsonl", "ISO 1:2020", "en", "Records shall be kept for 5 years.", "Pumps shall be tested every year."
    )
    rows = [json.loads(line) for line in run("match", a, b, "--format", "jsonl").stdout.splitlines()]
    links = {(row["a_clauses"][0], row["b_clauses"][0]) for row in rows if row["a_clauses"] and row["b_clauses"]}
    assert {("1", "2"), ("2", "1")} <= links
    assert {row["b_standard"] for row in rows} == {"ISO 1:2020 (en)"}
    assert run("match", a, a).returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_file_name_that_is_no_text_is_one_line(run):
    done = run("parse", os.fsdecode(b"\xff.pdf"))
    assert done.returncode == 1
    assert "no such file" in one_line(done)

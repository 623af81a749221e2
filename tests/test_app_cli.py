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

    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt=StandardEncryption("secret", ownerPassword="owner"))
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


def test_search_is_limited_and_uses_the_users_own_terms(run, tmp_path):
    en = clause_list(
        tmp_path / "a.jsonl", "ISO 1:2019", "en", "Ear defenders are handed out.", "Pumps are tested.", "CAS 630-08-0"
    )
    run("ingest", en, clause_list(tmp_path / "b.jsonl", "GB 2—2020", "zh", "应发放护听器。", "泵应试验。"))
    limited = run("search", "泵应试验", "--lang", "en", "--publisher", "iso", "--edition", "2019").stdout.splitlines()
    hits = [line for line in limited if line[:3].strip()]
    assert len(hits) == 3 and all("ISO 1:2019" in line for line in hits) and "Pumps" in hits[0]
    assert limited[1].strip() == "partly overlapping"
    nothing = run("search", "泵", "--lang", "fr")
    assert nothing.returncode == 2 and "there is: en, zh" in one_line(nothing)
    (tmp_path / "own.csv").write_text("zh,en\n护听器,ear defenders\n", encoding="utf-8")
    assert "1 terms added" in run("terms", "own.csv").stderr
    assert run("terms").stdout.splitlines() == ["zh\ten", "护听器\tear defenders"]
    (tmp_path / "own.csv").write_text("zh;en\n护听器;ear defenders\n", encoding="utf-8")
    bad = run("search", "护听器", "--terms", "own.csv")
    assert bad.returncode == 2 and "line 1 must name the languages" in one_line(bad)
    strange = run("search", "ᐃᓄᒃᑎᑐᑦ ᐅᖃᐅᓯᖅ")
    assert strange.returncode == 0 and len([line for line in strange.stdout.splitlines() if line[:3].strip()]) == 5


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


def test_match_explains_itself_in_both_languages(run, tmp_path):
    ours = ["Pumps shall be tested every 12 months.", "The kitchen shall be painted green.", "Records shall be kept for 5 years."]
    a = clause_list(tmp_path / "a.jsonl", "X 1", "en", *ours)
    b = clause_list(tmp_path / "b.jsonl", "Y 2", "zh", "记录应保存5年。", "泵应每12个月试验一次。")
    rows = [json.loads(line) for line in run("match", a, b, "--explain", "--format", "jsonl").stdout.splitlines()]
    (pumps,) = [row for row in rows if row["a_clauses"] == ["1"]]
    assert pumps["explanation"]["en"].startswith("Proposed because ")
    assert pumps["explanation"]["zh"].startswith("建议理由：")
    assert "“tested” is “试验”" in pumps["explanation"]["en"]
    assert 0.99 < sum(abs(one["share"]) for one in pumps["evidence"]) <= 1.01
    (kitchen,) = [row for row in rows if row["a_clauses"] == ["2"]]
    assert kitchen["absence"]["searched"] == [{"standard": "Y 2", "clauses": 2, "langs": ["zh"]}]
    assert kitchen["absence"]["nearest"]["standard"] == "Y 2"
    assert "Searched: Y 2 (clauses: 2; Chinese)" in kitchen["explanation"]["en"]
    told = run("match", a, b, "--lang", "zh", "--format", "csv").stdout
    assert "已搜索：Y 2（2 条，中文）" in told
    done = run("match", a, b, "--view", "ordered", "--precision", "0.995")
    assert "The nearest on the other side is" in done.stdout
    assert "no confidence had a precision of 0.995" in done.stderr
    assert "propose" not in done.stdout


def test_match_names_a_language_that_the_model_does_not_know(run, tmp_path):
    a = clause_list(tmp_path / "a.jsonl", "X 1", "tg", "Садо набояд аз 85 dB(A) зиёд бошад.")
    b = clause_list(tmp_path / "b.jsonl", "Y 2", "zh", "噪声不应大于85 dB(A)。")
    done = run("match", a, b)
    assert done.returncode == 0, done.stderr
    assert "X 1: the model does not know Tajik (tg)" in done.stderr


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
    told = run("search", "X 1#1").stdout.splitlines()
    assert [line.split()[2:4] for line in told if line[:3].strip()] == [["Y", "2"]] * 2
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


def page(path: Path, *lines: str) -> Path:
    """A PDF of one page; without lines it holds a drawing alone."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 780 - 40 * number, line)
    canvas.rect(20, 20, 100, 100)
    canvas.save()
    return path


def scan(path: Path, says: str) -> Path:
    return page(path, "ISO 9999-1:2019", "Noise at work", "1 Scope", f"This document is about {says}.")


def status(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert "Traceback" not in done.stderr
    return [line.split()[0] for line in done.stdout.splitlines()]


def test_ocr_can_be_left_out(run, tmp_path):
    page(tmp_path / "picture.pdf")
    done = run("parse", "picture.pdf", "--no-ocr")
    assert done.returncode == 1
    assert "leave out --no-ocr" in one_line(done)
    assert "run OCR over the file first" in run("ingest", "picture.pdf", "--no-ocr").stdout


def test_pictures_of_pages_need_a_folder(run, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"standard": "A 1", "clause": "1", "text": "Pumps shall be tested."}\n')
    done = run("parse", "a.jsonl", "--overlay", "a.jsonl")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "name a folder" in one_line(done)
    done = run("parse", "a.jsonl", "--overlay", "pictures")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no pages to draw on" in one_line(done)


def test_training_without_a_place_or_without_judgements_is_one_line(run, tmp_path):
    from index.library import Library

    done = run("train", clause_list(tmp_path / "a.jsonl", "X 1", "en", "Pumps shall be tested."))
    assert (done.returncode, done.stdout) == (2, "")
    assert "--out FILE.safetensors" in one_line(done)
    Library.open(tmp_path / "library", create=True).close()
    done = run("train")
    assert (done.returncode, done.stdout) == (2, "")
    assert "about 80 accepted links" in one_line(done)


@pytest.mark.parametrize("command", ["search", "evaluate"])
def test_a_reranker_that_cannot_be_had_is_one_line(run, tmp_path, command):
    (tmp_path / "model").mkdir()
    path = clause_list(tmp_path / "a.jsonl", "X 1", "en", "Pumps shall be tested.")
    given = ("pumps", "--in", path) if command == "search" else (path,)
    done = run(command, *given, "--reranker", tmp_path / "model")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be had from that folder (only safetensors are read, and no code is run)" in one_line(done)


def test_a_clause_list_as_csv_is_read_again_as_it_was(run, tmp_path):
    path = clause_list(tmp_path / "a.jsonl", "X 1", "en", "Pumps shall be tested.", "First.\nSecond, last.")
    table = run("parse", path, "--format", "csv")
    (tmp_path / "a.csv").write_text(table.stdout, encoding="utf-8")
    assert run("parse", "a.csv", "--format", "jsonl").stdout == run("parse", path, "--format", "jsonl").stdout != ""


def test_text_of_a_file_cannot_act_on_the_terminal(run, tmp_path):
    path = clause_list(tmp_path / "a.jsonl", "X\x1b[2J 1", "en", "Pumps \x1b]0;title\x07 shall \u202ebe tested.")
    assert run("ingest", path).returncode == 0
    for command in (("parse", path), ("parse", path, "--format", "md"), ("list",), ("search", "pumps")):
        done = run(*command)
        assert done.returncode == 0, done.stderr
        assert "⟨U+001B⟩" in done.stdout
        assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)


@pytest.mark.skipif(os.name == "nt", reason="no line break in file names there")
def test_a_line_break_in_a_file_name_breaks_no_line(run, tmp_path):
    clause_list(tmp_path / "a\nok  b.jsonl", "X 1", "en", "Pumps shall be tested.")
    (tmp_path / "c\nd.pdf").write_bytes(b"hello")
    assert status(run("ingest", ".")) == ["ok", "error"]
    assert "c⟨U+000A⟩d.pdf" in one_line(run("parse", "c\nd.pdf"))


def test_vectors_of_a_known_file_are_made_where_they_are_missing(run, tmp_path):
    scan(tmp_path / "a.pdf", "noise")
    assert status(run("ingest", "a.pdf")) == ["ok"]
    (vectors,) = (tmp_path / "library").rglob("bundled*/*.vectors")
    vectors.unlink()
    assert status(run("ingest", "a.pdf")) == ["known"]
    assert vectors.is_file()


def test_no_model_is_loaded_when_there_is_nothing_to_embed(run, tmp_path):
    scan(tmp_path / "a.pdf", "noise")
    (tmp_path / "b.pdf").write_bytes(b"hello")
    run("ingest", "a.pdf")
    code = (
        "import sys; from typer.testing import CliRunner; from app.cli import app;"
        "done = CliRunner().invoke(app, ['ingest', 'a.pdf', 'b.pdf']); print(done.output, 'torch' in sys.modules)"
    )
    env = os.environ | {"CLAUSEBRIDGE_LIBRARY": str(tmp_path / "library"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=env)
    assert "known    a.pdf" in done.stdout
    assert done.stdout.endswith("False\n")


def test_two_files_of_one_standard_do_not_change_places(run, tmp_path):
    (tmp_path / "in").mkdir()
    scan(tmp_path / "in" / "a.pdf", "noise")
    scan(tmp_path / "in" / "b.pdf", "vibration")
    first = run("ingest", "in", "--workers", 1)
    assert status(first) == ["ok", "ok"]
    assert "replaces a.pdf" in first.stdout.splitlines()[1]
    later = run("ingest", "in").stdout.splitlines()
    assert later == ["known    in/a.pdf (replaced by b.pdf)", "known    in/b.pdf"]
    assert "replaces b.pdf" in run("ingest", "--again", "in/a.pdf").stdout
    assert run("ingest", "in").stdout.splitlines() == ["known    in/a.pdf", "known    in/b.pdf (replaced by a.pdf)"]
    run("remove", "ISO 9999-1:2019", "--yes")
    assert status(run("ingest", "in/b.pdf")) == ["ok"]


def test_two_lists_of_one_standard_do_not_change_places_and_keep_their_others(run, tmp_path):
    shared = [clause_list(tmp_path / "x", "X 1", "en", text).read_text() for text in ("Pumps shall run.", "Pumps may run.")]
    other = clause_list(tmp_path / "x", "Y 2", "en", "Records shall be kept.").read_text()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(shared[0] + other, encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text(shared[1], encoding="utf-8")
    assert status(run("ingest", "in")) == ["ok", "ok"]
    assert run("ingest", "in").stdout.splitlines() == ["known    in/a.jsonl (replaced by b.jsonl)", "known    in/b.jsonl"]
    run("remove", "Y 2", "--yes")
    assert status(run("ingest", "in")) == ["ok", "known"]


def test_a_known_file_is_read_anew_when_asked(run, tmp_path):
    scan(tmp_path / "a.pdf", "noise")
    run("ingest", "a.pdf")
    import sqlite3

    with sqlite3.connect(tmp_path / "library" / "library.db") as connection:
        connection.execute("UPDATE clauses SET text = 'what an older reader saw'")
    assert "replaces the earlier parse" in run("ingest", "--again", "a.pdf").stdout
    assert run("check").returncode == 0


def test_status_sector_and_field_are_suggested_chosen_and_taken_back(run, tmp_path):
    mine = clause_list(tmp_path / "mine.jsonl", "MT/T 9001-2024", "zh", "瓦斯浓度不应超过 1%。")
    noise = clause_list(tmp_path / "noise.jsonl", "GB/T 9002-2024", "zh", "噪声不应超过 85 dB(A)。")
    assert run("ingest", mine, noise).returncode == 0
    rows = [line.split("\t") for line in run("classify", "MT/T 9001—2024").stdout.splitlines()]
    assert [row[:2] for row in rows] == [
        ["status", "–"],
        ["sector", "coal"],
        ["field", "product"],
        ["edition", "–"],
        ["country", "CN"],
        ["licence", "full"],
        ["force", "voluntary"],
    ]
    assert rows[1][2] == "suggested by MT/T 9001"
    chosen = run("classify", "MT/T 9001—2024", "--sector", "Power", "--field", "hse").stdout
    assert "sector\tpower\tchosen by" in chosen and "suggested: coal" in chosen and "field\tHSE\tchosen by" in chosen
    assert run("ingest", mine, "--again").returncode == 0
    listed = [json.loads(line) for line in run("list", "--json", "--sector", "power").stdout.splitlines()]
    assert [(one["designation"], one["sector"], one["field"]) for one in listed] == [("MT/T 9001-2024", "power", "HSE")]
    found = run("search", "浓度", "--sector", "power").stdout.splitlines()
    assert [line.split()[2:4] for line in found if line[:3].strip()] == [["MT/T", "9001-2024"]]
    assert "sector\tpower" in run("classify", "MT/T 9001—2024", "--undo").stdout
    assert "sector\tcoal\tsuggested" in run("classify", "MT/T 9001—2024", "--sector", "suggested").stdout
    refused = run("classify", "MT/T 9001—2024", "--sector", "tea")
    assert refused.returncode == 2 and "oil and gas, coal, power" in one_line(refused)
    assert run("search", "浓度", "--sector", "minerals").returncode == 2
    assert run("check").returncode == 0


def test_what_a_standard_publishes_is_listed_and_made_gold(run, tmp_path):
    text = (
        "This second edition replaces ISO 99001:2009. The main changes are as follows:\n"
        "— the period has changed (see 1; 2 in the 2009 edition)."
    )
    new = [{"standard": "ISO 99001:2019", "clause": "", "lang": "en", "title": "Foreword", "text": text, "kind": "foreword"}]
    new += [
        {"standard": "ISO 99001:2019", "clause": "1", "lang": "en", "title": "", "text": "Pumps shall be tested every month."}
    ]
    (tmp_path / "new.jsonl").write_text("".join(json.dumps(row) + "\n" for row in new))
    old = clause_list(tmp_path / "old.jsonl", "ISO 99001:2009", "en", "Scope.", "Pumps shall be tested every week.")
    (row,) = [json.loads(line) for line in run("published", "new.jsonl", "--format", "jsonl").stdout.splitlines()]
    assert (row["clause"], row["other"], row["other_clause"], row["kind"]) == ("1", "ISO 99001:2009", "2", "changed")
    assert "ISO 99001:2009, 2" in run("published", "new.jsonl").stdout
    done = run("published", "new.jsonl", "--gold", old, "--out", "gold.jsonl")
    assert done.returncode == 0, done.stderr
    gold = [row for line in (tmp_path / "gold.jsonl").read_text().splitlines() if (row := json.loads(line)).get("gold")]
    assert [(row["a_clause"], row["b_clause"]) for row in gold] == [("1", "2")]
    nothing = run("published", old)
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "nothing" in nothing.stderr


def test_a_degree_is_suggested_beside_the_one_on_the_cover(run, tmp_path):
    texts = ("Pumps shall be tested every 12 months.", "Records shall be kept for 5 years.", "A person shall be in charge.")
    own = clause_list(tmp_path / "own.jsonl", "XA 1:2020", "en", *texts)
    parent = clause_list(tmp_path / "parent.jsonl", "ISO 99001:2019", "en", *texts)
    done = run("degree", own, parent, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert (row["suggested"], row["stated"], row["adopts"], row["differences"]) == ("IDT", None, "", [])
    assert "IDT" in run("degree", own, parent, "--lang", "zh").stdout.splitlines()[0]

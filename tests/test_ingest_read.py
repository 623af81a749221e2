"""The one way in: what is read, what is refused and why, and that no file harms the others."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest import process
from ingest.clause import Document
from ingest.errors import (
    BadRow,
    DamagedDocument,
    DocumentError,
    EmptyDocument,
    FileMissing,
    LimitExceeded,
    NotADocument,
    NoText,
    PasswordNeeded,
    UsageError,
)
from ingest.process import Limits, MiB, read_in_process
from ingest.read import FileStatus, Outcome, read, read_many
from ingest.wire import NonsenseError, clause_from_wire, clause_to_wire, standard_from_wire, standard_to_wire

PAGES = (
    ("ISO 9999-1:2019", "Noise at work", "1 Scope", "This document specifies limits for the exposure of workers to noise."),
    (
        "ISO 9999-1:2019",
        "2 Limits",
        "The level of exposure shall not exceed the limit in any week.",
        "Measurements should be repeated.",
    ),
)


def pdf(path: Path, pages: tuple[tuple[str, ...], ...] = PAGES, password: str | None = None) -> Path:
    lock = None if password is None else StandardEncryption(password, ownerPassword="owner")
    canvas = Canvas(str(path), encrypt=lock, invariant=True)
    for lines in pages:
        for n, line in enumerate(lines):
            canvas.drawString(72, 780 - 40 * n, line)
        canvas.rect(20, 20, 100, 100)
        canvas.showPage()
    canvas.save()
    return path


def clause_list(path: Path, *standards: str) -> Path:
    rows = [
        {"standard": standard, "clause": "4.1", "lang": "en", "title": "", "text": "It shall hold."} for standard in standards
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_pdf_becomes_a_document(tmp_path: Path) -> None:
    (document,) = read(pdf(tmp_path / "noise.bin"))
    standard = document.standard
    assert (standard.designation, standard.lang, standard.pages, standard.file_name) == ("ISO 9999-1:2019", "en", 2, "noise.bin")
    assert len(standard.source) == 64
    assert [clause.clause for clause in document.clauses] == ["1", "2"]
    limits = document.clauses[1]
    assert (limits.page, limits.provision.value) == (2, "requirement")
    assert limits.boxes
    assert limits.standard == "ISO 9999-1:2019"


def test_an_empty_password_opens_and_another_is_asked_for(tmp_path: Path) -> None:
    assert read(pdf(tmp_path / "open.pdf", password=""))[0].standard.designation == "ISO 9999-1:2019"
    with pytest.raises(PasswordNeeded):
        read(pdf(tmp_path / "locked.pdf", password="secret"))  # noqa: S106


BAD = [
    ("missing.pdf", None, FileMissing, "no such file"),
    ("empty.pdf", b"", EmptyDocument, "no bytes"),
    ("text.pdf", b"Dear Sir or Madam", NotADocument, "neither"),
    ("office.pdf", b"PK\x03\x04 rest", DamagedDocument, "archive"),
    ("page.pdf", b"<!DOCTYPE html><html>", NoText, "no text"),
    ("broken.pdf", b"%PDF-1.7\n%%EOF", DamagedDocument, "no reader opens it"),
    ("list.jsonl", b"not json\n", BadRow, "line 1"),
    ("list.jsonl", b'{"standard": "S", "clause": "1", "text": "a"}\n{"standard": ', BadRow, "line 2"),
    ("list.json", b'[{"standard": "S"}]', NotADocument, "one object a line"),
    ("gold.jsonl", b'{"gold": true, "a_standard": "A"}\n', EmptyDocument, "not a single clause"),
]


@pytest.mark.parametrize(("name", "content", "error", "says"), BAD, ids=[f"{n}-{row[0]}" for n, row in enumerate(BAD)])
def test_what_cannot_be_read_is_a_typed_error_in_one_line(
    tmp_path: Path, name: str, content: bytes | None, error: type[DocumentError], says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error) as caught:
        read(path)
    assert says in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_pictures_and_watermarks_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(NoText, match="run OCR"):
        read(pdf(tmp_path / "picture.pdf", ((), ())), ocr=False)
    with pytest.raises(NoText, match="run OCR"):
        read(pdf(tmp_path / "watermark.pdf", (("downloaded from www.example.org",),) * 5), ocr=False)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotADocument):
        read(tmp_path)


def test_a_clause_list_is_known_by_its_content_and_its_types_are_found(tmp_path: Path) -> None:
    (document,) = read(clause_list(tmp_path / "list.txt", "ISO 9612:2009"))
    assert document.standard.publisher == "ISO"
    assert document.clauses[0].provision.value == "requirement"
    (tmp_path / "table").write_text("standard,clause,lang,text\nS,1,en,It may hold.\n")
    assert read(tmp_path / "table")[0].clauses[0].provision.value == "permission"


def test_one_standard_of_a_list_is_named_behind_a_hash(tmp_path: Path) -> None:
    path = clause_list(tmp_path / "list.jsonl", "GB 3096—2008", "ISO 9612:2009")
    assert len(read(path)) == 2
    (one,) = read(f"{path}#ISO 9612:2009")
    assert one.standard.designation == "ISO 9612:2009"
    assert read(f"{path}#GB3096-2008") == read(path, standard="GB 3096—2008")
    with pytest.raises(UsageError, match="GB 3096—2008"):
        read(f"{path}#GB 3096—2018")


def test_a_batch_survives_every_file_and_keeps_its_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    pdf(tmp_path / "b" / "good.pdf")
    for number, (name, content, *_) in enumerate(BAD):
        if content is not None:
            (tmp_path / f"{number} {name}").write_bytes(content)
    clause_list(tmp_path / "a.jsonl", "S1", "S2")
    (tmp_path / "readme.md").write_text("# not a document")
    (tmp_path / ".hidden.pdf").write_bytes(b"")
    outcomes = list(read_many([tmp_path, tmp_path / "missing.pdf"], workers=3))
    alone = list(read_many([tmp_path, tmp_path / "missing.pdf"], workers=1))
    assert [(o.path, o.documents, str(o.error)) for o in outcomes] == [(o.path, o.documents, str(o.error)) for o in alone]
    assert [outcome.path for outcome in outcomes[:-1]] == sorted(outcome.path for outcome in outcomes[:-1])
    status = {outcome.path.name: outcome.status for outcome in outcomes}
    assert status["good.pdf"] is FileStatus.OK
    assert status["a.jsonl"] is FileStatus.OK
    assert status["missing.pdf"] is FileStatus.ERROR
    assert not {"readme.md", ".hidden.pdf"} & set(status)
    assert all((outcome.error is None) == bool(outcome.documents) for outcome in outcomes)
    assert sum(outcome.status is FileStatus.ERROR for outcome in outcomes) == 8


def test_a_folder_without_documents_is_wrong_usage_before_anything_is_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "notes.txt").write_text("nothing")
    with pytest.raises(UsageError, match="no PDF"):
        read_many([pdf(tmp_path / "x.pdf"), empty])


def test_a_file_that_is_known_is_passed_over(tmp_path: Path) -> None:
    path = clause_list(tmp_path / "list.jsonl", "S1")
    source = read(path)[0].standard.source
    assert list(read_many([path], known={source}.__contains__)) == [Outcome(path, FileStatus.KNOWN, source=source)]


def test_limits_end_in_a_typed_error(tmp_path: Path) -> None:
    path = pdf(tmp_path / "noise.pdf")
    with pytest.raises(LimitExceeded, match="2 pages"):
        read(path, limits=Limits(pages=1))
    with pytest.raises(LimitExceeded, match="MiB of memory"):
        read(path, limits=Limits(memory=2 * MiB))
    with pytest.raises(LimitExceeded, match="longer than"):
        read(path, limits=Limits(seconds=0.1))


# What a worker may do, played by a script in its place: {at} announces a page, {skip} is what it has been told to leave out.
PLAYED = """
import json, os, sys, time
request = json.loads(sys.stdin.readline())
def say(kind, value):
    sys.stdout.write(json.dumps([kind, value]) + chr(10)); sys.stdout.flush()
def end():
    say("standard", {standard}); os._exit(0)
for page in (1, 2, 3):
    if str(page) not in request["skip"]:
        say("at", ["page", page, 3])
        {deed}
{after}
"""


def played(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, deed: str, after: str = "end()", **limits: float) -> Document:
    standard = standard_to_wire(read(clause_list(tmp_path / "list.jsonl", "S1"))[0].standard)
    script = PLAYED.replace("{standard}", repr(standard)).replace("{deed}", deed).replace("{after}", after)
    monkeypatch.setattr(process, "_START", script)
    return read_in_process(tmp_path / "list.jsonl", Limits(**limits))  # type: ignore[arg-type]


def test_a_page_that_kills_the_worker_costs_that_page_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    crash = "page == 2 and os.abort()"
    assert played(monkeypatch, tmp_path, crash).standard.designation == "S1"
    with pytest.raises(DamagedDocument, match="page 1: the reader crashed"):
        played(monkeypatch, tmp_path, crash.replace("page == 2 and ", ""), lost_pages=0)


def test_a_page_that_takes_for_ever_is_left_out_in_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin = time.monotonic()
    assert played(monkeypatch, tmp_path, "page == 3 and time.sleep(60)", page_seconds=1.0).standard.designation == "S1"
    assert time.monotonic() - begin < 20


def test_more_lost_pages_than_allowed_give_the_file_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match=r"longer than 0\.5 s"):
        played(monkeypatch, tmp_path, "time.sleep(60)", page_seconds=0.5, lost_pages=1)


def test_the_structure_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hang = "say('at', ['clauses', 0, 0]); time.sleep(60)"
    with pytest.raises(LimitExceeded, match=r"longer than 0\.5 s"):
        played(monkeypatch, tmp_path, "pass", hang, step_seconds=0.5)


def test_memory_is_watched_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="more than 64 MiB"):
        played(monkeypatch, tmp_path, "hoard = b'x' * 2**27; time.sleep(60)", memory=64 * MiB, lost_pages=0)


@pytest.mark.parametrize(
    "answer",
    [
        "print('[[[', flush=True)", "print('{}', flush=True)", "say('clause', [1, 2])", "say('standard', {'designation': 1})",
        "say('error', 'x')", "say('at', [])", "say('clause', None)", "say('at', ['page', {}, 'x'])",
    ],
)  # fmt: skip
def test_nonsense_from_a_worker_is_a_damaged_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str) -> None:
    with pytest.raises(DamagedDocument):
        played(monkeypatch, tmp_path, answer, lost_pages=0)


def test_a_worker_that_says_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="more than 1 MiB"):
        played(monkeypatch, tmp_path, "pass", "[say('x', 'y' * 10**5) for _ in range(10**6)]", answer=1 * MiB)


def test_a_worker_may_name_only_errors_of_documents(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(NoText, match="line 7: nothing"):
        played(monkeypatch, tmp_path, "say('error', ['NoText', 'nothing', None, 7]); os._exit(0)")
    with pytest.raises(DamagedDocument):
        played(monkeypatch, tmp_path, "say('error', ['SystemExit', 'nothing', None, None]); os._exit(0)")


def test_a_document_crosses_the_border_unchanged(tmp_path: Path) -> None:
    (document,) = read(pdf(tmp_path / "noise.pdf"))
    assert standard_from_wire(json.loads(json.dumps(standard_to_wire(document.standard)))) == document.standard
    for clause in document.clauses:
        assert clause_from_wire(json.loads(json.dumps(clause_to_wire(clause)))) == clause
    with pytest.raises(NonsenseError):
        clause_from_wire({"standard": "S"})


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_worker_does_not_outlive_its_parent(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    busy = (
        "import os, sys; from pathlib import Path; from threading import Thread; from ingest import worker; "
        "sys.stdin.buffer.readline(); Thread(target=worker._leave_with_parent, daemon=True).start(); "
        f"Path({str(note)!r}).write_text(str(os.getpid())) or [sum(range(10**6)) for _ in iter(int, 1)]"
    )
    parent = (
        "from pathlib import Path; from ingest import process; "
        f"process._START = {busy!r}; process.read_in_process(Path('any.pdf'), process.Limits())"
    )
    with subprocess.Popen([sys.executable, "-c", parent], cwd=Path(__file__).parents[1]) as started:
        assert _within(20, lambda: note.exists() and note.read_text() != "")
        started.kill()
    worker = Path("/proc", note.read_text())
    assert _within(20, lambda: not worker.exists())


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True

"""Files that come in and comparisons that are made behind the pages: one after the other, through a restart, by whoever may."""

from __future__ import annotations

import json
import shutil
import threading
import tracemalloc

import pytest
import review_desk
from doormaking import docx, p
from review_desk import A, B, FakeEncoder

from app import uploads
from app.jobs import Jobs
from app.page_health import Health, Reader, marks_of_none, page_health
from app.tasks import FILE, Step
from app.uploads import FOLDER, display_name, store_upload
from index.library import Library
from index.members import appoint
from index.roles import Role
from ingest.clause import Clause, Document, Origin, Standard
from ingest.errors import NotPermitted, UsageError


@pytest.fixture
def library(tmp_path):
    review_desk.seed(tmp_path / "library")
    with Library.open(tmp_path / "library") as opened:
        yield opened


class SlowEncoder(FakeEncoder):
    """Waits until it is let go, so that a test sees a task at work and others waiting."""

    def __init__(self):
        self.begun, self.go = threading.Event(), threading.Event()

    def encode(self, texts, *, progress=None):
        self.begun.set()
        assert self.go.wait(200)
        return super().encode(texts, progress=progress)


def clause_list(*labels, standard="T/X 1—2024"):
    rows = [{"standard": standard, "clause": label, "lang": "zh", "title": "", "text": f"应符合 {label}。"} for label in labels]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_uploads_are_read_one_by_one_and_a_bad_one_costs_itself(library):
    jobs = Jobs(library, FakeEncoder)
    jobs.read(
        [
            ("../../etc/list.jsonl", clause_list("1", "2")),
            ("broken.pdf", b"no pdf at all"),
            ("same.jsonl", clause_list("1", "2")),
        ],
        "first reviewer",
    )
    jobs.wait()
    good, bad, same = jobs.tasks()
    assert (good.label, good.step, [(one.designation, one.clauses, one.new) for one in good.filed]) == (
        "list.jsonl", Step.DONE, [("T/X 1—2024", 2, True)],
    )  # fmt: skip
    assert bad.step is Step.FAILED and bad.fault == "NotADocument" and "broken.pdf" in bad.error and "\n" not in bad.error
    assert same.step is Step.DONE and not same.filed[0].new
    assert [entry.author for entry in library.log.entries(kind="standard-added", topic="T/X 1—2024")] == ["first reviewer"]
    assert not any((library.folder / FOLDER).iterdir()), "what was read waits no more"
    jobs.dismiss()
    assert jobs.tasks() == () == Jobs(library, FakeEncoder).tasks()


def test_the_list_and_what_waits_survive_a_restart(library):
    slow = SlowEncoder()
    jobs = Jobs(library, lambda: slow)
    jobs.read([(f"{n}.jsonl", clause_list("1", standard=f"T/X {n}—2024")) for n in range(3)], "first reviewer")
    assert slow.begun.wait(200)
    assert [task.step for task in jobs.tasks()] == [Step.RUNNING, Step.WAITING, Step.WAITING]
    shutil.copytree(library.folder, library.folder.with_name("stopped"))  # as a desk that is killed here leaves it
    slow.go.set()
    with Library.open(library.folder.with_name("stopped")) as left:
        again = Jobs(left, FakeEncoder)
        again.wait()
        on_file = {standard.designation for standard in left.standards()}
    assert [(task.label, task.step, task.author) for task in again.tasks()] == [
        (f"{n}.jsonl", Step.DONE, "first reviewer") for n in range(3)
    ]  # fmt: skip
    assert all(task.at and task.seconds >= 0 and task.filed[0].clauses == 1 for task in again.tasks())
    assert {f"T/X {n}—2024" for n in range(3)} < on_file
    jobs.wait()


@pytest.mark.parametrize("kept", ["", "{", "[1, {}]", '[{"number": 1}]', "\x00"])
def test_a_list_that_cannot_be_read_is_empty(library, kept):
    (library.folder / FILE).write_text(kept)
    assert Jobs(library, FakeEncoder).tasks() == ()


def test_a_task_that_waits_can_be_cancelled_and_one_at_work_cannot(library):
    slow = SlowEncoder()
    jobs = Jobs(library, lambda: slow)
    jobs.read([(f"{n}.jsonl", clause_list("1", standard=f"T/X {n}—2024")) for n in range(2)], "first reviewer")
    assert slow.begun.wait(200)
    first, second = jobs.tasks()
    assert not jobs.cancel(first.number, "first reviewer") and jobs.cancel(second.number, "first reviewer")
    slow.go.set()
    jobs.wait()
    assert [task.step for task in jobs.tasks()] == [Step.DONE, Step.CANCELLED]
    assert "T/X 1—2024" not in {standard.designation for standard in library.standards()}
    assert not jobs.cancel(99, "first reviewer")


def test_who_has_no_role_starts_nothing_and_cancels_nothing_of_others(library, tmp_path):
    for name, role in (("head", Role.ADMIN), ("reader", Role.VIEWER), ("first reviewer", Role.REVIEWER)):
        appoint(library.log, name, role, author="head")
    slow = SlowEncoder()
    jobs = Jobs(library, lambda: slow)
    for who in ("reader", "stranger", ""):
        with pytest.raises(NotPermitted):
            jobs.read([("a.jsonl", clause_list("1"))], who)
        with pytest.raises(NotPermitted):
            jobs.compare(A, B, who)
    assert jobs.tasks() == () and not (library.folder / FOLDER).exists()
    with pytest.raises(NotPermitted):
        jobs.read_folder(str(tmp_path), "first reviewer")
    jobs.read([("a.jsonl", clause_list("1")), ("b.jsonl", clause_list("2"))], "head")
    assert slow.begun.wait(200)
    with pytest.raises(NotPermitted):
        jobs.cancel(2, "first reviewer")
    slow.go.set()
    jobs.wait()
    assert [task.step for task in jobs.tasks()] == [Step.DONE, Step.DONE]


def test_a_folder_of_the_machine_is_read_file_by_file(library, tmp_path):
    folder = tmp_path / "标准"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(clause_list("1", standard="T/A 1—2024"))
    (folder / "deeper" / "b.jsonl").write_bytes(clause_list("1", standard="T/B 1—2024"))
    (folder / "notes.txt").write_text("nothing for us")
    jobs = Jobs(library, FakeEncoder)
    assert jobs.read_folder(f" {folder} ", "first reviewer") == 2
    jobs.wait()
    assert [(task.label, task.step) for task in jobs.tasks()] == [("a.jsonl", Step.DONE), ("b.jsonl", Step.DONE)]
    assert (folder / "a.jsonl").exists()
    for place in ("", "relative", str(folder / "nowhere"), str(tmp_path / "library" / "vectors" / "none")):
        with pytest.raises(UsageError):
            jobs.read_folder(place, "first reviewer")


def test_fifty_uploads_at_once_take_no_more_memory_than_one(library, monkeypatch):
    """Renamed, polyglot, empty and damaged files, names that lead elsewhere, and one that is too large."""
    monkeypatch.setattr(uploads, "LARGEST", 400_000)
    body = clause_list(*map(str, range(1, 30)), standard="T/X 9—2024")
    odd = [
        ("renamed.pdf", body),
        ("polyglot.pdf", b"PK\x03\x04%PDF-1.7\n<html><script>alert(1)</script>"),
        ("empty.pdf", b""),
        ("macro.docx", b"\xd0\xcf\x11\xe0" + bytes(64)),
        ("half.docx", docx(library.folder.parent / "x.docx", p("x")).read_bytes()[:200]),
        ("../../../outside.jsonl", clause_list("1", standard="T/X 8—2024")),
        ("C:\\temp\\..\\x.html", b"<html><body><p>nothing"),
        ("a\x00\u202efdp.exe", b"MZ" + bytes(100)),
        ("huge.jsonl", bytes(400_001)),
        ("", b"{}"),
    ]
    size = 300_000

    def files():
        yield from odd
        for n in range(40):
            yield f"large {n}.bin", bytes([n]) * size

    jobs = Jobs(library, FakeEncoder)
    jobs.encoder()
    tracemalloc.start()
    jobs.read(files(), "first reviewer")
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    jobs.wait()
    tasks = jobs.tasks()
    assert len(tasks) == 50 and all(task.finished for task in tasks)
    assert highest < 10 * size, "content is not held"
    told = {task.label: task.fault or str(task.step) for task in tasks}
    assert told["renamed.pdf"] == "done" == told["outside.jsonl"]
    assert told["empty.pdf"] == "EmptyDocument" and told["huge.jsonl"] == "UsageError"
    assert {told["macro.docx"], told["half.docx"], told["polyglot.pdf"], told["large 3.bin"]} <= {
        "NotADocument", "DamagedDocument", "EmptyDocument", "NoText",
    }  # fmt: skip
    assert all("\n" not in task.error and "Traceback" not in task.error for task in tasks)
    places = [path for path in library.folder.parent.rglob("*") if path.is_file() and library.folder not in path.parents]
    assert [path.name for path in places] == ["x.docx"]


def test_a_comparison_runs_behind_the_pages(library):
    jobs = Jobs(library, FakeEncoder)
    jobs.compare(B, A, "first reviewer")
    jobs.compare(A, "unknown")
    jobs.wait()
    done, failed = jobs.tasks()
    assert done.step is Step.DONE and done.proposals == len(library.matches(B, A)) > 0
    assert failed.step is Step.FAILED and failed.fault == "UsageError"
    assert [entry.author for entry in library.log.entries(kind="proposed")][-1] == "first reviewer"


def test_no_name_of_an_upload_reaches_another_place(tmp_path):
    for name in (
        "../../evil.pdf",
        "C:\\windows\\evil.pdf",
        "/etc/passwd",
        "..",
        "",
        "a\x00b\u202e.pdf",
        "名称 (1).pdf",
        "x" * 500 + ".pdf",
    ):
        path = store_upload(tmp_path / "in", name, b"data" + name.encode())
        assert path.parent.parent == tmp_path / "in" and path.read_bytes().startswith(b"data")
        assert len(path.name) <= 80 and "\x00" not in path.name and "\u202e" not in display_name(name)
    assert display_name("名称 (1).pdf") == "名称 (1).pdf"


def test_the_health_of_pages_is_told_from_marks_and_clauses():
    text = "不应超过 85 dB(A)，≤ 90。"
    read_by_ocr = Clause("X", "2", "zh", text=text, id="2", page=2, origins=(Origin(0, len(text), 2, 0, ocr=True),))
    clauses = (Clause("X", "1", "zh", "范围", "适用于。", id="1", page=1, origins=(Origin(0, 4, 1, 0),)), read_by_ocr)
    marks = (
        "page 2 was read by OCR (rapidocr): a person must check its digits",
        "page 3 could not be read: it needed too long",
        "page 1: pdfium reads 10 characters and pdfplumber 11",
        "the outline (bookmarks) could not be read",
    )
    pages = page_health(Document(Standard("X", "zh", pages=4, marks=marks), clauses))
    assert [(page.reader, page.health, page.clauses, page.doubtful) for page in pages] == [
        (Reader.LAYER, Health.MARKED, 1, 0),
        (Reader.OCR, Health.OCR, 1, 3),
        (Reader.NONE, Health.LOST, 0, 0),
        (Reader.NONE, Health.EMPTY, 0, 0),
    ]
    assert pages[1].marks == marks[:1] and marks_of_none(marks) == marks[3:]
    assert page_health(Document(Standard("X", "zh"), clauses)) == ()

"""Damaged, odd and hostile PDFs, made here: what is read of them, what is marked, and which error says what to do."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from rawpdf import document, stream, text, write_pdf

from ingest import errors, process
from ingest.audit import is_alike
from ingest.clause import Audited
from ingest.errors import ClausebridgeError, DocumentError, FormOnly, LimitExceeded, PasswordNeeded
from ingest.pages import page_picture, page_pictures, read_pages
from ingest.process import Limits
from ingest.rapid import is_installed
from ingest.read import FileStatus, read, read_many
from ingest.second import LockedError, SecondReader
from ingest.triage import Reason, picture_share, without_text
from ingest.worker import Request, read_pdf

ROOT = Path(__file__).parent.parent
ROWS = (
    "1 Scope",
    "This document sets limits for the noise of machines.",
    "2 Limits",
    "The level shall not exceed 85 dB at any place of work.",
)


def made(path: Path, objects: dict[int, bytes], **options: bytes) -> Path:
    path.write_bytes(write_pdf(objects, **options))
    return path


def marks(path: Path, **options: object) -> tuple[str, ...]:
    return read(path, **options)[0].standard.marks  # type: ignore[arg-type]


# pages and boxes


def test_a_page_without_a_size_gets_one_and_keeps_its_text(tmp_path: Path) -> None:
    path = made(tmp_path / "nobox.pdf", document(text(*ROWS), text("3 Marking", "It shall bear a mark."), box=None))
    first, second = read_pages(path)
    assert (first.width, first.height) == (612, 792)
    assert [line.text for line in first.lines] == list(ROWS)
    assert second.lines
    seen = SecondReader(path).read(1)
    assert seen is not None, "pdfplumber alone raises on such a page"
    assert "".join(glyph.text for glyph in seen[1]) == "".join(ROWS).replace(" ", "")
    assert [c.clause for c in read(path)[0].clauses] == ["1", "2", "3"]


FRAMES = [
    (box, rotation, crop)
    for rotation in (0, 90, 180, 270)
    for box, crop in [
        (b"[0 0 595 842]", b""),
        (b"[0 0 842 595]", b""),
        (b"[100 50 695 892]", b""),
        (b"[0 0 900 1000]", b"/CropBox [40 60 635 902] "),
    ]
]


@pytest.mark.parametrize(("box", "rotation", "crop"), FRAMES)
def test_boxes_sit_on_the_words_of_the_page_as_it_is_displayed(tmp_path: Path, box: bytes, rotation: int, crop: bytes) -> None:
    content = text(*ROWS, x=160, y=480)
    path = made(tmp_path / "page.pdf", document(content, box=box, page=b"/Rotate %d %s" % (rotation, crop)))
    (page,) = read_pages(path)
    picture = Image.open(io.BytesIO(page_picture(path, 1, long_side=1684))).convert("L").point(lambda grey: 255 * (grey < 128))
    scale = max(picture.size) / max(page.width, page.height)
    assert picture.size == (pytest.approx(page.width * scale, abs=2), pytest.approx(page.height * scale, abs=2))
    assert [line.text for line in page.lines] == list(ROWS)
    everything = picture.histogram()[255]
    inside = 0
    for line in page.lines:
        sides = (line.box.x0, line.box.top, line.box.x1, line.box.bottom)
        found = picture.crop([round(side * scale) for side in sides])  # type: ignore[arg-type]
        ink = found.histogram()[255]
        left, upper, right, lower = found.getbbox() or (0, 0, 0, 0)
        assert (right - left) * (lower - upper) > 0.5 * found.width * found.height, "the box is no larger than its words"
        inside += ink
    assert inside > 0.97 * everything > 0
    assert _agree(path)


def _agree(path: Path) -> bool:
    """Whether pdfplumber places every character where pdfium does."""
    told: list[Audited] = []
    (page,) = read_pages(path, audit=told.append)
    seen = SecondReader(path).read(1)
    assert seen is not None
    canvas, glyphs = seen
    assert (canvas.width, canvas.height) == (pytest.approx(page.width), pytest.approx(page.height))
    spread = [(g.x0, g.bottom if g.turn % 2 else g.x1, g.base) for g in glyphs]
    low, high = min(side[0] for side in spread), max(g.x1 for g in glyphs)
    assert low == pytest.approx(min(line.box.x0 for line in page.lines), abs=3)
    assert high == pytest.approx(max(line.box.x1 for line in page.lines), abs=3)
    return all(is_alike(found) for found in told)


def test_a_page_of_tiles_is_a_picture(tmp_path: Path) -> None:
    tiles = b"".join(b"q 60 0 0 85 %d %d cm /I Do Q " % (60 * x, 85 * y) for x in range(10) for y in range(10))
    objects = document(tiles, text(*ROWS))
    one_dot = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    objects[4] = stream(b"\xcc", one_dot)
    objects[10] = objects[10].replace(b"/Font", b"/XObject << /I 4 0 R >> /Font")
    path = made(tmp_path / "tiles.pdf", objects)
    pictures = page_pictures(path, [1, 2])
    assert len(pictures[1].boxes) == 100
    first, second = read_pages(path)
    assert picture_share(first, pictures[1].boxes) > 0.98
    assert without_text([first, second], pictures) == {1: Reason.EMPTY}


# both readers


def test_an_audit_tells_and_marks_what_the_readers_disagree_on(tmp_path: Path) -> None:
    objects = document(text(*ROWS), text("3 Marking", "It shall bear a mark."))
    objects[13] = re.sub(rb"/Length \d+", b"", objects[13])  # pdfplumber finds nothing in it
    path = made(tmp_path / "endless.pdf", objects)
    (document_,) = read(path, audit=True)
    whole, first, second = document_.audit
    assert (whole.page, whole.pdfium, whole.pdfplumber, whole.differ) == (0, 2, 2, 0)
    assert (first.page, first.pdfium, first.differ) == (1, first.pdfplumber, 0)
    assert (second.page, second.pdfium, second.pdfplumber, second.differ, second.taken) == (2, 25, 0, 25, "pdfium")
    (mark,) = [mark for mark in document_.standard.marks if "pdfplumber" in mark]
    assert mark.startswith("page 2: pdfium reads 25 characters and pdfplumber 0, 25 of them others; those of pdfium are taken")
    assert next(iter(read_many([path], audit=True))).status is FileStatus.PARTIAL
    assert not read(path)[0].audit
    assert not any("pdfplumber" in mark for mark in marks(path))


def test_pages_that_one_reader_does_not_find_are_marked(tmp_path: Path) -> None:
    objects = document(text(*ROWS), text("3 Marking", "It shall bear a mark."))
    objects[12] = objects[12].replace(b"/Type /Page ", b"/Type /Sheet ")
    found = marks(made(tmp_path / "kinds.pdf", objects), audit=True)
    assert any("finds 2 pages and pdfplumber 1" in mark for mark in found)


def test_what_pdfium_does_not_open_is_read_by_the_other_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object, **__: object) -> None:
        raise pypdfium2.PdfiumError("Failed to load document")

    path = made(tmp_path / "other.pdf", document(text(*ROWS), text("3 Marking", "It shall bear a mark.")))
    monkeypatch.setattr(pypdfium2, "PdfDocument", closed)
    asked: list[str] = []
    document_ = read_pdf(path, request(path), lambda stage, _page, _pages: asked.append(stage))
    assert [c.clause for c in document_.clauses] == ["1", "2", "3"]
    assert "page 2: pdfium does not open the file, pdfplumber alone read it" in "\n".join(document_.standard.marks)
    assert "second" in asked, "the watchdog must know who reads"
    with pytest.raises(PasswordNeeded):
        locked = path.with_name("locked.pdf")
        path.rename(locked)
        monkeypatch.setattr(SecondReader, "count", lambda self: (_ for _ in ()).throw(LockedError))
        read_pages(locked)


def test_a_second_reader_that_fails_costs_its_opinion_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "slow.pdf", document(text(*ROWS)))
    slow = "import ingest.second as s, time; s.SecondReader.count = lambda self: time.sleep(60); "
    monkeypatch.setattr(process, "_START", process._START.replace("from ingest.worker", f"{slow}from ingest.worker"))
    (document_,) = read(path, audit=True, limits=Limits(second_seconds=1.0))
    assert [c.clause for c in document_.clauses] == ["1", "2"]
    assert any("pdfplumber was given up on page 1 (it takes longer than 1 s)" in mark for mark in document_.standard.marks)


# forms, locks, words


def xfa(*pages: bytes, rendering: bytes) -> dict[int, bytes]:
    objects = document(*pages, catalogue=b"/AcroForm 4 0 R /NeedsRendering %s " % rendering)
    objects[4] = b"<< /Fields [] /XFA 5 0 R >>"
    objects[5] = stream(b"<xdp:xdp/>")
    return objects


def test_a_form_whose_text_is_not_on_its_pages_is_told(tmp_path: Path) -> None:
    for name, objects in {
        "wait.pdf": xfa(text("Please wait for the form, or get another program."), rendering=b"true"),
        "bare.pdf": xfa(b"", rendering=b"false"),
    }.items():
        with pytest.raises(FormOnly, match=f"{name}: it holds an XFA form, .*: print it to PDF"):
            read(made(tmp_path / name, objects))
    assert any("XFA form besides" in mark for mark in marks(made(tmp_path / "both.pdf", xfa(text(*ROWS), rendering=b"false"))))


STRANGE_LOCK = {4: b"<< /Filter /Strange /V 9 >>"}
LOCKED = b"/Encrypt 4 0 R /ID [<00> <00>] "


def test_a_lock_that_no_reader_knows_is_a_password(tmp_path: Path) -> None:
    objects = document(text(*ROWS)) | STRANGE_LOCK
    with pytest.raises(PasswordNeeded, match="save a copy without a password"):
        read(made(tmp_path / "strange.pdf", objects, trailer=LOCKED))


def test_the_same_text_on_every_page_is_text_where_there_is_nothing_else(tmp_path: Path) -> None:
    same = made(tmp_path / "same.pdf", document(*[text("A sheet that is printed four times")] * 4))
    assert read(same)[0].standard.pages == 4


# a map to Unicode that is wrong, and layers that are not what is printed


def test_letters_that_are_mapped_to_other_characters_go_to_ocr(tmp_path: Path) -> None:
    codes = sorted(set("".join(ROWS).encode()))
    pairs = b" ".join(b"<%02X> <%04X>" % (code, 0x3400 + 7 * code) for code in codes)
    objects = document(text(*ROWS * 3), text(*ROWS))
    maps = b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar %s endbfchar" % (len(codes), pairs)
    objects[4] = stream(b"begincmap %s endcmap" % maps)
    objects[5] = objects[3].replace(b"/Encoding", b"/ToUnicode 4 0 R /Encoding")
    objects[10] = objects[10].replace(b"/F1 3 0 R", b"/F1 5 0 R")
    path = made(tmp_path / "map.pdf", objects)
    pages = read_pages(path)
    assert "damaged text layer" in pages[0].marks[0]
    assert without_text(pages, page_pictures(path, [1, 2])) == {1: Reason.GARBLED}
    if is_installed():
        (document_,) = read(path)
        assert "Limits" in [c.title for c in document_.clauses]
        assert any("page 1 was read by OCR" in mark for mark in document_.standard.marks)


# errors


def _parts(said: ast.expr, named: dict[str, ast.expr], depth: int = 3) -> Iterator[ast.AST]:
    """The parts of an expression, and of what its names stand for."""
    for part in ast.walk(said):
        yield part
        if depth and isinstance(part, ast.Name) and part.id in named:
            yield from _parts(named[part.id], named, depth - 1)


def _raised() -> Iterator[tuple[str, str]]:
    """Where an error of a document is raised, and the fixed words of its message."""
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, DocumentError)}
    for path in sorted((ROOT / "ingest").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds and len(node.args) > 1:
                words = [part.value for part in _parts(node.args[1], named) if isinstance(part, ast.Constant)]
                yield f"{path.name}:{node.lineno}", " ".join(map(str, words))


DOES = re.compile(r"\b(get|save|check|split|install|run|print|name|write|make|report|should)\b")


def test_every_error_of_a_document_says_what_to_do() -> None:
    raised = list(_raised())
    assert len(raised) > 20
    passed_on = {"formats.py", "process.py"}  # the words come from a row or from the worker, which say it themselves
    mute = [place for place, words in raised if not DOES.search(words) and place.split(":")[0] not in passed_on]
    assert mute == []


def test_every_kind_of_error_names_its_file_and_place(tmp_path: Path) -> None:
    name = tmp_path / "x.pdf"
    pages = made(tmp_path / "pages.pdf", document(text(*ROWS), text(*ROWS)))
    whole = pages.read_bytes()
    causes: dict[type[DocumentError], tuple[bytes, dict[str, Any]]] = {
        errors.NotADocument: (b"Dear Sir or Madam", {}),
        errors.EmptyDocument: (b"", {}),
        errors.PasswordNeeded: (write_pdf(document(b"") | STRANGE_LOCK, trailer=LOCKED), {}),
        errors.NoText: (write_pdf(document(b"")), {"ocr": False}),
        errors.FormOnly: (write_pdf(xfa(b"", rendering=b"true")), {}),
        errors.DamagedDocument: (whole[:40], {}),
        errors.LimitExceeded: (whole, {"limits": Limits(pages=1)}),
        errors.BadRow: (b'{"standard": "S"}\n', {}),
    }
    assert {*causes, errors.FileMissing} == set(DocumentError.__subclasses__())
    said = []
    for kind, (content, options) in causes.items():
        name.write_bytes(content)
        with pytest.raises(kind) as caught:
            read(name, **options)
        said.append(caught.value)
    name.unlink()
    with pytest.raises(errors.FileMissing) as missing:
        read(name)
    for error in [*said, missing.value]:
        assert "x.pdf" in str(error), error
        assert "\n" not in str(error)
        assert DOES.search(error.message), error
        assert error.status
    assert len({error.status for error in said}) == len(said)
    assert str(LimitExceeded("a.pdf", "too much", page=3)) == "a.pdf, page 3: too much"
    assert said[-1].line == 1


# mutations


def request(path: Path) -> Request:
    return Request(str(path), 0, 5_000, {}, ocr=False)


SEED = write_pdf(document(text(*ROWS), text("3 Marking", "It shall bear a mark."), catalogue=b"/Lang (en) "))
PLACE = st.integers(0, len(SEED) - 1)
MUTATION = st.one_of(
    st.tuples(st.just("cut"), PLACE, PLACE),
    st.tuples(st.just("flip"), PLACE, st.integers(0, 255)),
    st.tuples(st.just("copy"), PLACE, PLACE),
    st.tuples(st.just("number"), PLACE, st.sampled_from([0, -1, 7, 65535, 2**31, 10**12])),
)


def mutated(mutations: list[tuple[str, int, int]]) -> bytes:
    data = SEED
    for kind, at, value in mutations:
        if kind == "cut":
            data = data[:at] + data[at + value % 97 :]
        elif kind == "flip":
            data = data[:at] + bytes((value,)) + data[at + 1 :]
        elif kind == "copy":
            data = data[:at] + data[value : value + 200] + data[at:]
        else:
            data = re.sub(rb"\d+", b"%d" % value, data[at : at + 40], count=1).join((data[:at], data[at + 40 :]))
    return data


@settings(max_examples=150)
@given(st.lists(MUTATION, min_size=1, max_size=6), st.booleans())
def test_a_damaged_file_gives_pages_or_a_typed_error(mutations: list[tuple[str, int, int]], audit: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "mutant.pdf")
        path.write_bytes(mutated(mutations))
        try:
            found = read_pdf(path, replace(request(path), audit=audit), lambda *_: None)
        except DocumentError as error:
            assert "mutant.pdf" in str(error)
            assert DOES.search(error.message)
        else:
            assert found.standard.pages == 0 or found.standard.pages < 5_000
            assert all(clause.page <= found.standard.pages for clause in found.clauses)


def test_mutants_in_a_batch_cost_themselves_alone(tmp_path: Path) -> None:
    (good,) = read(made(tmp_path / "good.pdf", document(text(*ROWS))))
    for at in (100, 400, len(SEED) - 80):
        (tmp_path / f"m{at}.pdf").write_bytes(SEED[:at] + b"0 0 obj << /Kids [" + SEED[at:])
    outcomes = list(read_many([tmp_path], ocr=False))
    assert len(outcomes) == len(list(tmp_path.iterdir()))
    assert [o.documents for o in outcomes if o.path.name == "good.pdf"] == [(good,)]
    assert all(isinstance(o.error, ClausebridgeError) or o.documents for o in outcomes)

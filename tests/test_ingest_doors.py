"""One standard through every door gives one tree; and no file, however it is made, does more than fail."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from doormaking import HERE, docx, p, pump_docx, pump_pdf

from ingest.clause import Clause, Document, Kind
from ingest.errors import DamagedDocument, DocumentError, LimitExceeded, NotADocument, NoText, PasswordNeeded
from ingest.formats import clauses_to_csv, clauses_to_jsonl
from ingest.process import Limits, MiB
from ingest.read import FileStatus, read, read_many

TREE = HERE / "pump.tree"


def tree(clauses: tuple[Clause, ...]) -> str:
    """The tree as a person reads it: id, kind, title, provision; the text; then the parts."""
    lines = []
    for clause in clauses:
        lines.append(f"{'  ' * clause.level}{clause.id} [{clause.kind}, {clause.provision}] {clause.title}".rstrip())
        assert clause.parent == clause.id.rpartition("/")[0]
        if clause.text:
            lines.append(f"{'  ' * clause.level}  {' '.join(clause.text.split())}")
        for part in clause.parts:
            own = " ".join(clause.text[part.start : part.end].split())
            lines.append(f"{'  ' * (clause.level + part.level)}  - {part.kind} {part.label}: {own[:24]} … {own[-12:]}")
    return "\n".join(lines) + "\n"


def as_sts(folder: Path) -> Path:
    return HERE / "pump.xml"


def as_html(folder: Path) -> Path:
    return HERE / "pump.html"


def as_docx(folder: Path) -> Path:
    return pump_docx(folder / "pump.docx")


def as_pdf(folder: Path) -> Path:
    return pump_pdf(folder / "pump.pdf")


def as_list(folder: Path, suffix: str, write: Callable[[Document], object]) -> Path:
    (document,) = read(HERE / "pump.xml")
    path = folder / f"pump{suffix}"
    path.write_text("".join(write(document)), encoding="utf8", newline="")  # type: ignore[arg-type]
    return path


def as_jsonl(folder: Path) -> Path:
    return as_list(folder, ".jsonl", clauses_to_jsonl)


def as_csv(folder: Path) -> Path:
    return as_list(folder, ".csv", clauses_to_csv)


@pytest.mark.parametrize("made", [as_pdf, as_sts, as_html, as_docx, as_jsonl, as_csv])
def test_one_standard_gives_one_tree_through_every_door(made: Callable[[Path], Path], tmp_path: Path) -> None:
    (document,) = read(made(tmp_path))
    assert document.standard.designation == "ISO 98765:2031"
    assert document.standard.lang == "en"
    assert tree(document.clauses) == TREE.read_text(encoding="utf8")


@pytest.mark.parametrize("made", [as_pdf, as_sts, as_html, as_docx, as_jsonl])
def test_the_cells_of_a_table_are_the_same_through_every_door_that_has_them(made: Callable[[Path], Path], tmp_path: Path) -> None:
    (document,) = read(made(tmp_path))
    (table,) = [part.table for clause in document.clauses for part in clause.parts if part.kind is Kind.TABLE]
    assert table is not None
    assert (table.rows, table.columns) == (4, 3)
    places = {(cell.row, cell.column): (cell.text, cell.rows, cell.columns) for cell in table.cells}
    assert places[0, 0] == ("Power", 2, 1)
    assert places[0, 1] == ("Level", 1, 2)
    assert places[1, 1][0] == "indoors"
    assert places[3, 2][0] == "90 dB"
    assert [cell.header for cell in table.cells] == [True] * 4 + [False] * 6


def test_the_content_says_what_a_file_is(tmp_path: Path) -> None:
    names = {"a.pdf": as_docx(tmp_path), "b.docx": HERE / "pump.xml", "c.csv": HERE / "pump.html", "d": HERE / "pump.xml"}
    for name, source in names.items():
        (tmp_path / name).write_bytes(source.read_bytes())
        (document,) = read(tmp_path / name)
        assert document.standard.designation == "ISO 98765:2031"
        assert document.standard.file_name == name


def test_utf16_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    text = (HERE / "pump.xml").read_text(encoding="utf8").replace('encoding="UTF-8"', 'encoding="UTF-16"')
    (tmp_path / "wide.xml").write_bytes(text.encode("utf-16"))
    (tmp_path / "marked.html").write_bytes(b"\xef\xbb\xbf" + (HERE / "pump.html").read_bytes())
    for name in ("wide.xml", "marked.html"):
        (document,) = read(tmp_path / name)
        assert tree(document.clauses) == TREE.read_text(encoding="utf8")


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE standard [<!ENTITY a "ha">{}]><standard><body><sec><title>&z;</title></sec></body></standard>'
)
BILLION = LAUGHS.format("".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghijk", "bcdefghijkz", strict=True)))
OUTSIDE = '<!DOCTYPE standard [<!ENTITY x SYSTEM "{}">]><standard><body><sec><title>T</title><p>A&x;B</p></sec></body></standard>'


def test_entities_are_never_expanded_or_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    for name, text in (("laughs.xml", BILLION), ("outside.xml", OUTSIDE.format(secret.as_uri()))):
        (tmp_path / name).write_text(text)
        try:
            (document,) = read(tmp_path / name)
        except DocumentError:
            continue
        said = "".join(clause.title + clause.text for clause in document.clauses)
        assert len(said) < 100
        assert "secret" not in said


def bomb(path: Path, megabytes: int) -> Path:
    docx(path, p("1 Scope"))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            if name != "word/document.xml":
                archive.writestr(name, data)
        with archive.open("word/document.xml", "w") as out:
            for _ in range(megabytes):
                out.write(b" " * 2**20)
    return path


def test_an_archive_that_unpacks_without_end_is_a_limit(tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.docx", 300)
    assert path.stat().st_size < 2**20
    with pytest.raises(LimitExceeded):
        read(path)


def test_markup_that_grows_in_memory_is_a_limit(tmp_path: Path) -> None:
    (tmp_path / "huge.html").write_text("<html><body>" + "<b><i>x</i></b>" * 400_000)
    with pytest.raises(LimitExceeded):
        read(tmp_path / "huge.html", limits=Limits(memory=60 * MiB))


def test_names_that_climb_out_of_an_archive_reach_nothing(tmp_path: Path) -> None:
    (tmp_path / "outside.xml").write_text("<w:document/>")
    path = docx(tmp_path / "climb.docx", p("1 Scope"), main="../outside.xml")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../climbed.txt", "x")
    with pytest.raises(NotADocument):
        read(path)
    assert not (tmp_path.parent / "climbed.txt").exists()


def encrypted(path: Path) -> Path:
    """An archive whose members say that they are locked."""
    data = bytearray(docx(path, p("1 Scope")).read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    path.write_bytes(data)
    return path


def plain_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", "x")
    return path


def cut(path: Path) -> Path:
    path.write_bytes(docx(path, p("1 Scope")).read_bytes()[:-60])
    return path


def text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf8")
    return path


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (encrypted, PasswordNeeded, "password"),
        (plain_zip, NotADocument, "ZIP archive"),
        (cut, DamagedDocument, "broken"),
        (lambda path: docx(path, ""), NoText, "no text"),
        (lambda path: text(path, '<?xml version="1.0"?><svg xmlns="x"/>'), NotADocument, "svg"),
        (lambda path: text(path, '<?xml version="1.0"?><standard><body>'), DamagedDocument, "broken"),
        (lambda path: text(path, "<html><body><script>1 Scope</script></body></html>"), NoText, "no text"),
        (
            lambda path: text(path, "<standard>" + "<sec>" * 5000),
            DamagedDocument,
            "broken",
        ),
    ],
)
def test_what_cannot_be_read_is_a_typed_error(
    make: Callable[[Path], Path], error: type[DocumentError], says: str, tmp_path
) -> None:
    with pytest.raises(error) as caught:
        read(make(tmp_path / "file"))
    assert says in str(caught.value)
    assert str(caught.value).startswith("file: ")
    assert not re.search("XML_PARSE|<string>", str(caught.value))


def test_folders_hold_all_kinds_and_a_bad_file_costs_itself(tmp_path: Path) -> None:
    as_docx(tmp_path)
    for name in ("pump.xml", "pump.html"):
        (tmp_path / name).write_bytes((HERE / name).read_bytes())
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    found = {outcome.path.name: outcome.status for outcome in read_many([tmp_path], workers=2)}
    assert found.pop("broken.docx") is FileStatus.ERROR
    assert found == dict.fromkeys(("pump.docx", "pump.xml", "pump.html"), FileStatus.OK)

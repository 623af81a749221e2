"""Clause lists: JSONL and CSV, in and out, one clause a line. ``rows`` checks them; this module knows the files."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path

from ingest.clause import Aspect, Clause, Document, Table
from ingest.errors import BadRow, EmptyDocument, FileMissing, unreadable
from ingest.flatten import flatten
from ingest.jsonl import json_line
from ingest.plain import reference_to_plain, sentence_to_plain, table_to_plain
from ingest.rows import FIELDS, BadTree, Row, RowError, check_row, documents

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes: a longer line of a JSONL file, or a longer cell of a CSV file, is no clause."""

_GOLD_FIELDS = ("a_standard", "a_clause", "b_standard", "b_clause", "relation")
# A cell that a spreadsheet would take for a formula; our writer puts an apostrophe before it, our reader takes one away.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class GoldDeviation:
    """A difference that a gold line states: its kind, the words on both sides ("" for what is missing), the stricter side."""

    kind: str
    a: str = ""
    b: str = ""
    stricter: str = ""
    comparable: bool = False


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One line of a gold set: this clause of ``a_standard`` answers to that clause of ``b_standard``, and how.

    ``deviations`` is None where the line says nothing of them, empty where there are none.
    """

    a_standard: str
    a_clause: str
    b_standard: str
    b_clause: str
    relation: str
    deviations: tuple[GoldDeviation, ...] | None = None


def clauses_to_jsonl(document: Document) -> Iterator[str]:
    """Yield one JSON object a clause or part of a clause, in order, each with its newline; the contract's fields in one order.

    After these stands what was found in the text, where there is something: ``aspect``, ``references``, ``sentences``, and the
    cells of a ``table``.
    """
    for clause, table in flatten(document.clauses):
        yield json_line(_fields(clause) | _found(clause, table)) + "\n"


def clauses_to_csv(document: Document) -> Iterator[str]:
    """Yield the header and one CSV row a clause; cells that a spreadsheet would compute are disarmed with an apostrophe."""
    yield _csv_line(FIELDS)
    for clause, _ in flatten(document.clauses):
        fields = _fields(clause) | {"boxes": json.dumps([asdict(box) for box in clause.boxes])}
        yield _csv_line([_disarmed(str(fields[name])) for name in FIELDS])


def read_jsonl(path: Path) -> tuple[Document, ...]:
    """Read a clause list; lines with ``"gold": true`` are left to ``read_gold``.

    Raises:
        FileMissing: there is no such file.
        EmptyDocument: not a single clause.
        BadRow: a line that is not a clause, or contradicts another line; with its number.
    """
    return _read_documents(path, _json_objects)


def read_csv(path: Path) -> tuple[Document, ...]:
    """Read a clause list from a table whose first row names the columns; comma, semicolon or tab between cells.

    Raises the same errors as ``read_jsonl``.
    """
    return _read_documents(path, _csv_objects)


def read_gold(path: Path) -> tuple[GoldRow, ...]:
    """Read the gold lines of a JSONL file, in order; its clauses are left to ``read_jsonl``.

    Raises:
        FileMissing: there is no such file.
        BadRow: a line that is no JSON object, or a gold line without one of its five fields.
    """
    found = []
    for line, fields in _json_objects(path):
        if _is_gold(fields):
            values = [fields.get(name) for name in _GOLD_FIELDS]
            if not all(isinstance(value, str) for value in values):
                raise BadRow(path.name, f"a gold line should have the texts {', '.join(_GOLD_FIELDS)}", line=line)
            a, a_label, b, b_label, relation = map(str, values)
            found.append(GoldRow(a, a_label, b, b_label, relation, _gold_deviations(fields.get("deviations"))))
    return tuple(found)


def _gold_deviations(stated: object) -> tuple[GoldDeviation, ...] | None:
    if not isinstance(stated, list):
        return None
    known = [one for one in stated if isinstance(one, dict)]
    words = [{name: str(one.get(name) or "") for name in ("kind", "a", "b", "stricter")} for one in known]
    return tuple(GoldDeviation(**own, comparable=one.get("comparable") is True) for own, one in zip(words, known, strict=True))


def looks_like_csv(head: str) -> bool:
    """Whether ``head``, the beginning of a file, starts with the column names of a clause list."""
    return _delimiter(head.lstrip("\ufeff").split("\n", 1)[0]) is not None


def is_gold_line(line: bytes) -> bool:
    """Whether ``line``, the first of a JSONL file, is a gold line: such a file is for ``evaluate``, not a document."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and _is_gold(fields)


def _fields(clause: Clause) -> dict[str, object]:
    return {
        "standard": clause.standard, "clause": clause.clause, "lang": clause.lang, "title": clause.title, "text": clause.text,
        "id": clause.id, "level": clause.level, "parent": clause.parent, "page": clause.page,
        "boxes": [asdict(box) for box in clause.boxes], "provision": clause.provision.value, "kind": clause.kind.value,
    }  # fmt: skip


def _found(clause: Clause, table: Table | None) -> dict[str, object]:
    found: dict[str, object] = {
        "aspect": "" if clause.aspect is Aspect.UNSURE else clause.aspect.value,
        "references": [reference_to_plain(reference) for reference in clause.references],
        "sentences": [sentence_to_plain(sentence) for sentence in clause.sentences],
        "table": table_to_plain(table) if table else None,
    }
    return {name: value for name, value in found.items() if value}


def _is_gold(fields: Mapping[str, object]) -> bool:
    return fields.get("gold") in (True, "true", "True", "TRUE", "1")


def _read_documents(path: Path, objects: Callable[[Path], Iterator[tuple[int, Mapping[str, object]]]]) -> tuple[Document, ...]:
    rows: list[Row] = []
    for line, fields in objects(path):
        if not _is_gold(fields):
            try:
                rows.append(check_row(fields, line))
            except RowError as error:
                raise BadRow(path.name, str(error), line=line) from None
    if not rows:
        raise EmptyDocument(path.name, "there is not a single clause in it; write one clause a line")
    with path.open("rb") as file:
        source = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        return documents(rows, source=source, file_name=path.name)
    except BadTree as error:
        raise BadRow(path.name, str(error), line=error.line) from None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines of a UTF-8 file with their numbers. Only a line feed ends one: other separators may stand inside of a JSON text."""
    with _opened(path) as name, path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
            if len(line) >= LONGEST_LINE:
                raise BadRow(name, f"it is longer than {LONGEST_LINE // 2**20} MiB, which no clause is: split it", line=number)
            try:
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                raise BadRow(name, "it is not UTF-8: save the file with that encoding", line=number) from None


@contextmanager
def _opened(path: Path) -> Iterator[str]:
    try:
        yield path.name
    except FileNotFoundError:
        raise FileMissing(str(path), "no such file; check the path") from None
    except OSError as error:
        raise unreadable(path.name, error) from None


def _json_objects(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    for number, line in _lines(path):
        if line.strip():
            try:
                value = json.loads(line)
            except RecursionError:
                raise BadRow(path.name, "it is nested too deeply: write one flat object a line", line=number) from None
            except ValueError as error:
                raise BadRow(path.name, f"it should be one whole JSON object ({_reason(error)})", line=number) from None
            if not isinstance(value, dict):
                raise BadRow(path.name, "it should be one JSON object, in braces", line=number)
            yield number, value


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.colno}"
    return "a number has too many digits"


def _csv_objects(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    lines = (line for _, line in _lines(path))
    header = next(lines, "")
    delimiter = _delimiter(header)
    if delimiter is None:
        raise BadRow(path.name, 'the first line should name the columns, "standard", "clause" and "text" among them', line=1)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter))]
    for number, cells in _csv_rows(path, lines, delimiter):
        if len(cells) > len(names):
            raise BadRow(path.name, f"it has {len(cells)} cells, and should have {len(names)} as the first line", line=number)
        if any(cells):
            yield number, {name: _armed(cell) for name, cell in zip(names, cells, strict=False)}


def _csv_rows(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows after the header, each with the number of the line on which it begins."""
    csv.field_size_limit(LONGEST_LINE)  # of the whole process: not put back, since another thread may be in the middle of a file
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begin = reader.line_num + 2
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BadRow(path.name, f"it cannot be split into cells ({error}); check its quotation marks", line=begin) from None
        if cells is None:
            return
        yield begin, cells


def _delimiter(header: str) -> str | None:
    for delimiter in ",;\t":
        names = {name.strip().strip('"').lower() for name in header.split(delimiter)}
        if {"standard", "clause", "text"} <= names:
            return delimiter
    return None


def _csv_line(cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _disarmed(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _armed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell

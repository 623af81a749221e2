"""What regulations cite, as a table: rows of a CSV file or a sheet read into citations, and citations written as rows.

The columns are named in English, Chinese or Russian, in any order. A file is read as UTF-8 (with or without a byte order mark),
UTF-16 with one, GB18030 or Windows-1251: as the first of them in which its first line names the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.force import Citation, Purpose
from ingest import delimited
from ingest.days import read_day
from ingest.designation import house_style
from ingest.errors import UsageError

COLUMNS = ("regulation", "article", "standard", "edition", "clauses", "purpose", "valid from", "valid to")
"""The columns in the order in which they are written."""
NAMES: Mapping[str, tuple[str, ...]] = {
    "regulation": ("regulation", "act", "法规", "法规名称", "技术法规", "法规编号", "регламент", "технический регламент",
                   "нормативный акт"),
    "article": ("article", "法规条款", "法规条文", "法条", "статья", "статья регламента", "пункт регламента"),
    "standard": ("standard", "designation", "标准", "标准号", "标准编号", "стандарт", "обозначение стандарта", "обозначение"),
    "edition": ("edition", "版本", "版次", "издание", "редакция"),
    "clauses": ("clauses", "clause", "标准条款", "标准条文", "引用条款", "条款", "пункты", "пункты стандарта",
                "разделы стандарта"),
    "purpose": ("purpose", "用途", "引用目的", "目的", "цель", "назначение"),
    "valid from": ("valid from", "from", "生效日期", "有效期起", "起始日期", "действует с", "дата начала действия"),
    "valid to": ("valid to", "valid until", "to", "失效日期", "有效期止", "终止日期", "действует до", "дата окончания действия"),
}  # fmt: skip
"""By which names a column is known."""
_PURPOSES: Mapping[str, Purpose] = {
    **dict.fromkeys(("", "-", "–", "—"), Purpose.UNSAID),
    **dict.fromkeys(("requirement", "requirements", "要求", "技术要求", "требование", "требования"), Purpose.REQUIREMENT),
    **dict.fromkeys(
        ("test method", "test methods", "method", "methods", "试验方法", "检验方法", "检测方法", "метод испытаний",
         "методы испытаний"),
        Purpose.METHOD,
    ),
}  # fmt: skip
_LONGEST, _MOST = 300, 50_000
"""Characters of a cell; rows of a file."""
_SPLIT = re.compile(r"\s*[;；,，、\n]\s*")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠﹢﹣﹦﹫−]")
"""What a spreadsheet would compute, with the apostrophes before it: one more is written, and one is taken away when read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be stated: the number of its line, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Table:
    """What a file says: its citations in the order of their rows, the rows that are none, and columns that are not read."""

    citations: tuple[Citation, ...]
    faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()
    encoding: str = ""


class _BadCell(ValueError):
    """What is wrong with a cell, as a sentence."""


def read_csv(data: bytes) -> Table:
    """Read a CSV file; comma, semicolon or tab between cells.

    Raises:
        UsageError: no first line that names the columns, in any encoding that is read, or it cannot be split into cells.
    """
    for encoding, text in delimited.texts(data):
        delimiter, named = max(((one, _named(head)) for one, head in delimited.heads(text)), key=lambda found: len(found[1]))
        if {"regulation", "standard"} <= set(named.values()):
            return read_rows(delimited.rows(text, delimiter), encoding)
    raise _no_head()


def read_rows(rows: Iterable[tuple[int, Sequence[object]]], encoding: str = "") -> Table:
    """Read rows with the numbers of their lines; the first one that is not empty names the columns.

    Raises:
        UsageError: it does not, names a column twice, or there are too many rows.
    """
    filled = ((number, cells) for number, cells in rows if any(str(cell if cell is not None else "").strip() for cell in cells))
    first = next(filled, None)
    named = _named([str(cell or "") for cell in first[1]]) if first else {}
    if first is None or not {"regulation", "standard"} <= set(named.values()):
        raise _no_head()
    twice = {name for name in named.values() if list(named.values()).count(name) > 1}
    if twice:
        raise UsageError(f"line {first[0]} names the column {sorted(twice)[0]!r} twice; leave one of them")
    unknown = [str(cell).strip() for place, cell in enumerate(first[1]) if place not in named and str(cell or "").strip()]
    citations: dict[Citation, int] = {}
    faults: list[Fault] = []
    for number, cells in filled:
        if len(citations) + len(faults) >= _MOST:
            raise UsageError(f"it has more than {_MOST} rows; split it")
        try:
            citation = _citation({name: cells[place] for place, name in named.items() if place < len(cells)})
        except _BadCell as error:
            faults.append(Fault(number, str(error)))
            continue
        if citation in citations:
            faults.append(Fault(number, f"it is the same as line {citations[citation]}; take one away"))
        citations.setdefault(citation, number)
    return Table(tuple(citations), tuple(faults), tuple(unknown), encoding)


def row_of_table(citation: Citation) -> dict[str, str]:
    """A citation as a row of a CSV file, by ``COLUMNS``; what a spreadsheet would compute has an apostrophe before it."""
    cells = (
        citation.regulation, citation.article, citation.standard, citation.edition, "; ".join(citation.clauses),
        str(citation.purpose), citation.valid_from, citation.valid_to,
    )  # fmt: skip
    return {name: f"'{cell}" if _FORMULA.match(cell) else cell for name, cell in zip(COLUMNS, cells, strict=True)}


def _citation(cells: Mapping[str, object]) -> Citation:
    text = {name: _text(name, cells.get(name)) for name in COLUMNS if not name.startswith("valid")}
    for name in ("regulation", "standard"):
        if not text[name]:
            raise _BadCell(f"it has no {name}; name it")
    purpose = _PURPOSES.get(text["purpose"].casefold())
    if purpose is None:
        raise _BadCell(f"the purpose {text['purpose']!r} is neither {Purpose.REQUIREMENT} nor {Purpose.METHOD}")
    valid_from, valid_to = _day(cells, "valid from"), _day(cells, "valid to", last=True)
    if valid_from and valid_to and valid_to < valid_from:
        raise _BadCell(f"it is valid to {valid_to}, before it is valid from {valid_from}")
    clauses = tuple(dict.fromkeys(one for one in _SPLIT.split(text["clauses"]) if one))
    return Citation(
        house_style(text["regulation"]), text["article"], house_style(text["standard"]), text["edition"], clauses, purpose,
        valid_from, valid_to,
    )  # fmt: skip


def _text(name: str, value: object) -> str:
    if isinstance(value, float) and not value.is_integer():
        raise _BadCell(f"the {name} {value} is a number, which loses a last 0: write it as text")
    if isinstance(value, float):
        value = int(value)
    raw = str(value if value is not None else "")
    kept = "\n" if name == "clauses" else " "  # labels may stand on lines of their own
    text = kept.join(line for part in raw.splitlines() if (line := " ".join(part.split())))
    text = text[1:] if text.startswith("'") and _FORMULA.match(text) else text
    if not text.replace("\n", "").isprintable():
        raise _BadCell(f"the {name} holds a character that cannot be seen; type it again")
    if len(text) > _LONGEST:
        raise _BadCell(f"the {name} is longer than {_LONGEST} characters")
    return text.strip()


def _day(cells: Mapping[str, object], name: str, *, last: bool = False) -> str:
    value: Any = cells.get(name)
    if hasattr(value, "isoformat"):  # a date of a workbook
        return str(value.isoformat()[:10])
    text = str(value if value is not None else "").strip()
    if text in ("", "-", "–", "—"):
        return ""
    try:
        return read_day(text, last=last).isoformat()
    except ValueError as error:
        raise _BadCell(f"{name}: {error}") from None


def _named(head: Sequence[str]) -> dict[int, str]:
    """The columns by their places in a first line."""
    known = {_folded(one): name for name, names in NAMES.items() for one in names}
    return {place: name for place, cell in enumerate(head) if (name := known.get(_folded(cell), ""))}


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("\ufeff", "").split()).casefold()


def _no_head() -> UsageError:
    return UsageError(
        f"its first line must name the columns ({', '.join(COLUMNS)}), regulation and standard among them; save it as CSV UTF-8"
    )

"""Reads the source of a sample standard (format: README.md) into blocks, and the blocks into clause rows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

UNNUMBERED = (
    dict.fromkeys(("前言", "Foreword", "Предисловие", "Lời nói đầu"), "foreword")
    | dict.fromkeys(("引言", "Introduction", "Введение", "Lời giới thiệu"), "introduction")
    | dict.fromkeys(("参考文献", "Bibliography", "Библиография", "Thư mục tài liệu tham khảo"), "bibliography")
)
LABEL = r"(?:\d+|Д[А-Я]|[A-ZА-Я])(?:\.\d+)*"
HEADING = re.compile(rf"(?P<marks>#{{1,5}}) (?P<label>{LABEL})(?P<gap>[ （])\s*(?P<title>.*)")
ANNEX_STATUS = re.compile(r"^[（(](?P<status>[^）)]+)[）)]\s*(?P<title>.*)")
TITLELESS = re.compile(rf"= (?P<label>{LABEL}) (?P<text>.+)")
TERM = re.compile(rf": (?P<label>{LABEL}) (?P<term>[^|]+?)(?: \| (?P<other>.+))?$")
LIST_ITEM = re.compile(r"(?P<mark>[a-zа-я]\)|\d+\)|-) (?P<text>.+)")
NOTE = re.compile(
    r"(?P<mark>注\d*：|示例\d*：|NOTE(?: \d+)?|EXAMPLE(?: \d+)?|ПРИМЕЧАНИЕ|Примечани[ея](?: \d+)?|Пример(?: \d+)?|"
    r"(?:CHÚ THÍCH|VÍ DỤ)(?: \d+)?:) ?(?P<text>.+)"
)
CAPTION = re.compile(r"(?P<mark>表 ?[A-Z.\d]+|(?:Table|Bảng) [A-Z.\d]+|Таблица [А-ЯA-Z.\d]+)(?: — | )(?P<title>.+)")
REFERENCE = re.compile(r"(?P<mark>\[\d+\]) (?P<text>.+)")
ANNEX_WORDS = {"zh": "附录", "en": "Annex ", "ru": "Приложение ", "vi": "Phụ lục "}
CLAUSES = frozenset({"heading", "annex", "unnumbered", "titleless", "term"})
MARKS = re.compile(r"\*\*|\*|[_^]\{([^}]*)\}")


class SourceError(ValueError):
    """A source that does not follow the format; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``head`` rows above the rule, ``rows`` below it; a cell "<" merges to the left, "^" upwards."""

    caption: str
    unit: str
    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a source: ``what`` it is, its printed ``label``, its ``text`` with inline marks.

    ``what``: heading, annex, unnumbered, titleless, term, paragraph, list-item, note, table, formula, reference. ``extra`` is the
    status of an annex, the other name of a term, the number of a formula.
    """

    what: str
    text: str = ""
    label: str = ""
    extra: str = ""
    level: int = 0
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source text: its front matter and its blocks in order."""

    path: Path
    meta: dict[str, str]
    blocks: tuple[Block, ...] = field(default=())

    def __getitem__(self, key: str) -> str:
        """A value of the front matter, "" when it is not there."""
        return self.meta.get(key, "")


def plain(text: str) -> str:
    """``text`` without its inline marks, as a text layer shows it."""
    return MARKS.sub(lambda mark: mark.group(1) or "", text)


def read_source(path: Path) -> Source:
    """Parse the source at ``path``; raises ``SourceError`` with the line number for a heading or front matter that is none."""
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    meta = {key: str(value) for key, value in tomllib.loads(front).items()}
    offset = front.count("\n") + 2
    lines = [(number, line.strip()) for number, line in enumerate(body.splitlines(), offset + 1)]
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        number, line = lines[position]
        if CAPTION.fullmatch(line) and _opens_table(lines, position + 1):
            table, position = _table(lines, position)
            blocks.append(Block("table", table.caption, table=table))
            continue
        if line:
            blocks.append(_block(line, f"{path.name}:{number}"))
        position += 1
    return Source(path, meta, tuple(blocks))


def _opens_table(lines: list[tuple[int, str]], position: int) -> bool:
    """Whether the next line that is not blank is a row or a unit line."""
    following = next((line for _, line in lines[position:] if line), "")
    return following.startswith(("|", "(("))


def _table(lines: list[tuple[int, str]], position: int) -> tuple[Table, int]:
    """The table whose caption stands at ``position``, and the position after it."""
    caption, unit, head = lines[position][1], "", 0
    rows: list[tuple[str, ...]] = []
    position += 1
    while position < len(lines) and (not lines[position][1] or lines[position][1].startswith(("|", "(("))):
        line = lines[position][1]
        if line.startswith("(("):
            unit = line.removeprefix("((").removesuffix("))").strip()
        elif line.startswith("|-"):
            head = len(rows)
        elif line:
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
        elif rows:
            break
        position += 1
    return Table(caption, unit, tuple(rows[:head]), tuple(rows[head:])), position


def _heading(line: str, where: str) -> Block:
    if (name := line.lstrip("# ").strip()) in UNNUMBERED:
        return Block("unnumbered", name, extra=UNNUMBERED[name], level=1)
    if not (found := HEADING.fullmatch(line)):
        raise SourceError(f"{where}: not a heading: {line}")
    label = found["label"]
    level = label.count(".") + 1
    if len(found["marks"]) != level:
        raise SourceError(f"{where}: {label} has {level} parts and {len(found['marks'])} marks")
    rest = found["gap"].strip() + found["title"]
    if label.isalpha():
        status = ANNEX_STATUS.match(rest)
        if not status:
            raise SourceError(f"{where}: an annex without status: {line}")
        return Block("annex", status["title"], label, status["status"], 1)
    return Block("heading", rest, label, level=level)


def _block(line: str, where: str) -> Block:
    """The block that ``line`` is; ``where`` for the error message."""
    if line.startswith("#"):
        return _heading(line, where)
    if found := TITLELESS.fullmatch(line):
        return Block("titleless", found["text"], found["label"], level=found["label"].count(".") + 1)
    if found := TERM.fullmatch(line):
        return Block("term", found["term"], found["label"], found["other"] or "", found["label"].count(".") + 1)
    if line.startswith("$ "):
        text, _, number = line[2:].partition("||")
        return Block("formula", text.strip(), extra=number.strip())
    for what, pattern in (("list-item", LIST_ITEM), ("note", NOTE), ("reference", REFERENCE)):
        if found := pattern.fullmatch(line):
            return Block(what, found["text"], found["mark"])
    if line.startswith(("=", ":", "|", "((")):
        raise SourceError(f"{where}: no such line: {line}")
    return Block("paragraph", line)


def _lines_of(block: Block, lang: str) -> list[str]:
    """The printed lines of a block that is part of a clause."""
    if block.table:
        rows = [" ".join(cell for cell in row if cell not in {"<", "^", ""}) for row in (*block.table.head, *block.table.rows)]
        return [plain(text) for text in (block.table.caption, block.table.unit, *rows) if text]
    if block.what == "formula":
        return [plain(f"{block.text} {block.extra}".strip())]
    mark = "——" if (block.label, lang) == ("-", "zh") else "—" if block.label == "-" else block.label
    return [plain(mark + ("" if lang == "zh" and mark[-1:] in "：—" else " ") + block.text) if mark else plain(block.text)]


def _first_line(block: Block, lang: str) -> list[str]:
    """What opens the text of a clause: a clause without title has its words there, a term its admitted term.

    The English equivalent in a Chinese term is no part of the row: it would give away the counterpart.
    """
    if block.what == "titleless":
        return [plain(block.text)]
    return [plain(block.extra)] if block.what == "term" and block.extra and lang != "zh" else []


def _kind(block: Block) -> str:
    if block.what == "unnumbered":
        return block.extra
    return {"annex": "annex", "term": "term"}.get(block.what, "clause")


def _parent(label: str, seen: dict[str, str]) -> str:
    """The id of the nearest clause above ``label`` that is in ``seen`` (label to id)."""
    while "." in label:
        label = label.rpartition(".")[0]
        if label in seen:
            return seen[label]
    return ""


def clause_rows(source: Source) -> Iterator[dict[str, str | int]]:
    """The clauses of ``source`` as rows of a clause list, in reading order; ``text`` has a line for each printed block."""
    lang, seen = source["lang"], dict[str, str]()
    rows: list[tuple[dict[str, str | int], list[str]]] = []
    for block in source.blocks:
        if block.what not in CLAUSES:
            rows[-1][1].extend(_lines_of(block, lang))
            continue
        parent = _parent(block.label, seen)
        label = ANNEX_WORDS[lang] + block.label if block.what == "annex" else block.label
        identity = "/".join(part for part in (parent, label or plain(block.text)) if part)
        seen[block.label] = identity
        title = "" if block.what == "titleless" else plain(block.text)
        row: dict[str, str | int] = {
            "standard": source["designation"],
            "clause": label,
            "lang": lang,
            "title": title,
        }
        row |= {"text": "", "id": identity, "level": identity.count("/") + 1, "parent": parent, "kind": _kind(block)}
        rows.append((row, _first_line(block, lang)))
    for made, lines in rows:
        yield made | {"text": "\n".join(lines)}

"""The commenting template of ISO committees and the table of opinions of GB practice, to be filled in and to be read back.

ISO/IEC commenting template: a row a comment, with its type (ge, te, ed), a proposed change, and what the secretariat observes.
In Chinese drafting practice the 意见汇总处理表: 序号, 标准章条编号, 意见内容, 提出单位, 处理意见, 备注. Both are written here
with the columns that lead a row back to its line and its comment (line number, entry of the log), and with a mark of the version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.filed import MARK, mark
from app.paper import Column, Paper, Section, Table
from app.record_tables import TYPE_CODES, clauses_of
from app.record_wording import STATES
from app.recording import Opened
from app.wording import N_, catalogue
from index.log import canonical
from matcher.comments import Comment, CommentType, Outcome
from matcher.record import Version

Row = Mapping[str, Any]


class Form(StrEnum):
    """The templates."""

    ISO = "iso"
    GB = "gb"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what it holds, its heading and share of the width, and other headings (``headed``) that mean the same."""

    name: str
    title: str
    width: float = 1.0
    also: tuple[str, ...] = ()


FIELDS: Mapping[Form, tuple[Field, ...]] = {
    Form.ISO: (
        Field("body", "MB/NC", 0.8, ("mb", "nc", "member body")),
        Field("line", "Line number", 0.6, ("line", "line no", "line no.")),
        Field("clause", "Clause/Subclause", 1.3, ("clause", "clause no")),
        Field("place", "Paragraph/Figure/Table", 0.9, ("paragraph",)),
        Field("type", "Type of comment", 0.7, ("type",)),
        Field("text", "Comments", 2.4, ("comment", "comment (justification for change)")),
        Field("proposed", "Proposed change", 2.0, ("proposed change by the mb",)),
        Field("outcome", "Disposition", 0.9),
        Field("reason", "Observations of the secretariat", 1.6, ("secretariat observations", "observations")),
        Field("entry", "Entry", 0.6),
    ),
    Form.GB: (
        Field("number", "序号", 0.5),
        Field("clause", "标准章条编号", 1.3, ("章条编号", "标准章条", "章条号")),
        Field("text", "意见内容", 2.4, ("意见", "修改意见内容")),
        Field("body", "提出单位", 1.0, ("提出单位/个人", "意见提出单位")),
        Field("outcome", "处理意见", 0.9, ("处理结果",)),
        Field("reason", "备注（理由）", 1.6, ("备注", "理由", "备注/理由", "处理理由")),
        Field("line", "行号", 0.5),
        Field("type", "类型", 0.6, ("意见类型",)),
        Field("proposed", "修改建议", 1.8, ("建议修改为",)),
        Field("entry", "登记号", 0.6),
    ),
}
CODES: Mapping[Form, Mapping[CommentType, str]] = {
    Form.ISO: TYPE_CODES,
    Form.GB: {CommentType.GENERAL: "总体", CommentType.TECHNICAL: "技术", CommentType.EDITORIAL: "编辑"},
}
OUTCOME_WORDS: Mapping[Form, Mapping[Outcome, str]] = {
    Form.ISO: {one: one.value.capitalize() for one in Outcome},
    Form.GB: {
        Outcome.ACCEPTED: "采纳", Outcome.PARTLY: "部分采纳", Outcome.NOT_ACCEPTED: "不采纳", Outcome.NOTED: "已知悉",
    },
}  # fmt: skip
TITLES = {
    Form.ISO: N_("Comments on the comparison of {a} and {b}"),
    Form.GB: N_("Summary and handling of opinions on {a} and {b}"),
}
_LANGS = {Form.ISO: "en", Form.GB: "zh"}
_HOW = (
    N_("One row a comment; copy a row for a second comment on the same line. Rows without a comment are left out."),
    N_(
        "Type: ge (general), te (technical) or ed (editorial); a row without one is technical, on the version as a whole general."
    ),
    N_("Leave line number and clause as they are; on the version as a whole leave both empty."),
    N_("Disposition: accepted, partly accepted, not accepted or noted, with the reason; for comments that have an entry number."),
)


def template(opened: Opened, version: Version, form: Form, *, blank: bool = False) -> Paper:
    """The template of a version: a row for each comment on it with its disposition, and an empty one for each line.

    ``blank`` is for a member to fill in: without what others said.
    """
    _ = catalogue(_LANGS[form]).gettext
    content = version.content
    named = {**mark(version, _LANGS[form]), "seen": opened.course.seen}
    columns = tuple(Column(one.title, one.width) for one in FIELDS[form])
    facts = (
        (_("Version"), f"{version.number} ({_(STATES[version.state])})"),
        (_("Hash of the version"), version.hash),
        (_("Mark"), MARK + canonical(named)),
    )
    table = Table(_("Comments"), columns, tuple(_rows(opened, version, form, blank=blank)))
    return Paper(
        _(TITLES[form]).format(a=content["a_standard"], b=content["b_standard"]),
        head=(content["a_standard"], content["b_standard"]),
        facts=facts,
        sections=(Section(_("How to fill it in"), tuple(_(line) for line in _HOW)), Section(_("Comments"), tables=(table,))),
        langs=(_LANGS[form],),
        foot=_("End of the log: entry {number}").format(number=opened.course.seen),
    )


def _rows(opened: Opened, version: Version, form: Form, *, blank: bool) -> list[tuple[str | int, ...]]:
    said: dict[str, list[Comment]] = {}
    for one in () if blank else opened.of(version):
        said.setdefault(one.line, []).append(one)
    cells = [_cells(one, None, form) for one in said.get("", [])]
    for row in version.rows:
        cells += [_cells(one, row, form) for one in said.get(row["key"], [])] or [_empty(row)]
    return [_row({**one, "number": number}, FIELDS[form]) for number, one in enumerate(cells, 1)]


def _row(cells: Mapping[str, str | int], columns: Sequence[Field]) -> tuple[str | int, ...]:
    return tuple(cells.get(one.name, "") for one in columns)


def _empty(row: Row) -> dict[str, str | int]:
    titles = f"{row['a_title'] or '–'} ↔ {row['b_title'] or '–'}"
    return {"line": row["line"], "clause": f"{clauses_of(row)}\n{titles}"}


def _cells(one: Comment, row: Row | None, form: Form) -> dict[str, str | int]:
    found: dict[str, str | int] = {} if row is None else _empty(row)
    found |= {"body": one.body or one.author, "type": CODES[form][one.type], "text": one.text, "proposed": one.proposed}
    if one.disposition:
        found |= {"outcome": OUTCOME_WORDS[form][one.disposition.outcome], "reason": one.disposition.reason}
    return found | {"entry": one.entry}

"""The tables of a record: the lines of a version, the comments on it, and what differs between two versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.edition_wording import carried_words
from app.record_wording import (
    COLUMNS,
    KINDS,
    OUTCOMES,
    TYPES,
    change_words,
    decision_word,
    deviation_words,
    relation_word,
    value_words,
)
from app.recording import Opened, Said
from app.tables import Row
from app.visible import visible
from app.wording import Translate
from matcher.comments import Comment, CommentType
from matcher.frozen import Difference, differences
from matcher.record import Version
from matcher.told import row_to_carried

TYPE_CODES = {CommentType.GENERAL: "ge", CommentType.TECHNICAL: "te", CommentType.EDITORIAL: "ed"}
COMMENT_COLUMNS = (
    "MB/NC", "Line number", "Clause/Subclause", "Paragraph/Figure/Table", "Type of comment", "Comments", "Proposed change",
    "Disposition", "Observations of the secretariat", "Date", "Entry",
)  # fmt: skip
"""The columns of the ISO commenting template, with the disposition in one of its own, and what finds the comment in the log."""
DIFFERENCE_COLUMNS = (
    "what", "change", "line", "a_standard", "a_label", "a_title", "b_standard", "b_label", "b_title", "field", "before", "after",
)  # fmt: skip
"""The columns of a table of differences: one row for each field that differs."""


def version_table(rows: Iterable[Mapping[str, Any]], _: Translate) -> list[dict[str, Any]]:
    """Lines of a version for a page, columns and values in the language of ``_``."""
    return [
        {
            _("Line"): row["line"],
            "A": visible(row["a_label"]) or "–",
            _("Title A"): visible(row["a_title"]),
            "B": visible(row["b_label"]) or "–",
            _("Title B"): visible(row["b_title"]),
            _("Decision"): decision_word(row, _),
            _("Relation"): relation_word(row, _),
            _("Stricter"): value_words("stricter", row["stricter"], _) if row["stricter"] else "",
            _("Deviations"): visible(value_words("deviations", row["deviations"], _)) if row["deviations"] else "",
            _("Reviewer"): visible(reviewer_words(row, _)),
            _("Reason"): value_words("reason", row["reason"], _) if row["reason"] else "",
            _("Note"): visible(row["note"]),
        }
        for row in rows
    ]


def reviewer_words(row: Mapping[str, Any], _: Translate) -> str:
    """Who decided a line; of one that was carried from an earlier edition both who decided and who carried."""
    carried = row_to_carried(row.get("carried"))
    return carried_words(carried, row["author"], _) if carried else str(row["author"])


def line_words(row: Mapping[str, Any], _: Translate) -> list[str]:
    """A whole line of a version for a reader: what was decided of which clauses, by whom and when, each difference, and why."""
    sides = [
        " ".join(part for part in (row[f"{side}_standard"], row[f"{side}_label"] or "–", row[f"{side}_title"]) if part)
        for side in "ab"
    ]
    told = [word for word in (decision_word(row, _), relation_word(row, _)) if word]
    told += [value_words(name, row[name], _) for name in ("stricter", "rationale") if row[name]]
    who = [f"{row['author']}, {row['at'][:10]}"] if row["author"] else []
    lines = [f"{row['line']}. {sides[0]} ↔ {sides[1]}", " · ".join([*told, *who])]
    if carried := row_to_carried(row.get("carried")):
        lines.append(carried_words(carried, row["author"], _))
    lines += [deviation_words(one, _) for one in row["deviations"]]
    return lines + [f"{_(COLUMNS[name])}: {value_words(name, row[name], _)}" for name in ("reason", "note") if row[name]]


def clauses_of(row: Mapping[str, Any]) -> str:
    """The labels of a line."""
    return f"{row['a_label'] or '–'} ↔ {row['b_label'] or '–'}"


# ---- comments


def comment_rows(opened: Opened, version: Version) -> list[Row]:
    """The comments on a version in the columns of the ISO template, in English whatever the language of the interface."""
    lines = {row["key"]: row for row in version.rows}
    return [dict(zip(COMMENT_COLUMNS, _comment_cells(one, lines.get(one.line)), strict=True)) for one in opened.of(version)]


def _comment_cells(one: Comment, line: Mapping[str, Any] | None) -> tuple[Any, ...]:
    place = (line["line"], clauses_of(line)) if line else ("", "")
    said = one.disposition
    outcome = (said.outcome.value, f"{said.reason} ({said.author})") if said else ("", "")
    return one.body or one.author, *place, "", TYPE_CODES[one.type], one.text, one.proposed, *outcome, one.at[:10], one.entry


def comment_lines(one: Comment, version: Version, _: Translate) -> tuple[str, ...]:
    """A comment and what became of it, as lines for a reader."""
    row = next((row for row in version.rows if row["key"] == one.line), None)
    where = f"{row['line']}. {clauses_of(row)}" if row else _("The version as a whole")
    lines = [f"{where} · {_(TYPES[one.type])} · {one.author}, {one.at[:10]}", one.text]
    if one.proposed:
        lines.append(_("Proposed change: {text}").format(text=one.proposed))
    if told := one.disposition:
        lines.append(f"{_(OUTCOMES[told.outcome])}: {told.reason} ({told.author}, {told.at[:10]})")
    return tuple(lines)


# ---- differences


def compared(before: Said, after: Said) -> tuple[Difference, ...]:
    """What the second says otherwise: of the record (kind "record"), of the documents ("document"), then line by line."""
    old = {one["designation"]: one for one in before.documents}
    named = [(one["designation"], one) for one in after.documents]
    documents = [_stated("document", {"a_standard": name}, old.get(name, {}), one) for name, one in named]
    stated = [_stated("record", {}, before.record, after.record), *documents]
    return (*(one for one in stated if one.changes), *differences(before.rows, after.rows))


def _stated(kind: str, row: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    known = [name for name in after if name in COLUMNS]
    return Difference(kind, row, {name: (before.get(name), after[name]) for name in known if before.get(name) != after[name]})


def difference_rows(before: Said, after: Said, _: Translate) -> list[Row]:
    """What the second says otherwise, one row for each field that differs, its values in words of ``_``."""
    return [
        {"what": what, "change": change, **place, "field": name, "before": _value(name, was, _), "after": _value(name, now, _)}
        for one in compared(before, after)
        for what, change in [("line", one.kind) if one.kind in KINDS else (one.kind, "changed")]
        for place in [{name: one.row.get(name, "") for name in DIFFERENCE_COLUMNS[2:9]}]
        for name, was, now in _fields(one)
    ]


def _fields(one: Difference) -> list[tuple[str, object, object]]:
    """What differs, field by field; of a line that is new, or gone, what was decided."""
    if one.kind in ("added", "removed"):
        said, new = one.row["decision"], one.kind == "added"
        return [("decision", "" if new else said, said if new else "")]
    return [(name, *pair) for name, pair in one.changes.items()]


def _value(name: str, value: object, _: Translate) -> str:
    return value_words(name, value, _) if value or isinstance(value, bool) else ""


def difference_table(before: Said, after: Said, _: Translate) -> list[dict[str, Any]]:
    """Differences for a page: one row for each line, and for the record and each document, with what changed of it."""
    return [
        {
            _("Change"): _(KINDS.get(one.kind, KINDS["changed"])),
            _("Line"): str(one.row.get("line", "")),
            "A": visible(str(one.row.get("a_label", one.row.get("a_standard", _("Record"))))) or "–",
            _("Title A"): visible(str(one.row.get("a_title", ""))),
            "B": visible(str(one.row.get("b_label", ""))) or "–",
            _("Title B"): visible(str(one.row.get("b_title", ""))),
            _("What changed"): visible(_told(one, _)),
        }
        for one in compared(before, after)
    ]


def _told(one: Difference, _: Translate) -> str:
    if one.kind in ("added", "removed"):
        return " · ".join(word for word in (decision_word(one.row, _), relation_word(one.row, _)) if word)
    return "; ".join(change_words(one, _))

"""A frozen version as a file that is filed: its lines, and above them what the record states, who decided, and how to check it.

The file is made from the entries of the log alone, so it can be made again, byte for byte, whatever became of proposals and
standards since; ``app.verifying`` compares a file with that. No text of a standard is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from app.record_wording import FIELDS, STATES, value_words
from app.report import deviation_line
from app.tables import Row, csv_bytes, html_bytes, jsonl_bytes, xlsx_bytes
from app.wording import Translate, catalogue
from index.log import canonical
from matcher.match_rows import row_to_deviation
from matcher.record import Act, Version
from matcher.told import carried_from, row_to_carried

COLUMNS = (
    "line", "a_standard", "a_edition", "a_label", "a_title", "a_page", "decision", "relation", "stricter", "rationale",
    "deviations", "b_standard", "b_edition", "b_label", "b_title", "b_page", "reason", "note", "author", "at", "entry",
    "proposed_relation", "looked", "model", "a_clause", "b_clause", "a_hash", "b_hash", "a_standing", "b_standing", "key",
)  # fmt: skip
"""The columns of a filed version, in their order."""
MARK = "clausebridge record "
"""How the line of a head begins by which a program finds the version in the log."""
FORMS = ("xlsx", "csv", "jsonl", "html")


def filed_bytes(version: Version, form: str, lang: str = "en") -> tuple[bytes, tuple[str, ...]]:
    """A version as ``form`` (xlsx, csv, jsonl, html), its head in ``lang``; and what a sheet had to cut."""
    rows, head = filed_rows(version), filed_head(version, lang)
    if form == "jsonl":
        return jsonl_bytes([{"record": mark(version, lang) | {"content": _without_rows(version)}}, *version.rows]), ()
    if form == "csv":
        return csv_bytes(rows, columns=columns_of(version), head=head), ()
    if form == "html":
        return html_bytes(
            rows, title=_title(version, catalogue(lang).gettext), lang=lang, columns=columns_of(version), head=head
        ), ()
    return xlsx_bytes(rows, columns=columns_of(version), notes=head)


def columns_of(version: Version) -> tuple[str, ...]:
    """The columns of a version: one that holds nothing that was carried from an earlier edition is filed as it always was."""
    return (*COLUMNS, "carried_from") if any(row.get("carried") for row in version.rows) else COLUMNS


def filed_rows(version: Version) -> list[Row]:
    """The lines of a version, each a dict of plain values."""
    return [_plain(row) for row in version.rows]


def filed_head(version: Version, lang: str) -> list[str]:
    """What stands above the lines."""
    _ = catalogue(lang).gettext
    content = version.content
    stated = [
        _("{name}: {value}").format(name=_(FIELDS[name]), value=value_words(name, value, _))
        for name, value in asdict(version.record).items()
    ]
    review = _("Reviewed by {who}; cards left undecided: {count}").format(who=content["reviewer"], count=content["open"])
    note = [_("Note of the review: {note}").format(note=content["note"])] if content["note"] else []
    return [
        _title(version, _),
        *(act_words(act, _) for act in version.acts),
        *stated,
        *(document_words(one, _) for one in content["documents"]),
        *(_proposals(one, _) for one in content["proposals"]),
        review,
        *note,
        _("Decided by: {who}").format(who=", ".join(version.deciders)),
        _("Hash of the version (sha256): {hash}").format(hash=version.hash),
        _("End of the log before it: entry {number}, {hash}").format(number=version.before.number, hash=version.before.hash),
        _("End of the log at its last step: entry {number}, {hash}").format(
            number=version.acts[-1].entry, hash=version.acts[-1].hash
        ),
        MARK + canonical(mark(version, lang)),
    ]


def act_words(act: Act, _: Translate) -> str:
    """A step that a version has taken: what it became, by whom and when."""
    note = f" ({act.note})" if act.note and act.state.value != "frozen" else ""
    said = f"{act.author}, {act.at[:16].replace('T', ' ')} UTC{note}"
    return _("{name}: {value}").format(name=_(STATES[act.state]), value=said)


def document_words(one: Mapping[str, Any], _: Translate) -> str:
    """A standard as it was: designation, title, edition, and the hashes of its file and its content."""
    said = [str(one[name]) for name in ("designation", "title", "edition", "lang") if one[name]]
    hashes = _("file {source}, content {content}").format(source=one["source"] or "–", content=one["content"])
    return "; ".join([*said, hashes])


def mark(version: Version, lang: str) -> dict[str, Any]:
    """What names a version and the state in which it was filed: the number and hash of its last step are a head of the log."""
    content, last = version.content, version.acts[-1]
    named = {"a": content["a_standard"], "b": content["b_standard"], "version": version.number, "hash": version.hash}
    return named | {"state": last.state.value, "log_entry": last.entry, "log_head": last.hash, "lang": lang}


def as_filed(version: Version, entry: int) -> Version:
    """The version as it was when the entry ``entry`` was its last step."""
    acts = tuple(act for act in version.acts if act.entry <= entry)
    return replace(version, acts=acts or version.acts[:1])


def _title(version: Version, _: Translate) -> str:
    a, b = version.content["a_standard"], version.content["b_standard"]
    return _("Comparison of {a} and {b}, version {number}").format(a=a, b=b, number=version.number)


def _proposals(one: Mapping[str, Any], _: Translate) -> str:
    settings = json.dumps(one["settings"], ensure_ascii=False, sort_keys=True)
    return _("Proposed by {model} on {day} (entry {entry}): {settings}").format(
        model=one["model"], day=one["at"][:10], entry=one["entry"], settings=settings
    )


def _without_rows(version: Version) -> dict[str, Any]:
    return {name: value for name, value in version.content.items() if name != "rows"}


def _plain(row: Mapping[str, Any]) -> Row:
    deviations: Iterable[Mapping[str, Any]] = row["deviations"]
    told = {
        "deviations": "\n".join(deviation_line(row_to_deviation(one)) for one in deviations),
        "looked": ", ".join(row["looked"]),
        "a_page": row["a_page"] or "",
        "b_page": row["b_page"] or "",
        "entry": row["entry"] or "",
        "carried_from": carried_from(row_to_carried(row.get("carried"))),
    }
    return {name: told.get(name, row.get(name, "")) for name in (*COLUMNS, "carried_from")}

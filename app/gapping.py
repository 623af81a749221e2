"""Gap lists for pages, commands and files: opened from a library, told as far as licences let them, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.gap_wording import CLASSES, ORIGINS, VERDICTS, arithmetic_sentence, ground_sentences
from app.licensed import licences_of, told_deviation
from app.wording import RELATIONS, Translate
from index.shelf import Licence
from ingest.errors import UsageError
from ingest.labreport import read_report
from ingest.testreport import LabReport
from matcher.gap import Because, GapClass, GapLine
from matcher.gap_log import report_key, reports, signatures
from matcher.gap_plan import plan
from matcher.gap_read import Opened
from matcher.match import Deviation, DeviationKind

if TYPE_CHECKING:
    from index.library import Library
    from matcher.gap_log import Filed, Signed

Row = dict[str, Any]
HEAD = (
    "number", "standard", "edition", "product", "model", "applicant", "manufacturer", "laboratory", "accreditation", "scope",
    "tested_from", "tested_to", "issued",
)  # fmt: skip
"""The fields of the head of a report, in their order."""


@dataclass(frozen=True, slots=True)
class GapView:
    """A gap list as a reader may see it, with the last signature of it and the end of the log."""

    opened: Opened
    licences: Mapping[str, Licence]
    signed: Signed | None
    log_entry: int
    log_head: str


def view(library: Library, opened: Opened) -> GapView:
    """A list as its licences let it be told."""
    found = opened.found
    licences = licences_of(library, (found.tested, found.target))
    lines = tuple(_told(line, licences[found.tested], licences[found.target]) for line in found.lines)
    head = library.log.head()
    signed = signatures(library, report_key(found.report), found.target)
    told_list = replace(found, lines=lines)
    told = replace(opened, found=told_list, plan=plan(told_list, opened.target))
    return GapView(told, licences, signed[-1] if signed else None, head.number, head.hash)


def report_of(library: Library, name: str) -> Filed:
    """A report on file by its number, the name of its file, or the beginning of its sha256.

    Raises:
        UsageError: none is on file under that name, or several are.
    """
    known = reports(library)
    found = [one for one in known if name in (one.report.number, one.report.file_name)]
    found = found or [one for one in known if len(name) >= 8 and report_key(one.report).startswith(name.lower())]
    if len(found) != 1:
        said = ", ".join(one.report.number or one.report.file_name for one in known)
        raise UsageError(f"{name}: {len(found) or 'no'} report on file of that name; on file: {said or 'none'}")
    return found[0]


def read_file(path: Path) -> LabReport:
    """Read a test report.

    Raises:
        DocumentError: the file cannot be read.
    """
    return read_report(path)


def _told(line: GapLine, a: Licence, b: Licence) -> GapLine:
    if {a, b} == {Licence.FULL}:
        return line
    grounds = tuple(_told_ground(one, a, b) for one in line.grounds)
    items = []
    for one in line.items:
        if one.kind in set(DeviationKind):
            said = told_deviation(Deviation(DeviationKind(one.kind), one.a_text, one.b_text), a, b)
            items.append(replace(one, a_text=said.a_text, b_text=said.b_text))
        else:
            items.append(one)
    bases = tuple(replace(one, deviations=tuple(told_deviation(d, a, b) for d in one.deviations)) for one in line.bases)
    return replace(line, grounds=grounds, items=tuple(items), bases=bases)


def _told_ground(why: Because, a: Licence, b: Licence) -> Because:
    said = why.told
    if said.get("kind") not in set(DeviationKind):
        return why
    told = told_deviation(Deviation(DeviationKind(said["kind"]), said.get("a", ""), said.get("b", "")), a, b)
    return replace(why, words=tuple((said | {"a": told.a_text, "b": told.b_text}).items()))


# ---- rows


def rows(shown: GapView, _: Translate) -> list[Row]:
    """One row for each line, for tables and machines; lists are lists."""
    return [row(shown, line, _) for line in shown.opened.found.lines]


def row(shown: GapView, line: GapLine, _: Translate) -> Row:
    """A line as a row: what is asked, its class, why, and the evidence with its pages."""
    found = shown.opened.found
    ours = {clause.id: clause for clause in shown.opened.tested.clauses}
    theirs = {clause.id: clause for clause in shown.opened.target.clauses}
    said = {one.number: one for one in found.report.lines}
    lines = [said[number] for number in line.lines if number in said]
    return {
        "line": line.number,
        "standard": found.target,
        "clause": line.label,
        "title": line.title,
        "page": line.page,
        "class": line.gap.value,
        "class_name": _(CLASSES[line.gap]),
        "proposed_class": line.proposed.value,
        "reasons": list(ground_sentences(line.grounds, _)),
        "origin": _(ORIGINS[line.origin]),
        "evidence": [
            {"line": one.number, "clause": one.clause, "result": one.result, "verdict": _(VERDICTS[one.verdict])}
            | {"page": one.page, "place": one.place}
            for one in lines
        ],
        "arithmetic": [arithmetic_sentence(one, _) for one in line.arithmetic],
        "answered_by": [
            {
                "standard": found.tested,
                "clauses": [ours[one].cited if one in ours else one for one in basis.a_clauses],
                "pages": [ours[one].page if one in ours else 0 for one in basis.a_clauses],
                "relation": _(RELATIONS[basis.relation]),
                "by": basis.by,
                "at": basis.at[:10],
                "entry": basis.entry,
            }
            for basis in line.bases
        ],
        "to_show": [asdict(one) for one in line.items],
        "methods": [theirs[one].cited if one in theirs else one for one in line.methods],
        "changed_by": line.changed.author if line.changed else "",
        "changed_for": line.changed.reason if line.changed else "",
        "text_hash": line.text_hash,
    }


def document(shown: GapView, _: Translate) -> Row:
    """The whole list with its head, as one JSON object."""
    found = shown.opened.found
    return {
        "report": head_of(found.report) | {"sha256": report_key(found.report), "marks": list(found.report.marks)},
        "tested": found.tested,
        "target": found.target,
        "edition": found.edition,
        "as_of": found.as_of,
        "clauses": list(found.clauses),
        "counts": {one.value: number for one, number in found.counts().items()},
        "warnings": list(ground_sentences(found.warnings, _)),
        "left_out": {one.why: list(one.labels) for one in found.left},
        "lines": rows(shown, _),
        "plan": [
            {
                "method": group.method.cited if group.method else "",
                "title": group.method.title if group.method else "",
                "page": group.method.page if group.method else 0,
                "tests": [test.line.label for test in group.tests],
            }
            for group in shown.opened.plan.groups
        ],
        "samples": [clause.cited for clause in shown.opened.plan.samples],
        "signed_by": shown.signed.author if shown.signed else "",
        "log_entry": shown.log_entry,
        "log_head": shown.log_head,
        "concludes": "nothing: evidence for a person to sign; recognition is not concluded here",
    }


def head_of(report: LabReport) -> dict[str, str]:
    """The fields of the head of a report, in their order."""
    return {name: str(getattr(report, name)) for name in HEAD}


def counted(found: Mapping[GapClass, int], _: Translate) -> str:
    """How many lines each class has, in a line."""
    return " · ".join(f"{_(CLASSES[one])} {number}" for one, number in found.items() if number)

"""The gap list and the delta-test plan as a report to be filed, with the evidence and its pages, for a person to sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.gap_wording import CLASSES, DIFFERENCES, EDITIONS, KINDS, LEFT, arithmetic_sentence, ground_sentence
from app.gapping import GapView, head_of, rows
from app.paper import Column, Paper, Section, Table
from app.wording import N_, Translate
from ingest.testreport import LabLine
from matcher.gap import TestItem
from matcher.gap_log import Difference, report_key
from matcher.gap_plan import Group, Test

FIELDS = {
    "number": N_("Report"),
    "standard": N_("Tested against"),
    "edition": N_("Edition stated"),
    "product": N_("Product"),
    "model": N_("Model"),
    "applicant": N_("Applicant"),
    "manufacturer": N_("Manufacturer"),
    "laboratory": N_("Laboratory"),
    "accreditation": N_("Accreditation"),
    "scope": N_("Scope of the accreditation"),
    "tested_from": N_("Tested from"),
    "tested_to": N_("Tested to"),
    "issued": N_("Issued"),
}
"""The names of the fields of a report's head."""
NO_RECOGNITION = N_("This list records evidence for a person to sign. It does not say that anything is recognised.")


def gap_paper(shown: GapView, _: Translate) -> Paper:
    """The report in the language of ``_``."""
    found = shown.opened.found
    return Paper(
        _("Gap list and delta-test plan"),
        (found.report.number or found.report.file_name, found.tested, f"→ {found.target}"),
        tuple(_facts(shown, _)),
        (_summary(shown, _), _lines(shown, _), _plan(shown, _), _left(shown, _), _signing(shown, _)),
        foot=_("End of the log: {entry} {hash}").format(entry=shown.log_entry, hash=shown.log_head[:16]),
    )


_CELL = re.compile(r"table (\d+), row (\d+)")
"""Where a line of a DOCX stands: there are no pages."""


def page_words(page: int, _: Translate, place: str = "") -> str:
    """Where something stands."""
    if page:
        return _("p. {page}").format(page=page)
    cell = _CELL.fullmatch(place)
    return _("table {table}, row {row}").format(table=cell[1], row=cell[2]) if cell else place


def _facts(shown: GapView, _: Translate) -> Iterator[tuple[str, str]]:
    found = shown.opened.found
    for name, value in head_of(found.report).items():
        yield _(FIELDS[name]), value or "–"
    yield _("File"), f"{found.report.file_name} (sha256 {report_key(found.report)[:16]}…)"
    yield _("Edition against which it is read"), f"{found.tested}: {_(EDITIONS[found.edition])}"
    own = shown.opened.target.standard
    yield _("Target"), f"{found.target} {own.title}".strip()
    if found.clauses:
        yield _("Clauses asked for"), ", ".join(found.clauses)
    yield _("As of"), found.as_of
    signed = shown.signed
    told = _("{who}, {when}, entry {entry}").format(who=signed.author, when=signed.at[:10], entry=signed.entry) if signed else ""
    yield _("Signed"), told or _("not signed")


def _summary(shown: GapView, _: Translate) -> Section:
    found = shown.opened.found
    warnings = tuple(ground_sentence(one, _, whole=True) for one in found.warnings)
    table = Table(
        _("Requirements by class"),
        (Column(_("Class"), 3), Column(_("Requirements"))),
        (
            *((_(CLASSES[one]), number) for one, number in found.counts().items()),
            (_("all requirements"), len(found.lines)),
        ),
    )
    return Section(_("Summary"), (_(NO_RECOGNITION), *warnings, *found.report.marks), (table,))


def _lines(shown: GapView, _: Translate) -> Section:
    columns = (
        Column(_("No."), 0.5), Column(_("Clause"), 0.8), Column(_("Title"), 1.6), Column(_("Page"), 0.7), Column(_("Class"), 1.2),
        Column(_("Why"), 4), Column(_("Report"), 3), Column(_("Answered by"), 2),
    )  # fmt: skip
    cells = tuple(_cells(one, _) for one in rows(shown, _))
    return Section(_("Gap list"), tables=(Table(_("Gap list"), columns, cells),))


def _cells(row: dict[str, Any], _: Translate) -> tuple[str | int, ...]:
    why = [*row["reasons"], *row["arithmetic"]]
    if row["changed_by"]:
        why.insert(0, _("Class given by {who}: {reason}").format(who=row["changed_by"], reason=row["changed_for"]))
    evidence = (evidence_line(one, _) for one in row["evidence"])
    title, answered = row["title"], (answer_line(one, row["origin"], _) for one in row["answered_by"])
    return (
        row["line"], row["clause"], title, page_words(row["page"], _), row["class_name"], "\n".join(why), "\n".join(evidence),
        "\n".join(answered),
    )  # fmt: skip


def evidence_line(one: dict[str, Any], _: Translate) -> str:
    """A line of the report: number, clause, result, verdict, page."""
    said = [f"{one['clause']}: {one['result']}".rstrip(" :"), one["verdict"], page_words(one["page"], _, one["place"])]
    return _("line {line}").format(line=one["line"]) + " · " + " · ".join(part for part in said if part)


def answer_line(one: dict[str, Any], origin: str, _: Translate) -> str:
    """A correspondence: clauses of A with their pages, the relation, who decided it."""
    clauses = ", ".join(
        f"{label} ({page_words(page, _)})" if page else label for label, page in zip(one["clauses"], one["pages"], strict=True)
    )
    who = _("{who}, {when}, entry {entry}").format(who=one["by"], when=one["at"], entry=one["entry"]) if one["by"] else origin
    return f"{clauses} · {one['relation']} · {who}"


def _plan(shown: GapView, _: Translate) -> Section:
    plan = shown.opened.plan
    samples = ", ".join(f"{clause.cited} ({page_words(clause.page, _)})".replace(" ()", "") for clause in plan.samples)
    lines = [_("No delta test is needed.")] if not plan.groups else []
    if samples:
        lines.append(_("On the number of samples: {clauses}").format(clauses=samples))
    return Section(_("Delta-test plan"), tuple(lines), tuple(_group(group, shown, _) for group in plan.groups))


def _group(group: Group, shown: GapView, _: Translate) -> Table:
    method = group.method
    if method is None:
        title = _("No clause is known to say how it is tested")
    else:
        named = f"{method.cited} {method.title}".strip()
        title = _("Test by {clause}").format(clause=named) + (f" ({page_words(method.page, _)})" if method.page else "")
    columns = (
        Column(_("Clause"), 0.8), Column(_("Page"), 0.7), Column(_("Parameter"), 1.6), Column(_("What is to be shown"), 2.6),
        Column(_("What was tested"), 2), Column(_("Existing evidence"), 3),
    )  # fmt: skip
    cells = tuple(row for test in group.tests for row in _test(test, shown, _))
    return Table(title, columns, cells)


def _test(test: Test, shown: GapView, _: Translate) -> Iterator[tuple[str | int, ...]]:
    line, said = test.line, {one.number: one for one in shown.opened.found.report.lines}
    lines = [said[number] for number in line.lines if number in said]
    have = [_evidence(one, _) for one in lines]
    have += [arithmetic_sentence(one, _) for one in test.arithmetic]
    for item in test.items:
        kind = _(KINDS.get(item.kind, item.kind))
        parameter = f"{line.title} ({kind})" if line.title else kind
        yield line.label, page_words(line.page, _), parameter, _shown(item, _), item.a_text or "–", "\n".join(have) or "–"


def _evidence(one: LabLine, _: Translate) -> str:
    line = _("line {line}").format(line=one.number)
    return f"{line}: {one.result or '–'} {page_words(one.page, _, one.place)}".strip()


def _shown(item: TestItem, _: Translate) -> str:
    return item.b_text or _("what the clause asks for as a whole")


def _left(shown: GapView, _: Translate) -> Section:
    columns = (Column(_("Why")), Column(_("Clauses"), 5), Column(_("Number"), 0.6))
    cells = tuple((_(LEFT[one.why]), ", ".join(one.labels), len(one.labels)) for one in shown.opened.found.left)
    return Section(_("No requirements, left out"), tables=(Table(_("Left out"), columns, cells),))


def _signing(shown: GapView, _: Translate) -> Section:
    signed = shown.signed
    own = (signed.author, signed.at[:10], str(signed.entry)) if signed else ("", "", "")
    columns = (Column(_("Name"), 2), Column(_("Date")), Column(_("Entry of the log")), Column(_("Signature"), 2))
    return Section(_("Sign-off"), (_(NO_RECOGNITION),), (Table(_("Sign-off"), columns, ((*own, ""),)),))


def difference_line(one: Difference, _: Translate) -> str:
    """What is another than it was when the list was signed."""
    what = f"{one.label}: {_(DIFFERENCES[one.what])}" if one.label else _(DIFFERENCES[one.what])
    return _("{what}: {before} → {after}").format(what=what, before=one.before or "–", after=one.after or "–")


def differences_lines(found: Sequence[Difference], _: Translate) -> tuple[str, ...]:
    """What is another, line by line; that nothing is, where nothing is."""
    return tuple(difference_line(one, _) for one in found) or (_("Nothing is another than when the list was signed."),)

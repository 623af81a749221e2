"""What a file prints ─▶ a test report: its head, its lines, and what a reader must know of either. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ingest.identity import name_before
from ingest.labfields import Head, accreditation_of, dates_in, read_fields, standards_in, texts_of, undated
from ingest.labprint import Pages
from ingest.labrows import Entry, Found, find_entries, headings
from ingest.labverdict import Reading, read_legend, read_verdict
from ingest.labwords import outside_signs, verdict_key
from ingest.testreport import LabLine, LabReport, Verdict

_PLAIN = ("number", "product", "model", "applicant", "manufacturer", "laboratory", "scope")
_WANTED = {
    "number": "its number", "standard": "the standard", "product": "the product", "laboratory": "the laboratory",
    "accreditation": "an accreditation of the laboratory", "tested_from": "the dates of the tests", "issued": "the date of issue",
}  # fmt: skip
_YES = frozenset({"y", "yes", "no"})
_LISTED = 12
_SHOWN = 120


def make_report(pages: Pages) -> LabReport:
    """The report that a file prints, without its source and its name."""
    found = find_entries(pages.printed)
    head = read_fields(found.others, (*found.titles, *pages.heads))
    texts = [*texts_of(found.others), *(text for text, _, _ in found.asides), *found.titles, *pages.heads]
    signs = read_legend(texts)
    entries = headings(found.entries)
    if any(verdict_key(entry.printed) in _YES for entry in entries):
        signs.setdefault("n", Verdict.UNSAID)  # beside "yes" it is "no" and not "not applicable"
    outside = {
        next(sign for sign in match.groupdict().values() if sign) for text in texts for match in outside_signs().finditer(text)
    }
    readings = [read_verdict(entry.printed, signs) for entry in entries]
    lines = tuple(
        _line(number, entry, reading, outside) for number, (entry, reading) in enumerate(zip(entries, readings, strict=True), 1)
    )
    report = replace(_headed(head, texts), lines=lines)
    marks = [
        *pages.marks,
        *head.marks,
        *_of_head(report),
        *_of_lines(lines, readings),
        *_of_numbers(entries, lines),
        *_of_tables(found, lines),
    ]
    return replace(report, marks=tuple(dict.fromkeys(marks)))


def _headed(head: Head, texts: Sequence[str]) -> LabReport:
    plain: dict[str, Any] = {name: " ".join(head.values.get(name, "").split()) for name in _PLAIN}
    standard, edition = _standard(head, texts)
    tested = dates_in(head.values.get("tested", ""))
    begun = dates_in(head.values.get("tested_from", "")) or tested[:1]
    ended = dates_in(head.values.get("tested_to", "")) or tested[-1:]
    issued = dates_in(head.values.get("issued", ""))
    return LabReport(
        **plain,
        standard=standard,
        edition=edition,
        accreditation=" ".join(accreditation_of(head, texts).split()),
        tested_from=begun[0] if begun else "",
        tested_to=ended[-1] if ended else "",
        issued=issued[0] if issued else "",
    )


def _standard(head: Head, texts: Sequence[str]) -> tuple[str, str]:
    """The standard with its year, and what is said of its edition and amendments."""
    said = head.values.get("standard", "")
    named = standards_in(said)
    if not named and not said:
        named = [found for found in standards_in("\n".join(texts)) if found.year][:1]
        if named:
            head.marks.append(f"no field names the standard: {undated(named[0])} is the first that it names at all")
    edition = " ".join(head.values.get("edition", "").split())
    if not named and (own := name_before(" ".join(said.split()))[0].strip(" ,;")):
        return own, edition
    if not named:
        if said:
            head.marks.append(f"what it names as the standard is no designation that is known: “{said[:_SHOWN]}”")
        return " ".join(said.split()), edition
    first, *others = named
    if others:
        head.marks.append(f"it names further standards: {', '.join(map(str, others))}")
    amendments = "".join(first.amendments).strip(" /")
    return undated(first), "; ".join(dict.fromkeys(part for part in (amendments, edition) if part))


def _line(number: int, entry: Entry, reading: Reading, outside: set[str]) -> LabLine:
    signs = "".join(outside)
    return LabLine(
        number,
        entry.cited.strip(signs),
        entry.requirement.strip(signs),
        entry.result,
        reading.verdict,
        entry.printed,
        entry.page,
        entry.place,
        entry.labels,
        entry.title.strip(signs),
        entry.method,
        entry.standard,
        bool(outside & entry.signs),
    )


def _of_head(report: LabReport) -> Iterable[str]:
    missing = [words for name, words in _WANTED.items() if not getattr(report, name)]
    if missing:
        yield f"it does not say, or not in words that are known: {', '.join(missing)}"


def _of_lines(lines: Sequence[LabLine], readings: Sequence[Reading]) -> Iterable[str]:
    for line, reading in zip(lines, readings, strict=True):
        if not reading.understood:
            yield f"{where(line)}: the verdict “{line.printed[:_SHOWN]}” is not understood; read it in the report"
    silent = [line for line, reading in zip(lines, readings, strict=True) if reading == Reading(Verdict.UNSAID)]
    if silent:
        yield f"no verdict is printed on {_numbers(silent)}"
    loose = [line for line in lines if not line.clauses]
    if loose:
        yield f"no clause is read on {_numbers(loose)}"


def _of_numbers(entries: Sequence[Entry], lines: Sequence[LabLine]) -> Iterable[str]:
    loose = [line for line, entry in zip(lines, entries, strict=True) if entry.loose]
    if loose:
        lost = "which may have lost a zero (5.10 becomes 5.1); read it in the report"
        yield f"a clause is stored as a number on {_numbers(loose)}, {lost}"


def _of_tables(found: Found, lines: Sequence[LabLine]) -> Iterable[str]:
    for text, page, place in found.asides:
        yield f"{f'page {page}' if page else place}, among the results and not a line: “{' '.join(text.split())[: _SHOWN * 3]}”"
    for place in found.unjudged:
        yield f"{place}: a table of results without a column of verdicts"
    if not lines:
        yield "no table of clauses and results was found"


def where(line: LabLine) -> str:
    """A line as it is told of: its number, its clause and its page."""
    place = f"page {line.page}" if line.page else line.place
    return f"line {line.number} ({', '.join(part for part in (line.clause.replace(chr(10), ' '), place) if part)})"


def _numbers(lines: Sequence[LabLine]) -> str:
    shown = ", ".join(str(line.number) for line in lines[:_LISTED])
    return f"line{'s' if len(lines) > 1 else ''} {shown}{f' and {len(lines) - _LISTED} more' if len(lines) > _LISTED else ''}"

"""Reports, people's changes of gap lists and their signatures as entries of the log; no text of a standard is in them.

A report is filed as what was read of it: clauses, results, verdicts and pages, not the requirements that it prints. A signature
stores the whole list as it stood, with the hashes of report and texts, the editions and the end of the log before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from index.chain import Conflict, Written, read
from index.log import Draft, Entry, Planned, canonical, compare, find, pair_key, words
from index.moves import MOVING, former
from index.roles import require
from ingest.errors import UsageError
from ingest.testreport import LabLine, LabReport, Verdict
from matcher import confirming, ledger
from matcher.gap import Changed, GapClass, GapLine, GapList
from matcher.ledger import edition_of

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Transaction

FILED, LINE, SIGNED = "report-filed", "gap-line", "gap-signed"
REASON_LIMIT = 2000
_UNDER = frozenset({FILED, LINE, ledger.KIND, confirming.KIND, "proposed", *MOVING})
"""The kinds of entries after which a list may be another."""
_COMPARED = ("class", "hash", "lines", "a_clauses", "judgements", "grounds")


@dataclass(frozen=True, slots=True)
class Filed:
    """A report on file: what was read, by whom it was filed, when, in which entry."""

    report: LabReport
    author: str
    at: str
    entry: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed list: who, when, in which entry, and the payload as it was stored."""

    author: str
    at: str
    entry: int
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is another than it was when the list was signed: ``what`` (a key), for a line its ``label``, and both values."""

    what: str
    before: str
    after: str
    label: str = ""


def report_key(report: LabReport) -> str:
    """What names a report: the sha256 of its file, else of what was read."""
    return report.source or hashlib.sha256(canonical(asdict(report)).encode()).hexdigest()


# ---- reports on file


def file_report(library: Library, report: LabReport, *, author: str) -> Filed:
    """File what was read of a report; the same report is filed once.

    Raises:
        NotPermitted: the author may not.
    """
    key = report_key(report)
    lines = [{**asdict(line), "requirement": ""} for line in report.lines]
    payload = {"report": key, "file_name": report.file_name, "read": {**asdict(report), "source": key, "lines": lines}}

    def drafts(transaction: Transaction) -> list[Planned]:
        told = find(transaction, kind=FILED, topic=_topic(key))
        same = bool(told) and canonical(told[-1].payload) == canonical(payload)
        return [] if same else [(Draft(author, FILED, _topic(key), payload), (), None)]

    written = library.log.append_all(drafts)
    return _filed(written[0]) if written else next(one for one in reports(library) if one.report.source == key)


def reports(library: Library) -> tuple[Filed, ...]:
    """The reports on file, each as it was filed last, oldest first."""
    found = {str(entry.payload["report"]): _filed(entry) for entry in library.log.entries(kind=FILED)}
    return tuple(sorted(found.values(), key=lambda one: one.entry))


def _filed(entry: Entry) -> Filed:
    read = dict(entry.payload["read"])
    kept = (line | {"verdict": Verdict(line["verdict"]), "clauses": tuple(line["clauses"])} for line in read.pop("lines"))
    lines = tuple(LabLine(**line) for line in kept)
    report = LabReport(**{**read, "marks": tuple(read["marks"])}, lines=lines)
    return Filed(report, entry.author, entry.at, entry.number)


# ---- what people make of a line


def change_line(
    library: Library, found: GapList, label: str, gap: GapClass, reason: str, *, author: str, seen: int | None = None
) -> Changed:
    """Give a line (by its number or the label of its clause) another class, and say why.

    Raises:
        UsageError: there is no such line, or no reason.
        Conflict: somebody wrote about the line since ``seen``.
        NotPermitted: the author may not.
    """
    line = line_of(found, label)
    if not (why := reason.strip()) or len(why) > REASON_LIMIT:
        raise UsageError(f"a class is changed for a reason of 1 to {REASON_LIMIT} characters")
    payload = _about(library, found) | {"b_clause": line.clause, "b_hash": line.text_hash, "before": line.gap.value}
    payload |= {"after": gap.value, "reason": why}
    return _changed(library.log.append_all(lambda transaction: [_planned(transaction, found, line, payload, author, seen)])[0])


def undo_line(library: Library, found: GapList, label: str, *, author: str, seen: int | None = None) -> Entry:
    """Take back what was last made of a line; what stood before it stands again.

    Raises:
        UsageError: nothing was changed on that line.
        Conflict: somebody wrote about the line since ``seen``.
        NotPermitted: the author may not.
    """
    line = line_of(found, label)

    def drafts(transaction: Transaction) -> list[Planned]:
        told = words(transaction, kind=LINE, topic=_topic(report_key(found.report)))
        last = _standing(told, found.target).get(line.clause)
        if last is None:
            raise UsageError(f"nothing was changed on the line of {line.label}")
        payload = _about(library, found) | {"b_clause": line.clause, "b_hash": line.text_hash, "undoes": last.number}
        return [_planned(transaction, found, line, payload, author, seen)]

    return library.log.append_all(drafts)[0]


def with_changes(library: Library, found: GapList) -> GapList:
    """The list with what people made of its lines, where the text of the clause is the one that they saw."""
    told = library.log.words(kind=LINE, topic=_topic(report_key(found.report)))  # a mend may have given a clause another id
    changes = _standing(told, found.target)
    lines = []
    for line in found.lines:
        entry = changes.get(line.clause)
        same = entry is not None and entry.payload["b_hash"] == line.text_hash
        lines.append(replace(line, changed=_changed(entry)) if entry is not None and same else line)
    return replace(found, lines=tuple(lines))


def line_of(found: GapList, label: str) -> GapLine:
    """The line with that label, id or number.

    Raises:
        UsageError: there is none.
    """
    for line in found.lines:
        if label in (line.label, line.clause, f"#{line.number}"):
            return line
    raise UsageError(f"the gap list has no line for {label}")


def _planned(
    transaction: Transaction, found: GapList, line: GapLine, payload: Mapping[str, Any], author: str, seen: int | None
) -> Planned:
    """An entry on a line, compared with those on its clause under every id that it has had."""
    require(transaction, LINE, author)  # first: who may not write is not told what others wrote
    compare(transaction, [_subject(found, one) for one in former(transaction, found.target, line.clause)], seen)
    return Draft(author, LINE, _topic(report_key(found.report)), payload), [_subject(found, line.clause)], seen


def _standing(told: Sequence[Entry], target: str) -> dict[str, Entry]:
    """The last change of each clause that was not taken back."""
    undone = {entry.payload["undoes"] for entry in told if entry.payload.get("undoes")}
    kept = [entry for entry in told if entry.number not in undone and not entry.payload.get("undoes")]
    return {str(entry.payload["b_clause"]): entry for entry in kept if entry.payload["b_standard"] == target}


def _changed(entry: Entry) -> Changed:
    said = entry.payload
    return Changed(GapClass(said["after"]), str(said["reason"]), entry.author, entry.at, entry.number)


# ---- signatures


def sign(library: Library, found: GapList, *, author: str, note: str = "", seen: int | None = None) -> Signed:
    """Sign a list as it stands; the whole of it is stored. ``seen`` is the end of the log at which the list was read.

    Raises:
        UsageError: the list is empty.
        Conflict: since ``seen`` somebody wrote what the list rests on: it may be another now.
        NotPermitted: the author is no adjudicator.
    """
    if not found.lines:
        raise UsageError("the gap list has no lines: there is nothing to sign")
    head = library.log.head()
    names, topic = (found.tested, found.target), _topic(report_key(found.report))
    payload = _about(library, found) | {"note": note.strip()[:REASON_LIMIT], "rows": signed_rows(found)}
    payload |= {"edition": found.edition, "clauses": list(found.clauses), "as_of": found.as_of}
    payload |= {"sha256": report_key(found.report), "content": {name: library.content(name) for name in names}}
    payload |= {"log_entry": head.number, "log_head": head.hash}

    def drafts(transaction: Transaction) -> list[Planned]:
        require(transaction, SIGNED, author)  # first: who may not write is not told what others wrote
        where = {"topic": [topic, pair_key(*names), *names]}
        newer = [] if seen is None else transaction.tuples("log", where, order="number", after=seen)
        if others := tuple(one for row in newer if (one := read(Written(*row))).kind in _UNDER):
            raise Conflict(others)
        return [(Draft(author, SIGNED, topic, payload), (), None)]

    return _signed(library.log.append_all(drafts)[0])


def signatures(library: Library, report: str, target: str) -> tuple[Signed, ...]:
    """The signed lists of a report (``report_key``) against a target, oldest first."""
    told = library.log.entries(kind=SIGNED, topic=_topic(report))
    return tuple(_signed(entry) for entry in told if entry.payload["b_standard"] == target)


def signed_rows(found: GapList) -> list[dict[str, Any]]:
    """The lines of a list as they are signed: labels, hashes, numbers, names of rules; no words of a standard."""
    return [
        {
            "line": line.number,
            "clause": line.clause,
            "label": line.label,
            "page": line.page,
            "hash": line.text_hash,
            "class": line.gap.value,
            "proposed": line.proposed.value,
            "grounds": sorted({why.ground.value for why in line.grounds}),
            "origin": line.origin.value,
            "lines": list(line.lines),
            "a_clauses": list(line.a_clauses),
            "judgements": sorted({basis.entry for basis in line.bases if basis.entry}),
            "changed": line.changed.entry if line.changed else 0,
            "arithmetic": [[one.line, one.value, one.sign, one.bound, one.unit, one.kept] for one in line.arithmetic],
        }
        for line in found.lines
    ]


def differences(library: Library, signed: Signed, now: GapList) -> tuple[Difference, ...]:
    """What is another now than when the list was signed: report, edition, texts, and lines one by one."""
    said = signed.content
    found = [Difference("report", str(said["sha256"])[:12], report_key(now.report)[:12])]
    found.append(Difference("edition", str(said["edition"]), now.edition))
    for name, content in said["content"].items():
        found.append(Difference("text", str(content)[:12], _content(library, name)[:12], name))
    before = {row["clause"]: row for row in said["rows"]}
    after = {row["clause"]: row for row in signed_rows(now)}
    for clause in dict.fromkeys((*before, *after)):
        old, new = before.get(clause), after.get(clause)
        label = str((old or new or {}).get("label", clause))
        if old is None or new is None:
            found.append(Difference("line", "" if old is None else old["class"], "" if new is None else new["class"], label))
            continue
        found += [Difference(what, _plain(old[what]), _plain(new[what]), label) for what in _COMPARED]
    return tuple(one for one in found if one.before != one.after)


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _content(library: Library, name: str) -> str:
    try:
        return library.content(name)
    except UsageError:
        return ""


def _signed(entry: Entry) -> Signed:
    return Signed(entry.author, entry.at, entry.number, entry.payload)


def _about(library: Library, found: GapList) -> dict[str, Any]:
    """What every entry on a list says: the report, both standards and their editions on file."""
    names = (found.tested, found.target)
    editions = {name: edition_of(library.standard(name)) for name in names}
    number = found.report.number or found.report.file_name
    return {"report": number, "a_standard": found.tested, "b_standard": found.target, "editions": editions}


def _topic(report: str) -> str:
    return canonical({"report": report})


def _subject(found: GapList, clause: str) -> str:
    return canonical({"gap": [report_key(found.report), found.target, clause]})

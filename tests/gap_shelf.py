"""What the tests of gap lists share: the two sample standards, judgements as a person would make them of the gold, reports."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from ingest.read import read
from ingest.testreport import LabLine, LabReport, Verdict
from matcher.gap_basis import corresponding
from matcher.gap_list import Asked, gap_list
from matcher.match import Decision, Judgement, Relation
from matcher.match_rows import row_to_deviation, row_to_match

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "corpora" / "gold" / "explosion.jsonl"
DATA = Path(__file__).parent / "data" / "gap"
A, B = "GB/T 99301—2024", "XNS 2210:2023"
DAY = date(2026, 1, 1)
VERDICTS = {"P": Verdict.PASS, "N": Verdict.NOT_APPLICABLE, "F": Verdict.FAIL, "T": Verdict.NOT_TESTED}


@cache
def documents():
    found = {one.standard.designation: one for one in read(GOLD)}
    ours = replace(found[A], standard=replace(found[A].standard, published="2024-04-25"))  # as on its cover
    return ours, found[B]


def clauses():
    return {(one.standard, one.id): one for document in documents() for one in document.clauses}


def by_label(document):
    return {one.clause: one for one in document.clauses if one.clause}


@cache
def decided():
    """The gold as judgements: every link accepted with its relation and deviations, what has no counterpart as such."""
    ours, theirs = (by_label(document) for document in documents())
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    found = []
    for number, row in enumerate((one for one in rows if one.get("gold") and not one.get("container")), 1):
        if row["a_standard"] == B:
            b = theirs[row["a_clause"]]
            found.append(Judgement(A, "", B, b.id, Decision.NO_COUNTERPART, "a person", b_hash=b.text_hash, entry=number))
        elif row["b_clause"]:
            a, b = ours[row["a_clause"]], theirs[row["b_clause"]]
            found.append(
                Judgement(
                    A, a.id, B, b.id, Decision.ACCEPT, "a person", relation=Relation(row["relation"]), a_hash=a.text_hash,
                    b_hash=b.text_hash, entry=number, deviations=tuple(map(row_to_deviation, row.get("deviations", ()))),
                )
            )  # fmt: skip
    return tuple(found)


@cache
def proposals():
    """What the bundled model proposed for the two standards (``match --format jsonl``), without its evidence."""
    lines = (DATA / "proposals.jsonl").read_text("utf-8").splitlines()
    return tuple(row_to_match(json.loads(line)) for line in lines)


@cache
def report(name):
    """A sample report from its source, without the detour over its PDF."""
    _, head, body = (ROOT / "corpora" / "reports" / f"{name}.md").read_text("utf-8").split("+++", 2)
    said, lines, last = tomllib.loads(head), [], ""
    for row in (line for line in body.splitlines() if line.startswith("|")):
        cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
        last = cells[0] or last
        told = VERDICTS[cells[8]], cells[8], 3
        lines.append(LabLine(len(lines) + 1, last, cells[3], cells[6], *told, outside=cells[1].startswith(("*", "#"))))
    names = ("number", "standard", "edition", "product", "model", "applicant", "manufacturer", "laboratory")
    names += ("accreditation", "scope", "tested_from", "tested_to", "issued")
    return LabReport(**{one: said[one] for one in names}, lang="zh", lines=tuple(lines), source="ab" * 32, file_name=name)


def known(told=None, matches=()):
    return corresponding(decided() if told is None else told, matches, clauses())


def listed(read_report, correspondence, **more):
    ours, theirs = documents()
    return gap_list(Asked(read_report, ours, theirs, correspondence, DAY, **more))


def classes(found):
    return {line.label: line.gap.value for line in found.lines}

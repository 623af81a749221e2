"""A record as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from app.filed import act_words
from app.record_tables import clauses_of, compared
from app.record_wording import (
    FIELDS,
    KINDS,
    STATES,
    STEPS,
    change_words,
    decision_word,
    missing_words,
    relation_word,
    value_words,
)
from app.recording import GONE, Opened, Said
from app.wording import ROLES, Translate


def record_lines(opened: Opened, _: Translate) -> Iterator[str]:
    """What a record states, how far it is, what the next steps lack, and its versions."""
    now = opened.course
    yield f"{now.a} ↔ {now.b}"
    yield _("State: {state}").format(state=_(STATES[now.state]))
    for name, value in asdict(now.record).items():
        yield _("{name}: {value}").format(name=_(FIELDS[name]), value=value_words(name, value, _))
    for step in opened.next:
        lacks = "; ".join(missing_words(one, _) for one in step.missing) or _("nothing is missing")
        yield f"→ {_(STEPS[step.step])} ({_(ROLES[step.role])}): {lacks}"
    if opened.work is None:
        yield _(GONE)
    for version in now.versions:
        count = len(opened.of(version))
        yield _("Version {number}: {lines} lines, {comments} comments, {hash}").format(
            number=version.number, lines=len(version.rows), comments=count, hash=version.hash
        )
        yield from (f"  {act_words(act, _)}" for act in version.acts)


def version_lines(rows: Iterable[Mapping[str, Any]], _: Translate) -> Iterator[str]:
    """The lines of a version."""
    for row in rows:
        said = [decision_word(row, _), relation_word(row, _)]
        said += [value_words(name, row[name], _) for name in ("deviations", "reason", "note", "author") if row[name]]
        yield f"{row['line']:>4}  {clauses_of(row):<28}  {'; '.join(part for part in said if part)}"


def difference_lines(before: Said, after: Said, _: Translate) -> Iterator[str]:
    """What the second says otherwise, one line for each line, for the record and for each document."""
    for one in compared(before, after):
        if one.kind in ("added", "removed"):
            yield f"{_(KINDS[one.kind])}  {clauses_of(one.row)}: {decision_word(one.row, _)} {relation_word(one.row, _)}".rstrip()
            continue
        about = clauses_of(one.row) if one.kind == "changed" else one.row.get("a_standard", _("Record"))
        yield f"{_(KINDS['changed'])}  {about}: {'; '.join(change_words(one, _))}"

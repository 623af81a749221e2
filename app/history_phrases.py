"""The phrases that an entry of the log is told with: clauses by their labels, standards, values in words.

Each takes what an entry says and gives text; an entry that says less, or more, than this version knows still gives some.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.gap_wording import CLASSES as GAP_CLASSES
from app.record_wording import FIELDS, OUTCOMES, STATES
from app.risk_wording import LIKELIHOODS, SEVERITIES
from app.wording import CLASS_VALUES, CLASSES, DECISIONS, LICENCES, N_, ROLES
from index.log import Entry

MANY = 12
"""So many clauses are named."""
MENDS = {
    "label": N_("the label of {clause} becomes “{label}”"),
    "title": N_("the title of {clause} becomes “{title}”"),
    "level": N_("{clause} stands elsewhere in the tree"),
    "kind": N_("{clause} is of another kind ({kind})"),
    "split": N_("{clause} is split, its second part is “{label}”"),
    "merge": N_("{clause} belongs to the clause before it"),
    "not-a-clause": N_("{clause} is no clause"),
}


@dataclass(frozen=True, slots=True)
class Teller:
    """How entries are told: in the language of ``words``, clauses by ``label`` (of designation and id).

    ``quoted`` gives what the licence of a standard (a designation) lets be told of words of it.
    """

    words: Callable[[str], str]
    label: Callable[[str, str], str]
    quoted: Callable[[str, str], str]

    def listed(self, parts: Iterable[str]) -> str:
        """Several things in a row."""
        return self.words(N_(", ")).join(parts)

    def both(self, parts: Iterable[str]) -> str:
        """One thing, or two joined."""
        found = [part for part in parts if part]
        return self.words(N_("{a} and {b}")).format(a=found[0], b=found[1]) if len(found) == 2 else self.listed(found)

    def clauses(self, standard: str, ids: Sequence[str]) -> str:
        """Clauses of one standard, of many the first."""
        shown = self.listed(self.label(standard, one) or one for one in ids[:MANY])
        if len(ids) > MANY:
            shown = self.words(N_("{clauses} and {count} more")).format(clauses=shown, count=len(ids) - MANY)
        return self.words(N_("{clause} of {standard}")).format(clause=shown, standard=standard)


def sides(entry: Entry) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The clauses (ids) of either standard that an entry is about, with the designation; () where it names none."""
    said = entry.payload
    found = []
    for side in "ab":
        one = said.get(f"{side}_clause")
        ids = tuple(map(str, said.get(f"{side}_clauses") or ())) or ((str(one),) if one else ())
        found.append((str(said.get(f"{side}_standard") or ""), ids))
    return tuple(found)


def names(entry: Entry) -> tuple[str, ...]:
    """The designations of the two standards that an entry is about; of the one."""
    said = entry.payload
    if said.get("a_standard") and said.get("b_standard"):
        return str(said["a_standard"]), str(said["b_standard"])
    return pair_of(entry.topic) or (entry.topic,)


def pair_of(topic: str) -> tuple[str, ...]:
    """The designations of a topic that is a comparison's; () of another."""
    try:
        found = json.loads(topic)
    except ValueError:
        return ()
    return tuple(map(str, found)) if isinstance(found, list) else ()


def _link(entry: Entry, tell: Teller) -> str:
    return tell.both(tell.clauses(standard, ids) for standard, ids in sides(entry) if ids) or tell.both(names(entry))


def _assigned(entry: Entry, tell: Teller) -> str:
    whole = tell.words(N_("the comparison of {pair}")).format(pair=tell.both(names(entry)))
    return tell.both(tell.clauses(standard, ids) for standard, ids in sides(entry) if ids) or whole


def _place(entry: Entry, tell: Teller) -> str:
    standard, ids = (*(entry.payload.get("place") or ()), "", ())[:2]
    return tell.clauses(str(standard), list(map(str, ids)))


def _mends(entry: Entry, tell: Teller) -> str:
    return tell.listed(_mend(one, entry.topic, tell) for one in entry.payload.get("mends") or ()) or "–"


def _mend(one: Mapping[str, Any], standard: str, tell: Teller) -> str:
    own, act = str((one.get("place") or {}).get("clause", "")), str(one.get("act"))
    words = {name: str(one.get(name) or "") for name in ("label", "title", "kind")}
    return tell.words(MENDS.get(act, N_("{clause} is mended"))).format(clause=tell.label(standard, own) or own, **words)


def _fields(entry: Entry, tell: Teller) -> str:
    """The fields of a record that were changed."""
    told = (f"{tell.words(FIELDS.get(name, name))}: {_plain(value, tell)}" for name, value in _changed(entry).items())
    return "; ".join(told) or "–"


def _changed(entry: Entry) -> Mapping[str, Any]:
    after = entry.payload.get("after")
    return after if isinstance(after, dict) else {}


def _plain(value: object, tell: Teller) -> str:
    if isinstance(value, bool):
        return tell.words(N_("yes")) if value else tell.words(N_("no"))
    return (tell.listed(map(str, value)) if isinstance(value, list) else str(value or "")) or "–"


def _cited(entry: Entry, tell: Teller) -> str:
    """The standards that a regulation cites, of many the first."""
    rows = entry.payload.get("rows")
    names = list(dict.fromkeys(str(row.get("standard") or "") for row in rows)) if isinstance(rows, list) else []
    shown = tell.listed(names[:MANY])
    if len(names) > MANY:
        return tell.words(N_("{names} and {count} more")).format(names=shown, count=len(names) - MANY)
    return shown or "–"


def _line(entry: Entry, tell: Teller) -> str:
    line = entry.payload.get("line")
    return tell.words(N_("a line")) if line else tell.words(N_("the whole"))


def _lines(entry: Entry, _tell: Teller) -> str:
    """How many lines a version or a signed list has."""
    rows = entry.payload.get("rows") or ()
    return str(len(rows)) if isinstance(rows, list | tuple) else str(rows)


def _quoted(side: str) -> Phrase:
    return lambda entry, tell: tell.quoted(
        str(entry.payload.get(f"{side}_standard")), str(entry.payload.get(f"{side}_text") or "–")
    )


def _risk(entry: Entry, tell: Teller) -> str:
    """Severity and likelihood in words."""
    found = [
        tell.words(words.get(int(entry.payload.get(name) or 0), "–"))  # what a newer version wrote may be no class of ours
        for name, words in (("severity", SEVERITIES), ("likelihood", LIKELIHOODS))
    ]
    return tell.words(N_("severity {severity}, likelihood {likelihood}")).format(severity=found[0], likelihood=found[1])


def _became(entry: Entry, tell: Teller) -> str:
    """What became of the clauses of an edition, counted."""
    rows = [row for row in entry.payload.get("map") or () if isinstance(row, dict)]
    same = [row for row in rows if row.get("change") in ("unchanged", "moved") and not row.get("causes")]
    new = [row for row in rows if row.get("change") == "new"]
    counts = {"kept": len(same), "new": len(new), "other": len(rows) - len(same) - len(new)}
    return tell.words(N_("{kept} clauses kept, {other} changed or in doubt, {new} new")).format(**counts)


def _value(name: str, table: Mapping[Any, str] | None = None, empty: str = "–") -> Phrase:
    """What an entry says under a name, in words where ``table`` has some."""

    def told(entry: Entry, tell: Teller) -> str:
        value = entry.payload.get(name)
        if value in (None, ""):
            return tell.words(empty)
        if isinstance(value, dict | list):  # what a newer version wrote may have another shape
            return tell.words("–")
        return tell.words(table[value]) if table and isinstance(value, str) and value in table else str(value)

    return told


def _report(entry: Entry, tell: Teller) -> str:
    """The number of a test report, of one that was filed the number that it prints."""
    said = entry.payload
    return str((said.get("read") or {}).get("number") or said.get("file_name") or said.get("report") or tell.words("–"))


Phrase = Callable[[Entry, Teller], str]
PHRASES: Mapping[str, Phrase] = {
    "who": lambda entry, _tell: entry.author,
    "kind": lambda entry, _tell: entry.kind,
    "topic": lambda entry, _tell: entry.topic,
    "pair": lambda entry, tell: tell.both(names(entry)),
    "link": _link,
    "assigned": _assigned,
    "place": _place,
    "mends": _mends,
    "risk": _risk,
    "fields": _fields,
    "became": _became,
    "line": _line,
    "changed": lambda entry, tell: tell.clauses(entry.topic, list(entry.payload.get("changed") or ())),
    "cited": _cited,
    "lines": _lines,
    "a_text": _quoted("a"),
    "b_text": _quoted("b"),
    "class": _value("class", CLASSES),
    "after": _value("after", CLASS_VALUES, N_("as suggested")),
    "before": _value("before", CLASS_VALUES, N_("as suggested")),
    "licence": _value("licence", LICENCES),
    "decision": _value("decision", DECISIONS),
    "outcome": _value("outcome", STATES),
    "disposition": _value("outcome", OUTCOMES),
    "role": _value("role", ROLES),
    "gap": _value("after", GAP_CLASSES),
    "target": _value("b_standard"),
    "report": _report,
    "file": _value("file_name"),
} | {name: _value(name) for name in ("undoes", "rows", "person", "version", "text", "comment", "a_standard", "b_standard")}
"""What fills each placeholder of a sentence."""

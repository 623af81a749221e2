"""What a test report says of itself: labels with values, in paragraphs and tables ─▶ the fields of its head. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.dates import find_dates
from ingest.designation import Designation, find_designations
from ingest.labprint import Grid, Printed, Text
from ingest.labwords import field_of, squeezed
from ingest.spelling import shadow

_COLON = re.compile(r"(?:\s*\.){4,}\s*[:：]?|…{2,}\s*[:：]?|[:：]|(?<=[^\W\d_])\s*№\s*(?=[\w(])|(?<=\s)No\.\s*(?=\S)")
_NONE = re.compile(r"\W*|无|未认可|不适用|none|n/?a|not accredited|нет|не аккредитован\w*", re.IGNORECASE)
_NUMBERS = re.compile(
    r"CNAS[\s:：]*L\s?\d{3,6}|CMA[\s:：№]*(?:No\.?\s*)?\d{9,15}|RA\.RU\.\w{4,12}|РОСС\s?RU[.\s]\d{4}[.\s]\w{4,9}|D-PL-\d{5}-\d{2}(?:-\d{2})?|"
    r"(?:UKAS|A2LA|NABL|NVLAP|KOLAS|TAF|HOKLAS|SAMM|VILAS|KAN|EIAC|GAC|ENAS|JAS-ANZ|NATA)[\s:：]*(?:Testing|Cert\.|No\.?|№|LP-|[A-Z]{1,3}-)*\s?\d[\d.-]{1,9}|"
    r"KZ\.T\.\d{2}\.\w{4,8}|BY/112\s?\d\.\d{4}",
)
_DATED = re.compile(r"\s(?:от|dated|of)\s")
_PAGES = re.compile(r"\s*(?:第\s*\d+\s*页|共\s*\d+\s*页|page\s*\d+|лист\s*\d+|стр\.?\s*\d+).*", re.IGNORECASE | re.DOTALL)
_SIGNS, _NUMBERED = frozenset({"№", "No."}), frozenset({"number", "accreditation"})
"""A sign of numbers ends the label of these fields, as a colon ends any."""
_TWICE = ("number", "standard", "laboratory")
"""Fields of which a report has one: another value of them is told."""


@dataclass(slots=True)
class Head:
    """The fields of a report by name, as printed, and what must be known of them."""

    values: dict[str, str] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)

    def put(self, name: str, value: str) -> None:
        """The value of a field; the first one stands."""
        value = _PAGES.sub("", value).strip(" .·…:：;；,，\n") if name == "number" else value.strip(" ·…:：;；\n")
        if not value or name == "other":
            return
        had = self.values.setdefault(name, value)
        if name in _TWICE and squeezed(had) not in squeezed(value) and squeezed(value) not in squeezed(had):
            mark = f"it says two things of its {name}: “{had}” and “{value}”"
            self.marks += [mark] if mark not in self.marks else []


def read_fields(printed: Iterable[Printed], heads: Sequence[str] = ()) -> Head:
    """The fields of the head of a report, from what is no result; ``heads`` are running heads, which count last."""
    head = Head()
    for block in (*printed, *map(Text, heads)):
        for name, value in _pairs(block):
            head.put(name, value)
    if found := _DATED.search(head.values.get("number", "")):
        value = head.values["number"]
        head.values["number"] = value[: found.start()].strip()
        head.put("issued", value[found.end() :])
    return head


def _pairs(block: Printed) -> Iterator[tuple[str, str]]:
    if isinstance(block, Text):
        yield from in_text(block.text)
        return
    for row in block.rows:
        label = ""
        for text in row.texts:
            within = list(in_text(text))
            if (name := field_of(text)) is not None:
                label = name
            elif within and (not label or field_of(text.split("\n")[0].partition(":")[0]) is not None):
                yield from within
                label = within[-1][0] if not within[-1][1] else ""
            elif label:
                yield label, text
                label = ""


def in_text(text: str) -> Iterator[tuple[str, str]]:
    """Labels and values within a text: "label: value", several on a line, or with dots between."""
    for line in text.split("\n"):
        name, start = "", 0
        for match in _COLON.finditer(line):
            if match.start() < start:
                continue
            label = _label_before(line, start, match.start())
            if label is None or (match.group().strip() in _SIGNS and label[1] not in _NUMBERED):
                continue
            if name:
                yield name, line[start : label[0]]
            name, start = label[1], match.end()
        if name:
            yield name, line[start:]


def _label_before(line: str, start: int, end: int) -> tuple[int, str] | None:
    """Where a label that ends at ``end`` begins, and its field: the longest one."""
    for place in [start, *(start + match.end() for match in re.finditer(r"\s+|[;；,，。]", line[start:end]))]:
        if (name := field_of(line[place:end])) is not None:
            return place, name
    return None


def dates_in(text: str) -> list[str]:
    """The dates in a text, in order, ISO 8601."""
    return [found.iso for found in find_dates(shadow(text))]


def standards_in(text: str) -> list[Designation]:
    """The standards that a text names, each once."""
    return list({str(found.designation): found.designation for found in find_designations(text)}.values())


def undated(designation: Designation) -> str:
    """A designation in house style without its amendments, but with its year."""
    return str(replace(designation, amendments=()))


def accreditation_of(head: Head, texts: Iterable[str]) -> str:
    """The numbers of accreditations: in their field, else wherever a text has one in the form of an accreditation body."""
    value = head.values.get("accreditation", "")
    if value and not _NONE.fullmatch(value):
        return value
    if value:
        return ""
    found = dict.fromkeys(" ".join(match.group().split()) for text in texts for match in _NUMBERS.finditer(text))
    return "; ".join(found)


def texts_of(printed: Iterable[Printed]) -> Iterator[str]:
    """Every text that is printed, in order."""
    for block in printed:
        if isinstance(block, Grid):
            for row in block.rows:
                yield from row.texts
        else:
            yield block.text

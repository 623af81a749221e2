"""An OSCAL mapping collection of ours read back: the lines that it was made from, and all else that it says.

The schema of NIST takes any token for a relation and any string for what a map is about; here both must be what OSCAL defines and
what the line itself says. Nothing is stored: a file is compared with the log (``app.verifying``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from app.oscal import ITEM
from app.oscal_values import Json, clause_of, values_of
from index.log import canonical
from ingest.errors import UsageError
from matcher.frozen import line_key
from matcher.match import Decision, Relation
from matcher.relate import Rationale

ROOT = "mapping-collection"
_BLANK: Mapping[str, Any] = {
    **{f"{side}_{name}": 0 if name == "page" else "" for side in "ab" for name in ("clause", *ITEM)},
    **dict.fromkeys(("relation", "stricter", "rationale", "reason", "note", "author", "at", "group", "model"), ""),
    "proposed_relation": "", "deviations": [], "looked": [], "edited": False, "entry": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Oscal:
    """A mapping collection as read: its lines in their order, the mark of the version ("" in a working copy), and the rest.

    ``maps`` by the key of a line are what the map of it says beside the line; ``rest`` is the document without lines and maps.
    """

    rows: tuple[Json, ...]
    mark: str
    maps: Mapping[str, str]
    rest: str


def read_oscal(data: bytes, name: str = "OSCAL") -> Oscal:
    """What a mapping collection says.

    Raises:
        UsageError: it is none, or none of ours; its message says where.
    """
    try:
        return _read(json.loads(data.decode("utf-8-sig")))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{name}: is no OSCAL mapping collection of a record ({error})") from error


def _read(document: Json) -> Oscal:
    collection = document[ROOT]
    (mapping,) = collection["mappings"]
    names = tuple(values_of(mapping[f"{side}-resource"]["props"])["designation"] for side in ("source", "target"))
    rows, maps = [], {}
    for one in mapping["maps"]:
        for row in _lines(one, (names[0], names[1])):
            rows.append(row)
            maps[str(row["key"])] = canonical(_own(one))
    loose = mapping.get("props", [])
    groups = dict.fromkeys(one.get("group") for one in loose)
    rows += [_line(values_of(loose, group), (names[0], names[1])) for group in groups]
    rest = json.loads(canonical(document))
    for part in ("maps", "props"):
        rest[ROOT]["mappings"][0].pop(part, None)
    told = values_of(collection["metadata"].get("props", []))
    return Oscal(tuple(sorted(rows, key=lambda row: int(row["line"]))), str(told.get("mark", "")), maps, canonical(rest))


def _lines(one: Json, names: tuple[str, str]) -> Iterator[Json]:
    relation, rationale = Relation(one["relationship"]), Rationale(one["matching-rationale"])
    sides = [_items(one[part]) for part in ("sources", "targets")]
    groups = [values_of(one["props"], group) for group in dict.fromkeys(each.get("group") for each in one["props"])]
    told = {str(values["key"]): values for values in groups}
    if len(told) != len(sides[0]) * len(sides[1]):
        raise ValueError(f"map {one['uuid']}: {len(told)} lines for {len(sides[0])} and {len(sides[1])} clauses")
    for (a, ours), (b, theirs) in product(sides[0].items(), sides[1].items()):
        key = line_key((names[0], a), (names[1], b))
        if key not in told:
            raise ValueError(f"map {one['uuid']}: no line of it is about {a} and {b}")
        values = {"a_clause": a, "b_clause": b, "relation": relation.value, **told[key]}
        values |= {f"{side}_{name}": value for side, own in (("a", ours), ("b", theirs)) for name, value in own.items()}
        if values["decision"] != Decision.ACCEPT.value or values.get("rationale", rationale.value) != rationale.value:
            raise ValueError(f"map {one['uuid']}: it and its line {values['line']} say different things")
        yield _line(values, names)


def _items(given: Sequence[Json]) -> dict[str, Json]:
    wrong = next((one for one in given if one["type"] != "control"), None)
    if wrong:
        raise ValueError(f"{wrong['id-ref']}: a clause is a control, not a {wrong['type']}")
    return {clause_of(one["id-ref"]): values_of(one.get("props", [])) for one in given}


def _line(values: Json, names: tuple[str, str]) -> Json:
    row = {**_BLANK, "a_standard": names[0], "b_standard": names[1], **values}
    sides = ((row["a_standard"], row["a_clause"]), (row["b_standard"], row["b_clause"]))
    if row["key"] != line_key(*sides):
        raise ValueError(f"line {row['line']}: its key is not that of its clauses")
    for name in ("relation", "proposed_relation"):
        if row[name]:
            Relation(row[name])
    return row


def _own(one: Json) -> Json:
    """What a map says beside its lines."""
    return {name: value for name, value in one.items() if name != "props"}

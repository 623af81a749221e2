"""A comparison as an OSCAL mapping collection (NIST, OSCAL 1.2: Control Mapping Model, JSON).

What was accepted with a relation is a map: the clauses of a link, or of all links of one act that belong together, as controls,
the relation, on what it rests, and each difference as a qualifier. What is no relation of two clauses (no counterpart, a rejected
pair, a question, what nobody decided) has no map; its clauses, where no map has them, are the gap summaries of both sides. All
lines stand whole in properties, so that ``app.oscal_in`` gives them back. A confidence is in working copies alone.

No text of a standard is in it. The same input gives the same bytes: identifiers are made from names, times are those of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from app.filed import mark
from app.oscal_values import OSCAL_VERSION, Json, control_id, line, markdown, props, uuid_of
from app.report import deviation_line
from index.log import canonical
from ingest.errors import UsageError
from ingest.jsonl import json_page
from matcher.match import Decision, Link, Relation, Side
from matcher.match_rows import row_to_deviation, row_to_match
from matcher.record import State, Version
from matcher.relate import Rationale
from matcher.versions import OPEN, Work

if TYPE_CHECKING:
    from index.library import Library

ITEM = ("label", "title", "page", "hash", "standing", "edition", "source")
"""What a line says of each of its clauses beside the id: it stands with the clause."""
NOTHING_MAPPED = "no line was accepted with a relation: OSCAL has no mapping without one"
_DECIDER = "decider"
_ROLES = {_DECIDER: "Decided on clauses", "adjudicator": "Took the version further"}
_COMPARABLE = {"predicate": "has-requirement", "category": "addressable"}
_NOT_COMPARABLE = {"predicate": "has-incompatibility", "category": "restricted"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a mapping collection is made from: lines and documents as in ``matcher.versions``.

    ``named`` tells this state of the comparison from others; ``told`` are properties of the whole; ``people`` are names by role.
    ``at`` is when it was last changed (ISO 8601). ``confidences`` by link are those of a working copy.
    """

    a: str
    b: str
    rows: tuple[Row, ...]
    documents: tuple[Row, ...]
    named: str
    version: str
    status: str
    at: str
    told: Mapping[str, object]
    people: Mapping[str, tuple[str, ...]]
    purpose: str = ""
    machine: bool = False
    confidences: Mapping[Link, float] = field(default_factory=dict)


def oscal_bytes(mapped: Mapped) -> bytes:
    """The mapping collection as JSON in UTF-8.

    Raises:
        UsageError: there is nothing to map.
    """
    return json_page({"mapping-collection": _collection(mapped)}).encode()


def of_version(version: Version, lang: str) -> Mapped:
    """A frozen version; ``lang`` is the language that its mark names (``app.filed.mark``)."""
    content, last = version.content, version.acts[-1]
    status = "complete" if version.state is State.APPROVED and not content["open"] else "not-complete"
    told = {name: content[name] for name in ("reviewer", "note", "open", "proposals")} | {
        "acts": [asdict(act) for act in version.acts],
        "record": content["record"],
        "head": asdict(version.before),
    }
    adjudicators = tuple(dict.fromkeys(act.author for act in version.acts))
    return Mapped(
        content["a_standard"],
        content["b_standard"],
        version.rows,
        tuple(content["documents"]),
        named=f"{version.hash} {last.hash}",
        version=str(version.number),
        status=status if version.state is State.APPROVED else "draft",
        at=last.at,
        told={"mark": canonical(mark(version, lang)), **told},
        people={_DECIDER: version.deciders, "adjudicator": adjudicators},
        purpose=version.record.purpose,
        machine=bool(content["proposals"]),
    )


def of_work(library: Library, work: Work) -> Mapped:
    """The comparison as it is now: a working copy, with the confidence of what the machine proposed.

    Raises:
        LibraryError: the log is not what was written.
    """
    head = library.log.head()
    entries = library.log.entries()
    matches = [row_to_match(row) for row in library.matches(work.a, work.b)]
    return Mapped(
        work.a,
        work.b,
        work.rows,
        work.documents,
        named=f"entry {head.number} {head.hash}",
        version=f"entry-{head.number}",
        status="not-complete" if work.open else "draft",
        at=entries[-1].at if entries else "1970-01-01T00:00:00+00:00",
        told={"open": work.open, "proposals": list(work.proposals), "log_entry": head.number, "log_head": head.hash},
        people={_DECIDER: work.deciders},
        machine=bool(work.proposals),
        confidences={link: match.confidence for match in matches for link in match.links},
    )


# ---- the collection


def _collection(mapped: Mapped) -> Json:
    resources = {one["designation"]: _resource(one) for one in mapped.documents}
    return {
        "uuid": uuid_of("collection", mapped.a, mapped.b, mapped.named),
        "metadata": _metadata(mapped),
        "provenance": _provenance(mapped),
        "mappings": [_mapping(mapped, resources)],
        "back-matter": {"resources": list(resources.values())},
    }


def _metadata(mapped: Mapped) -> Json:
    people = sorted({name for names in mapped.people.values() for name in names})
    made = {
        "title": markdown(f"Comparison of {mapped.a} and {mapped.b}"),
        "last-modified": mapped.at,
        "version": mapped.version,
        "oscal-version": OSCAL_VERSION,
        "props": props(mapped.told),
    }
    if not people:
        return made
    return made | {
        "roles": [{"id": role, "title": _ROLES[role]} for role, names in mapped.people.items() if names],
        "parties": [{"uuid": _party(name), "type": "person", "name": line(name)} for name in people],
        "responsible-parties": _responsible(mapped),
    }


def _responsible(mapped: Mapped) -> list[Json]:
    return [{"role-id": role, "party-uuids": [_party(name) for name in names]} for role, names in mapped.people.items() if names]


def _party(name: str) -> str:
    return uuid_of("party", name)


def _provenance(mapped: Mapped) -> Json:
    decided = any(row["decision"] != OPEN for row in mapped.rows)
    said = [_rationale(row) for row in mapped.rows if row["rationale"]]
    usual = max(sorted(set(said)), key=said.count, default=Rationale.SEMANTIC.value)
    made = {
        "method": "automation" if not decided else "hybrid" if mapped.machine else "human",
        "matching-rationale": usual,
        "status": mapped.status,
        "mapping-description": markdown(mapped.purpose or f"Which clauses of {mapped.b} answer to which clauses of {mapped.a}."),
    }
    responsible = _responsible(mapped)
    return made | ({"responsible-parties": responsible} if responsible else {})


def _rationale(row: Row) -> str:
    return str(row["rationale"]) or Rationale.SEMANTIC.value


def _resource(one: Row) -> Json:
    made: Json = {"uuid": uuid_of("standard", one["designation"], one["content"])}
    made |= {"title": markdown(f"{one['designation']} {one['title']}"), "props": props(one)}
    made |= {"document-ids": [{"identifier": line(one["designation"])}]}
    if not one["source"]:
        return made
    name = quote(line(one["file_name"] or one["designation"]), safe="")
    return made | {"rlinks": [{"href": name, "hashes": [{"algorithm": "SHA-256", "value": str(one["source"])}]}]}


def _mapping(mapped: Mapped, resources: Mapping[str, Json]) -> Json:
    cards = _cards(mapped.rows)
    if not cards:
        raise UsageError(f"{mapped.a} and {mapped.b}: {NOTHING_MAPPED}")
    kept = {row["key"] for card in cards for row in card}
    rest = [row for row in mapped.rows if row["key"] not in kept]
    made = {
        "uuid": uuid_of("mapping", mapped.a, mapped.b),
        "source-resource": _reference(mapped.a, resources),
        "target-resource": _reference(mapped.b, resources),
        "maps": [_map(card, mapped) for card in cards],
    }
    if rest:
        made["props"] = [one for row in rest for one in props(_without(row), f"line-{row['line']}")]
    for side, name in (("a", "source"), ("b", "target")):
        if summary := _gaps(mapped, rest, cards, side):
            made[f"{name}-gap-summary"] = summary
    return made


def _reference(designation: str, resources: Mapping[str, Json]) -> Json:
    return {"type": "catalog", "href": f"#{resources[designation]['uuid']}", "props": props({"designation": designation})}


def _gaps(mapped: Mapped, rest: Iterable[Row], cards: Sequence[Sequence[Row]], side: str) -> Json | None:
    """The clauses of a side that stand in a line and in no map."""
    covered = {row[f"{side}_clause"] for card in cards for row in card}
    left = list(dict.fromkeys(row[f"{side}_clause"] for row in rest if row[f"{side}_clause"] not in {"", *covered}))
    if not left:
        return None
    ids = [control_id(clause) for clause in left]
    return {"uuid": uuid_of("gap", side, mapped.a, mapped.b), "unmapped-controls": [{"with-ids": ids}]}


# ---- maps


def _cards(rows: Sequence[Row]) -> list[list[Row]]:
    """The lines that are maps; those of one act on several clauses together, where each of A is linked with each of B."""
    accepted = [row for row in rows if row["decision"] == Decision.ACCEPT.value and row["relation"]]
    groups: dict[object, list[Row]] = {}
    for row in accepted:
        same = (row["group"], row["relation"], row["rationale"]) if row["group"] else row["key"]
        groups.setdefault(same, []).append(row)
    return [card for rows_of in groups.values() for card in ([rows_of] if _whole(rows_of) else [[row] for row in rows_of])]


def _whole(rows: Sequence[Row]) -> bool:
    """Whether lines are all links of a set of clauses with another, and say the same of each clause."""
    links = {(row["a_clause"], row["b_clause"]) for row in rows}
    sides = ({a for a, _ in links}, {b for _, b in links})
    said = {(side, row[f"{side}_clause"], *(row[f"{side}_{name}"] for name in ITEM)) for row in rows for side in "ab"}
    return links == set(product(*sides)) and len(said) == len(sides[0]) + len(sides[1])


def _map(card: Sequence[Row], mapped: Mapped) -> Json:
    first = card[0]
    made: Json = {
        "uuid": uuid_of("map", mapped.a, mapped.b, *sorted(row["key"] for row in card)),
        "matching-rationale": _rationale(first),
        "relationship": Relation(first["relation"]).value,
        "sources": _items(card, "a"),
        "targets": _items(card, "b"),
    }
    if qualifiers := list(_qualifiers(card)):
        made["qualifiers"] = qualifiers
    known = [mapped.confidences[link] for row in card if (link := (row["a_clause"], row["b_clause"])) in mapped.confidences]
    if known:
        made["confidence-score"] = {"percentage": round(min(known), 4)}
    return made | {"props": [one for row in card for one in props(_beside(row), f"line-{row['line']}")]}


def _items(card: Iterable[Row], side: str) -> list[Json]:
    found = {row[f"{side}_clause"]: row for row in card}
    return [
        {"type": "control", "id-ref": control_id(clause), "props": props({name: row[f"{side}_{name}"] for name in ITEM})}
        for clause, row in found.items()
    ]


def _beside(row: Row) -> dict[str, object]:
    """What a line says that has no other place in a map."""
    own = {f"{side}_{name}" for side in "ab" for name in (*ITEM, "clause")} | {"relation"}
    return {name: value for name, value in _without(row).items() if name not in own}


def _without(row: Row) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in ("a_standard", "b_standard")}


def _qualifiers(card: Iterable[Row]) -> Iterator[Json]:
    """Each difference: whose demand goes further ("has-requirement"), or that no measure says so ("has-incompatibility")."""
    seen = set()
    for row in card:
        for one in row["deviations"]:
            deviation = row_to_deviation(one)
            told = markdown(deviation_line(deviation))
            if told in seen:
                continue
            seen.add(told)
            subject = {Side.A: "source", Side.B: "target"}.get(deviation.stricter, "both")
            kind = _COMPARABLE if deviation.comparable else _NOT_COMPARABLE
            yield {"subject": subject, **kind, "description": told}

"""Parts of a clause are spans of its text; as nodes of a list they come out and go in again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.clause import Aspect, Cell, Clause, Document, Kind, Part, Provision, Reference, Sentence, Standard, Table
from ingest.flatten import flatten, fold
from ingest.formats import clauses_to_jsonl, read_jsonl

TEXT = "The device shall have:\na) a guard, with\n1) a lock;\nb) a label.\nNOTE See 5.1.\nClass\tLimit\nA\t85"
TABLE = Table((Cell("Class", 0, 0, header=True), Cell("Limit", 0, 1, header=True), Cell("A", 1, 0), Cell("85", 1, 1)), 2, 2, "dB")


def part(kind: Kind, label: str, begin: str, end: str, **more: object) -> Part:
    return Part(kind, label, TEXT.index(begin), TEXT.index(end) + len(end), page=3, **more)  # type: ignore[arg-type]


PARTS = (
    part(Kind.LIST_ITEM, "a)", "a) a guard", "lock;"),
    part(Kind.LIST_ITEM, "1)", "1) a lock", "lock;", level=2),
    part(Kind.LIST_ITEM, "b)", "b) a label", "label."),
    part(Kind.NOTE, "NOTE", "NOTE See", "5.1."),
    part(Kind.TABLE, "Table 1", "Class", "85", title="Limits", table=TABLE),
)
CLAUSE = Clause(
    "S 1", "4.2", "en", "Guards", TEXT, id="4/4.2", level=2, parent="4", page=3, aspect=Aspect.PRODUCT, parts=PARTS,
    references=(Reference(TEXT.index("5.1"), TEXT.index("5.1") + 3, clause="5.1", target="5/5.1"),),
    sentences=(Sentence(0, len(TEXT), Provision.REQUIREMENT),), provision=Provision.REQUIREMENT,
)  # fmt: skip
DOCUMENT = Document(Standard("S 1", "en"), (Clause("S 1", "4", "en", "Design", id="4"), CLAUSE))


def test_parts_are_cited_with_their_clause_and_have_ids_below_it() -> None:
    found = [(node.clause, node.id, node.level, node.parent, str(node.kind)) for node, _ in flatten(DOCUMENT.clauses)]
    assert found[2:] == [
        ("4.2 a)", "4/4.2/a)", 3, "4/4.2", "list-item"),
        ("4.2 a) 1)", "4/4.2/a)/1)", 4, "4/4.2/a)", "list-item"),
        ("4.2 b)", "4/4.2/b)", 3, "4/4.2", "list-item"),
        ("4.2 NOTE", "4/4.2/NOTE", 3, "4/4.2", "note"),
        ("Table 1", "4/4.2/Table 1", 3, "4/4.2", "table"),
    ]


def test_a_part_has_the_type_of_its_own_sentences_else_that_of_its_clause() -> None:
    own = Sentence(TEXT.index("a label"), TEXT.index("a label.") + 8, Provision.STATEMENT)
    mixed = replace(CLAUSE, sentences=(Sentence(0, 22, Provision.REQUIREMENT), own))
    found = {node.clause: node.provision for node, _ in flatten([mixed])}
    assert (found["4.2 a)"], found["4.2 b)"]) == (Provision.REQUIREMENT, Provision.STATEMENT)


def test_a_list_with_parts_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text("".join(clauses_to_jsonl(DOCUMENT)), encoding="utf8")
    again = read_jsonl(path)[0]
    assert again.clauses == DOCUMENT.clauses


def test_a_part_whose_words_the_clause_lacks_is_added_to_its_text(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    rows = [
        {"standard": "S", "clause": "4", "text": "It shall have:", "lang": "en"},
        {"standard": "S", "clause": "4 a)", "text": "a guard.", "parent": "4", "kind": "list-item"},
        {"standard": "S", "clause": "a)", "text": "of nothing that is here", "parent": "9", "kind": "list-item"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    first, orphan = read_jsonl(path)[0].clauses
    assert first.text == "It shall have:\na guard."
    assert [(p.label, first.text[p.start : p.end]) for p in first.parts] == [("a)", "a guard.")]
    assert orphan.kind is Kind.LIST_ITEM


@given(st.lists(st.tuples(st.sampled_from(["a)", "1)", "NOTE 1", "", "Table 2"]), st.integers(1, 3)), max_size=8))
def test_fold_undoes_flatten(shape: list[tuple[str, int]]) -> None:
    lines, parts, start, above = ["Lead."], [], 6, 0
    for n, (label, wish) in enumerate(shape):
        level = min(wish, above + 1)
        above = level
        kind = Kind.TABLE if label.startswith("Table") else Kind.LIST_ITEM
        lines.append(f"{label} line {n} of this clause.")
        parts.append(Part(kind, label, start, start + len(lines[-1]), level=level, page=1))
        start += len(lines[-1]) + 1
    clause = Clause("S", "7", "en", text="\n".join(lines), id="7", page=1, parts=tuple(parts))
    assert fold(list(flatten([clause]))) == (clause,)

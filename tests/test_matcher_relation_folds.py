"""Relations learned in folds: no pair, translation or shared clause on both sides of a fold."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from concepts import Concepts

from matcher.evaluate import evaluate
from matcher.figures import FoldFigures
from matcher.match import Relation
from matcher.relation_folds import as_relation

LANGS = ("en", "zh")


def rows(n: int = 40, *, split: int = 10, shuffled: bool = False) -> list[dict[str, Any]]:
    """``n`` demands of which the first ``split`` stand in two clauses of B; the others are translations. A in two languages."""
    found: list[dict[str, Any]] = []
    links = []
    for i in range(n):
        one, two = f"Every c{2 * i} shall be tested.", f"Every c{2 * i + 1} shall be marked."
        both = {"clause": f"{i}", "title": "", "text": f"{one} {two}"}
        found += [{"standard": f"A-{lang}", "lang": lang} | both for lang in LANGS]
        parts = (one, two) if i < split else (f"{one} {two}",)
        for k, text in enumerate(parts):
            found.append({"standard": "B", "clause": f"{i}.{k}", "lang": "en", "title": "", "text": text})
            links.append((f"{i}", f"{i}.{k}", "superset" if i < split else "equal"))
    if shuffled:
        names = [relation for _, _, relation in links]
        random.Random(1).shuffle(names)
        links = [(a, b, relation) for (a, b, _), relation in zip(links, names, strict=True)]
    for lang in LANGS:
        found += [
            {"gold": True, "a_standard": f"A-{lang}", "a_clause": a, "b_standard": "B", "b_clause": b, "relation": relation}
            for a, b, relation in links
        ]
    return found


def folded(tmp_path: Path, lines: list[dict[str, Any]]) -> tuple[FoldFigures, ...]:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    report = evaluate([path], Concepts(), only=["relations"], baselines=False).sets[0]
    assert report.relations is not None
    for one in report.relations.folds:
        assert f"learned in {one.folds} folds over {one.drawn}" in report.table()
    return report.relations.folds


def test_what_can_be_learned_is_learned_and_translations_are_one_pair(tmp_path: Path) -> None:
    (found,) = folded(tmp_path, rows())  # both documents of A are one in two languages: no folds over documents
    assert (found.drawn, found.folds, found.pairs, found.rows) == ("pairs", 5, 50, 100)
    assert found.macro_f1 > 0.9
    assert found.low <= found.macro_f1 <= found.high
    assert set(found.by_relation) == {"equal", "superset"}
    assert set(found.by_languages) == {"en>en", "zh>en"}


def test_relations_given_by_lot_are_not_found(tmp_path: Path) -> None:
    """Neither the translation of a pair nor another pair of its clause stands among what the weights were fitted on."""
    (found,) = folded(tmp_path, rows(shuffled=True))
    assert found.macro_f1 < 0.7


def test_where_all_pairs_hang_together_those_of_one_clause_of_a_stay_together(tmp_path: Path) -> None:
    lines = rows()
    chain = [{"gold": True, "a_standard": "A-en", "a_clause": f"{i}", "b_standard": "B", "b_clause": f"{i + 1}.0",
              "relation": "intersects"} for i in range(39)]  # fmt: skip
    (found,) = folded(tmp_path, [*lines, *chain])
    assert found.drawn == "clauses"
    assert found.pairs == 89


def test_documents_that_are_no_translations_make_folds_of_their_own(tmp_path: Path) -> None:
    lines = rows()
    for line in lines:
        if line.get("standard") == "A-zh":
            line["clause"] = f"z{line['clause']}"
        if line.get("a_standard") == "A-zh":
            line["a_clause"] = f"z{line['a_clause']}"
    by_drawn = {one.drawn: one for one in folded(tmp_path, lines)}
    assert by_drawn["documents"].folds == 2


@pytest.mark.parametrize(
    ("spelled", "relation"),
    [
        ("equal", Relation.EQUIVALENT),
        ("equivalent-to", Relation.EQUIVALENT),
        ("superset", Relation.SUPERSET),
        ("subset-of", Relation.SUBSET),
        ("intersects", Relation.INTERSECTS),
        ("no-relationship", Relation.NONE),
    ],
)
def test_relations_are_read_in_full_and_in_short(spelled: str, relation: Relation) -> None:
    assert as_relation(spelled) is relation


def test_a_document_that_stands_on_either_side_makes_no_fold_of_its_own(tmp_path: Path) -> None:
    back = [{"gold": True, "a_standard": "B", "a_clause": f"{i}.0", "b_standard": "A-en", "b_clause": f"{i + 1}",
             "relation": "no-relationship"} for i in range(20)]  # fmt: skip
    assert [one.drawn for one in folded(tmp_path, [*rows(), *back])] == ["pairs"]

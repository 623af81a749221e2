"""Turns the training texts of ``corpora/training`` into a gold set: clause lists in many languages, and which answer to which.

    python -m corpora.wordings --out training.jsonl

Each line of a training file is one demand: ``demand`` (its name: family, dot, letter), ``title`` by language, ``wordings`` (a
list of language and text; the first in English is the one that the others translate), and on some lines ``serves``: a broad
statement, by language, that the demand falls under, or its whole family. See corpora/README.md.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).with_name("training")
Row = dict[str, Any]


def gold_rows(folder: Path = SOURCES) -> Iterator[Row]:
    """The clauses, then the gold rows, of all files of ``folder``: every wording is a standard of its own in each file."""
    gold: list[Row] = []
    for path in sorted(folder.glob("*.jsonl")):
        demands = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        broad = {d["demand"]: list(_broad(path.stem, d)) for d in demands if "serves" in d}
        of_family = {family_of(demand): demand for demand in reversed(broad)}
        for number, demand in enumerate(demands):
            wordings = list(_clauses(path.stem, demand))
            yield from wordings
            yield from broad.get(demand["demand"], ())
            gold += [_gold(wordings[0], other, "equal") for other in wordings[1:]]
            above = broad.get(demand["demand"]) or broad.get(of_family.get(family_of(demand["demand"]), ""))
            if above:  # in turn another pair of languages: all of them would drown what is wholly alike
                gold.append(_gold(above[number % len(above)], wordings[number % len(wordings)], "subset"))
    yield from gold


def family_of(demand: str) -> str:
    """The family of a demand: "confined-03.b" is of "confined-03"."""
    return demand.rpartition(".")[0]


def main() -> None:
    """Write the gold set to the file that ``--out`` names."""
    parser = argparse.ArgumentParser(description="The training texts as a gold set.")
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    with out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in gold_rows())


def _clauses(name: str, demand: Row) -> Iterator[Row]:
    """Each wording as a clause; those of one language are of standards of their own."""
    seen: Counter[str] = Counter()
    for lang, text in demand["wordings"]:
        seen[lang] += 1
        standard = f"{name} {lang}" + (f" {seen[lang]}" if seen[lang] > 1 else "")
        yield _clause(standard, demand["demand"], lang, demand.get("title", {}).get(lang, ""), text)


def _broad(name: str, demand: Row) -> Iterator[Row]:
    for lang, text in demand["serves"].items():
        yield _clause(f"{name} framework {lang}", demand["demand"], lang, "", text)


def _clause(standard: str, clause: str, lang: str, title: str, text: str) -> Row:
    return {"standard": standard, "clause": clause, "lang": lang, "title": title, "text": text}


def _gold(a: Row, b: Row, relation: str) -> Row:
    ends = {"a_standard": a["standard"], "a_clause": a["clause"], "b_standard": b["standard"], "b_clause": b["clause"]}
    return {"gold": True, **ends, "relation": relation}


if __name__ == "__main__":
    main()

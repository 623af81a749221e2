"""The pairs of sample standards that the demonstration matches: ``python -m corpora.demo --library DIR --out DIR``.

Which standards belong together is read from the gold; what answers to what inside a pair is not.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from app.commands.comparing import TableFormat, match_standards

GOLD = Path(__file__).resolve().parent / "gold"


def pairs() -> list[tuple[str, str]]:
    """Pairs of designations with gold, each once, in the order of the gold files."""
    found: dict[frozenset[str], tuple[str, str]] = {}
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("gold"):
                pair = (row["a_standard"], row["b_standard"])
                found.setdefault(frozenset(pair), pair)
    return list(found.values())


def main() -> None:
    """Match every pair, keep the proposals in the library for review, and write one Excel table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    for a, b in pairs():
        name = re.sub(r"[^\w-]+", "-", f"{a} {b}")
        table = arguments.out / f"{name}.xlsx"
        match_standards(a, [b], TableFormat.XLSX, out=table, library=arguments.library, model="bundled")
        print(f"{a} ↔ {b}: {table}")


if __name__ == "__main__":
    main()

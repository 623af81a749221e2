"""The sample standards: sources, PDFs and gold agree with each other, and hold what the README promises."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
import zlib
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="the typesetter of the sample standards belongs to the dev extra")
ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # corpora/ is no part of the installed distribution

from corpora import source as reader  # noqa: E402
from corpora.build import make_pdf, write_gold  # noqa: E402
from corpora.fonts import MissingGlyphError, check, register  # noqa: E402

STANDARDS, GOLD = ROOT / "corpora" / "standards", ROOT / "corpora" / "gold"
SOURCES = {path.stem: reader.read_source(path) for path in sorted(STANDARDS.glob("*.md"))}
MADE_WITH = ("5.1.0", "1.3.1")  # reportlab and zlib of the committed PDFs: others may pack the same pages into other bytes
MEGABYTE = 1_000_000
RELATIONS = {"equal-to", "equivalent-to", "superset-of", "subset-of", "intersects-with", "no-relationship"}
KINDS = {"limit", "modality", "condition", "scope", "method", "reference", "missing", "added", "definition"}
STRICTER = {"A", "B", "same", "mixed", "not comparable"}
NAMES = pytest.mark.parametrize("name", SOURCES)


def gold(family: str = "*") -> list[dict]:
    lines = [line for path in sorted(GOLD.glob(f"{family}.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in map(json.loads, lines) if row.get("gold")]


def clause_texts() -> dict[tuple[str, str], str]:
    rows = [row for source in SOURCES.values() for row in reader.clause_rows(source)]
    return {(row["standard"], row["clause"]): f"{row['title']}\n{row['text']}" for row in rows}


def folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_every_family_is_there():
    assert {source["lang"] for source in SOURCES.values()} == {"zh", "en", "ru", "vi"}
    assert {path.stem for path in STANDARDS.glob("*.pdf")} == set(SOURCES)
    assert {path.stem for path in GOLD.glob("*.jsonl")} >= {"explosion", "decoy", "noise", "hse", "confined"}


@NAMES
def test_says_that_it_is_fictitious_on_the_cover_and_in_the_foreword(name: str):
    fictitious = re.compile("虚构|fictitious|вымышлен|hư cấu", re.IGNORECASE)
    assert fictitious.search(SOURCES[name]["disclaimer"])
    foreword = next(row for row in reader.clause_rows(SOURCES[name]) if row["kind"] == "foreword")
    assert fictitious.search(str(foreword["text"]))


@NAMES
def test_labels_are_unique_and_in_order(name: str):
    rows = list(reader.clause_rows(SOURCES[name]))
    assert [row for row, count in Counter(row["id"] for row in rows).items() if count > 1] == []
    assert {row["parent"] for row in rows} <= {row["id"] for row in rows} | {""}
    numbers = [tuple(map(int, row["clause"].split("."))) for row in rows if re.fullmatch(r"[\d.]+", row["clause"])]
    assert numbers == sorted(numbers)


@NAMES
def test_pdf_is_what_the_source_makes(name: str):
    import reportlab

    made, committed = make_pdf(SOURCES[name]), (STANDARDS / f"{name}.pdf").read_bytes()
    assert len(committed) < MEGABYTE
    assert make_pdf(SOURCES[name]) == made
    if (reportlab.Version, zlib.ZLIB_RUNTIME_VERSION) != MADE_WITH:
        pytest.skip(f"the committed PDFs were made with reportlab and zlib {MADE_WITH}")
    assert made == committed


@NAMES
def test_text_layer_holds_every_clause(name: str):
    pages = pytest.importorskip("ingest.pages").read_pages(STANDARDS / f"{name}.pdf")
    layer = folded("\n".join(page.raw for page in pages))
    missing = []
    for block in SOURCES[name].blocks:
        rows = (*block.table.head, *block.table.rows) if block.table else ()
        words = [word for row in rows for cell in row for word in cell.split() if word not in {"<", "^"}]
        printed = (block.label, block.text, "" if block.what == "unnumbered" else block.extra, *words)
        missing += [text for text in printed if folded(reader.plain(text)) not in layer]
    assert missing == []


def test_gold_names_clauses_that_exist():
    texts = clause_texts()
    named = {(row[f"{side}_standard"], row[f"{side}_clause"]) for row in gold() for side in "ab" if row[f"{side}_clause"]}
    assert sorted(named - texts.keys()) == []


def test_gold_has_each_pair_once_and_known_words():
    rows = gold()
    keys = Counter((row["a_standard"], row["a_clause"], row["b_standard"], row["b_clause"]) for row in rows)
    assert [key for key, count in keys.items() if count > 1] == []
    assert {row["relation"] for row in rows} <= RELATIONS
    assert all(row["relation"] == "no-relationship" for row in rows if not row["b_clause"])


def test_deviations_quote_their_clauses():
    texts, wrong = clause_texts(), []
    for row in gold():
        for deviation in row.get("deviations", ()):
            assert deviation["kind"] in KINDS
            assert deviation["stricter"] in STRICTER
            assert deviation["comparable"] == (deviation["stricter"] != "not comparable")
            for side in "ab":
                key = (row[f"{side}_standard"], row[f"{side}_clause"])
                if deviation[side] not in texts.get(key, ""):
                    wrong.append((key, deviation[side]))
    assert wrong == []


LARGE = [("explosion", 45, 18), ("hse", 200, 200), ("confined", 210, 190), ("*", 100, 30)]


@pytest.mark.parametrize(("family", "pairs", "deviations"), LARGE)
def test_gold_is_as_large_as_promised(family: str, pairs: int, deviations: int):
    rows = gold(family)
    assert sum(bool(row["b_clause"]) for row in rows) >= pairs
    assert sum(len(row.get("deviations", ())) for row in rows) >= deviations


def test_no_pair_of_the_decoy_is_comparable():
    tempting = [row for row in gold("decoy") if row["b_clause"]]
    assert len(tempting) >= 8
    assert all(row["relation"] == "no-relationship" and row["comparable"] is False and row["reason"] for row in tempting)


def test_gold_files_are_what_build_writes(tmp_path: Path):
    for path in GOLD.glob("*.jsonl"):
        write_gold(path, tmp_path / path.name, list(SOURCES.values()))
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_wrong_source_is_refused_with_its_line(tmp_path: Path):
    path = tmp_path / "x.md"
    path.write_text('+++\nlang = "en"\n+++\n\n# 1 Scope\n\n# 4.1 Title\n', encoding="utf-8")
    with pytest.raises(reader.SourceError, match=r"x\.md:7: 4\.1 has 2 parts and 1 marks"):
        reader.read_source(path)


def test_a_missing_glyph_is_named():
    register()
    with pytest.raises(MissingGlyphError, match=r"U\+0E01"):
        check("SampleRoman", "ก")

"""Search in a library gives what scoring every clause gives, and looks at few."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from concepts import Concepts, clause

from index.embedding import embed
from index.library import Library
from ingest.clause import Aspect, Clause, Document, Provision, Standard
from matcher import shortlist
from matcher.parameters import Weighting, shipped
from matcher.retrieve import search
from matcher.shortlist import search_on_file

WEIGHTS = Weighting({"meaning": 8.0, "anchors": 6.0, "words": 4.0, "headings": 3.0}, 1.0, 3.0)


def made_up(name: str, lang: str, size: int, seed: int) -> Document:
    """A standard below three chapters whose clauses share concepts, numbers, substances and words at random."""
    draw = random.Random(seed)
    chapters = [clause("", f"{n}", standard=name, lang=lang, title=f"c{draw.randint(1, 6)}") for n in (1, 2, 3)]
    words = "泵 阀门 噪声 粉尘 记录" if lang == "zh" else "pump valve noise dust record"
    rows = []
    for number in range(size):
        said = [f"c{draw.randint(1, 30)}", *draw.choices(words.split(), k=3), f"{draw.randint(2, 9)} mg/m³"]
        said += draw.choices(["CO", "PDCA", "GB/T 3785.1", ""], k=1)
        above = draw.choice(["", "1", "2", "3"])
        made = clause(" ".join(said), f"x{number}", standard=name, lang=lang, parent=above)
        rows.append(replace(made, provision=draw.choice(list(Provision)), aspect=draw.choice(list(Aspect))))
    return Document(Standard(name, lang), (*chapters, *rows))


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("shortlist") / "library", create=True)
    for name, lang, size, seed in (("A", "zh", 40, 1), ("B", "en", 60, 2), ("C", "en", 25, 3), ("D", "ru", 1, 4)):
        library.add(made_up(name, lang, size, seed), Concepts())
    return library


def everything(library: Library, without: str = "") -> list[Clause]:
    return [c for s in library.standards() if s.designation != without for c in library.clauses(s.designation)]


def named(library: Library, ranking: list[shortlist.Placed]) -> list[tuple[str, str]]:
    return [(one.standard, library.clauses(one.standard)[one.position].id) for one in ranking]


@pytest.mark.parametrize("nearest", [1000, 40, 3])
def test_a_search_on_file_gives_what_scoring_every_clause_gives(
    filed: Library, monkeypatch: pytest.MonkeyPatch, nearest: int
) -> None:
    monkeypatch.setattr(shortlist, "NEAREST", nearest)
    monkeypatch.setattr("matcher.shortlist.shipped", lambda: replace(shipped(), single=WEIGHTS))
    queries = made_up("Q", "zh", 20, 9).clauses + made_up("R", "fr", 5, 10).clauses
    encoder = Concepts()
    collection = filed.index(encoder)
    found = search_on_file(queries, collection, encoder, top=10)
    clauses = everything(filed)
    wanted = search(
        queries, clauses, encoder, top=10, parameters=replace(shipped(), single=WEIGHTS), vectors=embed(clauses, encoder)
    )
    for one, other in zip(found, wanted, strict=True):
        assert [row.score for row in one] == pytest.approx([row.score for row in other], abs=2e-4)
        scores = {(y.standard, y.clause_id): y.score for y in other}
        for row, name in zip(one, named(filed, one), strict=True):  # another order, or another last one, for near ties alone
            assert row.score == pytest.approx(scores.get(name, other[-1].score), abs=2e-4)


def test_few_clauses_are_looked_at_when_the_nearest_are_clear(filed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlist, "NEAREST", 70)
    monkeypatch.setattr("matcher.shortlist.shipped", lambda: replace(shipped(), single=Weighting({"meaning": 20.0}, 1.0, 3.0)))
    collection = filed.index(Concepts())
    looked: list[int] = []
    own = type(collection).cosines
    monkeypatch.setattr(type(collection), "cosines", lambda self, q, rows: looked.append(len(rows)) or own(self, q, rows))
    search_on_file(made_up("Q", "zh", 5, 9).clauses, collection, Concepts(), top=3)
    assert sum(looked) == 0


def test_an_anchor_alone_brings_a_clause_in(filed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlist, "NEAREST", 2)
    monkeypatch.setattr("matcher.shortlist.WEIGHED", 1)
    monkeypatch.setattr("matcher.shortlist.shipped", lambda: replace(shipped(), single=WEIGHTS))
    rare = Document(Standard("E", "en"), (clause("c99 substance 7782-50-5 and XX 4", "e1", standard="E"),))
    filed.add(rare, Concepts())
    try:
        found = search_on_file([clause("c98 氯气", "q", standard="", lang="zh")], filed.index(Concepts()), Concepts(), top=1)
        assert named(filed, found[0]) == [("E", "e1")]
    finally:
        filed.remove("E")


def test_a_limit_takes_away_and_changes_no_order_and_the_own_standard_is_left_out(filed: Library) -> None:
    collection = filed.index(Concepts())
    queries = filed.clauses("B")[3:8]
    free = search_on_file(queries, collection, Concepts(), top=200)
    assert all(one.standard != "B" for row in free for one in row) and len(free[0]) == collection.rows - 63
    mask = collection.mask(["A", "C"], langs="zh", provisions="requirement")
    kept = {collection.places([row])[0] for row in np.flatnonzero(mask).tolist()}
    for whole, some in zip(free, search_on_file(queries, collection, Concepts(), top=200, among=mask), strict=True):
        assert [(p.standard, p.position) for p in some] == [x for p in whole if (x := (p.standard, p.position)) in kept]
    assert search_on_file(queries, collection, Concepts(), among=collection.mask(["B"])) == [[]] * 5


def test_a_ranking_does_not_depend_on_other_queries_and_an_empty_query_is_answered(filed: Library) -> None:
    collection = filed.index(Concepts())
    queries = [
        *made_up("Q", "zh", 6, 9).clauses,
        clause("", "", standard=""),
        clause("泵 " * 25_000, "long", standard="", lang="zh"),
    ]
    together = search_on_file(queries, collection, Concepts(), top=5)
    for query, row in zip(queries, together, strict=True):
        alone = search_on_file([query], collection, Concepts(), top=5, context=queries)
        assert [(p.standard, p.position) for p in alone[0]] == [(p.standard, p.position) for p in row]
    assert search_on_file([], collection, Concepts()) == []


def test_a_library_of_one_clause(tmp_path: Path) -> None:
    with Library.open(tmp_path / "one", create=True) as library:
        library.add(Document(Standard("A", "zh"), (clause("c1", "1", lang="zh"),)), Concepts())
        found = search_on_file([clause("c1", "", standard="")], library.index(Concepts()), Concepts())
        assert named(library, found[0]) == [("A", "1")]


def test_a_compressed_index_answers_alike_and_grows_standard_by_standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.vectors.FEW", 0)
    encoder = Concepts()
    with Library.open(tmp_path / "small", create=True) as exact, Library.open(tmp_path / "large", create=True) as large:
        large._prepared._large = 50
        for name, lang, size, seed in (("A", "zh", 90, 1), ("B", "en", 90, 2), ("C", "en", 25, 3)):
            for library in (exact, large):
                library.add(made_up(name, lang, size, seed), encoder)
            collection = large.index(encoder)
            assert not collection.exact
        assert len(list((tmp_path / "large").rglob("library.faiss"))) == 1
        queries = made_up("Q", "zh", 20, 9).clauses[3:]
        here, there = (search_on_file(queries, one.index(encoder), encoder, top=5) for one in (exact, large))
        same = np.mean([named(exact, x)[0] == named(large, y)[0] for x, y in zip(here, there, strict=True)])
        assert same >= 0.8
        large.remove("A")
        assert {one.standard for row in search_on_file(queries, large.index(encoder), encoder) for one in row} == {"B", "C"}

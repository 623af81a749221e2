"""Nearest rows: exact against plain numpy, standards that come and go, and files that are found damaged before they are used."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from shelves import HashEncoder, document

from index import files
from index.blocks import Blocks
from index.embedding import embed
from index.prepared import Prepared
from index.shelf import Licence, Stored
from index.vectors import Plan, Vectors
from ingest.errors import ClausebridgeError, LibraryError, UsageError


def unit(rows: int, *, seed: int, dimensions: int = 16) -> np.ndarray:
    found = np.random.default_rng(seed).standard_normal((rows, dimensions), dtype=np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def clustered(rows: int, *, seed: int) -> np.ndarray:
    """Rows around 20 centres, as texts about 20 matters are."""
    centres = unit(20, seed=99)
    found = centres[np.random.default_rng(seed).integers(0, 20, rows)] + 0.3 * unit(rows, seed=seed)
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


BLOCKS = {"A": unit(30, seed=1), "B": unit(50, seed=2), "C": unit(7, seed=3)}


def plan(blocks: dict[str, np.ndarray], **keys: str) -> Plan:
    return Plan({name: len(block) for name, block in blocks.items()}, blocks.__getitem__, keys)


def brute(rows: np.ndarray, query: np.ndarray, top: int) -> list[int]:
    return np.argsort(-(rows @ query), kind="stable")[:top].tolist()


def test_the_search_is_exact_and_scores_are_inner_products():
    queries, found = unit(20, seed=4), Vectors.build(plan(BLOCKS))
    rows = np.concatenate(list(BLOCKS.values()))
    order = found.ids(["A", "B", "C"]).tolist()
    for query, ids, scores in zip(queries, *found.near(queries, 10), strict=True):
        assert [order.index(one) for one in ids.tolist()] == brute(rows, query, 10)
        assert scores == pytest.approx(np.sort(rows @ query)[::-1][:10], abs=1e-6)
        some = np.array([order[80], order[3], order[40]])
        assert found.scores(query, some) == pytest.approx(rows[[80, 3, 40]] @ query, abs=1e-6)


@pytest.mark.parametrize(("large", "few"), [(10**6, 20_000), (10**6, 5), (50, 20_000)])
def test_a_search_among_some_rows_sees_no_others(large: int, few: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("index.vectors.FEW", few)
    found = Vectors.build(plan(BLOCKS), large=large)
    chosen = np.concatenate((found.ids(["C"]), found.ids(["A"])[::3]))
    rows = np.concatenate((BLOCKS["C"], BLOCKS["A"][::3]))
    for query, ids in zip(queries := unit(5, seed=5), found.near(queries, 40, chosen)[0], strict=True):
        assert set(ids.tolist()) == set(chosen.tolist())
        assert chosen.tolist().index(ids[0]) in brute(rows, query, 3)
    assert found.near(queries, 5, chosen[:0])[0].shape == (5, 0)
    assert found.scores(queries[0], chosen[:0]).shape == (0,)


@pytest.mark.parametrize("large", [10**6, 50])
def test_standards_come_and_go_without_the_others(large: int):
    found = Vectors.build(plan(BLOCKS, A="1", B="1", C="1"), large=large)
    assert found.compressed == (large == 50)
    newer = unit(12, seed=6)
    now = {"B": newer, "C": BLOCKS["C"], "D": BLOCKS["A"][:3]}
    asked: list[str] = []
    wanted = Plan({}, lambda name: asked.append(name) or now[name], {"B": "2", "C": "1", "D": "1"})
    assert found.follow(wanted) and not found.follow(wanted)
    assert asked == ["B", "D"]  # what did not change is not read
    assert (found.rows, found.keys) == (sum(map(len, now.values())), {"B": "2", "C": "1", "D": "1"})
    for standard, block in now.items():
        ids = found.ids([standard])
        for position, row in enumerate(block):
            assert found.near(row[None], 1)[0].tolist() == [[ids[position]]]


def test_more_hits_than_rows_and_none_at_all():
    found = Vectors.build(plan({"A": BLOCKS["A"][:2], "empty": BLOCKS["A"][:0]}))
    assert found.near(unit(1, seed=8), 20)[0].shape == (1, 2)
    assert found.near(unit(1, seed=8), 0)[0].shape == (1, 0)
    assert found.near(np.zeros((0, 16), dtype=np.float32), 3)[0].shape == (0, 0)
    with pytest.raises(ValueError, match="nothing"):
        Vectors.build(plan({}))


def test_a_compressed_index_finds_nearly_what_an_exact_one_finds():
    blocks = {f"S{number:02}": clustered(400, seed=number) for number in range(20)}
    exact, compressed = Vectors.build(plan(blocks)), Vectors.build(plan(blocks), large=1000)
    assert compressed.compressed and not exact.compressed
    queries = clustered(100, seed=77)
    (a, scores), (b, others) = exact.near(queries, 10), compressed.near(queries, 10)
    assert np.mean([len({*x} & {*y}) / 10 for x, y in zip(a.tolist(), b.tolist(), strict=True)]) >= 0.9
    same = a[:, 0] == b[:, 0]
    assert same.mean() > 0.8 and np.abs(scores[same, 0] - others[same, 0]).max() < 0.02


def test_clusters_are_learnt_from_a_sample_and_no_two_standards_are_in_memory_at_once():
    blocks = {f"S{number:02}": clustered(400, seed=number) for number in range(20)}
    asked: list[str] = []
    sizes = {name: len(block) for name, block in blocks.items()}
    Vectors.build(Plan(sizes, lambda name: asked.append(name) or blocks[name]), large=1000)
    assert asked == [*blocks, *blocks]


@pytest.mark.parametrize("large", [10**6, 50])
def test_a_saved_index_answers_as_before_and_lies_there_byte_for_byte_the_same(tmp_path: Path, large: int):
    found = Vectors.build(plan(BLOCKS, A="k"), about={"mean": [0.5]}, large=large)
    found.save(tmp_path / "one")
    Vectors.build(plan(BLOCKS, A="k"), about={"mean": [0.5]}, large=large).save(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    loaded = Vectors.load(tmp_path / "one")
    assert (loaded.keys, loaded.compressed, loaded.about) == (found.keys, found.compressed, {"mean": [0.5]})
    queries, some = unit(9, seed=9), found.ids(["A", "B"])
    assert all(np.array_equal(x, y) for x, y in zip(loaded.near(queries, 5, some), found.near(queries, 5, some), strict=True))
    loaded.add("D", BLOCKS["C"])
    assert loaded.rows == found.rows + len(BLOCKS["C"])


def damaged(data: bytes, choice: random.Random) -> bytes:
    """One bit, one zeroed block, a cut, or something behind the end: another file in any case."""
    while True:
        broken, place = bytearray(data), choice.randrange(len(data))
        kind = choice.randrange(4)
        if kind == 0:
            broken[place] ^= 1 << choice.randrange(8)
        elif kind == 1:
            broken[place : place + 64] = bytes(len(broken[place : place + 64]))
        elif kind == 2:
            del broken[place:]
        else:
            broken += b"\0"
        if broken != data:
            return bytes(broken)


def test_every_damage_is_found_before_faiss_sees_the_file(tmp_path: Path):
    path, choice = tmp_path / "index", random.Random(1)
    Vectors.build(plan(BLOCKS)).save(path)
    data = path.read_bytes()
    for _ in range(400):
        path.write_bytes(damaged(data, choice))
        with pytest.raises(LibraryError, match="rebuild"):
            Vectors.load(path)
    path.unlink()
    with pytest.raises(LibraryError, match="cannot be read"):
        Vectors.load(path)


def test_every_damage_to_the_vectors_of_a_standard_is_found(tmp_path: Path):
    blocks, choice = Blocks(tmp_path, "hash@1", "plain"), random.Random(2)
    blocks.put("content", {"vectors": BLOCKS["C"], "above": np.arange(7)}, {"langs": ["en"]})
    found = blocks.get("content")
    assert found and np.array_equal(found.arrays["vectors"], BLOCKS["C"]) and found.about == {"langs": ["en"]}
    assert np.array_equal(found.arrays["above"], np.arange(7))
    path = blocks.path("content")
    data = path.read_bytes()
    for _ in range(400):
        path.write_bytes(damaged(data, choice))
        with pytest.raises(LibraryError, match="rebuild"):
            blocks.get("content")


def test_vectors_of_another_content_encoder_or_recipe_are_not_taken_for_these(tmp_path: Path):
    blocks = Blocks(tmp_path, "hash@1", "plain")
    blocks.put("content", {"vectors": BLOCKS["C"]})
    assert blocks.get("other") is None
    otherwise = Blocks(tmp_path, "hash@1", "otherwise")
    assert otherwise.get("content") is None
    assert otherwise.folder != blocks.folder, "whatever else is kept beside the blocks is of one recipe, too"
    other = Blocks(tmp_path, "hash/../@2", "plain")
    assert other.folder.parent == tmp_path
    assert other.get("content") is None


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str):
    path = tmp_path / "file"
    files.write_whole(path, b"before")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, step, fail)
    with pytest.raises(ClausebridgeError, match="No space left"):
        files.write_whole(path, b"after")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"before"


@pytest.mark.parametrize("large", [10**6, 60])
def test_a_collection_embeds_and_reads_what_is_new_and_nothing_else(tmp_path: Path, large: int):
    encoder = HashEncoder()
    documents = [document(f"S {number}", clauses=40) for number in range(3)]
    held = [Stored(number, one.standard, f"{number}", Licence.FULL) for number, one in enumerate(documents)]
    read: list[int] = []
    prepared = Prepared(tmp_path, lambda stored: read.append(stored.id) or documents[stored.id].clauses, large=large)
    first = prepared.collection(held[:2], encoder)
    assert (first.rows, first.exact, set(read)) == (82, large > 60, {0, 1})
    before = encoder.asked
    read.clear()
    second = prepared.collection(held, encoder)
    assert (second.rows, first.rows, set(read)) == (123, 82, {2})
    assert encoder.asked == before * 3 / 2 and prepared.collection(held, encoder) is second
    read.clear()
    again = Prepared(tmp_path, lambda _: pytest.fail("it was read"), large=large).collection(held[1:], encoder)
    assert (again.rows, again.standards, encoder.asked) == (82, ("S 1", "S 2"), before * 3 / 2)
    text = embed(documents[2].clauses[5:6], encoder)
    placed = again.placed(text.vectors, ["en"], {})
    assert again.places(again.near(placed, 1)[0][0].tolist()) == [("S 2", 5)]
    assert bool(list(tmp_path.rglob("library.faiss"))) == (large == 60)
    with pytest.raises(UsageError, match="empty"):
        Prepared(tmp_path, lambda _: ()).collection([], HashEncoder())


def test_a_large_index_is_learnt_anew_when_a_language_outgrew_its_mean(tmp_path: Path):
    encoder = HashEncoder()
    documents = [document(f"S {number}", clauses=30, lang="zh" if number == 5 else "en") for number in range(6)]
    held = [Stored(number, one.standard, f"{number}", Licence.FULL) for number, one in enumerate(documents)]
    prepared = Prepared(tmp_path, lambda stored: documents[stored.id].clauses, large=0)
    means = [prepared.collection(held[:count], encoder).means for count in (1, 2, 5, 6)]
    assert [sum(one.rows.values()) for one in means] == [31, 31, 155, 186]
    assert means[0].clauses["en"].tolist() == means[1].clauses["en"].tolist() != means[2].clauses["en"].tolist()
    assert set(means[3].clauses) == {"en", "zh"}

"""Nearest rows: exact against plain numpy, standards that come and go, and files that are found damaged before they are used."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from shelves import HashEncoder, document

from index import files
from index.blocks import Blocks, key_of
from index.embedding import Embedding
from index.shelf import Licence, Stored
from index.vectors import Hit, Vectors
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


def brute(blocks: dict[str, np.ndarray], query: np.ndarray, top: int) -> list[tuple[str, int]]:
    scored = [(-float(row @ query), name, position) for name, block in blocks.items() for position, row in enumerate(block)]
    return [(name, position) for _, name, position in sorted(scored)[:top]]


def places(hits: list[Hit]) -> list[tuple[str, int]]:
    return [(hit.standard, hit.position) for hit in hits]


def test_the_search_is_exact():
    queries = unit(20, seed=4)
    for query, hits in zip(queries, Vectors.build(BLOCKS).search(queries, 10), strict=True):
        assert places(hits) == brute(BLOCKS, query, 10)
        assert [hit.score for hit in hits] == pytest.approx(
            [float(BLOCKS[h.standard][h.position] @ query) for h in hits], abs=1e-6
        )


def test_a_search_in_chosen_standards_sees_no_others():
    queries = unit(5, seed=5)
    chosen = {name: BLOCKS[name] for name in ("A", "C")}
    for query, hits in zip(queries, Vectors.build(BLOCKS).search(queries, 40, standards=["C", "A", "unknown"]), strict=True):
        assert places(hits) == brute(chosen, query, 40)
    assert Vectors.build(BLOCKS).search(queries, 5, standards=["unknown"]) == [[]] * 5


@pytest.mark.parametrize("large", [10**6, 50])
def test_standards_come_and_go_without_the_others(large: int):
    found = Vectors.build(BLOCKS, large=large)
    assert found.compressed == (large == 50)
    newer = unit(12, seed=6)
    found.remove("A")
    found.add("B", newer)
    found.add("D", BLOCKS["A"][:3])
    now = {"B": newer, "C": BLOCKS["C"], "D": BLOCKS["A"][:3]}
    assert found.rows == sum(map(len, now.values()))
    for standard, block in now.items():
        for position, row in enumerate(block):
            assert places(found.search(row[None], 1)[0]) == [(standard, position)]
    assert {hit.standard for hit in found.search(unit(1, seed=7), 99, standards=["D", "C"])[0]} <= {"C", "D"}


def test_more_hits_than_rows_and_none_at_all():
    found = Vectors.build({"A": BLOCKS["A"][:2]})
    assert len(found.search(unit(1, seed=8), 20)[0]) == 2
    assert found.search(unit(1, seed=8), 0) == [[]]
    assert found.search(np.zeros((0, 16), dtype=np.float32), 3) == []
    with pytest.raises(ValueError, match="nothing"):
        Vectors.build({})


def test_equal_rows_are_ranked_by_standard_and_position():
    same = np.repeat(BLOCKS["A"][:1], 3, axis=0)
    assert places(Vectors.build({"B": same, "A": same}).search(same[:1], 6)[0]) == [
        ("A", 0), ("A", 1), ("A", 2), ("B", 0), ("B", 1), ("B", 2),
    ]  # fmt: skip


def test_a_compressed_index_finds_nearly_what_an_exact_one_finds():
    blocks = {f"S{number:02}": clustered(400, seed=number) for number in range(20)}
    exact, compressed = Vectors.build(blocks), Vectors.build(blocks, large=1000)
    assert compressed.compressed and not exact.compressed
    queries = clustered(100, seed=77)
    pairs = list(zip(exact.search(queries, 10), compressed.search(queries, 10), strict=True))
    recall = np.mean([len(set(places(a)) & set(places(b))) / 10 for a, b in pairs])
    assert recall >= 0.9
    assert max(abs(a[0].score - b[0].score) for a, b in pairs if places(a[:1]) == places(b[:1])) < 0.02


@pytest.mark.parametrize("large", [10**6, 50])
def test_a_saved_index_answers_as_before_and_lies_there_byte_for_byte_the_same(tmp_path: Path, large: int):
    found = Vectors.build(BLOCKS, keys={"A": "k"}, large=large)
    found.save(tmp_path / "one")
    Vectors.build(BLOCKS, keys={"A": "k"}, large=large).save(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    loaded = Vectors.load(tmp_path / "one")
    assert (loaded.keys, loaded.compressed) == (found.keys, found.compressed)
    queries = unit(9, seed=9)
    assert loaded.search(queries, 5, standards=["A", "B"]) == found.search(queries, 5, standards=["A", "B"])
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
    Vectors.build(BLOCKS).save(path)
    data = path.read_bytes()
    for _ in range(400):
        path.write_bytes(damaged(data, choice))
        with pytest.raises(LibraryError, match="rebuild"):
            Vectors.load(path)
    path.unlink()
    with pytest.raises(LibraryError, match="cannot be read"):
        Vectors.load(path)


def test_every_damage_to_the_vectors_of_a_standard_is_found(tmp_path: Path):
    blocks, choice = Blocks(tmp_path, "hash@1"), random.Random(2)
    blocks.put("content", "key", BLOCKS["C"])
    assert np.array_equal(blocks.get("content", "key"), BLOCKS["C"])
    path = blocks.path("content")
    data = path.read_bytes()
    for _ in range(400):
        path.write_bytes(damaged(data, choice))
        with pytest.raises(LibraryError, match="rebuild"):
            blocks.get("content", "key")


def test_vectors_of_other_texts_or_of_another_encoder_are_not_taken_for_these(tmp_path: Path):
    blocks = Blocks(tmp_path, "hash@1")
    blocks.put("content", key_of(["a", "b"]), BLOCKS["C"])
    assert blocks.get("content", key_of(["ab"])) is None
    assert blocks.get("other", key_of(["a", "b"])) is None
    other = Blocks(tmp_path, "hash/../@2")
    assert other.folder.parent == tmp_path
    assert other.get("content", key_of(["a", "b"])) is None


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


def test_an_index_of_the_library_embeds_what_is_new_and_nothing_else(tmp_path: Path):
    for large in (10**6, 60):
        encoder, folder = HashEncoder(), tmp_path / str(large)
        held = [
            (
                Stored(number, document(f"S {number}", clauses=40).standard, f"{number}", Licence.FULL),
                document(f"S {number}", clauses=40).clauses,
            )
            for number in range(3)
        ]
        embedding = Embedding(folder, large=large)
        first = embedding.index(held[:2], encoder)
        assert (encoder.asked, first.rows, first.compressed) == (82, 82, large == 60)
        second = embedding.index(held, encoder)
        assert (encoder.asked, second.rows, first.rows) == (123, 123, 82)
        again = Embedding(folder, large=large).index(held[1:], encoder)
        assert (encoder.asked, again.rows, sorted(again.keys)) == (123, 82, ["S 1", "S 2"])
        _, rows = embedding.vectors(held[2], encoder)
        assert places(again.search(rows[5:6], 1)[0]) == [("S 2", 5)]
        assert bool(list(folder.rglob("library.faiss"))) == (large == 60)
    with pytest.raises(UsageError, match="empty"):
        Embedding(tmp_path).index([], HashEncoder())

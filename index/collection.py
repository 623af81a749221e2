"""All clauses on file as a search sees them: vectors, terms, languages and types, without their texts.

A row is a clause; rows follow the standards by designation, and the clauses in reading order. Up to ``vectors.LARGE`` rows every
vector is centred on the means of the library as it is now, and the index is made in memory from the blocks of the standards.
Beyond that the index is kept in a file, with the means of the time when its clusters were learnt: a mean of so many rows hardly
moves, and a new standard costs that standard alone. It is learnt anew when a language has ``GROWTH`` times the rows that its mean
was taken from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedded
from index.lexicon import Glossary, Lexicon, Terms
from index.space import Sums, centred, query_centres
from index.vectors import LARGE, Plan, Vectors
from ingest.errors import UsageError

if TYPE_CHECKING:
    from index.embedding import Described

Array = NDArray[np.float32]
Mask = NDArray[np.bool_]
GROWTH = 4
_REMEMBERED = 512
"""Standards whose headings are kept in memory, where not all are."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A standard on file as a collection takes it: its designation, its version, what is told of its clauses, and its vectors."""

    designation: str
    content: str
    described: Described
    embedded: Callable[[], Embedded]


@dataclass(frozen=True, slots=True)
class Means:
    """What makes languages comparable: means by language of clauses and of paths of titles, and the main language of each.

    ``rows`` is how many clauses of each language the means are from.
    """

    clauses: Mapping[str, Array]
    main: str
    rows: Mapping[str, int]
    headings: Mapping[str, Array]
    main_of_headings: str


Paths = tuple[Array, NDArray[np.int32]]
"""The centred paths of titles (p, d), and for each clause its path among them, -1 where nothing with a title stands above."""


class Indexed(NamedTuple):
    """The vectors of all clauses, their means, and all their paths of titles where these are in memory."""

    vectors: Vectors
    means: Means
    paths: Paths | None


class Collection:
    """What is searched; never changed, so that whoever searches it may go on while another is made."""

    def __init__(self, shelved: Sequence[Shelved], indexed: Indexed, lexicon: Lexicon) -> None:
        self.vectors, self.means, self._headings = indexed
        self.lexicon = lexicon
        self.standards = tuple(one.designation for one in shelved)
        self.contents = {one.designation: one.content for one in shelved}
        sizes = np.array([len(one.described.langs) for one in shelved], dtype=np.int64)
        self._starts = np.concatenate(([0], np.cumsum(sizes)))
        self._ids = self.vectors.ids(self.standards)
        self._by_id = np.argsort(self._ids, kind="stable")
        self._standard_of = np.repeat(np.arange(len(shelved)), sizes)
        self._facets = {
            name: _Coded([value for one in shelved for value in getattr(one.described, name)])
            for name in ("langs", "provisions", "aspects")
        }
        self._blocks = [(one.embedded, one.described.langs) for one in shelved]
        self._one = lru_cache(maxsize=_REMEMBERED)(self._headings_of)

    @property
    def rows(self) -> int:
        """How many clauses there are."""
        return len(self._ids)

    @property
    def exact(self) -> bool:
        """Whether the index misses nothing."""
        return not self.vectors.compressed

    def size(self, standard: str) -> int:
        """How many rows a standard has."""
        place = self.standards.index(standard)
        return int(self._starts[place + 1] - self._starts[place])

    def places(self, rows: Sequence[int]) -> list[tuple[str, int]]:
        """The standard of each row, and the place of the clause in it (from 0)."""
        owners = self._standard_of[np.array(rows, dtype=np.int64)].tolist()
        return [(self.standards[owner], row - int(self._starts[owner])) for owner, row in zip(owners, rows, strict=True)]

    def values(self, name: str, among: Mask | None = None) -> tuple[str, ...]:
        """The "langs", "provisions" or "aspects" that occur, in all rows or ``among`` some."""
        return self._facets[name].values(among)

    def mask(self, standards: Sequence[str] | None = None, **values: str) -> Mask:
        """Which rows are of these standards (all of them: None) and have these values, by "langs", "provisions", "aspects"."""
        if standards is None:
            found = np.ones(self.rows, dtype=bool)
        else:
            wanted = frozenset(standards)
            found = np.array([name in wanted for name in self.standards], dtype=bool)[self._standard_of]
        for name, value in values.items():
            found &= self._facets[name].having(value)
        return found

    def placed(self, vectors: Array, langs: Sequence[str], known: Mapping[str, Array]) -> Array:
        """Queries (q, d) in the space of the collection; ``known`` are the means shipped with the model."""
        return centred(vectors, langs, query_centres(langs, self.means.clauses, self.means.main, known))

    def placed_headings(self, headings: Array, langs: Sequence[str], known: Mapping[str, Array]) -> Array:
        """As ``placed``, of paths of titles; without any heading on file they are left as they are."""
        if not self.means.headings:
            return headings
        return centred(headings, langs, query_centres(langs, self.means.headings, self.means.main_of_headings, known))

    def near(self, queries: Array, top: int, among: Mask | None = None) -> tuple[NDArray[np.int64], Array]:
        """Rows and cosines, each (q, top), of what is nearest to queries that were ``placed``; row -1 where there are no more."""
        ids, scores = self.vectors.near(queries, top, None if among is None else self._ids[among])
        return np.where(ids < 0, -1, self._rows_of(ids)), scores

    def cosines(self, query: Array, rows: NDArray[np.int64]) -> Array:
        """The cosines of one query (d,) with some rows."""
        return self.vectors.scores(query, self._ids[rows])

    def headings(self, query: Array, rows: NDArray[np.int64]) -> Array:
        """The cosines of the path of titles of one query (d,) with those of rows; 0 where nothing with a title stands above."""
        if self._headings is not None:
            paths, above = self._headings
            own = above[rows]
            return np.where(own >= 0, np.append(paths @ query, np.float32(0))[own], np.float32(0))
        found = np.zeros(len(rows), dtype=np.float32)
        for number, row in enumerate(rows.tolist()):
            owner = int(self._standard_of[row])
            paths, above = self._one(owner)
            place = int(above[row - int(self._starts[owner])])
            found[number] = paths[place] @ query if place >= 0 else 0.0
        return found

    def _headings_of(self, owner: int) -> Paths:
        read, langs = self._blocks[owner]
        embedded = read()
        return self.placed_headings(embedded.headings, embedded.heading_langs(langs), {}), embedded.above

    def _rows_of(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        at = np.searchsorted(self._ids, ids, sorter=self._by_id)
        return np.asarray(self._by_id[np.minimum(at, len(self._by_id) - 1)], dtype=np.int64)


def collect(
    shelved: Sequence[Shelved], known: Mapping[str, Array], *, kept: Path, glossary: Glossary = (), large: int = LARGE
) -> Collection:
    """A collection of these standards. ``known`` are the means that come with the model; ``kept`` is the file of a large index.

    Raises:
        UsageError: there are no clauses.
        LibraryError: a block, or the index that was kept, is damaged.
    """
    filled = [one for one in shelved if one.described.langs]
    if not filled:
        raise UsageError("the library is empty; `clausebridge ingest` fills it")
    langs = [lang for one in filled for lang in one.described.langs]
    terms: list[Terms] = [term for one in filled for term in one.described.terms]
    indexed = _large(filled, known, kept) if len(langs) > large else _small(filled, known)
    return Collection(filled, indexed, Lexicon(terms, langs, glossary))


def _small(shelved: Sequence[Shelved], known: Mapping[str, Array]) -> Indexed:
    embedded = {one.designation: one.embedded() for one in shelved}
    means = _means(shelved, known, lambda one: embedded[one.designation])
    langs = {one.designation: one.described.langs for one in shelved}

    def rows(name: str) -> Array:
        return centred(embedded[name].vectors, langs[name], means.clauses)

    sizes = {name: len(own) for name, own in langs.items()}
    vectors = Vectors.build(Plan(sizes, rows), large=sum(sizes.values()))
    every = Embedded.joined(list(embedded.values()))
    names = [lang for name, own in embedded.items() for lang in own.heading_langs(langs[name])]
    return Indexed(vectors, means, (centred(every.headings, names, means.headings), every.above))


def _large(shelved: Sequence[Shelved], known: Mapping[str, Array], kept: Path) -> Indexed:
    by_name = {one.designation: one for one in shelved}
    counts: dict[str, int] = {}
    for one in shelved:
        for lang in one.described.langs:
            counts[lang] = counts.get(lang, 0) + 1
    found = Vectors.load(kept) if kept.exists() else None
    if found is not None and found.about:
        means = _from_json(found.about)
        if all(counts[lang] <= GROWTH * means.rows.get(lang, 0) for lang in counts):
            if found.follow(_plan(by_name, means)):
                found.save(kept)
            return Indexed(found, means, None)
    means = _means(shelved, known, lambda one: one.embedded())
    built = Vectors.build(_plan(by_name, means), about=_to_json(means), large=0)
    built.save(kept)
    return Indexed(built, means, None)


def _plan(by_name: Mapping[str, Shelved], means: Means) -> Plan:
    def rows(name: str) -> Array:
        one = by_name[name]
        return centred(one.embedded().vectors, one.described.langs, means.clauses)

    sizes = {name: len(one.described.langs) for name, one in by_name.items()}
    return Plan(sizes, rows, {name: one.content for name, one in by_name.items()})


def _means(shelved: Sequence[Shelved], known: Mapping[str, Array], embedded: Callable[[Shelved], Embedded]) -> Means:
    clauses, headings = Sums(), Sums()
    for one in shelved:
        own = embedded(one)
        clauses.add(own.vectors, one.described.langs)
        headings.add(own.headings, own.heading_langs(one.described.langs))
    return Means(clauses.means(known), clauses.main, dict(clauses.rows), headings.means(known), headings.main)


def _to_json(means: Means) -> dict[str, object]:
    plain = asdict(means)
    return plain | {name: {lang: mean.tolist() for lang, mean in plain[name].items()} for name in ("clauses", "headings")}


def _from_json(about: Mapping[str, Any]) -> Means:
    read = {
        name: {lang: np.array(mean, dtype=np.float32) for lang, mean in about[name].items()} for name in ("clauses", "headings")
    }
    return Means(**(dict(about) | read))


class _Coded:
    """A value of each row, as numbers."""

    def __init__(self, values: Sequence[str]) -> None:
        self._codes: dict[str, int] = {}
        self._rows = np.array([self._codes.setdefault(value, len(self._codes)) for value in values], dtype=np.int16)

    def having(self, value: str) -> Mask:
        """Which rows have a value."""
        return np.asarray(self._rows == self._codes.get(value, -1))

    def values(self, among: Mask | None) -> tuple[str, ...]:
        """The values that occur."""
        found = set(np.unique(self._rows if among is None else self._rows[among]).tolist())
        return tuple(sorted(value for value, code in self._codes.items() if code in found))

"""What a search needs of the clauses of a standard: their vectors with those of the titles above them, and their terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.passage import headings, passage, passages
from index.space import TRAINED

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.lexicon import Terms
    from ingest.clause import Clause

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]

RECIPE = f"mean of passage and text; heading paths; moved by {TRAINED:g} of known means"
TERMS = "anchors and words, 3"
"""To be changed with what ``index.lexical`` finds: what was made before is then made again."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of clauses: ``vectors`` (n, d), ``headings`` (p, d) of the different paths of titles above them.

    ``above`` (n,) names the path of each clause among them, -1 where nothing with a title stands above.
    """

    vectors: Array
    headings: Array
    above: NDArray[np.int32]

    @staticmethod
    def joined(parts: Sequence[Embedded]) -> Embedded:
        """The clauses of all parts, one part after the other."""
        above, at = [], 0
        for part in parts:
            above.append(np.where(part.above >= 0, part.above + at, -1))
            at += len(part.headings)
        vectors, headings = (np.concatenate([getattr(part, name) for part in parts]) for name in ("vectors", "headings"))
        return Embedded(vectors, headings, np.concatenate(above).astype(np.int32))

    def taken(self, positions: Sequence[int]) -> Embedded:
        """Some of the clauses, and the paths above them."""
        above = self.above[list(positions)]
        paths = np.unique(above[above >= 0])
        renamed = np.where(above >= 0, np.searchsorted(paths, above), -1).astype(np.int32)
        return Embedded(self.vectors[list(positions)], self.headings[paths], renamed)

    def heading_langs(self, langs: Sequence[str]) -> list[str]:
        """The language of each path of titles: that of the first clause below it; ``langs`` are those of the clauses."""
        found = [""] * len(self.headings)
        for path, lang in zip(self.above.tolist(), langs, strict=True):
            if path >= 0 and not found[path]:
                found[path] = lang
        return found


@dataclass(frozen=True, slots=True)
class Described:
    """What a search asks of the clauses of a standard beside vectors: terms, languages, provision types and aspects, in order."""

    terms: Sequence[Terms]
    langs: Sequence[str]
    provisions: Sequence[str]
    aspects: Sequence[str]


def embed(
    clauses: Sequence[Clause], encoder: Encoder, *, context: Sequence[Clause] = (), progress: Progress | None = None
) -> Embedded:
    """Vectors of clauses: of one with title and text the mean of its passage and of its text alone.

    A title that many clauses share would otherwise make them alike. ``context`` are clauses that may stand above, where not all
    of a document are embedded. ``progress`` hears of texts.
    """
    whole, paths = passages(clauses), headings(clauses, context)
    titled = [i for i, c in enumerate(clauses) if c.title.strip() and c.text.strip()]
    # a path of each standard and language for itself, so that a list of standards gives what they give one by one
    owned = [(c.standard, c.lang, path) if path else None for c, path in zip(clauses, paths, strict=True)]
    above = {key: number for number, key in enumerate(dict.fromkeys(filter(None, owned)))}
    texts = [*whole, *(clauses[i].text.strip() for i in titled), *(path for _, _, path in above)]
    encoded = encoder.encode(texts, progress=progress) if texts else np.zeros((0, encoder.dimensions), dtype=np.float32)
    vectors = encoded[: len(whole)].copy()
    if titled:
        vectors[titled] += encoded[len(whole) : len(whole) + len(titled)]
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-12))
    places = np.array([above[key] if key else -1 for key in owned], dtype=np.int32)
    return Embedded(vectors, encoded[len(whole) + len(titled) :], places)


def embed_changed(
    clauses: Sequence[Clause],
    encoder: Encoder,
    before: Sequence[Clause],
    known: Embedded,
    *,
    progress: Progress | None = None,
) -> Embedded:
    """Vectors of clauses where most are as they were ``before``, whose vectors are ``known``: the others alone are asked for."""
    rows = dict(zip(map(_said, before), known.vectors, strict=True))
    paths = dict(zip(_owned(before), known.above.tolist(), strict=True))
    fresh = [clause for clause in clauses if _said(clause) not in rows]
    made = embed(fresh, encoder, progress=progress)
    rows |= dict(zip(map(_said, fresh), made.vectors, strict=True))
    wanted = _owned(clauses)
    above = {key: number for number, key in enumerate(dict.fromkeys(key for key in wanted if key[2]))}
    new = list(dict.fromkeys(key[2] for key in above if paths.get(key, -1) < 0))
    encoded = encoder.encode(new) if new else np.zeros((0, encoder.dimensions), dtype=np.float32)
    more = dict(zip(new, encoded, strict=True))
    titles = [known.headings[paths[key]] if paths.get(key, -1) >= 0 else more[key[2]] for key in above]
    places = np.array([above.get(key, -1) for key in wanted], dtype=np.int32)
    empty = np.zeros((0, encoder.dimensions), dtype=np.float32)
    return Embedded(
        np.stack([rows[_said(clause)] for clause in clauses]) if clauses else empty,
        np.stack(titles) if titles else empty,
        places,
    )


def _said(clause: Clause) -> tuple[str, str]:
    """What the vector of a clause rests on."""
    whole = passage(clause)
    return whole, clause.text.strip() if clause.title.strip() and clause.text.strip() else whole


def _owned(clauses: Sequence[Clause]) -> list[tuple[str, str, str]]:
    """The path of titles above each clause, of each standard and language for itself."""
    return [(c.standard, c.lang, path) for c, path in zip(clauses, headings(clauses), strict=True)]

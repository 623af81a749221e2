"""Fits the shipped parameters: how signals are weighed, what a score is worth, and when to stay silent.

    python -m corpora.wordings --out training.jsonl
    python -m matcher.fit GOLD.jsonl … --learnt training.jsonl … --out matcher/parameters.json --vectors FOLDER

The gold must be kept apart from what the figures are judged by, and from what the model was trained on: of the sets that were
``learnt`` only those clauses count that ``matcher.train`` holds out. First the weights of the signals are fitted
(``fit_weights``), with them the confidences and their thresholds (``fit_confidence``) and what a closer look is worth
(``fit_rerank``), then what counts as missing on the other side (``fit_unsaid``) and the relations (``fit_relation``);
what is not fitted stays as it is in the parameters that are shipped. With a folder for vectors a second fit with the same model
embeds nothing, and ``clausebridge evaluate --vectors FOLDER`` uses the same folder: a fit is then a matter of three minutes,
the evaluation of all sets of as many again (docs/LOG.md).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.encoder import Encoder, load_encoder
from ingest.clause import Clause
from ingest.formats import GoldRow
from matcher.fit_confidence import fit_hits, fit_links
from matcher.fit_relation import fit_relation
from matcher.fit_rerank import fit_rerank
from matcher.fit_unsaid import fit_unsaid
from matcher.fit_weights import JOINT, PAIR, SINGLE, fit_weighting
from matcher.gold import GoldSet, Key, gold_set
from matcher.judging import judge
from matcher.match import Relation
from matcher.parameters import Parameters, shipped
from matcher.relate import Demands
from matcher.remembering import Remembering
from matcher.rerank import built_in

_FULL = frozenset(Relation)


def fit(paths: Sequence[Path], encoder: Encoder, *, learnt: Sequence[Path] = (), vectors: Path | None = None) -> Parameters:
    """The parameters fitted on ``paths``, and on those clauses of ``learnt`` that training holds out.

    ``vectors``: a folder that keeps vectors for the next time.
    """
    remembering = Remembering(encoder, folder=vectors)
    golds = [*(gold_set(path) for path in paths), *(gold_set(path, held_out=True) for path in learnt)]
    start = shipped()
    single = fit_weighting(golds, remembering, SINGLE, start.single, by_pair=False)
    joint = fit_weighting(golds, remembering, JOINT, start.joint, by_pair=False)
    pair = fit_weighting(golds, remembering, PAIR, start.pair, by_pair=True)
    weighed = replace(start, single=single, joint=joint, pair=pair)
    link, thresholds = fit_links(golds, remembering, weighed)
    worth = {mode: fit_hits(golds, remembering, weighed, joint=mode == "joint") for mode in ("joint", "single")}
    closer = built_in(encoder)
    looked = fit_rerank(golds, remembering, replace(weighed, hits=worth), closer) if closer else start.closer
    weighed = replace(weighed, unsaid=fit_unsaid(golds, remembering, weighed))
    relation = fit_relation(_examples(golds, remembering, weighed), start.relation)
    names = ", ".join(sorted(p.stem for p in (*paths, *learnt)))
    about = {"model": encoder.name, "sets": names, "command": "python -m matcher.fit"}
    return replace(weighed, link=link, hits=worth, closer=looked, thresholds=thresholds, relation=relation, fitted=about)


def _examples(golds: Sequence[GoldSet], encoder: Encoder, parameters: Parameters) -> list[tuple[Demands, Relation]]:
    """What the pairs of sets with several relations demand, and the relation that gold says: only there can it be learnt."""
    found = []
    for gold in golds:
        if len({row.relation for row in gold.rows}) < 2 or not all(row.relation in _FULL for row in gold.rows):
            continue  # "equal" may be either of two relations
        by_documents: dict[Key, list[GoldRow]] = {}
        for row in gold.rows:
            by_documents.setdefault((row.a_standard, row.b_standard), []).append(row)
        for (a, b), rows in by_documents.items():
            clauses = [_clauses(gold, row) for row in rows]
            pairs = [([x], [y]) for x, y in clauses]
            verdicts = judge(pairs, gold.documents[a], gold.documents[b], encoder, parameters)
            found += [(verdict.demands, Relation(row.relation)) for verdict, row in zip(verdicts, rows, strict=True)]
    return found


def _clauses(gold: GoldSet, row: GoldRow) -> tuple[Clause, Clause]:
    return gold.labels[row.a_standard, row.a_clause], gold.labels[row.b_standard, row.b_clause]


def main() -> None:
    """The command: fit and write."""
    parser = argparse.ArgumentParser(description="Fit the parameters of the matcher on gold sets that are no judge sets.")
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--learnt", nargs="*", type=Path, default=[], help="sets that the model was trained on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--vectors", type=Path, help="a folder that keeps vectors for the next time")
    arguments = parser.parse_args()
    found = fit(arguments.gold, load_encoder(arguments.model), learnt=arguments.learnt, vectors=arguments.vectors)
    arguments.out.write_text(found.to_json(), encoding="utf-8")


if __name__ == "__main__":
    main()

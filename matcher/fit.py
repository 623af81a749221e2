"""Fits the shipped parameters: how signals are weighed, what a score is worth, and when to stay silent.

    python -m corpora.wordings --out training.jsonl
    python -m matcher.fit GOLD.jsonl … --learnt training.jsonl … --out matcher/parameters.json --vectors FOLDER
    python -m matcher.fit GOLD.jsonl … --learnt training.jsonl … --deviations --out … --vectors FOLDER
    python -m matcher.fit GOLD.jsonl … --relations --out … --vectors FOLDER

The gold must be kept apart from what the figures are judged by, and from what the model was trained on: of the sets that were
``learnt`` only those clauses count that ``matcher.train`` holds out. First the weights of the signals are fitted
(``fit_weights``), with them the confidences and their thresholds (``fit_confidence``) and what a closer look is worth
(``fit_rerank``), then the relations (``fit_relation``); what is not fitted stays as it is in the parameters that are shipped.
What counts as missing on the other side is fitted by itself (``fit_tokens`` on what was learnt, ``fit_unsaid`` on gold that
states every deviation), and the relations can be, as when deviations are found in another way. With a folder for vectors a second
fit with the same model embeds nothing, and ``clausebridge evaluate --vectors FOLDER`` uses the same folder: a fit is then a
matter of three minutes, the evaluation of all sets of as many again (docs/LOG.md).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.encoder import Encoder, load_encoder
from matcher.fit_confidence import fit_hits, fit_links
from matcher.fit_relation import fit_relation
from matcher.fit_rerank import fit_rerank
from matcher.fit_tokens import fit_tokens
from matcher.fit_unsaid import fit_unsaid
from matcher.fit_weights import JOINT, PAIR, SINGLE, fit_weighting
from matcher.gold import GoldSet, gold_set
from matcher.lessons import read_lessons
from matcher.match import Relation
from matcher.parameters import Parameters, shipped
from matcher.relate import Demands
from matcher.relation_folds import relation_cases
from matcher.remembering import Remembering
from matcher.rerank import built_in
from matcher.tokens import token_encoder

_FULL = frozenset(Relation)


def refit_relations(paths: Sequence[Path], encoder: Encoder, *, vectors: Path | None = None) -> Parameters:
    """The shipped parameters with the relations alone fitted anew on ``paths``, as when deviations are found in another way.

    ``vectors``: see ``fit``.
    """
    start = shipped()
    known = _examples([gold_set(path) for path in paths], Remembering(encoder, folder=vectors), start)
    names = ", ".join(sorted(p.stem for p in paths))
    return replace(start, relation=fit_relation(known, start.relation), fitted={**start.fitted, "relations": names})


def refit_deviations(
    paths: Sequence[Path], encoder: Encoder, *, learnt: Sequence[Path] = (), vectors: Path | None = None
) -> Parameters:
    """The shipped parameters with what counts as missing on the other side fitted anew: on gold that states every deviation.

    ``learnt``: of wordings of the same demands in them the tokens are fitted; without any these stay. ``vectors``: see ``fit``.
    """
    start = shipped()
    about = {**start.fitted, "deviations": ", ".join(sorted(p.stem for p in paths))}
    telling = token_encoder(encoder)
    if telling and learnt:
        start = replace(start, tokens=fit_tokens(read_lessons(learnt), telling))
        about["tokens"] = ", ".join(sorted(p.stem for p in learnt))
    golds = [gold_set(path) for path in paths]
    return replace(start, unsaid=fit_unsaid(golds, Remembering(encoder, folder=vectors), start), fitted=about)


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
    relation = fit_relation(_examples(golds, remembering, weighed), start.relation)
    names = ", ".join(sorted(p.stem for p in (*paths, *learnt)))
    about = {**start.fitted, "model": encoder.name, "sets": names, "relations": names, "command": "python -m matcher.fit"}
    return replace(weighed, link=link, hits=worth, closer=looked, thresholds=thresholds, relation=relation, fitted=about)


def _examples(golds: Sequence[GoldSet], encoder: Encoder, parameters: Parameters) -> list[tuple[Demands, Relation]]:
    """What the pairs of sets with several relations demand, and the relation that gold says: only there can it be learnt.

    A set in which "equal" may be either of two relations is left out.
    """
    spelled = [gold for gold in golds if all(row.relation in _FULL for row in gold.rows)]
    return [(case.demands, case.relation) for gold in spelled for case in relation_cases(gold, encoder, parameters)]


def main() -> None:
    """The command: fit and write."""
    parser = argparse.ArgumentParser(description="Fit the parameters of the matcher on gold sets that are no judge sets.")
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--learnt", nargs="*", type=Path, default=[], help="sets that the model was trained on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--vectors", type=Path, help="a folder that keeps vectors for the next time")
    parser.add_argument(
        "--deviations", action="store_true", help="fit what counts as missing only, and keep the other parameters"
    )
    parser.add_argument("--relations", action="store_true", help="fit the relations only, and keep the other parameters")
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.model)
    if arguments.relations:
        found = refit_relations(arguments.gold, encoder, vectors=arguments.vectors)
    elif arguments.deviations:
        found = refit_deviations(arguments.gold, encoder, learnt=arguments.learnt, vectors=arguments.vectors)
    else:
        found = fit(arguments.gold, encoder, learnt=arguments.learnt, vectors=arguments.vectors)
    arguments.out.write_text(found.to_json(), encoding="utf-8")


if __name__ == "__main__":
    main()

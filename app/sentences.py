"""The sentences of a proposal in every language of the interface: its relation, then its deviations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.deviation_wording import Clauses, Sides, deviation_sentence
from app.rationale import Label
from app.relation_wording import relation_sentence
from app.wording import LANGUAGES, catalogue
from matcher.match import Match


def sentence_cells(match: Match, clauses: Clauses, label: Label) -> dict[str, str]:
    """``sentence_en``, ``sentence_zh``: the relation and each deviation on a line of its own; "" without a counterpart."""
    sides = Sides.of(match, clauses)
    return {
        f"sentence_{lang}": "\n".join(
            line
            for line in (relation_sentence(match, label, _), *(deviation_sentence(d, sides, _) for d in match.deviations))
            if line
        )
        for lang, _ in _translations().items()
    }


def with_sentences(row: Mapping[str, Any], match: Match, clauses: Clauses, label: Label) -> dict[str, Any]:
    """The row of the JSONL contract with ``sentence_en`` and ``sentence_zh`` for the relation and for each deviation."""
    sides = Sides.of(match, clauses)
    told = {f"sentence_{lang}": relation_sentence(match, label, _) for lang, _ in _translations().items()}
    deviations = [
        one | {f"sentence_{lang}": deviation_sentence(d, sides, _) for lang, _ in _translations().items()}
        for one, d in zip(row["deviations"], match.deviations, strict=True)
    ]
    return {**row, **told, "deviations": deviations}


def _translations() -> dict[str, Any]:
    return {lang: catalogue(lang).gettext for lang in LANGUAGES}

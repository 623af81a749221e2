"""A hit side by side with what was asked, as a card that is only read: both texts with their marks, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.answering import Answer
from app.asking import Asked
from app.card import card_data
from app.card_lines import SIDE_TONES, per_cent
from app.decided_hits import Decided
from app.hit_wording import HIT_RELATIONS, HIT_SIDES, THE_QUERY, decided_words, limit_words, limits_told
from app.state import Comparison, Item, State
from app.visible import visible
from app.wording import Translate
from index.shelf import Licence
from ingest.clause import Clause, Document, Standard
from matcher.match import Match, Relation, Side

Data = dict[str, Any]

_TONES = {Decided.ACCEPTED: "good", Decided.REJECTED: "bad", Decided.UNSURE: "warn"}
_SILENT = ("edit", "remove", "add", "take", "evidence")
"""What a card of the review offers or tells and a hit does not."""


def hit_card(asked: Asked, answer: Answer, document: Document, licences: Mapping[str, Licence], _: Translate) -> Data:
    """The card of a hit; ``document`` is the hit's standard with its clauses, A is what was asked."""
    opened, match = _opened(asked, answer, document, licences, _)
    data = card_data(opened, Item("", match, State.OPEN), _)
    data["words"] |= dict.fromkeys(_SILENT, "")
    if answer.match is None:
        data["words"]["deviations"] = ""
    data["relation"] = data["relation"] if answer.match else ""
    lines = [limit_words(one, _) for one in limits_told(answer)]
    return data | {
        "summary": _summary(answer, _),
        "history": [visible(line) for line in lines],
        "evidence": [],
        "because": "",
        "place": "",
        "reviewer": "",
        "compact": "",
    }


def _opened(
    asked: Asked, answer: Answer, document: Document, licences: Mapping[str, Licence], _: Translate
) -> tuple[Comparison, Match]:
    """What was asked and the hit as a comparison of two standards; a sentence stands in a standard of nothing else."""
    clause = answer.clause
    match = answer.match or Match("", (asked.clause.id,), clause.standard, (clause.id,), Relation.INTERSECTS, 0.0)
    ours: Sequence[Clause] = asked.side.clauses
    standard = asked.side.standard
    if asked.document is None:
        name = _(THE_QUERY)
        standard = Standard(name, asked.clause.lang)
        ours = (replace(asked.clause, standard=name),)
        match = replace(match, a_standard=name)
    opened = Comparison(
        standard,
        document.standard,
        {one.id: one for one in ours},
        {one.id: one for one in document.clauses},
        (match,),
        licences=licences,
    )
    return opened, match


def _summary(answer: Answer, _: Translate) -> list[Data]:
    pills: list[Data] = []
    if answer.said:
        pills.append({"text": visible(decided_words(answer.said, _)), "tone": _TONES.get(answer.said.state, "")})
    if answer.match:
        pills.append({"text": _(HIT_RELATIONS[answer.match.relation]), "tone": ""})
        if answer.match.stricter is not Side.SAME:
            pills.append({"text": _(HIT_SIDES[answer.match.stricter]), "tone": SIDE_TONES[answer.match.stricter]})
    if answer.confidence is not None:
        pills.append({"text": per_cent(answer.confidence), "tone": ""})
    return pills

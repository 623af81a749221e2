"""Where recognition stands as plain data for a page: the matrix of cells, that of risks, and the history for a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.risk_wording import BANDS, LIKELIHOODS, SEVERITIES
from app.standing import DECIDED, Answer, Tally
from app.standing_cells import Cell
from app.standing_risk import Rated, matrix
from app.standing_wording import ANSWERS, MISSING_HERE, PROPOSED, country_name, percent
from app.wording import CLASS_VALUES, N_, Translate
from ingest.sector import Sector
from matcher.risk_classes import Likelihood, Severity, band

Data = dict[str, Any]
TONES = {
    Answer.UNDECIDED: "undecided",
    Answer.AGAIN: "again",
    Answer.MISSING: "missing",
    Answer.INCOMPARABLE: "incomparable",
    Answer.HERE: "here",
    Answer.THERE: "there",
    Answer.EQUIVALENT: "equivalent",
}
COLOURS = {
    Answer.UNDECIDED: "#c9cec8",
    Answer.AGAIN: "#d3b552",
    Answer.MISSING: "#b4534a",
    Answer.INCOMPARABLE: "#8f79b5",
    Answer.HERE: "#1f5f7a",
    Answer.THERE: "#a8741a",
    Answer.EQUIVALENT: "#2f7d4f",
}
"""Of the chart, as ``standing.css`` has them for the matrix."""


def cell_name(country: str, sector: str) -> str:
    """What a click on a cell sends back."""
    return f"{country}|{sector}"


def matrix_data(found: Mapping[tuple[str, str], Cell], chosen: str, _: Translate) -> Data:
    """Partner countries as rows, sectors as columns; in each cell what is undecided first."""
    countries = sorted({country for country, _sector in found}, key=lambda one: (not one, country_name(one, _)))
    return {
        "kind": "cells",
        "corner": _("Partner"),
        "columns": [_(CLASS_VALUES[one]) for one in Sector],
        "rows": [
            {
                "name": country_name(country, _),
                "cells": [_cell(found.get((country, one)), cell_name(country, one), chosen, _) for one in Sector],
            }
            for country in countries
        ],
    }


def risk_data(found: Sequence[Rated], _: Translate) -> Data:
    """Severities as rows, the worst above; likelihoods as columns; counts of risks that hold."""
    counted = matrix(found)
    rows = []
    for severity in reversed(Severity):
        cells = [_risk_cell(counted.get((severity, one), 0), severity, one, _) for one in Likelihood]
        rows.append({"name": _(SEVERITIES[severity]), "cells": cells})
    columns = [_(LIKELIHOODS[one]) for one in Likelihood]
    return {"kind": "risks", "corner": _("Severity × likelihood"), "columns": columns, "rows": rows}


def chart_data(found: Sequence[tuple[str, Tally]], when: str, _: Translate) -> dict[str, list[Any]]:
    """Columns for a chart of stacked bars: the days or months under ``when``, and for each answer its counts."""
    data: dict[str, list[Any]] = {when: [day for day, _tally in found]}
    for answer in Answer:
        data[_(ANSWERS[answer])] = [tally.of(answer) for _day, tally in found]
    return data


def proposed_words(tally: Tally, _: Translate) -> str:
    """What is proposed for the undecided, in a line; "" where there is nothing."""
    told = [f"{_(ANSWERS[one])} {tally.proposed[one]}" for one in DECIDED if tally.proposed.get(one)]
    return _(PROPOSED).format(what=_(N_(", ")).join(told)) if told else ""


def _cell(cell: Cell | None, name: str, chosen: str, _: Translate) -> Data:
    if cell is None:
        return {"empty": "–"}
    ours, theirs = cell.here, cell.there
    notes = [f"{_(MISSING_HERE)}: {percent(theirs.of(Answer.MISSING), theirs.clauses)}"] if theirs.of(Answer.MISSING) else []
    size = _("clauses: {clauses}, comparisons: {count}").format(clauses=ours.clauses, count=cell.comparisons)
    parts = [
        {"tone": TONES[one], "words": _(ANSWERS[one]), "count": ours.of(one), "number": percent(ours.of(one), ours.clauses)}
        for one in Answer
        if ours.of(one)
    ]
    return {"name": name, "size": size, "parts": parts, "notes": notes, "current": name == chosen}


def _risk_cell(count: int, severity: Severity, likelihood: Likelihood, _: Translate) -> Data:
    tone = band(severity, likelihood)
    word = _(BANDS[tone])
    return {"size": f"{count}", "notes": [word], "tone": tone.value} if count else {"empty": word, "tone": tone.value}

"""``match`` and ``evaluate``: what answers to what, and how well that is found."""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.dated import as_named
from app.sources import apart, names_a_file, open_library, parents_on_file, resolve
from app.terminal import output, progress, result, say
from ingest.errors import UsageError
from matcher.match import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.clause import Document


class TableFormat(StrEnum):
    """How a comparison is written."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


def match_standards(
    a: Annotated[str, typer.Argument(metavar="A", help="Our standard: a file, or a designation in the library.")],
    b: Annotated[list[str], typer.Argument(metavar="B…", help="Theirs; several are searched together.")],
    form: Annotated[TableFormat, typer.Option("--format", help="How the comparison is written.")] = TableFormat.TABLE,
    view: Annotated[
        View, typer.Option("--view", help="Clauses may stand anywhere (free), or in the order of both documents (ordered).")
    ] = View.FREE,
    precision: options.Precision = 0.99,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also name the words of A and of B that say the same; takes longer.")
    ] = False,
    lang: Annotated[
        options.Language, typer.Option("--lang", help="Language of the explanations; JSONL has all.")
    ] = options.Language.EN,
    out: options.Out = None,
    as_of: options.AsOf = options.TODAY,
    author: options.Author = "",
    library: options.Library = None,
    model: options.Model = "bundled",
) -> None:
    """Propose which clauses of A answer to which of B.

    A comparison of two standards of the library is kept there and waits for review. A designation without a year means the
    edition on file that was in force on the day of --as-of; which one is said.
    """
    from app.above import Kept
    from app.explaining import explained, strangers
    from app.legal import legal_view
    from app.report import write_comparison
    from index.encoder import load_encoder
    from matcher.advise import needed
    from matcher.compare import compare
    from matcher.pivot import with_pivots

    if form is TableFormat.XLSX and out is None:
        raise UsageError("an Excel file cannot be written to the terminal: add --out FILE.xlsx")
    stored = None if all(map(names_a_file, [a, *b])) else open_library(library)
    try:
        named = as_named([a, *b], stored, as_of)
        documents = apart([resolve(name, stored) for name in named])
        encoder = load_encoder(model)
        filed = _filed(named, documents)
        on_file = [standard.designation for standard in stored.standards()] if stored is not None else []
        vectors = {own: stored.vectors(name, encoder) for name, own in filed} if stored is not None else {}
        licences = {own: stored.licence(name) for name, own in filed} if stored is not None else {}
        with progress("matching") as update:
            matches = compare(
                documents[0],
                documents[1:],
                encoder,
                vectors=vectors,
                view=view,
                on_file=on_file,
                precision=precision,
                progress=update,
            )
        matches = with_pivots(matches, documents, parents_on_file(documents, stored), encoder, vectors)
        if needed(precision) > 1:
            say(f"no confidence had a precision of {precision:g} where it was measured: nothing is proposed, only asked")
        for line in strangers(documents, encoder):
            say(line)
        kept = Kept(legal=legal_view(stored, as_of) if stored is not None else None)
        if stored is not None and len(vectors) == len(named) == 2:
            from app.deciding import agreed_scopes, said_comparable
            from app.state import save_comparison

            save_comparison(
                stored, documents[0], documents[1], matches, encoder.name, precision=precision, view=view, author=author
            )
            matches = said_comparable(stored, documents[0], documents[1], matches)
            agreed = agreed_scopes(stored, documents[0].standard.designation, documents[1].standard.designation)
            kept = replace(kept, agreed=agreed, head=stored.log.head())
            say("The comparison waits for review: clausebridge review")
        if explain:
            with progress("explaining") as update:
                matches = explained(matches, documents, encoder, licences, progress=update)
        write_comparison(matches, documents, str(form), out, result, licences, lang=str(lang), kept=kept)
    finally:
        if stored is not None:
            stored.close()


def _filed(names: Sequence[str], documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Of the standards that were named as in the library: their names, and the designations under which they are compared."""
    return [(name, d.standard.designation) for name, d in zip(names, documents, strict=True) if not names_a_file(name)]


class Part(StrEnum):
    """What ``evaluate`` measures."""

    SINGLE = "single"
    JOINT = "joint"
    MATCH = "match"
    RELATIONS = "relations"
    DEVIATIONS = "deviations"


def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(help="Gold sets: clause lists with gold rows (JSONL). Left out: those of this project's own samples."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write all figures to this file (JSON) as well.")] = None,
    only: Annotated[list[Part] | None, typer.Option(help="Measure only this; may be given several times.")] = None,
    baselines: Annotated[bool, typer.Option(help="Measure simpler ways beside it.")] = True,
    precision: options.Precision = 0.99,
    vectors: Annotated[
        Path | None, typer.Option(help="Keep vectors in this folder: a run that was cut off goes on, a later one embeds nothing.")
    ] = None,
    model: options.Model = "bundled",
    reranker: options.Reranker = None,
) -> None:
    """Measure on gold sets, beside simpler ways on the same vectors.

    Labels are hidden and rows shuffled. Per language pair: hits of single and joint search, F1 of proposed pairs. Per set and
    over all: how far confidences mean what they say, how much is proposed at a precision, macro-F1 of relations.
    """
    from index.encoder import load_encoder
    from index.reranker import load_reranker
    from matcher.evaluate import evaluate as measure
    from matcher.evaluate import own_gold
    from matcher.remembering import Remembering

    asked = gold or own_gold()
    again = load_reranker(reranker) if reranker else None
    with progress("embedding") as update:
        encoder = Remembering(load_encoder(model), update, folder=vectors)
        found = measure(
            asked,
            encoder,
            only=only or list(Part),
            baselines=baselines,
            precision=precision,
            reranker=again,
            told=lambda report: result(report.table() + "\n"),
        )
    result(found.closing())
    if out is not None:
        with output(out) as write:
            write(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))

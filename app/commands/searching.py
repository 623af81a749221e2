"""``search`` and ``terms``: what on file, or in a list, answers to a sentence or a clause; and the user's own terms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app import options
from app.terminal import output, progress, result, say
from ingest.errors import UsageError


def search(
    text: Annotated[str | None, typer.Argument(help="A sentence, or STANDARD#CLAUSE for a clause of the library.")] = None,
    lang: Annotated[str | None, typer.Option(help="Only results in this language (zh, en, ru …).")] = None,
    standard: Annotated[str | None, typer.Option(help="Only results in this standard.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Only standards of this publisher (GB, ISO, ГОСТ …).")] = None,
    country: Annotated[str | None, typer.Option(help="Only standards of this country (CN, RU …).")] = None,
    edition: Annotated[str | None, typer.Option(help="Only editions of this year.")] = None,
    status: options.Status = None,
    sector: options.Sector = None,
    field: options.Field = None,
    provision: Annotated[
        str | None, typer.Option(help="requirement, instruction, recommendation, permission, statement.")
    ] = None,
    aspect: Annotated[str | None, typer.Option(help="definition, product requirement, test method, management …")] = None,
    top: Annotated[int, typer.Option(min=1, help="How many results.")] = 10,
    queries: Annotated[Path | None, typer.Option(help="A clause list: search for each of its clauses.")] = None,
    corpus: Annotated[Path | None, typer.Option("--in", help="A clause list to search in.", show_default="the library")] = None,
    joint: Annotated[bool, typer.Option("--joint", help="Let all queries inform each other.")] = False,
    terms: Annotated[Path | None, typer.Option(help="A CSV of your own terms, beside those of the library (see terms).")] = None,
    out: options.Out = None,
    library: options.Library = None,
    model: options.Model = "bundled",
    reranker: options.Reranker = None,
) -> None:
    """Find clauses that answer to a sentence or a clause.

    With --queries, for every clause of a list, as JSONL. Results from the query's own standard are left out. All limits hold.
    """
    from app.classing import named
    from app.limits import Limits, named_value
    from app.searching import Place, batch_rows, read_again, result_lines, search_place
    from index.encoder import load_encoder
    from index.reranker import load_reranker
    from matcher.rerank import LOOKED

    if (text is None) == (queries is None):
        raise UsageError("search needs either TEXT or --queries FILE")
    given = {"lang": lang, "standard": standard, "publisher": publisher, "country": country, "edition": edition}
    limits = Limits(
        **{name: value.strip() for name, value in given.items() if value},
        **named(status, sector, field),
        **{name: named_value(name, value) for name, value in (("provision", provision), ("aspect", aspect)) if value},
    )
    again = load_reranker(reranker) if reranker else None
    with progress("searching") as update:
        place = Place(library, corpus, limits, terms)
        wanted = max(top, LOOKED) if again else top
        found = search_place(text, queries, place, load_encoder(model), top=wanted, joint=joint, progress=update)
        if again:
            found = read_again(found, again, top)
    for unknown in found.unknown:
        say(f"the model does not know the language of the query ({unknown}); --model names another")
    with output(out) as write:
        for line in batch_rows(found) if queries else result_lines(found):
            write(line)


def terms(
    add: Annotated[
        Path | None,
        typer.Argument(
            metavar="[CSV]", help="A file whose first line names languages (zh,en,ru) and whose rows are names of one thing."
        ),
    ] = None,
    library: options.Library = None,
) -> None:
    """Show your own terms, or add those of a file.

    They are kept in the library as terms.csv, which any spreadsheet can edit. To a search, two texts that use
    names of one row are alike.
    """
    from index.glossary import add_terms, term_rows
    from index.library import Library, default_location

    with Library.open(library or default_location()) as opened:
        if add is not None:
            say(f"{add_terms(opened.folder, add)} terms added to {opened.folder / 'terms.csv'}")
            return
        rows = term_rows(opened.folder)
    for row in rows:
        result("\t".join(row))
    if not rows:
        say("There are no terms of your own. Add some with: clausebridge terms FILE.csv")

"""``search`` and ``terms``: what on file, or in a list, answers to a sentence or a clause; and the user's own terms."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import output, progress, result, say, whole
from ingest.errors import UsageError

if TYPE_CHECKING:
    from app.results import Wanted
    from app.searching import Place


class Form(StrEnum):
    """The formats of the results of many requirements."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


def search(
    text: Annotated[str | None, typer.Argument(help="A sentence, or STANDARD#CLAUSE for a clause of the library.")] = None,
    lang: Annotated[str | None, typer.Option(help="Only results in this language (zh, en, ru …).")] = None,
    standard: Annotated[str | None, typer.Option(help="Only results in this standard.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Only standards of this publisher (GB, ISO, ГОСТ …).")] = None,
    country: Annotated[str | None, typer.Option(help="Only standards of this country (CN, RU …).")] = None,
    edition: Annotated[str | None, typer.Option(help="Only editions of this year.")] = None,
    status: options.Status = None,
    force: options.LegalForce = None,
    sector: options.Sector = None,
    field: options.Field = None,
    provision: Annotated[
        str | None, typer.Option(help="requirement, instruction, recommendation, permission, statement.")
    ] = None,
    aspect: Annotated[str | None, typer.Option(help="definition, product requirement, test method, management …")] = None,
    decided: Annotated[
        str | None, typer.Option(help="Only hits that people decided so: decided, undecided, accepted, rejected, unsure.")
    ] = None,
    relation: Annotated[
        str | None, typer.Option(help="Only hits of this relation: equal-to, superset-of (A is the query) …")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many results.")] = 10,
    queries: Annotated[
        Path | None, typer.Option(help="A clause list, or a spreadsheet of requirements (XLSX, CSV): search for each of them.")
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", help="Of --queries, with relation, deviations and decisions.", show_default="by the name of --out"
        ),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Of a workbook of --queries.", show_default="the first")] = None,
    column: Annotated[
        str | None, typer.Option(help="The column of --queries that holds the requirements: its head or its letter.")
    ] = None,
    corpus: Annotated[Path | None, typer.Option("--in", help="A clause list to search in.", show_default="the library")] = None,
    joint: Annotated[bool, typer.Option("--joint", help="Let all queries inform each other.")] = False,
    terms: Annotated[Path | None, typer.Option(help="A CSV of your own terms, beside those of the library (see terms).")] = None,
    as_of: options.AsOf = options.TODAY,
    out: options.Out = None,
    library: options.Library = None,
    model: options.Model = "bundled",
    reranker: options.Reranker = None,
) -> None:
    """Find clauses that answer to a sentence, a quantity or a clause.

    Each hit is told with its relation to the query, what differs, and what people decided: decided hits come first, rejected
    ones last. With --queries, for every clause of a list, as JSONL. Results from the query's own standard are left out. All
    limits hold.
    """
    from app.classing import named
    from app.decided_hits import named_decided, named_relation
    from app.limits import Limits, named_value
    from app.requirements import is_table
    from app.results import Results, Wanted
    from app.searching import (
        Place,
        batch_rows,
        judged,
        read_again,
        remarks,
        result_lines,
        search_place,
        search_text,
        unknown_language,
    )
    from index.encoder import load_encoder
    from index.reranker import load_reranker
    from matcher.rerank import LOOKED

    if (text is None) == (queries is None):
        raise UsageError("search needs either TEXT or --queries FILE")
    given = {"lang": lang, "standard": standard, "publisher": publisher, "country": country, "edition": edition}
    limits = Limits(
        **{name: value.strip() for name, value in given.items() if value},
        **named(status, sector, field),
        force=force.value if force else "",
        **{name: named_value(name, value) for name, value in (("provision", provision), ("aspect", aspect)) if value},
    )
    wanted = Wanted(named_decided(decided) if decided else None, named_relation(relation) if relation else None)
    plain = bool(corpus or joint or reranker)
    judges = queries is not None and (form is not None or column is not None or (queries.exists() and is_table(queries)))
    _check(
        plain=plain, wanted=bool(decided or relation), judges=judges, queries=bool(queries), told=bool(form or sheet or column)
    )
    if judges and queries is not None:
        _batch(queries, sheet or "", column or "", Place(library, None, limits, terms, as_of), wanted, top, form, out, model)
        return
    place, encoder = Place(library, corpus, limits, terms, as_of), load_encoder(model)
    again = load_reranker(reranker) if reranker else None
    results: Results | None = None
    with progress("searching") as update:
        if not plain and text is not None:
            results, licences = search_text(text, place, encoder, wanted, top=top, progress=update)
            strange = unknown_language(results, encoder)
        else:
            found = search_place(
                text, queries, place, encoder, top=max(top, LOOKED) if again else top, joint=joint, progress=update
            )
            if again:
                found = read_again(found, again, top)
            strange, licences = found.unknown, found.licences
            results = judged(text, found, place, encoder) if text is not None else None
    for name in strange:
        say(f"the model does not know the language of the query ({name}); --model names another")
    for remark in remarks(results, str) if results else ():
        say(remark)
    with output(out) as write:
        for line in result_lines(results, licences, str) if results else batch_rows(found):
            write(line)


def _check(*, plain: bool, wanted: bool, judges: bool, queries: bool, told: bool) -> None:
    """Refuse options that do not go together."""
    if plain and (wanted or judges):
        raise UsageError("what is judged is judged in the library, one query by one: leave out --in, --joint and --reranker")
    if wanted and queries and not judges:
        raise UsageError("--decided and --relation need --format with a clause list")
    if told and not queries:
        raise UsageError("--format, --sheet and --column belong to --queries")


def _batch(
    queries: Path,
    sheet: str,
    column: str,
    place: Place,
    wanted: Wanted,
    top: int,
    form: Form | None,
    out: Path | None,
    model: str,
) -> None:
    """Search for each requirement of a file; what is done stands beside ``out`` until all is."""
    from app.batch_files import batch_bytes, form_of
    from app.searching import requirements_of, search_rows
    from index.encoder import load_encoder

    chosen = form_of(out, form.value if form else "")
    if chosen == "xlsx" and out is None:
        raise UsageError("a workbook goes to a file: name it with --out")
    asked = requirements_of(queries, sheet=sheet, column=column)
    for fault in asked.faults:
        say(f"{queries}: {fault}")
    partial = out.with_name(f"{out.name}.done") if out else None
    with progress("searching") as update:
        rows = search_rows(asked, place, load_encoder(model), wanted, top=top, partial=partial, progress=update)
    if out is None:
        for line in batch_bytes(rows, chosen).decode("utf-8-sig").splitlines():
            result(line)
        return
    with whole(out) as path:
        path.write_bytes(batch_bytes(rows, chosen))
    if partial:
        partial.unlink(missing_ok=True)
    if asked.faults:
        raise typer.Exit(1)


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

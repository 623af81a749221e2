"""``standing`` and ``sources``: where recognition stands, and where the official texts are lawfully had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.classing import named
from app.terminal import on_one_line, output, put, result, say
from ingest.days import read_day
from ingest.errors import UsageError
from ingest.jsonl import json_line

if TYPE_CHECKING:
    from app.standing_cells import Compared


class StandingFormat(StrEnum):
    """How it is written: a table, rows for programs, or a report."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    PDF = "pdf"


BINARY = (StandingFormat.XLSX, StandingFormat.DOCX, StandingFormat.PDF)
Country = Annotated[str | None, typer.Option("--country", help="Only this partner: KZ, RU, EU …; '-' where nobody stated it.")]


def standing(
    home: Annotated[str, typer.Option(help="The home country.")] = "CN",
    country: Country = None,
    sector: options.Sector = None,
    topic: Annotated[str | None, typer.Option("--topic", "--field", help="HSE, certification, product.")] = None,
    as_of: options.AsOf = options.TODAY,
    since: Annotated[str, typer.Option(metavar="DATE", help="Also tell what moved since the end of this day.")] = "",
    form: Annotated[
        StandingFormat, typer.Option("--format", help="How it is written; json and csv have a row for each cell.")
    ] = StandingFormat.TABLE,
    clauses: Annotated[bool, typer.Option("--clauses", help="A JSON row for each requirement clause, as it stands now.")] = False,
    lang: options.PaperLang = options.PaperLanguage.EN,
    out: options.Out = None,
    library: options.Library = None,
) -> None:
    """Tell where recognition stands: partner countries × sectors × topics.

    Counted are requirement clauses of the home standards, each once for each comparison: undecided, to be looked at again,
    missing there, not comparable, stricter here, stricter there, equivalent; and what is missing here. It counts what people
    decided, tells apart what is proposed, and concludes nothing. Columns: country, sector, topic, comparisons, requirement
    clauses, decided, then the seven in this order, requirement clauses of the partner, of these missing here, undecided, to be
    looked at again.
    """
    from app.papers import in_languages, paper_bytes
    from app.standing_cells import cells, chosen
    from app.standing_paper import Asked, standing_paper
    from app.standing_reading import Standings
    from app.standing_rows import cell_rows
    from app.tables import csv_bytes
    from index.library import Library, default_location

    if form in BINARY and out is None:
        raise UsageError(f"a report in {form} cannot be written to the terminal: add --out FILE.{form}")
    asked = named(None, sector, topic)
    day = as_of.isoformat() if as_of < date.today() else ""
    if clauses and (day or form not in (StandingFormat.TABLE, StandingFormat.JSON)):
        raise UsageError("--clauses tells each clause as it stands now, as JSON: leave out --as-of and --format")
    with Library.open(library or default_location()) as opened:
        read = Standings(opened).read(home.upper())
        own = None if country is None else country.upper().strip("-")
        found = chosen(read.compared, country=own, sector=asked.get("sector", ""), field=asked.get("field", ""))
        paper = standing_paper(opened, Asked(read, found, day, _day(since)))
    if clauses:
        with output(out) as write:
            for line in _clauses(found):
                write(line)
        return
    rows = cell_rows(cells(found, day), read.home, day)
    if form in (StandingFormat.TABLE, StandingFormat.JSON):
        with output(out) as write:
            for row in rows:
                write(json_line(row) if form is StandingFormat.JSON else "\t".join(on_one_line(str(one)) for one in _short(row)))
    elif form is StandingFormat.CSV:
        put(csv_bytes(rows), out)
    else:
        data, cut = paper_bytes(in_languages(paper, str(lang)), str(form))
        put(data, out)
        for line in cut:
            say(line)
    if not rows:
        say("Nothing is compared here. `clausebridge standing` without options tells all; `classify --country` states a country.")
    say(f"{len(found)} comparisons counted, {len(read.apart)} of other countries, {len(read.gone)} with a standard gone.")


def sources(
    country: Annotated[str | None, typer.Option("--country", help="Only publishers of this country: CN, KZ, EU, INT …")] = None,
    sector: Annotated[
        str | None, typer.Option("--sector", help="Only those for this sector: coal, power, mining, safety …")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List where the official texts of standards and regulations are lawfully had.

    Facts about publishers: who, which country and languages, the site, how texts are had there and under which terms. Nothing is
    fetched. Columns: country, publisher, languages, site, access, series, terms.
    """
    from app.publishers import publishers

    found = publishers(country or "", sector or "")
    for one in found:
        cells = (one.country, one.name, ", ".join(one.languages), one.site, one.access, ", ".join(one.series) or "–", one.terms)
        result(json_line(one.row) if as_json else "\t".join(map(on_one_line, cells)))
    say(f"{len(found)} publishers.")


def _short(row: dict[str, object]) -> list[object]:
    """The cells of a line of the table: no shares beside the counts that they follow from."""
    left = {key for key in row if key.endswith("_share") or key.startswith("proposed_")} | {"home", "as_of"}
    return [value if value not in ("", None) else "–" for key, value in row.items() if key not in left]


def _clauses(found: tuple[Compared, ...]) -> Iterator[str]:
    from app.standing_rows import clause_rows

    for one in found:
        for here in (True, False):
            half = one.facts.here if here else one.facts.there
            for row in clause_rows(one, here=here):
                yield json_line({"standard": half.designation, "side": "here" if here else "there", **row})


def _day(text: str) -> str:
    try:
        return read_day(text).isoformat() if text else ""
    except ValueError as error:
        raise UsageError(f"--since: {error}") from None

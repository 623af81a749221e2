"""``file``: the report of a comparison, to be filed."""

from __future__ import annotations

from typing import Annotated

import typer

from app import options
from app.terminal import put, say
from ingest.errors import UsageError

TO_A_FILE = frozenset({options.PaperForm.XLSX, options.PaperForm.DOCX, options.PaperForm.PDF})


def file(
    a: Annotated[str, typer.Argument(metavar="A", help="A standard of the library.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The one that it is compared with.")],
    version: Annotated[
        int | None, typer.Option("--version", min=1, help="A frozen version of the record.", show_default="as it is now")
    ] = None,
    form: Annotated[options.PaperForm, typer.Option("--format", help="The format of the report.")] = options.PaperForm.HTML,
    lang: options.PaperLang = options.PaperLanguage.EN,
    as_of: options.AsOf = options.TODAY,
    out: options.Out = None,
    library: options.Library = None,
) -> None:
    """Write the report of a comparison, to be filed.

    Facts and summary, table of clause numbers, technical differences with their reasons, normative references, clauses without
    counterpart, open points, who decided what, texts as the licences allow. What nobody decided is marked as such.
    """
    from app.filing import Filing
    from index.library import Library, default_location

    if form in TO_A_FILE and out is None:
        raise UsageError(f"a {form.value.upper()} file cannot be written to the terminal: add --out FILE.{form.value}")
    with Library.open(library or default_location()) as opened:
        opened.look_back(as_of)
        data, notices = Filing(opened, (a, b), version, lang.value, form.value).written(as_of)
    for notice in notices:
        say(notice)
    put(data, out)
    if out is not None:
        say(f"{out} is written.")

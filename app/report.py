"""What can be taken away: the proposals of a comparison, and what people decided, as rows and as files.

A row is a dict of plain values, the same for every format; ``app.tables`` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.above import NOTHING_KEPT, Kept, comparison_head
from app.legal import ForceCells, LegalView, legal_view
from app.licensed import licence_of, told, told_confirmation, told_deviation, told_match
from app.rationale import Label, absence_words, missing_words, rationale, searched_words
from app.sentences import sentence_cells, with_sentences
from app.tables import Row, csv_bytes, html_bytes, jsonl_bytes, table_bytes, xlsx_bytes
from app.terminal import put, say
from app.wording import LANGUAGES, catalogue
from ingest.errors import UsageError

if TYPE_CHECKING:
    from index.library import Library
    from index.shelf import Licence
    from ingest.clause import Clause, Document
    from matcher.match import Deviation, Match
    from matcher.told import Told

COLUMNS = (
    "number", "a_standard", "a_clauses", "a_titles", "a_text", "a_provision", "a_force", "a_aspect", "a_page", "a_ocr",
    "relation", "confidence", "advice", "stricter", "rationale", "implication", "scope", "deviations", "sentence_en",
    "sentence_zh", "b_standard", "b_clauses", "b_titles", "b_text", "b_provision", "b_force", "b_aspect", "b_page", "b_ocr",
    "evidence", "published", "explanation", "searched", "not_on_file",
)  # fmt: skip
"""The columns of a comparison table, in their order."""


def write_comparison(
    matches: Sequence[Match],
    documents: Sequence[Document],
    form: str,
    out: Path | None,
    result: Callable[[str], None],
    licences: Mapping[str, Licence] | None = None,
    *,
    lang: str = "en",
    kept: Kept = NOTHING_KEPT,
) -> None:
    """Write proposals as ``form`` (table, jsonl, csv, xlsx, html) to the file ``out``; without one, in lines to ``result``.

    JSONL has the rows of the contract, each with its ``explanation`` in every language of the interface; the other formats have
    those of ``comparison_rows``, with explanations in ``lang``; HTML and XLSX say first, the others
    on stderr, what ``app.above`` says; ``kept`` is what the library holds beside them: the end of its log is in every row.

    Raises:
        OSError: the file cannot be written.
    """
    from matcher.match_rows import match_to_row

    clauses = [clause for document in documents for clause in document.clauses]
    if form == "jsonl":
        label = _labels(documents)
        quoted = [told_match(match, licences or {}) for match in matches]
        why = ({code: explanation(match, label, catalogue(code).gettext) for code in LANGUAGES} for match in quoted)
        known = {(clause.standard, clause.id): clause for clause in clauses}
        rows = [
            with_sentences(match_to_row(match, clauses), match, known, label) | {"explanation": words} | kept.cells
            for match, words in zip(quoted, why, strict=True)
        ]
        put(jsonl_bytes(rows), out, result)
        return
    rows = [row | kept.cells for row in comparison_rows(matches, documents, licences, lang=lang, legal=kept.legal)]
    columns = (*COLUMNS, *kept.cells)
    title = " ↔ ".join(document.standard.designation for document in documents)
    head = comparison_head(matches, documents, licences, lang=lang, kept=kept)
    made = {
        "csv": lambda: csv_bytes(rows, columns=columns),
        "html": lambda: html_bytes(rows, title=title, columns=columns, head=head),
        "xlsx": lambda: _sheet(rows, columns, notes=head),
        "table": lambda: table_bytes(rows),
    }
    if form in ("csv", "table"):  # which have no place above their rows
        for line in head:
            say(line)
    put(made[form](), out, result)


def write_decisions(
    library: Library, form: str, out: Path | None, result: Callable[[str], None], *, as_of: date | None = None
) -> int:
    """Write what was decided in all comparisons as ``form`` (jsonl, csv, xlsx); returns how many rows.

    ``as_of`` is the day as of which the legal force of clauses is told (None: today).

    Raises:
        OSError: the file cannot be written.
        LibraryError: the log or the clauses are not what was written.
    """
    from matcher.decided import decided_pairs

    rows = [row for pair in decided_pairs(library) for row in decision_rows(library, *pair, as_of=as_of)]
    made = {"jsonl": lambda: jsonl_bytes(rows), "csv": lambda: csv_bytes(rows), "xlsx": lambda: _sheet(rows)}
    put(made[form](), out, result)
    return len(rows)


def decision_rows(library: Library, a: str, b: str, *, as_of: date | None = None) -> list[Row]:
    """One row for each judgement that counts, with labels, titles, pages, and texts as their licence allows.

    ``deviations`` are the lines of those that a person set, None where they were left as proposed; ``force`` is the legal force
    of a clause on ``as_of`` (None: today), with the regulations that cite it.
    Of a standard that was taken out the log alone speaks: its clauses are named by their ids, and their texts are empty.
    """
    from matcher.confirming import by, confirmations
    from matcher.decided import export_rows

    clauses: dict[tuple[str, str], Clause] = {}
    licences: dict[str, Licence] = {}
    documents: list[Document] = []
    for name in (a, b):
        licences[name] = licence_of(library, name)
        with suppress(UsageError):  # it was taken out
            document = library.document(name)
            licences[document.standard.designation] = licences[name]
            clauses |= {(clause.standard, clause.id): clause for clause in document.clauses}
            documents.append(document)
    legal = ForceCells(documents, legal_view(library, as_of or date.today()))
    confirmed: dict[tuple[str, str], list[str]] = {}
    for said in confirmations(library, a, b):
        one = told_confirmation(said, licences.get(said.a_standard), licences.get(said.b_standard))
        line = f"{one.kind}: {one.a_text or '–'} | {one.b_text or '–'} (comparable according to {by(one)})"
        confirmed.setdefault((one.a_clause, one.b_clause), []).append(line)
    rows = []
    for row in export_rows(library, a, b):
        cells: Row = {}
        for side in ("a", "b"):
            ids = [row[f"{side}_clause"]] if row[f"{side}_clause"] else []
            cells |= side_cells(side, row[f"{side}_standard"], ids, clauses, licences.get(row[f"{side}_standard"]))
            cells |= legal.cells(side, row[f"{side}_standard"], ids)
        agreed = confirmed.get((row["a_clause"], row["b_clause"]), [])
        a_licence, b_licence = (licences.get(row[f"{side}_standard"]) for side in ("a", "b"))
        edited = row["deviations"]
        stands = [deviation_line(told_deviation(one, a_licence, b_licence)) for one in edited or ()]
        rows.append(row | cells | {"deviations": None if edited is None else "\n".join(stands), "comparable": "\n".join(agreed)})
    return rows


def comparison_rows(
    matches: Sequence[Match],
    documents: Sequence[Document],
    licences: Mapping[str, Licence] | None = None,
    *,
    lang: str = "en",
    legal: LegalView | None = None,
) -> list[Row]:
    """One row for each proposal: both sides, relation, confidence, stricter side, what differs and why.

    ``documents`` are the compared standards; a clause id that none of them holds is shown as it is. ``licences`` by designation
    bind how much of a text is told; without one it is told whole. Order is that of ``matches``; explanations are in ``lang``.
    """
    clauses = {(clause.standard, clause.id): clause for document in documents for clause in document.clauses}
    label, words = _labels(documents), catalogue(lang).gettext
    force = ForceCells(documents, legal or LegalView((), date.today()))
    return [
        _comparison_row(number, match, clauses, licences or {})
        | force.cells("a", match.a_standard, match.a_clauses)
        | force.cells("b", match.b_standard, match.b_clauses)
        | sentence_cells(match, clauses, label)
        | {"explanation": explanation(match, label, words)}
        for number, match in enumerate((told_match(match, licences or {}) for match in matches), 1)
    ]


def explanation(match: Match, label: Label, _: Callable[[str], str]) -> str:
    """Why a proposal was made, or why a clause has no counterpart, what was searched and what is not on file, in words."""
    if match.a_clauses and match.b_clauses:
        return rationale(match, _)
    parts = (absence_words(match, label, _), searched_words(match, _), missing_words(match, _))
    return "\n".join(part for part in parts if part)


def _labels(documents: Sequence[Document]) -> Label:
    known = {(clause.standard, clause.id): clause.cited for document in documents for clause in document.clauses}
    return lambda standard, clause_id: known.get((standard, clause_id), clause_id)


def _comparison_row(number: int, match: Match, clauses: Mapping[tuple[str, str], Clause], licences: Mapping[str, Licence]) -> Row:
    return {
        "number": number,
        **side_cells("a", match.a_standard, match.a_clauses, clauses, licences.get(match.a_standard)),
        **side_cells("b", match.b_standard, match.b_clauses, clauses, licences.get(match.b_standard)),
        "relation": str(match.relation),
        "confidence": round(match.confidence, 4),
        "advice": str(match.advice),
        "stricter": str(match.stricter),
        "rationale": match.rationale,
        "implication": match.implication,
        "scope": match.scope,
        "deviations": "\n".join(deviation_line(deviation) for deviation in match.deviations),
        "evidence": "\n".join(
            f"{item.name} {item.value:.2f}" + _share(item.share) + (f": {item.detail}" if item.detail else "")
            for item in match.evidence
        ),
        "published": "\n".join(map(published_line, match.published)),
        "searched": "\n".join(match.searched),
        "not_on_file": "\n".join(match.absence.missing) if match.absence else "",
    }


def _share(share: float) -> str:
    """A share of the score for the eye: with its sign, in per cent; nothing where there is none."""
    return f" ({share:+.0%})" if abs(share) >= 0.005 else ""


def side_cells(
    side: str, standard: str, ids: Sequence[str], clauses: Mapping[tuple[str, str], Clause], licence: Licence | None = None
) -> Row:
    """The cells of one side of a link: standard, labels, titles, types of provision, aspects, pages, texts; several in lines.

    ``ocr`` are the numbers and comparison signs that OCR read, for a person to compare with the page.
    """
    from ingest.doubt import doubtful_words

    known = [clauses.get((standard, clause_id)) for clause_id in ids]
    return {
        f"{side}_standard": standard,
        f"{side}_clauses": "\n".join(
            clause.clause if clause else clause_id for clause, clause_id in zip(known, ids, strict=True)
        ),
        f"{side}_titles": "\n".join(clause.title for clause in known if clause and clause.title),
        f"{side}_provision": "\n".join(str(clause.provision) for clause in known if clause),
        f"{side}_aspect": "\n".join(str(clause.aspect) for clause in known if clause),
        f"{side}_page": "\n".join(str(clause.page) for clause in known if clause and clause.page),
        f"{side}_ocr": "\n".join(words for clause in known if clause and (words := doubtful_words(clause))),
        f"{side}_text": "\n\n".join(told(clause.text, licence) for clause in known if clause),
        f"{side}_lang": next((clause.lang for clause in known if clause), ""),
    }


def deviation_line(deviation: Deviation) -> str:
    """One difference in one line: its kind, both sides as printed, the stricter side, or why they cannot be compared."""
    verdict = (
        f"stricter: {deviation.stricter}" + (f"; comparable according to {deviation.by}" if deviation.by else "")
        if deviation.comparable
        else f"not comparable: {deviation.reason or 'no common measure'}"
    )
    return f"{deviation.kind}: {deviation.a_text or '–'} | {deviation.b_text or '–'} ({verdict})"


def published_line(told: Told) -> str:
    """What a standard publishes of a clause, in one line: both labels, how, by whom and where, in which words."""
    where = f"{told.by}, p. {told.page}" if told.page else told.by
    agrees = "" if told.agrees else "; the proposal differs"
    return f"{told.a_clause or '–'} | {told.b_clause or '–'}: {told.kind} ({where}{agrees})" + (
        f": {told.note}" if told.note else ""
    )


def _sheet(rows: Sequence[Row], columns: Sequence[str] | None = None, notes: Sequence[str] = ()) -> bytes:
    """An Excel file; whatever had to be cut is told, as it is in the sheet "notes", behind the ``notes`` that are given."""
    data, announced = xlsx_bytes(rows, columns=columns, notes=notes)
    for line in announced:
        say(line)
    return data

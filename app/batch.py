"""Searches for many requirements one after the other: each row alone, what is done kept, and taken up where nothing changed.

A row's results depend on that row, the library and the model alone. What was found is written to a partial file beside the
result, one line a row; its first line says what it was found for, and a file for anything else is begun anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.answering import Answer, relation_of
from app.asking import Asked, of_clause, query_of, same_words
from app.decided_hits import Decided
from app.hit_wording import absent_words, deviation_lines, limit_words
from app.licensed import told
from app.results import Results, Searcher, Wanted
from app.wording import LANGUAGES, Translate, catalogue
from index.glossary import kept_terms
from ingest.errors import ClausebridgeError, UsageError
from ingest.jsonl import json_line

if TYPE_CHECKING:
    from app.limits import Limits
    from app.requirements import Requirement, Requirements
    from index.encoder import Encoder
    from index.lexicon import Glossary
    from index.library import Library
    from index.shelf import Licence

Row = dict[str, Any]
COLUMNS = (
    "row", "id", "requirement", "a_standard", "a_clause", "rank", "b_standard", "b_clause", "b_title", "b_text", "confidence",
    "advice", "relation", "stricter", "limits_en", "limits_zh", "deviations_en", "deviations_zh", "decided", "decided_relation",
    "decided_by", "decided_at", "suspect", "note",
)  # fmt: skip
"""The columns of a result, A is the requirement; JSONL has them as keys."""
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Batch:
    """What is searched for, and how: ``limits`` and ``wanted`` hold for every row, of each ``top`` hits are told.

    Notes are in ``lang``; ``glossary`` are terms beside those that the library keeps.
    """

    asked: Requirements
    limits: Limits
    wanted: Wanted
    top: int
    lang: str = "en"
    glossary: Glossary = ()

    def about(self, library: Library, encoder: Encoder, as_of: date | None = None) -> dict[str, Any]:
        """What the results rest on: the same gives the same rows."""
        contents = {name: one.content for name, one in library.counts().items()}
        held = hashlib.sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()
        return {
            "format": FORMAT,
            "queries": self.asked.digest,
            "contents": held,
            "log": library.log.head().hash,
            "model": encoder.name,
            "terms": [list(one) for one in (*kept_terms(library.folder), *self.glossary)],
            "lang": self.lang,
            "limits": asdict(self.limits),
            "day": str(as_of or date.today()) if as_of or self.limits.status or self.limits.force else "",
            "wanted": [str(self.wanted.decided or ""), str(self.wanted.relation or "")],
            "top": self.top,
        }


def run(
    searcher: Searcher,
    library: Library,
    encoder: Encoder,
    batch: Batch,
    *,
    partial: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Row]:
    """The rows of the result, in the order of the file, bad rows among them; ``progress`` hears of requirements.

    Raises:
        UsageError: there is nothing to search in.
        LibraryError: the library is damaged.
    """
    about = batch.about(library, encoder, searcher.finder.as_of)
    done = _taken_up(partial, about) if partial else {}
    if partial:
        _begin(partial, about, done)
    searcher.finder.collection(encoder, glossary=batch.glossary, progress=progress)
    licences: dict[str, Licence] = {}
    total = len(batch.asked.rows)
    for count, one in enumerate(batch.asked.rows, 1):
        if one.row not in done:
            done[one.row] = rows_of(searcher, library, encoder, batch, one, licences)
            if partial:
                with partial.open("a", encoding="utf-8") as file:
                    file.write(json_line({"row": one.row, "rows": done[one.row]}) + "\n")
        if progress:
            progress(count, total)
    bad = {fault.row: [_bare(fault.row) | {"note": fault.reason(catalogue(batch.lang).gettext)}] for fault in batch.asked.faults}
    return [row for number in sorted(done | bad) for row in (done | bad)[number]]


def rows_of(
    searcher: Searcher, library: Library, encoder: Encoder, batch: Batch, one: Requirement, licences: dict[str, Licence]
) -> list[Row]:
    """The rows of one requirement; one that cannot be searched for is a row with the reason as its note."""
    _ = catalogue(batch.lang).gettext
    head = _bare(one.row) | {"id": one.id, "requirement": one.text, "a_standard": one.standard, "a_clause": one.clause}
    try:
        asked = query(searcher, library, one)
        found = searcher.search(encoder, asked, batch.limits, batch.wanted, top=batch.top, glossary=batch.glossary)
        for name in {answer.clause.standard for answer in found.answers} | ({found.asked.clause.standard} - {""}):
            licences.setdefault(name, library.licence(name))
    except ClausebridgeError as error:
        return [head | {"note": _unfound(library, one, error, _)}]
    if found.asked.document is not None:
        clause = found.asked.clause
        head |= {"a_standard": clause.standard, "a_clause": clause.clause}
        head["requirement"] = one.text or told(clause.text, licences.get(clause.standard))
    note = "\n".join(absent_words(said, _) for said in found.absent)
    rows = [
        head | {"rank": rank, "note": note if rank == 1 else ""} | _told(found, answer, licences)
        for rank, answer in enumerate(found.answers, 1)
    ]
    return rows or [head | {"note": note or _("nothing answers to this")}]


def query(searcher: Searcher, library: Library, one: Requirement) -> Asked:
    """What a requirement asks for: the clause on file that it names, where that says so, else its text, of that standard.

    Raises:
        UsageError: it names a standard or a clause that is not on file, and has no text.
    """
    try:
        standard = library.standard(one.standard).designation if one.standard else ""
        named = of_clause(one.clause, searcher.judges.document(standard)) if standard and one.clause else None
    except UsageError:
        if not one.text:
            raise
        standard, named = "", None
    if named is not None and (not one.text or same_words(one.text, [named.clause])):
        return named
    return Asked(replace(query_of(one.text, one.lang), standard=standard))


def _unfound(library: Library, one: Requirement, error: ClausebridgeError, _: Translate) -> str:
    """Why a row cannot be searched for; that what it names is not on file is told in the language of ``_``."""
    if one.text or not isinstance(error, UsageError):
        return _(str(error))
    try:
        standard = library.standard(one.standard).designation
    except UsageError:
        return _("{standard} is not on file").format(standard=one.standard)
    return _("{standard} has no clause {clause}").format(standard=standard, clause=one.clause)


def _told(found: Results, answer: Answer, licences: Mapping[str, Licence]) -> Row:
    clause, match, said = answer.clause, answer.match, answer.said
    row: Row = {
        "b_standard": clause.standard,
        "b_clause": clause.clause,
        "b_title": clause.title,
        "b_text": told(clause.text, licences.get(clause.standard)),
        "confidence": "" if answer.confidence is None else round(answer.confidence, 4),
        "advice": "" if answer.confidence is None else answer.advice.value,
        "relation": match.relation.value if match else "",
        "stricter": match.stricter.value if match else "",
        "decided": str(said.state) if said else str(Decided.NO),
    }
    if said:
        relation = relation_of(answer)
        row |= {"decided_relation": str(relation or ""), "decided_by": said.judgement.author}
        row |= {"decided_at": said.judgement.at, "suspect": "yes" if said.suspect else "no"}
    for lang in LANGUAGES:
        _ = catalogue(lang).gettext
        row[f"limits_{lang}"] = "\n".join(limit_words(one, _) for one in answer.limits)
        row[f"deviations_{lang}"] = "\n".join(deviation_lines(answer, found.asked, licences, _))
    return row


def _bare(number: int) -> Row:
    return dict.fromkeys(COLUMNS, "") | {"row": number}


def _begin(partial: Path, about: Mapping[str, Any], done: Mapping[int, list[Row]]) -> None:
    """Write what is taken up, so that no line stands behind one that was cut off."""
    lines = [about, *({"row": number, "rows": rows} for number, rows in done.items())]
    fresh = partial.with_name(f"{partial.name}.new")
    fresh.write_text("".join(f"{json_line(line)}\n" for line in lines), encoding="utf-8")
    fresh.replace(partial)


def _taken_up(partial: Path, about: Mapping[str, Any]) -> dict[int, list[Row]]:
    """What an earlier run has found for just this, by number of the row; a line that was cut off is found again."""
    done: dict[int, list[Row]] = {}
    with suppress(OSError, ValueError, KeyError, TypeError):
        lines = iter(partial.read_text(encoding="utf-8", errors="replace").splitlines())  # it may end within a character
        if json.loads(next(lines, "{}")) != json.loads(json_line(about)):
            return {}
        for line in lines:
            kept = json.loads(line)
            done[int(kept["row"])] = list(kept["rows"])
    return done

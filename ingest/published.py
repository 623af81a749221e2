"""What a standard itself publishes of correspondences: comparison tables, lists of changes, standards cited in place of others.

``published`` is a function of the parsed document alone; nothing of it is stored, so a better reading needs no new parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.changes import changes
from ingest.clause import Degree, Document
from ingest.correlation import correlations, edition_of
from ingest.designation import find_designations, same
from ingest.listed import Named
from ingest.stated import PublishedLink, Said, degree_in, page_of, words

_INSIDE = re.compile(r"[(（\[［][^()（）\[\]［］]*[)）\]］]")


def published(document: Document) -> tuple[PublishedLink, ...]:
    """The links that ``document`` states, in the order of its text, each once."""
    own = Named(document)
    place = {clause.id: at for at, clause in enumerate(document.clauses)}
    found = dict.fromkeys((*changes(document, own), *correlations(document, own), *_adopted(document)))
    return tuple(sorted(found, key=lambda link: (place[link.source], link.start)))


def _adopted(document: Document) -> Iterator[PublishedLink]:
    """Of a clause of references the entries that say what they adopt: GB/T 3785.1 … (GB/T 3785.1—2010, IEC 61672-1:2002, IDT)."""
    for clause in document.clauses:
        if not words("about", "referenced").search(clause.title):
            continue
        at = 0
        for line in clause.text.split("\n"):
            for other, own, degree in _entry(line):
                yield PublishedLink(
                    own,
                    "",
                    other,
                    edition_of(other),
                    "",
                    Said.REFERENCE,
                    clause.id,
                    at,
                    at + len(line),
                    page=page_of(clause, at),
                    degree=degree,
                )
            at += len(line) + 1


def _entry(line: str) -> Iterator[tuple[str, str, Degree]]:
    """What the brackets of an entry say: the adopted standard, the one that stands for it, and the degree."""
    named = find_designations(line)
    if not named:
        return
    first = named[0].designation
    if first.adopted and first.degree:  # both in one: GB/T 3785.1—2010 (IEC 61672-1:2002, IDT)
        yield first.adopted, str(first), first.degree
        return
    for bracket in _INSIDE.finditer(line, named[0].end):
        degree = degree_in(bracket[0])
        inside = [d.designation for d in find_designations(bracket[0])]
        if degree is None or not inside:
            continue
        dated = inside[0] if same(str(inside[0]), str(first), any_edition=True) else first
        for one in inside:
            if one.adopted:
                yield one.adopted, str(one), degree
            elif not same(str(one), str(first), any_edition=True):
                yield str(one), str(dated), degree

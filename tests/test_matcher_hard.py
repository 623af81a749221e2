"""Input that is out of the ordinary: no words, far too many, several languages in one clause, an unknown language, twins."""

from __future__ import annotations

from dataclasses import replace

from concepts import Concepts, clause, document

from ingest.clause import Document, Standard
from ingest.provisions import with_provisions
from matcher.compare import compare
from matcher.match import Match, Relation

WORDS = [f"c{n} Filling of c{n + 40}." for n in range(1, 13)]


def pairs(rows: tuple[Match, ...]) -> set[tuple[str, str]]:
    return {(x, y) for row in rows for x in row.a_clauses for y in row.b_clauses}


def twin(original: Document, name: str) -> Document:
    clauses = tuple(replace(c, standard=name) for c in original.clauses)
    return Document(replace(original.standard, designation=name), clauses)


class Bundled(Concepts):
    """The fake under a name of the bundled model, whose languages are known."""

    name = "bundled-fake@test"


def test_a_clause_of_fifty_thousand_characters() -> None:
    book = clause("c1 Filling of c41. " + "c30 And more of it. " * 2500, "1")
    assert len(book.text) > 50_000
    a = Document(Standard("A", "en"), (book, *document("A", "en", WORDS[1:], prefix="x").clauses))
    rows = compare(a, document("B", "en", WORDS), Concepts())
    assert ("x1", "2") in pairs(rows)
    assert {c for row in rows for c in row.a_clauses} == {c.id for c in a.clauses}


def test_a_clause_in_several_languages() -> None:
    a = document("A", "zh", ["c1 Noise 噪声 шум c41.", *[f"{words} 噪声" for words in WORDS[1:]]])
    assert {("1", "1"), ("2", "2")} <= pairs(compare(a, document("B", "en", WORDS), Concepts()))


def test_a_language_that_the_model_does_not_know_is_told_of_links_and_of_lone_clauses() -> None:
    a = document("A", "tg", [*WORDS, "c77 c78 Alone."])
    rows = compare(a, document("B", "en", WORDS), Bundled())
    linked = [row for row in rows if row.a_clauses and row.b_clauses]
    assert linked
    assert all("tg" in {e.detail for e in row.evidence if e.name == "language"} for row in linked)
    (alone,) = [row for row in rows if not row.b_clauses]
    assert alone.absence is not None
    assert alone.absence.unknown == "tg"
    known = compare(document("A", "uz", WORDS), document("B", "en", WORDS), Bundled())
    assert not [e for row in known for e in row.evidence if e.name == "language"]


def test_two_standards_of_one_clause() -> None:
    rows = compare(document("A", "en", ["c1 Noise."]), document("B", "zh", ["c1 噪声。"]), Concepts())
    assert {clause_id for row in rows for clause_id in (*row.a_clauses, *row.b_clauses)} == {"1"}


def test_identical_standards_are_linked_one_to_one_even_where_clauses_repeat() -> None:
    repeated = [*WORDS[:6], "c50 General.", *WORDS[6:], "c50 General.", "c50 General."]
    a = with_provisions(document("A", "en", repeated))
    rows = compare(a, twin(a, "B"), Concepts())
    assert [(row.a_clauses, row.b_clauses) for row in rows] == [((c.id,), (c.id,)) for c in a.clauses]
    assert {row.relation for row in rows} == {Relation.EQUAL}


def test_empty_clauses_are_not_linked_by_their_labels() -> None:
    texts = [*WORDS, ""]
    rows = compare(document("A", "en", texts), document("B", "en", ["", *texts]), Concepts())
    assert ("13", "13") not in pairs(rows)

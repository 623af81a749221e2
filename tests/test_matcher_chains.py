"""What follows from decided links over a standard between: chains, their relations, and what is none."""

from __future__ import annotations

from itertools import product

import pytest
from shelves import HashEncoder, document
from test_architecture import ROOT

from index.library import Library
from ingest.errors import UsageError
from ingest.formats import read_gold, read_jsonl
from matcher import ledger
from matcher.chains import chains, derived
from matcher.compose import compose
from matcher.composition import document as composition
from matcher.match import Decision, Judgement, Relation

A, B, C, D = "XX/T 1—2024", "YY 2:2023", "ZZ 3-2022", "QQ 4:2021"
GOLD = ROOT / "corpora" / "gold" / "confined.jsonl"
ZH, EN, VI = "GB/T 99401—2025", "XNS 3310:2024", "TCVN 99331:2023"


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library", create=True) as opened:
        for name in (A, B, C, D):
            opened.add(document(name), HashEncoder())
        yield opened


def link(library, a, b, relation=None, decision=Decision.ACCEPT, **more):
    """Somebody decides on a link: (designation, clause) of either side."""
    return ledger.record(library, Judgement(*a, *b, decision, "first reviewer", relation=relation, seen=10**9, **more))


def told(library, a=A, c=C, **more):
    return [(one.a, one.c, one.relation, one.conflict) for one in derived(library, a, c, **more)]


def test_two_links_make_a_chain_in_every_direction(library):
    first = link(library, (A, "1"), (B, "2"), Relation.SUPERSET)
    second = link(library, (C, "3"), (B, "2"), Relation.SUBSET)  # said of C against B: B is a superset of C
    assert told(library) == [(("1",), ("3",), Relation.SUPERSET, False)]
    assert told(library, C, A) == [(("3",), ("1",), Relation.SUBSET, False)]
    (chain,) = chains(library, A, C)
    assert [(step.entry, step.author, step.relation) for step in chain.steps] == [
        (first.entry, "first reviewer", Relation.SUPERSET), (second.entry, "first reviewer", Relation.SUPERSET),
    ]  # fmt: skip
    assert chain.between == (B,) and chain.steps[0].at == first.at
    assert told(library, A, B) == []


@pytest.mark.parametrize(("first", "second"), list(product(Relation, repeat=2)))
def test_the_relation_is_that_of_the_composition(library, first, second):
    link(library, (A, "1"), (B, "1"), first)
    link(library, (B, "1"), (C, "1"), second)
    assert told(library) == [(("1",), ("1",), compose(first, second), False)]


def test_what_was_rejected_undone_or_left_open_is_no_step(library):
    link(library, (A, "1"), (B, "1"), Relation.EQUAL)
    link(library, (B, "1"), (C, "1"), decision=Decision.REJECT)
    link(library, (B, "1"), (C, "2"), decision=Decision.UNSURE)
    assert told(library) == []
    link(library, (B, "1"), (C, "3"), Relation.EQUAL)
    assert len(told(library)) == 1
    ledger.undo(library, "first reviewer", B, C)
    assert told(library) == []


def test_a_text_that_was_changed_carries_no_chain(library):
    link(library, (A, "1"), (B, "1"), Relation.EQUAL)
    link(library, (B, "1"), (C, "1"), Relation.EQUAL)
    assert len(told(library)) == 1
    library.add(document(B, changed=1, source="second edition"), HashEncoder())
    assert told(library) == []


def test_chains_that_contradict_each_other_are_told_and_none_is_chosen(library):
    link(library, (A, "1"), (B, "1"), Relation.EQUAL)
    link(library, (B, "1"), (C, "1"), Relation.EQUIVALENT)
    link(library, (A, "1"), (D, "1"), Relation.EQUAL)
    link(library, (D, "1"), (C, "1"), Relation.EQUAL)
    assert told(library) == [(("1",), ("1",), Relation.EQUIVALENT, False)]  # of the demands both say the same
    link(library, (D, "1"), (C, "1"), Relation.SUPERSET)
    assert told(library) == [(("1",), ("1",), None, True)]
    assert {chain.relation for chain in chains(library, A, C)} == {Relation.EQUIVALENT, Relation.SUPERSET}


def test_longer_chains_up_to_a_bound(library):
    for one, other in ((A, B), (B, C), (C, D)):
        link(library, (one, "1"), (other, "1"), Relation.SUBSET)
    assert told(library, A, D) == [(("1",), ("1",), Relation.SUBSET, False)]
    assert told(library, A, D, longest=2) == []


def test_links_of_one_act_hold_of_all_their_clauses_together(library):
    for theirs in "12":
        link(library, (A, "1"), (B, theirs), Relation.EQUIVALENT, group="act")
    link(library, (B, "1"), (C, "1"), Relation.EQUAL)
    assert told(library) == [(("1",), ("1",), None, False)]  # C 1 answers to a part of what A 1 answers to
    for ours in "12":
        link(library, (B, ours), (C, "2"), Relation.SUPERSET, group="other act")
    assert (("1",), ("2",), Relation.SUPERSET, False) in told(library)


def test_nobody_is_asked_of_a_standard_that_is_not_on_file(library):
    with pytest.raises(UsageError):
        chains(library, A, "no such standard")


def test_what_follows_over_the_english_sample_is_what_its_gold_says(tmp_path):
    """Links that the gold of zh–en and en–vi states, decided: each relation that follows for zh–vi is the one of its gold."""
    documents, gold = read_jsonl(GOLD), read_gold(GOLD)
    ids = {(clause.standard, clause.cited): clause.id for one in documents for clause in one.clauses}
    rows = [row for row in gold if row.a_clause and row.b_clause and row.relation != Relation.NONE]
    with Library.open(tmp_path / "library", create=True) as library:
        for one in documents:
            library.add(one, HashEncoder())
        said = [
            Judgement(row.a_standard, ids[row.a_standard, row.a_clause], row.b_standard, ids[row.b_standard, row.b_clause],
                      Decision.ACCEPT, "first reviewer", relation=Relation(row.relation), seen=10**9)
            for row in rows if EN in (row.a_standard, row.b_standard)
        ]  # fmt: skip
        ledger.record_all(library, said)
        found = derived(library, ZH, VI)
    alike = {Relation.EQUAL: Relation.EQUIVALENT}
    wanted = {
        (ids[ZH, row.a_clause], ids[VI, row.b_clause]): alike.get(Relation(row.relation), Relation(row.relation))
        for row in rows if (row.a_standard, row.b_standard) == (ZH, VI)
    }  # fmt: skip
    related = {(one.a[0], one.c[0]): alike.get(one.relation, one.relation) for one in found if one.relation}
    assert len(related) >= 35 and related.items() <= wanted.items()
    assert len({one.links[0] for one in found} & wanted.keys()) >= 0.9 * len(wanted)


def test_the_composition_for_a_reader_is_that_of_the_code():
    assert (ROOT / "docs" / "composition.md").read_text(encoding="utf-8") == composition()

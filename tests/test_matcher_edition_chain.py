"""Editions one after the other: three in a row, statements that contradict each other, what comes between."""

from dataclasses import replace

import edition_desk
import pytest
import review_desk
from edition_desk import A, B, N, said
from review_desk import FakeEncoder

from index.library import Library
from ingest.annotate import annotated
from ingest.editions import is_earlier
from ingest.errors import UsageError
from matcher import edition_carry, editions, ledger
from matcher.decided import decided_pairs
from matcher.edition_carry import Outcome, carry, fates, others
from matcher.editions import as_filed, compared, state, successions, suspects, take_back
from matcher.match import Decision, Judgement

LAST = "GB/T 90001—2031"
"""What replaces N, which replaced A; 4.2 of it is another."""


def edition(name, label="", words=""):
    """N under another designation, with other words in one clause."""
    made = edition_desk.later()
    clauses = (
        replace(one, standard=name, references=(), sentences=(), text=words if one.clause == label else one.text)
        for one in made.clauses
    )
    return annotated(replace(made, standard=replace(made.standard, designation=name), clauses=tuple(clauses)))


@pytest.fixture
def library(tmp_path):
    with Library.open(edition_desk.seed(tmp_path / "library")) as opened:
        yield opened


def stated(library, old=A, new=N, author="Chen"):
    return state(library, compared(library, old, new), author, seen=library.log.head().number)


def in_a_row(library):
    library.add(edition(LAST, "4.2", "应使用符合 GB/T 3785.1 的 1 级声级计测量。"), FakeEncoder(), author="Li")
    return stated(library), stated(library, N, LAST)


def test_decisions_reach_the_third_edition_through_the_second_alone(library):
    first, second = in_a_row(library)
    assert others(library, N) == () and B in others(library, A)
    assert carry(library, second, B, "Wang") == ()  # nobody decided anything on the edition between
    assert not any(LAST in pair for pair in decided_pairs(library))
    carried = carry(library, first, B, "Chen")
    again = carry(library, second, B, "Wang")
    assert 0 < len(again) < len(carried)
    assert ("4.2", "5.2") in said(library, N, B) and ("4.2", "5.2") not in said(library, LAST, B)
    by_entry = {one.entry: one for one in ledger.judgements(library, A, B)}
    for one in again:
        first_said = by_entry[one.carried.entry]  # the entry is one on the edition that is named
        assert (one.author, one.carried.standard) == ("Wang", A)
        assert (one.carried.author, one.carried.at) == ("Li", first_said.at)
        assert (one.decision, one.relation, one.b_clause) == (first_said.decision, first_said.relation, first_said.b_clause)


def test_what_was_carried_is_not_carried_twice(library):
    made = in_a_row(library)
    for one in made:
        assert carry(library, one, B, "Chen")
    head = library.log.head()
    for one in made:
        assert carry(library, one, B, "Chen") == carry(library, one, B, "Wang") == ()
        assert not any(fate.outcome is Outcome.CARRY for fate in fates(library, one, B))
    assert library.log.head() == head


def test_what_was_carried_is_taken_back_by_its_author_alone_and_can_be_carried_again(library):
    first, second = in_a_row(library)
    carry(library, first, B, "Chen")
    before = said(library, N, B)
    head = library.log.head()
    assert ledger.undo(library, "Wang", N, B) is None
    assert ledger.undo(library, "Li", N, B) is None  # who decided it first did not carry it
    assert library.log.head() == head and said(library, N, B) == before
    carry(library, second, B, "Wang")
    assert ledger.undo(library, "Chen", N, B)
    assert said(library, N, B) == {} and said(library, LAST, B)  # what was carried on is another person's word
    assert {*map(key, carry(library, first, B, "Chen"))} == {*map(key, before.values())}
    assert carry(library, second, B, "Chen") == ()


def key(one):
    return one.a_clause, one.b_clause, one.decision, one.relation


def test_a_decision_that_changes_while_somebody_carries_is_not_carried(library, monkeypatch):
    made = stated(library)
    meanwhile(monkeypatch, lambda: ledger.undo(library, "Li", A, B))
    with pytest.raises(ledger.Conflict):
        carry(library, made, B, "Chen")
    assert ledger.judgements(library, N, B) == ()


def test_a_statement_that_is_taken_back_while_somebody_carries_carries_nothing(library, monkeypatch):
    made = stated(library)
    meanwhile(monkeypatch, lambda: take_back(library, A, N, "Wang"))
    with pytest.raises(UsageError, match="does not stand"):
        carry(library, made, B, "Chen")
    assert ledger.judgements(library, N, B) == ()


def test_a_text_that_is_read_anew_while_somebody_carries_carries_nothing(library, monkeypatch):
    made = stated(library)
    meanwhile(monkeypatch, lambda: library.add(edition(N, "4.5", "区域应封闭。"), FakeEncoder(), author="Li"))
    with pytest.raises(UsageError, match="read anew meanwhile"):
        carry(library, made, B, "Chen")
    assert ledger.judgements(library, N, B) == ()


def meanwhile(monkeypatch, act):
    """Somebody acts after the fates were read and before what follows from them is written."""

    def read(*given):
        found = fates(*given)
        act()
        return found

    monkeypatch.setattr(edition_carry, "fates", read)


def test_the_earlier_edition_does_not_replace_the_later_one(library):
    with pytest.raises(UsageError, match=f"{A} is the earlier edition") as told:
        stated(library, N, A)
    assert len(str(told.value).splitlines()) == 1
    assert successions(library) == ()


def test_an_edition_is_not_replaced_by_itself_by_way_of_others(library):
    bare = "GB/T 90001"
    library.add(edition(bare), FakeEncoder(), author="Li")
    stated(library)
    stated(library, N, bare)  # undated: nothing in its designation says that it is not the latest
    with pytest.raises(UsageError, match=f"{N} → {bare}") as told:
        stated(library, bare, A)
    assert len(str(told.value).splitlines()) == 1
    take_back(library, A, N, "Chen")
    stated(library, bare, A)
    with pytest.raises(UsageError, match=f"{bare} → {A}"):
        stated(library)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("ISO 45001:2018", "ISO 45001:2018/Amd 1:2024"), ("IEC 60079-0:2011/COR2:2013", "IEC 60079-0:2017"),
        ("ГОСТ 12.1.003-2014 (Изменение № 1)", "ГОСТ 12.1.003-2014 (Изменение № 2)"),
        ("IEC 60079-0:2011/COR1:2012", "IEC 60079-0:2011/AMD1:2014"), ("GB 50016—2014", "GB 50016-2014(2018年版)"),
    ],
)  # fmt: skip
def test_what_is_surely_earlier(earlier, later):
    assert is_earlier(earlier, later) and not is_earlier(later, earlier) and not is_earlier(earlier, earlier)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ISO 45001", "ISO 45001:2018"), ("ISO 45001", "ISO 45001"), ("GB 3836.1—2010", "GB/T 3836.1—2010"),
        ("IEC 60079-0:2011/AMD1", "IEC 60079-0:2011/COR2"), ("IEC 60079-0:2011/AMD2", "IEC 60079-0:2011/AMD1:2012"),
    ],
)  # fmt: skip
def test_what_a_designation_does_not_put_in_order(one, other):
    assert not is_earlier(one, other) and not is_earlier(other, one)


def test_texts_that_were_read_anew_are_compared_once(library, monkeypatch):
    made = stated(library)
    assert as_filed(library, made) is made.map
    ours, _theirs = review_desk.documents()
    clauses = tuple(replace(one, text=f"{one.text}另有规定的除外。") if one.clause == "4.6" else one for one in ours.clauses)
    library.add(replace(ours, clauses=clauses), FakeEncoder(), author="Li")
    count = []
    plain = editions.compare_editions
    monkeypatch.setattr(editions, "compare_editions", lambda *given: count.append(given) or plain(*given))
    found = suspects(library, A, B)
    vent = next(one.id for one in library.clauses(A) if one.clause == "4.6")
    assert vent not in {row.old[0] for row in as_filed(library, made).rows if row.kept and row.old}
    theirs = next(one.id for one in library.clauses(B) if one.clause == "5.7")
    ledger.record(library, Judgement(A, vent, B, theirs, Decision.REJECT, "Wang", seen=library.log.head().number))
    assert len(suspects(library, A, B)) == len(found) + 1
    assert fates(library, made, B)
    assert len(count) == 1
    library.add(ours, FakeEncoder(), author="Li")  # as it was: the map that was stated is that of the texts again
    assert as_filed(library, made).rows == made.map.rows
    for number in range(editions.KEPT + 2):
        more = tuple(replace(one, text=f"{one.text}{number}") if one.clause == "4.6" else one for one in ours.clauses)
        library.add(replace(ours, clauses=more), FakeEncoder(), author="Li")
        as_filed(library, made)
    count.clear()
    as_filed(library, made)
    assert count == []

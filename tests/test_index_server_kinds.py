"""The kinds of entries beside decisions, on a file and on a PostgreSQL server: written, read again, taken back."""

from __future__ import annotations

from datetime import date

import edition_desk
import pytest
import review_desk
from edition_desk import A, B, N
from test_app_roles import RATING, a_report

from app.history import History, Wanted
from app.rating import rate_clauses
from app.standing_reading import Standings
from app.wording import catalogue
from index import force_log
from index.force import Citation, citations
from index.library import Library
from index.log import Conflict
from ingest.errors import UsageError
from matcher import gap_log, ledger, risk
from matcher.edition_carry import carry
from matcher.editions import compared, state, successions, take_back
from matcher.gap import GapClass
from matcher.gap_read import open_list

DAY = date(2026, 7, 1)


@pytest.fixture
def place(tmp_path, database):
    """A library in which Li decided everything on A, and N, the later edition, is on file."""
    place = review_desk.seed(tmp_path / "library", database=database)
    with Library.open(place) as library:
        edition_desk.decide(library)
        edition_desk.add_later(library, "Li")
    return place


def gap_list(library):
    return open_list(library, a_report(), B, as_of=DAY).found


def test_each_new_kind_of_entry_is_kept_read_again_and_taken_back(place):
    with Library.open(place) as library:
        before = library.log.head().number
        force_log.state(library.log, [Citation("TSG 21—2016", "3.1", A), Citation("TSG 21—2016", "3.2", B)], author="Li")
        stated = state(library, compared(library, A, N), "Li")
        carried = carry(library, stated, B, "Chen", editorial=True)
        rated = rate_clauses(library, (A, B), "4.1", "5.1", RATING, "Li")
        filed = gap_log.file_report(library, a_report(), author="Li")
        changed = gap_log.change_line(library, gap_list(library), "5.1", GapClass.OPEN, "it is unclear", author="Li")
        signed = gap_log.sign(library, gap_list(library), author="Li")
        written = library.log.entries(after=before)
    assert {one.kind for one in written} == {"cited", "succession", "judgement", "risk", "report-filed", "gap-line", "gap-signed"}

    with Library.open(place) as library:  # nothing is kept from before
        assert [one.article for one in citations(library.log)] == ["3.1", "3.2"]
        assert successions(library) == (stated,)
        assert sorted(one.entry for one in ledger.judgements(library, N, B)) == [one.entry for one in carried]
        assert all(one.carried and one.carried.author == "Li" for one in ledger.judgements(library, B, N))
        assert risk.risks(library, A, B) == (rated,)
        assert [one.entry for one in gap_log.reports(library)] == [filed.entry]
        assert gap_log.file_report(library, a_report(), author="Chen") == filed  # once
        assert gap_log.line_of(gap_list(library), "5.1").changed == changed
        assert gap_log.signatures(library, gap_log.report_key(a_report()), B) == (signed,)
        assert gap_log.differences(library, signed, gap_list(library)) == ()
        assert len(Standings(library).read().compared) == 2
        sentences = list(History(library, "Li").all(Wanted(), catalogue("en").gettext))
        assert len(sentences) == library.log.head().number
        assert library.check() == ()

    with Library.open(place) as library:
        assert len(force_log.undo(library.log, "Li")) == 1
        assert ledger.undo(library, "Chen", N, B)
        take_back(library, A, N, "Chen")
        assert risk.undo(library, "Chen", A, B) is None  # another's is not taken back
        assert risk.undo(library, "Li", A, B)
        with pytest.raises(Conflict):
            gap_log.undo_line(library, gap_list(library), "5.1", author="Chen", seen=before)
        gap_log.undo_line(library, gap_list(library), "5.1", author="Chen")
        with pytest.raises(UsageError):
            gap_log.undo_line(library, gap_list(library), "5.1", author="Chen")

    with Library.open(place) as library:
        assert (citations(library.log), successions(library), risk.risks(library, A, B)) == ((), (), ())
        assert ledger.judgements(library, N, B) == ()
        assert gap_log.differences(library, signed, gap_list(library)) != ()
        assert library.check() == ()

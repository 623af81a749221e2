"""A library as of a day: what was decided by its end, which edition was in force, and nothing written into the past."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
import review_desk
from review_desk import A, B, FakeEncoder

from app import cli, deciding
from app.dated import edition_on
from app.listing import open_cards
from app.report import decision_rows
from app.state import Choice, State
from index import log as log_module
from index.force import Citation
from index.force_log import state
from index.library import Library
from index.past import end_of
from index.shelf import Licence
from ingest.errors import UsageError
from matcher import ledger
from matcher.match import Decision, Relation

DECIDED = date.today() - timedelta(days=40)
BEFORE, AFTER = DECIDED - timedelta(days=1), DECIDED + timedelta(days=1)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """A library whose entries are all of one day in the past, the decision on its first card at noon of ``DECIDED``."""
    place = review_desk.seed(tmp_path_factory.mktemp("as_of") / "library")
    with Library.open(place) as library, pytest.MonkeyPatch.context() as patch:
        patch.setattr(log_module, "datetime", Noon)
        comparison, items = open_cards(library, A, B, "ann")
        deciding.apply(library, comparison, items[0], Choice(Decision.ACCEPT, Relation.SUPERSET), "ann")
    return place


class Noon:
    """A clock that stands."""

    @staticmethod
    def now(zone):
        return log_module_datetime(DECIDED.year, DECIDED.month, DECIDED.day, 12, tzinfo=zone)


log_module_datetime = log_module.datetime


def seen_on(place, day):
    library = Library.open(place)
    library.look_back(day)
    return library


@pytest.mark.parametrize(("day", "decided"), [(BEFORE, 0), (DECIDED, 1), (AFTER, 1), (date.today(), 1)])
def test_decisions_are_those_of_the_end_of_the_day(seeded, day, decided):
    with seen_on(seeded, day) as library:
        _, items = open_cards(library, A, B, "ann")
        assert [item.state for item in items].count(State.ACCEPTED) == decided
        assert len(decision_rows(library, A, B)) == decided
        assert len(ledger.judgements(library, A, B)) == decided
    with Library.open(seeded) as library:
        assert len(ledger.judgements(library, A, B, until=end_of(day))) == decided


def test_nothing_is_written_into_the_past(seeded):
    with Library.open(seeded) as library:
        head = library.log.head()
    with seen_on(seeded, BEFORE) as library:
        comparison, items = open_cards(library, A, B, "ann")
        acts = (
            lambda: deciding.apply(library, comparison, items[0], Choice(Decision.ACCEPT, Relation.SUPERSET), "ann"),
            lambda: library.set_licence(A, Licence.NONE),
            lambda: library.remove(A),
            lambda: library.save_matches(A, B, "m", []),
            lambda: library.add(review_desk.documents()[0], FakeEncoder()),
            lambda: state(library.log, [Citation("R", "1", A)], author="ann"),
        )
        for act in acts:
            with pytest.raises(UsageError, match="into the past"):
                act()
    with Library.open(seeded) as library:
        assert library.log.head() == head
        assert library.check() == ()


def test_the_head_of_then_is_part_of_the_chain_of_today(seeded):
    with seen_on(seeded, DECIDED) as library:
        anchor, numbers = library.log.head(), [entry.number for entry in library.log.entries()]
        assert library.log.counts("kind")["judgement"] == 1
    with Library.open(seeded) as library:
        assert anchor.number == max(numbers)
        assert library.check(anchor.hash) == ()


# ---- editions


def edition(designation, effective, **more):
    ours, _ = review_desk.documents()
    standard = replace(ours.standard, designation=designation, effective=effective, **more)
    return replace(ours, standard=standard, clauses=tuple(replace(one, standard=designation) for one in ours.clauses))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("shelf") / "library", create=True) as library:
        for designation, effective in (
            ("GB 3836.1—2010", "2011-08-01"),
            ("GB/T 3836.1—2021", "2022-05-01"),
            ("GB/T 3836.1—2021/XG1—2023", "2023-09-01"),
            ("ISO 45001:2018", ""),
        ):
            library.add(edition(designation, effective), FakeEncoder())
        yield library


@pytest.mark.parametrize(
    ("name", "day", "chosen"),
    [
        ("GB 3836.1", "2020-01-01", "GB 3836.1—2010"),
        ("GB/T 3836.1", "2022-04-30", "GB 3836.1—2010"),
        ("GB/T 3836.1", "2022-05-01", "GB/T 3836.1—2021"),
        ("GB/T 3836.1", "2026-01-01", "GB/T 3836.1—2021"),
        ("ISO 45001", "2018-01-01", "ISO 45001:2018"),
        ("GB 3836.1—2010", "2026-01-01", "GB 3836.1—2010"),
        ("ISO 9001", "2026-01-01", "ISO 9001"),
    ],
)
def test_a_name_without_a_year_means_the_edition_in_force_and_says_so(shelf, name, day, chosen):
    found = edition_on(shelf, name, date.fromisoformat(day))
    assert found.designation == chosen
    assert (chosen in found.why) == (chosen != name)


def test_a_day_before_all_editions_names_those_that_there_are(shelf):
    with pytest.raises(UsageError, match=r"GB 3836\.1—2010, GB/T 3836\.1—2021"):
        edition_on(shelf, "GB 3836.1", date(2001, 1, 1))


def test_an_edition_that_a_regulation_still_cites_is_told(shelf):
    state(shelf.log, [Citation("TSG 21—2016", "3.1", "GB 3836.1—2010")], author="ann")
    found = edition_on(shelf, "GB 3836.1", date(2026, 1, 1))
    assert found.designation == "GB/T 3836.1—2021"
    assert "TSG 21—2016 cites GB 3836.1—2010" in found.why


def test_the_list_tells_status_and_force_as_of_a_day(shelf, monkeypatch, capsys):
    state(shelf.log, [Citation("AQ 1—2020", "5", "ISO 45001:2018", valid_from="2021-01-01")], author="ann")

    def listed(*words):
        monkeypatch.setattr(sys, "argv", ["clausebridge", "list", "--library", str(shelf.folder), "--json", *words])
        with pytest.raises(SystemExit):
            cli.main()
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return {row["designation"]: (row["status"], row["force"]) for row in rows}

    assert listed("--as-of", "2020-01-01") == {
        "GB 3836.1—2010": ("current", "mandatory"),
        "GB/T 3836.1—2021": ("upcoming", "voluntary"),
        "GB/T 3836.1—2021/XG1—2023": ("upcoming", "voluntary"),
        "ISO 45001:2018": ("", "voluntary"),
    }
    assert listed("--as-of", "2023-10-01", "--force", "cited") == {"ISO 45001:2018": ("", "cited")}

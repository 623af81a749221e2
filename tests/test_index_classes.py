"""Status, sector and field of a standard on file: suggested, chosen by a person, taken back, and never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shelves import NOISE_RU, NOISE_ZH, HashEncoder, document

from index import classes
from index.library import Library
from index.log import Conflict
from ingest.errors import UsageError
from ingest.sector import classified

TODAY = date(2026, 11, 25)


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library", create=True) as opened:
        opened.add(document(NOISE_ZH, lang="zh"), HashEncoder())
        yield opened


def now(library: Library, name: str = NOISE_ZH, today: date = TODAY) -> dict[str, classes.Class]:
    return classes.classes(library.log, library.standards(), today)[name]


def values(library: Library, **when: date) -> dict[str, str]:
    return {name: one.value for name, one in now(library, **when).items()}


def test_what_nobody_chose_is_suggested_with_its_reason(library: Library):
    assert values(library) == {"status": "current", "sector": "general", "field": "HSE"}
    assert now(library)["field"].reasons == ("ICS 13.140", "noise", "噪声")
    assert now(library)["sector"].reasons == () and now(library)["sector"].entry is None
    assert values(library, today=date(2023, 5, 1))["status"] == "upcoming"


def test_what_a_file_says_goes_before_what_is_suggested(tmp_path: Path):
    given = document(NOISE_ZH)
    given = replace(given, standard=replace(given.standard, status="withdrawn", sector="coal"))
    with Library.open(tmp_path / "library", create=True) as library:
        library.add(given, HashEncoder())
        assert library.standard(NOISE_ZH) == given.standard
        assert values(library) == {"status": "withdrawn", "sector": "coal", "field": "HSE"}


def test_a_choice_holds_and_the_log_says_who_and_what_was_before(library: Library):
    entries = classes.choose(library.log, NOISE_ZH, {"sector": "coal", "status": "withdrawn"}, author="first reviewer")
    assert [(entry.author, entry.topic, dict(entry.payload)) for entry in entries] == [
        ("first reviewer", NOISE_ZH, {"class": "sector", "before": None, "after": "coal"}),
        ("first reviewer", NOISE_ZH, {"class": "status", "before": None, "after": "withdrawn"}),
    ]
    assert all(entry.at for entry in entries)
    assert values(library) == {"status": "withdrawn", "sector": "coal", "field": "HSE"}
    assert (library.standard(NOISE_ZH).sector, library.document(NOISE_ZH).standard.status) == ("coal", "withdrawn")
    assert (now(library)["sector"].suggested, now(library)["sector"].chosen) == ("general", True)
    again = classes.choose(library.log, NOISE_ZH, {"sector": "power"}, author="second reviewer")
    assert dict(again[0].payload) == {"class": "sector", "before": "coal", "after": "power"}
    assert classes.choose(library.log, NOISE_ZH, {"sector": "power"}, author="first reviewer") == ()
    assert library.check() == ()


def test_a_new_parse_never_changes_a_choice(library: Library):
    library.add(document(NOISE_RU, lang="ru"), HashEncoder())
    classes.choose(library.log, NOISE_ZH, {"sector": "coal"}, author="first reviewer")
    new = document(NOISE_ZH, lang="zh", changed=2)
    assert library.add(replace(new, standard=replace(new.standard, sector="power", status="withdrawn")), HashEncoder()) is True
    assert values(library) == {"status": "withdrawn", "sector": "coal", "field": "HSE"}
    library.remove(NOISE_ZH)
    library.add(new, HashEncoder())
    assert library.standard(NOISE_ZH).sector == "coal"
    assert library.standard(NOISE_RU).sector == ""


def test_the_day_of_reading_makes_no_new_parse(library: Library):
    given = document(NOISE_ZH, lang="zh")
    early, late = (replace(given, standard=classified(given.standard, date(year, 1, 1))) for year in (2023, 2025))
    assert (early.standard.status, late.standard.status) == ("upcoming", "current")
    encoder = HashEncoder()
    assert library.add(early, encoder) is True
    assert library.add(late, encoder) is False
    assert values(library)["status"] == "current"


def test_a_choice_is_taken_back_by_who_made_it(library: Library):
    for sector in ("coal", "power"):
        classes.choose(library.log, NOISE_ZH, {"sector": sector}, author="first reviewer")
    assert classes.undo(library.log, NOISE_ZH, "second reviewer") is None
    undone = classes.undo(library.log, NOISE_ZH, "first reviewer")
    assert undone and dict(undone.payload) == {"class": "sector", "before": "power", "after": "coal", "undoes": 3}
    assert values(library)["sector"] == "coal"
    assert classes.undo(library.log, NOISE_ZH, "first reviewer")
    assert (values(library)["sector"], now(library)["sector"].chosen) == ("general", False)
    assert classes.undo(library.log, NOISE_ZH, "first reviewer") is None
    classes.choose(library.log, NOISE_ZH, {"field": "product"}, author="first reviewer")
    classes.choose(library.log, NOISE_ZH, {"field": None}, author="second reviewer")
    assert values(library)["field"] == "HSE"
    assert classes.undo(library.log, NOISE_ZH, "first reviewer") is None


def test_who_chooses_on_an_old_view_is_refused_and_told(library: Library):
    seen = library.log.head().number
    classes.choose(library.log, NOISE_ZH, {"sector": "coal"}, author="first reviewer", seen=seen)
    with pytest.raises(Conflict, match="first reviewer"):
        classes.choose(library.log, NOISE_ZH, {"field": "product"}, author="second reviewer", seen=seen)
    assert values(library)["field"] == "HSE"


@pytest.mark.parametrize("choice", [{"sector": "tea"}, {"sector": ""}, {"colour": "red"}, {"status": "", "sector": "coal"}])
def test_what_is_no_choice_is_refused_with_what_there_is(library: Library, choice: dict[str, str]):
    head = library.log.head()
    with pytest.raises(UsageError, match=r"general|current|field"):
        classes.choose(library.log, NOISE_ZH, choice, author="first reviewer")
    assert library.log.head() == head

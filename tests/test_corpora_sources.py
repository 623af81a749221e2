"""The list of publishers: complete rows, known words, one row a publisher."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from app.publishers import every, publishers
from app.standing_wording import COUNTRIES
from ingest.sector import Sector
from ingest.series import CHINA, country_of

FILE = Path(__file__).resolve().parent.parent / "corpora" / "sources.toml"
FIELDS = {"id", "name", "native", "country", "languages", "site", "series", "access", "licence", "terms", "sectors"}
INDUSTRIES = {str(sector) for sector in Sector}
SECTORS = INDUSTRIES | {
    "occupational-health", "safety", "environment", "fire", "construction", "electrical", "telecom", "certification",
}  # fmt: skip
PUBLISHERS = tomllib.loads(FILE.read_text(encoding="utf-8"))["publisher"]


def test_rows_are_complete():
    assert len(PUBLISHERS) >= 25
    assert [row["id"] for row in PUBLISHERS if set(row) != FIELDS] == []
    assert len({row["id"] for row in PUBLISHERS}) == len(PUBLISHERS)
    assert len({row["site"] for row in PUBLISHERS}) == len(PUBLISHERS)


def test_rows_use_known_words():
    for row in PUBLISHERS:
        assert re.fullmatch(r"https?://[a-z0-9.-]+(?:/[a-z]+)?", row["site"]), row["id"]
        assert re.fullmatch(r"[A-Z]{2}|int|eu|eaeu|cis|gcc", row["country"]), row["id"]
        assert row["languages"], row["id"]
        assert all(re.fullmatch(r"[a-z]{2}", language) for language in row["languages"]), row["id"]
        assert row["access"] in {"free", "free-to-read", "sold", "mixed"}, row["id"]
        assert row["licence"] in {"full text", "excerpt", "none"}, row["id"]
        assert set(row["sectors"]) <= SECTORS, row["id"]
        assert row["sectors"], row["id"]


def test_what_is_sold_may_not_leave_the_house():
    assert [row["id"] for row in PUBLISHERS if row["access"] == "sold" and row["licence"] != "none"] == []


PARTNERS = (
    "CN KZ UZ KG TJ TM MN RU BY VN ID MY TH PH SG PK BD IR IQ SA AE QA KW OM TR EG DZ NG KE ZA ET GB DE FR RS HU US "
    "eu eaeu cis gcc int"
)


def test_china_and_its_partners_are_there():
    assert {row["country"] for row in PUBLISHERS} >= set(PARTNERS.split())
    named = {"nhc", "mee", "nea", "mem", "nmsa", "cnca", "cnas", "cqc", "iso", "iec", "api", "asme", "nfpa"}
    assert {row["id"] for row in PUBLISHERS} >= named
    assert {row["country"].upper() for row in PUBLISHERS} <= set(COUNTRIES)  # each has its name in the interface


def test_a_series_is_that_of_its_country():
    """What the grammar of designations knows of a head agrees with whose publisher is listed for it."""
    wrong = [
        (row["id"], head)
        for row in PUBLISHERS
        for head in row["series"]
        if (known := country_of(head))
        and known != row["country"].upper()
        and head not in CHINA
        and (row["id"], head) not in SHARED
    ]
    assert wrong == []


SHARED = {("ies", "ES"), ("kebs", "KS"), ("rosstandart", "ГОСТ")}
"""Ethiopia and Egypt both write ES, Kenya and Korea KS; interstate standards are had from the national bodies."""


def test_they_are_chosen_by_country_and_sector_in_the_order_of_the_file():
    assert [one.id for one in every()] == [row["id"] for row in PUBLISHERS]
    assert {one.country for one in publishers("kz")} == {"KZ"} and len(publishers()) == len(PUBLISHERS)
    assert {"API", "SAC"} & {one.id.upper() for one in publishers(sector="oil and gas")}
    assert set(INDUSTRIES) <= {sector for one in every() for sector in one.sectors}

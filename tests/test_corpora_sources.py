"""The list of publishers: complete rows, known words, one row a publisher."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "corpora" / "sources.toml"
FIELDS = {"id", "name", "native", "country", "languages", "site", "series", "access", "licence", "terms", "sectors"}
SECTORS = {
    "occupational-health", "safety", "environment", "energy", "mining", "fire", "construction", "electrical", "telecom",
    "certification", "general",
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
        assert re.fullmatch(r"[A-Z]{2}|int|eu|eaeu|gcc", row["country"]), row["id"]
        assert row["languages"], row["id"]
        assert all(re.fullmatch(r"[a-z]{2}", language) for language in row["languages"]), row["id"]
        assert row["access"] in {"free", "free-to-read", "sold", "mixed"}, row["id"]
        assert row["licence"] in {"full text", "excerpt", "none"}, row["id"]
        assert set(row["sectors"]) <= SECTORS, row["id"]
        assert row["sectors"], row["id"]


def test_what_is_sold_may_not_leave_the_house():
    assert [row["id"] for row in PUBLISHERS if row["access"] == "sold" and row["licence"] != "none"] == []


def test_china_and_its_partners_are_there():
    countries = {row["country"] for row in PUBLISHERS}
    assert countries >= {"CN", "RU", "KZ", "UZ", "VN", "ID", "MY", "TH", "SA", "GB", "DE", "eu", "int", "eaeu", "gcc"}

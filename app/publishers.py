"""Where the official texts of standards and regulations are lawfully had: the facts of ``corpora/sources.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ingest.errors import UsageError


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes what, and how it is had; the fields are those of the file, whose head explains them."""

    id: str
    name: str
    native: str
    country: str
    languages: tuple[str, ...]
    site: str
    series: tuple[str, ...]
    access: str
    licence: str
    terms: str
    sectors: tuple[str, ...]

    @property
    def row(self) -> dict[str, Any]:
        """Its fields by name."""
        return asdict(self)


@lru_cache(maxsize=1)
def every() -> tuple[Publisher, ...]:
    """All publishers, in the order of the file."""
    rows = tomllib.loads((files("corpora") / "sources.toml").read_text(encoding="utf-8"))["publisher"]
    lists = ("languages", "series", "sectors")
    whole: list[dict[str, Any]] = [{key: tuple(row[key]) if key in lists else row[key] for key in row} for row in rows]
    return tuple(Publisher(**row) for row in whole)


def publishers(country: str = "", sector: str = "") -> tuple[Publisher, ...]:
    """Those of a country (or EU, EAEU, GCC, INT) and for a sector, however their case is written; "" asks for nothing.

    Raises:
        UsageError: none is of that country, or no publisher has that sector; those that there are are named.
    """
    known = {one.country.upper() for one in every()}
    sectors = sorted({sector for one in every() for sector in one.sectors})
    if country and country.strip().upper() not in known:
        raise UsageError(f"--country {country!r}: no publisher of it is listed; one of {', '.join(sorted(known))}")
    if sector and sector.strip().lower() not in sectors:
        raise UsageError(f"--sector {sector!r}: there is no such sector; one of {', '.join(sectors)}")
    return tuple(
        one
        for one in every()
        if country.strip().upper() in ("", one.country.upper()) and (not sector or sector.strip().lower() in one.sectors)
    )

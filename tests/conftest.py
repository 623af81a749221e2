"""Fixtures that several tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import servers
from hypothesis import HealthCheck, settings

from index.encoder import Encoder, load_encoder

# Examples are judged by what they show, never by how long a busy machine takes for them, and are the same in every run.
settings.register_profile("steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled encoder, loaded once for all tests."""
    return load_encoder()


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    """A PostgreSQL server, started once for all tests; skips with the reason where there is none."""
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed")
    try:
        with servers.running() as started:
            yield started
    except servers.Missing as reason:
        pytest.skip(str(reason))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Where a library has its database: "" for its own SQLite file, then the URL of an empty database on a server."""
    return "" if request.param == "sqlite" else request.getfixturevalue("server").database()

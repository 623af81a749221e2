"""Fixtures that several tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import servers
from hypothesis import HealthCheck, settings

from index.encoder import Encoder, load_encoder

if "PYTEST_XDIST_WORKER" in os.environ:  # beside another worker one thread each, before anything starts more
    os.environ.setdefault("OMP_NUM_THREADS", "1")

PATIENCE = 45_000  # milliseconds; a busy machine is no fault of a page

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


@pytest.fixture(scope="session")
def browser():
    """A Chromium for all tests that need one."""
    import browsing

    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if browsing.CHROMIUM is None:
        pytest.skip(browsing.NO_BROWSER)
    playwright.expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as started:
        found = browsing.launch(started)
        yield found
        found.close()


@pytest.fixture(scope="session")
def desk_in_browser(browser, tmp_path_factory):
    """The review desk on a library with three comparisons, one of them hostile (``browsing.seed``)."""
    import browsing

    folder = tmp_path_factory.mktemp("desk")
    browsing.seed(folder / "library")
    with browsing.running(folder) as desk:
        yield desk


@pytest.fixture
def page(browser):
    """A page of a browser of its own, in English."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()

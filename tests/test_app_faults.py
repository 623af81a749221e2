"""Whatever goes wrong behind a page is one line for its reader, never a stack trace, and leaves the page's head to go on from."""

from __future__ import annotations

import pytest
import review_desk
from streamlit.testing.v1 import AppTest
from test_app_views import PAGES, components

from app import serve
from ingest.errors import LibraryError

BEHIND = {
    "library": "index.library.Library.standards",
    "read": "index.library.Library.standards",
    "search": "index.library.Library.standards",
    "team": "app.watching.Watch.pairs",
    "help": "app.views.desk.page_head",
    "log": "app.views.desk.page_head",
    "legal": "app.views.desk.page_head",
}
PAIRS = "app.watching.Watch.pairs"
"""What a page asks first: these pages, and all others."""


@pytest.mark.parametrize(
    "fault", [KeyError("a\nb"), RuntimeError("a\nb"), LibraryError("a\nb")], ids=lambda one: type(one).__name__
)
@pytest.mark.parametrize("page", PAGES)
def test_a_fault_is_one_line(page, fault, tmp_path, monkeypatch):
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(review_desk.seed(tmp_path / "library")))
    monkeypatch.setenv("CLAUSEBRIDGE_SETTINGS", str(tmp_path / "settings.json"))

    def fails(*_args, **_named):
        raise fault

    test = AppTest.from_file(str(serve.MAIN), default_timeout=120)
    test.run()
    monkeypatch.setattr(BEHIND.get(page, PAIRS), fails)
    if BEHIND.get(page, PAIRS).startswith("app.views.desk."):
        monkeypatch.setattr(f"app.views.{page}.page_head", fails)
    test._page_hash = test.session_state["pages"][page or "review"]._script_hash
    test.run()
    assert not test.exception and not test.error
    (line,) = [data for (name, _), data in components(test).items() if name == "notice" and data["tone"] == "bad"]
    assert line["lines"] and "Traceback" not in str(line) and "site-packages" not in str(line)
    assert "pages" in test.session_state

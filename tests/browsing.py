"""The review desk in a real Chromium: a library, its server, and the hands of a reviewer. The fixtures are in ``conftest.py``."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import hostile
import pytest
import review_desk

from app import deciding, serve
from app.signing import SIGN_IN, SignIn
from app.state import Choice, save_comparison
from app.watching import Watch
from index.library import Library
from ingest.clause import Document, Standard
from matcher import ledger
from matcher.match import Decision, Match, Relation

CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
NO_BROWSER = "no Chromium on this machine: apt-get install chromium"
# Nothing but our own server can be reached, whatever a text makes the browser ask for; that it asked is recorded all the same.
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost"]  # fmt: skip
PATIENCE = 45_000  # milliseconds; a busy machine is no fault of the page
SETTLED = 250  # ms: keys are bound a moment after the page is drawn
REST = "[data-testid=stApp][data-test-script-state=notRunning]"
C, D = "GB/T 90030—2024", "ISO 90030:2023"
"""Two standards of thirty clauses each."""
CARDS = 30


@dataclass(frozen=True)
class Desk:
    """A running review desk: where it answers, and its library."""

    address: str
    library: Path

    def at(self, page: str = "", **parameters: str) -> str:
        """The address of a page with parameters."""
        asked = "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
        return f"{self.address}/{page}" + (f"?{asked}" if asked else "")

    def judgements(self, a: str, b: str) -> list[tuple]:
        """What counts in the log now, of one comparison."""
        with Library.open(self.library) as opened:
            return [(one.a_clause, one.b_clause, one.decision, one.relation) for one in ledger.judgements(opened, a, b)]

    def undo_all(self, a: str, b: str) -> None:
        """Take back everything that was decided in a comparison, by whomever."""
        with Library.open(self.library) as opened:
            while left := ledger.judgements(opened, a, b):
                assert ledger.undo(opened, left[-1].author, a, b)


def launch(playwright):
    """A Chromium in which foreign hosts do not exist."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, port: int = 0, signing: SignIn | None = None):
    """The review desk on the library of ``folder``, as ``clausebridge review`` starts it; with ``signing`` people sign in."""
    port = port or free_port()
    environment = os.environ | {
        "CLAUSEBRIDGE_LIBRARY": str(folder / "library"),
        "CLAUSEBRIDGE_SETTINGS": str(folder / "settings.json"),
        "CLAUSEBRIDGE_REVIEWER": "first reviewer",  # whom nobody can be where people sign in
        "PYTHONPATH": str(serve.MAIN.parent.parent),
    }
    if signing:
        environment[SIGN_IN] = ",".join(signing.providers)
    server = subprocess.Popen(
        serve.command(port, signing=signing), env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health")
        yield Desk(f"http://localhost:{port}", folder / "library")
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the review desk did not start")


def seed(folder: Path) -> None:
    """A library with a small comparison, one of thirty cards, and hostile standards with a comparison of all their payloads."""
    ours, theirs = hostile.hostile_documents()
    many = thirty()
    review_desk.seed(folder, extra=(ours, theirs, *many, *hostile.named_documents()))
    with Library.open(folder) as library:
        save_comparison(library, ours, theirs, hostile.hostile_matches(ours, theirs, at_once=hostile.AT_ONCE), "fake@1")
        pairs = zip(*(document.clauses for document in many), strict=True)
        matches = [Match(C, (x.id,), D, (y.id,), Relation.INTERSECTS, 0.8, searched=(D,)) for x, y in pairs]
        save_comparison(library, *many, matches, "fake@1")
        watch, names = Watch(library), (ours.standard.designation, theirs.standard.designation)
        unsure = Choice(Decision.UNSURE, note=hostile.HOSTILE[4])
        deciding.apply(library, watch.comparison(names), watch.cards(names)[0], unsure, hostile.HOSTILE[1])


def thirty() -> tuple[Document, Document]:
    """Two standards of thirty clauses each, which answer to each other one by one."""
    labels = [f"{chapter}.{place}" for chapter in (4, 5, 6) for place in range(1, CARDS // 3 + 1)]
    ours = [review_desk.clause(C, label, "zh", "", f"第 {label} 条应每年检查一次。", parent="") for label in labels]
    theirs = [
        review_desk.clause(D, label, "en", "", f"Item {label} shall be checked once a year.", parent="") for label in labels
    ]
    return Document(Standard(C, "zh", "三十条"), tuple(ours)), Document(Standard(D, "en", "Thirty clauses"), tuple(theirs))


# ---- hands


def rest(page) -> None:
    """Wait until the page is at rest: what is pressed while it is drawn may be lost."""
    page.wait_for_selector(REST)
    page.wait_for_timeout(SETTLED)


def key(page, name: str) -> None:
    """Press a key outside of every field."""
    rest(page)
    page.keyboard.press(name)


def button(page, label: str) -> None:
    """Click the first button of that name."""
    page.get_by_role("button", name=label).first.click()


def shows(page, label: str, side: str = "a") -> None:
    """Wait until the card shows the clause ``label``."""
    from playwright.sync_api import expect

    expect(page.locator(f".side-{side} .label").first).to_have_text(label)


def label_of(page) -> str:
    """The label of the clause of A on the card."""
    return page.locator(".side-a .label").first.inner_text().strip()

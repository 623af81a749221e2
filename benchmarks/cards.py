"""Time from a key to the next card in a real Chromium: ``python -m benchmarks.cards [--cards N] [--library FOLDER]``.

The library has 40 standards and 100 comparisons (``made_library``); the server is started as ``clausebridge review`` starts it. A
key is pressed as a reviewer presses it, the page at rest; the clock starts at the event in the page and stops at the first frame
in which the card shows the label of another clause. Beside it stands what the server's own work costs, without pages.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from app import serve
from benchmarks.made_library import made_library

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

REST, PAUSE = "[data-testid=stApp][data-test-script-state=notRunning]", 400  # ms: keys are bound a moment after the page is drawn
WATCH = """() => {
  const label = () => {
    for (const host of document.querySelectorAll('*')) {
      const found = host.shadowRoot && host.shadowRoot.querySelector('.side-a .label, .side-b .label');
      if (found) return found.textContent;
    }
    return '';
  };
  window.taken = [];
  window.addEventListener('keydown', () => {
    const start = performance.now(), before = label();
    const look = () => {
      if (label() !== before) requestAnimationFrame(() => window.taken.push(performance.now() - start));
      else if (performance.now() - start < 20000) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, true);
}"""


@contextmanager
def served(library: Path) -> Iterator[tuple[str, int]]:
    """The address of a review desk on ``library``, and the id of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {
        "CLAUSEBRIDGE_LIBRARY": str(library),
        "CLAUSEBRIDGE_SETTINGS": str(library / "settings.json"),
        "CLAUSEBRIDGE_REVIEWER": "first reviewer",
        "PYTHONPATH": str(serve.MAIN.parent.parent),
    }
    server = subprocess.Popen(serve.command(port), env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://localhost:{port}", server.pid
    finally:
        server.terminate()
        server.wait(10)


@dataclass(frozen=True, slots=True)
class Pressed:
    """Milliseconds from each key to the next card, and per card those of work: the server's CPU, the page's main thread.

    Work hardly depends on what else the machine does, time does. ``lost`` are keys that had to be pressed again.
    """

    taken: tuple[float, ...]
    server: float
    page: float
    lost: int


def pressed(address: str, server: int, keys: Sequence[str]) -> Pressed:
    """Press keys on the review page, each when it is at rest."""
    from playwright.sync_api import TimeoutError as Late
    from playwright.sync_api import sync_playwright

    found = next(path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu", "--no-first-run"])
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
        page.goto(address)
        page.wait_for_selector(".side .label", timeout=60_000)
        page.evaluate(WATCH)
        metrics = page.context.new_cdp_session(page)
        metrics.send("Performance.enable")
        lost, before = 0, (_cpu(server), _main_thread(metrics))
        for count, key in enumerate(keys, 1):
            for _ in range(3):
                page.wait_for_selector(REST)
                page.wait_for_timeout(PAUSE)
                page.keyboard.press(key)
                try:
                    page.wait_for_function(f"window.taken.length >= {count}", timeout=6_000)
                    break
                except Late:
                    lost += 1
        after = _cpu(server), _main_thread(metrics)
        taken: list[float] = page.evaluate("window.taken")
        browser.close()
    work = [1000 * (now - then) / len(keys) for then, now in zip(before, after, strict=True)]
    return Pressed(tuple(taken), work[0], work[1], lost)


def _cpu(process: int) -> float:
    """CPU seconds of a process and its threads (Linux)."""
    spent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def _main_thread(metrics: CDPSession) -> float:
    """Seconds of tasks on the main thread of a page."""
    found = metrics.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))


def spread(taken: Sequence[float]) -> str:
    """Median and p95."""
    ordered = sorted(taken)
    return f"median {statistics.median(ordered):7.1f} ms   p95 {ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]:7.1f} ms"


def services(library: Path, pair: tuple[str, str], cards: int) -> dict[str, list[float]]:
    """Milliseconds of what the server does for one decision, without pages: the write, reading anew, the data of the card."""
    from app import deciding
    from app.card import card_data
    from app.state import Choice, State
    from app.watching import Watch
    from index.library import Library
    from matcher.match import Decision

    taken: dict[str, list[float]] = {"write of the decision": [], "log and queue": [], "data of the card": []}

    def timed(what: str, run: Callable[[], object]) -> None:
        start = time.perf_counter()
        run()
        taken[what].append(1000 * (time.perf_counter() - start))

    with Library.open(library) as opened:
        watch = Watch(opened)
        for _ in range(cards):
            compared, items = watch.comparison(pair), watch.cards(pair)
            item = next(one for one in items if one.state is State.OPEN)
            choice = Choice(Decision.ACCEPT, item.match.relation)
            timed("write of the decision", lambda: deciding.apply(opened, compared, item, choice, "first reviewer"))  # noqa: B023
            timed("log and queue", lambda: (watch.pairs(), watch.comparison(pair), watch.cards(pair)))
            timed("data of the card", lambda: card_data(compared, item, str))  # noqa: B023
    return taken


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cards", type=int, default=60)
    parser.add_argument("--library", type=Path, help="made there and kept, used again when it is there already")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = asked.library or Path(folder) / "library"
        if not (library / "library.db").is_file():
            made_library(library)
        from index.library import Library

        with Library.open(library) as opened:
            pairs = [(one.a_standard, one.b_standard) for one in opened.comparisons()]
        for keys, name, pair in (("s", "skip", pairs[3]), ("a", "accept", pairs[4]), ("u", "unsure", pairs[5])):
            with served(library) as (address, server):
                found = pressed(f"{address}/?a={quote(pair[0])}&b={quote(pair[1])}", server, keys * asked.cards)
            work = f"work for a card: server {found.server:.0f} ms, page {found.page:.0f} ms"
            print(f"key to next card, {name:8} {spread(found.taken)}   {work}   lost keys {found.lost}", flush=True)
        for what, ours in services(library, pairs[6], asked.cards).items():
            print(f"server, {what:24} {spread(ours)}", flush=True)


if __name__ == "__main__":
    main()

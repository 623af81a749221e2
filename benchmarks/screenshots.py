"""Pictures of every page of the review desk, in English and Chinese, 1280 or 1920 pixels wide: to be looked at, and to show.

``python -m benchmarks.screenshots --library DIR [--out docs/screenshots] [--wide] [--pages review,library]``. The library needs a
comparison; a few of its cards are decided first, where none are. It is copied before, and stays as it is.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from benchmarks.cards import REST, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
PAGES = (
    "review", "overview", "record", "search", "gaps", "standing", "library", "editions", "regulations", "read", "team", "log",
    "export",
)  # fmt: skip
"""The page of keys and words is left out: it names the folder of the library."""
QUERY = "听力保护区的入口应有标志"
DECIDED = 6
WIDTHS = {False: (1280, 900), True: (1920, 1080)}


def main() -> None:
    """Take the pictures and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--wide", action="store_true", help="1920 pixels in place of 1280")
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument("--pair", nargs=2, metavar=("A", "B"), help="the comparison to show, as it is filed; else the first")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "library")
        shutil.copytree(arguments.library, library)
        shown = _shown(library, tuple(arguments.pair or ()))
        with served(library) as (address, _process):
            for path in _taken(address, shown, arguments.pages.split(","), arguments.out, wide=arguments.wide):
                print(path)


def _shown(library: Path, wanted: tuple[str, ...]) -> Mapping[str, str]:
    """The parameters of the pages: the comparison that is ``wanted``, else the first, and a card of it.

    The card has a limit with a stricter side, where one has. Some cards are decided where none are.
    """
    from app import deciding
    from app.state import Choice
    from app.watching import Watch
    from index.library import Library
    from matcher.match import Decision, DeviationKind, Side

    with Library.open(library) as opened:
        watch = Watch(opened)
        pair = next(one for one in watch.pairs() if not wanted or tuple(one) == wanted)
        items = [item for item in watch.cards(pair) if item.match.a_clauses and item.match.b_clauses]
        if not any(item.said for item in items):
            for item in items[:DECIDED]:
                chosen = Choice(Decision.ACCEPT, item.match.relation)
                deciding.apply(opened, watch.comparison(pair), item, chosen, "first reviewer")
    told = (
        item
        for item in items[DECIDED:]
        if any(one.kind is DeviationKind.LIMIT and one.stricter in (Side.A, Side.B) for one in item.match.deviations)
    )
    item = next(told, items[-1])
    return {"a": pair[0], "b": pair[1], "at": item.key, "standard": pair[0], "clause": item.match.a_clauses[0]}


def _taken(address: str, shown: Mapping[str, str], pages: list[str], out: Path, *, wide: bool) -> list[Path]:
    from playwright.sync_api import sync_playwright

    found = next(path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path)
    taken = []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu", "--no-first-run"])
        for lang, locale in LANGUAGES.items():
            for name in pages:
                taken += _pictures(browser, address, shown, (name, lang, locale), out, wide=wide)
        browser.close()
    return taken


def _pictures(
    browser: Browser, address: str, shown: Mapping[str, str], of: tuple[str, str, str], out: Path, *, wide: bool
) -> list[Path]:
    name, lang, locale = of
    width, height = WIDTHS[wide]
    page = browser.new_page(viewport={"width": width, "height": height}, locale=locale)
    asked = {key: value for key, value in shown.items() if name == "read" or key not in {"clause", "standard"}}
    asked |= {"q": QUERY} if name == "search" else {}
    link = "&".join(f"{key}={quote(value)}" for key, value in asked.items())
    page.goto(f"{address}/{'' if name == 'review' else name}?{link}")
    _at_rest(page)
    tail = f"{lang}-1920" if wide else lang
    paths = [_picture(page, out / f"{name}-{tail}.png")]
    if name == "library":
        for section in ("comparisons", "add"):
            page.goto(f"{address}/library?section={section}")
            _at_rest(page)
            paths.append(_picture(page, out / f"library-{section}-{tail}.png"))
    if name == "review":
        page.keyboard.press("v")
        _at_rest(page)
        page.wait_for_timeout(1500)
        paths.append(_picture(page, out / f"review-pages-{tail}.png", full=True))
    page.close()
    return paths


def _at_rest(page: Page) -> None:
    page.wait_for_selector(REST, timeout=120_000)
    page.wait_for_timeout(1200)
    page.wait_for_selector(REST, timeout=120_000)


def _picture(page: Page, path: Path, *, full: bool = False) -> Path:
    options: dict[str, Any] = {"full_page": full}
    page.screenshot(path=path, **options)
    return path


if __name__ == "__main__":
    main()

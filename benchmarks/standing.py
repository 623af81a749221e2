"""The recognition page with something on it, and how long its counts take.

``python -m benchmarks.standing demo --library DIR``: the twelve sample standards, compared by the matcher and decided as a
reviewer would from ``corpora/gold``, over a made half year: people, dates and risks are invented, the relations are those of the
gold. ``python -m benchmarks.standing measure --library DIR``: counts a library (``benchmarks.made_library`` makes one of 100
comparisons), first, again, and after one more decision.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app import deciding
from app.queueing import queue
from app.standing import Answer
from app.standing_cells import cells, series
from app.standing_reading import Standings
from app.state import Choice, Item, load_comparison, save_comparison
from index import classes
from index import log as log_module
from index.library import Library
from matcher import ledger, risk
from matcher.match import Decision, Relation
from matcher.risk_classes import Likelihood, Severity

if TYPE_CHECKING:
    from app.state import Comparison

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
COUNTRY = {"XNS": "XX"}
"""What is stated of standards whose publisher is invented: a code that ISO 3166 leaves to its users."""
REVIEWERS = ("first reviewer", "second reviewer")
DAYS = 180
FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)
DECIDED = 0.7
"""The share of the cards of a comparison that is decided at the end."""


def main() -> None:
    """Make the demonstration, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("demo", "measure"))
    parser.add_argument("--library", type=Path, required=True)
    arguments = parser.parse_args()
    if arguments.what == "demo":
        demo(arguments.library)
    else:
        measure(arguments.library)


def demo(place: Path) -> None:
    """Read the samples, compare them, decide."""
    from corpora.demo import pairs
    from index.encoder import load_encoder
    from ingest.read import read
    from matcher.compare import compare

    encoder = load_encoder("bundled")
    with Library.open(place, create=True) as library, _clock() as clock:
        for path in sorted((CORPORA / "standards").glob("*.pdf")):
            for document in read(path):
                library.add(document, encoder, source=path, author="maker")
        for standard in library.standards():
            if (code := COUNTRY.get(standard.designation.split()[0])) and not standard.country:
                classes.choose(library.log, standard.designation, {"country": code}, author="maker")
        names = {name: library.standard(name).designation for pair in pairs() for name in pair}  # dashes as they are filed
        known = [(names[a], names[b]) for a, b in pairs()]
        for a, b in known:
            first, second = library.document(a), library.document(b)
            save_comparison(library, first, second, compare(first, second, encoder), encoder.name, author="maker")
            print(f"{a} ↔ {b}", flush=True)
        gold = {(names.get(a, a), names.get(b, b), *link): relation for (a, b, *link), relation in _gold().items()}
        for place_, (a, b) in enumerate(known):
            _decide(library, (a, b), gold, clock, place_)
        print(f"risks: {_rate(library, clock)}")


def measure(place: Path) -> None:
    """Print how long the counts take."""
    with Library.open(place) as library:
        standings = Standings(library)
        for name in ("first", "again"):
            started = time.perf_counter()
            found = standings.read().compared
            counted, past = cells(found), series(found)
            print(
                f"{name}: {time.perf_counter() - started:.3f} s, {len(found)} comparisons, {len(counted)} cells, {len(past)} days"
            )
        one = found[0]
        opened = load_comparison(library, *one.pair)
        items = queue(opened, ledger.judgements(library, *one.pair), library.log.head().number)
        item = next(one for one in items if not one.said)
        deciding.apply(library, opened, item, Choice(Decision.ACCEPT, item.match.relation), REVIEWERS[0])
        started = time.perf_counter()
        found = standings.read().compared
        cells(found)
        series(found)
        print(f"after one decision: {time.perf_counter() - started:.3f} s")


class _Clock:
    """The time that the log is told."""

    def __init__(self) -> None:
        self.at = FIRST

    def now(self, zone: object = None) -> datetime:
        """The made moment, each a second after the one before."""
        del zone
        self.at += timedelta(seconds=1)
        return self.at


@contextmanager
def _clock() -> Iterator[_Clock]:
    """The log writes made times, and no test or program ever does: a history needs days."""
    clock, real = _Clock(), log_module.datetime
    log_module.datetime = clock  # type: ignore[assignment, misc]
    try:
        yield clock
    finally:
        log_module.datetime = real  # type: ignore[misc]


def _gold() -> dict[tuple[str, str, str, str], Relation]:
    """The relation of each link of the gold, by both standards and labels, in both directions; "" for no counterpart."""
    found = {}
    for path in sorted((CORPORA / "gold").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("gold"):
                a, b = (row["a_standard"], row["a_clause"]), (row["b_standard"], row["b_clause"])
                relation = Relation(row["relation"])
                found[a[0], b[0], a[1], b[1]] = relation
                found[b[0], a[0], b[1], a[1]] = relation.inverse
    return found


def _decide(
    library: Library, pair: tuple[str, str], gold: dict[tuple[str, str, str, str], Relation], clock: _Clock, place: int
) -> None:
    """Decide cards of a comparison in the order of the document, spread over the half year."""
    opened = load_comparison(library, *pair)
    items = queue(opened, (), 0)
    share = DECIDED - 0.08 * (place % 5)
    ready = [(item, choice) for item in items if (choice := _choice(opened, item, gold))][: int(share * len(items))]
    clock.at = FIRST + timedelta(days=3 + 11 * (place % 7))
    step = timedelta(days=(DAYS - 80) / max(len(ready), 1))
    for at, (item, choice) in enumerate(ready):
        clock.at = max(clock.at, FIRST) + step
        fresh = Item(item.key, item.match, item.state, item.said, library.log.head().number)
        deciding.apply(library, opened, fresh, choice, REVIEWERS[at % 2])


def _choice(opened: Comparison, item: Item, gold: dict[tuple[str, str, str, str], Relation]) -> Choice | None:
    """What the gold says of a card: None where it says nothing, or not of all of it."""
    names = opened.a.designation, opened.b.designation
    ours = [opened.clause("a", one).clause for one in item.match.a_clauses]
    theirs = [opened.clause("b", one).clause for one in item.match.b_clauses]
    if not (ours and theirs):
        lone = [gold.get((*names, *link)) for link in ([(one, "") for one in ours] or [("", one) for one in theirs])]
        turned = [gold.get((names[1], names[0], one, "")) for one in theirs]
        return Choice(Decision.ACCEPT) if Relation.NONE in (*lone, *turned) else None
    found = {gold.get((*names, a, b)) for a in ours for b in theirs}
    if len(found) == 1 and (relation := found.pop()) not in (None, Relation.NONE):
        return Choice(Decision.ACCEPT, relation)
    return None


def _rate(library: Library, clock: _Clock) -> int:
    """Set risks on some clauses that are missing there or stricter here; classes by their place, to fill the matrix."""
    count = 0
    clock.at = FIRST + timedelta(days=DAYS - 40)
    for one in Standings(library).read().compared:
        pair = (one.facts.here.designation, one.facts.there.designation)
        for judgement in _worth(one.facts.told, one.now.here):
            clock.at += timedelta(hours=13)
            classes_ = Severity(1 + (count * 7 + 2) % 5), Likelihood(1 + (count * 3 + 1) % 5)
            sides = pair[0], judgement.a_clause, pair[1], judgement.b_clause
            risk.rate(library, risk.Risk(*sides, REVIEWERS[0], *classes_, "a made reason, for the picture"))
            count += 1
    return count


def _worth(told: Sequence[ledger.Judgement], answers: object) -> list[ledger.Judgement]:
    """The first few judgements on clauses that are missing there or stricter here."""
    found = answers if isinstance(answers, dict) else {}
    meant = (Decision.ACCEPT, Decision.NO_COUNTERPART)
    return [one for one in told if one.decision in meant and found.get(one.a_clause) in (Answer.MISSING, Answer.HERE)][:4]


if __name__ == "__main__":
    main()

"""Writers and servers that are killed while decisions are written: what was acknowledged is there, whole and once."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
import servers

from benchmarks.killed import killed
from benchmarks.writers import Plan, fill

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")


def test_killed_writers_lose_nothing_that_they_were_told_is_written(tmp_path: Path, database: str):
    plan = Plan(str(tmp_path / "library"), database, 3, 0, 5)
    fill(plan)
    outcome = killed(plan, 15)
    assert outcome.sound and outcome.acknowledged >= 15, outcome


def test_a_killed_server_loses_nothing_that_it_said_is_written(tmp_path: Path, server: servers.Server):
    plan = Plan(str(tmp_path / "library"), server.database(), 3, 0, 5)
    fill(plan)

    def crash(number: int) -> None:
        if number % 3 == 2:
            server.stop("immediate")
            server.start()

    outcome = killed(plan, 9, crash)
    assert outcome.sound and outcome.acknowledged >= 9, outcome

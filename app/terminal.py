"""What a command says: results to stdout, messages and progress to stderr, progress only where stderr is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.visible import visible

Progress = Callable[[int, int], None]


def say(message: str) -> None:
    """Write one message line to stderr; it may quote a file, so it is written as ``on_one_line``."""
    sys.stderr.write(on_one_line(message) + "\n")
    sys.stderr.flush()


def shown(text: str) -> str:
    """Text of a file as a terminal may get it: nothing in it acts or hides, and a name that is no text is told by its bytes."""
    return visible(text.encode("utf-8", "backslashreplace").decode())


def on_one_line(text: str) -> str:
    """``shown``, and a line break in it is named like any other control character: a file name may hold one."""
    return shown(text).replace("\n", "⟨U+000A⟩")


def result(text: str) -> None:
    """Write one line of the result to stdout. A lone surrogate, which no terminal can show, becomes an escape."""
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


@contextmanager
def progress(description: str) -> Iterator[Progress]:
    """A progress bar on a terminal, nothing elsewhere. Yields ``update(done, total)``."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def output(out: Path | None) -> Iterator[Callable[[str], None]]:
    """Where result lines go: ``out``, written whole or not at all, or stdout. Yields ``write(line)``."""
    if out is None:
        yield result
        return
    with whole(out) as path, path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        yield lambda line: _write(file.write, line)


def put(data: bytes, out: Path | None, write: Callable[[str], None] = result) -> None:
    """Write a table that was made as a file to ``out``, whole or not at all; without one, in lines to ``write``."""
    if out is None:
        for line in data.decode("utf-8-sig").splitlines():
            write(line)
        return
    with whole(out) as path:
        path.write_bytes(data)


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """Where to write what is to be ``out``, which appears when it is whole, or not at all.

    What is there and is no file (``/dev/null``, a pipe) is written to itself: to replace it would take it from everybody.
    """
    target = out.resolve()
    if target.exists() and not target.is_file():
        yield target
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _write(write: Callable[[str], int], line: str) -> None:
    write(line + "\n")

"""The command reference ``docs/cli.md``, made from the commands themselves: ``python -m app.reference > docs/cli.md``."""

from __future__ import annotations

import sys
from collections.abc import Mapping

HEAD = """# Commands

Made from the commands by `python -m app.reference > docs/cli.md`; a test compares the two.
"""
WIDTH = 120


def reference() -> str:
    """The whole text: the help of every command, in the order of the command line."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from app.cli import app

    runner = CliRunner(env={"COLUMNS": str(WIDTH), "TERMINAL_WIDTH": str(WIDTH), "NO_COLOR": "1"})
    group = get_command(app)
    commands: Mapping[str, object] = group.commands  # type: ignore[attr-defined]
    names = [""]
    for name, command in commands.items():
        names += [name, *(f"{name} {one}" for one in getattr(command, "commands", ()))]
    sections = []
    for name in names:
        shown = runner.invoke(app, [*name.split(), "--help"], prog_name="clausebridge").output
        sections.append(f"\n## clausebridge {name}".rstrip() + f"\n\n```text\n{shown.strip()}\n```\n")
    return HEAD + "".join(sections)


if __name__ == "__main__":
    sys.stdout.write(reference())

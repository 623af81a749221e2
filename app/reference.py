"""The command reference ``docs/cli.md``, made from the commands themselves: ``python -m app.reference > docs/cli.md``."""

from __future__ import annotations

import sys

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
    names = ["", *group.commands]  # type: ignore[attr-defined]
    sections = []
    for name in names:
        shown = runner.invoke(app, [*filter(None, [name]), "--help"], prog_name="clausebridge").output
        sections.append(f"\n## clausebridge {name}".rstrip() + f"\n\n```text\n{shown.strip()}\n```\n")
    return HEAD + "".join(sections)


if __name__ == "__main__":
    sys.stdout.write(reference())

"""Sets the sample test reports: ``python -m corpora.reporting``.

A source is ``reports/NAME.md``: front matter as in the sample standards, then lines that begin with "|" (clause, item in Chinese
and in English, requirement in both, test method, result in both, verdict P, F, N or T), or with "# " (a heading: clause, Chinese,
English). A line without a clause belongs to the clause above. PDFs are set as Chinese laboratories do, DOCX as the IECEE test
report form, with both languages in a cell.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "reports"
FIELDS = ("clause", "item", "item_en", "requirement", "requirement_en", "method", "result", "result_en", "verdict")


class ReportError(ValueError):
    """A source that does not follow the format; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of results, or, without ``verdict``, a heading: the clause ("" for that of the line above) and texts by field."""

    clause: str
    texts: dict[str, str]
    verdict: str = ""

    def __getitem__(self, name: str) -> str:
        """A text by the name of its field."""
        return self.texts[name]


@dataclass(frozen=True, slots=True)
class Report:
    """A source text: its front matter and its entries in order."""

    path: Path
    meta: dict[str, Any]
    entries: tuple[Entry, ...]

    def __getitem__(self, key: str) -> str:
        """A value of the front matter."""
        return str(self.meta[key])

    def either(self, key: str, lang: str) -> str:
        """A value in English where it has one and ``lang`` asks for it, else as it is."""
        return str(self.meta.get(f"{key}_en", self.meta[key])) if lang == "en" else str(self.meta[key])


def read_source(path: Path) -> Report:
    """Parse the source at ``path``; raises ``ReportError`` with the line number for a line that is none."""
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    first = front.count("\n") + 3
    entries = [_entry(line, f"{path.name}:{number}") for number, line in enumerate(body.splitlines(), first) if line.strip()]
    return Report(path, tomllib.loads(front), tuple(entries))


def _entry(line: str, where: str) -> Entry:
    if line.startswith("# "):
        cells = [cell.strip() for cell in line[2:].split("|")]
        if len(cells) == 3:
            return Entry(cells[0], {"item": cells[1], "item_en": cells[2]})
    elif line.startswith("| "):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == len(FIELDS) and cells[-1] in {"P", "F", "N", "T"}:
            texts = dict(zip(FIELDS, cells, strict=True))
            return Entry(cells[0], texts, cells[-1])
    raise ReportError(f"{where}: no such line: {line}")


def sources() -> list[Report]:
    """The sources in ``reports/``, by name."""
    return [read_source(path) for path in sorted(HERE.glob("*.md"))]


def make(report: Report, form: str) -> bytes:
    """The report as a file of ``form`` (pdf, docx, xlsx); the same source gives the same bytes."""
    if form == "pdf":
        from corpora.report_paper import make_pdf  # noqa: PLC0415 - each form has its own library

        return make_pdf(report)
    from corpora.report_office import make_docx, make_xlsx  # noqa: PLC0415

    return make_docx(report) if form == "docx" else make_xlsx(report)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build every report in its forms; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpora.reporting", description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the files (default: corpora/reports/)")
    parser.add_argument("--font", action="store_true", help="make the subset font anew (needs fonts-noto-cjk, fonts-liberation)")
    options = parser.parse_args(arguments)
    reports = sources()
    if options.font:
        from corpora.report_paper import ADDED  # noqa: PLC0415
        from corpora.subset import make_font  # noqa: PLC0415

        make_font("ReportSong", ADDED + "".join(report.path.read_text(encoding="utf-8") for report in reports))
    options.out.mkdir(parents=True, exist_ok=True)
    for report in reports:
        for form in report.meta["forms"]:
            data = make(report, form)
            (options.out / f"{report['file']}.{form}").write_bytes(data)
            sys.stderr.write(f"{report['file']}.{form} {len(data)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

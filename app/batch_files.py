"""The result of a batch of searches as a file: XLSX, CSV, JSONL, HTML, or lines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.batch import COLUMNS
from app.tables import csv_bytes, html_bytes, jsonl_bytes, xlsx_bytes
from app.visible import visible

FORMATS = ("table", "jsonl", "csv", "xlsx", "html")
_SHOWN = ("rank", "confidence", "b_standard", "b_clause", "relation", "decided")


def form_of(out: Path | None, given: str) -> str:
    """The format that was asked for, else that of the file's name, else a table for the terminal."""
    suffix = out.suffix.lower().lstrip(".") if out else ""
    return given or (suffix if suffix in FORMATS else "table")


def batch_bytes(rows: Sequence[dict[str, Any]], form: str) -> bytes:
    """The rows in a format."""
    if form == "jsonl":
        return jsonl_bytes(rows)
    if form == "csv":
        return csv_bytes(rows, columns=COLUMNS)
    if form == "xlsx":
        return xlsx_bytes(rows, columns=COLUMNS)[0]
    if form == "html":
        return html_bytes(rows, columns=COLUMNS)
    return "".join(f"{_line(row)}\n" for row in rows).encode()


def _line(row: dict[str, Any]) -> str:
    name = str(row["id"] or row["row"])
    if not row["rank"]:
        return visible(f"{name:>8}  –  {row['note']}").replace("\n", " ")
    told = "  ".join(str(row[column]) for column in _SHOWN)
    differs = next(iter(str(row["deviations_en"]).splitlines()), "")
    return visible(f"{name:>8}  {told}  {differs}").replace("\n", " ")

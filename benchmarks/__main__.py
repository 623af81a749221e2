"""``python -m benchmarks [FOLDER]``: every figure, as a table. FOLDER holds PDFs; default the sample standards."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import matching, reading
from benchmarks.timing import Row, process_seconds

ROOT = Path(__file__).resolve().parent.parent


def main(folder: Path) -> None:
    """Print one line for each figure: ours, the plain way, the ratio."""
    files = sorted(folder.rglob("*.pdf"))
    print(f"{'what':34}{'unit':16}{'ours':>10}{'plain':>10}{'ratio':>8}  note")
    for row in (*reading.rows(files), *matching.rows(), startup()):
        print(f"{row.what:34}{row.unit:16}{row.ours:10.2f}{row.plain:10.2f}{row.ratio:8.1f}  {row.note}", flush=True)


def startup() -> Row:
    """``clausebridge --help`` against a Python that imports what the commands need."""
    ours = process_seconds([sys.executable, "-m", "app.cli", "--help"])
    plain = process_seconds([sys.executable, "-c", "import sentence_transformers, faiss, pandas, pdfplumber"], repeats=1)
    return Row("start of the command line", "s", ours, plain, plain / ours, "plain: the same with everything imported first")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "corpora" / "standards")

"""Pictures of the report of a comparison in each format and language, as the programs of an office show it: to be looked at.

``python -m benchmarks.papers A B --library DIR [--version N] [--out DIR] [--pages 6]``. LibreOffice sets XLSX and DOCX, Chromium
prints HTML, pdftoppm (poppler) draws the pages.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

from app.filing import Filing
from app.papers import LANGS
from index.library import Library

FORMS = ("xlsx", "docx", "html", "pdf")
DOTS = 80  # per inch


def main() -> None:
    """Write the reports, set each as PDF, draw its first pages, and say how many pages it has and how long it took to write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--version", type=int, default=None)
    parser.add_argument("--out", type=Path, default=Path("papers"))
    parser.add_argument("--pages", type=int, default=6)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with Library.open(arguments.library) as library:
        for lang in LANGS:
            for form in FORMS:
                started = time.perf_counter()
                data, notices = Filing(library, (arguments.a, arguments.b), arguments.version, lang, form).written(date.today())
                took = time.perf_counter() - started
                path = arguments.out / f"report-{lang}.{form}"
                path.write_bytes(data)
                pages = _drawn(path, arguments.pages)
                print(f"{path}: {len(data)} bytes, {took:.1f} s, {pages} pages", *notices, sep="\n  ")


def _drawn(path: Path, pages: int) -> int:
    """Draw the first ``pages`` of a report beside it; how many pages it has."""
    from pypdfium2 import PdfDocument

    pdf = _as_pdf(path)
    stem = path.with_name(f"{path.stem}-{path.suffix[1:]}")
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-l", str(pages), "-png", str(pdf), str(stem)], check=True, capture_output=True)
    return len(PdfDocument(pdf))


def _as_pdf(path: Path) -> Path:
    """A report as the program for it prints it."""
    if path.suffix == ".pdf":
        return path
    target = path.with_name(f"{path.stem}-{path.suffix[1:]}.pdf")
    if path.suffix == ".html":
        browser = next(found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name)))
        printing = [
            browser,
            "--headless",
            "--no-sandbox",
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            path.resolve().as_uri(),
        ]
        subprocess.run(printing, check=True, capture_output=True)
        return target
    folder = path.parent / "office"
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / f"{path.stem}.pdf").replace(target)


if __name__ == "__main__":
    main()

"""Sets the PDFs of the sample standards and writes the clause rows of the gold files: ``python -m corpora.build``."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from corpora.body import set_blocks, set_inline_terms
from corpora.fonts import register
from corpora.front import set_contents, set_cover
from corpora.houses import A4, house_of
from corpora.press import Entry, Press
from corpora.source import Source, clause_rows, read_source

HERE = Path(__file__).parent
ADDED_HAN = "国家标准样本附录续目次前言引参考文献发布实施代替（）。…—　"
ADDED_WESTERN = "—СТАНДАРТ-ОБРАЗЕЦ (для проверки программ) Содержание Издание официальное Введён в действие Приложение"
ADDED_WESTERN += "TIÊU CHUẨN QUỐC GIA (mẫu) Mục lục Số hiệu Phụ lục (tiếp theo)"


def sources() -> list[Source]:
    """The sources in ``standards/``, by name."""
    return [read_source(path) for path in sorted((HERE / "standards").glob("*.md"))]


def earlier() -> list[Source]:
    """The earlier editions of some of them in ``editions/``, by name."""
    return [read_source(path) for path in sorted((HERE / "editions").glob("*.md"))]


def make_pdf(source: Source) -> bytes:
    """The PDF of ``source``: set twice, since the contents need the page numbers of the first time."""
    _, entries = _set(source, ())
    pdf, settled = _set(source, entries)
    if settled != entries:
        pdf, _ = _set(source, settled)
    return pdf


def _set(source: Source, entries: Sequence[Entry]) -> tuple[bytes, list[Entry]]:
    """The PDF with ``entries`` in its contents, and the entries as they came to stand."""
    register()
    house, target = house_of(source["layout"], source["lang"]), io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1, lang=source["lang"])
    canvas.setTitle(f"{source['designation']} {source['title']}")
    canvas.setAuthor(source["publisher"])
    canvas.setSubject(source["disclaimer"])
    press = Press(canvas, source, house)
    set_cover(press)
    blocks = set_inline_terms(source.blocks, house)
    begin = next(number for number, block in enumerate(blocks) if block.what in {"heading", "titleless"})
    contents_first = source["layout"] != "gost"
    press.turn()
    press.folio = 1
    if contents_first:
        set_contents(press, entries)
        press.turn()
    for number, block in enumerate(blocks[:begin]):
        if block.what == "unnumbered" and number:
            press.turn()
        set_blocks(press, [block])
    if not contents_first:
        press.turn()
        set_contents(press, entries)
    press.turn(body=True)
    press.paragraph(source["title"], house.styles["title"])
    set_blocks(press, blocks[begin:])
    press.finish()
    return target.getvalue(), press.entries


def write_gold(path: Path, target: Path, texts: Sequence[Source]) -> None:
    """Write the gold file ``path`` to ``target``: the clauses of the standards that its gold rows name, then these rows."""
    gold = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and json.loads(line).get("gold")]
    named = dict.fromkeys(name for line in gold for name in (json.loads(line)["a_standard"], json.loads(line)["b_standard"]))
    by_name = {source["designation"]: source for source in texts}
    rows = [json.dumps(row, ensure_ascii=False) for name in named if name in by_name for row in clause_rows(by_name[name])]
    target.write_text("\n".join([*rows, *gold]) + "\n", encoding="utf-8")


def _characters(texts: Sequence[Source], *, han: bool) -> str:
    """Every character of the sources in Chinese, or of the others, with those that the typesetter adds."""
    return (ADDED_HAN if han else ADDED_WESTERN) + "".join(
        source.path.read_text(encoding="utf-8") for source in texts if (source["lang"] == "zh") == han
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Build everything; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpora.build", description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder for standards/ and gold/ (default: corpora/)")
    parser.add_argument(
        "--fonts", action="store_true", help="make the subset fonts anew (needs fonts-noto-cjk, fonts-liberation)"
    )
    parser.add_argument("names", nargs="*", help="build these standards only")
    options = parser.parse_args(arguments)
    texts = sources()
    if options.fonts:
        from corpora.subset import make_fonts  # noqa: PLC0415 - fontTools is needed for this alone

        every = [*texts, *earlier()]
        make_fonts(_characters(every, han=True), _characters(every, han=False))
    for folder in ("standards", "editions", "gold"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    for source in (*texts, *earlier()):
        if not options.names or source.path.stem in options.names:
            pdf = make_pdf(source)
            (options.out / source.path.parent.name / f"{source.path.stem}.pdf").write_bytes(pdf)
            sys.stderr.write(f"{source.path.stem}.pdf {len(pdf)} bytes\n")
    for path in sorted((HERE / "gold").glob("*.jsonl")):
        write_gold(path, options.out / "gold" / path.name, texts)
    return 0


if __name__ == "__main__":
    sys.exit(main())

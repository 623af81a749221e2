"""Makes the sample documents of the numbering families: ``python tests/data/families/make.py [NAME...]``.

Every NAME.txt beside this file is a short made-up standard or law, written for these tests. Chromium prints it to NAME.pdf, and
what the source says about its clauses, with the pages on which they came to stand, goes to NAME.tsv. Needs chromium and the fonts
of fonts-noto-core, fonts-noto-cjk and fonts-liberation; the tests need none of them.

The source: a head of ``key: value`` lines (lang, font, size, head, foot, css, and any number of ``say``, the stock of sentences),
an empty line, then blocks, one a line:

    ## article stack | Pasal 1 | Title | Text     a clause of level 2: its kind, how it is set, its label, title, and text;
                                                 "label = cited" where it is cited otherwise, "=+(1)" for parent and (1)
    = line, == line, ! line                      centred, centred bold, and bold lines
    * text                                       a list item
    | cell | cell                                a row of a table
    [contents 2 Heading]                         a table of contents of two levels
    <div …>                                      HTML as it is
    ~~~                                          a page break
    anything else                                a paragraph

In a text {3} stands for three sentences of the stock, // for a line break, and in a title //// for a page break.
"""

from __future__ import annotations

import ctypes
import html
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

HERE = Path(__file__).parent
CLAUSE = re.compile(r"(#+) ([\w-]+) ([\w-]+) \|(.*)")
STATUS = re.compile(
    r"[(（](?:normative|informative|normativ|informativ|обязательное|справочное|рекомендуемое|quy định|tham khảo|normativa|"
    r"规范性|资料性|规范性附录|资料性附录)[)）]"
)
"""The status of an annex, which is no part of its title."""
CSS = """
@page { size: A4; margin: 25mm 22mm 24mm 25mm; @top-center { content: "HEAD"; font-size: 9pt }
  @bottom-center { content: FOOT; font-size: 9pt } }
body { font: SIZE FONT; text-align: justify; line-height: 1.45; hyphens: none }
p, .c { margin: 0 0 5pt; text-indent: 0 }
p.p { text-indent: 24pt }
p.i { margin-inline-start: 36pt; text-indent: -18pt }
.m { text-align: center; text-indent: 0 }
.b { font-weight: bold }
table { border-collapse: collapse; width: 100% }
td { border: .6pt solid; padding: 2pt 5pt }
.stack { margin-top: 10pt }
.stack .l, .stack .t { display: block; text-align: center }
.stack .t, .under .t { font-weight: bold; text-indent: 0; margin-bottom: 4pt }
.stack .x, .above .x { display: block; text-indent: 24pt; text-align: justify }
.beside { font-weight: bold; margin-top: 8pt }
.beside .x { display: block; font-weight: normal; text-indent: 24pt }
.plain .x { display: block; text-indent: 24pt }
.under .l, .under .t { display: block }
.para { text-indent: 24pt }
.run .l, .run .t { font-weight: bold }
.flush { margin-inline-start: 36pt; text-indent: -36pt }
.flush .l { display: inline-block; width: 36pt; text-indent: 0 }
.above .t { display: block; font-weight: bold }
.centre { text-align: center; font-weight: bold; margin-top: 8pt }
.toc { display: flex }
.toc i { flex: 1; overflow: hidden; font-style: normal; white-space: nowrap }
.break { break-before: page; display: block }
"""


@dataclass
class Clause:
    """One clause of a source: as it is printed, and as it is cited."""

    level: int
    kind: str
    shape: str
    label: str
    cited: str
    title: str
    text: str
    page: int = 0


@dataclass
class Source:
    """A source that was read: its head, the sentences to fill with, and its blocks."""

    head: dict[str, str]
    stock: list[str]
    blocks: list[str | Clause] = field(default_factory=list)

    def clauses(self) -> list[Clause]:
        """The clauses in order."""
        return [block for block in self.blocks if isinstance(block, Clause)]


def read_source(path: Path) -> Source:
    """The source at ``path``."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    pairs = [line.partition(":") for line in head.splitlines()]
    keys = {key.strip(): value.strip() for key, _, value in pairs if key != "css"}
    keys["css"] = " ".join(value.strip() for key, _, value in pairs if key == "css")
    source = Source(keys, [value.strip() for key, _, value in pairs if key == "say"])
    stock = cycle(source.stock or [""])
    above: list[Clause] = []
    gap = "" if keys["lang"] in ("zh", "ja", "th") else " "
    for line in filter(str.strip, body.splitlines()):
        filled = re.sub(r"\{(\d+)\}", lambda found: gap.join(next(stock) for _ in range(int(found[1]))), line)
        source.blocks.append(_clause(found, above) if (found := CLAUSE.fullmatch(filled)) else filled)
    return source


def _clause(found: re.Match[str], above: list[Clause]) -> Clause:
    """A clause from its line; ``above`` are the clauses that hold it, and is brought up to date."""
    level = len(found[1])
    label, title, text = ([part.strip() for part in found[4].split("|", 2)] + ["", ""])[:3]
    label, _, cited = (part.strip() for part in label.partition("="))
    while above and above[-1].level >= level:
        above.pop()
    if cited.startswith("+"):
        cited = above[-1].cited + cited[1:].replace("_", " ")
    clause = Clause(level, found[2], found[3], label, cited or label.rstrip(".:"), title, text)
    above.append(clause)
    return clause


def page(source: Source) -> str:
    """The source as HTML."""
    head = source.head
    foot = head.get("foot", "{page}").split("{page}")
    content = " counter(page) ".join(f'"{part}"' for part in foot)
    css = CSS.replace("HEAD", head.get("head", "")).replace("FOOT", content).replace("SIZE", head.get("size", "11pt"))
    css = css.replace("FONT", head.get("font", "Liberation Serif")) + head["css"]
    way = ' dir="rtl"' if head["lang"] in ("ar", "fa", "he") else ""
    numbers = {id(clause): at for at, clause in enumerate(source.clauses())}
    links = "".join(f'<a href="#c{at}"></a>' for at in numbers.values())
    body = "\n".join(_block(block, source, numbers) for block in source.blocks)
    start = f'<!doctype html><html lang="{head["lang"]}"{way}><meta charset="utf-8"><style>{css}</style>'
    return f"{start}<body>{links}{body}</body></html>"


def _block(block: str | Clause, source: Source, numbers: dict[int, int]) -> str:
    if isinstance(block, Clause):
        return _shown(block, numbers[id(block)])
    mark, _, rest = block.partition(" ")
    plain = {"=": '<p class="m">', "==": '<p class="m b">', "!": '<p class="b">', "*": '<p class="i">'}
    if mark in plain:
        return f"{plain[mark]}{_text(rest)}</p>"
    if mark == "|":
        return f"<table><tr>{''.join(f'<td>{_text(cell)}</td>' for cell in rest.strip('|').split('|'))}</tr></table>"
    if mark == "[contents":
        return _contents(source, rest.rstrip("]"))
    if mark == "~~~":
        return '<div class="break"></div>'
    return block if block.startswith("<") else f'<p class="p">{_text(block)}</p>'


def _shown(clause: Clause, number: int) -> str:
    label = f'<span class="l">{_text(clause.label)}</span> ' if clause.label else ""
    parts = clause.title.split("////") if clause.title else []
    title = " ".join(f'<span class="t{" break" if at else ""}">{_text(part)}</span>' for at, part in enumerate(parts))
    text = f' <span class="x">{_text(clause.text)}</span>' if clause.text else ""
    if clause.shape == "above":  # statutory instruments set the title above the number
        return f'<div class="c {clause.kind} above" id="c{number}">{title}{label}{text}</div>'
    return f'<div class="c {clause.kind} {clause.shape}" id="c{number}">{label}{title}{text}</div>'


def _contents(source: Source, wanted: str) -> str:
    depth, _, heading = wanted.partition(" ")
    rows = [
        f'<div class="toc"><span>{_text(f"{clause.label} {clause.title}".replace("////", " ").replace("//", " "))}</span>'
        f"<i>{'.' * 200}</i><span>{clause.page}</span></div>"
        for clause in source.clauses()
        if clause.level <= int(depth) and (clause.title or clause.kind in ("article", "annex"))
    ]
    return f'<p class="m b">{_text(heading)}</p>{"".join(rows)}'


def _text(text: str) -> str:
    return html.escape(text.strip(), quote=False).replace("//", "<br>")


def print_pdf(source: Source, target: Path) -> None:
    """Print ``source`` to ``target`` and set the page of every clause: twice, for contents that name them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        for _ in range(2 if any(isinstance(block, str) and block.startswith("[contents") for block in source.blocks) else 1):
            file.write_text(page(source), encoding="utf-8")
            subprocess.run(
                [
                    "chromium",
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-pdf-header-footer",
                    f"--print-to-pdf={target}",
                    file,
                ],
                check=True,
                capture_output=True,
            )
            for clause, number in zip(source.clauses(), _pages(target), strict=True):
                clause.page = number


def _pages(path: Path) -> list[int]:
    """The page of every clause, by the named destinations that links have made."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(path)
    found = {}
    for at in range(pdfium.FPDF_CountNamedDests(document)):
        size = ctypes.c_long(0)
        pdfium.FPDF_GetNamedDest(document, at, None, size)
        name = ctypes.create_string_buffer(size.value)
        place = pdfium.FPDF_GetNamedDest(document, at, name, size)
        number = name.raw.decode("utf-16-le").strip("\0")
        found[int(number[1:])] = pdfium.FPDFDest_GetDestPageIndex(document, place) + 1
    document.close()
    return [found[at] for at in sorted(found)]


def gold(source: Source) -> str:
    """The clauses as rows: number, page, kind, level, title."""
    rows = ["number\tpage\tkind\tlevel\ttitle"]
    gap = "" if source.head["lang"] in ("zh", "ja") else " "
    for clause in source.clauses():
        title = gap.join(part.strip() for part in re.split("//+", clause.title) if not STATUS.fullmatch(part.strip())).rstrip(":")
        rows.append(f"{clause.cited}\t{clause.page}\t{clause.kind}\t{clause.level}\t{title}")
    return "\n".join(rows) + "\n"


def main(names: list[str]) -> None:
    """Make the documents of ``names``, or all."""
    for path in sorted(HERE.glob("*.txt")):
        if not names or path.stem in names:
            source = read_source(path)
            print_pdf(source, path.with_suffix(".pdf"))
            path.with_suffix(".tsv").write_text(gold(source), encoding="utf-8")
            sys.stderr.write(f"{path.stem}.pdf {path.with_suffix('.pdf').stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])

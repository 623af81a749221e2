"""A report as one page of HTML on its own: no script, no link, nothing fetched; it is well-formed XML too, and prints with heads.

The policy of the page allows no source at all and only the style that stands in it, by its hash (CSP level 2).
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator

from app.paper import Paper, Section, Table
from app.paper_text import Line, flat, lines, running_foot, running_head, shares, short

_STYLE = """
@page { size: A4 landscape; margin: 18mm 12mm 16mm;
  @top-left { content: "%(head)s"; font: 8pt sans-serif; color: #555; }
  @bottom-left { content: "%(foot)s"; font: 8pt sans-serif; color: #555; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; } }
body { font: 10pt/1.45 "Noto Sans", "Segoe UI", Arial, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  color: #1d2327; margin: 2rem auto; max-width: 1500px; padding: 0 1.5rem; }
:lang(zh) { font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Noto Sans", sans-serif; }
h1 { font-size: 16pt; line-height: 1.3; margin: 0 0 1rem; } h2 { font-size: 12.5pt; margin: 1.8rem 0 .4rem; }
.head, .foot { color: #555; font-size: 8.5pt; } p { margin: .3rem 0; }
table { border-collapse: collapse; width: 100%%; table-layout: fixed; margin: .6rem 0 1.2rem; font-size: 8.5pt; }
caption { text-align: start; font-weight: bold; padding: .3rem 0; font-size: 10pt; }
th, td { border: 1px solid #c9cdc5; padding: .25rem .4rem; vertical-align: top; text-align: start; }
th { background: #e8ece6; } thead { display: table-header-group; } tr { break-inside: avoid; } tr.long { break-inside: auto; }
td div, th div, p, h1 span, h2 span, caption span { overflow-wrap: anywhere; white-space: pre-wrap; unicode-bidi: plaintext; }
h1 span, h2 span, caption span { display: block; } .facts th { background: none; font-weight: bold; }
.facts col:first-child { width: 22%%; } h2, caption { break-after: avoid; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 9pt; line-height: 1.25; }
  table { font-size: 7pt; } th, td { padding: .12rem .25rem; } h1 { font-size: 14pt; } .head, .foot { display: none; } }
%(columns)s"""


def html_paper(paper: Paper) -> tuple[bytes, tuple[str, ...]]:
    """The page, and what its printed head could not hold whole."""
    head, cut_head = running_head(paper)
    foot, cut_foot = running_foot(paper)
    tables = [table for section in paper.sections for table in section.tables]
    columns = "\n".join(_widths(number, table) for number, table in enumerate(tables, 1))
    style = _STYLE % {"head": _in_style(head), "foot": _in_style(foot), "columns": columns}
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    lang = {"zh": "zh-CN"}.get(paper.langs[0], paper.langs[0])
    parts = [
        "<!DOCTYPE html>\n",
        f'<html lang="{html.escape(lang)}" dir="ltr">\n<head>\n<meta charset="utf-8"/>\n',
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}"/>\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n<meta name="referrer" content="no-referrer"/>\n',
        f"<title>{html.escape(flat(paper.title))}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        f'<p class="head" dir="auto">{html.escape(head)}</p>\n',
        f"<h1>{_spans(paper.title)}</h1>\n",
        *_facts(paper),
        *_sections(paper.sections),
        f'<p class="foot" dir="auto">{html.escape(foot)}</p>\n</body>\n</html>\n',
    ]
    return "".join(parts).encode(), (*cut_head, *cut_foot)


def _facts(paper: Paper) -> Iterator[str]:
    if not paper.facts:
        return
    yield '<table class="facts"><colgroup><col/><col/></colgroup><tbody>\n'
    for name, value in paper.facts:
        yield f'<tr><th scope="row">{_blocks(name)}</th><td>{_blocks(value)}</td></tr>\n'
    yield "</tbody></table>\n"


def _sections(sections: tuple[Section, ...]) -> Iterator[str]:
    number = 0
    for section in sections:
        yield f"<section>\n<h2>{_spans(section.title)}</h2>\n"
        for said in section.lines:
            yield "".join(f"<p{_marks(line)}>{html.escape(line.text)}</p>\n" for line in lines(said))
        for table in section.tables:
            number += 1
            yield from _table(table, number)
        yield "</section>\n"


def _table(table: Table, number: int) -> Iterator[str]:
    yield f'<table id="t{number}"><caption>{_spans(table.title)}</caption>\n'
    yield f"<colgroup>{'<col/>' * len(table.columns)}</colgroup>\n<thead><tr>"
    yield "".join(f'<th scope="col">{_blocks(one.title)}</th>' for one in table.columns)
    yield "</tr></thead>\n<tbody>\n"
    for row in table.rows:
        opening = "<tr>" if short(row) else '<tr class="long">'
        yield f"{opening}{''.join(f'<td>{_blocks(value)}</td>' for value in row)}</tr>\n"
    yield "</tbody></table>\n"


def _widths(number: int, table: Table) -> str:
    each = enumerate(shares(tuple(one.width for one in table.columns)), 1)
    return " ".join(f"#t{number} col:nth-child({place}) {{ width: {100 * share:.2f}%; }}" for place, share in each)


def _blocks(value: str | int | float) -> str:
    return "".join(f"<div{_marks(line)}>{html.escape(line.text)}</div>" for line in lines(value))


def _spans(text: str) -> str:
    return "".join(f"<span{_marks(line)}>{html.escape(line.text)}</span>" for line in lines(text))


def _marks(line: Line) -> str:
    return f' lang="{line.tag}" dir="auto"'


def _in_style(text: str) -> str:
    """A text as the inside of a CSS string: every sign but letters, digits and spaces by its code (CSS Syntax 4.3.7)."""
    return "".join(one if one.isalnum() or one == " " else f"\\{ord(one):x} " for one in text)

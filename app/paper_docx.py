"""A report as a Word document: heads, page numbers, repeated table heads, a language for every line.

The same report gives the same bytes.

Texts become runs, made node by node: nothing in them can become a field, a link or markup.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app.paper import Paper, Table, Value
from app.paper_text import Line, flat, lines, running_foot, running_head, shares, short

if TYPE_CHECKING:
    from docx.document import Document

LATIN_FONT, HAN_FONT = "Arial", "Microsoft YaHei"
"""Fonts that Word has; an office without them takes its own sans serif."""
_WIDTH = 15_000  # between the margins of A4 landscape, in twentieths of a point
_MARGIN, _TOP, _EDGE, _LONG, _SHORT = 900, 1_150, 480, 16_838, 11_906
_WORD_TAGS = {"zh": "zh-CN", "en": "en-GB", "ru": "ru-RU", "vi": "vi-VN", "ar": "ar-SA", "th": "th-TH"}
_FACTS = (0.24, 0.76)
_TITLE_LIMIT = 255  # of a core property (ECMA-376, part 2)


def docx_paper(paper: Paper) -> tuple[bytes, tuple[str, ...]]:
    """The document, and what its head could not hold whole."""
    import docx

    document = docx.Document()
    head, cut_head = running_head(paper)
    foot, cut_foot = running_foot(paper)
    _properties(document, paper)
    _styles(document)
    _page(document, head, foot)
    _heading(document, paper.title, "Title")
    body = document.element.body
    if paper.facts:
        body.insert(len(body) - 1, _table(paper.facts, _FACTS, ()))
    for section in paper.sections:
        _heading(document, section.title, "Heading 1")
        for said in section.lines:
            _paragraphs(document, said)
        for table in section.tables:
            _heading(document, table.title, "Heading 2")
            body.insert(len(body) - 1, _rows(table))
            _paragraphs(document, "", "Between Tables")  # two tables without a paragraph between them become one
    target = io.BytesIO()
    document.save(target)
    return _dated(target.getvalue()), (*cut_head, *cut_foot)


def _rows(table: Table) -> Any:  # noqa: ANN401 - lxml has no types
    widths = shares(tuple(one.width for one in table.columns))
    return _table(table.rows, widths, tuple(one.title for one in table.columns))


def _table(rows: Iterable[tuple[Value, ...]], widths: tuple[float, ...], titles: tuple[str, ...]) -> Any:  # noqa: ANN401
    table = _node("w:tbl")
    properties = _node("w:tblPr", ("w:tblStyle", {"w:val": "TableGrid"}), ("w:tblW", {"w:w": str(_WIDTH), "w:type": "dxa"}))
    properties.append(_node("w:tblLayout", **{"w:type": "fixed"}))
    table.append(properties)
    each = [round(share * _WIDTH) for share in widths]
    table.append(_node("w:tblGrid", *(("w:gridCol", {"w:w": str(width)}) for width in each)))
    if titles:
        row = _node("w:tr")
        row.append(_node("w:trPr", ("w:cantSplit", {}), ("w:tblHeader", {})))
        row.extend(_cell(title, width, bold=True) for title, width in zip(titles, each, strict=True))
        table.append(row)
    for values in rows:
        row = _node("w:tr")
        if short(values):
            row.append(_node("w:trPr", ("w:cantSplit", {})))
        facts = not titles
        row.extend(
            _cell(value, width, bold=facts and place == 0) for place, (value, width) in enumerate(zip(values, each, strict=True))
        )
        table.append(row)
    return table


def _cell(value: Value, width: int, *, bold: bool) -> Any:  # noqa: ANN401
    cell = _node("w:tc")
    properties = _node("w:tcPr", ("w:tcW", {"w:w": str(width), "w:type": "dxa"}))
    if bold:
        properties.append(_node("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": "E8ECE6"}))
    cell.append(properties)
    cell.extend(_paragraph(line, "CellText", bold=bold) for line in lines(value))
    return cell


def _heading(document: Document, text: str, style: str) -> None:
    """A heading is one paragraph, in two languages too, so that an outline has it once."""
    first, *rest = lines(text)
    paragraph = _paragraph(first, document.styles[style].style_id)
    for line in rest:
        broken = _node("w:r", ("w:br", {}))
        paragraph.extend((broken, _run(line)))
    body = document.element.body
    body.insert(len(body) - 1, paragraph)


def _paragraphs(document: Document, text: str, style: str = "Normal") -> None:
    body = document.element.body
    name = document.styles[style].style_id
    for line in lines(text):
        body.insert(len(body) - 1, _paragraph(line, name))  # the last node is the section's properties


def _paragraph(line: Line, style: str, *, bold: bool = False) -> Any:  # noqa: ANN401
    paragraph = _node("w:p")
    properties = _node("w:pPr", ("w:pStyle", {"w:val": style}))
    if line.from_right:
        properties.append(_node("w:bidi"))
    paragraph.append(properties)
    if line.text:
        paragraph.append(_run(line, bold=bold))
    return paragraph


def _run(line: Line, *, bold: bool = False) -> Any:  # noqa: ANN401
    run, marks = _node("w:r"), _node("w:rPr")
    if bold:
        marks.extend((_node("w:b"), _node("w:bCs")))
    if line.from_right:
        marks.append(_node("w:rtl"))
    tag = _WORD_TAGS[line.lang]
    kind = "w:eastAsia" if line.lang == "zh" else "w:bidi" if line.from_right else "w:val"
    marks.append(_node("w:lang", **{kind: tag}))
    run.append(marks)
    for place, piece in enumerate(line.text.split("\t")):
        if place:
            run.append(_node("w:tab"))
        text = _node("w:t", **{"xml:space": "preserve"})
        text.text = piece
        run.append(text)
    return run


def _node(tag: str, *children: tuple[str, dict[str, str]], **attributes: str) -> Any:  # noqa: ANN401
    """An element with attributes by their prefixed names, and empty children."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    node = OxmlElement(tag)
    for name, value in attributes.items():
        node.set("{http://www.w3.org/XML/1998/namespace}space" if name == "xml:space" else qn(name), value)
    node.extend(_node(child, **marks) for child, marks in children)
    return node


def _properties(document: Document, paper: Paper) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = flat(paper.title)[:_TITLE_LIMIT], "", "", ""
    core.language = " ".join(paper.langs)
    core.created = core.modified = datetime.datetime(2000, 1, 1)  # fixed: the same bytes
    core.revision = 1


def _styles(document: Document) -> None:
    """Fonts for Latin and for Han, sizes, and a style for what stands in a table."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    styles = document.styles
    styles.add_style("Cell Text", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    styles.add_style("Between Tables", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    sizes = {"Normal": (10, 4), "Title": (17, 10), "Heading 1": (13, 4), "Heading 2": (10.5, 4), "Cell Text": (8, 0),
             "Header": (8, 0), "Footer": (8, 0), "Between Tables": (5, 0)}  # fmt: skip
    for name, (size, below) in sizes.items():
        style = styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = Pt(below)
        style.paragraph_format.line_spacing = 1.0
        _fonts(style.element.get_or_add_rPr())
        if name in ("Title", "Heading 1", "Heading 2"):
            style.font.color.rgb = RGBColor(0x1D, 0x23, 0x27)
    for name, unwanted in (("Title", "./w:pBdr"), ("Footer", "./w:tabs")):  # a rule, and tab stops of a portrait page
        own = styles[name].element.pPr
        for node in own.xpath(unwanted):
            own.remove(node)


def _fonts(marks: Any) -> None:  # noqa: ANN401
    """Set the fonts of a style by name; the theme's, which would win over them, are taken out."""
    for old in marks.xpath("./w:rFonts"):
        marks.remove(old)
    named = {"w:ascii": LATIN_FONT, "w:hAnsi": LATIN_FONT, "w:cs": LATIN_FONT, "w:eastAsia": HAN_FONT}
    marks.insert(0, _node("w:rFonts", **named))


def _page(document: Document, head: str, foot: str) -> None:
    """A4 landscape with the running head, and at the foot the end of the log and "page / pages"."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(_LONG), Twips(_SHORT)
    section.left_margin = section.right_margin = Twips(_MARGIN)
    section.top_margin, section.bottom_margin = Twips(_TOP), Twips(_MARGIN)
    section.header_distance = section.footer_distance = Twips(_EDGE)
    above = section.header.paragraphs[0]._p
    above.append(_run(lines(head)[0]))
    below = section.footer.paragraphs[0]
    below.paragraph_format.tab_stops.add_tab_stop(Twips(_WIDTH), _right())
    below._p.append(_run(lines(foot)[0]))
    below.add_run("\t")
    _field(below._p, "PAGE")
    below.add_run(" / ")
    _field(below._p, "NUMPAGES")


def _right() -> Any:  # noqa: ANN401
    from docx.enum.text import WD_TAB_ALIGNMENT

    return WD_TAB_ALIGNMENT.RIGHT


def _field(paragraph: Any, instruction: str) -> None:  # noqa: ANN401
    """A field of our own: the instruction is a constant of this module, never a text of a report."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = _node("w:r")
        if kind == "":
            told = _node("w:instrText")
            told.text = instruction
        elif kind == "1":
            told = _node("w:t")
            told.text = kind
        else:
            told = _node("w:fldChar", **{"w:fldCharType": kind})
        run.append(told)
        paragraph.append(run)


def _dated(data: bytes) -> bytes:
    """The same package with one date for all its members."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(target, "w") as fixed:
        for one in made.infolist():
            member = zipfile.ZipInfo(one.filename, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(member, made.read(one.filename))
    return target.getvalue()

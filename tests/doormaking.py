"""Small files for the tests of the doors: Word documents put together from XML, and a PDF of the same text."""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent / "data" / "doors"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(
    path: Path,
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    footnotes: str = "",
    header: str = "",
    main: str = "word/document.xml",
) -> Path:
    """A Word document whose parts hold the given XML."""
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "header": header and p(header)}
    held = {name: inside for name, inside in parts.items() if inside}
    related = "".join(f'<Relationship Id="r{n}" Type="{KIND}/{name}" Target="{name}.xml"/>' for n, name in enumerate(held))
    start = f'<Relationship Id="r" Type="{KIND}/officeDocument" Target="{main}"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", f"<Relationships {RELATIONS}>{start}</Relationships>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships {RELATIONS}>{related}</Relationships>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, inside in held.items():
            root = "hdr" if name == "header" else name
            archive.writestr(f"word/{name}.xml", f"<w:{root} {W}>{inside}</w:{root}>")
    return path


def p(text: str, style: str = "", extra: str = "") -> str:
    """A paragraph; a line feed in ``text`` is a line break."""
    runs = "<w:r><w:br/></w:r>".join(f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in text.split("\n"))
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{extra}</w:pPr>{runs if text else ''}</w:p>"


def counted(number: int, level: int = 0) -> str:
    """The property of a paragraph that is counted."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(at: int, template: str, numerals: str = "decimal", more: str = "") -> str:
    """One level of a list."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{numerals}"/>{more}<w:lvlText w:val="{template}"/></w:lvl>'


def family(name: int, *levels: str, more: str = "") -> tuple[str, str]:
    """A list, and its instance of the same number; ``more`` are further instances."""
    instance = f'<w:num w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>', instance + more


def again(number: int, of: int, *, start: int = 0) -> str:
    """Another instance of a list; where ``start`` is given its first level begins there."""
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def numbered(*families: tuple[str, str]) -> str:
    """What stands in numbering.xml."""
    return "".join(one for one, _ in families) + "".join(other for _, other in families)


def heading_styles(number: int = 0, annex: int = 0) -> str:
    """The styles H1 to H3, with outline levels, counted in the list ``number``; A1 to A3 in ``annex``; T, a large one."""
    made = ""
    for prefix, counts in (("H", number), ("A", annex)):
        for n in range(3):
            list_of = f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="{counts}"/></w:numPr>' if counts else ""
            properties = f'<w:pPr>{list_of}<w:outlineLvl w:val="{n}"/></w:pPr>'
            name = f'<w:name w:val="own {prefix} {n + 1}"/>'
            made += f'<w:style w:type="paragraph" w:styleId="{prefix}{n + 1}">{name}{properties}</w:style>'
    return made + '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:rPr><w:sz w:val="40"/></w:rPr></w:style>'


def table(*rows: str) -> str:
    """A table of rows of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(text: str, across: int = 1, merge: str = "") -> str:
    """A cell: how many columns it spans, and whether it begins ("restart") or goes on ("continue") downwards."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{p(text)}</w:tc>"


def pump_docx(path: Path) -> Path:
    """The standard of ``pump.xml`` as a Word document whose numbers are all made by the program."""
    numbering = numbered(
        family(1, level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3")),
        family(2, level(0, "Annex %1", "upperLetter"), level(1, "%1.%2"), level(2, "%1.%2.%3")),
        family(3, level(0, "%1)", "lowerLetter"), level(1, "%2)")),
    )
    body = [
        p("ISO 98765:2031"), p("Portable pumps for mine water — Safety requirements", "T", "<w:pageBreakBefore w:val='0'/>"),
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        p("Foreword", "T"), p("This document was drafted for the tests of a program."),
        p("Scope", "H1"), p("This document specifies safety requirements for portable pumps that lift water out of mines."),
        p("Normative references", "H1"), p("The following documents are referred to in the text."),
        p("ISO 3744:2010, Determination of sound power levels"),
        p("Terms and definitions", "H1"), p("For the purposes of this document, the following terms apply."),
        p("\nportable pump", "H2"), p("pump that one person can carry to the place of its use"),
        p("Note 1 to entry: A carrying frame is part of the pump."),
        p("Requirements", "H1"), p("General", "H2"), p("The pump shall have"),
        p("a guard over the coupling, with", "", counted(3)), p("a lock,", "", counted(3, 1)),
        p("a warning label;", "", counted(3, 1)),
        p("a switch that can be reached from both sides.", "", counted(3)),
        p("Noise", "H2"), p("The sound power level shall not exceed the limits in Table 1.", "", counted(1, 2)),
        p("Table 1 — Limits of the sound power level"),
        table(
            tc("Power", merge="restart") + tc("Level", 2), tc("", merge="continue") + tc("indoors") + tc("outdoors"),
            tc("up to 5 kW") + tc("80 dB") + tc("85 dB"), tc("more than 5 kW") + tc("85 dB") + tc("90 dB"),
        ).replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 2),
        p("NOTE Worn bearings make a pump louder."),
        p("The level should be measured in accordance with ISO 3744:2010.", "", counted(1, 2)),
        p("Marking", "H1"), p("The year of manufacture shall be marked on the casing."),
        p("EXAMPLE The mark 2031 stands beside the serial number."),
        p("\n(normative)\nTest of tightness", "A1"), p("Principle", "A2"), p("The casing is filled with water under pressure."),
        p("Procedure", "A2"), p("Raise the pressure to 1,5 times the rated pressure.", "", counted(2, 2)),
        p("Hold the pressure for 10 min.", "", counted(2, 2)),
        p("Bibliography", "T"), p("[1] ISO 12100:2010, Safety of machinery"),
    ]  # fmt: skip
    return docx(path, "".join(body), numbering=numbering, styles=heading_styles(1, 2), header="ISO 98765:2031")


def pump_pdf(path: Path) -> Path:
    """The same standard, printed."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(72, 760, "ISO 98765:2031")
    for n, line in enumerate(("Portable pumps for mine water —", "Safety requirements")):
        canvas.drawString(72, 600 - 26 * n, line)
    canvas.showPage()
    y = 760.0
    for line in (HERE / "pump.txt").read_text(encoding="utf8").splitlines():
        bold, text = line.startswith("!"), line.lstrip("!")
        font = "Helvetica-Bold" if bold else "Helvetica"
        canvas.setFont(font, 10)
        if not text:
            canvas.showPage()
            y = 760.0
        elif "|" in text:
            y = _row(canvas, text.split("|"), y)
        else:
            for piece in simpleSplit(text, font, 10, 440):
                canvas.setFont(font, 10)
                canvas.drawString(72, y, piece)
                y -= 13
            y -= 9 if bold else 5
    canvas.save()
    return path


def _row(canvas: Canvas, cells: list[str], y: float) -> float:
    """One row in a frame: the last cell takes the columns that are left, an empty one goes on with the cell above it."""
    top, bottom = y + 12, y - 4
    for n, cell in enumerate(cells):
        left, right = 90 + 130 * n, 480 if n == len(cells) - 1 else 220 + 130 * n
        canvas.drawString(left + 4, y, cell.strip())
        canvas.line(left, bottom, left, top)
        canvas.line(right, bottom, right, top)
        if cell.strip():
            canvas.line(left, top, right, top)
        if cells[-1] == "90 dB":
            canvas.line(left, bottom, right, bottom)
    return y - 16

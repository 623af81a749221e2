"""Small PDFs written by hand, to damage what libraries write well."""

from __future__ import annotations

from collections.abc import Mapping

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def write_pdf(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """A file of ``objects`` by number; 1 is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    begin = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d %05d %s \n" % (places.get(number, 0), 0 if number in places else 65535, b"n" if number in places else b"f")
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, begin)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def text(*lines: str, x: int = 72, y: int = 700, step: int = 24, size: int = 11) -> bytes:
    """A content stream that shows ``lines`` one below the other."""
    shown = b"".join(b"(%s) Tj 0 -%d Td " % (line.encode("cp1252"), step) for line in lines)
    return b"BT /F1 %d Tf %d %d Td %sET" % (size, x, y, shown)


def document(*pages: bytes, box: bytes | None = b"[0 0 595 842]", page: bytes = b"", catalogue: bytes = b"") -> dict[int, bytes]:
    """The objects of a document whose pages show the content streams ``pages``.

    ``box`` is the /MediaBox of every page (None: there is none), ``page`` more entries of each, ``catalogue`` of the catalogue.
    """
    size = b"" if box is None else b"/MediaBox %s " % box
    kids = b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(len(pages)))
    found = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s>>" % catalogue,
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        3: HELVETICA,
    }
    for i, content in enumerate(pages):
        own = b"/Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R %s%s" % (11 + 2 * i, size, page)
        found[10 + 2 * i] = b"<< /Type /Page %s>>" % own
        found[11 + 2 * i] = stream(content)
    return found

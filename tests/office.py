"""A real LibreOffice without a window: a Basic macro opens a workbook, edits it as a person would, and saves it as xlsx."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Edits"/></library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits"
 script:language="StarBasic">{code}</script:module>"""
_SUB = """Sub Run
  On Error GoTo Failed
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
  page = book.Sheets.getByName("review")
  page.unprotect("")
{edits}
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL("{target}", kind())
  book.close(True)
Failed:
  StarDesktop.terminate()
End Sub
"""


def edited(source: Path, folder: Path, edits: str) -> Path:
    """The workbook as LibreOffice saves it after ``edits``, lines of Basic in which ``page`` is the sheet "review"."""
    target, profile = folder / "edited.xlsx", folder / "profile"
    command = [SOFFICE, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore", "--nologo"]
    subprocess.run([*command, "--terminate_after_init"], check=True, timeout=150, capture_output=True)  # it makes a profile first
    code = _SUB.format(source=source.resolve().as_uri(), target=target.resolve().as_uri(), edits=edits)
    basic = profile / "user" / "basic" / "Standard"
    (basic / "Edits.xba").write_text(_MODULE.format(code=escape(code)), encoding="utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    subprocess.run([*command, "macro:///Standard.Edits.Run"], check=True, timeout=150, capture_output=True)
    return target

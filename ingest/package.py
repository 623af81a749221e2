"""The members of an office file (a ZIP archive) in memory, each with a limit on its size. Nothing is unpacked to the disk."""

from __future__ import annotations

import io
import zlib
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from ingest.errors import DamagedDocument, LimitExceeded, NotADocument, PasswordNeeded
from ingest.markup import Element, attribute, descendants, parse_xml

_MOST_MEMBERS = 20_000
_MOST_BYTES = 128 * 2**20
_LOCKED = 0x1
_MAIN = "officeDocument"
_WORD = "document"


class Package:
    """An office file that is open for reading: members by name, and the parts that relations name."""

    def __init__(self, path: Path | str, data: bytes | None = None) -> None:
        """Open the archive at ``path``, or the bytes ``data`` that have that name.

        Raises:
            DamagedDocument: it is no whole archive.
            LimitExceeded: it has more members than a document has.
        """
        self.name = Path(path).name
        try:
            self._archive = ZipFile(path if data is None else io.BytesIO(data))
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DamagedDocument(self.name, f"the archive is broken ({error}); get it again from its source") from None
        self._members = {info.filename: info for info in self._archive.infolist()}
        if len(self._members) > _MOST_MEMBERS:
            raise LimitExceeded(
                self.name, f"it is an archive of {len(self._members)} files, which no document is; save it as PDF"
            )

    def read(self, member: str) -> bytes | None:
        """The bytes of a member; None where there is none of that name.

        Raises:
            PasswordNeeded: it is encrypted.
            LimitExceeded: it unpacks to more than a document has.
            DamagedDocument: it cannot be unpacked.
        """
        info = self._members.get(member)
        if info is None:
            return None
        if info.flag_bits & _LOCKED:
            raise PasswordNeeded(self.name, "the file is encrypted; save a copy without a password")
        try:
            with self._archive.open(info) as stream:
                # What the archive says of the size is not believed.
                data = stream.read(_MOST_BYTES + 1)
        except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
            raise DamagedDocument(self.name, f"{member} cannot be unpacked ({error}); get the file again") from None
        if len(data) > _MOST_BYTES:
            raise LimitExceeded(self.name, f"{member} unpacks to more than {_MOST_BYTES // 2**20} MiB: split the file")
        return data

    def xml(self, member: str) -> Element | None:
        """The root element of a member; None where there is none of that name."""
        data = self.read(member)
        return None if data is None else parse_xml(data, self.name)

    def kind(self) -> str:
        """What the archive holds, by the name of its main element: "document", "workbook", "presentation"; "" for none."""
        roots = (self.xml(target) for target in self.related("", _MAIN))
        return next((str(root.tag).rpartition("}")[2] for root in roots if root is not None), "")

    def main(self) -> tuple[str, Element]:
        """The name and the root element of the member that holds the text of a Word document.

        Raises:
            NotADocument: the archive holds something else.
        """
        for target in self.related("", _MAIN):
            root = self.xml(target)
            if root is not None and root.tag.rpartition("}")[2] == _WORD:
                return target, root
        kind = "another office document (a sheet, slides)" if self.read("[Content_Types].xml") else "a ZIP archive"
        raise NotADocument(self.name, f"this is {kind}, and neither a PDF nor a Word document; save it as PDF")

    def related(self, member: str, kind: str) -> list[str]:
        """Names of the members to which ``member`` ("" for the package) has relations whose type ends in ``kind``."""
        place = PurePosixPath(member)
        root = self.xml(str(place.parent / "_rels" / f"{place.name}.rels") if member else "_rels/.rels")
        if root is None:
            return []
        found = []
        for relation in descendants(root, "relationship"):
            if attribute(relation, "Type").rpartition("/")[2] == kind and attribute(relation, "TargetMode") != "External":
                target = attribute(relation, "Target")
                found.append(target.lstrip("/") if target.startswith("/") or not member else str(place.parent / target))
        return found

"""The glyphs of a page column by column: what is asked of all of them at once costs no object for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import overload

from ingest.glyph import Glyph


@dataclass(frozen=True, slots=True)
class Glyphs(Sequence[Glyph]):
    """The glyphs of a page in the order of the content stream; every column has the meaning of its field in ``Glyph``."""

    text: Sequence[str] = ()
    x0: Sequence[float] = ()
    x1: Sequence[float] = ()
    top: Sequence[float] = ()
    bottom: Sequence[float] = ()
    base: Sequence[float] = ()
    size: Sequence[float] = ()
    bold: Sequence[bool] = ()
    turn: Sequence[int] = ()
    space: Sequence[bool] = ()

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> Glyphs:
        """The columns of ``glyphs``."""
        return glyphs if isinstance(glyphs, Glyphs) else cls(*zip(*glyphs, strict=True))

    def __len__(self) -> int:
        return len(self.text)

    @overload
    def __getitem__(self, index: int) -> Glyph: ...

    @overload
    def __getitem__(self, index: slice) -> Glyphs: ...

    def __getitem__(self, index: int | slice) -> Glyph | Glyphs:
        found = (column[index] for column in self._columns())
        return Glyphs(*found) if isinstance(index, slice) else Glyph(*found)  # type: ignore[arg-type]

    def pick(self, wanted: Iterable[int]) -> Glyphs:
        """The glyphs at some places, each of them once and in order."""
        places = list(wanted)
        if len(places) == len(self):
            return self
        return Glyphs(*([column[at] for at in places] for column in self._columns()))  # type: ignore[arg-type]

    def _columns(self) -> tuple[Sequence[object], ...]:
        return tuple(getattr(self, column.name) for column in fields(self))

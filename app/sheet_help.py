"""The first page of a review sheet: how it is filled in, in both languages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.sheet_columns import LISTS, Meta
from app.wording import LANGUAGES, N_, catalogue

_TITLE = N_("How to fill in this review sheet")
_WHICH = N_("{a} (A) and {b} (B), proposed by {model}; the log had {number} entries when the sheet was made.")
_STEPS = (
    (
        N_("What to do"),
        (
            N_("Read both texts in the sheet “review”, and choose a decision in its white columns. The rest stays open."),
            N_("A row whose white cells stay as they are changes nothing. To take back a decision, use the review desk."),
            N_("Filtering, hiding columns and deleting rows does no harm: every row is known by its hidden cells."),
            N_("Sorting does none either, but Excel sorts no protected rows: take the protection off first (Review, Unprotect"
               " Sheet)."),
            N_("The grey cells are protected, without a password: leave them as they are. A row whose grey cells were changed is"
               " not taken."),
            N_("Write no formulas into the white cells: they are refused. Paste values."),
            N_("A long text may not show whole: make the row higher, or open the cell."),
        ),
    ),
    (
        N_("The white columns"),
        (
            N_("Decision: “accepted” takes the proposed clauses, or those that you write under “Instead”."),
            N_("Relation: empty for the proposed one. With clauses of your own it must be chosen."),
            N_("Instead: labels of clauses (5.2, A.1), several with a semicolon or on lines of their own; every one of A is then"
               " linked with every one of B. They take the place of what is proposed on that side."),
            N_("Reason: why you reject. Rests on: whether the wording, the meaning or what is achieved is the same."),
            N_("Note: in your own words."),
        ),
    ),
    (
        N_("Back into the library"),
        (
            N_("Save it as an Excel workbook (xlsx). Upload it on the page Export, or run: clausebridge enter FILE --as NAME"),
            N_("First you see what would be stored, what is unchanged, what cannot be understood, and what others have decided"
               " since. Nothing of theirs is overwritten."),
        ),
    ),
)  # fmt: skip
_LISTED = N_("The words of the lists; those of either language are understood")
_CUT = N_("What is not whole in this sheet")


def help_lines(sheet: Meta, cut: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lines of the page: what kind of line ("title", "head", "text"), and its texts, the language of the sheet first."""
    words = [catalogue(lang).gettext for lang in sorted(LANGUAGES, key=lambda lang: lang != sheet.lang)]
    stated = {"a": sheet.a, "b": sheet.b, "model": sheet.model or "–", "number": sheet.number}
    yield "title", tuple(_(_TITLE) for _ in words)
    yield "text", tuple(_(_WHICH).format(**stated) for _ in words)
    for head, steps in _STEPS:
        yield "head", tuple(_(head) for _ in words)
        for step in steps:
            yield "text", tuple(_(step) for _ in words)
    yield "head", tuple(_(_LISTED) for _ in words)
    for name in ("decision", "relation", "reason", "rationale"):
        yield "text", tuple(" · ".join(_(message) for message in LISTS[name].values()) for _ in words)
    if cut:
        yield "head", tuple(_(_CUT) for _ in words)
        for line in cut:
            yield "text", (line,)

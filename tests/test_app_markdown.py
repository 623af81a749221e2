"""A clause with its parts, for readers."""

from app.tree import print_document
from ingest.clause import Cell, Clause, Document, Kind, Part, Standard, Table

TEXT = """The record shall hold:
a) the name;
1) of the maker;
b) the place.
Table 1 Limits
Kind\tLevel
quiet | loud\t50
NOTE Means.
It is kept."""


def span(words: str, end: str = "") -> tuple[int, int]:
    start = TEXT.index(words)
    return start, TEXT.index(end or words) + len(end or words)


TABLE = Table(
    (Cell("Kind", 0, 0, header=True), Cell("Level", 0, 1, header=True), Cell("quiet | loud", 1, 0), Cell("50", 1, 1)), 2, 2, "dB"
)
PARTS = (
    Part(Kind.LIST_ITEM, "a)", *span("a) the name;", "1) of the maker;")),
    Part(Kind.LIST_ITEM, "1)", *span("1) of the maker;"), level=2),
    Part(Kind.LIST_ITEM, "b)", *span("b) the place.")),
    Part(Kind.TABLE, "Table 1", *span("Table 1", "NOTE Means."), title="Limits", table=TABLE),
    Part(Kind.NOTE, "NOTE", *span("NOTE Means."), level=2),
)
CLAUSE = Clause("S 1", "4.2", "en", "Records", TEXT, id="4.2", parts=PARTS)


def printed(form: str) -> list[str]:
    lines: list[str] = []
    print_document(Document(Standard("S 1", "en", "Noise"), (CLAUSE,)), form, lines.append)
    return "\n".join(lines).split("\n")


def test_markdown_has_lists_tables_and_quotes():
    assert printed("md") == [
        "# S 1 Noise",
        "",
        "## 4.2 Records",
        "",
        "The record shall hold:",
        "",
        "- a) the name;",
        "  - 1) of the maker;",
        "",
        "- b) the place.",
        "",
        "**Table 1 Limits (dB)**",
        "",
        "| Kind | Level |",
        "|---|---|",
        r"| quiet \| loud | 50 |",
        "",
        "> NOTE Means.",
        "",
        "It is kept.",
    ]


def test_the_tree_names_every_part_below_its_clause():
    assert printed("tree")[1:] == [
        "  4.2 Records",
        "    a) the name;",
        "      1) of the maker;",
        "    b) the place.",
        "    Table 1 Limits  [2 × 2, dB]",
        "      NOTE Means.",
    ]

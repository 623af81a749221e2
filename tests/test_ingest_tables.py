"""Tables drawn on pages, read back as rows and cells of their clause."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ingest.clause import Box, Clause, Kind, Part, Table
from ingest.flatten import flatten, fold
from ingest.line import Line, Page, Rule
from ingest.pages import read_pages
from ingest.tree import parse_pages

WIDTH, HEIGHT = 600, 800
LONG = "Running text that goes from the left edge of the column to its right edge, and so on to the end."


class Sheet:
    """Pages of running text with tables, drawn from top to bottom."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
        self.y = HEIGHT - 60

    def text(self, *lines: str, x: float = 60, size: float = 10) -> None:
        for line in lines:
            self.canvas.setFont("Helvetica", size)
            self.canvas.drawString(x, self.y, line)
            self.y -= 14

    def centred(self, line: str) -> None:
        self.canvas.setFont("Helvetica-Bold", 10)
        self.canvas.drawCentredString(WIDTH / 2, self.y, line)
        self.y -= 14

    def page(self) -> None:
        self.canvas.showPage()
        self.y = HEIGHT - 60

    def table(self, rows: list[list[str]], widths: list[float], *, rules: str = "all", lines: int = 1) -> None:
        """A row is a list of cells; "<" and "^" join a cell with the one on its left, above it; "/" breaks a line."""
        high = 6 + 12 * lines
        x = [60 + sum(widths[:at]) for at in range(len(widths) + 1)]
        top, bottom = self.y + 4, self.y + 4 - len(rows) * high
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                y = top - r * high
                for n, part in enumerate(cell.strip("<^").split("/")):
                    self.canvas.setFont("Helvetica", 10)
                    self.canvas.drawString(x[c] + 4, y - 12 - 12 * n, part)
                if rules == "all" and cell != "^":
                    self.canvas.line(x[c], y, x[c + 1], y)
                if rules == "all" and cell != "<":
                    self.canvas.line(x[c], y, x[c], y - high)
        for place in {"all": x[-1:], "columns": x}.get(rules, []):
            self.canvas.line(place, top, place, bottom)
        for place in {"all": [bottom], "columns": [top, top - high, bottom], "three": [top, top - high, bottom]}.get(rules, []):
            self.canvas.line(x[0], place, x[-1], place)
        self.y = bottom - 16

    def clauses(self, lang: str = "en") -> tuple[Clause, ...]:
        self.text(*[LONG] * 3)
        self.canvas.save()
        return parse_pages(read_pages(self.path), (), standard="S 1", lang=lang)


@pytest.fixture
def sheet(tmp_path) -> Sheet:
    made = Sheet(tmp_path / "a.pdf")
    made.text("1 Scope", LONG, LONG, "2 Limits", LONG, "The limits stand in Table 1.")
    return made


def parse_family(name: str) -> tuple[Clause, ...]:
    path = Path(__file__).parent / "data" / "families" / f"{name}.pdf"
    return parse_pages(read_pages(path), (), standard=name, lang="")


def tables(clauses: tuple[Clause, ...]) -> list[tuple[Clause, Part, Table]]:
    return [(c, p, p.table) for c in clauses for p in c.parts if p.kind is Kind.TABLE and p.table is not None]


def rows(table: Table) -> list[list[str]]:
    """The cells of a table; "<" and "^" where a cell runs on from the left, from above."""
    out = [["?"] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for r in range(cell.row, cell.row + cell.rows):
            for c in range(cell.column, cell.column + cell.columns):
                out[r][c] = cell.text if (r, c) == (cell.row, cell.column) else "<" if c > cell.column else "^"
    return out


def test_a_table_with_merged_cells_belongs_to_its_clause(sheet):
    sheet.centred("Table 1 - Levels")
    sheet.text("Dimensions in millimetres", x=420)
    cells = [["Kind", "Level", "<"], ["^", "day", "night"], ["1 quiet", "50", "40"], ["2 loud place/near a road", "60", "50"]]
    sheet.table(cells, [160, 120, 120], lines=2)
    sheet.text("3 Tests", LONG)
    found = sheet.clauses()
    assert [c.clause for c in found] == ["1", "2", "3"]
    ((clause, part, table),) = tables(found)
    assert clause.clause == "2"
    assert (part.label, part.title, table.unit) == ("Table 1", "Levels", "millimetres")
    assert rows(table) == [[*cells[0]], cells[1], cells[2], ["2 loud place near a road", "60", "50"]]
    assert [cell.text for cell in table.cells if cell.header] == ["Kind", "Level", "day", "night"]
    text = clause.text[part.start : part.end].split("\n")
    assert text[0].startswith("Table 1")
    assert text[2:] == ["Kind\tLevel", "\tday\tnight", "1 quiet\t50\t40", "2 loud place near a road\t60\t50"]
    assert found[1].text.endswith(text[-1])


def test_every_character_of_a_row_still_knows_its_place_in_the_raw_text(sheet):
    sheet.table([["Kind", "Level"], ["quiet/room", "50"], ["loud", "60"]], [160, 120], lines=2)
    found = sheet.clauses()
    (page,) = read_pages(sheet.path)
    for clause in found:
        for origin in clause.origins:
            length = origin.end - origin.start
            assert clause.text[origin.start : origin.end] == page.raw[origin.raw_start : origin.raw_start + length]
    ((clause, part, _),) = tables(found)
    mapped = {at for origin in clause.origins for at in range(origin.start, origin.end)}
    assert all(at in mapped or clause.text[at] in " \t\n" for at in range(part.start, part.end))


def test_a_table_goes_on_over_a_page_break_with_its_head_repeated(sheet):
    sheet.centred("Table 1 - Levels")
    sheet.table([["Kind", "Level"], ["a", "50"], ["b", "60"]], [160, 120])
    sheet.page()
    sheet.centred("Table 1 (continued)")
    sheet.table([["Kind", "Level"], ["c", "70"]], [160, 120])
    sheet.text("3 Tests", LONG)
    ((_, part, table),) = tables(sheet.clauses())
    assert rows(table) == [["Kind", "Level"], ["a", "50"], ["b", "60"], ["c", "70"]]
    assert [box.page for box in part.boxes] == [1, 2]


def test_numbers_in_the_first_column_are_no_clauses(sheet):
    sheet.table([["No.", "Name", "Value"], *[[str(n), f"Name {n}", "x"] for n in range(1, 8)]], [60, 200, 100])
    sheet.text("3 Tests", LONG, "4 Marking", LONG)
    found = sheet.clauses()
    assert [c.clause for c in found] == ["1", "2", "3", "4"]
    assert len(tables(found)[0][2].cells) == 24


def test_rows_that_no_line_sets_apart(sheet):
    sheet.centred("Table 1 - Levels")
    sheet.table([["Kind", "Day", "Night"], ["quiet place", "50", "40"], ["loud", "60", "50"], ["very loud", "70", "60"]],
                [160, 120, 120], rules="columns")  # fmt: skip
    ((_, _, table),) = tables(sheet.clauses())
    assert rows(table) == [["Kind", "Day", "Night"], ["quiet place", "50", "40"], ["loud", "60", "50"], ["very loud", "70", "60"]]


def test_notes_in_the_frame_belong_to_the_table_and_are_no_rows(sheet):
    sheet.centred("Table 1 - Levels")
    sheet.table([["Kind", "Level"], ["quiet", "50"], ["NOTE The levels are means.", "<"]], [160, 120])
    sheet.text("NOTE 2 Another note of the clause.")
    found = sheet.clauses()
    ((clause, part, table),) = tables(found)
    assert table.rows == 2
    notes = [p for p in clause.parts if p.kind is Kind.NOTE]
    assert [(p.label, p.level) for p in notes] == [("NOTE", 2), ("NOTE 2", 1)]
    assert part.start < notes[0].start < notes[0].end == part.end < notes[1].start


def test_rows_whose_cells_have_widths_of_their_own(sheet):
    for row, widths in ((["1", "Name", "x"], [60, 200, 100]), (["2", "Longer name", "y"], [70, 180, 110])):
        sheet.table([row], widths)
        sheet.y += 16 + 4 - 4
    ((_, _, table),) = tables(sheet.clauses())
    assert rows(table) == [["1", "Name", "x"], ["2", "Longer name", "y"]]


def test_columns_of_a_page_that_runs_from_right_to_left_are_counted_from_the_right():
    table = tables(parse_family("arabic_law"))[0][2]
    assert [row[0] for row in rows(table)] == ["1", "2"]
    assert [row[-1] for row in rows(table)] == ["1.25", "1.10"]


def test_a_caption_that_ends_the_page_before_its_table(sheet):
    sheet.centred("Table 1 - Levels")
    sheet.page()
    sheet.table([["Kind", "Level"], ["a", "50"]], [160, 120])
    ((clause, part, table),) = tables(sheet.clauses())
    assert (clause.clause, part.label, part.title) == ("2", "Table 1", "Levels")
    assert table.rows == 2


@pytest.mark.parametrize("rules", ["three", "none"])
def test_a_table_without_lines_between_its_columns(sheet, rules):
    sheet.centred("Table 1 - Levels")
    cells = [["Kind of place", "Day", "Night"], ["quiet place", "50", "40"], ["loud", "60", "50"], ["very loud", "", "60"]]
    sheet.table(cells, [200, 120, 120], rules=rules)
    sheet.text("The table holds for all places.")
    ((clause, part, table),) = tables(sheet.clauses())
    assert rows(table) == cells
    assert [cell.text for cell in table.cells if cell.header] == cells[0]
    assert clause.text[part.end :].startswith("\nThe table holds")


def test_running_text_that_mentions_a_table_heads_none(sheet):
    sheet.text("Table 1 is given elsewhere.", "a    b", "c    d")
    sheet.centred("Table 2 - Levels")
    sheet.text(LONG, LONG)
    assert tables(sheet.clauses()) == []


@pytest.mark.parametrize("drawn", [[["A box around a single text"]], [["Left"], ["right"]]])
def test_a_box_around_text_is_no_table(sheet, drawn):
    sheet.table(drawn, [300])
    assert tables(sheet.clauses()) == []


def test_tables_survive_flatten_and_fold(sheet):
    sheet.table([["Kind", "Level"], ["quiet", "50"], ["NOTE The levels are means.", "<"]], [160, 120])
    found = sheet.clauses()
    assert tables(found)
    assert fold(list(flatten(found))) == tuple(found)


@st.composite
def drawings(draw) -> Page:
    """A page with a ruled table in which some inner lines are missing, and running text beside its frame."""
    down, across = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    words = iter(f"w{n}" for n in range(200))
    lines: list[Line] = []
    offset = 0

    def put(cells: list[tuple[float, str]], top: float) -> None:
        nonlocal offset
        text, places, gaps = "", [], []
        for x, word in cells:
            if text:
                text += " "
                places.append(places[-1])
                gaps.append(len(text))
            text += word
            places += [x + 5 * (at + 0.5) for at in range(len(word))]
        box = Box(1, cells[0][0], top, cells[-1][0] + 5 * len(cells[-1][1]), top + 10)
        lines.append(Line(text, box, 10.0, False, offset, (), tuple(gaps), places=tuple(places)))
        offset += len(text) + 1

    put([(70, "1 Scope")], 60)
    put([(70, "Running text that stands above the table.")], 80)
    rules = [Rule(100, 100, 100 + 100 * across, 100), Rule(100, 100 + 40 * down, 100 + 100 * across, 100 + 40 * down)]
    rules += [Rule(x, 100, x, 100 + 40 * down) for x in (100, 100 + 100 * across)]
    for row in range(down):
        for n in range(draw(st.integers(0, 2))):
            cells = [(105.0 + 100 * c, next(words)) for c in range(across) if draw(st.booleans())]
            beside = [(20.0, next(words))] if draw(st.booleans()) else []
            if cells or beside:
                put(beside + cells, 100 + 40 * row + 5 + 16 * n)
        for column in range(across):
            x, y = 100 + 100 * column, 100 + 40 * row
            if row and draw(st.booleans()):
                rules.append(Rule(x, y, x + 100, y))
            if column and draw(st.booleans()):
                rules.append(Rule(x, y, x, y + 40))
    put([(70, "Running text that stands below the table.")], 300)
    return Page(1, 600, 800, tuple(lines), "\n".join(line.text for line in lines), rules=tuple(rules))


@given(drawings())
def test_no_word_of_a_table_is_lost_and_none_is_told_twice(page):
    clauses = parse_pages([page], (), standard="S 1", lang="en")
    told = re.findall(r"w\d+", "\n".join(clause.text for clause in clauses))
    assert sorted(told) == sorted(re.findall(r"w\d+", page.raw))
    for clause in clauses:
        for part in clause.parts:
            for cell in part.table.cells if part.table else ():
                assert cell.row + cell.rows <= part.table.rows
                assert cell.column + cell.columns <= part.table.columns
            if part.table:
                texts = [cell.text for cell in part.table.cells]
                assert all(word in clause.text[part.start : part.end] for text in texts for word in text.split())

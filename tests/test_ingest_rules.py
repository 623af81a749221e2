"""Ruled lines of a page, and where the characters of its lines stand."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.grid import find_grids
from ingest.line import Page, Rule
from ingest.pages import read_pages


def page(path, draw, rotate=0) -> Page:
    canvas = Canvas(str(path), pagesize=(300, 400))
    canvas.setPageRotation(rotate)
    canvas.drawString(50, 300, "one two")
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return read_pages(path)[0]


def near(rule: Rule, *sides: float) -> bool:
    return rule == pytest.approx(sides, abs=1.2)


def test_strokes_thin_areas_and_frames_are_rules_and_areas_and_slopes_are_none(tmp_path):
    def draw(canvas):
        canvas.line(40, 200, 240, 200)
        canvas.rect(40, 150, 200, 0.5, stroke=0, fill=1)
        canvas.rect(40, 50, 200, 80, stroke=1, fill=0)
        canvas.rect(20, 20, 100, 100, stroke=0, fill=1)
        canvas.line(40, 200, 240, 150)
        canvas.circle(150, 100, 30)

    rules = page(tmp_path / "a.pdf", draw).rules
    for sides in (
        (40, 200, 240, 200),
        (40, 249.75, 240, 249.75),
        (40, 270, 240, 270),
        (40, 350, 240, 350),
        (40, 270, 40, 350),
        (240, 270, 240, 350),
    ):
        assert sum(near(rule, *sides) for rule in rules) == 1, (sides, rules)
    assert len(rules) == 6


def test_rules_of_a_form_and_of_a_turned_page_stand_where_they_are_shown(tmp_path):
    def draw(canvas):
        canvas.beginForm("grid")
        canvas.line(0, 0, 100, 0)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(60, 120)
        canvas.doForm("grid")
        canvas.restoreState()

    (rule,) = page(tmp_path / "a.pdf", draw).rules
    assert near(rule, 60, 280, 160, 280)
    (turned,) = page(tmp_path / "b.pdf", draw, rotate=90).rules
    assert near(turned, 120, 60, 120, 160)


def test_every_character_knows_its_place_where_a_table_may_be(tmp_path):
    def draw(canvas):
        canvas.line(40, 200, 240, 200)
        canvas.line(40, 100, 240, 100)
        canvas.drawString(50, 150, "left")
        canvas.drawString(200, 150, "right")

    first, row = page(tmp_path / "a.pdf", draw).lines
    assert len(first.places) == len("one two")
    assert list(first.places) == sorted(first.places)
    assert 50 < first.places[0] < 58
    assert row.text == "left right"
    assert row.gaps == (5,)
    assert 200 < row.places[5] < 206
    assert row.places[3] < 75


def test_lines_without_gaps_on_pages_without_rules_need_no_places(tmp_path):
    found = page(tmp_path / "a.pdf", lambda canvas: None)
    assert found.rules == ()
    assert found.lines[0].places == ()


def test_a_page_full_of_lines_is_no_table():
    squared = [Rule(50, 50 + 4.5 * y, 550, 50 + 4.5 * y) for y in range(3000)]
    squared += [Rule(50 + 8 * x, 50, 50 + 8 * x, 13550) for x in range(59)]
    assert find_grids(squared, 0) == []
    (grid,) = find_grids(squared[:3] + [Rule(x, 50, x, 59) for x in (50, 300, 550)], 0)
    assert len(grid.slots) == 4

"""What comes back on every page is not text of the standard."""

from __future__ import annotations

from ingest.clause import Box
from ingest.furniture import body_lines
from ingest.line import Line, Page


def page(number: int, *lines: Line) -> Page:
    return Page(number, 600, 800, lines, "\n".join(line.text for line in lines))


def test_single_letters_of_a_watermark_that_runs_across_the_page() -> None:
    def turned(number: int) -> list[Line]:
        return [
            Line(letter, Box(number, 200 + 20 * n, 300, 215 + 20 * n, 320), 19.0, turned=True) for n, letter in enumerate("iil")
        ]

    pages = [page(n, Line(f"{n} Text.", Box(n, 60, 400, 300, 412), 10.0), *turned(n)) for n in range(1, 10)]
    body = body_lines(pages)
    assert [line.text for line in body[5]] == ["5 Text."]

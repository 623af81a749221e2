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


def line(number: int, text: str, top: float, left: float = 100) -> Line:
    return Line(text, Box(number, left, top, left + 6 * len(text), top + 10), 10.0)


def test_numbers_of_pages_that_stand_within_wide_margins() -> None:
    pages = [page(n, line(n, f"Text {n}.", 300), line(n, "17", 400 + n * 20), line(n, str(n + 270), 640)) for n in range(1, 6)]
    assert [text.text for text in body_lines(pages)[3]] == ["Text 3.", "17"]


def test_a_number_that_does_not_count_on_is_text() -> None:
    pages = [page(n, line(n, f"Text {n}.", 300), line(n, str(40 * n), 640)) for n in range(1, 6)]
    assert [text.text for text in body_lines(pages)[3]] == ["Text 3.", "120"]


def test_the_running_head_of_a_page_that_is_turned() -> None:
    upright = [page(n, line(n, "Standard 1—2031", 40), line(n, f"Text {n}.", 300)) for n in range(1, 6)]
    lines = line(6, "Standard 1—2031", 66), line(6, "Chart.", 300), line(6, "Standard 1—2031", 400)
    wide = Page(6, 800, 600, lines, "\n".join(one.text for one in lines))
    assert [text.text for text in body_lines([*upright, wide])[6]] == ["Chart.", "Standard 1—2031"]

"""List items, notes, examples, figures, formulae and footnotes of a clause, as spans of its text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.captions import read_caption, read_labelled, read_unit
from ingest.clause import Box, Clause, Kind
from ingest.flatten import flatten, fold
from ingest.line import Line, Page
from ingest.markers import follows, read_marks
from ingest.tree import parse_pages

FILL = "Running text that goes from the left edge of the column all the way to its right edge and on"


def page(text: str, number: int = 1) -> Page:
    """A page from lines of text: ^ centres, two spaces indent, "| " is a gap up to the right margin, ~ sets small."""
    lines: list[Line] = []
    top, offset = 80.0, 0
    for row in text.strip("\n").split("\n"):
        indent = len(row) - len(row.lstrip())
        words = row.strip()
        size = 8.0 if "~" in words[:2] else 10.0
        centred = words.startswith("^")
        words = words.lstrip("^~")
        left_part, gap, right_part = words.partition("| ")
        words = f"{left_part.rstrip()} {right_part}" if gap else words
        if words:
            width = sum(size if char >= "\u2e80" else 0.52 * size for char in words)
            left = 300 - width / 2 if centred else 70.0 + 6 * indent
            right = 548.0 if gap else left + width
            gaps = (len(left_part.rstrip()) + 1,) if gap else ()
            lines.append(Line(words, Box(number, left, top, right, top + size + 1), size, raw_start=offset, gaps=gaps))
            offset += len(words) + 1
        top += 14
    return Page(number, 600.0, 840.0, tuple(lines), "\n".join(line.text for line in lines))


def parse(*texts: str, lang: str = "en") -> tuple[Clause, ...]:
    pages = [page(f"{text}\n{FILL}.\n{FILL}.\n{FILL}.", at) for at, text in enumerate(texts, 1)]
    return parse_pages(pages, (), standard="S 1", lang=lang)


def parts(clause: Clause) -> list[str]:
    """The parts of a clause as a person would list them."""
    out = []
    for part in clause.parts:
        text = clause.text[part.start : part.end].replace("\n", " / ")
        out.append(f"{'  ' * (part.level - 1)}{part.kind} {part.label or '-'}: {text}")
    return out


def test_items_of_items_and_what_is_set_further_in():
    (clause,) = parse(
        """
1 Records
The record shall hold:
  a) the name of the instrument:
    1) its class;
    2) its number;
  b) the place of measurement,
     with a sketch of the place;
  c) the result.
The record is kept for three years.
"""
    )
    assert parts(clause) == [
        "list-item a): a) the name of the instrument: / 1) its class; / 2) its number;",
        "  list-item 1): 1) its class;",
        "  list-item 2): 2) its number;",
        "list-item b): b) the place of measurement, / with a sketch of the place;",
        "list-item c): c) the result.",
    ]


def test_a_mark_without_siblings_or_inside_a_sentence_is_no_item():
    (clause,) = parse(
        f"""
1 Records
{FILL} of
1) the Act are kept.
  a) This stands alone.
The level is
- 5 dB below the limit.
"""
    )
    assert parts(clause) == []


def test_what_the_letter_i_is_depends_on_its_siblings():
    (roman,) = parse("1 Records\n  (i) one;\n  (ii) two;\n  (iii) three.\n")
    assert [p.label for p in roman.parts] == ["(i)", "(ii)", "(iii)"]
    (letters,) = parse("1 Records\n" + "".join(f"  ({char}) item {char};\n" for char in "abcdefghij"))
    assert [(p.label, p.level) for p in letters.parts] == [(f"({char})", 1) for char in "abcdefghij"]


def test_lists_of_other_houses():
    for marks in (
        ("——", "——"),
        ("•", "•"),
        ("а)", "б)", "в)"),
        ("c)", "d)", "đ)"),
        ("①", "②"),
        ("أ)", "ب)", "ج)"),
        ("（1）", "（2）"),
        ("1°", "2°"),
    ):
        first = read_marks(f"{marks[0]} text")
        assert first, marks
        for before, after in pairwise(marks):
            pairs = [(a, b) for a in read_marks(f"{before} text") for b in read_marks(f"{after} text")]
            assert any(follows(a, b) for a, b in pairs), (before, after)
    assert not any(follows(a, b) for a in read_marks("b) x") for b in read_marks("a) x"))
    assert not any(follows(a, b) for a in read_marks("1) x") for b in read_marks("b) x"))


def test_notes_and_examples_in_a_list_and_after_it():
    (clause,) = parse(
        """
1 Records
The record shall hold:
  a) the name;
     NOTE 1 A number will do.
  b) the place.
     EXAMPLE Hall 3.
NOTE 2 Records may be electronic.
"""
    )
    assert parts(clause) == [
        "list-item a): a) the name; / NOTE 1 A number will do.",
        "  note NOTE 1: NOTE 1 A number will do.",
        "list-item b): b) the place. / EXAMPLE Hall 3.",
        "  example EXAMPLE: EXAMPLE Hall 3.",
        "note NOTE 2: NOTE 2 Records may be electronic.",
    ]


def test_numbered_notes_below_one_word():
    (clause,) = parse("1 Records\nText.\nNOTES:\n  1) First.\n  2) Second.\nPlain text.\n")
    assert parts(clause) == [
        "note NOTES: NOTES: / 1) First. / 2) Second.",
        "  list-item 1): 1) First.",
        "  list-item 2): 2) Second.",
    ]


def test_labels_of_notes_and_examples():
    for text, kind, label in (
        ("注：只适用于夜间。", Kind.NOTE, "注"),
        ("注 2：只适用于夜间。", Kind.NOTE, "注 2"),
        ("示例1：测点", Kind.EXAMPLE, "示例1"),
        ("NOTE 3 Text", Kind.NOTE, "NOTE 3"),
        ("Note 1 to entry: Text", Kind.NOTE, "Note 1 to entry"),
        ("Примечание — Текст", Kind.NOTE, "Примечание"),
        ("ПРИМЕЧАНИЯ", Kind.NOTE, "ПРИМЕЧАНИЯ"),
        ("CHÚ THÍCH 1: Văn bản", Kind.NOTE, "CHÚ THÍCH 1"),
        ("Ескерту — Мәтін", Kind.NOTE, "Ескерту"),
        ("CATATAN 1 Teks", Kind.NOTE, "CATATAN 1"),
        ("ملاحظة: نص", Kind.NOTE, "ملاحظة"),
        ("Пример — Зал", Kind.EXAMPLE, "Пример"),
    ):
        found = read_labelled(text)
        assert found is not None, text
        assert (found.kind, found.label) == (kind, label)
    for text in ("注意安全。", "Notes on use are given", "Notable places", "例外情况", "Examples of use"):
        found = read_labelled(text)
        assert found is None or not found.firm, text


def test_captions_and_units():
    for text, label, title in (
        ("表 1 限值", "表 1", "限值"),
        ("表A.1　限值", "表A.1", "限值"),
        ("Table B.2 — Limits of noise", "Table B.2", "Limits of noise"),
        ("Таблица 3 — Уровни", "Таблица 3", "Уровни"),
        ("Bảng 2 - Giới hạn", "Bảng 2", "Giới hạn"),
        ("Кесте 1 — Деңгейлер", "Кесте 1", "Деңгейлер"),
        ("جدول 1 — الحدود", "جدول 1", "الحدود"),
        ("Figure 2 Plan", "Figure 2", "Plan"),
        ("图 1 示意图", "图 1", "示意图"),
        ("Рисунок А.1 — Схема", "Рисунок А.1", "Схема"),
    ):
        found = read_caption(text)
        assert found is not None, text
        assert (found.label, found.title, found.continued) == (label, title, False)
    for text in ("表1（续）", "Table 1 (continued)", "Продолжение таблицы 1", "续表"):
        found = read_caption(text)
        assert found is not None, text
        assert found.continued, text
    for text in (
        "Table 1 shows the limits",
        "表 1 要求。",
        "Tables are given",
        "Table D.1.",
        "表 1。",
        "图书",
        "Таблица показывает",
    ):
        assert read_caption(text) is None, text
    for text, unit in (
        ("单位为毫米", "毫米"),
        ("单位：dB(A)", "dB(A)"),
        ("Dimensions in millimetres", "millimetres"),
        ("Levels in dB(A)", "dB(A)"),
        ("В миллиметрах", "миллиметрах"),
        ("Text", ""),
    ):
        assert read_unit(text) == unit, text


def test_a_formula_with_its_number_and_the_list_of_its_letters():
    (clause,) = parse(
        """
1 Level
The level is found as follows:
            L = 10 lg (p / q) | (1)
where
L  is the level;
p  is the pressure.
The result is rounded to whole numbers.
"""
    )
    assert parts(clause) == ["formula (1): L = 10 lg (p / q) (1) / where / L  is the level; / p  is the pressure."]


def test_footnotes_at_the_foot_of_a_page_and_figures():
    pages = [
        page(
            f"1 Scope\n{FILL}.\n^Figure 1 — Plan of the hall\n{FILL}.\n{FILL}.\n"
            "~1) Withdrawn.\n~2) Under preparation.\n~a line in small type."
        ),
        page(f"{FILL}.\n{FILL}.\n{FILL}.\n2 Tests\n{FILL}.\n{FILL}.", 2),
    ]
    first, _ = parse_pages(pages, (), standard="S 1", lang="en")
    assert [(str(p.kind), p.label, p.title) for p in first.parts] == [
        ("figure", "Figure 1", "Plan of the hall"),
        ("footnote", "1)", ""),
        ("footnote", "2)", ""),
    ]


LINES = st.lists(
    st.sampled_from([
        "  a) one;", "  b) two;", "  c) three.", "    1) in;", "    2) in;", "— dash;", "(i) x", "1. one", "2. two", "Plain.",
        FILL, "NOTE Text.",
        "NOTE 2 Text.", "注：文字", "EXAMPLE y", "~1) foot", "^Figure 1 — Plan", "^L = 2 a", "where L is it",
        "Table 1 — Limits",
    ]),
    max_size=14,
)  # fmt: skip


@given(LINES)
def test_parts_are_ordered_nested_and_inside_the_text(lines):
    for clause in parse("\n".join(["1 Records", *lines, "Plain text."])):
        above = []
        for at, part in enumerate(clause.parts):
            earlier = clause.parts[:at]
            assert 0 <= part.start < part.end <= len(clause.text)
            assert all(before.start <= part.start for before in earlier)
            assert part.level <= len(above) + 1
            del above[part.level - 1 :]
            if above:
                assert above[-1].start <= part.start <= part.end <= above[-1].end
            else:
                assert all(before.end <= part.start for before in earlier)
            above.append(part)
        if len(set(lines)) == len(lines):  # the first of two equal lines may be no part, and the second one
            assert fold(list(flatten([clause]))) == (clause,)

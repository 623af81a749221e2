"""A clause as a page lays it out: nothing of its text is lost, lists and notes are set apart, tables are tables."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from shelves import with_parts

from app.body import body
from app.gridding import grid
from app.highlight import Mark
from ingest.clause import Cell, Clause, Kind, Part, Provision, Reference, Sentence, Table
from ingest.fields import fields_of_cells


def said(words):
    return words


def laid(clause, *marks, known=()):
    return body(clause, marks, {one.id: one for one in known}, said, "nothing")


def texts(runs):
    return "".join(text for run in runs for text, _ in run["segments"])


def outline(data):
    return [(block["kind"], block["level"], texts(block["runs"])) for block in data["blocks"]]


def cells(data):
    table = next(block["table"] for block in data["blocks"] if block["table"])
    return [
        [("".join(text for text, _ in cell["segments"]), cell["columns"], cell["rows"]) for cell in row] for row in table["rows"]
    ]


def test_lists_notes_and_tables_are_blocks_of_their_own():
    document = with_parts()
    data = laid(document.clauses[1], known=document.clauses)
    assert outline(data) == [
        ("text", 0, "Noise shall be measured as in 3 and by XX 7. It should be done by day."),
        ("list-item", 1, "a) at the place of work:"),
        ("list-item", 2, "1) at the ear;"),
        ("list-item", 1, "b) at the fence."),
        ("note", 1, "NOTE Wind disturbs."),
        ("table", 1, "Table 1 — Limits"),
    ]
    assert cells(data) == [[("Place", 1, 1), ("Limit", 1, 1)], [("ear", 1, 1), ("85", 1, 1)], [("fence", 1, 1), ("55", 1, 1)]]
    assert data["blocks"][-1]["table"]["unit"] == "dB(A)"


def test_references_lead_to_what_they_cite_and_undated_ones_say_so():
    document = with_parts()
    data = laid(document.clauses[1], known=document.clauses)
    found = [run for block in data["blocks"] for run in block["runs"] if "reference" in run]
    assert [(texts([run]), run["reference"], run.get("undated", "")) for run in found] == [
        ("3", "3", ""),
        ("XX 7", "", "undated"),
    ]
    assert data["cited"] == {"3": {"heading": "3 Scope", "text": "All noise."}}
    dated = replace(document.clauses[1], references=tuple(replace(one, dated=True) for one in document.clauses[1].references))
    assert not any("undated" in run for block in laid(dated)["blocks"] for run in block["runs"])
    assert laid(document.clauses[1])["cited"] == {}


def test_a_sentence_of_another_type_than_its_clause_says_its_type():
    data = laid(with_parts().clauses[1])
    told = [(texts([run]), run["type"]) for block in data["blocks"] for run in block["runs"] if "type" in run]
    assert told == [("It should be done by day.", "recommendation")]
    assert data["blocks"][0]["runs"][0]["hint"] == "requirement"


def test_cells_wear_the_marks_of_the_text():
    clause = with_parts().clauses[1]
    at = clause.text.index("55")
    table = laid(clause, Mark(at, at + 2, "deviation"))["blocks"][-1]["table"]
    assert table["rows"][2][1]["segments"] == [("55", "deviation")]
    assert table["rows"][1][1]["segments"] == [("85", "")]


def tabled(text, *rows, before="", **more):
    made = tuple(Cell(words, row, column) for row, words_of in enumerate(rows) for column, words in enumerate(words_of) if words)
    table = more.pop("table", Table(made, len(rows), max(map(len, rows), default=0)))
    part = Part(Kind.TABLE, "表 1", len(before), len(before) + len(text), table=table, **more)
    return Clause("X", "1", "zh", text=before + text, id="1", parts=(part,))


def test_cells_over_lines_empty_places_and_merged_cells():
    table = Table(
        (Cell("噪声 级", 0, 0, rows=2), Cell("限值", 0, 1, columns=2), Cell("昼", 1, 1), Cell("夜", 1, 2), Cell("厂界", 2, 0)),
        3,
        3,
    )
    data = laid(tabled("表 1 限值\n噪声\n级\t限值\n昼\t夜\n厂界\n注：见下。", table=table))
    assert cells(data) == [
        [("噪声\n级", 1, 2), ("限值", 2, 1)],
        [("昼", 1, 1), ("夜", 1, 1)],
        [("厂界", 1, 1), ("", 1, 1), ("", 1, 1)],
    ]
    assert outline(data) == [("table", 1, "表 1 限值"), ("text", 0, "注：见下。")]


def test_a_table_whose_text_is_not_in_the_clause_shows_its_cells_and_its_caption_once():
    assert outline(laid(tabled("", ("a", "b"), title="限值"))) == [("table", 1, "表 1 限值")]
    data = laid(tabled("", ("a", "b"), before="按表 1。\n表 1 限值\n", title="限值"))
    assert outline(data) == [("text", 0, "按表 1。\n表 1 限值"), ("table", 1, "")]
    assert cells(data) == [[("a", 1, 1), ("b", 1, 1)]]


def test_a_cell_that_says_what_stands_further_on_takes_nothing_from_others():
    data = laid(tabled("1\t2\n2\t1", ("1", "2"), ("2", "1")))
    assert cells(data) == [[("1", 1, 1), ("2", 1, 1)], [("2", 1, 1), ("1", 1, 1)]]
    clause = tabled("a\t5\nb\t5", ("a", "5"), ("b", "5"))
    places, above, below = fields_of_cells(clause.text, clause.parts[0], clause.parts[0].table)
    assert [clause.text[slice(*places[n])] for n in range(4)] == ["a", "5", "b", "5"]
    assert places[3][0] == clause.text.rindex("5") and above == below == []


def test_a_row_of_a_grid_has_every_place_once():
    table = Table((Cell("a", 0, 0, rows=2, columns=2), Cell("b", 2, 2)), 3, 3)
    assert list(grid(table)) == [[0, None], [None], [None, None, 1]]


@st.composite
def clauses(draw):
    """A clause with any text and any spans in it, nested, overlapping or empty, as a parser should not but might make them."""
    text = draw(st.text(st.sampled_from("ab 1.\n\t应"), max_size=60))
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(sorted)
    kinds = st.sampled_from([Kind.LIST_ITEM, Kind.NOTE, Kind.FORMULA, Kind.FOOTNOTE])
    parts = draw(
        st.lists(
            st.builds(lambda span, kind, level: Part(kind, "a)", *span, level=level), spans, kinds, st.integers(1, 6)), max_size=5
        )
    )
    sentences = draw(st.lists(st.builds(lambda span, kind: Sentence(*span, kind), spans, st.sampled_from(Provision)), max_size=4))
    references = draw(st.lists(st.builds(lambda span: Reference(*span, target="1"), spans), max_size=4))
    return Clause("X", "1", "zh", text=text, id="1", parts=tuple(parts), sentences=tuple(sentences), references=tuple(references))


@given(clauses())
def test_nothing_of_a_text_is_lost_or_said_twice(clause):
    data = laid(clause)
    assert "".join("".join(words.split()) for _, _, words in outline(data)) == "".join(clause.text.split())
    assert not any(words != words.strip() for _, _, words in outline(data))

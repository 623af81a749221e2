"""Clause lists come in as their contract says, and go out so that they come in again unchanged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.clause import Box, Clause, Document, Kind, Provision, Standard
from ingest.errors import BadRow, EmptyDocument, FileMissing
from ingest.flatten import FOLDED
from ingest.formats import GoldRow, clauses_to_csv, clauses_to_jsonl, looks_like_csv, read_csv, read_gold, read_jsonl


def written(folder: Path, *rows: object, name: str = "list.jsonl") -> Path:
    path = folder / name
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def row(clause: str, text: str = "Text.", **more: object) -> dict[str, object]:
    return {"standard": "S 1", "clause": clause, "lang": "en", "title": "", "text": text, **more}


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
boxes = st.builds(
    Box, st.integers(1, 999), *[st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: 0.0 if x == 0 else x) for _ in range(4)]
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    ids = draw(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8), min_size=1, max_size=6, unique=True)
    )
    clauses = []
    for n, identity in enumerate(ids):
        parent = draw(st.sampled_from(["", *ids[:n]]))
        clauses.append(
            Clause(
                standard="GB/T 1—2020", clause=draw(texts), lang=draw(st.sampled_from(["zh", "en", "kk"])), title=draw(texts),
                text=draw(texts), id=identity, level=draw(st.integers(1, 9)), parent=parent, page=draw(st.integers(0, 500)),
                boxes=tuple(draw(st.lists(boxes, max_size=2))), kind=draw(st.sampled_from(sorted(set(Kind) - FOLDED))),
                provision=draw(st.sampled_from(Provision)),
            )
        )  # fmt: skip
    return Document(Standard("GB/T 1—2020", clauses[0].lang), tuple(clauses))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents())
def test_what_is_written_comes_in_unchanged(tmp_path: Path, document: Document) -> None:
    for write, read in ((clauses_to_jsonl, read_jsonl), (clauses_to_csv, read_csv)):
        path = tmp_path / "list"
        path.write_text("".join(write(document)), encoding="utf-8", newline="")
        (again,) = read(path)
        assert again.clauses == document.clauses


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: ('{"standard":' + text).encode("utf-8", "replace"))
)
def test_any_bytes_end_in_clauses_or_in_a_named_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    for read in (read_jsonl, read_csv, read_gold):
        try:
            read(path)
        except (BadRow, EmptyDocument) as error:
            assert str(error).startswith("list")


def test_several_standards_keep_their_order_and_gold_is_read_apart(tmp_path: Path) -> None:
    gold = {"gold": True, "a_standard": "B", "a_clause": "1", "b_standard": "A", "b_clause": "2", "relation": "equal"}
    path = written(tmp_path, row("1") | {"standard": "B"}, row("2") | {"standard": "A"}, gold, row("3") | {"standard": "B"})
    b, a = read_jsonl(path)
    assert (b.standard.designation, [c.clause for c in b.clauses]) == ("B", ["1", "3"])
    assert (a.standard.designation, [c.clause for c in a.clauses]) == ("A", ["2"])
    assert a.standard.source == b.standard.source != ""
    assert read_gold(path) == (GoldRow("B", "1", "A", "2", "equal"),)


def test_the_tree_is_rebuilt_from_levels(tmp_path: Path) -> None:
    path = written(tmp_path, row("4", level=1), row("4.1", level=2), row("a)", level=3), row("4.2", level=2), row("a)", level=3))
    (document,) = read_jsonl(path)
    assert [c.id for c in document.clauses] == ["4", "4/4.1", "4/4.1/a)", "4/4.2", "4/4.2/a)"]
    assert [c.parent for c in document.clauses] == ["", "4", "4/4.1", "4", "4/4.2"]


def test_the_tree_is_rebuilt_from_parents_wherever_they_stand(tmp_path: Path) -> None:
    path = written(tmp_path, row("4.1.1", parent="4.1"), row("4.1", parent="4"), row("4"), row("5", parent="elsewhere"))
    (document,) = read_jsonl(path)
    assert [(c.id, c.level) for c in document.clauses] == [("4/4.1/4.1.1", 3), ("4/4.1", 2), ("4", 1), ("elsewhere/5", 2)]
    assert document.clauses[-1].parent == "elsewhere"


def test_rows_without_a_tree_are_a_flat_list_with_unique_ids(tmp_path: Path) -> None:
    (document,) = read_jsonl(written(tmp_path, row("1"), row("1"), row(""), row("")))
    assert [c.id for c in document.clauses] == ["1", "1~2", "clause", "clause~2"]
    assert {c.level for c in document.clauses} == {1}


def test_a_missing_language_is_that_of_the_whole_standard(tmp_path: Path) -> None:
    rows = [{"standard": "S", "clause": str(n), "text": text} for n, text in enumerate(["噪声限值不应超过85 dB(A)。", "OK"])]
    (document,) = read_jsonl(written(tmp_path, *rows))
    assert [c.lang for c in document.clauses] == ["zh", "zh"]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ('{"standard": "S", "clause": ', "JSON object"),
        ("[1, 2]", "braces"),
        ("[" * 100_000, "nested"),
        ('{"standard": "S", "clause": "1", "text": "\\ud800"}', "surrogate"),
        ('{"standard": "S", "clause": "1", "text": ["a"]}', '"text" is list'),
        ('{"clause": "1", "text": "a"}', '"standard"'),
        ('{"standard": "S"}', "none of"),
        ('{"standard": "S", "clause": "1", "level": 0}', '"level"'),
        ('{"standard": "S", "clause": "1", "page": "one"}', '"page"'),
        ('{"standard": "S", "clause": "1", "page": ' + "9" * 5000 + "}", "digits"),
        ('{"standard": "S", "clause": "1", "kind": "verse"}', "bibliography"),
        ('{"standard": "S", "clause": "1", "provision": "must"}', "requirement"),
        ('{"standard": "S", "clause": "1", "boxes": [[1, 2, 3]]}', "box"),
        ('{"standard": "S", "clause": "1", "boxes": [[1, 2, 3, 4, NaN]]}', "box"),
        ('{"standard": "S 1", "clause": "9", "id": "x"}', 'id "x"'),
        ('{"standard": "S 1", "clause": "9", "id": "y", "parent": "y"}', "ancestor"),
    ],
)
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, bad: str, says: str) -> None:
    with pytest.raises(BadRow) as caught:
        read_jsonl(written(tmp_path, row("1", id="x"), "", bad))
    assert caught.value.line == 3
    assert says in str(caught.value)


def test_bytes_that_are_not_utf8_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(json.dumps(row("1")).encode() + b"\n" + "噪声".encode("gb18030") + b"\n")
    with pytest.raises(BadRow, match="line 2: it is not UTF-8"):
        read_jsonl(path)


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_jsonl(tmp_path / "none.jsonl")
    with pytest.raises(EmptyDocument):
        read_jsonl(written(tmp_path, "", ""))


def test_a_table_may_use_semicolons_a_byte_order_mark_and_line_breaks_in_cells(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('\ufeffStandard;Clause;Text;Note\nS;4.1;"a; b\nc";x\nS;4.2;d\n', encoding="utf-8")
    (document,) = read_csv(path)
    assert [(c.clause, c.text) for c in document.clauses] == [("4.1", "a; b\nc"), ("4.2", "d")]
    path.write_text('standard,clause,text\nS,4.1,"a\nb"\nS,4.2,c,d\n', encoding="utf-8")
    with pytest.raises(BadRow, match="line 4: it has 4 cells"):
        read_csv(path)


def test_no_cell_is_a_formula_for_a_spreadsheet() -> None:
    clause = Clause("S", "-1", "en", title="=1+1", text="@SUM(A1)", id="+1")
    body = "".join(clauses_to_csv(Document(Standard("S", "en"), (clause,)))).splitlines()[1]
    assert body.startswith("S,'-1,en,'=1+1,'@SUM(A1),'+1,")


def test_a_table_is_known_by_its_columns() -> None:
    assert looks_like_csv("standard,clause,lang,text\n")
    assert not looks_like_csv("name,date\n")

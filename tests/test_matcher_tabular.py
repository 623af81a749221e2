"""Cells of tables: which of them are quantities, and in which unit."""

from __future__ import annotations

import pytest

from ingest.clause import Cell, Clause, Kind, Part, Table
from matcher.tabular import cell_quantities


def table(rows: list[list[str]], *, unit: str = "", heads: int = 1, before: str = "", lang: str = "zh") -> Clause:
    """A clause with a table of these rows, ``heads`` of them above the line; ``before`` is what stands before it."""
    text = before + "\n".join("\t".join(row) for row in rows)
    cells = tuple(Cell(cell, r, c, header=r < heads) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell)
    whole = Part(Kind.TABLE, "表 1", len(before), len(text), table=Table(cells, len(rows), len(rows[0]), unit))
    return Clause("X", "4.1", lang, text=text, id="4.1", parts=(whole,))


def found(clause: Clause) -> list[str]:
    ends = ((q, "" if q.upper is None else f"–{q.upper.normalize():f}") for q in cell_quantities(clause))
    return [f"{q.comparator} {q.value.normalize():f}{end} {q.unit.symbol if q.unit else ''}".strip() for q, end in ends]


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        (table([["污染物", "限值（mg/m³）"], ["苯", "2"], ["甲苯", "40"]]), ["= 2 mg/m³", "= 40 mg/m³"]),
        (table([["序号", "污染物", "限值"], ["1", "苯", "2"], ["2", "甲苯", "40"]], unit="mg/m3"), ["= 2 mg/m³", "= 40 mg/m³"]),
        (table([["类别", "昼间", "夜间"], ["1", "55", "45"]], unit="dB（A）"), ["= 55 dB(A)", "= 45 dB(A)"]),
        (
            table([["功率", "MW", "<0.7", "0.7~<1.4"], ["高度", "m", "20", "25"]]),
            ["< 0.7 MW", "– 0.7–1.4 MW", "= 20 m", "= 25 m"],
        ),
        (
            table([["差值", "3", "4～5"], ["修正值", "- 3", "- 2"]], unit="dB（A）"),
            ["= 3 dB(A)", "– 4–5 dB(A)", "= -3 dB(A)", "= -2 dB(A)"],
        ),
        (table([["Defect", "mass fraction w %"], ["Paddy", "2,5"], ["HDK", "2,0c"]], lang="fr"), ["= 2.5 %", "= 2 %"]),
        (table([["Sample", "Mean value, g/100 g"], ["A", "81,2"]], lang="fr"), ["= 81.2 g/100 g"]),
        (table([["型号", "电压"], ["A", "不大于 36 V"]]), ["≤ 36 V"]),
        (table([["型号", "数量"], ["A", "3"]]), []),
    ],
)
def test_cells_have_the_unit_of_their_head_or_table(clause: Clause, wanted: list[str]) -> None:
    assert found(clause) == wanted


def test_a_table_that_goes_on_has_the_unit_of_the_one_before() -> None:
    before = "表 1 限值 单位：dB(A)\n续表\n"
    assert found(table([["时段", "限值"], ["昼间", "55"]], before=before)) == ["= 55 dB(A)"]


def test_places_are_those_of_the_clause() -> None:
    clause = table([["污染物", "限值（mg/m³）"], ["苯", "2.5"]])
    (q,) = cell_quantities(clause)
    assert clause.text[q.value_start : q.value_end] == "2.5"

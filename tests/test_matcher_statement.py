"""Provisions as structure: subject, limits, conditions, exceptions, methods, lists, tables, the marked sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.statements import LISTS, Score, add, alike, read, read_marked, unmarked
from ingest.clause import Cell, Clause, Document, Kind, Part, Provision, Standard, Table
from ingest.provisions import with_provisions
from matcher.addressee import addressee
from matcher.comparators import Comparator
from matcher.statement import statements

DESIGNATIONS = {"zh": "GB/T 99999-2024", "en": "ISO 99999:2024", "ru": "ГОСТ 99999-2024"}


def clause_of(lang: str, text: str, **more) -> Clause:
    name = DESIGNATIONS[lang]
    (read_,) = with_provisions(Document(Standard(name, lang), (Clause(name, "5.1", lang, text=text, id="5.1", **more),))).clauses
    return read_


def words(clause: Clause, places) -> list[str]:
    return [clause.text[start:end] for start, end in places]


def test_a_provision_has_its_parts():
    clause = clause_of("zh", "当甲烷体积分数超过1.0%时，除检修期间外，制造商的断电装置应在15 s内切断电源。")
    (statement,) = statements(clause)
    assert statement.provision is Provision.REQUIREMENT
    assert words(clause, [statement.modal, statement.subject]) == ["应", "制造商的断电装置"]
    assert words(clause, statement.conditions) == ["当甲烷体积分数超过1.0%时"]
    assert words(clause, statement.exceptions) == ["除检修期间外"]
    assert [str(q.value) for q in statement.triggers] == ["1"]
    assert [str(b.quantity.value) for b in statement.bounds] == ["15"]
    assert statement.addressee == ""


def test_a_limit_knows_what_it_bounds_and_how_that_is_measured():
    clause = clause_of("en", "The daily noise exposure level shall not exceed 85 dB(A) during normal operation.")
    (statement,) = statements(clause)
    (bound,) = statement.bounds
    assert clause.text[slice(*bound.property)] == "daily noise exposure level"
    assert bound.quantity.comparator is Comparator.AT_MOST
    assert dict(bound.measured)["weighting"] == ("A",)
    assert words(clause, statement.conditions) == ["during normal operation"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Where the level exceeds 85 dB(A), the employer shall:\na) mark the zone;\nb) inform the workers."),
        ("zh", "声级超过85 dB(A)时，用人单位应：\na) 设置警示标志；\nb) 告知作业人员。"),
        ("ru", "Если уровень превышает 85 дБА, работодатель должен:\nа) обозначить зону;\nб) уведомить работников."),
    ],
)
def test_list_items_inherit_who_must_and_when(lang, text):
    lead, *items = statements(clause_of(lang, text))
    assert len(items) == 2
    for item in items:
        assert item.provision is Provision.REQUIREMENT
        assert item.addressee == "employer"
        assert item.conditions == lead.conditions != ()
        assert item.lead == (lead.start, lead.end)


def test_what_stands_behind_a_list_inherits_nothing():
    text = "When it sounds, the operator shall:\na) stop the machine;\nb) leave the room.\nThe alarm shall be tested every month."
    *_, last = statements(clause_of("en", text))
    assert last.lead is None
    assert last.conditions == ()
    assert last.addressee == ""


def test_items_of_a_second_level_inherit_from_both():
    text = "Before entry, the contractor shall:\na) if the tank held acid:\n1) rinse it;\n2) dry it;\nb) close the valves."
    clause = clause_of("en", text)
    found = {clause.text[s.start : s.end]: words(clause, s.conditions) for s in statements(clause)}
    assert found["rinse it;"] == ["Before entry", "if the tank held acid"]
    assert found["close the valves."] == ["Before entry"]


def test_a_cell_stands_under_its_heads_its_unit_and_its_caption():
    text = "噪声应不超过表1的规定。\n表1 声级限值\n单位为dB(A)\n场所\t昼间\t夜间\n车间\t85\t80\n值班室\t60\t55"
    cells = [Cell(t, r, c, header=r == 0) for r, row in enumerate(text.split("\n")[3:]) for c, t in enumerate(row.split("\t"))]
    part = Part(Kind.TABLE, "表1", text.index("表1 "), len(text), "声级限值", table=Table(tuple(cells), 3, 3, "dB(A)"))
    clause = clause_of("zh", text, parts=(part,))
    found = [s for s in statements(clause) if s.cell]
    assert [str(b.quantity.value) for s in found for b in s.bounds] == ["85", "80", "60", "55"]
    night = found[3]
    assert words(clause, night.conditions) == ["表1 声级限值", "单位为dB(A)", "夜间", "值班室"]
    assert clause.text[slice(*night.bounds[0].property)] == "夜间"
    assert night.provision is Provision.REQUIREMENT
    assert night.bounds[0].quantity.unit.symbol == "dB(A)"


@pytest.mark.parametrize(
    "text",
    [
        "In each case the value and the unit shall be stated.",
        "应符合规定。",
        "Within 14 days a report shall be sent to it.",
        "It shall be possible to do so.",
    ],
)
def test_better_no_subject_than_a_wrong_one(text):
    (statement,) = statements(clause_of("zh" if "应" in text else "en", text))
    assert statement.subject is None or "In each" not in text[slice(*statement.subject)]
    if not text.startswith("Within") and not text.startswith("In"):
        assert statement.subject is None


@pytest.mark.parametrize(
    ("lang", "subject", "role"),
    [
        ("zh", "用人单位", "employer"),
        ("zh", "用人单位的作业人员", "worker"),
        ("zh", "用人单位的报告", ""),
        ("en", "employer", "employer"),
        ("en", "worker who finds a defect", "worker"),
        ("en", "employer's programme", ""),
        ("en", "duties of the employer", ""),
        ("ru", "Изготовитель", "manufacturer"),
        ("ru", "Наблюдающий", "competent person"),
        ("vi", "Người sử dụng lao động", "employer"),
        ("ar", "صاحب العمل", "employer"),
        ("xx", "employer", ""),
    ],
)
def test_roles_are_the_same_in_all_languages(lang, subject, role):
    assert addressee(subject, lang) == role


def test_marks_are_taken_out_of_the_text():
    text, spans = unmarked("{c If {s x} is 1}, {e unless y}, it shall.")
    assert text == "If x is 1, unless y, it shall."
    assert {name: [text[a:b] for a, b in found] for name, found in spans.items() if found} == {
        "subject": ["x"],
        "condition": ["If x is 1"],
        "exception": ["unless y"],
    }
    assert alike((0, 4), (0, 4)) == 1.0
    assert alike((0, 2), (2, 4)) == 0.0


def test_the_marked_sentences_are_read():
    scores: dict[tuple[str, str], Score] = {}
    for sentence in read_marked(LISTS / "first.txt"):
        add(scores, sentence)
    for name, least in {
        "type": 0.97,
        "subject": 0.93,
        "condition": 0.9,
        "exception": 0.9,
        "method": 0.85,
        "property": 0.8,
    }.items():
        found = [score for (_, field), score in scores.items() if field == name]
        right = sum(score.right for score in found)
        assert right / sum(score.found for score in found) >= least, name
        assert right / sum(score.marked for score in found) >= least, name


def test_spans_lie_in_their_sentence_and_never_swallow_it():
    for sentence in read_marked(LISTS / "first.txt"):
        for statement in read(sentence):
            places = [*statement.conditions, *statement.exceptions, *statement.methods, *filter(None, [statement.subject])]
            for start, end in places:
                assert statement.start <= start < end <= statement.end
                assert statement.end - statement.start > end - start


PIECES = {
    "zh": [
        "当",
        "如",
        "在",
        "除",
        "外",
        "时",
        "后",
        "的",
        "，",
        "。",
        "：",
        "\n",
        "a) ",
        "用人单位",
        "噪声",
        "应",
        "不应",
        "可",
        "不大于85 dB(A)",
        "（",
        "）",
    ],
    "en": [
        "where ",
        "if ",
        "unless ",
        "except ",
        "the employer ",
        "noise ",
        "shall ",
        "may ",
        "not exceed 85 dB(A)",
        ", ",
        ". ",
        ": ",
        "\n",
        "(",
        ")",
    ],
    "ru": [
        "если ",
        "при ",
        "кроме ",
        "работодатель ",
        "шум ",
        "должен ",
        "следует ",
        "проводят ",
        "не более 85 дБА",
        ", ",
        ". ",
        ":\n",
        "(",
        ")",
    ],
}


@given(
    st.sampled_from(sorted(PIECES)).flatmap(
        lambda lang: st.tuples(st.just(lang), st.lists(st.sampled_from(PIECES[lang]), max_size=14))
    )
)
def test_whatever_stands_in_a_clause_its_parts_stand_there_too(drawn):
    lang, pieces = drawn
    clause = clause_of(lang, "".join(pieces))
    for s in statements(clause):
        quantities = [(q.start, q.end) for q in (*s.triggers, *(b.quantity for b in s.bounds))]
        properties = [b.property for b in s.bounds if b.property]
        for start, end in (
            *s.conditions,
            *s.exceptions,
            *s.methods,
            *quantities,
            *properties,
            *filter(None, [s.subject, s.modal]),
        ):
            assert 0 <= start < end <= len(clause.text)
            assert clause.text[start:end].strip()

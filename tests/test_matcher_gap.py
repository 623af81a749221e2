"""Gap lists: the sample report line by line against what reading both standards says; what may never be called met."""

from __future__ import annotations

from dataclasses import replace

import gap_shelf
import pytest
import review_desk
from gap_shelf import DATA, B, classes, decided, known, listed, proposals, report
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UsageError
from ingest.testreport import LabLine, LabReport, Verdict
from matcher.gap import GapClass, Ground, Origin
from matcher.gap_edition import covers, on_file
from matcher.gap_lines import Says, labels, shown
from matcher.gap_plan import plan
from matcher.gap_value import held
from matcher.limits import limits
from matcher.match import Advice, Decision, Relation

CAUTIOUS = {
    "5.1": "not covered", "5.2": "not covered", "6.7.1": "delta test", "7.1.4": "delta test", "7.3": "delta test",
    "8.2.3": "delta test", "8.4": "not covered", "9.4.3": "met on condition", "A.1": "delta test", "A.2.1": "delta test",
}  # fmt: skip
"""Where the rules are more careful than a reader, or see another kind of evidence (docs/LOG.md)."""


def by_hand():
    lines = (DATA / "explosion-full.tsv").read_text("utf-8").splitlines()
    return {label: class_ for label, class_, _ in (line.split("\t") for line in lines if not line.startswith("#"))}


def line(found, label):
    return next(one for one in found.lines if one.label == label)


def grounds(found, label):
    return {why.ground for why in line(found, label).grounds}


@pytest.fixture(scope="module")
def full():
    return listed(report("explosion-full"), known())


def test_every_line_of_the_sample_report_is_as_read_by_hand_or_more_careful(full):
    found, expected = classes(full), by_hand()
    assert found.keys() == expected.keys()
    assert {label: class_ for label, class_ in found.items() if class_ != expected[label]} == CAUTIOUS


def test_nothing_is_met_that_a_reader_does_not_call_met(full):
    met = {label for label, class_ in classes(full).items() if class_ == "met"}
    assert met == {"6.3.3", "6.6.1", "6.7.2", "7.1.2", "7.2", "8.1.2", "8.2.1", "8.3", "10.4"}
    assert met <= {label for label, class_ in by_hand().items() if class_ == "met"}


def test_a_value_is_held_against_the_limit_in_its_own_unit(full):
    (pressure,) = line(full, "7.2").arithmetic
    assert (pressure.measured, pressure.value, pressure.sign, pressure.bound, pressure.unit) == (
        "1.05 MPa", "152.29", "≥", "150", "psi",
    )  # fmt: skip
    heat = line(full, "6.2.1")
    assert [(one.line, one.value, one.bound, one.margin) for one in heat.arithmetic] == [
        (7, "118", "150", "32"),
        (8, "386", "400", "14"),
    ]
    assert heat.gap is GapClass.CONDITION, "the surroundings of both standards differ"
    (why,) = (one for one in heat.grounds if one.ground is Ground.AMBIENT)
    assert why.told == {"clauses": "6.1", "margin": "14 °C"}


def test_a_value_that_is_only_bounded_is_not_known_to_be_within_a_range():
    bound, result = (
        limits((review_desk.clause(B, "5", "zh", "厚度", "厚度应为 3 mm～6 mm。"),), lambda _: "")[0],
        LabLine(1, "5", "厚度", "5 mm", Verdict.PASS, "P"),
    )
    assert [one.kept for one in held(bound, [result], [bound], "zh")] == [True]
    assert [one.kept for one in held(bound, [replace(result, result="< 5 mm")], [bound], "zh")] == [False]


def test_what_a_person_called_unrelated_carries_nothing():
    (own,) = (one for one in decided() if one.b_clause == line(listed(report("explosion-full"), known()), "7.2").clause)
    told = tuple(replace(one, relation=Relation.NONE) if one is own else one for one in decided())
    found = line(listed(report("explosion-full"), known(told)), "7.2")
    assert found.gap is GapClass.DELTA
    assert not found.arithmetic


def test_a_result_in_two_languages_is_told_once_and_what_a_factor_multiplies_is_no_result():
    both = {
        "6.2": "Reference pressure 0.62 MPa, test pressure 1.05 MPa 参考压力0.62 MPa，试验压力1.05 MPa",
        "5.2.1": "118 °C 118 ℃",
    }
    read = report("explosion-full")
    lines = tuple(replace(one, result=both.get(one.clause, one.result)) for one in read.lines)
    found = listed(replace(read, lines=lines), known())
    assert [(one.measured, one.kept) for one in line(found, "7.2").arithmetic] == [("1.05 MPa", True)]
    assert [(one.line, one.value) for one in line(found, "6.2.1").arithmetic] == [(7, "118"), (8, "386")]


def test_pressure_that_keeps_the_own_limit_and_not_the_other_is_not_met():
    found = listed(report("explosion-failed"), known())
    assert line(found, "7.2").gap is GapClass.DELTA
    assert not any(one.kept for one in line(found, "7.2").arithmetic), "1.0 MPa are 145 psi"


def test_what_failed_or_was_not_tested_is_tested_again_and_what_the_laboratory_is_not_accredited_for_is_told():
    found = listed(report("explosion-failed"), known())
    assert line(found, "6.9").gap is line(found, "6.2.1").gap is GapClass.DELTA
    assert Ground.FAILED in grounds(found, "6.9") & grounds(found, "6.2.1")
    assert Ground.NOT_TESTED in grounds(found, "6.8.4")
    assert {Ground.OUTSIDE, Ground.SCOPE} <= grounds(found, "7.1.2"), "accredited for clause 5 alone, and marked besides"
    assert {label for label, class_ in classes(found).items() if class_ == "met"} == {"6.6.1"}
    assert Ground.FAILED in grounds(found, "12.1")
    assert line(found, "12.1").gap is GapClass.ADMINISTRATIVE


def test_nothing_is_met_by_a_report_against_another_edition():
    found = listed(report("explosion-edition"), known())
    assert found.edition == "other"
    assert GapClass.MET not in {one.gap for one in found.lines}
    assert all(Ground.EDITION in grounds(found, one.label) for one in found.lines if one.gap is GapClass.CONDITION)


def test_with_proposals_alone_nothing_is_met_and_all_that_looks_met_says_that_it_is_proposed():
    found = listed(report("explosion-full"), known((), proposals()))
    assert GapClass.MET not in {one.gap for one in found.lines}
    hopeful = [one for one in found.lines if one.gap is GapClass.CONDITION]
    assert hopeful
    assert all({Ground.PROPOSED, Ground.UNSURE} & grounds(found, one.label) and one.origin is Origin.PROPOSED for one in hopeful)
    met = {label for label, class_ in by_hand().items() if class_ in ("met", "met on condition")}
    assert {one.label for one in hopeful} - met == {"7.1.3", "9.4.3"}, "proposals that a person would not confirm"


def test_definitions_headings_recommendations_and_permissions_are_counted_and_no_requirements(full):
    left = {one.why: one.labels for one in full.left}
    assert left["recommendation"] == ("4.2.3", "6.3.4", "6.4.2", "7.4", "9.4.2", "11.4")
    assert left["permission"] == ("5.4", "6.2.3", "8.2.2", "11.3.2")
    assert set(left) == {"statement", "definition", "heading", "recommendation", "permission"}
    assert sum(map(len, left.values())) + len(full.lines) == len(gap_shelf.documents()[1].clauses)


def test_the_plan_groups_what_is_left_by_the_test_and_restricts_it_to_what_the_target_adds(full):
    made = plan(full, gap_shelf.documents()[1])
    told = {group.method.clause if group.method else "": group for group in made.groups}
    assert [test.line.label for test in told["10.6"].tests] == ["6.3.1", "10.6"]
    assert [item.b_text for item in told["10.3"].tests[0].items] == ["ten times", "(9.8 ± 0.3) %"]
    assert [clause.clause for clause in made.samples] == ["10.1", "10.6"]
    assert sum(len(group.tests) for group in made.groups) == full.counts()[GapClass.DELTA]


def test_a_judgement_on_another_text_or_taken_back_carries_nothing():
    stale = tuple(replace(one, b_hash="another") for one in decided())
    assert GapClass.MET not in {one.gap for one in listed(report("explosion-full"), known(stale)).lines}
    assert line(listed(report("explosion-full"), known(())), "6.6.1").gap is GapClass.OPEN


def test_a_rejected_proposal_is_no_evidence_and_an_unsure_one_a_condition():
    sure = tuple(replace(one, advice=Advice.PROPOSE) for one in proposals())
    (own,) = (one for one in decided() if one.b_clause.endswith("/6.6.1"))
    rejected = replace(own, decision=Decision.REJECT, relation=None)
    assert line(listed(report("explosion-full"), known((rejected,), sure)), "6.6.1").gap is GapClass.OPEN
    unsure = replace(rejected, decision=Decision.UNSURE)
    assert Ground.UNSURE in grounds(listed(report("explosion-full"), known((unsure,), sure)), "6.6.1")


@pytest.mark.parametrize(
    ("change", "ground"),
    [
        ({"accreditation": ""}, Ground.ACCREDITATION),
        ({"scope": "GB/T 99311—2022"}, Ground.SCOPE),
        ({"scope": "GB/T 99301—2015"}, Ground.SCOPE),
        ({"standard": "GB/T 99301"}, Ground.UNDATED),
        ({"edition": "含第1号修改单"}, Ground.EDITION),
        ({"tested_from": "2025-04-30"}, Ground.DATES),
        ({"issued": "2023-01-01", "tested_from": "2022-12-01", "tested_to": "2022-12-20"}, Ground.DATES),
        ({"issued": "", "tested_from": "", "tested_to": ""}, Ground.DATES),
        ({"issued": "2027-01-01"}, Ground.DATES),
    ],
)
def test_what_the_head_of_a_report_leaves_open_is_a_condition_of_every_line(change, ground):
    found = listed(replace(report("explosion-full"), **change), known())
    assert GapClass.MET not in {one.gap for one in found.lines}
    assert ground in grounds(found, "6.6.1")
    assert ground in {why.ground for why in found.warnings}


def test_clauses_restrict_the_list_and_what_they_rest_on_still_counts():
    found = listed(report("explosion-full"), known(), clauses=("7.1", "10.4"))
    assert list(classes(found)) == ["7.1.1", "7.1.2", "7.1.3", "7.1.4", "10.4"]
    assert line(found, "7.1.1").gap is GapClass.CONDITION
    with pytest.raises(UsageError, match=r"no clause 99"):
        listed(report("explosion-full"), known(), clauses=("99",))


def test_clauses_that_are_unchanged_between_editions_carry_what_was_found():
    ours, _ = gap_shelf.documents()
    own = {one.clause: one.id for one in ours.clauses}
    other = replace(report("explosion-full"), standard="GB/T 99301—2015", scope="GB/T 99301—2024")
    carried = listed(other, known(), labels={own["5.5.2"]: "5.5.2", own["6.1.2"]: "6.1.2"}, unchanged=frozenset({own["5.5.2"]}))
    assert line(carried, "6.6.1").gap is GapClass.MET
    assert Ground.UNCHANGED in grounds(carried, "6.6.1")
    assert line(carried, "7.1.2").gap is GapClass.CONDITION
    assert line(carried, "8.3").gap is GapClass.OPEN, "its clause is not in the edition of the report"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("5.3.3 a)", ("5.3.3",)), ("Cl. 5.2.1", ("5.2.1",)), ("第5.2条", ("5.2",)), ("附录A", ("A",)), ("Annex A.1", ("A.1",)),
        ("5.2.1、5.2.2", ("5.2.1", "5.2.2")), ("11.1～11.3", ("11.1", "11.2", "11.3")), ("п. 4.1", ("4.1",)), ("", ()),
    ],
)  # fmt: skip
def test_the_clauses_that_a_line_names(printed, meant):
    assert set(labels(printed)) == set(meant)


def test_what_lines_say_of_a_clause_together():
    lines = (
        LabLine(1, "5", verdict=Verdict.PASS), LabLine(2, "5.1"), LabLine(3, "5.1.1", verdict=Verdict.PASS),
        LabLine(4, "5.1.2", verdict=Verdict.NOT_APPLICABLE), LabLine(5, "5.10", verdict=Verdict.FAIL),
    )  # fmt: skip
    assert shown(lines, "5.1").says is Says.PARTLY
    assert shown(lines, "5.1.1").says is Says.PASS
    assert shown(lines, "5.2").says is Says.PARENT
    assert shown(lines, "5").says is Says.FAIL
    assert shown(lines, "6").says is Says.NOTHING


def test_an_accreditation_covers_a_standard_by_its_number_and_year():
    assert covers("GB/T 99301-2024, GB/T 2", "GB/T 99301—2024")
    assert covers("GB/T 99301", "GB/T 99301—2024")
    assert not covers("GB/T 993011—2024", "GB/T 99301—2024")
    assert not covers("GB/T 99301—2015", "GB/T 99301—2024")


def test_a_report_without_a_standard_on_file_is_refused_with_what_to_do():
    standards = [document.standard for document in gap_shelf.documents()]
    with pytest.raises(UsageError, match="names no standard"):
        on_file(LabReport(), standards)
    with pytest.raises(UsageError, match="not on file"):
        on_file(LabReport(standard="GB/T 1—2020"), standards)


# ---- whatever the report says

BAD = (Verdict.FAIL, Verdict.NOT_APPLICABLE, Verdict.NOT_TESTED, Verdict.UNSAID, None)


@settings(max_examples=40)
@given(
    worse=st.dictionaries(st.integers(1, 81), st.sampled_from(BAD), max_size=40),
    result=st.sampled_from(["", "1 000 MPa", "−5 ℃", "IP99", "0 mm", "999 mm², ≤ 1 °C"]),
    changed=st.sets(st.integers(1, 81), max_size=20),
    head=st.sampled_from([{}, {"standard": "GB/T 99301—2015"}, {"standard": "GB/T 99301"}, {"accreditation": ""}]),
    told=st.sampled_from(["decided", "proposed", "both"]),
)
def test_nothing_is_ever_met_by_a_failed_an_absent_or_a_wrong_editions_line(worse, result, changed, head, told):
    """Whatever is done to the lines: met asks for passed lines of the right edition on each of its clauses, decided."""
    lines = []
    for one in report("explosion-full").lines:
        if one.number in changed:
            one = replace(one, result=result)  # noqa: PLW2901
        if one.number in worse and worse[one.number] is None:
            continue
        lines.append(replace(one, verdict=worse.get(one.number, one.verdict)))
    made = replace(report("explosion-full"), lines=tuple(lines), **head)
    said = {"decided": (decided(), ()), "proposed": ((), proposals()), "both": (decided(), proposals())}[told]
    found = listed(made, known(*said))
    ours = {clause.id: clause.cited for clause in gap_shelf.documents()[0].clauses}
    for one in found.lines:
        if one.gap is GapClass.MET:
            assert not head
            assert one.origin is Origin.DECIDED
            assert one.lines
            for basis in one.bases:
                assert {shown(made.lines, ours[a]).says for a in basis.a_clauses} == {Says.PASS}
            assert all(sum_.kept for sum_ in one.arithmetic)

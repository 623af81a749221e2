"""What a search is limited to: values that hold together, and one clear line where nothing is left."""

from __future__ import annotations

from dataclasses import replace

import pytest
import review_desk
from review_desk import A, B, FakeEncoder

from app.finding import Finder
from app.limits import Limits, clauses_within, named_value, values_on_file
from index.library import Library
from ingest.clause import Aspect, Document
from ingest.errors import UsageError


@pytest.fixture
def library(tmp_path):
    ours, theirs = review_desk.documents()
    ours = replace(ours, standard=replace(ours.standard, country="CN", sector="coal"))
    methods = [replace(c, aspect=Aspect.METHOD) if c.clause in {"4.2", "4.3"} else c for c in ours.clauses]
    with Library.open(tmp_path / "library", create=True) as opened:
        opened.add(Document(ours.standard, tuple(methods)), FakeEncoder())
        opened.add(theirs, FakeEncoder())
        yield opened


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        (Limits(), {A, B}),
        (Limits(lang="en"), {B}),
        (Limits(publisher="gb"), {A}),
        (Limits(country="CN", sector="coal"), {A}),
        (Limits(edition="2023"), {B}),
        (Limits(standard=A, provision="recommendation"), {A}),
        (Limits(aspect="test method", lang="zh", edition="2024"), {A}),
    ],
)
def test_limits_hold_together(library, limits, found):
    hits = Finder(library).find(FakeEncoder(), "记录", limits, top=50)
    assert {hit.clause.standard for hit in hits} == found
    assert all(str(hit.clause.provision) == limits.provision for hit in hits if limits.provision)
    assert all(str(hit.clause.aspect) == limits.aspect for hit in hits if limits.aspect)
    same, _ = library.document(A), library.document(B)
    listed = clauses_within([same, library.document(B)], limits)
    assert {(hit.clause.standard, hit.clause.id) for hit in hits} == {(clause.standard, clause.id) for clause in listed}


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(lang="fr"), "no clause that is left has --lang 'fr'; there is: en, zh"),
        (Limits(standard="CJ 1"), f"no standard that is left has --standard 'CJ 1'; there is: {A}"),
        (Limits(publisher="ГОСТ"), "no standard that is left has --publisher 'ГОСТ'; there is: GB, ISO"),
        (Limits(publisher="GB", lang="en"), "has --lang 'en'; there is: zh"),
        (Limits(edition="1999"), "has --edition '1999'; there is: 2023, 2024"),
        (Limits(lang="en", aspect="test method"), "has --aspect 'test method'"),
    ],
)
def test_where_nothing_is_left_one_line_says_why(library, limits, says):
    with pytest.raises(UsageError, match=says):
        Finder(library).find(FakeEncoder(), "记录", limits)
    with pytest.raises(UsageError, match=says):
        clauses_within([library.document(A), library.document(B)], limits)


def test_values_are_named_however_their_case_is_written(library):
    assert named_value("aspect", " Test Method") == "test method"
    with pytest.raises(UsageError, match="one of requirement, instruction"):
        named_value("provision", "duty")
    assert values_on_file(library.standards()) == {"publisher": ["GB", "ISO"], "country": ["CN"], "edition": ["2023", "2024"]}


def test_queries_that_inform_each_other_leave_out_their_own_standard(library):
    finder = Finder(library)
    queries = library.clauses(A)
    for joint in (False, True):
        found = finder.found(queries, finder.collection(FakeEncoder()), FakeEncoder(), top=3, joint=joint)
        assert [len(row) for row in found] == [3] * len(queries)
        assert {hit.clause.standard for row in found for hit in row} == {B}

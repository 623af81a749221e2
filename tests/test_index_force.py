"""Which citations mean which edition and which clause, and what force follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.force import Citation, Force, citing, force_of, informative_ids, meets, own_force
from ingest.clause import Clause, Kind, Standard

DAY = date(2026, 7, 1)
MEETS = (
    ("ISO 45001:2018", "", "ISO 45001:2018", True),
    ("ISO 45001:2018", "", "ISO 45001:2018/Amd 1:2024", False),  # the base alone
    ("ISO 45001:2018", "with Amd 1", "ISO 45001:2018/Amd 1:2024", True),
    ("ISO 45001:2018", "with Amd 1", "ISO 45001:2018", True),
    ("ISO 45001:2018", "Amd 1:2023", "ISO 45001:2018/Amd 1:2024", False),
    ("ISO 45001", "", "ISO 45001:2018", True),
    ("ISO 45001", "", "ISO 45001:2018/Amd 1:2024", True),  # every edition
    ("ISO 45001", "2018", "ISO 45001:2018", True),
    ("ISO 45001", "2018", "ISO 45001:2027", False),
    ("GB 3836.1-2010", "", "GB 3836.1—2010", True),
    ("GB 3836.1—2010", "", "GB/T 3836.1—2021", False),
    ("GB 3836.1", "", "GB/T 3836.1—2021", True),  # the number went on as a recommended standard
    ("GB 12348—2008", "含第1号修改单", "GB 12348—2008/XG1—2012", True),
    ("GB 12348—2008", "", "GB 12348—2008/XG1—2012", False),
    ("GB 50016—2014", "2018年版", "GB 50016—2014（2018年版）", True),
    ("GB 50016—2014", "", "GB 50016—2014（2018年版）", False),
    ("ГОСТ 12.1.003-2014", "с Изменением № 1", "ГОСТ 12.1.003-2014 (Изменение № 1)", True),
    ("GOST 12.1.003-2014", "", "ГОСТ 12.1.003-2014", True),
    ("IEC 60079-0", "Ed. 7, 2017", "IEC 60079-0:2017", True),
    ("IEC 60079-0:2011+AMD1:2013 CSV", "", "IEC 60079-0:2011+AMD1:2013 CSV", True),
    ("มอก. 18001", "พ.ศ. 2561", "มอก. 18001-2561", True),
    ("TCVN 7026:2013", "", "TCVN 7027:2013", False),
    ("XYZ 12", "", "XYZ 12:2019", True),
    ("XYZ 12", "2019", "XYZ 12:2020", False),
)  # fmt: skip


def standard(designation):
    return Standard(designation, "en")


def cited(designation, edition="", *clauses, **more):
    return Citation("TSG 21—2016", "3.1", designation, edition, clauses, **more)


@pytest.mark.parametrize(("designation", "edition", "on_file", "met"), MEETS)
def test_a_dated_citation_means_its_edition_and_an_undated_one_every(designation, edition, on_file, met):
    assert meets(cited(designation, edition), standard(on_file)) is met


def test_a_citation_says_whether_it_is_dated():
    assert cited("ISO 45001:2018").dated
    assert cited("ISO 45001", "2018").dated
    assert not cited("ISO 45001").dated


def test_a_citation_of_a_clause_covers_what_is_below_it_and_one_of_the_standard_all():
    own, whole = standard("ISO 45001:2018"), cited("ISO 45001:2018")
    part = cited("ISO 45001:2018", "", "8.1")
    below, beside = (Clause(own.designation, label, "en", id=f"8/{label}") for label in ("8.1.2", "8.2"))
    assert citing(own, below, [whole, part]) == (whole, part)
    assert citing(own, beside, [whole, part]) == (whole,)
    assert citing(own, None, [whole, part]) == (whole, part)


@pytest.mark.parametrize(
    ("designation", "force"),
    [
        ("GB 12348—2008", Force.MANDATORY),
        ("GB/T 45001—2020", Force.VOLUNTARY),
        ("GB/Z 24978—2010", Force.VOLUNTARY),
        ("T/COSHA 1—2020", Force.VOLUNTARY),
        ("AQ 1029—2019", Force.MANDATORY),
        ("TSG 21—2016", Force.MANDATORY),
        ("ТР ТС 012/2011", Force.MANDATORY),
        ("ТР ЕАЭС 044/2017", Force.MANDATORY),
        ("СанПиН 1.2.3685-21", Force.MANDATORY),
        ("QCVN 24:2016/BYT", Force.MANDATORY),
        ("Directive 2014/34/EU", Force.MANDATORY),
        ("68/2006/QH11", Force.MANDATORY),
        ("ГОСТ 12.1.003-2014", Force.VOLUNTARY),
        ("TCVN 7026:2013", Force.VOLUNTARY),
        ("ISO 45001:2018", Force.VOLUNTARY),
        ("СП 51.13330.2011", Force.UNSAID),
        ("rules of the house", Force.UNSAID),
    ],
)
def test_a_designation_says_what_it_can_of_its_force(designation, force):
    assert own_force(standard(designation)) is force


def test_a_citation_counts_from_its_first_day_to_its_last():
    own = standard("ISO 45001:2018")
    one = cited("ISO 45001:2018", valid_from="2026-07-01", valid_to="2026-07-02")
    days = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 3)]
    assert [force_of(own, None, [one], day) for day in days] == [Force.VOLUNTARY, Force.CITED, Force.CITED, Force.VOLUNTARY]


def test_an_informative_annex_of_a_mandatory_standard_does_not_bind():
    own = standard("GB 12348—2008")
    annexes = [
        Clause(own.designation, label, "zh", title, id=label, kind=Kind.ANNEX)
        for label, title in (("附录A", "（规范性附录）测量"), ("附录B", "（资料性附录）示例"))
    ]
    below = Clause(own.designation, "B.1", "zh", id="附录B/B.1", parent="附录B")
    informs = informative_ids([*annexes, below])
    assert informs == {"附录B", "附录B/B.1"}
    assert force_of(own, annexes[0], [], DAY, informative=informs) is Force.MANDATORY
    assert force_of(own, below, [], DAY, informative=informs) is Force.VOLUNTARY
    assert force_of(own, below, [cited("GB 12348—2008", "", "附录B")], DAY, informative=informs) is Force.CITED


def test_a_mandate_counts_before_a_citation():
    own = standard("GB 12348—2008")
    assert force_of(own, None, [cited("GB 12348—2008")], DAY) is Force.MANDATORY
    assert force_of(replace(own, designation="GB/T 12348—2008"), None, [cited("GB/T 12348—2008")], DAY) is Force.CITED

"""Status, sector and field are suggested from designation, classes, titles and dates, each with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.clause import Standard
from ingest.sector import OUT_OF_FORCE, Field, Sector, Validity, stamp, suggest

TODAY = date(2025, 6, 1)


def standard(designation: str, title: str = "", *, lang: str = "zh", ics: str = "", ccs: str = "") -> Standard:
    return Standard(designation, lang, title, ((lang, title),) if title else (), ics=tuple(ics.split()), ccs=ccs)


# Bibliographic facts of published standards; the title is given where it decides.
KNOWN = [
    (standard("SY/T 6284—2016"), Sector.OIL_AND_GAS, Field.PRODUCT, {"SY/T 6284"}),
    (standard("SY 5974—2020", "钻井井场设备作业安全技术规程", ics="75.020", ccs="E 09"),
     Sector.OIL_AND_GAS, Field.HSE, {"ICS 75.020", "CCS E 09"}),
    (standard("API RP 500"), Sector.OIL_AND_GAS, Field.PRODUCT, {"API RP 500"}),
    (standard("Q/SY 1002.1—2013"), Sector.OIL_AND_GAS, Field.PRODUCT, {"Q/SY 1002"}),
    (standard("SH/T 3007—2014"), Sector.OIL_AND_GAS, Field.PRODUCT, {"SH/T 3007"}),
    (standard("AQ 2012—2007", "石油天然气安全规程"), Sector.OIL_AND_GAS, Field.HSE, {"石油", "安全"}),
    (standard("ISO 13623:2017", "Petroleum and natural gas industries — Pipelines", lang="en", ics="75.200"),
     Sector.OIL_AND_GAS, Field.PRODUCT, {"ICS 75.200"}),
    (standard("ГОСТ 31378-2009", "Нефть. Общие технические условия", lang="ru", ics="75.040"),
     Sector.OIL_AND_GAS, Field.PRODUCT, {"ICS 75.040", "нефт"}),
    (standard("MT/T 1150—2011"), Sector.COAL, Field.PRODUCT, {"MT/T 1150"}),
    (standard("AQ 1029—2019", "煤矿安全监控系统及检测仪器使用管理规范"), Sector.COAL, Field.HSE, {"AQ 1029", "煤"}),
    (standard("ГОСТ 25543-2013", "Угли бурые, каменные и антрациты. Классификация", lang="ru", ics="73.040"),
     Sector.COAL, Field.PRODUCT, {"ICS 73.040"}),
    (standard("GB/T 5751—2009", "中国煤炭分类", ics="73.040", ccs="D 20"), Sector.COAL, Field.PRODUCT, {"CCS D 20"}),
    (standard("GB/T 90001—2024", "煤矿用防爆电气设备", ics="29.260.20"), Sector.COAL, Field.HSE, {"煤", "防爆"}),
    (standard("XNS 90002:2024", "Apparatus for coal mines", lang="en", ics="73.100.20"), Sector.COAL, Field.PRODUCT,
     {"ICS 73.100.20", "coal"}),
    (standard("DL 5009.1—2014"), Sector.POWER, Field.PRODUCT, {"DL 5009"}),
    (standard("Q/GDW 1799.1—2013", "电力安全工作规程 变电部分"), Sector.POWER, Field.HSE, {"Q/GDW 1799", "电力", "安全"}),
    (standard("IEC 61400-1:2019", "Wind energy generation systems — Part 1: Design requirements", lang="en", ics="27.180"),
     Sector.POWER, Field.PRODUCT, {"ICS 27.180"}),
    (standard("NB/T 47013.1—2015"), Sector.GENERAL, Field.PRODUCT, set()),
    (standard("DZ/T 0200—2020", "矿产地质勘查规范 铁、锰、铬", ccs="D 10"), Sector.MINERALS, Field.PRODUCT, {"CCS D 10", "矿"}),
    (standard("ISO 3082:2017", "Iron ores — Sampling and sample preparation procedures", lang="en", ics="73.060.10"),
     Sector.MINERALS, Field.PRODUCT, {"ICS 73.060.10"}),
    (standard("GB 16423—2020", "金属非金属矿山安全规程", ics="73.020", ccs="D 09"), Sector.MINERALS, Field.HSE, {"矿", "安全"}),
    (standard("GB 12348—2008", "工业企业厂界环境噪声排放标准", ics="13.140"), Sector.GENERAL, Field.HSE, {"ICS 13.140", "环境"}),
    (standard("GBZ 2.1—2019"), Sector.GENERAL, Field.HSE, {"GBZ 2"}),
    (standard("ГОСТ 12.1.003-2014", "Шум. Общие требования безопасности", lang="ru"),
     Sector.GENERAL, Field.HSE, {"ГОСТ 12.1.003"}),
    (standard("QCVN 24:2016/BYT"), Sector.GENERAL, Field.HSE, {"QCVN 24"}),
    (standard("29 CFR 1910.95"), Sector.GENERAL, Field.HSE, {"29 CFR 1910"}),
    (standard("TCVN ISO 45001:2018"), Sector.GENERAL, Field.HSE, {"TCVN ISO 45001"}),
    (standard("GB/T 27065—2015", "合格评定 产品、过程和服务认证机构要求", ics="03.120.20"),
     Sector.GENERAL, Field.CERTIFICATION, {"GB/T 27065", "ICS 03.120.20", "合格评定"}),
    (standard("ГОСТ Р ИСО/МЭК 17065-2012"), Sector.GENERAL, Field.CERTIFICATION, {"ГОСТ Р ИСО/МЭК 17065"}),
    (standard("RB/T 214—2017"), Sector.GENERAL, Field.CERTIFICATION, {"RB/T 214"}),
    (standard("ISO 17301-1:2016", "Cereals and pulses — Rice", lang="en", ics="67.060"), Sector.GENERAL, Field.PRODUCT, set()),
]  # fmt: skip


@pytest.mark.parametrize(("one", "sector", "field", "reasons"), KNOWN, ids=[row[0].designation for row in KNOWN])
def test_sector_and_field(one: Standard, sector: Sector, field: Field, reasons: set[str]) -> None:
    suggestion = suggest(one, TODAY)
    assert (suggestion.sector, suggestion.field) == (sector, field)
    assert reasons <= {evidence for _, evidence in suggestion.reasons}
    if (sector, field) == (Sector.GENERAL, Field.PRODUCT):
        assert suggestion.reasons == (), "what is left over has no reason"


@pytest.mark.parametrize(
    ("lang", "title", "sector", "field"),
    [
        ("kk", "Еңбекті қорғау. Шуыл. Жалпы талаптар", Sector.GENERAL, Field.HSE),
        ("kk", "Мұнай. Жалпы техникалық шарттар", Sector.OIL_AND_GAS, Field.PRODUCT),
        ("vi", "An toàn lao động trong khai thác than đá", Sector.COAL, Field.HSE),
        ("vi", "Đánh giá sự phù hợp. Yêu cầu", Sector.GENERAL, Field.CERTIFICATION),
        ("id", "Batubara. Cara uji", Sector.COAL, Field.PRODUCT),
        ("id", "Penilaian kesesuaian. Persyaratan", Sector.GENERAL, Field.CERTIFICATION),
        ("ar", "نظم إدارة السلامة والصحة المهنية", Sector.GENERAL, Field.HSE),
        ("ar", "صناعات النفط والغاز", Sector.OIL_AND_GAS, Field.PRODUCT),
        ("fr", "Acoustique — Mesurage du bruit des centrales électriques", Sector.POWER, Field.HSE),
        ("ru", "Рудники. Требования безопасности", Sector.MINERALS, Field.HSE),
    ],
)  # fmt: skip
def test_words_of_titles_decide_where_nothing_else_does(lang: str, title: str, sector: Sector, field: Field) -> None:
    suggestion = suggest(standard("plant 7", title, lang=lang), TODAY)
    assert (suggestion.sector, suggestion.field) == (sector, field)


def test_a_series_outweighs_a_word() -> None:
    suggestion = suggest(standard("DL/T 1000—2006", "电厂用煤"), TODAY)
    assert suggestion.sector is Sector.POWER
    assert ("sector", "煤") not in suggestion.reasons, "a reason speaks for what is suggested"


@pytest.mark.parametrize(
    ("published", "effective", "status", "reason"),
    [
        ("2020-11-26", "2021-07-01", Validity.CURRENT, "2021-07-01"),
        ("2025-05-30", "2025-12-01", Validity.UPCOMING, "2025-12-01"),
        ("2016-05", "", Validity.CURRENT, "2016-05"),
        ("2025-07", "", Validity.UPCOMING, "2025-07"),
        ("2026", "", Validity.UPCOMING, "2026"),
        ("2025-06-01", "2025-06-01", Validity.CURRENT, "2025-06-01"),
    ],
)
def test_the_status_by_dates(published: str, effective: str, status: Validity, reason: str) -> None:
    suggestion = suggest(Standard("GB 1—2020", "zh", published=published, effective=effective), TODAY)
    assert (suggestion.status, ("status", reason) in suggestion.reasons) == (status, True)


def test_without_dates_and_words_nothing_is_said_of_the_status() -> None:
    suggestion = suggest(Standard("GB 1—2020", "zh"), TODAY)
    assert (suggestion.status, suggestion.reasons) == (Validity.UNSAID, ())


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("已废止", Validity.WITHDRAWN), ("本标准已作废", Validity.WITHDRAWN), ("已被 GB/T 45001—2020 代替", Validity.REPLACED),
        ("WITHDRAWN", Validity.WITHDRAWN), ("Superseded by ISO 9612:2025", Validity.REPLACED),
        ("Утратил силу", Validity.WITHDRAWN), ("Заменен на ГОСТ 12.1.003-2014", Validity.REPLACED),
        ("Күші жойылды: күшін жойған", Validity.WITHDRAWN), ("Hết hiệu lực", Validity.WITHDRAWN), ("DICABUT", Validity.WITHDRAWN),
        ("ملغاة", Validity.WITHDRAWN), ("ยกเลิก", Validity.WITHDRAWN), ("Norme annulée", Validity.WITHDRAWN),
    ],
)  # fmt: skip
def test_a_stamp_on_the_cover_is_stronger_than_its_dates(line: str, status: Validity) -> None:
    mark = stamp(["GB 12348—2008", line, "2008-10-01 实施"])
    assert mark == OUT_OF_FORCE + line
    suggestion = suggest(Standard("GB 1—2008", "zh", effective="2008-10-01", marks=(mark,)), TODAY)
    assert (suggestion.status, suggestion.reasons[0]) == (status, ("status", line))


@pytest.mark.parametrize(
    "line", ["代替 GB 12348—90", "Взамен ГОСТ 12.1.003-83", "This edition cancels and replaces the first", "Thay thế TCVN 1"]
)
def test_what_a_standard_replaces_is_no_stamp(line: str) -> None:
    assert stamp([line]) == ""

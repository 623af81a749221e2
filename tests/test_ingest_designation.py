"""Designations as they are met, taken apart and printed in the house style of their publishers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clause import Degree
from ingest.designation import Mandate, find_designations, house_style, nearest, parse, publisher_of, same

# as met | in house style | publisher | year (0 undated)
TABLE = """
GB 12348-2008                          | GB 12348—2008                           | GB       | 2008
GB12523-2011                           | GB 12523—2011                           | GB       | 2011
GB 14553-93                            | GB 14553—93                             | GB       | 1993
GB 8978-88                             | GB 8978—88                              | GB       | 1988
GB 3096                                | GB 3096                                 | GB       | 0
GB 5226.1—2019                         | GB 5226.1—2019                          | GB       | 2019
GB 4793.1-2007                         | GB 4793.1—2007                          | GB       | 2007
GB/T 45001—2020                        | GB/T 45001—2020                         | GB       | 2020
GB/T45001-2020                         | GB/T 45001—2020                         | GB       | 2020
GB / T 45001 - 2020                    | GB/T 45001—2020                         | GB       | 2020
GB∕T 38636-2020                        | GB/T 38636—2020                         | GB       | 2020
GBT 38629-2020                         | GB/T 38629—2020                         | GB       | 2020
GBT-38629-2020                         | GB/T 38629—2020                         | GB       | 2020
ＧＢ／Ｔ　４５００１—２０２０              | GB/T 45001—2020                         | GB       | 2020
GB/T 1.1—2020                          | GB/T 1.1—2020                           | GB       | 2020
GB/T 1.2—2020                          | GB/T 1.2—2020                           | GB       | 2020
GB/T 20000.2–2009                      | GB/T 20000.2—2009                       | GB       | 2009
GB/T 3836.1—2021                       | GB/T 3836.1—2021                        | GB       | 2021
GB/T 24001                             | GB/T 24001                              | GB       | 0
GB/Z 24294.1-2018                      | GB/Z 24294.1—2018                       | GB       | 2018
GBZ 2.1-2019                           | GBZ 2.1—2019                            | GBZ      | 2019
GBZ2.2—2007                            | GBZ 2.2—2007                            | GBZ      | 2007
GBZ 1-2010                             | GBZ 1—2010                              | GBZ      | 2010
GBZ/T 189.8—2007                       | GBZ/T 189.8—2007                        | GBZ      | 2007
GBZ/T 229.4-2012                       | GBZ/T 229.4—2012                        | GBZ      | 2012
GBJ 87-85                              | GBJ 87—85                               | GBJ      | 1985
GJB 150.1A-2009                        | GJB 150.1A—2009                         | GJB      | 2009
DB44/ 2367—2022                        | DB44/ 2367—2022                         | DB44     | 2022
DB44/2367-2022                         | DB44/ 2367—2022                         | DB44     | 2022
DB 44/2367—2022                        | DB44/ 2367—2022                         | DB44     | 2022
DB-44-2367-2022                        | DB44/ 2367—2022                         | DB44     | 2022
DB11/T 1322.2-2017                     | DB11/T 1322.2—2017                      | DB11     | 2017
DB4403/T 123-2020                      | DB4403/T 123—2020                       | DB4403   | 2020
T/CAEPI 11-2017                        | T/CAEPI 11—2017                         | T/CAEPI  | 2017
T/CSTM 00123—2020                      | T/CSTM 00123—2020                       | T/CSTM   | 2020
T/CECS 10001-2019                      | T/CECS 10001—2019                       | T/CECS   | 2019
Q/SY 1002.1-2013                       | Q/SY 1002.1—2013                        | Q/SY     | 2013
Q/GDW 1799.1-2013                      | Q/GDW 1799.1—2013                       | Q/GDW    | 2013
AQ 1029-2019                           | AQ 1029—2019                            | AQ       | 2019
AQ/T 4208-2010                         | AQ/T 4208—2010                          | AQ       | 2010
HJ 2.4-2021                            | HJ 2.4—2021                             | HJ       | 2021
HJ 1259—2022                           | HJ 1259—2022                            | HJ       | 2022
HJ/T 364—2007                          | HJ/T 364—2007                           | HJ       | 2007
HJ 706                                 | HJ 706                                  | HJ       | 0
SY/T 6284-2016                         | SY/T 6284—2016                          | SY       | 2016
SY 5974-2020                           | SY 5974—2020                            | SY       | 2020
DL/T 799.3-2019                        | DL/T 799.3—2019                         | DL       | 2019
DL 5009.1-2014                         | DL 5009.1—2014                          | DL       | 2014
NB/T 10245—2019                        | NB/T 10245—2019                         | NB       | 2019
MT/T 1150-2011                         | MT/T 1150—2011                          | MT       | 2011
MT 818.1-2009                          | MT 818.1—2009                           | MT       | 2009
LD/T 75-1995                           | LD/T 75—1995                            | LD       | 1995
LD 80-1995                             | LD 80—1995                              | LD       | 1995
WS/T 754-2016                          | WS/T 754—2016                           | WS       | 2016
WS 310.1-2016                          | WS 310.1—2016                           | WS       | 2016
GA 1800.1-2021                         | GA 1800.1—2021                          | GA       | 2021
GA/T 1193-2014                         | GA/T 1193—2014                          | GA       | 2014
GM/T 0002-2012                         | GM/T 0002—2012                          | GM       | 2012
GMT 0090-2020                          | GM/T 0090—2020                          | GM       | 2020
GMZ 0001-2013                          | GM/Z 0001—2013                          | GM       | 2013
JB/T 10046-2017                        | JB/T 10046—2017                         | JB       | 2017
JJG 188-2017                           | JJG 188—2017                            | JJG      | 2017
JGJ 46-2005                            | JGJ 46—2005                             | JGJ      | 2005
TSG 21-2016                            | TSG 21—2016                             | TSG      | 2016
TSG G0001-2012                         | TSG G0001—2012                          | TSG      | 2012
XF/T 3004-2020                         | XF/T 3004—2020                          | XF       | 2020
KA/T 22.1-2024                         | KA/T 22.1—2024                          | KA       | 2024
YY/T 0287-2017                         | YY/T 0287—2017                          | YY       | 2017
GB 12348—2008/XG1—2012                 | GB 12348—2008/XG1—2012                  | GB       | 2008
GB 18218-2018 第1号修改单               | GB 18218—2018/XG1                       | GB       | 2018
ГОСТ 12.1.003-2014                     | ГОСТ 12.1.003-2014                      | ГОСТ     | 2014
ГОСТ 12.1.003–83                       | ГОСТ 12.1.003-83                        | ГОСТ     | 1983
ГОСТ 26433.0-85                        | ГОСТ 26433.0-85                         | ГОСТ     | 1985
ГОСТ 12.0.230.1—2015                   | ГОСТ 12.0.230.1-2015                    | ГОСТ     | 2015
ГОСТ 23616-79                          | ГОСТ 23616-79                           | ГОСТ     | 1979
ГОСТ 31610.0-2019                      | ГОСТ 31610.0-2019                       | ГОСТ     | 2019
ГОСТ ISO 9612-2016                     | ГОСТ ISO 9612-2016                      | ГОСТ     | 2016
ГОСТ EN 388-2012                       | ГОСТ EN 388-2012                        | ГОСТ     | 2012
ГОСТ IEC 60079-10-1-2013               | ГОСТ IEC 60079-10-1-2013                | ГОСТ     | 2013
ГОСТ ISO/IEC 17025—2019                | ГОСТ ISO/IEC 17025-2019                 | ГОСТ     | 2019
ГОСТ 12.1.003-2014 (Изменение № 1)     | ГОСТ 12.1.003-2014 (Изменение № 1)      | ГОСТ     | 2014
ГОСТ Р 2.105—2019                      | ГОСТ Р 2.105-2019                       | ГОСТ Р   | 2019
ГОСТ Р 58771-2019                      | ГОСТ Р 58771-2019                       | ГОСТ Р   | 2019
ГОСТ Р ИСО 45001-2020                  | ГОСТ Р ИСО 45001-2020                   | ГОСТ Р   | 2020
ГОСТ Р ИСО 9612—2013                   | ГОСТ Р ИСО 9612-2013                    | ГОСТ Р   | 2013
ГОСТ Р ИСО/МЭК 27001-2021              | ГОСТ Р ИСО/МЭК 27001-2021               | ГОСТ Р   | 2021
ГОСТ Р МЭК 60079-0-2011                | ГОСТ Р МЭК 60079-0-2011                 | ГОСТ Р   | 2011
ГОСТ Р ИСО/ТО 12100-2-2007             | ГОСТ Р ИСО/ТО 12100-2-2007              | ГОСТ Р   | 2007
GOST R 12.0.007-2009                   | ГОСТ Р 12.0.007-2009                    | ГОСТ Р   | 2009
GOST 12.4.026-2015                     | ГОСТ 12.4.026-2015                      | ГОСТ     | 2015
ПНСТ 123-2016                          | ПНСТ 123-2016                           | ПНСТ     | 2016
СТ РК 1174-2003                        | СТ РК 1174-2003                         | СТ РК    | 2003
СТ РК ISO 45001-2019                   | СТ РК ISO 45001-2019                    | СТ РК    | 2019
СТ РК ИСО 9001-2016                    | СТ РК ИСО 9001-2016                     | СТ РК    | 2016
СТ РК IEC 60079-0-2015                 | СТ РК IEC 60079-0-2015                  | СТ РК    | 2015
ҚР СТ 1174-2003                        | ҚР СТ 1174-2003                         | ҚР СТ    | 2003
СТБ 1434-2004                          | СТБ 1434-2004                           | СТБ      | 2004
ДСТУ ISO 45001-2019                    | ДСТУ ISO 45001-2019                     | ДСТУ     | 2019
ТР ТС 010/2011                         | ТР ТС 010/2011                          | ТР ТС    | 2011
ТР ТС 012/2011                         | ТР ТС 012/2011                          | ТР ТС    | 2011
TR CU 019/2011                         | ТР ТС 019/2011                          | ТР ТС    | 2011
ТР ЕАЭС 043/2017                       | ТР ЕАЭС 043/2017                        | ТР ЕАЭС  | 2017
O'z DSt 950:2011                       | O'z DSt 950:2011                        | O'z DSt  | 2011
O‘zDSt 950:2011                        | O'z DSt 950:2011                        | O'z DSt  | 2011
O'z DSt ISO 45001:2018                 | O'z DSt ISO 45001:2018                  | O'z DSt  | 2018
MNS ISO 45001:2018                     | MNS ISO 45001:2018                      | MNS      | 2018
MNS 4585:2016                          | MNS 4585:2016                           | MNS      | 2016
TCVN 5937:2005                         | TCVN 5937:2005                          | TCVN     | 2005
TCVN 7878-1:2008                       | TCVN 7878-1:2008                        | TCVN     | 2008
TCVN 3985 : 1999                       | TCVN 3985:1999                          | TCVN     | 1999
TCVN ISO 45001:2018                    | TCVN ISO 45001:2018                     | TCVN     | 2018
TCVN ISO/IEC 27001:2019                | TCVN ISO/IEC 27001:2019                 | TCVN     | 2019
QCVN 24:2016/BYT                       | QCVN 24:2016/BYT                        | QCVN     | 2016
QCVN 26:2010/BTNMT                     | QCVN 26:2010/BTNMT                      | QCVN     | 2010
68/2006/QH11                           | 68/2006/QH11                            | VN       | 2006
84/2015/QH13                           | 84/2015/QH13                            | VN       | 2015
132/2008/NĐ-CP                         | 132/2008/NĐ-CP                          | VN       | 2008
24/2016/TT-BYT                         | 24/2016/TT-BYT                          | VN       | 2016
16/2008/QĐ-BTNMT                       | 16/2008/QĐ-BTNMT                        | VN       | 2008
SNI ISO 45001:2018                     | SNI ISO 45001:2018                      | SNI      | 2018
SNI 7037:2009                          | SNI 7037:2009                           | SNI      | 2009
SNI 03-1726-2002                       | SNI 03-1726-2002                        | SNI      | 2002
SNI IEC 60079-0:2014                   | SNI IEC 60079-0:2014                    | SNI      | 2014
MS ISO 45001:2018                      | MS ISO 45001:2018                       | MS       | 2018
MS 1722:2011                           | MS 1722:2011                            | MS       | 2011
MS IEC 60079-0:2019                    | MS IEC 60079-0:2019                     | MS       | 2019
SS ISO 45001:2018                      | SS ISO 45001:2018                       | SS       | 2018
PS 3733:2019                           | PS 3733:2019                            | PS       | 2019
PS ISO 45001:2018                      | PS ISO 45001:2018                       | PS       | 2018
PNS ISO 9612:2010                      | PNS ISO 9612:2010                       | PNS      | 2010
IS 3043 : 2018                         | IS 3043:2018                            | IS       | 2018
IS 2062 (Part 1) : 2011                | IS 2062 (Part 1):2011                   | IS       | 2011
IS/ISO 9001:2015                       | IS/ISO 9001:2015                        | IS       | 2015
IS/IEC 60079-0:2017                    | IS/IEC 60079-0:2017                     | IS       | 2017
มอก. 2415-2552                         | มอก. 2415-2552                          | มอก.     | 2009
มอก. 45001-2561                        | มอก. 45001-2561                         | มอก.     | 2018
มอก. 11-2553                           | มอก. 11-2553                            | มอก.     | 2010
SASO 2870:2018                         | SASO 2870:2018                          | SASO     | 2018
SASO IEC 60335-2-40:2019               | SASO IEC 60335-2-40:2019                | SASO     | 2019
SASO ISO 45001:2018                    | SASO ISO 45001:2018                     | SASO     | 2018
GSO ISO 9612:2013                      | GSO ISO 9612:2013                       | GSO      | 2013
GSO 1943:2016                          | GSO 1943:2016                           | GSO      | 2016
UAE.S 5010-1:2019                      | UAE.S 5010-1:2019                       | UAE.S    | 2019
UAE.S GSO 1943:2016                    | UAE.S GSO 1943:2016                     | UAE.S    | 2016
UAE.S IEC 60335-1:2013                 | UAE.S IEC 60335-1:2013                  | UAE.S    | 2013
EN 352-1:2020                          | EN 352-1:2020                           | EN       | 2020
EN ISO 45001:2018                      | EN ISO 45001:2018                       | EN       | 2018
EN IEC 60079-0:2018                    | EN IEC 60079-0:2018                     | EN       | 2018
BS EN ISO 12100:2010                   | BS EN ISO 12100:2010                    | BS       | 2010
BS 5228-1:2009+A1:2014                 | BS 5228-1:2009+A1:2014                  | BS       | 2009
BS ISO 45001:2018                      | BS ISO 45001:2018                       | BS       | 2018
DIN EN ISO 12100:2011-03               | DIN EN ISO 12100:2011                   | DIN      | 2011
DIN 820-2:2022                         | DIN 820-2:2022                          | DIN      | 2022
NF EN ISO 12100:2010                   | NF EN ISO 12100:2010                    | NF       | 2010
UNE-EN ISO 9001:2015                   | UNE EN ISO 9001:2015                    | UNE      | 2015
UNI EN ISO 9612:2011                   | UNI EN ISO 9612:2011                    | UNI      | 2011
TS EN ISO 45001:2018                   | TS EN ISO 45001:2018                    | TS       | 2018
ABNT NBR ISO 45001:2018                | ABNT NBR ISO 45001:2018                 | ABNT NBR | 2018
AS/NZS 1269.1:2005                     | AS/NZS 1269.1:2005                      | AS/NZS   | 2005
AS 1269.1:2005                         | AS 1269.1:2005                          | AS       | 2005
JIS Z 8731:2019                        | JIS Z 8731:2019                         | JIS      | 2019
ISO 17301-1:2016                       | ISO 17301-1:2016                        | ISO      | 2016
ISO 17301-1:2016(E)                    | ISO 17301-1:2016                        | ISO      | 2016
ISO 9612-2009                          | ISO 9612:2009                           | ISO      | 2009
ISO 9612                               | ISO 9612                                | ISO      | 0
ИСО 9612:2009                          | ISO 9612:2009                           | ISO      | 2009
ISO/TS 15066:2016                      | ISO/TS 15066:2016                       | ISO      | 2016
ISO/TR 22100-1:2021                    | ISO/TR 22100-1:2021                     | ISO      | 2021
ISO/CD 17301-1:2016                    | ISO/CD 17301-1:2016                     | ISO      | 2016
ISO/FDTS 17755-2-2:2020                | ISO/FDTS 17755-2-2:2020                 | ISO      | 2020
ISO Guide 73:2009                      | ISO Guide 73:2009                       | ISO      | 2009
ISO 9001:2015/Amd 1:2024               | ISO 9001:2015/Amd 1:2024                | ISO      | 2015
ISO/IEC 27001:2022                     | ISO/IEC 27001:2022                      | ISO/IEC  | 2022
ISO/IEC Guide 21-1:2005                | ISO/IEC Guide 21-1:2005                 | ISO/IEC  | 2005
ISO/IEC TS 17021-2:2016                | ISO/IEC TS 17021-2:2016                 | ISO/IEC  | 2016
ИСО/МЭК 17025:2017                     | ISO/IEC 17025:2017                      | ISO/IEC  | 2017
IEC 60079-10-1:2020                    | IEC 60079-10-1:2020                     | IEC      | 2020
IEC 60079-0:2017+AMD1:2020             | IEC 60079-0:2017/Amd 1:2020             | IEC      | 2017
IEC TS 60079-32-1:2013                 | IEC TS 60079-32-1:2013                  | IEC      | 2013
МЭК 60079-0:2017                       | IEC 60079-0:2017                        | IEC      | 2017
CISPR 11:2015                          | CISPR 11:2015                           | CISPR    | 2015
ITU-T P.1203 (10/2017)                 | ITU-T P.1203 (10/2017)                  | ITU-T    | 0
ITU-R BT.500-14 (10/2019)              | ITU-R BT.500-14 (10/2019)               | ITU-R    | 0
ITU-T Rec. G.711                       | ITU-T G.711                             | ITU-T    | 0
OGC 00-027                             | OGC 00-027                              | OGC      | 0
OGC 17-069r4                           | OGC 17-069r4                            | OGC      | 0
API RP 500                             | API RP 500                              | API      | 0
API STD 650-2020                       | API STD 650-2020                        | API      | 2020
API Spec 5CT                           | API Spec 5CT                            | API      | 0
API 5L                                 | API 5L                                  | API      | 0
ASME B31.3-2022                        | ASME B31.3-2022                         | ASME     | 2022
ASME BPVC.VIII.1-2021                  | ASME BPVC.VIII.1-2021                   | ASME     | 2021
ASTM D4809-18                          | ASTM D4809-18                           | ASTM     | 2018
ASTM E84-23a                           | ASTM E84-23a                            | ASTM     | 2023
ASTM F2413-18                          | ASTM F2413-18                           | ASTM     | 2018
IEEE 1584-2018                         | IEEE 1584-2018                          | IEEE     | 2018
IEEE Std 80-2013                       | IEEE Std 80-2013                        | IEEE     | 2013
IEEE C57.12.00-2015                    | IEEE C57.12.00-2015                     | IEEE     | 2015
NFPA 70-2023                           | NFPA 70-2023                            | NFPA     | 2023
NFPA 70E                               | NFPA 70E                                | NFPA     | 0
NFPA 101                               | NFPA 101                                | NFPA     | 0
UL 913                                 | UL 913                                  | UL       | 0
ANSI/ASSE Z87.1-2020                   | ANSI/ASSE Z87.1-2020                    | ANSI     | 2020
29 CFR 1910.95                         | 29 CFR 1910.95                          | CFR      | 0
Regulation (EU) 2023/1230              | Regulation (EU) 2023/1230               | EU       | 2023
Regulation (EU) No 305/2011            | Regulation (EU) No 305/2011             | EU       | 2011
Regulation (EC) No 1907/2006           | Regulation (EC) No 1907/2006            | EU       | 2006
Directive 2006/42/EC                   | Directive 2006/42/EC                    | EU       | 2006
Directive 2014/34/EU                   | Directive 2014/34/EU                    | EU       | 2014
Directive (EU) 2016/797                | Directive (EU) 2016/797                 | EU       | 2016
Directive 89/391/EEC                   | Directive 89/391/EEC                    | EU       | 1989
Verordnung (EU) 2023/1230              | Verordnung (EU) 2023/1230               | EU       | 2023
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


def test_the_table_is_long_enough() -> None:
    assert len({row[1] for row in ROWS}) >= 150


@pytest.mark.parametrize(("met", "house", "publisher", "year"), ROWS, ids=[row[0] for row in ROWS])
def test_a_designation_is_printed_in_house_style(met: str, house: str, publisher: str, year: str) -> None:
    designation = parse(met)
    assert designation is not None
    assert (str(designation), designation.publisher, designation.year) == (house, publisher, int(year))
    assert designation.original == met
    assert house_style(house) == house, "house style is a fixed point"
    assert same(met, house)


@pytest.mark.parametrize(
    ("met", "mandate"),
    [
        ("GB 12348—2008", Mandate.MANDATORY), ("GB/T 45001—2020", Mandate.RECOMMENDED), ("GB/Z 24294.1—2018", Mandate.GUIDANCE),
        ("GBZ 2.1—2019", Mandate.MANDATORY), ("DB44/ 2367—2022", Mandate.MANDATORY), ("DB11/T 1322.2—2017", Mandate.RECOMMENDED),
        ("T/CAEPI 11—2017", Mandate.ASSOCIATION), ("Q/SY 1002.1—2013", Mandate.COMPANY), ("ТР ТС 010/2011", Mandate.MANDATORY),
        ("ISO 9612:2009", Mandate.UNSAID),
    ],
)  # fmt: skip
def test_the_mandate_is_read_from_the_head(met: str, mandate: Mandate) -> None:
    designation = parse(met)
    assert designation is not None
    assert designation.mandate is mandate


@pytest.mark.parametrize(
    ("met", "adopted", "degree"),
    [
        ("TCVN ISO 45001:2018", "ISO 45001:2018", None),
        ("DIN EN ISO 12100:2011", "EN ISO 12100:2011", None),
        ("ГОСТ Р ИСО/МЭК 27001-2021", "ISO/IEC 27001", None),
        ("GB/T 17301.1—2018/ISO 17301-1:2016", "ISO 17301-1:2016", None),
        ("TCVN 7447-5-51:2010 (IEC 60364-5-51:2005)", "IEC 60364-5-51:2005", None),
        ("ГОСТ 31610.0-2019 (IEC 60079-0:2017, MOD)", "IEC 60079-0:2017", Degree.MOD),
        ("GB/T 45001—2020（ISO 45001:2018，IDT）", "ISO 45001:2018", Degree.IDT),
    ],
)
def test_the_adopted_standard_belongs_to_the_designation(met: str, adopted: str, degree: Degree | None) -> None:
    (found,) = find_designations(met)
    assert (found.designation.adopted, found.designation.degree) == (adopted, degree)


def test_designations_are_found_in_running_text_with_their_places() -> None:
    text = "测量按GB/T 3222.2—2009和GB 3096的规定；见ISO 9612:2009、ГОСТ 12.1.003-2014 и ТР ТС 010/2011, Directive 2006/42/EC."
    found = find_designations(text)
    assert [str(item.designation) for item in found] == [
        "GB/T 3222.2—2009", "GB 3096", "ISO 9612:2009", "ГОСТ 12.1.003-2014", "ТР ТС 010/2011", "Directive 2006/42/EC",
    ]  # fmt: skip
    assert [text[item.start : item.end] for item in found] == [item.designation.original for item in found]


@pytest.mark.parametrize(
    "text",
    [
        "the limit IS 85 dB(A)", "it AS 3 parts", "5.2 kPa", "NB 10", "SS 3", "85 dB(A)", "DS 12", "2024-05-28", "table 3-2008",
        "ГОСТ", "GB", "MS-DOS 6", "PS 2", "see 4.2.3", "12/2008", "", "1910.95", "A 5.2-2008", "XGB 123", "GB 123.", "SN 3",
    ],
)  # fmt: skip
def test_running_text_is_not_taken_for_a_designation(text: str) -> None:
    found = [item.designation.original for item in find_designations(text)]
    assert found == (["GB 123"] if text == "GB 123." else [])


def test_gbz_and_gb_z_are_two_series() -> None:
    assert not same("GBZ 2.1—2019", "GB/Z 2.1—2019")


def test_one_standard_in_two_scripts_is_one() -> None:
    assert same("ГОСТ Р ИСО 45001-2020", "GOST R ISO 45001-2020")
    assert same("СТ РК 1174-2003", "ҚР СТ 1174-2003")
    assert same("ТР ТС 010/2011", "TR CU 010/2011")


def test_an_undated_reference_never_means_an_edition_by_itself() -> None:
    assert not same("GB 3096", "GB 3096—2008")
    assert same("GB 3096", "GB 3096—2008", any_edition=True)
    assert not same("GB 3096—1993", "GB 3096—2008")
    assert not same("GB 12348—2008", "GB 12348—2008/XG1—2012"), "an amendment makes another edition"


def test_nearest_prefers_other_editions_then_spelling() -> None:
    known = ["GB/T 45001—2020", "GB/T 4500—2016", "ISO 45001:2018", "GB 12348—2008"]
    assert nearest("GB/T 45001—2002", known)[0] == "GB/T 45001—2020"
    assert nearest("GB 12438—2008", known)[0] == "GB 12348—2008"
    assert nearest("ISO 45001", known)[0] == "ISO 45001:2018"
    assert nearest("x", []) == ()


def test_what_is_no_designation_is_left_as_it_is() -> None:
    assert parse("Health and Safety at Work Act 2015") is None
    assert parse("GB 3096—2008 and GB 12348—2008") is None
    assert house_style("  S000123 ") == "S000123"
    assert publisher_of("S000123") == ""


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*(row[0] for row in ROWS), " ", "-", "/", "(", "1"]), max_size=5).map("".join)
)
def test_any_text_is_searched_without_a_fault(text: str) -> None:
    for item in find_designations(text):
        assert text[item.start : item.end] == item.designation.original
        again = parse(str(item.designation))
        assert again is None or again.key[:3] == item.designation.key[:3]

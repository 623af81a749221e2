"""Who publishes what: the heads of designations ("GB/T", "ГОСТ Р", "DIN EN ISO"), by the way in which their numbers are written.

A head without its mandate is the publisher's code; it decides country and drafting rule (``drafting``). Sources: for China the
lists of sector codes of the standardisation administration and the rules for local (DB), association (T) and company (Q)
standards; otherwise the publishers' catalogues.
"""

from __future__ import annotations

CHINA = (
    "GB", "GBZ", "GBJ", "GBn", "GJB", "AQ", "BB", "CB", "CCGF", "CECS", "CH", "CJ", "CJJ", "CNAS", "CY", "DA", "DL", "DY",
    "DZ", "EJ", "FZ", "GA", "GC", "GD", "GH", "GM", "GY", "HB", "HG", "HJ", "HS", "HY", "JB", "JC", "JG", "JGJ", "JJF",
    "JJG", "JR", "JT", "JTG", "KA", "LB", "LD", "LS", "LY", "MH", "MT", "MZ", "NB", "NY", "QB", "QC", "QJ", "QX", "RB", "SB",
    "SC", "SF", "SH", "SJ", "SL", "SN", "SY", "TB", "TD", "TSG", "TY", "WB", "WH", "WJ", "WM", "WS", "WW", "XB", "XF", "YB",
    "YC", "YD", "YS", "YY", "YZ", "ZY",
)  # fmt: skip
"""Codes of China's national and sector standards; "/T" is recommended, "/Z" guidance, neither is mandatory."""

ORDINARY = frozenset(
    ("HB", "HS", "MT", "CB", "SH", "SC", "SN", "SL", "CH", "GC", "GD", "GH", "GM", "TB", "DA", "QC", "SB", "WB", "LB", "LS", "CY",
     "HY", "GY", "BB", "WM", "DZ", "NB", "EJ", "QJ", "SF", "SJ", "JC", "JR", "JT", "DL", "DY", "TD", "ZY")
)  # fmt: skip
"""Those that mean something else before a number: hardness, customs and part numbers, units. They need a year or "/T"."""

INTERNATIONAL = (
    "ISO/IEC/IEEE", "ISO/IEC", "ISO/ASTM", "ISO/CIE", "ISO/HL7", "IEC/IEEE", "IEC/ISO", "ISO", "IEC", "CISPR", "IWA", "OIML",
    "OHSAS",
)  # fmt: skip

TYPES = (
    "TS", "TR", "PAS", "DIS", "FDIS", "FDTS", "DTS", "DTR", "DPAS", "CDV", "CD", "WD", "PRF", "NP", "AWI", "ISP", "R",
    "Guide", "GUIDE",
)  # fmt: skip
"""Kinds of deliverables that stand behind ISO or IEC."""

COLON = {
    "TCVN": "VN", "QCVN": "VN", "TCXDVN": "VN", "SNI": "ID", "MS": "MY", "SS": "SG", "PS": "PK", "PNS": "PH", "IS": "IN",
    "SLS": "LK", "BDS": "BD", "SASO": "SA", "GSO": "GCC", "UAE.S": "AE", "KWS": "KW", "QS": "QA", "OS": "OM", "JS": "JO",
    "ES": "EG", "INSO": "IR", "ISIRI": "IR", "O'z DSt": "UZ", "O'z MSt": "UZ", "MNS": "MN", "JIS": "JP", "KS": "KR",
    "AS/NZS": "AU", "AS": "AU", "NZS": "NZ", "BS": "GB", "DIN": "DE",
    "DIN VDE": "DE", "DIN SPEC": "DE", "VDE": "DE", "PD": "GB", "NF": "FR", "UNE": "ES", "UNI": "IT",
    "NEN": "NL", "NBN": "BE", "SN": "CH", "ÖNORM": "AT", "ČSN": "CZ", "STN": "SK", "PN": "PL", "MSZ": "HU", "SFS": "FI",
    "DS": "DK", "NS": "NO", "I.S.": "IE", "EVS": "EE", "LVS": "LV", "LST": "LT", "TS": "TR", "NP": "PT", "ELOT": "GR",
    "SR": "RO", "HRN": "HR", "SIST": "SI", "SRPS": "RS", "ABNT NBR": "BR", "NBR": "BR", "NTC": "CO", "NCh": "CL",
    "IRAM": "AR", "NMX": "MX", "SANS": "ZA", "NIS": "NG", "EAS": "EAC", "NM": "MA", "CSA": "CA", "CNS": "TW", "EN": "EU",
    "CEN": "EU", "CENELEC": "EU", "CEN/CLC": "EU", "ETSI": "EU",
}  # fmt: skip
"""Heads of national and regional standards that put a colon before the year, with the country."""

JOINTS = {
    "IS": "/", "DS": "/", "UNE": "-", "PN": "-", "NEN": "-", "SFS": "-", "NS": "-", "EVS": "-", "NTC": "-",
}  # fmt: skip
"""What stands between a head and the publisher that is adopted, where it is no blank: UNE-EN ISO 9001."""

SLASHED = frozenset({"SASO", "GSO", "UAE.S", "ES", "KWS", "QS", "OS", "JS"})
"""Heads that were once printed with a slash before the year: GSO 9/2013."""

OWN_YEAR = frozenset({"DIN", "UNE", "PN", "GSO", "SASO", "UAE.S", "ДСТУ", "KS"})
"""Heads whose year is that of the national edition: the edition of the ISO or EN standard that is adopted may be an older one."""

HYPHEN = {
    "ГОСТ Р": "RU", "ГОСТ": "CIS", "ПНСТ": "RU", "СТ РК": "KZ", "ҚР СТ": "KZ", "СТБ": "BY", "ДСТУ": "UA", "КМС": "KG",
    "РМГ": "CIS",
}  # fmt: skip
"""The same for a hyphen before the year."""

CYRILLIC_CODES = {
    **dict.fromkeys(("ОСТ", "РД", "ПБ", "НПБ", "СП", "СНиП", "СанПиН", "СН", "ГН", "ВСН", "МУ", "МУК", "МР"), "RU"), "ТКП": "BY",
}  # fmt: skip
"""Codes of rules and norms whose numbers have several groups, and that always name their year."""

AMERICAN = ("API", "ASME", "ASTM", "IEEE", "NFPA", "UL", "ANSI", "ASSE", "ISA", "NACE", "AWS", "AGA", "ASHRAE", "MIL-STD")
"""Heads of the American societies: letters may stand before the number, a hyphen before the year."""

_OTHERS = dict.fromkeys(AMERICAN, "US") | {
    "มอก.": "TH", "TIS": "TH", "CFR": "US", "ТР ТС": "EAEU", "ТР ЕАЭС": "EAEU", "EU": "EU", "VN": "VN",
    "ID": "ID", "RU": "RU", "KZ": "KZ", "UZ": "UZ", "UK": "GB", "CN": "CN",
}  # fmt: skip

LATIN = {
    "ГОСТ Р": "GOST R", "ГОСТ": "GOST", "СТ РК": "ST RK", "ҚР СТ": "ST RK", "СТБ": "STB", "ТР ТС": "TR CU", "ТР ЕАЭС": "TR EAEU",
    "มอก.": "TIS", "ДСТУ": "DSTU", "ПНСТ": "PNST",
}  # fmt: skip
"""One spelling for heads that are written in two scripts or two languages."""


def country_of(publisher: str) -> str:
    """Country of a publisher's code (ISO 3166, or EU, EAEU, CIS, GCC, EAC); "" for the world and for codes that are not known."""
    if publisher in CHINA or publisher.startswith(("DB", "T/", "Q/")):
        return "CN"
    return (COLON | HYPHEN | CYRILLIC_CODES | _OTHERS).get(publisher, "")

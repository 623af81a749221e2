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

INTERNATIONAL = (
    "ISO/IEC/IEEE", "ISO/IEC", "ISO/ASTM", "ISO/CIE", "ISO/HL7", "IEC/IEEE", "IEC/ISO", "ISO", "IEC", "CISPR", "IWA", "OIML",
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
    "AS/NZS": "AU", "AS": "AU", "NZS": "NZ", "BS": "GB", "DIN": "DE", "VDE": "DE", "NF": "FR", "UNE": "ES", "UNI": "IT",
    "NEN": "NL", "NBN": "BE", "SN": "CH", "ÖNORM": "AT", "ČSN": "CZ", "STN": "SK", "PN": "PL", "MSZ": "HU", "SFS": "FI",
    "DS": "DK", "NS": "NO", "I.S.": "IE", "EVS": "EE", "LVS": "LV", "LST": "LT", "TS": "TR", "NP": "PT", "ELOT": "GR",
    "SR": "RO", "HRN": "HR", "SIST": "SI", "SRPS": "RS", "ABNT NBR": "BR", "NBR": "BR", "NTC": "CO", "NCh": "CL",
    "IRAM": "AR", "NMX": "MX", "SANS": "ZA", "NIS": "NG", "EAS": "EAC", "NM": "MA", "CSA": "CA", "CNS": "TW", "EN": "EU",
    "CEN": "EU", "CENELEC": "EU", "CEN/CLC": "EU", "ETSI": "EU",
}  # fmt: skip
"""Heads of national and regional standards that put a colon before the year, with the country."""

HYPHEN = {
    "ГОСТ Р": "RU", "ГОСТ": "CIS", "ПНСТ": "RU", "СТ РК": "KZ", "ҚР СТ": "KZ", "СТБ": "BY", "ДСТУ": "UA", "КМС": "KG",
    "ТКП": "BY", "РМГ": "CIS", "ОСТ": "RU",
}  # fmt: skip
"""The same for a hyphen before the year."""

AMERICAN = ("API", "ASME", "ASTM", "IEEE", "NFPA", "UL", "ANSI", "ASSE", "ISA", "NACE", "AWS", "AGA", "ASHRAE", "MIL-STD")
"""Heads of the American societies: letters may stand before the number, a hyphen before the year."""

_OTHERS = dict.fromkeys(AMERICAN, "US") | {
    "มอก.": "TH", "TIS": "TH", "CFR": "US", "ТР ТС": "EAEU", "ТР ЕАЭС": "EAEU", "EU": "EU", "VN": "VN",
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
    return (COLON | HYPHEN | _OTHERS).get(publisher, "")

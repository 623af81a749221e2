"""The words that name what belongs to a clause: captions of tables and figures, notes, examples, unit lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.clause import Kind

_NUMBER = r"(?:[A-ZА-Я]{1,2}\s?[.．。-]?\s?)?\d{1,3}(?:[.．-]\d{1,3}){0,3}[a-z]?|[A-Z][.．]\d{1,3}|[IVX]{1,5}|[٠-٩]{1,3}"
_TABLES = (
    "表|Table|TABLE|Tableau|TABLEAU|Tabelle|Tabla|Tabela|Tabel|TABEL|Таблица|ТАБЛИЦА|Таблиця|Кесте|КЕСТЕ|кесте|Bảng|BẢNG|"
    "Jadual|Tablo|Çizelge|Jadval|Хүснэгт|جدول|الجدول|ตาราง|表格|표"
)
_FIGURES = (
    "图|圖|図|Figure|FIGURE|Fig\\.?|Abbildung|Bild|Figura|Рисунок|РИСУНОК|Рис\\.|Черт\\.|Сурет|СУРЕТ|Hình|HÌNH|Gambar|GAMBAR|Rajah|"
    "Şekil|Rasm|Зураг|شكل|الشكل|ภาพ|그림"
)
_GAP = r"\s?"
_AFTER = r"(?![\w])|(?=[\u3400-\u9fff])"
_CONTINUED = re.compile(
    r"[(（]\s*(?:续|續|续表|continued|cont\.?|continué|suite|fortgesetzt|continuación|продолжение|"
    r"окончание|жалғасы|соңы|tiếp theo|"
    r"tiếp|kết thúc|lanjutan|sambungan|devam[ıi]?|تابع|يتبع)\s*\d*\s*[)）]|[-–—]\s*(?:continued|concluded)\s*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:续|續)\s?(?=表)|(?:Продолжение|Окончание)\s+табл(?:ицы|\.)\s*|(?:Продолжение|Окончание)\s+(?=таблицы)", re.IGNORECASE
)
_CONTINUES_ONLY = re.compile(r"(?:续|續)\s?表\s?(?P<number>(?:[A-Z]\.)?\d{0,3}(?:\.\d{1,3})?)", re.IGNORECASE)
_TABLE = re.compile(rf"(?P<label>(?:{_TABLES}){_GAP}(?:№\s?)?(?:{_NUMBER}))(?:{_AFTER})")
_FIGURE = re.compile(rf"(?P<label>(?:{_FIGURES}){_GAP}(?:{_NUMBER}))(?:{_AFTER})")
_STOPS = tuple(".。;；,，)）")
_SEPARATOR = re.compile(r"[\s.．:：—–-]+")
_UNIT = re.compile(
    r"[\u3400-\u9fff]{0,6}单位\s?(?:为|是)?\s?[:：]?\s?(?P<zh>\S.{0,20}?)\s*$|"
    r"(?:Unit|Units|Dimensions|Values|Levels|Measures|Dimensions and tolerances)\s*(?::|in)\s*(?P<en>\S.{0,30}?)\s*$|"
    r"(?:(?:Размеры|Значения|Уровни|Единица измерения|[А-Я][а-я]+)\\s?)?\s*(?::|[вВ])\s(?P<ru>"
    r"(?:милли|санти|кило|дека|микро)?(?:метр|грамм|децибел|паскал)"
    r"[а-яё]*|мм|см|м|дБ\S{0,3}|кПа|МПа|процентах)\s*$|"
    r"(?:Dimensions en|Unité\s*:|Unités\s*:)\s*(?P<fr>\S.{0,20}?)\s*$|(?:Đơn vị(?: tính)?\s*:?)\s*(?P<vi>\S.{0,20}?)\s*$|"
    r"(?:Satuan|Unit)\s*:?\s+(?P<id>\S.{0,15}?)\s*$"
)
_TRAILING_UNIT = re.compile(r"(?<=\s)(?:计量)?单位\s?(?:为|是|[:：])\s?(?P<zh>\S.{0,16}?)\s*$")

_NOTES = (
    r"注|註|備考|说明|NOTES?|Notes?|REMARQUES?|Remarques?|ANMERKUNG|Anmerkung|NOTAS?|Notas?|ПРИМЕЧАНИ[ЕЯ]|Примечани[ея]|"
    r"ЕСКЕРТ[УП][А-ЯӘҒҚҢӨҰҮҺІЕЛР]*|Ескерт[уп][а-яәғқңөұүһі]*|CHÚ THÍCH|Chú thích|CATATAN|Catatan|NOT|Not|Izoh|ملاحظة|ملاحظات|"
    r"หมายเหตุ|비고"
)
_EXAMPLES = (
    r"示例|例|EXAMPLES?|Examples?|EXEMPLES?|Exemples?|BEISPIEL|Beispiel|EJEMPLO|Ejemplo|ПРИМЕРЫ?|Примеры?|"
    r"МЫСАЛ|Мысал|VÍ DỤ|Ví dụ|"
    r"CONTOH|Contoh|ÖRNEK|Örnek|مثال|예"
)
_COUNT = r"(?:\s?\d{1,2}(?![\d.,]\d|\d))?"
_LABELLED = r"\s*(?:[:：.．—–-]|\s(?=\S)|(?=\s*$)|(?<=\d)(?=[\u3400-\u9fff]))\s*"
_NOTE = re.compile(rf"(?P<label>(?:{_NOTES})(?:\s(?:to entry|à l’article|to the entry))?{_COUNT}(?:\s(?:to entry))?){_LABELLED}")
_EXAMPLE = re.compile(rf"(?P<label>(?:{_EXAMPLES}){_COUNT}){_LABELLED}")
_FIRM = frozenset(":：.．—–-")
_LONGEST_UNIT = 60
WHERE = re.compile(
    r"(?:式中|其中|在?公式\S{0,4}中)\s?[:：]|where\b\s*:?\s*|Where\b\s*:?\s*|où\b\s*:?|где\b\s*:?|dans laquelle|trong đó\s*:?|"
    r"мұндағы|di mana|dengan\s*:|bunda|donde\b|wobei\b|حيث\s*:?"
)
"""What begins the list that says what the letters of a formula stand for."""


class Caption(NamedTuple):
    """A line that names a table or figure: its label as printed, the title beside it, whether it goes on with an earlier one."""

    kind: Kind
    label: str
    title: str
    continued: bool = False


class Labelled(NamedTuple):
    """A paragraph that begins with the label of a note or an example; ``firm`` where a sign sets the label off."""

    kind: Kind
    label: str
    firm: bool


def read_caption(text: str) -> Caption | None:
    """The caption that ``text`` is; None for text that only mentions a table, as far as one line can tell."""
    bare = _CONTINUED.sub("", text).strip()
    continued = bare != text.strip()
    leading = _LEADING.match(bare)
    if leading:
        rest = bare[leading.end() :]
        if "табл" in leading[0].lower():
            rest = f"Таблица {rest}"
        bare, continued = rest, True
    for kind, pattern in ((Kind.TABLE, _TABLE), (Kind.FIGURE, _FIGURE)):
        found = pattern.match(bare)
        if found:
            after = bare[found.end() :]
            gap = _SEPARATOR.match(after)
            title = after[gap.end() :] if gap else after
            spaced = gap is None or not gap[0].strip()
            if not title and after.strip()[:1] in _STOPS:
                return None  # a sentence ends with the table that it means
            if title[-1:] == "。" or (spaced and title[:1].islower()) or (gap is None and title and title[0].isascii()):
                return None
            return Caption(kind, found["label"], title.strip(), continued)
    only = _CONTINUES_ONLY.fullmatch(text.strip())
    if only:
        return Caption(Kind.TABLE, f"表{only['number']}" if only["number"] else "", "", True)
    return None


def read_unit(text: str) -> str:
    """The unit that a line above a table gives for the whole of it; "" where the line is no such line."""
    bare = text.strip()
    if bare[:1] in ("(", "（") and bare[-1:] in (")", "）"):
        bare = bare[1:-1].strip()
    found = _UNIT.fullmatch(bare) if len(bare) < _LONGEST_UNIT else None
    return next((value.strip() for value in found.groups() if value), "") if found else ""


def split_unit(title: str) -> tuple[str, str]:
    """A caption's title without the unit that stands beside it, and that unit ("" for none)."""
    found = _TRAILING_UNIT.search(title)
    return (title[: found.start()].strip(), found["zh"].strip()) if found else (title, "")


def read_labelled(text: str) -> Labelled | None:
    """The label of a note or an example at the beginning of a paragraph."""
    for kind, pattern in ((Kind.NOTE, _NOTE), (Kind.EXAMPLE, _EXAMPLE)):
        found = pattern.match(text)
        if found:
            sign = found[0][len(found["label"]) :].strip()
            return Labelled(kind, found["label"].strip(), sign[:1] in _FIRM if sign else False)
    return None

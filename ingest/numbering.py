"""How the families of standards and laws number their clauses: a pure grammar of labels, without any memory of what came before.

GB/T 1.1—2020 (1.2.3, 附录A, A.1), ISO/IEC Directives Part 2, ГОСТ 1.5, the EU's joint practical guide (Title, Chapter, Section,
Article, Annex), Chinese, Vietnamese, Kazakh, Indonesian, Arabic and common-law statutes, the Code of Federal Regulations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from ingest.numerals import CYRILLIC, LATIN, SYSTEMS, read_cyrillic, read_letter, read_roman


class Series(IntEnum):
    """What is counted; a smaller value stands above a greater one in a tree."""

    ANNEX = 0
    BOOK = 1
    PART = 2
    SUBPART = 3
    CHAPTER = 4
    SECTION = 5
    SUBSECTION = 6
    ROMAN = 7
    ARTICLE = 8
    LETTERED = 9
    DECIMAL = 10
    BRACKET = 11


@dataclass(frozen=True, slots=True)
class Label:
    """A reading of the start of a line.

    ``path`` the numbers (1.2.3 is (1, 2, 3), A.1 is (1, 1), Article 5a is (5, 1)); ``text`` the label as a reader cites it;
    ``end`` where it ends in the line; ``mark`` the punctuation after it; ``system`` the key of the numerals' system; ``tight``
    that the text follows without a space; ``form`` the template it was read by ("" for bare numbers).
    """

    series: Series
    path: tuple[int, ...]
    text: str
    end: int
    mark: str = ""
    system: str = "1"
    tight: bool = False
    form: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A label with a word: ``template`` with {n} for the numeral, and the keys of the numeral systems that may stand there."""

    series: Series
    template: str
    systems: tuple[str, ...]

    def show(self, number: int, system: str) -> str:
        """The label of ``number``, printed."""
        return self.template.format(n=SYSTEMS[system].show(number))


def _forms(series: Series, templates: str, *systems: str) -> tuple[Form, ...]:
    return tuple(Form(series, template.strip(), systems) for template in templates.split("|"))


FORMS: tuple[Form, ...] = (
    *_forms(Series.ANNEX, "附录{n}|附件{n}|附錄{n}|付録{n}|附属书{n}|附属書{n}", "A", "1", "一"),
    *_forms(Series.ANNEX, "Annex {n}|Appendix {n}|Annexe {n}|Anhang {n}|Anexo {n}|Allegato {n}|Bijlage {n}", "A", "I", "1"),
    *_forms(Series.ANNEX, "Schedule {n}|Attachment {n}|Lampiran {n}|Phụ lục {n}|Ek {n}|Ek-{n}", "1", "A", "I"),
    *_forms(Series.ANNEX, "Приложение {n}|Приложение № {n}|Қосымша {n}|Додаток {n}|Илова {n}|Хавсралт {n}", "А", "1", "I"),
    *_forms(Series.ANNEX, "{n}-қосымша|{n} қосымшасы|{n}-илова", "А", "1"),
    *_forms(Series.ANNEX, "الملحق {n}|ملحق {n}|الملحق ({n})|ملحق ({n})|ملحق رقم ({n})", "1", "A", "ar-m"),
    *_forms(Series.BOOK, "第{n}编|第{n}篇|Book {n}|Title {n}|Título {n}|Titre {n}", "一", "1", "I"),
    *_forms(Series.PART, "第{n}部分", "1", "一"),
    *_forms(Series.PART, "Part {n}|Phần {n}|Bahagian {n}|Часть {n}|Partie {n}|Teil {n}", "1", "I", "A", "en"),
    *_forms(Series.PART, "الباب {n}|{n}-бөлім", "1"),
    *_forms(Series.PART, "الباب {n}", "ar-m"),
    *_forms(Series.SUBPART, "Subpart {n}|Sub-part {n}", "1", "A"),
    *_forms(Series.CHAPTER, "第{n}章", "一", "1"),
    *_forms(Series.CHAPTER, "Chapter {n}|Chương {n}|Глава {n}|Chapitre {n}|Capítulo {n}|Kapitel {n}|Bab {n}", "1", "I"),
    *_forms(Series.CHAPTER, "{n}-тарау|{n}-боб|제{n}장|الفصل {n}|Bölüm {n}", "1"),
    *_forms(Series.CHAPTER, "الفصل {n}", "ar-m"),
    *_forms(Series.SECTION, "第{n}节|第{n}節", "一", "1"),
    *_forms(Series.SECTION, "Section {n}|Mục {n}|Раздел {n}|Sección {n}|Abschnitt {n}", "1", "I", "A"),
    *_forms(Series.SECTION, "Bagian {n}|Bagian Ke-{n}", "id", "1"),
    *_forms(Series.SECTION, "제{n}절|{n}-параграф|Параграф {n}|القسم {n}", "1"),
    *_forms(Series.SUBSECTION, "Paragraf {n}|Tiểu mục {n}", "1"),
    *_forms(Series.SUBSECTION, "第{n}目", "一", "1"),
    *_forms(Series.ARTICLE, "第{n}条|第{n}條", "一", "1"),
    *_forms(
        Series.ARTICLE,
        "Article {n}|Статья {n}|Điều {n}|Pasal {n}|Art. {n}|Artículo {n}|Artigo {n}|Artikel {n}|Madde {n}",
        "1",
        "I",
    ),
    *_forms(Series.ARTICLE, "Madde {n}|{n}-бап|{n}-модда|제{n}조|Regulation {n}|§ {n}|มาตรา {n}|ข้อ {n}", "1"),
    *_forms(Series.ARTICLE, "المادة {n}|المادة ({n})|مادة {n}|مادة ({n})", "1", "ar"),
)
"""Every label that has a word; templates compare without regard to case and spacing."""

_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,6})(\.(?!\d)|)")
_LETTERED = re.compile(r"([A-ZА-Я])(?:\.(?=\d)|(?=\d{1,2}(?:[.\s]|$)))(\d{1,2}(?:\.\d{1,3}){0,5})(\.(?!\d)|)")
_ROMAN = re.compile(r"([IVX]{1,6})(\.|)(?=\s)")
_CODE = re.compile(r"§{1,2}\s*(\d{1,4})\.(\d{1,4})([a-z]?)(?=[\s(.]|$)")
_BRACKET = re.compile(r"[(（]\s*(\d{1,2}|[a-z]{1,2}|[ivx]{1,5})\s*[)）]")
_REPEATED = re.compile(r"([A-Z])\.? (?=(?i:annex|appendix) \1\b)")
"""A letter in the margin beside the annex that has it."""
_SUFFIX = re.compile(r"(?:之([一二三四五六七八九十]{1,3})|([a-zA-Z])(?=[.\s]|$))")
_AFTER = re.compile(r"\s?[.:：、．]{1,2}(?!\d)|\s*[—–]|\s?-(?=\s)")


def read_labels(line: str) -> Iterator[Label]:
    """Every reading of the start of ``line`` as a label: two for "Annex I" (letter and Roman numeral), none for most lines."""
    if not line:
        return
    if repeated := _REPEATED.match(line):
        skip = repeated.end()
        yield from (replace(label, end=label.end + skip) for label in _worded(line[skip:]))
    if line[0].isdecimal():
        yield from _decimal(line)
    elif line[0] == "§":
        yield from _code(line)
    elif line[0] in "(（":
        yield from _bracket(line)
    yield from _lettered(line)
    yield from _worded(line)


def _decimal(line: str) -> Iterator[Label]:
    found = _DECIMAL.match(line)
    if not found or any(part.startswith("0") and len(part) > 1 for part in found[1].split(".")):
        return
    following = line[found.end() : found.end() + 1]
    if following and following in "0123456789%‰°,;/~～-–−)）×+=":
        return
    path = tuple(int(part) for part in found[1].split("."))
    tight = bool(following) and not following.isspace() and not found[2]
    yield Label(Series.DECIMAL, path, found[1], found.end(), found[2], "1", tight)


def _code(line: str) -> Iterator[Label]:
    found = _CODE.match(line)
    if found:
        path = (int(found[1]), int(found[2]), *((ord(found[3]) - 96,) if found[3] else ()))
        yield Label(Series.ARTICLE, path, f"§ {found[1]}.{found[2]}{found[3]}", found.end(), "", "cfr", False, "§ {n}.{n}")


def _bracket(line: str) -> Iterator[Label]:
    found = _BRACKET.match(line)
    if not found:
        return
    inner = found[1]
    text = f"({inner})"
    if inner.isdecimal():
        yield Label(Series.BRACKET, (int(inner),), text, found.end(), "", "1")
    elif len(inner) == 1:
        yield Label(Series.BRACKET, (read_letter(inner),), text, found.end(), "", "a")


def _lettered(line: str) -> Iterator[Label]:
    found = _LETTERED.match(line)
    if found:
        after = line[found.end() : found.end() + 1]
        if not after or not (after.isdecimal() or after in "-–/.,%)）"):
            path = tuple(int(part) for part in found[2].split("."))
            text = f"{found[1]}.{found[2]}"
            tight = bool(after) and not after.isspace() and not found[3]
            for system, read in (("A", read_letter), ("А", read_cyrillic), ("I", read_roman)):
                if first := read(found[1]):
                    yield Label(Series.LETTERED, (first, *path), text, found.end(), found[3], system, tight)
    numeral = _ROMAN.match(line)
    if numeral and (number := read_roman(numeral[1])):
        yield Label(Series.ROMAN, (number,), numeral[1], numeral.end(), numeral[2], "I")


def _worded(line: str) -> Iterator[Label]:
    """The readings by forms with a word. "Annexe E" is no annex e: of two words that begin alike the longer counts."""
    found = list(_readings(line))
    words = {label.form.partition("{n}")[0].strip() for label in found}
    for label in found:
        word = label.form.partition("{n}")[0].strip()
        if not word or not any(other != word and other.startswith(word) for other in words):
            yield label


def _readings(line: str) -> Iterator[Label]:
    key = _key(line)
    for form, system, pattern in _PATTERNS.get(key, ()):
        found = pattern.match(line)
        if not found:
            continue
        number = SYSTEMS[system].read(found[1])
        if not number:
            continue
        end, extra, text = found.end(), 0, _cited(line[: found.end()])
        suffix = _SUFFIX.match(line, end) if form.series is Series.ARTICLE else None
        if suffix:
            extra = SYSTEMS["一"].read(suffix[1]) if suffix[1] else read_letter(suffix[2])
            end, text = suffix.end(), text + suffix[0]
        following = line[end : end + 1]
        if following and (
            (following.isalnum() and following.isascii()) or (following in "()" and form.series is not Series.ANNEX)
        ):
            continue
        mark = _AFTER.match(line, end)
        end = mark.end() if mark else end
        tight = bool(line[end : end + 1].strip()) and not mark
        path = (number, extra) if extra else (number,)
        yield Label(form.series, path, text, end, mark[0].strip() if mark else "", system, tight, form.template)


def _cited(text: str) -> str:
    """A printed label as it is cited: single spaces, none inside Han."""
    text = re.sub(r"\s+", " ", text.strip())
    return re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", text)


def _key(line: str) -> str:
    """The first letter of a line in lower case, or "1" for a digit: what the forms are looked up by."""
    first = line[0]
    return "1" if first.isdecimal() else first.lower()


def _pattern(form: Form, system: str) -> re.Pattern[str]:
    before, after = (r"\s*".join(re.escape(char) for char in part if not char.isspace()) for part in form.template.split("{n}"))
    numeral = f"({SYSTEMS[system].pattern})"
    if after:
        return re.compile(rf"{before}\s*{numeral}\s*{after}" if before else rf"{numeral}\s*{after}", re.IGNORECASE)
    boundary = "" if system == "一" or form.series is Series.ARTICLE else r"(?![^\W\d_])"
    return re.compile(rf"{before}\s*{numeral}{boundary}", re.IGNORECASE)


def _keys(form: Form, system: str) -> set[str]:
    if form.template[0] != "{":
        return {form.template[0].lower()}
    return {"1"} | (set((CYRILLIC + LATIN).lower()) if system == "А" else set())


def _patterns() -> dict[str, list[tuple[Form, str, re.Pattern[str]]]]:
    out: dict[str, list[tuple[Form, str, re.Pattern[str]]]] = {}
    for form in FORMS:
        for system in form.systems:
            for key in _keys(form, system):
                out.setdefault(key, []).append((form, system, _pattern(form, system)))
    return out


_PATTERNS = _patterns()

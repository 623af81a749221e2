"""The words of labels, in the languages of standards and laws: which word counts what, and in which numerals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from ingest.numerals import SYSTEMS


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
    *_forms(Series.ANNEX, "Annex {n}|Appendix {n}|Annexe {n}|Anhang {n}|Anexo {n}|Allegato {n}|Bijlage {n}", "A", "I", "1", "ZA"),
    *_forms(Series.ANNEX, "Anlage {n}|ภาคผนวก {n}", "1", "I"),
    *_forms(Series.ANNEX, "Schedule {n}|Attachment {n}|Lampiran {n}|Phụ lục {n}|Ek {n}|Ek-{n}", "1", "A", "I"),
    *_forms(Series.ANNEX, "Приложение {n}|Приложение № {n}|Қосымша {n}|Додаток {n}|Илова {n}|Хавсралт {n}", "А", "1", "I", "ДА"),
    *_forms(Series.ANNEX, "{n}-қосымша|{n} қосымшасы|{n}-илова|{n}-ilova", "А", "1"),
    *_forms(Series.ANNEX, "الملحق {n}|ملحق {n}|الملحق ({n})|ملحق ({n})|ملحق رقم ({n})", "1", "A", "ar-m", "أ"),
    *_forms(Series.BOOK, "第{n}编|第{n}篇|Book {n}|Title {n}|Livre {n}|Libro {n}|Раздел {n}|ภาค {n}", "一", "1", "I"),
    *_forms(Series.PART, "Título {n}|Titre {n}|ลักษณะ {n}", "1", "I"),
    *_forms(Series.PART, "第{n}部分", "1", "一"),
    *_forms(Series.PART, "Part {n}|Phần {n}|Bahagian {n}|Часть {n}|Partie {n}|Teil {n}", "1", "I", "A", "en"),
    *_forms(Series.PART, "الباب {n}|{n}-бөлім", "1"),
    *_forms(Series.PART, "الباب {n}", "ar-m"),
    *_forms(Series.SUBPART, "Subpart {n}|Sub-part {n}|Division {n}", "1", "A"),
    *_forms(Series.CHAPTER, "第{n}章", "一", "1"),
    *_forms(Series.CHAPTER, "Chapter {n}|Chương {n}|Глава {n}|Chapitre {n}|Capítulo {n}|Kapitel {n}|Bab {n}", "1", "I"),
    *_forms(
        Series.CHAPTER, "{n}-тарау|{n}-боб|{n}-bob|제{n}장|الفصل {n}|Bölüm {n}|หมวด {n}|{n} дүгээр бүлэг|{n} дугаар бүлэг", "1"
    ),
    *_forms(Series.CHAPTER, "{n} bölüm", "tr"),
    *_forms(Series.CHAPTER, "{n} бүлэг", "mn"),
    *_forms(Series.CHAPTER, "الفصل {n}", "ar-m"),
    *_forms(Series.SECTION, "第{n}节|第{n}節", "一", "1"),
    *_forms(
        Series.SECTION, "Section {n}|Mục {n}|Sección {n}.ª|Sección {n}ª|Sección {n}|Abschnitt {n}|Subdivision {n}", "1", "I", "A"
    ),
    *_forms(Series.SECTION, "Bagian {n}|Bagian Ke-{n}", "id", "1"),
    *_forms(Series.SECTION, "제{n}절|{n}-параграф|Параграф {n}|القسم {n}|ส่วนที่ {n}|{n}-paragraf", "1"),
    *_forms(Series.SUBSECTION, "Paragraf {n}|Tiểu mục {n}", "1"),
    *_forms(Series.SUBSECTION, "第{n}目", "一", "1"),
    *_forms(Series.ARTICLE, "第{n}条|第{n}條", "一", "1"),
    *_forms(
        Series.ARTICLE,
        "Article {n}|Статья {n}|Điều {n}|Pasal {n}|Art. {n}|Artículo {n}|Artigo {n}|Artikel {n}|Madde {n}",
        "1",
        "I",
    ),
    *_forms(
        Series.ARTICLE,
        "Madde {n}|{n}-бап|{n}-модда|{n}-modda|{n} дүгээр зүйл|{n} дугаар зүйл|제{n}조|Regulation {n}|§ {n}|มาตรา {n}|ข้อ {n}",
        "1",
    ),
    *_forms(Series.ARTICLE, "المادة {n}|المادة ({n})|مادة {n}|مادة ({n})", "1", "ar"),
)
"""Every label that has a word; templates compare without regard to case and spacing."""

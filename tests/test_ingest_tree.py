from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.clause import Box, Clause, Kind
from ingest.line import Bookmark, Line, Page
from ingest.pages import read_bookmarks, read_pages
from ingest.tree import parse_pages

SHARED = Path(__file__).parent.parent.parent / "shared" / "pdf"
FILL = "Running text that goes from the left edge of the column all the way to its right edge and on"


def sheet(number: int, text: str) -> Page:
    """A page from lines of text: ^ centres, ** sets bold, two spaces indent, an empty line is a gap."""
    lines: list[Line] = []
    top, offset = 80.0, 0
    for row in text.strip("\n").split("\n"):
        indent = len(row) - len(row.lstrip())
        words = row.strip().strip("^*")
        if words:
            width = sum(10.0 if char >= "\u2e80" else 5.2 for char in words)
            left = 300 - width / 2 if "^" in row[: indent + 1] else 70.0 + 6 * indent
            bold = ((0, len(words)),) if "**" in row else ()
            lines.append(Line(words, Box(number, left, top, left + width, top + 11), 10.0, bool(bold), offset, bold))
            offset += len(words) + 1
        top += 14
    return Page(number, 600.0, 840.0, tuple(lines), "\n".join(line.text for line in lines))


def parse(*texts: str, bookmarks: tuple[Bookmark, ...] = (), lang: str = "en") -> tuple[Clause, ...]:
    filled = [f"{text}\n" + f"{FILL}.\n" * 6 for text in texts]
    return parse_pages([sheet(i, text) for i, text in enumerate(filled, 1)], bookmarks, standard="S 1", lang=lang)


def outline(clauses: tuple[Clause, ...]) -> list[str]:
    return [f"{'  ' * (c.level - 1)}{c.clause or c.kind.value} {c.title}".rstrip() for c in clauses]


def shared(name: str) -> tuple[Clause, ...]:
    path = next(SHARED.glob(f"*/{name}.pdf"), None)
    if path is None:
        pytest.skip(f"../shared/pdf has no {name}.pdf")
    return parse_pages(read_pages(path), read_bookmarks(path), standard=name, lang="zh")


def test_a_chinese_standard():
    found = parse(
        """
^前 言
    本文件由某委员会提出。
""",
        """
1 范围
    本文件规定了噪声限值。
2 术语和定义
    下列术语适用于本文件。
2.1
    昼间 day-time、夜间 night-time
    规定的时段。
3 限值
3.1 一般要求
3.1.1 工厂边界上的噪声在昼间和夜间都应当符合下面各条的要求，对设备运行时产生的声音，除了
8.4.2 条规定外的情形，还应按照各自的等级采取措施加以控制，并且设备内的压力在每次测量时都不得超过
5.2 kPa 的规定。
3.1.2 测量按附录 A 的规定。
3.2 气象条件：测量应在无雨时进行。
""",
        """
^附 录 A
^（规范性）
^测量方法
A.1 仪器
    1 积分声级计。
    2 校准器。
A.2 步骤
^参考文献
    [1] GB 3096 声环境
""",
        lang="zh",
    )
    assert outline(found) == [
        "foreword 前言",
        "1 范围",
        "2 术语和定义",
        "  2.1 昼间、夜间",
        "3 限值",
        "  3.1 一般要求",
        "    3.1.1",
        "    3.1.2",
        "  3.2 气象条件",
        "附录A 测量方法",
        "  A.1 仪器",
        "  A.2 步骤",
        "bibliography 参考文献",
    ]
    assert found[3].kind is Kind.TERM
    assert found[9].kind is Kind.ANNEX
    assert found[7].id == "3/3.1/3.1.2"
    assert found[7].parent == "3/3.1"
    assert "8.4.2 条规定外" in found[6].text
    assert "1 积分声级计。\n2 校准器。" in found[10].text


def test_appendices_beside_schedules_and_appendices_of_an_annex():
    text = "\n    The enactments named here are repealed to the extent that is given beside them.\n"
    beside = parse(text.join(("^Schedule 1\n^Repeals", "^Schedule 2\n^Orders", "^Appendix 1\n^Record", "^Appendix 2\n^Kits", "")))
    assert outline(beside) == ["Schedule 1 Repeals", "Schedule 2 Orders", "Appendix 1 Record", "Appendix 2 Kits"]
    inside = parse(text.join(("^ANNEX I\n^Rules", "^Appendix 1\n^Form", "^Appendix 2\n^Plate", "^ANNEX II\n^Files", "")))
    assert outline(inside) == ["ANNEX I Rules", "  Appendix 1 Form", "  Appendix 2 Plate", "ANNEX II Files"]


def test_titles_that_begin_like_a_quantity():
    titles = ("项目建设要求", "台账要求", "个人防护装备", "日常管理", "种类与数量", "A 声级", "类型划分", "条件")
    text = "\n".join(f"1.{at} {title}\n    应符合相关标准的要求，并应按照规定的程序执行。" for at, title in enumerate(titles, 1))
    found = parse(f"1 管理要求\n{text}\n2 监督\n    压力不应超过\n5.2 kPa 的规定，时间为\n1.9 小时以上。\n", lang="zh")
    assert [c.title for c in found] == ["管理要求", *titles, "监督"]


def test_the_equivalent_of_a_term_begins_its_text():
    found = parse(
        "1 术语和定义\n1.1\n    昼间 day-time、夜间 night-time\n    规定的时段。\n1.2\n    噪声 noise\n    不想要的声音。\n",
        lang="zh",
    )
    assert [(c.title, c.text.split("\n")[0]) for c in found[1:]] == [
        ("昼间、夜间", "day-time、夜间 night-time"),
        ("噪声", "noise"),
    ]


def test_steps_of_an_example_and_rows_of_a_table_are_no_clauses():
    found = parse(
        """
1. Общие положения
    Стандарт устанавливает правила.
2. Измерения
    Измерения проводят в цехе.
ПРИЛОЖЕНИЕ 1
^**РАСЧЕТ ПОГРЕШНОСТИ
    1. Назначают допуск для рулетки.
    2. Готовят рулетку и журнал.
    Пример. Найти прибор для доски длиной 3 м.
    1. Берём допуск 1 мм.
    2. Применяем рулетку.
    2.1. Погрешность рулетки равна 0,2 мм.
    2.2. Погрешность от температуры равна 0,5 мм.
    3. Определяем суммарную погрешность.
    4. Рулетка может быть принята.
    3. Сравнивают итог с допуском.
Таблица 1
  1. Определение разностей
  2. Вычисление весов
  3. Проверка значимости
  4. Вычисление погрешности
    4. Вычисления могут не производиться.
""",
        lang="ru",
    )
    assert [c.clause for c in found] == ["1", "2", "ПРИЛОЖЕНИЕ 1", "1", "2", "3", "4"]
    assert "2.1. Погрешность рулетки" in found[4].text
    assert "3. Проверка значимости" in found[5].text


def test_a_chinese_law():
    found = parse(
        """
^第一章 总 则
    第一条 为了加强安全生产工作，制定本法。
    第二条 单位应当遵守本法。
    第三条规定的除外情形适用前款。
^第二章 保障
    第三条 单位应当具备下列条件：
    （一）符合第一条规定；
    第四条之一 单位不得违反规定。
""",
        lang="zh",
    )
    assert outline(found) == ["第一章 总则", "  第一条", "  第二条", "第二章 保障", "  第三条", "  第四条之一"]
    assert found[1].kind is Kind.ARTICLE
    assert found[1].text == "为了加强安全生产工作，制定本法。"


def test_a_russian_standard_with_a_numbered_foreword():
    found = parse(
        """
^Предисловие
    1 РАЗРАБОТАН Обществом
    2 ВНЕСЕН Комитетом
    3 УТВЕРЖДЕН Приказом
""",
        """
**1 Область применения
    Настоящий стандарт распространяется на системы.
**2 Термины и определения
    2.1 риск: Сочетание вероятности и последствий.
**3 Требования
    3.1 Организация должна установить порядок.
    3.2 В качестве нормальных условий принимают следующие.
""",
        """
^**Приложение А
^(обязательное)
^**Методы испытаний
    А.1 Испытания проводят при температуре 20 °С.
""",
        lang="ru",
    )
    assert outline(found) == [
        "foreword Предисловие",
        "1 Область применения",
        "2 Термины и определения",
        "  2.1 риск",
        "3 Требования",
        "  3.1",
        "  3.2",
        "Приложение А Методы испытаний",
        "  А.1",
    ]


def test_an_act_of_the_union():
    found = parse(
        """
^CHAPTER I
^**GENERAL PROVISIONS
^Article 1
^**Subject matter
This Regulation lays down rules.
^Article 2
^**Scope
    1. This Regulation applies to machinery.
    2. It does not apply to toys.
""",
        """
^ANNEX I
^**REQUIREMENTS
^PART A
^**General principles
    1. The manufacturer shall assess risks.
^PART B
^**Requirements for all machinery
1.1. General remarks
1.1.1. Applicability
Some requirements apply to all machinery.
1.1.2. Lighting
Lighting shall be supplied.
""",
    )
    assert outline(found) == [
        "CHAPTER I GENERAL PROVISIONS",
        "  Article 1 Subject matter",
        "  Article 2 Scope",
        "    Article 2(1)",
        "    Article 2(2)",
        "ANNEX I REQUIREMENTS",
        "  ANNEX I PART A General principles",
        "    1",
        "  ANNEX I PART B Requirements for all machinery",
        "    1.1 General remarks",
        "      1.1.1 Applicability",
        "      1.1.2 Lighting",
    ]
    assert {c.kind for c in found if c.clause in ("Article 2(1)", "1")} == {Kind.PARAGRAPH}


STATUTES = {
    "Indonesian": (
        "^BAB I\n^KETENTUAN UMUM\n^Pasal 1\n    (1) Standar disusun.\n    (2) Standar ditetapkan.\n"
        "^Pasal 2\n    Ketentuan lain diatur.",
        "BAB I KETENTUAN UMUM|  Pasal 1|    Pasal 1(1)|    Pasal 1(2)|  Pasal 2",
    ),
    "Kazakh": (
        "^1-тарау. Жалпы ережелер\n    1-бап. Негізгі ұғымдар\n    Заңда ұғымдар бар:\n    2-бап. Заңнама\n"
        "    1. Заңнама негізделеді.",
        "1-тарау Жалпы ережелер|  1-бап Негізгі ұғымдар|  2-бап Заңнама|    2-бап(1)",
    ),
    "Arabic": (
        "^الباب الأول\n^أحكام عامة\n^المادة 1\n    تسري أحكام النظام.\n^المادة 2\n    يجب على صاحب العمل.\n"
        "^الباب الثاني\n^السلامة",
        "الباب الأول أحكام عامة|  المادة 1|  المادة 2|الباب الثاني السلامة",
    ),
    "federal code": (
        "**Subpart I—Protective Equipment\n**§ 1910.132 General requirements.\n    (a) Application. It is provided.\n"
        "    (b) Design. It is safe.\n**§ 1910.133 Eye protection.\n    (a) General. See § 1910.132 of this part.",
        "Subpart I Protective Equipment|  § 1910.132 General requirements.|    § 1910.132(a)|    § 1910.132(b)|"
        "  § 1910.133 Eye protection.|    § 1910.133(a)",
    ),
    "Vietnamese": (
        "^CHƯƠNG I\n^**QUY ĐỊNH CHUNG\n    Điều 1. Phạm vi điều chỉnh\n    Luật này quy định về tiêu chuẩn.\n"
        "    Điều 2. Đối tượng áp dụng\n    1. Tổ chức.\n    2. Cá nhân.",
        "CHƯƠNG I QUY ĐỊNH CHUNG|  Điều 1 Phạm vi điều chỉnh|  Điều 2 Đối tượng áp dụng|    Điều 2(1)|    Điều 2(2)",
    ),
    "statutory instrument": (
        "^PART 1\n^Introduction\n**Citation and commencement\n    1.—(1) These Regulations may be cited.\n^PART 2\n^Duties\n"
        "**Application\n    2. These Regulations apply.",
        "PART 1 Introduction|  1 Citation and commencement|PART 2 Duties|  2 Application",
    ),
}


@pytest.mark.parametrize("family", STATUTES)
def test_statutes_of_other_families(family):
    text, expected = STATUTES[family]
    assert outline(parse(text)) == expected.split("|")


def test_a_part_on_the_title_page_is_no_part_of_the_document():
    found = parse(
        "^**Cereals and pulses\n^**Part 1: Rice\n**1 Scope\n    This document applies to rice.\n"
        "**2 Terms and definitions\n**2.1\n**paddy\n    rice in the husk"
    )
    assert outline(found) == ["1 Scope", "2 Terms and definitions", "  2.1 paddy"]


def test_a_page_that_announces_a_chapter_is_no_text_of_the_one_before():
    text = f"{FILL}.\n" * 8
    pages = [sheet(1, f"**1 Scope\n{text}"), sheet(2, " \n" * 9 + "**2\nMETHODS"), sheet(3, f"**2 Methods\n{text}")]
    first, second = parse_pages(pages, (), standard="S 1", lang="en")
    assert "METHODS" not in first.text
    assert (second.title, second.page) == ("Methods", 3)


def test_a_title_above_its_number_is_within_the_boxes_of_its_clause():
    found = parse(f"**Citation\n1 These rules may be cited as rules.\n{FILL}.\n**Meaning\n2 In these rules a pump is a pump.")
    (second,) = [clause for clause in found if clause.clause == "2"]
    (first,) = [clause for clause in found if clause.clause == "1"]
    assert second.title == "Meaning"
    assert second.boxes[0].top < 80 + 14 * 3 + 1
    assert first.boxes[0].bottom < second.boxes[0].top


def test_titles_and_paragraphs_agree_among_siblings():
    found = parse(
        "**1 Scope\n    Text of the scope.\n**2 Rules\n2.1 The operator keeps records.\n"
        "2.2 Each record names the date\n2.3 The record stays for a year."
    )
    assert outline(found) == ["1 Scope", "2 Rules", "  2.1", "  2.2", "  2.3"]


def test_bold_words_before_the_text_are_the_title():
    page = sheet(1, "1 Apparatus\n1.1 Sieve, of wire cloth.\n1.2 Balance, of any make.\n" + f"{FILL}.\n" * 6)
    lines = [line if not line.text.startswith("1.") else Line(*_lead(line)) for line in page.lines]
    found = parse_pages([Page(1, 600.0, 840.0, tuple(lines), page.raw)], (), standard="S 1", lang="en")
    assert [(c.title, c.text.split("\n")[0]) for c in found[1:]] == [("Sieve,", "of wire cloth."), ("Balance,", "of any make.")]


def _lead(line: Line):
    return line.text, line.box, line.size, False, line.raw_start, ((0, line.text.index(",") + 1),)


def test_numbers_that_are_pictures_come_from_the_outline():
    marks = (Bookmark("1 Scope", 1, 1), Bookmark("2 Rules", 1, 1), Bookmark("2.1 Duties", 1, 2), Bookmark("Figure 1", 1, 1))
    found = parse(
        "1 Scope\n    Text of the scope.\n2 Rules\nDuties\n    The operator keeps records.\n2.1.1 Records stay for a year.",
        bookmarks=marks,
    )
    assert outline(found) == ["1 Scope", "2 Rules", "  2.1 Duties", "    2.1.1"]
    assert found[2].confidence < found[1].confidence


def test_every_clause_has_boxes_and_its_text_stands_in_the_raw_text(tmp_path):
    canvas = Canvas(str(tmp_path / "two.pdf"), pagesize=(400, 600))
    for y, text in (
        (540, "1 Scope"),
        (520, "This document gives rules for the"),
        (505, "noise of plants."),
        (480, "2 Rules"),
        (460, "Keep it"),
    ):
        canvas.drawString(50, y, text)
    canvas.showPage()
    canvas.drawString(50, 540, "low at all times and in all places.")
    canvas.save()
    pages = read_pages(tmp_path / "two.pdf")
    found = parse_pages(pages, (), standard="S 1", lang="en")
    raw = {page.number: page.raw for page in pages}
    assert [c.page for c in found] == [1, 1]
    assert [box.page for box in found[1].boxes] == [1, 2]
    for clause in found:
        assert clause.origins
        for origin in clause.origins:
            printed = raw[origin.page][origin.raw_start : origin.raw_start + origin.end - origin.start]
            assert clause.text[origin.start : origin.end] == printed


def test_nothing_that_looks_like_clauses_gives_no_clauses():
    assert parse("Only a letter.\nIt has no numbers.") == ()
    assert parse_pages([], (), standard="S 1", lang="en") == ()


@pytest.mark.parametrize("name", ["HJ-1259-2022", "ISO-TS-sample", "VN-Luat-68-2006-QH11"])
def test_ids_are_unique_and_name_the_parent(name):
    clauses = shared(name)
    ids = [clause.id for clause in clauses]
    assert len(set(ids)) == len(ids)
    for clause in clauses:
        assert clause.parent == "" or clause.parent in ids
        assert clause.level == 1 + (0 if not clause.parent else next(c.level for c in clauses if c.id == clause.parent))
        assert clause.boxes
        assert 0 <= clause.confidence <= 1


def test_false_starts_of_a_real_standard_are_left_out():
    clauses = {clause.clause: clause for clause in shared("GB-37822-2019")}
    assert clauses["8.4.2"].page == 11
    assert clauses["8.4.2"].title == ""
    assert clauses["5.2"].title == "挥发性有机液体储罐"
    assert clauses["附录A"].kind is Kind.ANNEX
    assert clauses["3.7"].title == "VOCs 物料"


def test_an_annex_of_forms_gives_no_clauses_of_its_row_numbers():
    assert [c.clause for c in shared("HJ-1259-2022") if c.page >= 11] == ["附录A", "附录B", "附录C"]


def test_a_word_that_is_broken_at_the_end_of_a_line_is_put_together_again():
    lines = [
        "The first clause tells of the duties of whoever runs the plant, and of the guard-",
        "ing of all of its moving parts. A self-contained breathing apparatus is one self-",
        "contained unit of the protective equipment that every worker carries, and a long-",
        "lasting one is better. Every guarding and every long or lasting measure is to be exami-",
        "ned once a year by a competent person who knows the plant and all of the machines of",
    ]
    (clause,) = parse("1 **Duties\n" + "\n".join(lines))
    words = clause.text.split()
    assert "guarding" in words  # it stands whole elsewhere
    assert words.count("self-contained") == 2  # it stands with its hyphen elsewhere
    assert "long-lasting" in words  # both halves are words
    assert "examined" in words  # neither half is
    for origin in clause.origins:
        raw = "\n".join(line.text for line in sheet(1, "1 **Duties\n" + "\n".join(lines) + f"\n{FILL}.\n" * 6).lines)
        assert clause.text[origin.start : origin.end] == raw[origin.raw_start : origin.raw_start + origin.end - origin.start]


def test_an_item_whose_mark_hangs_far_before_it_goes_on_over_lines():
    text = """
1 **Duties
    The employer shall see to it that:
    (a) every guard of the plant is fixed so that no one can reach into it from any side
        while it runs;
    (b) nobody works alone.
"""
    page = sheet(1, f"{text}\n" + f"{FILL}.\n" * 6)
    hanging = [replace(line, gaps=(4,)) if line.text.startswith("(") else line for line in page.lines]
    (clause,) = parse_pages([replace(page, lines=tuple(hanging))], (), standard="S 1", lang="en")
    assert [clause.text[part.start : part.end] for part in clause.parts] == [
        "(a) every guard of the plant is fixed so that no one can reach into it from any side while it runs;",
        "(b) nobody works alone.",
    ]

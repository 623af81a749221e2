"""Provision types by the drafting rule of the publisher."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clause import Clause, Document, Kind, Part, Provision, Standard
from ingest.drafting import Rule, rule_of, tables
from ingest.provision import drafter, modals, provision
from ingest.provisions import with_provisions

REQUIREMENT, INSTRUCTION, RECOMMENDATION = Provision.REQUIREMENT, Provision.INSTRUCTION, Provision.RECOMMENDATION
PERMISSION, STATEMENT, UNSURE = Provision.PERMISSION, Provision.STATEMENT, Provision.UNSURE

SENTENCES = [
    # GB/T 1.1
    ("GB", "zh", "企业应对设备进行定期检查。", REQUIREMENT),
    ("GB/T", "zh", "噪声限值不应超过85 dB(A)。", REQUIREMENT),
    ("GB", "zh", "严禁在井下拆卸矿灯。", REQUIREMENT),
    ("HJ", "zh", "不得排放未经处理的废水。", REQUIREMENT),
    ("AQ", "zh", "作业人员必须佩戴自救器。", REQUIREMENT),
    ("DB44", "zh", "测点宜布置在作业人员耳部附近。", RECOMMENDATION),
    ("T/CAEPI", "zh", "不宜在雨天进行测量。", RECOMMENDATION),
    ("GB", "zh", "可采用积分声级计进行测量。", PERMISSION),
    ("GB", "zh", "稳态噪声不必重复测量。", PERMISSION),
    ("GB", "zh", "温度变化可能影响测量结果。", STATEMENT),
    ("GB", "zh", "相应的应力与响应时间见表1，适用于可燃气体和可靠性分析。", STATEMENT),
    ("GB", "zh", "称取约5 g试样，置于烧杯中。", INSTRUCTION),
    # ISO/IEC Directives Part 2
    ("ISO", "en", "The apparatus shall be calibrated.", REQUIREMENT),
    ("IEC", "en", "The value shall not exceed 85 dB.", REQUIREMENT),
    ("ISO", "en", "Measurements should be repeated.", RECOMMENDATION),
    ("ISO", "en", "A second method may be used.", PERMISSION),
    ("ISO", "en", "It need not be repeated.", PERMISSION),
    ("ISO", "en", "High humidity can affect the result.", STATEMENT),
    ("ISO", "en", "National law must be complied with.", STATEMENT),
    ("ISO", "en", "Weigh 5 g of the sample.", INSTRUCTION),
    ("ISO", "fr", "Le rapport doit comporter la date.", REQUIREMENT),
    ("IEC", "fr", "Il convient de répéter l'essai.", RECOMMENDATION),
    ("TCVN", "vi", "Thiết bị đo phải được hiệu chuẩn.", REQUIREMENT),
    ("TCVN", "vi", "Phép đo nên được lặp lại.", RECOMMENDATION),
    ("SNI", "id", "Alat ukur harus dikalibrasi.", REQUIREMENT),
    ("SNI", "id", "Pengukuran sebaiknya diulang.", RECOMMENDATION),
    ("SNI", "id", "Alat tidak boleh digunakan.", REQUIREMENT),
    ("SASO", "ar", "يجب معايرة الجهاز قبل الاستخدام.", REQUIREMENT),
    ("GSO", "ar", "لا يجوز تجاوز الحد المسموح به.", REQUIREMENT),
    ("GSO", "ar", "ينبغي تكرار القياس.", RECOMMENDATION),
    ("GSO", "ar", "يجوز استخدام طريقة أخرى.", PERMISSION),
    ("DIN", "de", "Das Gerät muss kalibriert werden.", REQUIREMENT),
    ("ISO", "en", "Carefully mix the sample and divide it.", INSTRUCTION),
    ("ISO", "en", "use of the method described in Annex A", STATEMENT),
    ("GB", "zh", "采样方法按GB/T 16157的规定执行。", INSTRUCTION),
    ("ГОСТ", "ru", "Погрешность определяют по формуле (1).", INSTRUCTION),
    # ГОСТ: следует binds
    ("ГОСТ Р", "ru", "Измерения следует проводить в трёх точках.", REQUIREMENT),
    ("ГОСТ", "ru", "Не допускается превышение уровня 80 дБА.", REQUIREMENT),
    ("ГОСТ", "ru", "Рекомендуется проводить измерения дважды.", RECOMMENDATION),
    ("ГОСТ", "ru", "Допускается применение других приборов.", PERMISSION),
    ("ГОСТ Р ИСО", "ru", "Измерения следует повторить.", RECOMMENDATION),
    ("ТР ТС", "ru", "Оборудование должно быть безопасным.", REQUIREMENT),
    ("СТ РК", "kk", "Аспаптар калибрленуге тиіс.", REQUIREMENT),
    ("СТ РК", "kk", "Шекті деңгейден асуға жол берілмейді.", REQUIREMENT),
    ("СТ РК", "kk", "Өлшеуді қайталау ұсынылады.", RECOMMENDATION),
    # acts
    ("EU", "en", "The manufacturer must keep the file.", REQUIREMENT),
    ("EU", "en", "Member States may not restrict it.", REQUIREMENT),
    ("EU", "en", "Member States may require a translation.", PERMISSION),
    ("VN", "vi", "Tổ chức, cá nhân có trách nhiệm công bố hợp quy.", REQUIREMENT),
    ("VN", "vi", "Tổ chức, cá nhân có quyền khiếu nại.", PERMISSION),
    ("CN", "zh", "用人单位应当建立职业病防治责任制。", REQUIREMENT),
    ("TW", "zh", "主管机关得命其停工。", PERMISSION),
    # no rule known: what all rules agree on
    ("", "en", "The apparatus shall be calibrated.", REQUIREMENT),
    ("S123", "en", "The apparatus must be calibrated.", UNSURE),
    ("S123", "ru", "Измерения следует повторить.", UNSURE),
    ("S123", "en", "This clause describes the apparatus.", UNSURE),
    ("GB", "xx", "abc", UNSURE),
]  # fmt: skip


@pytest.mark.parametrize(("publisher", "lang", "text", "expected"), SENTENCES, ids=[f"{p}-{t[:18]}" for p, _, t, _ in SENTENCES])
def test_the_strongest_provision_of_a_clause(publisher: str, lang: str, text: str, expected: Provision) -> None:
    assert provision(text, lang, publisher) is expected


GOLD = [
    line.split("\t") for line in (Path(__file__).parent / "data" / "provisions.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("publisher", "lang", "expected", "text"), GOLD, ids=[f"{p}-{t[:24]}" for p, _, _, t in GOLD])
def test_sentences_have_the_type_of_their_rule(publisher: str, lang: str, expected: str, text: str) -> None:
    assert provision(text, lang, publisher) == expected


def test_every_table_is_tried_and_names_its_source() -> None:
    tried = {(rule_of(publisher), lang) for publisher, lang, *_ in GOLD}
    assert {key for key in tables() if key[1] in {"zh", "ru", "vi", "id", "kk", "ar", "fr"} and key not in tried} <= {
        (Rule.ISO, "zh"), (Rule.ISO, "kk"), (Rule.EU_LAW, "es"),
    }  # fmt: skip
    assert all(words.source for words in tables().values())


def sentences_of(text: str, designation: str, lang: str, **more: object) -> list[tuple[str, Provision]]:
    clause = Clause(designation, "4", lang, text=text, id="4", **more)  # type: ignore[arg-type]
    (done,) = with_provisions(Document(Standard(designation, lang), (clause,))).clauses
    return [(text[s.start : s.end], s.provision) for s in done.sentences]


def test_items_of_a_list_have_the_type_of_the_sentence_that_leads_it() -> None:
    items = "a) the date;\nb) the place. It is needed later.\nc) a sketch, which may be rough."
    text = f"The report shall include:\n{items}\nEnd of list."
    assert sentences_of(text, "ISO 9612:2009", "en") == [
        ("The report shall include:", REQUIREMENT),
        ("the date;", REQUIREMENT),
        ("the place.", REQUIREMENT),
        ("It is needed later.", STATEMENT),
        ("a sketch, which may be rough.", PERMISSION),
        ("End of list.", STATEMENT),
    ]


def test_items_below_a_clause_take_its_lead() -> None:
    designation = "68/2006/QH11"
    above = Clause(designation, "Điều 5", "vi", text="Doanh nghiệp phải:", id="5")
    below = Clause(designation, "Điều 5(1)", "vi", text="Lưu hồ sơ;", id="5/1", parent="5", kind=Kind.PARAGRAPH)
    done = with_provisions(Document(Standard(designation, "vi"), (above, below))).clauses
    assert [clause.provision for clause in done] == [REQUIREMENT, REQUIREMENT]


@pytest.mark.parametrize(
    ("text", "designation", "lang", "expected"),
    [
        ("昼间不应超过60 dB；夜间50 dB。宜重复测量。", "GB 1—2020", "zh",
         [("昼间不应超过60 dB；夜间50 dB。", REQUIREMENT), ("宜重复测量。", RECOMMENDATION)]),
        ("应关闭；宜加锁。", "GB 1—2020", "zh", [("应关闭；", REQUIREMENT), ("宜加锁。", RECOMMENDATION)]),
        ("См. рис. 5 и п. 4.2. Насос должен работать.", "ГОСТ 1.5-2001", "ru",
         [("См. рис. 5 и п. 4.2.", STATEMENT), ("Насос должен работать.", REQUIREMENT)]),
        ("За нормальные принимают:\nвлажность 60 %;\nдавление 100 кПа.\nПрочее указано выше.", "ГОСТ 1.5-2001", "ru",
         [("За нормальные принимают:", INSTRUCTION), ("влажность 60 %;", INSTRUCTION), ("давление 100 кПа.", INSTRUCTION),
          ("Прочее указано выше.", STATEMENT)]),
        ("注：应注意风速。\n应记录风速。", "GB 1—2020", "zh", [("注：应注意风速。", STATEMENT), ("应记录风速。", REQUIREMENT)]),
        ("NOTE 1 Pumps shall be new. They must be tested.", "ISO 1:2020", "en",
         [("NOTE 1 Pumps shall be new.", STATEMENT), ("They must be tested.", STATEMENT)]),
        ("限值\t85\t90\n试样应干燥\t是\t否", "GB 1—2020", "zh", [("试样应干燥\t是\t否", REQUIREMENT)]),
    ],
)  # fmt: skip
def test_sentences_and_their_types(text: str, designation: str, lang: str, expected: list[tuple[str, Provision]]) -> None:
    assert sentences_of(text, designation, lang) == expected


def test_a_term_states_and_a_note_that_is_a_part_states() -> None:
    assert sentences_of("noise that shall be measured", "ISO 1:2020", "en", kind=Kind.TERM) == [
        ("noise that shall be measured", STATEMENT)
    ]
    part = Part(Kind.NOTE, "", 0, 20)
    assert sentences_of("It shall be measured.\nIt shall be dry.", "ISO 1:2020", "en", parts=(part,)) == [
        ("It shall be measured.", STATEMENT),
        ("It shall be dry.", REQUIREMENT),
    ]


@pytest.mark.parametrize(
    ("designation", "lang", "lead", "item", "after"),
    [
        ("Regulation (EU) 2099/777", "en", "For this section, the following definitions apply:",
         "(a) ‘rider’ means a person who may steer by wire;", "The rider shall wear a belt."),
        ("Mines Act 1954", "en", "In this Act, unless the context otherwise requires,—",
         "adit means a passage that may slope;", "A person must not block it."),
        ("GB 1—2020", "zh", "下列术语和定义适用于本文件：", "a) “仓门”是指应保持关闭的门；", "仓门应加锁。"),
        ("ГОСТ 1.5-2001", "ru", "Применяют следующие термины:", "а) насос: машина, которая должна качать;",
         "Насос должен быть чистым."),
        ("68/2006/QH11", "vi", "Trong Luật này, các từ ngữ dưới đây được hiểu như sau:", "a) Cửa hầm là cửa phải đóng kín;",
         "Cửa hầm phải có khóa."),
        ("Code du travail", "fr", "Au sens de ce titre, on entend par :", "a) « sas », un local qui doit rester clos ;",
         "Le sas doit être propre."),
    ],
)  # fmt: skip
def test_definitions_state_whatever_verbs_they_hold(designation: str, lang: str, lead: str, item: str, after: str) -> None:
    found = sentences_of(f"{lead}\n{item}\n{after}", designation, lang)
    assert [kind for _, kind in found] == [STATEMENT, STATEMENT, REQUIREMENT]


def test_a_paragraph_below_a_lead_of_definitions_states_and_means_alone_defines_nothing() -> None:
    designation = "Regulation (EU) 2099/777"
    above = Clause(designation, "Article 3", "en", text="The following definitions shall apply:", id="3")
    below = Clause(designation, "Article 3(1)", "en", text="hatch: a lid that may be lifted;", id="3/1", parent="3")
    done = with_provisions(Document(Standard(designation, "en"), (above, below))).clauses
    assert [clause.provision for clause in done] == [STATEMENT, STATEMENT]
    for standard, lang, text in (
        (designation, "en", "The hatch shall have means of a lock."),
        (designation, "en", "Where the definition of a hatch applies, it shall be locked."),
        ("68/2006/QH11", "vi", "Nhãn phải ghi các từ ngữ sau đây:"),
        ("ГОСТ 1.5-2001", "ru", "В журнале должны быть следующие определения:"),
    ):
        assert sentences_of(text, standard, lang) == [(text, REQUIREMENT)]


def test_modals_say_where_they_stand_and_whether_they_forbid() -> None:
    text = "The apparatus shall not be opened, and may be cleaned."
    shall, may = modals(text, "en", "IEC")
    assert (text[shall.start : shall.end], shall.provision, shall.negative) == ("shall not", REQUIREMENT, True)
    assert (text[may.start : may.end], may.provision, may.negative) == ("may", PERMISSION, False)


def test_the_stronger_provision_counts() -> None:
    assert provision("可采用A法。结果应记录。宜重复测量。", "zh", "GB") is REQUIREMENT


def test_every_clause_of_a_document_gets_its_type_and_a_label_that_is_there_stays() -> None:
    def clause(label: str, text: str, **more: object) -> Clause:
        return Clause("ГОСТ Р ИСО 9612-2013", label, "ru", text=text, id=label, **more)  # type: ignore[arg-type]

    clauses = (
        clause("4", "Прибор должен быть поверен."),
        clause("5", "Измерения следует повторить."),
        clause("3.1", "шум, который должен быть измерен", kind=Kind.TERM),
        clause("6", "Прибор должен быть поверен.", provision=PERMISSION),
        clause("7", "", title="Результаты должны быть записаны."),
        clause("8", "а) дата", title="В протоколе должны быть:"),
    )
    done = with_provisions(Document(Standard("ГОСТ Р ИСО 9612-2013", "ru", publisher="ГОСТ Р"), clauses))
    assert [c.provision for c in done.clauses] == [REQUIREMENT, RECOMMENDATION, STATEMENT, PERMISSION, REQUIREMENT, REQUIREMENT]


@pytest.mark.parametrize(
    ("publisher", "rule"),
    [
        ("GB/T", Rule.GB), ("GBZ", Rule.GB), ("DB44", Rule.GB), ("Q/SY", Rule.GB), ("ISO/IEC", Rule.ISO), ("BS", Rule.ISO),
        ("OGC", Rule.ISO), ("ГОСТ", Rule.GOST), ("ГОСТ Р ИСО", Rule.ISO), ("ТР ЕАЭС", Rule.UNION), ("VN", Rule.VIETNAMESE_LAW),
        ("ASME", Rule.SOCIETY), ("XNS", None),
        ("Health and Safety at Work Act 2015", Rule.COMMON_LAW), ("HSE L74", Rule.COMMON_LAW),
        ("中华人民共和国安全生产法", Rule.CHINESE_LAW), ("EU", Rule.EU_LAW),
    ],
)  # fmt: skip
def test_the_rule_follows_the_publisher(publisher: str, rule: Rule | None) -> None:
    assert rule_of(publisher) is rule


@given(
    st.lists(st.sampled_from(["shall", "应", ":", "\n", "a) ", "；", ".", "注：", "\t", "x y"]), max_size=14).map("".join),
    st.sampled_from(["en", "zh"]),
)
def test_any_text_is_split_in_order_within_it(text: str, lang: str) -> None:
    clause = Clause("ISO 1:2020", "4", lang, text=text, id="4")
    (done,) = with_provisions(Document(Standard("ISO 1:2020", lang), (clause,))).clauses
    assert all(0 <= s.start < s.end <= len(text) for s in done.sentences)
    assert all(a.end <= b.start for a, b in pairwise(done.sentences))


@given(st.sampled_from(sorted(tables())), st.text(max_size=80), st.sampled_from(["GB", "ISO", "ГОСТ", "EU", "?"]))
def test_any_text_has_a_type_and_spans_in_order(key: tuple[Rule, str], text: str, publisher: str) -> None:
    found = modals(text, key[1], publisher)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[m.start : m.end] == m.word for m in found)
    assert provision(text, key[1], publisher) in Provision


@pytest.mark.parametrize(
    ("designation", "rule"),
    [
        ("Regulation (EU) 2023/1230", Rule.EU_LAW),
        ("68/2006/QH11", Rule.VIETNAMESE_LAW), ("29 CFR 1910.95", Rule.COMMON_LAW),
        ("GB 50016—2014", Rule.CODE), ("JGJ 59—2011", Rule.CODE), ("GB 5085.3—2007", Rule.GB),
        ("GB/T 51261—2019", Rule.CODE), ("GB/T 45001—2020", Rule.GB),
        ("ГОСТ Р ИСО 45001-2020", Rule.ISO),
        ("ГОСТ Р 2.105-2019", Rule.GOST), ("ТР ТС 010/2011", Rule.UNION), ("HSE L74", Rule.COMMON_LAW),
        ("ITU-T P.1203 (10/2017)", Rule.ISO), ("BS EN ISO 12100:2010", Rule.ISO), ("API RP 500", Rule.SOCIETY),
        ("DB44/ 2367—2022", Rule.GB),
        ("มอก. 2415-2552", Rule.ISO), ("S123", None),
    ],
)  # fmt: skip
def test_the_drafter_of_a_standard_has_its_rule(designation: str, rule: Rule | None) -> None:
    assert rule_of(drafter(designation)) is rule

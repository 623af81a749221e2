"""Covers: what is printed is read, what is not printed stays empty."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from covers import Cover, fields, read_covers
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clause import Adoption, Box, Degree
from ingest.cover import JUMBLED, NAMED_BY_FILE, read_cover
from ingest.line import Line, Page
from ingest.ocr import read_pictures
from ingest.pages import read_pages
from ingest.rapid import is_installed
from ingest.tesseract import languages

PDF = Path(__file__).parents[2] / "shared" / "pdf"
SAMPLES = Path(__file__).parents[1] / "corpora" / "standards"


def page(number: int, *lines: tuple[str, float, float] | tuple[str, float, float, bool]) -> Page:
    """A page of lines given as text, size, top (of 1000) and whether they are bold."""
    made = []
    for text, size, top, *bold in lines:
        made.append(Line(text, Box(number, 60, top, 500, top + size), size, bold=bool(bold and bold[0])))
    return Page(number, 600, 1000, tuple(made), "\n".join(line.text for line in made))


CHINESE = page(
    1,
    ("ＩＣＳ １３ \ue010１４０", 10, 20), ("C 52", 10, 32), ("中 华 人 民 共 和 国 国 家 标 准", 26, 120),
    ("GB/T 12345.2—2021", 14, 180),
    ("代替 GB/T 12345.2—2009, GB/T 12346—90", 10, 200), ("声学 工作场所噪声", 26, 330, True), ("第2部分：测量", 26, 370, True),
    ("Acoustics—Workplace noise—", 14, 420, True), ("Part 2: Measurement", 14, 440, True),
    ("（ISO 12345-2:2018，Acoustics — Noise at work, MOD）", 12, 470), ("（发布稿）", 14, 500),
    ("2021 - 03 - 09 发布 2021-1 0-01 实施", 14, 880),
    ("国家市场监督管理总局 发 布", 20, 920),
)  # fmt: skip


def body(lang_text: str, head: str = "") -> Page:
    return page(2, (head or "x", 10, 40), *((lang_text, 10, 200 + 12 * n) for n in range(20)))


def test_a_chinese_cover() -> None:
    standard = read_cover((CHINESE, body("测量结果应按附录记录，并注明测点。", "GB/T 12345.2—2021")), file_name="scan 7.pdf")
    assert standard.designation == "GB/T 12345.2—2021"
    assert (standard.lang, standard.publisher, standard.country) == ("zh", "GB", "CN")
    assert dict(standard.titles) == {
        "zh": "声学 工作场所噪声 第2部分：测量", "en": "Acoustics—Workplace noise— Part 2: Measurement",
    }  # fmt: skip
    assert standard.title == "声学 工作场所噪声 第2部分：测量"
    assert (standard.ics, standard.ccs) == (("13.140",), "C 52")
    assert standard.replaces == "GB/T 12345.2—2009, GB/T 12346—90"
    assert (standard.published, standard.effective) == ("2021-03-09", "2021-10-01")
    assert standard.adopts == Adoption("ISO 12345-2:2018", Degree.MOD)
    assert standard.marks == ()


def test_the_running_head_gives_the_dash_that_the_cover_lost() -> None:
    cover = page(1, ("国家标准", 26, 120), ("GB 12345 2008", 14, 180), ("噪声限值", 26, 330))
    standard = read_cover((cover, body("应测量噪声。", "GB 12345—2008")), file_name="a.pdf")
    assert standard.designation == "GB 12345—2008"


def test_a_standard_that_is_only_cited_does_not_name_the_document() -> None:
    cited = page(
        2, ("应符合 GB 3096 的规定。", 10, 300), ("GB 3096—2008", 10, 320), ("GB 3096—2008", 10, 340), ("ISO 9612:2009", 10, 360)
    )
    standard = read_cover((page(1, ("工厂噪声", 26, 330), ("代替 GB 1—1999", 10, 360)), cited), file_name="plant noise.pdf")
    assert standard.designation == "plant noise"
    assert standard.marks == (NAMED_BY_FILE,)


@pytest.mark.parametrize(
    ("name", "designation"),
    [
        ("GBT-38636-2020.pdf", "GB/T 38636—2020"), ("DB-44-2367-2022.pdf", "DB44/ 2367—2022"),
        ("GB 3096_2008 scan.pdf", "GB 3096"),        ("ISO 9612-2009.pdf", "ISO 9612:2009"), ("notes.pdf", "notes"),
    ],
)  # fmt: skip
def test_the_file_names_a_standard_that_does_not_name_itself(name: str, designation: str) -> None:
    standard = read_cover((page(1, ("x y", 10, 300)),), file_name=name)
    assert (standard.designation, standard.marks) == (designation, (NAMED_BY_FILE,))


def test_nothing_is_made_up() -> None:
    standard = read_cover(
        (page(1, ("2012-OS-21发布 2012-13-41实施", 13, 700), ("ICS", 10, 20), ("Z", 10, 40)),), file_name="a.pdf"
    )
    assert (standard.published, standard.effective, standard.ics, standard.ccs, standard.adopts) == ("", "", (), "", None)
    assert (standard.title, standard.titles, standard.edition, standard.replaces) == ("", (), "", "")
    assert read_cover((), file_name="a.pdf").designation == "a"


def test_an_iso_cover_with_two_languages() -> None:
    cover = page(
        1,
        ("INTERNATIONAL ISO", 24, 20), ("STANDARD 9999-1", 24, 50), ("Third edition", 10, 100), ("2019-05", 10, 112),
        ("Acoustics — Noise at work —", 18, 300, True), ("Part 1:", 18, 320), ("Rice", 18, 340, True),
        ("Acoustique — Bruit au travail —", 11, 380), ("Partie 1: Riz", 11, 400), ("ISO 9999-1:2019(E)", 10, 900),
        ("© ISO 2019", 10, 950),
    )  # fmt: skip
    text = "This third edition cancels and replaces the second edition (ISO 9999-1:2007), which has been revised."
    standard = read_cover((cover, body(text, "ISO 9999-1:2019(E)")), file_name="a.pdf")
    assert (standard.designation, standard.edition, standard.published) == ("ISO 9999-1:2019", "Third edition", "2019-05")
    assert dict(standard.titles) == {
        "en": "Acoustics — Noise at work — Part 1: Rice",
        "fr": "Acoustique — Bruit au travail — Partie 1: Riz",
    }
    assert standard.replaces == "ISO 9999-1:2007"


def test_a_gost_cover() -> None:
    cover = page(
        1,
        ("ФЕДЕРАЛЬНОЕ АГЕНТСТВО", 10, 20), ("НАЦИОНАЛЬНЫЙ СТАНДАРТ", 14, 60), ("ГОСТ Р ИСО 9612—2016", 20, 100),
        ("Акустика", 16, 300, True), ("ИЗМЕРЕНИЕ ШУМА", 16, 330, True), ("(ISO 9612:2009, IDT)", 12, 400),
        ("Издание официальное", 10, 800),
    )  # fmt: skip
    second = page(
        2,
        ("Дата введения — 2017—12—01", 11, 200),
        ("ВЗАМЕН ГОСТ Р ИСО 9612—2013", 11, 240),
        ("Шум должен быть измерен.", 11, 260),
    )
    standard = read_cover((cover, second), file_name="a.pdf")
    assert (standard.designation, standard.lang, standard.country) == ("ГОСТ Р ИСО 9612-2016", "ru", "RU")
    assert (standard.title, standard.effective) == ("Акустика ИЗМЕРЕНИЕ ШУМА", "2017-12-01")
    assert standard.adopts == Adoption("ISO 9612:2009", Degree.IDT)
    assert standard.replaces == "ГОСТ Р ИСО 9612-2013"


def test_older_signs_of_correspondence_and_adoption_by_name() -> None:
    assert read_cover((page(1, ("GB/T 19001—94", 14, 100), ("idt ISO 9001:1994", 10, 130)),), file_name="a").adopts == Adoption(
        "ISO 9001:1994", Degree.IDT
    )
    assert read_cover((page(1, ("TCVN ISO 45001:2018", 14, 100)),), file_name="a").adopts == Adoption("ISO 45001:2018")


def test_a_damaged_text_layer_is_marked() -> None:
    garbled = "ᆚⷕᴃ䇁໛Ḝ ЁढҎ⇥݅੠೑ᆚⷕ㸠Ϯᷛޚ࣪ᣛᇐᗻᡔᴃ᭛ӊ"
    standard = read_cover((page(1, ("GM/Z 0001—2013", 14, 100)), body(garbled)), file_name="a.pdf")
    assert (standard.lang, standard.marks) == ("zh", (JUMBLED,))


NAMED = [
    (["TIÊU CHUẨN QUỐC GIA", "TCVN 7878-1:2008", "ISO 1996-1:2003", "ÂM HỌC"], "TCVN 7878-1:2008", "ISO 1996-1:2003"),
    (["MALAYSIAN STANDARD", "MS ISO 45001:2018", "OCCUPATIONAL HEALTH"], "MS ISO 45001:2018", "ISO 45001:2018"),
    (["GB/T 45001—2020/ISO 45001:2018", "职业健康安全管理体系"], "GB/T 45001—2020", "ISO 45001:2018"),
    (["VERORDNUNG (EU) 2023/1230 DES EUROPÄISCHEN PARLAMENTS", "vom 14. Juni 2023"], "Verordnung (EU) 2023/1230", ""),
    (["COMMISSION REGULATION (EU) No 305/2011 OF THE COMMISSION", "of 9 March"], "Regulation (EU) No 305/2011", ""),
    (["DIRECTIVE 2006/42/EC OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL", "Directive 95/16/EC"], "Directive 2006/42/EC", ""),
    (["Số: 132/2008/NĐ-CP Hà Nội, ngày 31 tháng 12 năm 2008", "NGHỊ ĐỊNH"], "132/2008/NĐ-CP", ""),
    (["QUY CHUẨN KỸ THUẬT QUỐC GIA", "QCVN 24:2016/BYT", "VỀ TIẾNG ỒN"], "QCVN 24:2016/BYT", ""),
    (["中华人民共和国安全生产法", "主席令"], "中华人民共和国安全生产法", ""),
    (["PERATURAN MENTERI KETENAGAKERJAAN", "NOMOR 5 TAHUN 2018", "TENTANG"],
     "Peraturan Menteri Ketenagakerjaan Nomor 5 Tahun 2018", ""),
    (["ФЕДЕРАЛЬНЫЙ ЗАКОН", "от 27.12.2002 № 184-ФЗ"], "184-ФЗ", ""),
    (["XNS 77:2020(E)", "Noise"], "XNS 77:2020", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "designation", "adopted"), NAMED, ids=[row[1] for row in NAMED])
def test_what_a_document_is_called(lines: list[str], designation: str, adopted: str) -> None:
    standard = read_cover((page(1, *((line, 16, 100 + 30 * n) for n, line in enumerate(lines))),), file_name="scan.pdf")
    assert standard.designation == designation
    assert (standard.adopts.designation if standard.adopts else "") == adopted
    assert standard.marks == ()


def test_the_designation_of_an_unknown_publisher_is_no_title_however_large() -> None:
    lines = [("NATIONAL STANDARD", 14, 80), ("XNS 77:2020", 22, 100), ("Noise at places of work", 20, 200)]
    standard = read_cover((page(1, *lines),), file_name="scan.pdf")
    assert (standard.designation, standard.title) == ("XNS 77:2020", "Noise at places of work")


def test_the_adopted_standard_in_brackets_is_no_title() -> None:
    lines = [
        "职业健康安全管理体系 要求",
        "Occupational health systems—Requirements",
        "(ISO 45001:2018, Occupational health",
        "— Requirements, IDT)",
    ]
    cover = page(1, ("GB/T 45001—2020", 14, 100), *((line, 22 if n == 0 else 14, 300 + 30 * n) for n, line in enumerate(lines)))
    standard = read_cover((cover,), file_name="a.pdf")
    assert dict(standard.titles)["en"] == "Occupational health systems—Requirements"
    assert standard.adopts == Adoption("ISO 45001:2018", Degree.IDT)


MADE = list(read_covers())


@pytest.mark.parametrize("made", MADE, ids=[made.name for made in MADE])
def test_covers_in_the_layout_of_their_publishers(made: Cover) -> None:
    found = fields(read_cover(made.pages, file_name="scan 12.pdf"), made.expected)
    assert {key: compact(value) for key, value in found.items()} == {key: compact(value) for key, value in made.expected.items()}


REAL = [tuple(line.split("\t")) for line in (Path(__file__).parent / "data" / "covers.tsv").read_text("utf-8").splitlines()]
SCANNED = {"cn/GMZ-0001-2013"} | {row[0] for row in REAL if row[0].startswith("scanned/")}


def compact(text: str) -> str:
    return "".join(text.split())


def hashed(title: str) -> str:
    return sha256(compact(title).encode()).hexdigest()[:12] if title else ""


@pytest.mark.skipif(not PDF.is_dir(), reason="the real documents of ../shared/pdf are not here")
@pytest.mark.parametrize("row", REAL[1:], ids=[row[0] for row in REAL[1:]])
def test_real_covers(row: tuple[str, ...]) -> None:
    path = PDF / f"{row[0]}.pdf"
    scanned = row[0] in SCANNED
    pages = read_pages(path, pages=range(1, 4 if scanned else 15), blank=True)
    if scanned:
        if not (is_installed() and "vie" in languages()):
            pytest.skip("OCR is not installed")
        pages = read_pictures(path, pages, lambda _: None)
    standard = read_cover(pages, file_name=path.name)
    wanted = dict(zip(REAL[0], row, strict=True))
    found = fields(standard, wanted) | {
        "title": hashed(standard.title), "title:en": hashed(dict(standard.titles).get("en", ""))
    }  # fmt: skip
    assert {key: found.get(key, "") for key in REAL[0][1:]} == {key: wanted[key] for key in REAL[0][1:]}


@pytest.mark.parametrize(
    ("name", "designation", "adopted"),
    [
        ("noise-zh", "GB/T 99101—2024", "ISO 99612:2020"),
        ("noise-ru", "ГОСТ Р 99151-2021", "ISO 99612:2020"),
        ("noise-en", "XNS 1101:2022", ""),
    ],
)
def test_the_covers_of_our_own_samples(name: str, designation: str, adopted: str) -> None:
    standard = read_cover(read_pages(SAMPLES / f"{name}.pdf", pages=range(1, 9)), file_name=f"{name}.pdf")
    assert standard.designation == designation
    assert (standard.adopts.designation if standard.adopts else "") == adopted
    assert NAMED_BY_FILE not in standard.marks


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=40) | st.sampled_from([line for lines, *_ in NAMED for line in lines]), max_size=8))
def test_any_cover_is_read_without_a_fault(lines: list[str]) -> None:
    cover = page(1, *((line, 10.0 + n, 100 + 60 * n) for n, line in enumerate(lines)))
    standard = read_cover((cover,), file_name="any.pdf")
    assert standard.designation
    assert standard == read_cover((cover,), file_name="any.pdf")

import pytest

from ingest.clause import Box
from ingest.line import Line, Page, Pictures
from ingest.readings import other_readings
from ingest.script import fits, hint, is_vietnamese, languages_of, prefers_tesseract
from ingest.strip import Strip, Word
from ingest.triage import Reason, is_garbled, without_text

TEXT = (
    "本标准规定了工业企业厂界环境噪声排放限值及其测量方法，适用于工业企业噪声排放的管理、评价及控制。",
    "机关、事业单位、团体等对外环境排放噪声的单位也按本标准的规定执行，另有规定的除外。",
)
WHOLE = Pictures((Box(1, 0, 0, 600, 800),))


def page(number, *texts):
    lines = tuple(Line(text, Box(number, 50, 50 + 20 * i, 500, 62 + 20 * i), 10) for i, text in enumerate(texts))
    return Page(number, 600, 800, lines, "\n".join(texts))


def reasons(*pages, **pictures):
    return without_text(pages, {int(name[1:]): found for name, found in pictures.items()})


def test_text_is_left_alone():
    assert reasons(page(1, *TEXT), page(2, "Clause 4 applies to all of the machines that this Part names.")) == {}
    assert reasons(page(1, *TEXT, *TEXT), p1=WHOLE) == {}, "a picture below the text is a background"


def test_pages_without_text_and_with_a_watermark_only():
    mark = "www.example.org standards for free"
    assert reasons(page(1, *TEXT, mark), page(2, mark), page(3, mark), page(4)) == {
        2: Reason.WATERMARK, 3: Reason.WATERMARK, 4: Reason.EMPTY,
    }  # fmt: skip
    assert reasons(page(1, "— 3 —")) == {1: Reason.WATERMARK}


def test_a_page_that_is_mostly_a_picture():
    text = "Figure 3 — The guard and its parts"
    assert reasons(page(1, text), p1=WHOLE) == {1: Reason.PICTURE}
    assert reasons(page(1, text), p1=Pictures((Box(1, 0, 0, 600, 100),))) == {}


def test_text_that_nobody_can_see_is_an_ocr_layer():
    hidden = Pictures(WHOLE.boxes, hidden=1.0)
    assert reasons(page(1, *TEXT), p1=hidden) == {1: Reason.LAYER}


@pytest.mark.parametrize(
    "text",
    [
        "%&'()* +,-./01 23 STU%.DT45=>%48H6$ STU(45=> Z+)*(+J(45=>%&'()* +,-./01 23 STU%.DT45=>%48H6$",
        "WX ZãäD45，æçBCD、EFG48H6。STUèéD45êëì，íＳＬ½ëîïðñZò，ôJõöäD45êëìZ²³、®¯÷。ZûüýnJþZÿü",
        "ࠡ㿔ᴀᣛᇐᗻᡔᴃ᭛ӊձ㒭ߎⱘ㾘߭䍋㤝䇋⊼ᛣᴀ᭛ӊⱘᶤѯݯᆍৃ㛑⍝ঞϧ߽ᴀ᭛ӊⱘথᏗᴎᵘ",
    ],
)
def test_garbled_layers_are_found_by_their_characters(text):
    assert is_garbled(text * 2)
    assert reasons(page(1, text * 2)) == {1: Reason.GARBLED}


def test_what_is_rare_but_right_is_not_garbled():
    assert not is_garbled("".join(TEXT))
    assert not is_garbled("犌犅／犜３８６２９—２０２０信息安全技术签名验签服务器规范，适用于服务器。" * 3)
    assert not is_garbled("λ ≤ 3 × 10⁻³ m³/h; α = β + γ; x₁ … xₙ; ρ = 1,2 kg/m³; Σ Δ Ω μ " * 3)


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("2,2", "2.2", ""),
        ("3. l General", "3.1", " General"),
        ("6. 1. 2 通则", "6.1.2", " 通则"),
        ("4·2·1 标准值", "4.2.1", " 标准值"),
        ("A. 1 总则", "A.1", " 总则"),
        ("D3.3.71：1硫酸", "D.3.3.7", "1：1硫酸"),
        ("Điều 1, Phạm vi", "Điều 1", " Phạm vi"),
    ],
)
def test_other_readings_of_a_number(text, label, rest):
    assert (label, rest) in [(found.label.text, text[found.label.end :]) for found in other_readings(text)]


@pytest.mark.parametrize("text", ["3.1 范围", "1 Scope", "GB 3095", "A.1 总则", "1994年6月1日", "85 dB(A)", "Solids", "a) text"])
def test_numbers_that_are_plain_have_no_other_reading(text):
    assert not list(other_readings(text))


def read(text, share=1.0, score=0.98):
    width = 10 * len(text) / share
    return Strip((Word(text, 0, 0, width, 26),), 20, 0, 0, score)


def test_letters_that_were_left_out_leave_gaps():
    assert fits([read("the requirements of this clause apply")] * 4)
    assert not fits([read("293 , 101,3 760 60%; 5.4.", share=0.2)] * 4)
    assert not fits([read("the requirements of this clause apply", score=0.5)] * 4)


def test_vietnamese_shows_by_the_letters_that_are_left():
    strips = [read("Điu này quy đnh v kh năng qun lý nhà nưc")] * 4
    assert is_vietnamese(strips)
    assert not fits(strips)


def test_the_language_to_expect_is_that_of_the_text_then_of_the_name():
    assert hint(["".join(TEXT) * 3], "GOST-12.1") == "zh"
    assert [hint([], name) for name in ("GOST-26433.0-85", "132_2008_ND-CP", "TCVN 5699", "scan001")] == ["ru", "vi", "vi", ""]


def test_the_script_decides_among_languages():
    assert languages_of("Cyrillic", "") == ("ru", "kk")
    assert languages_of("Cyrillic", "kk") == ("kk",)
    assert languages_of("Thai", "ru") == ("th",)
    assert languages_of("Latin", "ru") == ()
    assert languages_of("", "ar") == ("ar",)
    assert [lang for lang in ("zh", "en", "fr", "ru", "kk", "vi", "ar", "th", "id") if prefers_tesseract(lang)] == [
        "ru", "kk", "vi", "ar", "th", "id",
    ]  # fmt: skip

"""The language of a text: by script, by letters that one language alone has, by a classifier among the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.language import UNDETERMINED, is_jumbled, language, script_of

SENTENCES = [
    ("zh", "用人单位应当对工作场所的噪声进行定期检测。"),
    ("zh", "本標準適用於工廠邊界環境噪音之測量。"),
    ("zh", "依据 ISO 9612:2009 (Acoustics) 测量噪声暴露"),
    ("ja", "騒音の測定は、この規格に従って行わなければならない。"),
    ("ko", "사업주는 근로자의 건강을 보호하여야 한다."),
    ("ru", "Работодатель должен обеспечить безопасные условия труда."),
    ("kk", "Жұмыс беруші қызметкерлердің қауіпсіздігін қамтамасыз етуге тиіс."),
    ("uz", "Иш берувчи ходимларнинг хавфсизлигини таъминлаши ва ўқитиши шарт."),
    ("uz", "Ish beruvchi xodimlarning xavfsizligini ta'minlashi va o'qitishi shart."),
    ("mn", "Ажил олгогч нь ажилтны аюулгүй байдлыг хангах үүрэгтэй бөгөөд хяналт тавина."),
    ("ky", "Иш берүүчү кызматкерлердин коопсуздугун камсыз кылууга жана окутууга тийиш, коңшу өндүрүш."),
    ("tg", "Корфармо бояд бехатарии кормандонро таъмин намояд ва ҳуқуқи онҳоро риоя кунад."),
    ("uk", "Роботодавець зобов'язаний забезпечити безпечні умови праці та її охорону."),
    ("be", "Працадаўца павінен забяспечыць бяспечныя ўмовы працы і яе ахову."),
    ("bg", "Работодателят трябва да осигури безопасни условия на труд и да провежда обучение на работниците."),
    ("ar", "يجب على صاحب العمل أن يوفر بيئة عمل آمنة للعمال."),
    ("fa", "کارفرما باید محیط کار ایمنی برای کارگران فراهم کند و آموزش دهد."),
    ("ur", "آجر پر لازم ہے کہ وہ کارکنوں کے لیے محفوظ ماحول فراہم کرے اور ان کی تربیت کرے۔"),
    ("th", "นายจ้างต้องจัดให้มีสภาพแวดล้อมในการทำงานที่ปลอดภัย"),
    ("hi", "नियोक्ता को कर्मचारियों की सुरक्षा सुनिश्चित करनी होगी।"),
    ("he", "המעסיק חייב להבטיח סביבת עבודה בטוחה."),
    ("el", "Ο εργοδότης πρέπει να εξασφαλίζει την ασφάλεια των εργαζομένων."),
    ("vi", "Người sử dụng lao động phải bảo đảm an toàn cho người lao động."),
    ("id", "Pengusaha wajib menyediakan alat pelindung diri bagi setiap pekerja sesuai dengan ketentuan yang berlaku."),
    ("ms", "Majikan hendaklah menyediakan tempat kerja yang selamat kerana ini adalah keperluan undang-undang."),
    ("en", "The employer shall ensure that exposure to noise is measured."),
    ("fr", "L'employeur doit veiller à ce que l'exposition au bruit soit mesurée."),
    ("de", "Der Arbeitgeber muss sicherstellen, dass die Lärmexposition gemessen wird."),
    ("es", "El empleador debe garantizar que se mida la exposición al ruido."),
    ("it", "Il datore di lavoro deve garantire che l'esposizione al rumore sia misurata."),
    ("pt", "O empregador deve assegurar que a exposição ao ruído seja medida e que não haja riscos."),
    ("tr", "İşveren, çalışanların gürültüye maruziyetinin ölçülmesini sağlamalıdır."),
    ("hu", "A munkáltatónak biztosítania kell a zajexpozíció mérését."),
    ("en", "OCCUPATIONAL NOISE — MANAGEMENT OF EXPOSURE AT WORK"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), SENTENCES, ids=[f"{n}-{lang}" for n, (lang, _) in enumerate(SENTENCES)])
def test_one_sentence_is_enough(lang: str, text: str) -> None:
    assert language(text) == lang


def test_a_quotation_does_not_change_the_language() -> None:
    russian = "Измерения проводят по методике, принятой в стандарте. " * 10
    assert language(russian + "СТ РК: қауіпсіздік") == "ru"
    assert language("Мы измеряем шум. " * 10 + "Noise at work") == "ru"


def test_a_long_english_text_with_french_terms_is_english() -> None:
    assert (
        language("The requirements of this clause shall be applied to the measurement of noise. " * 30 + "mesure du bruit")
        == "en"
    )


def test_without_letters_there_is_no_language() -> None:
    assert language("") == language("85 – 90 … 4.2.3") == UNDETERMINED


def test_scripts_and_damage() -> None:
    assert script_of("ISO 9612 噪声") == "CJK"
    assert script_of("123") == ""
    assert is_jumbled("ᆚⷕᴃ䇁໛Ḝോ˖ЁढҎ⇥݅੠೑ᆚⷕ㸠Ϯᷛޚ࣪ᣛᇐᗻᡔᴃ᭛ӊ" * 8)
    assert not is_jumbled("噪声 λ Γ μ 限值 шум " * 20)
    assert not is_jumbled("ระดับเสียง Ω é 85 เดซิเบล" * 20)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_has_one_answer(text: str) -> None:
    found = language(text)
    assert found == language(text)
    assert 2 <= len(found) <= 3

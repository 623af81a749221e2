import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.forms import FORMS, Series
from ingest.numbering import read_labels
from ingest.numerals import SYSTEMS

_MOST = {
    "A": 26,
    "А": 24,
    "I": 49,
    "一": 199,
    "1": 299,
    "id": 10,
    "ar": 20,
    "ar-m": 10,
    "en": 12,
    "tr": 10,
    "mn": 10,
    "ZA": 126,
    "ДА": 107,
    "أ": 9,
}
_LEAST = {"ZA": 101, "ДА": 101}


def first(line: str, series: Series):
    return next((label for label in read_labels(line) if label.series is series), None)


@given(st.data())
def test_every_form_reads_what_it_prints(data):
    form = data.draw(st.sampled_from(FORMS))
    system = data.draw(st.sampled_from(form.systems))
    number = data.draw(st.integers(_LEAST.get(system, 1), _MOST[system]))
    printed = form.show(number, system)
    found = [label for label in read_labels(printed) if label.series is form.series and label.path == (number,)]
    assert found, printed
    assert found[0].end == len(printed)


@given(st.sampled_from(sorted(SYSTEMS)), st.data())
def test_every_numeral_reads_what_it_shows(key, data):
    number = data.draw(st.integers(_LEAST.get(key, 1), _MOST[key]))
    assert SYSTEMS[key].read(SYSTEMS[key].show(number)) == number


@given(st.lists(st.integers(1, 199), min_size=1, max_size=6), st.sampled_from(["", " Scope", " 范围", ". Общие", "范围"]))
def test_decimal_numbers_are_read_back(parts, rest):
    printed = ".".join(map(str, parts))
    label = first(printed + rest, Series.DECIMAL)
    assert label is not None
    assert label.path == tuple(parts)
    assert label.text == printed


@given(st.integers(1, 26), st.lists(st.integers(1, 99), min_size=1, max_size=5))
def test_annex_numbers_are_read_back(letter, parts):
    printed = f"{chr(64 + letter)}.{'.'.join(map(str, parts))}"
    label = first(printed + " Title", Series.LETTERED)
    assert label is not None
    assert label.path == (letter, *parts)
    assert label.text == printed


@given(st.text(max_size=40))
def test_nothing_raises_and_labels_lie_inside_the_line(line):
    for label in read_labels(line):
        assert 0 < label.end <= len(line)
        assert all(part >= 0 for part in label.path)


@pytest.mark.parametrize(
    ("line", "series", "path", "text"),
    [
        ("附 录 A", Series.ANNEX, (1,), "附录A"),
        ("附录A（规范性）", Series.ANNEX, (1,), "附录A"),
        ("第二十一条 国家鼓励", Series.ARTICLE, (21,), "第二十一条"),
        ("第四条之一 单位", Series.ARTICLE, (4, 1), "第四条之一"),
        ("CHAPTER IV", Series.CHAPTER, (4,), "CHAPTER IV"),
        ("Article 12", Series.ARTICLE, (12,), "Article 12"),
        ("Article 5a", Series.ARTICLE, (5, 1), "Article 5a"),
        ("Điều 40. Yêu cầu", Series.ARTICLE, (40,), "Điều 40"),
        ("CHƯƠNG II", Series.CHAPTER, (2,), "CHƯƠNG II"),
        ("Mục 3", Series.SECTION, (3,), "Mục 3"),
        ("Phụ lục B", Series.ANNEX, (2,), "Phụ lục B"),
        ("15-бап. Сәйкестікті бағалау", Series.ARTICLE, (15,), "15-бап"),
        ("2-тарау. Талаптар", Series.CHAPTER, (2,), "2-тарау"),
        ("Pasal 7", Series.ARTICLE, (7,), "Pasal 7"),
        ("BAB III", Series.CHAPTER, (3,), "BAB III"),
        ("المادة 5", Series.ARTICLE, (5,), "المادة 5"),
        ("المادة الثالثة", Series.ARTICLE, (3,), "المادة الثالثة"),
        ("Статья 9. Требования", Series.ARTICLE, (9,), "Статья 9"),
        ("ПРИЛОЖЕНИЕ Б", Series.ANNEX, (2,), "ПРИЛОЖЕНИЕ Б"),
        ("Б.2 Порядок", Series.LETTERED, (2, 2), "Б.2"),
        ("§ 1910.132 General requirements.", Series.ARTICLE, (1910, 132), "§ 1910.132"),
        ("Subpart I—Personal Protective Equipment", Series.SUBPART, (9,), "Subpart I"),
        ("Regulation 3 Duty of employer", Series.ARTICLE, (3,), "Regulation 3"),
        ("Part 2", Series.PART, (2,), "Part 2"),
        ("II. Определения", Series.ROMAN, (2,), "II"),
    ],
)
def test_labels_of_the_families(line, series, path, text):
    label = first(line, series)
    assert label is not None
    assert (label.path, label.text) == (path, text)


def test_a_roman_annex_is_read_both_ways():
    assert {label.path for label in read_labels("ANNEX I") if label.series is Series.ANNEX} == {(1,), (9,)}


@pytest.mark.parametrize(
    "line",
    ["5.2/7", "12-34", "12,5 mm", "0.05", "3) item", "Partially 1", "Mục tiêu", "Section 7(5): amended", "Articles 3 and 4", ""],
)
def test_no_label_of_a_word_or_a_broken_number(line):
    assert [label for label in read_labels(line)] == []


def test_a_number_that_touches_its_text_is_marked():
    assert first("4.2.1根据", Series.DECIMAL).tight
    assert not first("4.2.1 根据", Series.DECIMAL).tight


def test_the_longer_of_two_words_counts():
    assert [(label.path, label.end) for label in read_labels("Annexe E Exemples") if label.system == "A"] == [((5,), 8)]
    assert [label.path for label in read_labels("Annexe A (normative)") if label.system == "A"] == [(1,)]
    assert [label.path for label in read_labels("Annex E Examples") if label.system == "A"] == [(5,)]

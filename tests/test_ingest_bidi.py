import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.bidi import as_read, is_leftward, logical_order


def read(seen: str) -> str:
    return as_read(seen, (), ())[0]


@pytest.mark.parametrize(
    ("logical", "seen"),
    [
        ("المادة (5) السلامة", "ةمالسلا (5) ةداملا"),
        ("المادة (5) السلامة", "ةمالسلا )5( ةداملا"),
        ("4.1.2 التصميم", "ميمصتلا 4.1.2"),
        ("4/1/2 التصميم", "ميمصتلا 4/1/2"),
        ("1- المجال", "لاجملا -1"),
        ("المادة ١٢ أحكام", "ماكحأ ١٢ ةداملا"),
        ("وفقا لمواصفة ISO 45001:2018 الدولية", "ةيلودلا ISO 45001:2018 ةفصاومل اقفو"),
        ("بين 10 و 25 درجة", "ةجرد 25 و 10 نيب"),
        ("من 3 أيام", "مايأ 3 نم"),
    ],
)
def test_a_line_as_displayed_is_put_in_the_order_of_reading(logical, seen):
    assert is_leftward(seen)
    assert read(seen) == logical


def test_bold_spans_and_gaps_move_with_their_signs():
    text, bolds, gaps = as_read("لاجملا 12", ((0, 6),), (7,))
    assert text == "12 المجال"
    assert bolds == ((3, 9),)
    assert gaps == (3,)


@given(st.text(alphabet="ابتثج ١٢34.,()/-ABé%", max_size=30))
def test_every_sign_is_kept_once(seen):
    assert sorted(logical_order(seen)) == list(range(len(seen)))


@given(st.text(alphabet="ابتثج", min_size=1, max_size=8), st.lists(st.integers(1, 99), min_size=1, max_size=4))
def test_numbers_keep_their_order(word, parts):
    number = ".".join(map(str, parts))
    assert read(f"{word[::-1]} {number}") == f"{number} {word}"


@pytest.mark.parametrize("text", ["4.1 Scope", "范围", "", "123"])
def test_other_lines_are_left_alone(text):
    assert not is_leftward(text)

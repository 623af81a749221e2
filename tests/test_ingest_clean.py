from hypothesis import given
from hypothesis import strategies as st

from ingest.clause import Box
from ingest.clean import Writer, clean_line, founder_ascii, is_founder, spread_title
from ingest.furniture import body_lines, split_contents
from ingest.line import Line, Page


def line(text, *, x=70.0, y=100.0, size=10.0, start=0, gaps=(), number=1, width=None):
    return Line(text, Box(number, x, y, x + (width or 6.0 * len(text)), y + size), size, False, start, (), gaps)


def page(number, *rows, height=800.0):
    lines, offset = [], 0
    for text, y, gaps in rows:
        lines.append(line(text, y=y, start=offset, gaps=gaps, number=number))
        offset += len(text) + 1
    return Page(number, 600.0, height, tuple(lines), "\n".join(text for text, _, _ in rows))


def cleaned(text, **options):
    return clean_line(line(text, **options), 1).text


def test_private_use_dots_and_full_width_digits_make_a_number():
    assert cleaned("４\ue010 １\ue010 ２ 夜间频发噪声") == "4.1.2 夜间频发噪声"
    assert cleaned("ＧＢ／Ｔ １５１９０") == "GB/T 15190"


def test_founder_letters_come_back_only_where_the_document_uses_them():
    garbled = "犌犅／犜 １２３４"
    assert clean_line(line(garbled), 1, founder=True).text == "GB/T 1234"
    assert clean_line(line(garbled), 1).text.startswith("犌犅")
    assert founder_ascii("犌") == "G"
    assert founder_ascii("国") == ""
    assert is_founder([page(1, *[(garbled, 50.0 * i, ()) for i in range(1, 4)])])
    assert not is_founder([page(1, ("犌犅", 100.0, ()), ("国家标准", 120.0, ()))])


def test_spaces_between_han_go_and_those_of_cells_and_labels_stay():
    assert cleaned("环 境 噪 声") == "环境噪声"
    assert cleaned("电声学 声级计 第1部分") == "电声学 声级计 第1部分"
    assert cleaned("昼间 夜间", gaps=(3,)) == "昼间 夜间"
    assert cleaned("第五条 国家鼓励") == "第五条 国家鼓励"
    assert spread_title(clean_line(line("前 言", gaps=(2,)), 1)).text == "前言"
    assert cleaned("GB 3096 声环境") == "GB 3096 声环境"


def test_ligatures_are_letters_again():
    assert cleaned("de\ufb01nition") == "definition"


@given(st.text(alphabet="ab 12４．声噪，。\ue010\ufb01\u200b犌犅-", max_size=30), st.booleans())
def test_every_character_knows_where_it_stood(text, founder):
    found = clean_line(line(text, start=7), 1, founder=founder)
    assert len(found.at) == len(found.text)
    kept = [at for at in found.at if at >= 0]
    assert kept == sorted(set(kept))
    for char, at in zip(found.text, found.at, strict=True):
        if at >= 0 and char.isascii() and char.isalpha() and text[at - 7].isascii():
            assert text[at - 7] == char


def test_joined_lines_keep_their_origins():
    raw = "the inter\u00ad\nvention is over"
    first, second = raw.split("\n")
    writer = Writer()
    writer.add(clean_line(line(first), 1), joined=False)
    writer.add(clean_line(line(second, start=len(first) + 1), 1), joined=True)
    text, origins = writer.finish()
    assert text == "the intervention is over"
    for origin in origins:
        assert text[origin.start : origin.end] == raw[origin.raw_start : origin.raw_start + origin.end - origin.start]


def test_han_lines_join_without_a_space_and_latin_ones_with_one():
    for joined in ("噪声排放|限值", "提高|3 dB", "noise| limits", "well-|known"):
        writer = Writer()
        for part in joined.split("|"):
            writer.add(clean_line(line(part.strip()), 1), joined=True)
        assert writer.finish()[0] == joined.replace("|", "")


def test_running_heads_and_page_numbers_go():
    pages = [
        page(n, ("GB 99999—2020", 40.0, ()), (f"{n}.1 body of page {n} is here", 300.0, ()), (str(n), 770.0, ()))
        for n in range(1, 6)
    ]
    assert [[kept.text for kept in body_lines(pages)[n]] for n in (1, 5)] == [
        ["1.1 body of page 1 is here"],
        ["5.1 body of page 5 is here"],
    ]


def test_headings_of_annexes_on_page_tops_are_no_running_heads():
    pages = [
        page(n, (f"ПРИЛОЖЕНИЕ {n}", 60.0, ()), ("(обязательное)", 80.0, ()), (f"text {'abcdef'[n]} here", 300.0, ()))
        for n in range(1, 6)
    ]
    kept = body_lines(pages)
    assert [kept[n][0].text for n in range(1, 6)] == [f"ПРИЛОЖЕНИЕ {n}" for n in range(1, 6)]
    assert all(kept[n][1].text == "(обязательное)" for n in range(1, 6))


def test_contents_with_leaders_become_entries():
    rows = [("目 次", ()), ("前言……………………Ⅰ", ()), ("1 范围…………………………1", ()), ("2 规范性引用文件………………1", ()), ("1 范围", ())]
    lines = [clean_line(line(text, y=100.0 + 20 * i, gaps=gaps), 1) for i, (text, gaps) in enumerate(rows)]
    kept, entries = split_contents(lines)
    assert [found.text for found in kept] == ["1 范围"]
    assert ("1 范围", "1") in [(entry.text, entry.page) for entry in entries]


def test_contents_without_leaders_need_their_heading_or_a_long_run():
    listed = [f"Regulation {i} Duty number {i} {5 + i}" for i in range(1, 9)]
    for heading, left in (("Contents", ["Foreword text"]), ("Other", ["Other", *listed, "Foreword text"])):
        lines = [clean_line(line(text, y=100.0 + 15 * i), 1) for i, text in enumerate([heading, *listed, "Foreword text"])]
        assert [found.text for found in split_contents(lines)[0]] == left

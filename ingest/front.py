"""The printed lines of a cover, and which of them are the title. ``cover`` reads the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, groupby, pairwise, takewhile

from ingest.clean import founder_ascii, is_founder
from ingest.designation import Designation, find_designations, same
from ingest.imprint import NO_TITLE
from ingest.language import is_jumbled, language, script_of
from ingest.line import Page

LOOKED_AT = 14
"""Pages from the beginning in which a standard may say what it is."""

_LOWEST_TITLE = 0.72  # of the page's height: below stand dates and publishers
_SAME = 0.93  # lines whose sizes differ by less are set alike
_OF_TITLE = 0.8  # of the largest size: the smaller elements of a title
_BOLD = 1.12  # bold type looks as large as this much larger type
_LONGEST_WORD = 16.0  # letters on average: beyond, the text layer has lost the blanks between words

_FEWEST = 20  # letters from which the language of a title can be told
_LONGEST_BRACKET = 8  # lines: a bracket that is never closed is none
_TOGETHER = frozenset({"en", "fr", "ru", "es", "de"})  # languages that stand together on one cover

_FEWEST_WORDS = 3  # of a title in small type
_LONGEST_MARK = 12  # characters beside a designation that make no title
_CYRILLIC = frozenset({"ru", "kk", "mn", "ky", "uk", "be"})
_LATIN_SCRIPT = frozenset({"en", "fr", "de", "es", "it", "pt", "id", "ms", "uz", "tr"})
_INTRODUCED = (re.compile(r"Дата введения|[Сс]рок введения"), re.compile(r"Взамен|ВЗАМЕН"))
_EU_TITLE = re.compile(
    r"\n(?:of|vom|du|de|del) \d{1,2}\.? (?:de )?\w+ (?:de )?\d{4}\n((?:.+\n){1,6}?)"
    r"(?:\(Text|\(recast|\(refonte|\(Neufassung|THE |DAS |LE |EL |IL |LA |\()"
)
_VIETNAMESE_TITLE = re.compile(
    r"\n(?:NGHỊ ĐỊNH|THÔNG TƯ|QUYẾT ĐỊNH)\n((?:.+\n){1,6}?)(?:[-_—*\W]+\n)?(?:CHÍNH PHỦ|BỘ TRƯỞNG|THỦ TƯỚNG|Căn cứ|Theo đề nghị)"
)
_INDONESIAN_TITLE = re.compile(r"\nTENTANG\n((?:.+\n){1,6}?)(?:DENGAN RAHMAT|PRESIDEN|MENTERI|Menimbang)")

_FIRST_HEADING = re.compile(
    r"^1\.?\s*(?:范围|适用范围|总则|Scope|General|Domaine|Область|Общие|Phạm vi|Ruang lingkup|Anwendungsbereich)\b", re.I
)


_DROPPED = str.maketrans("", "", "\u00ad®™")
_PLAIN = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d-\uff0f]")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line, repaired: ``place`` of its top in the height of the page, 0 to 1; ``size`` in points, more where bold."""

    page: int
    text: str
    size: float
    place: float


def rows_of(pages: Sequence[Page]) -> list[Row]:
    """The lines of the first pages, in reading order, letters together that are spread over a heading."""
    founder = is_founder(pages)
    found = []
    for page in pages[:LOOKED_AT]:
        for line in page.lines:
            text = _readable(line.text, founder)
            if text:
                size = line.size * (_BOLD if line.bold else 1.0)
                found.append(Row(page.number, text, size, line.box.top / (page.height or 1.0)))
    return found


def _readable(text: str, founder: bool) -> str:
    """A line with plain letters and digits, and without the blanks that spread single characters over a line: 环 境 保 护 部.

    Other blanks stay: they part the elements of a Chinese title.
    """
    plain = "".join((founder_ascii(char) or char) if founder else char for char in text)
    plain = _PLAIN.sub(lambda match: chr(ord(match[0]) - 0xFEE0), plain.replace("\u3000", " "))
    # A full stop that is a private-use glyph; a hyphen at the end of a broken line.
    plain = re.sub(r"(?<=\d) ?[\ue000-\uf8ff] ?(?=\d)", ".", plain).translate(_DROPPED)
    if len(re.findall(r"(?<!\S)[\u4e00-\u9fff](?!\S)", plain)) >= 3:
        plain = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", plain)
    return unicodedata.normalize("NFC", plain).strip()


def titles_of(rows: Sequence[Row], lang: str, own: Designation | None = None) -> tuple[tuple[str, str], ...]:
    """Titles on the cover by language, that of the document first; from the first page of text where the cover has none."""
    cover = [row for row in rows if row.page == rows[0].page] if rows else []
    found = _labelled(cover) or _act(cover) or _set_large([replace(row, text=_without(row.text, own)) for row in cover])
    titles: dict[str, str] = {}
    for tongue, title in found:
        titles.setdefault(_likely(tongue, title, lang), title.strip("«»“”\"' "))
    if lang not in titles and (title := _above_scope(rows, lang)):
        titles[lang] = title
    if script_of("".join(titles)) != "CYRILLIC" and "en" not in titles and lang in _CYRILLIC and (title := _in_english(rows)):
        titles["en"] = title
    if lang == "zh" and "zh" in titles:
        titles["zh"] = _as_elsewhere(titles["zh"], rows)
    return tuple(sorted(titles.items(), key=lambda item: item[0] != lang))


def _labelled(cover: Sequence[Row]) -> list[tuple[str, str]]:
    """IEC's form for drafts, where the title has a field of its own."""
    for row, below in pairwise(cover):
        if row.text.upper() in {"TITLE:", "TITRE:"}:
            return [(language(below.text), below.text)]
    return []


def _act(cover: Sequence[Row]) -> list[tuple[str, str]]:
    """The title of an act: of the EU what stands between its date and the institutions, of others likewise."""
    text = "\n".join(row.text for row in cover)
    for pattern in (_EU_TITLE, _INDONESIAN_TITLE, _VIETNAMESE_TITLE):
        if match := pattern.search(text):
            title = " ".join(match[1].split())
            return [(language(title), title)]
    return []


def _without(text: str, own: Designation | None) -> str:
    """A line without the document's own designation, where more stands on it."""
    for item in find_designations(text) if own else ():
        rest = f"{text[: item.start]} {text[item.end :]}".strip()
        if len(rest) > _LONGEST_MARK and same(str(item.designation), str(own), any_edition=True) and item.start * item.end:
            return rest if item.end == len(text) else text
    return text


def _likely(tongue: str, title: str, lang: str) -> str:
    """Two words say little of their language: it is that of the document, where the letters are the same."""
    letters = sum(map(str.isalpha, title))
    return lang if letters < _FEWEST and script_of(title) == "LATIN" and lang in _LATIN_SCRIPT else tongue


def _in_english(rows: Sequence[Row]) -> str:
    """The English title of a ГОСТ, in small type above the date of its introduction."""
    last = next((n for words in _INTRODUCED for n, row in enumerate(rows) if words.search(row.text)), None)
    if last is None:
        return ""
    page = [row for row in rows[:last] if row.page == rows[last].page]
    able = [row for row in page if script_of(row.text) == "LATIN" and _may_be_title(row)]
    lines = list(takewhile(lambda row: row in able, page[page.index(able[0]) :])) if able else []
    title = " ".join(row.text for row in lines)
    return title if len(title.split()) >= _FEWEST_WORDS and language(title) == "en" else ""


def _set_large(cover: Sequence[Row]) -> list[tuple[str, str]]:
    """The largest lines of the cover that may be a title, and the lines right after them: the title in another language."""
    adopted = _bracketed(cover)
    able = [row for row in cover if row.place < _LOWEST_TITLE and _may_be_title(row) and row not in adopted]
    if not able:
        return []
    largest = max(row.size for row in able)
    first = next(n for n, row in enumerate(cover) if row in able and row.size >= _SAME * largest)
    block = list(takewhile(lambda row: row in able and row.size >= _OF_TITLE * largest, cover[first:]))
    after = list(dropwhile(lambda row: row.text.startswith(("代替", "部分代替")), cover[first + len(block) :]))
    translated = list(takewhile(lambda row: row in able and abs(row.size / after[0].size - 1) < 1 - _OF_TITLE, after))
    return [*_by_language(block), *(item for item in _by_language(translated) if not _is_short(item[1]))]


def _bracketed(cover: Sequence[Row]) -> list[Row]:
    """The lines from "(ISO 9612:2009, …" to the closing bracket, which name the adopted standard."""
    found: list[Row] = []
    inside = False
    for row in cover:
        inside = inside or bool(re.match(r"[（(] ?(?:ISO|IEC|EN|ИСО|МЭК)\b", row.text))
        if inside:
            found.append(row)
        inside = inside and not row.text.endswith((")", "）"))
    return found if len(found) <= _LONGEST_BRACKET else []


def _is_short(title: str) -> bool:
    """A word or two under a title are a subtitle or a number, not its translation."""
    return script_of(title) == "LATIN" and (len(title.split()) < 2 or len(title) < _FEWEST)


def _may_be_title(row: Row) -> bool:
    if len(row.text) < 2 or NO_TITLE.fullmatch(row.text) or NO_TITLE.fullmatch(re.sub(r"\s", "", row.text)):
        return False
    found = find_designations(row.text)
    return not found or len(row.text) - sum(item.end - item.start for item in found) > 12


def _by_language(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Neighbouring lines of one language joined to a title; unreadable ones are left out."""
    for _, some in groupby(rows, key=lambda row: script_of(row.text)):
        lines = [row.text for row in some]
        cut = _second_language(lines)
        for title in (" ".join(lines[:cut]), " ".join(lines[cut:])):
            if _is_readable(title):
                yield language(title), title


def _second_language(lines: Sequence[str]) -> int:
    """Where lines of one script go over into another language; their number where they do not."""
    for n in range(1, len(lines)):
        begins = lines[n][:1].isupper() and not lines[n - 1].endswith(("—", "–", ","))
        before, after = " ".join(lines[:n]), " ".join(lines[n:])
        if begins and min(len(before), len(after)) > _FEWEST:
            one, other = language(before), language(after)
            if one != other and {one, other} <= _TOGETHER:
                return n
    return len(lines)


def _is_readable(title: str) -> bool:
    words = title.split()
    if script_of(title) == "LATIN":
        return len(words) > 1 and sum(map(len, words)) <= _LONGEST_WORD * len(words)
    return bool(words) and not is_jumbled(title, least=3)


def _above_scope(rows: Sequence[Row], lang: str) -> str:
    """The title as it is repeated above clause 1, in the language of the text."""
    for n, row in enumerate(rows):
        if not _FIRST_HEADING.match(row.text) or "..." in row.text or "……" in row.text:
            continue
        above = []
        for line in reversed(rows[:n]):
            if line.page != row.page or line.size < 1.1 * row.size or not _may_be_title(line):
                break
            above.append(line.text)
        title = " ".join(reversed(above))
        if title and language(title) == lang:
            return title
    return ""


def _as_elsewhere(title: str, rows: Sequence[Row]) -> str:
    """A title of several lines is set with blanks between its elements only: as a later page prints it on one line."""
    compact = re.sub(r"\s", "", title)
    for row in rows:
        if row.page != rows[0].page and compact in re.sub(r"\s", "", row.text) and len(row.text) < 2 * len(title):
            inside = re.search(r"\s*".join(map(re.escape, compact)), row.text)
            if inside:
                return re.sub(r"\s+", " ", inside[0])
    return title

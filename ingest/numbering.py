"""How the families of standards and laws number their clauses: a pure grammar of labels, without any memory of what came before.

GB/T 1.1—2020 (1.2.3, 附录A, A.1), ISO/IEC Directives Part 2, ГОСТ 1.5, the EU's joint practical guide (Title, Chapter, Section,
Article, Annex), Chinese, Vietnamese, Kazakh, Indonesian, Arabic and common-law statutes, the Code of Federal Regulations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ingest.forms import FORMS, Form, Series
from ingest.numerals import CYRILLIC, LATIN, SYSTEMS, WORDS, read_cyrillic, read_letter, read_roman


@dataclass(frozen=True, slots=True)
class Label:
    """A reading of the start of a line.

    ``path`` the numbers (1.2.3 is (1, 2, 3), A.1 is (1, 1), Article 5a is (5, 1)); ``text`` the label as a reader cites it;
    ``end`` where it ends in the line; ``mark`` the punctuation after it; ``system`` the key of the numerals' system; ``tight``
    that the text follows without a space; ``form`` the template it was read by ("" for bare numbers).
    """

    series: Series
    path: tuple[int, ...]
    text: str
    end: int
    mark: str = ""
    system: str = "1"
    tight: bool = False
    form: str = ""

    @property
    def depth(self) -> int:
        """How many numbers deep it stands; section 36A stands beside section 36."""
        return 1 if self.system == "act" else len(self.path)


_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,6})(\.(?!\d)|)")
_LETTERED = re.compile(r"([A-ZА-Я])(?:\.(?=\d)|(?=\d{1,2}(?:[.\s]|$)))(\d{1,2}(?:\.\d{1,3}){0,5})(\.(?!\d)|)")
_ROMAN = re.compile(r"([IVX]{1,6})(\.|)(?=\s)")
_CODE = re.compile(r"§{1,2}\s*(\d{1,4})\.(\d{1,4})([a-z]?)(?=[\s(.]|$)")
_BRACKET = re.compile(r"[(（]\s*(\d{1,2}|[a-z]{1,2}|[ivx]{1,5})\s*[)）]")
_REPEATED = re.compile(r"([A-Z])\.? (?=(?i:annex|appendix) \1\b)")
"""A letter in the margin beside the annex that has it."""
_SUFFIX = re.compile(
    r"[之の]([一二三四五六七八九十]{1,3})|의\s?(\d{1,2})|\s(bis|ter|quater|quinquies)\b|(?<=[а-яА-Я]\s\d)\.(\d{1,2})(?=[.\s]|$)|"
    r"(?<=[а-яА-Я]\s\d\d)\.(\d{1,2})(?=[.\s]|$)|([a-zA-Z])(?=[.\s]|$)"
)
_LATER = {"bis": 1, "ter": 2, "quater": 3, "quinquies": 4}
_INSERTED = re.compile(r"(\d{1,3})-(\d{1,2})-(бап|модда|modda)")
"""Articles put in later: 第三条之一, Статья 4.1, Artículo 6 bis, Pasal 4A; 6-1-бап."""
_ACT_SUFFIX = re.compile(r"(\d{1,3})([A-Z]{1,2})(?=\s+[A-Z(])")
"""The same without a word, in acts of common law: section 36A."""
_GULF = re.compile(r"(\d{1,2}(?:/\d{1,2}){0,4})(\s?[-–ـ.]|)\s?(?=[\u0600-\u06ff])")
"""Numbers of Arabic standards, with a slash or a hyphen: 4/2/1, 3-."""
_APPENDED = re.compile(r"(?i:annex)\s(\d{1,2})\s?[-–—]\s?(?i:appendix)\s(\d{1,2})(?=\s|$)")
"""Appendices to annexes of UN Regulations."""
_TWO_LETTERS = re.compile(r"(Z[A-Z]|Д[А-И])\.(\d{1,2}(?:\.\d{1,3}){0,3})(?=\s)")
_ARABIC_LETTERED = re.compile(r"([أبجدهوزحطي])\s?[./-]\s?(\d{1,2}(?:[./]\d{1,2}){0,3})(?=\s)")
NOTICE = "一、"
"""The system of numerals of ``_notices``."""
_HAN_HEADING = re.compile(r"([一二三四五六七八九十]{1,3})、\s?(?=\S)")
_HAN_POINT = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[)）]\s?(?=\S)")
_BIG_PART = re.compile(r"(?i:part)\s(\d{2,4})(?=\s*[—–-])")
_FRENCH = re.compile(r"(?i:article|art\.)\s([LRD])\.?\s?\*?(\d{1,4})-(\d{1,3})(?:-(\d{1,2}))?(?=[\s.]|$)")
"""Parts of the Code of Federal Regulations (Part 1910), and articles of French codes (Article L. 4121-1)."""
_AFTER = re.compile(r"\s?[.:：、．]{1,2}(?!\d)|\s*[—–]|\s?-(?=\s)")


def read_labels(line: str) -> Iterator[Label]:
    """Every reading of the start of ``line`` as a label: two for "Annex I" (letter and Roman numeral), none for most lines."""
    if not line:
        return
    if repeated := _REPEATED.match(line):
        skip = repeated.end()
        yield from (replace(label, end=label.end + skip) for label in _worded(line[skip:]))
    if line[0].isdecimal():
        yield from _decimal(line)
        yield from _of_acts(line)
    elif line[0] == "§":
        yield from _code(line)
    elif line[0] in "(（":
        yield from _bracket(line)
    yield from _lettered(line)
    yield from _worded(line)
    yield from _coded(line)
    yield from _notices(line)


def _coded(line: str) -> Iterator[Label]:
    """Labels of two parts that no form has: Article L. 4121-1, Part 1910, Annex 3 – Appendix 1, ZA.1, ДА.1, أ.1."""
    if found := _FRENCH.match(line):
        path = tuple(int(part) for part in found.groups()[1:] if part)
        yield Label(Series.ARTICLE, path, found[0], found.end(), "", "code", False, "Article {n}")
    if found := _APPENDED.match(line):
        yield Label(Series.ANNEX, (int(found[1]), int(found[2])), found[0], found.end(), "", "1", False, "Annex {n}")
    if found := _TWO_LETTERS.match(line):
        system = "ZA" if found[1][0] == "Z" else "ДА"
        path = (SYSTEMS[system].read(found[1]), *(int(part) for part in found[2].split(".")))
        yield Label(Series.LETTERED, path, found[0], found.end(), "", system)
    if found := _ARABIC_LETTERED.match(line):
        path = (SYSTEMS["أ"].read(found[1]), *(int(part) for part in re.split("[./]", found[2])))
        yield Label(Series.LETTERED, path, f"{found[1]}.{found[2]}", found.end(), "", "أ")
    if found := _BIG_PART.match(line):
        mark = _AFTER.match(line, found.end())
        yield Label(Series.PART, (int(found[1]),), found[0], mark.end() if mark else found.end(), "", "cfr", False, "Part {n}")


def _notices(line: str) -> Iterator[Label]:
    """The headings of Chinese notices, 一、 and （一）. Elsewhere they are items (``tree`` leaves them out there)."""
    for pattern, series, form in ((_HAN_HEADING, Series.SECTION, "{n}、"), (_HAN_POINT, Series.SUBSECTION, "（{n}）")):
        found = pattern.match(line)
        if found and (number := SYSTEMS["一"].read(found[1])):
            shown = found[1] if series is Series.SECTION else f"（{found[1]}）"
            yield Label(series, (number,), shown, found.end(), "、", NOTICE, False, form)


def _decimal(line: str) -> Iterator[Label]:
    found = _DECIMAL.match(line)
    if not found or any(part.startswith("0") and len(part) > 1 for part in found[1].split(".")):
        return
    following = line[found.end() : found.end() + 1]
    if following and following in "0123456789%‰°,;/~～-–−)）×+=":
        return
    path = tuple(int(part) for part in found[1].split("."))
    tight = bool(following) and not following.isspace() and not found[2]
    yield Label(Series.DECIMAL, path, found[1], found.end(), found[2], "1", tight)


def _of_acts(line: str) -> Iterator[Label]:
    """Sections that were put in later (36A, 6-1-бап), and the numbers of Arabic standards."""
    if found := _ACT_SUFFIX.match(line):
        yield Label(Series.DECIMAL, (int(found[1]), _letters(found[2])), found[0], found.end(), "", "act")
    if found := _INSERTED.match(line):
        mark = _AFTER.match(line, found.end())
        end, stop = (mark.end(), mark[0].strip()) if mark else (found.end(), "")
        yield Label(
            Series.ARTICLE, (int(found[1]), int(found[2])), found[0], end, stop, "1", form=f"{{n}}-{found[3]}"
        )  # fmt: skip
    found = _GULF.match(line)
    if found and ("/" in found[1] or found[2].strip() in ("-", "–", "ـ")):
        path = tuple(map(int, found[1].split("/")))
        yield Label(Series.DECIMAL, path, found[1], found.end(), found[2].strip())


def _letters(text: str) -> int:
    """The place of A to Z, AA, AB … in their order."""
    return sum(26 ** (len(text) - 1 - at) * read_letter(letter) for at, letter in enumerate(text))


def _code(line: str) -> Iterator[Label]:
    found = _CODE.match(line)
    if found:
        path = (int(found[1]), int(found[2]), *((ord(found[3]) - 96,) if found[3] else ()))
        yield Label(Series.ARTICLE, path, f"§ {found[1]}.{found[2]}{found[3]}", found.end(), "", "cfr", False, "§ {n}.{n}")


def _bracket(line: str) -> Iterator[Label]:
    found = _BRACKET.match(line)
    if not found:
        return
    inner = found[1]
    text = f"({inner})"
    if inner.isdecimal():
        yield Label(Series.BRACKET, (int(inner),), text, found.end(), "", "1")
    elif len(inner) == 1:
        yield Label(Series.BRACKET, (read_letter(inner),), text, found.end(), "", "a")


def _lettered(line: str) -> Iterator[Label]:
    found = _LETTERED.match(line)
    if found:
        after = line[found.end() : found.end() + 1]
        if not after or not (after.isdecimal() or after in "-–/.,%)）"):
            path = tuple(int(part) for part in found[2].split("."))
            text = f"{found[1]}.{found[2]}"
            tight = bool(after) and not after.isspace() and not found[3]
            for system, read in (("A", read_letter), ("А", read_cyrillic), ("I", read_roman)):
                if first := read(found[1]):
                    yield Label(Series.LETTERED, (first, *path), text, found.end(), found[3], system, tight)
    numeral = _ROMAN.match(line)
    if numeral and (number := read_roman(numeral[1])):
        yield Label(Series.ROMAN, (number,), numeral[1], numeral.end(), numeral[2], "I")


def _worded(line: str) -> Iterator[Label]:
    """The readings by forms with a word. "Annexe E" is no annex e: of two words that begin alike the longer counts."""
    key = _key(line)
    if key not in _SOURCES or not _opening(key).match(line):
        return
    found = list(_readings(line))
    words = {label.form.partition("{n}")[0].strip() for label in found}
    for label in found:
        word = label.form.partition("{n}")[0].strip()
        if not word or not any(other != word and other.startswith(word) for other in words):
            yield label


def _readings(line: str) -> Iterator[Label]:
    key = _key(line)
    for form, system, source in _SOURCES.get(key, ()):
        found = _compiled(source).match(line)
        if not found:
            continue
        number = SYSTEMS[system].read(found[1])
        if not number:
            continue
        end, extra, text = found.end(), 0, _cited(line[: found.end()])
        suffix = _SUFFIX.match(line, end) if form.series is Series.ARTICLE else None
        if suffix:
            extra = _suffix(suffix)
            end, text = suffix.end(), text + suffix[0]
        following = line[end : end + 1]
        if following and (
            (following.isalnum() and following.isascii()) or (following in "()" and form.series is not Series.ANNEX)
        ):
            continue
        mark = _AFTER.match(line, end)
        end = mark.end() if mark else end
        tight = bool(line[end : end + 1].strip()) and not mark
        path = (number, extra) if extra else (number,)
        yield Label(form.series, path, text, end, mark[0].strip() if mark else "", system, tight, form.template)


def _suffix(found: re.Match[str]) -> int:
    han, korean, later, russian, long, letter = found.groups()
    if han:
        return SYSTEMS["一"].read(han)
    return _LATER[later] if later else read_letter(letter) if letter else int(korean or russian or long)


def _cited(text: str) -> str:
    """A printed label as it is cited: single spaces, none inside Han."""
    text = re.sub(r"\s+", " ", text.strip())
    return re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", text)


def _key(line: str) -> str:
    """The first letter of a line in lower case, or "1" for a digit: what the forms are looked up by."""
    first = line[0]
    return "1" if first.isdecimal() else first.lower()


def _source(form: Form, system: str) -> str:
    before, after = (r"\s*".join(re.escape(char) for char in part if not char.isspace()) for part in form.template.split("{n}"))
    numeral = f"({SYSTEMS[system].pattern})"
    if after:
        return rf"{before}\s*{numeral}\s*{after}" if before else rf"{numeral}\s*{after}"
    boundary = "" if system == "一" or form.series is Series.ARTICLE else r"(?![^\W\d_])"
    return rf"{before}\s*{numeral}{boundary}"


def _keys(form: Form, system: str) -> set[str]:
    if form.template[0] != "{":
        return {form.template[0].lower()}
    if system in WORDS:
        return (
            {word[0] for word in WORDS[system]}
            | {word[0].upper() for word in WORDS[system]}
            | ({"i̇"} if system == "tr" else set())
        )
    return {"1"} | (set((CYRILLIC + LATIN).lower()) if system == "А" else set())


def _sources() -> dict[str, list[tuple[Form, str, str]]]:
    out: dict[str, list[tuple[Form, str, str]]] = {}
    for form in FORMS:
        for system in form.systems:
            for key in _keys(form, system):
                out.setdefault(key, []).append((form, system, _source(form, system)))
    return out


_SOURCES = _sources()
"""The forms by the first letter of a line, with numeral system and regular expression, compiled when it is needed."""


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


@cache
def _opening(key: str) -> re.Pattern[str]:
    """What a line begins with that any of the forms with its first letter may read."""
    return re.compile("|".join(dict.fromkeys(source for _, _, source in _SOURCES[key])), re.IGNORECASE)

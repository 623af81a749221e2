"""What a standard says of itself on its cover: designation, titles, ICS, dates, what it adopts and what it replaces.

Nothing is made up: a field that is not printed stays empty, and a standard whose designation is nowhere printed is called by the
name of its file and marked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.amending import amending
from ingest.clause import Standard
from ingest.dates import dates_of, iso_date
from ingest.front import Row, rows_of, titles_of
from ingest.identity import home_of, is_name_alone, name_of, own_designation
from ingest.kinship import adoption_of, replaced_by
from ingest.language import is_jumbled, language
from ingest.line import Page
from ingest.sector import stamp
from ingest.series import country_of
from ingest.spelling import shadow

NAMED_BY_FILE = "no designation is found at the beginning of the document: the name of the file stands for it"

JUMBLED = "the text layer is damaged: its characters belong to many scripts, and cannot be what is printed"

_ICS = re.compile(r"(?:ICS(?: No\.?)?|МКС|ОКС|Ангилалтын код) ?:? ?((?:\d\d(?:[. ]\d{3}(?:[. ]\d\d)?)?(?!\d)[;,、 ]*)+)", re.I)
_CCS = re.compile(r"^(?:CCS ?)?([A-Z]) ?(\d\d(?:/\d\d)?)$")
_ICS_WITHIN = 3  # pages after the cover
_ORDINALS = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth"
_EDITION = re.compile(
    rf"^\(? ?((?:\w+ )?(?:{_ORDINALS}) (?:edition|revision)|(?:Edition|Издание) \d[\d.]*|第.{{1,3}}版|Xuất bản lần \w+|"
    r"(?:19|20)\d\d Edition|\d\w\w Rev)\b", re.IGNORECASE,
)  # fmt: skip
_EDITION_BESIDE = re.compile(r"as at (?P<at>\d{1,2} \w+ \d{4})$|.*\((?P<in>\w+ edition|\d\w\w Rev\.?)[,)]")


def read_cover(pages: Sequence[Page], *, file_name: str) -> Standard:
    """The standard that ``pages`` are, as far as its first pages say.

    Args:
        pages: all pages in order.
        file_name: name of the file; its stem is the designation where none is printed.
    """
    rows = rows_of(pages)
    cover = [row for row in rows if row.page == rows[0].page] if rows else []
    amends = amending(rows)
    found = amends.designation if amends else own_designation(rows)
    name, printed = name_of(found, cover, file_name)
    body = "\n".join(page.raw for page in pages[2:20]) or "\n".join(page.raw for page in pages)
    lang = _language(body, cover, country_of(found.publisher if found else ""))
    titles = titles_of([row for row in rows if not is_name_alone(row.text)], lang, found)
    if amends and amends.title:
        titles = ((lang, amends.title),)
    published, effective = dates_of(
        [row.text for row in cover], [row.text for row in rows], amended=bool(found and found.amendments)
    )
    if not published and found and (month := re.fullmatch(r" \((\d\d)/(\d{4})\)", found.edition)):
        published = iso_date(month[2], month[1], None)  # of ITU
    publisher = found.publisher if found else ""
    return Standard(
        designation=name,
        lang=lang,
        title=titles[0][1] if titles else "",
        titles=titles,
        publisher=publisher,
        country=country_of(publisher) or home_of(name, cover),
        edition=_edition(cover, rows),
        ics=_ics(rows),
        ccs=_ccs(cover) if country_of(publisher) == "CN" else "",
        adopts=adoption_of(found, cover, rows),
        replaces=replaced_by(found, cover, rows),
        published=published,
        effective=effective,
        marks=_marks(printed=printed, jumbled=is_jumbled(body), out_of_force=stamp(row.text for row in cover)),
    )


def _marks(*, printed: bool, jumbled: bool, out_of_force: str) -> tuple[str, ...]:
    marks = [(NAMED_BY_FILE, not printed), (JUMBLED, jumbled), (out_of_force, bool(out_of_force))]
    return tuple(mark for mark, holds in marks if holds)


def _language(body: str, cover: Sequence[Row], country: str) -> str:
    """Language of the body. Where its characters are damaged, a Chinese cover speaks for it."""
    found = language(body)
    if country == "CN" and found not in {"zh", "en"}:
        return "zh"
    if found not in {"zh", "ja"} and is_jumbled(body):
        return language("\n".join(row.text for row in cover))
    return found


def _ics(rows: Sequence[Row]) -> tuple[str, ...]:
    """The codes on the cover, else on one of the next pages."""
    for row in rows:
        text = re.sub(r"(?<=\d) ?\. ?(?=\d)", ".", shadow(_together(row.text)))
        if row.page <= rows[0].page + _ICS_WITHIN and (match := _ICS.search(text)):
            codes = re.findall(r"\d\d(?:[. ]\d{3}(?:[. ]\d\d)?)?(?!\d)", match[1])
            return tuple(code.replace(" ", ".") for code in codes)
    return ()


def _together(text: str) -> str:
    """A line whose characters are spread over it, written together: I C S 1 3 . 1 4 0."""
    return text.replace(" ", "") if re.fullmatch(r"\S(?: +\S){3,}", text) else text


def _ccs(cover: Sequence[Row]) -> str:
    match = next((found for row in cover[:6] if (found := _CCS.match(shadow(_together(row.text))))), None)
    return f"{match[1]} {match[2]}" if match else ""


def _edition(cover: Sequence[Row], rows: Sequence[Row]) -> str:
    for row in cover:
        if match := _EDITION.match(row.text):
            return match[1]
        if match := _EDITION_BESIDE.match(row.text):
            return f"as at {match['at']}" if match["at"] else match["in"]
    heads = (re.search(r"\bED ?(\d{1,2}) ©", row.text) for row in rows)
    return next((f"Edition {match[1]}" for match in heads if match), "")

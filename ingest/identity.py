"""What a document is called: the designation or the name that its first pages print, else the name of its file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ingest.designation import Designation, find_designations, parse
from ingest.front import Row
from ingest.series import INTERNATIONAL

REPLACES = re.compile(
    r"^\(?(?:部分)?(?:代替|替代)|"
    r"^\(?(?:Replac(?:es|ing)|Supersed(?:es|ing)|Взамен|Thay thế|Remplace|Ersatz für|Revision of)\b[ :]*",
    re.IGNORECASE,
)
"""How a line begins that names what a standard replaces: not its own designation."""

_COVER_WEIGHT = 4  # of a designation on the cover, beside one running head
_ACT_WEIGHT = 100  # of the line that opens an act
_HEAD, _FOOT = 0.13, 0.88  # of the page's height: running heads stand above or below
_REST = 14  # letters and digits that may stand beside a designation on a line of its own: page number, ©, year
_BESIDE = re.compile(r"\b(?:Rec|Recommendation|ED\d|IEC|ISO|OPEN GEOSPATIAL CONSORTIUM|DRAFT|CD)\b")
_ACTS = "REGULATION|DIRECTIVE|DECISION|VERORDNUNG|RICHTLINIE|RÈGLEMENT|DIRECTIVA|REGLAMENTO"
# What follows the designation in the line that opens an act: who made it, or when.
_OPENS_ACT = re.compile(r"\s*(?:(?:OF THE|DES|DU|DEL) [A-ZÄÖÜÉ]|OF \d|of \d|(?:[^,\d]{1,14}, ?)?(?:NGÀY|ngày)\b)")

_UNKNOWN_PUBLISHER = re.compile(r"^[A-Z]{2,6}(?:[ /][A-Z]{1,6})? \d{2,6}(?:-\d{1,3})*:(?:19|20)\d\d(?:\([A-Z]\))?$")
_NAMED = re.compile(
    r"^.{3,140}? (?:Act|Regulations|Rules|Order|Code|Bill|Ordinance) (?:19|20)\d\d$|"
    r"^[\u4e00-\u9fff（）()]{4,40}(?:法|条例|规定|办法)$"
)
_LAWS = frozenset({"CN", "ID", "RU", "KZ", "UZ"})
"""Publishers of acts whose number stands anywhere on the first page, beside a date or over several lines."""

_SAYS_REPLACED = re.compile(r"(?:Supersed(?:es|ing)|Replac(?:es|ing)|Взамен|ВЗАМЕН|Ersatz für|代替|Remplace)[ :：]*$")
_SHORT = 34  # characters of a line that may be half of a designation
_IN_BOX = 3  # lines over which the box of a Russian cover spreads a designation


def own_designation(rows: Sequence[Row]) -> Designation | None:
    """The designation that stands alone on the cover and in running heads; dated rather than undated."""
    votes: Counter[str] = Counter()
    known: dict[str, Designation] = {}
    for at, row in enumerate(rows):
        on_cover = row.page == rows[0].page
        if not on_cover and _HEAD < row.place < _FOOT:
            continue
        if at and _SAYS_REPLACED.search(rows[at - 1].text):
            continue
        alone, is_act = _alone(_readable(row.text))
        if alone is None and on_cover:
            alone = _spread(rows[at : at + _IN_BOX])
        if alone is not None:
            name = str(alone)
            known.setdefault(name, alone)
            first_act = is_act and on_cover and not any(votes[other] >= _ACT_WEIGHT for other in votes)
            votes[name] += _ACT_WEIGHT if first_act else _COVER_WEIGHT if on_cover else 1
    dated = {name for name, item in known.items() if item.year or item.edition}

    def weight(name: str) -> tuple[int, bool]:
        # An undated spelling of the same standard speaks for the dated one: a dash may be lost in the text layer.
        alike = sum(votes[other] for other, item in known.items() if item.key[:2] == known[name].key[:2])
        return alike, name in dated

    return known[max(votes, key=weight)] if votes else _act_on(rows)


def _act_on(rows: Sequence[Row]) -> Designation | None:
    """The first act of ``_LAWS`` whose number the first page prints."""
    text = " ".join(row.text for row in rows if row.page == rows[0].page)
    found = (item.designation for item in find_designations(text))
    return next((act for act in found if act.publisher in _LAWS), None)


def _spread(rows: Sequence[Row]) -> Designation | None:
    """The designation whose head stands on one line and whose number and year stand on the next ones: ГОСТ Р / 58771— / 2019."""
    for end in range(len(rows), 1, -1):
        lines = [row.text for row in rows[:end]]
        if rows[0].page == rows[end - 1].page and all(len(line) <= _SHORT for line in lines) and not find_designations(lines[-1]):
            text = re.sub(r"(?<=[-—–]) (?=\d)", "", " ".join(lines))
            found, _ = _alone(_readable(text))
            if found is not None and found.original and not any(find_designations(line) for line in lines[:-1]):
                return found
    return None


def _readable(text: str) -> str:
    """A line with what stands between the head and the number of a designation in some house styles taken out."""
    text = re.sub(r"© ?(?:ISO|IEC)\S* (?:19|20)\d\d", "", text)
    text = re.sub(r"\bOGC +DOCUMENT ?: ?", "OGC ", text)
    text = re.sub(r"^eCFR ?:: ?|\(up to date as of [^)]*\)", "", text)
    text = re.sub(r"^Designation: (?=[A-G]\d)", "ASTM ", text)
    text = re.sub(r"\b(?:RECOMMENDED PRACTICE|SPECIFICATION|STANDARD)(?= \d)", lambda match: match[0].title(), text)
    if re.match(r"(?:LUẬT |NGHỊ ĐỊNH |THÔNG TƯ )?SỐ\b", text, re.IGNORECASE):
        text = re.sub(r"(?<=[\d/QH]) (?=[\d/])", "", text)  # letters spread over the line
    return re.sub(rf"\b(?:{_ACTS})(?= (?:\(|N[o°º] ?|\d))", lambda match: match[0].capitalize(), text)


def _alone(text: str) -> tuple[Designation | None, bool]:
    """The designation of a line that says little else, and whether it opens an act."""
    found = () if REPLACES.match(text) else find_designations(text)
    if not found:
        return None, False
    own, after = found[0], text[found[0].end :]
    if text.lstrip().startswith(("(", "（")) and own.designation.publisher in {*INTERNATIONAL, "EN"}:
        return None, False  # the standard that is adopted
    if own.designation.publisher in {"EU", "VN"} and _OPENS_ACT.match(after):
        return own.designation, True
    for other in found[1:]:  # the adopted standard may stand beside it
        if other.designation.publisher not in INTERNATIONAL or own.designation.publisher in INTERNATIONAL:
            return None, False
        after = after.replace(other.designation.original, "")
    rest = _BESIDE.sub("", text[: own.start] + after)
    return (own.designation if sum(map(str.isalnum, rest)) <= _REST else None), False


def parent_below(found: Designation | None, cover: Sequence[Row]) -> str:
    """The international standard on a line of its own under a national designation, as on Vietnamese covers, or ""."""
    if found is None or found.publisher in INTERNATIONAL:
        return ""
    for row in cover:
        for item in find_designations(row.text):
            if item.designation.publisher in INTERNATIONAL and item.end - item.start > len(row.text) // 2:
                return str(item.designation)
    return ""


def name_of(found: Designation | None, cover: Sequence[Row], file_name: str) -> tuple[str, bool]:
    """What the document is called, and whether that is printed in it; else it is called after its file."""
    printed = str(found) if found else _printed_name(cover)
    if printed:
        return printed, True
    stem = Path(file_name).stem
    readable = stem.replace("_", " ")
    named = parse(readable) or next((item.designation for item in find_designations(readable) if item.start == 0), None)
    return (str(named) if named else stem), False


def name_before(text: str) -> tuple[str, str]:
    """The designation with which ``text`` begins, that of an unknown publisher too, and the rest of it; ("", "") without one."""
    ends = [item.end for item in find_designations(text) if item.start == 0]
    ends += [match.end() for match in re.finditer(r"\S+(?=\s|$)", text) if is_name_alone(text[: match.end()])]
    return (text[: ends[0]], text[ends[0] :].strip(" -–—:：|,，")) if ends else ("", "")


def is_name_alone(text: str) -> bool:
    """Whether a line is the designation of an unknown publisher and nothing else: no title, however large it is set."""
    return bool(_UNKNOWN_PUBLISHER.match(text))


def _printed_name(cover: Sequence[Row]) -> str:
    """The name of a document without a designation that we know how to take apart: of an unknown publisher, an act, a guide."""
    for row in cover:
        if is_name_alone(row.text):
            return row.text.split("(")[0].strip()
    largest = max((row.size for row in cover), default=0.0)
    for at, row in enumerate(cover):
        below = cover[at + 1].text if at + 1 < len(cover) and not _NAMED.match(cover[at + 1].text) else ""
        for text in (row.text, f"{row.text} {below}"):  # the name may take two lines
            if row.size >= 0.9 * largest and _NAMED.match(text):
                return text
    text = " ".join(row.text for row in cover)
    guide = re.search(r"\b((?:L|HSG|INDG|HSR)\d{1,4})\b", text)
    return f"HSE {guide[1]}" if guide and re.search(r"Health and Safety Executive|\bHSE\b", text) else ""


_HOMES = (
    ("CN", r"^中华人民共和国"),
    ("NZ", r"New Zealand|Public Act|Date of assent"),
    (
        "GB",
        r"STATUTORY INSTRUMENTS|(?:Queen|King)'s most Excellent|\d{4} CHAPTER \d|Health and Safety Executive|\bHSE\b",
    ),
)


def home_of(name: str, cover: Sequence[Row]) -> str:
    """Country (ISO 3166) of a document whose publisher has no code, by its name or words on its cover; "" where nothing tells."""
    text = "\n".join([name, *(row.text for row in cover)])
    return next((country for country, words in _HOMES if re.search(words, text)), "")

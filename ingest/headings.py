"""Where a heading ends and the text begins: titles, titles over several lines, numbered paragraphs without a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.candidates import squeeze
from ingest.clean import CleanLine, Writer, is_han, spread_title
from ingest.forms import Series
from ingest.layout import TERMINAL, Layout
from ingest.numbering import Label
from ingest.words import HAN_VERBAL, MODAL, STATUS, STATUS_LINE

_LONGEST_TITLE = 240
_LONG_HAN_TITLE = 24
_LONG_TERM = 80
_SHORT_SENTENCE = 12
_MOST_TITLE_LINES = 6
_PARAGRAPH = re.compile(r"[—–]\s?\(1\)")
"""Behind the number of a regulation its first paragraph begins: 4.—(1)."""
_KOREAN_TITLE = re.compile(r"([(（][가-힣·ㆍ, ]{1,40}[)）])(?=\s|$)")
"""The title of an article, in brackets behind its number: 제1조(목적)."""
_THAI = re.compile("[ก-๛]")
_SHORT_THAI = 60
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title ("" for none), the rest of the first line where the text begins there, and the further lines that it took.

    ``weak`` says that nothing but its shape makes it a title: no bold or large type, no contents that list it.
    """

    title: str
    rest: CleanLine | None
    lines: tuple[CleanLine, ...]
    weak: bool = False

    def demoted(self, first: CleanLine, end: int) -> Heading:
        """The same clause as a paragraph without a title; its text begins at ``end`` of its first line."""
        return Heading("", first.cut(end), ()) if self.weak else self


def split_heading(
    label: Label | None, first: CleanLine, after: Sequence[CleanLine], layout: Layout, *, term: bool, known: str
) -> Heading:
    """Title and beginning of the text of a clause.

    Args:
        label: the label, None for an unnumbered heading.
        first: the line that starts with the label.
        after: the lines up to the next clause.
        layout: the document's usual measures.
        term: whether the clause is an entry of a list of terms.
        known: the title that contents or outline give, "" for none.
    """
    if label is None:
        return Heading(spread_title(first).text.strip(".:："), None, ())
    rest = _without_status(first.cut(label.end))
    if special := _in_brackets(label, rest):
        return special
    if not rest.text:
        return _term(after) if term else _below(after, layout, label, known)
    if known and known[-1] not in TERMINAL and (found := _as_known(rest, after, known)):
        return found
    if term and label.series is Series.DECIMAL and (found := _term_beside(rest)):
        return found
    return _beside(rest, after, layout, label)


def _in_brackets(label: Label, rest: CleanLine) -> Heading | None:
    """What is told by the brackets behind a label: the title of a Korean article, or the first paragraph of a regulation."""
    if label.series is Series.ARTICLE and (korean := _KOREAN_TITLE.match(rest.text)):
        return Heading(korean[1], rest.cut(korean.end()) if rest.text[korean.end() :].strip() else None, ())
    return Heading("", rest.cut(1), ()) if _PARAGRAPH.match(rest.text) else None


def _without_status(rest: CleanLine) -> CleanLine:
    found = STATUS.match(rest.text)
    return rest.cut(found.end()) if found and found[0].strip() else rest


def _as_known(rest: CleanLine, after: Sequence[CleanLine], known: str) -> Heading | None:
    """The title that the contents give, when the printed lines say it."""
    goal = squeeze(known)
    text = ""
    for taken in range(min(len(after), _MOST_TITLE_LINES) + 1):
        line = rest if not taken else after[taken - 1]
        text += squeeze(line.text)
        if text == goal:
            printed = _joined([rest, *after[:taken]])
            return Heading(known if printed.isupper() else printed, None, tuple(after[:taken]))
        if not goal.startswith(text):
            return None
    return None


def _joined(lines: Sequence[CleanLine]) -> str:
    writer = Writer()
    for line in lines:
        writer.add(spread_title(line), joined=True)
    return writer.finish()[0].strip()


def _below(after: Sequence[CleanLine], layout: Layout, label: Label, known: str) -> Heading:
    """A title that stands under its label: annexes, chapters, articles."""
    taken: list[CleanLine] = []
    used = 0
    for line in after[: _MOST_TITLE_LINES + 1]:
        if not taken and STATUS_LINE.fullmatch(line.text):
            used += 1
            continue
        if taken and STATUS_LINE.fullmatch(line.text):
            used += 1  # below the title, as before GB/T 1.1—1993
            break
        if taken and (_is_sentence(line) or not _same_title(taken[-1], line, layout)):
            break
        if not taken and not _looks_like_title(line, layout, label):
            break
        taken.append(line)
        used += 1
    title = _joined(taken)
    listed = STATUS.sub("", known).strip(" —–-:")
    same = title.isupper() and squeeze(listed) == squeeze(title)
    return Heading(listed if same else title, None, tuple(after[:used]))


def _is_sentence(line: CleanLine) -> bool:
    """Whether a line below a title is text, wherever it stands: a sentence of some length, with its stop."""
    return line.text[-1] in "。；.;" and len(line.text) > _LONG_HAN_TITLE


def _looks_like_title(line: CleanLine, layout: Layout, label: Label) -> bool:
    bold = layout.bold_tells() and line.line.bold
    if label.series is Series.ARTICLE and line.text[-1] == "." and len(line.text) > _LONG_HAN_TITLE and not bold:
        return False  # a short sentence that happens to stand in the middle
    if layout.is_centred(line) or bold or layout.is_large(line):
        return True
    short = not layout.is_full(line) and len(line.text) < _LONGEST_TITLE / 2
    return short and line.text[-1] not in TERMINAL + "，," and label.series not in (Series.DECIMAL, Series.LETTERED)


def _same_title(before: CleanLine, line: CleanLine, layout: Layout) -> bool:
    if layout.whole or before.page != line.page or before.line.bold != line.line.bold or not _same_size(before, line):
        return False
    if line.line.box.top - before.line.box.top > 2.0 * max(layout.leading, line.line.size):
        return False
    if layout.is_centred(before) and not layout.is_full(before) and not layout.is_centred(line):
        return False
    if layout.is_centred(before) and (layout.is_centred(line) or layout.is_full(before)):
        return layout.is_centred(line) or (line.line.bold and layout.bold_tells())
    if layout.is_large(before) and layout.is_large(line):
        return True
    return (layout.bold_tells() and line.line.bold) or (layout.is_full(before) and layout.continues(before, line))


def _runs_over(line: CleanLine, following: CleanLine, layout: Layout) -> bool:
    """Whether a heading had to go on: its line is full, or the next one begins with a small letter."""
    return layout.is_full(line) or following.text[:1].islower()


def _same_size(one: CleanLine, other: CleanLine) -> bool:
    """Whether two lines are set in one size; what OCR measures differs with the letters in the line."""
    scanned = min(one.line.certainty, other.line.certainty) < 1
    return abs(one.line.size - other.line.size) <= (0.25 * max(one.line.size, other.line.size) if scanned else 0.6)


def _beside(rest: CleanLine, after: Sequence[CleanLine], layout: Layout, label: Label) -> Heading:
    """A title that stands beside its label, or no title: a paragraph that goes on."""
    lead = rest.bold_from()
    colon = bool(lead) and rest.text[lead : lead + 1] == ":"
    lead += colon and not _CYRILLIC.search(rest.text)
    if layout.bold_tells() and 1 < lead < len(rest.text) and len(rest.bolds) == 1:
        title = rest.text[:lead].strip()
        return Heading(
            title.rstrip(":") if _CYRILLIC.search(title) else title, rest.cut(lead + (rest.text[lead : lead + 1] == ":")), ()
        )
    taken = [rest]
    bold = layout.bold_tells() and (lead >= len(rest.text) or rest.is_bold())
    large = layout.is_large(rest)
    for line in after[:_MOST_TITLE_LINES]:
        if (bold and not line.is_bold()) or (large and not _same_size(rest, line)):
            break
        if not (
            layout.continues(taken[-1], line)
            or ((bold or large) and _same_title(taken[-1], line, layout) and _runs_over(taken[-1], line, layout))
        ):
            break
        taken.append(line)
    text = _joined(taken)
    inline = _inline_title(text, rest)
    if inline:
        return Heading(rest.text[:inline], rest.cut(inline + 1), ())
    if (bold or large) and text[-1] not in "：；" and (text[-1] != "。" or len(text) <= _SHORT_SENTENCE):
        return Heading(text, None, tuple(taken[1:]))
    following = after[len(taken) - 1] if len(taken) <= len(after) else None
    if _is_title(text, taken, label) and not (following is not None and _breaks_off(taken[-1], following, layout)):
        return Heading(text, None, tuple(taken[1:]), weak=True)
    return Heading("", rest, ())


def _breaks_off(last: CleanLine, following: CleanLine, layout: Layout) -> bool:
    """Whether a full line is followed at once by more text: then it is no title."""
    if not layout.is_full(last) or last.page != following.page or layout.starts_item(following):
        return False
    return (
        following.line.box.top - last.line.box.top < 1.35 * layout.leading and layout.indent(following) <= layout.indent(last) + 1
    )


def _is_title(text: str, lines: Sequence[CleanLine], label: Label) -> bool:
    """Whether a paragraph beside a label is a title by its shape: short, and no sentence."""
    if text[-1] in TERMINAL + "，," or text[0] in "—(" or len(text) > _LONGEST_TITLE or any(char in text for char in "。；"):
        return False
    if _THAI.match(text) and (len(lines) > 1 or len(text) > _SHORT_THAI):
        return False  # sentences have no stop there
    numbered = label.series in (Series.DECIMAL, Series.LETTERED)
    if is_han(text[0]) and len(lines) > 1:
        return "，" not in text and len(text) < _LONG_HAN_TITLE * 2.5
    comma = "，" in text and (label.series is Series.ARTICLE or len(text) > _LONG_HAN_TITLE)
    sentences = label.series not in (Series.ANNEX, Series.CHAPTER) and re.search(r"[a-zа-я]{3}\. [A-ZА-Я]", text)
    sentence = numbered and (MODAL.search(text) or (text[0].islower() and len(text) > 60) or len(lines) > 3)
    return not (comma or sentences or sentence)


def _inline_title(text: str, rest: CleanLine) -> int:
    """Where a short title ends that a colon sets off from the text after it (气象条件：测量应…); 0 for none."""
    at = rest.text.find("：")
    ratio = rest.text[at - 1 : at].isdigit() and rest.text[at + 1 : at + 2].isdigit()
    if ratio or not 1 < at <= 12 or at + 1 >= len(text) or HAN_VERBAL.search(rest.text[:at]) or not is_han(rest.text[0]):
        return 0
    return at


def _term(after: Sequence[CleanLine]) -> Heading:
    """A term on the line below its number; its equivalents in other languages begin the text."""
    if not after or after[0].text[-1] == "。":  # OCR has lost the term, and this is its definition
        return Heading("", None, ())
    return replace(_term_heading(after[0]), lines=tuple(after[:1]))


def _term_beside(rest: CleanLine) -> Heading | None:
    """A term on the line of its number, when its equivalent follows, or, after a colon, its definition (риск: Сочетание …)."""
    if _has_equivalent(rest.text):
        return _term_heading(rest)
    at = rest.text.find(": ")
    if 0 < at < _LONG_TERM and not rest.bold_from() and rest.text[:at].count(",") < 2:
        return Heading(rest.text[:at].strip(), rest.cut(at + 1), ())
    return None


def _has_equivalent(text: str) -> bool:
    return (
        bool(text)
        and is_han(text[0])
        and bool(re.search(r"\s[A-Za-z][A-Za-z-]{2,}", text))
        and not re.search(r"[。；，：]", text)
    )


def _term_heading(line: CleanLine) -> Heading:
    """The preferred term, and what follows it on its line; of 昼间 day-time、夜间 night-time all from the first equivalent on."""
    title = _term_text(line)
    shared = next((i for i, (a, b) in enumerate(zip(title, line.text, strict=False)) if a != b), min(len(title), len(line.text)))
    equivalent = line.cut(shared)
    return Heading(title, equivalent if equivalent.text else None, ())


def _term_text(line: CleanLine) -> str:
    """A Chinese term ends where its English equivalent begins; other terms are the bold part, or the line."""
    text = line.text
    if any(is_han(char) for char in text):
        return "、".join(_without_equivalent(part) for part in text.split("、"))
    lead = line.bold_from()
    return (text[:lead] if 1 < lead < len(text) else text).strip()


def _without_equivalent(text: str) -> str:
    hans = [i for i, char in enumerate(text) if is_han(char)]
    if not hans:
        return text.strip()
    last = hans[-1] + (text[hans[-1] + 1 : hans[-1] + 2] in ("）", ")"))
    return text[: last + 1].strip() if re.match(r"\s*[A-Za-z(（]", text[last + 1 :]) else text.strip()

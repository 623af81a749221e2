"""The text of a clause as what it says: words with their places, references by what they mean, and the differences of two texts.

White space, the width of punctuation, and the grouping of digits say nothing. A reference inside of the standard is the clause,
table or formula that it means: "see 5.3" and "see 5.4.2" are the same where 5.4.2 is what became of 5.3. Cells of a table stay
apart, so that 5 | 0 is never 50.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib import resources

from index.units import unit_at
from ingest.clause import Clause, Kind, Part, Reference
from ingest.provision import drafter, modals
from ingest.spelling import shadow
from matcher.edition import Clauses, Edit, Touch

MEANT, OWN = "§", "¶"
"""The words that stand for a reference inside of the standard, and for the number of a table or formula of the clause itself."""
_WORD = re.compile(r"\t|\d+(?: \d{3}(?!\d))*(?:[.,]\d+)*|[\u3400-\u9fff]|(?:(?![\u3400-\u9fff])[^\W\d_])+|[^\s\w]|_")
_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_MARKS = str.maketrans({"。": ".", "、": ",", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "‚": "'", "∼": "~", "·": "·"})
_NUMBERED = frozenset({Kind.TABLE, Kind.FIGURE, Kind.FORMULA})
_CONDITIONS = re.compile(
    r"时|如果?|若|当|仅|只|除|外|情况|条件|之?[前后]|期间|经|在|用于|适用|"
    r"\b(?:where|when|whenever|if|unless|except|only|while|during|before|after|until|provided|other|for|at|under)\b|"
    r"\b(?:если|кроме|при|когда|только|лишь|до|после|за исключением|в случае|на|для)\b|\b(?:khi|nếu|trừ|chỉ|trước|sau|đối với)\b",
    re.IGNORECASE,
)
_NEGATIONS = re.compile(r"[不无未非禁免]|\b(?:not?|never|without|non|не|нет|без|ни|không|chưa|cấm)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause: how it is compared, where it stands in the text, and the reference that it is (``MEANT``)."""

    form: str
    start: int
    end: int
    reference: Reference | None = None


def words(clause: Clause) -> tuple[Word, ...]:
    """The words of the text of ``clause``, in order."""
    text = _plain(clause.text)
    held = sorted([*_references(clause), *_own(clause)], key=lambda one: one.start)
    found: list[Word] = []
    at = 0
    for one in held:
        if one.start < at:
            continue
        found += _split(text, at, one.start)
        found.append(one)
        at = one.end
    return (*found, *_split(text, at, len(text)))


def title_form(clause: Clause) -> str:
    """The title of ``clause`` as it is compared."""
    return " ".join(word.form for word in _split(_plain(clause.title), 0, len(clause.title)))


def form(clause: Clause) -> str:
    """Title and text of ``clause`` as they are compared, with references inside of the standard left open."""
    return f"{title_form(clause)}\n{' '.join(word.form for word in words(clause))}"


def editorial_form(clause: Clause) -> str:
    """Title and text without what a drafting rule puts in other words and without punctuation; references left open."""
    opened, at = [f"{clause.title}\n"], 0
    for word in words(clause):
        if word.reference is not None or word.form == OWN:
            opened += [clause.text[at : word.start], word.form]
            at = word.end
    plain = _plain("".join((*opened, clause.text[at:])))  # in its case: mW is not MW
    for pattern, instead in _editorial(clause.lang):
        plain = pattern.sub(instead, plain)
    kept = (word.form for word in _split(plain, 0, len(plain)))
    return " ".join(one for one in kept if one in (MEANT, OWN) or not _is_mark(one))


def edits(old: Clause, new: Clause) -> tuple[Edit, ...]:
    """What tells the text of ``new`` from that of ``old``, word by word, in order; own references are equal."""
    ours, theirs = words(old), words(new)
    codes = SequenceMatcher(None, [w.form for w in ours], [w.form for w in theirs], autojunk=False).get_opcodes()
    return tuple(
        Edit(_span(ours, i, j), _span(theirs, k, m), _touches((old, ours, i, j), (new, theirs, k, m)))
        for what, i, j, k, m in codes
        if what != "equal"
    )


def meant(word: Word, clauses: Clauses) -> tuple[str, str]:
    """What a reference inside of the standard means: the clause (an id), and which part of it, by place and not by number."""
    reference = word.reference
    if reference is None:
        return "", ""
    target = clauses.get(reference.target)
    label = _plain(reference.clause)
    if target is None:
        return reference.target, label
    own = _plain(target.clause)
    if own and label.startswith(own):
        return target.id, label.removeprefix(own).strip()
    numbered = [part for part in target.parts if part.kind in _NUMBERED]
    place = next((n for n, part in enumerate(numbered) if _plain(part.label).replace(" ", "") == label.replace(" ", "")), None)
    return target.id, label if place is None else f"{numbered[place].kind} {place}"


def _references(clause: Clause) -> Iterator[Word]:
    """The references that mean a clause of the same standard; what goes elsewhere, or is not found, stays as it is printed."""
    for reference in clause.references:
        if reference.target and not reference.standard:
            yield Word(MEANT, reference.start, reference.end, reference)


def _own(clause: Clause) -> Iterator[Word]:
    """The numbers of the clause's own tables, figures and formulae, in their captions."""
    taken = [(one.start, one.end) for one in clause.references if one.target and not one.standard]
    for part in clause.parts:
        at = clause.text.find(part.label, part.start, part.end) if part.kind in _NUMBERED and part.label else -1
        if at >= 0 and not any(start < at + len(part.label) and at < end for start, end in taken) and _heads(part, at):
            yield Word(OWN, at, at + len(part.label))


def _heads(part: Part, at: int) -> bool:
    return part.kind is Kind.FORMULA or at - part.start <= 2


def _plain(text: str) -> str:
    """``text`` of the same length in one spelling of signs; tabs, which set cells apart, stay."""
    return "".join("\t" if was == "\t" else sign for was, sign in zip(text, shadow(text).translate(_MARKS), strict=True))


def _split(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(text, start, end):
        yield Word(_GROUPED.sub("", unicodedata.normalize("NFC", found[0])), found.start(), found.end())


def _is_mark(form_: str) -> bool:
    """Whether a sign only separates: a sign of comparison, a percent or a degree is none."""
    return all(unicodedata.category(sign)[0] == "P" and sign not in "%‰@&*/\\-" for sign in form_)


def _span(found: Sequence[Word], first: int, behind: int) -> tuple[int, int]:
    if first < behind:
        return found[first].start, found[behind - 1].end
    at = found[first].start if first < len(found) else found[-1].end if found else 0
    return at, at


def _touches(*sides: tuple[Clause, Sequence[Word], int, int]) -> tuple[Touch, ...]:
    """What a difference touches, in the order of ``Touch``: what either side has in it."""
    found = {touch for side in sides for touch in _touched(*side)}
    return tuple(touch for touch in Touch if touch in found) or (Touch.WORDS,)


def _touched(clause: Clause, found: Sequence[Word], first: int, behind: int) -> Iterator[Touch]:
    own = found[first:behind]
    if not own:
        return
    start, end = own[0].start, own[-1].end
    if any(one.start < end and start < one.end for one in clause.references):
        yield Touch.REFERENCE
        return
    if any(_is_number(word.form) for word in own):
        yield Touch.NUMBER
    if _in_unit(clause, found, first):
        yield Touch.UNIT
    publisher = drafter(clause.standard)
    if any(modal.start < end and start < modal.end for modal in modals(clause.text, clause.lang, publisher)):
        yield Touch.VERB
    text = clause.text[start:end]
    if _NEGATIONS.search(text):
        yield Touch.VERB
    if _CONDITIONS.search(text):
        yield Touch.CONDITION


def _in_unit(clause: Clause, found: Sequence[Word], first: int) -> bool:
    """Whether a word stands in the unit of a number: right behind it, or in what the unit goes on with (m/s)."""
    before = next((n for n in range(first - 1, max(first - 4, -1), -1) if _is_number(found[n].form)), None)
    unit = unit_at(clause.text, found[before + 1].start) if before is not None else None
    return unit is not None and found[first].start < unit[1]


def _is_number(form_: str) -> bool:
    return any(sign.isnumeric() and not "\u3400" <= sign <= "\u9fff" for sign in form_)


@cache
def _editorial(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    plain = resources.files("matcher").joinpath("tables", "editorial.toml").read_text("utf-8")
    listed = tomllib.loads(plain).get(lang, {}).get("words", ())
    return tuple((re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in listed)

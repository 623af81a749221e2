"""Are changed quantities found? ``python -m benchmarks.mutations GOLD.jsonl [-v] [--keep FOLDER]``.

In each pair of clauses that say the same, one quantity with a unit is changed at random on one side; then it is asked whether the
deviations of the product stand on the changed number, and whether they stand on any number of the pair as it was. What is
changed is chosen without the product's own grammar, by a short list of units in Chinese and English: what the product does not
read counts as not found. References, dates and numbers of articles are left alone.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from index.encoder import load_encoder
from ingest.clause import Clause
from matcher.gold import gold_set
from matcher.judging import judge
from matcher.match import Deviation, DeviationKind
from matcher.parameters import shipped
from matcher.remembering import Remembering

SEED = 11
_HAN_DIGITS = "零一二三四五六七八九"
_HAN = rf"[{_HAN_DIGITS}两〇十百千]"
_ENGLISH = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy"),
    *("eighty", "ninety"),
)
_VALUES = {word: i if i <= 20 else (i - 18) * 10 for i, word in enumerate(_ENGLISH, 1)}
_ZH_UNITS = {
    "money": "元|美元", "years": "年(?!度|级|龄|代)", "months": "个月|月(?=内|以|之内|者)",
    "days": "个工作日|工作日|个日历天|日(?=内|以|前|之|者|起|$)|天", "weeks": "周|星期",
    "time": "小时|分钟|秒|分(?=以|内)", "share": "％|%|‰", "count": "人(?!员|类|为)|名|次(?!级|长|氯|灾害|发给|给付|抚恤)",
    "length": "公尺|公分|毫米|厘米|米|公里|微米", "mass": "公斤|毫克|克|公吨|吨",
    "area, volume": "平方公尺|平方米|立方公尺|立方米|公升|毫升|升",
    "temperature": "℃|度(?!量)", "other": "伏特|伏|瓦|分贝|千帕|帕|托",
}  # fmt: skip
_EN_UNITS = {
    "years": "years?", "months": "months?", "days": "(?:working |business |calendar )?days?|workdays?", "weeks": "weeks?",
    "time": "hours?|minutes?|seconds?|hrs?", "share": "%|percent|per cent", "count": "persons?|people|times|members",
    "length": "mm|cm|m|km|meters?|metres?|centimeters?|millimeters?|kilometers?",
    "mass": "kg|g|mg|kilograms?|grams?|tons?|tonnes?",
    "area, volume": "m2|m²|m3|m³|square meters?|square metres?|cubic meters?|cubic metres?|liters?|litres?|L|mL",
    "temperature": "°C|℃|degrees?(?: Celsius)?", "other": "volts?|V|W|dB|kPa|Pa|torr",
}  # fmt: skip
_WORD = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_NUMBER = {"zh": rf"\d[\d,]*(?:\.\d+)?|{_HAN}+", "en": rf"\d[\d,]*(?:\.\d+)?|(?:{_WORD})(?:-(?:{_WORD}))?"}
_AFTER = {"zh": r"(?P<gap>\s?[万萬亿億]?\s?)", "en": r"(?P<gap>\)?(?:\s|-)?)"}
_DATES = re.compile(
    rf"(?:\d+|{_HAN}+)\s?年\s?(?:\d+|{_HAN}+)\s?月(?:\s?(?:\d+|{_HAN}+)\s?日)?|月份{_HAN}+日|(?:\d+|{_HAN}+)\s?月\s?(?:\d+|{_HAN}+)\s?日|民国.{{0,8}}年|(?:19|20)\d\d\s?年|"
    rf"第\s?(?:\d+|{_HAN}+)|每年{_HAN}+月|[每次翌当]月{_HAN}+日|{_HAN}+之{_HAN}+"
)
_DOUBLED = re.compile(
    rf"\b(?:{_WORD}|hundred|thousand|million)(?:-(?:{_WORD}))? ?\((?:NTD ?|NT\$ ?)?[\d,]+\)|\d+ ?\((?:{_WORD})\)", re.I
)
_MONEY = re.compile(r"(?:NT\$|US\$|NTD|NT|\$)\s?(?P<number>\d[\d,]*)(?!\d|[.,]\d)")
_LIMITS = frozenset({DeviationKind.LIMIT, DeviationKind.METHOD, DeviationKind.DEFINITION})


@dataclass(frozen=True, slots=True)
class Place:
    """A number that measures: where its digits stand, and what kind of unit follows."""

    start: int
    end: int
    kind: str


def places(text: str, lang: str) -> list[Place]:
    """The numbers of ``text`` with a unit, but for those of dates, references and articles."""
    units = _ZH_UNITS if lang == "zh" else _EN_UNITS
    closed = [m.span() for p in (_DATES, _DOUBLED) for m in p.finditer(text)]
    found = []
    for kind, spelt in units.items():
        after = "" if lang == "zh" else r"(?![A-Za-z0-9])"
        pattern = rf"(?<![\w.,\d])(?P<number>{_NUMBER[lang]}){_AFTER[lang]}(?:{spelt}){after}"
        if lang == "zh":
            pattern = pattern.replace(r"(?<![\w.,\d])", rf"(?<![\d.,第{_HAN[1:-1]}分之])")
        found += [Place(*m.span("number"), kind) for m in re.finditer(pattern, text, re.I if lang == "en" else 0)]
    if lang == "en":
        found += [Place(*m.span("number"), "money") for m in _MONEY.finditer(text)]
    unique = {p.start: p for p in reversed(found)}
    return [p for _, p in sorted(unique.items()) if not any(s <= p.start < e for s, e in closed)]


def changed(number: str, draw: random.Random) -> str:
    """Another number, written as ``number`` is: digits, Chinese numerals or words."""
    words = number.lower()
    if words[0].isdigit():
        whole, dot, decimals = number.partition(".")
        value = int(whole.replace(",", "") + decimals)
        other = draw.choice(
            [v for v in (value * 2, value * 3, value + 1, value - 1, value * 10, value // 2) if v > 0 and v != value]
        )
        digits = f"{other:0{len(decimals) + 1}d}"
        if dot:
            return f"{digits[: -len(decimals)]}.{digits[-len(decimals) :]}"
        return f"{other:,}" if "," in number else digits
    if re.match(_HAN, number):
        value = _han_value(number)
        return _han(
            draw.choice([v for v in (value * 2, value * 3, value + 1, value - 1, value + 10) if 0 < v < 10000 and v != value])
        )
    value = sum(_VALUES[part] for part in words.split("-"))
    other = draw.choice([v for v in (value * 2, value + 1, value - 1, value + 3) if 0 < v < 100 and v != value])
    return _english(other)


def _han_value(number: str) -> int:
    total = digit = 0
    for c in number.replace("两", "二").replace("〇", "零"):
        if c in _HAN_DIGITS:
            digit = _HAN_DIGITS.index(c)
        else:
            total, digit = total + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c], 0
    return total + digit


def _han(value: int) -> str:
    out = ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            out += _HAN_DIGITS[digit] + name
        elif out and not out.endswith("零") and value % power:
            out += "零"
    return out.replace("一十", "十") if value < 20 else out


def _english(value: int) -> str:
    if value <= 20:
        return _ENGLISH[value - 1]
    tens, ones = divmod(value, 10)
    return _ENGLISH[tens + 17] + (f"-{_ENGLISH[ones - 1]}" if ones else "")


_SCALES = {"万": 10**4, "亿": 10**8, "million": 10**6, "thousand": 10**3}
_SCALED = re.compile(r"\s?(万|亿|million|thousand)", re.I)
_ANY_NUMBER = re.compile(rf"\d[\d,]*(?:\.\d+)?|{_HAN}+|\b(?:{_WORD})(?:-(?:{_WORD}))?\b", re.I)
_NAMED = (
    (Decimal(1), re.compile(r"\b(?:once|an? (?:year|month|week|day|hour)|annual(?:ly)?|yearly|monthly)\b|每[年月周日]", re.I)),
    (Decimal(2), re.compile(r"\btwice\b|两", re.I)),
)


def values(text: str) -> Iterator[Decimal]:
    """The numbers of a text, in digits, Chinese numerals and words."""
    for m in _ANY_NUMBER.finditer(text):
        yield _value_at(text, *m.span())
    for value, pattern in _NAMED:
        if pattern.search(text):
            yield value


def _value_at(text: str, start: int, end: int) -> Decimal:
    number = text[start:end].lower()
    if number[0].isdigit():
        value = Decimal(number.replace(",", "").rstrip("."))
    elif re.match(_HAN, number):
        whole = all(c in _HAN_DIGITS + "〇两" for c in number) and len(number) > 1
        value = Decimal("".join(str(_han_value(c)) for c in number)) if whole else Decimal(_han_value(number))
    else:
        value = Decimal(sum(_VALUES[part] for part in number.split("-")))
    scale = _SCALED.match(text, end)
    return value * _SCALES[scale[1].lower()] if scale else value


@dataclass(frozen=True, slots=True)
class Case:
    """A pair with one number of one side changed; ``text`` is the changed number, ``was`` the number before.

    ``stated``: the other side has the number as it was, in whatever form; else there is nothing that the change could contradict.
    """

    a: Clause
    b: Clause
    other_a: Clause
    other_b: Clause
    on_a: bool
    place: Place
    was: str
    text: str
    stated: bool


def cases(pairs: Sequence[tuple[Clause, Clause]]) -> Iterator[Case]:
    """One case for each pair that has a number to change; the same for the same pair."""
    for a, b in pairs:
        draw = random.Random(f"{SEED} {a.text} {b.text}")
        choices = [(True, p) for p in places(a.text, a.lang)], [(False, p) for p in places(b.text, b.lang)]
        sides = [side for side in choices if side]
        if not sides:
            continue
        on_a, place = draw.choice(draw.choice(sides))
        text = (a if on_a else b).text
        new = changed(text[place.start : place.end], draw)
        other = text[: place.start] + new + text[place.end :]
        mutated = (replace(a, text=other), b) if on_a else (a, replace(b, text=other))
        theirs = b if on_a else a
        stated = _value_at(text, place.start, place.end) in set(values(theirs.text))
        yield Case(a, b, *mutated, on_a, place, text[place.start : place.end], new, stated)


def on_number(deviations: Sequence[Deviation], case: Case) -> bool:
    """Whether a deviation of limits stands on the changed number."""
    start, end = case.place.start, case.place.start + len(case.text)
    sides = [d.a if case.on_a else d.b for d in deviations if d.kind in _LIMITS]
    return any(span.start < end and start < span.end for side in sides for span in side)


def of_limits(deviations: Sequence[Deviation]) -> list[Deviation]:
    """The deviations that say that numbers differ."""
    return [d for d in deviations if d.kind in _LIMITS and (_has_number(d.a_text) or _has_number(d.b_text))]


def _has_number(text: str) -> bool:
    return bool(re.search(rf"\d|{_HAN}|\b(?:{_WORD})\b", text, re.I))


def main(path: Path, *, verbose: bool = False, folder: Path | None = None) -> None:
    """Print found and flagged, by kind of unit; with ``verbose`` what was not found and what was flagged.

    Vectors of sentences are kept in ``folder`` from one run to the next.
    """
    gold = gold_set(path)
    encoder, parameters = Remembering(load_encoder("bundled"), folder=folder), shipped()
    hits, totals = Counter[str](), Counter[str]()
    flagged: list[tuple[Case, Deviation]] = []
    missed: dict[str, list[Case]] = defaultdict(list)
    count = stated = stated_found = 0
    for key, pairs in gold.pairs.items():
        a, b = (gold.documents[name] for name in key)
        made = list(cases(pairs))
        verdicts = judge([((c.a,), (c.b,)) for c in made], a, b, encoder, parameters, alone=True)
        others = judge([((c.other_a,), (c.other_b,)) for c in made], a, b, encoder, parameters, alone=True)
        for case, before, after in zip(made, verdicts, others, strict=True):
            count += 1
            totals[case.place.kind] += 1
            found = on_number(after.deviations, case)
            hits[case.place.kind] += found
            stated += case.stated
            stated_found += case.stated and found
            if not found:
                missed[case.place.kind].append(case)
            told = of_limits(before.deviations)
            flagged += [(case, told[0])] if told else []
    print(f"{'kind':16}{'changed':>8}{'found':>8}")
    for kind, total in totals.most_common():
        print(f"{kind:16}{total:8}{hits[kind] / total:8.3f}")
    print(f"{'all':16}{count:8}{sum(hits.values()) / count:8.3f}")
    print(f"where the other side has the number as it was: {stated_found / stated:.3f} of {stated}")
    print(f"untouched pairs flagged: {len(flagged)} of {count} = {len(flagged) / count:.3f}")
    if verbose:
        for kind, some in missed.items():
            for c in some:
                print(f"missed {kind} {'A' if c.on_a else 'B'} {c.was} -> {c.text}{'' if c.stated else ' (one-sided)'}")
                print(f"  A {_near(c, ours=True)}\n  B {_near(c, ours=False)}")
        for c, d in flagged:
            print(f"flagged: {d.a_text!r} | {d.b_text!r}")
            print(f"  A {c.a.text!r}\n  B {c.b.text!r}")


def _near(case: Case, *, ours: bool) -> str:
    text = (case.other_a if ours else case.other_b).text
    if ours != case.on_a:
        return repr(text[:700])
    return repr(text[max(0, case.place.start - 60) : case.place.end + 40])


if __name__ == "__main__":
    kept = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else ""
    main(Path(sys.argv[1]), verbose="-v" in sys.argv, folder=Path(kept) if kept else None)

"""Numbers in words: "forty-two", "двух", "mười lăm", "cent vingt", "dua puluh lima", "жиырма бес".

English and Russian words are read in every text; those of the other languages, many of which mean something else elsewhere
("six", "ba", "on"), only in texts of their language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words at ``start`` to ``end``; ``ordinal``: "third". ``unit`` if the word says it: полгода."""

    value: Decimal
    start: int
    end: int
    ordinal: bool = False
    unit: str = ""


_ENGLISH = (
    "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 "
    "fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 "
    "eighty=80 ninety=90 hundred=100 thousand=1000 million=1000000 billion=1000000000"
)
_ORDINALS = (
    "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 thirteenth=13 "
    "fourteenth=14 fifteenth=15 twentieth=20 thirtieth=30"
)
_RUSSIAN = (
    "ноль=0 один=1 одного=1 одна=1 одной=1 одному=1 одним=1 одну=1 два=2 две=2 двух=2 двум=2 двумя=2 три=3 трех=3 трёх=3 трем=3 "
    "трём=3 четыре=4 четырех=4 четырёх=4 четырем=4 пять=5 пяти=5 пятью=5 шесть=6 шести=6 семь=7 семи=7 восемь=8 восьми=8 "
    "девять=9 девяти=9 десять=10 десяти=10 одиннадцать=11 одиннадцати=11 двенадцать=12 двенадцати=12 тринадцать=13 "
    "тринадцати=13 четырнадцать=14 четырнадцати=14 пятнадцать=15 пятнадцати=15 шестнадцать=16 шестнадцати=16 семнадцать=17 "
    "семнадцати=17 восемнадцать=18 восемнадцати=18 девятнадцать=19 девятнадцати=19 двадцать=20 двадцати=20 тридцать=30 "
    "тридцати=30 сорок=40 сорока=40 пятьдесят=50 пятидесяти=50 шестьдесят=60 шестидесяти=60 семьдесят=70 семидесяти=70 "
    "восемьдесят=80 восьмидесяти=80 девяносто=90 девяноста=90 сто=100 ста=100 двести=200 двухсот=200 триста=300 трехсот=300 "
    "трёхсот=300 четыреста=400 четырехсот=400 пятьсот=500 пятисот=500 шестьсот=600 шестисот=600 семьсот=700 восемьсот=800 "
    "девятьсот=900 тысяча=1000 тысячи=1000 тысяч=1000 миллион=1000000 миллиона=1000000 миллионов=1000000 полтора=1.5 "
    "полторы=1.5 полутора=1.5"
)
_BY_LANGUAGE = {
    "vi": (
        "một=1 hai=2 ba=3 bốn=4 tư=4 năm=5 lăm=5 sáu=6 bảy=7 tám=8 chín=9 mười=10 mươi=10 mốt=1 trăm=100 nghìn=1000 ngàn=1000 "
        "triệu=1000000"
    ),
    "fr": (
        "un=1 une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14 "
        "quinze=15 seize=16 vingt=20 trente=30 quarante=40 cinquante=50 soixante=60 cent=100 cents=100 mille=1000"
    ),
    "id": (
        "satu=1 dua=2 tiga=3 empat=4 lima=5 enam=6 tujuh=7 delapan=8 sembilan=9 sepuluh=10 sebelas=11 puluh=10 ratus=100 "
        "seratus=100 ribu=1000 seribu=1000 juta=1000000"
    ),
    "kk": (
        "бір=1 екі=2 үш=3 төрт=4 бес=5 алты=6 жеті=7 сегіз=8 тоғыз=9 он=10 жиырма=20 отыз=30 қырық=40 елу=50 алпыс=60 жетпіс=70 "
        "сексен=80 тоқсан=90 жүз=100 мың=1000"
    ),
    "ar": (
        "ثلاثة=3 ثلاث=3 أربعة=4 أربع=4 خمسة=5 خمس=5 ستة=6 ست=6 سبعة=7 سبع=7 ثمانية=8 تسعة=9 تسع=9 "
        "عشرة=10 عشر=10 عشرين=20 عشرون=20 ثلاثين=30 ثلاثون=30"
    ),
}
_WHOLE = {  # words that are number and unit in one
    "полгода": (Decimal("0.5"), "a"), "полугода": (Decimal("0.5"), "a"), "полугодие": (Decimal("0.5"), "a"),
    "полчаса": (Decimal("0.5"), "h"), "получаса": (Decimal("0.5"), "h"),
    "полумесяца": (Decimal("0.5"), "month"),
    "once": (Decimal(1), "time"), "twice": (Decimal(2), "time"), "thrice": (Decimal(3), "time"), "дважды": (Decimal(2), "time"),
}  # fmt: skip
_MULTIPLIES = frozenset({"puluh", "mươi", "ratus", "trăm"})
_HALVES = re.compile(r"\s(?:and (?:a|one) half|с половиной|et demie?|rưỡi)(?!\w)", re.I)


def _table(words: str) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in (pair.split("=") for pair in words.split())}


@dataclass(frozen=True, slots=True)
class _Words:
    values: dict[str, Decimal]
    ordinals: dict[str, Decimal]
    every: frozenset[str]


@cache
def _words(lang: str) -> _Words:
    values = _table(_ENGLISH) | _table(_RUSSIAN) | _table(_BY_LANGUAGE.get(lang, ""))
    ordinals = _table(_ORDINALS)
    return _Words(values, ordinals, frozenset({*values, *ordinals}))


_WORD = re.compile(r"[^\W\d_]+")
_JOINS = re.compile(r"[\s-]+|\s+(?:and|et)\s+", re.I)


def spelled_numbers(text: str, lang: str = "") -> Iterator[Spelled]:
    """The numbers in words of ``text``, one for each number: "two three" are two, "twenty-three" is one."""
    known = _words(lang)
    run: list[re.Match[str]] = []
    for m in _WORD.finditer(text):
        word = m.group().lower()
        if word in _WHOLE:
            value, unit = _WHOLE[word]
            yield Spelled(value, m.start(), m.end(), unit=unit)
        elif word in known.every and not text[m.end() : m.end() + 1].isdigit() and not text[m.start() - 1 : m.start()].isdigit():
            joined = run and _JOINS.fullmatch(text, run[-1].end(), m.start())
            if run and not (joined and _continues(known, run[-1].group().lower(), word)):
                yield _sum(known, run, text)
                run = []
            run.append(m)
    if run:
        yield _sum(known, run, text)


def _continues(known: _Words, last: str, word: str) -> bool:
    """Whether ``word`` goes on with the numeral that ended in ``last``: forty-two does, "first one" and "two three" do not."""
    if last in known.ordinals:
        return False
    size = known.values.get(word, known.ordinals.get(word, Decimal(0)))
    before = known.values[last]
    if word in _MULTIPLIES or size in (100, 1000, 10**6, 10**9):
        return before < size or (word in _MULTIPLIES and before < 10)
    if last in _MULTIPLIES or before in (1000, 10**6, 10**9):
        return size < before or before >= 1000
    return (
        (before >= 100 and size < 100)
        or (20 <= before < 100 and 0 < size < 10)
        or (before == 10 and 0 < size < 10 and _tens(last))
    )


def _tens(word: str) -> bool:
    """Whether the word for ten takes ones behind it: mười lăm, он бес; "ten five" are two numbers."""
    return word in ("mười", "он", "dix")


def _sum(known: _Words, words: Sequence[re.Match[str]], text: str) -> Spelled:
    total, current = Decimal(0), Decimal(0)
    parts = [m.group().lower() for m in words]
    one = Decimal(1)
    for part in parts:
        value = known.values.get(part, known.ordinals.get(part, Decimal(0)))
        if part in _MULTIPLIES:
            ones = current % 10
            current = current - ones + (ones or one) * value
        elif value == 100:
            current = (current or one) * 100
        elif value >= 1000:
            total, current = total + (current or one) * value, Decimal(0)
        else:
            current += value
    ordinal = parts[-1] in known.ordinals
    half = None if ordinal else _HALVES.match(text, words[-1].end())
    total += current + (Decimal("0.5") if half else Decimal(0))
    return Spelled(total, words[0].start(), half.end() if half else words[-1].end(), ordinal)

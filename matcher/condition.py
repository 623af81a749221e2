"""Under which conditions a limit holds: what is measured, how it is weighted and averaged, when, where, in which class or state.

Two limits can be compared only where these agree (notes of the design: the comparability gate). Each ``Condition`` is one
word or phrase of the text, read into a group and a value that is the same in all languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.numerals import fold
from ingest.sentences import sentences

# group -> value -> words (regular expressions, "|" separates); the reason shown where two values of the group exclude each other
_GROUPS: dict[str, tuple[str, dict[str, str]]] = {
    "weighting": (
        "different frequency weighting",
        {
            "A": (
                r"A\s?计权|A\s?声级|A-weighted|A weighting|dB\s?\(A\)|dBA|дБ\s?\(?[АA]\)?(?![а-я])|корректированн\w+ по А|"
                r"по шкале А"
            ),
            "C": r"C\s?计权|C-weighted|C weighting|dB\s?\(C\)|dBC|дБ\s?\(?[СC]\)?(?![а-я])|по шкале С|корректированн\w+ по С",
            "Z": r"Z\s?计权|Z-weighted|dB\s?\(Z\)|unweighted|不计权",
        },
    ),
    "statistic": (
        "different quantity: peak, maximum or average level",
        {
            "peak": r"峰值|peak|пиков\w+|đỉnh|crête",
            "maximum": r"最大声级|瞬时最大|最大声压级|maximum (?:sound|noise)? ?level|Lmax|максимальн\w+ уров\w+",
            "average": (
                r"等效|8\s?h|equivalent|L(?:_\{)?(?:A?eq|EX|ex)|time-weighted|TWA|时间加权平均|эквивалентн\w+|average|averaged|"
                r"среднесменн\w+|daily (?:noise )?exposure|日暴露|接触水平"
            ),
        },
    ),
    "averaging": (
        "different averaging time",
        {
            "8 h": (
                r"(?<!\d)8\s?(?:h|小时|hours?|ч|час\w*)(?![A-Za-zа-я])|eight[- ]hours?|八小时|"
                r"восьмичасов\w+|8-часов\w+|每个?工作日|"
                r"工作日|рабоч\w+ (?:день|дня|смен\w+)|за смену|working day|work shift|EX,8h"
            ),
            "40 h": (
                r"(?<!\d)40\s?(?:h|小时|hours?|ч|час\w*)(?![A-Za-zа-я])|40-часов\w+|每周|周等效|working week|weekly|недел\w+|"
                r"рабоч\w+ недел\w+"
            ),
            "24 h": r"(?<!\d)24\s?(?:h|小时|hours?|ч|час\w*)|昼夜等效|суточн\w+|day-night",
            "15 min": r"(?<!\d)15\s?(?:min|分钟|minutes?|мин\w*)|短时间接触|short-term exposure|STEL",
        },
    ),
    "measurand": (
        "different measurand",
        {
            "exposure": (
                r"接触(?:限值|水平|噪声)?|暴露|exposure|exposed|воздейств\w+|экспозици\w+|作业人员|作业场所|工作场所|岗位|workplace|workstation|"
                r"рабоч\w+ мест\w+|phơi nhiễm"
            ),
            "boundary": (
                r"厂界|边界|场界|厂区外|boundary|property line|границ\w+ (?:предприяти\w+|участк\w+|территори\w+)|на границе|"
                r"ranh giới"
            ),
            "emission": r"排放|emission|выброс\w*|излучени\w+ шума",
        },
    ),
    "time of day": (
        "different time of day",
        {
            "day": r"昼间|白天|日间|daytime|day-time|during the day|дневн\w+ время|днём|днем|ban ngày",
            "evening": r"傍晚|晚间|evening|вечерн\w+",
            "night": r"夜间|夜晚|night|ночн\w+|ночью|ban đêm",
        },
    ),
    "class": (
        "different class, zone or group of equipment",
        {
            f"{kind} {level}": words
            for kind, level, words in (
                *(
                    (
                        "zone",
                        str(n),
                        rf"(?<![\d.]){n}\s?类(?:声环境)?(?:功能区|区)|{n}\s?区(?![域间别分])|zones? {n}(?!\d)|зон\w+ {n}(?!\d)|"
                        rf"класс\w* {n}(?!\d)",
                    )
                    for n in (0, 1, 2, 3, 4, 20, 21, 22)
                ),
                ("group", "I", r"(?<![IVX])I\s?类(?![IVX])|Ⅰ\s?类|Group I(?![IVX])|групп\w+ I(?![IVX])"),
                ("group", "IIA", r"II\s?A|ⅡA"),
                ("group", "IIB", r"II\s?B|ⅡB"),
                ("group", "IIC", r"II\s?C|ⅡC"),
                ("EPL", "Ma", r"(?<![A-Za-z])Ma(?:\s?级|(?![A-Za-z]))|(?<![A-Za-z])M1(?!\d)"),
                ("EPL", "Mb", r"(?<![A-Za-z])Mb(?:\s?级|(?![A-Za-z]))|(?<![A-Za-z])M2(?!\d)"),
                ("level", "ia", r"(?<![A-Za-z])[“\"]?(?:Ex )?ia[”\"]?(?![A-Za-z])"),
                ("level", "ib", r"(?<![A-Za-z])[“\"]?(?:Ex )?ib[”\"]?(?![A-Za-z])"),
                ("level", "d", r"隔爆型?|flameproof|взрывонепроницаем\w+"),
                ("level", "e", r"增安型?|increased safety|повышенн\w+ защит\w+"),
            )
        },
    ),
    "state": (
        "different operating state",
        {
            "no load": r"空载|空转|no[- ]load|idle|idling|холост\w+ ход\w*",
            "loaded": r"满载|额定负载|额定工况|full load|rated load|under load|под нагрузкой|номинальн\w+ нагрузк\w+",
            "background": r"背景噪声|background|фонов\w+ шум\w*",
            "fault": r"故障状态|故障条件|under fault|fault condition|аварийн\w+ режим\w*",
        },
    ),
    "place": (
        "different measuring point or location",
        {
            "indoor": r"室内|indoors?|inside (?:a|the) (?:room|building)|в помещени\w+",
            "outdoor": r"室外|户外|outdoors?|снаружи|на открытом воздухе",
            "underground": r"井下|地下|underground|подземн\w+",
            "surface": r"地面(?!积)|surface installations?|на поверхности",
        },
    ),
}
# a time alone is no averaging time: something must be averaged over it
_BARE_TIME = re.compile(r"\d+\s?(?:h|小时|hours?|ч|час\w*|min|分钟|minutes?|мин\w*)$", re.I)
_AVERAGED = re.compile(
    r"等效|平均|加权|接触|暴露|浓度|声级|equivalent|average|mean|weighted|exposure|concentration|level|TWA|L(?:_\{)?(?:A?eq|EX)|"
    r"эквивалентн|средн|концентрац|уров|экспозиц|trung bình|nồng độ|mức|rata-rata|moyen",
    re.I,
)
_NEAR = 40
_FROM_AFAR = frozenset({"weighting", "statistic", "averaging", "measurand"})
"""What is stated once for a clause or a chapter; class, time of day, state and place bind within their sentence."""
_PATTERNS = tuple(
    (group, value, re.compile(words, re.I if group not in {"class"} else 0))
    for group, (_, values) in _GROUPS.items()
    for value, words in values.items()
)
REASONS = {group: reason for group, (reason, _) in _GROUPS.items()}
"""By group the reason (the key of the message catalogue) why limits whose conditions exclude each other are not comparable."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that is stated at ``start`` to ``end`` of a text."""

    group: str
    value: str
    start: int
    end: int


def conditions(text: str) -> tuple[Condition, ...]:
    """The conditions that ``text`` states, in reading order."""
    folded = fold(text)
    found = [
        Condition(group, value, m.start(), m.end())
        for group, value, pattern in _PATTERNS
        for m in pattern.finditer(folded)
        if not (_BARE_TIME.match(m[0]) and not _AVERAGED.search(folded[max(0, m.start() - _NEAR) : m.end() + _NEAR]))
    ]
    return tuple(sorted(found, key=lambda c: (c.start, c.end, c.group, c.value)))


def conditions_of(text: str, start: int, context: str = "", *, own: tuple[int, int] | None = None) -> dict[str, frozenset[str]]:
    """By group the conditions of the limit at ``start``: of its sentence, nearest first, else of the clause, else of ``context``.

    ``context`` is what stands above the clause: its title and heading path. ``own``: the characters of the limit; a time that is
    limited (not longer than 8 h) is no averaging time.
    """
    inside = next((s for s in sentences(text) if s.start <= start < s.end), None)
    found = _nearest(text, inside.start, inside.end, start, own) if inside else {}
    for pool in (text, context):
        by_group: dict[str, set[str]] = {}
        for condition in conditions(pool):
            if condition.group in _FROM_AFAR and not (pool is text and _is_own(condition, 0, own)):
                by_group.setdefault(condition.group, set()).add(condition.value)
        for group, values in by_group.items():
            found.setdefault(group, frozenset(values))
    return found


def _is_own(condition: Condition, by: int, own: tuple[int, int] | None) -> bool:
    """Whether a time is the limit itself."""
    times = condition.group in ("averaging", "statistic")
    return own is not None and times and own[0] < by + condition.end and by + condition.start < own[1]


def _nearest(text: str, first: int, last: int, at: int, own: tuple[int, int] | None) -> dict[str, frozenset[str]]:
    """Where a sentence states several values of one group, the one that stands nearest to the limit (昼间 65 dB，夜间 55 dB)."""
    by_group: dict[str, list[tuple[int, str]]] = {}
    for c in conditions(text[first:last]):
        if _is_own(c, first, own):
            continue
        middle = first + (c.start + c.end) // 2
        distance = at - middle if middle <= at else (middle - at) * 2  # what is said before the number binds closer
        by_group.setdefault(c.group, []).append((distance, c.value))
    return {group: frozenset({min(values)[1]}) for group, values in by_group.items()}


def excluding(a: dict[str, frozenset[str]], b: dict[str, frozenset[str]]) -> str:
    """Why limits under ``a`` and ``b`` cannot be compared: the first group whose values exclude each other; "" if none."""
    for group, reason in REASONS.items():
        if a.get(group) and b.get(group) and not a[group] & b[group]:
            return reason
    return ""


def disjoint(a: Sequence[Condition], b: Sequence[Condition]) -> str:
    """The reason why two scopes have nothing in common, from what their standards say they measure; "" where that is not clear.

    Each side must be about one measurand alone, in every statement of it: a scope that names both is about both.
    """
    ours, theirs = ({c.value for c in side if c.group == "measurand"} for side in (a, b))
    return REASONS["measurand"] if ours and theirs and not ours & theirs else ""

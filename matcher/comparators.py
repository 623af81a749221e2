"""The words for comparison of limits in the languages that are read, and how each language prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class Comparator(StrEnum):
    """How a quantity bounds what it limits."""

    AT_MOST = "≤"
    BELOW = "<"
    AT_LEAST = "≥"
    ABOVE = ">"
    EQUAL = "="
    RANGE = "–"


UPPER = frozenset({Comparator.AT_MOST, Comparator.BELOW})
LOWER = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})

# before the number; longest first wins, so that "不大于" is not read as "大于"
_BEFORE: dict[Comparator, str] = {
    Comparator.AT_MOST: (
        "不大于|不超过|不得超过|不应超过|不宜超过|不能超过|不可超过|不得大于|不应大于|不宜大于|不高于|不得高于|不应高于|不宜高于|不多于|不得多于|不应多于|"
        "不长于|不得长于|不应长于|不得逾|不逾|不迟于|不晚于|不超出|小于等于|小于或等于|小于或者等于|最大为|最大|最多|至多|上限为|上限|限值为|限值|限量为|限量|最高为|最高|≤|⩽|≦|<=|"
        "not exceeding|not to exceed|not exceed|not be exceeding|no more than|not more than|not be more than|"
        "not greater than|not be greater than|no greater than|not larger than|"
        "not higher than|not be higher than|no higher than|not longer than|no longer than|no later than|"
        "not later than|at most|up to|a maximum of|maximum of|maximum|max.|max|within|less than or equal to|"
        "a limit of|limit of|limit is|limit value of|limit value is|limited to|not above|not be above|not over|"
        "не более чем|не более|не больше|не выше|не превышать|не превышает|не превышают|не превышающ[а-я]+|"
        "не должно превышать|не должен превышать|не должна превышать|"
        "не должны превышать|не свыше|не дольше|не позднее|максимум|максимально|меньше или равно|предел|до|"
        "không quá|không vượt quá|không được vượt quá|không lớn hơn|không được lớn hơn|tối đa|nhỏ hơn hoặc bằng|không cao hơn|"
        "ne dépassant pas|ne doit pas dépasser|ne doivent pas dépasser|ne pas dépasser|inférieur ou égal à|"
        "inférieure ou égale à|au plus|au maximum|maximum de|"
        "tidak lebih dari|tidak melebihi|tidak boleh melebihi|paling banyak|paling lama|paling tinggi|maksimum|maksimal|"
        "لا يزيد عن|لا يزيد على|لا تزيد عن|لا تزيد على|لا يتجاوز|لا تتجاوز|بحد أقصى|ألا يتجاوز|ألا تتجاوز"
    ),
    Comparator.BELOW: (
        "小于|低于|少于|短于|未满|不足|不到|<|less than|lower than|below|under|fewer than|smaller than|shorter than|"
        "менее|меньше|ниже|короче|"
        "nhỏ hơn|dưới|ít hơn|thấp hơn|inférieur à|inférieure à|moins de|kurang dari|di bawah|أقل من"
    ),
    Comparator.AT_LEAST: (
        "不小于|不少于|不低于|不得低于|不应低于|不宜低于|不得小于|不应小于|不宜小于|不得少于|不应少于|不宜少于|不短于|不得短于|不应短于|大于等于|大于或等于|大于或者等于|至少为|至少|"
        "最低为|最低|最小为|最小|最少|下限为|下限|达到或超过|达到|≥|⩾|≧|>=|not less than|"
        "no less than|not be less than|not lower than|"
        "not be lower than|no lower than|not smaller than|not below|not be below|"
        "not fewer than|no fewer than|not shorter than|at least|a minimum of|minimum of|minimum|min.|"
        "greater than or equal to|not under|reaches|reach|reaching|reached|"
        "не менее чем|не менее|не меньше|не ниже|не короче|не ранее|минимум|больше или равно|достигает|достигают|достижении|"
        "không nhỏ hơn|không ít hơn|không được nhỏ hơn|không thấp hơn|tối thiểu|ít nhất|lớn hơn hoặc bằng|au moins|"
        "au minimum|supérieur ou égal à|supérieure ou égale à|"
        "tidak kurang dari|paling sedikit|sekurang-kurangnya|minimal|paling rendah|لا يقل عن|لا تقل عن|على الأقل|"
        "بحد أدنى|ألا يقل عن|ألا تقل عن"
    ),
    Comparator.ABOVE: (
        "大于|高于|超过|多于|长于|超出|逾|>|greater than|more than|above|over|exceeding|exceeds|exceed|exceeded|higher than|"
        "longer than|larger than|"
        "более|больше|свыше|выше|превышает|превышающ[а-я]+|превышении|превышать|дольше|lớn hơn|trên|vượt quá|cao hơn|"
        "supérieur à|supérieure à|plus de|dépasse|lebih dari|di atas|melebihi|أكثر من|يزيد عن|يتجاوز"
    ),
    Comparator.EQUAL: "等于|equal to|equals|равн[а-я]+|bằng|égal à|sama dengan|=",
}
# after the unit
_AFTER: dict[Comparator, str] = {
    Comparator.AT_MOST: (
        "及以下|或以下|以下|以内|之内|内|or less|or below|or lower|or fewer|or under|at most|maximum|max|"
        "и менее|и ниже|или менее|"
        "или ниже|максимум|"
        "аспауы|аспайды|аспайтын|артық емес|trở xuống|ou moins|au plus|maximum|atau kurang|على الأكثر"
    ),
    Comparator.AT_LEAST: (
        "及以上|或以上|以上|or more|or above|or greater|or higher|or over|or longer|at least|minimum|min|и более|и выше|"
        "или более|или выше|минимум|кем емес|кем болмауы|"
        "trở lên|ou plus|au moins|atau lebih|على الأقل"
    ),
    Comparator.ABOVE: "асатын|асса|жоғары",
    Comparator.BELOW: "төмен",
}
# what may stand between the words of comparison and the number, or between the unit and the words after it
_GAP_BEFORE = (
    r"(?:\s|of|the|a|an|is|be|are|value|values|to|by|than|its|total|approximately|为|是|于|在|了|其|：|:|值|达|约|大约|新台币|人民币|"
    r"NT\$|US\$|HK\$|\$|€|£|¥|RMB|USD|"
    r"величины|значения|уровня|на|в|của|la|les|de|[(（])*"
)
_GAP_AFTER = r"(?:\s|者|的|之|-?[дтн][аеі]н|ден|дан|тен|тан|[,，)）])*"


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(w if "[" in w else re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _bounded(words: str) -> str:
    """Words of scripts with spaces must not be found inside longer words; Han words and signs stand anywhere."""
    spaced = [w for w in words.split("|") if w[0].isalpha() and not "\u3400" <= w[0] <= "\u9fff"]
    other = [w for w in words.split("|") if w not in spaced]
    parts = [rf"(?<![^\W\d_])(?:{_alternatives(spaced)})(?![A-Za-zА-Яа-я])"] if spaced else []
    return "|".join(parts + ([_alternatives(other)] if other else []))


# "|" in the words separates; one pattern a comparator, tried in this order where two end at the same place
BEFORE: tuple[tuple[Comparator, re.Pattern[str]], ...] = tuple(
    (c, re.compile(rf"(?P<words>{_bounded(w)}){_GAP_BEFORE}$", re.I)) for c, w in _BEFORE.items()
)
AFTER: tuple[tuple[Comparator, re.Pattern[str]], ...] = tuple(
    (c, re.compile(rf"{_GAP_AFTER}(?P<words>(?:{_alternatives(w.split('|'))})(?![A-Za-zА-Яа-я]))", re.I))
    for c, w in _AFTER.items()
)

PRINTED: dict[str, dict[Comparator, str]] = {
    "zh": dict(zip(Comparator, ("不大于", "小于", "不小于", "大于", "等于", "~"), strict=True)),
    "en": dict(zip(Comparator, ("not exceeding", "less than", "not less than", "greater than", "equal to", " to "), strict=True)),
    "ru": dict(zip(Comparator, ("не более", "менее", "не менее", "более", "равно", "–"), strict=True)),
    "vi": dict(zip(Comparator, ("không quá", "nhỏ hơn", "không nhỏ hơn", "lớn hơn", "bằng", "–"), strict=True)),
    "fr": dict(zip(Comparator, ("au plus", "inférieur à", "au moins", "supérieur à", "égal à", "–"), strict=True)),
    "id": dict(
        zip(Comparator, ("tidak lebih dari", "kurang dari", "tidak kurang dari", "lebih dari", "sama dengan", "–"), strict=True)
    ),
    "ar": dict(zip(Comparator, ("لا يزيد عن", "أقل من", "لا يقل عن", "أكثر من", "=", "–"), strict=True)),
    "": dict(zip(Comparator, ("≤", "<", "≥", ">", "=", "–"), strict=True)),
}
"""How a language prints a comparator; "" is the sign that all of them know."""

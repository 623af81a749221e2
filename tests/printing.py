"""Quantities as a language prints them: what ``matcher.quantity`` reads back."""

from __future__ import annotations

from decimal import Decimal

from index.numerals import DECIMAL_COMMA
from matcher.comparators import Comparator
from matcher.quantity import Quantity

PRINTED: dict[str, dict[Comparator, str]] = {
    "zh": dict(zip(Comparator, ("不大于", "小于", "不小于", "大于", "等于", "~"), strict=True)),
    "en": dict(zip(Comparator, ("not exceeding", "less than", "not less than", "greater than", "equal to", " to "), strict=True)),
    "ru": dict(zip(Comparator, ("не более", "менее", "не менее", "более", "равно", "–"), strict=True)),
    "vi": dict(zip(Comparator, ("không quá", "nhỏ hơn", "không nhỏ hơn", "lớn hơn", "bằng", "–"), strict=True)),
    "fr": dict(zip(Comparator, ("au plus", "inférieur à", "au moins", "supérieur à", "égal à", "–"), strict=True)),
    "id": dict(
        zip(Comparator, ("tidak lebih dari", "kurang dari", "tidak kurang dari", "lebih dari", "sama dengan", "–"), strict=True)
    ),
    "kk": dict(zip(Comparator, ("ең көбі", "<", "кемінде", ">", "=", "–"), strict=True)),
    "ar": dict(zip(Comparator, ("لا يزيد عن", "أقل من", "لا يقل عن", "أكثر من", "=", "–"), strict=True)),
    "": dict(zip(Comparator, ("≤", "<", "≥", ">", "=", "–"), strict=True)),
}


def spell(quantity: Quantity, lang: str = "") -> str:
    """The quantity as ``lang`` prints it; ``quantities`` reads it back to the same value."""
    words = PRINTED.get(lang, PRINTED[""])

    def number(value: Decimal) -> str:
        printed = f"{value:f}"
        return printed.replace(".", ",") if lang in DECIMAL_COMMA else printed

    tail = f" {quantity.unit.symbol}" if quantity.unit else ""
    if quantity.upper is not None:
        return f"{number(quantity.value)}{words[Comparator.RANGE]}{number(quantity.upper)}{tail}"
    if quantity.tolerance is not None:
        return f"{number(quantity.value)} ± {number(quantity.tolerance)}{tail}"
    head = "" if quantity.comparator is Comparator.EQUAL and quantity.unit else f"{words[quantity.comparator]} "
    return f"{head}{number(quantity.value)}{tail}"

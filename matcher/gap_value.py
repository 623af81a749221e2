"""A measured result against a limit of the other standard: when the number itself says that the limit is kept.

Every number of that kind in the result must keep the limit: of "112 °C at 40 °C" both are held against an upper limit. What
cannot be compared is refused rather than guessed: another kind of quantity, a limit without direction, a temperature rise for a
temperature, a number that could belong to another limit of the clause that was tested, a number with a doubt beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from ingest.testreport import LabLine
from matcher.comparators import LOWER, UPPER, Comparator
from matcher.condition import conditions_of, excluding
from matcher.gap import Arithmetic
from matcher.gap_doubt import is_doubtful
from matcher.gap_words import words
from matcher.gases import is_mixed
from matcher.limits import Limit
from matcher.quantity import Quantity, quantities

_DIGITS = 28
_NAME = re.compile(r"[^\d,，;；。、()（）\n]+$")
"""What stands right before a number in the same breath."""
_SCALES = frozenset({"°C", "°F", "℃", "℉"})


def held(limit: Limit, lines: Sequence[LabLine], tested: Sequence[Limit], lang: str = "") -> tuple[Arithmetic, ...]:
    """The results of ``lines`` against ``limit``, one for each number; () where nothing can be said.

    ``tested`` are the limits of the clauses that the lines are about: where they limit that kind of quantity twice, nobody can
    tell to which a number belongs.
    """
    if not is_bound(limit.quantity) or not _is_single(limit, tested):
        return ()
    texts = [x.clause.text for x in (limit, *tested)]  # a report in two languages names it as either clause does
    found: list[Arithmetic] = []
    for line in lines:
        read = quantities(line.result, lang)
        own = [one for q in read if not _is_factored(line.result, q, texts) and (one := _one(limit, line, q)) is not None]
        if own and is_doubtful(line.result, read):
            return ()
        found += own
    return tuple({(one.line, one.value, one.unit): one for one in reversed(found)}.values())[::-1]


def _one(limit: Limit, line: LabLine, q: Quantity) -> Arithmetic | None:
    """One number of a result against a limit; None where it is of another kind."""
    bound = limit.quantity
    if not _is_same_kind(bound, q) or excluding(limit.conditions, conditions_of(line.result, q.value_start)):
        return None
    if bound.unit is not None and bound.unit.symbol in _SCALES and words("rise").search(line.result):
        return None
    low, high = q.span() or (q.base(), q.base())
    if bound.upper is not None or bound.tolerance is not None:
        span = bound.span()
        if span is None:
            return None
        margin, kept = min(high_end - x for high_end, x in ((span[1], high), (low, span[0]))), span[0] <= low and high <= span[1]
        end = span[1] if span[1] - high <= low - span[0] else span[0]
        kept = kept and q.comparator not in UPPER | LOWER  # "< 5" is not known to be within 3 to 6
    else:
        end = bound.base()
        upper = bound.comparator in UPPER
        margin = end - high if upper else low - end
        kept = margin > 0 if bound.comparator in (Comparator.BELOW, Comparator.ABOVE) else margin >= 0
        kept = kept and q.comparator not in (LOWER if upper else UPPER)
    if bound.unit is not None and bound.unit.symbol == "IP":
        kept = _protects(q.value, bound.value)
    return _told(limit, line, q, high if bound.comparator in UPPER or low == high else low, end, margin, kept=kept)


def _is_factored(result: str, q: Quantity, texts: Sequence[str]) -> bool:
    """Whether a number is what a factor of the clause multiplies: "reference pressure 0.62 MPa" for 1.5 times that pressure."""
    before = _NAME.search(result[: q.start])
    name = before.group().strip(" :：=") if before else ""
    last = name.rsplit(maxsplit=1)[-1] if name else ""
    name = last if last[:1] > "\u2e7f" else name  # after the English half, "… 1.05 MPa 参考压力": no spaces within a name
    return bool(name) and any(
        text[m.end() :].lstrip().casefold().startswith(name.casefold()) for text in texts for m in words("times").finditer(text)
    )


def _told(limit: Limit, line: LabLine, q: Quantity, value: Decimal, end: Decimal, margin: Decimal, *, kept: bool) -> Arithmetic:
    bound = limit.quantity
    printed = limit.clause.text[bound.value_start : bound.value_end]
    sign = bound.comparator.value if bound.upper is None and bound.tolerance is None else "∈"
    unit = bound.unit
    factor, offset = (unit.factor, unit.offset) if unit is not None else (Decimal(1), Decimal(0))
    with localcontext() as context:
        context.prec = _DIGITS
        own, limit_end, left = value / factor - offset, end / factor - offset, margin / factor
    symbol = unit.symbol if unit is not None else ""
    measured = line.result[q.start : q.end].strip()
    return Arithmetic(line.number, measured, printed, _number(own), sign, _number(limit_end), _number(left), symbol, kept)


def is_bound(q: Quantity) -> bool:
    """Whether a quantity is a limit that says which way it works."""
    if q.trigger or q.unit is None or q.unit.symbol in ("class", "time"):
        return False
    return q.upper is not None or q.tolerance is not None or q.comparator in UPPER | LOWER


def _is_single(limit: Limit, tested: Sequence[Limit]) -> bool:
    kind = [x.quantity for x in tested if _is_same_kind(limit.quantity, x.quantity) and not x.quantity.trigger]
    return len({(q.base(), q.comparator, q.upper) for q in kind}) == 1


def _is_same_kind(bound: Quantity, q: Quantity) -> bool:
    if bound.unit is None or q.unit is None or bound.dimension != q.dimension or is_mixed(bound, q) or bound.every != q.every:
        return False
    scales = bound.unit.symbol in _SCALES, q.unit.symbol in _SCALES
    return scales[0] == scales[1]


def _protects(value: Decimal, asked: Decimal) -> bool:
    """Degrees of protection digit by digit (IEC 60529): IP70 is no IP55."""
    return all(own >= other for own, other in zip(divmod(value, 10), divmod(asked, 10), strict=True))


def _number(value: Decimal) -> str:
    """Four digits at most behind the first, without an exponent and without zeros that say nothing."""
    if value and len(value.normalize().as_tuple().digits) > 5:
        value = value.quantize(Decimal(1).scaleb(value.adjusted() - 4), ROUND_HALF_EVEN)
    printed = f"{value:f}"
    return (printed.rstrip("0").rstrip(".") if "." in printed else printed) or "0"

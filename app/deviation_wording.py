"""A deviation in one sentence that can be defended: what either side says, which is stricter and by how much, or why neither.

Sides are named by their designations. Values are printed with the symbol of their unit, whatever language they stand in; words
are quoted as printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from app.explain import reason_words
from app.wording import N_, Translate
from ingest.clause import Clause, Provision
from matcher.match import Deviation, DeviationKind, Match, Side

if TYPE_CHECKING:
    from matcher.quantity import Quantity

Clauses = Mapping[tuple[str, str], Clause]
"""Clauses by designation and id."""

_PLACES = 9  # decimals of a figure that somebody printed
_QUOTED = 120  # characters of a sentence that is quoted
_ENDED = N_("{what}: {verdict}.")
_STATED = {
    "≤": (N_("allows at most {value}"), N_("applies up to {value}")),
    "<": (N_("allows less than {value}"), N_("applies below {value}")),
    "≥": (N_("requires at least {value}"), N_("applies from {value} on")),
    ">": (N_("requires more than {value}"), N_("applies above {value}")),
}
"""By comparator: what is said of a limit, and of a value from which on a provision applies."""
_TYPES = {
    Provision.REQUIREMENT: N_("requires (“{word}”)"),
    Provision.INSTRUCTION: N_("instructs (“{word}”)"),
    Provision.RECOMMENDATION: N_("recommends (“{word}”)"),
    Provision.PERMISSION: N_("permits (“{word}”)"),
    Provision.STATEMENT: N_("states (“{word}”)"),
}
_UNITS = {
    "month": N_("{value} months"),
    "months": N_("{value} months"),
    "a": N_("{value} years"),
    "years": N_("{value} years"),
    "week": N_("{value} weeks"),
    "weeks": N_("{value} weeks"),
    "d": N_("{value} days"),
    "working day": N_("{value} working days"),
    "person": N_("{value} persons"),
    "time": N_("{value} times"),
    "IP": N_("IP{value}"),
}
"""Units that are words, by their symbols."""
_ONE = {"month": N_("1 month"), "months": N_("1 month"), "a": N_("1 year"), "years": N_("1 year"), "week": N_("1 week"),
        "weeks": N_("1 week"), "d": N_("1 day"), "person": N_("1 person"), "time": N_("once")}  # fmt: skip
_WITHOUT_DIFFERENCE = frozenset({"IP", "pH", "time"})
_LEVELS = frozenset({"dB(A)", "dB(C)", "dB(Z)", "dBA", "dBC"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The names of both sides, their languages and, where they are known, their clauses."""

    a: str
    b: str
    a_standard: str
    b_standard: str
    a_lang: str
    b_lang: str
    clauses: Clauses

    @staticmethod
    def of(match: Match, clauses: Clauses) -> Sides:
        """The sides of a proposal; two editions under one designation are A and B."""
        same = match.a_standard == match.b_standard
        a, b = ("A", "B") if same else (match.a_standard, match.b_standard)
        langs = [
            next((clauses[standard, i].lang for i in ids if (standard, i) in clauses), "")
            for standard, ids in ((match.a_standard, match.a_clauses), (match.b_standard, match.b_clauses))
        ]
        return Sides(a, b, match.a_standard, match.b_standard, langs[0], langs[1], clauses)

    def name(self, side: Side) -> str:
        """The name of A or B."""
        return self.a if side is Side.A else self.b


def deviation_sentence(deviation: Deviation, sides: Sides, _: Translate) -> str:
    """The sentence of one deviation, in the words of ``_``."""
    x, y = _value(deviation, sides, Side.A), _value(deviation, sides, Side.B)
    what, verdict = _what(deviation, sides, x, y, _), _verdict(deviation, sides, x, y, _)
    if deviation.by:
        verdict = _("{verdict} (comparable according to {person})").format(verdict=verdict, person=deviation.by)
    return _(_ENDED).format(what=what, verdict=verdict)


def _what(deviation: Deviation, sides: Sides, x: Quantity | None, y: Quantity | None, _: Translate) -> str:
    names = {"a": sides.a, "b": sides.b}
    if x is not None and y is not None:
        begins = x.trigger or y.trigger  # where one says from when on a duty holds, the other answers to it
        said = _("{a} {x}, {b} {y}").format(**names, x=_stated(x, _, begins=begins), y=_stated(y, _, begins=begins))
        frame = _FRAMES.get(deviation.kind)
        return _(frame).format(what=said) if frame else said
    if deviation.kind is DeviationKind.MODALITY:
        words = (
            _type(deviation.a_text, sides.a_lang, sides.a_standard, _),
            _type(deviation.b_text, sides.b_lang, sides.b_standard, _),
        )
        return _("{a} {x}, {b} {y}").format(**names, x=words[0], y=words[1])
    return _in_words(deviation, sides, _)


_FRAMES = {DeviationKind.METHOD: N_("In the test, {what}"), DeviationKind.DEFINITION: N_("In the definition, {what}")}
_BOTH = {
    DeviationKind.LIMIT: N_("{a} sets “{x}”, {b} sets “{y}”"),
    DeviationKind.CONDITION: N_("{a} holds under “{x}”, {b} under “{y}”"),
    DeviationKind.METHOD: N_("{a} tests or measures by “{x}”, {b} by “{y}”"),
    DeviationKind.REFERENCE: N_("{a} refers to “{x}”, {b} to “{y}”"),
    DeviationKind.DEFINITION: N_("{a} defines by “{x}”, {b} by “{y}”"),
    DeviationKind.SCOPE: N_("The scope of {a} says “{x}”, that of {b} “{y}”"),
}
_ALONE = {
    DeviationKind.LIMIT: N_("Only {own} sets “{x}”, {other} does not"),
    DeviationKind.CONDITION: N_("{own} restricts its demand by “{x}”, {other} does not"),
    DeviationKind.METHOD: N_("{own} tests or measures by “{x}”, {other} says nothing of it"),
    DeviationKind.REFERENCE: N_("{own} refers to “{x}”, {other} to nothing that answers to it"),
    DeviationKind.DEFINITION: N_("{own} defines by “{x}”, {other} does not"),
    DeviationKind.SCOPE: N_("The scope of {own} says “{x}”, that of {other} does not"),
    DeviationKind.MISSING: N_("{own} demands what {other} does not (“{x}”)"),
    DeviationKind.ADDED: N_("{own} demands what {other} does not (“{x}”)"),
}
_BESIDES = N_("{own} demands “{x}” besides, {other} does not")


def _in_words(deviation: Deviation, sides: Sides, _: Translate) -> str:
    """Both sides quoted, or the one that alone says something; what a licence keeps back is an ellipsis."""
    a, b = (
        _quoted(text) or ("…" if spans else "")
        for text, spans in ((deviation.a_text, deviation.a), (deviation.b_text, deviation.b))
    )
    if a and b:
        frame = _BOTH.get(deviation.kind, N_("{a} says “{x}”, {b} says “{y}”"))
        return _(frame).format(a=sides.a, b=sides.b, x=a, y=b)
    ours = bool(a) if a or b else deviation.kind is not DeviationKind.ADDED
    own, other = (sides.a, sides.b) if ours else (sides.b, sides.a)
    frame = _ALONE.get(deviation.kind, N_("Only {own} says “{x}”, {other} does not"))
    if deviation.kind is DeviationKind.CONDITION and deviation.stricter is (Side.A if ours else Side.B):
        frame = _BESIDES
    return _(frame).format(own=own, other=other, x=a or b or "…")


def _verdict(deviation: Deviation, sides: Sides, x: Quantity | None, y: Quantity | None, _: Translate) -> str:
    if not deviation.comparable:
        reason = reason_words(deviation.reason, _)
        if reason:
            return _("not comparable, {reason}").format(reason=reason)
        wider = deviation.kind is DeviationKind.SCOPE
        return _("which is wider cannot be told") if wider else _("which is stricter cannot be told")
    if deviation.stricter in (Side.A, Side.B):
        stricter = sides.name(deviation.stricter)
        by = _difference(x, y, _) if x is not None and y is not None else ""
        words = _("{stricter} is stricter by {difference}") if by else _("{stricter} is stricter")
        return words.format(stricter=stricter, difference=by)
    return _(_EVEN.get(deviation.stricter, N_("which is stricter cannot be told")))


_EVEN = {Side.SAME: N_("neither is stricter"), Side.MIXED: N_("each is stricter at one end")}


def _stated(q: Quantity, _: Translate, *, begins: bool) -> str:
    """What is said of a value, with its verb."""
    if q.upper is not None:
        return _("requires {low} to {high}").format(low=_number(q.value), high=_with_unit(q.upper, q, _))
    if q.tolerance is not None:
        return _("requires {value} ± {tolerance}").format(value=_number(q.value), tolerance=_with_unit(q.tolerance, q, _))
    frames = _STATED.get(q.comparator.value)
    frame = frames[1 if begins else 0] if frames else N_("states {value}")
    return _(frame).format(value=_with_unit(q.value, q, _))


def _with_unit(value: Decimal, q: Quantity, _: Translate) -> str:
    symbol = q.unit.symbol if q.unit else ""
    if value == 1 and symbol in _ONE:
        return _(_ONE[symbol])
    return _(_UNITS[symbol]).format(value=_number(value)) if symbol in _UNITS else f"{_number(value)} {symbol}".strip()


def _number(value: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing; a fraction without an end (a third) to four places."""
    printed = f"{value:f}" if -int(value.as_tuple().exponent) <= _PLACES else f"{value:.4f}"
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def _difference(x: Quantity, y: Quantity, _: Translate) -> str:
    """By how much two single values differ, in the unit of A; "" where that says nothing (ranges, degrees of protection)."""
    ranged = [q for q in (x, y) if q.upper is not None or q.tolerance is not None]
    if ranged or x.unit is None or y.unit is None or x.dimension != y.dimension or x.unit.symbol in _WITHOUT_DIFFERENCE:
        return ""
    apart = abs(x.base() - y.base()) / x.unit.factor
    if not apart:
        return ""
    rounded = apart if len(apart.normalize().as_tuple().digits) <= 4 else _rounded(apart)
    if x.unit.symbol == "%":
        said = _("{value} percentage points").format(value=_number(rounded))
    elif x.unit.symbol in _LEVELS:
        said = f"{_number(rounded)} dB"
    else:
        said = _with_unit(rounded, x, _)
    return said if rounded == apart else _("about {value}").format(value=said)


def _rounded(value: Decimal) -> Decimal:
    """Three digits."""
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2), ROUND_HALF_EVEN)


def _value(deviation: Deviation, sides: Sides, side: Side) -> Quantity | None:
    """The quantity that the deviation names on a side, read where it stands, else from its words alone."""
    if deviation.kind not in (DeviationKind.LIMIT, DeviationKind.METHOD, DeviationKind.DEFINITION):
        return None
    text, spans, lang, standard = (
        (deviation.a_text, deviation.a, sides.a_lang, sides.a_standard)
        if side is Side.A
        else (deviation.b_text, deviation.b, sides.b_lang, sides.b_standard)
    )
    from matcher.quoted import quantity_quoted

    span = spans[0] if spans else None
    return quantity_quoted(text, lang, sides.clauses.get((standard, span.clause)) if span else None, span)


def _type(word: str, lang: str, standard: str, _: Translate) -> str:
    """What a modal verb makes of a sentence, with the verb."""
    from ingest.provision import drafter, provision

    kind = provision(word, lang, drafter(standard))
    return _(_TYPES.get(kind, N_("says “{word}”"))).format(word=word)


def _quoted(text: str) -> str:
    """One line of a text without the full stop at its end, cut where it is long."""
    line = " ".join(text.split()).rstrip(" .。;；")
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED].rstrip()} …"

"""When the words of a result say more, or less, than its number: such a number closes no difference, a person reads it.

"约1.05 MPa", "1.05 MPa not reached", "range of the gauge 1.6 MPa" and "要求 1.05 MPa, 实测 1.0" all print a number that keeps
a limit of 1.03 MPa; none of them shows that it was kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.designation import find_designations
from matcher.gap_words import words
from matcher.quantity import Quantity

_SIGNS = re.compile(r"[≈≃≅?？]\s*\d|(?:^|[，,;；:：(（])\s*[~～∼]\s*\d|\d[^\d,，;；。]{0,12}[?？]|[→⇒]")
_READ = "\0"
"""What stands for a quantity that was read, while other numbers are sought."""
_BARE = re.compile(
    rf"(?<=[/{_READ}])(?<=[^\d.,])(?:\s*/\s*)?\d+(?:[.,]\d+)?"  # "1.05 MPa/0.9 MPa"
    rf"|(?<![\w.,\-–—№#{_READ}/])\d+(?:[.,]\d+)?(?=\s*(?:[,，;；、/(（)）\-–~～。{_READ}]|\.(?!\d)|\d|$))"  # "…; 0.95", "1 18 ℃"
)
_GLUED = re.compile(r"[^\W\d_]$")
_GROUPED = re.compile(r"\d{1,3}[ \u00a0\u202f]\d{3}(?!\d)")


def is_doubtful(result: str, found: Sequence[Quantity]) -> bool:
    """Whether a result prints its numbers with a doubt, a wish or a negation, or prints a number whose unit nobody can tell.

    ``found`` are the quantities of ``result``.
    """
    said = words("doubt").search(result) or _SIGNS.search(result) or tells_of_failure(result)
    return bool(said or _has_other(result, found) or _is_counted(result, found))


def tells_of_failure(result: str) -> bool:
    """Whether a result tells of a leak, a crack or a refusal that it does not deny: "在1.05 MPa下泄漏", not "无泄漏"."""
    left = _denied().sub("\n", result)
    return bool(words("defect").search(left) or words("refused").search(result))


@cache
def _denied() -> re.Pattern[str]:
    """Defects that are said to be none: "no visible cracks, leakage or damage", "повреждений и трещин нет", "泄漏：无"."""
    negation, between, harm, defect, absent = (
        words(group).pattern for group in ("negation", "between", "harm", "defect", "absent")
    )
    thing = f"(?:{harm}|{defect}|{between})"
    comma = rf",(?=(?:[\s,]*{thing}){{1,6}}?[\s,]*(?<!\w)(?:or|nor|или)(?!\w))"  # of a list; else another sentence may begin
    chain = rf"(?:(?:[\s、/]|{comma})*{thing})"
    return re.compile(rf"(?:{negation}){chain}++|(?:{harm}|{defect}){chain}*+\s*[:：]?\s*(?:{absent})", re.IGNORECASE)


def _has_other(result: str, found: Sequence[Quantity]) -> bool:
    """Whether a number stands beside the quantities that may be one of them: "样品1: 1.05 MPa; 样品2: 0.95"."""
    spans = [(q.start, q.end) for q in found] + [(one.start, one.end) for one in find_designations(result)]
    masked = list(result)
    for start, end in spans:
        masked[start:end] = _READ * (end - start)
    return _BARE.search("".join(masked)) is not None


def _is_counted(result: str, found: Sequence[Quantity]) -> bool:
    """Whether the number of a sample may have run into its value: "样品1 118 ℃"."""
    return any(_GROUPED.match(result, q.value_start) and _GLUED.search(result[: q.value_start]) for q in found)

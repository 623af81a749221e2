"""Classes of severity and likelihood, and the bands of their matrix: what people set, and how it is counted.

A 5 × 5 matrix of consequence and likelihood (IEC 31010:2019, B.10.3; GB/T 27921—2023): the standards leave the words and the
bands to whoever uses the matrix. Bands here follow the product of both classes; their four names are those that China's safety
supervision asks for (低风险, 一般风险, 较大风险, 重大风险: 安委办〔2016〕11号). The harm meant is the one that could follow where
what meets the one clause is accepted as if it met the other.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Severity(IntEnum):
    """How bad the harm would be."""

    NEGLIGIBLE = 1
    MINOR = 2
    MODERATE = 3
    MAJOR = 4
    CATASTROPHIC = 5


class Likelihood(IntEnum):
    """How likely the harm is."""

    RARE = 1
    UNLIKELY = 2
    POSSIBLE = 3
    LIKELY = 4
    ALMOST_CERTAIN = 5


class Band(StrEnum):
    """What a severity and a likelihood come to together, from the lowest."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    EXTREME = "extreme"


FROM = {Band.LOW: 1, Band.MODERATE: 5, Band.HIGH: 10, Band.EXTREME: 20}
"""The least product of severity and likelihood of each band."""


def band(severity: Severity, likelihood: Likelihood) -> Band:
    """The band of a place in the matrix."""
    return max((one for one, least in FROM.items() if severity * likelihood >= least), key=FROM.__getitem__)

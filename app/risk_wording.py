"""The words of severity, likelihood and the bands of their matrix."""

from __future__ import annotations

from app.wording import N_
from matcher.risk_classes import Band, Likelihood, Severity

SEVERITIES: dict[int, str] = {
    Severity.NEGLIGIBLE: N_("1 negligible"),
    Severity.MINOR: N_("2 minor"),
    Severity.MODERATE: N_("3 moderate"),
    Severity.MAJOR: N_("4 major"),
    Severity.CATASTROPHIC: N_("5 catastrophic"),
}
LIKELIHOODS: dict[int, str] = {
    Likelihood.RARE: N_("1 rare"),
    Likelihood.UNLIKELY: N_("2 unlikely"),
    Likelihood.POSSIBLE: N_("3 possible"),
    Likelihood.LIKELY: N_("4 likely"),
    Likelihood.ALMOST_CERTAIN: N_("5 almost certain"),
}
BANDS = {
    Band.LOW: N_("low risk"),
    Band.MODERATE: N_("moderate risk"),
    Band.HIGH: N_("high risk"),
    Band.EXTREME: N_("extreme risk"),
}
RISK_MEANT = N_("The harm that could follow where what meets the one clause is accepted as if it met the other.")

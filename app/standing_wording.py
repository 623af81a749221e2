"""The words of where recognition stands: answers, countries, and what must be said beside every number."""

from __future__ import annotations

from app.standing import Answer
from app.wording import N_, Translate

ANSWERS = {
    Answer.UNDECIDED: N_("undecided"),
    Answer.AGAIN: N_("to be looked at again"),
    Answer.MISSING: N_("missing there"),
    Answer.INCOMPARABLE: N_("not comparable"),
    Answer.HERE: N_("stricter at home"),
    Answer.THERE: N_("stricter there"),
    Answer.EQUIVALENT: N_("equivalent"),
}
MISSING_HERE = N_("missing here")
PROPOSED = N_("of these proposed: {what}")
PEOPLE = N_("Recognition is for people to decide: this page counts what they decided of clauses, and concludes nothing from it.")
COUNTED = N_(
    "Counted are requirement clauses of the home standards, each once for each comparison: what the partner's standard says to"
    " it. What the machine proposes is told apart and is never part of a decided number."
)
RULES = (
    N_("Equivalent: people accepted a link as equal or as the same demand."),
    N_("Stricter at home, stricter there: whoever meets the one meets the other, and not the other way round."),
    N_("Not comparable: the demands overlap and neither implies the other; or one link is stricter at home and another there."),
    N_("Missing there: people found no counterpart. Missing here: the same for requirement clauses of the partner's standard."),
    N_("To be looked at again: a text on which a decision rests is another now."),
    N_("Of several links of a clause the worst counts. Days are those of the log (UTC), on the clauses that are on file today."),
)
NOT_STATED = N_("country not stated")
COUNTRIES = {
    "AE": N_("United Arab Emirates"),
    "AU": N_("Australia"),
    "BD": N_("Bangladesh"),
    "BR": N_("Brazil"),
    "BY": N_("Belarus"),
    "CIS": N_("Commonwealth of Independent States"),
    "CN": N_("China"),
    "DE": N_("Germany"),
    "DZ": N_("Algeria"),
    "EAC": N_("East African Community"),
    "EAEU": N_("Eurasian Economic Union"),
    "EG": N_("Egypt"),
    "ET": N_("Ethiopia"),
    "EU": N_("European Union"),
    "FR": N_("France"),
    "GB": N_("United Kingdom"),
    "GCC": N_("Gulf Cooperation Council"),
    "HU": N_("Hungary"),
    "ID": N_("Indonesia"),
    "IN": N_("India"),
    "INT": N_("international"),
    "IQ": N_("Iraq"),
    "IR": N_("Iran"),
    "JP": N_("Japan"),
    "KE": N_("Kenya"),
    "KG": N_("Kyrgyzstan"),
    "KW": N_("Kuwait"),
    "KZ": N_("Kazakhstan"),
    "MN": N_("Mongolia"),
    "MY": N_("Malaysia"),
    "NG": N_("Nigeria"),
    "NZ": N_("New Zealand"),
    "OM": N_("Oman"),
    "PH": N_("Philippines"),
    "PK": N_("Pakistan"),
    "QA": N_("Qatar"),
    "RS": N_("Serbia"),
    "RU": N_("Russia"),
    "SA": N_("Saudi Arabia"),
    "SG": N_("Singapore"),
    "TH": N_("Thailand"),
    "TJ": N_("Tajikistan"),
    "TM": N_("Turkmenistan"),
    "TR": N_("Türkiye"),
    "US": N_("United States"),
    "UZ": N_("Uzbekistan"),
    "VN": N_("Viet Nam"),
    "ZA": N_("South Africa"),
}


def country_name(code: str, _: Translate) -> str:
    """The name of a country with its code; the code alone of one that has no name here."""
    if not code:
        return _(NOT_STATED)
    return f"{_(COUNTRIES[code])} ({code})" if code in COUNTRIES else code


def percent(count: int, clauses: int) -> str:
    """A count with its share; no share of no clauses."""
    return f"{count} ({100 * count / clauses:.0f} %)" if clauses else str(count)

"""The words of the interface: gettext catalogues under ``messages/``, and the field's names for what the types hold.

English is the language of the message ids; a catalogue may be missing or incomplete without anything breaking.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from index.roles import Role
from index.shelf import Licence
from ingest.clause import Aspect, Kind, Provision
from ingest.sector import Field, Sector, Validity
from matcher.match import Advice, Decision, DeviationKind, Relation, Side

DOMAIN = "clausebridge"
CATALOGUES = Path(__file__).parent / "messages"
LANGUAGES = {"en": "English", "zh": "中文"}
Translate = Callable[[str], str]
"""What gives a message in a language: ``catalogue(lang).gettext``."""


def N_(message: str) -> str:  # noqa: N802 - the name that extraction tools look for
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


RELATIONS = {
    Relation.EQUAL: N_("equal"),
    Relation.EQUIVALENT: N_("equivalent demand"),
    Relation.SUPERSET: N_("A includes B"),
    Relation.SUBSET: N_("A within B"),
    Relation.INTERSECTS: N_("partly overlapping"),
    Relation.NONE: N_("no counterpart"),
}
ROLES = {
    Role.VIEWER: N_("viewer"),
    Role.REVIEWER: N_("reviewer"),
    Role.ADJUDICATOR: N_("adjudicator"),
    Role.ADMIN: N_("admin"),
}
RELATION_HELP = {
    Relation.EQUAL: N_("The same wording, or its translation."),
    Relation.EQUIVALENT: N_("The same demand in other words."),
    Relation.SUPERSET: N_("Whoever meets A meets B: A demands more."),
    Relation.SUBSET: N_("Whoever meets B meets A: B demands more."),
    Relation.INTERSECTS: N_("Some demands are shared; neither implies the other."),
    Relation.NONE: N_("Nothing on the other side answers to this."),
}
RATIONALES = {
    "syntactic": N_("by the words"),
    "semantic": N_("by the meaning"),
    "functional": N_("by what is achieved"),
}
"""On what a relation rests, by the values of ``matcher.relate.Rationale``."""
LICENCES = {
    Licence.FULL: N_("the full text"),
    Licence.EXCERPT: N_("a short excerpt"),
    Licence.NONE: N_("no text"),
}
"""What the licence of a standard lets be shown of its text."""
ADVICE = {
    Advice.PROPOSE: N_("sure enough"),
    Advice.ASK: N_("please check"),
    Advice.SILENT: N_("very unsure"),
}
ADVICE_HELP = N_(
    "Sure enough: of what is marked so, about 99 in 100 were right where it was measured. Please check: it may be right."
    " Very unsure: more likely wrong than right."
)
SIDES = {
    Side.A: N_("A is stricter"),
    Side.B: N_("B is stricter"),
    Side.SAME: N_("same strictness"),
    Side.MIXED: N_("stricter in parts on either side"),
    Side.NOT_COMPARABLE: N_("not comparable"),
}
PUBLISHED = {
    "same": N_("stated to be the same"),
    "corresponds": N_("set side by side"),
    "changed": N_("stated as changed"),
    "moved": N_("stated as moved"),
    "added": N_("stated as added"),
    "deleted": N_("stated as left out"),
}
"""What a standard publishes of a clause, by the values of ``ingest.stated.Said``."""
DEVIATIONS = {
    DeviationKind.LIMIT: N_("limit"),
    DeviationKind.MODALITY: N_("modal verb"),
    DeviationKind.CONDITION: N_("condition"),
    DeviationKind.SCOPE: N_("scope"),
    DeviationKind.METHOD: N_("test method"),
    DeviationKind.REFERENCE: N_("reference"),
    DeviationKind.MISSING: N_("missing in B"),
    DeviationKind.ADDED: N_("only in B"),
    DeviationKind.DEFINITION: N_("definition"),
}
PROVISIONS = {
    Provision.REQUIREMENT: N_("requirement"),
    Provision.INSTRUCTION: N_("instruction"),
    Provision.RECOMMENDATION: N_("recommendation"),
    Provision.PERMISSION: N_("permission"),
    Provision.STATEMENT: N_("statement"),
    Provision.UNSURE: N_("type unsure"),
}
ADDRESSEES = {
    "employer": N_("employer"),
    "worker": N_("worker"),
    "manufacturer": N_("manufacturer"),
    "supplier": N_("supplier"),
    "contractor": N_("contractor"),
    "operator": N_("operator"),
    "organization": N_("organization"),
    "management": N_("management of the organization"),
    "competent person": N_("competent person"),
    "laboratory": N_("laboratory"),
    "authority": N_("authority"),
}
"""Who has to do what a provision demands; the keys are those of ``matcher.addressee``."""
ASPECTS = {
    Aspect.DEFINITION: N_("definition"),
    Aspect.PRODUCT: N_("product requirement"),
    Aspect.METHOD: N_("test method"),
    Aspect.SAMPLING: N_("sampling and inspection"),
    Aspect.DOCUMENTS: N_("marking and documents"),
    Aspect.MANAGEMENT: N_("management"),
    Aspect.PERSONNEL: N_("personnel"),
    Aspect.UNSURE: N_("aspect unsure"),
}
LIMITS = {
    "publisher": N_("Publisher"),
    "country": N_("Country"),
    "edition": N_("Year of the edition"),
    "provision": N_("Provision type"),
    "aspect": N_("Aspect"),
}
"""What a search can be limited to, beside language, standard and ``CLASSES``."""
CLASSES = {"status": N_("Status"), "sector": N_("Sector"), "field": N_("Field")}
CLASS_VALUES: dict[str, str] = {
    Validity.CURRENT: N_("current"),
    Validity.UPCOMING: N_("not yet in force"),
    Validity.REPLACED: N_("replaced"),
    Validity.WITHDRAWN: N_("withdrawn"),
    Validity.UNSAID: "–",
    Sector.OIL_AND_GAS: N_("oil and gas"),
    Sector.COAL: N_("coal"),
    Sector.POWER: N_("power"),
    Sector.MINERALS: N_("minerals"),
    Sector.GENERAL: N_("general"),
    Field.HSE: N_("HSE"),
    Field.CERTIFICATION: N_("certification"),
    Field.PRODUCT: N_("product"),
}
"""Status, sector and field of a standard; their values differ from each other."""
KINDS = {
    Kind.FOREWORD: N_("foreword"),
    Kind.INTRODUCTION: N_("introduction"),
    Kind.PART: N_("part"),
    Kind.CHAPTER: N_("chapter"),
    Kind.SECTION: N_("section"),
    Kind.ARTICLE: N_("article"),
    Kind.CLAUSE: N_("clause"),
    Kind.TERM: N_("term"),
    Kind.ANNEX: N_("annex"),
    Kind.BIBLIOGRAPHY: N_("bibliography"),
    Kind.PARAGRAPH: N_("paragraph"),
    Kind.LIST_ITEM: N_("list item"),
    Kind.NOTE: N_("note"),
    Kind.EXAMPLE: N_("example"),
    Kind.TABLE: N_("table"),
    Kind.FIGURE: N_("figure"),
    Kind.FORMULA: N_("formula"),
    Kind.FOOTNOTE: N_("footnote"),
}
DECISIONS = {
    Decision.ACCEPT: N_("accepted"),
    Decision.REJECT: N_("rejected"),
    Decision.UNSURE: N_("unsure"),
    Decision.NO_COUNTERPART: N_("no counterpart"),
    Decision.UNDO: N_("undone"),
}
REASONS = {
    "other-subject": N_("Another subject"),
    "other-scope": N_("Another product or scope"),
    "other-kind": N_("Another kind of provision (test method, definition, marking)"),
    "too-loose": N_("Only loosely related"),
    "wrong-clause": N_("The clause was read wrongly from the file"),
    "better-counterpart": N_("Another clause answers better"),
    "unrelated": N_("The two do not answer to each other"),
    "no-counterpart": N_("No counterpart"),
    "decided-anew": N_("Decided anew"),
}
CHOSEN_REASONS = ("other-subject", "other-scope", "other-kind", "too-loose", "wrong-clause")
"""Those that are offered when a link is rejected; the others follow from what else was done."""


@lru_cache(maxsize=8)
def catalogue(lang: str) -> gettext.NullTranslations:
    """The catalogue of ``lang`` ("zh-CN" and "zh_TW" use "zh"); English, whose texts are the message ids, where there is none."""
    return gettext.translation(DOMAIN, CATALOGUES, languages=[lang.replace("-", "_").split("_")[0].lower()], fallback=True)


def supported(locale: str | None) -> str:
    """The interface language for a browser's locale: its language when there is a catalogue, else English."""
    lang = (locale or "en").replace("_", "-").split("-")[0].lower()
    return lang if lang in LANGUAGES else "en"


LANGUAGE_NAMES = {
    "ar": N_("Arabic"),
    "de": N_("German"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "fa": N_("Persian"),
    "fr": N_("French"),
    "id": N_("Indonesian"),
    "it": N_("Italian"),
    "ja": N_("Japanese"),
    "kk": N_("Kazakh"),
    "ko": N_("Korean"),
    "mn": N_("Mongolian"),
    "ms": N_("Malay"),
    "pt": N_("Portuguese"),
    "ru": N_("Russian"),
    "tg": N_("Tajik"),
    "th": N_("Thai"),
    "tk": N_("Turkmen"),
    "tr": N_("Turkish"),
    "ur": N_("Urdu"),
    "uz": N_("Uzbek"),
    "vi": N_("Vietnamese"),
    "zh": N_("Chinese"),
}

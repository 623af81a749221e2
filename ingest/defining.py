"""Sentences that define: the one that says which definitions apply, and the one that says what a word means.

They state, whatever verbs they hold (GB/T 1.1—2020 and ISO/IEC Directives Part 2: a definition holds no requirement); an act
defines in list items and paragraphs too.
"""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"\bdefinitions?\b[^.;\n]{0,120}?\b(?:shall )?appl(?:y|ies)(?:\s*[:.;—]?\s*$|,? (?:for the purposes?|to this|in this)\b)|"
    r"\b(?:words|terms|expressions)\b[^.;\n]{0,80}?\b(?:have|has|shall have) the (?:following )?meanings?\b|"
    r"\bunless the context otherwise requires,?\s*[:—–-]*\s*$|"
    r"下列(?:术语|用语|词语|定义)[^。；\n]{0,20}(?:适用|含义|定义)|(?:术语和定义|定义)适用于本|"
    r"\b(?:примен|использу)\w+[^.;\n]{0,60}?\s(?:ниже)?следующие\s+(?:основные\s+)?(?:термин|поняти|определени)\w*|"
    r"\bмынадай\s+(?:негізгі\s+)?(?:ұғым|термин|анықтама)[^.;\n]{0,40}?\s(?:қолданыл|пайдаланыл)\w*|"
    r"\bon entend par\b|\bles (?:termes|définitions)\b[^.;\n]{0,80}?\bs'appliquent\b|"
    r"\b(?:thuật ngữ|từ ngữ|định nghĩa)\b[^.;\n]{0,80}?(?:được hiểu|được áp dụng)\b|\b(?:áp|sử) dụng các (?:thuật|từ) ngữ\b|"
    r"\byang dimaksud dengan\b(?:\s*[:“\"‘]|[^.;\n]{1,80}?\badalah\b)|\bistilah dan definisi\b[^.;\n]{0,40}?\bberikut\b|"
    r"\bgelten (?:die )?folgende\w* (?:Begriff|Definition)\w*|\bbezeichnet der (?:Ausdruck|Begriff)\b|\bse entenderá por\b|"
    r"يقصد بال(?:عبارات|كلمات|ألفاظ|مصطلحات)|تطبق [^.;\n]{0,30}(?:المصطلحات|التعاريف|التعريفات)",
    re.IGNORECASE,
)
_MEANS = (
    r"(?:shall )?means?|has the meaning|bedeutet|bezeichnet|désigne|significa|означает|是指|指|là"  # what stands behind the word
)
_DEFINITION = re.compile(
    rf"[‘“«„\"'][^\n‘“«„]{{1,120}}?[’”»“\"'](?: \([^)\n]{{1,60}}\))?,? ?(?:{_MEANS})(?!\w)|"
    r"(?!(?:which|that|this|it|by|and|or)\b)[a-z][\w ,()/-]{0,60}? means(?:\s*[:—]|,? (?:an?|the|any|each|all)\b)"
)


def leads_definitions(sentence: str) -> bool:
    """Whether ``sentence`` says that definitions apply, those that follow it or those of another document."""
    return bool(_LEAD.search(sentence))


def is_definition(sentence: str) -> bool:
    """Whether ``sentence``, without the mark of its list item, begins with a word and says what it means."""
    return bool(_DEFINITION.match(sentence))

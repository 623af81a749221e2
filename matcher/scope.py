"""What a whole standard is about: two standards with disjoint scopes are not comparable, whatever their clauses share."""

from __future__ import annotations

import re

from ingest.clause import Document
from ingest.sentences import sentences
from matcher.condition import Condition, conditions, disjoint

_SCOPE = re.compile(
    r"^\s*(?:适用)?范\s*围|^\s*scope|^\s*область применения|^\s*phạm vi|^\s*domaine d.application|^\s*ruang lingkup", re.I
)
_NOT_FOR = re.compile(
    r"不适用|does not apply|do not apply|не распространяется|không áp dụng|ne s.applique pas|tidak berlaku", re.I
)


def is_scope_title(title: str) -> bool:
    """Whether a clause of this title says what the standard is for."""
    return bool(_SCOPE.match(title))


def stated(document: Document) -> tuple[Condition, ...]:
    """The conditions that the title and the scope of ``document`` state; what it does not apply to is left out."""
    texts = [document.standard.title, *(title for _, title in document.standard.titles)]
    for clause in document.clauses:
        if is_scope_title(clause.title):
            texts += [s.text for s in sentences(clause.text) if not _NOT_FOR.search(s.text)]
    return tuple(c for text in texts for c in conditions(text))


def apart(a: Document, b: Document) -> str:
    """Why nothing of ``a`` can be compared with anything of ``b``; "" where their scopes may meet."""
    return disjoint(stated(a), stated(b))

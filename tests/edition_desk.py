"""The library of the tests of the review desk with a later edition of its A, in which one of each change was made."""

from dataclasses import replace

import review_desk
from review_desk import A, B, FakeEncoder, clause

from app import deciding
from app.queueing import queue
from app.state import Choice, load_comparison
from index.library import Library
from ingest.annotate import annotated
from ingest.clause import Document, Standard
from matcher import ledger
from matcher.match import Decision, Relation

N = "GB/T 90001—2026"
"""The later edition of A: another limit in 4.1, 4.3 worded otherwise, 4.4 is new, 4.5 was 4.4, and what was 4.5 is left out."""
__all__ = ["A", "B", "N"]


def later():
    clauses = [
        clause(N, "4", "zh", "一般要求", ""),
        clause(N, "4.1", "zh", "接触限值", "8 h 等效声级不应超过 80 dB(A)。", page=3),
        clause(N, "4.2", "zh", "测量", "应使用符合 GB/T 3785.1 的 1 级或 2 级声级计测量。"),
        clause(N, "4.3", "zh", "记录", "测量的记录应当保存至少10年。"),
        clause(N, "4.4", "zh", "工程控制", "新建工作场所的设计声级不应大于 82 dB(A)。"),
        clause(N, "4.5", "zh", "标识", "超过限值的区域入口处应设置警示标识，并配备护听器。"),
        clause(N, "4.6", "zh", "通风", "局部排风罩的风速不应低于 0.5 m/s。"),
    ]
    return annotated(Document(Standard(N, "zh", "工作场所噪声", publisher="GB"), tuple(clauses)))


def add_later(library, author="admin"):
    library.add(later(), FakeEncoder(), author=author)


def decide(library, author="Li", *, decision=Decision.ACCEPT):
    """Decide every card of A and B as it is proposed."""
    opened = load_comparison(library, A, B)
    for item in queue(opened, (), library.log.head().number):
        said = Choice(Decision.NO_COUNTERPART) if not (item.match.a_clauses and item.match.b_clauses) else None
        fresh = replace(item, seen=library.log.head().number)
        deciding.apply(library, opened, fresh, said or Choice(decision, Relation.SUPERSET), author)


def seed(folder):
    """The place of a library in which Li decided everything on A, and N is on file."""
    place = review_desk.seed(folder)
    with Library.open(place) as library:
        decide(library)
        add_later(library, "Li")
    return place


def said(library, a, b):
    """What holds on two standards: label of A, label of B, decision."""
    names = [{one.id: one.clause for one in library.clauses(name)} for name in (a, b)]
    return {(names[0].get(one.a_clause, ""), names[1].get(one.b_clause, "")): one for one in ledger.judgements(library, a, b)}

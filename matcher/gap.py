"""The types of a gap list: what a test report against one standard (A) shows of the requirements of another (B), line by line.

A gap list records evidence for a person to sign; it never says that anything is recognised. ``Ground`` are the reasons: each is
the finding of one rule, with the class that it leads to at best; the interface tells it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.testreport import LabReport
from matcher.match import Advice, Deviation, Relation


class GapClass(StrEnum):
    """What a requirement of B still asks for."""

    MET = "met"
    CONDITION = "met on condition"
    DELTA = "delta test"
    DOCUMENT = "document review"
    ADMINISTRATIVE = "administrative"
    OPEN = "not covered"


SEVERITY = {GapClass.MET: 0, GapClass.CONDITION: 1, GapClass.DELTA: 2, GapClass.OPEN: 3}
"""How far the classes are from met; a finding never makes a line better than another one left it."""


class Origin(StrEnum):
    """Who says that clauses correspond."""

    DECIDED = "decided"
    PROPOSED = "proposed"
    NONE = ""


class Ground(StrEnum):
    """Why a line has its class. The words are ``app.gap_wording``."""

    # what carries it
    PASSED = "passed"
    BY_VALUE = "by value"
    # met, if …
    PROPOSED = "proposed"
    STALE = "judged on another text"
    UNSURE = "a person is unsure"
    EDITION = "other edition"
    UNDATED = "no edition"
    UNCHANGED = "unchanged between editions"
    ACCREDITATION = "no accreditation"
    SCOPE = "outside the accreditation"
    OUTSIDE = "lines outside the accreditation"
    DATES = "dates"
    NOT_APPLICABLE = "not applicable"
    PARTLY = "partly not applicable"
    PARENT = "verdict of the clause above"
    ODD_LINES = "verdict not understood beside"
    CONTRADICTED = "words against the pass"
    CITES = "cites another standard"
    OTHER_REFERENCE = "other reference"
    RESTS = "rests on a clause"
    METHOD_OPEN = "test method on condition"
    METHOD_UNTOLD = "method not told"
    AMBIENT = "surroundings"
    # delta test
    FAILED = "failed"
    NOT_TESTED = "not tested"
    UNSAID = "no verdict"
    STRICTER = "stricter"
    NOT_COMPARABLE = "not comparable"
    DEMANDS_MORE = "demands more"
    OVER = "value outside"
    NO_VALUE = "no value"
    METHOD = "other test method"
    METHOD_KNOWN = "test method known"
    # not covered
    NO_LINE = "no line"
    NOT_COMPARED = "not compared"
    NO_COUNTERPART = "no counterpart"
    ASKED = "open question"
    INAPPLICABLE = "not applicable there"
    # no test
    MARKING = "marking"
    LANGUAGE = "language"
    REPRESENTATIVE = "representative"
    FACTORY = "factory"
    RENEWAL = "renewal"
    PAPERS = "papers"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Because:
    """A finding: its ``ground``, the best class that it allows, and the words that its sentence needs, by their names."""

    ground: Ground
    leads: GapClass
    words: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> dict[str, str]:
        """The words of the sentence by name."""
        return dict(self.words)


def because(ground: Ground, leads: GapClass, **words: object) -> Because:
    """A finding with the words of its sentence."""
    return Because(ground, leads, tuple((name, str(value)) for name, value in words.items()))


@dataclass(frozen=True, slots=True)
class Basis:
    """A correspondence on which clauses of B may rest: clauses (ids) of A, clauses of B, and how A relates to B.

    ``by``, ``at`` and ``entry`` name the person's judgement, "" and 0 for a proposal. ``current``: the texts that were judged are
    those on file. ``unsure``: a person could not say.
    """

    a_clauses: tuple[str, ...]
    b_clauses: tuple[str, ...]
    relation: Relation
    origin: Origin
    deviations: tuple[Deviation, ...] = ()
    advice: Advice = Advice.ASK
    by: str = ""
    at: str = ""
    entry: int = 0
    current: bool = True
    unsure: bool = False

    @property
    def implies(self) -> bool:
        """Whether whoever meets A meets B."""
        return self.relation in (Relation.EQUAL, Relation.EQUIVALENT, Relation.SUPERSET)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A measured value of line ``line`` held against a limit of B.

    ``measured`` and ``limit`` as printed; ``value`` and ``bound`` in ``unit``, the unit of the limit, with the ``sign`` of that
    between them; ``margin`` is what is left, below 0 where the limit is not kept.
    """

    line: int
    measured: str
    limit: str
    value: str
    sign: str
    bound: str
    margin: str
    unit: str
    kept: bool


@dataclass(frozen=True, slots=True)
class TestItem:
    """What a delta test has to show: the words of B that ask for it ("" for the clause as a whole), those of A beside it."""

    kind: str
    b_text: str = ""
    a_text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a person made of a line: its class, why, who, when, in which entry of the log."""

    gap: GapClass
    reason: str
    author: str
    at: str
    entry: int


@dataclass(frozen=True, slots=True)
class GapLine:
    """One requirement of B. ``proposed`` is the class that the rules give; ``changed`` what a person made of it since.

    ``lines`` are the numbers of the lines of the report that it rests on; ``methods`` the clauses (ids) of B that say how it is
    tested; ``a_clauses`` the clauses of A that answer to it.
    """

    number: int
    clause: str
    label: str
    title: str
    page: int
    text_hash: str
    proposed: GapClass
    grounds: tuple[Because, ...] = ()
    origin: Origin = Origin.NONE
    bases: tuple[Basis, ...] = ()
    lines: tuple[int, ...] = ()
    arithmetic: tuple[Arithmetic, ...] = ()
    items: tuple[TestItem, ...] = ()
    methods: tuple[str, ...] = ()
    changed: Changed | None = None

    @property
    def gap(self) -> GapClass:
        """The class that counts: a person's, else that of the rules."""
        return self.changed.gap if self.changed else self.proposed

    @property
    def a_clauses(self) -> tuple[str, ...]:
        """The clauses of A, in the order in which they were found."""
        return tuple(dict.fromkeys(one for basis in self.bases for one in basis.a_clauses))


@dataclass(frozen=True, slots=True)
class Left:
    """Clauses of B (labels) that are no requirement, and why: a provision type, "definition", "statement", or "heading"."""

    why: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapList:
    """A report against the requirements of one target.

    ``tested`` is the standard on file whose clauses were compared, ``target`` the one that is asked for; ``clauses`` labels to
    which the target was restricted, none for the whole. ``edition`` says how the edition of the report stands to ``tested``:
    "same", "other", "undated", "amended". ``warnings`` are findings that concern the whole report.
    """

    report: LabReport
    tested: str
    target: str
    edition: str
    lines: tuple[GapLine, ...]
    left: tuple[Left, ...] = ()
    warnings: tuple[Because, ...] = ()
    clauses: tuple[str, ...] = ()
    compared: int = 0
    as_of: str = ""

    def counts(self) -> dict[GapClass, int]:
        """How many lines each class has, in the order of the classes."""
        return {one: sum(line.gap is one for line in self.lines) for one in GapClass}


def worst(grounds: Sequence[Because]) -> GapClass:
    """The class that findings leave, the furthest from met of them; MET where there are none."""
    return max((one.leads for one in grounds), key=lambda one: SEVERITY.get(one, 0), default=GapClass.MET)

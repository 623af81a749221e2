"""What a standard says it is for: what its scope clauses cover, what they leave out, and up to which values they hold.

The words are a table, ``tables/scopes.toml``, whose values are the same in all languages; what a scope leaves out is kept as
printed besides, since no table has it all. A standard without a scope clause (an act, an older ГОСТ) is read by its sentences
that say what "this standard" applies to.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ingest.clause import Clause, Document
from ingest.sentences import Sentence, sentences
from matcher.match import Span
from matcher.quantity import Quantity, quantities

Value = tuple[str, str]
"""A table of ``scopes.toml`` and a value in it: ("subject", "noise at work")."""
READ = frozenset({"zh", "en", "ru", "vi"})
"""The languages whose scopes are read."""
_TITLE = re.compile(
    r"^\s*(?:适用)?范\s*围|^\s*scope|^\s*область применения|^\s*сфера (?:применения|действия)|^\s*phạm vi|^\s*đối tượng áp dụng|"
    r"^\s*domaine d.application|^\s*ruang lingkup",
    re.I,
)
_THIS = re.compile(
    r"本(?:标准|文件|规范|规定|规程|办法|法|条例|部分|指南)|"
    r"(?<!\w)this (?:\w+ )?(?:standard|document|act|part|code|regulation)(?!\w)|"
    r"настоящ(?:ий|его|ем) (?:\w+ )?(?:стандарт|документ|закон|правил)\w*|(?:tiêu chuẩn|quy chuẩn|luật|nghị định) này",
    re.I,
)
_NOT_FOR = re.compile(
    r"(?:[也均]\s?)?不(?:再)?适用于?|(?:[也均]\s?)?不包括|"
    r"(?<!\w)(?:it |and |but )*(?:does|do|shall) not (?:apply|cover|extend)(?: to)?|"
    r"(?<!\w)(?:it |and |but )*(?:is|are) not (?:applicable|intended)(?: to| for)?|(?<!\w)(?:it )?excludes|"
    r"(?<!\w)(?:и |но |а )?не распростран\w+(?: на)?|(?<!\w)(?:и |но |а )?не применя\w+(?: (?:к|для))?|"
    r"(?<!\w)(?:и |но |а )?не рассматрива\w+|"
    r"(?:và |nhưng )?không áp dụng(?: (?:cho|đối với))?",
    re.I,
)
_LIKEWISE = re.compile(r"参照|by analogy|as guidance|может применяться|допускается применять|tham khảo", re.I)
_FOR = re.compile(
    r"适用|也按本|(?<!\w)appl(?:y|ies|icable)|(?<!\w)intended for|распростран\w+|применя\w+|предназнач\w+|áp dụng", re.I
)
_STATES = re.compile(
    r"规定了?|给出了?|描述了?|确立了?|"
    r"(?<!\w)(?:specif(?:y|ies)|sets? out|covers?|gives?|describes?|defines?|establish(?:es)?|provides?)(?!\w)|"
    r"устанавлива\w+|определя\w+|содержит|quy định|thiết lập",
    re.I,
)
_JOINED = ("and ", "but ", "и ", "но ", "а ", "và ", "nhưng ")
_BREAK = re.compile(r"[，；,;]")
_CUT = {
    "zh": re.compile(r"[、；;，]|以及|和"),
    "": re.compile(
        r"[;,](?!\s(?:котор\w+|which|that|who|whose|mà)\s)(?:\s(?:and|or|nor|и|или|а также|và|hoặc)(?=\s))?|"
        r"\s(?:and|or|nor)(?=\s(?:to|on|for)\s)|\s(?:и|или)(?=\s(?:на|к)\s)|\s(?:và|hoặc)(?=\s(?:cho|đối với)\s)",
        re.I,
    ),
}
_AND = re.compile(r"\s(?:and|or|и|или|và|hoặc)(?=\s(?!(?:not|do|are|is|не|không)\s))", re.I)
"""Cuts as well, where a comma says that this is a list."""
_UNFINISHED = re.compile(r"^\s*(?:[仅只以由因从未不]|采用|控制|使用)[^的]*$")  # 以生活垃圾、危险废物为燃料的锅炉 is one thing
_INCLUDING = re.compile(r"(?:包括|(?<!\w)including|включая|в том числе|kể cả|bao gồm)[^，；,;.。]*$", re.I)
_CURRENT = re.compile(r"交流|直流")
_NAMES = re.compile("《[^》]*》")
_LEADING = re.compile(r"^(?:to|on|for|in|at|на|к|для|cho|đối với|于|对于?|在)\s+|^(?:于|对)", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a scope and the value they stand for. ``applies``: they say to what it applies, not only what it contains.

    ``span`` is None for words of the standard's title; ``besides``: they stand behind "including", which limits nothing.
    """

    value: Value
    text: str
    span: Span | None
    applies: bool
    besides: bool = False


@dataclass(frozen=True, slots=True)
class Excluded:
    """One thing that a scope leaves out, as printed, with the values that the table has for it; ``source``: its clause's text."""

    text: str
    span: Span
    values: frozenset[Value]
    source: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A value that says where a standard holds (up to it, or from it on), with its words."""

    quantity: Quantity
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Scope:
    """What a standard says it is for. ``stated``: it has sentences that say so; ``read``: in a language that is read."""

    lang: str
    stated: bool
    read: bool
    covered: tuple[Named, ...]
    excluded: tuple[Excluded, ...]
    bounds: tuple[Bound, ...]

    def values(self, table: str) -> frozenset[str]:
        """The values of a table that are covered."""
        return frozenset(n.value[1] for n in self.covered if n.value[0] == table)

    def named(self, table: str, values: frozenset[str]) -> tuple[Named, ...]:
        """The words for ``values`` that are covered, those in sentences first, each value once."""
        first: dict[str, Named] = {}
        for n in sorted(self.covered, key=lambda n: n.span is None):
            if n.value[0] == table and n.value[1] in values:
                first.setdefault(n.value[1], n)
        return tuple(first.values())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The table: for each value its words, the wider values that it lies in, and its family ("" without one)."""

    words: Mapping[Value, re.Pattern[str]]
    wider: Mapping[Value, frozenset[str]]
    family: Mapping[Value, str]


def is_scope_title(title: str) -> bool:
    """Whether a clause of this title says what the standard is for."""
    return bool(_TITLE.match(title))


@cache
def vocabulary() -> Vocabulary:
    """``tables/scopes.toml``, read once."""
    text = resources.files("matcher").joinpath("tables/scopes.toml").read_text(encoding="utf-8")
    rows = {(table, value): row for table, values in tomllib.loads(text).items() for value, row in values.items()}
    return Vocabulary(
        {value: re.compile("|".join(row["words"]), re.I) for value, row in rows.items()},
        {value: frozenset(row.get("in", ())) for value, row in rows.items()},
        {value: row.get("family", "") for value, row in rows.items()},
    )


def scope_of(document: Document) -> Scope:
    """What ``document`` says it is for: by its title and scope clauses, else by early sentences about "this standard"."""
    standard = document.standard
    covered = [Named(v, m, None, applies=True) for t in _titles(document) for v, m, _, _ in _found(t)]
    excluded: list[Excluded] = []
    bounds: list[Bound] = []
    stated = False
    for clause, sentence in _statements(document):
        stated = True
        for start, end, role in _segments(clause.text, sentence):
            text = clause.text[start:end]
            if role == "not":
                excluded += _items(clause, start, end, whole=_listed(clause.text, sentence) == "not")
                continue
            covered += [
                Named(
                    value,
                    words,
                    Span(clause.id, start + first, start + last),
                    applies=role != "states",
                    besides=bool(_INCLUDING.search(text, 0, first)),
                )
                for value, words, first, last in _found(text)
            ]
            if role == "for":
                bounds += _bounds(clause, start, end)
    return Scope(standard.lang, stated, standard.lang in READ, tuple(covered), tuple(excluded), tuple(bounds))


def _titles(document: Document) -> tuple[str, ...]:
    return (document.standard.title, *(title for lang, title in document.standard.titles if title != document.standard.title))


_EARLY = 12
"""Among so many clauses at the beginning the scope is looked for where no title announces it."""


def _statements(document: Document) -> Iterator[tuple[Clause, Sentence]]:
    """The sentences that say what the standard is for, with their clauses."""
    titled = [c for c in document.clauses if is_scope_title(c.title)]
    for clause in titled:
        yield from ((clause, s) for s in sentences(clause.text))
    if not titled:
        for clause in document.clauses[:_EARLY]:
            for s in sentences(clause.text):
                if _THIS.search(s.text) and (_NOT_FOR.search(s.text) or _FOR.search(s.text)):
                    yield clause, s


def _segments(text: str, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """A sentence cut into what is covered ("for"), contained ("states"), treated likewise ("likewise") and left out ("not").

    A list below "does not apply to:" is left out item by item.
    """
    hits = [m for m in _NOT_FOR.finditer(text, sentence.start, sentence.end)]
    if not hits:
        yield sentence.start, sentence.end, _listed(text, sentence) or _role(sentence.text)
        return
    joined = hits[0].group().startswith(_JOINED)
    head_end = hits[0].start() if joined else _last_break(text, sentence.start, hits[0].start())
    if head_end > sentence.start and (
        _FOR.search(text, sentence.start, head_end) or _STATES.search(text, sentence.start, head_end)
    ):
        yield sentence.start, head_end, _role(text[sentence.start : head_end])
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        end = _last_break(text, hit.end(), following.start()) if following else sentence.end
        first = _BREAK.split(text[hit.end() : end], maxsplit=1)[0]
        if len(_THIS.sub("", first).strip(" 。.:：")) > 1:
            yield hit.end(), end, "not"
        elif hit is hits[0] and not first.rstrip().endswith((":", "：")):
            yield sentence.start, hit.start(), "not"  # 采用…贮存的，不适用本标准: what is left out stands before


def _last_break(text: str, start: int, end: int) -> int:
    found = [m.end() for m in _BREAK.finditer(text, start, end)]
    return found[-1] if found else start


def _role(text: str) -> str:
    return "likewise" if _LIKEWISE.search(text) else "for" if _FOR.search(text) else "states" if _STATES.search(text) else ""


def _listed(text: str, sentence: Sentence) -> str:
    """The role that an item of a list has from the line that ends in a colon above it; "" where it is none."""
    if _FOR.search(sentence.text) or _STATES.search(sentence.text):
        return ""
    above = text.rfind("\n", 0, sentence.start)
    while above > 0:
        start = text.rfind("\n", 0, above) + 1
        line = text[start:above].rstrip()
        if line.endswith((":", "：")):
            return "not" if _NOT_FOR.search(line) else _role(line)
        if not line.endswith((";", "；", ",", "，")):
            return ""
        above = start - 1
    return ""


def _found(text: str) -> Iterator[tuple[Value, str, int, int]]:
    """The values that ``text`` names, in reading order: value, words as printed, start, end. Titles of acts (《…》) name none."""
    text = _NAMES.sub(lambda m: " " * len(m.group()), text)
    hits = [(m.start(), m.end(), value, m.group()) for value, words in vocabulary().words.items() for m in words.finditer(text)]
    for start, end, value, words in sorted(hits):
        yield value, words, start, end


def _items(clause: Clause, start: int, end: int, *, whole: bool) -> Iterator[Excluded]:
    """What is left out, one by one; an item of a list is ``whole``."""
    text = clause.text[start:end]
    at = 0
    cuts = set() if whole else {m.span() for m in _CUT.get(clause.lang, _CUT[""]).finditer(text)}
    if cuts and clause.lang not in _CUT:
        cuts |= {m.span() for m in _AND.finditer(text) if not any(start <= m.start() < end for start, end in cuts)}
    for stop, following in [*sorted(cuts), (len(text), len(text))]:
        piece, begin = text[at:stop], at
        if stop < len(text) and _UNFINISHED.match(piece):
            continue
        at = following
        begin += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        while m := _LEADING.match(piece):
            piece, begin = piece[m.end() :], begin + m.end()
        piece = piece.rstrip(" 。.;；,，:：")
        if sum(c.isalpha() for c in piece) >= 2 and not _THIS.fullmatch(piece):
            span = Span(clause.id, start + begin, start + begin + len(piece))
            yield Excluded(piece, span, frozenset(value for value, *_ in _found(piece)), clause.text)


def _bounds(clause: Clause, start: int, end: int) -> Iterator[Bound]:
    # the kind of current stands between the words of comparison and the value: 不高于交流1 000 V
    text = _CURRENT.sub(lambda m: " " * len(m.group()), clause.text)
    for q in quantities(text, clause.lang):
        if start <= q.value_start and q.value_end <= end and q.unit is not None:
            yield Bound(q, clause.text[q.start : q.end], Span(clause.id, q.start, q.end))

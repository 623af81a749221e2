"""Provisions as structure: who must, what is limited to what, under which conditions, with which exceptions, tested how.

Every ``Statement`` is one sentence or list item of a clause, or one cell of a table; all that it holds are characters of the text
of the clause. What is not plain is left out: a wrong condition does more harm than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.clause import Clause, Kind, Provision, Sentence
from ingest.drafting import orders
from ingest.provision import Modal, drafter, modals, provision
from ingest.sentences import sentences
from matcher.addressee import addressee
from matcher.comparators import Comparator
from matcher.condition import conditions, conditions_of
from matcher.limited import limited
from matcher.qualifiers import Phrase, Place, Role, opened
from matcher.quantity import Quantity, quantities
from matcher.stated import Bound, Statement, frozen
from matcher.subject import subject
from matcher.suspended import suspended
from matcher.tabular import cell_statements

_SUSPENDED = frozenset({"zh", "kk"})
_LEADS = re.compile(r"[:：]\s*$|—\s*$")
_MARK = re.compile(
    r"\s*(?:[(（]?(?:(?P<digit>\d{1,2})|(?P<letter>[a-zа-яđ])|(?P<roman>[ivx]{1,4}))[)）.]|[(（]?(?P<han>[一二三四五六七八九十]{1,3})[)）、.]|"
    r"(?P<dash>[-—–•·●*]+))\s*$",
    re.IGNORECASE,
)


_WHICH = re.compile(r"(?<![^，。；：])[^，。；：]{4,40}的[^，。；：的]{1,12}(?=，)")
"""Before the verb of a Chinese sentence: 总表面积不大于1000 mm²的元件，"""


@dataclass(frozen=True, slots=True)
class _Lead:
    """A sentence that leads in a list, and the form of its own mark ("" for none)."""

    statement: Statement
    form: str


def statements(clause: Clause, above: str = "") -> tuple[Statement, ...]:
    """The provisions of ``clause`` in reading order; the cells of its tables after them.

    ``above`` is what stands above the clause (titles), where it may be said how something is measured.
    Sentences are those of ``ingest.provisions``; a clause that was not annotated is split and typed here.
    """
    publisher = drafter(clause.standard)
    given = clause.sentences or tuple(
        Sentence(s.start, s.end, provision(s.text, clause.lang, publisher)) for s in sentences(clause.text)
    )
    reader = _Reader(clause, publisher, above)
    found = tuple(reader.read(given))
    return (*found, *cell_statements(clause, found, above))


class _Reader:
    """Reads the sentences of one clause in order, with the lists that are open."""

    def __init__(self, clause: Clause, publisher: str, above: str) -> None:
        self._clause = clause
        self._publisher = publisher
        self._above = above
        self._quantities = _telling(clause)
        self._leads: list[_Lead] = []

    def read(self, given: Sequence[Sentence]) -> Iterator[Statement]:
        at = 0
        for sentence in given:
            form = self._form(sentence, at)
            at = sentence.end
            self._close(form)
            lead = self._leads[-1].statement if self._leads and form is not None else None
            own = self._statement(sentence)
            statement = _inherited(own, lead, item=bool(form)) if lead else own
            if _LEADS.search(self._clause.text[sentence.start : sentence.end]):
                self._leads.append(_Lead(statement, form or ""))
            yield statement

    def _close(self, form: str | None) -> None:
        """Leave the lists that end here: None is text of its own, "" goes on within an item, others are marks of items."""
        if form is None:
            self._leads = []
        elif form:
            forms = [lead.form for lead in self._leads]
            if form in forms:
                self._leads = self._leads[: forms.index(form)]

    def _form(self, sentence: Sentence, at: int) -> str | None:
        """The form of the mark of an item (letter, digit, dash …); "" for what goes on within one, None for other text."""
        text = self._clause.text
        begin = text.rfind("\n", 0, sentence.start) + 1
        if begin < at or (at == 0 and not self._leads):
            return "" if self._leads else None
        mark = _MARK.match(text[begin : sentence.start])
        if mark:
            return mark.lastgroup or "mark"
        is_item = any(p.kind is Kind.LIST_ITEM and p.start <= sentence.start < p.end for p in self._clause.parts)
        return "plain" if is_item or (self._leads and text[sentence.start].islower()) else None

    def _statement(self, sentence: Sentence) -> Statement:
        clause, start, end = self._clause, sentence.start, sentence.end
        text = clause.text[start:end]
        verbs = modals(text, clause.lang, self._publisher)
        verb = _main(text, clause.lang, verbs, sentence.provision) or _order(text, clause.lang, sentence.provision)
        place = (verb.start, verb.end) if verb else _colon(text)
        phrases = _phrases(text, clause.lang, place, verbs)
        others = [(m.start, m.end) for m in verbs if place and m.end <= place[0]]
        who = subject(text, clause.lang, place, phrases, others) if place else None
        inside = [q for q in self._quantities if start <= q.value_start and q.value_end <= end]
        by_role = {role: tuple((start + p.start, start + p.end) for p in phrases if p.role is role) for role in Role}
        # "hoses longer than 10 m" says which hoses
        chosen = [*by_role[Role.CONDITION], *by_role[Role.EXCEPTION], *filter(None, [_moved(who, start)])]
        chosen += [(start + m.start(), start + m.end()) for m in _WHICH.finditer(text, 0, place[0] if place else 0)]
        triggers = [q for q in inside if q.trigger or _within(q, chosen)]
        bounds = tuple(
            self._bound(q, _property(text, clause.lang, q, start, (place, phrases, who)), start)
            for q in inside
            if q not in triggers
        )
        if verb is None and who and not addressee(text[slice(*who)], clause.lang):
            who = None  # before a colon only those who can act are sure to be meant: "the employer:"
        return Statement(
            start,
            end,
            sentence.provision,
            (start + verb.start, start + verb.end) if verb else None,
            verb.negative if verb else False,
            _moved(who, start),
            addressee(text[who[0] : who[1]], clause.lang) if who else "",
            bounds,
            tuple(triggers),
            by_role[Role.CONDITION],
            by_role[Role.EXCEPTION],
            by_role[Role.METHOD],
            tuple(r for r in clause.references if start <= r.start < end),
        )

    def _bound(self, quantity: Quantity, what: Place | None, start: int) -> Bound:
        measured = conditions_of(self._clause.text, quantity.value_start, self._above)
        return Bound(quantity, _moved(what, start), frozen(measured))


def _phrases(text: str, lang: str, modal: Place | None, verbs: Sequence[Modal]) -> tuple[Phrase, ...]:
    if lang in _SUSPENDED:
        return suspended(text, lang, modal)
    return opened(text, lang, modal, [(verb.start, verb.end) for verb in verbs if verb.provision is not Provision.STATEMENT])


def _main(text: str, lang: str, verbs: Sequence[Modal], kind: Provision) -> Modal | None:
    """The verb that makes a provision of this type, the first that stands in no condition; the first of any where none does."""
    able = [verb for verb in verbs if verb.provision is kind]
    first = [p for p in _phrases(text, lang, None, verbs)[:1] if not text[: p.start].strip()]
    if len(verbs) == 1 and lang not in _SUSPENDED and _covers(first, verbs[0]):
        return None  # it stands in a condition: "if the worker has to be there, the microphone is placed …"
    for number, verb in enumerate(able):
        own = _phrases(text, lang, (verb.start, verb.end), verbs)
        later = (_phrases(text, lang, (w.start, w.end), verbs) for w in able[number + 1 :])
        if any(p.end <= verb.start for p in own) or not any(_covers(phrases, verb) for phrases in later):
            return verb
    return next(iter(able or verbs), None)


def _covers(phrases: Sequence[Phrase], verb: Modal) -> bool:
    return any(p.start <= verb.start < p.end for p in phrases if p.role is not Role.METHOD)


def _colon(text: str) -> Place | None:
    """Where a sentence without a verb of its own leads in a list whose items have one ("Where …, the employer:")."""
    end = len(text.rstrip())
    return (end - 1, end) if text[:end].endswith((":", "：")) else None


def _property(
    text: str, lang: str, q: Quantity, start: int, parts: tuple[Place | None, Sequence[Phrase], Place | None]
) -> Place | None:
    """What ``q`` bounds, in the sentence that begins at ``start``; ``parts`` are its verb, its phrases, and who must."""
    compared = q.comparator is not Comparator.EQUAL
    if "内" in text[q.value_end - start : q.end - start] or text[q.start - start] == "每":
        return None  # within so many days, every year: a term for what is to be done
    return limited(text, lang, q.start - start, *parts, compared=compared)


def _order(text: str, lang: str, kind: Provision) -> Modal | None:
    """The verb of an order without a modal verb where it may stand anywhere: "измерения проводят"."""
    known = orders(lang) if kind is Provision.INSTRUCTION else None
    found = known.anywhere.search(text) if known and known.anywhere else None
    return Modal(found.start(), found.end(), found[0], kind) if found else None


def _telling(clause: Clause) -> tuple[Quantity, ...]:
    """The quantities of a clause, but for those that name an averaging time and limit nothing."""
    times = [(c.start, c.end) for c in conditions(clause.text) if c.group == "averaging"]
    return tuple(
        q
        for q in quantities(clause.text, clause.lang)
        if q.comparator is not Comparator.EQUAL or not any(start <= q.start and q.end <= end for start, end in times)
    )


def _within(q: Quantity, places: Sequence[Place]) -> bool:
    return any(start <= q.value_start and q.value_end <= end for start, end in places)


def _moved(place: Place | None, by: int) -> Place | None:
    return (place[0] + by, place[1] + by) if place else None


def _inherited(own: Statement, lead: Statement, *, item: bool) -> Statement:
    """A list item with what the sentence that leads in says for it: who must, and under which conditions.

    A sentence that goes on within an item speaks for itself, but under the same conditions.
    """
    takes = item and own.subject is None
    return replace(
        own,
        modal=own.modal or (lead.modal if item else None),
        negative=own.negative if own.modal else lead.negative and item,
        subject=lead.subject if takes else own.subject,
        addressee=lead.addressee if takes else own.addressee,
        conditions=(*lead.conditions, *own.conditions),
        exceptions=(*lead.exceptions, *own.exceptions),
        methods=(*lead.methods, *own.methods),
        lead=(lead.start, lead.end),
    )

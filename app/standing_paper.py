"""Where recognition stands as a report: counts, shares, history, what moved, and risks; in the language of the translation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.paper import Column, Paper, Section, Table, Value
from app.risk_wording import BANDS, LIKELIHOODS, RISK_MEANT, SEVERITIES
from app.standing import DECIDED, Answer, Tally
from app.standing_cells import Cell, Compared, Place, cells, moved, series
from app.standing_risk import Rated, Rates, by_band, matrix, rates, risk_series
from app.standing_wording import ANSWERS, COUNTED, MISSING_HERE, PEOPLE, RULES, country_name
from app.wording import CLASS_VALUES, N_, Translate
from matcher.risk_classes import Band, Likelihood, Severity

if TYPE_CHECKING:
    from app.standing_reading import Read
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is about: the comparisons, the day as of which (ISO; "" is now), and the day since which things moved."""

    read: Read
    compared: tuple[Compared, ...]
    day: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """All that a report tells, counted once for both languages."""

    asked: Asked
    counted: dict[Place, Cell]
    rates: Rates
    head: str

    @property
    def compared(self) -> tuple[Compared, ...]:
        return self.asked.compared


def standing_paper(library: Library, asked: Asked) -> Callable[[Translate], Paper]:
    """The report, to be built in a language (``app.papers.in_languages``).

    Raises:
        LibraryError: the log is not what was written.
    """
    head = library.log.head()
    told = _Told(asked, cells(asked.compared, asked.day), rates(library, asked.compared), f"{head.number} {head.hash}".strip())
    return lambda _: _paper(told, _)


def _paper(told: _Told, _: Translate) -> Paper:
    asked = told.asked
    facts = [
        (_(N_("Home country")), country_name(asked.read.home, _)),
        (_(N_("As of")), asked.day or _(N_("now"))),
        (_(N_("Comparisons")), str(sum(cell.comparisons for cell in told.counted.values()))),
        (_(N_("End of the log")), told.head),
    ]
    sections = [_how(_), _counts(told, _), _comparisons(told, _), _history(told, _)]
    if asked.since:
        sections.append(_moved(told, _))
    sections += [_risks(told, _), _apart(told, _)]
    title = _(N_("Where recognition stands"))
    return Paper(title, (title, country_name(asked.read.home, _)), tuple(facts), tuple(sections), foot=told.head)


def _how(_: Translate) -> Section:
    return Section(_(N_("How to read this")), (_(PEOPLE), _(COUNTED), *map(_, RULES)))


def _counts(told: _Told, _: Translate) -> Section:
    named: list[tuple[tuple[str, str, str], Cell]] = [(_place(place, _), cell) for place, cell in told.counted.items()]
    if len(named) > 1:
        named.append(((_(N_("All")), "", ""), sum(told.counted.values(), Cell())))
    heads = (Column(_(N_("Partner")), 2), Column(_(N_("Sector"))), Column(_(N_("Topic"))))
    answered = tuple(Column(_(ANSWERS[one])) for one in Answer)
    sizes = (Column(_(N_("Comparisons"))), Column(_(N_("Requirement clauses"))))
    counts = Table(
        _(N_("Requirement clauses of the home standards")),
        (*heads, *sizes, *answered),
        tuple((*name, cell.comparisons, cell.here.clauses, *map(cell.here.of, Answer)) for name, cell in named),
    )
    shares = Table(
        _(N_("The same as shares of the requirement clauses")),
        (*heads, sizes[1], *answered),
        tuple((*name, cell.here.clauses, *_shares(cell.here)) for name, cell in named),
    )
    guessed: list[tuple[Value, ...]] = [(*name, cell.here.of(Answer.UNDECIDED), *_proposed(cell.here)) for name, cell in named]
    proposed = Table(
        _(N_("Of the undecided: what the machine proposes, decided by nobody")),
        (*heads, answered[0], *(Column(_(ANSWERS[one])) for one in DECIDED), Column(_(N_("nothing proposed")))),
        tuple(guessed),
    )
    theirs = Table(
        _(N_("Requirement clauses of the partners' standards")),
        (*heads, sizes[1], answered[0], answered[1], Column(_(MISSING_HERE)), Column(_(N_("with a counterpart")))),
        tuple((*name, cell.there.clauses, *_theirs(cell.there)) for name, cell in named),
    )
    lines = () if named else (_(N_("Nothing is compared here.")),)
    return Section(_(N_("Counts")), lines, (counts, shares, proposed, theirs) if named else ())


def _comparisons(told: _Told, _: Translate) -> Section:
    rows: list[tuple[Value, ...]] = []
    for one in told.compared:
        sides = one.tally(told.asked.day)
        if sides:
            names = (one.facts.here.designation, one.facts.there.designation, country_name(one.place.country, _))
            rows.append((*names, sides[0].clauses, *map(sides[0].of, Answer), sides[1].of(Answer.MISSING)))
    columns = (
        *(Column(_(N_("Home standard")), 2), Column(_(N_("Partner's standard")), 2), Column(_(N_("Partner")), 2)),
        *(Column(_(N_("Requirement clauses"))), *(Column(_(ANSWERS[one])) for one in Answer), Column(_(MISSING_HERE))),
    )
    return Section(_(N_("Comparisons")), (), (Table(_(N_("By comparison")), columns, tuple(rows)),))


def _history(told: _Told, _: Translate) -> Section:
    found = [one for one in series(told.compared, monthly=True) if not told.asked.day or one[0] <= told.asked.day[:7]]
    rows: list[tuple[Value, ...]] = [(month, tally.clauses, *map(tally.of, Answer)) for month, tally in found]
    columns = (Column(_(N_("Month"))), Column(_(N_("Requirement clauses"))), *(Column(_(ANSWERS[one])) for one in Answer))
    return Section(_(N_("History")), (), (Table(_(N_("At the end of each month with a change")), columns, tuple(rows)),))


def _moved(told: _Told, _: Translate) -> Section:
    found = moved(told.compared, told.asked.since, told.asked.day)
    order = list(Answer)
    known = sorted(found, key=lambda one: (-1 if one[0] is None else order.index(one[0]), order.index(one[1])))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (_(ANSWERS[before]) if before else _(N_("not yet compared")), _(ANSWERS[after]), found[before, after])
        for before, after in known
    )
    title = _(N_("What moved since {day}")).format(day=told.asked.since)
    columns = (Column(_(N_("Before")), 2), Column(_(N_("After")), 2), Column(_(N_("Requirement clauses"))))
    return Section(title, () if rows else (_(N_("Nothing moved.")),), (Table(title, columns, rows),) if rows else ())


def _risks(told: _Told, _: Translate) -> Section:
    current = told.rates.current
    title = _(N_("Risks that people set, as they count now"))
    if not current:
        return Section(title, (_(N_("Nobody has set a risk here.")),))
    placed, bands = matrix(current), by_band(current)
    again = sum(one.again for one in current)
    grid = Table(
        _(N_("Severity × likelihood, as counts")),
        (Column(_(N_("Severity")), 2), *(Column(_(LIKELIHOODS[one])) for one in Likelihood)),
        tuple((_(SEVERITIES[one]), *(placed.get((one, other), 0) for other in Likelihood)) for one in reversed(Severity)),
    )
    counts = Table(
        _(N_("Risks by band")),
        (Column(_(N_("Band")), 2), Column(_(N_("Risks")))),
        (*((_(BANDS[one]), bands[one]) for one in Band), (_(ANSWERS[Answer.AGAIN]), again)),
    )
    past = Table(
        _(N_("Risks by day")),
        (Column(_(N_("Day"))), *(Column(_(BANDS[one])) for one in Band)),
        tuple((day, *counted.values()) for day, counted in risk_series(told.rates.histories)),
    )
    return Section(title, (_(RISK_MEANT),), (grid, counts, past, _rated(current, _)))


def _rated(current: Sequence[Rated], _: Translate) -> Table:
    rows = tuple(
        (
            f"{one.risk.a_standard}, {_label(one, one.risk.a_clause, here=True)}",
            f"{one.risk.b_standard}, {_label(one, one.risk.b_clause, here=False)}",
            _(SEVERITIES[one.risk.severity]),
            _(LIKELIHOODS[one.risk.likelihood]),
            _(ANSWERS[Answer.AGAIN]) if one.again else _(BANDS[one.risk.band]),
            one.risk.reason,
            f"{one.risk.author}, {one.risk.at[:10]}",
        )
        for one in current
    )
    columns = (
        *(Column(_(N_("Home clause")), 2), Column(_(N_("Partner's clause")), 2), Column(_(N_("Severity")))),
        *(Column(_(N_("Likelihood"))), Column(_(N_("Band"))), Column(_(N_("Reason")), 3), Column(_(N_("By whom, when")), 2)),
    )
    return Table(_(N_("Each risk")), columns, rows)


def _apart(told: _Told, _: Translate) -> Section:
    lines = [_(N_("Not counted, no side or both are of the home country: {pair}")).format(pair=" ↔ ".join(pair))
             for pair in told.asked.read.apart]  # fmt: skip
    lines += [_(N_("Not counted, a standard is no longer on file: {pair}")).format(pair=" ↔ ".join(pair))
              for pair in told.asked.read.gone]  # fmt: skip
    return Section(_(N_("What is not counted")), tuple(lines) or (_(N_("Every comparison on file is counted.")),))


def _label(one: Rated, clause: str, *, here: bool) -> str:
    half = one.compared.facts.here if here else one.compared.facts.there
    return next((demand.label for demand in half.demands if demand.id == clause), clause.rpartition("/")[2]) or "–"


def _place(place: Place, _: Translate) -> tuple[str, str, str]:
    words = (_(CLASS_VALUES.get(one, one)) for one in (place.sector, place.field))
    return (country_name(place.country, _), *words)  # type: ignore[return-value]


def _shares(tally: Tally) -> list[str]:
    return [f"{100 * share:.1f} %" if (share := tally.share(one)) is not None else "–" for one in Answer]


def _proposed(tally: Tally) -> list[int]:
    found = [tally.proposed.get(one, 0) for one in DECIDED]
    return [*found, tally.of(Answer.UNDECIDED) - sum(found)]


def _theirs(tally: Tally) -> list[int]:
    linked = tally.decided - tally.of(Answer.MISSING)
    return [tally.of(Answer.UNDECIDED), tally.of(Answer.AGAIN), tally.of(Answer.MISSING), linked]

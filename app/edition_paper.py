"""What became of an edition as a report: its clauses, the decisions on it, and what its successor states of changes itself."""

from __future__ import annotations

from collections import Counter

from app.edition_wording import CHANGES, HELD, OUTCOMES, change_words
from app.editions import Editions, cause_lines, difference_words, stated_note
from app.paper import Column, Paper, Section, Table, Value
from app.wording import DECISIONS, RELATIONS, Translate
from matcher.edition import SAME_TEXT, Change, EditionClause
from matcher.edition_carry import Fate

Cells = tuple[Value, ...]


def edition_paper(opened: Editions, _: Translate) -> Paper:
    """The report; rows in the order of the new edition. Texts are quoted as far as their licences let them be."""
    old, new = opened.map.old, opened.map.new
    said = opened.stated
    facts = [
        (_("Earlier edition"), f"{old} ({opened.old.standard.published or '–'})"),
        (_("Later edition"), f"{new} ({opened.new.standard.published or '–'})"),
        (_("Stated by"), f"{said.author}, {said.at[:10]}" if said else _("nobody yet")),
        (_("Regulations that cite the earlier edition"), cited_words(opened, _)),
        (_("Log"), str(opened.head)),
    ]
    return Paper(
        _("{old} → {new}: what changed").format(old=old, new=new),
        (f"{old} → {new}",),
        tuple(facts),
        (
            _counts(opened, _),
            _clauses(opened, _),
            _alone(opened, _),
            _decisions(opened, _),
            _published(opened, _),
        ),
        foot=_("Log: {number}").format(number=opened.head),
    )


def cited_words(opened: Editions, _: Translate) -> str:
    """Which regulations in force cite the earlier edition, each until when; while one does, decisions on it are good."""
    told = [
        _("{regulation} {article} until {day}").format(
            regulation=one.regulation, article=one.article, day=one.valid_to or _("further notice")
        )
        for one in opened.cited
    ]
    return "; ".join(told) or "–"


def _counts(opened: Editions, _: Translate) -> Section:
    found = Counter(row.change for row in opened.map.rows)
    leaning = sum(bool(row.causes) for row in opened.map.rows)
    rows: list[Cells] = [(_(CHANGES[change]), found[change]) for change in Change]
    rows.append((_("same text, in doubt by what it leans on"), leaning))
    outcomes = Counter(one.outcome for own in opened.fates.values() for one in own)
    decided: list[Cells] = [(_(words), outcomes[outcome]) for outcome, words in OUTCOMES.items()]
    columns = (Column(_("What"), 3), Column(_("Number")))
    return Section(
        _("Summary"),
        (),
        (Table(_("Clauses"), columns, tuple(rows)), Table(_("Decisions on the earlier edition"), columns, tuple(decided))),
    )


def _clauses(opened: Editions, _: Translate) -> Section:
    columns = (
        Column(_("Earlier")), Column(_("Later")), Column(_("Title"), 2), Column(_("What became of it"), 2),
        Column(_("Difference"), 4), Column(_("In doubt by"), 3), Column(_("Decisions in doubt")),
    )  # fmt: skip
    rows = [clause_cells(opened, row, _) for row in opened.changed]
    lines = () if rows else (_("Nothing changed."),)
    return Section(_("Changed clauses"), lines, (Table(_("Changed clauses"), columns, tuple(rows)),) if rows else ())


def clause_cells(opened: Editions, row: EditionClause, _: Translate) -> Cells:
    """A changed clause as the cells of a table."""
    old, new = opened.labels(row)
    first = opened.clause("new", row.new[0]) if row.new else opened.clause("old", row.old[0])
    return (
        old, new, first.title if first else "", change_words(row, _), difference_words(opened, row),
        "\n".join(cause_lines(opened, row, _)), len(opened.about(row)),
    )  # fmt: skip


def _alone(opened: Editions, _: Translate) -> Section:
    columns = (Column(_("Clause")), Column(_("Title"), 4), Column(_("Decisions")))
    tables = []
    for change, side in ((Change.NEW, "new"), (Change.WITHDRAWN, "old")):
        rows: list[Cells] = []
        for row in opened.map.having(change):
            own = opened.clause(side, (row.new or row.old)[0])
            rows.append((own.cited if own else "", own.title if own else "", len(opened.about(row))))
        tables.append(Table(_(CHANGES[change]), columns, tuple(rows)))
    return Section(_("New and withdrawn clauses"), (), tuple(tables))


def _decisions(opened: Editions, _: Translate) -> Section:
    columns = (
        Column(_("Earlier")), Column(_("Later")), Column(_("Other standard"), 2), Column(_("Its clause")),
        Column(_("Decision"), 2), Column(_("Decided by"), 2), Column(_("What becomes of it"), 3),
    )  # fmt: skip
    rows = [_decision(opened, name, one, _) for name, own in opened.fates.items() for one in own]
    lines: tuple[str, ...] = ()
    if opened.cited:
        told = cited_words(opened, _)
        lines = (_("The earlier edition is replaced, but cited by {cited}: decisions on it are good.").format(cited=told),)
    return Section(_("Decisions on the earlier edition"), lines, (Table(_("Decisions"), columns, tuple(rows)),))


def _decision(opened: Editions, name: str, one: Fate, _: Translate) -> Cells:
    said = one.judgement
    what = _(DECISIONS[said.decision]) + (f" ({_(RELATIONS[said.relation])})" if said.relation else "")
    old = opened.label("old", said.a_clause) if said.a_clause else "–"
    new = opened.label("new", one.clause) if one.clause else "–"
    other, who = said.b_clause.rpartition("/")[2] or "–", f"{said.author}, {said.at[:10]}"
    return old, new, name, other, what, who, _(HELD if opened.held(one) else OUTCOMES[one.outcome])


def _published(opened: Editions, _: Translate) -> Section:
    columns = (Column(_("Later")), Column(_("Earlier")), Column(_("What is stated"), 4), Column(_("Borne out by the texts"), 2))
    verdicts = {True: _("yes"), False: _("no: the texts are the same"), None: _("names no clause: not checked")}
    rows: list[Cells] = [
        (one.link.clause or "–", one.link.other_clause or "–", stated_note(opened, one), verdicts[one.found])
        for one in opened.listed
    ]
    found = [(*reversed(opened.labels(row)), change_words(row, _)) for row in opened.unlisted if row.change not in SAME_TEXT]
    tables = [Table(_("Stated by the later edition"), columns, tuple(rows))] if rows else []
    if found:
        own = (Column(_("Later")), Column(_("Earlier")), Column(_("What became of it"), 4))
        tables.append(Table(_("Found and not stated"), own, tuple(found)))
    lines = () if rows else (_("The later edition lists no changes."),)
    return Section(_("What the later edition states of its changes"), lines, tuple(tables))

"""What the report of a comparison says beside its tables: facts, counts, degree, what is open, who decided what."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.coverage import counts
from app.degree import summary_lines
from app.dossier_rules import open_points
from app.legal import FORCES
from app.paper import Column, Table, Value
from app.record_wording import FIELDS, STATES, value_words
from app.scope_wording import scope_head
from app.wording import ASPECTS, DECISIONS, LANGUAGE_NAMES, LICENCES, N_, PROVISIONS, RELATIONS, SIDES, Translate
from matcher.match import Decision, Match, Relation
from matcher.versions import OPEN

if TYPE_CHECKING:
    from app.dossier import Dossier, Entry
    from ingest.clause import Clause

NOTHING = "–"
STANDING = N_(
    "This report sets requirements side by side and records who decided what (WTO TBT Agreement, 2.7). It does not conclude"
    " recognition: neither that results of conformity assessment are accepted (6.1) nor that an agreement holds (6.3)."
)
"""What stands in every report: the tool never concludes recognition."""
UNDECIDED = N_("Lines marked as undecided are proposals of a program. They are open points, and no part of the result.")
STATED = ("purpose", "product", "further", "language", "as_of")


# ---- facts


def facts(found: Dossier, _: Translate) -> tuple[tuple[str, str], ...]:
    """Names and values: the two standards, what the record states, the version, the model, the end of the log."""
    told_of = [fact for side, one in zip("AB", found.documents, strict=True) for fact in _document(side, one, found, _)]
    stated = [
        (_(FIELDS[name]), NOTHING if not (value := found.stated[name]) else value_words(name, _language(name, value, _), _))
        for name in STATED
    ]
    version = _("version {number}").format(number=found.version.number) if found.version else _("as it is now, not frozen")
    state = [(_("State"), f"{version}; {_(STATES[found.state])}"), (_("Reviewed by"), found.reviewer or NOTHING)]
    if found.version:
        state.append((_("Hash of the version (sha256)"), found.version.hash))
    runs = [(_("Proposals (model, date, entry of the log, settings)"), _run(one)) for one in found.proposals]
    return (
        *told_of,
        *stated,
        *state,
        *runs,
        (_("Legal force as of"), found.legal.as_of.isoformat()),
        (_("End of the log (entry, hash)"), f"{found.head.number}\n{found.head.hash}"),
    )


def _document(side: str, row: Mapping[str, Any], found: Dossier, _: Translate) -> Iterator[tuple[str, str]]:
    """A standard: designation, titles, edition and dates, parent, file, licence, legal force."""
    name = str(row["designation"])
    standard = found.texts[name].standard if name in found.texts else None
    further = [title for _lang, title in standard.titles if title != row["title"]] if standard else []

    def named(what: str) -> str:
        return _("{side}: {what}").format(side=side, what=what)

    yield side, name
    yield named(_("title")), "\n".join(one for one in (row["title"], *further) if one) or NOTHING
    dates = (row["edition"], row["published"], standard.effective if standard else "")
    yield named(_("edition, published, effective")), "; ".join(str(one or NOTHING) for one in dates)
    yield named(_("language")), _lang(row["lang"], _)
    if standard and standard.adopts:
        degree = standard.adopts.degree.value if standard.adopts.degree else NOTHING
        yield named(_("adopts (degree)")), f"{standard.adopts.designation} ({degree})"
    yield named(_("file (sha256)")), f"{row['file_name'] or NOTHING}\n{row['source'] or NOTHING}"
    yield named(_("content as compared (sha256)")), row["content"]
    yield named(_("text in this report")), _(LICENCES[found.licences[name]])
    if standard:
        yield named(_("legal force")), _(FORCES[found.legal.standard(standard).force])
    else:
        yield (
            named(_("text on file")),
            _("not the one that was compared: types, aspects and references are not told"),
        )


def _language(name: str, value: object, _: Translate) -> object:
    return _lang(str(value), _) if name == "language" else value


def _lang(code: str, _: Translate) -> str:
    return _(LANGUAGE_NAMES[code]) if code in LANGUAGE_NAMES else code


def _run(one: Mapping[str, Any]) -> str:
    settings = json.dumps(one["settings"], ensure_ascii=False, sort_keys=True)
    return f"{one['model']}; {str(one['at'])[:10]}; {one['entry']}; {settings}"


# ---- counts


def summary(found: Dossier, _: Translate) -> tuple[str, ...]:
    """What stands above the counts: how it is to be read, scopes, the degree of correspondence."""
    open_count = sum(not one.decided for one in found.entries)
    lines = [_(STANDING), _("A is {a}, B is {b}.").format(a=found.names[0], b=found.names[1])]
    lines.append(
        _("Lines: {all}, decided: {decided}, open: {open}.").format(
            all=len(found.entries), decided=len(found.entries) - open_count, open=open_count
        )
    )
    if open_count:
        lines.append(_(UNDECIDED))
    lines.append(_("Actions follow from the decisions by rule, for a product that conforms with A and is to conform with B; a"
                   " person confirms them."))  # fmt: skip
    return (*lines, *_scopes(found, _), *_degrees(found, _))


def _scopes(found: Dossier, _: Translate) -> tuple[str, ...]:
    pair = [found.document(side) for side in "ab"]
    documents = [one for one in pair if one]
    return tuple(scope_head(documents, _, found.licences)) if len(documents) > 1 else ()


def _degrees(found: Dossier, _: Translate) -> tuple[str, ...]:
    """The degree against the parent, where one side adopts the other; between two national standards there is none."""
    from matcher.degree import adopts, suggest_degree

    a, b = found.document("a"), found.document("b")
    if a is None or b is None:
        return ()
    stand = [_match(entry, found) for entry in found.entries]
    if adopts(a, b):
        return tuple(summary_lines(suggest_degree(a, b, stand), _))
    if adopts(b, a):
        return tuple(summary_lines(suggest_degree(b, a, [_turned(one) for one in stand]), _))
    return (_("Degree of correspondence: not applicable; neither standard adopts the other."),)


def _match(entry: Entry, found: Dossier) -> Match:
    relation = entry.relation or Relation.NONE
    return Match(found.names[0], entry.ids("a"), found.names[1], entry.ids("b"), relation, 0.0, deviations=entry.deviations)


def _turned(one: Match) -> Match:
    deviations = tuple(deviation.inverse for deviation in one.deviations)
    return Match(one.b_standard, one.b_clauses, one.a_standard, one.a_clauses, one.relation.inverse, 0.0, deviations=deviations)


def count_tables(found: Dossier, _: Translate) -> tuple[Table, ...]:
    """Counts by relation and by stricter side; coverage of each side by type of provision and by aspect."""
    tables = [_relations(found, _), _stricter(found, _)]
    for side in "ab":
        document = found.document(side)
        if document is None:
            continue
        counted = [one for one in document.clauses if counts(one)]
        types, aspects = _("Provision"), _("Aspect")
        provisions = [(_(PROVISIONS[kind]), [one for one in counted if one.provision is kind]) for kind in PROVISIONS]
        kinds = [(_(ASPECTS[kind]), [one for one in counted if one.aspect is kind]) for kind in ASPECTS]
        by_type = _("Coverage of A by type of provision") if side == "a" else _("Coverage of B by type of provision")
        by_aspect = _("Coverage of A by aspect") if side == "a" else _("Coverage of B by aspect")
        tables.append(_coverage(by_type, types, provisions, found, side, _))
        tables.append(_coverage(by_aspect, aspects, kinds, found, side, _))
    return tuple(tables)


def _relations(found: Dossier, _: Translate) -> Table:
    decided = Counter(one.relation for one in found.entries if one.decided)
    waiting = Counter(one.relation for one in found.entries if not one.decided)
    rows = tuple((_(words), decided[kind], waiting[kind]) for kind, words in RELATIONS.items())
    total = (_("All"), sum(decided.values()), sum(waiting.values()))
    columns = (Column(_("Relation"), 3), Column(_("Decided")), Column(_("Open")))
    return Table(_("Lines by relation"), columns, (*rows, total))


def _stricter(found: Dossier, _: Translate) -> Table:
    decided = Counter(one.first["stricter"] for one in found.linked if one.decided)
    rows = tuple((_(words), decided[kind.value]) for kind, words in SIDES.items())
    columns = (Column(_("Stricter side"), 3), Column(_("Decided")))
    return Table(_("Decided links by stricter side"), columns, (*rows, (_("no difference told"), decided[""])))


def _coverage(
    title: str, head: str, groups: Sequence[tuple[str, Sequence[Clause]]], found: Dossier, side: str, _: Translate
) -> Table:
    """A row for each group that has clauses: how many have a counterpart, have none, and are open."""
    state: dict[str, str] = {}
    for entry in found.entries:
        for key in entry.ids(side):
            said = ("linked" if entry.linked else "alone") if entry.decided else "open"
            if state.get(key) != "linked":
                state[key] = said
    rows = []
    for name, clauses in groups:
        told_of = Counter(state.get(one.id, "open") for one in clauses)
        if clauses:
            share = f"{100 * told_of['linked'] / len(clauses):.0f} %"
            rows.append((name, len(clauses), told_of["linked"], told_of["alone"], told_of["open"], share))
    titles = ((head, 2.5), (_("Clauses"), 1.0), (_("With counterpart, decided"), 1.3), (_("Without, decided"), 1.3),
              (_("Open"), 1.0), (_("Share with counterpart"), 1.2))  # fmt: skip
    return Table(title, tuple(Column(*one) for one in titles), tuple(rows))


# ---- open points, people


def open_table(found: Dossier, _: Translate) -> Table:
    """What nobody settled."""
    rows = tuple(
        (number, one.a or NOTHING, one.b or NOTHING, _(one.what), one.note) for number, one in enumerate(open_points(found), 1)
    )
    titles = ((_("No."), 0.4), (_("Clause of A"), 1.0), (_("Clause of B"), 1.0), (_("What is open"), 2.5), (_("Note"), 2.0))
    return Table(_("What is open"), tuple(Column(*one) for one in titles), rows)


def deciders(found: Dossier, _: Translate) -> Table:
    """Who decided what, and when."""
    said: dict[str, list[Mapping[str, Any]]] = {}
    for row in found.rows:
        if row["decision"] != OPEN and row["reason"] != "decided-anew":
            said.setdefault(str(row["author"]), []).append(row)
    rows: list[tuple[Value, ...]] = []
    for author in sorted(said):
        kinds = Counter(row["decision"] for row in said[author])
        days = sorted(str(row["at"])[:10] for row in said[author])
        counted = [kinds[kind.value] for kind in _KINDS]
        rows.append((author, *counted, days[0], days[-1]))
    columns = (
        Column(_("Name"), 2),
        *(Column(_(DECISIONS[kind])) for kind in _KINDS),
        Column(_("First day")),
        Column(_("Last day")),
    )
    return Table(_("Who decided what"), columns, tuple(rows))


_KINDS = (Decision.ACCEPT, Decision.REJECT, Decision.UNSURE, Decision.NO_COUNTERPART)

"""Chains on cards, in the queue and from the command line; what is derived counts nowhere as decided."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest
import review_desk
from review_desk import A, B
from test_app_record import LINKS, folder, run  # noqa: F401 - fixtures
from test_app_views import components, desk, go  # noqa: F401 - desk is a fixture

from app.card import card_data
from app.chaining import derived_notes
from app.state import save_comparison
from app.watching import Watch
from app.wording import catalogue
from index.library import Library
from ingest.clause import Document, Standard
from matcher import ledger
from matcher.chains import reachable
from matcher.match import Decision, Evidence, Judgement, Relation
from matcher.pivot import PIVOT
from matcher.versions import work

P = "ISO 99001:2019"
EN, ZH = catalogue("en").gettext, catalogue("zh").gettext
HOSTILE = '=HYPERLINK("x") <b>[a](b)\u202e'


def between():
    """A third standard, which was compared with both."""
    return Document(Standard(P, "en", "Noise", publisher="ISO"), tuple(
        review_desk.clause(P, label, "en", "Noise", f"Requirement {label} shall be met.") for label in ("1", "2", "3")
    ))  # fmt: skip


def say(library, a, b, relation=None, author="second reviewer"):
    return ledger.record(library, Judgement(*a, *b, Decision.ACCEPT, author, relation=relation, seen=10**9))


@pytest.fixture
def library(folder):  # noqa: F811
    with Library.open(folder / "library") as opened:
        opened.add(between(), review_desk.FakeEncoder())
        say(opened, (A, "4/4.1"), (P, "1"), Relation.EQUAL)
        say(opened, (P, "1"), (B, "5/5.1"), Relation.SUPERSET)
        yield opened


def test_the_card_tells_the_chain_and_who_decided_it(library):
    watch = Watch(library)
    opened, (first, *rest) = watch.comparison((A, B)), watch.cards((A, B))
    day = library.log.entries(kind="judgement")[0].at[:10]
    said = f"(decided by second reviewer, {day})"
    (line,) = card_data(opened, first, EN)["derived"]
    assert line.startswith(f"Derived: {A} 4.1 = {P} 1 {said} ⊃ {B} 5.1 {said} ⇒ ")
    assert "推导" in card_data(opened, first, ZH)["derived"][0]
    assert all(not card_data(opened, item, EN)["derived"] for item in rest)


def test_a_decision_elsewhere_reaches_the_desk_and_one_here_reads_nothing_again(library):
    watch = Watch(library)
    before = watch.comparison((A, B))
    say(library, (A, "4/4.2"), (B, "5/5.2"), Relation.EQUAL)
    assert watch.comparison((A, B)) is before
    say(library, (A, "4/4.2"), (P, "2"), Relation.EQUAL)
    say(library, (P, "2"), (B, "5/5.3"), Relation.EQUAL)
    after = watch.comparison((A, B))
    assert after is not before and len(after.derived) == 2
    second = watch.cards((A, B))[1]
    assert any("5.3" in line for line in card_data(after, second, EN)["derived"])  # another counterpart than the proposed one


def test_what_people_linked_over_a_parent_takes_the_place_of_what_was_proposed_over_it(library):
    ours, theirs = review_desk.documents()
    first, *rest = review_desk.matches(ours, theirs)
    over, other = (Evidence(PIVOT, 0.9, f"{name} | 1 | 4.1 | 5.1 | equal-to") for name in (P, "ISO 1:2000"))
    save_comparison(library, ours, theirs, [replace(first, evidence=(*first.evidence, over, other)), *rest], "fake@1")
    watch = Watch(library)
    told = [row["detail"] for row in card_data(watch.comparison((A, B)), watch.cards((A, B))[0], EN)["evidence"]]
    assert any("ISO 1:2000" in line for line in told) and not any(P in line for line in told)


def test_derived_counts_nowhere_as_decided(folder, run, library):  # noqa: F811
    """Coverage, queue, export, record and what a frozen version says: the same with a chain to every clause as without."""

    def everything():
        told = [run("coverage", A, B, "--json")[1], run("export", A, B, "--format", "csv")[1], run("record", A, B)[1]]
        rows = [json.loads(line) for line in run("queue", A, B, "--json")[1].splitlines()]
        cards = [{name: row[name] for name in row if name != "derived"} for row in rows]
        return [told, cards, work(library, A, B).rows], rows

    before, rows = everything()
    assert [row["derived"] for row in rows] == ["derived", *[""] * (len(rows) - 1)]
    for place, (a, b) in enumerate(LINKS):
        if a and b:
            say(library, (A, a), (P, f"{place % 3 + 1}"), Relation.EQUAL)
            say(library, (P, f"{place % 3 + 1}"), (B, b), Relation.EQUAL)
    after, rows = everything()
    assert before == after and sum(bool(row["derived"]) for row in rows) > 3
    code, _, said = run("record", A, B, "--review")
    assert code != 0 and "cards that nobody decided: 7" in said
    assert run("queue", A, B, "--only", "derived")[2] != run("queue", A, B)[2]


def test_the_command_tells_chains_of_standards_that_were_never_compared(folder, run, library):  # noqa: F811
    say(library, (A, "4/4.2"), (P, "2"), Relation.INTERSECTS, author=HOSTILE)
    code, out, said = run("chains", P, A)
    assert code == 0 and out == "" and "0 chains" in said
    code, out, said = run("chains", B, A)
    assert code == 0 and "1 chains." in said and f"Derived: {B} 5.1 ⊂ {P} 1" in out
    row = json.loads(run("chains", A, B, "--format", "jsonl")[1])
    assert (row["origin"], row["relation"], row["conflict"], row["decided"]) == ("derived", "superset-of", False, "")
    assert [step["author"] for step in row["steps"]] == ["second reviewer"] * 2
    assert run("chains", A, "nobody's standard")[0] == 2
    assert run("chains", A, B, "--format", "xlsx")[0] == 2


def test_hostile_names_are_no_formula_and_no_hidden_sign(folder, run, library):  # noqa: F811
    say(library, (A, "4/4.2"), (P, "2"), Relation.EQUAL, author=HOSTILE)
    say(library, (P, "2"), (B, "5/5.2"), Relation.EQUAL, author=HOSTILE)
    assert "\u202e" not in run("chains", A, B)[1]
    table = list(csv.DictReader(io.StringIO(run("chains", A, B, "--format", "csv")[1].lstrip("\ufeff"))))
    assert len(table) == 2 and not any(cell.startswith(("=", "+", "@")) for row in table for cell in row.values())
    assert run("chains", A, B, "--format", "xlsx", "--out", folder / "c.xlsx")[0] == 0
    sheet = openpyxl.load_workbook(folder / "c.xlsx").worksheets[0]
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_the_overview_lists_chains_also_of_pairs_that_were_never_compared(desk, library):  # noqa: F811
    third = replace(between().standard, designation="QQ 4:2021")
    clauses = tuple(replace(one, standard=third.designation) for one in between().clauses)
    library.add(Document(third, clauses), review_desk.FakeEncoder())
    say(library, (P, "1"), (third.designation, "3"), Relation.EQUAL, author=HOSTILE)
    assert (A, third.designation) in reachable(library) and (A, B) not in reachable(library)
    test = go(desk("review"), "overview")
    test = test.segmented_control(key="view").set_value("derived").run()
    assert not test.exception and "⊃" in test.dataframe[0].value["Chain"][0]
    test = test.selectbox(key=f"chains_{A}_{B}").select((A, third.designation)).run()
    row = test.dataframe[0].value.iloc[0]
    assert not test.exception and (row["A"], row["B"]) == ("4.1", "3") and "\u202e" not in row["Chain"]


def test_a_clause_to_which_a_chain_leads_is_offered_as_a_counterpart(desk, library):  # noqa: F811
    say(library, (A, "4/4.2"), (P, "2"), Relation.EQUAL)
    say(library, (P, "2"), (B, "5/5.7"), Relation.EQUAL)
    watch = Watch(library)
    item = watch.cards((A, B))[1]
    assert derived_notes(watch.comparison((A, B)), item.match, "b", EN) == {"5/5.7": "derived: equal"}
    test = go(desk("review", at=item.key), "review")
    test = next(one for one in test.button if one.label == "Other counterpart").click().run()
    assert not test.exception and "derived: equal" in json.dumps(list(components(test).values()))

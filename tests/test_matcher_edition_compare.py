"""Two editions of a standard compared: what became of each clause, against lists written before, and what a small change does."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.annotate import annotated
from ingest.clause import Clause, Document, Kind, Standard
from ingest.errors import UsageError
from ingest.read import read
from matcher.edition import Change, Lean, Touch
from matcher.edition_compare import compare_editions
from matcher.edition_text import edits

CORPORA = Path(__file__).parent.parent / "corpora"
SAMPLES = (
    ("explosion-zh", "editions/explosion-zh-2015.pdf", "standards/explosion-zh.pdf"),
    ("noise-en", "editions/noise-en-2016.pdf", "standards/noise-en.pdf"),
)


@cache
def sample(path):
    return read(CORPORA / path)[0]


def small(texts, *, lang="en", name="XNS 9000:2020"):
    """A document of numbered clauses: label, title, text; references and sentences are found in them."""
    paths = {}
    clauses = []
    for label, title, text in texts:
        parent = paths.get(label.rpartition(".")[0], "")
        paths[label] = f"{parent}/{label}" if parent else label
        kind = Kind.TERM if label.startswith("3.") else Kind.CLAUSE
        level = paths[label].count("/") + 1
        clauses.append(Clause(name, label, lang, title, text, id=paths[label], level=level, parent=parent, kind=kind))
    return annotated(Document(Standard(name, lang), tuple(clauses)))


def became(old, new):
    """By label of the old edition, or of the new one for what is new there: what became of it, and whether it is kept."""
    found = compare_editions(old, new)
    labels = {one.id: one.clause for one in old.clauses} | {f"+{one.id}": one.clause for one in new.clauses}
    return {labels[key]: row for row in found.rows for key in (row.old or tuple(f"+{one}" for one in row.new))}


@pytest.mark.parametrize(("gold", "old", "new"), SAMPLES)
def test_every_clause_of_a_sample_pair_of_pdfs_becomes_what_was_written_before(gold, old, new):
    before, after = sample(old), sample(new)
    labels = [{one.id: one.cited for one in document.clauses} for document in (before, after)]
    found = compare_editions(before, after)
    of_old = {labels[0][key]: row for row in found.rows for key in row.old}
    of_new = {labels[1][key]: row for row in found.rows for key in row.new}
    missed, wrong, otherwise = [], [], []
    for line in (CORPORA / "editions" / f"{gold}.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        row = of_old[told["old"][0]] if told["old"] else of_new[told["new"][0]]
        assert all(of_old[one] is row for one in told["old"]), told
        outcome = "none" if row.change is Change.NEW else "suspect" if row.suspect else "kept"
        if outcome != told["expected"]:
            (wrong if told["expected"] == "kept" else missed).append(told)
        if (row.change.value, [labels[1][key] for key in row.new]) != (told["change"], told["new"]):
            otherwise.append(told)
        if "because" in told:
            names = {labels[0][cause.clause].removeprefix("Annex ").removeprefix("附录") for cause in row.causes}
            wanted = told["because"].removeprefix("Annex ").removeprefix("附录")
            assert any(name.startswith(wanted) for name in names), told
    assert (missed, wrong, otherwise) == ([], [], [])


@pytest.mark.parametrize("path", ["standards/explosion-zh.pdf", "standards/hse-ru.pdf", "standards/confined-vi.pdf"])
def test_an_unchanged_copy_puts_nothing_in_doubt(path):
    document = sample(path)
    assert all(row.kept and row.change is Change.UNCHANGED for row in compare_editions(document, document).rows)


@cache
def part():
    """Two chapters and the annexes of a sample: they cite each other, and hold tables."""
    whole = sample("standards/explosion-zh.pdf")
    return replace(whole, clauses=tuple(one for one in whole.clauses if one.id[0] in "69附"))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_single_digit_that_is_another_puts_its_clause_in_doubt(data):
    document = part()
    digits = [(one.id, found.start()) for one in document.clauses for found in re.finditer(r"\d", one.text)]
    (clause, at), step = data.draw(st.sampled_from(digits)), data.draw(st.integers(1, 9))
    clauses = tuple(_digit(one, at, step) if one.id == clause else one for one in document.clauses)
    row = compare_editions(document, annotated(replace(document, clauses=clauses))).of_old[clause]
    assert row.suspect, (clause, at)


def _digit(clause, at, step):
    digit = str((int(clause.text[at]) + step) % 10)
    return replace(clause, text=f"{clause.text[:at]}{digit}{clause.text[at + 1 :]}", references=())


def test_a_reference_under_another_number_is_the_same_where_it_means_the_same_clause():
    level = "The level shall not exceed 85 dB(A)."
    old = small([("4", "Limits", ""), ("4.1", "", level), ("5", "Tests", "Test as stated in clause 4.1.")])
    keeper = ("4", "People", "Somebody shall be named who keeps the list of tests up to date.")
    new = small([keeper, ("5", "Limits", ""), ("5.1", "", level), ("6", "Tests", "Test as stated in clause 5.1.")])
    found = became(old, new)
    assert (found["4.1"].change, found["5"].change) == (Change.MOVED, Change.MOVED)
    assert found["5"].kept
    assert compare_editions(old, new).of_new["4"].change is Change.NEW


def test_the_same_number_that_means_another_clause_is_a_changed_reference():
    old = small([("4", "Level", "The level shall not exceed 85 dB(A)."), ("5", "Peak", "The peak shall not exceed 140 dB(C)."),
                 ("6", "Tests", "Test against clause 4 twice a year.")])  # fmt: skip
    new = small([("4", "Peak", "The peak shall not exceed 140 dB(C)."), ("5", "Level", "The level shall not exceed 85 dB(A)."),
                 ("6", "Tests", "Test against clause 4 twice a year.")])  # fmt: skip
    found = became(old, new)
    assert (found["4"].change, found["6"].change, found["6"].touches) == (Change.MOVED, Change.CHANGED, (Touch.REFERENCE,))


def test_what_a_clause_leans_on_puts_it_in_doubt_one_step_and_no_further():
    old = small([("3", "Terms", ""), ("3.1", "zone", "area above 85 dB(A)"),
                 ("4", "Limits", "The level shall not exceed 85 dB(A)."), ("5", "Tests", "Test against clause 4."),
                 ("6", "Report", "State how clause 5 was met."),
                 ("7", "Signs", "Every zone shall have a sign.")])  # fmt: skip
    new = replace(old, clauses=tuple(replace(one, text=one.text.replace("85", "80")) for one in old.clauses))
    found = became(old, annotated(new))
    assert [(one.lean, one.clause, one.words) for one in found["5"].causes] == [(Lean.REFERENCE, "4", "4")]
    assert [(one.lean, one.words) for one in found["7"].causes] == [(Lean.TERM, "zone")]
    assert found["6"].kept


@pytest.mark.parametrize(
    ("lang", "before", "after", "change"),
    [
        ("zh", "设备应当按照 5.1 的规定进行检查。", "设备应按5.1的规定检查。", Change.EDITORIAL),
        ("zh", "额定电压不高于１ 140 V（交流）。", "额定电压不高于1140V(交流)。", Change.UNCHANGED),
        ("zh", "手持式设备不应采用铝合金外壳。", "手持式设备不应采用镁合金外壳。", Change.CHANGED),
        ("en", "Test it prior to use in accordance with IEC 60942.", "Test it before use by IEC 60942.", Change.EDITORIAL),
        ("en", "The power is 5 mW.", "The power is 5 MW.", Change.CHANGED),
        ("en", "The employer shall keep the list of all jobs.", "The employer should keep the list of all jobs.", Change.CHANGED),
        ("ru", "Испытания проводят согласно настоящему стандарту.", "Испытания проводят по ГОСТ 8.010.", Change.CHANGED),
    ],
)  # fmt: skip
def test_only_what_a_table_of_wordings_puts_for_one_another_is_editorial(lang, before, after, change):
    found = became(small([("4", "", before)], lang=lang), small([("4", "", after)], lang=lang))
    assert found["4"].change is change
    assert found["4"].editorial == (change is Change.EDITORIAL)


def test_the_difference_is_told_by_words_with_what_it_touches():
    old, new = (
        small([("4", "", "Doors shall open within 20 s.")]).clauses[0],
        small([("4", "", "Doors should open within 15 s.")]).clauses[0],
    )
    told = [(old.text[slice(*one.old)], new.text[slice(*one.new)], one.touches) for one in edits(old, new)]
    assert told == [("shall", "should", (Touch.VERB,)), ("20", "15", (Touch.NUMBER,))]


def test_editions_in_two_languages_are_refused():
    with pytest.raises(UsageError, match="of one language"):
        compare_editions(small([("4", "", "Text.")]), small([("4", "", "文字。")], lang="zh"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("GB/T 99301—2024", "GB/T 99301—2024/XG1—2026"), ("ISO 99810:2021", "ISO 99810:2021/Amd 1:2023"),
     ("ГОСТ Р 99151—2021", "ГОСТ Р 99151—2021 (Изменение № 1)")],
)  # fmt: skip
def test_an_amendment_is_an_edition_and_one_that_is_printed_alone_is_refused(old, new):
    texts = [(str(n), "", f"Machine {n} shall be stopped within {n} s.") for n in range(4, 12)]
    whole = [*texts[:-1], ("11", "", "Machine 11 shall be stopped within 9 s.")]
    found = compare_editions(small(texts, name=old), small(whole, name=new))
    assert [row.old for row in found.rows if row.suspect] == [("11",)]
    with pytest.raises(UsageError, match="printed alone"):
        compare_editions(small(texts, name=old), small(whole[-1:], name=new))

"""Terms: what a standard defines, which definitions differ, where terms are used, and what is at stake for a pair."""

from __future__ import annotations

import pytest

from ingest.clause import Clause, Document, Kind, Standard
from matcher.definitions import answering_terms, at_stake, differing_terms, terms, terms_used
from matcher.match import Deviation, DeviationKind, Span


def standard(name: str, lang: str, *clauses: Clause) -> Document:
    return Document(Standard(name, lang), clauses)


def term(name: str, lang: str, label: str, title: str, text: str) -> Clause:
    return Clause(name, label, lang, title=title, text=text, id=label, parent="3", kind=Kind.TERM)


def clause(name: str, lang: str, label: str, text: str) -> Clause:
    return Clause(name, label, lang, text=text, id=label)


A = standard(
    "GB 1-2024",
    "zh",
    term("GB 1-2024", "zh", "3.1", "稳态噪声", "steady noise\n声级起伏不大于3 dB的噪声。\n注：见附录A。"),
    term("GB 1-2024", "zh", "3.2", "非稳态噪声", "non-steady noise\n声级起伏大于3 dB的噪声。"),
    term("GB 1-2024", "zh", "3.3", "日暴露声级", "daily exposure level\n折算到8 h的声级，记作LEX,8h。"),
    clause("GB 1-2024", "zh", "5.1", "非稳态噪声应逐个测量。"),
    clause("GB 1-2024", "zh", "5.2", "稳态噪声的LEX,8h应不大于85 dB(A)。"),
)
B = standard(
    "ISO 1:2024",
    "en",
    term(
        "ISO 1:2024",
        "en",
        "3.1",
        "steady noise",
        "constant noise\nnoise whose level varies by no more than 5 dB\nNOTE 1 See Annex A.",
    ),
    term("ISO 1:2024", "en", "3.2", "daily exposure level (DEL)", "level related to a nominal 8 h; symbol LEX,8h"),
    clause("ISO 1:2024", "en", "4", "Steady noise shall be measured once; the LEX,8h shall not exceed 85 dB(A)."),
)
OTHER = Deviation(DeviationKind.DEFINITION, "3 dB", "5 dB", (Span("3.1", 18, 22),), (Span("3.1", 50, 54),))
LINKS = [("3.1", "3.1"), ("3.3", "3.2")]


def test_a_term_has_its_names_and_its_definition_without_what_explains_it():
    steady, unsteady, daily = terms(A)
    assert (steady.names, steady.others) == (("稳态噪声",), ("steady noise",))
    assert A.clauses[0].text[steady.start : steady.end] == "声级起伏不大于3 dB的噪声。"
    assert unsteady.names == ("非稳态噪声",)
    assert daily.names == ("日暴露声级", "LEX,8h")
    ours, theirs = terms(B)
    assert ours.names == ("steady noise", "constant noise")
    assert theirs.names == ("daily exposure level", "DEL", "LEX,8h")


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        (
            "en",
            "In this Act, unless the context otherwise requires,—\n“lamp” means a source of light;\n“door” means a way in.",
            ["lamp", "door"],
        ),
        ("zh", "本法所称粉尘，是指悬浮在空气中的固体微粒。", ["粉尘"]),
        ("vi", "Trong Luật này, các từ ngữ dưới đây được hiểu như sau:\n1. Bụi là các hạt rắn lơ lửng.", ["Bụi"]),
        ("en", "The lamp shall be lit.", []),
    ],
)
def test_an_act_defines_in_sentences(lang, text, names):
    found = terms(standard("Lamps Act 2020", lang, clause("Lamps Act 2020", lang, "2", text)))
    assert [name for one in found for name in one.names] == names


def test_only_what_changes_the_meaning_makes_definitions_differ():
    cited = Deviation(DeviationKind.REFERENCE, "A", "B", (Span("3.3", 21, 23),), (Span("3.2", 0, 5),))
    pairs = answering_terms(A, B, LINKS, {("3.1", "3.1"): [OTHER], ("3.3", "3.2"): [cited]})
    assert [(p.a.names[0], p.b.names[0], p.differs) for p in pairs] == [
        ("稳态噪声", "steady noise", True),
        ("日暴露声级", "daily exposure level", False),
    ]
    (differing,) = differing_terms(A, B, LINKS, {("3.1", "3.1"): [OTHER]})
    assert differing.deviations == (OTHER,)


def test_the_same_name_or_symbol_comes_before_a_link_of_the_match():
    wrong = [("3.3", "3.1"), ("3.1", "3.2")]
    pairs = answering_terms(A, B, wrong, {})
    assert [(p.a.names[0], p.b.names[0], p.compared) for p in pairs] == [
        ("稳态噪声", "steady noise", False),
        ("日暴露声级", "daily exposure level", False),
    ]


def test_terms_without_a_name_in_common_answer_by_the_match():
    theirs = standard(
        "ГОСТ 1-2024", "ru", term("ГОСТ 1-2024", "ru", "3.1", "непостоянный шум", "Шум, уровень которого меняется.")
    )
    (pair,) = answering_terms(A, theirs, [("3.2", "3.1")], {("3.2", "3.1"): ()})
    assert (pair.a.names[0], pair.compared, pair.differs) == ("非稳态噪声", True, False)
    assert answering_terms(A, theirs, [], {}) == ()


def test_a_difference_in_a_note_is_none_of_the_definition():
    note = Deviation(DeviationKind.ADDED, b_text="See Annex A.", b=(Span("3.1", 69, 80),))
    assert differing_terms(A, B, LINKS, {("3.1", "3.1"): [note]}) == ()


def test_of_terms_that_hold_each_other_the_longer_is_used():
    found = terms(A)
    assert [use.term.names[0] for use in terms_used(A.clauses[3], found)] == ["非稳态噪声"]
    assert [use.term.names[0] for use in terms_used(A.clauses[4], found)] == ["稳态噪声", "日暴露声级"]
    (own,) = [use for use in terms_used(A.clauses[0], found) if use.term.clause == "3.1"] or [None]
    assert own is None


@pytest.mark.parametrize(
    ("lang", "name", "text", "used"),
    [
        ("en", "hearing zone", "All hearing zones shall be marked.", "hearing zones"),
        ("en", "assembly", "Assemblies shall be marked.", "Assemblies"),
        ("ru", "воздушный ультразвук", "Уровни воздушного ультразвука измеряют.", "воздушного ультразвука"),
        ("kk", "шу деңгейі", "Шу деңгейінің мәні өлшенеді.", "Шу деңгейінің"),
        ("en", "zone", "The ozone layer.", None),
        ("en", "VOCs", "Emissions of VOCs and vocs.", "VOCs"),
    ],
)
def test_a_term_is_found_in_the_forms_of_its_language(lang, name, text, used):
    document = standard(
        "S 1",
        lang,
        term("S 1", lang, "3.1", name, "what is meant by that word here, at some length"),
        clause("S 1", lang, "4", text),
    )
    assert [text[u.start : u.end] for u in terms_used(document.clauses[1], terms(document))] == ([used] if used else [])


def test_a_term_is_at_stake_where_both_sides_use_it():
    differing = differing_terms(A, B, LINKS, {("3.1", "3.1"): [OTHER]})
    defined = terms(A), terms(B)
    (stake,) = at_stake([A.clauses[4]], [B.clauses[2]], defined, differing)
    assert A.clauses[4].text[stake.a.start : stake.a.end] == "稳态噪声"
    assert B.clauses[2].text[stake.b.start : stake.b.end] == "Steady noise"
    assert at_stake([A.clauses[3]], [B.clauses[2]], defined, differing) == ()
    assert at_stake([A.clauses[0]], [B.clauses[0]], defined, differing) == ()

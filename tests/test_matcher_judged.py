"""Learning from a library's judgements: what is learnt, what is held out, and that only what is better there is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shelves import HashEncoder

from index.adapter import read_adapter
from index.encoder import BUNDLED
from index.library import Library
from ingest.clause import Clause, Document, Standard
from ingest.errors import UsageError
from matcher import train_judged as training
from matcher.judged import Judged, judged
from matcher.ledger import record_all
from matcher.lessons import Lesson, Wording
from matcher.match import Decision, Judgement, Relation
from matcher.train_judged import told_apart, train_judged

ZH, EN = "XX/T 85—2024", "ISO 85:2023"
WORDS = [
    ("噪声", "noise"),
    ("照明", "lighting"),
    ("通风", "ventilation"),
    ("粉尘", "dust"),
    ("辐射", "radiation"),
    ("振动", "vibration"),
]
CHAPTERS = range(2, 18)
LATEST = 10**9


def _document(standard: str, lang: str, side: int) -> Document:
    clauses = []
    for n in CHAPTERS:
        clauses.append(Clause(standard, f"{n}", lang, f"{n} …", "", id=f"{n}"))
        for m, word in enumerate(WORDS, 1):
            text = (f"{word[0]}应每{n}个月检测一次。", f"The {word[1]} shall be measured every {n} months.")[side]
            clauses.append(Clause(standard, f"{n}.{m}", lang, word[side], text, id=f"{n}/{n}.{m}", parent=f"{n}", level=2))
    return Document(Standard(standard, lang), tuple(clauses))


def _link(a: str, b: str, decision: Decision = Decision.ACCEPT, relation: Relation | None = Relation.EQUAL) -> Judgement:
    return Judgement(ZH, a, EN, b, decision, "reviewer", relation, seen=LATEST)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two standards, every clause with a text accepted as equal, and in each chapter one wrong link rejected."""
    opened = Library.open(tmp_path / "library", create=True)
    opened.add(_document(ZH, "zh", 0), HashEncoder())
    opened.add(_document(EN, "en", 1), HashEncoder())
    ids = [f"{n}/{n}.{m}" for n in CHAPTERS for m in range(1, len(WORDS) + 1)]
    record_all(opened, [_link(one, one) for one in ids])
    record_all(opened, [_link(f"{n}/{n}.1", f"{n}/{n}.2", Decision.REJECT, None) for n in CHAPTERS])
    return opened


def _texts(found: Judged) -> set[str]:
    return {wording.passage for lesson in found.lessons for wording in lesson.wordings}


def test_whole_top_level_clauses_are_held_out_and_share_no_text_with_what_is_learnt(library: Library) -> None:
    found = judged(library)
    (asked,) = found.asked
    assert (asked.a.standard.designation, asked.b.standard.designation) == (EN, ZH)
    chapters = {query.partition("/")[0] for query in asked.wanted}
    assert found.queries == len(chapters) * len(WORDS) == len(CHAPTERS) * len(WORDS) - len(found.lessons)
    assert 0.25 <= found.queries / (len(CHAPTERS) * len(WORDS)) < 0.4
    assert all(right == {query} for query, right in asked.wanted.items())
    held = {clause.text for d in (asked.a, asked.b) for clause in d.clauses if clause.id.partition("/")[0] in chapters}
    assert not {text.partition("\n")[2] for text in _texts(found)} & held
    assert {lesson.document for lesson in found.lessons} == {f"{EN}/{n}" for n in CHAPTERS if str(n) not in chapters}


def test_what_was_rejected_is_told_by_the_lessons_that_hold_it(library: Library) -> None:
    found = judged(library)
    pairs = [tuple(found.lessons[i].wordings[1].text for i in pair) for pair in found.rejected]
    assert len(pairs) == len({lesson.document for lesson in found.lessons})
    assert all("照明" in a and "噪声" in b for a, b in pairs)


def test_a_rejected_clause_that_answers_to_nothing_is_a_lesson_of_its_own(library: Library) -> None:
    found = judged(library)
    chapter = found.lessons[0].document.partition("/")[2]
    record_all(library, [_link(f"{chapter}/{chapter}.3", "", Decision.NO_COUNTERPART, None)])
    record_all(library, [_link(f"{chapter}/{chapter}.3", f"{chapter}/{chapter}.4", Decision.REJECT, None)])
    again = judged(library)
    own = again.lessons[-1]
    assert own == Lesson(
        (Wording("zh", "", f"通风应每{chapter}个月检测一次。"), Wording("zh", "", f"通风\n通风应每{chapter}个月检测一次。")),
        f"{EN}/{chapter}",
    )
    assert again.rejected[-1][1] == len(again.lessons) - 1


def test_a_text_that_changed_since_teaches_nothing(library: Library) -> None:
    before = judged(library)
    chapter = before.lessons[0].document.partition("/")[2]
    old = _document(EN, "en", 1)
    changed = [replace(c, text=c.text.replace("measured", "recorded")) if c.parent == chapter else c for c in old.clauses]
    library.add(Document(old.standard, tuple(changed)), HashEncoder())
    after = judged(library)
    assert not any("recorded" in text for text in _texts(after))
    assert len(after.lessons) + after.queries == len(before.lessons) + before.queries - len(WORDS)


def test_what_a_model_has_learnt_from_is_never_asked(library: Library) -> None:
    first = judged(library)
    assert judged(library, first.marks) == first
    (asked,) = first.asked
    chapter = next(iter(asked.wanted)).partition("/")[0]
    marks = Judged(
        tuple(Lesson((Wording(c.lang, c.title, c.text),) * 2, "") for c in asked.a.clauses if c.parent == chapter), (), ()
    )
    (other,) = judged(library, marks.marks).asked
    assert not any(query.startswith(f"{chapter}/") for query in other.wanted)


def test_too_few_judgements_say_how_many_are_needed(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", create=True) as opened:
        with pytest.raises(UsageError, match=r"too few judgements: 0 accepted .* 40 and 20 are needed: about 80 accepted links"):
            judged(opened)
        opened.add(_document(ZH, "zh", 0), HashEncoder())
        opened.add(_document(EN, "en", 1), HashEncoder())
        record_all(opened, [_link(f"{n}/{n}.1", f"{n}/{n}.1") for n in CHAPTERS])
        with pytest.raises(UsageError, match="the library has 16 of texts") as caught:
            judged(opened)
        assert "\n" not in str(caught.value)


def test_rejected_pairs_are_taught_apart_and_little_else_changes() -> None:
    draw = np.random.default_rng(3)
    vectors = np.ones((6, 8)) + 0.3 * draw.normal(size=(6, 8))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    taught = told_apart(vectors, [(0, 1), (0, 2)])
    assert np.allclose(np.linalg.norm(taught, axis=1), 1, atol=1e-6)
    before, after = vectors @ vectors.T, taught @ taught.T
    assert after[0, 1] < before[0, 1] - 0.3
    assert after[0, 2] < before[0, 2] - 0.3
    assert np.allclose(after[3:, 3:], before[3:, 3:])
    assert after[0, 1:3].max() < after[0, 3:].min()
    assert np.array_equal(told_apart(vectors, []), vectors)


def test_a_better_model_is_kept_beside_the_library_and_a_worse_one_is_not(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What search finds is given here; ``asked_with`` shows that it is asked with the file that would be written."""
    queries = judged(library).queries
    asked_with: list[str] = []
    found = iter([[False] * queries, [True] * queries, [True] * queries, [False] * queries])

    def hits(asked: object, encoder: str) -> dict[tuple[str, str], list[bool]]:
        asked_with.append(encoder)
        return {("en", "zh"): next(found)}

    monkeypatch.setattr(training, "load_encoder", lambda name: read_adapter(Path(name)).sha256 if name != BUNDLED else name)
    monkeypatch.setattr(training, "_first_hits", hits)
    monkeypatch.setattr(training, "MEANS", 8)
    monkeypatch.setattr("matcher.train.BATCH", 8)
    steps: list[tuple[int, int]] = []
    report = train_judged(library, steps=1, progress=lambda done, total: steps.append((done, total)))
    assert report.path == library.folder / "models" / f"judged-{report.sha256[:8]}.safetensors"
    assert (report.kept, report.gain.better, steps) == (True, True, [(1, 1)])
    adapter, shipped = read_adapter(report.path), training.current()
    assert shipped is not None
    assert asked_with == [BUNDLED, adapter.sha256]
    ranks = [max(down.shape[0] for _, down in one.factors.values()) for one in (shipped, adapter)]
    assert ranks[1] == ranks[0] + training.GOING_ON.rank
    assert set(adapter.means) >= set(shipped.means)
    assert set(judged(library).marks) == set(training.learnt_by(adapter))
    worse = train_judged(library, model=str(report.path), steps=1)
    assert (worse.kept, worse.path, len(list(report.path.parent.iterdir()))) == (False, None, 2)
    assert "refused: it does not beat the current model, nothing was written" in str(worse)


def test_a_model_that_is_no_adapter_cannot_be_trained(library: Library) -> None:
    with pytest.raises(UsageError, match="only the bundled model, or an adapter"):
        train_judged(library, model="somebody/some-model")

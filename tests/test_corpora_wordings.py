"""The training texts: well formed, and the gold set that is made of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from corpora.wordings import SOURCES, family_of, gold_rows
from matcher.lessons import is_held_out, read_lessons

LANGS = {"en", "zh", "ru", "ar", "kk", "vi", "id", "fa", "uz", "mn", "ur", "hu"}
SCRIPTS = {
    "zh": r"[\u4e00-\u9fff]",
    "ru": "[а-я]",
    "kk": "[а-я]",
    "mn": "[а-я]",
    "ar": r"[\u0600-\u06ff]",
    "fa": r"[\u0600-\u06ff]",
    "ur": r"[\u0600-\u06ff]",
}


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_demand_has_its_wordings_in_the_script_of_their_language(path: Path) -> None:
    demands = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({d["demand"] for d in demands}) == len(demands) > 400
    assert max(Counter(family_of(d["demand"]) for d in demands).values()) <= 4
    for demand in demands:
        langs = [lang for lang, _ in demand["wordings"]]
        texts = [text for _, text in demand["wordings"]]
        assert langs[0] == "en"
        assert set(langs) <= LANGS
        assert max(Counter(langs).values()) <= 2
        assert len(set(texts)) == len(texts) > 5
        for lang, text in demand["wordings"]:
            assert re.search(SCRIPTS.get(lang, "[a-z]"), text.lower()), (demand["demand"], lang)


def test_the_gold_set_links_every_wording_to_the_first(tmp_path: Path) -> None:
    source = tmp_path / "texts"
    source.mkdir()
    rows = [
        {
            "demand": "x-1.a",
            "title": {"en": "Gas"},
            "wordings": [["en", "A."], ["en", "B."], ["ru", "В."]],
            "serves": {"en": "S."},
        },
        {"demand": "x-1.b", "title": {}, "wordings": [["en", "C."], ["ru", "Г."]]},
    ]
    (source / "texts.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    made = list(gold_rows(source))
    clauses = [(r["standard"], r["clause"], r["title"], r["text"]) for r in made if "gold" not in r]
    assert clauses == [
        ("texts en", "x-1.a", "Gas", "A."),
        ("texts en 2", "x-1.a", "Gas", "B."),
        ("texts ru", "x-1.a", "", "В."),
        ("texts framework en", "x-1.a", "", "S."),
        ("texts en", "x-1.b", "", "C."),
        ("texts ru", "x-1.b", "", "Г."),
    ]
    links = [(r["a_standard"], r["b_standard"], r["b_clause"], r["relation"]) for r in made if "gold" in r]
    assert links == [
        ("texts en", "texts en 2", "x-1.a", "equal"),
        ("texts en", "texts ru", "x-1.a", "equal"),
        ("texts framework en", "texts en", "x-1.a", "subset"),
        ("texts en", "texts ru", "x-1.b", "equal"),
        ("texts framework en", "texts ru", "x-1.b", "subset"),
    ]


def test_training_reads_what_the_command_writes(tmp_path: Path) -> None:
    out = tmp_path / "training.jsonl"
    subprocess.run([sys.executable, "-m", "corpora.wordings", "--out", str(out)], check=True, cwd=SOURCES.parent.parent)
    lessons = read_lessons([out])
    whole = [lesson for lesson in lessons if not lesson.partly]
    demands = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES.glob("*.jsonl"))
    assert len(whole) == demands
    assert {w.lang for lesson in whole for w in lesson.wordings} == LANGS
    apart = {lesson.document for lesson in whole if is_held_out(lesson.document)}
    assert apart
    assert not apart & {lesson.document for lesson in whole if not is_held_out(lesson.document)}

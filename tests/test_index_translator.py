"""Machine translation beside the original, with a tiny model of random weights that is made here; no card waits for it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import review_desk

from app.card import card_data
from app.queueing import queue
from app.state import load_comparison
from app.translating import Translation, Translations, with_translations
from app.wording import catalogue
from index.library import Library
from index.translator import SequenceTranslator, load_translator, text_key
from ingest.errors import UsageError

EN = catalogue("en").gettext


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the kind of NLLB, two layers of eight numbers, as a folder."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    torch.manual_seed(0)
    letters = [*"abcdefghijklmnopqrstuvwxyz不应超过限值。.5 8", "▁"]
    vocabulary = {token: place for place, token in enumerate(["<s>", "<pad>", "</s>", "<unk>", *letters])}
    tokenizer = NllbTokenizer(vocab=vocabulary, merges=[])
    place = tmp_path_factory.mktemp("translator")
    tokenizer.save_pretrained(place)
    config = M2M100Config(
        vocab_size=len(tokenizer), d_model=8, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=8, decoder_ffn_dim=8, max_position_embeddings=512, max_length=None,
    )  # fmt: skip
    M2M100ForConditionalGeneration(config).save_pretrained(place, safe_serialization=True)
    return place


@pytest.fixture(scope="module")
def model(folder: Path) -> SequenceTranslator:
    return load_translator(str(folder))


def test_a_model_in_a_folder_translates_line_by_line(model: SequenceTranslator, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[list[str], str, str]] = []

    def said(pieces: list[str], source: str, target: str) -> list[str]:
        asked.append((pieces, source, target))
        return [piece.upper() for piece in pieces]

    assert model.knows("zh", "en") and model.knows("en", "vi") and not model.knows("en", "en") and not model.knows("en", "xx")
    monkeypatch.setattr(model, "_said", said)
    assert model.translate("one. Two three.\n\na) four", "en", "zh") == "ONE. TWO THREE.\n\nA) FOUR"
    assert [piece for pieces, _, _ in asked for piece in pieces] == ["one.", "Two three.", "a) four"]
    with pytest.raises(UsageError, match="does not translate from en into xx"):
        model.translate("one", "en", "xx")


def test_the_model_is_told_both_languages_and_the_same_text_gives_the_same_words(
    model: SequenceTranslator, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, object]] = []
    generate = model._model.generate
    monkeypatch.setattr(model, "_WINDOW", 8, raising=False)
    monkeypatch.setattr("index.translator._WINDOW", 8)
    monkeypatch.setattr(model._model, "generate", lambda **more: given.append(more) or generate(**more))
    first = model.translate("不应超过限值。", "zh", "en")
    assert model.translate("不应超过限值。", "zh", "en") == first
    vocabulary = model._tokenizer.get_vocab()
    assert given[0]["forced_bos_token_id"] == vocabulary["eng_Latn"]
    assert vocabulary["zho_Hans"] in given[0]["input_ids"][0].tolist()
    assert first.endswith("…"), "what is longer than the window is marked as cut"
    assert model.name.startswith("translator") and "@" in model.name


def test_a_model_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        load_translator(str(tmp_path))
    assert "\n" not in str(refused.value) and "safetensors" in str(refused.value)


class Slow:
    name = "slow@1"

    def __init__(self) -> None:
        self.go, self.asked = threading.Event(), []

    def knows(self, source: str, target: str) -> bool:
        return True

    def translate(self, text: str, source: str, target: str) -> str:
        assert self.go.wait(20)
        self.asked.append(text)
        if "bad" in text:
            raise ValueError("no such words\nat all")
        return f"{target}: {text}"


def test_nothing_waits_for_a_translation_and_each_is_made_once() -> None:
    slow = Slow()
    made = Translations(lambda: slow)
    assert made.of("text", "zh", "en") == made.of("text", "zh", "en") == Translation(waiting=True)
    assert made.waiting and made.of("text", "en", "en") == made.of(" ", "zh", "en") == Translation()
    made.of("bad", "zh", "en")
    slow.go.set()
    made.finish()
    assert made.of("text", "zh", "en") == Translation("en: text", "slow@1") and slow.asked == ["text", "bad"]
    assert made.of("bad", "zh", "en") == Translation(fault="no such words") and not made.waiting
    assert text_key("text", "zh", "en") != text_key("text", "zh", "ru")


def test_a_card_shows_the_translation_as_plain_text_and_says_what_made_it(tmp_path: Path) -> None:
    slow = Slow()
    made = Translations(lambda: slow)
    slow.go.set()
    with Library.open(review_desk.seed(tmp_path / "library")) as library:
        opened = load_comparison(library, review_desk.A, review_desk.B)
    item = queue(opened, ())[0]
    clauses = {side: [opened.clause(side, one)] for side, one in (("a", "4/4.1"), ("b", "5/5.1"))}
    targets = {"a": "en", "b": "en"}
    waiting = with_translations(card_data(opened, item, EN), clauses, targets, made, EN)
    assert waiting["sides"][0]["clauses"][0]["translation"]["head"] == "Machine translation: being made…"
    assert waiting["sides"][1]["clauses"][0]["translation"] == {}, "what is in that language already stays as it is"
    made.finish()
    told = with_translations(card_data(opened, item, EN), clauses, targets, made, EN)["sides"][0]["clauses"][0]["translation"]
    assert told["head"] == "Machine translation by slow@1" and told["text"].startswith("en: 接触限值\n8 h")
    assert (told["dir"], told["lang"]) == ("ltr", "en")

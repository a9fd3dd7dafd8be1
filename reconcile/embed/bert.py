"""The forward pass of a plain BERT encoder (Devlin et al. 2019), reading its weights where they lie.

transformers and sentence-transformers compute the same, but importing them takes several times as long as a short
run of the whole program; here torch is all that is needed, and the weights are mapped, not copied.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor
from torch.nn import functional

from reconcile.errors import ModelError
from reconcile.layers import Affine, Layer, PaddedStates, Stack
from reconcile.padding import Layout


def is_plain_bert(folder: Path) -> bool:
    """Whether the folder holds a BERT encoder that mean-pools and normalises, which is all that this module knows."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        modules = [module["type"] for module in json.loads((folder / "modules.json").read_text("utf-8"))]
        pooling = json.loads((folder / "1_Pooling" / "config.json").read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return False
    others = [key for key, value in pooling.items() if key.startswith("pooling_mode_") and value is True]
    return (
        config.get("model_type") == "bert"
        and config.get("hidden_act", "gelu") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and [name.rsplit(".", 1)[-1] for name in modules] == ["Transformer", "Pooling", "Normalize"]
        and others in (["pooling_mode_mean_tokens"], [])
        and (folder / "model.safetensors").is_file()
    )


class Bert:
    """A BERT encoder in evaluation mode on the processor.

    Raises
    ------
    ModelError: weights are missing, of the wrong shape or unreadable.
    """

    def __init__(self, folder: Path, dtype: torch.dtype = torch.float32) -> None:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
        self.layers: int = config["num_hidden_layers"]
        self.hidden: int = config["hidden_size"]
        self._epsilon: float = config.get("layer_norm_eps", 1e-12)
        self._dtype = dtype
        try:
            # Mapped rather than read: of the embedding table only the rows in use are ever touched.
            file: Any = safe_open(folder / "model.safetensors", framework="pt")
            names = set(file.keys())
            prefix = "" if "embeddings.word_embeddings.weight" in names else "bert."
            self._words = file.get_tensor(f"{prefix}embeddings.word_embeddings.weight")
            weights = {
                name.removeprefix(prefix): file.get_tensor(name).to(dtype)
                for name in names
                if name.startswith((f"{prefix}embeddings.", f"{prefix}encoder.")) and "word_embeddings" not in name
            }
            self._positions = weights["embeddings.position_embeddings.weight"]
            self._type = weights["embeddings.token_type_embeddings.weight"][0]
            self._norm = Affine.of(weights, "embeddings.LayerNorm")
            layers = [_layer(weights, f"encoder.layer.{number}") for number in range(self.layers)]
        except (OSError, SafetensorError, KeyError) as error:
            raise ModelError(f"{folder}: the weights cannot be read ({error}); `reconcile models prepare`") from error

        self._stack = Stack(layers, config["num_attention_heads"], self._epsilon)

    @torch.inference_mode()
    def __call__(self, ids: Tensor, mask: Tensor) -> Sequence[Tensor]:
        """Hidden states of every layer.

        ids, mask: (batch, tokens), mask true for tokens and false for padding. Returns layers + 1 tensors of
        (batch, tokens, hidden) of float32, the first one being the embeddings; zero where there is padding.
        """
        layout = Layout(mask)
        positions = self._positions[: ids.shape[1]].repeat(len(ids), 1)
        states = functional.embedding(layout.packed(ids.flatten()), self._words).to(self._dtype)
        states = states + layout.packed(positions) + self._type
        states = functional.layer_norm(states, (self.hidden,), self._norm.weight, self._norm.bias, self._epsilon)
        return PaddedStates([states, *self._stack.states(states, layout)], layout)


def _layer(weights: Mapping[str, Tensor], name: str) -> Layer:
    parts = [Affine.of(weights, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
    return Layer(
        Affine(torch.cat([part.weight for part in parts]), torch.cat([part.bias for part in parts])),
        Affine.of(weights, f"{name}.attention.output.dense"),
        Affine.of(weights, f"{name}.attention.output.LayerNorm"),
        Affine.of(weights, f"{name}.intermediate.dense"),
        Affine.of(weights, f"{name}.output.dense"),
        Affine.of(weights, f"{name}.output.LayerNorm"),
    )

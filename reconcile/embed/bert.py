"""The forward pass of a plain BERT encoder (Devlin et al. 2019), reading its weights where they lie.

transformers and sentence-transformers compute the same, but importing them takes several times as long as a short
run of the whole program; here torch is all that is needed, and the weights are mapped, not copied.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor
from torch.nn import functional

from reconcile.errors import ModelError
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
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config.get("layer_norm_eps", 1e-12)
        self._dtype = dtype
        try:
            # Mapped rather than read: of the embedding table only the rows in use are ever touched.
            file: Any = safe_open(folder / "model.safetensors", framework="pt")
            names = set(file.keys())
            prefix = "" if "embeddings.word_embeddings.weight" in names else "bert."
            self._words = file.get_tensor(f"{prefix}embeddings.word_embeddings.weight")
            self._weights = {
                name.removeprefix(prefix): file.get_tensor(name).to(dtype)
                for name in names
                if name.startswith((f"{prefix}embeddings.", f"{prefix}encoder.")) and "word_embeddings" not in name
            }
            self._fused = [self._fuse(layer) for layer in range(self.layers)]
        except (OSError, SafetensorError, KeyError) as error:
            raise ModelError(f"{folder}: the weights cannot be read ({error}); `reconcile models prepare`") from error

    def _fuse(self, layer: int) -> tuple[Tensor, Tensor]:
        """Query, key and value of a layer as one matrix (3 x hidden, hidden) and one bias."""
        names = [f"encoder.layer.{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        weight = torch.cat([self._weights.pop(f"{name}.weight") for name in names])
        return weight, torch.cat([self._weights.pop(f"{name}.bias") for name in names])

    @torch.inference_mode()
    def __call__(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Hidden states of every layer.

        ids, mask: (batch, tokens), mask true for tokens and false for padding. Returns layers + 1 tensors of
        (batch, tokens, hidden), the first one being the embeddings; zero where there is padding.
        """
        weights = self._weights
        layout = Layout(mask)
        positions = weights["embeddings.position_embeddings.weight"][: ids.shape[1]].repeat(len(ids), 1)
        states = functional.embedding(layout.packed(ids.flatten()), self._words).to(self._dtype)
        states = states + layout.packed(positions) + weights["embeddings.token_type_embeddings.weight"][0]
        states = self._norm(states, "embeddings.LayerNorm")
        result = [layout.padded(states)]
        for layer in range(self.layers):
            states = self._layer(layer, states, layout)
            result.append(layout.padded(states))
        return tuple(result)

    def _layer(self, layer: int, states: Tensor, layout: Layout) -> Tensor:
        """One layer on packed states (tokens in all, hidden)."""
        name = f"encoder.layer.{layer}"
        mixed = layout.padded(functional.linear(states, *self._fused[layer]))
        query, key, value = mixed.view(*mixed.shape[:2], 3, self._heads, -1).permute(2, 0, 3, 1, 4)
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=layout.attend)
        context = layout.packed(context.transpose(1, 2).reshape(-1, self.hidden))
        attended = self._linear(context, f"{name}.attention.output.dense")
        states = self._norm(states + attended, f"{name}.attention.output.LayerNorm")
        wide = functional.gelu(self._linear(states, f"{name}.intermediate.dense"))
        return self._norm(states + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, states: Tensor, name: str) -> Tensor:
        return functional.linear(states, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _norm(self, states: Tensor, name: str) -> Tensor:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(states, (self.hidden,), weight, bias, self._epsilon)

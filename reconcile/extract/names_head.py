"""The name head's network: three transformer layers of its own on the sentence model's middle layer.

The sentence model's own layers stay untouched, so its vectors do too; the head starts from its hidden
states behind layer :data:`BRANCH` and costs three layers more, a quarter of the forward pass. :class:`NameNetwork` is
what is trained, :class:`NameScorer` computes the same from its weights.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from reconcile.extract.names_model import LABELS
from reconcile.layers import Affine, Layer, Stack
from reconcile.padding import Layout

BRANCH = 8
"""How many of the sentence model's layers the head stands on."""


_HEADS = 12
_EPSILON = 1e-12


class BertBlock(nn.Module):
    """One post-norm transformer layer, as in BERT (Devlin et al. 2019), without dropout."""

    def __init__(self, width: int, heads: int, inner: int, eps: float = _EPSILON) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.out_norm = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.down_norm = nn.LayerNorm(width, eps=eps)

    def forward(self, hidden: Tensor, layout: Layout) -> Tensor:
        """Map ``hidden`` (tokens in all, width), packed by ``layout``, to the same shape."""
        mixed = layout.padded(self.qkv(hidden))
        batch, length, _ = mixed.shape
        query, key, value = (
            part.view(batch, length, self.heads, -1).transpose(1, 2) for part in mixed.chunk(3, dim=-1)
        )
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=layout.attend)
        context = layout.packed(context.transpose(1, 2).reshape(batch * length, -1))
        hidden = self.out_norm(hidden + self.out(context))
        normed: Tensor = self.down_norm(hidden + self.down(functional.gelu(self.up(hidden))))
        return normed


class NameNetwork(nn.Module):
    """Hidden states of the sentence model in, one score a label and subword out."""

    def __init__(self, width: int = 384, heads: int = _HEADS, inner: int = 1536, layers: int = 3) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(BertBlock(width, heads, inner) for _ in range(layers))
        self.classifier = nn.Linear(width, len(LABELS))

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Score labels.

        Parameters
        ----------
        hidden: (batch, length, width), the sentence model's states behind layer :data:`BRANCH`.
        mask: (batch, length), true where there is a token.

        Returns
        -------
        (batch, length, labels), unnormalised; zero where there is none.
        """
        layout = Layout(mask)
        states = layout.packed(hidden.reshape(-1, hidden.shape[-1]))
        for block in self.blocks:
            states = block(states, layout)
        return layout.padded(self.classifier(states))


class NameScorer:
    """The network with its weights, as ``NameNetwork.state_dict()`` names them, for inference.

    dtype: what the layers compute in; scores are float32 in any case.

    Raises
    ------
    KeyError: a weight is missing.
    """

    def __init__(self, weights: Mapping[str, Tensor], dtype: torch.dtype = torch.float32) -> None:
        parts = ("qkv", "out", "out_norm", "up", "down", "down_norm")
        count = 1 + max((int(name.split(".")[1]) for name in weights if name.startswith("blocks.")), default=-1)
        cast = {name: weight.to(dtype) for name, weight in weights.items()}
        layers = [Layer(*(Affine.of(cast, f"blocks.{number}.{part}") for part in parts)) for number in range(count)]
        self._dtype = dtype
        self._stack = Stack(layers, _HEADS, _EPSILON)
        self._classifier = Affine.of(weights, "classifier")
        self.width = self._classifier.weight.shape[1]

    @torch.inference_mode()
    def __call__(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Score labels; see :meth:`NameNetwork.forward`."""
        layout = Layout(mask)
        states = layout.packed(hidden.reshape(-1, hidden.shape[-1])).to(self._dtype)
        for last in self._stack.states(states, layout):
            states = last
        return layout.padded(functional.linear(states.float(), *self._classifier))

"""The name head's network: three transformer layers of its own on the sentence model's middle layer.

The sentence model's own layers stay untouched, so its vectors do too; the head starts from its hidden
states behind layer :data:`BRANCH` and costs three layers more, a quarter of the forward pass.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from reconcile.extract.names_model import LABELS
from reconcile.padding import Layout

BRANCH = 8
"""How many of the sentence model's layers the head stands on."""


class BertBlock(nn.Module):
    """One post-norm transformer layer, as in BERT (Devlin et al. 2019), without dropout."""

    def __init__(self, width: int, heads: int, inner: int, eps: float = 1e-12) -> None:
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

    def __init__(self, width: int = 384, heads: int = 12, inner: int = 1536, layers: int = 3) -> None:
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

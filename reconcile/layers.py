"""Transformer layers as in BERT (Devlin et al. 2019), for inference on batches of rows of unlike length.

What is computed overwrites what is no longer needed: to have fresh memory for every result, from the system and filled
with zeros, takes a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import torch
from torch.nn import functional

from reconcile.padding import Layout

if TYPE_CHECKING:
    from torch import Tensor


class Affine(NamedTuple):
    """Weights and bias of a linear map, (out, in) and (out,), or of a layer norm, (d,) both."""

    weight: Tensor
    bias: Tensor

    @classmethod
    def of(cls, weights: Mapping[str, Tensor], name: str) -> Affine:
        """Those that a file of weights holds under a name.

        Raises
        ------
        KeyError: it holds none.
        """
        return cls(weights[f"{name}.weight"], weights[f"{name}.bias"])


class Layer(NamedTuple):
    """One post-norm layer of width d."""

    mixed: Affine
    """Query, key and value in one, (3 d, d)."""
    attended: Affine
    attended_norm: Affine
    wide: Affine
    narrow: Affine
    norm: Affine


class Stack:
    """Layers one after the other.

    heads: of attention, each of d / heads dimensions. epsilon: what layer norms add to the variance.
    """

    def __init__(self, layers: Sequence[Layer], heads: int, epsilon: float) -> None:
        self._layers = tuple(layers)
        self._heads = heads
        self._epsilon = epsilon

    def __len__(self) -> int:
        return len(self._layers)

    def states(self, states: Tensor, layout: Layout) -> Iterator[Tensor]:
        """What each layer puts out, packed as what comes in: (tokens in all, d), in inference mode."""
        tokens, width = states.shape
        inner = max((len(layer.wide.bias) for layer in self._layers), default=0)
        mixed, wide, narrow = (states.new_empty(tokens, size) for size in (3 * width, inner, width))
        room = layout.room(mixed)
        for layer in self._layers:
            rows = layout.padded(_affine(states, layer.mixed, mixed), room)
            context = _affine(self._attention(rows, layout), layer.attended, narrow)
            states = self._norm(context.add_(states), layer.attended_norm)
            torch.ops.aten.gelu_(_affine(states, layer.wide, wide))
            states = self._norm(_affine(wide, layer.narrow, narrow).add_(states), layer.norm)
            yield states

    def _attention(self, mixed: Tensor, layout: Layout) -> Tensor:
        """(batch, tokens, 3 d) to (tokens in all, d)."""
        query, key, value = mixed.view(*mixed.shape[:2], 3, self._heads, -1).permute(2, 0, 3, 1, 4)
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=layout.attend)
        return layout.packed(context.transpose(1, 2).reshape(-1, mixed.shape[-1] // 3))

    def _norm(self, states: Tensor, norm: Affine) -> Tensor:
        return functional.layer_norm(states, states.shape[-1:], norm.weight, norm.bias, self._epsilon)


def fast_dtype() -> torch.dtype:
    """bfloat16 where the processor multiplies it in hardware, else float32.

    Measured: with AVX-512 BF16 or AMX three times as many sentences a second, without them a quarter.
    """
    # Older releases of torch don't tell what the processor can.
    capabilities: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    native = any(capabilities.get(name) for name in ("amx_bf16", "avx512_bf16", "bf16", "sve_bf16"))
    return torch.bfloat16 if native else torch.float32


def _affine(states: Tensor, affine: Affine, out: Tensor) -> Tensor:
    return torch.addmm(affine.bias, states, affine.weight.t(), out=out)


class PaddedStates(Sequence["Tensor"]):
    """Packed states of some layers as (batch, tokens, d) of float32, zero where there is padding; made when asked."""

    def __init__(self, packed: Sequence[Tensor], layout: Layout) -> None:
        self._packed, self._layout = packed, layout
        self._padded: dict[int, Tensor] = {}

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> Tensor: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Tensor, ...]: ...

    def __getitem__(self, index: int | slice) -> Tensor | tuple[Tensor, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        if place not in self._padded:
            self._padded[place] = self._layout.padded(self._packed[place]).float()
        return self._padded[place]

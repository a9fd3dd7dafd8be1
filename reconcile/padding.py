"""Batches of rows of unlike length: only attention needs them as rows; all else computes on tokens alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


class Layout:
    """Where the tokens of a padded batch stand.

    mask: (batch, tokens), true for tokens. ``attend`` is what attention takes for a mask: ``None`` without padding.
    """

    def __init__(self, mask: Tensor) -> None:
        self._shape = mask.shape
        self._held = None if bool(mask.all()) else mask.flatten().nonzero().flatten()
        self.attend = None if self._held is None else mask[:, None, None, :]

    def packed(self, rows: Tensor) -> Tensor:
        """Of (batch * tokens, ...) what stands for tokens, (tokens in all, ...)."""
        return rows if self._held is None else rows.index_select(0, self._held)

    def padded(self, states: Tensor) -> Tensor:
        """The other way: (tokens in all, d) to (batch, tokens, d), zero for padding."""
        if self._held is not None:
            rows = states.new_zeros(self._shape.numel(), states.shape[-1])
            states = rows.index_copy_(0, self._held, states)
        return states.view(*self._shape, -1)

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

    def room(self, states: Tensor) -> Tensor:
        """Room for what :meth:`padded` makes of such states; none where they stay where they are."""
        return states.new_zeros(0 if self._held is None else self._shape.numel(), states.shape[-1])

    def padded(self, states: Tensor, room: Tensor | None = None) -> Tensor:
        """The other way: (tokens in all, d) to (batch, tokens, d), zero for padding.

        room: what :meth:`room` gave for states of this shape; what it held is overwritten.
        """
        if self._held is not None:
            rows = self.room(states) if room is None else room
            states = rows.index_copy_(0, self._held, states)
        return states.view(*self._shape, -1)

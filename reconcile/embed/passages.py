"""What goes into the encoder and what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from reconcile.claims import Span

if TYPE_CHECKING:
    from torch import Tensor

Vectors = npt.NDArray[np.float32]
"""Rows of float32; a single vector where it says so."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence to be encoded, with the mentions in it that want vectors of their own.

    ``mentions`` are offsets into ``text``; the caller has masked in it whatever must not help (numbers).
    """

    text: str
    mentions: tuple[Span, ...] = ()
    language: str = "und"

    def __post_init__(self) -> None:
        for span in self.mentions:
            if not 0 <= span.start < span.end <= len(self.text):
                raise ValueError(f"mention {span} lies outside the text of {len(self.text)} characters")


@dataclass(frozen=True, slots=True)
class Encoded:
    """The vectors of one passage: centred on its language's mean, of length one."""

    sentence: Vectors
    """(d,)"""
    mentions: Vectors
    """(m, d), in the order of the passage's mentions."""
    extras: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """By the head's name, what it returned: one item, or one for each window of an overlong passage."""
    spots: Mapping[str, Vectors] = field(default_factory=dict)
    """By the head's name, the vectors (k, d) of the places it found, in order: see :class:`TokenHead`."""


class TokenHead(Protocol):
    """Something that reads the hidden states of the same forward pass, e.g. a token classifier."""

    name: str
    finds_places: bool
    """Whether each result is a sequence of things with ``start`` and ``end`` (code points of the passage's text):
    these get vectors too, as mentions do, in ``Encoded.spots``."""

    def __call__(
        self, hidden: Sequence[Tensor], mask: Tensor, offsets: Sequence[Sequence[tuple[int, int]]]
    ) -> Sequence[object]:
        """One result for each row of a batch.

        hidden: layers + 1 tensors (batch, tokens, d) of float32, ``hidden[0]`` the embeddings, ``hidden[8]`` what
        layer 8 puts out. mask: (batch, tokens), true for tokens. offsets: for each row and token (padding left out)
        the half-open range of code points of the passage's text; ``(0, 0)`` for special tokens and the prompt.
        """
        ...

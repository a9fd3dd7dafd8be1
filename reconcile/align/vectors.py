"""What the aligner needs of an encoder, and similarities corrected for hubs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class ClaimVectors:
    """The vectors of one claim, each of shape ``(d,)`` and length one.

    ``sentence`` is its sentence's, ``mention`` that of its own words in context (figures masked), ``clause``
    that of the words around it; ``noun`` that of what it counts, on its own, where the article says it.
    """

    sentence: Vector
    mention: Vector
    clause: Vector
    noun: Vector | None = None


def margins(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosines ``(m, n)`` less the mean of each row's and each column's nearest neighbours.

    Cross-domain similarity local scaling (Conneau et al., *Word translation without parallel data*, 2018),
    halved so that it stays on the scale of a cosine.
    """
    if not cosines.size:
        return cosines
    rows = np.sort(cosines, axis=1)[:, -NEIGHBOURS:].mean(axis=1, keepdims=True)
    columns = np.sort(cosines, axis=0)[-NEIGHBOURS:, :].mean(axis=0, keepdims=True)
    result: NDArray[np.float32] = cosines - (rows + columns) / 2
    return result


def lead(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far each pair is ahead of the best rival in its row and its column, ``(m, n)``; negative if behind."""
    if not cosines.size:
        return cosines
    result: NDArray[np.float32] = cosines - np.maximum(_best_other(cosines), _best_other(cosines.T).T)
    return result


def _best_other(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each entry the largest other entry of its row; a floor where it has no rival."""
    if cosines.shape[1] == 1:
        return np.full_like(cosines, cosines.min() - 0.2)
    top = np.partition(cosines, -2, axis=1)[:, -2:]
    second, first = top[:, :1], top[:, 1:]
    return np.where(cosines >= first, second, first)

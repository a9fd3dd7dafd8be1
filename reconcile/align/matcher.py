"""The probability that two claims are about the same fact, from trained weights.

Two logistic regressions a kind: one for pairs that state the same value (is that chance?), one for
pairs that do not (is it the same fact all the same?). The value itself is never evidence in the second,
so that two accounts that contradict each other still find each other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from reconcile.align.features import NAMES, Matrix


@dataclass(frozen=True, slots=True)
class Weights:
    """One logistic regression over :data:`~reconcile.align.features.NAMES`."""

    bias: float
    weights: NDArray[np.float64]

    def logits(self, features: Matrix) -> NDArray[np.float64]:
        """Log-odds for features of shape ``(..., f)``."""
        result: NDArray[np.float64] = features.astype(np.float64) @ self.weights + self.bias
        return result

    def evidence(self, features: Matrix) -> tuple[tuple[str, float], ...]:
        """What each feature contributed, in nats, the strongest first; those without effect left out."""
        parts = [(name, round(float(w * x), 3)) for name, w, x in zip(NAMES, self.weights, features, strict=True)]
        return tuple(sorted((p for p in parts if p[1]), key=lambda p: (-abs(p[1]), p[0])))


@lru_cache(maxsize=1)
def load_weights() -> dict[str, Weights]:
    """The trained weights by name: ``quantity_same``, ``quantity_differs``, ``date_same``, ``date_differs``."""
    raw = json.loads(files("reconcile.align").joinpath("matcher.json").read_text("utf-8"))
    return {
        name: Weights(entry["bias"], np.array([entry["weights"].get(f, 0.0) for f in NAMES]))
        for name, entry in raw["models"].items()
    }


def probability(logit: float) -> float:
    """The logistic function."""
    return float(1 / (1 + np.exp(-logit)))

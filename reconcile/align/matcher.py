"""The probability that two claims are about the same fact, from trained weights.

One additive logistic model a kind, over all pairs that could be compared: what each piece of evidence adds to the
log-odds is a curve of straight lines, and so is what an equal value adds or a different one takes away (Fellegi and
Sunter, *A theory for record linkage*, 1969; Hastie and Tibshirani, *Generalized additive models*, 1986). A different
value never rules a pair out, so that two accounts that contradict each other still find each other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reconcile.align.features import NAMES


@dataclass(frozen=True, slots=True)
class Curve:
    """What one feature adds to the log-odds: ``adds`` where it has the values ``at``, straight lines between."""

    name: str
    at: tuple[float, ...]
    adds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """One additive model over features of the given names."""

    bias: float
    curves: tuple[Curve, ...]
    names: tuple[str, ...] = NAMES

    @classmethod
    def of(cls, entry: Mapping[str, Any], names: tuple[str, ...] = NAMES) -> Weights:
        """From the JSON that training wrote."""
        curves = (Curve(f, tuple(c["at"]), tuple(c["adds"])) for f, c in sorted(entry["curves"].items()))
        return cls(entry["bias"], tuple(curves), names)

    def logits(self, features: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Log-odds for features of shape ``(..., f)``."""
        result = np.full(features.shape[:-1], self.bias)
        for curve in self.curves:
            result += np.interp(features[..., self.names.index(curve.name)], curve.at, curve.adds)
        return result

    def evidence(self, features: NDArray[np.floating[Any]]) -> tuple[tuple[str, float], ...]:
        """What each feature of one pair contributed, in nats, the strongest first; those without effect left out."""
        value = dict(zip(self.names, features, strict=True))
        said = [(c.name, round(float(np.interp(value[c.name], c.at, c.adds)), 3)) for c in self.curves]
        return tuple(sorted((p for p in said if p[1]), key=lambda p: (-abs(p[1]), p[0])))


@lru_cache(maxsize=1)
def load_weights() -> dict[str, Weights]:
    """The trained weights by kind: ``quantity`` and ``date``."""
    raw = json.loads(files("reconcile.align").joinpath("matcher.json").read_text("utf-8"))
    return {name: Weights.of(entry) for name, entry in raw["models"].items()}

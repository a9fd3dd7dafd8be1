"""What speaks for two names contradicting each other, and how much: trained weights over features of a pair."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from reconcile.align.matcher import Curve

FEATURES = (
    "sentence",
    "sentence_lead",
    "mention",
    "mention_lead",
    "mention_margin",
    "mention_lead_translated",
    "persons_lead",
    "alone",
    "sound",
    "persons",
    "types_apart",
    "types_same",
    "office_same",
    "office_alike",
    "office_apart",
    "role",
    "titled",
    "others_left",
    "others_matched",
    "both_known",
    "one_known",
    "long",
    "unreadable",
    "translation",
    "articles_alike",
    "names_in_common",
    "values_shared",
    "values_apart",
    "doubtful",
)

# Log-odds from which a pair is reported; the judge asks for more before it speaks of a conflict.
CONTESTED_FROM = 0.0


@dataclass(frozen=True, slots=True)
class ContestWeights:
    """An additive logistic model over :data:`FEATURES`: of each what it adds to the log-odds, a curve of lines."""

    bias: float
    curves: tuple[Curve, ...]

    def logits(self, features: Sequence[Sequence[float]]) -> NDArray[np.float64]:
        """Log-odds that two names left over contradict each other, for features of ``n`` pairs, ``(n, f)``."""
        columns = np.asarray(features, dtype=np.float64).reshape(len(features), len(FEATURES)).T
        result = np.full(len(features), self.bias)
        for curve in self.curves:
            result += np.interp(columns[FEATURES.index(curve.name)], curve.at, curve.adds)
        return result

    def hopeful(self, features: Sequence[Sequence[float]]) -> NDArray[np.bool_]:
        """Which pairs with these features may be reported, ``(n,)``."""
        return self.logits(features) >= CONTESTED_FROM

    def evidence(self, features: Sequence[float]) -> tuple[tuple[str, float], ...]:
        """What each feature contributed, in nats, the strongest first."""
        value = dict(zip(FEATURES, features, strict=True))
        parts = [(c.name, round(float(np.interp(value[c.name], c.at, c.adds)), 3)) for c in self.curves]
        return tuple(sorted((p for p in parts if p[1]), key=lambda p: (-abs(p[1]), p[0])))


@lru_cache(maxsize=2)
def load_contests(*, translated: bool) -> ContestWeights:
    """The trained weights (``models/names/train_contests.py``) for articles that translate each other, or for others.

    What is left over in a translation has been put in another's place; what one desk names and another does not may
    be anything.
    """
    raw = json.loads(files("reconcile.align").joinpath("contests.json").read_text("utf-8"))
    own = raw["translated" if translated else "independent"]
    curves = (Curve(name, tuple(c["at"]), tuple(c["adds"])) for name, c in sorted(own["curves"].items()))
    return ContestWeights(own["bias"], tuple(curves))

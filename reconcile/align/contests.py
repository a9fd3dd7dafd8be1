"""What speaks for two names contradicting each other, and how much: trained weights over features of a pair."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

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


@dataclass(frozen=True, slots=True)
class ContestWeights:
    """A logistic regression over :data:`FEATURES`."""

    bias: float
    weights: tuple[float, ...]

    def logit(self, features: Sequence[float]) -> float:
        """Log-odds that two names left over contradict each other."""
        return self.bias + sum(w * x for w, x in zip(self.weights, features, strict=True))

    def evidence(self, features: Sequence[float]) -> tuple[tuple[str, float], ...]:
        """What each feature contributed, in nats, the strongest first."""
        parts = [(name, round(w * x, 3)) for name, w, x in zip(FEATURES, self.weights, features, strict=True)]
        return tuple(sorted((p for p in parts if p[1]), key=lambda p: (-abs(p[1]), p[0])))


@lru_cache(maxsize=1)
def load_contests() -> ContestWeights:
    """The trained weights (``models/names/train_contests.py``)."""
    raw = json.loads(files("reconcile.align").joinpath("contests.json").read_text("utf-8"))
    return ContestWeights(raw["bias"], tuple(raw["weights"][name] for name in FEATURES))

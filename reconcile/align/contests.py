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

# Log-odds from which a pair is reported; the judge asks for more before it speaks of a conflict.
CONTESTED_FROM = 0.0


@dataclass(frozen=True, slots=True)
class ContestWeights:
    """A logistic regression over :data:`FEATURES`."""

    bias: float
    weights: tuple[float, ...]

    def logit(self, features: Sequence[float]) -> float:
        """Log-odds that two names left over contradict each other."""
        return self.bias + sum(w * x for w, x in zip(self.weights, features, strict=True))

    def hopeful(self, features: Sequence[float]) -> bool:
        """Whether a pair with these features may be reported."""
        return self.logit(features) >= CONTESTED_FROM

    def evidence(self, features: Sequence[float]) -> tuple[tuple[str, float], ...]:
        """What each feature contributed, in nats, the strongest first."""
        parts = [(name, round(w * x, 3)) for name, w, x in zip(FEATURES, self.weights, features, strict=True)]
        return tuple(sorted((p for p in parts if p[1]), key=lambda p: (-abs(p[1]), p[0])))


@lru_cache(maxsize=2)
def load_contests(*, translated: bool) -> ContestWeights:
    """The trained weights (``models/names/train_contests.py``) for articles that translate each other, or for others.

    What is left over in a translation has been put in another's place; what one desk names and another does not may
    be anything.
    """
    raw = json.loads(files("reconcile.align").joinpath("contests.json").read_text("utf-8"))
    own = raw["translated" if translated else "independent"]
    return ContestWeights(own["bias"], tuple(own["weights"][name] for name in FEATURES))

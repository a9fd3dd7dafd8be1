"""Gradient-boosted decision trees as data: sums of small trees over named features, read without any library."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

Node = tuple[int, float, int, int]
"""A split: feature, threshold, and the nodes to go on with where the feature is at most that, or more."""


@dataclass(frozen=True, slots=True)
class Boosted:
    """An additive model of trees (Friedman 2001, *Greedy function approximation*) for the log-odds of something.

    Each tree is a list of nodes, the root first: a split, or a float that the tree adds.
    """

    features: tuple[str, ...]
    bias: float
    trees: tuple[tuple[Node | float, ...], ...]

    @classmethod
    def read(cls, text: str) -> Boosted:
        """The model of a JSON object with ``features``, ``bias`` and ``trees``."""
        raw: Mapping[str, Any] = json.loads(text)
        trees = (tuple(tuple(n) if isinstance(n, list) else float(n) for n in tree) for tree in raw["trees"])
        return cls(tuple(raw["features"]), float(raw["bias"]), tuple(trees))

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability (0-1) for what these features are of; those not given are 0."""
        x = [features.get(name, 0.0) for name in self.features]
        return 1 / (1 + exp(-(self.bias + sum(_walk(tree, x) for tree in self.trees))))


def _walk(tree: Sequence[Node | float], x: Sequence[float]) -> float:
    node = tree[0]
    while isinstance(node, tuple):
        feature, threshold, low, high = node
        node = tree[low if x[feature] <= threshold else high]
    return node

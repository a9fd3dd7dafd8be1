"""Gradient-boosted decision trees as data: sums of small trees over named features, read without any library."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, Union

from reconcile.odds import probability

Node: TypeAlias = Union[float, "tuple[int, float, Node, Node]"]
"""What a tree adds, or a split: feature, threshold, and where to go on where the feature is at most that, or more."""


@dataclass(frozen=True, slots=True)
class Boosted:
    """An additive model of trees (Friedman 2001, *Greedy function approximation*) for the log-odds of something."""

    features: tuple[str, ...]
    bias: float
    trees: tuple[Node, ...]

    @classmethod
    def read(cls, text: str) -> Boosted:
        """The model of a JSON object with ``features``, ``bias`` and ``trees``.

        Each tree is a list of nodes, the root first: a number, or ``[feature, threshold, node, node]``.
        """
        raw: Mapping[str, Any] = json.loads(text)
        return cls(tuple(raw["features"]), float(raw["bias"]), tuple(_node(tree, 0) for tree in raw["trees"]))

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability (0-1) for what these features are of; those not given are 0."""
        x = [features.get(name, 0.0) for name in self.features]
        total = self.bias
        for node in self.trees:
            while isinstance(node, tuple):
                feature, threshold, low, high = node
                node = low if x[feature] <= threshold else high
            total += node
        return probability(total)


def _node(tree: Sequence[Any], at: int) -> Node:
    node = tree[at]
    if not isinstance(node, list):
        return float(node)
    feature, threshold, low, high = node
    return int(feature), float(threshold), _node(tree, low), _node(tree, high)

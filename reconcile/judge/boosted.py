"""Gradient-boosted decision trees as data: sums of small trees over named features, read without any library."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from reconcile.odds import probability


class Boosted:
    """An additive model of trees (Friedman 2001, *Greedy function approximation*) for the log-odds of something.

    The nodes of all trees stand in one row of arrays. A leaf leads to itself, so that all trees, of whatever depth, are
    gone through in the same number of steps.
    """

    def __init__(self, features: Sequence[str], bias: float, trees: Sequence[Sequence[Any]]) -> None:
        self.features = tuple(features)
        self._bias = bias
        self._roots = np.cumsum([0, *(len(tree) for tree in trees)], dtype=np.intp)[:-1]
        self._depth = max((_depth(tree, 0) for tree in trees), default=0)
        nodes = [
            (node[0], node[1], root + node[2], root + node[3], 0.0)
            if isinstance(node, list)
            else (0, np.inf, root + place, root + place, node)
            for root, tree in zip(self._roots.tolist(), trees, strict=True)
            for place, node in enumerate(tree)
        ]
        feature, threshold, low, high, value = zip(*nodes, strict=True) if nodes else ((),) * 5
        self._feature, self._low, self._high = (np.array(x, dtype=np.intp) for x in (feature, low, high))
        self._threshold, self._value = (np.array(x, dtype=np.float64) for x in (threshold, value))

    @classmethod
    def read(cls, text: str) -> Boosted:
        """The model of a JSON object with ``features``, ``bias`` and ``trees``.

        Each tree is a list of nodes, the root first: a number that it adds, or ``[feature, threshold, node, node]``:
        where to go on where the feature is at most that, or more.
        """
        raw: Mapping[str, Any] = json.loads(text)
        return cls(raw["features"], float(raw["bias"]), raw["trees"])

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The probability (0-1) for what each row of features is of; features that are not given are 0."""
        x = np.array([[row.get(name, 0.0) for name in self.features] for row in rows], dtype=np.float64)
        if not len(x):
            return []
        at = np.tile(self._roots, (len(x), 1))
        for _ in range(self._depth):
            below = np.take_along_axis(x, self._feature[at], axis=1) <= self._threshold[at]
            at = np.where(below, self._low[at], self._high[at])
        return [probability(self._bias + total) for total in self._value[at].sum(axis=1).tolist()]


def _depth(tree: Sequence[Any], at: int) -> int:
    node = tree[at]
    return 1 + max(_depth(tree, node[2]), _depth(tree, node[3])) if isinstance(node, list) else 0

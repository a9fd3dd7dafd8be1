"""Weights for contested names from examples, and how they do on events that they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

from reconcile.align.contests import FEATURES

FOLDS = 6
# What ships is shifted so that what the fit is sure of reads so.
READS = 0.9
# Stories are what is read most and name places and firms as well; accounts and parallel texts are many of the examples.
WEIGHT = {"accounts": 2.0, "stories": 5.0, "groups": 1.0}
QUANTILES = (0.2, 0.4, 0.6, 0.8)
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """How weights are fitted.

    ``strength`` is the inverse strength of the regularisation, of features scaled to one standard deviation; ``sure``
    the probability from which a contest is taken for surely one; ``bent`` says whether evidence may be curved.
    """

    strength: float
    sure: float
    bent: bool


FITS = {"independent": Fit(0.003, 0.3, bent=False), "translated": Fit(0.1, 0.6, bent=True)}


@dataclass(frozen=True)
class Example:
    """A contest with the group it is from, and whether its names contradict each other."""

    source: str
    group: str
    features: tuple[float, ...]
    true: bool
    names: tuple[str, str]
    sentences: tuple[str, str]
    translated: bool
    """Whether the articles translate each other."""


@dataclass(frozen=True)
class Bends:
    """A basis in which a linear model is a curve of straight lines for each feature: bent at ``knots``, if anywhere."""

    knots: tuple[tuple[float, ...], ...]
    ends: tuple[tuple[float, float], ...]
    """The least and the largest value of each feature; the curves are level beyond."""

    @classmethod
    def of(cls, x: Array, bent: bool) -> Bends:
        """Knots at the quintiles of the features that take many values, none unless ``bent``."""
        many = [bent and len(np.unique(column)) > 20 for column in x.T]
        knots = (np.unique(np.quantile(c, QUANTILES)) if m else () for c, m in zip(x.T, many, strict=True))
        ends = tuple((float(c.min()), float(c.max())) for c in x.T)
        return cls(tuple(tuple(map(float, k)) for k in knots), ends)

    def basis(self, x: Array) -> Array:
        """Every feature, and by how much it is beyond each of its knots."""
        beyond = [np.maximum(x[:, i] - k, 0) for i, knots in enumerate(self.knots) for k in knots]
        return np.column_stack([x, *beyond])

    def curves(self, coefficients: Array) -> dict[str, dict[str, list[float]]]:
        """The curve of each feature for weights of the basis."""
        slopes = iter(coefficients[len(FEATURES) :])
        result = {}
        for i, name in enumerate(FEATURES):
            low, high = self.ends[i]
            at = sorted({low, high, *(k for k in self.knots[i] if low < k < high)})
            bends = [(k, next(slopes)) for k in self.knots[i]]
            adds = [coefficients[i] * v + sum(w * max(0.0, v - k) for k, w in bends) for v in at]
            result[name] = {"at": [round(v, 4) for v in at], "adds": [round(float(v), 4) for v in adds]}
        return result


def weights_of(x: Array, y: NDArray[np.bool_], weight: Array, strength: float) -> tuple[Array, float]:
    """Coefficients and bias of a logistic regression over features as they are, regularised as if scaled."""
    scale = np.maximum(x.std(axis=0), 1e-6)
    model = LogisticRegression(C=strength, max_iter=5000).fit(x / scale, y, sample_weight=weight)
    return model.coef_[0] / scale, float(model.intercept_[0])


def fit(rows: Sequence[Example]) -> dict[str, Any]:
    """The weights for either kind of articles, and how they do on groups and events that they have not seen."""
    return {
        kind: _fitted([e for e in rows if e.translated == (kind == "translated")], how) for kind, how in FITS.items()
    }


def _fitted(rows: Sequence[Example], how: Fit) -> dict[str, Any]:
    raw, y = np.array([e.features for e in rows]), np.array([e.true for e in rows])
    bends = Bends.of(raw, how.bent)
    x = bends.basis(raw)
    weight = np.array([WEIGHT[e.source] for e in rows])
    source = np.array([e.source for e in rows])
    held_out = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(x, y, [e.group.replace("conflict", "clean") for e in rows]):
        coefficients, bias = weights_of(x[train], y[train], weight[train], how.strength)
        held_out[test] = 1 / (1 + np.exp(-(x[test] @ coefficients + bias)))
    report = {s: _scores(held_out[source == s], y[source == s], how.sure) for s in sorted(set(source.tolist()))}
    coefficients, bias = weights_of(x, y, weight, how.strength)
    shift = np.log(READS / (1 - READS)) - np.log(how.sure / (1 - how.sure))
    return {"bias": round(float(bias + shift), 4), "curves": bends.curves(coefficients), "held_out": report}


def _scores(chance: Array, y: NDArray[np.bool_], sure: float) -> dict[str, float | int | None]:
    said = chance >= sure
    return {
        "contests": len(y),
        "contradict": int(y.sum()),
        "average_precision": round(float(average_precision_score(y, chance)), 3) if y.any() else None,
        "said": int(said.sum()),
        "precision": round(float(y[said].mean()), 3) if said.any() else None,
        "recall": round(float(said[y].mean()), 3) if y.any() else None,
    }

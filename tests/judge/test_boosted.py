"""Boosted trees as data."""

from __future__ import annotations

import json
from math import exp

import pytest

from reconcile.judge.boosted import Boosted
from reconcile.judge.equations import FEATURES, _model

TREES = [[[0, 0.5, 1, 2], -1.0, [1, 2.0, 3, 4], 0.25, 3.0], [0.5]]
MODEL = Boosted.read(json.dumps({"features": ["a", "b"], "bias": -0.5, "trees": TREES}))


@pytest.mark.parametrize(
    ("features", "logit"),
    [
        ({}, -1.0),
        ({"a": 0.5, "b": 9.0}, -1.0),
        ({"a": 0.6}, 0.25),
        ({"a": 1.0, "b": 2.0}, 0.25),
        ({"a": 1.0, "b": 2.1, "c": 7.0}, 3.0),
    ],
)
def test_each_tree_adds_the_leaf_that_the_features_lead_to(features: dict[str, float], logit: float) -> None:
    assert MODEL.probabilities([features, {}]) == pytest.approx([1 / (1 + exp(-logit)), 1 / (1 + exp(1))])


def test_of_no_rows_nothing_is_said() -> None:
    assert MODEL.probabilities([]) == []


def test_the_weights_of_equations_fit_their_features() -> None:
    model = _model()
    assert model.features == FEATURES
    likely = {"related_best": 1.5, "related_worst": 1.2, "anchors": 1, "surprise": 5, "sharpness": 6, "kind_ratio": 1}
    wild = {"related_best": 0.2, "surprise": 0.1, "off": 1.0, "gap": 7, "rank": 2, "kind_rate": 1, "cost": 2}
    high, low = model.probabilities([likely, wild])
    assert high > 0.5 > low

"""One to one within a pair of articles, consistent over all of them."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linear_sum_assignment

from reconcile.align.assign import best_pairs, join
from reconcile.claims import Link


@given(arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.floats(-5, 5)))
def test_no_other_assignment_gains_more(logits: np.ndarray) -> None:
    """Against the slow obvious oracle: all assignments."""
    chosen = best_pairs(logits, 0.0)
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)
    gain = np.maximum(logits if logits.shape[0] <= logits.shape[1] else logits.T, 0)
    best = max(sum(gain[i, j] for i, j in enumerate(p)) for p in permutations(range(gain.shape[1]), gain.shape[0]))
    assert abs(sum(logits[i, j] for i, j in chosen) - best) < 1e-9


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (7, 1), (6, 6), (9, 25), (40, 30)])
@pytest.mark.parametrize("threshold", [-3.0, 0.0, 1.0])
def test_the_best_is_what_scipy_finds(shape: tuple[int, int], threshold: float) -> None:
    numbers = np.random.default_rng(shape[0] * 100 + shape[1])
    for _ in range(20):
        logits = numbers.normal(size=shape)
        logits[numbers.random(shape) < 0.2] = -np.inf
        gain = np.where(np.isfinite(logits), np.maximum(logits - threshold, 0.0), 0.0)
        rows, columns = linear_sum_assignment(gain, maximize=True)
        assert best_pairs(logits, threshold) == [
            (i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if gain[i, j] > 0
        ]


@given(arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.integers(-1, 2)))
def test_equal_gains_do_not_disturb(logits: np.ndarray) -> None:
    gain = np.maximum(logits, 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    chosen = best_pairs(logits, 0.0)
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)
    assert sum(gain[i, j] for i, j in chosen) == gain[rows, columns].sum()


def test_forbidden_pairs_stay_apart() -> None:
    assert best_pairs(np.array([[-np.inf, 1.0], [-np.inf, 3.0]]), 0.0) == [(1, 1)]
    assert best_pairs(np.zeros((0, 3)), 0.0) == []


LINKS = [
    Link("a1", "b1", 0.9),
    Link("b1", "c1", 0.8),
    Link("a2", "c1", 0.7),  # would put a1 and a2 into one fact
    Link("a2", "c2", 0.6),
]


@given(st.permutations(LINKS))
def test_joining_keeps_statements_of_one_article_apart_in_any_order(links: list[Link]) -> None:
    clusters = join(links, lambda a, b: False, lambda c: c[0])
    assert clusters == [("a1", "b1", "c1"), ("a2", "c2")]


def test_repeated_statements_of_one_article_may_share_a_fact() -> None:
    clusters = join(LINKS[:3], lambda a, b: True, lambda c: c[0])
    assert clusters == [("a1", "a2", "b1", "c1")]

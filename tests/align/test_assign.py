"""One to one within a pair of articles, consistent over all of them."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

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

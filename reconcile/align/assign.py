"""From probabilities of pairs to facts: one-to-one within a pair of articles, joined over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from reconcile.claims import Link

Matrix = NDArray[np.float64]


def best_pairs(logits: Matrix, threshold: float) -> list[tuple[int, int]]:
    """The one-to-one assignment with the largest total of logits above ``threshold``; ``-inf`` forbids a pair."""
    if not logits.size:
        return []
    gain = np.where(np.isfinite(logits), np.maximum(logits - threshold, 0.0), 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]


def join(
    links: Iterable[Link], may_share: Callable[[str, str], bool], document: Callable[[str], str]
) -> list[tuple[str, ...]]:
    """Claims joined by links into clusters, the surest links first.

    Two clusters are not joined where that would put two claims of one article together that
    ``may_share`` says are not the same statement. The result does not depend on the order of ``links``.
    """
    home: dict[str, int] = {}
    clusters: dict[int, list[str]] = {}
    ordered = sorted(links, key=lambda k: (-k.probability, min(k.a, k.b), max(k.a, k.b)))
    for link in ordered:
        for claim in (link.a, link.b):
            if claim not in home:
                home[claim] = len(home)
                clusters[home[claim]] = [claim]
        x, y = home[link.a], home[link.b]
        if x == y or not _can_join(clusters[x], clusters[y], may_share, document):
            continue
        for claim in clusters.pop(y):
            home[claim] = x
            clusters[x].append(claim)
    return sorted(tuple(sorted(c)) for c in clusters.values() if len(c) > 1)


def _can_join(
    x: Sequence[str], y: Sequence[str], may_share: Callable[[str, str], bool], document: Callable[[str], str]
) -> bool:
    by_document: dict[str, list[str]] = defaultdict(list)
    for claim in x:
        by_document[document(claim)].append(claim)
    return all(may_share(a, b) for b in y for a in by_document.get(document(b), ()))

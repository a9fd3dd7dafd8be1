"""From probabilities of pairs to facts: one-to-one within a pair of articles, joined over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from reconcile.claims import Link

Matrix = NDArray[np.float64]


def best_pairs(logits: Matrix, threshold: float) -> list[tuple[int, int]]:
    """The one-to-one assignment with the largest total of logits above ``threshold``; ``-inf`` forbids a pair."""
    if not logits.size:
        return []
    gain = np.where(np.isfinite(logits), np.maximum(logits - threshold, 0.0), 0.0)
    wanted = gain > 0
    rivals = wanted.sum(axis=1)[:, None] + wanted.sum(axis=0)
    # Most pairs have no rival. Those that do have few, so that only a small part of the matrix is left to solve.
    chosen = [(int(i), int(j)) for i, j in np.argwhere(wanted & (rivals == 2))]
    contested = wanted & (rivals > 2)
    rows, columns = np.flatnonzero(contested.any(axis=1)), np.flatnonzero(contested.any(axis=0))
    if rows.size:
        part = gain[np.ix_(rows, columns)]
        swapped = rows.size > columns.size
        pairs = ((i, j) for i, j in enumerate(_cheapest(-part.T if swapped else -part)))
        best = [(rows[j], columns[i]) if swapped else (rows[i], columns[j]) for i, j in pairs]
        chosen += [(int(i), int(j)) for i, j in best if wanted[i, j]]
    return sorted(chosen)


def _cheapest(cost: Matrix) -> list[int]:
    """The column of each row in the cheapest one-to-one assignment of ``cost`` (m, n), where m is at most n.

    By shortest augmenting paths (Jonker and Volgenant, *A shortest augmenting path algorithm for dense and sparse
    linear assignment problems*, 1987). SciPy has it, but importing that takes longer than all of comparing.
    """
    rows, columns = cost.shape
    row_price, price = np.zeros(rows), np.zeros(columns)
    row_of = np.full(columns, -1)
    for start in range(rows):
        distance, came_from = np.full(columns, np.inf), np.full(columns, -1)
        done = np.zeros(columns, dtype=bool)
        row, column, length = start, -1, 0.0
        while row >= 0:
            reach = length + cost[row] - row_price[row] - price
            nearer = ~done & (reach < distance)
            distance[nearer], came_from[nearer] = reach[nearer], column
            column = int(np.where(done, np.inf, distance).argmin())
            length, row = distance[column], int(row_of[column])
            done[column] = True
        before = done & (row_of >= 0)
        row_price[row_of[before]] += length - distance[before]
        row_price[start] += length
        price[done] -= length - distance[done]
        while column >= 0:
            previous = int(came_from[column])
            row_of[column] = row_of[previous] if previous >= 0 else start
            column = previous
    taken = {int(row): column for column, row in enumerate(row_of) if row >= 0}
    return [taken[row] for row in range(rows)]


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

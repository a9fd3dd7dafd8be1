"""Which articles are about one event, so that only those are compared.

A handful of articles is taken to be one story, as whoever named them meant it. In a larger collection
two articles are compared where their mean vectors are close; unrelated news never meets, and cost grows
with the number of related pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from reconcile.align.vectors import ClaimVectors, Vector
from reconcile.claims import Article, Claim

# Up to this many articles are compared with each other whatever they say.
SMALL = 12
# Cosine of the mean sentence vectors (centred by language) of two articles on one event; accounts of one
# event lie above, other news mostly below.
ONE_EVENT = 0.5
_BLOCK = 1024


def event_pairs(
    articles: Sequence[Article], claims: Sequence[Claim], vectors: Mapping[str, ClaimVectors]
) -> list[tuple[str, str]]:
    """Pairs of article ids (the smaller first) that are to be compared."""
    ids = sorted({c.document for c in claims})
    if len(articles) <= SMALL:
        return list(combinations(ids, 2))
    sums: dict[str, list[Vector]] = defaultdict(list)
    seen = set()
    for c in claims:
        if (c.document, c.sentence) not in seen:
            seen.add((c.document, c.sentence))
            sums[c.document].append(vectors[c.id].sentence)
    means = np.stack([np.mean(sums[i], axis=0) for i in ids])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    found: list[tuple[str, str]] = []
    for start in range(0, len(ids), _BLOCK):
        cosines = means[start : start + _BLOCK] @ means[start:].T
        for i, j in np.argwhere(cosines >= ONE_EVENT):
            if i < j:
                found.append((ids[start + int(i)], ids[start + int(j)]))
    return sorted(found)


def events(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Articles joined by pairs, each event's ids sorted."""
    home: dict[str, str] = {}

    def root(x: str) -> str:
        while home.setdefault(x, x) != x:
            home[x] = home[home[x]]
            x = home[x]
        return x

    for a, b in pairs:
        x, y = sorted((root(a), root(b)))
        home[y] = x
    members: dict[str, list[str]] = defaultdict(list)
    for x in list(home):
        members[root(x)].append(x)
    return sorted(tuple(sorted(m)) for m in members.values())

"""Claims of two articles into links: first what states the same, then what is left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.align.assign import best_pairs
from reconcile.align.features import Pairs, Side, pair_features
from reconcile.align.matcher import Weights, load_weights, probability
from reconcile.claims import Date, Link

# Log-odds from which a pair is linked. Pairs of one value need less: a wrong link there only claims an
# agreement; a wrong link between two values would claim a contradiction, so the judge asks for more.
SAME_FROM = 0.0
DIFFERS_FROM = -1.5
# Further claims that state the value already linked (a figure in headline and text) need to be surer.
REPEATED_FROM = 0.7
RELATED_FROM = -0.05
MOST_RELATED = 6


@dataclass(frozen=True, slots=True)
class PairLinks:
    """Links between two articles: of one value, of two values, and of different kinds."""

    same: tuple[Link, ...]
    differs: tuple[Link, ...]
    related: tuple[Link, ...]


def link_sides(
    kind: str, a: Side, b: Side, dates: Mapping[str, Date], common: frozenset[int], rarity: Mapping[int, float]
) -> PairLinks:
    """The links between the claims of one kind (``"quantity"`` or ``"date"``) of two articles."""
    if not a.claims or not b.claims:
        return PairLinks((), (), ())
    pairs = pair_features(a, b, dates, common, rarity)
    weights = load_weights()
    same = _same_links(weights[f"{kind}_same"], pairs, a, b)
    taken_a, taken_b = {k.a for k in same}, {k.b for k in same}
    model = weights[f"{kind}_differs"]
    logits = np.where(np.isin(pairs.outcome, ("differs", "open")), model.logits(pairs.features), -np.inf)
    logits[[i for i, c in enumerate(a.claims) if c.id in taken_a], :] = -np.inf
    logits[:, [j for j, c in enumerate(b.claims) if c.id in taken_b]] = -np.inf
    differs = [_link(model, logits, pairs, a, b, i, j) for i, j in best_pairs(logits, DIFFERS_FROM)]
    return PairLinks(tuple(same), tuple(differs), tuple(_related(pairs, a, b)))


def _same_links(model: Weights, pairs: Pairs, a: Side, b: Side) -> list[Link]:
    logits = np.where(pairs.outcome == "same", model.logits(pairs.features), -np.inf)
    first = best_pairs(logits, SAME_FROM)
    links = [_link(model, logits, pairs, a, b, i, j) for i, j in first]
    rows, columns = {i for i, _ in first}, {j for _, j in first}
    for i, j in np.argwhere(logits >= REPEATED_FROM):
        if (int(i) in rows) != (int(j) in columns):
            links.append(_link(model, logits, pairs, a, b, int(i), int(j)))
    return links


def _link(model: Weights, logits: np.ndarray, pairs: Pairs, a: Side, b: Side, i: int, j: int) -> Link:
    return Link(
        a.claims[i].id, b.claims[j].id, round(probability(logits[i, j]), 4), model.evidence(pairs.features[i, j])
    )


def _related(pairs: Pairs, a: Side, b: Side) -> list[Link]:
    """The closest claims of the other article for each claim, whatever their kinds."""
    found: dict[tuple[int, int], float] = {}
    r = pairs.related
    for i in range(r.shape[0]):
        for j in np.argsort(-r[i], kind="stable")[:MOST_RELATED]:
            if r[i, j] >= RELATED_FROM:
                found[i, int(j)] = float(r[i, j])
    for j in range(r.shape[1]):
        for i in np.argsort(-r[:, j], kind="stable")[:MOST_RELATED]:
            if r[i, j] >= RELATED_FROM:
                found[int(i), j] = float(r[i, j])
    return [Link(a.claims[i].id, b.claims[j].id, round(v, 4)) for (i, j), v in sorted(found.items())]

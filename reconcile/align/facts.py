"""Claims of two articles into links: first what states the same, then what is left over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reconcile.align.assign import best_pairs
from reconcile.align.features import Pairs, Side, closeness, pair_features
from reconcile.align.matcher import Weights, load_weights
from reconcile.align.translations import Translated
from reconcile.claims import Date, Link
from reconcile.odds import log_odds, probability

# Log-odds from which a pair of one value is linked. Figures recur in a story, of other things; days are mostly the one
# day on which it happened.
SAME_FROM = {"quantity": 1.0, "date": -0.1}
# By how much less sure the words may be of clock times that zones make one, to the minute.
ZONED = 1.0
# A pair of two values is a mere candidate here: the judge asks for more.
DIFFERS_FROM = -1.5
# Further claims that state the value already linked (a figure in headline and text) need to be surer.
REPEATED_FROM = 0.7
MOST_RELATED = 10


@dataclass(frozen=True, slots=True)
class PairLinks:
    """Links between two articles: of one value, and of two values; and the log-odds behind them.

    ``logits`` is ``(m, n)`` over the claims that ``rows`` and ``columns`` give the places of, ``-inf`` where two are
    not compared.
    """

    same: tuple[Link, ...]
    differs: tuple[Link, ...]
    rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    logits: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))

    def odds(self, a: str, b: str) -> float | None:
        """The log-odds for two claims, in either order; ``None`` where they were not compared."""
        i, j = self.rows.get(a, self.rows.get(b)), self.columns.get(b, self.columns.get(a))
        return float(self.logits[i, j]) if i is not None and j is not None and np.isfinite(self.logits[i, j]) else None


def link_sides(
    kind: str,
    a: Side,
    b: Side,
    dates: Mapping[str, Date],
    common: frozenset[int],
    rarity: Mapping[int, float],
    copied: Translated,
    others: Collection[tuple[str, str]],
) -> PairLinks:
    """The links between the claims of one kind (``"quantity"`` or ``"date"``) of two articles.

    ``others`` are ids of claims of ``a`` and of ``b`` that are told of two people, and so are of two things.
    """
    if not a.claims or not b.claims:
        return PairLinks((), ())
    pairs = pair_features(a, b, dates, common, rarity, copied)
    model = load_weights()[kind]
    equal = pairs.outcome == "same"
    logits = np.where(pairs.outcome != "", model.logits(pairs.features), -np.inf)
    rows, columns = ({c.id: place for place, c in enumerate(side.claims)} for side in (a, b))
    known = _put_replaced(logits, equal, rows, columns, copied)
    for x, y in others:
        logits[rows[x], columns[y]] = -np.inf
    # One assignment over both: a claim whose context is another's may not take the one that merely states its value.
    same_from = SAME_FROM[kind] - ZONED * _zoned(a, b)
    chosen = best_pairs(np.where(equal, logits - same_from, logits - DIFFERS_FROM), 0.0)
    agreeing = [(i, j) for i, j in chosen if equal[i, j]]
    contrary = [(i, j) for i, j in chosen if not equal[i, j]]
    agreeing += _repeated(np.where(equal & ~_opposed(a, b, contrary), logits, -np.inf), agreeing)
    return PairLinks(
        tuple(evidence_link(model, logits, pairs, a, b, i, j) for i, j in agreeing),
        tuple(known.get((i, j)) or evidence_link(model, logits, pairs, a, b, i, j) for i, j in contrary),
        rows,
        columns,
        logits,
    )


def _zoned(a: Side, b: Side) -> NDArray[np.bool_]:
    """Which pairs are two clock times that are not written alike, ``(m, n)``."""
    ours, theirs = (
        np.array([(c.date.time or "") if c.date is not None else "" for c in side.claims]) for side in (a, b)
    )
    rows, columns = ours[:, None], theirs[None, :]
    result: NDArray[np.bool_] = (rows != "") & (columns != "") & (rows != columns)
    return result


def _opposed(a: Side, b: Side, contrary: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which pairs are a figure with a value of its own opposite and a bound that it merely meets, ``(m, n)``.

    In "more than half, 54 percent" and "more than half, 45 percent" the one share is no repetition of the other's half.
    """
    ours, theirs = (
        np.array([c.quantity.bound.value if c.quantity is not None else "" for c in side.claims]) for side in (a, b)
    )
    rows, columns = np.zeros((len(ours), 1), dtype=bool), np.zeros((1, len(theirs)), dtype=bool)
    for i, j in contrary:
        rows[i, 0] = columns[0, j] = True
    result: NDArray[np.bool_] = (rows | columns) & (ours[:, None] != theirs[None, :])
    return result


def _put_replaced(
    logits: NDArray[np.float64],
    equal: NDArray[np.bool_],
    rows: Mapping[str, int],
    columns: Mapping[str, int],
    copied: Translated,
) -> dict[tuple[int, int], Link]:
    """Set the pairs that stand in each other's place of a translation, and no other pair of the same claims."""
    known = {}
    for k in copied.replaced:
        i, j = rows.get(k.a), columns.get(k.b)
        comparable = i is not None and j is not None and np.isfinite(logits[i, j])
        if i is not None:
            logits[i, :] = -np.inf
        if j is not None:
            logits[:, j] = -np.inf
        if i is not None and j is not None and comparable:
            logits[i, j] = log_odds(k.probability)
            equal[i, j] = False
            known[i, j] = k
    return known


def _repeated(logits: NDArray[np.float64], chosen: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Further claims that state a value already linked: the figure of the headline, say."""
    rows, columns = {i for i, _ in chosen}, {j for _, j in chosen}
    sure = ((int(i), int(j)) for i, j in np.argwhere(logits >= REPEATED_FROM))
    return [(i, j) for i, j in sure if (i in rows) != (j in columns)]


def evidence_link(model: Weights, logits: NDArray[np.float64], pairs: Pairs, a: Side, b: Side, i: int, j: int) -> Link:
    """The link of one pair, with what spoke for and against it."""
    return Link(
        a.claims[i].id, b.claims[j].id, round(probability(logits[i, j]), 4), model.evidence(pairs.features[i, j])
    )


def related(a: Side, b: Side) -> list[Link]:
    """The closest claims of the other article for each claim, whatever their kinds, with their closeness."""
    if not a.claims or not b.claims:
        return []
    found: dict[tuple[int, int], float] = {}
    r = closeness(a, b)
    for i in range(r.shape[0]):
        for j in np.argsort(-r[i], kind="stable")[:MOST_RELATED]:
            found[i, int(j)] = float(r[i, j])
    for j in range(r.shape[1]):
        for i in np.argsort(-r[:, j], kind="stable")[:MOST_RELATED]:
            found[int(i), j] = float(r[i, j])
    return [Link(a.claims[i].id, b.claims[j].id, round(v, 4)) for (i, j), v in sorted(found.items())]

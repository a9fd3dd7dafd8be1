"""How sure it is that two groups of claims which contradict each other are about one fact.

Each pair of articles is one look at the question, and none of them is independent of the others: what counts is how
the looks agree (their mean log-odds), and how many articles stand behind the more widely told of the two values,
since what several desks tell is a fact of the story, and hardly the sibling of what another tells in its place. The
more figures the articles state, the likelier two that differ are of two things.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import log

from reconcile.claims import Claim, Fact, Kind
from reconcile.odds import probability


@dataclass(frozen=True, slots=True)
class Looks:
    """What the pairs of articles say of two sides: the mean of their log-odds, and how many articles say the same."""

    mean: float
    further: int
    """Articles beyond the first on the side that has more of them."""
    crowd: float
    """Natural log of how many claims of the kind the articles of the two sides have on average."""


def looks(fact: Fact, left: Sequence[Claim], right: Sequence[Claim], stated: Mapping[str, int]) -> Looks | None:
    """What is known of two sides of a fact; ``None`` where no link joins them.

    ``stated`` is the number of claims of the fact's kind in each article.
    """
    ours, theirs = ({c.id: c.document for c in side} for side in (left, right))
    if not any((k.a in ours and k.b in theirs) or (k.b in ours and k.a in theirs) for k in fact.links):
        return None
    best: dict[tuple[str, str], float] = {}
    for x, y, odds in fact.odds:
        a, b = (x, y) if x in ours else (y, x)
        if a in ours and b in theirs:
            pair = ours[a], theirs[b]
            best[pair] = max(best.get(pair, odds), odds)
    if not best:
        return None
    further = max(len(set(side.values())) for side in (ours, theirs)) - 1
    counts = [stated[document] for document in {*ours.values(), *theirs.values()}]
    return Looks(sum(best.values()) / len(best), further, log(sum(counts) / len(counts)))


def confidence(fact: Fact, left: Sequence[Claim], right: Sequence[Claim], stated: Mapping[str, int]) -> float:
    """The probability (0-1) that two sides of a fact contradict each other; 0 where no link joins them.

    See :func:`looks` for ``stated``.
    """
    seen = looks(fact, left, right, stated)
    if seen is None:
        return 0.0
    w = _weights()[fact.kind.value]
    return probability(w["bias"] + w["mean"] * seen.mean + w["further"] * seen.further + w["crowd"] * seen.crowd)


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Mapping[str, float]]:
    raw = json.loads(files("reconcile.judge").joinpath("opposed.json").read_text("utf-8"))
    return {k.value: raw[k.value] for k in (Kind.QUANTITY, Kind.DATE)}

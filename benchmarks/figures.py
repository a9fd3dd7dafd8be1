"""The arithmetic of scores. A share of nothing is ``None``, not zero: nothing was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def share(part: int, whole: int) -> float | None:
    """``part / whole``; ``None`` where there is no whole."""
    return part / whole if whole else None


def f1(precision: float | None, recall: float | None) -> float | None:
    """The harmonic mean of both; ``None`` where nothing was there to be found, 0 where nothing was found right."""
    if recall is None:
        return None
    if not precision or not recall:
        return 0.0
    return 2 * precision * recall / (precision + recall)


def close(a: float, b: float) -> bool:
    """Whether two numbers are the same but for how floating point writes them."""
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


def matched(said: Sequence[float], wanted: Iterable[float], free: Sequence[float] = ()) -> tuple[int, int]:
    """How many wanted values were said, each saying answering once, and how many more of them are ``free`` to take.

    Free values stand for a wanted one where it is met and are no fault where it is not.
    """
    left = list(said)
    found = lent = 0
    for value in wanted:
        hit = next((x for x in left if close(x, value)), None)
        if hit is not None:
            left.remove(hit)
            found += 1
        else:
            lent += any(close(x, value) for x in free)
    return found, lent


@dataclass(frozen=True, slots=True)
class Bin:
    """Confidences between two bounds and how often they were right."""

    low: float
    high: float
    count: int
    confidence: float | None
    """The mean confidence; ``None`` where the bin is empty."""
    accuracy: float | None


def bins(outcomes: Iterable[tuple[float, bool]], number: int = 10) -> list[Bin]:
    """Outcomes ``(confidence, right)`` in bins of equal width; 1.0 lies in the last one."""
    inside: list[list[tuple[float, bool]]] = [[] for _ in range(number)]
    for confidence, right in outcomes:
        inside[min(int(confidence * number), number - 1)].append((confidence, right))
    return [
        Bin(
            at / number,
            (at + 1) / number,
            len(some),
            sum(c for c, _ in some) / len(some) if some else None,
            share(sum(right for _, right in some), len(some)),
        )
        for at, some in enumerate(inside)
    ]


def calibration_error(found: Iterable[Bin]) -> float | None:
    """Expected calibration error: |accuracy - confidence| over the bins, weighted by their counts.

    Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (AAAI 2015).
    """
    filled = [(b.count, b.confidence, b.accuracy) for b in found]
    total = sum(count for count, _, _ in filled)
    if not total:
        return None
    return sum(n * abs(right - said) for n, said, right in filled if said is not None and right is not None) / total

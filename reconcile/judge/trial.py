"""One equation after another for one figure: which fit, and how surprising each is.

Hundreds are tried for each figure and hardly any fits. So floats go first: a result whose interval they put clear of
the target's is counted and left; the others are worked out in exact rationals, which decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reconcile.claims import Claim
from reconcile.judge.terms import Term
from reconcile.values.intervals import Ends, Interval

# Floats are off by a few parts in 10**16 an operation; what they leave closer than this is worked out exactly.
_SLACK = 1e-9
# What is further off as stated, as a share of the larger, fits only because "at least" leaves nearly all open.
_MOST_OFF = 0.2


@dataclass(frozen=True, slots=True)
class Derivation:
    """One equation that fits, and how surprising that is.

    ``chance`` (0-1) is the share of the plausible values that would have fitted as well; ``cost`` ranks
    by simplicity (operands and steps); ``off`` (0-1) is how far the figures as stated are from working out, which
    rounding and hedges may excuse.
    """

    kind: str
    target: Claim
    operands: tuple[Claim, ...]
    text: str
    chance: float
    cost: int
    off: float = 0.0


@dataclass(frozen=True, slots=True)
class Tried:
    """The equations that fit, in the order of trial, and how many were tried, fitting or not."""

    fitting: tuple[Derivation, ...]
    number: int


class Trial:
    """Equations for one target: counts all, keeps those that fit."""

    def __init__(self, goal: Term) -> None:
        self.goal = goal
        self.number = 0
        self.fitting: list[Derivation] = []
        low, high = goal.ends
        self._low, self._high = low - _SLACK * abs(low), high + _SLACK * abs(high)

    def open(self, ends: Ends, scale: float = 0.0) -> bool:
        """Count one equation; whether floats leave open that its result meets the target.

        ``scale`` is the size of what was added or subtracted, where that may be larger than the result.
        """
        self.number += 1
        low, high = ends
        slack = _SLACK * (abs(low) + abs(high) + scale)
        # What is not a number is neither below nor above.
        return not (high + slack < self._low or low - slack > self._high)

    def offer(self, kind: str, used: Sequence[Term], result: Interval, value: Fraction, text: str, cost: int) -> None:
        """Keep an equation if its exact result meets the target's interval."""
        goal = self.goal
        if not result.meets(goal.interval):
            return
        width = (result.width or Fraction(0)) + (goal.interval.width or Fraction(0))
        size = max(abs(value), abs(goal.figure.value))
        chance = min(1.0, float(width / size)) if size else 1.0
        off = min(1.0, float(abs(value - goal.figure.value) / size)) if size else 0.0
        if off > _MOST_OFF:
            return
        self.fitting.append(Derivation(kind, goal.claim, tuple(t.claim for t in used), text, chance, cost, off))

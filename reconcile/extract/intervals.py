"""The closed interval that a figure stands for, from its precision and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reconcile.claims import Bound, Dimension, Quantity, Span

# "About 3,400", "nearly 1,300": how far off readers let a hedged figure be.
HEDGE = Fraction(1, 10)
_HOUR = 3600


def interval(number: Fraction, step: Fraction, bound: Bound) -> tuple[Fraction | None, Fraction | None]:
    """Lowest and highest value meant; ``None`` where that side is open.

    An exact figure stands for half a step to either side, a hedged one for a tenth of itself or one step, whichever
    is more. "More than" and "at least" give the figure itself as the lower end: news says "more than 20" of 20 too
    often for an open interval to be worth having.
    """
    if bound in (Bound.OVER, Bound.AT_LEAST):
        return number, None
    if bound in (Bound.UNDER, Bound.AT_MOST):
        return None, number
    if bound is not Bound.ABOUT and number.denominator == step.denominator == 1:
        twice = 2 * number.numerator
        return Fraction(twice - step.numerator, 2), Fraction(twice + step.numerator, 2)
    half = max(abs(number) * HEDGE, step) if bound is Bound.ABOUT else step / 2
    return number - half, number + half


def length_of_time(seconds: Fraction, step: Fraction) -> Quantity:
    """A length of time in seconds, as exact as its last digit."""
    low, high = interval(seconds, step, Bound.EXACT)
    return Quantity(seconds, low, high, "s", Dimension.DURATION, Bound.EXACT, step)


def score_of(low: Fraction, high: Fraction) -> Quantity:
    """A score, the smaller figure first."""
    step = Fraction(1)
    return Quantity(None, low, high, "score", Dimension.SCORE, Bound.EXACT, step)


def with_hours(text: str, found: Sequence[tuple[Span, Quantity]]) -> list[tuple[Span, Quantity]]:
    """Figures in text order, minutes and seconds with marks put to the whole hours before them: "3 ore 41'08"."""
    kept: list[tuple[Span, Quantity]] = []
    for span, q in found:
        if kept and q.unit == "s" and kept[-1][1].unit == "h" and not text[kept[-1][0].end : span.start].strip():
            before, hours = kept[-1]
            whole = hours.number is not None and hours.number.denominator == 1 and hours.bound is Bound.EXACT
            if whole and hours.number and q.number is not None and q.number < _HOUR and q.bound is Bound.EXACT:
                kept[-1] = Span(before.start, span.end), length_of_time(hours.number * _HOUR + q.number, q.step)
                continue
        kept.append((span, q))
    return kept

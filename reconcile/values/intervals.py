"""Closed intervals of rationals, and the arithmetic that carries stated precision through an equation.

The bounds are exact (:class:`fractions.Fraction`); ``None`` is an open side. Source of the operations:
R. E. Moore, *Interval Analysis* (1966).

Most intervals that are compared are far apart. Rounding to floats keeps the order of numbers, so floats that differ
settle a comparison, and exact arithmetic is left for those that do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import inf, nan

Ends = tuple[float, float]
"""The ends of an interval in floats: infinite where it is open, not a number where floats are no help."""

# Products and quotients of numbers between these are far from over- and underflow.
_TINY, _HUGE = 1e-100, 1e100


@dataclass(frozen=True)
class Interval:
    """``low`` to ``high``, both inclusive, in whatever unit the figure has."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def around(cls, value: Fraction, half_width: Fraction) -> Interval:
        """The interval ``value`` ± ``half_width``."""
        return cls(value - half_width, value + half_width)

    @property
    def bounded(self) -> bool:
        """Whether both sides are closed."""
        return self.low is not None and self.high is not None

    @property
    def divides(self) -> bool:
        """Whether it may be divided by: closed, and without zero."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high

    @cached_property
    def ends(self) -> Ends:
        """Low and high as the nearest floats."""
        ends = -inf if self.low is None else nearest(self.low), inf if self.high is None else nearest(self.high)
        return ends if ends[0] <= ends[1] else (nan, nan)

    @property
    def width(self) -> Fraction | None:
        """High minus low; ``None`` where a side is open."""
        return self.high - self.low if self.low is not None and self.high is not None else None

    def meets(self, other: Interval) -> bool:
        """Whether the two share more than an end point (5 ± 0.5 does not meet 6 ± 0.5).

        Two intervals without width meet where they are the same point.
        """
        (a, b), (c, d) = self.ends, other.ends
        if b < c or d < a:
            return False
        if a <= b and c <= d and (a if a > c else c) < (b if b < d else d):
            return True
        low = max((x for x in (self.low, other.low) if x is not None), default=None)
        high = min((x for x in (self.high, other.high) if x is not None), default=None)
        if low is None or high is None:
            return True
        if low == high:
            return self.width == 0 or other.width == 0
        return low < high

    def scaled(self, factor: Fraction, offset: Fraction = Fraction(0)) -> Interval:
        """``factor * x + offset`` for a positive factor."""
        return Interval(
            None if self.low is None else self.low * factor + offset,
            None if self.high is None else self.high * factor + offset,
        )

    def _ends(self) -> tuple[Fraction, Fraction]:
        if self.low is None or self.high is None:
            raise ValueError("arithmetic needs an interval that is closed on both sides")
        return self.low, self.high

    def __add__(self, other: Interval) -> Interval:
        (a, b), (c, d) = self._ends(), other._ends()
        return Interval(a + c, b + d)

    def __sub__(self, other: Interval) -> Interval:
        (a, b), (c, d) = self._ends(), other._ends()
        return Interval(a - d, b - c)

    def __mul__(self, other: Interval) -> Interval:
        ends = [x * y for x, y in product(self._ends(), other._ends())]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        low, high = other._ends()
        if low <= 0 <= high:
            raise ZeroDivisionError("the divisor's interval holds zero")
        ends = [x / y for x, y in product(self._ends(), (low, high))]
        return Interval(min(ends), max(ends))


def nearest(value: Fraction) -> float:
    """``value`` as the nearest float; not a number where it is so large or small that floats are no help."""
    try:
        near = value.numerator / value.denominator
    except OverflowError:
        return nan
    return near if _TINY <= abs(near) <= _HUGE or not value else nan


def product_ends(x: Ends, y: Ends) -> Ends:
    """The ends of a product of intervals in floats."""
    (a, b), (c, d) = x, y
    if a >= 0 and c >= 0:
        return a * c, b * d
    ends = (a * c, a * d, b * c, b * d)
    return min(ends), max(ends)


def quotient_ends(x: Ends, y: Ends) -> Ends:
    """The ends of a quotient of intervals in floats; the second one is without zero."""
    (a, b), (c, d) = x, y
    if a >= 0 and c > 0:
        return a / d, b / c
    ends = (a / c, a / d, b / c, b / d)
    return min(ends), max(ends)

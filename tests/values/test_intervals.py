"""Interval arithmetic: every result holds all results of points inside."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.values.intervals import Interval

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval and a point in it."""
    low, high = sorted((draw(numbers), draw(numbers)))
    share = draw(st.fractions(min_value=0, max_value=1, max_denominator=20))
    return Interval(low, high), low + (high - low) * share


def holds(i: Interval, point: Fraction) -> bool:
    return (i.low is None or i.low <= point) and (i.high is None or point <= i.high)


@given(intervals(), intervals())
def test_arithmetic_holds_every_point(x: tuple[Interval, Fraction], y: tuple[Interval, Fraction]) -> None:
    (a, p), (b, q) = x, y
    assert holds(a + b, p + q)
    assert holds(a - b, p - q)
    assert holds(a * b, p * q)
    if b.low is not None and b.high is not None and not b.low <= 0 <= b.high:
        assert holds(a / b, p / q)


@given(intervals(), intervals())
def test_meeting_is_symmetric(x: tuple[Interval, Fraction], y: tuple[Interval, Fraction]) -> None:
    assert x[0].meets(y[0]) == y[0].meets(x[0])


def test_touching_is_not_meeting() -> None:
    five, six = (Interval.around(Fraction(n), Fraction(1, 2)) for n in (5, 6))
    assert not five.meets(six)
    assert Interval(Fraction(5), None).meets(six)
    assert Interval(Fraction(2), Fraction(2)).meets(Interval(Fraction(2), Fraction(2)))


def test_a_divisor_that_may_be_zero_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        Interval(Fraction(1), Fraction(2)) / Interval(Fraction(-1), Fraction(1))


def test_arithmetic_needs_closed_intervals() -> None:
    with pytest.raises(ValueError, match="closed"):
        Interval(Fraction(1), None) + Interval(Fraction(1), Fraction(2))

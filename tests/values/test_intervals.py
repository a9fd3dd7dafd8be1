"""Interval arithmetic: every result holds all results of points inside."""

from __future__ import annotations

from fractions import Fraction
from math import isnan, nan
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.values import intervals as intervals_of_values
from reconcile.values.intervals import Interval, nearest

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


@given(intervals(), intervals())
def test_floats_only_save_work(x: tuple[Interval, Fraction], y: tuple[Interval, Fraction]) -> None:
    quick = x[0].meets(y[0])
    with mock.patch.object(intervals_of_values, "nearest", lambda value: nan):
        assert quick == Interval(x[0].low, x[0].high).meets(Interval(y[0].low, y[0].high))


def test_what_floats_cannot_tell_apart() -> None:
    large = Fraction(10**30)
    assert not Interval(large, large + 1).meets(Interval(large + 1, large + 2))
    assert Interval(large, large + 1).meets(Interval(large + Fraction(1, 2), large + 2))
    for wild in (Fraction(10**400), Fraction(1, 10**400)):
        assert isnan(nearest(wild))
        assert not Interval(wild, 2 * wild).meets(Interval(3 * wild, 4 * wild))
        assert Interval(wild, None).meets(Interval(None, 2 * wild))


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

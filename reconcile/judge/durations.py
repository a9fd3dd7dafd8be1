"""Lengths of time from when they began and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from reconcile.claims import Bound, Claim, Date, Dimension, Granularity
from reconcile.judge.derivations import Derivation, Tried
from reconcile.judge.terms import Term
from reconcile.values.days import minutes_of, period
from reconcile.values.intervals import Interval
from reconcile.values.numerals import plain
from reconcile.values.units import conversion

_DAY = 24 * 60
_WEEK = 7
# Any year will do for days without one.
_YEAR = 2023
# Longer than this is told in hours or days of another kind.
_MOST_MINUTES = 12 * 60
_DAYS_OF_YEAR = Fraction("365.2425")
_LENGTHS = frozenset({Dimension.DURATION, Dimension.AGE})
# By how many days a length may be told otherwise: its first or its last day may count or not.
_LEEWAY = {Granularity.DAY: Fraction(1), Granularity.MONTH: Fraction(30), Granularity.YEAR: _DAYS_OF_YEAR}


class _Length(NamedTuple):
    """How long it is from one date to another: operands, value and leeway in ``unit``, and how it is printed."""

    operands: tuple[Claim, ...]
    value: Fraction
    leeway: Fraction
    unit: str
    text: str


def durations(goal: Term, dates: Sequence[Claim]) -> Tried:
    """The derivations of a length of time from two times or days, or one period, of another article."""
    if goal.figure.dimension not in _LENGTHS or not goal.positive or not goal.bounded:
        return Tried((), 0)
    lengths = [*_periods(dates), *_between(dates)]
    fitting = (_fitted(goal, length) for length in lengths)
    return Tried(tuple(d for d in fitting if d is not None), len(lengths))


def _fitted(goal: Term, length: _Length) -> Derivation | None:
    by = conversion(goal.quantity.unit, length.unit)
    if by is None:
        return None
    wanted, stated = goal.interval.scaled(by[0]), goal.figure.value * by[0]
    told = Interval.around(length.value, length.leeway)
    if not told.meets(wanted):
        return None
    size = max(length.value, stated)
    chance = min(1.0, float(((wanted.width or Fraction(0)) + 2 * length.leeway) / size))
    off = min(1.0, float(abs(length.value - stated) / size))
    return Derivation("duration", goal.claim, length.operands, length.text, chance, len(length.operands), off)


def _periods(dates: Sequence[Claim]) -> Iterator[_Length]:
    """What one date says from its first to its last day, or year."""
    for c in dates:
        span = period(c.date) if c.date is not None and c.date.bound is Bound.RANGE else None
        if c.date is None or span is None or c.date.granularity not in _LEEWAY:
            continue
        last = span[1].replace(month=1, day=1) if c.date.granularity is Granularity.YEAR else span[1]
        if last > span[0]:
            yield _of_days((c,), span[0], last, c.date.granularity)


def _between(dates: Sequence[Claim]) -> Iterator[_Length]:
    """From each date to each later one of its kind."""
    for a, b in permutations(dates, 2):
        if a.date is None or b.date is None:
            continue
        if a.date.time is not None and b.date.time is not None:
            for minutes in _all_minutes_between(a.date, b.date):
                text = f"{a.date.time} to {b.date.time}: {minutes // 60} h {minutes % 60:02} min"
                yield _Length((a, b), Fraction(minutes), Fraction(1, 2), "min", text)
        elif a.date.granularity is b.date.granularity and a.date.granularity in _LEEWAY:
            first, last = _first_day(a.date), _first_day(b.date)
            alike = (a.date.year is None) == (b.date.year is None)
            if alike and first is not None and last is not None and first < last:
                yield _of_days((a, b), first, last, a.date.granularity)


def _of_days(operands: tuple[Claim, ...], first: dt.date, last: dt.date, granularity: Granularity) -> _Length:
    days = Fraction((last - first).days)
    if granularity is Granularity.YEAR:
        text = f"{first.year} to {last.year}: {last.year - first.year} years"
    else:
        said = [f"{day.day} {day:%B}" if granularity is Granularity.DAY else f"{day:%B}" for day in (first, last)]
        text = f"{said[0]} to {said[1]}: {plain(days)} days"
    return _Length(operands, days, _LEEWAY[granularity], "d", text)


def _all_minutes_between(a: Date, b: Date) -> Iterator[int]:
    """Minutes between two times of day: on one day or overnight, or from one weekday to another, in two weeks."""
    apart = _minutes_apart(a, b)
    if apart is None:
        return
    if a.weekday is None or b.weekday is None or a.weekday == b.weekday:
        if 0 < apart % _DAY <= _MOST_MINUTES:
            yield apart % _DAY
        return
    days = (b.weekday - a.weekday) % _WEEK
    for week in range(2):
        yield (days + week * _WEEK) * _DAY + apart


def _minutes_apart(a: Date, b: Date) -> int | None:
    """Minutes from one time of day to another, negative to an earlier one; ``None`` where only the first has a zone."""
    if a.utc_offset is not None and b.utc_offset is None:
        return None
    first, last = (minutes_of(d.time or "0:0") for d in (a, b))
    shift = (a.utc_offset or 0) - (b.utc_offset or 0) if a.utc_offset is not None else 0
    return last - first + shift


def _first_day(d: Date) -> dt.date | None:
    """The first day of a date that is no period; one without a year is in any."""
    if d.bound is Bound.RANGE:
        return None
    if (span := period(d)) is not None:
        return span[0]
    try:
        return dt.date(_YEAR, d.month, d.day or 1) if d.month and d.time is None else None
    except ValueError:
        return None

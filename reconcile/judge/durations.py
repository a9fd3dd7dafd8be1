"""Lengths of time from when they began and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from typing import NamedTuple

from reconcile.claims import Bound, Claim, Date, Dimension, Granularity
from reconcile.judge.terms import Term
from reconcile.judge.trial import Derivation, Tried
from reconcile.values.days import ANY_YEAR, days_in, is_guessed, minutes_of, period
from reconcile.values.intervals import Interval
from reconcile.values.numerals import plain
from reconcile.values.units import conversion

_DAY = 24 * 60
_WEEK = 7
# Longer than this is told in hours or days of another kind.
_MOST_MINUTES = 12 * 60
_DAYS_OF_YEAR = Fraction("365.2425")
# Nothing that is told to the month is longer.
_MOST_DAYS = 200 * _DAYS_OF_YEAR
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
    turns: int = 0
    """Units after which it could as well begin anew, where a year was chosen to fit; 0 where it could not."""


def durations(goal: Term, dates: Sequence[Claim], own: Sequence[Claim] = ()) -> Tried:
    """The derivations of a length of time from two times or days, or one period, of another article.

    One of two days may be an ``own`` one, of the sentence that tells the length: "after 22 days, on 12 November".
    """
    if goal.figure.dimension not in _LENGTHS or not goal.positive or not goal.bounded:
        return Tried((), 0)
    by = conversion(goal.quantity.unit, "d")
    wanted = goal.figure.value * by[0] if by is not None else Fraction(0)
    dates, own = ([d for d in some if not _is_counted(d)] for some in (dates, own))
    told = [(pair, pair) for pair in permutations(dates, 2)]
    beside = [(pair, (d,)) for d, o in product(_days_of(dates), _days_of(own)) for pair in ((d, o), (o, d))]
    lengths = [*_periods(dates), *(found for pair, used in told + beside for found in _between(*pair, used, wanted))]
    fitting = (_fitted(goal, length) for length in lengths)
    return Tried(tuple(d for d in fitting if d is not None), len(lengths))


def _is_counted(claim: Claim) -> bool:
    """Whether a day is itself a length before or after that of publication: "four years ago", but not "yesterday"."""
    d = claim.date
    if d is None or d.start is None or d.counted is None or d.granularity is not Granularity.DAY:
        return False
    return d.counted[0] is not Granularity.DAY and d.month is d.day is d.weekday is None


def _days_of(dates: Sequence[Claim]) -> list[Claim]:
    return [d for d in dates if d.date is not None and d.date.time is None]


def _fitted(goal: Term, length: _Length) -> Derivation | None:
    by = conversion(goal.quantity.unit, length.unit)
    if by is None:
        return None
    wanted, stated = goal.interval.scaled(by[0]), goal.figure.value * by[0]
    told = Interval.around(length.value, length.leeway)
    if not told.meets(wanted):
        return None
    size = max(length.value, stated)
    width = (wanted.width or Fraction(0)) + 2 * length.leeway
    chance = min(1.0, float(width / (min(size, Fraction(length.turns)) if length.turns else size)))
    off = min(1.0, float(abs(length.value - stated) / size))
    return Derivation("duration", goal.claim, length.operands, length.text, chance, len(length.operands), off)


def _periods(dates: Sequence[Claim]) -> Iterator[_Length]:
    """What one date says from its first to its last day, or year."""
    for c in dates:
        if c.date is None or c.date.bound is not Bound.RANGE or c.date.granularity not in _LEEWAY:
            continue
        span = days_in(c.date, ANY_YEAR)
        if span is None:
            continue
        last = span[1].replace(month=1, day=1) if c.date.granularity is Granularity.YEAR else span[1]
        if last > span[0]:
            yield _of_days((c,), span[0], last, c.date.granularity)


def _between(x: Claim, y: Claim, used: tuple[Claim, ...], wanted: Fraction) -> Iterator[_Length]:
    """From one date to a later one; of a day without a year to where it is ``wanted`` days away."""
    a, b = x.date, y.date
    if a is None or b is None:
        return
    if a.time is not None and b.time is not None:
        for minutes in _all_minutes_between(a, b):
            text = f"{a.time} to {b.time}: {minutes // 60} h {minutes % 60:02} min"
            yield _Length(used, Fraction(minutes), Fraction(1, 2), "min", text)
        return
    if not {a.granularity, b.granularity} <= _LEEWAY.keys() or Bound.RANGE in (a.bound, b.bound):
        return
    coarse = max((a.granularity, b.granularity), key=lambda g: _LEEWAY[g])
    if coarse is Granularity.YEAR and a.granularity is not b.granularity:
        return
    first, last, turns = _first_days(a, b, wanted)
    if first is not None and last is not None and first < last:
        yield _of_days(used, first, last, coarse)._replace(turns=turns)


def _first_days(a: Date, b: Date, wanted: Fraction) -> tuple[dt.date | None, dt.date | None, int]:
    """The first days of two dates, and after how many days the one without a year could as well have been."""
    first, last = _first_day(a, ANY_YEAR), _first_day(b, ANY_YEAR)
    if first is not None and last is not None and a.year is b.year is None and first > last:
        if a.start is None:
            return _first_day(a, ANY_YEAR - 1), last, 0  # from October to April
        if is_guessed(a) and a.month is not None:
            return _first_day(replace(a, start=None), first.year - 1), last, 0
    if first is None or last is None or (a.year is None) == (b.year is None) or wanted > _MOST_DAYS:
        return first, last, 0
    if a.year is None:
        return _nearest(a, last, -int(wanted)), last, int(_DAYS_OF_YEAR)
    return first, _nearest(b, first, int(wanted)), int(_DAYS_OF_YEAR)


def _nearest(d: Date, base: dt.date, days: int) -> dt.date | None:
    """The first day of a date without a year, in the year in which it is nearest to so many days from another."""
    try:
        day = base + dt.timedelta(days=days)
    except OverflowError:
        return None
    found = [f for year in (day.year - 1, day.year, day.year + 1) if (f := _first_day(d, year)) is not None]
    return min(found, key=lambda f: abs((f - day).days), default=None)


def _of_days(operands: tuple[Claim, ...], first: dt.date, last: dt.date, granularity: Granularity) -> _Length:
    days = Fraction((last - first).days)
    if granularity is Granularity.YEAR:
        text = f"{first.year} to {last.year}: {last.year - first.year} years"
    else:
        said = [f"{day.day} {day:%B}" if granularity is Granularity.DAY else f"{day:%B}" for day in (first, last)]
        if days >= _DAYS_OF_YEAR:
            said = [f"{day} {at.year}" for day, at in zip(said, (first, last), strict=True)]
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


def _first_day(d: Date, year: int) -> dt.date | None:
    """The first day of a date; of one without a year that of ``year``."""
    if (span := period(d)) is not None:
        return span[0]
    try:
        return dt.date(d.year or year, d.month, d.day or 1) if d.month and d.time is None else None
    except ValueError:
        return None

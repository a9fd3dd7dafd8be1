"""Ages from dates of birth, and other whole years from a day that is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.claims import Claim, Dimension, Granularity
from reconcile.judge.trial import Derivation, Tried
from reconcile.values.days import period

# Younger than this are hardly any people, and older no thing that is said to be so many years old.
_YOUNGEST, _OLDEST = 5, 1000
# Where no publication date is known, the article is at most this many years younger than its latest date.
_STALE = 6
_LAST_YEAR = 2035
# How long after the last day that they name articles may have been written.
_WRITTEN = dt.timedelta(days=14)
# How many whole years an age could as well have been.
_PLAUSIBLE = 60


@dataclass(frozen=True, slots=True)
class Now:
    """When an age was true: a day where a date of publication is known, else not before ``day``.

    ``days`` are those that it may have been then, where weekdays leave only some.
    """

    day: dt.date
    known: bool
    days: tuple[dt.date, ...] = ()


def ages(target: Claim, dates: Sequence[Claim], now: Now) -> Tried:
    """The derivations of an age from the dates of another article."""
    q = target.quantity
    if q is None or q.number is None or q.number.denominator != 1 or not _YOUNGEST <= q.number <= _OLDEST:
        return Tried((), 0)
    if q.dimension is not Dimension.AGE and not (q.dimension is Dimension.DURATION and q.unit == "yr"):
        return Tried((), 0)
    born = [(d, span) for d in dates if (span := _birth(d)) is not None]
    found = (_age(target, int(q.number), claim, span, now) for claim, span in born)
    return Tried(tuple(d for d in found if d is not None), len(born))


def _birth(claim: Claim) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that a date may be, if it is one that people are born on."""
    return period(claim.date) if claim.date is not None and claim.date.granularity in _NAMED else None


def _age(target: Claim, years: int, claim: Claim, born: tuple[dt.date, dt.date], now: Now) -> Derivation | None:
    """So many years from a date to now, if it is that many."""
    first, last = _birthday(born[0], years), _birthday(born[1], years + 1) - dt.timedelta(days=1)
    exact = claim.date is not None and claim.date.granularity is Granularity.DAY
    text = f"{_said(born[0], exact)} + {years} years = {_said(first, exact)}"
    width = 1 if exact else 2
    if now.known:
        fits = first <= now.day <= last
        text = f"{_said(born[0], exact)} to {_said(now.day, True)}: {years} years"
    elif now.days:
        fits = any(first <= day + _WRITTEN and day <= last for day in now.days)
        width *= len(now.days)
    else:
        fits = last >= now.day and first.year <= max(now.day.year + _STALE, _LAST_YEAR)
        # The longer after their latest date articles would have to be, the less it says.
        width += max(_STALE, first.year - now.day.year)
    if not fits:
        return None
    return Derivation("age", target, (claim,), text, width / _PLAUSIBLE, 1)


_NAMED = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)


def _birthday(day: dt.date, years: int) -> dt.date:
    """The same day so many years on; 1 March for 29 February."""
    year = min(day.year + years, dt.MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def _said(day: dt.date, exact: bool) -> str:
    return f"{day.day} {day:%B} {day.year}" if exact else str(day.year)

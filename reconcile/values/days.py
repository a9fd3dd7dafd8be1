"""Whether two dates or times, as stated, can be the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reconcile.claims import Bound, Date, Granularity

_FINE = {
    Granularity.TIME: 0,
    Granularity.DAY: 1,
    Granularity.WEEKDAY: 1,
    Granularity.WEEKEND: 2,
    Granularity.WEEK: 3,
    Granularity.MONTH: 4,
    Granularity.QUARTER: 5,
    Granularity.SEASON: 5,
    Granularity.YEAR: 6,
    Granularity.DECADE: 7,
    Granularity.CENTURY: 8,
}
# All time zones lie on quarter hours, and none is further than 14 hours from UTC.
_ZONE_STEP = 15
_WIDEST = 14 * 60
_HALF_HOUR = 30
_WEEK = 7
_MINUTES = 24 * 60
# From which minute to which the parts of a day go, the night into the next day.
_PARTS_OF_DAY = {
    "morning": (0, 12 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "evening": (17 * 60, 24 * 60),
    "night": (20 * 60, 30 * 60),
}
# The clock of a match is in no time zone, and tells no time of day.
_MATCH = "match"
_LASTS = {"year": 365, "month": 30, "day": 1}
# Days by which a day may be wrong that is told in so many units from the day of publication: half of one.
_COUNTED_BY = {
    Granularity.WEEK: 3,
    Granularity.MONTH: 15,
    Granularity.YEAR: 183,
    Granularity.DECADE: 1826,
    Granularity.CENTURY: 18262,
}
# What the word before a time or day leaves open on one side: "shortly before five", "since Monday".
_EARLIER = frozenset({"before", "by", "until"})
_LATER = frozenset({"after", "since", "from"})
# Minutes on either side that "before five" and "about five" are taken to stand for: fewer of "about 5:20", by what its
# minutes divide by.
_BESIDE = 60
_ABOUT = {30: 30, 15: 15, 1: 10}
# Months that a part of a year may take in where its year is not resolved; a quarter may be a half as well.
_WHOLE = (1, 12)
_PARTED = frozenset({Granularity.QUARTER, Granularity.YEAR})
_STAGES = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_QUARTERS = {1: (1, 6), 4: (4, 6), 7: (7, 12), 10: (10, 12)}
# Any year will do for two dates of which neither has one.
ANY_YEAR = 2023
_Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class DayComparison:
    """``outcome`` is ``"same"``, ``"within"`` (one period holds the other), ``"differs"`` or ``"open"``.

    ``basis`` says by what; ``shift`` is the number of minutes that a change of zone would have to explain.
    """

    outcome: str
    basis: str
    shift: int = 0


def compare_dates(a: Date, b: Date) -> DayComparison | None:
    """Whether ``a`` and ``b`` can name the same time; ``None`` where nothing can be said of them together.

    A clock time is compared with a clock time, a day or longer period with another by its first and last
    day; where a date is not resolved, what its words name (weekday, month, day) is compared instead. Which "Sunday"
    is meant, and the "7 January" of which year, is no more than likely.
    """
    timed = (a.time is not None, b.time is not None)
    if (a.modifier == _MATCH) != (b.modifier == _MATCH):
        return None
    if all(timed):
        if a.modifier == _MATCH:
            return DayComparison("same", "equal") if a.time == b.time else DayComparison("differs", "date")
        days = _compare_days(a, b)
        return days if days is not None and not _meet_at_midnight(a, b) else _compare_times(a, b)
    if any(timed):
        return None
    first, second = (period(a), period(b)) if a.start and b.start else _days_of_any_year(a, b)
    return _compare_periods(a, b, first, second) if first and second else _compare_words(a, b)


def _compare_days(a: Date, b: Date) -> DayComparison | None:
    """Of two times the days, where both tell one and these cannot be the same: "on 14 March at 2 p.m."."""
    if not all(d.start or (d.month is not None and d.day is not None) for d in (a, b)):
        return None
    first, second = (replace(d, time=None, utc_offset=None, granularity=Granularity.DAY) for d in (a, b))
    days = compare_dates(first, second)
    return days if days is not None and days.outcome == "differs" else None


def _meet_at_midnight(a: Date, b: Date) -> bool:
    """Whether two times of different days lie no further apart than two zones may: 23:30 and 1:30."""
    if a.start is None or b.start is None:
        return False
    first, second = (dt.datetime.fromisoformat(d.start or "").replace(tzinfo=None) for d in (a, b))
    return abs(second - first) <= dt.timedelta(minutes=_WIDEST)


def _days_of_any_year(a: Date, b: Date) -> tuple[_Days | None, _Days | None]:
    """The first and last days of two dates, one of them a range of days, that do not name two years or weekdays."""
    weekdays = {d.weekday for d in (a, b) if d.weekday is not None}
    if (a.last is None and b.last is None) or len(weekdays) > 1:
        return None, None
    years = {span[0].year for d in (a, b) if (span := period(d)) is not None}
    year = years.pop() if years else ANY_YEAR
    return days_in(a, year), days_in(b, year)


def days_in(d: Date, year: int) -> _Days | None:
    """The first and last day of a date; of one that names day and month alone, those of a year."""
    if (span := period(d)) is not None:
        return span
    if d.time is not None or d.month is None or d.day is None or d.year not in (None, year):
        return None
    try:
        first = dt.date(year, d.month, d.day)
        return first, dt.date(year, *d.last) if d.last is not None else first
    except ValueError:
        return None


def _around(x: int, y: int, turn: int) -> int:
    """How far apart two places on a dial are, the shorter way round."""
    apart = (x - y) % turn
    return min(apart, turn - apart)


def minutes_of(time: str) -> int:
    """The minute of its day that a clock time (``"HH:MM"``, seconds left out) is."""
    hours, minutes = time.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def apart_in_day(a: Date, b: Date) -> bool:
    """Whether two dates of one day name times or parts of it that do not overlap."""
    first, second = _within_day(a), _within_day(b)
    return first is not None and second is not None and (first[1] < second[0] or second[1] < first[0])


def _within_day(d: Date) -> tuple[int, int] | None:
    """From which minute of its day to which a date may be, where it names a time or a part of the day."""
    if d.time is not None:
        return minutes_of(d.time), minutes_of(d.time)
    return _PARTS_OF_DAY.get(d.modifier)


def _compare_times(a: Date, b: Date) -> DayComparison:
    first, second = minutes_of(a.time or "0:0"), minutes_of(b.time or "0:0")
    if a.utc_offset is not None and b.utc_offset is not None:
        apart = (second - b.utc_offset - first + a.utc_offset) % _MINUTES
        if apart == 0:
            return DayComparison("same", "equal" if first == second else "unit", abs(first - second))
        return _loosely(a, b, apart) or DayComparison("differs", "date")
    if first == second:
        return DayComparison("same", "equal")
    if (loosely := _loosely(a, b, (second - first) % _MINUTES)) and loosely.outcome == "within":
        return loosely
    apart = _around(first, second, _MINUTES)
    if (a.utc_offset is None) != (b.utc_offset is None) and apart % _ZONE_STEP == 0 and apart <= _WIDEST:
        # One names its zone, the other is in local time: some zone reconciles the two.
        return DayComparison("same", "unit", apart)
    if (a.utc_offset is None) != (b.utc_offset is None) and (_leeway(a) != (0, 0) or _leeway(b) != (0, 0)):
        return DayComparison("open", "unit", apart)
    if a.utc_offset is None and b.utc_offset is None and apart % _HALF_HOUR == 0:
        # Each may be in a local time of its own.
        return DayComparison("open", "unit", apart)
    return loosely or DayComparison("differs", "date")


def _loosely(a: Date, b: Date, apart: int) -> DayComparison | None:
    """What "before", "after" and "about" leave of two times; ``b`` is ``apart`` minutes later round the dial."""
    later = (apart + _MINUTES // 2) % _MINUTES - _MINUTES // 2
    (low, high), (other_low, other_high) = _leeway(a), _leeway(b)
    if low <= later + other_high and later + other_low <= high:
        return DayComparison("within", "rounding")
    return DayComparison("open", "bound") if _left_open(*((a, b) if later > 0 else (b, a))) else None


def _leeway(d: Date) -> tuple[int, int]:
    """The minutes before and after a time that its words may stand for."""
    minute = minutes_of(d.time or "0:0")
    about = next(leeway for step, leeway in _ABOUT.items() if minute % step == 0) if d.bound is Bound.ABOUT else 0
    return (-_BESIDE if d.modifier in _EARLIER else -about), (_BESIDE if d.modifier in _LATER else about)


def _left_open(earlier: Date, later: Date) -> bool:
    """Whether the words of one of two dates leave open the side on which the other lies, and not those of both."""
    return _side(later) < 0 <= _side(earlier) or _side(earlier) > 0 >= _side(later)


def _side(d: Date) -> int:
    """On which side of what it names a date may lie: before (-1), after (1), or on neither alone."""
    if d.bound is Bound.RANGE:
        return 0
    return (d.modifier in _LATER) - (d.modifier in _EARLIER)


def period(d: Date) -> tuple[dt.date, dt.date] | None:
    """First and last day of a resolved date."""
    if not d.start:
        return None
    start = dt.date.fromisoformat(d.start[:10])
    return start, dt.date.fromisoformat((d.end or d.start)[:10])


def _compare_periods(a: Date, b: Date, first: _Days, second: _Days) -> DayComparison:
    if first == second or _may_be_one(a, b, first, second):
        return DayComparison("same", "equal")
    if first[0] > second[1] or second[0] > first[1]:
        apart = max((first[0] - second[1]).days, (second[0] - first[1]).days)
        if apart <= max(_COUNTED_BY.get(d.precision, 0) if d.precision is not None else 0 for d in (a, b)):
            return DayComparison("within", "rounding")
        left_open = _left_open(*((a, b) if first[0] < second[0] else (b, a)))
        return DayComparison("open", "bound") if left_open else DayComparison("differs", "date")
    if a.granularity is b.granularity and _has_ends(a, first) and _has_ends(b, second):
        return DayComparison("differs", "date")
    nested = (first[0] >= second[0] and first[1] <= second[1]) or (second[0] >= first[0] and second[1] <= first[1])
    near = abs(_FINE[a.granularity] - _FINE[b.granularity]) <= 2
    return DayComparison("within" if nested else "same" if near else "open", "rounding")


def _may_be_one(a: Date, b: Date, first: _Days, second: _Days) -> bool:
    """Whether two days lie as far apart as the other one of that name does: a weekday, or a day or month of no year."""
    apart = (first[0] - second[0]).days
    if abs(apart) == _WEEK and first[1] - first[0] == second[1] - second[0]:
        return any(is_guessed(d) and d.weekday is not None and d.day is None for d in (a, b))
    if abs(first[0].year - second[0].year) != 1 or not any(is_guessed(d) and d.month is not None for d in (a, b)):
        return False
    return [(d.month, d.day) for d in first] == [(d.month, d.day) for d in second]


def is_guessed(d: Date) -> bool:
    """Whether which day it is was taken from when the article appeared, and not counted from there."""
    return d.relative and d.counted is None and d.year is None


def _has_ends(d: Date, span: _Days) -> bool:
    """Whether a date names a first and a last day, month or year: 3-12 February, 1977-1981."""
    return d.bound is Bound.RANGE or (d.granularity is Granularity.YEAR and span[0].year < span[1].year)


def _compare_words(a: Date, b: Date) -> DayComparison | None:
    """Unresolved dates: the parts that both name; a weekday lies within a range of days that holds it."""
    for one, other in ((a, b), (b, a)):
        span = period(other)
        if span is not None and span[0] < span[1] and one.weekday is not None and one.day is None:
            days = (span[1] - span[0]).days + 1
            if days < _WEEK:
                held = (one.weekday - span[0].weekday()) % _WEEK < days
                return DayComparison("within" if held else "differs", "rounding" if held else "date")
    if (counted := _compare_counts(a, b)) is not None:
        return counted
    x, y = _parts(a), _parts(b)
    shared = [key for key in x if key in y]
    if any(x[key] != y[key] for key in shared):
        if _a_week_apart(a, b) or _a_week_apart(b, a):
            return DayComparison("same", "equal")
        return _apart(a, b, [(x[key], y[key]) for key in ("year", "month", "day") if key in shared])
    if {a.granularity, b.granularity} & _PARTED and _WHOLE not in (_months(a), _months(b)):
        said = _compare_months(a, b)
        known = ("year" in x) == ("year" in y)
        return said if known or said.outcome != "same" else DayComparison("within", "rounding")
    if not shared:
        return None
    complete = x.keys() == y.keys()
    return DayComparison(
        "same" if complete or "weekday" in shared or "day" in shared else "within", "equal" if complete else "rounding"
    )


def _a_week_apart(a: Date, b: Date) -> bool:
    """Whether a weekday is by a week not the day that the other names: "Thursday" may be the next one as well."""
    span = period(a)
    if span is None or not is_guessed(a) or a.weekday is None or a.day is not None or b.day is None:
        return False
    days = (span[0] + dt.timedelta(days) for days in (-_WEEK, _WEEK))
    return any(d.day == b.day and b.month in (None, d.month) for d in days)


def _apart(a: Date, b: Date, parts: Sequence[tuple[int, int]]) -> DayComparison:
    """Dates whose parts differ (the larger ones first): open where the words leave open the side of the other."""
    first, second = tuple(x for x, _ in parts), tuple(y for _, y in parts)
    left_open = first != second and _left_open(*((a, b) if first < second else (b, a)))
    return DayComparison("open", "bound") if left_open else DayComparison("differs", "date")


def _compare_counts(a: Date, b: Date) -> DayComparison | None:
    """Dates that count the same unit from publication, of which not both are resolved ("next year", "four years ago").

    Articles of one event appear within days of each other, so that days and weeks that differ say nothing.
    """
    if a.counted is None or b.counted is None or a.counted[0] is not b.counted[0]:
        return None
    named = [(x, y) for x, y in ((a.weekday, b.weekday), (a.day, b.day)) if x is not None and y is not None]
    if a.day is not None and b.day is not None and a.month is not None and b.month is not None:
        named.append((a.month, b.month))
    if named:  # "today, Monday" and "yesterday, Monday" are of two papers
        return DayComparison("same", "equal") if all(x == y for x, y in named) else DayComparison("differs", "date")
    if a.counted != b.counted:
        long = _FINE[a.counted[0]] >= _FINE[Granularity.MONTH]
        return DayComparison("differs", "date") if long else DayComparison("open", "")
    return _compare_months(a, b) if a.counted[0] is Granularity.YEAR else DayComparison("same", "equal")


def _compare_months(a: Date, b: Date) -> DayComparison:
    """Two dates of one year by the months of it that they may take in."""
    first, second = _months(a), _months(b)
    if first == second:
        return DayComparison("same", "equal")
    if first[0] > second[1] or second[0] > first[1]:
        return _apart(a, b, [(first[0], second[0])])
    return DayComparison("within", "rounding")


def _months(d: Date) -> tuple[int, int]:
    """The first and the last month that a date may take in."""
    if d.month is None:
        return _STAGES.get(d.modifier, _WHOLE)
    return _QUARTERS.get(d.month, (d.month, d.month)) if d.granularity is Granularity.QUARTER else (d.month, d.month)


def _parts(d: Date) -> dict[str, int]:
    """What a date names: weekday, day, month, year, as far as known."""
    month = None if d.granularity is Granularity.QUARTER else d.month  # of a quarter it is the first of several
    parts = {
        k: v for k, v in (("weekday", d.weekday), ("day", d.day), ("month", month), ("year", d.year)) if v is not None
    }
    span = period(d)
    if span is not None:
        start, end = span
        if d.month is None or not is_guessed(d):
            parts.setdefault("year", start.year)
        if d.granularity in (Granularity.DAY, Granularity.TIME, Granularity.WEEKDAY, Granularity.MONTH):
            parts.setdefault("month", start.month)
        if start == end or d.granularity in (Granularity.DAY, Granularity.TIME):
            parts.setdefault("day", start.day)
            parts.setdefault("weekday", start.weekday())
    return parts


def parts_apart(a: Date, b: Date) -> list[tuple[int, int]]:
    """Day, month and year, as far as both dates name them and they differ."""
    one, other = _parts(a), _parts(b)
    return [(one[part], other[part]) for part in _LASTS if part in one and part in other and one[part] != other[part]]


def steps_apart(a: Date, b: Date) -> float:
    """How many steps lie between two dates, as far as both say; 0 where they overlap or share no part.

    Dates that differ in the day, the month or the year alone are as many of these apart. Otherwise a step is a day,
    or as long as the longer of the two.
    """
    if a.time is not None and b.time is not None:
        return _around(minutes_of(a.time), minutes_of(b.time), _MINUTES) / _MINUTES
    one, other = _parts(a), _parts(b)
    shared = one.keys() & other.keys()
    parts = parts_apart(a, b)
    if len(parts) == 1:
        return float(abs(parts[0][0] - parts[0][1]))
    first, second = period(a), period(b)
    if first is not None and second is not None:
        days = max(0, (second[0] - first[1]).days, (first[0] - second[1]).days)
        return days / max((last - begin).days + 1 for begin, last in (first, second))
    if not shared & _LASTS.keys():
        return float(_around(one["weekday"], other["weekday"], 7)) if "weekday" in shared else 0.0
    return float(abs(sum(_LASTS[part] * (one[part] - other[part]) for part in shared & _LASTS.keys())))

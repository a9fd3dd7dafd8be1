"""Calendar arithmetic for dates: intervals of periods, years that go without saying, feasts, other calendars."""

from __future__ import annotations

import calendar as months_calendar
import datetime as dt
from functools import lru_cache

from hijridate import Hijri

from reconcile.claims import Granularity

DAY = dt.timedelta(days=1)
Interval = tuple[dt.date, dt.date]
_SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_STAGE_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_STAGE_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_PIVOT_AHEAD = 20
"""A year of two digits lies at most so many years ahead of the article."""


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The day, or ``None`` where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_interval(year: int, month: int, stage: str = "") -> Interval | None:
    """First and last day of a month or of its beginning, middle or end."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    last = months_calendar.monthrange(year, month)[1]
    first_day, last_day = _STAGE_OF_MONTH.get(stage, (1, last))
    return dt.date(year, month, first_day), dt.date(year, month, min(last_day, last))


def year_interval(year: int, stage: str = "", count: int = 1) -> Interval | None:
    """First and last day of a year, of a part of it, or of ``count`` years."""
    if not 1 <= year <= 9999 - count:
        return None
    first, last = _STAGE_OF_YEAR.get(stage, (1, 12))
    end = month_interval(year + count - 1, last)
    return (dt.date(year, first, 1), end[1]) if end else None


def months_interval(year: int, first: int, count: int) -> Interval | None:
    """``count`` months from a month on, which may reach into the next year."""
    begin = month_interval(year, first)
    end = month_interval(year + (first + count - 2) // 12, (first + count - 2) % 12 + 1)
    return (begin[0], end[1]) if begin and end else None


def season_interval(year: int, season: str) -> Interval | None:
    """A season's three months on the northern half of the earth; winter begins in ``year``."""
    return months_interval(year, _SEASON_START[season], 3)


def week_interval(day: dt.date) -> Interval:
    """Monday to Sunday around a day (ISO 8601)."""
    monday = day - DAY * day.weekday()
    return monday, monday + 6 * DAY


def full_year(two_digits: int, published: dt.date | None) -> int:
    """The century for a year of two digits: the last one that is not far in the future."""
    year = 2000 + two_digits
    return year if year <= (published.year if published else 2020) + _PIVOT_AHEAD else year - 100


def shift_months(day: dt.date, count: int) -> dt.date | None:
    """The same day ``count`` months later (earlier), or the month's last day."""
    month = day.year * 12 + day.month - 1 + count
    year, month = month // 12, month % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month, min(day.day, months_calendar.monthrange(year, month)[1]))


def shift(day: dt.date, unit: str, count: int) -> dt.date | None:
    """The day ``count`` units later (earlier where negative); units as in the data files."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
    if abs(count) > 20_000:
        return None
    if unit in months:
        return shift_months(day, months[unit] * count)
    if unit == "workday":
        step = 1 if count > 0 else -1
        for _ in range(abs(count)):
            day += step * DAY
            while day.weekday() >= 5:
                day += step * DAY
        return day
    try:
        return day + DAY * count * {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[unit]
    except (KeyError, OverflowError):
        return None


def nearest_year(
    month: int, day: int, published: dt.date, weekday: int | None = None, ahead: float = 1.0
) -> int | None:
    """The year in which a day of the year lies closest to publication, on the weekday that is named if any fits.

    Days ahead count ``ahead`` times as far: news tells more of what was than of what will be.
    """
    days = [d for y in (-1, 0, 1) if (d := make_date(published.year + y, month, day)) is not None]
    if not days and (month, day) == (2, 29):
        days = [d for y in range(-4, 5) if (d := make_date(published.year + y, month, day)) is not None]
    fitting = [d for d in days if d.weekday() == weekday]
    chosen = min(
        fitting or days, key=lambda d: (abs((d - published).days) * (ahead if d > published else 1.0), d), default=None
    )
    return chosen.year if chosen else None


def day_of_current_month(day: int, published: dt.date, weekday: int | None = None) -> dt.date | None:
    """The day of the month that goes without saying: this month's, or one over the turn of the month that is closer.

    News names the month where it is another one, but for the days right around its turn.
    """
    months = [(published.year * 12 + published.month - 1 + k) for k in (0, -1, 1)]
    days = [d for m in months if (d := make_date(m // 12, m % 12 + 1, day)) is not None]
    if weekday is not None and (fitting := [d for d in days if d.weekday() == weekday]):
        return min(fitting, key=lambda d: abs((d - published).days))
    close = [d for d in days if abs((d - published).days) <= 6]
    if close:
        return close[0]
    return days[0] if days and (days[0].year, days[0].month) == (published.year, published.month) else None


@lru_cache(maxsize=256)
def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches (Meeus' Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    el = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def feast(rule: str, year: int) -> dt.date | None:
    """The day of a feast: ``"12-25"``, ``"easter+49"``, or ``"11-thu-4+1"`` (a day after the fourth Thursday)."""
    if not 1 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return easter(year) + int(rule[6:] or 0) * DAY
    month, rest = rule.split("-", 1)
    if rest.isdigit():
        return make_date(year, int(month), int(rest))
    name, _, count = rest.partition("-")
    count, _, more = count.partition("+")
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name)
    found = nth_weekday(year, int(month), weekday, int(count))
    return found + int(more or 0) * DAY if found else None


def nth_weekday(year: int, month: int, weekday: int, count: int) -> dt.date | None:
    """The ``count``-th Monday (...) of a month, the last one for -1; ``None`` where there are not so many."""
    interval = month_interval(year, month)
    if interval is None:
        return None
    if count == -1:
        last = interval[1]
        return last - DAY * ((last.weekday() - weekday) % 7)
    day = interval[0] + DAY * ((weekday - interval[0].weekday()) % 7 + 7 * (count - 1))
    return day if day.month == month else None


def hijri(year: int, month: int, day: int) -> dt.date | None:
    """A day of the Umm al-Qura calendar (1343-1500 AH), as Saudi Arabia publishes it."""
    try:
        return dt.date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def jalali(year: int, month: int, day: int) -> dt.date | None:
    """A day of the Iranian solar calendar by the 33-year rule, exact for 1799-2256 of our era (Borkowski 1996)."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1178 <= year <= 1633):
        return None
    passed = 365 * (year - 979) + (year - 979) // 33 * 8 + ((year - 979) % 33 + 3) // 4
    passed += 31 * (month - 1) - max(0, month - 7) + day - 1
    return dt.date(1600, 3, 20) + DAY * passed


def is_jalali(year: int) -> bool:
    """Whether a year is one of the Iranian calendar where no words say so: one of the last two centuries."""
    return 1250 <= year <= 1499


def jalali_year_of(day: dt.date) -> int:
    """The year of the Iranian calendar that a day lies in."""
    year = day.year - 621
    begins = jalali(year, 1, 1)
    return year if begins is not None and begins <= day else year - 1


def full_jalali_year(two_digits: int, published: dt.date | None) -> int:
    """The century for an Iranian year of two digits: the last one that is not far in the future."""
    latest = (jalali_year_of(published) if published else 1404) + _PIVOT_AHEAD
    return 1400 + two_digits if 1400 + two_digits <= latest else 1300 + two_digits


def granularity_of(unit: str) -> Granularity:
    """The granularity of a period of one unit."""
    same = {"fortnight": Granularity.WEEK, "workday": Granularity.DAY, "half": Granularity.QUARTER}
    return same.get(unit) or Granularity(unit)

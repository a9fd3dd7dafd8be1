"""Days, months and years of the Islamic and of the Iranian calendar → :class:`~reconcile.claims.Date`."""

from __future__ import annotations

import datetime as dt

from reconcile.claims import Date, Granularity
from reconcile.extract import date_calendar as cal
from reconcile.extract.date_calendar import DAY
from reconcile.extract.date_resolve import Context, Fields, day_date, period_date, span_of

_TENTHS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
"""First and last day of the beginning, the middle and the end of a month."""
_SEASONS = ("spring", "summer", "autumn", "winter")
_MONTH_AHEAD = 3.5
"""So many times as far counts a month ahead that has no year: news tells more of what was."""


def other_calendar(fields: Fields, context: Context) -> Date | None:
    """A day or month of the Islamic or the Iranian calendar, or the days from one to another.

    An Iranian date without its year is the one nearest to publication, and of no known day where that is unknown.
    """
    if "hijri" not in fields and "jalali" not in fields:
        return _hijri_year(int(fields.get("year", fields.get("n", 0))))
    if "day2" not in fields:
        return _one(fields, context)
    second = {name[:-1]: value for name, value in fields.items() if name.endswith("2")}
    first = {name: value for name, value in fields.items() if not name.endswith("2")}
    if "jalali" not in second and int(first["day"]) >= int(second["day"]):
        return None
    shared = {name: value for name, value in first.items() if name not in ("day", "weekday")}
    return span_of(_one(first, context), _one({**shared, **second}, context), context)


def _one(fields: Fields, context: Context) -> Date | None:
    lunar = "hijri" in fields
    month = int(fields["hijri"] if lunar else fields["jalali"])
    year = _year(fields, context)
    if lunar and year is None:  # months begin with the moon that was seen: no day is certain
        return day_date(None, relative=True) if "day" in fields else None
    weekday = fields.get("weekday")
    if "day" in fields:
        number = int(fields["day"])
        if year is not None:
            day = (cal.hijri if lunar else cal.jalali)(year, month, number)
            return day_date(day, day=None, weekday=weekday) if day else None
        if cal.jalali(1403, month, number) is None:
            return None
        return day_date(_nearest(month, number, weekday, context.published), weekday=weekday, relative=True)
    relative = year is None
    if year is None and (near := _nearest(month, 15, None, context.published, _MONTH_AHEAD)) is not None:
        year = cal.jalali_year_of(near)
    interval = _month_interval(year, month, lunar) if year is not None else None
    if year is not None and interval is None:
        return None
    if interval and (stage := str(fields.get("stage", ""))):
        first, last = _TENTHS[stage]
        interval = interval[0] + DAY * (first - 1), min(interval[0] + DAY * (last - 1), interval[1])
    return period_date(interval, Granularity.MONTH, relative=relative)


def _year(fields: Fields, context: Context) -> int | None:
    """The year that words name, in full, by its last two digits, or counted from the one of publication."""
    if "yy" in fields:
        if "yearword" not in fields and context.after.lstrip()[:1].isalpha():
            return None  # "22 Bahman 57 people"
        return cal.full_jalali_year(int(fields["yy"]), context.published)
    if "period" in fields:
        unit, offset = fields["period"]
        known = unit == "year" and context.published is not None
        return cal.jalali_year_of(context.published) + int(offset) if known and context.published else None
    return int(fields.get("year", fields.get("n", 0))) or None


def _nearest(
    month: int, number: int, weekday: int | None, published: dt.date | None, ahead: float = 1.0
) -> dt.date | None:
    """The day of the Iranian calendar that lies closest to publication, on the weekday that is named if any fits."""
    if published is None:
        return None
    base = cal.jalali_year_of(published)
    days = [day for year in (base - 1, base, base + 1) if (day := cal.jalali(year, month, number)) is not None]
    fitting = [day for day in days if day.weekday() == weekday]
    return min(
        fitting or days,
        key=lambda day: abs((day - published).days) * (ahead if day > published else 1.0),
        default=None,
    )


def _month_interval(year: int, month: int, lunar: bool) -> cal.Interval | None:
    convert = cal.hijri if lunar else cal.jalali
    start, end = convert(year, month, 1), convert(year + month // 12, month % 12 + 1, 1)
    return (start, end - DAY) if start and end else None


def jalali_season(year: int, season: str) -> Date | None:
    """The three months that a season is in the Iranian calendar, whose year begins with spring."""
    first = 3 * _SEASONS.index(season) + 1
    start, end = cal.jalali(year, first, 1), cal.jalali(year + first // 10, (first + 2) % 12 + 1, 1)
    return period_date((start, end - DAY), Granularity.SEASON, modifier=season) if start and end else None


def _hijri_year(year: int) -> Date | None:
    start, end = cal.hijri(year, 1, 1), cal.hijri(year + 1, 1, 1)
    return period_date((start, end - DAY), Granularity.YEAR) if start and end else None

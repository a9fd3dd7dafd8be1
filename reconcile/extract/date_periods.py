"""Quarters, halves, seasons, decades, centuries, feasts and fiscal years → :class:`~reconcile.claims.Date`."""

from __future__ import annotations

from dataclasses import replace

from reconcile.claims import Bound, Date, Granularity
from reconcile.extract import date_calendar as cal
from reconcile.extract.date_calendar import DAY
from reconcile.extract.date_reckonings import jalali_season
from reconcile.extract.date_resolve import Context, Fields, day_date, period_date, year_of

_LATE, _EARLY = 3, 3
"""From this quarter on, and up to this month of the next year."""


def periods(fields: Fields, context: Context) -> Date | None:
    """A quarter, half, decade, century, season, feast or fiscal year, with or without its year."""
    if "quarteryear" in fields:  # Vietnamese "quý 2/2020"
        fields = {**fields, **dict(zip(("quarter", "year"), fields["quarteryear"], strict=True))}
    year, relative = year_of(fields, context), False
    base = context.published.year if context.published else None
    offset = fields["shiftperiod"][1] if "shiftperiod" in fields else fields.get("shift")
    if year is None and offset is not None and base is not None:
        year, relative = base + int(offset), True
    if "feast" in fields:
        return _feast(str(fields["feast"]), year, context)
    if "century" in fields or "decade" in fields:
        return _long(fields)
    if year is None:
        year, relative = base, True
        year = year - 1 if year is not None and _is_long_past(fields, context) else year
    granularity, count, first = Granularity.YEAR, 12, 1
    if "quarter" in fields and "fiscalend" in fields and year is not None:  # 2022年3月期第3四半期
        months = 12 * (year - 1) + int(fields["fiscalend"]) + 3 * (int(fields["quarter"]) - 1)
        granularity, count, year, first = Granularity.QUARTER, 3, months // 12, months % 12 + 1
    elif "quarter" in fields:
        granularity, count, first = Granularity.QUARTER, 3, 3 * (int(fields["quarter"]) - 1) + 1
    elif "firstquarters" in fields:  # Chinese 前三季度
        granularity, count, first = Granularity.QUARTER, 3 * int(fields["firstquarters"]), 1
    elif "half" in fields:
        granularity, count, first = Granularity.QUARTER, 6, 6 * (int(fields["half"]) - 1) + 1
    elif "season" in fields:
        if context.jalali_years and year is not None and cal.is_jalali(year):
            return jalali_season(year, str(fields["season"]))
        return _season(str(fields["season"]), year, relative, relative and offset is None, context)
    elif "fiscalend" in fields and year is not None:
        first = int(fields["fiscalend"]) + 1
        year -= first <= 12
        first = first if first <= 12 else 1
    if "fiscal" in fields and year is not None:  # 2024年度上半期
        months = 12 * year + first - 1 + int(fields["fiscal"]) - 1
        year, first = months // 12, months % 12 + 1
    if not 1 <= first <= 12:
        return None
    interval = cal.months_interval(year, first, count) if year is not None else None
    named = None if relative else year_of(fields, context)
    counted = (Granularity.YEAR, int(offset)) if relative and offset is not None else None
    return period_date(
        interval, granularity, year=named, relative=relative, month=first if count < 12 else None, counted=counted
    )


def _is_long_past(fields: Fields, context: Context) -> bool:
    """Whether a quarter without its year is last year's: one of the last two, told in the first months of a year."""
    published = context.published
    if "quarter" not in fields or published is None or context.future:
        return False
    return int(fields["quarter"]) >= _LATE and published.month <= _EARLY


def _feast(rule: str, year: int | None, context: Context) -> Date | None:
    relative, published = year is None, context.published
    if published is not None and year is None:
        days = [d for y in (-1, 0, 1) if (d := cal.feast(rule, published.year + y))]
        day = min(days, key=lambda d: abs((d - published).days), default=None)
    else:
        day = cal.feast(rule, year) if year is not None else None
    return day_date(day, year=year, relative=relative)


def _long(fields: Fields) -> Date | None:
    """A century or decade, or the years from one to another ("the 16th and 17th centuries")."""
    first = _long_period(fields)
    second = {name[:-1]: fields[name] for name in ("century2", "decade2") if name in fields}
    if first is None or not second:
        return first
    last = _long_period({**fields, **second})
    if last is None or (first.start or "") >= (last.start or ""):
        return None
    return replace(first, end=last.end, bound=Bound.RANGE)


def _long_period(fields: Fields) -> Date | None:
    century = int(fields.get("century", 0))
    if "century" in fields and not 1 <= century <= 22:
        return None
    if "decade" not in fields:
        return period_date(cal.year_interval(100 * century - 99, count=100), Granularity.CENTURY)
    decade = int(fields["decade"])
    decade += 100 * (century - 1 if century else 19) if decade < 100 else 0
    if 1000 <= decade < 2000 and decade % 100 == 0:  # "the 1800s", Swedish "1800-talet"
        return period_date(cal.year_interval(decade, count=100), Granularity.CENTURY)
    if decade % 10 or not 1000 <= decade <= 2190:
        return None
    return period_date(cal.year_interval(decade, count=10), Granularity.DECADE, year=decade)


def _season(season: str, year: int | None, relative: bool, nearest: bool, context: Context) -> Date | None:
    """A season of a year, or with ``nearest`` the one around publication."""
    if nearest and context.published is not None and year is not None:
        published = context.published
        near = [i for k in (-1, 0, 1) if (i := cal.season_interval(year + k, season))]
        interval = min(near, key=lambda i: abs((i[0] + 45 * DAY - published).days), default=None)
    else:
        interval = cal.season_interval(year, season) if year is not None else None
    return period_date(
        interval, Granularity.SEASON, year=None if relative else year, relative=relative, modifier=season
    )

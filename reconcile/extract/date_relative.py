"""Expressions that count from publication or from another day → :class:`~reconcile.claims.Date`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from reconcile.claims import Bound, Date, Granularity
from reconcile.extract import date_calendar as cal
from reconcile.extract.date_calendar import DAY
from reconcile.extract.date_resolve import Context, Fields, day_date, period_date, resolve_weekday, single

_DIRECTION = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "soon": 1, "following": 1,
              "ensuing": 1, "afternext": 2, "beforelast": -2}  # fmt: skip
_COUNTED = {"years_": "year", "months": "month", "week": "week"}
"""Words that hold a unit and how many from now ("先月"), by field; the largest one rules."""
_FAR = 30
"""Nobody plans ahead more than so many units; such a length counts from a day long past."""
_HALF_A_WEEK = 3
_EXACT_DAYS = 14
"""So many days ago, or fewer, is meant to the day."""


def _anchor(context: Context, direction: str) -> dt.date | None:
    """The day that is counted from: "the week before" counts from what was told, "last week" from publication."""
    if direction in ("previous", "following"):
        return context.told or (context.published if context.opening else None)
    return context.published


def today(fields: Fields, context: Context) -> Date | None:
    """ "yesterday", "tomorrow evening", "اليوم الثلاثاء"; ``"±1"`` is a word for both (Hindi कल)."""
    offset = fields["today"]
    if isinstance(offset, str):
        offset = int(offset[1:]) * (1 if context.future else -1)
    named: dict[str, Any] = {
        "relative": True,
        "modifier": str(fields.get("part", fields.get("partof", ""))),
        "counted": (Granularity.DAY, int(offset)),
    }
    if "day" in fields or "slash" in fields or "dotted" in fields:  # "yesterday, 2 December"
        found = single({k: v for k, v in fields.items() if k not in ("today", "part", "partof")}, context)
        return replace(found, **named) if found else None
    day = context.published + DAY * offset if context.published else None
    return day_date(day, weekday=fields.get("weekday"), **named)


def narrated(fields: Fields, context: Context) -> Date | None:
    """ "the next day", "the day before": from the day told before, or from publication where nothing was."""
    anchor = _anchor(context, "previous")
    if anchor is None:
        return None
    modifier = {1: "following", -1: "previous"}.get(int(fields["narrated"]), "")
    return day_date(anchor + DAY * int(fields["narrated"]), relative=True, modifier=modifier)


def _length(fields: Fields, sign: int, base: dt.date) -> dt.date | None:
    """The day that lies one or more lengths of time from ``base``; larger units are counted first."""
    day: dt.date | None = base
    if "days_" in fields:
        return cal.shift(base, str(fields.get("unit", "day")), sign * int(fields["days_"]))
    lengths = [(str(fields[f"unit{k}"]), int(fields.get(f"n{k}", 1))) for k in ("", "3", "4") if f"unit{k}" in fields]
    order = ("century", "decade", "year", "half", "quarter", "month", "fortnight", "week", "weekend", "workday", "day")
    for unit, count in sorted(lengths, key=lambda length: order.index(length[0])):
        day = cal.shift(day, unit, sign * count) if day else None
    return day


def shifted(fields: Fields, context: Context, sign: int) -> Date | None:
    """ "two weeks ago", "in three days", "2 weeks before May 13 1999", "a week earlier"."""
    base, counted = context.published, None
    if "today" in fields:
        offset = fields["today"]
        sign_today = 1 if context.future or sign > 0 else -1
        base = base + DAY * (int(offset[1:]) * sign_today if isinstance(offset, str) else offset) if base else None
    elif any(name in fields for name in ("ndate", "month", "day", "year", "weekday", "dir")):
        day_fields = {
            name: value for name, value in fields.items() if not name.startswith(("n", "unit")) or name == "ndate"
        }
        inner = directed(day_fields, context) if "dir" in fields else single(day_fields, context)
        base = dt.date.fromisoformat(inner.start[:10]) if inner and inner.start else None
        if inner is None:
            return None
    elif "feast" in fields:
        base = cal.feast(fields["feast"], (base or dt.date(2000, 1, 1)).year) if base else None
        if base and context.published and sign < 0 and base < context.published:
            base = cal.feast(fields["feast"], base.year + 1)
    else:
        counted = _count_of(fields, sign)
    day = _length(fields, sign, base) if base else None
    if day is not None and "onweekday" in fields:  # 1週間前の水曜日
        ahead = (int(fields["onweekday"]) - day.weekday()) % 7
        return day_date(day + DAY * (ahead - 7 * (ahead > _HALF_A_WEEK)), relative=True, counted=counted)
    if day is not None and "onmonth" in fields:  # 3年前の8月
        month = int(fields["onmonth"])
        return period_date(cal.month_interval(day.year, month, ""), Granularity.MONTH, month=month, relative=True)
    unit, count = str(fields.get("unit", "day")), int(fields.get("n", fields.get("days_", 1)))
    exact = unit in ("day", "workday") and count <= _EXACT_DAYS and "few" not in fields
    bound = Bound.EXACT if exact else Bound.ABOUT
    precision = None if exact else cal.granularity_of(unit)
    if day is None:  # no day is named, but how far it is
        granularity = precision or Granularity.DAY
        return day_date(None, relative=True, bound=bound, granularity=granularity, counted=counted)
    return day_date(day, relative=True, bound=bound, precision=precision, counted=counted)


def _count_of(fields: Fields, sign: int) -> tuple[Granularity, int] | None:
    """How many units from publication a length of one unit lies; a few of them are no count."""
    if "few" in fields or "unit3" in fields:
        return None
    unit, count = str(fields.get("unit", "day")), int(fields.get("n", fields.get("days_", 1)))
    double = 2 if unit == "fortnight" else 1
    return (cal.granularity_of(unit), sign * count * double) if unit not in ("workday", "half") else None


def _counted(fields: Fields) -> tuple[str, int]:
    """The unit and offset of a word such as "last month" that some languages write as one."""
    name = next(name for name in _COUNTED if name in fields)
    return _COUNTED[name], int(fields[name])


def narrated_length(fields: Fields, context: Context, sign: int) -> Date | None:
    """ "three years later", "a week earlier": from the day told before; from publication where that is meant.

    It is meant where the words speak of the future, and looking back where nothing was told before. Days or weeks
    earlier count from publication too, as good as "a week ago"; for anything else there is no telling.
    """
    if "takes_object" in fields and context.after.lstrip()[:1].isalpha():
        return None  # "three days before the vote": counted from what is not known
    if context.told_year is not None and fields.get("unit") == "year":
        interval = cal.year_interval(context.told_year + sign * int(fields.get("n", 1)))
        return period_date(interval, Granularity.YEAR, relative=True)
    if sign > 0 and context.told is None and int(fields.get("n", 1)) > _FAR:
        return None
    close = sign < 0 and fields.get("unit") in ("day", "week")
    if context.told is not None and not (context.future and sign > 0):
        context = context._replace(published=context.told)
    elif context.published is not None and not close and not context.future and (sign > 0 or not context.opening):
        return None
    return shifted(fields, context, sign)


def directed(fields: Fields, context: Context) -> Date | None:
    """ "last Friday", "next month", "this Sunday", "Friday of next week", "the 20th of next month", "last March"."""
    if any(name in fields for name in _COUNTED):
        unit, offset = _counted(fields)
        direction = {-2: "beforelast", -1: "last", 0: "this", 1: "next", 2: "afternext"}[offset]
        if unit == "week" and "weekend" in fields:  # 先週末
            unit = "weekend"
        if "told" in fields and abs(offset) == 1:
            direction = "following" if offset > 0 else "previous"
    elif "period" in fields:
        unit, offset = fields["period"]
        direction = {-2: "beforelast", -1: "last", 0: "this", 1: "next", 2: "afternext"}[offset]
    else:
        direction = str(fields.get("dir", "this"))
        unit = str(fields.get("unit", ""))
        offset = _DIRECTION[direction]
        if direction == "ensuing":  # "the following year": after the one told, or the one to come
            direction = "soon" if context.told is None and context.told_year is None else "following"
    anchor = _anchor(context, direction)
    if unit and not (unit == "month" and "month" in fields):  # "el pasado mes de junio" is last June
        return _within(fields, unit, offset, context, direction)
    if "day" in fields or "ord" in fields or "ndate" in fields or "slash" in fields or "dotted" in fields:
        return _directed_day(fields, offset, anchor, context)
    if "month" in fields or "mnum" in fields:
        return _directed_month({"month": fields.get("mnum"), **fields}, offset, anchor)
    if "weekday" in fields:
        return _directed_weekday(fields, direction, anchor, context)
    if "weekend" in fields:
        return _weekend(direction, anchor, context)
    if "season" in fields:
        return _directed_season(str(fields["season"]), direction, anchor)
    if "feast" in fields and anchor is not None:
        days = [d for y in (-1, 0, 1, 2) if (d := cal.feast(fields["feast"], anchor.year + y))]
        chosen = [d for d in days if d < anchor][-1:] if offset < 0 else [d for d in days if d > anchor][:1]
        return day_date(chosen[0] if chosen else None, relative=True)
    return None


def _within(fields: Fields, unit: str, offset: int, context: Context, direction: str) -> Date | None:
    """A unit counted from the anchor's, or the weekday, day or month inside it."""
    weekday = fields.get("weekday", fields["weekdaynumber"] - 1 if "weekdaynumber" in fields else None)
    part = str(fields.get("part", fields.get("stage", "")))
    count = int(fields.get("n", 1)) if offset else 1
    anchor = _anchor(context, direction)
    if unit == "year" and context.told_year is not None and direction in ("previous", "following"):
        anchor = cal.make_date(context.told_year, 7, 1)
    if unit == "month" and context.told_month is not None and direction in ("previous", "following"):
        anchor = context.told_month
    base = cal.shift(anchor, unit, offset * count) if anchor else None
    if unit == "day":
        return _neighbouring_day(base, direction, context)
    counted = None
    if direction not in ("previous", "following") and unit not in ("fortnight", "half"):
        counted = (cal.granularity_of(unit), offset * count)
    number = fields.get("day", fields.get("ord", 0))
    if weekday is not None and unit in ("week", "fortnight"):
        day = cal.week_interval(base)[0] + DAY * weekday if base else None
        return day_date(day, weekday=weekday, relative=True, modifier=part, counted=counted)
    if number and unit == "month":
        day = cal.make_date(base.year, base.month, int(number)) if base else None
        return day_date(day, day=int(number), relative=True, counted=counted) if day or not base else None
    if unit == "year" and "feast" in fields:
        return day_date(cal.feast(str(fields["feast"]), base.year) if base else None, relative=True)
    if "half" in fields:
        return half_of(base.year if base else None, int(fields["half"]), counted) if unit == "year" else None
    if unit == "year" and ("season" in fields or "quarter" in fields):
        return _part_of_year(fields, base.year if base else None, counted)
    if unit == "year" and ("month" in fields or "mnum" in fields or "months" in fields):
        month = int(fields.get("month", fields.get("mnum", 0)))
        if "months" in fields and base:  # 去年本月: a year ago, in the month that it is now
            shifted_base = cal.shift_months(base, int(fields["months"]))
            base, month = (shifted_base, shifted_base.month) if shifted_base else (base, base.month)
        if number:
            day = cal.make_date(base.year, month, int(number)) if base else None
            return day_date(day, month=month, day=int(number), relative=True, counted=counted)
        interval = cal.month_interval(base.year, month, part) if base else None
        return period_date(interval, Granularity.MONTH, month=month, relative=True, modifier=part, counted=counted)
    interval = _unit_interval(unit, base, part) if base else None
    if count > 1 and direction in ("last", "past", "next", "coming", "soon") and anchor:
        return None  # "the last three months" is a length of time
    return period_date(interval, cal.granularity_of(unit), relative=True, modifier=part, counted=counted)


def half_of(year: int | None, half: int, counted: tuple[Granularity, int] | None) -> Date:
    """A half of a year that is counted from publication."""
    first = 6 * (half - 1) + 1
    interval = cal.months_interval(year, first, 6) if year is not None else None
    return period_date(interval, Granularity.QUARTER, month=first, relative=True, counted=counted)


def _part_of_year(fields: Fields, year: int | None, counted: tuple[Granularity, int] | None) -> Date:
    """A season or a quarter of a year that is counted from publication ("the summer of last year")."""
    if "season" in fields:
        season = str(fields["season"])
        interval = cal.season_interval(year, season) if year is not None else None
        return period_date(interval, Granularity.SEASON, relative=True, modifier=season)
    first = 3 * (int(fields["quarter"]) - 1) + 1
    interval = cal.months_interval(year, first, 3) if year is not None else None
    return period_date(interval, Granularity.QUARTER, month=first, relative=True, counted=counted)


def _neighbouring_day(day: dt.date | None, direction: str, context: Context) -> Date | None:
    """ "the last day", "the next day": a day of something else, as a rule; of the calendar at the end of an opening."""
    alone = context.opening and not context.after.strip(" .!?。")
    if direction in ("last", "past", "next", "coming", "soon") and not alone:
        return None
    return day_date(day, relative=True) if day is not None else None


def _unit_interval(unit: str, day: dt.date, stage: str) -> cal.Interval | None:
    if unit in ("week", "fortnight"):
        return cal.week_interval(day)
    if unit == "weekend":
        monday = cal.week_interval(day)[0]
        return monday + 5 * DAY, monday + 6 * DAY
    if unit == "month":
        return cal.month_interval(day.year, day.month, stage)
    if unit == "quarter":
        return cal.months_interval(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "half":
        return cal.months_interval(day.year, 1 if day.month <= 6 else 7, 6)
    if unit == "decade":
        return cal.year_interval(day.year // 10 * 10, count=10)
    if unit == "century":
        return cal.year_interval((day.year - 1) // 100 * 100 + 1, count=100)
    return cal.year_interval(day.year, stage)


def _directed_weekday(fields: Fields, direction: str, anchor: dt.date | None, context: Context) -> Date:
    """News: "last Friday" is the most recent one that is not just two days back in the same week; "next" likewise."""
    weekday = int(fields["weekday"])
    named: dict[str, Any] = {"weekday": weekday, "relative": True, "modifier": str(fields.get("part", ""))}
    if anchor is None:
        return day_date(None, granularity=Granularity.WEEKDAY, **named)
    back = (anchor.weekday() - weekday) % 7 or 7
    ahead = (weekday - anchor.weekday()) % 7 or 7
    if direction == "last":
        day = anchor - DAY * (back + 7 if back <= 2 and back <= anchor.weekday() else back)
    elif direction in ("past", "previous"):
        day = anchor - DAY * back
    elif direction == "beforelast":
        day = anchor - DAY * (back + 7)
    elif direction == "next":
        day = cal.week_interval(anchor)[0] + DAY * (7 + weekday)
    elif direction in ("coming", "following", "soon"):
        day = anchor + DAY * (ahead + 7 if ahead == 1 and direction == "soon" else ahead)
    elif direction == "afternext":
        day = cal.week_interval(anchor)[0] + DAY * (14 + weekday)
    else:
        day = _this_weekday(weekday, anchor, context)
    return day_date(day, **named)


def _this_weekday(weekday: int, anchor: dt.date, context: Context) -> dt.date:
    """ "this Sunday": the current week's; in reports published on the days after it, the one just past."""
    back = (anchor.weekday() - weekday) % 7
    if context.future or back == 0:
        return anchor + DAY * ((7 - back) % 7)
    if back <= 2 and back > anchor.weekday():
        return anchor - DAY * back
    return cal.week_interval(anchor)[0] + DAY * weekday


def _weekend(direction: str, anchor: dt.date | None, context: Context) -> Date:
    """Saturday and Sunday; early in a week "this weekend" is the last one, unless the words say otherwise."""
    if anchor is None:
        return period_date(None, Granularity.WEEKEND, relative=True)
    saturday = cal.week_interval(anchor)[0] + 5 * DAY
    if direction in ("last", "past", "previous"):
        saturday -= 7 * DAY
    elif direction in ("next", "coming", "soon", "following"):
        saturday += 7 * DAY if anchor.weekday() >= 5 or direction == "next" else 0 * DAY
    elif anchor.weekday() <= 2 and not context.future:
        saturday -= 7 * DAY
    return period_date((saturday, saturday + DAY), Granularity.WEEKEND, relative=True)


def _directed_month(fields: Fields, offset: int, anchor: dt.date | None) -> Date | None:
    month, stage = int(fields["month"]), str(fields.get("stage", ""))
    year = None
    if anchor is not None:
        year = anchor.year
        if offset < 0 and month >= anchor.month:
            year -= 1
        elif offset > 0 and month <= anchor.month:
            year += 1
    interval = cal.month_interval(year, month, stage) if year else None
    return period_date(interval, Granularity.MONTH, month=month, relative=True, modifier=stage)


def _directed_day(fields: Fields, offset: int, anchor: dt.date | None, context: Context) -> Date | None:
    """ "next 12 May", "this 12/5", "last 3 March"; with a weekday as well, the day decides."""
    found = single({k: v for k, v in fields.items() if k != "dir"}, context)
    if found is None or anchor is None or found.start is None or found.year is not None:
        return found
    if found.month is None:
        return _day_on_its_side(found, offset, anchor)
    year = anchor.year
    day = cal.make_date(year, found.month, found.day or 1)
    if found.weekday is None and day is not None:
        if offset < 0 and day >= anchor:
            year -= 1
        elif offset > 0 and day <= anchor:
            year += 1
    day = cal.make_date(year, found.month, found.day or 1)
    return day_date(day, weekday=found.weekday, month=found.month, day=found.day, relative=True) if day else None


def _day_on_its_side(found: Date, offset: int, anchor: dt.date) -> Date:
    """A day of the month that words put before or after publication ("지난 28일"), a month on where it is not."""
    day = dt.date.fromisoformat(found.start[:10]) if found.start and found.day else None
    if day is None or not found.day or not ((offset < 0 and day > anchor) or (offset > 0 and day < anchor)):
        return found
    month = cal.shift_months(day.replace(day=1), offset)
    moved = cal.make_date(month.year, month.month, found.day) if month else None
    return replace(found, start=moved.isoformat(), end=moved.isoformat()) if moved else found


def _directed_season(season: str, direction: str, anchor: dt.date | None) -> Date:
    interval = None
    if anchor is not None:
        near = [i for k in (-2, -1, 0, 1, 2) if (i := cal.season_interval(anchor.year + k, season))]
        if direction in ("last", "past", "previous"):
            chosen = [i for i in near if i[1] < anchor][-1:]
        elif direction == "this":
            chosen = [min(near, key=lambda i: abs((i[0] + 45 * DAY - anchor).days))]
        else:
            chosen = [i for i in near if i[0] > anchor][:1]
        interval = chosen[0] if chosen else None
    return period_date(interval, Granularity.SEASON, relative=True, modifier=season)


def past_weekday(fields: Fields, context: Context) -> Date | None:
    """A form of a weekday that by itself says the last one (Swedish "i fredags")."""
    return directed({**fields, "dir": "past"}, context)


def nth(fields: Fields, context: Context) -> Date | None:
    """ "the first Friday of next month", "third Tuesday in May 2020", "second Sunday" (of this month)."""
    weekday, count = int(fields["weekday"]), int(fields.get("ord", fields.get("n", 1)))
    anchor: dt.date | None = context.published
    offset = (
        fields["period"][1]
        if "period" in fields
        else fields["months"]
        if "months" in fields
        else _DIRECTION.get(str(fields.get("dir", "this")), 0)
    )
    if "month" in fields:
        year = fields.get("year") or (cal.nearest_year(fields["month"], 15, anchor) if anchor else None)
        anchor = cal.make_date(year, fields["month"], 1) if year else None
    elif anchor is not None:
        anchor = cal.shift_months(anchor, offset)
    day = cal.nth_weekday(anchor.year, anchor.month, weekday, count) if anchor else None
    if anchor is not None and day is None:
        return None
    return day_date(day, weekday=weekday, month=fields.get("month"), relative="year" not in fields)


def weekday_after_weeks(fields: Fields, context: Context) -> Date | None:
    """ "two Mondays later", "下下周日" by another road: the n-th such weekday after publication."""
    weekday, count = int(fields["weekday"]), int(fields.get("n", 1))
    if context.published is None or count > 52:
        return day_date(None, granularity=Granularity.WEEKDAY, weekday=weekday, relative=True)
    ahead = (weekday - context.published.weekday()) % 7 or 7
    return day_date(context.published + DAY * (ahead + 7 * (count - 1)), weekday=weekday, relative=True)


def weekday_in_future(fields: Fields, context: Context) -> Date | None:
    """A weekday that the words themselves put ahead ("for Monday", "bis Freitag")."""
    day = resolve_weekday(int(fields["weekday"]), context)
    if day is not None and context.published is not None and day < context.published and not context.has_happened():
        day += 7 * DAY
    return day_date(
        day,
        granularity=Granularity.DAY if day else Granularity.WEEKDAY,
        weekday=int(fields["weekday"]),
        relative=True,
        modifier=str(fields.get("part", "")),
    )

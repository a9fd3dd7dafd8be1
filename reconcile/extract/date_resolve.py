"""What an expression says, and the date of publication → :class:`~reconcile.claims.Date`: explicit dates.

Expressions that count from another day are in :mod:`reconcile.extract.date_relative`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from reconcile.claims import Bound, Date, Granularity
from reconcile.extract import date_calendar as cal
from reconcile.extract.date_calendar import DAY, Interval

Fields = Mapping[str, Any]
"""What the slots of a rule hold, by field: ``weekday``, ``day``, ``month``, ``year``, ``unit``, ``n``...; a second
one of its kind has a 2 behind its name."""


_FAR_AHEAD = dt.timedelta(days=400)
_WEEK = 7
_FIRST_ALONE, _FIRST_TOLD = 1400, 1000
_MINGUO, _MINGUO_YEARS = 1911, range(90, 150)
"""The first year of a range where nothing but its figures says what it is, and where words do."""
_TELL_YEARS = frozenset({"yearword", "yearreq", "toyear"})
_LED_BY = frozenset({"from", "between", "in"})
"""Words before a range of years, unless something is counted behind it."""
COUNTED = re.compile(r"\s*[^\W\d_]")
"""What stands behind a figure that counts something, and so may be no year."""


class Context(NamedTuple):
    """What is known around an expression."""

    published: dt.date | None
    order: str
    """``"dmy"``, ``"mdy"`` or ``"ymd"``: how the language writes days in figures."""
    order_otherwise: str
    """The order where that one cannot be."""
    says_future: Callable[[], bool]
    opening: bool = True
    """Whether the sentence is the text's first, so that nothing has been told before it."""
    begins: bool = False
    """Whether the expression opens its sentence."""
    told: dt.date | None = None
    """The last day that the sentence named before the expression."""
    lower_may_follow: bool = False
    """Whether nouns are written with a capital, so that a small word behind a number is not what it counts."""
    told_year: int | None = None
    """The last year that the sentence named by itself."""
    told_month: dt.date | None = None
    """The first day of the last month that it named, with or without its year."""
    jalali_years: bool = False
    minguo_years: bool = False
    """Whether years of three digits with a day may count from 1912, as in Taiwan: 112年11月24日."""
    """Whether a bare year such as 1402 is of the Iranian calendar."""
    after_lone: frozenset[str] = frozenset()
    """Small words that may follow a day that stands alone."""
    after: str = ""
    """The text behind the expression."""
    has_happened: Callable[[], bool] = bool
    """Whether a verb of the sentence tells what has happened."""
    tells_tense: bool = False
    """Whether the language's verbs of what has happened are known, so that their absence says something."""

    @property
    def future(self) -> bool:
        """Whether words around the expression say that what is told has yet to happen."""
        return self.says_future()


def day_date(day: dt.date | None, /, **fields: Any) -> Date:
    """A date of one day; ``day`` is ``None`` where it could not be resolved."""
    iso = day.isoformat() if day else None
    return Date(**{"start": iso, "end": iso, "granularity": Granularity.DAY, **fields})


def period_date(interval: Interval | None, granularity: Granularity, /, **fields: Any) -> Date:
    """A date of a period; ``interval`` is ``None`` where it could not be resolved."""
    start, end = (d.isoformat() for d in interval) if interval else (None, None)
    return Date(**{"start": start, "end": end, "granularity": granularity, **fields})


def whole_year(year: int) -> Date:
    """A year from its first day to its last."""
    return period_date(cal.year_interval(year), Granularity.YEAR, year=year)


def resolve_weekday(weekday: int, context: Context) -> dt.date | None:
    """A bare weekday: the last one up to publication, or the next one where the words speak of the future."""
    if context.published is None:
        return None
    back = (context.published.weekday() - weekday) % 7
    if back and context.future:
        return context.published + DAY * (7 - back)
    if back == _WEEK - 1 and context.tells_tense and not context.has_happened():
        return context.published + DAY  # six days back is seldom told without "last"
    return context.published - DAY * back


def read_numeric(parts: tuple[str, str, str, str], context: Context) -> dt.date | None:
    """A day in figures ("21/04/2016", "2016-04-21", "3-7-07") in the order of the language.

    Where all three parts have two digits and the language puts the year last, a day years ahead gives way to one around
    publication with the year first.
    """
    days = list(_numeric_readings(parts, context))
    near = context.published
    written = len(parts[0]) == len(parts[2]) == 2 and context.order != "ymd"
    if days and near and written and days[0] - near > _FAR_AHEAD:
        return next((day for day in days if abs(day - near) <= _FAR_AHEAD), days[0])
    return days[0] if days else None


def _numeric_readings(parts: tuple[str, str, str, str], context: Context) -> Iterator[dt.date]:
    """The days that figures may stand for, the likeliest first."""
    a, b, c, sep = parts
    orders: tuple[str, ...]
    if len(a) == 4:
        orders = ("ymd", "ydm")
    elif len(a) > 2 or len(c) == 3:
        return
    elif len(c) == 4 or sep == ",":
        first = context.order if context.order != "ymd" else context.order_otherwise
        orders = (first, "mdy" if first == "dmy" else "dmy")
    elif len(c) != 2 or (sep == "." and (len(a) != 2 or len(b) != 2)):
        return
    elif sep == ".":
        orders = (context.order,)
    else:
        first = context.order if context.order != "ymd" or len(a) == 2 else context.order_otherwise
        orders = tuple(dict.fromkeys((first, context.order_otherwise, "dmy", "mdy", "ymd" if len(a) == 2 else "dmy")))
    for order in orders:
        values = dict(zip(order, (a, b, c), strict=True))
        year = int(values["y"]) if len(values["y"]) == 4 else cal.full_year(int(values["y"]), context.published)
        in_calendar = cal.jalali if context.jalali_years and cal.is_jalali(year) else cal.make_date
        if day := in_calendar(year, int(values["m"]), int(values["d"])):
            yield day


def year_of(fields: Fields, context: Context) -> int | None:
    if "year" in fields:
        year = int(fields["year"])
        return year + _MINGUO if context.minguo_years and year in _MINGUO_YEARS else year
    if "yy" in fields:
        return cal.full_year(int(fields["yy"]), context.published)
    if "monthyear" in fields:
        return int(fields["monthyear"][1])
    if "gengo" in fields:
        return int(fields["gengo"]) + int(fields.get("n", fields.get("two", 1))) - 1
    if "sameyear" in fields:
        return context.told.year if context.told else context.told_year
    return None


def _month_day(fields: Fields, context: Context) -> tuple[int, int] | None:
    """(month, day) of figures like "5/12" in the order of the language; 0 where it does not say."""
    if "american" in fields:  # written after "May 12, 2015"
        first, second = fields["american"]
        return (first, second) if first <= 12 else (second, first)
    if "slash" in fields or "dotted" in fields:
        a, b = fields.get("slash") or fields["dotted"]
        if "dotted" in fields and context.order == "mdy":
            return None
        order = context.order_otherwise if context.order == "ymd" else context.order
        day, month = (a, b) if order == "dmy" and context.order != "mdy" else (b, a)
        if month > 12 >= day and "slash" in fields:
            day, month = month, day
        return month, day
    if "monthyear" in fields:
        return int(fields["monthyear"][0]), 0
    return int(fields.get("month", fields.get("mnum", 0))), int(fields.get("day", fields.get("ord", 0)))


def single(fields: Fields, context: Context) -> Date | None:
    """One date from its fields: a day, a weekday, a month, a year; ``None`` where there is no such day."""
    part = str(fields.get("part", fields.get("partof", "")))
    weekday = fields.get("weekday")
    named: dict[str, Any] = {"weekday": weekday, "modifier": part}
    if "ndate" in fields:
        day = read_numeric(fields["ndate"], context)
        return day_date(day, year=day.year, month=day.month, day=day.day, **named) if day else None
    if "years" in fields and "month" in fields:  # "2020/23/Sep"
        return _day_and_month(fields["years"][0], int(fields["month"]), fields["years"][1], named, context)
    pair = _month_day(fields, context)
    if pair is None:
        return None
    month, number = pair
    year = year_of(fields, context)
    if number and month:
        return _day_and_month(year, month, number, named, context)
    if number:
        return _day_alone(number, named, context)
    if month:
        return _month(year, month, str(fields.get("stage", "")), context)
    if weekday is not None:
        day = resolve_weekday(weekday, context)
        return day_date(
            day,
            granularity=Granularity.DAY if day else Granularity.WEEKDAY,
            weekday=weekday,
            modifier=part,
            relative=True,
        )
    if year is not None:
        stage = str(fields.get("stage", ""))
        if context.jalali_years and cal.is_jalali(year):
            return _jalali_year(year)
        if "yy" in fields:
            if context.jalali_years:
                return _jalali_year(cal.full_jalali_year(int(fields["yy"]), context.published))
            return _short_year(2000 + int(fields["yy"]), stage, context)
        if (
            year % 50 == 0
            and fields.keys() <= {"year", "in", "mod", "the", "made"}
            and context.after.lstrip()[:1].isalpha()
        ):
            return None  # "de 2000 personas"
        early = year < _FIRST_ALONE and fields.keys() <= {"year", "in", "the"}
        if early and context.lower_may_follow and COUNTED.match(context.after):
            return None  # German "von 1244 neuen Fällen"
        return period_date(cal.year_interval(year, stage), Granularity.YEAR, year=year, modifier=stage)
    return None


def _short_year(year: int, stage: str, context: Context) -> Date | None:
    """A year of two digits that stands alone ("31年まで"), if it is near enough to be one and no length of time."""
    base = context.published.year if context.published else _TODAY
    if not -_PAST_YEARS <= year - base <= _AHEAD_YEARS:
        return None
    return period_date(cal.year_interval(year, stage), Granularity.YEAR, year=year, modifier=stage)


def _jalali_year(year: int) -> Date | None:
    start, end = cal.jalali(year, 1, 1), cal.jalali(year + 1, 1, 1)
    return period_date((start, end - DAY), Granularity.YEAR) if start and end else None


def _day_and_month(
    year: int | None, month: int, number: int, named: Mapping[str, Any], context: Context
) -> Date | None:
    fields = {"month": month, "day": number, **named}
    if year is not None:
        day = cal.make_date(year, month, number)
        return day_date(day, year=year, **fields) if day else None
    if cal.make_date(2000, month, number) is None:
        return None
    if context.published is None:
        return day_date(None, relative=True, **fields)
    near = cal.nearest_year(month, number, context.published, named["weekday"])
    return day_date(cal.make_date(near, month, number), relative=True, **fields) if near else None


def _day_alone(number: int, named: Mapping[str, Any], context: Context) -> Date | None:
    if context.published is None:
        return day_date(None, day=number, relative=True, **named)
    day = cal.day_of_current_month(number, context.published, named["weekday"])
    return day_date(day, day=number, relative=True, **named) if day else None


def _month(year: int | None, month: int, stage: str, context: Context) -> Date | None:
    relative = year is None
    if year is None and context.published is not None:
        year_here = cal.nearest_year(month, 15, context.published, ahead=0.5 if context.future else _AHEAD)
    else:
        year_here = year
    interval = cal.month_interval(year_here, month, stage) if year_here is not None else None
    if year_here is not None and interval is None:
        return None
    return period_date(interval, Granularity.MONTH, year=year, month=month, modifier=stage, relative=relative)


_AHEAD = 3.5
"""So many times as far counts a month ahead where the words don't speak of the future."""
_TODAY = 2025
"""The year that two digits are read from where publication is unknown."""
_PAST_YEARS, _AHEAD_YEARS = 5, 30
_STOPS = frozenset(',.;:!?)»”"، ')
_SHARED = ("month", "mnum", "year", "yy", "gengo")


def date(fields: Fields, context: Context) -> Date | None:
    """A date or, where fields come twice, the range between two."""
    second = {name[:-1]: value for name, value in fields.items() if name.endswith("2")}
    if not second:
        return single(fields, context)
    first = {name: value for name, value in fields.items() if not name.endswith("2")}
    part = {"part": first.pop("part")} if "part" in first else {}
    bare = "day" in first and first.keys().isdisjoint(("slash", "month", "mnum"))
    numbers = "slash" if "slash" in second else "dotted"
    if numbers in second and bare and (pair := _month_day(second, context)) is not None:
        second.pop(numbers)
        second.update(zip(("month", "day"), pair, strict=True))  # Vietnamese "08-09/9"
    unit, offset = first.pop("period", ("", 0))
    if unit == "year" and context.published is not None:  # Hebrew "between June and August this year"
        second["year"] = context.published.year + int(offset)
    for name in _SHARED:  # "18 to 19 September 2020": what the second half says holds for the first as well
        if name in second and name not in first and (name not in ("month", "mnum") or "day" in first or "ord" in first):
            first[name] = second[name]
        elif (
            name in first and name not in second and name in ("month", "mnum") and ("day" in second or "ord" in second)
        ):
            second[name] = first[name]
    if "year" in first and "year" not in second:
        second["year"] = first["year"]
    if _runs_down(fields):
        return None
    if "dir" in fields:
        return _directed_range(first, second, context)
    return span_of(single({**first, **part}, context), single(second, context), context)


def _runs_down(fields: Fields) -> bool:
    """Whether two days of the one month that is named run down, as the figures of a score do ("4-1 de febrero")."""
    if not {"day", "day2"} <= fields.keys() or {"weekday", "weekday2"} & fields.keys():
        return False
    months = {name for name in ("month", "mnum", "month2", "mnum2") if name in fields}
    return len(months) == 1 and int(fields["day"]) >= int(fields["day2"])


def _directed_range(first: Fields, second: Fields, context: Context) -> Date | None:
    """ "between Friday and Saturday last": the first weekday before the second, which lies before publication."""
    if context.published is None or first.get("dir") not in ("last", "past"):
        return None
    end = context.published - DAY * ((context.published.weekday() - second["weekday"]) % 7 or 7)
    start = end - DAY * ((second["weekday"] - first["weekday"]) % 7)
    return replace(day_date(start, weekday=first["weekday"], relative=True, bound=Bound.RANGE), end=end.isoformat())


def lone_day(fields: Fields, context: Context) -> Date | None:
    """A day of the month or an ambiguous weekday all by itself ("am 16.", "na sexta,"): no noun follows it."""
    following = context.after.split(maxsplit=1)[0] if context.after.strip() else ""
    stands_alone = not following or following[0] in _STOPS or following in context.after_lone
    if not stands_alone and not (context.lower_may_follow and following[0].islower()):
        return None
    return single(fields, context)


def span_of(first: Date | None, second: Date | None, context: Context) -> Date | None:
    """The range from one date to another; ``None`` where it would run backwards or one of them is missing."""
    if first is None or second is None:
        return None
    first = _weekday_before(first, second)
    start, end = first.start, second.end
    if first.weekday is not None and first.month is None and first.day is None and start and end and start > end:
        start = (dt.date.fromisoformat(start[:10]) - 7 * DAY).isoformat()
        if second.month is None and second.day is None and context.future:
            start, end = first.start, (dt.date.fromisoformat(end[:10]) + 7 * DAY).isoformat()
    if start and end and start > end and _of_no_year(first) and _of_no_year(second):
        start, end = _turned_forwards(start, end, first.granularity, context)
    if start and end and start > end:
        return None
    relative, last = first.relative or second.relative, None
    if not start and second.month is not None and second.day is not None:
        last = second.month, second.day
    return replace(first, start=start, end=end, bound=Bound.RANGE, relative=relative, last=last)


def _weekday_before(first: Date, second: Date) -> Date:
    """A weekday that leads to a day of the month is the one before it: "the night of Sunday to Monday, 19 August"."""
    bare = first.weekday is not None and first.day is None and first.month is None
    if first.weekday is None or not bare or second.day is None or second.month is None:
        return first
    last = dt.date.fromisoformat(second.start[:10]) if second.start else None
    weekday = second.weekday if second.weekday is not None else last.weekday() if last else first.weekday
    back = (weekday - first.weekday) % 7
    if last is not None and back:
        day = last - back * DAY
        named = {"year": second.year, "month": day.month, "day": day.day}
        return day_date(day, weekday=first.weekday, modifier=first.modifier, relative=second.relative, **named)
    return replace(first, month=second.month, day=second.day - back) if 0 < back < second.day else first


def begun(date: Date, context: Context) -> Date:
    """A day of no year since which something goes on, never ahead of the article: "since 1 January".

    What words put in the future has yet to begin: "将于7月1日起".
    """
    published = context.published
    if date.modifier != "since" or date.year is not None or not (date.month and date.day and date.start):
        return date
    if published is None or date.bound is Bound.RANGE or date.start[:10] <= published.isoformat() or context.future:
        return date
    year = int(date.start[:4]) - 1
    day = cal.make_date(year, date.month, date.day)
    return date if day is None else replace(date, start=_in_year(date.start, year), end=_in_year(date.end or "", year))


def ended(date: Date, context: Context) -> Date:
    """A weekday until which something goes on, ahead of the article unless a verb tells what has happened by then."""
    published = context.published
    if date.modifier != "until" or date.weekday is None or published is None or date.day is not None:
        return date
    day = dt.date.fromisoformat(date.start[:10]) if date.start and date.start == date.end else published
    if day >= published or date.bound is Bound.RANGE or context.has_happened():
        return date
    ahead = (day + 7 * DAY).isoformat()
    return replace(date, start=ahead, end=ahead)


def _of_no_year(date: Date) -> bool:
    return date.month is not None and date.year is None


def _turned_forwards(start: str, end: str, granularity: Granularity, context: Context) -> tuple[str, str]:
    """A range over two months or days of no year, with the year of its first or of its last one moved.

    Of days the range that is nearer to publication is meant, of months the one that is over, unless words speak of the
    future.
    """
    over = _in_year(start, int(end[:4]) - (start[5:10] > end[5:10])), end
    ahead = start, _in_year(end, int(start[:4]) + (start[5:10] > end[5:10]))
    if context.published is None or granularity is Granularity.MONTH:
        return ahead if context.future else over
    today = context.published.isoformat()
    return ahead if ahead[0] <= today or _days(today, ahead[0]) < _days(over[1], today) else over


def _in_year(day: str, year: int) -> str:
    return f"{year:04d}{day[4:]}"


def _days(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last[:10]) - dt.date.fromisoformat(first[:10])).days


def years(fields: Fields, context: Context) -> Date | None:
    """Two years with a stroke ("2019/20", "2015-2019"): a range if the second follows the first."""
    if "years" in fields:
        first, second = fields["years"]
    else:
        first, second = fields["year"], fields.get("year2", fields.get("yy2", 0))
    if second < 100:
        second += first - first % 100 + (100 if second < first % 100 else 0)
    led = not _LED_BY.isdisjoint(fields) and COUNTED.match(context.after) is None
    earliest = _FIRST_TOLD if led or not _TELL_YEARS.isdisjoint(fields) else _FIRST_ALONE
    if not earliest <= first < second <= 2200:
        return None
    interval = cal.year_interval(first, count=second - first + 1)
    return period_date(interval, Granularity.YEAR, year=first, bound=Bound.RANGE)

"""Clock times and time zones → :class:`~reconcile.claims.Date`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from reconcile.claims import Bound, Date, Granularity
from reconcile.extract import date_relative, date_resolve
from reconcile.extract.date_resolve import Context, Fields
from reconcile.values.zones import LOCAL, zone_named

_FIXED = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?")
_END = "24:00"
_PM_PARTS = frozenset({"afternoon", "evening", "pm"})
_MIDWINTER, _MIDSUMMER = dt.date(2024, 1, 1), dt.date(2024, 7, 1)
"""Days that show whether a zone has summer time."""


def clock(fields: Fields, context: Context) -> Date | None:
    """A clock time from its fields, of no day yet; ``None`` where the clock has no such time."""
    first = _time(fields, "")
    if first is None:
        return None
    hour, minute = first
    time = f"{hour:02d}:{minute:02d}"
    part = _part(fields)
    found = Date(
        start=None,
        end=None,
        granularity=Granularity.TIME,
        time=time,
        modifier="" if part in ("morning", "afternoon", "evening") else part,
    )
    if "zone" in fields:
        zone = str(fields["zone"])
        found = replace(found, utc_offset=offset(zone, context.published, time), zone=_lasting(zone))
    return found


def timed(fields: Fields, context: Context) -> Date | None:
    """A day and a clock time in one expression, for languages that put the zone before both."""
    names = ("month", "mnum", "day", "year", "slash", "weekday", "narrated", "today")
    words = {k: v for k, v in fields.items() if k in names}
    if "narrated" in words:
        day = date_relative.narrated(words, context)
    elif "today" in words:
        day = date_relative.today(words, context)
    else:
        day = date_resolve.single(words, context)
    time = clock({k: v for k, v in fields.items() if k not in names}, context)
    if time is None or (day is None and "narrated" not in words):
        return None
    return on_day(day, time, str(fields.get("zone", ""))) if day else time  # "that day" may be one that is not known


def _time(fields: Fields, suffix: str) -> tuple[int, int] | None:
    pair = fields.get(f"clk{suffix}") or fields.get(f"dotclk{suffix}") or fields.get(f"hhmm{suffix}")
    if pair:
        hour, minute = pair
    else:
        hour = int(fields.get(f"h{suffix}", fields.get(f"hourword{suffix}", fields.get("ord", -1))))
        minute = int(fields.get(f"min{suffix}", fields.get("minword", 0)))
    minute += int(fields.get("fraction", 0))
    if "noon" in fields:
        hour, minute = 12, 0
    elif "midnight" in fields:
        hour, minute = 0, 0
    if minute < 0:
        hour, minute = hour - 1, minute + 60
    return _on_the_24_hour_clock(hour, minute, str(fields.get("ampm", _part(fields))))


def _part(fields: Fields) -> str:
    """The part of the day that is named, in a word of its own or in the one for the day."""
    return str(fields.get("part", fields.get("partof", "")))


def _on_the_24_hour_clock(hour: int, minute: int, part: str) -> tuple[int, int] | None:
    if (part in _PM_PARTS or (part == "night" and 6 <= hour < 12)) and hour < 12:
        hour += 12
    elif part in ("am", "night", "morning", "dawn") and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        return hour, minute
    return (hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None


def settled(date: Date) -> Date:
    """A date with the end of a day that is not known as the first minute of the next one."""
    return replace(date, time="00:00") if date.time == _END else date


def offset(zone: str, day: dt.date | None, time: str) -> int | None:
    """Minutes east of UTC of a zone ("UTC", "+05:30", "Europe/Madrid") at a time; ``None`` where that is open.

    A zone with summer time is open as long as the day is not known; ``"local"`` and ``"open"`` always are.
    """
    if zone in ("UTC", "GMT"):
        return 0
    time = "00:00" if time == _END else time
    if match := _FIXED.fullmatch(zone):
        minutes = 60 * int(match[2]) + int(match[3] or 0)
        return minutes if match[1] == "+" else -minutes
    info = zone_named(zone) if "/" in zone else None
    if info is None:
        return None
    days = [day] if day else [_MIDWINTER, _MIDSUMMER]
    offsets = {info.utcoffset(dt.datetime.combine(d, dt.time.fromisoformat(time))) for d in days}
    found = offsets.pop()
    return int(found.total_seconds() // 60) if found is not None and not offsets else None


def _lasting(zone: str) -> str:
    """A zone as far as a date keeps it."""
    return zone if "/" in zone or zone == LOCAL else ""


def stamp(day: str, time: str, minutes: int | None) -> str:
    """``"2023-02-16T01:30+00:00"``, without the offset where it is not known."""
    if minutes is None:
        return f"{day}T{time}"
    sign = "-" if minutes < 0 else "+"
    return f"{day}T{time}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _told_day(day: Date) -> dt.date | None:
    """The day that a date is of, or one like it where only its month is known."""
    if day.start:
        return dt.date.fromisoformat(day.start[:10])
    return dt.date(day.year or _MIDWINTER.year, day.month, 15) if day.month else None


def _next_day(day: str | None) -> str | None:
    return (dt.date.fromisoformat(day[:10]) + dt.timedelta(days=1)).isoformat() if day else None


def in_zone(date: Date, zone: str, published: dt.date | None) -> Date:
    """A clock time, on a day or of none, in the zone that words beside it name."""
    minutes = offset(zone, _told_day(date) or published, date.time or "00:00")
    start = stamp(date.start[:10], date.time or "", minutes) if date.start else None
    return replace(date, start=start, end=start, utc_offset=minutes, zone=_lasting(zone))


def on_day(day: Date, time: Date, zone: str = "") -> Date:
    """A clock time on the day that stands beside it; with ``zone`` its offset is the one of that day."""
    clock_time = time.time or ""
    if day.modifier in ("evening", "night") and clock_time.startswith("12:"):  # 14日深夜12時: as the next day begins
        clock_time = f"00{clock_time[2:]}"
        following = _next_day(day.start)
        day = replace(day, start=following, end=following)
    if clock_time == _END and day.start:
        following, clock_time = _next_day(day.start), "00:00"
        day = replace(day, start=following, end=following)
    first = "06:00" if day.modifier == "night" else "01:00"
    first = "00:00" if day.modifier == "afternoon" else first  # 11日午後0時15分
    if day.modifier in (*_PM_PARTS, "night") and first <= clock_time < "12:00":  # "Thursday afternoon at three"
        clock_time = f"{int(clock_time[:2]) + 12}{clock_time[2:]}"
    start = stamp(day.start, clock_time, time.utc_offset) if day.start else None
    modifier = time.modifier or day.modifier
    found = replace(
        day,
        start=start,
        end=start,
        granularity=Granularity.TIME,
        time=clock_time,
        utc_offset=time.utc_offset,
        zone=time.zone,
        modifier="" if modifier in (*_PM_PARTS, "morning") else modifier,
        bound=time.bound if time.bound is not Bound.EXACT else day.bound,
    )
    known = _told_day(found)
    return in_zone(found, zone, known) if zone and known else found

"""Clock times of desks that name no zone, each in the time that it lives by."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reconcile.claims import Date

# A day in winter and one in summer: few zones change their clocks on the same days, but most by the same hour.
_DAYS = (dt.datetime(2023, 1, 15, 12), dt.datetime(2023, 7, 15, 12))
_DAY = 24 * 60


def one_moment(a: Date, b: Date, language: str, other: str) -> bool:
    """Whether two clock times without a zone are one moment, told in two languages by desks at home.

    >>> from reconcile.claims import Granularity
    >>> times = [Date(None, None, Granularity.TIME, time=time) for time in ("23:40", "22:40")]
    >>> one_moment(*times, "el", "it"), one_moment(*times, "de", "it")
    (True, False)
    """
    if a.time is None or b.time is None or a.utc_offset is not None or b.utc_offset is not None:
        return False
    first, last = (dt.time.fromisoformat(d.time or "00:00") for d in (a, b))
    apart = (last.hour - first.hour) * 60 + last.minute - first.minute
    return any((shift - apart) % _DAY == 0 for shift in _shifts(language, other) if shift)


@lru_cache(maxsize=1024)
def _shifts(language: str, other: str) -> frozenset[int]:
    """By how many minutes clocks may be ahead in the other language's home."""
    ours, theirs = _offsets(language), _offsets(other)
    return frozenset(y - x for one, two in zip(ours, theirs, strict=True) for x in one for y in two)


def _offsets(language: str) -> Sequence[Sequence[int]]:
    """Minutes east of UTC in winter and in summer, of every zone."""
    zones = []
    for name in _table().get(language, ()):
        try:
            zones.append(ZoneInfo(name))
        except ZoneInfoNotFoundError:  # a machine without time zone data
            continue
    return [
        [int((day.replace(tzinfo=z).utcoffset() or dt.timedelta()).total_seconds()) // 60 for z in zones]
        for day in _DAYS
    ]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = tomllib.loads(files("reconcile.values").joinpath("zones.toml").read_text("utf-8"))
    return found

"""Time zones, and clock times of desks that name none, each in the time that it lives by."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reconcile.claims import Date
from reconcile.values.days import minutes_of

# A day in winter and one in summer: few zones change their clocks on the same days, but most by the same hour.
_SEASONS = (dt.datetime(2024, 1, 1, 12), dt.datetime(2024, 7, 1, 12))
_DAY = 24 * 60


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo | None:
    """A zone of the tz database; ``None`` for no such zone, or on a machine without its data."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def offsets_of(name: str) -> tuple[dt.timedelta, ...] | None:
    """How far a zone is ahead of UTC in winter and in summer; ``None`` for no such zone."""
    zone = zone_named(name)
    return None if zone is None else tuple(zone.utcoffset(day) or dt.timedelta() for day in _SEASONS)


def one_moment(a: Date, b: Date, language: str, other: str) -> bool:
    """Whether two clock times without a zone are one moment, told in two languages by desks at home.

    >>> from reconcile.claims import Granularity
    >>> times = [Date(None, None, Granularity.TIME, time=time) for time in ("23:40", "22:40")]
    >>> one_moment(*times, "el", "it"), one_moment(*times, "de", "it")
    (True, False)
    """
    apart = _apart(a, b)
    return apart is not None and any((shift - apart) % _DAY == 0 for shift in _shifts(language, other) if shift)


def two_moments(a: Date, b: Date, language: str, other: str) -> bool:
    """Whether two clock times without a zone are two moments for all that is known of where such desks live."""
    apart, shifts = _apart(a, b), _shifts(language, other)
    return apart is not None and bool(shifts) and all((shift - apart) % _DAY for shift in shifts)


def _apart(a: Date, b: Date) -> int | None:
    """Minutes from one clock time to the other; ``None`` of what is none, or has a zone."""
    if a.time is None or b.time is None or a.utc_offset is not None or b.utc_offset is not None:
        return None
    return minutes_of(b.time) - minutes_of(a.time)


@lru_cache(maxsize=1024)
def _shifts(language: str, other: str) -> frozenset[int]:
    """By how many minutes clocks may be ahead in the other language's home."""
    ours, theirs = _offsets(language), _offsets(other)
    return frozenset(y - x for one, two in zip(ours, theirs, strict=True) for x in one for y in two)


def _offsets(language: str) -> Sequence[Sequence[int]]:
    """Minutes east of UTC in winter and in summer, of every zone."""
    zones = [seasons for name in _table().get(language, ()) if (seasons := offsets_of(name)) is not None]
    return [[int(seasons[half].total_seconds()) // 60 for seasons in zones] for half in range(len(_SEASONS))]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = tomllib.loads(files("reconcile.values").joinpath("zones.toml").read_text("utf-8"))
    return found

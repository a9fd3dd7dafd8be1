"""Time zones, and clock times of desks, each by the clocks that it may mean."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reconcile.values.days import minutes_of

# A day in winter and one in summer: few zones change their clocks on the same days, but most by the same hour.
_SEASONS = (dt.datetime(2024, 1, 1, 12), dt.datetime(2024, 7, 1, 12))
_DAY = 24 * 60
LOCAL = "local"
"""The zone of a time that is said to be by local clocks, wherever that is."""


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo | None:
    """A zone of the tz database; ``None`` for no such zone, or on a machine without its data."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=1024)
def offsets_of(name: str) -> tuple[dt.timedelta, ...] | None:
    """How far a zone is ahead of UTC in winter and in summer; ``None`` for no such zone."""
    zone = zone_named(name)
    return None if zone is None else tuple(zone.utcoffset(day) or dt.timedelta() for day in _SEASONS)


class Offsets(NamedTuple):
    """How many minutes clocks may be ahead of UTC, in the northern winter and summer."""

    winter: frozenset[int]
    summer: frozenset[int]

    def __or__(self, other: Offsets) -> Offsets:
        return Offsets(self.winter | other.winter, self.summer | other.summer)


NOWHERE = Offsets(frozenset(), frozenset())


@lru_cache(maxsize=1024)
def home_of(language: str) -> Offsets:
    """By what clocks desks live that write in a language."""
    return offsets_in(_table().get(language, ()))


def offsets_in(zones: Iterable[str]) -> Offsets:
    """By what clocks some zones live."""
    known = [seasons for zone in zones if (seasons := offsets_of(zone)) is not None]
    winter, summer = (frozenset(int(k[half].total_seconds()) // 60 for k in known) for half in range(len(_SEASONS)))
    return Offsets(winter, summer)


def fixed(minutes: int) -> Offsets:
    """A clock that is so many minutes ahead of UTC all year."""
    return Offsets(frozenset({minutes}), frozenset({minutes}))


def one_moment(a: str, b: str, ours: Offsets, theirs: Offsets, seasons: Collection[int] = (0, 1)) -> bool | None:
    """Whether two clock times (``"HH:MM"``) can be one moment by the clocks of two desks; ``None`` where none is known.

    ``seasons`` are those that it may have been, 0 of winter and 1 of summer.

    >>> one_moment("23:40", "22:40", home_of("el"), home_of("it"))
    True
    >>> one_moment("23:40", "22:40", home_of("de"), home_of("it"))
    False
    """
    apart = minutes_of(b) - minutes_of(a)
    shifts = {y - x for half in seasons for x in ours[half] for y in theirs[half]}
    return any((shift - apart) % _DAY == 0 for shift in shifts) if shifts else None


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = tomllib.loads(files("reconcile.values").joinpath("zones.toml").read_text("utf-8"))
    return found

"""Which weekday a day without a year was, from the weekdays that the articles of one event name.

"Thursday" and "14 March" are the same day or not, depending on a year that news seldom prints. But the articles of
one event name its days in both ways, so that of the seven calendars that are possible one explains them best.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reconcile.claims import Claim, Date, Granularity

# Any leap year and any other will do: only differences between days count.
_YEAR = 2023
# So many times as much must speak for the best calendar as for the next.
_LEAD = 1.3
# "Friday 18 September" speaks for a calendar as two that are spoken of in just the same way.
_NAMES_BOTH = 16.0
# How much has to speak for a calendar in all: more than a day and a weekday that are spoken of somewhat alike.
_ENOUGH = 3.0
# How much speaks for a month that another article names a day of within a week.
_NEAR_BY = 1.0
_DAYS = frozenset({Granularity.DAY, Granularity.TIME})
_WEEK = 7
# A day and a weekday, and how much says that they are the same.
_Vote = tuple[int, int, int, float]


def with_weekdays(claims: Sequence[Claim], alike: Callable[[Claim, Claim], float] | None = None) -> list[Claim]:
    """The claims of one event; dates that name a day but no year have the weekday that it was, where that is clear.

    ``alike`` (0-4) says how alike two claims are spoken of, and so how much a day of one article and a weekday of
    another speak for a calendar (by default as much as any other two do). A day without a month is in the month in
    which another article names that day, or else in that of the named ones, or in one of its own, which explains the
    weekdays best. "Yesterday" has a weekday where its article says which one another such day is. Dates that are
    resolved, and all others, stay as they are.
    """
    found = _calendar(claims, alike)
    told = [_filled(c, found) for c in claims] if found is not None else list(claims)
    today = _todays(told)
    return [_counted(c, today.get(c.document)) for c in told]


class _Calendar(NamedTuple):
    """How far the weekdays of an event are from day numbers."""

    months: Mapping[int, int]
    """The month of each day that is told without one."""
    shift: int
    named: bool
    """Whether it holds for days with a month too."""


def possible_days(dates: Iterable[Date], years: range) -> list[dt.date]:
    """The last of the days that dates without a year name, in each of the years in which their weekdays are right.

    "Thursday 14 November" was in 2013, 2019 and 2024. Empty where no date names both; of dates that contradict each
    other, the years are kept in which most are right.
    """
    named = {(d.month, d.day, d.weekday) for d in dates if _is_open(d) and d.month and d.day and d.weekday is not None}
    right = {year: sum(_is_on(year, *day) for day in named) for year in years}
    most = max(right.values(), default=0)
    if not most:
        return []
    month, day, _ = max(named)
    found = (_day_of(year, month, day) for year, number in right.items() if number == most)
    return [d for d in found if d is not None]


def _day_of(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _is_on(year: int, month: int, day: int, weekday: int) -> bool:
    """Whether a day of some year was that weekday."""
    found = _day_of(year, month, day)
    return found is not None and found.weekday() == weekday


def _calendar(claims: Sequence[Claim], alike: Callable[[Claim, Claim], float] | None) -> _Calendar | None:
    """The calendar that explains most; ``None`` where none is clear."""
    days = [c for c in claims if c.date is not None and _is_open(c.date)]
    if not days:
        return None
    votes = _votes(claims, days, alike)
    named = Counter({key: len(docs) for key, docs in _named(days).items()})
    elsewhere = {day: month for (month, day), _ in reversed(named.most_common())}
    usual = [month for month, _ in Counter(m for (m, _), n in named.items() for _ in range(n)).most_common()]
    bare = _bare(days)
    scored = []
    for rank, month in enumerate(dict.fromkeys([*usual, *range(1, 13)])):
        near = sum(any(m == month and abs(d - day) < _WEEK for m, d in named) for day in bare)
        shifts: dict[int, float] = defaultdict(float)
        for m, day, weekday, weight in votes:
            number = _number(m or elsewhere.get(day, month), day)
            if number is not None:
                shifts[(weekday - number) % _WEEK] += weight
        (shift, best), (_, second) = [*sorted(shifts.items(), key=lambda v: (-v[1], v[0])), (0, 0.0), (0, 0.0)][:2]
        scored.append((best + near * _NEAR_BY, -rank, month, shift, best, second))
    total, _, month, shift, best, second = max(scored)
    if best < (_ENOUGH if alike is not None else 1) or best < _LEAD * second:
        return None
    rivals = {s for other, _, _, s, _, _ in scored if other * _LEAD > total}
    return _Calendar({d: elsewhere.get(d, month) for d in bare}, shift, rivals == {shift})


def _bare(days: Sequence[Claim]) -> list[int]:
    """The days of the month that are told without a month."""
    return sorted({c.date.day for c in days if c.date is not None and c.date.day and not c.date.month})


def _votes(
    claims: Sequence[Claim], days: Sequence[Claim], alike: Callable[[Claim, Claim], float] | None
) -> list[_Vote]:
    """Month (0 where none is named), day, weekday, and how much says that they are the same.

    A weekday is the same, if any, as the day of another article that is spoken of most like it.
    """
    votes = [(*_day(c), c.date.weekday, _NAMES_BOTH) for c in days if c.date and c.date.weekday is not None]
    for one in claims:
        weekday = _weekday(one.date)
        if weekday is None:
            continue
        by_document: dict[str, list[tuple[float, Claim]]] = defaultdict(list)
        for other in days:
            if other.document != one.document:
                by_document[other.document].append((alike(one, other) if alike is not None else 1.0, other))
        for _, some in sorted(by_document.items()):
            most = max(weight for weight, _ in some)
            votes += [(*_day(c), weekday, weight**2) for weight, c in some if weight == most]
    return votes


def _day(claim: Claim) -> tuple[int, int]:
    """Month, 0 where none is named, and day of the month."""
    return (claim.date.month or 0, claim.date.day or 0) if claim.date is not None else (0, 0)


def _named(days: Sequence[Claim]) -> dict[tuple[int, int], set[str]]:
    """Month and day of the month, and the articles that name them."""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for c in days:
        if c.date is not None and c.date.month and c.date.day:
            found[c.date.month, c.date.day].add(c.document)
    return found


def _weekday(d: Date | None) -> int | None:
    """The weekday that a date names without a day of the month."""
    return d.weekday if d is not None and d.day is None and d.start is None else None


def _is_open(d: Date) -> bool:
    return d.start is None and d.day is not None and d.year is None and d.granularity in _DAYS


def _number(month: int, day: int) -> int | None:
    found = _day_of(_YEAR, month, day)
    return found.toordinal() if found is not None else None


def _filled(claim: Claim, calendar: _Calendar) -> Claim:
    d = claim.date
    if d is None or not _is_open(d) or d.weekday is not None or d.day is None:
        return claim
    if d.month and not calendar.named:
        return claim
    number = _number(d.month or calendar.months[d.day], d.day)
    return claim if number is None else _on(claim, d, number + calendar.shift)


def _on(claim: Claim, d: Date, day: int) -> Claim:
    return replace(claim, date=replace(d, weekday=day % _WEEK))


def _todays(claims: Sequence[Claim]) -> dict[str, int]:
    """The weekday of each article's today, where days counted from it ("yesterday, Friday") say so and all the same."""
    found: dict[str, set[int]] = defaultdict(set)
    for c in claims:
        counted = _days_from_today(c.date)
        if c.date is not None and c.date.weekday is not None and counted is not None:
            found[c.document].add((c.date.weekday - counted) % _WEEK)
    return {document: some.pop() for document, some in found.items() if len(some) == 1}


def _days_from_today(d: Date | None) -> int | None:
    if d is None or d.start is not None or d.counted is None or d.counted[0] is not Granularity.DAY:
        return None
    return d.counted[1]


def _counted(claim: Claim, today: int | None) -> Claim:
    """A day counted from today with its weekday."""
    counted = _days_from_today(claim.date)
    if today is None or counted is None or claim.date is None or claim.date.weekday is not None:
        return claim
    return _on(claim, claim.date, today + counted)

"""Which weekday a day without a year was, from the weekdays that the articles of one event name.

"Thursday" and "14 March" are the same day or not, depending on a year that news seldom prints. But the articles of
one event name its days in both ways, so that of the seven calendars that are possible one explains them best.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reconcile.claims import Claim, Date, Granularity

# Any leap year and any other will do: only differences between days count.
_YEAR = 2023
# So many times as much must speak for the best calendar as for the next.
_LEAD = 1.5
# "Friday 18 September" speaks for a calendar as so many articles do that name one or the other.
_NAMES_BOTH = 10
_DAYS = frozenset({Granularity.DAY, Granularity.TIME})


def with_weekdays(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one event; dates that name a day but no year have the weekday that it was, where that is clear.

    A day without a month is taken to be in the month in which another article names that day, or else in the one that
    is named most. Dates that are resolved, and all others, stay as they are.
    """
    dates = [(c.document, c.date) for c in claims if c.date is not None]
    named = _named_weekdays(dates)
    days = _named_days(dates)
    if not named or not days:
        return list(claims)
    months = _months(days)
    votes: Counter[int] = Counter()
    for (m, day), documents in days.items():
        number = _number(m or months[day], day)
        if number is not None:
            for weekday, others in named.items():
                votes[(weekday - number) % 7] += len(documents) * len(others)
    for _, d in dates:
        both = _number(d.month, d.day) if d.month and d.day and d.weekday is not None else None
        if both is not None and d.weekday is not None:
            votes[(d.weekday - both) % 7] += _NAMES_BOTH
    (shift, best), (_, second) = [*votes.most_common(2), (0, 0), (0, 0)][:2]
    return [_filled(c, months, shift) for c in claims] if best >= _LEAD * max(1, second) else list(claims)


def _months(days: Mapping[tuple[int, int], set[str]]) -> dict[int, int]:
    """The month that each day of the month is most likely in where an article names none."""
    named = Counter({key: len(documents) for key, documents in days.items() if key[0]})
    usual = Counter(m for (m, _), n in named.items() for _ in range(n)).most_common(1)[0][0]
    return {day: next((m for (m, d), _ in named.most_common() if d == day), usual) for _, day in days}


def _named_weekdays(dates: Sequence[tuple[str, Date]]) -> dict[int, set[str]]:
    """The weekdays that are named without a day of the month, and by which articles."""
    found: dict[int, set[str]] = defaultdict(set)
    for document, d in dates:
        if d.weekday is not None and d.day is None and d.start is None:
            found[d.weekday].add(document)
    return found


def _named_days(dates: Sequence[tuple[str, Date]]) -> dict[tuple[int, int], set[str]]:
    """Month (0 where none is named) and day of the month of days without a year, and which articles name them."""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for document, d in dates:
        if _is_open(d):
            found[d.month or 0, d.day or 0].add(document)
    months = {m for m, _ in found if m}
    return found if months else {}


def _is_open(d: Date) -> bool:
    return d.start is None and d.day is not None and d.year is None and d.granularity in _DAYS


def _number(month: int, day: int) -> int | None:
    try:
        return dt.date(_YEAR, month, day).toordinal()
    except ValueError:
        return None


def _filled(claim: Claim, months: Mapping[int, int], shift: int) -> Claim:
    d = claim.date
    if d is None or not _is_open(d) or d.weekday is not None or d.day is None:
        return claim
    number = _number(d.month or months[d.day], d.day)
    return claim if number is None else replace(claim, date=replace(d, weekday=(number + shift) % 7))

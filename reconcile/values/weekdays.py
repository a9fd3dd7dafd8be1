"""Which weekday a day without a year was, from the weekdays that the articles of one event name.

"Thursday" and "14 March" are the same day or not, depending on a year that news seldom prints. But the articles of
one event name its days in both ways, so that of the seven calendars that are possible one explains them best.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from reconcile.claims import Claim, Date, Granularity

# Any leap year and any other will do: only differences between days count.
_YEAR = 2023
# So many times as much must speak for the best calendar as for the next.
_LEAD = 2.0
# "Friday 18 September" speaks for a calendar as so many articles do that name one or the other.
_NAMES_BOTH = 10
_DAYS = frozenset({Granularity.DAY, Granularity.TIME})


def with_weekdays(claims: Sequence[Claim], alike: Callable[[Claim, Claim], float] | None = None) -> list[Claim]:
    """The claims of one event; dates that name a day but no year have the weekday that it was, where that is clear.

    ``alike`` says how alike two claims are spoken of, and so how much a day of one article and a weekday of another
    speak for a calendar (by default as much as any other two do). A day without a month is taken to be in the month
    in which another article names that day, or else in the one that is named most. Dates that are resolved, and all
    others, stay as they are.
    """
    weekdays = [(c, weekday) for c in claims if (weekday := _weekday(c.date)) is not None]
    days = _named_days(claims)
    if not weekdays or not days:
        return list(claims)
    months = _months(days)
    votes: dict[int, float] = defaultdict(float)
    for (m, day), named in days.items():
        number = _number(m or months[day], day)
        if number is None:
            continue
        for one, (other, weekday) in product(named, weekdays):
            if one.document != other.document:
                votes[(weekday - number) % 7] += alike(one, other) if alike is not None else 1.0
    for c in claims:
        d = c.date
        both = _number(d.month, d.day) if d is not None and d.month and d.day and d.weekday is not None else None
        if d is not None and d.weekday is not None and both is not None:
            votes[(d.weekday - both) % 7] += _NAMES_BOTH
    (shift, best), (_, second) = [*sorted(votes.items(), key=lambda v: (-v[1], v[0])), (0, 0.0), (0, 0.0)][:2]
    return [_filled(c, months, shift) for c in claims] if best > 0 and best >= _LEAD * second else list(claims)


def _months(days: Mapping[tuple[int, int], Sequence[Claim]]) -> dict[int, int]:
    """The month that each day of the month is most likely in where an article names none."""
    named = Counter({key: len({c.document for c in some}) for key, some in days.items() if key[0]})
    usual = Counter(m for (m, _), n in named.items() for _ in range(n)).most_common(1)[0][0]
    return {day: next((m for (m, d), _ in named.most_common() if d == day), usual) for _, day in days}


def _named_days(claims: Sequence[Claim]) -> dict[tuple[int, int], list[Claim]]:
    """Month (0 where none is named) and day of the month of days without a year, and the claims that name them."""
    found: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for c in claims:
        if c.date is not None and _is_open(c.date):
            found[c.date.month or 0, c.date.day or 0].append(c)
    months = {m for m, _ in found if m}
    return found if months else {}


def _weekday(d: Date | None) -> int | None:
    """The weekday that a date names without a day of the month."""
    return d.weekday if d is not None and d.day is None and d.start is None else None


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

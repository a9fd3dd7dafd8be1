"""Dates told in a list: years of which only one is said to be one ("in 1563, 1593 and 1603"), days of one month."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from reconcile.claims import Bound, Date, Granularity, Span
from reconcile.extract.date_calendar import make_date, month_interval
from reconcile.extract.date_language import date_language
from reconcile.extract.date_resolve import COUNTED, whole_year
from reconcile.values.decimals import ascii_digits

Found = tuple[Span, Date]

_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d\d?")
_AHEAD = re.compile(r"(?<![\d.,:/%-])(?:\d\d?\.?\s?,\s?)+$")
"""Days of a list before its last two; searched up to where those begin."""
_SHARING = frozenset({Granularity.DAY, Granularity.MONTH})
_PAIR = 2
_CENTURY, _NEAR = 100, 30
"""Years of two digits are told of a year of the same century that is not far off."""
_BEFORE = 24
"""So many characters before two days are searched for a word such as "between"."""


@lru_cache(maxsize=8)
def _lists(joining: str) -> re.Pattern[str]:
    """Two or more figures that may be years, with commas and the words that ``joining`` matches between them."""
    year = r"(?:1\d{3}|20\d\d)(?:[-‐‑–—](?:\d{4}|\d\d))?(?!\d|[-.,:/]\d|\s?[%°])"
    between = rf"(?:\s?[,،、，]\s?(?:{joining})?|\s(?:{joining}))"
    return re.compile(rf"(?<![\d.,:/%-]){year}(?:{between}{year})+")


_BARE_DAY = re.compile(r"(\d{1,2}) ?[日号號일](?![~～〜-])")
_ON_IN_LIST = re.compile(r"\s?(?:[、，,・·/]|和|及|と|や|및|과|와)\s?")
_OF_DAYS = frozenset({Granularity.DAY, Granularity.TIME})
# Characters between a day and 同 before a later one of its month.
_AHEAD_OF_SAME = 24


@lru_cache(maxsize=8)
def _shortened(joining: str) -> re.Pattern[str]:
    """The last two digits of a year behind "and" and another year, where they count nothing."""
    return re.compile(rf"\s(?:{joining})(?:[^\W\d_]{{1,3}}\s(?=['’]))?['’]?(\d\d)(?!\w|[-.,:/]\d|\s?[%°]|\s[^\W\d_])")


def with_short_years(text: str, sentence: Span, language: str, dates: list[Found]) -> list[Found]:
    """The dates, with the last two digits of a later year behind one of the same century: "em 1972 e 73"."""
    shortened = _shortened(str(date_language(language).settings.get("years_and", "(?!)")))
    found: list[Found] = []
    for span, date in dates:
        if date.granularity is not Granularity.YEAR or date.year is None or date.bound is Bound.RANGE:
            continue
        match = shortened.match(text, span.end, sentence.end)
        if match is None or any(other.overlaps(Span(*match.span(1))) for other, _ in dates):
            continue
        later = date.year - date.year % _CENTURY + int(match[1])
        if date.year < later <= date.year + _NEAR:
            found.append((Span(*match.span(1)), whole_year(later)))
    return [*dates, *found]


def with_listed_years(text: str, sentence: Span, language: str, dates: list[Found]) -> list[Found]:
    """The dates, with the bare figures that stand in a list with one of the years among them and run up as years do."""
    years = [span for span, date in dates if date.granularity is Granularity.YEAR and date.year is not None]
    if not years:
        return dates
    found: list[Found] = []
    joining = str(date_language(language).settings.get("years_and", "(?!)"))
    for match in _lists(joining).finditer(text, sentence.start, sentence.end):
        places = [Span(year.start(), year.end()) for year in _YEAR.finditer(text, match.start(), match.end())]
        told = [any(span.covers(place) for span in years) for place in places]
        counted = COUNTED.match(text, match.end(), sentence.end)
        if not told[-1] and counted and not _shortened(joining).match(text, match.end(), sentence.end):
            places, told = places[:-1], told[:-1]  # "in 1990, 1500 people"
        values = [int(ascii_digits(text[place.start : place.end])) for place in places]
        if not any(told) or any(a >= b for a, b in pairwise(values)):
            continue
        found += [
            (place, whole_year(value))
            for place, value in zip(places, values, strict=True)
            if not any(span.overlaps(place) for span, _ in dates)
        ]
    return [*dates, *found]


@lru_cache(maxsize=8)
def _between(joining: str) -> re.Pattern[str]:
    """What stands between two days of a list that each have their month."""
    return re.compile(rf"\s?(?:,\s?)?(?:{joining})?(?:[^\W\d_]{{1,3}}\s)?")


def with_shared_years(text: str, language: str, dates: list[Found]) -> list[Found]:
    """The dates, with days and months of a list that says the year once in that year: "on 3 May and 4 June 2019"."""
    told = [date for _, date in dates if date.year is not None and date.granularity in _SHARING]
    if not told or len(dates) < _PAIR:
        return dates
    between = _between(str(date_language(language).settings.get("years_and", "(?!)")))
    found = sorted(dates, key=lambda item: item[0].start)
    for index in range(len(found) - 2, -1, -1):
        (span, date), (next_span, following) = found[index], found[index + 1]
        alike = date.granularity is following.granularity in _SHARING and date.month and following.year
        of_days = date.granularity is Granularity.DAY
        if not alike or date.year is not None or date.weekday is not None or bool(date.day) is not of_days:
            continue
        if date.bound is Bound.RANGE and not of_days:
            continue
        if span.end >= next_span.start or between.fullmatch(text, span.end, next_span.start) is None:
            continue
        if (date.month or 0, date.day or 0) < (following.month or 0, following.day or 0):
            found[index] = (span, _in_year(date, following.year or 0))
    return found


def _in_year(date: Date, year: int) -> Date:
    """A day, a range of days of one month, or a month in a year."""
    if date.day is None:
        month = month_interval(year, date.month or 1)
        if month is None:
            return replace(date, year=year, relative=False)
        return replace(date, start=str(month[0]), end=str(month[1]), year=year, relative=False)
    days = f"{year:04d}-{date.month:02d}-{date.day:02d}"
    last = f"{year:04d}{date.end[4:]}" if date.end else days
    return replace(date, start=days, end=last, year=year, relative=False)


@lru_cache(maxsize=8)
def _pairs(joining: str) -> re.Pattern[str]:
    """Two days with a word for "and" between them."""
    return re.compile(rf"(\d\d?)\.?\s(?:{joining})(\d\d?)(?!\d)")


def with_listed_days(text: str, sentence: Span, language: str, dates: list[Found]) -> list[Found]:
    """The dates, with every day of a list that names its month once: "3, 10 y 17 de mayo", "les 25 et 29 novembre".

    Days that follow each other are one range, and so are any two behind a word such as "between".
    """
    if not any(date.bound is Bound.RANGE and date.day is not None and date.start for _, date in dates):
        return dates
    settings = date_language(language).settings
    pairs, between = _pairs(str(settings.get("days_and", "(?!)"))), str(settings.get("days_between", "(?!)"))
    found: list[Found] = []
    for span, date in dates:
        ranged = date.bound is Bound.RANGE and date.granularity is Granularity.DAY and date.start and date.end
        two = pairs.match(text, span.start, span.end) if ranged else None
        before = text[max(sentence.start, span.start - _BEFORE) : span.start]
        if two is None or re.search(between, before):
            found.append((span, date))
        else:
            found += _listed(text, span, date, two, span.start - len(before))
    return found


def _listed(text: str, span: Span, date: Date, two: re.Match[str], floor: int) -> list[Found]:
    """The days of a list whose last two a date was read from, one by one or as one range."""
    ahead = _AHEAD.search(text, floor, span.start)
    places = [*_DAY.finditer(text, *(ahead.span() if ahead else (span.start, span.start)))]
    starts = [*(place.start() for place in places), two.start(1), two.start(2)]
    days = [*(int(place[0]) for place in places), int(two[1]), int(two[2])]
    if any(a >= b for a, b in pairwise(days)) or days[0] < 1:
        return [(span, date)]
    first, last = (dt.date.fromisoformat(str(day)[:10]) for day in (date.start, date.end))
    begun = first - dt.timedelta(days=days[-2] - days[0])
    if days[-1] - days[0] == len(days) - 1:
        return [(Span(starts[0], span.end), replace(date, start=begun.isoformat(), day=days[0]))]
    ends = [*(place.end() for place in places), two.end(1), span.end]
    told = [last - dt.timedelta(days=days[-1] - day) for day in days]
    return [
        (Span(*place), replace(date, start=day.isoformat(), end=day.isoformat(), day=day.day, bound=Bound.EXACT))
        for place, day in zip(zip(starts, ends, strict=True), told, strict=True)
    ]


def with_days_behind(text: str, sentence: Span, dates: list[Found]) -> list[Found]:
    """The dates, with bare days in the month of the day right before them in a list, or behind 同: 5月3日~同6日."""
    found: list[Found] = []
    for span, date in dates:
        day = _BARE_DAY.match(text, span.start, span.end)
        told = found[-1] if found and day else None
        if day and told and told[1].end and told[1].granularity in _OF_DAYS:
            between = text[told[0].end : span.start]
            if _ON_IN_LIST.fullmatch(between) or (between.endswith("同") and len(between) < _AHEAD_OF_SAME):
                date = _in_month_of(date, dt.date.fromisoformat(told[1].end[:10]), int(day[1]))
        found.append((span, date))
    return found


def _in_month_of(date: Date, before: dt.date, day: int) -> Date:
    """A date that names nothing but its day, in the month of a day before it; as it was where that has no such day."""
    moved = make_date(before.year, before.month, day)
    if moved is None or moved <= before or not date.start or not date.end:
        return date
    start, end = (moved.isoformat() + told[10:] for told in (date.start, date.end))
    return replace(date, start=start, end=end) if date.start[:10] == date.end[:10] else date

"""Weekdays of days whose year nobody names."""

from __future__ import annotations

import datetime as dt

from reconcile.claims import Claim, Date, Granularity, Kind, Span
from reconcile.values.weekdays import possible_days, with_weekdays

THURSDAY, FRIDAY = 3, 4


def claim(document: str, weekday: int | None = None, month: int | None = None, day: int | None = None) -> Claim:
    granularity = Granularity.WEEKDAY if day is None else Granularity.DAY
    date = Date(None, None, granularity, weekday=weekday, month=month, day=day, relative=True)
    return Claim(f"{document}#{weekday}{month}{day}", document, Kind.DATE, Span(0, 1), "", Span(0, 1), date=date)


def weekday(c: Claim) -> int | None:
    return c.date.weekday if c.date is not None else None


def test_the_calendar_that_explains_most_is_taken() -> None:
    claims = [
        claim("a", weekday=THURSDAY),
        claim("b", weekday=THURSDAY),
        claim("b", month=3, day=14),
        claim("c", day=14),
        claim("c", month=3, day=22),
        claim("d", month=5, day=16),
        claim("a", month=5, day=16),
    ]
    assert [weekday(c) for c in with_weekdays(claims)] == [THURSDAY] * 4 + [FRIDAY, THURSDAY, THURSDAY]


def test_a_day_named_with_its_weekday_settles_it() -> None:
    claims = [claim("a", weekday=0), claim("a", weekday=FRIDAY, month=9, day=18), claim("b", month=9, day=17)]
    assert weekday(with_weekdays(claims)[2]) == THURSDAY


def test_nothing_is_made_up() -> None:
    undecided = [claim("a", weekday=THURSDAY), claim("a", weekday=FRIDAY), claim("b", month=3, day=14)]
    assert with_weekdays(undecided) == undecided
    without = [claim("a", month=3, day=14), claim("b", month=3, day=15)]
    assert with_weekdays(without) == without
    impossible = [claim("a", weekday=THURSDAY), claim("b", month=2, day=31), claim("b", month=2, day=30)]
    assert with_weekdays(impossible) == impossible


def test_dates_with_a_year_stay() -> None:
    dated = Date("1996-03-03", "1996-03-03", Granularity.DAY, year=1996, month=3, day=3)
    old = Claim("a#1", "a", Kind.DATE, Span(0, 1), "", Span(0, 1), date=dated)
    claims = [old, claim("a", weekday=THURSDAY), claim("b", weekday=THURSDAY), claim("b", month=3, day=14)]
    assert with_weekdays(claims)[0] is old


def test_days_that_are_spoken_of_alike_tell_the_calendar() -> None:
    released, counted = claim("b", month=12, day=2), claim("b", month=6, day=15)
    announced = claim("a", weekday=0)

    def alike(one: Claim, other: Claim) -> float:
        return 2.5 if {one.id, other.id} == {released.id, announced.id} else 0.2

    claims = [announced, released, counted]
    assert with_weekdays(claims) == claims
    assert weekday(with_weekdays(claims, alike)[1]) == 0


def test_two_days_of_one_article_are_two_days() -> None:
    claims = [claim("a", weekday=THURSDAY), claim("a", month=3, day=14)]
    assert with_weekdays(claims) == claims


def test_days_without_a_month_are_in_the_one_that_explains_their_weekdays() -> None:
    claims = [
        claim("a", weekday=1, day=6),
        claim("a", weekday=2, day=7),
        claim("b", month=6, day=12),
        claim("c", weekday=THURSDAY, month=6, day=12),
        claim("c", month=6, day=27),
        claim("d", day=8),
    ]
    told = with_weekdays(claims, lambda _, __: 0.0)
    assert [weekday(c) for c in told] == [1, 2, THURSDAY, THURSDAY, FRIDAY, THURSDAY]


def counted(document: str, days: int, weekday: int | None = None) -> Claim:
    date = Date(None, None, Granularity.DAY, weekday=weekday, relative=True, counted=(Granularity.DAY, days))
    return Claim(f"{document}#{days}", document, Kind.DATE, Span(0, 1), "", Span(0, 1), date=date)


def test_yesterday_has_a_weekday_where_the_article_says_which_day_it_is() -> None:
    claims = [counted("a", 0, FRIDAY), counted("a", -1), counted("b", -1), counted("c", 1, 0), counted("c", 0, 0)]
    assert [weekday(c) for c in with_weekdays(claims)] == [FRIDAY, THURSDAY, None, 0, 0]


def test_weekdays_leave_some_years() -> None:
    years = range(2010, 2028)
    told = [c.date for c in (claim("a", THURSDAY, 11, 14), claim("b", FRIDAY, 11, 15)) if c.date is not None]
    assert possible_days(told, years) == [dt.date(year, 11, 15) for year in (2013, 2019, 2024)]
    assert possible_days([*told, told[0]][2:], years) == [dt.date(year, 11, 14) for year in (2013, 2019, 2024)]
    bare = [c.date for c in (claim("a", THURSDAY), claim("b", None, 11, 14)) if c.date is not None]
    assert possible_days(bare, years) == []
    leap = claim("c", THURSDAY, 2, 29).date
    assert leap is not None
    assert possible_days([leap], years) == [dt.date(2024, 2, 29)]

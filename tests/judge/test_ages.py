"""Ages from dates of birth."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from reconcile.claims import Claim, Date, Dimension, Granularity, Kind, Quantity, Span
from reconcile.judge.ages import Now, ages

BORN = Claim(
    "b", "b", Kind.DATE, Span(0, 9), "11 June 2007", Span(0, 9),
    date=Date("2007-06-11", "2007-06-11", Granularity.DAY, year=2007, month=6, day=11),
)  # fmt: skip
NOVEMBERS = tuple(dt.date(year, 11, 15) for year in (2013, 2019, 2024, 2030))


def aged(years: int) -> Claim:
    value = Fraction(years)
    quantity = Quantity(value, value, value, "yr", Dimension.AGE)
    return Claim("a", "a", Kind.QUANTITY, Span(0, 2), str(years), Span(0, 9), quantity)


@pytest.mark.parametrize(
    ("years", "now", "fits"),
    [
        (17, Now(dt.date(2024, 11, 24), True), True),
        (18, Now(dt.date(2024, 11, 24), True), False),
        (17, Now(dt.date(2024, 6, 10), True), False),
        (12, Now(dt.date(2019, 12, 31), False), True),
        (15, Now(dt.date(2019, 12, 31), False), True),  # the article may be some years younger
        (33, Now(dt.date(2019, 12, 31), False), False),
        (17, Now(dt.date(2007, 6, 11), False), True),
        (17, Now(dt.date(2007, 6, 11), False, NOVEMBERS), True),
        (18, Now(dt.date(2007, 6, 11), False, NOVEMBERS), False),
        (12, Now(dt.date(2007, 6, 11), False, NOVEMBERS), True),
    ],
)
def test_ages(years: int, now: Now, fits: bool) -> None:
    tried = ages(aged(years), [BORN], now)
    assert tried.number == 1
    assert [d.operands for d in tried.fitting] == ([(BORN,)] if fits else [])


def test_the_fewer_days_it_may_have_been_the_more_an_age_says() -> None:
    few, many = (ages(aged(17), [BORN], Now(dt.date(2007, 6, 11), False, days)) for days in (NOVEMBERS[2:], NOVEMBERS))
    assert few.fitting[0].chance < many.fitting[0].chance


def test_the_younger_an_article_has_to_be_the_less_an_age_says() -> None:
    near, far = (ages(aged(17), [BORN], Now(dt.date(year, 1, 1), False)) for year in (2023, 2010))
    assert near.fitting[0].chance < far.fitting[0].chance

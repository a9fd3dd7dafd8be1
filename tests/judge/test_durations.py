"""Lengths of time from the times and days that they lie between."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reconcile.claims import Bound, Claim, Date, Dimension, Granularity, Kind, Quantity, Span
from reconcile.judge.durations import durations
from reconcile.judge.terms import Terms

_place = iter(range(0, 10**6, 10))


def length(number: str, unit: str, step: str = "1", dimension: Dimension = Dimension.DURATION) -> Claim:
    value, half = Fraction(number), Fraction(step) / 2
    quantity = Quantity(value, value - half, value + half, unit, dimension, Bound.EXACT, 2 * half)
    return Claim(f"{number}{unit}", "a", Kind.QUANTITY, Span(0, 1), number, Span(0, 1), quantity)


def date(granularity: Granularity, **parts: object) -> Claim:
    at = next(_place)
    said = Date(**{"start": None, "end": None, **parts}, granularity=granularity)  # type: ignore[arg-type]
    return Claim(f"d{at}", "b", Kind.DATE, Span(at, at + 5), "", Span(0, 1), date=said)


def at(time: str, utc_offset: int | None = None) -> Claim:
    return date(Granularity.TIME, time=time, utc_offset=utc_offset)


def on(weekday: int, time: str) -> Claim:
    return date(Granularity.TIME, weekday=weekday, time=time)


def year(first: int, last: int | None = None) -> Claim:
    bound = Bound.EXACT if last is None else Bound.RANGE
    parts = {"start": f"{first}-01-01", "end": f"{last or first}-12-31", "year": first, "bound": bound}
    return date(Granularity.YEAR, **parts)


def day(month: int, number: int, year: int | None = None, **parts: object) -> Claim:
    start = f"{year}-{month:02}-{number:02}" if year else None
    return date(Granularity.DAY, start=start, end=start, year=year, month=month, day=number, **parts)


NOVEMBER = date(Granularity.MONTH, start="2022-11-01", end="2022-11-30", year=2022, month=11)
CASES = [
    # a range of days without a year; a month, and a day of a year that is not named
    (length("5", "wk"), [day(4, 12, bound=Bound.RANGE, last=(5, 17))], "12 April to 17 May: 35 days"),
    (length("43", "mo"), [NOVEMBER, day(6, 9)], "November 2022 to June 2026: 1,316 days"),
    (length("11", "min"), [at("21:12"), at("21:23")], "21:12 to 21:23: 0 h 11 min"),
    (length("2.5", "h", "0.5"), [at("02:15"), at("23:40")], "23:40 to 02:15: 2 h 35 min"),
    (length("90", "min", "10"), [at("05:00", 480), at("06:30", 480)], "05:00 to 06:30: 1 h 30 min"),
    (length("56", "h"), [on(5, "22:00"), on(1, "06:00")], "22:00 to 06:00: 56 h 00 min"),
    (length("212", "h"), [on(0, "12:40"), on(2, "08:40")], "12:40 to 08:40: 212 h 00 min"),
    (length("6", "wk"), [date(Granularity.DAY, month=5, day=19), date(Granularity.DAY, month=6, day=30)],
     "19 May to 30 June: 42 days"),
    (length("67", "yr", dimension=Dimension.AGE), [year(1884, 1951)], "1884 to 1951: 67 years"),
    (length("30", "yr"), [year(2024), year(1994)], "1994 to 2024: 30 years"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "dates", "text"), CASES)
def test_a_length_that_fits(target: Claim, dates: list[Claim], text: str) -> None:
    goal = Terms().of(target)
    assert goal is not None
    tried = durations(goal, dates)
    assert [d.text for d in tried.fitting] == [text]
    assert tried.number >= 1
    assert all(0 < d.chance <= 1 and 0 <= d.off < 0.2 for d in tried.fitting)


@pytest.mark.parametrize(
    ("target", "dates"),
    [
        (length("25", "min"), [at("21:12"), at("21:23")]),
        (length("11", "min"), [at("21:12", 60), at("21:23")]),
        (length("11", "m", dimension=Dimension.MEASURE), [at("21:12"), at("21:23")]),
        (length("2", "d"), [date(Granularity.DAY, month=2, day=30), date(Granularity.DAY, month=3, day=1)]),
        (length("3", "yr"), [year(1884, 1951)]),
        (length("8", "h"), [on(5, "22:00"), on(1, "06:00")]),
    ],
)
def test_others_do_not(target: Claim, dates: list[Claim]) -> None:
    goal = Terms().of(target)
    assert goal is not None
    assert not durations(goal, dates).fitting


def test_a_day_of_the_sentence_that_tells_the_length() -> None:
    goal = Terms().of(length("22", "d"))
    assert goal is not None
    found = durations(goal, [day(10, 21)], [day(11, 12)]).fitting
    assert [(d.text, len(d.operands)) for d in found] == [("21 October to 12 November: 22 days", 1)]


def test_from_a_day_of_autumn_to_one_of_spring() -> None:
    goal = Terms().of(length("186", "d"))
    assert goal is not None
    assert "15 October to 19 April: 186 days" in [d.text for d in durations(goal, [day(10, 15), day(4, 19)]).fitting]


def test_of_no_year_but_the_likely_one() -> None:
    """ "15 October" of an article of May, which is hardly of the October to come."""
    goal = Terms().of(length("186", "d"))
    assert goal is not None
    october, april = (
        date(Granularity.DAY, start=s, end=s, month=m, day=d, relative=True)
        for s, m, d in (("2025-10-15", 10, 15), ("2025-04-19", 4, 19))
    )
    assert "15 October to 19 April: 186 days" in [d.text for d in durations(goal, [october, april]).fitting]


def test_what_is_counted_from_publication_proves_no_length() -> None:
    """ "Four years ago" is four years before today, whatever happened then."""
    goal = Terms().of(length("4", "yr"))
    assert goal is not None
    ago = date(Granularity.DAY, start="2019-12-03", end="2019-12-03", relative=True, counted=(Granularity.YEAR, -4))
    today = date(Granularity.DAY, start="2023-12-03", end="2023-12-03", relative=True, counted=(Granularity.DAY, 0))
    assert not durations(goal, [ago, today]).fitting
    assert not durations(goal, [today], [ago]).fitting


def test_nothing_lasts_longer_than_the_calendar() -> None:
    goal = Terms().of(length("150", "yr"))
    assert goal is not None
    found = durations(goal, [day(1, 1, 9950), day(3, 4)]).fitting
    assert [d.text for d in found] == ["4 March 9800 to 1 January 9950: 54,724 days"]

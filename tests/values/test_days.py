"""When two dates or times can be the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.claims import Bound, Date, Granularity
from reconcile.values.days import compare_dates, steps_apart

DAY, MONTH, YEAR, TIME, WEEKDAY = (
    Granularity.DAY,
    Granularity.MONTH,
    Granularity.YEAR,
    Granularity.TIME,
    Granularity.WEEKDAY,
)
QUARTER, WEEK = Granularity.QUARTER, Granularity.WEEK
NEXT_YEAR = Date(None, None, YEAR, counted=(YEAR, 1))
DAYS = Date(None, None, DAY, month=2, day=3, bound=Bound.RANGE, last=(2, 21))
FIRST_HALF = Date(None, None, QUARTER, month=1, counted=(YEAR, 1))
SUNDAY = Date("2024-01-14", "2024-01-14", DAY, weekday=6, relative=True)
JANUARY = Date("2025-01-07", "2025-01-07", DAY, month=1, day=7, relative=True)
TEN_YEARS = Date("2014-12-02", "2014-12-02", DAY, relative=True, bound=Bound.ABOUT, precision=YEAR, counted=(YEAR, -10))


def day(iso: str) -> Date:
    year, month, number = (int(x) for x in iso.split("-"))
    return Date(iso, iso, DAY, year=year, month=month, day=number)


def moment(iso: str, time: str, offset: int | None = None) -> Date:
    at = f"{iso}T{time}"
    return replace(day(iso), start=at, end=at, granularity=TIME, time=time, utc_offset=offset)


CASES = [
    (day("2024-01-09"), day("2024-01-19"), "differs"),
    (day("2024-01-09"), day("2024-01-09"), "same"),
    (day("2024-02-04"), Date(None, None, WEEKDAY, weekday=6), "same"),
    (day("2024-02-04"), Date(None, None, WEEKDAY, weekday=0), "differs"),
    (Date("2024-01-01", "2024-12-31", YEAR, year=2024), day("2024-05-16"), "within"),
    (Date("2019-01-01", "2019-12-31", YEAR), Date("2017-01-01", "2017-12-31", YEAR), "differs"),
    (Date(None, None, TIME, time="02:30"), Date(None, None, TIME, time="01:30", utc_offset=0), "same"),
    (
        Date(None, None, TIME, time="08:30", utc_offset=180),
        Date(None, None, TIME, time="07:30", utc_offset=120),
        "same",
    ),
    (
        Date(None, None, TIME, time="08:30", utc_offset=180),
        Date(None, None, TIME, time="08:30", utc_offset=120),
        "differs",
    ),
    (Date(None, None, TIME, time="08:30"), Date(None, None, TIME, time="09:30"), "open"),
    # one time of two days, and one night in two zones
    (moment("2025-03-14", "14:30"), moment("2025-03-18", "14:30"), "differs"),
    (moment("2025-03-14", "14:30"), moment("2025-03-14", "14:30"), "same"),
    (moment("2025-03-14", "23:30", 0), moment("2025-03-15", "01:30", 120), "same"),
    (moment("2025-03-14", "23:30"), moment("2025-03-15", "01:30"), "open"),
    (
        Date(None, None, TIME, month=3, day=4, time="20:00"),
        Date(None, None, TIME, month=3, day=5, time="20:00"),
        "differs",
    ),
    (
        Date(None, None, TIME, time="13:10", modifier="match"),
        Date(None, None, TIME, time="15:10", modifier="match"),
        "differs",
    ),
    (Date(None, None, TIME, time="08:30"), Date(None, None, TIME, time="09:45"), "differs"),
    (Date("2020-09-18", "2020-09-19", DAY), Date(None, None, WEEKDAY, weekday=5), "within"),
    (Date("2020-09-18", "2020-09-19", DAY), Date(None, None, WEEKDAY, weekday=6), "differs"),
    (Date(None, None, DAY, month=5, day=16), day("2024-05-16"), "same"),
    # "on Thursday" of a paper of the 12th, read as the 7th, and "14 November" of one without a year
    (
        Date("2024-11-07", "2024-11-07", WEEKDAY, weekday=3, relative=True),
        Date(None, None, DAY, month=11, day=14),
        "same",
    ),
    (
        Date("2024-11-07", "2024-11-07", WEEKDAY, weekday=3, relative=True),
        Date(None, None, DAY, month=11, day=15),
        "differs",
    ),
    # "today, Monday" and "yesterday, Monday", of papers of two days
    (
        Date(None, None, DAY, weekday=0, counted=(DAY, 0)),
        Date(None, None, DAY, weekday=0, counted=(DAY, -1)),
        "same",
    ),
    (
        Date(None, None, DAY, weekday=0, counted=(DAY, 0)),
        Date(None, None, DAY, weekday=1, counted=(DAY, 0)),
        "differs",
    ),
    # shortly before five in Delhi, ten past seven in Beijing
    (
        Date(None, None, TIME, time="17:00", modifier="before"),
        Date(None, None, TIME, time="19:10", utc_offset=480),
        "open",
    ),
    # shortly before five, about five
    (Date(None, None, TIME, time="17:00", modifier="before"), Date(None, None, TIME, time="16:40"), "within"),
    (Date(None, None, TIME, time="17:00", modifier="before"), Date(None, None, TIME, time="17:20"), "differs"),
    (Date(None, None, TIME, time="17:00", modifier="after"), Date(None, None, TIME, time="19:20"), "open"),
    (Date(None, None, TIME, time="00:10", modifier="before"), Date(None, None, TIME, time="23:50"), "within"),
    (Date(None, None, TIME, time="17:00", bound=Bound.ABOUT), Date(None, None, TIME, time="16:40"), "within"),
    (Date(None, None, TIME, time="17:00", bound=Bound.ABOUT), Date(None, None, TIME, time="16:20"), "differs"),
    (Date(None, None, TIME, time="17:10", bound=Bound.ABOUT), Date(None, None, TIME, time="17:25"), "differs"),
    (Date(None, None, TIME, time="17:10", bound=Bound.ABOUT), Date(None, None, TIME, time="17:05"), "within"),
    # before, since and until a day
    (replace(day("2024-03-15"), modifier="before"), day("2024-03-12"), "open"),
    (replace(day("2024-03-15"), modifier="before"), day("2024-03-17"), "differs"),
    (replace(day("2024-03-15"), modifier="since"), day("2024-03-17"), "open"),
    (replace(day("2024-03-15"), modifier="until"), replace(day("2024-03-17"), modifier="until"), "differs"),
    (Date(None, None, DAY, month=3, day=15, modifier="since"), Date(None, None, DAY, month=4, day=2), "open"),
    (Date(None, None, DAY, month=3, day=15, modifier="since"), Date(None, None, DAY, month=3, day=2), "differs"),
    # next year, four years ago, yesterday: counted from a day that is not known
    (NEXT_YEAR, replace(NEXT_YEAR, modifier="late"), "within"),
    (replace(NEXT_YEAR, modifier="early"), replace(NEXT_YEAR, modifier="late"), "differs"),
    (NEXT_YEAR, Date(None, None, YEAR, counted=(YEAR, -4)), "differs"),
    (NEXT_YEAR, Date(None, None, MONTH, month=3, counted=(YEAR, 1)), "within"),
    (Date(None, None, DAY, counted=(DAY, -1)), Date(None, None, DAY, counted=(DAY, -1)), "same"),
    (Date(None, None, DAY, counted=(DAY, -1)), Date(None, None, DAY, counted=(DAY, 0)), "open"),
    # last year on 1 October, and on 1 November
    (
        Date(None, None, DAY, month=10, day=1, counted=(YEAR, -1)),
        Date(None, None, DAY, month=11, day=1, counted=(YEAR, -1)),
        "differs",
    ),
    # 3-21 February of no year
    (DAYS, DAYS, "same"),
    (DAYS, replace(DAYS, last=(2, 12)), "differs"),
    (DAYS, Date(None, None, DAY, month=2, day=12), "within"),
    (DAYS, Date("2025-02-12", "2025-02-12", DAY, year=2025, month=2, day=12), "within"),
    (DAYS, Date(None, None, DAY, month=2, day=22), "differs"),
    # the first half of next year
    (FIRST_HALF, FIRST_HALF, "same"),
    (FIRST_HALF, replace(FIRST_HALF, month=7), "differs"),
    (FIRST_HALF, replace(NEXT_YEAR, month=3, granularity=MONTH), "within"),
    (FIRST_HALF, replace(NEXT_YEAR, modifier="late"), "differs"),
    (FIRST_HALF, Date("2025-01-01", "2025-06-30", QUARTER, year=2025, month=1), "within"),
    (replace(NEXT_YEAR, modifier="late"), Date("2025-09-01", "2025-12-31", YEAR, year=2025, modifier="late"), "within"),
    (Date(None, None, QUARTER, month=4), Date(None, None, QUARTER, month=10), "differs"),
    # "Sunday", of which week is only likely, and "7 January", of which year
    (SUNDAY, day("2024-01-21"), "same"),
    (SUNDAY, replace(SUNDAY, start="2024-01-21", end="2024-01-21"), "same"),
    (SUNDAY, day("2024-01-22"), "differs"),
    (SUNDAY, day("2024-01-28"), "differs"),
    (replace(SUNDAY, counted=(WEEK, -1)), day("2024-01-21"), "differs"),
    (day("2024-01-14"), day("2024-01-21"), "differs"),
    (JANUARY, day("2024-01-07"), "same"),
    (JANUARY, day("2024-01-17"), "differs"),
    (replace(JANUARY, year=2025), day("2024-01-07"), "differs"),
    # "ten years ago", told on two days, and years by their number
    (TEN_YEARS, replace(TEN_YEARS, start="2014-12-04", end="2014-12-04"), "within"),
    (TEN_YEARS, Date("2015-01-01", "2015-12-31", YEAR, year=2015), "within"),
    (TEN_YEARS, Date("2016-01-01", "2016-12-31", YEAR, year=2016), "differs"),
    (TEN_YEARS, replace(TEN_YEARS, start="2013-12-02", end="2013-12-02"), "differs"),
]


@pytest.mark.parametrize(("a", "b", "outcome"), CASES)
def test_outcome(a: Date, b: Date, outcome: str) -> None:
    for x, y in ((a, b), (b, a)):
        said = compare_dates(x, y)
        assert said is not None
        assert said.outcome == outcome


def test_nothing_to_compare() -> None:
    at_noon = Date("2024-01-14T12:00", "2024-01-14T12:00", TIME, weekday=6, time="12:00", relative=True)
    assert compare_dates(SUNDAY, at_noon) is None
    assert compare_dates(Date(None, None, WEEKDAY, weekday=1), Date(None, None, MONTH, month=3)) is None
    # a time of day and one on the clock of a match
    on_the_clock = Date(None, None, TIME, time="13:10", modifier="match")
    assert compare_dates(Date(None, None, TIME, time="13:10"), on_the_clock) is None


@pytest.mark.parametrize(
    ("a", "b", "steps"),
    [
        (day("2024-01-09"), day("2024-01-19"), 10),
        (day("2024-01-09"), Date("2023-12-01", "2023-12-31", MONTH, year=2023, month=12), 9 / 31),
        (Date("2024-01-01", "2024-12-31", YEAR, year=2024), day("2024-05-16"), 0),
        (Date(None, None, DAY, month=1, day=9), Date(None, None, DAY, month=1, day=19), 10),
        (Date(None, None, DAY, month=1, day=31), Date(None, None, DAY, month=2, day=1), 0),
        (Date(None, None, DAY, month=1, day=9), day("2024-02-09"), 1),
        (day("2024-01-09"), day("2024-02-13"), 35),
        (Date("2025-10-01", "2025-12-31", YEAR, year=2025), Date("2026-10-01", "2026-12-31", YEAR, year=2026), 1),
        (Date(None, None, WEEKDAY, weekday=6), Date(None, None, WEEKDAY, weekday=0), 1),
        (Date(None, None, WEEKDAY, weekday=6), Date(None, None, YEAR, year=2020), 0),
        (Date(None, None, TIME, time="23:30"), Date(None, None, TIME, time="00:30"), 1 / 24),
    ],
)
def test_steps_apart(a: Date, b: Date, steps: float) -> None:
    assert steps_apart(a, b) == steps_apart(b, a) == pytest.approx(steps)

"""Equations between figures of different kinds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import nan
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.claims import Bound, Claim, Dimension, Kind, Quantity, Reading, Span
from reconcile.judge import terms
from reconcile.judge.derivations import derivations
from reconcile.judge.terms import Terms
from reconcile.values import intervals

COUNT, PERCENT, MULTIPLIER, FRACTION = Dimension.COUNT, Dimension.PERCENT, Dimension.MULTIPLIER, Dimension.FRACTION
MEASURE, MONEY, DURATION, RATE = Dimension.MEASURE, Dimension.MONEY, Dimension.DURATION, Dimension.RATE
ORDINAL = Dimension.ORDINAL


def claim(
    number: str,
    step: str = "1",
    unit: str = "1",
    dimension: Dimension = COUNT,
    direction: int = 0,
    reading: Reading | None = None,
    per: str = "",
) -> Claim:
    value, width = Fraction(number), Fraction(step)
    quantity = Quantity(
        value, value - width / 2, value + width / 2, unit, dimension, Bound.EXACT, width, per, reading, direction
    )
    return Claim(f"{number}{unit}", "doc", Kind.QUANTITY, Span(0, 1), number, Span(0, 1), quantity)


def span(low: str, high: str, unit: str) -> Claim:
    ends = Fraction(low), Fraction(high)
    quantity = Quantity(None, *ends, unit, MEASURE, Bound.RANGE, Fraction(1, 10))
    return Claim(f"{low}-{high}{unit}", "doc", Kind.QUANTITY, Span(0, 1), low, Span(0, 1), quantity)


CASES = [
    (claim("28", unit="x", dimension=MULTIPLIER, reading=Reading.OPEN), [claim("1900", "100"), claim("54000", "1000")],
     "ratio", "54,000 / 1,900 = 28.4"),
    (claim("193", unit="x", dimension=MULTIPLIER), [claim("300", "10"), claim("58000", "1000")],
     "ratio", "58,000 / 300 = 193.3"),
    (claim("2400000", "100000", "EUR", MONEY, per="km"),
     [claim("1300000000", "100000000", "EUR", MONEY), claim("540", "10", "km", MEASURE)],
     "rate", "1.3 billion EUR / 540 km = 2.41 million EUR"),
    (claim("105000000", "1000000", "EUR", MONEY),
     [claim("35000000", "1000000", "EUR", MONEY, per="d"), claim("3", "1", "d", DURATION)],
     "rate", "35 million EUR × 3 d = 105 million EUR"),
    (claim("20000", "1000", "1", RATE, per="d"), [claim("7300000", "100000", "1", RATE, per="yr")],
     "rate", "7,300,000 per yr = 19,986.31 per d"),
    (claim("23000000", "1000000", "EUR", MONEY),
     [claim("73", unit="%", dimension=PERCENT), claim("84000000", "1000000", "EUR", MONEY)],
     "share", "(1 − 73%) × 84 million EUR = 22.68 million EUR"),
    (claim("22"), [claim("15"), claim("7")], "sum", "15 + 7 = 22"),
    # "1.4 billion, a third of the loan"; "1,500 feet in 18 seconds"
    (claim("4200000000", "100000000", "EUR", MONEY),
     [claim("1400000000", "100000000", "EUR", MONEY), claim("1/3", "1/100", "1", FRACTION)],
     "share", "1.4 billion EUR / 1/3 = 4.2 billion EUR"),
    (claim("25", "1", "m/s", MEASURE), [claim("1500", "100", "ft", MEASURE), claim("18", "1", "s", DURATION)],
     "rate", "1,500 ft / 18 s = 25.4 m/s"),
    # "186.4 million, after 149.1", "268 million, 71 and 73"
    (claim("25", unit="%", dimension=PERCENT), [claim("186400000", "100000", "EUR", MONEY), claim("149.1", "0.1")],
     "percent change", "149.1 → 186.4 million EUR: 186.4 million EUR / 149.1 − 1 = +25%"),
    (claim("412000000", "1000000", "EUR", MONEY),
     [claim("268000000", "1000000", "EUR", MONEY), claim("71"), claim("73")],
     "sum", "268 million EUR + 71 + 73 = 412 million EUR"),
    (claim("3400", "100"), [claim("1/3", "1/100", "1", FRACTION), claim("10200", "100")],
     "share", "1/3 × 10,200 = 3,400"),
    (claim("4.5", "1/100", "m", MEASURE), [claim("1.9", "0.1", "m", MEASURE), claim("6.4", "0.1", "m", MEASURE)],
     "difference", "6.4 m − 1.9 m = 4.5 m"),
    (claim("10", unit="%", dimension=PERCENT, direction=-1),
     [claim("3800000000", "100000000", "EUR", MONEY), claim("3420000000", "10000000", "EUR", MONEY)],
     "percent change", "3.8 billion EUR → 3.42 billion EUR: 3.42 billion EUR / 3.8 billion EUR − 1 = −10%"),
    (claim("116", unit="%", dimension=PERCENT, direction=1), [claim("186"), claim("402")],
     "percent change", "186 → 402: 402 / 186 − 1 = +116.1%"),
    (claim("2.4", "0.1", "%", PERCENT), [claim("31"), claim("1284")], "share", "31 / 1,284 = 2.4%"),
    (claim("41", unit="s", dimension=DURATION),
     [claim("8387", unit="s", dimension=DURATION), claim("8428", unit="s", dimension=DURATION)],
     "difference", "2:20:28 − 2:19:47 = 41 s"),
    (claim("2.2", "0.1", "%", PERCENT), [claim("1.1", "0.1", "%", PERCENT), claim("3.3", "0.1", "%", PERCENT)],
     "difference", "3.3% − 1.1% = 2.2%"),
    (claim("5.1", "0.1", "1", RATE, per="1000"), [claim("1284"), claim("250000", "10000")],
     "rate", "1,284 / 250,000 × 1,000 = 5.14"),
    # votes of two, tins of 800 g, payments of 19.60 each, from 58th to 41st, from 30.2 to 31.8 degrees
    (claim("51", "0.1", "%", PERCENT), [claim("18462"), claim("17738")], "share", "18,462 / (18,462 + 17,738) = 51%"),
    (claim("960", "10", "t", MEASURE), [claim("1200000", "100000"), claim("800", "10", "g", MEASURE)],
     "rate", "800 g × 1.2 million = 960 t"),
    (claim("610000", "10000"), [claim("12000000", "1000000", "EUR", MONEY), claim("19.6", "0.1", "EUR", MONEY)],
     "rate", "12 million EUR / 19.6 EUR = 612,244.9"),
    (claim("17"), [claim("58", unit="th", dimension=ORDINAL), claim("41", unit="th", dimension=ORDINAL)],
     "difference", "58 − 41 = 17"),
    (claim("1.6", "0.1", "°C", MEASURE), [span("30.2", "31.8", "°C")], "difference", "31.8 °C − 30.2 °C = 1.6 °C"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "operands", "kind", "text"), CASES)
def test_the_equation_is_found(target: Claim, operands: list[Claim], kind: str, text: str) -> None:
    fitting = {(d.kind, d.text) for d in derivations(target, operands, Terms()).fitting}
    assert (kind, text) in fitting


@pytest.mark.parametrize(
    ("target", "operands"),
    [
        (claim("12", unit="%", dimension=PERCENT, direction=-1), [claim("3800"), claim("3420")]),
        (
            claim("5", unit="x", dimension=MULTIPLIER),
            [claim("62", unit="mm", dimension=MEASURE), claim("187", unit="mm", dimension=MEASURE)],
        ),
        (
            claim("74", unit="s", dimension=DURATION),
            [claim("8387", unit="s", dimension=DURATION), claim("8428", unit="s", dimension=DURATION)],
        ),
        (claim("10", unit="%", dimension=PERCENT, direction=1), [claim("3800"), claim("3420")]),
        (claim("51", unit="%", dimension=PERCENT), [claim("18462"), claim("17738")]),  # too roughly told
        (claim("12", unit="%", dimension=PERCENT, direction=-1), [claim("1900", "100"), claim("15800", "100")]),
    ],
)
def test_what_does_not_work_out_does_not_fit(target: Claim, operands: list[Claim]) -> None:
    assert not [
        d
        for d in derivations(target, operands, Terms()).fitting
        if d.kind in ("ratio", "percent change", "difference", "share")
    ]


def test_a_length_by_a_length_is_no_length() -> None:
    lengths = [claim("22", unit="nmi", dimension=MEASURE), claim("41", unit="km", dimension=MEASURE)]
    assert not derivations(claim("1.86", "0.01", "km", MEASURE), lengths, Terms()).fitting


def test_parts_that_may_be_nothing_at_all_make_no_whole() -> None:
    assert not derivations(claim("51", "0.1", "%", PERCENT), [claim("1", "10"), claim("2", "4")], Terms()).fitting


def test_both_readings_of_an_open_multiplier_are_tried() -> None:
    by = claim("27", unit="x", dimension=MULTIPLIER, reading=Reading.OPEN)
    to = claim("28", unit="x", dimension=MULTIPLIER, reading=Reading.OPEN)
    operands = [claim("100"), claim("2800")]
    assert derivations(by, operands, Terms()).fitting
    assert derivations(to, operands, Terms()).fitting


numbers = st.one_of(
    st.integers(1, 60),
    st.integers(1, 10**9),
    st.fractions(min_value=0, max_value=5, max_denominator=1000),
    st.sampled_from([10**120, Fraction(1, 10**120)]),
).map(str)
steps = st.sampled_from(["1", "1/10", "100", "1000000", "0"])
figures = st.builds(
    lambda number, step, unit, direction, bound, reading: with_bound(
        claim(number, step, unit[0], unit[1], direction, reading, per="1000" if unit[1] is RATE else ""), bound
    ),
    numbers,
    steps,
    st.sampled_from(
        [("1", COUNT), ("%", PERCENT), ("x", MULTIPLIER), ("1", FRACTION), ("m", MEASURE), ("s", DURATION), ("1", RATE)]
    ),
    st.sampled_from([-1, 0, 1]),
    st.sampled_from([Bound.EXACT, Bound.EXACT, Bound.ABOUT, Bound.OVER, Bound.UNDER, Bound.RANGE]),
    st.sampled_from([None, Reading.OPEN, Reading.TO]),
)


def with_bound(one: Claim, bound: Bound) -> Claim:
    assert one.quantity is not None
    return replace(one, quantity=replace(one.quantity, bound=bound))


@settings(max_examples=300, deadline=None)
@given(figures, st.lists(figures, min_size=1, max_size=6))
def test_floats_only_save_work(target: Claim, some: list[Claim]) -> None:
    operands = [replace(one, id=str(n)) for n, one in enumerate(some)]
    quick = derivations(target, operands, Terms())
    with (
        mock.patch.object(intervals, "nearest", lambda value: nan),
        mock.patch.object(terms, "nearest", lambda value: nan),
    ):
        exact = derivations(target, operands, Terms())
    assert quick == exact


def test_what_the_last_digit_decides_is_decided_exactly() -> None:
    third = claim("1/3", "0", "1", FRACTION)
    parts = [claim("1000000000000000000001", "0"), claim("3000000000000000000000", "0")]
    assert not derivations(third, parts, Terms()).fitting
    assert derivations(third, [claim("1000000000000000000000", "0"), parts[1]], Terms()).fitting

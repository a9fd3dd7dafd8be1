"""When two figures can both be right."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.claims import Bound, Dimension, Quantity, Reading
from reconcile.values.figures import compare


def q(
    number: float | str,
    step: float | str = 1,
    unit: str = "1",
    dimension: Dimension = Dimension.COUNT,
    bound: Bound = Bound.EXACT,
    per: str = "",
) -> Quantity:
    value, width = Fraction(str(number)), Fraction(str(step))
    half = width / 2
    return Quantity(value, value - half, value + half, unit, dimension, bound, width, per)


MEASURE, MONEY, PERCENT, RATE = Dimension.MEASURE, Dimension.MONEY, Dimension.PERCENT, Dimension.RATE
MULTIPLIER = Dimension.MULTIPLIER

CASES = [
    (q(5), q(6), "differs", "value"),
    (q(54000, 1000), q(54000, 1000), "same", "equal"),
    (q(9200, 100), q(9214), "same", "rounding"),
    (q(1284), q(1300, 100, bound=Bound.ABOUT), "same", "rounding"),
    (q(5000, 1000, bound=Bound.ABOUT), q(5900, 100, bound=Bound.ABOUT), "differs", "value"),
    (q(400000, 1000, bound=Bound.ABOUT), q(380000, 1000, bound=Bound.ABOUT), "same", "rounding"),
    (q(400000, 1000, bound=Bound.ABOUT), q(300000, 1000, bound=Bound.ABOUT), "differs", "value"),
    (q(10**9, 10**9, bound=Bound.OVER), q("1.05e9", 10**7), "same", "bound"),
    (q(10**9, 10**9, bound=Bound.OVER), q(3 * 10**9, 10**9), "open", "bound"),
    (q(10**9, 10**9, bound=Bound.OVER), q(6 * 10**8, 10**8), "differs", "value"),
    (q(21, 1, "ft", MEASURE), q("6.4", "0.1", "m", MEASURE), "same", "unit"),
    (q(187, 1, "l/m²", MEASURE), q(187, 1, "mm", MEASURE), "same", "unit"),
    (q(220, 10, "ton", MEASURE), q(200, 10, "t", MEASURE), "same", "unit"),
    (q("11.8e6", 10**5, "ton", MEASURE), q("11.8e6", 10**5, "t", MEASURE), "same", "unit"),
    (q(17, 1, "mi", MEASURE), q(31, 1, "km", MEASURE), "same", "unit"),
    (q(17, 1, "mi", MEASURE), q(27, 1, "km", MEASURE), "same", "unit"),
    (q(17, 1, "mi", MEASURE), q(22, 1, "km", MEASURE), "differs", "value"),
    (q(220, 10, "ton", MEASURE), q(150, 10, "t", MEASURE), "differs", "value"),
    (q("0.3", "0.1", "%", PERCENT), q(3, 1, "‰", PERCENT), "same", "equal"),
    (q("0.3", "0.1", "%", PERCENT), q(3, 1, "1", RATE, per="1000"), "same", "unit"),
    (q(70, 1, "°", MEASURE), q(158, 1, "°F", MEASURE), "same", "unit"),
    (q(52, 1, "°F", MEASURE), q(11, 1, "°C", MEASURE), "same", "unit"),
    (q("2.4", "0.1", "%", PERCENT), q("4.2", "0.1", "%", PERCENT), "differs", "value"),
    (q("5.1", "0.1", "1", RATE, per="1000"), q(510, 10, "1", RATE, per="100000"), "same", "rounding"),
    (q("3.42e9", 10**7, "EUR", MONEY), q("3.4e9", 10**8, "EUR", MONEY), "same", "rounding"),
    (q("1.2e6", 10**5, "bbl", MEASURE, per="d"), q("1.2e6", 10**4, "bbl", MEASURE), "same", "unit"),
    (q("76.04", "0.01", "USD", MONEY, per="bbl"), q("76.04", "0.01", "USD", MONEY), "same", "unit"),
    (q(30, 1, "$", MONEY), q(30, 1, "CAD", MONEY), "same", "equal"),
    (q(84, 1, "SEK", MONEY), q(84, 1, "krone", MONEY), "same", "equal"),
    (q(84, 1, "crown", MONEY), q(88, 1, "CZK", MONEY), "differs", "value"),
    (q(2, 1, "x", MULTIPLIER), replace(q(60, 1, "%", PERCENT), direction=1), "differs", "unit"),
    (q("1.6", "0.1", "x", MULTIPLIER), replace(q(60, 1, "%", PERCENT), direction=1), "same", "unit"),
    (
        replace(q(2, "0.1", "x", MULTIPLIER), reading=Reading.BY),
        replace(q(200, 1, "%", PERCENT), direction=1),
        "same",
        "unit",
    ),
    (q("1.2e6", 10**5, "bbl", MEASURE, Bound.OVER, "d"), q("1.25e6", 10**4, "bbl", MEASURE), "same", "unit"),
    (q("0.5", "0.01", "pp", Dimension.POINTS), q("0.5", "0.1", "%", PERCENT), "same", "unit"),
]


@pytest.mark.parametrize(("a", "b", "outcome", "basis"), CASES)
def test_outcome_and_basis(a: Quantity, b: Quantity, outcome: str, basis: str) -> None:
    for x, y in ((a, b), (b, a)):
        said = compare(x, y)
        assert said is not None
        assert said.outcome == outcome
        if outcome != "differs":
            assert said.basis in (basis, "equal" if basis == "rounding" else basis)


def test_different_kinds_are_not_compared() -> None:
    assert compare(q(30, 1, "EUR", MONEY), q(30, 1, "USD", MONEY)) is None
    assert compare(q(30, 1, "kg", MEASURE), q(30, 1, "m", MEASURE)) is None
    assert compare(q(30, 1, "kg", MEASURE), q(30, 1, "%", PERCENT)) is None
    assert compare(q(2, 1, "x", MULTIPLIER), q(60, 1, "%", PERCENT)) is None  # a share, no rise
    assert compare(q(2, 1, "x", MULTIPLIER), replace(q(60, 1, "%", PERCENT), direction=-1)) is None


@pytest.mark.parametrize(
    "measured", [q(31, 1, "kn", MEASURE), q(31, 1, "EUR", MONEY), q(31, 1, "d", Dimension.DURATION)]
)
def test_things_counted_are_no_measure(measured: Quantity) -> None:
    assert compare(replace(q(31), noun="boats"), measured) is None
    assert compare(q(31), measured) is not None


def test_a_bare_number_is_compared_but_loosely() -> None:
    said = compare(q("3.8e9", 10**8), q("3.8e9", 10**8, "EUR", MONEY))
    assert said is not None
    assert said.outcome == "same"
    assert said.loose


quantities = st.builds(
    lambda n, s, b: q(n, s, bound=b),
    st.integers(1, 10**7),
    st.sampled_from([1, 10, 1000]),
    st.sampled_from([b for b in Bound if b is not Bound.RANGE]),
)


@given(quantities, quantities)
def test_comparison_is_symmetric(a: Quantity, b: Quantity) -> None:
    one, other = compare(a, b), compare(b, a)
    assert one is not None
    assert other is not None
    assert (one.outcome, one.basis, one.gap) == (other.outcome, other.basis, other.gap)


@given(quantities)
def test_a_figure_agrees_with_itself(a: Quantity) -> None:
    said = compare(a, a)
    assert said is not None
    assert said.outcome == "same"


def ends(low: int, high: int, dimension: Dimension = Dimension.DURATION, bound: Bound = Bound.RANGE) -> Quantity:
    return Quantity(None, Fraction(low), Fraction(high), "d", dimension, bound)


def test_ranges_and_scores_are_compared_end_by_end() -> None:
    for bound, dimension in ((Bound.RANGE, Dimension.DURATION), (Bound.EXACT, Dimension.SCORE)):
        equal = compare(ends(2, 5, dimension, bound), ends(2, 5, dimension, bound))
        other = compare(ends(2, 5, dimension, bound), ends(3, 5, dimension, bound))
        assert equal is not None
        assert other is not None
        assert (equal.outcome, other.outcome) == ("same", "differs")


def test_the_gap_is_a_share_of_the_larger() -> None:
    for x, y in ((10, 15), (15, 10), (-10, 10), (0, 5)):
        said = compare(q(x), q(y))
        assert said is not None
        assert said.gap == pytest.approx(abs(x - y) / max(abs(x), abs(y)))
    nothing = compare(q(0), q(0))
    assert nothing is not None
    assert nothing.gap == 0.0


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        (q(51), q(51, unit="%", dimension=PERCENT), "same"),
        (q(38), q(51, unit="%", dimension=PERCENT), "differs"),
        (replace(q(51), noun="seats"), q(51, unit="%", dimension=PERCENT), None),
        (q(870), q("2/3", "1/3", dimension=Dimension.FRACTION), None),
        (q(220), q(220_000_000, 10**6), "same"),
        (replace(q(220), noun="tonnes"), q(220_000_000, 10**6), "differs"),
        (q(3), q(3_000), "differs"),
        (q("2.4", "0.1"), q(2_400_000, 10**5, "EUR", MONEY), "same"),
        (q(46, unit="°", dimension=MEASURE), q(80, unit="°C", dimension=MEASURE), "differs"),
    ],
)
def test_what_a_bare_number_may_leave_out(a: Quantity, b: Quantity, outcome: str | None) -> None:
    for said in (compare(a, b), compare(b, a)):
        assert (said.outcome if said else None) == outcome

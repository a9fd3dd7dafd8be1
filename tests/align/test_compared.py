"""How two claims of one kind compare."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reconcile.align.compared import compare_claims, magnitude_apart, slip_between, slip_of
from reconcile.claims import Article, Claim, Dimension, Kind, Quantity, Span
from reconcile.extract import extract
from reconcile.values.figures import figure


@pytest.mark.parametrize(("gap", "apart"), [(0.0, 0.0), (0.9, 1.0), (0.99, 2.0), (0.999, 2.0), (1.0, 2.0), (1.5, 2.0)])
def test_magnitudes(gap: float, apart: float) -> None:
    assert magnitude_apart(gap) == pytest.approx(apart)


def claim(number: Fraction, unit: str = "1", dimension: Dimension = Dimension.COUNT, noun: str = "") -> Claim:
    q = Quantity(number, number, number, unit, dimension, noun=noun)
    return Claim("a", "a", Kind.QUANTITY, Span(0, 1), "x", Span(0, 1), q)


@pytest.mark.parametrize(
    ("x", "y", "apart"),
    [
        (claim(Fraction(100)), claim(Fraction(1000)), 1.0),
        (claim(Fraction(1)), claim(Fraction(10**9)), 2.0),
        (claim(Fraction(10**400)), claim(Fraction(1)), 2.0),
        (claim(Fraction(10**400)), claim(Fraction(10**399)), 1.0),
        (claim(Fraction(0)), claim(Fraction(5)), 0.0),
        (claim(Fraction(16), "in", Dimension.MEASURE), claim(Fraction(412), "mm", Dimension.MEASURE), 0.006),
    ],
)
def test_figures_of_any_size_and_unit(x: Claim, y: Claim, apart: float) -> None:
    for said in (compare_claims(x, y), compare_claims(y, x)):
        assert said is not None
        assert said[3] == pytest.approx(apart, abs=1e-3)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ("2.4%", "4,2 %", "slip"),
        ("٢٫٤", "4.2", "slip"),
        ("1,284", "1.248", "slip"),
        ("1,284", "1.784 euros", "digit"),
        ("10%", "12%", ""),
        ("19", "9", "slip"),
        ("five", "six", ""),
        ("214", "214", ""),
        ("123", "321", "slip"),
        ("1234", "4321", ""),
    ],
)
def test_slips(x: str, y: str, expected: str) -> None:
    assert slip_of(x, y) == slip_of(y, x) == expected


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ("24,318 feet", "7142 metres", "slip"),  # 7,412 metres
        ("24,318 feet", "7512 metres", ""),
        ("7.5 inches", "62 millimetres", ""),  # 2.4 inches
        ("7,412 metres", "7,142 metres", "slip"),
        ("24,318 feet", "412 euros", ""),
    ],
)
def test_slips_across_units(x: str, y: str, expected: str) -> None:
    a, b = (extract(Article("a", text, "en", sentences=(Span(0, len(text)),)))[0] for text in (x, y))
    p, q = (figure(c.quantity) if c.quantity is not None else None for c in (a, b))
    assert slip_between(a, b, p, q) == slip_between(b, a, q, p) == expected

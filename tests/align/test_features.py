"""What speaks for two claims being about one fact."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reconcile.align.features import magnitude_apart


@pytest.mark.parametrize(
    ("x", "y", "apart"),
    [
        (Fraction(100), Fraction(1000), 1.0),
        (Fraction(1000), Fraction(100), 1.0),
        (Fraction(1), Fraction(10**9), 2.0),
        (Fraction(0), Fraction(5), 0.0),
        (Fraction(10**400), Fraction(1), 2.0),
        (Fraction(1), Fraction(10**400), 2.0),
        (Fraction(10**400), Fraction(10**399), 1.0),
    ],
)
def test_magnitudes_of_any_size(x: Fraction, y: Fraction, apart: float) -> None:
    assert magnitude_apart(x, y) == apart

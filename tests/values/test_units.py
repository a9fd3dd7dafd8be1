"""Units that convert into each other."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reconcile.values.units import conversion, to_base


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (21, "ft", "m", 6.4008),
        (52, "°F", "°C", 11.11),
        (187, "l/m²", "mm", 187),
        (7.5, "in", "mm", 190.5),
        (1, "wk", "d", 7),
        (1, "yr", "mo", 12),
        (2, "decade", "yr", 20),
        (1, "century", "decade", 10),
    ],
)
def test_conversion(value: float, source: str, target: str, expected: float) -> None:
    by = conversion(source, target)
    assert by is not None
    assert float(Fraction(str(value)) * by[0] + by[1]) == pytest.approx(expected, rel=1e-3)


def test_lengths_of_time_are_those_of_the_library() -> None:
    for unit in ("s", "min", "h", "d", "wk", "mo", "yr"):
        base = to_base(unit)
        assert base is not None
        assert conversion(unit, "s") == (base[1], base[2])


def test_what_does_not_convert() -> None:
    assert conversion("kg", "m") is None
    assert conversion("no such unit", "m") is None

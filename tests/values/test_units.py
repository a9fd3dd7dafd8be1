"""Units that convert into each other."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from reconcile.values import units
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
        (3, "mil", "km", 30),
        (1000, "bbl", "m³", 158.987),
        (15, "mu", "ha", 1),
        (121, "pyeong", "m²", 400),
        (10, "dunam", "ha", 1),
        (1, "feddan", "m²", 4200),
        (5, "rai", "ha", 0.8),
    ],
)
def test_conversion(value: float, source: str, target: str, expected: float) -> None:
    by = conversion(source, target)
    assert by is not None
    assert float(Fraction(str(value)) * by[0] + by[1]) == pytest.approx(expected, rel=1e-3)


# Pint takes a decade for a step of a logarithmic scale, mil for an angle, bbl for the barrel of beer, Mpx for a length,
# MP for a viscosity, a degree for no temperature, and does not know the others.
OTHERWISE = {"decade", "mil", "bbl", "Mpx", "MP", "°", "mu", "jin", "pyeong", "stremma", "dunam", "feddan", "rai"}
TABLE = sorted(set(units._table()) - OTHERWISE)


@pytest.mark.parametrize("unit", [*TABLE, "km/s", "t/ha", "m³/yr", "°C/h", "kg/°C", "m/m", "dB/m", "acre/d"])
def test_the_table_says_what_pint_does(unit: str) -> None:
    assert to_base(unit) == units.by_pint(unit)


def test_usual_units_load_no_registry() -> None:
    code = (
        "import sys; from reconcile.values.units import conversion as c; c('ft', 'm'), c('t/yr', 'kg/d'), c('dB', 'm');"
        "sys.exit('pint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_does_not_convert() -> None:
    assert conversion("kg", "m") is None
    assert conversion("no such unit", "m") is None

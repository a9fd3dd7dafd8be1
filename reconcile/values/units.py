"""Units that can be converted into each other, by way of pint.

pint is loaded only where two claims are stated in different units.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

# Lengths of time are in most articles, and loading pint's registry for them would take half a second.
_SECONDS = {
    "ms": Fraction(1, 1000),
    "s": Fraction(1),
    "min": Fraction(60),
    "h": Fraction(3600),
    "d": Fraction(86400),
    "wk": Fraction(604800),
    "mo": Fraction(2629800),
    "yr": Fraction(31557600),
    "decade": Fraction(315576000),
    "century": Fraction(3155760000),
}

Dimensionality = tuple[tuple[str, Fraction], ...]

# Usual symbols that pint spells in another way. One litre on a square metre stands one millimetre high.
_SPELLING = {
    "l/m²": "mm",
    "l/m2": "mm",
    "°C": "degC",
    "°F": "degF",
    "wk": "week",
    "mo": "month",
    "yr": "year",
    "km²": "km**2",
    "m²": "m**2",
    "m³": "m**3",
    "km³": "km**3",
    "ft²": "ft**2",
    "mi²": "mi**2",
    "µg": "microgram",
    "kt": "kilometric_ton",
    "Mt": "megametric_ton",
}


@lru_cache(maxsize=1)
def _registry() -> Any:  # pint ships no types for a registry over Fraction
    from pint import UnitRegistry

    return UnitRegistry(non_int_type=Fraction)


@lru_cache(maxsize=512)
def to_base(unit: str) -> tuple[Dimensionality, Fraction, Fraction] | None:
    """How ``unit`` converts to SI base units: ``(dimensionality, factor, offset)``.

    A value ``x`` in ``unit`` is ``factor * x + offset`` in the base unit. ``None`` where the unit is
    not known.
    """
    registry = _registry()
    try:
        one = registry.Quantity(Fraction(1), _SPELLING.get(unit, unit)).to_base_units()
        zero = registry.Quantity(Fraction(0), _SPELLING.get(unit, unit)).to_base_units()
        offset = Fraction(zero.magnitude).limit_denominator(10**9)
        factor = Fraction(one.magnitude).limit_denominator(10**12) - offset
    except Exception:  # pint raises a dozen unrelated types on what it cannot parse
        return None
    powers = tuple(sorted((str(name), Fraction(power)) for name, power in one.dimensionality.items()))
    return (powers, factor, offset) if factor > 0 else None


def conversion(source: str, target: str) -> tuple[Fraction, Fraction] | None:
    """``(factor, offset)`` that turns a value in ``source`` into one in ``target``, or ``None``."""
    if source == target:
        return Fraction(1), Fraction(0)
    if source in _SECONDS and target in _SECONDS:
        return _SECONDS[source] / _SECONDS[target], Fraction(0)
    a, b = to_base(source), to_base(target)
    if a is None or b is None or a[0] != b[0]:
        return None
    return a[1] / b[1], (a[2] - b[2]) / b[1]

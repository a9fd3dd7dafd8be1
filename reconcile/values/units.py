"""Units that can be converted into each other: those that news measures in by a table, all others by way of pint.

Loading pint's registry takes half a second, which is more than all else that comparing a few articles takes.
"""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any

Base = tuple[tuple[tuple[str, Fraction], ...], Fraction, Fraction]
"""Powers of base dimensions, factor and offset."""

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
    "hm³": "hm**3",
    "ft³": "ft**3",
    "acre-ft": "acre_foot",
    "ft²": "ft**2",
    "mi²": "mi**2",
    "µg": "microgram",
    "q": "decimetric_ton",
    "kt": "kilometric_ton",
    "Mt": "megametric_ton",
}


@lru_cache(maxsize=1)
def _registry() -> Any:  # pint ships no types for a registry over Fraction
    from pint import UnitRegistry

    return UnitRegistry(non_int_type=Fraction)


@lru_cache(maxsize=512)
def to_base(unit: str) -> Base | None:
    """How ``unit`` converts to SI base units: ``(dimensionality, factor, offset)``.

    A value ``x`` in ``unit`` is ``factor * x + offset`` in the base unit. ``None`` where the unit is
    not known.
    """
    table = _table()
    if unit in table:
        return table[unit]
    of, _, per = unit.partition("/")
    one, other = table.get(of), table.get(per)
    if one is None or other is None or one[2] or other[2]:
        return by_pint(unit)
    powers = dict(one[0])
    for name, power in other[0]:
        powers[name] = powers.get(name, Fraction(0)) - power
    return tuple(sorted((n, p) for n, p in powers.items() if p)), one[1] / other[1], Fraction(0)


@lru_cache(maxsize=1)
def _table() -> dict[str, Base | None]:
    raw = tomllib.loads(files("reconcile.values").joinpath("units.toml").read_text("utf-8"))
    found: dict[str, Base | None] = dict.fromkeys(raw["unknown"])
    for group in raw["of"]:
        powers = tuple(sorted((name, Fraction(power)) for name, power in group["dimensions"].items()))
        for unit, factor in group["factor"].items():
            found[unit] = powers, Fraction(factor), Fraction(group.get("offset", {}).get(unit, 0))
    return found


def by_pint(unit: str) -> Base | None:
    """:func:`to_base` of any unit that pint knows."""
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


@lru_cache(maxsize=512)
def conversion(source: str, target: str) -> tuple[Fraction, Fraction] | None:
    """``(factor, offset)`` that turns a value in ``source`` into one in ``target``, or ``None``."""
    if source == target:
        return Fraction(1), Fraction(0)
    a, b = to_base(source), to_base(target)
    if a is None or b is None or a[0] != b[0]:
        return None
    return a[1] / b[1], (a[2] - b[2]) / b[1]

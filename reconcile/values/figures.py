"""Whether two figures can both be right: intervals by stated precision, hedges and units.

The rule is the one of duplicate facts in XBRL filings: two figures are consistent where the intervals
of their stated precision overlap. A hedge ("about", "more than") widens or opens the interval.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import inf, log10

from reconcile.claims import Bound, Dimension, Quantity, Reading
from reconcile.values.currencies import codes_of, same_currency
from reconcile.values.exchange import exchanged, rates
from reconcile.values.intervals import Interval
from reconcile.values.units import conversion

# How far a hedged figure may lie from the exact one, as a share of itself. Newsrooms round within a few
# per cent; "more than" and "at least" name the last round figure below the true one.
ABOUT = Fraction(8, 100)
BEYOND = Fraction(30, 100)
SHORT = Fraction(1, 100)

_HUNDREDTH, _THOUSANDTH = Fraction(1, 100), Fraction(1, 1000)
_UPWARD = frozenset({Bound.OVER, Bound.AT_LEAST})
_DOWNWARD = frozenset({Bound.UNDER, Bound.AT_MOST})
_DIRECTED = _UPWARD | _DOWNWARD
# A bare number may be any of these once the other article names the unit.
_UNITLESS = frozenset({Dimension.COUNT, Dimension.ORDINAL})
# "Third" is a place in a row; no unit of another article makes it minutes or euros.
_PLACES = _UNITLESS | {Dimension.FRACTION, Dimension.SCORE}
_MEASURED = frozenset({Dimension.MEASURE, Dimension.DURATION, Dimension.AGE})
_SHARES = frozenset({Dimension.PERCENT, Dimension.FRACTION})
_NO_COUNTS = frozenset({Dimension.DURATION, Dimension.MEASURE, Dimension.MONEY})
_PROPORTIONS = _SHARES | {Dimension.RATE}
# A rate cut by half a point is cut by "0.5%" for those who do not tell the two apart; others are other things.
_POINTS_OR_PERCENT = frozenset({Dimension.POINTS, Dimension.PERCENT})
# "Doubled" and "up by 60%" are two accounts of one rise: what doubled rose by some 80 to 120 per cent.
_AS_MULTIPLE = Fraction(1, 5)
SHARES = _SHARES | {Dimension.POINTS}
"""What states a part of a whole, or a change of one."""
# Magnitudes that a number may leave out; whole numbers below the second are too common to have lost one.
_ELIDED, _SMALL = frozenset({10**3, 10**6, 10**9}), 10
# "46 degrees" may be meant on either scale, Japanese and Korean kilos are kilometres or kilograms.
_OPEN_UNITS = {"°": frozenset({"°C", "°F"}), "kilo": frozenset({"km", "kg"})}

# What a word may stand for as well: English tons are short ones in America only, and miles at sea are longer.
_OTHERWISE = {"ton": "t", "mi": "nmi"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two figures stand to each other.

    ``outcome`` is ``"same"``, ``"differs"`` or ``"open"`` (bounds that exclude nothing); ``basis`` says by
    what; ``gap`` is the relative difference of the values (0-1); ``loose`` marks figures whose units are
    not known to be the same.
    """

    outcome: str
    basis: str
    gap: float
    loose: bool = False


@dataclass(frozen=True, eq=False)
class Figure:
    """A quantity on the scale on which it is compared, which may be the unit of another."""

    quantity: Quantity
    value: Fraction
    step: Fraction
    bound: Bound
    stated: Interval
    unit: str
    dimension: Dimension

    @cached_property
    def interval(self) -> Interval:
        """The closed interval that a reader takes the figure to stand for."""
        half = self.step / 2
        match self.bound:
            case Bound.RANGE:
                return self.stated
            case Bound.ABOUT:
                return Interval.around(self.value, max(half, abs(self.value) * ABOUT))
            case Bound.OVER | Bound.AT_LEAST:
                return Interval(self.value - self._slack, self.value + max(self.step, abs(self.value) * BEYOND))
            case Bound.UNDER | Bound.AT_MOST:
                return Interval(self.value - max(self.step, abs(self.value) * BEYOND), self.value + self._slack)
            case _:
                return Interval.around(self.value, half)

    @property
    def _slack(self) -> Fraction:
        """What "more than" may fall short by: people say it of a figure that was rounded up a little."""
        return min(self.step / 2, abs(self.value) * SHORT)

    @cached_property
    def precise(self) -> Interval:
        """The interval by written digits alone, whatever the hedge."""
        return self.stated if self.bound is Bound.RANGE else Interval.around(self.value, self.step / 2)


def figure(q: Quantity) -> Figure | None:
    """``q`` on its comparison scale: shares as fractions of one, rates as per one; ``None`` if empty."""
    value = q.number
    if value is None:
        if q.low is None or q.high is None:
            return None
        value = (q.low + q.high) / 2
    stated = Interval(q.low, q.high)
    if q.dimension in (Dimension.PERCENT, Dimension.POINTS):
        scale, unit = _THOUSANDTH if q.unit == "‰" else _HUNDREDTH, "1"
    elif q.dimension is Dimension.RATE and q.per.isdigit() and int(q.per):
        scale, unit = Fraction(1, int(q.per)), q.unit
    else:
        return Figure(q, value, q.step, q.bound, stated, f"{q.unit}/{q.per}" if q.per else q.unit, q.dimension)
    return Figure(q, value * scale, q.step * scale, q.bound, stated.scaled(scale), unit, q.dimension)


def moved(f: Figure, factor: Fraction, offset: Fraction, unit: str, dimension: Dimension) -> Figure:
    """A figure in another unit, in which ``x`` is ``factor * x + offset``."""
    stated = f.stated.scaled(factor, offset)
    return Figure(f.quantity, f.value * factor + offset, f.step * factor, f.bound, stated, unit, dimension)


def _unify(a: Figure, b: Figure) -> tuple[Figure, str, bool] | None:
    """``b`` in the unit of ``a``, the basis that this gives, and whether the units were only guessed."""
    if (a.dimension is b.dimension and a.unit == b.unit) or {a.dimension, b.dimension} <= _SHARES:
        return b, "", False
    if {a.dimension, b.dimension} <= _PROPORTIONS and a.unit == b.unit:
        return b, "unit", True  # "three per thousand", 0.3%
    if _says_per_what(a, b):
        return (b, "unit", True) if a.precise.meets(b.precise) or _within_bound(a, b) else None
    if a.dimension is b.dimension is Dimension.MONEY:
        return (b, "", False) if same_currency(a.unit, b.unit) else None
    if a.dimension is Dimension.PERCENT and b.dimension is Dimension.MULTIPLIER:
        return _risen(a, b)
    if {a.dimension, b.dimension} == _POINTS_OR_PERCENT:
        return (b, "unit", True) if a.precise.meets(b.precise) else None
    if b.unit in _OPEN_UNITS.get(a.unit, ()) or a.unit in _OPEN_UNITS.get(b.unit, ()):
        return _in_any_unit(a, b)
    if a.dimension in _MEASURED and b.dimension in _MEASURED:
        by = conversion(b.unit, a.unit)
        if by is None:
            return None
        other = moved(b, *by, a.unit, a.dimension)
        if not a.precise.meets(other.precise) and (otherwise := _otherwise(a, b)) is not None:
            return otherwise, "unit", False
        return other, "unit", a.dimension is not b.dimension
    dimensions = {a.dimension, b.dimension}
    if Dimension.ORDINAL in dimensions and not dimensions <= _PLACES:
        return None
    if dimensions & _SHARES and Dimension.COUNT in dimensions:
        return _bare_share(a, b)
    if a.dimension in _UNITLESS or b.dimension in _UNITLESS:
        return b, "", True
    return None


def _says_per_what(a: Figure, b: Figure) -> bool:
    """Whether only one of two figures says what it is per, as the other may have before ("output", and the barrels)."""
    per, plain = (a, b) if a.quantity.per else (b, a)
    known = plain.dimension is per.dimension or (plain.dimension, per.dimension) == (Dimension.COUNT, Dimension.RATE)
    one_sided = bool(per.quantity.per) and not plain.quantity.per and not per.quantity.per.isdigit()
    return one_sided and known and per.quantity.unit == plain.quantity.unit


def _within_bound(a: Figure, b: Figure) -> bool:
    """Whether one of two figures is a bound ("more than 41 thousand") that the other meets."""
    return (a.bound in _DIRECTED) != (b.bound in _DIRECTED) and a.interval.meets(b.interval)


def _risen(percent: Figure, multiple: Figure) -> tuple[Figure, str, bool] | None:
    """What something rose to, or by, as the rise in per cent that it was."""
    if percent.quantity.direction <= 0 or multiple.value <= 1:
        return None
    by = Fraction(0 if multiple.quantity.reading is Reading.BY else -1)
    sharp = replace(multiple, step=min(multiple.step, multiple.value * _AS_MULTIPLE))
    return moved(sharp, Fraction(1), by, percent.unit, percent.dimension), "unit", True


def _in_any_unit(a: Figure, b: Figure) -> tuple[Figure, str, bool]:
    """``b`` in the unit of ``a`` where one is open: converted, where that makes the two the same."""
    for x, y in product(sorted(_OPEN_UNITS.get(a.unit, {a.unit})), sorted(_OPEN_UNITS.get(b.unit, {b.unit}))):
        by = conversion(y, x) if x != y else None
        if by is not None and a.precise.meets((other := moved(b, *by, a.unit, a.dimension)).precise):
            return other, "unit", True
    return b, "", True


def _otherwise(a: Figure, b: Figure) -> Figure | None:
    """``b`` in the unit of ``a`` where a word for one of them has another meaning by which they are the same."""
    for x, y in ((_OTHERWISE.get(a.unit, a.unit), b.unit), (a.unit, _OTHERWISE.get(b.unit, b.unit))):
        by = conversion(y, x) if (x, y) != (a.unit, b.unit) else None
        if by is not None and a.precise.meets((other := moved(b, *by, a.unit, a.dimension)).precise):
            return other
    return None


def _bare_share(a: Figure, b: Figure) -> tuple[Figure, str, bool] | None:
    """A share and a bare number that may be one ("51% ... up from 38"); what counts things is none."""
    count, share = (a, b) if a.dimension is Dimension.COUNT else (b, a)
    if count.quantity.noun:
        return None
    if share.dimension is Dimension.FRACTION:
        return (b, "", True) if count.value <= 1 else None
    return moved(b, Fraction(100) if count is a else Fraction(1, 100), Fraction(0), a.unit, a.dimension), "", True


def compare(p: Quantity, q: Quantity) -> Comparison | None:
    """Whether ``p`` and ``q`` can be the same figure; ``None`` where they are of different kinds."""
    a, b = figure(p), figure(q)
    return compare_figures(a, b) if a is not None and b is not None else None


def compare_figures(a: Figure, b: Figure) -> Comparison | None:
    """:func:`compare` of two quantities already on their scales."""
    if a.dimension is Dimension.MULTIPLIER and b.dimension is Dimension.PERCENT:
        a, b = b, a
    p, q = a.quantity, b.quantity
    if a.dimension is b.dimension is Dimension.MONEY and not same_currency(p.unit, q.unit):
        return _compare_currencies(a, b)
    unified = _unify(a, b)
    if unified is None or _counts_things(p, q) or _counts_things(q, p):
        return None
    b, basis, loose = unified
    gap = _gap(a.value, b.value)
    if a.bound is b.bound is Bound.RANGE or Dimension.SCORE in (a.dimension, b.dimension):
        return _compare_ends(a, b, basis, gap, loose)
    one_way = a.bound is not b.bound and (a.bound in _DIRECTED or b.bound in _DIRECTED)
    if not gap and a.value == b.value:
        return Comparison("same", basis or ("bound" if one_way else "equal"), gap, loose)
    if not one_way and a.precise.meets(b.precise):
        return Comparison("same", basis or "rounding", gap, loose)
    rescued = next((x for x in p.alternatives if x == q.number), None) or next(
        (x for x in q.alternatives if x == p.number), None
    )
    if rescued is not None or _one_word(a, b) or _elided(a, b):
        return Comparison("same", "reading", 0.0, loose)
    return _compare_hedged(a, b, basis, gap, loose)


def _compare_currencies(a: Figure, b: Figure) -> Comparison | None:
    """Sums in two currencies: the same where a rate of the last years makes them so, else not compared.

    A name that leaves open which of several currencies it means may be any of them. What only one of them is paid per
    ("a month") the other may have said before.

    One number in two currencies was not converted.
    """
    per = {a.quantity.per, b.quantity.per} - {""}
    if len(per) > 1 or a.value == b.value or Bound.RANGE in (a.bound, b.bound):
        return None
    codes = product(codes_of(b.quantity.unit), codes_of(a.quantity.unit))
    found = (by for pair in codes if (by := rates(*pair)) is not None and a.interval.meets(exchanged(b.interval, by)))
    gaps = [_gap(a.value, b.value * by.middle) for by in found]
    return Comparison("same", "unit", min(gaps), loose=True) if gaps else None


def _gap(x: Fraction, y: Fraction) -> float:
    """The difference of two values as a share of the larger, 0-1."""
    a, b = x.numerator * y.denominator, y.numerator * x.denominator
    return abs(a - b) / max(abs(a), abs(b)) if a or b else 0.0


def orders_apart(gap: float) -> float:
    """How many orders of magnitude lie between two figures, from their difference as a share of the larger."""
    return -log10(1 - gap) if gap < 1 else inf


def _one_word(a: Figure, b: Figure) -> bool:
    """Whether one is "fifth" and the other "a fifth", which are one word in many languages."""
    kinds = {a.dimension, b.dimension} == {Dimension.ORDINAL, Dimension.FRACTION}
    return kinds and a.value * b.value == 1


def _elided(a: Figure, b: Figure) -> bool:
    """Whether one leaves out the thousand or million that the sentence has elsewhere ("from 220 to 240 million")."""
    small, large = (a, b) if abs(a.value) < abs(b.value) else (b, a)
    bare = small.dimension is Dimension.COUNT and not small.quantity.noun and small.value
    if not bare or (small.value < _SMALL and small.value.denominator == 1):
        return False
    return large.value / small.value in _ELIDED


def _counts_things(p: Quantity, q: Quantity) -> bool:
    """Whether one counts what its noun says and the other measures: five wells, ten days."""
    return p.dimension is Dimension.COUNT and bool(p.noun) and q.dimension in _NO_COUNTS


def _compare_ends(a: Figure, b: Figure, basis: str, gap: float, loose: bool) -> Comparison:
    """Ranges (10-12) and scores (3-1) are the same where both of their ends are."""
    ends = [(a.stated.low, b.stated.low), (a.stated.high, b.stated.high)]
    tolerance = (a.step + b.step) / 2
    known = [(x, y) for x, y in ends if x is not None and y is not None]
    if all(x == y for x, y in known):
        return Comparison("same", basis or "equal", gap, loose)
    if a.dimension is not Dimension.SCORE and all(abs(x - y) < tolerance for x, y in known):
        return Comparison("same", basis or "rounding", gap, loose)
    return Comparison("differs", basis or "value", gap, loose)


def _rounds_to(a: Figure, b: Figure) -> bool:
    """Whether the rounder of two figures is the other one rounded, as "nearly 400,000" is some 380,000."""
    steps = [_roundness(f.value) for f in (a, b)]
    return steps[0] != steps[1] and abs(a.value - b.value) <= max(steps) / 2


def _roundness(value: Fraction) -> Fraction:
    """The power of ten that a figure is a whole number of."""
    step = Fraction(1)
    while value and value % (step * 10) == 0:
        step *= 10
    while value % step:
        step /= 10
    return step


def _compare_hedged(a: Figure, b: Figure, basis: str, gap: float, loose: bool) -> Comparison:
    """The comparison where the digits differ: what the hedges allow."""
    bounds = {a.bound, b.bound}
    if bounds == {Bound.ABOUT} and gap <= ABOUT and _rounds_to(a, b):
        return Comparison("same", basis or "rounding", gap, loose)
    if a.bound is b.bound or bounds == {Bound.ABOUT, Bound.OVER}:
        # Both hedged alike: two round figures that differ are two accounts, though neither excludes the other.
        return Comparison("differs", basis or "value", gap, loose)
    if a.interval.meets(b.interval):
        return Comparison("same", basis or ("bound" if bounds & (_UPWARD | _DOWNWARD) else "rounding"), gap, loose)
    for x, y in ((a, b), (b, a)):
        beyond = (x.bound in _UPWARD and y.value > x.value) or (x.bound in _DOWNWARD and y.value < x.value)
        if beyond:
            return Comparison("open", "bound", gap, loose)
    return Comparison("differs", basis or "value", gap, loose)

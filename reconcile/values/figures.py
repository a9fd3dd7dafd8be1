"""Whether two figures can both be right: intervals by stated precision, hedges and units.

The rule is the one of duplicate facts in XBRL filings: two figures are consistent where the intervals
of their stated precision overlap. A hedge ("about", "more than") widens or opens the interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reconcile.claims import Bound, Dimension, Quantity
from reconcile.values.intervals import Interval
from reconcile.values.units import conversion

# How far a hedged figure may lie from the exact one, as a share of itself. Newsrooms round within a few
# per cent; "more than" and "at least" name the last round figure below the true one.
ABOUT = Fraction(8, 100)
BEYOND = Fraction(30, 100)
SHORT = Fraction(1, 100)

_UPWARD = frozenset({Bound.OVER, Bound.AT_LEAST})
_DOWNWARD = frozenset({Bound.UNDER, Bound.AT_MOST})
# A bare number may be any of these once the other article names the unit.
_UNITLESS = frozenset({Dimension.COUNT, Dimension.ORDINAL})
# "Third" is a place in a row; no unit of another article makes it minutes or euros.
_PLACES = _UNITLESS | {Dimension.FRACTION, Dimension.SCORE}
_SHARES = frozenset({Dimension.PERCENT, Dimension.FRACTION})
SHARES = _SHARES | {Dimension.POINTS}
"""What states a part of a whole, or a change of one."""
_OPEN_CURRENCIES = {
    "$": frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN"}),
    "¥": frozenset({"JPY", "CNY"}),
}


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


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity on the scale on which it is compared."""

    value: Fraction
    step: Fraction
    bound: Bound
    stated: Interval
    unit: str
    dimension: Dimension

    @property
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

    @property
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
    scale = Fraction(1)
    unit = q.unit
    if q.dimension in (Dimension.PERCENT, Dimension.POINTS):
        scale, unit = Fraction(1, 100), "1"
    elif q.dimension is Dimension.RATE and q.per.isdigit() and int(q.per):
        scale = Fraction(1, int(q.per))
    elif q.per:
        unit = f"{q.unit}/{q.per}"
    stated = Interval(q.low, q.high).scaled(scale)
    return Figure(value * scale, q.step * scale, q.bound, stated, unit, q.dimension)


def _unify(a: Figure, b: Figure) -> tuple[Figure, str, bool] | None:
    """``b`` in the unit of ``a``, the basis that this gives, and whether the units were only guessed."""
    if {a.dimension, b.dimension} <= _SHARES or (a.dimension is b.dimension and a.unit == b.unit):
        return b, "", False
    if a.dimension is b.dimension is Dimension.MONEY:
        for x, y in ((a.unit, b.unit), (b.unit, a.unit)):
            if y in _OPEN_CURRENCIES.get(x, ()):
                return b, "", False
        return None
    measured = {Dimension.MEASURE, Dimension.DURATION, Dimension.AGE}
    if a.dimension in measured and b.dimension in measured:
        by = conversion(b.unit, a.unit)
        if by is None:
            return None
        factor, offset = by
        inner = b.stated.scaled(factor, offset)
        same = a.dimension is b.dimension
        return Figure(b.value * factor + offset, b.step * factor, b.bound, inner, a.unit, a.dimension), "unit", not same
    dimensions = {a.dimension, b.dimension}
    if Dimension.ORDINAL in dimensions and not dimensions <= _PLACES:
        return None
    if a.dimension in _UNITLESS or b.dimension in _UNITLESS:
        return b, "", True
    return None


def compare(p: Quantity, q: Quantity) -> Comparison | None:
    """Whether ``p`` and ``q`` can be the same figure; ``None`` where they are of different kinds."""
    a, b = figure(p), figure(q)
    if a is None or b is None:
        return None
    unified = _unify(a, b)
    if unified is None or _counts_things(p, q) or _counts_things(q, p):
        return None
    b, basis, loose = unified
    size = max(abs(a.value), abs(b.value))
    gap = float(abs(a.value - b.value) / size) if size else 0.0
    if a.bound is b.bound is Bound.RANGE or Dimension.SCORE in (a.dimension, b.dimension):
        return _compare_ends(a, b, basis, gap, loose)
    if a.value == b.value:
        hedged = {a.bound, b.bound} & (_UPWARD | _DOWNWARD)
        return Comparison("same", basis or ("bound" if len({a.bound, b.bound}) > 1 and hedged else "equal"), gap, loose)
    directed = {a.bound, b.bound} & (_UPWARD | _DOWNWARD) and a.bound is not b.bound
    if a.precise.meets(b.precise) and not directed:
        return Comparison("same", basis or "rounding", gap, loose)
    rescued = next((x for x in p.alternatives if x == q.number), None) or next(
        (x for x in q.alternatives if x == p.number), None
    )
    if rescued is not None or _one_word(a, b):
        return Comparison("same", "reading", 0.0, loose)
    return _compare_hedged(a, b, basis, gap, loose)


def _one_word(a: Figure, b: Figure) -> bool:
    """Whether one is "fifth" and the other "a fifth", which are one word in many languages."""
    kinds = {a.dimension, b.dimension} == {Dimension.ORDINAL, Dimension.FRACTION}
    return kinds and a.value * b.value == 1


def _counts_things(p: Quantity, q: Quantity) -> bool:
    """Whether one counts what its noun says and the other is a length of time: five wells, ten days."""
    return p.dimension is Dimension.COUNT and bool(p.noun) and q.dimension is Dimension.DURATION


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


def _compare_hedged(a: Figure, b: Figure, basis: str, gap: float, loose: bool) -> Comparison:
    """The comparison where the digits differ: what the hedges allow."""
    bounds = {a.bound, b.bound}
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

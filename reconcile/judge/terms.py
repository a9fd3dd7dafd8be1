"""Figures as terms of equations: exact, and near enough in floats to tell at once what cannot fit.

Every figure is tried in hundreds of equations, nearly all of which are far from working out. What is asked of a term
is therefore worked out once, and each term has its ends as floats as well: an equation is worked out exactly only
where floats, with a margin for their rounding, leave it open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from reconcile.claims import Bound, Claim, Dimension, Quantity
from reconcile.values.currencies import same_currency
from reconcile.values.figures import SHARES, Figure, figure, moved
from reconcile.values.intervals import Ends, Interval, nearest
from reconcile.values.numerals import plain, written
from reconcile.values.units import conversion

# Lengths of time that a figure may be over, and what claims' scopes call them.
PERIODS = {"d": "day", "wk": "week", "mo": "month", "yr": "year"}
_MEASURED = frozenset({Dimension.MEASURE, Dimension.DURATION})
# What a bare number beside it may have the unit of ("from 118 km/h to 60").
_LENDING = frozenset({Dimension.MONEY, Dimension.MEASURE, Dimension.DURATION, Dimension.PERCENT})
# Numbers from here on leave out no million.
_ELIDING = 1000


@dataclass(frozen=True, eq=False)
class Term:
    """A figure in equations; what every equation asks of it is worked out once."""

    claim: Claim
    quantity: Quantity
    figure: Figure
    _moved: dict[tuple[str, Dimension, bool, int], Term | None] = field(default_factory=dict, repr=False)

    @cached_property
    def interval(self) -> Interval:
        """What the figure may stand for: of exact statements what their digits leave open."""
        return self.figure.interval if self.figure.bound is not Bound.EXACT else self.figure.precise

    @cached_property
    def shown(self) -> str:
        """The figure as equations print it."""
        return written(self.quantity)

    @cached_property
    def scale(self) -> Fraction:
        """What makes a value on the comparison scale one in the figure's unit: 100 of per cent."""
        number, value = self.quantity.number, self.figure.value
        return number / value if number and value else Fraction(1)

    @cached_property
    def ends(self) -> Ends:
        """The interval in floats."""
        return self.interval.ends

    @cached_property
    def near(self) -> float:
        """The value as the nearest float; not a number where that is no help."""
        return nearest(self.figure.value)

    @cached_property
    def bounded(self) -> bool:
        """Whether the interval is closed on both sides."""
        return self.interval.bounded

    @cached_property
    def divides(self) -> bool:
        """Whether the interval may be divided by."""
        return self.interval.divides

    @cached_property
    def positive(self) -> bool:
        """Whether the value is above zero."""
        return self.figure.value > 0

    @cached_property
    def factor(self) -> Factor | None:
        """What a multiplier or a signed percentage multiplies a level by; ``None`` for other figures."""
        return _factor_of(self)

    @property
    def per(self) -> str | None:
        """The unit for each of which the figure is ("km" in "2.4 million euros a kilometre"); ``None`` of totals."""
        return self.quantity.per if self.quantity.per and not self.quantity.per.isdigit() else None

    @property
    def period(self) -> str | None:
        """The length of time that the figure is over, where its words say: for each day, or "yearly"."""
        if self.quantity.per:
            return self.per if self.per in PERIODS else None
        return period_of(self.claim)

    def measured_in(self, unit: str) -> Term | None:
        """This length, area, weight or time in a unit of its kind; ``None`` of other figures."""
        if self.figure.dimension not in _MEASURED or self.quantity.per or not (self.positive and self.bounded):
            return None
        by = conversion(self.figure.unit, unit)
        if by is None or by[1]:
            return None
        return Term(self.claim, self.quantity, moved(self.figure, *by, unit, self.figure.dimension))

    @cached_property
    def thousands(self) -> int:
        """How many thousands are multiplied in the word that it is told in: 2 of millions; 0 of none that large."""
        f = self.figure
        told = (n for n in (4, 3, 2) if f.value >= 1000**n and f.step * 1000 >= 1000**n)
        return next(told, 0) if f.dimension in _LENDING else 0

    @cached_property
    def bare(self) -> bool:
        """Whether it is a number alone, which may have the unit and the million of what it stands beside."""
        return self.figure.dimension is Dimension.COUNT and not self.quantity.noun

    @cached_property
    def _place(self) -> tuple[str, Dimension, bool, int]:
        """All of a term that tells how another one is written in its unit."""
        elided = -1 if self.bare and self.figure.value < _ELIDING else self.thousands
        return self.figure.unit, self.figure.dimension, bool(self.quantity.noun), elided

    def beside(self, other: Term) -> Term | None:
        """``other`` in the unit of this one, or ``None``; a bare number takes the unit of what it stands beside."""
        place = self._place
        try:
            return other._moved[place]
        except KeyError:
            found = other._moved[place] = _same_unit(self, other)
            return found


def period_of(claim: Claim) -> str | None:
    """The unit of the length of time that the words about a figure say it is over; ``None`` where they say none."""
    return next((unit for unit, word in PERIODS.items() if word in claim.scopes), None)


@dataclass(frozen=True, slots=True)
class Factor:
    """What a level is multiplied by, and how that is written."""

    value: Fraction
    interval: Interval
    shown: str


class Terms:
    """The terms of claims, each made once, so that what was worked out for one equation serves the next."""

    def __init__(self) -> None:
        self._made: dict[str, Term | None] = {}

    def of(self, claim: Claim) -> Term | None:
        """The term of a claim; ``None`` where it has no figure."""
        try:
            return self._made[claim.id]
        except KeyError:
            q = claim.quantity
            f = figure(q) if q is not None else None
            made = self._made[claim.id] = Term(claim, q, f) if q is not None and f is not None else None
            return made


def below(x: Term, y: Term) -> bool:
    """Whether the value of ``x`` is below that of ``y``; rounding keeps the order, so floats that differ tell."""
    if x.near < y.near:
        return True
    return not x.near > y.near and x.figure.value < y.figure.value


def differ(x: Term, y: Term) -> bool:
    """Whether the values are not the same."""
    return x.near < y.near or x.near > y.near or x.figure.value != y.figure.value


def same_unit(a: str, b: str, dimension: Dimension) -> bool:
    """Whether two units are one, currencies of one name among them ("kronor" and SEK)."""
    return a == b or (dimension is Dimension.MONEY and same_currency(a, b))


def _same_unit(a: Term, b: Term) -> Term | None:
    if same_unit(a.figure.unit, b.figure.unit, a.figure.dimension) and (
        a.figure.dimension is b.figure.dimension or {a.figure.dimension, b.figure.dimension} <= SHARES
    ):
        return b
    if _one_says_per(a.quantity, b.quantity):
        return b
    if b.bare and a.figure.dimension in _LENDING:
        return _elided(b, a.thousands) if a.figure.unit != "1" else None
    if a.bare and b.figure.dimension in _LENDING:
        return _elided(b, -b.thousands if a.figure.value < _ELIDING else 0) if b.figure.unit != "1" else None
    # Rates of exchange are too rough to reckon with.
    if a.figure.dimension is not b.figure.dimension or a.figure.dimension is Dimension.MONEY:
        return None
    by = conversion(b.figure.unit, a.figure.unit)
    if by is None:
        return None
    return Term(b.claim, b.quantity, moved(b.figure, *by, a.figure.unit, b.figure.dimension))


def _one_says_per(p: Quantity, q: Quantity) -> bool:
    """Whether two are in one unit, and only one says what length of time it is per: the other is of the same pay."""
    alike = p.unit == q.unit and p.dimension is q.dimension
    return alike and "" in (p.per, q.per) and (p.per or q.per) in PERIODS


def _elided(term: Term, thousands: int) -> Term:
    """A term in the millions of another ("from 149.1 to 186.4 million"), or in its own beside a number alone."""
    if not thousands or (thousands > 0 and term.figure.value >= _ELIDING):
        return term
    f = term.figure
    return Term(term.claim, term.quantity, moved(f, Fraction(1000) ** thousands, Fraction(0), f.unit, f.dimension))


def _factor_of(change: Term) -> Factor | None:
    value, interval = change.figure.value, change.interval
    if interval.low is None or interval.high is None or value <= 0:
        return None
    low, high = interval.low, interval.high
    if change.figure.dimension is Dimension.MULTIPLIER and low > 0:
        return Factor(value, interval, plain(value))
    if change.figure.dimension is Dimension.PERCENT and change.quantity.direction > 0:
        return Factor(1 + value, Interval(1 + low, 1 + high), f"(1 + {change.shown})")
    if change.figure.dimension is Dimension.PERCENT and change.quantity.direction < 0 and high < 1:
        return Factor(1 - value, Interval(1 - high, 1 - low), f"(1 − {change.shown})")
    return None

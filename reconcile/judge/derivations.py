"""Arithmetic that ties a figure of one account to the figures of another.

As statcheck recomputes a test statistic from its parts, a derivation recomputes one claim (the target)
from one to four claims of another article (the operands), with the interval of their stated precision
carried through exactly. Each is tried in all the readings that its words leave open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, permutations

from reconcile.claims import Bound, Claim, Dimension, Quantity, Reading
from reconcile.values.figures import SHARES, Figure, figure
from reconcile.values.intervals import Interval
from reconcile.values.numerals import in_unit, plain, written
from reconcile.values.units import conversion

MOST_SUMMANDS = 4
ADDITIVE = frozenset(
    {
        Dimension.COUNT,
        Dimension.MONEY,
        Dimension.MEASURE,
        Dimension.DURATION,
        Dimension.PERCENT,
        Dimension.FRACTION,
        Dimension.POINTS,
    }
)
LEVELS = frozenset({Dimension.COUNT, Dimension.MONEY, Dimension.MEASURE, Dimension.DURATION, Dimension.PERCENT})
_DIVISORS = frozenset({Dimension.COUNT, Dimension.MEASURE, Dimension.DURATION})
# What a bare number beside it may have the unit of ("from 118 km/h to 60").
_LENDING = frozenset({Dimension.MONEY, Dimension.MEASURE, Dimension.DURATION, Dimension.PERCENT})


@dataclass(frozen=True, slots=True)
class Derivation:
    """One equation tried: whether it fits, and how surprising a fit is.

    ``chance`` (0-1) is the share of the plausible values that would have fitted as well; ``cost`` ranks
    by simplicity (operands and steps).
    """

    kind: str
    target: Claim
    operands: tuple[Claim, ...]
    text: str
    fits: bool
    chance: float
    cost: int


@dataclass(frozen=True)
class _Term:
    """A figure in equations; what every equation asks of it is worked out once."""

    claim: Claim
    quantity: Quantity
    figure: Figure

    @cached_property
    def interval(self) -> Interval:
        return self.figure.interval if self.figure.bound is not Bound.EXACT else self.figure.precise

    @cached_property
    def shown(self) -> str:
        return written(self.quantity)


def derivations(target: Claim, operands: Sequence[Claim]) -> Iterator[Derivation]:
    """All derivations of ``target`` from ``operands`` (claims of one other article), fitting or not."""
    goal = _term(target)
    terms = [t for t in map(_term, operands) if t is not None]
    if goal is None:
        return
    for rule in _RULES:
        yield from rule(goal, terms)


def _term(claim: Claim) -> _Term | None:
    q = claim.quantity
    f = figure(q) if q is not None else None
    return _Term(claim, q, f) if q is not None and f is not None else None


def _same_unit(a: _Term, b: _Term) -> _Term | None:
    """``b`` in the unit of ``a``, or ``None``; a bare number takes the unit of the figure it stands beside."""
    if a.figure.unit == b.figure.unit and (
        a.figure.dimension is b.figure.dimension or {a.figure.dimension, b.figure.dimension} <= SHARES
    ):
        return b
    if b.figure.dimension is Dimension.COUNT and not b.quantity.noun and a.figure.dimension in _LENDING:
        return b if a.figure.unit != "1" else None
    if a.figure.dimension is Dimension.COUNT and not a.quantity.noun and b.figure.dimension in _LENDING:
        return b if b.figure.unit != "1" else None
    by = conversion(b.figure.unit, a.figure.unit) if a.figure.dimension is b.figure.dimension else None
    if by is None:
        return None
    f = b.figure
    moved = Figure(f.value * by[0] + by[1], f.step * by[0], f.bound, f.stated.scaled(*by), a.figure.unit, f.dimension)
    return _Term(b.claim, b.quantity, moved)


def _made(
    kind: str, goal: _Term, used: Sequence[_Term], result: Interval, value: Fraction, text: str, cost: int
) -> Derivation:
    """A derivation with its fit: the result's interval must meet the target's."""
    fits = result.meets(goal.interval)
    width = (result.width or Fraction(0)) + (goal.interval.width or Fraction(0))
    size = max(abs(value), abs(goal.figure.value))
    chance = min(1.0, float(width / size)) if size else 1.0
    return Derivation(kind, goal.claim, tuple(t.claim for t in used), text, fits, chance, cost)


def _pairs(terms: Sequence[_Term], among: frozenset[Dimension]) -> Iterator[tuple[_Term, _Term]]:
    """Ordered pairs of levels in one unit, both positive and different."""
    for x, y in permutations([t for t in terms if t.figure.dimension in among and t.figure.value > 0], 2):
        moved = _same_unit(x, y)
        if moved is not None and moved.figure.value != x.figure.value:
            yield x, moved


def _ratio(goal: _Term, terms: Sequence[_Term]) -> Iterator[Derivation]:
    if goal.figure.dimension is not Dimension.MULTIPLIER:
        return
    for x, y in _pairs(terms, LEVELS):
        value = y.figure.value / x.figure.value
        if value < 1:
            continue
        result = _divide(y, x)
        if result is None:
            continue
        text = f"{y.shown} / {x.shown} = {plain(value)}"
        readings = (
            (Reading.TO, Reading.BY) if goal.quantity.reading in (None, Reading.OPEN, Reading.BY) else (Reading.TO,)
        )
        for reading in readings:
            if reading is Reading.TO:
                yield _made("ratio", goal, (x, y), result, value, text, 1)
            else:
                less = Interval(*(None if e is None else e - 1 for e in (result.low, result.high)))
                yield _made("ratio", goal, (x, y), less, value - 1, f"{text}, a rise by {plain(value - 1)} times", 2)


def _divide(x: _Term, y: _Term) -> Interval | None:
    try:
        return x.interval / y.interval
    except (ZeroDivisionError, ValueError):
        return None


def _change(goal: _Term, terms: Sequence[_Term]) -> Iterator[Derivation]:
    """Percent change between two levels; the direction must not contradict the words."""
    if goal.figure.dimension not in SHARES:
        return
    for before, after in _pairs(terms, LEVELS):
        ratio = _divide(after, before)
        value = after.figure.value / before.figure.value - 1
        direction = 1 if value > 0 else -1
        if ratio is None or ratio.low is None or ratio.high is None or goal.quantity.direction == -direction:
            continue
        low, high = sorted((abs(ratio.low - 1), abs(ratio.high - 1)))
        sign = "+" if direction > 0 else "−"
        text = f"{before.shown} → {after.shown}: {after.shown} / {before.shown} − 1 = {sign}{plain(abs(value) * 100)}%"
        yield _made(
            "percent change",
            goal,
            (before, after),
            Interval(low, high),
            abs(value),
            text,
            2 if goal.quantity.direction else 3,
        )


def _share(goal: _Term, terms: Sequence[_Term]) -> Iterator[Derivation]:
    if goal.figure.dimension not in SHARES or goal.figure.value >= 1:
        return
    for part, whole in _pairs(terms, LEVELS - {Dimension.PERCENT, Dimension.DURATION}):
        value = part.figure.value / whole.figure.value
        result = _divide(part, whole)
        if value >= 1 or result is None:
            continue
        text = f"{part.shown} / {whole.shown} = {plain(value * 100)}%"
        yield _made("share", goal, (part, whole), result, value, text, 1)


def _part_of(goal: _Term, terms: Sequence[_Term]) -> Iterator[Derivation]:
    """A count from a share and the total that it is a share of."""
    if goal.figure.dimension not in (Dimension.COUNT, Dimension.MONEY, Dimension.MEASURE):
        return
    for share in terms:
        if share.figure.dimension not in SHARES or not 0 < share.figure.value < 1:
            continue
        for whole in terms:
            if (
                whole.figure.dimension is goal.figure.dimension
                and whole.figure.unit == goal.figure.unit
                and whole.figure.value > 0
            ):
                value = share.figure.value * whole.figure.value
                result = _product(share, whole)
                if result is not None:
                    text = f"{share.shown} × {whole.shown} = {in_unit(value, goal.quantity)}"
                    yield _made("share", goal, (share, whole), result, value, text, 2)


def _product(x: _Term, y: _Term) -> Interval | None:
    try:
        return x.interval * y.interval
    except ValueError:
        return None


def _difference(goal: _Term, terms: Sequence[_Term]) -> Iterator[Derivation]:
    if goal.figure.dimension not in ADDITIVE:
        return
    for x, y in _pairs(terms, LEVELS):
        moved_x, moved_y = _same_unit(goal, x), _same_unit(goal, y)
        if moved_x is None or moved_y is None or moved_y.figure.value <= moved_x.figure.value:
            continue
        if not (moved_x.interval.bounded and moved_y.interval.bounded):
            continue
        value = moved_y.figure.value - moved_x.figure.value
        text = f"{y.shown} − {x.shown} = {in_unit(value, goal.quantity)}"
        yield _made("difference", goal, (x, y), moved_y.interval - moved_x.interval, value, text, 1)


def _sum(goal: _Term, terms: Sequence[_Term]) -> Iterator[Derivation]:
    if goal.figure.dimension not in ADDITIVE:
        return
    fitting = [
        m for m in (_same_unit(goal, t) for t in terms) if m is not None and 0 < m.figure.value < goal.figure.value
    ]
    for n in range(2, min(MOST_SUMMANDS, len(fitting)) + 1):
        for some in combinations(fitting[:8], n):
            if not all(t.interval.bounded for t in some):
                continue
            value = sum((t.figure.value for t in some), Fraction(0))
            result = some[0].interval
            for t in some[1:]:
                result = result + t.interval
            if all(t.figure.step == 1 and t.figure.bound is Bound.EXACT for t in some) and value < 1000:
                result = Interval.around(value, Fraction(1, 2))  # whole people counted: no rounding to add up
            text = " + ".join(t.shown for t in some) + f" = {in_unit(value, goal.quantity)}"
            yield _made("sum", goal, some, result, value, text, n)


def _rate(goal: _Term, terms: Sequence[_Term]) -> Iterator[Derivation]:
    if goal.figure.dimension is not Dimension.RATE or not goal.quantity.per.isdigit():
        return
    for part, whole in _pairs(terms, frozenset({Dimension.COUNT})):
        result = _divide(part, whole)
        value = part.figure.value / whole.figure.value
        if value < 1 and result is not None:
            per = int(goal.quantity.per)
            text = f"{part.shown} / {whole.shown} × {per:,} = {plain(value * per, 2)}"
            yield _made("rate", goal, (part, whole), result, value, text, 2)


def _each(goal: _Term, terms: Sequence[_Term]) -> Iterator[Derivation]:
    """So much for each: a total divided by a count, a length or a time, or that product."""
    if goal.figure.dimension not in (Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE) or goal.figure.value <= 0:
        return
    divisors = [t for t in terms if t.figure.dimension in _DIVISORS and t.figure.value > 1 and t.interval.bounded]
    for total in terms:
        if not _one_unit(goal, total) or total.figure.value <= 0 or not total.interval.bounded:
            continue
        for by in divisors:
            if by is total:
                continue
            for up in (False, True):
                result = _product(total, by) if up else _divide(total, by)
                if result is None:
                    continue
                value = total.figure.value * by.figure.value if up else total.figure.value / by.figure.value
                text = f"{total.shown} {'×' if up else '/'} {by.shown} = {in_unit(value, goal.quantity)}"
                yield _made("rate", goal, (total, by), result, value, text, 2)


def _one_unit(goal: _Term, total: _Term) -> bool:
    """Whether a total is in the target's unit; money is never a count of something."""
    return total.figure.unit == goal.figure.unit and total.figure.dimension is goal.figure.dimension


def _applied(goal: _Term, terms: Sequence[_Term]) -> Iterator[Derivation]:
    """The later level from an earlier one and the change between them, or the other way round."""
    if goal.figure.dimension not in (Dimension.COUNT, Dimension.MONEY, Dimension.MEASURE):
        return
    for change in terms:
        factors = _factors(change)
        for level in terms if factors else ():
            if (
                level.figure.dimension is not goal.figure.dimension
                or level.figure.unit != goal.figure.unit
                or level.figure.value <= 0
            ):
                continue
            for factor, sign in factors:
                for up in (True, False):
                    value = level.figure.value * factor.value if up else level.figure.value / factor.value
                    try:
                        result = level.interval * factor.interval if up else level.interval / factor.interval
                    except (ValueError, ZeroDivisionError):
                        continue
                    text = f"{level.shown} {'×' if up else '/'} {sign} = {in_unit(value, goal.quantity)}"
                    yield _made("ratio" if change.figure.dimension is Dimension.MULTIPLIER else "percent change",
                                goal, (level, change), result, value, text, 3)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Factor:
    value: Fraction
    interval: Interval


def _factors(change: _Term) -> list[tuple[_Factor, str]]:
    """What a multiplier or a signed percentage multiplies a level by, and how to write that."""
    value, interval = change.figure.value, change.interval
    if not interval.bounded or value <= 0:
        return []
    low, high = interval.low or Fraction(0), interval.high or Fraction(0)
    if change.figure.dimension is Dimension.MULTIPLIER and low > 0:
        return [(_Factor(value, interval), plain(value))]
    if change.figure.dimension is Dimension.PERCENT and change.quantity.direction:
        if change.quantity.direction > 0:
            return [(_Factor(1 + value, Interval(1 + low, 1 + high)), f"(1 + {change.shown})")]
        if high < 1:
            return [(_Factor(1 - value, Interval(1 - high, 1 - low)), f"(1 − {change.shown})")]
    return []


_Rule = Callable[[_Term, Sequence[_Term]], Iterator[Derivation]]
_RULES: tuple[_Rule, ...] = (_ratio, _change, _share, _part_of, _difference, _sum, _rate, _each, _applied)

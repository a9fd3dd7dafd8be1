"""Arithmetic that ties a figure of one account to the figures of another.

As statcheck recomputes a test statistic from its parts, a derivation recomputes one claim (the target)
from one to four claims of another article (the operands), with the interval of their stated precision
carried through exactly. Each is tried in all the readings that its words leave open.

Hundreds are tried for each target and hardly any fits. So floats go first: a result whose interval they
put clear of the target's is counted and left; the others are worked out in exact rationals, which decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations, product

from reconcile.claims import Bound, Claim, Dimension, Reading
from reconcile.judge.terms import PERIODS, Factor, Term, Terms, below, differ, same_unit
from reconcile.values.figures import SHARES
from reconcile.values.intervals import Ends, Interval, product_ends, quotient_ends
from reconcile.values.numerals import in_unit, plain
from reconcile.values.units import conversion

MOST_SUMMANDS = 4
_MOST_PARTS = 8  # summands are chosen among the first so many that could be one
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
_AMOUNTS = frozenset({Dimension.COUNT, Dimension.MONEY, Dimension.MEASURE})
_RATED = _AMOUNTS | {Dimension.RATE}
# Floats are off by a few parts in 10**16 an operation; what they leave closer than this is worked out exactly.
_SLACK = 1e-9
# What is further off as stated, as a share of the larger, fits only because "at least" leaves nearly all open.
_MOST_OFF = 0.2


@dataclass(frozen=True, slots=True)
class Derivation:
    """One equation that fits, and how surprising that is.

    ``chance`` (0-1) is the share of the plausible values that would have fitted as well; ``cost`` ranks
    by simplicity (operands and steps); ``off`` (0-1) is how far the figures as stated are from working out, which
    rounding and hedges may excuse.
    """

    kind: str
    target: Claim
    operands: tuple[Claim, ...]
    text: str
    chance: float
    cost: int
    off: float = 0.0


@dataclass(frozen=True, slots=True)
class Tried:
    """The equations that fit, in the order of trial, and how many were tried, fitting or not."""

    fitting: tuple[Derivation, ...]
    number: int


class _Trial:
    """Equations for one target: counts all, keeps those that fit."""

    def __init__(self, goal: Term) -> None:
        self.goal = goal
        self.number = 0
        self.fitting: list[Derivation] = []
        low, high = goal.ends
        self._low, self._high = low - _SLACK * abs(low), high + _SLACK * abs(high)

    def open(self, ends: Ends, scale: float = 0.0) -> bool:
        """Count one equation; whether floats leave open that its result meets the target.

        ``scale`` is the size of what was added or subtracted, where that may be larger than the result.
        """
        self.number += 1
        low, high = ends
        slack = _SLACK * (abs(low) + abs(high) + scale)
        # What is not a number is neither below nor above.
        return not (high + slack < self._low or low - slack > self._high)

    def offer(self, kind: str, used: Sequence[Term], result: Interval, value: Fraction, text: str, cost: int) -> None:
        """Keep an equation if its exact result meets the target's interval."""
        goal = self.goal
        if not result.meets(goal.interval):
            return
        width = (result.width or Fraction(0)) + (goal.interval.width or Fraction(0))
        size = max(abs(value), abs(goal.figure.value))
        chance = min(1.0, float(width / size)) if size else 1.0
        off = min(1.0, float(abs(value - goal.figure.value) / size)) if size else 0.0
        if off > _MOST_OFF:
            return
        self.fitting.append(Derivation(kind, goal.claim, tuple(t.claim for t in used), text, chance, cost, off))


def derivations(target: Claim, operands: Sequence[Claim], terms: Terms) -> Tried:
    """All derivations of ``target`` from ``operands``, claims of one other article."""
    goal = terms.of(target)
    known = [t for t in map(terms.of, operands) if t is not None]
    if goal is None:
        return Tried((), 0)
    trial = _Trial(goal)
    for rule in _RULES:
        rule(trial, known)
    return Tried(tuple(trial.fitting), trial.number)


def _pairs(terms: Sequence[Term], among: frozenset[Dimension]) -> Iterator[tuple[Term, Term]]:
    """Ordered pairs of levels in one unit, both positive and different."""
    for x, y in permutations([t for t in terms if t.figure.dimension in among and t.positive], 2):
        moved = x.beside(y)
        if moved is not None and differ(moved, x):
            yield x, moved


def _ratio(trial: _Trial, terms: Sequence[Term]) -> None:
    goal = trial.goal
    if goal.figure.dimension is not Dimension.MULTIPLIER:
        return
    both = goal.quantity.reading in (None, Reading.OPEN, Reading.BY)
    for x, y in _pairs(terms, LEVELS):
        if below(y, x) or not (y.bounded and x.divides):
            continue
        ends = quotient_ends(y.ends, x.ends)
        to, by = trial.open(ends), both and trial.open((ends[0] - 1, ends[1] - 1), 1.0)
        if to or by:
            _offer_ratio(trial, x, y, both)


def _offer_ratio(trial: _Trial, x: Term, y: Term, both: bool) -> None:
    """So many times as much, and where the words leave it open so many times more."""
    value, result = y.figure.value / x.figure.value, y.interval / x.interval
    text = f"{y.shown} / {x.shown} = {plain(value)}"
    trial.offer("ratio", (x, y), result, value, text, 1)
    if both:
        less = Interval(*(None if e is None else e - 1 for e in (result.low, result.high)))
        trial.offer("ratio", (x, y), less, value - 1, f"{text}, a rise by {plain(value - 1)} times", 2)


def _change(trial: _Trial, terms: Sequence[Term]) -> None:
    """Percent change between two levels; the direction must not contradict the words."""
    goal = trial.goal
    if goal.figure.dimension not in SHARES:
        return
    for before, after in _pairs(terms, LEVELS):
        rises = below(before, after)
        if not (after.bounded and before.divides) or goal.quantity.direction == (-1 if rises else 1):
            continue
        low, high = quotient_ends(after.ends, before.ends)
        if trial.open((min(abs(low - 1), abs(high - 1)), max(abs(low - 1), abs(high - 1))), 2.0):
            _offer_change(trial, before, after, rises)


def _offer_change(trial: _Trial, before: Term, after: Term, rises: bool) -> None:
    ratio, value = after.interval / before.interval, abs(after.figure.value / before.figure.value - 1)
    low, high = sorted(abs(end - 1) for end in (ratio.low, ratio.high) if end is not None)
    shown = f"{before.shown} → {after.shown}: {after.shown} / {before.shown} − 1 = {'+' if rises else '−'}"
    cost = 2 if trial.goal.quantity.direction else 3
    text = f"{shown}{plain(value * 100)}%"
    trial.offer("percent change", (before, after), Interval(low, high), value, text, cost)


def _share(trial: _Trial, terms: Sequence[Term]) -> None:
    if trial.goal.figure.dimension not in SHARES or trial.goal.figure.value >= 1:
        return
    for part, whole, value in _parts(trial, terms, LEVELS - {Dimension.PERCENT, Dimension.DURATION}):
        text = f"{part.shown} / {whole.shown} = {plain(value * 100)}%"
        trial.offer("share", (part, whole), part.interval / whole.interval, value, text, 1)


def _parts(trial: _Trial, terms: Sequence[Term], among: frozenset[Dimension]) -> Iterator[tuple[Term, Term, Fraction]]:
    """Parts and wholes whose quotient may meet the target, with that quotient."""
    for part, whole in _pairs(terms, among):
        if below(part, whole) and part.bounded and whole.divides and trial.open(quotient_ends(part.ends, whole.ends)):
            yield part, whole, part.figure.value / whole.figure.value


def _part_of(trial: _Trial, terms: Sequence[Term]) -> None:
    """A count from a share and the total that it is a share of, or the rest of that total."""
    goal = trial.goal
    if goal.figure.dimension not in _AMOUNTS:
        return
    wholes = _totals(goal, terms)
    for share in terms:
        if share.figure.dimension not in SHARES or not 0 < share.figure.value < 1 or not share.bounded:
            continue
        for whole in wholes:
            if trial.open(product_ends(share.ends, whole.ends)):
                value = share.figure.value * whole.figure.value
                text = f"{share.shown} × {whole.shown} = {in_unit(value, goal.quantity)}"
                trial.offer("share", (share, whole), share.interval * whole.interval, value, text, 2)
            _rest_of(trial, share, whole)
            _whole_of(trial, share, whole)


def _whole_of(trial: _Trial, share: Term, part: Term) -> None:
    """The total of which something is a share: "1.4 billion, a third of it"."""
    if share.divides and trial.open(quotient_ends(part.ends, share.ends)):
        value = part.figure.value / share.figure.value
        text = f"{part.shown} / {share.shown} = {in_unit(value, trial.goal.quantity)}"
        trial.offer("share", (share, part), part.interval / share.interval, value, text, 3)


def _rest_of(trial: _Trial, share: Term, whole: Term) -> None:
    """What is left of a total without a share of it."""
    low, high = share.ends
    if trial.open(product_ends((1 - high, 1 - low), whole.ends), abs(whole.ends[1])):
        rest = Interval(*(None if end is None else 1 - end for end in (share.interval.high, share.interval.low)))
        value = (1 - share.figure.value) * whole.figure.value
        text = f"(1 − {share.shown}) × {whole.shown} = {in_unit(value, trial.goal.quantity)}"
        trial.offer("share", (share, whole), rest * whole.interval, value, text, 3)


def _totals(goal: Term, terms: Sequence[Term]) -> list[Term]:
    """What is in the target's unit and may be multiplied; money is never a count of something."""
    unit, dimension = goal.figure.unit, goal.figure.dimension
    like = [t for t in terms if t.figure.dimension is dimension and t.positive and t.bounded]
    return [t for t in like if same_unit(t.figure.unit, unit, dimension)]


def _difference(trial: _Trial, terms: Sequence[Term]) -> None:
    goal = trial.goal
    if goal.figure.dimension not in ADDITIVE:
        return
    for x, y in _pairs(terms, LEVELS):
        less, more = goal.beside(x), goal.beside(y)
        if less is None or more is None or not below(less, more) or not (less.bounded and more.bounded):
            continue
        (a, b), (c, d) = less.ends, more.ends
        if trial.open((c - b, d - a), d + b):
            value = more.figure.value - less.figure.value
            text = f"{y.shown} − {x.shown} = {in_unit(value * goal.scale, goal.quantity)}"
            trial.offer("difference", (x, y), more.interval - less.interval, value, text, 1)


def _sum(trial: _Trial, terms: Sequence[Term]) -> None:
    goal = trial.goal
    if goal.figure.dimension not in ADDITIVE:
        return
    moved = [m for m in map(goal.beside, terms) if m is not None and m.positive and below(m, goal)]
    parts = [t for t in moved[:_MOST_PARTS] if t.bounded]
    for n in range(2, MOST_SUMMANDS + 1):
        for some in combinations(parts, n):
            if trial.open((sum([t.ends[0] for t in some]), sum([t.ends[1] for t in some]))):
                _offer_sum(trial, some)


def _offer_sum(trial: _Trial, some: Sequence[Term]) -> None:
    value = sum((t.figure.value for t in some), Fraction(0))
    result = some[0].interval
    for t in some[1:]:
        result = result + t.interval
    if all(t.figure.step == 1 and t.figure.bound is Bound.EXACT for t in some) and value < 1000:
        result = Interval.around(value, Fraction(1, 2))  # whole people counted: no rounding to add up
    total = in_unit(value * trial.goal.scale, trial.goal.quantity)
    text = f"{' + '.join(t.shown for t in some)} = {total}"
    trial.offer("sum", some, result, value, text, len(some))


def _rate(trial: _Trial, terms: Sequence[Term]) -> None:
    goal = trial.goal
    if goal.figure.dimension is not Dimension.RATE or not goal.quantity.per.isdigit():
        return
    per = int(goal.quantity.per)
    for part, whole, value in _parts(trial, terms, frozenset({Dimension.COUNT})):
        text = f"{part.shown} / {whole.shown} × {per:,} = {plain(value * per, 2)}"
        trial.offer("rate", (part, whole), part.interval / whole.interval, value, text, 2)


def _each(trial: _Trial, terms: Sequence[Term]) -> None:
    """So much for each: a total divided by a count, a length or a time, or that product."""
    goal = trial.goal
    if goal.figure.dimension not in _AMOUNTS or not goal.positive:
        return
    divisors = [t for t in terms if t.figure.dimension in _DIVISORS and t.bounded and t.figure.value > 1]
    for total in _totals(goal, terms):
        for by in divisors:
            if by is not total:
                _apply(trial, "rate", total, by, Factor(by.figure.value, by.interval, by.shown), 2)


def _applied(trial: _Trial, terms: Sequence[Term]) -> None:
    """The later level from an earlier one and the change between them, or the other way round."""
    goal = trial.goal
    if goal.figure.dimension not in _AMOUNTS:
        return
    levels = _totals(goal, terms)
    for change in terms:
        kind = "ratio" if change.figure.dimension is Dimension.MULTIPLIER else "percent change"
        if (factor := change.factor) is not None:
            for level in levels:
                _apply(trial, kind, level, change, factor, 3)


def _apply(trial: _Trial, kind: str, level: Term, by: Term, factor: Factor, cost: int) -> None:
    """A level multiplied and divided by what ``by`` makes of it."""
    quantity = trial.goal.quantity
    if trial.open(product_ends(level.ends, factor.interval.ends)):
        value = level.figure.value * factor.value
        text = f"{level.shown} × {factor.shown} = {in_unit(value, quantity)}"
        trial.offer(kind, (level, by), level.interval * factor.interval, value, text, cost)
    if factor.interval.divides and trial.open(quotient_ends(level.ends, factor.interval.ends)):
        value = level.figure.value / factor.value
        text = f"{level.shown} / {factor.shown} = {in_unit(value, quantity)}"
        trial.offer(kind, (level, by), level.interval / factor.interval, value, text, cost)


def _per_unit(trial: _Trial, terms: Sequence[Term]) -> None:
    """So much for each kilometre or day: a total over how many there are of them, or that total from its rate."""
    goal = trial.goal
    if not goal.positive or goal.figure.dimension not in _RATED:
        return
    for level in terms:
        alike = same_unit(level.quantity.unit, goal.quantity.unit, goal.figure.dimension)
        if not alike or level.figure.dimension not in _RATED or not (level.positive and level.bounded):
            continue
        unit = goal.per if not level.quantity.per else level.per if not goal.quantity.per else None
        if unit is None:
            continue
        for by in terms:
            if (amount := by.measured_in(unit)) is not None:
                _apply(trial, "rate", level, by, Factor(amount.figure.value, amount.interval, by.shown), 2)


def _speed(trial: _Trial, terms: Sequence[Term]) -> None:
    """A speed from a length and the time that it took."""
    goal = trial.goal
    units = goal.figure.unit.split("/")
    if goal.figure.dimension is not Dimension.MEASURE or len(units) != 2 or not goal.positive:
        return
    lengths, times = ([m for t in terms if (m := t.measured_in(unit)) is not None] for unit in units)
    for length, time in product(lengths, times):
        if time.divides and trial.open(quotient_ends(length.ends, time.ends)):
            value = length.figure.value / time.figure.value
            text = f"{length.shown} / {time.shown} = {in_unit(value, goal.quantity)}"
            trial.offer("rate", (length, time), length.interval / time.interval, value, text, 2)


def _per_time(trial: _Trial, terms: Sequence[Term]) -> None:
    """So much a day from so much a year."""
    goal = trial.goal
    unit = goal.per
    if unit not in PERIODS or not goal.positive or goal.figure.dimension not in _RATED:
        return
    for level in terms:
        period = level.period
        by = conversion(period, unit) if period is not None and period != unit else None
        alike = same_unit(level.quantity.unit, goal.quantity.unit, goal.figure.dimension)
        if period is None or by is None or not alike:
            continue
        days = Interval(by[0], by[0])
        if level.positive and level.bounded and trial.open(quotient_ends(level.ends, days.ends)):
            value = level.figure.value / by[0]
            over = "" if level.per else f" a {PERIODS[period]}"
            text = f"{level.shown}{over} = {in_unit(value, goal.quantity)}"
            trial.offer("rate", (level,), level.interval / days, value, text, 1)


_Rule = Callable[[_Trial, Sequence[Term]], None]
_RULES: tuple[_Rule, ...] = (
    _ratio, _change, _share, _part_of, _difference, _sum, _rate, _each, _applied, _per_unit, _per_time, _speed
)  # fmt: skip

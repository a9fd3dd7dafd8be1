"""Arithmetic that ties a figure of one account to the figures of another.

As statcheck recomputes a test statistic from its parts, a derivation recomputes one claim (the target)
from one to four claims of another article (the operands), with the interval of their stated precision
carried through exactly. Each is tried in all the readings that its words leave open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations, product

from reconcile.claims import Bound, Claim, Dimension, Reading
from reconcile.judge.terms import PERIODS, Factor, Term, Terms, below, differ, same_unit
from reconcile.judge.trial import Trial, Tried
from reconcile.values.figures import SHARES
from reconcile.values.intervals import Interval, product_ends, quotient_ends
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
_DIVIDED = frozenset({Dimension.MONEY, Dimension.MEASURE})
# Any two figures are some round share of both together; this is how precisely a share must be told to be theirs.
_PRECISE = Fraction(1, 1000)
_RATED = _AMOUNTS | {Dimension.RATE}


def derivations(target: Claim, operands: Sequence[Claim], terms: Terms) -> Tried:
    """All derivations of ``target`` from ``operands``, claims of one other article."""
    goal = terms.of(target)
    known = [t for t in map(terms.of, operands) if t is not None]
    if goal is None:
        return Tried((), 0)
    trial = Trial(goal)
    for rule in _RULES:
        rule(trial, known)
    return Tried(tuple(trial.fitting), trial.number)


def _pairs(terms: Sequence[Term], among: frozenset[Dimension]) -> Iterator[tuple[Term, Term]]:
    """Ordered pairs of levels in one unit, both positive and different."""
    for x, y in permutations([t for t in terms if t.figure.dimension in among and t.positive], 2):
        moved = x.beside(y)
        if moved is not None and differ(moved, x):
            yield x, moved


def _ratio(trial: Trial, terms: Sequence[Term]) -> None:
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


def _offer_ratio(trial: Trial, x: Term, y: Term, both: bool) -> None:
    """So many times as much, and where the words leave it open so many times more."""
    value, result = y.figure.value / x.figure.value, y.interval / x.interval
    text = f"{y.shown} / {x.shown} = {plain(value)}"
    trial.offer("ratio", (x, y), result, value, text, 1)
    if both:
        less = Interval(*(None if e is None else e - 1 for e in (result.low, result.high)))
        trial.offer("ratio", (x, y), less, value - 1, f"{text}, a rise by {plain(value - 1)} times", 2)


def _change(trial: Trial, terms: Sequence[Term]) -> None:
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


def _offer_change(trial: Trial, before: Term, after: Term, rises: bool) -> None:
    ratio, value = after.interval / before.interval, abs(after.figure.value / before.figure.value - 1)
    low, high = sorted(abs(end - 1) for end in (ratio.low, ratio.high) if end is not None)
    shown = f"{before.shown} → {after.shown}: {after.shown} / {before.shown} − 1 = {'+' if rises else '−'}"
    cost = 2 if trial.goal.quantity.direction else 3
    text = f"{shown}{plain(value * 100)}%"
    trial.offer("percent change", (before, after), Interval(low, high), value, text, cost)


def _share(trial: Trial, terms: Sequence[Term]) -> None:
    goal = trial.goal
    if goal.figure.dimension not in SHARES or goal.figure.value >= 1:
        return
    if goal.quantity.direction and not goal.quantity.noun:
        return  # "down 12%" is a change, "cuts 12% of its jobs" a share
    for part, whole, value in _parts(trial, terms, LEVELS - {Dimension.PERCENT, Dimension.DURATION}):
        text = f"{part.shown} / {whole.shown} = {plain(value * 100)}%"
        trial.offer("share", (part, whole), part.interval / whole.interval, value, text, 1)


def _share_of_two(trial: Trial, terms: Sequence[Term]) -> None:
    """A share from the two parts that make up the whole, told in one sentence: 18,462 votes to 17,738."""
    goal = trial.goal.figure
    if goal.dimension not in SHARES or goal.value >= 1 or goal.step > _PRECISE:
        return
    for x, y in _pairs(terms, frozenset({Dimension.COUNT, Dimension.MONEY})):
        if x.claim.sentence != y.claim.sentence or not (x.bounded and x.divides and y.bounded and y.divides):
            continue
        (a, b), (c, d) = x.ends, y.ends
        if trial.open((a / (a + d), b / (b + c))):
            whole = x.interval + y.interval
            value = x.figure.value / (x.figure.value + y.figure.value)
            text = f"{x.shown} / ({x.shown} + {y.shown}) = {plain(value * 100)}%"
            trial.offer("share", (x, y), x.interval / whole, value, text, 2)


def _parts(trial: Trial, terms: Sequence[Term], among: frozenset[Dimension]) -> Iterator[tuple[Term, Term, Fraction]]:
    """Parts and wholes whose quotient may meet the target, with that quotient."""
    for part, whole in _pairs(terms, among):
        if below(part, whole) and part.bounded and whole.divides and trial.open(quotient_ends(part.ends, whole.ends)):
            yield part, whole, part.figure.value / whole.figure.value


def _part_of(trial: Trial, terms: Sequence[Term]) -> None:
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


def _whole_of(trial: Trial, share: Term, part: Term) -> None:
    """The total of which something is a share: "1.4 billion, a third of it"."""
    if share.divides and trial.open(quotient_ends(part.ends, share.ends)):
        value = part.figure.value / share.figure.value
        text = f"{part.shown} / {share.shown} = {in_unit(value, trial.goal.quantity)}"
        trial.offer("share", (share, part), part.interval / share.interval, value, text, 3)


def _rest_of(trial: Trial, share: Term, whole: Term) -> None:
    """What is left of a total without a share of it."""
    low, high = share.ends
    if trial.open(product_ends((1 - high, 1 - low), whole.ends), abs(whole.ends[1])):
        rest = _without(share.interval)
        value = (1 - share.figure.value) * whole.figure.value
        text = f"(1 − {share.shown}) × {whole.shown} = {in_unit(value, trial.goal.quantity)}"
        trial.offer("share", (share, whole), rest * whole.interval, value, text, 3)


def _without(share: Interval) -> Interval:
    """What a share leaves of all."""
    return Interval(*(None if end is None else 1 - end for end in (share.high, share.low)))


def _totals(goal: Term, terms: Sequence[Term]) -> list[Term]:
    """What is in the target's unit, or was put into it, and may be multiplied; money is never a count of something."""
    like = (t for t in terms if t.figure.dimension is goal.figure.dimension and t.positive and t.bounded)
    return [moved for t in like if (moved := goal.beside(t)) is not None]


def _difference(trial: Trial, terms: Sequence[Term]) -> None:
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


def _span(trial: Trial, terms: Sequence[Term]) -> None:
    """How far apart the ends of what is told as one figure are: from 30.2 to 31.8 degrees."""
    goal = trial.goal
    if goal.figure.dimension not in ADDITIVE:
        return
    for term in terms:
        aged = term.figure.dimension is Dimension.AGE  # "aged between 19 and 34" tells of no fifteen years
        told = goal.beside(term) if term.figure.bound is Bound.RANGE and not aged else None
        low, high = (told.figure.stated.low, told.figure.stated.high) if told is not None else (None, None)
        if told is None or low is None or high is None:
            continue
        result = Interval.around(high - low, told.figure.step)
        if trial.open(result.ends, told.ends[1]):
            ends = [in_unit(end * goal.scale, goal.quantity) for end in (high, low, high - low)]
            trial.offer("difference", (term,), result, high - low, f"{ends[0]} − {ends[1]} = {ends[2]}", 1)


def _places(trial: Trial, terms: Sequence[Term]) -> None:
    """By how many places something rose in a list: from 58th to 41st."""
    goal = trial.goal
    if goal.figure.dimension is not Dimension.COUNT:
        return
    ranks = [t for t in terms if t.figure.dimension is Dimension.ORDINAL and t.figure.value > 0]
    for x, y in combinations(ranks, 2):
        value = abs(x.figure.value - y.figure.value)
        result = Interval(value, value)
        if value and trial.open(result.ends):
            more, less = (x, y) if below(y, x) else (y, x)
            trial.offer("difference", (x, y), result, value, f"{more.shown} − {less.shown} = {plain(value)}", 1)


def _sum(trial: Trial, terms: Sequence[Term]) -> None:
    goal = trial.goal
    if goal.figure.dimension not in ADDITIVE:
        return
    moved = [m for m in map(goal.beside, terms) if m is not None and m.positive and below(m, goal)]
    parts = [t for t in moved[:_MOST_PARTS] if t.bounded]
    for n in range(2, MOST_SUMMANDS + 1):
        for some in combinations(parts, n):
            if trial.open((sum([t.ends[0] for t in some]), sum([t.ends[1] for t in some]))):
                _offer_sum(trial, some)


def _offer_sum(trial: Trial, some: Sequence[Term]) -> None:
    value = sum((t.figure.value for t in some), Fraction(0))
    result = some[0].interval
    for t in some[1:]:
        result = result + t.interval
    if all(t.figure.step == 1 and t.figure.bound is Bound.EXACT for t in some) and value < 1000:
        result = Interval.around(value, Fraction(1, 2))  # whole people counted: no rounding to add up
    total = in_unit(value * trial.goal.scale, trial.goal.quantity)
    text = f"{' + '.join(t.shown for t in some)} = {total}"
    trial.offer("sum", some, result, value, text, len(some))


def _rate(trial: Trial, terms: Sequence[Term]) -> None:
    goal = trial.goal
    if goal.figure.dimension is not Dimension.RATE or not goal.quantity.per.isdigit():
        return
    per = int(goal.quantity.per)
    for part, whole, value in _parts(trial, terms, frozenset({Dimension.COUNT})):
        text = f"{part.shown} / {whole.shown} × {per:,} = {plain(value * per, 2)}"
        trial.offer("rate", (part, whole), part.interval / whole.interval, value, text, 2)


def _each(trial: Trial, terms: Sequence[Term]) -> None:
    """So much for each: a total divided by a count, a length or a time, or that product."""
    goal = trial.goal
    if goal.figure.dimension not in _AMOUNTS or not goal.positive:
        return
    divisors = [t for t in terms if t.figure.dimension in _DIVISORS and t.bounded and t.figure.value > 1]
    for total in _totals(goal, terms):
        for by in divisors:
            # A length by a length is no length.
            alike = by.figure.dimension is total.figure.dimension is Dimension.MEASURE
            if by is not total and not (alike and conversion(by.figure.unit, total.figure.unit) is not None):
                _apply(trial, "rate", total, by, Factor(by.figure.value, by.interval, by.shown), 2)


def _number(trial: Trial, terms: Sequence[Term]) -> None:
    """How many there are of what is so much each: 12 million euros in payments of 19.60."""
    goal = trial.goal
    if goal.figure.dimension is not Dimension.COUNT or not goal.positive:
        return
    for each, total in _pairs(terms, _DIVIDED):
        if below(each, total) and total.bounded and each.divides and trial.open(quotient_ends(total.ends, each.ends)):
            value = total.figure.value / each.figure.value
            text = f"{total.shown} / {each.shown} = {in_unit(value, goal.quantity)}"
            trial.offer("rate", (total, each), total.interval / each.interval, value, text, 3)


def _applied(trial: Trial, terms: Sequence[Term]) -> None:
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


def _apply(trial: Trial, kind: str, level: Term, by: Term, factor: Factor, cost: int) -> None:
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


def _per_unit(trial: Trial, terms: Sequence[Term]) -> None:
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


def _speed(trial: Trial, terms: Sequence[Term]) -> None:
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


def _per_time(trial: Trial, terms: Sequence[Term]) -> None:
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


_Rule = Callable[[Trial, Sequence[Term]], None]
_RULES: tuple[_Rule, ...] = (
    _ratio, _change, _share, _share_of_two, _part_of, _difference, _span, _places, _sum,
    _rate, _each, _number, _applied, _per_unit, _per_time, _speed,
)  # fmt: skip

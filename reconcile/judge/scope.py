"""Why two figures that differ may both be right: another time, period, place or bound."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from reconcile.claims import Bound, Claim, Count, Date, Dimension, Granularity, Modality, Quantity
from reconcile.judge.case import Case
from reconcile.judge.terms import PERIODS, period_of
from reconcile.scopes import SCOPES
from reconcile.values.days import apart_in_day, compare_dates
from reconcile.values.figures import compare, orders_apart

# Further away than this, in code points, a date is about something else in the sentence.
_NEAR = 80
# And a year, which is what figures are compared with more often than what they are of.
_NEAR_YEAR = 40
# A count that is lower in a report this many days younger was revised; sooner than that the two contradict each other.
_REVISED_AFTER = 2
# And one of which nothing says that it grows had hardly grown sooner than that.
_GROWN_AFTER = 3
# The share of the larger figure from which two lie further apart than contradictions do, and how near a power of ten,
# in orders of magnitude, a slip brings them.
_TENFOLD = 0.9
_A_LOST_ZERO = 0.001
# Sentences over which a report of tolls goes on without naming its day again.
_SAME_COUNT = 2
_RUNNING = frozenset({Dimension.COUNT, Dimension.MONEY, Dimension.PERCENT, Dimension.RATE})
_OVER_TIME = frozenset({Dimension.MEASURE, Dimension.COUNT, Dimension.MONEY, Dimension.PERCENT})

# "18th in the world" and "aged 34" are no forecasts.
_NO_FORECAST = frozenset({Dimension.AGE, Dimension.ORDINAL, Dimension.SCORE})
_AT_LEAST = frozenset({Bound.AT_LEAST, Bound.OVER})
_AHEAD = {Modality.EXPECTED: "expected", Modality.PLANNED: "planned", Modality.CONDITIONAL: "only possible"}
_SCOPE_CODES = {
    "place": "scope",
    "sex": "population",
    "age": "population",
    "period": "period",
    "adjusted": "scope",
    "session": "scope",
    "net": "scope",
    "official": "scope",
    "stage": "superseded",
    "fees": "scope",
    "debt": "scope",
    "height": "scope",
    "wind": "scope",
    "record": "scope",
}
# What markets move, and what companies and offices adjust, of which few say that it is not adjusted.
_TRADED = frozenset({Dimension.MONEY, Dimension.PERCENT, Dimension.COUNT})
_ADJUSTABLE = frozenset({Dimension.MONEY, Dimension.PERCENT})


@dataclass(frozen=True, slots=True)
class Scope:
    """What sets two claims apart: the code's kind, and the words to say so."""

    kind: str
    detail: str


def apart(case: Case, a: Claim, b: Claim) -> Scope | None:
    """The reason why ``a`` and ``b`` cannot be set against each other, or ``None``."""
    if a.quantity is not None and b.quantity is not None:
        said = compare(a.quantity, b.quantity)
        if said is not None and said.outcome == "open":
            return Scope("bound", "one gives only a bound, and the other lies beyond it")
    if a.date is not None or b.date is not None:
        return None
    return (
        _magnitudes(a, b)
        or _modalities(a, b)
        or by_words(a, b)
        or _periods(case, a, b)
        or _counts(case, a, b)
        or _times(case, a, b)
        or _places(case, a, b)
    )


def _magnitudes(a: Claim, b: Claim) -> Scope | None:
    """More than ten times apart: such figures are of two things, unless a zero was lost (54,000 and 540,000)."""
    said = compare(a.quantity, b.quantity) if a.quantity is not None and b.quantity is not None else None
    if said is None or not _TENFOLD < said.gap < 1:
        return None
    orders = orders_apart(said.gap)
    if abs(orders - round(orders)) < _A_LOST_ZERO:
        return None
    return Scope("scope", "too far apart to be one thing counted twice")


def _modalities(a: Claim, b: Claim) -> Scope | None:
    """One is expected, planned or possible, and the words about the other say that it has come to pass; or denied.

    What is merely stated is no evidence: "the bank announced 3,250 job cuts" is of the same plan as "is to cut".
    """
    if {x.quantity.dimension for x in (a, b) if x.quantity is not None} & _NO_FORECAST:
        return None
    for x, y in ((a, b), (b, a)):
        if x.modality in _AHEAD and y.modality is Modality.ACTUAL:
            return Scope("modality", f"one is {_AHEAD[x.modality]}, the other has come to pass")
        if x.modality is Modality.DENIED and y.modality is not Modality.DENIED:
            return Scope("modality", "one article says that the figure is denied")
    return None


def by_words(a: Claim, b: Claim) -> Scope | None:
    """The words about both say of whom, where or over what time they are, and these exclude each other.

    A figure that is adjusted stands against one of which nothing of the kind is said, too.
    """
    dimensions = {x.quantity.dimension for x in (a, b) if x.quantity is not None}
    for kind in _SCOPE_CODES:
        if kind == "session" and not dimensions <= _TRADED:
            continue
        ours, theirs = (tuple(s for s in x.scopes if SCOPES[s] == kind) for x in (a, b))
        if ours and theirs and not any(p.startswith(q) or q.startswith(p) for p in ours for q in theirs):
            said = " against ".join(" and ".join(s.replace("_", " ") for s in side) for side in (ours, theirs))
            return Scope(_SCOPE_CODES[kind], said)
    if dimensions and dimensions <= _ADJUSTABLE and ("adjusted" in a.scopes) != ("adjusted" in b.scopes):
        return Scope(_SCOPE_CODES["adjusted"], "one is adjusted, the other is not said to be")
    return None


def risen(case: Case, a: Claim, b: Claim) -> Scope | None:
    """The words of one toll say that it rose to its figure, which those of its counterpart do not."""
    tolls = a.count is not None and b.count is not None
    pair = a.document, b.document
    if tolls and not {pair, pair[::-1]}.isdisjoint(case.counted_later):
        return Scope("superseded", "the words say that one was counted earlier than the other")
    return None


def _counts(case: Case, a: Claim, b: Claim) -> Scope | None:
    """The words say that one was counted earlier, or both are no more than what was known at least.

    In a translation "more than 300" is what the original has.

    Earlier is what was so "initially", and what is below a count that "rose to" what it is, unless it was published
    on a later day. What one of an article's tolls rose to, the others had come to as well.
    """
    p, q = a.quantity, b.quantity
    if p is None or q is None or p.number is None or q.number is None:
        return None
    if p.dimension is not Dimension.COUNT or q.dimension is not Dimension.COUNT:
        return None
    small, large = (a, b) if p.number < q.number else (b, a)
    then, now = case.article[small.document].published, case.article[large.document].published
    stale = then is None or now is None or then <= now
    rose = large.count is Count.LATER and small.count is not Count.LATER and stale
    at_least = a.count is not None and b.count is not None and p.bound in _AT_LEAST and q.bound in _AT_LEAST
    if at_least and not case.translated(a, b):
        return Scope("bound", "both say how many at least")
    if (told := risen(case, a, b)) is not None:
        return told
    if rose or (a.count is Count.EARLIER) != (b.count is Count.EARLIER):
        return Scope("superseded", "the words say that one was counted earlier than the other")
    return None


def _periods(case: Case, a: Claim, b: Claim) -> Scope | None:
    """Each is over a stated length of time, and the lengths differ (rain in 24 and in 48 hours)."""
    if a.quantity is not None and a.quantity.dimension is Dimension.DURATION:
        return _lengths(case, a, b)
    ours, theirs = _over(case, a), _over(case, b)
    if a.quantity is None or ours is None or theirs is None:
        return None
    said = compare(ours[0], theirs[0])
    if said is not None and said.outcome == "differs" and said.gap > 0.2:
        return Scope("period", f"{ours[1]} against {theirs[1]}")
    return None


def _over(case: Case, claim: Claim) -> tuple[Quantity, str] | None:
    """The length of time that a figure is over, and the words for it: a duration beside it, or "in a single day"."""
    for i in case.frame(claim.id).periods[:1]:
        q = case.by_id[i].quantity
        if q is not None:
            return q, case.by_id[i].text
    measured = claim.quantity is not None and claim.quantity.dimension is Dimension.MEASURE
    unit = period_of(claim) if measured else None
    if unit is None:
        return None
    one = Fraction(1)
    return Quantity(one, one, one, unit, Dimension.DURATION), f"a {PERIODS[unit]}"


def _lengths(case: Case, a: Claim, b: Claim) -> Scope | None:
    """The lengths themselves are no contradiction where other figures of their sentences are over them."""
    measured = {o.id for o in case.near(b, 0) if o.quantity is not None and o.quantity.dimension in _OVER_TIME}
    for x in case.near(a, 0):
        if (
            x.quantity is not None
            and x.quantity.dimension in _OVER_TIME
            and case.linked.get(x.id, {}).keys() & measured
        ):
            return Scope("period", f"{a.text} against {b.text}")
    return None


def _times(case: Case, a: Claim, b: Claim) -> Scope | None:
    """The dates of the two differ, or the articles appeared on different days."""
    days = _days_of(case, a, b)
    told = _apart_in_time(a, b, days) if days is not None else None
    if told is not None or (days is not None and days.one):
        return told
    return _published(case, a, b)


def as_of(case: Case, a: Claim, b: Claim) -> Scope | None:
    """The words say of which day, or of which part of a day, each of the two is, and it is another one."""
    days = _days_of(case, a, b)
    return _apart_in_time(a, b, days) if days is not None else None


def same_day(case: Case, a: Claim, b: Claim) -> bool:
    """The words about the two say of which day each is, and it is one."""
    days = _days_of(case, a, b)
    return days is not None and days.one


class _Days(NamedTuple):
    """The dates of two figures, as claims and as such, and how they compare."""

    ours: Claim
    theirs: Claim
    first: Date
    second: Date
    outcome: str

    @property
    def one(self) -> bool:
        """Whether the two may be of one day."""
        return self.outcome in ("same", "within")


def _days_of(case: Case, a: Claim, b: Claim) -> _Days | None:
    """The dates of two figures, where both have one and something can be said of them together."""
    ours, theirs = _date_of(case, a), _date_of(case, b)
    if ours is None or theirs is None or ours.date is None or theirs.date is None:
        return None
    timed = (ours.date.time is not None) == (theirs.date.time is not None)
    said = compare_dates(ours.date, theirs.date) if timed else None
    said = said or compare_dates(_day_of(ours.date), _day_of(theirs.date))
    return _Days(ours, theirs, ours.date, theirs.date, said.outcome) if said is not None else None


def _apart_in_time(a: Claim, b: Claim, days: _Days) -> Scope | None:
    """That two figures are of two days close by, or two tolls of two parts of one; other counts hold all day."""
    counted = a.quantity is not None and a.quantity.dimension is Dimension.COUNT and a.count is b.count is None
    if counted and days.first.time is not None and days.second.time is not None:
        return None
    if days.outcome == "differs":
        apart = max(_gap(a, days.ours), _gap(b, days.theirs)) <= _NEAR
    else:
        apart = a.count is not None and b.count is not None and apart_in_day(days.first, days.second)
    far = max(_gap(a, days.ours), _gap(b, days.theirs)) > _NEAR_YEAR
    if not apart or (far and (_coarse(days.first) or _coarse(days.second))):
        return None
    running = a.quantity is not None and a.quantity.dimension in _RUNNING
    return Scope("superseded" if running else "period", f"{days.ours.text} against {days.theirs.text}")


def _date_of(case: Case, claim: Claim) -> Claim | None:
    """The date of a claim; of a toll without one, that of the toll before it ("By Friday evening 12 had died ...")."""
    own = case.own_date(claim)
    if own is not None or claim.count is None:
        return own
    before = [c for c in case.near(claim, _SAME_COUNT) if c.count is not None and c.span.start < claim.span.start]
    dates = (case.own_date(c) for c in sorted(before, key=lambda c: -c.span.start))
    return next((d for d in dates if d is not None), None)


def _gap(claim: Claim, date: Claim) -> int:
    """How far a date stands from a claim in its sentence; nothing of a toll, which has one date for all its counts."""
    return 0 if claim.count is not None else claim.span.gap(date.span)


def _day_of(date: Date) -> Date:
    """A date without its time of day."""
    return date if date.time is None else replace(date, time=None, utc_offset=None)


def _coarse(date: Date) -> bool:
    """Whether a date is about years."""
    return date.granularity in (Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY)


def _published(case: Case, a: Claim, b: Claim) -> Scope | None:
    """A count that had grown, or was revised, by the time of the later article is no contradiction."""
    p, q = a.quantity, b.quantity
    first, second = case.article[a.document].published, case.article[b.document].published
    if a.count is not None or b.count is not None:
        # Who repeats an old toll beside a new one has not counted again.
        old, new = _first_reported(case, a), _first_reported(case, b)
        if old is not None and new is not None and abs((new - old).days) >= _REVISED_AFTER:
            first, second = old, new
    if first is None or second is None or first == second or p is None or q is None:
        return None
    if p.dimension is not Dimension.COUNT or p.number is None or q.number is None:
        return None
    later_is_larger = (q.number > p.number) == (second > first)
    days = abs((second - first).days)
    if days < (_GROWN_AFTER if a.count is b.count is None else 0 if later_is_larger else _REVISED_AFTER):
        return None
    old, new = (first, second) if first < second else (second, first)
    return Scope("superseded", f"reports of {old.isoformat()} and {new.isoformat()}; the later figure stands")


def _first_reported(case: Case, claim: Claim) -> dt.date | None:
    """The day of the first article to give this figure of this thing."""
    documents = {claim.document, *case.agreeing[claim.id]}
    return min((d for x in documents if (d := case.article[x].published) is not None), default=None)


def _places(case: Case, a: Claim, b: Claim) -> Scope | None:
    """Each is said of a place, and the places differ."""
    ours, theirs = case.frame(a.id).places, case.frame(b.id).places
    if not ours or not theirs or set(ours) & set(theirs):
        return None
    known = case.places_known
    if ours[0] in known[b.document] and theirs[0] in known[a.document]:
        return Scope("scope", "said of different places")
    return None

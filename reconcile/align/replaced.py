"""Figures and dates in which a translation departs from its original.

Of two sentences that translate each other, the numbers that both have cancel each other, whatever kind of claim they
were read as, those of names among them ("Formula 1"); where one number is left on either side, the translation has
another in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from reconcile.align.compared import compare_claims
from reconcile.align.features import Side
from reconcile.align.translations import Translated, translation
from reconcile.claims import Claim, Date, Dimension, Granularity, Kind, Link, Span
from reconcile.odds import log_odds
from reconcile.values.decimals import numbers_in
from reconcile.values.same import outcome_and_basis

# Cosine of two sentences from which a number left over answers to the other; more where their kinds cannot be compared.
LEAST_CLOSE, LEAST_CLOSE_OTHERWISE = 0.45, 0.5
# How sure that is: of sentences that may be translations, and what is added where they surely are.
LEAST_SURE, SURER = 0.7, 0.2
# From this share of translated sentences on, numbers may differ as they will. Below, accounts of one event may be as
# close, and no more than so many numbers may lack their equal, or than this share of them. Even fewer sentences are
# enough where, of so many numbers in sentences that answer to each other, no more than that share lack their equal.
SURELY, FEW_LACKING = 0.7, 4
LEAST_SHARE = 0.45
LEAST_WRITTEN, MOST_LACKING = 8, 0.3
# Converted measures are rounded by up to this share; all other numbers are translated as they are.
CONVERTED = Fraction(3, 100)

_OF_DAYS = frozenset({Granularity.TIME, Granularity.DAY, Granularity.WEEKDAY})
_OF_YEARS = frozenset({Granularity.YEAR, Granularity.DECADE})
# "The 65th minute" may be read as one in a row or as a length, "in 1573" as a count.
_OF_TIME = frozenset({Dimension.COUNT, Dimension.ORDINAL, Dimension.AGE, Dimension.DURATION})
# An age is no length of hours.
_LENGTHS = frozenset({Dimension.AGE, Dimension.DURATION})
_LAST_YEAR = 2200
_SHARES = frozenset({Dimension.PERCENT, Dimension.FRACTION})

# Times of day are kept as they are written.
Number = Fraction | str
Entry = tuple[Claim, Number]


def replaced(a: Side, b: Side, told: Translated) -> tuple[Link, ...]:
    """The claims of two articles that stand in each other's place and give different numbers, with how sure that is."""
    if told.share < LEAST_SHARE:
        return ()
    left, right = _by_sentence(a), _by_sentence(b)
    numbered = [(s, t) for s, t in told.sentences if s in left and t in right]
    answering = sorted(numbered, key=lambda p: (p[0].start, p[1].start))
    written = sum(_count(left[s]) + _count(right[t]) for s, t in answering)
    for s, t in answering:
        _cancel(left[s], right[t])
    _cancel_moved(left, right)
    lacking = sum(_count(left[s]) + _count(right[t]) for s, t in answering)
    alike = written >= LEAST_WRITTEN and lacking <= MOST_LACKING * written
    keeps = told.share >= SURELY or lacking <= max(FEW_LACKING, MOST_LACKING * written)
    if not (told.wholly and keeps) and not alike:
        return ()
    vector_of = [{side.claims[i].sentence: side.vectors[i].sentence for i in side.distinct[0]} for side in (a, b)]
    found = []
    for s, t in answering:
        pair = _left_over(left[s], right[t])
        close = float(vector_of[0][s] @ vector_of[1][t])
        if pair is None or _rounded(pair, a, b):
            continue
        least = LEAST_CLOSE if compare_claims(*pair) is not None else LEAST_CLOSE_OTHERWISE
        if close < least:
            continue
        sure = round(LEAST_SURE + SURER * float(translation(np.asarray(close))), 4)
        found.append(Link(pair[0].id, pair[1].id, sure, (("in_its_place", round(log_odds(sure), 3)),)))
    return tuple(found)


def _rounded(pair: tuple[Claim, Claim], a: Side, b: Side) -> bool:
    """Whether one figure is the other rounded, as in a headline, and its own article tells that one as well."""
    x, y = (c.quantity for c in pair)
    if x is None or y is None or outcome_and_basis(*pair)[0] != "same":
        return False
    return any(
        (c.quantity.number, c.quantity.unit) == (other.number, other.unit)
        for side, other in ((a, y), (b, x))
        for c in side.claims
        if c.quantity is not None
    )


def is_numbered(claim: Claim) -> bool:
    """Whether a claim may write a number: any figure or date, and a name with digits in it."""
    return claim.kind is not Kind.ENTITY or _in_digits(claim)


def _by_sentence(side: Side) -> dict[Span, list[Entry]]:
    """The numbers that the claims of each sentence write."""
    return {side.claims[some[0]].sentence: _numbers([side.claims[i] for i in some]) for some in side.members}


def _count(entries: Sequence[Entry]) -> int:
    """How many numbers there are: without those of names, which languages may write in full or not."""
    return sum(c.kind is not Kind.ENTITY for c, _ in entries)


def _cancel(left: list[Entry], right: list[Entry]) -> None:
    """Take away what two sentences both say: first the numbers that are equal, then those that mean the same."""
    for alike in (_equal, _same):
        for entry in list(left):
            same = next((other for other in right if alike(entry, other)), None)
            if same is not None:
                left.remove(entry)
                right.remove(same)


def _equal(entry: Entry, other: Entry) -> bool:
    return entry[1] == other[1]


def _cancel_moved(left: Mapping[Span, list[Entry]], right: Mapping[Span, list[Entry]]) -> None:
    """Take away what the other article says in another sentence: translators split and join them."""
    elsewhere: dict[Number, list[list[Entry]]] = defaultdict(list)
    for entries in right.values():
        for _, n in entries:
            elsewhere[n].append(entries)
    for entries in left.values():
        for entry in list(entries):
            if elsewhere[entry[1]]:
                other = elsewhere[entry[1]].pop()
                entries.remove(entry)
                other.remove(next(x for x in other if x[1] == entry[1]))


def _left_over(left: Sequence[Entry], right: Sequence[Entry]) -> tuple[Claim, Claim] | None:
    """The claims of two sentences whose numbers the other has not, where that is one on either side."""
    ours, theirs = _telling(left), _telling(right)
    if 1 not in (len(ours), len(theirs)):
        return None
    found = [(x, y) for x in ours for y in theirs if _may_answer(x, y)]
    for alike in (_kind, _in_digits):
        if len(found) > 1:
            found = [p for p in found if alike(p[0]) == alike(p[1])]
    return found[0] if len(found) == 1 else None


def _telling(numbers: Sequence[Entry]) -> list[Claim]:
    """The claims of some numbers; "one" and "two" in words may be no numbers in another language."""
    claims = list({c.id: c for c, _ in numbers}.values())
    large = [c for c in claims if _in_digits(c) or any(n not in (1, 2) for d, n in numbers if d is c)]
    return large or claims


def _kind(claim: Claim) -> str:
    """The dimension of a quantity, or that a claim is a date or a name."""
    return claim.quantity.dimension if claim.quantity is not None else claim.kind


def _numbers(claims: Sequence[Claim]) -> list[Entry]:
    """The numbers that claims write; one that lies in two claims ("three weeks", "three weeks ago") once."""
    result: list[Entry] = []
    for c in claims:
        for n in _written(c):
            if not any(n == m and c.span.overlaps(other.span) for other, m in result):
                result.append((c, n))
    return result


def _written(claim: Claim) -> list[Number]:
    q, d = claim.quantity, claim.date
    if q is not None and q.dimension is not Dimension.MULTIPLIER:
        return [q.number] if q.number is not None else [x for x in (q.low, q.high) if x is not None]
    if d is None:
        return list(map(Fraction, numbers_in(claim.text))) if claim.kind is Kind.ENTITY else []
    parts: list[Number] = [Fraction(x) for x in (d.day, d.month, d.year) if x is not None]
    if d.time is not None:
        parts.append(d.time)
    if d.granularity is Granularity.YEAR and d.start is not None and d.end is not None and d.start[:4] < d.end[:4]:
        return [Fraction(d.start[:4]), Fraction(d.end[:4])]
    if parts or d.relative:
        return parts
    if d.start is not None:
        year = int(d.start[:4])
        if d.granularity is Granularity.CENTURY:
            return [Fraction(year // 100 + 1)]
        return [Fraction(year)] if d.granularity in _OF_YEARS else []
    return list(map(Fraction, numbers_in(claim.text)))


def _same(entry: Entry, other: Entry) -> bool:
    """Whether two claims say the same in other units or words; a rounded figure is no translation of the exact one."""
    x, y = entry[0], other[0]
    outcome, basis = outcome_and_basis(x, y)
    if outcome != "same":
        return False
    if x.quantity is not None and y.quantity is not None and basis in ("rounding", "bound"):
        p, q = x.quantity, y.quantity
        if p.number is None or q.number is None:
            return True
        return p.dimension is Dimension.MEASURE and abs(p.number - q.number) <= CONVERTED * max(p.number, q.number)
    if x.date is None or y.date is None:
        return True
    if x.date.granularity is y.date.granularity is Granularity.YEAR and len(_written(x)) != len(_written(y)):
        return False  # a year of several is not all of them
    if x.date.time is not None and basis == "unit":
        return x.date.utc_offset is not None and y.date.utc_offset is not None
    return True


def _span(date: Date) -> str:
    """The kind of time that a date names: some day, or else a month, a year and so on."""
    return "day" if date.granularity in _OF_DAYS else date.granularity


def _in_digits(claim: Claim) -> bool:
    return any(x.isdigit() for x in claim.text)


def _may_answer(x: Claim, y: Claim) -> bool:
    """Whether numbers read as these kinds may be one number, translated."""
    if Kind.ENTITY in (x.kind, y.kind):
        return x.kind is y.kind
    if x.date is not None and y.date is not None:
        return (x.date.time is None) == (y.date.time is None) and _span(x.date) == _span(y.date)
    if x.quantity is not None and y.quantity is not None:
        kinds = {x.quantity.dimension, y.quantity.dimension}
        if kinds == _LENGTHS and {x.quantity.unit, y.quantity.unit} != {"yr"}:
            return False
        return (
            len(kinds) == 1
            or kinds <= _SHARES
            or (_in_digits(x) and _in_digits(y) and (Dimension.COUNT in kinds or kinds <= _OF_TIME))
        )
    if not (_in_digits(x) and _in_digits(y)) or any(c.date is not None and c.date.time is not None for c in (x, y)):
        return False
    q = x.quantity or y.quantity
    return q is not None and q.dimension in _OF_TIME and q.number is not None and q.number < _LAST_YEAR

"""How two claims of one kind compare: whether they state one value, how surprising that is, how far apart they lie."""

from __future__ import annotations

import math

from reconcile.claims import Claim, Date, Dimension, Granularity
from reconcile.values.days import compare_dates, parts_apart, steps_apart
from reconcile.values.decimals import ascii_digits
from reconcile.values.figures import Comparison, Figure, compare_figures, figure, orders_apart
from reconcile.values.units import conversion

# Orders of magnitude beyond which figures are as far apart as can be; of dates it is the days between them.
_FURTHEST = 2.0
# Nats for dates that agree in what their words name, and for those that are known to the day.
_UNLIKELY = {
    Granularity.TIME: 3.0,
    Granularity.DAY: 2.5,
    Granularity.WEEKDAY: 1.2,
    Granularity.MONTH: 1.8,
    Granularity.YEAR: 1.5,
}
_RESOLVED = 2.5
# For a date within another, and for a time that some zone makes that of another, to the minute.
_HELD, _ZONED = 0.8, 2.0
# Digits from which two that are exchanged tell.
_EXCHANGED = 3


def compare_claims(x: Claim, y: Claim) -> tuple[str, float, float, float] | None:
    """Outcome, looseness, how surprising the agreement would be by chance (in nats), and how far apart they lie."""
    p, q = (figure(c.quantity) if c.quantity is not None else None for c in (x, y))
    return compare_stated(x, y, p, q)


def compare_stated(x: Claim, y: Claim, p: Figure | None, q: Figure | None) -> tuple[str, float, float, float] | None:
    """:func:`compare_claims` of claims whose figures are at hand."""
    if p is not None and q is not None:
        c = compare_figures(p, q)
        if c is None:
            return None
        unlikely = _surprise(p, q, c) if c.outcome == "same" else 0.0
        return c.outcome, float(c.loose), unlikely, magnitude_apart(c.gap) if p.value > 0 < q.value else 0.0
    if x.date is not None and y.date is not None:
        d = compare_dates(x.date, y.date)
        if d is None:
            return None
        outcome = "same" if d.outcome in ("same", "within") else d.outcome
        guessed = d.basis == "unit" and (x.date.utc_offset is None) != (y.date.utc_offset is None)
        if outcome != "same":
            unlikely = 0.0
        elif d.basis == "equal" or (d.basis == "unit" and not guessed):
            unlikely = _surprise_of_days(x.date, y.date)
        else:
            unlikely = _ZONED if guessed else _HELD
        apart = 0.0 if outcome == "same" else math.log10(1 + steps_apart(x.date, y.date))
        return outcome, float(d.outcome == "within" or guessed), unlikely, min(_FURTHEST, apart)
    return None


def _surprise(a: Figure, b: Figure, said: Comparison) -> float:
    """-ln of the chance that two unrelated figures of one order of magnitude agree this well, at most 8.

    Small whole numbers recur in any text, so they say little; every significant digit says more.
    """
    if not a.value or not b.value:
        return 0.0
    digits = 1 / max(float(a.step / abs(a.value)), float(b.step / abs(b.value)), said.gap, 1e-4)
    small = a.quantity.dimension in (Dimension.COUNT, Dimension.ORDINAL) and abs(a.value) < 13
    return min(8.0, math.log(1 + digits)) * (0.5 if small else 1.0) * (0.6 if said.loose else 1.0)


def _surprise_of_days(a: Date, b: Date) -> float:
    """How surprising it is, in nats, that two dates name the same: a weekday alone recurs in any report."""
    resolved = a.start is not None and b.start is not None and a.start[:10] == b.start[:10]
    return _RESOLVED if resolved else max(_UNLIKELY.get(d.granularity, 1.0) for d in (a, b))


def slip_between(x: Claim, y: Claim, p: Figure | None, q: Figure | None) -> str:
    """Which slip may have made one figure, or what two dates differ in, of the other; see :func:`slip_of`.

    ``p`` and ``q`` are the claims' figures. Of two units a slip was made before or after the one was turned into the
    other: 24,318 feet are 7,412 metres, and no 7,142.
    """
    if x.date is not None and y.date is not None:
        apart = parts_apart(x.date, y.date)
        return slip_of(*map(str, apart[0])) if len(apart) == 1 else ""
    if p is not None and q is not None and p.unit != q.unit and p.dimension is q.dimension is Dimension.MEASURE:
        return "slip" if _slipped(p, q) or _slipped(q, p) else ""
    return slip_of(x.text, y.text)


def _slipped(a: Figure, b: Figure) -> bool:
    """Whether a slip makes of ``a`` what ``b`` is in its unit."""
    by = conversion(b.unit, a.unit)
    if by is None or a.value <= 0 or not a.step:
        return False
    told, meant = str(round(a.value / a.step)), str(round((b.value * by[0] + by[1]) / a.step))
    # Of a figure with few digits another is soon made.
    return len(told) == len(meant) >= _EXCHANGED and slip_of(told, meant) == "slip"


def slip_of(x: str, y: str) -> str:
    """What made one figure of the other: ``"slip"``, ``"digit"`` or nothing that is known.

    A slip exchanges two digits or leaves one out, which hardly ever makes one figure of another by chance; that of
    three and more digits just one is another may well be chance.

    >>> slip_of("2.4%", "4,2 %"), slip_of("8%", "18%"), slip_of("1,284", "1.274"), slip_of("10%", "12%")
    ('slip', 'slip', 'digit', '')
    """
    a, b = sorted(("".join(filter(str.isdecimal, ascii_digits(text))) for text in (x, y)), key=len)
    if not a or a == b:
        return ""
    if len(b) == len(a) + 1:
        return "slip" if any(b[:i] + b[i + 1 :] == a for i in range(len(b))) else ""
    if len(a) != len(b):
        return ""
    wrong = [i for i, (p, q) in enumerate(zip(a, b, strict=True)) if p != q]
    if len(wrong) == 1:
        return "digit" if len(a) > 2 else ""
    exchanged = len(wrong) == 2 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    return "slip" if exchanged else ""


def magnitude_apart(gap: float) -> float:
    """|log10| of the ratio of two figures, at most 2: accounts that contradict each other are seldom far apart.

    ``gap`` is their difference in one unit, as a share of the larger.
    """
    return min(_FURTHEST, orders_apart(gap))

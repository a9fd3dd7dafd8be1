"""Figures as an English reader expects them in an equation: ``54,000``, ``28.4``, ``12%``, ``2:20:28``."""

from __future__ import annotations

from fractions import Fraction

from reconcile.claims import Dimension, Quantity

_SECONDS = {"s": 1, "min": 60, "h": 3600}


def plain(value: Fraction, digits: int = 1) -> str:
    """A rational with thousands commas and at most ``digits`` decimals (more where it is below one)."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    if abs(value) < 1:
        digits = max(digits, 3)
    text = f"{float(value):,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scaled(value: Fraction) -> str:
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if abs(value) >= size:
            return f"{plain(value / size, 2)} {word}"
    return plain(value, 2)


def clock(seconds: Fraction) -> str:
    """Seconds as ``2:20:28``, ``1:14`` or ``41 s``."""
    whole = int(seconds)
    rest = seconds - whole
    if whole < 60:
        return f"{plain(seconds, 2)} s"
    hours, left = divmod(whole, 3600)
    minutes, secs = divmod(left, 60)
    tail = f"{float(rest):.2f}".lstrip("0").rstrip("0").rstrip(".") if rest else ""
    return (f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}") + tail


def in_unit(value: Fraction, like: Quantity) -> str:
    """``value`` written in the unit of ``like``."""
    match like.dimension:
        case Dimension.PERCENT:
            return f"{plain(value)}%"
        case Dimension.POINTS:
            return f"{plain(value)} pp"
        case Dimension.MULTIPLIER:
            return plain(value)
        case Dimension.MONEY:
            return f"{_scaled(value)} {like.unit}"
        case Dimension.DURATION if like.unit in _SECONDS:
            return clock(value * _SECONDS[like.unit])
        case Dimension.FRACTION:
            return str(value) if value.denominator <= 12 else plain(value, 3)
        case Dimension.RATE if like.per:
            return (
                f"{plain(value, 2)} per {int(like.per):,}"
                if like.per.isdigit()
                else f"{plain(value, 2)} per {like.per}"
            )
        case Dimension.COUNT | Dimension.ORDINAL:
            return _scaled(value) if abs(value) >= 10**6 else plain(value)
        case _:
            return f"{plain(value, 2)} {like.unit}".removesuffix(" 1")


def written(q: Quantity) -> str:
    """A quantity's own value in its own unit; a range as ``10-12``."""
    if q.number is not None:
        return in_unit(q.number, q)
    if q.low is not None and q.high is not None:
        return f"{in_unit(q.low, q)}-{in_unit(q.high, q)}"
    return "?"

"""Times and sums of money written like scores: "in 27:37", "2:02 Stunden", Swedish "232:80"."""

from __future__ import annotations

import re
from fractions import Fraction

from reconcile.claims import Bound, Dimension, Quantity, Span
from reconcile.extract.intervals import interval, length_of_time
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.spans import Spans
from reconcile.extract.tokens import Tokens
from reconcile.values.decimals import ascii_digits

_POINTED = re.compile(r"(?<![\w.,:])\d{1,2}\.[0-5]\d(?![\w:%]|[.,]\d|\s?[%€$£])")


def paid(tokens: Tokens, span: Span, lexicon: Lexicon) -> Quantity | None:
    """What looks like a score as a sum of money, where a colon stands in such sums: Swedish "232:80"."""
    unit = lexicon.writing.colon_money
    whole, colon, part = ascii_digits(tokens.text[span.start : span.end]).partition(":")
    if not unit or not colon or not whole.isdecimal() or len(part) != 2 or not part.isdecimal():
        return None
    number, step = Fraction(f"{whole}.{part}"), Fraction(1, 100)
    low, high = interval(number, step, Bound.EXACT)
    return Quantity(number, low, high, unit, Dimension.MONEY, Bound.EXACT, step)


def pointed(tokens: Tokens, closed: Spans, lexicon: Lexicon) -> list[Span]:
    """Figures with a point and two digits where a comma marks decimals: perhaps minutes and seconds ("22.41")."""
    if lexicon.writing.decimal != ",":
        return []
    found = (Span(*m.span()) for m in _POINTED.finditer(tokens.text, tokens.span.start, tokens.span.end))
    return [span for span in found if not closed.overlap(span.start, span.end)]


def run_in(tokens: Tokens, span: Span, lexicon: Lexicon, sure: bool = False) -> Quantity | None:
    """What looks like a score as minutes and seconds where it is a time: "in 27:37", "27:37 Minuten".

    ``sure``: only where a unit says so, for what may be a time of day ("2:02 Stunden").
    """
    raw = ascii_digits(tokens.text[span.start : span.end])
    minutes, colon, seconds = raw.partition("." if "." in raw else ":")
    if not colon or not minutes.isdecimal() or len(seconds) != 2 or not seconds.isdecimal() or int(seconds) >= 60:
        return None
    unit = lexicon.units.find(tokens, tokens.at(span.end))
    told = unit is not None and unit.value in ("min", "h")
    if unit is not None and not told:
        return None  # "in 2.50 Euro"
    if not told and (sure or lexicon.score_never.find_before(tokens, tokens.at(span.start)) is None):
        return None
    size = 60 if unit is not None and unit.value == "h" else 1  # "in 2:02 Stunden"
    return length_of_time(Fraction(size * (60 * int(minutes) + int(seconds))), Fraction(size))

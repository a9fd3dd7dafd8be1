"""Units: which dimension they have, which belong together in one expression, and expressions such as 2:19:47."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from reconcile.claims import Dimension, Span
from reconcile.extract.spans import Spans
from reconcile.values.currencies import families

DURATIONS = {"ms", "s", "min", "h", "d", "wk", "mo", "yr", "decade", "century"}
# Currencies that a bare word leaves open ("dinars"), under their English names; the rest are ISO 4217 codes.
OPEN_CURRENCIES = frozenset({"cent", "jiao", "toman", *filter(str.isalpha, families())})
# Units smaller than the one before them in "2 hours 19 minutes", with how many of them make one.
_WITHIN = {
    ("yr", "mo"): 12, ("mo", "d"): 30, ("wk", "d"): 7, ("d", "h"): 24, ("h", "min"): 60, ("min", "s"): 60,
    ("h", "s"): 3600,
    ("kilo", "m"): 1000, ("kilo", "g"): 1000,
    ("km", "m"): 1000, ("m", "cm"): 100, ("ft", "in"): 12, ("kg", "g"): 1000, ("t", "kg"): 1000, ("lb", "oz"): 16,
}  # fmt: skip
# What rain is measured in: it falls without getting less.
RAINFALL = frozenset({"mm", "cm", "in", "l/m²"})
# What harvests are told per.
HARVESTED = frozenset({"ha", "dunam", "acre", "stremma", "mu"})
# Speeds by what they are made of.
PER_HOUR = {("km", "h"): "km/h", ("mi", "h"): "mph", ("m", "s"): "m/s", ("nmi", "h"): "kn"}
SPEEDS = frozenset(PER_HOUR.values())
MASSES = frozenset({"µg", "mg", "g", "kg", "q", "t", "lb", "oz", "kilo"})
LENGTHS = frozenset({"mm", "cm", "m", "km", "in", "ft", "yd", "mi"})
# Parts of a currency's unit, and how many make one.
SUBUNITS = {"cent": 100, "jiao": 10}
_CLOCK = re.compile(
    r"(?=\d)(?:(?<![\w:.,])(?:"
    r"(?P<h>\d{1,3})(?P<s1>[:.]|\s?[hH](?:rs?\.?)?\s?)(?P<m>[0-5]\d)(?P<s2>[:.]|\s?['′]|\s?[mM](?:ins?)?\.?\s?)"
    r"(?P<s>[0-5]\d)(?:[.,](?P<f>\d{1,3}))?(?:\s?(?:s(?:ecs?)?\b|['′]{2}|\"|″))?"
    r"|(?P<m2>\d{1,3})\s?['’′]\s?(?P<s3>[0-5]?\d)(?:['’′]{2}|[\"”″])(?:(?P<f3>\d{1,3})(?!\w))?"
    r"|(?P<m9>\d{1,2})['’′](?P<s9>[0-5]\d)(?![\w'’′]|[.,]\d)"
    r"|(?P<s10>\d{1,2})(?:['’′]{2}|[\"”″])(?P<f10>\d{2,3})(?!\w|[.,]\d)"
    r"|(?P<m3>\d{1,2}):(?P<s4>[0-5]\d)[.,](?P<f4>\d{1,3})"
    r"|(?P<m11>\d{1,2})\s?m(?:in)?\s?(?P<s11>[0-5]?\d)s(?!\w)"
    r"|(?:(?P<m12>[0-5]?\d)\s?phút\s?)?(?P<s12>\d{1,2})\s?giây\s(?P<f12>\d{2})(?!\w)"
    r"|(?P<h8>\d{1,2})h(?P<m8>[0-5]\d)['’′](?!\w)"
    r"|(?P<h9>[1-5])h(?P<m4>[0-5]\d)(?![\w'’′:.]|\s(?:Uhr|h)\b)"
    r"|(?P<m7>\d{1,2})\.(?P<s7>[0-5]\d),(?P<f7>\d{1,2})(?!\s?[%€$£])"
    r")"
    r"|(?<![\d:.,])(?:(?P<h5>\d{1,2})\s?(?:小[时時]|[时時]間?)\s?)?(?P<m5>[0-5]?\d)\s?分\s?(?P<s5>[0-5]?\d)\s?秒"
    r"(?:(?P<f5>\d{1,3})(?![\d位人名点個个秒分回戦号]))?"
    r"|(?<![\d:.,])(?:(?P<m6>[0-5]?\d)\s?[分분]\s?)?(?P<s6>\d{1,2})(?:秒|초\s?|\ss\s|s(?=\d\d(?!\w))|\s?sec\.?\s(?=\d\d(?!\w)))(?P<f6>\d{1,3})(?![\d位人名点個个秒分回戦号명개위회번분초대점골])"
    r")(?!:?\d)(?![.,]\d)"
)
_SECONDS = re.compile(r"(?<![\w.,'’′])(\d{1,2})(?:['’′]{2}|[\"”″])(?!\w)")
# How tall people are in feet, and the inches behind them.
_FEET, _INCHES = range(4, 8), range(12)


@lru_cache(maxsize=4096)
def dimension_of(unit: str) -> Dimension:
    """The kind of quantity that a unit measures."""
    if unit in ("%", "‰"):
        return Dimension.PERCENT
    if unit == "pp":
        return Dimension.POINTS
    if unit == "age":
        return Dimension.AGE
    if unit == "x":
        return Dimension.MULTIPLIER
    if unit in DURATIONS:
        return Dimension.DURATION
    if unit in OPEN_CURRENCIES or re.fullmatch("[A-Z]{3}", unit):
        return Dimension.MONEY
    return Dimension.COUNT if unit == "1" else Dimension.MEASURE


def within(larger: str, smaller: str) -> int | None:
    """How many of the smaller unit make one of the larger, where the two are said as one expression."""
    return _WITHIN.get((larger, smaller))


@dataclass(frozen=True, slots=True)
class Clocked:
    """A duration written like a clock: its span and its length in seconds."""

    span: Span
    seconds: Fraction
    step: Fraction


def clock_durations(text: str, span: Span) -> list[Clocked]:
    """Finishing times and the like: 2:19:47, 2h20:28, 2.19.47, 3'18", 6’44, 1h52’, 1:02.45, 27分37秒, 9 s 58.

    Clock times of day have two parts. Seconds alone (37”) are read beside such times; elsewhere they may be inches.
    """
    found = []
    marked = False
    for match in _CLOCK.finditer(text, span.start, span.end):
        part = match.groupdict()
        hours, minutes = (int(next((v for k, v in part.items() if v and k[0] == unit), 0)) for unit in "hm")
        seconds = int(next((v for k, v in part.items() if v and k[0] == "s" and v.isdecimal()), 0))
        tail = next((v for k, v in part.items() if v and k[0] == "f"), "")
        if (part["s1"], part["s2"], tail) == (":", ".", ""):  # "1:09.02": minutes, seconds and hundredths
            hours, minutes, seconds, tail = 0, hours, minutes, part["s"]
        elif part["s1"] in (".", ":") and part["s1"] != part["s2"]:
            continue
        elif part["m9"] and minutes in _FEET and seconds in _INCHES:
            continue  # "5'11" is as well how tall somebody is
        marked = marked or bool(part["m2"] or part["m9"]) or match[0].endswith(("″", "''"))
        total = Fraction(hours * 3600 + minutes * 60 + seconds) + (Fraction(int(tail), 10 ** len(tail)) if tail else 0)
        found.append(Clocked(Span(match.start(), match.end()), total, Fraction(1, 10 ** len(tail))))
    if marked:
        read = Spans(clock.span for clock in found)
        alone = (match for match in _SECONDS.finditer(text, span.start, span.end) if not read.overlap(*match.span()))
        found += [Clocked(Span(*match.span()), Fraction(int(match[1])), Fraction(1)) for match in alone]
    return found

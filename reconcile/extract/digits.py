"""Runs of digits with their separators: what number they stand for, in which precision, and where that is open."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from reconcile.extract.spans import Spans
from reconcile.values.decimals import ascii_digits

# Plain, no-break, narrow no-break, thin and figure space: what separates groups of three.
SPACES = " \u00a0\u202f\u2009\u2007"
_DECIMALS = ".,٫·⋅"
_GROUPS = ".,٬'’،\uff0c\uff0e"
_RUN = re.compile(rf"\d+(?:[.,٫٬'’،·⋅\uff0c\uff0e]\d+|[{SPACES}]\d{{3}}(?!\d))*")
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}")
# So many figures with three digits behind a comma, a hundred and more before one of them, are no decimals.
_MANY, _HUNDRED = 3, 100
# No figure of a news text is longer; the limit keeps hostile runs of digits linear.
_WINDOW = 64
_ALIASES = str.maketrans("\uff0c\uff0e،٬٫’⋅", ",.,,.'·")


@dataclass(frozen=True, slots=True)
class Style:
    """What an article's unambiguous figures show of its separators; empty where they show nothing."""

    decimal: str = ""
    group: str = ""


class Digits(NamedTuple):
    """A figure in digits: its value, the step of its last written digit, and what else it might stand for."""

    end: int
    value: Fraction
    step: Fraction
    grouped: bool = False
    alternatives: tuple[Fraction, ...] = ()
    text: str = ""
    """The digits in ASCII, without separators."""

    @property
    def whole(self) -> bool:
        """Whether no decimals are written."""
        return self.step.numerator >= self.step.denominator


@lru_cache(maxsize=1 << 12)
def _system(char: str) -> int:
    """The code point of the digit system's zero; full-width digits count as ASCII ones."""
    zero = ord(char) - unicodedata.decimal(char)
    return ord("0") if zero == 0xFF10 else zero


def _one_system(text: str) -> bool:
    return text.isascii() or len({_system(c) for c in text if c.isdecimal()}) <= 1


_ONE = Fraction(1)


def integer_step(value: int) -> Fraction:
    """The precision a whole number is stated in, by its trailing zeros.

    Never coarser than ten below a thousand, nor than the second leading digit above:
    140 -> 10, 300 -> 10, 1,900 -> 100, 54,000 -> 1,000, 240,000 -> 10,000, 10,000 -> 1,000.
    """
    value = abs(value)
    if value < 100:
        return _ONE
    digits = str(value)
    zeros = len(digits) - len(digits.rstrip("0"))
    return Fraction(10 ** min(zeros, 1 if value < 1000 else len(digits) - 2))


def read_digits(text: str, start: int, end: int, decimal: str, group: str, style: Style) -> Digits | None:
    """Read the figure whose first digit is at ``start``; ``None`` where it is no number (a version, an address).

    ``decimal`` and ``group`` are the language's own separators, ``style`` what the article shows.
    """
    match = _RUN.match(text, start, min(end, start + _WINDOW))
    if match is None:
        return None
    if (plain := match.group()).isascii() and plain.isdecimal():  # as most are
        return _whole(plain, match.end())
    if start > 1 and text[start - 1] == "," and text[start - 2].isdecimal() and "," in match.group():
        # Behind the first number of a list ("22,24,26") commas go on separating numbers.
        stop = start + match.group().index(",")
        return _separated(ascii_digits(text[start:stop]), start, stop, decimal, group, style)
    if not _one_system(match.group()):
        stop = start
        while stop < end and text[stop].isdecimal() and _system(text[stop]) == _system(text[start]):
            stop += 1
        return _whole(ascii_digits(text[start:stop]), stop)
    if "\uff0c" in match.group() and text[start].isascii():
        end = text.index("\uff0c", start)  # a full-width comma is part of a number in full-width digits alone
        return read_digits(text, start, end, decimal, group, style)
    raw = ascii_digits(match.group()).translate(_ALIASES)
    stop = match.end()
    head = raw
    parts = re.split(f"[{SPACES}]", raw)
    if len(parts) > 1:
        # "58 000": the first group has up to three digits; otherwise the space only stands between two numbers.
        count = _space_groups(parts)
        kept = sum(map(len, parts[:count])) + count - 1
        stop = start + kept
        head = "".join(parts[:count])
        if count > 1:
            return _spaced(head, stop)
    return _separated(head, start, stop, decimal, group, style)


def _space_groups(parts: list[str]) -> int:
    """How many of the space-separated groups are one number."""
    if not parts[0].isdecimal() or len(parts[0]) > 3 or parts[0].startswith("0"):
        return 1
    count = 1
    while count < len(parts) and len(re.split("[.,']", parts[count])[0]) == 3:
        count += 1
        if not parts[count - 1].isdecimal():
            break
    return count


def _spaced(head: str, stop: int) -> Digits | None:
    pieces = re.split("[.,']", head)
    if len(pieces) == 1:
        return _whole(head, stop, grouped=True)
    if len(pieces) == 2:
        return _fractional(pieces[0], pieces[1], stop, grouped=True)
    return None


def _whole(digits: str, stop: int, grouped: bool = False, also: tuple[Fraction, ...] = ()) -> Digits:
    return Digits(stop, *_integer(digits), grouped, also, digits)


@lru_cache(maxsize=1 << 14)
def _integer(digits: str) -> tuple[Fraction, Fraction]:
    """A whole number and the precision it is stated in."""
    value = int(digits)
    return Fraction(value), integer_step(value)


def _fractional(whole: str, decimals: str, stop: int, grouped: bool = False, also: tuple[Fraction, ...] = ()) -> Digits:
    scale = 10 ** len(decimals)
    return Digits(stop, Fraction(int(whole + decimals), scale), Fraction(1, scale), grouped, also, whole + decimals)


def _separated(head: str, start: int, stop: int, decimal: str, group: str, style: Style) -> Digits | None:
    separators = re.findall(r"\D", head)
    parts = re.split(r"\D", head)
    if not separators:
        return _whole(head, stop)
    kinds = list(dict.fromkeys(separators))
    threes = all(len(p) == 3 for p in parts[1:]) and len(parts[0]) <= 3
    if len(kinds) == 1 and len(separators) > 1:
        return _repeated(head, parts, kinds[0], threes, start, stop)
    if len(kinds) == 2 and separators.count(kinds[1]) == 1 and separators[-1] == kinds[1] and kinds[1] in ".,·":
        front = head[: head.rindex(kinds[1])]
        grouped = all(len(p) == 3 for p in parts[1:-1]) and len(parts[0]) <= 3
        if grouped or (kinds[0] == "," and _INDIAN.fullmatch(front)):
            return _fractional("".join(parts[:-1]), parts[-1], stop, grouped=True)
    if len(kinds) == 1:
        return _single(parts[0], parts[1], kinds[0], threes, start, stop, decimal, group, style)
    return _first(parts, start)


def _first(parts: list[str], start: int) -> Digits:
    """The first of several numbers that only stand next to each other ("3,4,5")."""
    return _whole(parts[0], start + len(parts[0]))


def _repeated(head: str, parts: list[str], separator: str, threes: bool, start: int, stop: int) -> Digits | None:
    if threes and separator in ".,'" and parts[0] != "0":
        return _whole("".join(parts), stop, grouped=True)
    if separator == "," and _INDIAN.fullmatch(head):
        return _whole("".join(parts), stop, grouped=True)
    # "2.19.47", "192.168.0.1", "12.05.2020": clocks, addresses and dates are no numbers; "1,2,3" is a list.
    return _first(parts, start) if separator in ",'" else None


def _single(
    whole: str, rest: str, separator: str, threes: bool, start: int, stop: int, decimal: str, group: str, style: Style
) -> Digits | None:
    if separator == "'":
        if len(rest) == 1 and decimal == ",":
            return _fractional(whole, rest, stop)  # Spanish "60’5 kilos"
        return _whole(whole + rest, stop, grouped=True) if threes and len(whole) <= 3 else _first([whole], start)
    if separator == "·":
        return _fractional(whole, rest, stop)
    if not threes or whole == "0" or whole.startswith("0"):
        return _fractional(whole, rest, stop)
    # Three digits behind one separator: thousands or thousandths.
    thousands = Fraction(int(whole + rest))
    thousandths = Fraction(int(whole + rest), 1000)
    # "8.400 habitants" or "27.615 habitants" beside "4.7 millions": hardly any figure has two digits and thousandths.
    foreign = separator != decimal and (rest.endswith("00") or (bool(decimal) and len(whole) > 1))
    if separator in (style.group, style.decimal) and rest != "000" and not (foreign and separator == style.decimal):
        if style.group == separator:
            return _whole(whole + rest, stop, grouped=True)
        return _fractional(whole, rest, stop)
    if separator == decimal or (not decimal and separator == "."):
        if rest == "000" or not decimal:
            return _whole(whole + rest, stop, grouped=True, also=(thousandths,))
        return _fractional(whole, rest, stop, also=(thousands,))
    # A language that groups by spaces (French) uses neither, but its decimal mark is the other one.
    sure = separator == group and separator != style.decimal
    return _whole(whole + rest, stop, grouped=True, also=() if sure else (thousandths,))


def find_style(text: str, dates: Spans | None = None) -> Style:
    """What an article's unambiguous figures show: "1,284.5" or "3.4", "54,000,000" and "3,000".

    ``dates`` are no figures: Vietnamese "28.4" may be the 28th of April.
    """
    decimal: dict[str, int] = {}
    group: dict[str, int] = {}
    threes: dict[str, list[int]] = {}  # what stands before three digits
    for match in re.finditer(r"(?<![\d.,:/-])\d+(?:[.,]\d+)+(?![\d:/-]|[.,]\d)", text):
        if dates is not None and dates.overlap(*match.span()):
            continue
        raw = ascii_digits(match.group())
        separators = re.findall("[.,]", raw)
        parts = re.split("[.,]", raw)
        if len(separators) == 1 and len(parts[1]) == 2 and int(parts[0]) < 24 and int(parts[1]) < 60:
            continue  # as well a clock time, which many languages write with a point
        if separators == [","] and len(parts[1]) == 3 and parts[0] != "0":
            threes.setdefault(",", []).append(int(parts[0]))
        if len(separators) == 1 and (len(parts[1]) != 3 or parts[0] == "0"):
            decimal[separators[0]] = decimal.get(separators[0], 0) + 1
        elif len(set(separators)) == 1 and (
            # Averages are written "1.000", but nobody writes "3,000" for three.
            (separators == [","] and parts[1] == "000") or (len(separators) > 1 and all(len(p) == 3 for p in parts[1:]))
        ):
            group[separators[0]] = group.get(separators[0], 0) + 1
        elif len(set(separators)) == 2 and separators[-1] not in separators[:-1]:
            decimal[separators[-1]] = decimal.get(separators[-1], 0) + 1
            group[separators[0]] = group.get(separators[0], 0) + 1
    for mark, figures in threes.items():
        if len(figures) >= _MANY and max(figures) >= _HUNDRED and mark not in decimal:
            group.setdefault(mark, len(figures))
    # Separators that the article uses both ways show nothing.
    points = [s for s in decimal if s not in group]
    groups = [s for s in group if s not in decimal]
    if len(points) == 1 and not groups:
        return Style(points[0], "," if points[0] == "." else ".")
    if len(groups) == 1 and not points:
        return Style("," if groups[0] == "." else ".", groups[0])
    return Style(points[0] if len(points) == 1 else "", groups[0] if len(groups) == 1 else "")

"""Digits → what they may be in a date: a day, a month, a year, a clock time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from reconcile.values.decimals import ascii_digits

_DMY = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_DM_COMMA_Y = re.compile(r"(\d{1,2})/(\d{1,2}),(\d{4}|\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_COMMA_CLOCK = re.compile(r"(\d{1,2}),(\d{2})")
_DOT_CLOCK = re.compile(r"(\d{1,2})\.(\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})[/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.]((?:1[89]|20)\d\d)")
_YEARS = re.compile(r"(\d{4})/(\d{2}|\d{4})")

# Two digits from here on are a year of the last century where nothing but an apostrophe stands for it.
_LAST_CENTURY = 36

Values = Mapping[str, Any]


@lru_cache(maxsize=16384)
def read_number(chunk: str) -> dict[str, Any]:
    """The classes and values that a run of digits and separators may have in a date; empty for none."""
    digits = ascii_digits(chunk).replace("：", ":")
    if digits.isdecimal():
        return _plain(digits)
    if match := _DMY.fullmatch(digits):
        if match[2] == "." and len(match[4]) not in (1, 2, 4):
            return {}
        return {"ndate": (match[1], match[3], match[4], match[2])}
    if match := _DM_COMMA_Y.fullmatch(digits):
        return {"ndate": (match[1], match[2], match[3], ",")}
    if (match := _CLOCK.fullmatch(digits)) and int(match[1]) <= 24 and int(match[2]) < 60:
        return {"clk": (int(match[1]), int(match[2]))}
    if match := _YEARS.fullmatch(digits):
        return {"years": (int(match[1]), int(match[2]))}
    if (match := _MONTH_YEAR.fullmatch(digits)) and 1 <= int(match[1]) <= 12:
        return {"monthyear": (int(match[1]), int(match[2]))}
    found: dict[str, Any] = {}
    if (match := _DOT_CLOCK.fullmatch(digits)) and int(match[1]) <= 24 and int(match[2]) < 60:
        found["dotclk"] = (int(match[1]), int(match[2]))
    if (match := _COMMA_CLOCK.fullmatch(digits)) and int(match[1]) <= 24 and int(match[2]) < 60:
        found["commaclk"] = (int(match[1]), int(match[2]))
    if (match := _DAY_MONTH.fullmatch(digits)) and (int(match[1]) or int(match[2]) > 12):
        found["slash" if "/" in digits else "dotted"] = (int(match[1]), int(match[2]))
    return found


def _plain(digits: str) -> dict[str, Any]:
    value = int(digits) if len(digits) <= 6 else -1
    found: dict[str, Any] = {"n": value} if 0 < value < 1000 else {}
    if len(digits) <= 2:
        found["two"] = value
        if 1 <= value <= 31:
            found["d"] = found["day"] = value
        if 1 <= value <= 12:
            found["mnum"] = value
        if value <= 24:
            found["h"] = value
        if value in (0, 24):
            found["midnighthour"] = value  # 0时至24时 are a whole day
        if value < 60:
            found["min"] = value
        if len(digits) == 2:
            found["yy"] = value
            if value >= _LAST_CENTURY:
                found["late"] = 1900 + value
    if len(digits) == 4 and 1000 <= value <= 2199:
        found["year"] = value
    if len(digits) == 3 and value >= 100:
        found["old"] = value
    if value % 10 == 0 and (20 <= value <= 90 or "year" in found):
        found["tens"] = value
    if len(digits) == 4 and int(digits[:2]) < 24 and int(digits[2:]) < 60:
        found["hhmm"] = (int(digits[:2]), int(digits[2:]))
    if len(digits) == 8 and 1800 <= int(digits[:4]) <= 2199:
        found["ndate"] = (digits[:4], digits[4:6], digits[6:], "-")
    return found


NUMBER_SAMPLES = (
    *map(str, range(2400)),
    *(f"{number:0{width}d}" for width in (2, 4) for number in range(0, 10**width, 7 if width == 4 else 1)),
    *("2024-05-06", "8:30", "2019/20", "5/2019", "20170302", "12345"),
    *(f"{a}{sign}{b:02d}" for sign in "./," for a in (5, 13, 25, 40) for b in (5, 12, 13, 45, 70)),
    *(f"{a}{sign}{b}" for sign in "./" for a in (5, 13, 25, 40) for b in (5,)),
)
"""Numbers of every shape, so that the code of each is known before the rules are compiled."""


def as_ordinal(values: Values) -> dict[str, Any]:
    """The classes of a number that carries an ordinal ending ("21st", "1er")."""
    value = values.get("n", 0)
    found: dict[str, Any] = {"ord": value} if value else {}
    if 1 <= value <= 31:
        found["d"] = value
    if "year" in values:
        found["yearth"] = values["year"]
    return found


def as_short_year(values: Values) -> dict[str, Any]:
    """The classes of two digits with an apostrophe before them: a year or a decade."""
    found = {name: values[name] for name in ("yy", "tens") if name in values}
    if "yy" in found:
        found["short"] = found["yy"] + (1900 if found["yy"] >= _LAST_CENTURY else 2000)
    return found

"""Decimal digits of any script."""

from __future__ import annotations

import re
import unicodedata

# Longer than any number that means one.
_NUMBER = re.compile(r"\d{1,18}")


def ascii_digits(text: str) -> str:
    """Decimal digits of any script in ASCII; the rest as it is.

    >>> ascii_digits("أبولو ١١")
    'أبولو 11'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers that a text has in digits of any script.

    >>> numbers_in("Радио 4"), numbers_in("अपोलो १३"), numbers_in("Voyager")
    ((4,), (13,), ())
    """
    return tuple(int(number) for number in _NUMBER.findall(text))

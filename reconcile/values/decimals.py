"""Decimal digits of any script."""

from __future__ import annotations

import unicodedata


def ascii_digits(text: str) -> str:
    """Decimal digits of any script in ASCII; the rest as it is.

    >>> ascii_digits("أبولو ١١")
    'أبولو 11'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)

"""Numbers written in digits, for libraries that only turn number words into digits."""

from __future__ import annotations

import re

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

_DIGITS = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")


def numbers_in(text: str, language: str) -> tuple[float, ...]:
    """Every run of digits, with the separators that CLDR gives for the language."""
    locale = Locale.parse(language)
    group = get_group_symbol(locale, numbering_system="latn")
    decimal = get_decimal_symbol(locale, numbering_system="latn")
    plain = (found.replace(group, "").replace(decimal, ".") for found in _DIGITS.findall(text))
    return tuple(float(digits) for digits in plain if digits.count(".") <= 1 and "," not in digits)

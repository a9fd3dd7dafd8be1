"""ovos-number-parser: number words turned into digits, which are then read by the language's separators."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version

from benchmarks.libraries import Library, Numbers
from benchmarks.libraries.digits import numbers_in

LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "he", "hu", "it", "nl", "pt", "ru", "sv", "tr"])


def load() -> Library:
    """The library; ``ImportError`` where it is not installed."""
    to_digits = import_module("ovos_number_parser").numbers_to_digits

    def numbers(text: str, language: str) -> Numbers:
        return Numbers(numbers_in(to_digits(text, language), language))

    return Library("ovos-number-parser", version("ovos-number-parser"), numbers, LANGUAGES)

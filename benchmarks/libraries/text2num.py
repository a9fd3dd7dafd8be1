"""text2num: number words turned into digits, which are then read by the language's separators."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version

from benchmarks.libraries import Library, Numbers
from benchmarks.libraries.digits import numbers_in

LANGUAGES = frozenset(["de", "en", "es", "fr", "it", "nl", "pt"])


def load() -> Library:
    """The library; ``ImportError`` where it is not installed."""
    to_digits = import_module("text_to_num").alpha2digit

    def numbers(text: str, language: str) -> Numbers:
        # Its default leaves single words up to three as they are.
        return Numbers(numbers_in(to_digits(text, language, threshold=0), language))

    return Library("text2num", version("text2num"), numbers, LANGUAGES)

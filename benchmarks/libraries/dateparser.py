"""dateparser: its search for dates in running text."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from importlib.metadata import version

from benchmarks.libraries import Library

LANGUAGES = frozenset(
    ["ar", "de", "en", "es", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "pt", "ru", "sv", "tr", "vi", "zh"]
)


def load() -> Library:
    """The library; ``ImportError`` where it is not installed."""
    search_dates = import_module("dateparser.search").search_dates

    def days(text: str, language: str, published: dt.date | None) -> frozenset[str]:
        # Without this, "May" or "2016" would be filled up to a day.
        settings: dict[str, object] = {"REQUIRE_PARTS": ["day", "month"]}
        if published is not None:
            settings["RELATIVE_BASE"] = dt.datetime.combine(published, dt.time())
        found = search_dates(text, languages=[language], settings=settings) or []
        return frozenset(moment.date().isoformat() for _, moment in found)

    return Library("dateparser", version("dateparser"), days=days, day_languages=LANGUAGES)

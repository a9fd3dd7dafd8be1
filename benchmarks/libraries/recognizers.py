"""Microsoft Recognizers-Text: the number, percentage and date-time models of the languages that it has them for."""

from __future__ import annotations

import datetime as dt
import re
from importlib import import_module
from importlib.metadata import version

from benchmarks.libraries import Library, Numbers

NUMBER_CULTURES = {
    "de": "de-de",
    "en": "en-us",
    "es": "es-es",
    "fr": "fr-fr",
    "it": "it-it",
    "ja": "ja-jp",
    "nl": "nl-nl",
    "pt": "pt-br",
    "zh": "zh-cn",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

# There is no Japanese date-time model; asked for one, the library answers with its English one.
DAY_CULTURES = {language: culture for language, culture in NUMBER_CULTURES.items() if language != "ja"}


def load() -> Library:
    """The library; ``ImportError`` where it is not installed."""
    recognize_number = import_module("ms_recognizers_number").recognize_number
    recognize_percentage = import_module("ms_recognizers_number").recognize_percentage
    recognize_datetime = import_module("ms_recognizers_date_time").recognize_datetime

    def numbers(text: str, language: str) -> Numbers:
        """Percentages, and numbers that are no part of one."""
        culture = NUMBER_CULTURES[language]
        found = recognize_percentage(text, culture)
        taken = [(result.start, result.end) for result in found]
        found += [r for r in recognize_number(text, culture) if not any(a <= r.end and r.start <= b for a, b in taken)]
        values = (str((result.resolution or {}).get("value") or "") for result in found)
        # Values come in the culture's own writing, "1900,5"; they hold no marks of grouping.
        return Numbers(tuple(float(value.rstrip("%").replace(",", ".")) for value in values if value))

    def days(text: str, language: str, published: dt.date | None) -> frozenset[str]:
        """Days, with or without a time; of several readings ("Friday") the one nearest to the day of publication."""
        today = published or dt.date.today()
        found = recognize_datetime(text, DAY_CULTURES[language], reference=dt.datetime.combine(today, dt.time()))
        named = [result.resolution["values"] for result in found if result.resolution]
        readings = [[r["value"][:10] for r in values if r["type"] in ("date", "datetime")] for values in named]
        # What it cannot resolve has words for a value.
        resolved = [[dt.date.fromisoformat(day) for day in days if _DAY.fullmatch(day)] for days in readings]
        return frozenset(min(days, key=lambda day: abs(day - today)).isoformat() for days in resolved if days)

    return Library(
        "Recognizers-Text",
        version("ms-recognizers-text-suite"),
        numbers,
        frozenset(NUMBER_CULTURES),
        days,
        frozenset(DAY_CULTURES),
    )

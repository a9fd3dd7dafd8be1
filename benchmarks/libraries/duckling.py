"""Duckling, through its native Python build: the dimensions ``number`` and ``time``."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.libraries import Library, Numbers

# Asked for another language, it answers with its English rules.
LANGUAGES = frozenset(
    ["ar", "de", "en", "es", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "pt", "ru", "sv", "tr", "vi", "zh"]
)

_WITHIN_A_DAY = frozenset({"day", "hour", "minute", "second"})


def load() -> Library:
    """The library; ``ImportError`` where it is not installed."""
    duckling = import_module("duckling")
    zones = duckling.load_time_zones(str(Path(import_module("tzdata").__file__ or "").parent / "zoneinfo"))

    @lru_cache(maxsize=4096)
    def context(language: str, day: dt.date) -> Any:
        noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
        locale = duckling.default_locale_lang(duckling.parse_lang(language.upper()))
        return duckling.Context(duckling.parse_ref_time(zones, "UTC", int(noon.timestamp())), locale)

    number, time = (duckling.parse_dimensions([name]) for name in ("number", "time"))

    def numbers(text: str, language: str) -> Numbers:
        found = duckling.parse(text, context(language, dt.date(2020, 1, 1)), number, False)
        # Of several readings of one stretch (5万4千 as 50,004,000 and as 54,000) the last is the one that it means.
        values = {(item["start"], item["end"]): item["value"]["value"] for item in found}
        return Numbers(tuple(float(value) for value in values.values()))

    def days(text: str, language: str, published: dt.date | None) -> frozenset[str]:
        found = duckling.parse(text, context(language, published or dt.date.today()), time, False)
        values = (item["value"] for item in found)
        return frozenset(v["value"][:10] for v in values if v.get("type") == "value" and v["grain"] in _WITHIN_A_DAY)

    return Library("Duckling", version("pyduckling-native-phihos"), numbers, LANGUAGES, days, LANGUAGES)

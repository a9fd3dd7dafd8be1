"""Clock times with a place beside them ("at 9 a.m. in Helsinki", "20 h, heure de Lima") → the zone of the place.

What may stand between a time and a place is in the data files (``place_behind`` of the settings). The places are those
that CLDR names: cities of time zones, and countries that have one time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache

from babel.core import get_global

from reconcile.names.gazetteer import lookup
from reconcile.values.zones import offsets_of

_LONGEST = 60
"""So many characters behind a time are looked at."""
_WORDS = 3
_NAME = re.compile(r"[^\W\d_][^\W_]*(?:[-'’. ][^\W\d_][^\W_]*)*")
_OTHERS = {
    "Beijing": "Asia/Shanghai",
    "Washington": "America/New_York",
    "Kyiv": "Europe/Kyiv",
    "Ho Chi Minh": "Asia/Ho_Chi_Minh",
}
"""Cities under other names than their zones."""


def zone_behind(text: str, start: int, limit: int, behind: re.Pattern[str], language: str) -> str:
    """The time zone of the place that is named at ``text[start:limit]``, e.g. ``"Europe/Helsinki"``; empty for none.

    ``behind`` matches what leads from a time to its place.
    """
    window = text[start : min(limit, start + _LONGEST)]
    led = behind.match(window)
    if led is None or not (named := _NAME.match(window, led.end())):
        return ""
    words = named[0].split(" ")[:_WORDS]
    if not words[0][0].isupper() and words[0][0].lower() != words[0][0].upper():
        return ""
    for count in range(len(words), 0, -1):
        if zone := _zone_of(" ".join(words[:count]).rstrip(".'’"), language):
            return zone
    return ""


@lru_cache(maxsize=4096)
def _zone_of(name: str, language: str) -> str:
    known = [k.key.partition(":") for k in lookup(name, language)]
    zones = {_cities().get(place, "") if kind == "city" else _territories().get(place, "") for kind, _, place in known}
    zones.discard("")
    return zones.pop() if len(zones) == 1 else ""


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, str]:
    zones = (zone for zone in get_global("zone_territories") if "/" in zone and not zone.startswith("Etc/"))
    return {**{zone.rsplit("/", 1)[-1].replace("_", " "): zone for zone in sorted(zones)}, **_OTHERS}


@lru_cache(maxsize=1)
def _territories() -> Mapping[str, str]:
    """The zone of each country in which all clocks tell the same time."""
    found: dict[str, dict[tuple[dt.timedelta, ...], str]] = {}
    for zone, territory in sorted(get_global("zone_territories").items()):
        if (offsets := offsets_of(zone)) is not None:
            found.setdefault(territory, {})[offsets] = zone
    return {territory: next(iter(times.values())) for territory, times in found.items() if len(times) == 1}

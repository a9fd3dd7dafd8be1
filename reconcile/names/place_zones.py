"""The time zones of places that CLDR names: cities of time zones, and countries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from babel.core import get_global

from reconcile.names.gazetteer import lookup

_OTHERS = {
    "Beijing": "Asia/Shanghai",
    "Washington": "America/New_York",
    "Kyiv": "Europe/Kyiv",
    "Ho Chi Minh": "Asia/Ho_Chi_Minh",
}
"""Cities under other names than their zones."""
_UNUSED = frozenset({"Asia/Urumqi"})
"""Zones of the database whose clocks are not those by which their country tells the time."""


@lru_cache(maxsize=4096)
def zones_of_place(name: str, language: str) -> frozenset[str]:
    """The zones of the tz database that a city or a country lives by ("Europe/Helsinki"); empty for any other name.

    >>> sorted(zones_of_place("Финляндия", "ru"))
    ['Europe/Helsinki']
    """
    known = [k.key.partition(":") for k in lookup(name, language)]
    return frozenset(
        zone
        for kind, _, place in known
        for zone in ((_cities().get(place, ""),) if kind == "city" else _territories().get(place, ()))
        if zone
    )


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, str]:
    zones = (zone for zone in get_global("zone_territories") if "/" in zone and not zone.startswith("Etc/"))
    return {**{zone.rsplit("/", 1)[-1].replace("_", " "): zone for zone in sorted(zones)}, **_OTHERS}


@lru_cache(maxsize=1)
def _territories() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for zone, territory in sorted(get_global("zone_territories").items()):
        if zone not in _UNUSED:
            found[territory].append(zone)
    return found

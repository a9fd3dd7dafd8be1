"""Clock times with a place beside them ("at 9 a.m. in Helsinki", "20 h, heure de Lima") → the zone of the place.

What may stand between a time and a place is in the data files (``place_behind`` of the settings). The places are those
that CLDR names: cities of time zones, and countries that have one time.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reconcile.names.place_zones import zones_of_place
from reconcile.values.zones import offsets_of

_LONGEST = 60
"""So many characters behind a time are looked at."""
_WORDS = 3
_NAME = re.compile(r"[^\W\d_][^\W_]*(?:[-'’. ][^\W\d_][^\W_]*)*")


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
    """The zone of a place in which all clocks tell the same time."""
    times = {offsets: zone for zone in sorted(zones_of_place(name, language)) if (offsets := offsets_of(zone))}
    return times.popitem()[1] if len(times) == 1 else ""

"""Clock times of several desks: whether zones make them one moment.

A time with a zone is by the clock of that zone. One without is by the desk's own or by that of the place where it
happened, which is in one of the countries that the articles name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from reconcile.claims import Article, Claim, Date, Kind
from reconcile.names.place_zones import zones_of_place
from reconcile.values.zones import LOCAL, NOWHERE, Offsets, fixed, home_of, offsets_in, one_moment

# Months of the one time all over the north; zones change in March and October.
_WINTER, _SUMMER = frozenset({11, 12, 1, 2}), frozenset({4, 5, 6, 7, 8, 9})
# So many days must be named to tell the time of the year.
_LEAST_DAYS = 2


class Clocks:
    """By what clocks the times of one event's articles may be told."""

    def __init__(self, articles: Sequence[Article], claims: Sequence[Claim]) -> None:
        self._language = {a.id: a.language for a in articles}
        self._there = _there(claims, self._language)
        self._told_with_zone = {c.date.time for c in claims if c.date is not None and _has_zone(c.date)}
        self._told_alike = _told_alike(claims)
        self._seasons = _seasons(articles, [c.date for c in claims if c.kind is Kind.DATE and c.date is not None])

    def one_moment(self, a: Claim, b: Claim) -> bool | None:
        """Whether two clock times can be one moment; ``None`` where that is not known, or one of them is none."""
        if a.date is None or b.date is None or a.date.time is None or b.date.time is None:
            return None
        if a.date.zone == b.date.zone == LOCAL:
            return a.date.time == b.date.time
        ours, theirs = (self._offsets(c.document, c.date) for c in (a, b) if c.date is not None)
        return one_moment(a.date.time, b.date.time, ours, theirs, self._seasons)

    def told_by(self, claim: Claim) -> Claim:
        """A clock time without an offset with the one that its clock must have had; any other claim as it is.

        Who leaves out the zone that another article tells with the very same time means that one; what several tell
        without a zone is one time, by the clock of the place.
        """
        d = claim.date
        if d is None or d.time is None or d.utc_offset is not None:
            return claim
        if not _has_zone(d) and (d.time in self._told_with_zone or d.time in self._told_alike):
            return claim
        offsets = self._offsets(claim.document, d)
        possible = {x for half in self._seasons for x in offsets[half]}
        return replace(claim, date=replace(d, utc_offset=possible.pop())) if len(possible) == 1 else claim

    def _offsets(self, document: str, date: Date) -> Offsets:
        if date.utc_offset is not None:
            return fixed(date.utc_offset)
        if date.zone == LOCAL:
            return self._there
        if date.zone:
            return offsets_in([date.zone])
        home = home_of(self._language[document])
        return home | self._there if home != NOWHERE else NOWHERE


def _has_zone(date: Date) -> bool:
    return date.time is not None and (date.utc_offset is not None or bool(date.zone))


def _told_alike(claims: Sequence[Claim]) -> set[str]:
    """The times that more than one article tells without a zone."""
    telling: dict[str, set[str]] = defaultdict(set)
    for c in claims:
        if c.date is not None and c.date.time is not None and not _has_zone(c.date):
            telling[c.date.time].add(c.document)
    return {time for time, documents in telling.items() if len(documents) > 1}


def _there(claims: Sequence[Claim], language: Mapping[str, str]) -> Offsets:
    """The clocks of the countries and cities that the most articles name."""
    naming: dict[Offsets, set[str]] = defaultdict(set)
    for c in claims:
        if c.entity is not None and c.entity.type == "LOC":
            for zone in zones_of_place(c.entity.name, language[c.document]):
                naming[offsets_in([zone])].add(c.document)
    most = max((len(articles) for articles in naming.values()), default=0)
    return reduce(or_, (offsets for offsets, articles in naming.items() if len(articles) == most), NOWHERE)


def _seasons(articles: Sequence[Article], dates: Sequence[Date]) -> tuple[int, ...]:
    """Whether it was winter (0) or summer (1) in the north, by when articles were written or the days they name.

    Both where that is open: articles name days to come and long past as well.
    """
    months = [a.published.month for a in articles if a.published is not None]
    if not months:
        months = [d.month for d in dates if d.month is not None and d.day is not None]
        if len(months) < _LEAST_DAYS:
            return 0, 1
    return tuple(half for half, others in enumerate((_SUMMER, _WINTER)) if not others.intersection(months)) or (0, 1)

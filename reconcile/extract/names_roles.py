"""The office that a person holds, where the article says it near the name but not right before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from reconcile.claims import Span
from reconcile.extract.entities import Named
from reconcile.extract.spans import nearest
from reconcile.names.offices import UNSPACED, find_offices

# Between an office and its holder stand a few words at most ("the health director for Nampula province, ...").
_FARTHEST = 45
_FARTHEST_UNSPACED = 14
# How many words of its clause are told with an office.
_BEHIND, _LONGEST = 5, 80
_PHRASE_END = re.compile(r"[,.;:!?()\[\]，。、；：！？（）،؛؟\n«»“”„\"—–]")
_CLAUSE_END = re.compile(r"[.;:!?。；：！？؛؟\n«»“”„\"—–]")


def with_offices(text: str, sentences: Sequence[Span], found: Sequence[Named], language: str) -> list[Named]:
    """Names in text order, those of people with the office that stands nearest to them in their clause.

    An office goes to the name nearest to it, and a title that is no office makes way for one.
    """
    result = list(found)
    told: set[int] = set()
    begun = [span.start for span, _ in result]
    last = 0
    for sentence in sentences:
        first = bisect_left(begun, sentence.start, last)
        last = bisect_left(begun, sentence.end, first)
        people = [i for i in range(first, last) if result[i][1].type == "PER"]
        places = [result[i][0] for i in people]
        starts = [span.start for span in places]
        for office, _ in find_offices(text, sentence, language) if people else ():
            closest = nearest(places, starts, office)
            holder = people[closest]
            if holder in told or not _together(text, office, places[closest], language):
                continue
            told.add(holder)
            behind = bisect_left(starts, office.end)
            end = starts[behind] if behind < len(starts) else sentence.end
            span, entity = result[holder]
            role = _described(text, office, end, language)
            result[holder] = span, replace(entity, role=text[role.start : role.end])
    return result


def _described(text: str, office: Span, end: int, language: str) -> Span:
    """An office with the words behind it that say of what it is ("director for Nampula province")."""
    if language in UNSPACED:
        return office
    end = min(end, office.end + _LONGEST)
    stop = _PHRASE_END.search(text, office.end, end)
    words = [m.end() for m in re.finditer(r"\S+", text[office.end : stop.start() if stop else end])]
    return Span(office.start, office.end + words[:_BEHIND][-1] if words else office.end)


def _together(text: str, office: Span, name: Span, language: str) -> bool:
    """Whether an office and a name are near each other in one clause."""
    if office.overlaps(name) or office.gap(name) > (_FARTHEST_UNSPACED if language in UNSPACED else _FARTHEST):
        return False
    return not _CLAUSE_END.search(text, min(office.end, name.end), max(office.start, name.start))

"""Years told in a list of which only one is said to be a year: "in 1563, 1593 and 1603", "1921, 1922 и 1923 годах"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from reconcile.claims import Date, Granularity, Span
from reconcile.extract.date_language import date_language
from reconcile.extract.date_resolve import COUNTED, whole_year
from reconcile.values.decimals import ascii_digits

Found = tuple[Span, Date]

_YEAR = re.compile(r"\d{4}")


@lru_cache(maxsize=8)
def _lists(joining: str) -> re.Pattern[str]:
    """Two or more figures that may be years, with commas and the words that ``joining`` matches between them."""
    year = r"(?:1\d{3}|20\d\d)(?:[-‐‑–—](?:\d{4}|\d\d))?(?!\d|[-.,:/]\d|\s?[%°])"
    between = rf"(?:\s?[,،、，]\s?(?:{joining})?|\s(?:{joining}))"
    return re.compile(rf"(?<![\d.,:/%-]){year}(?:{between}{year})+")


def with_listed_years(text: str, sentence: Span, language: str, dates: list[Found]) -> list[Found]:
    """The dates, with the bare figures that stand in a list with one of the years among them and run up as years do."""
    years = [span for span, date in dates if date.granularity is Granularity.YEAR and date.year is not None]
    if not years:
        return dates
    found: list[Found] = []
    joining = str(date_language(language).settings.get("years_and", "(?!)"))
    for match in _lists(joining).finditer(text, sentence.start, sentence.end):
        places = [Span(year.start(), year.end()) for year in _YEAR.finditer(text, match.start(), match.end())]
        told = [any(span.covers(place) for span in years) for place in places]
        if not told[-1] and COUNTED.match(text, match.end(), sentence.end):
            places, told = places[:-1], told[:-1]  # "in 1990, 1500 people"
        values = [int(ascii_digits(text[place.start : place.end])) for place in places]
        if not any(told) or any(a >= b for a, b in pairwise(values)):
            continue
        found += [
            (place, whole_year(value))
            for place, value in zip(places, values, strict=True)
            if not any(span.overlaps(place) for span, _ in dates)
        ]
    return [*dates, *found]

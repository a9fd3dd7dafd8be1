"""Years and centuries before our era: told, so that nothing else is read of them, but no day of any calendar here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reconcile.claims import Date, Granularity, Span
from reconcile.extract.date_language import date_language
from reconcile.extract.spans import in_place_of

Found = tuple[Span, Date]

_BEHIND = re.compile(
    r"(?<![\d.,])(?:\d{1,5}\s?[-‐‑–—]\s?)?(?:\d{1,3}[., \u00a0\u202f]\d{3}|\d{1,5})(?![\d.,]*\d)"
    r"\S{0,4}(?:\s[^\W\d]+\.?)?\s?$"
)
"""What stands before a sign of the era: "500", "3rd century", "3000-2500", "10 000 г."."""
_AHEAD = re.compile(
    r"\s?(?:\d{1,3}[.,]\d{3}(?!\d)|\d{1,5}|[〇一二三四五六七八九十百千]{1,6})\.?\s?(?:年代?|世[紀纪]|년|세기|[^\W\d]+)?"
)
"""What stands behind one: "500年", "3世紀", "500 yılında"."""
_REACH = 24
_CENTURY = re.compile("世|세기")


@lru_cache(maxsize=64)
def _signs(language: str) -> tuple[re.Pattern[str], bool] | None:
    settings = date_language(language).settings
    source = settings.get("era_behind") or settings.get("era_ahead")
    return (re.compile(str(source)), "era_ahead" in settings) if source else None


def with_eras(text: str, sentence: Span, language: str, dates: list[Found]) -> list[Found]:
    """The dates, with those before our era ("500 BC", 紀元前3世紀) as unresolved years and centuries."""
    signs = _signs(language)
    if signs is None or signs[0].search(text, sentence.start, sentence.end) is None:
        return dates
    found = list(_expressions(text, sentence, signs, dates))
    return in_place_of(dates, found)


def _expressions(text: str, sentence: Span, signs: tuple[re.Pattern[str], bool], dates: list[Found]) -> Iterator[Found]:
    pattern, ahead = signs
    for sign in pattern.finditer(text, sentence.start, sentence.end):
        if ahead:
            match = _AHEAD.match(text, sign.end(), sentence.end)
            span = Span(sign.start(), match.end()) if match else None
        else:
            near = [s for s, _ in dates if s.end <= sign.start() and not text[s.end : sign.start()].strip()]
            match = _BEHIND.search(text, max(sentence.start, sign.start() - _REACH), sign.start())
            start = near[0].start if near else match.start() if match else -1
            span = Span(start, sign.end()) if start >= 0 else None
        if span is None:
            continue
        inside = [date.granularity for other, date in dates if other.overlaps(span)]
        century = Granularity.CENTURY in inside or _CENTURY.search(text, span.start, span.end) is not None
        yield span, Date(None, None, Granularity.CENTURY if century else Granularity.YEAR)

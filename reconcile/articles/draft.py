"""What a format reader hands on: an article before its language and sentences are known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reconcile.claims import Span

FIRST_YEAR, LAST_YEAR = 1500, 2500


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its format gives it.

    ``text`` is the decoded text that every offset points into. ``blocks`` are its stretches of running text (headings,
    paragraphs, list items), ``None`` where the format has none and lines must tell. ``marks`` are spans inside blocks
    that are markup, not prose. ``language`` is what the article declares, ``hint`` what merely stands beside it.
    """

    text: str
    blocks: tuple[Span, ...] | None = None
    marks: tuple[Span, ...] = ()
    id: str = ""
    title: str = ""
    language: str = ""
    hint: str = ""
    published: dt.date | None = None
    url: str = ""
    source: str = ""
    group: str = ""
    line: int | None = None
    """Where it begins in its file, for JSON lines."""


def is_day_of_news(day: dt.date) -> bool:
    """Whether anything can be published on a day, and days counted from it; templates give the years 1 and 9999."""
    return FIRST_YEAR <= day.year <= LAST_YEAR

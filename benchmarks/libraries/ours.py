"""Ours, as ``reconcile extract`` reads a JSON line: every kind of claim, reading and sentences included."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator

from benchmarks.libraries import Library, Numbers
from reconcile import __version__
from reconcile.articles import read_articles
from reconcile.claims import Article, Claim, Granularity, Kind
from reconcile.extract import extract

LANGUAGES = frozenset(
    ["ar", "de", "en", "es", "fr", "he", "hi", "hu", "it", "ja", "ko", "mr", "nl", "pt", "ru", "sv", "tr", "vi", "zh"]
)

# What names no day, wherever it starts.
_COARSER = frozenset(
    {
        Granularity.MONTH,
        Granularity.YEAR,
        Granularity.DECADE,
        Granularity.CENTURY,
        Granularity.WEEK,
        Granularity.QUARTER,
        Granularity.SEASON,
    }
)


def load() -> Library:
    """The library as it stands in this repository."""
    return Library("reconcile", __version__, _numbers, LANGUAGES, _days, LANGUAGES)


def claims(text: str, language: str, published: dt.date | None = None) -> Iterator[Claim]:
    """The claims of a text, through the reader and all recognisers."""
    row = {"id": "case", "language": language, "text": text}
    if published is not None:
        row["published"] = published.isoformat()
    line = json.dumps(row, ensure_ascii=False)
    for item in read_articles(["-"], stdin=io.BytesIO(line.encode())):
        if isinstance(item, Article):
            yield from extract(item)


def _numbers(text: str, language: str) -> Numbers:
    said: list[float] = []
    free: list[float] = []
    for claim in claims(text, language):
        quantity = claim.quantity
        if quantity is None:
            free += (float(digits) for digits in re.findall(r"\d+", claim.text))
        elif quantity.number is not None:
            said.append(float(quantity.number))
        else:
            said += (float(end) for end in (quantity.low, quantity.high) if end is not None)
    return Numbers(tuple(said), tuple(free))


def _days(text: str, language: str, published: dt.date | None) -> frozenset[str]:
    found = (claim.date for claim in claims(text, language, published) if claim.kind is Kind.DATE)
    return frozenset(
        d.start[:10] for d in found if d is not None and d.start is not None and d.granularity not in _COARSER
    )

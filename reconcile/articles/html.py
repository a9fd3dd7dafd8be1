"""Web pages (``.html``): their main text, title and date of publication, by trafilatura and htmldate.

The text that offsets point into is the extracted main text, one paragraph a line, with the headline first: there is no
decoded text of the article before it. Dates are taken from metadata (meta tags, JSON-LD, ``<time>``), never from prose.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from functools import lru_cache
from types import ModuleType
from typing import Any

from reconcile.articles.draft import Draft, is_day_of_news
from reconcile.articles.encodings import decode
from reconcile.articles.language import primary_language
from reconcile.articles.layout import without_bullet
from reconcile.articles.lexicon import normalised
from reconcile.articles.sentences import trimmed
from reconcile.claims import Span
from reconcile.errors import InputError

HTML_LIMIT = 8 * 1024 * 1024
"""Bytes; extraction takes longer than its share for pages beyond."""

_HEAD = 4096  # where the standard has encodings declared is its first kilobyte
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)", re.I
)
_LANG = re.compile(r"<html\b[^>]{0,500}?\s(?:xml:)?lang\s*=\s*[\"']?\s*([A-Za-z][\w-]*)", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
_RULER = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+")
_PIPE = re.compile(r"\|")
_TITLE_WITHIN = 3  # lines from the top in which an extracted text repeats its title

# A fixed window, because the default ends today: the same page must give the same date on every day.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "outputformat": "%Y-%m-%d",
    "min_date": "1990-01-01",
    "max_date": "2100-01-01",
}


def parse(data: bytes) -> Draft:
    """Return the article on a page; raises :class:`~reconcile.errors.InputError` where it cannot be read."""
    if len(data) > HTML_LIMIT:
        raise InputError(f"is a page of more than {HTML_LIMIT // 1024**2} MiB; save the article's text as .txt")
    page = decode(data, _declared_charset(data))
    found = _extracted(page)
    title = " ".join((found.title or "").split()) if found is not None else ""
    text = _with_headline(_main_text(page, found), title)
    return Draft(
        text=text,
        blocks=_blocks(text),
        marks=tuple(Span(*match.span()) for line in _LINE.finditer(text) for match in _pipes(line)),
        title=title,
        hint=_language_hint(page),
        published=_day(found.date) if found is not None else None,
        url=(found.url or "") if found is not None else "",
        source=(found.sitename or "") if found is not None else "",
    )


def _declared_charset(data: bytes) -> str:
    match = _CHARSET.search(data, 0, _HEAD)
    return (match[1] or match[2]).decode("ascii") if match else ""


def _language_hint(page: str) -> str:
    match = _LANG.search(page, 0, _HEAD)
    return (primary_language(match[1]) or "") if match else ""


@lru_cache(maxsize=1)
def _trafilatura() -> ModuleType:
    # Imported here: it takes a second, and only web pages need it.
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # what they log about odd pages is not for our users
    return trafilatura


def _extracted(page: str) -> Any | None:
    """trafilatura's document, ``None`` where it finds no article or stumbles over the page."""
    try:
        return _trafilatura().bare_extraction(
            page, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=_DATES
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError):
        return None  # a page that its parser cannot cope with still has words


def _main_text(page: str, found: Any | None) -> str:
    if found is not None and found.text:
        return str(found.text)
    try:
        return str(_trafilatura().html2txt(page) or "")
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError):
        return ""


def _with_headline(text: str, title: str) -> str:
    """Put the headline on top where the extraction has left it out; its claims count."""
    if not title or not text:
        return text
    folded = normalised(title)
    if any(normalised(line) == folded for line in text.split("\n")[:_TITLE_WITHIN]):
        return text
    return f"{title}\n{text}"


def _blocks(text: str) -> tuple[Span, ...]:
    """Lines are paragraphs in extracted text; those that only draw a table are none."""
    return tuple(
        without_bullet(text, span)
        for line in _LINE.finditer(text)
        if not _RULER.fullmatch(line[0].strip()) and (span := trimmed(text, *line.span())) is not None
    )


def _pipes(line: re.Match[str]) -> list[re.Match[str]]:
    """The cell borders of a table row."""
    if not line[0].lstrip().startswith("|"):
        return []
    return list(_PIPE.finditer(line.string, *line.span()))


def _day(stated: str | None) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(stated) if stated else None
    except ValueError:
        return None
    return day if day is not None and is_day_of_news(day) else None

"""Where and when a report was filed: the dateline that it opens with, and lines that hold nothing but its date.

"ATHENS, 14 November 2024 (Agency) — At least 22 ..." says nothing of the event. What stands there is no claim, and
where nothing else says when the article was published, its date does. A dateline without a year is left as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from reconcile.claims import Article, Date, Granularity, Span
from reconcile.extract.dates import find_dates
from reconcile.names.scripts import UNSPACED

# Only the first sentences and lines may be such, only so long: a dateline, a line with the date.
_SENTENCES, _LINES, _LONGEST, _LONGEST_LINE = 4, 10, 120, 100
# What ends a dateline; in Korean an equals sign, in Chinese the word for a dispatch and in Japanese a bracket.
_END = re.compile(r"\s*(?:\s[–—―-]{1,2}|\.[–—-]|[)）]\s?[–—:.]|\s=)(?=\s|\Z)\s*")
_DISPATCH = re.compile(r"[^\n。，,]{0,24}?\d{1,2}月\d{1,2}日[电電讯訊](?:\s*[（(][^）)\n]{0,40}[）)])?[，,:：]?\s*")
_AGENCY = re.compile(r"[(（\[«][^()（）\[\]«»\n]{2,40}[)）\]»]")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_MOST_WORDS, _MOST_UNCASED, _MOST_SMALL, _MOST_ALONE = 6, 4, 2, 4
_SPEECH = re.compile(r"[!?؟;\"“”„]")
# Marks that may stand between the date and what else its line says; what is said before a colon is a label.
_PARTED = re.compile(r"\s*[|·•/–—,-]\s*")
_LABEL = re.compile(r"[^\W\d_][^\n:：|]{0,30}[:：]\s*")
_CLOCK = re.compile(r"(?<![\d.:])\d{1,2}[:.]\d{2}(?::\d{2})?(?![\d.:])")
_EARLIEST, _LATEST = 1800, 2150


def with_dateline(article: Article) -> Article:
    """The article without its dateline among its sentences, and with the date of publication that its text states."""
    sentences, stated = list(article.sentences), article.published
    prose = article.prose[: _far(article)]
    own = _line_date(article, prose)
    lines = [] if own is None else [own[0]]
    for number in range(min(_SENTENCES, len(sentences))):
        found = _dateline(article, prose, sentences[number])
        if found is None:
            continue
        end, day = found
        sentences[number] = Span(end, sentences[number].end)
        stated = stated or day
        break
    if own is not None:
        stated = stated or own[1]
    kept = [s for s in sentences if len(s) and not any(line.start <= s.start and s.end <= line.end for line in lines)]
    if len(kept) == len(article.sentences) and kept == list(article.sentences) and stated == article.published:
        return article
    return replace(article, sentences=tuple(kept), published=stated)


def _far(article: Article) -> int:
    """How much of the text may hold any of it."""
    near = article.sentences[:_SENTENCES]
    return max([_LINES * _LONGEST_LINE, *(s.end for s in near)])


def _dateline(article: Article, prose: str, sentence: Span) -> tuple[int, dt.date | None] | None:
    """Where the dateline ends that a sentence begins with, and its date where it names the year."""
    start = sentence.start
    if start and "\n" not in prose[max(0, start - 3) : start]:
        return None
    head = prose[start : min(sentence.end, start + _LONGEST)].split("\n", 1)[0]
    for end in _ends(head, article.language):
        inside = Span(start, start + end[0])
        dates = [d for d in find_dates(prose, inside, article.language, article.published) if _is_day(d[1])]
        if _opens(prose, inside, dates) and start + end[1] < sentence.end:
            day = next((day for _, d in dates if (day := _published(d))), None)
            # A day of no year tells other dates of the article at least their weekday.
            return (start + end[1], day) if day is not None or not dates else None
    return None


def _ends(head: str, language: str) -> Iterator[tuple[int, int]]:
    """Where what may be a dateline ends, without and with the mark behind it."""
    if language in UNSPACED and (match := _DISPATCH.match(head)):
        yield match.end(), match.end()
    for match in _END.finditer(head):
        # A bracket that closes is part of the dateline.
        yield match.start() + (match[0].lstrip()[:1] in ")）"), match.end()


def _opens(prose: str, inside: Span, dates: list[tuple[Span, Date]]) -> bool:
    """Whether nothing but a place, a date and who reports stands there."""
    rest = _without(prose, inside, [span for span, _ in dates])
    agency = _AGENCY.search(rest)
    rest = _AGENCY.sub(" ", rest)
    words = _WORD.findall(rest)
    if _SPEECH.search(rest) or any(c.isdigit() for c in rest):
        return False
    cased = [w for w in words if w[0].lower() != w[0].upper()]
    small = sum(w[0].islower() for w in cased)
    if len(words) > (_MOST_WORDS if cased else _MOST_UNCASED) or (cased and cased[0][0].islower() and not dates):
        return False
    if dates:
        return small <= _MOST_SMALL and (len(cased) - small > 0 or not cased)
    town = [w for w in _WORD.findall(rest.split(",", 1)[0]) if w[0].lower() != w[0].upper()]
    shouted = bool(town) and all(w.isupper() and len(w) > 1 for w in town) and not small
    return bool(words) and len(words) <= _MOST_ALONE and (shouted or (agency is not None and not small))


def _line_date(article: Article, prose: str) -> tuple[Span, dt.date] | None:
    """The first line that holds a date and nothing else but who writes, and that date."""
    seen, start = 0, 0
    while seen < _LINES and start < len(prose):
        end = prose.find("\n", start)
        line = Span(start, len(prose) if end < 0 else end)
        start = line.end + 1
        if not prose[line.start : line.end].strip():
            continue
        seen += 1
        if len(line) > _LONGEST_LINE or not any(c.isdigit() for c in prose[line.start : line.end]):
            continue
        dates = [(s, d) for s, d in find_dates(prose, line, article.language, None) if _is_day(d) or d.time is not None]
        day = next((found for _, d in dates if (found := _published(d))), None)
        if not prose[line.end :].strip():
            return None  # what stands alone is all that is said
        if day is not None and _only_dates(prose, line, [s for s, _ in dates]):
            return line, day
    return None


def _only_dates(prose: str, line: Span, dates: list[Span]) -> bool:
    rest = _CLOCK.sub(" ", _without(prose, line, dates)).strip()
    labelled = _LABEL.match(rest)
    rest = rest[labelled.end() :] if labelled else rest
    parts = [_WORD.findall(part) for part in _PARTED.split(rest)]
    if any(c.isdigit() for c in rest) or _SPEECH.search(rest):
        return False
    beside = [p for p in parts if p]
    # A byline stands apart from the date by a mark; a word beside it is one such as "on" or that of a zone.
    return sum(map(len, beside)) <= (_MOST_ALONE if len(parts) > 1 else 1)


def _without(prose: str, span: Span, parts: list[Span]) -> str:
    """The text of a span with some parts blanked."""
    text = prose[span.start : span.end]
    for p in parts:
        text = text[: p.start - span.start] + " " * len(p) + text[p.end - span.start :]
    return text


def _is_day(date: Date) -> bool:
    return date.granularity in (Granularity.DAY, Granularity.TIME) and (
        date.day is not None or date.weekday is not None
    )


def _published(date: Date) -> dt.date | None:
    """The day that a date names with its year."""
    if date.year is None or date.month is None or date.day is None or not _EARLIEST <= date.year <= _LATEST:
        return None
    try:
        return dt.date(date.year, date.month, date.day)
    except ValueError:
        return None

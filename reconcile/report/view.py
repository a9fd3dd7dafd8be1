"""What every readable format shows, worked out once: names of articles, quotes, counts.

Nothing here is escaped for a format yet, but every string that comes from an article has been through
:func:`reconcile.report.text.clean`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from reconcile.claims import Article, Claim, Finding, Kind, Report, Shared, Sharing, Span, Verdict
from reconcile.codes import BY_CODE
from reconcile.report.order import FLAGGED, sorted_articles, sorted_claims, sorted_findings
from reconcile.report.text import ELLIPSIS, clean, is_rtl

SYMBOLS = {
    Verdict.CONFLICTS: "✖",
    Verdict.DIVERGES: "▲",
    Verdict.INCOMPARABLE: "○",
    Verdict.UNDECIDED: "?",
    Verdict.AGREES: "✔",
}

_COUNTED = {
    Verdict.CONFLICTS: ("conflict", "conflicts"),
    Verdict.DIVERGES: ("divergence", "divergences"),
    Verdict.INCOMPARABLE: ("not comparable", "not comparable"),
    Verdict.UNDECIDED: ("undecided", "undecided"),
    Verdict.AGREES: ("agreement", "agreements"),
}

_SPACES = re.compile(" {2,}")

_MANY_PARTS = frozenset({".jsonl", ".gz", ""})
"""Suffixes of inputs that hold many articles, or none that tells them apart: their identifier names them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quote; ``claim`` where it is what the finding is about."""

    text: str
    claim: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article, or what stands about the claims in it."""

    label: str
    language: str
    rtl: bool
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The quote without its marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """One article in the summary table."""

    label: str
    language: str
    title: str
    published: str
    claims: int
    kinds: tuple[int, int, int]
    """Figures, dates, names."""
    flagged: int
    alone: int


class View:
    """A report with its look-ups."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.articles: dict[str, Article] = {article.id: article for article in report.articles}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in report.claims}
        self._last_prose: tuple[str | None, str] = (None, "")

    @cached_property
    def findings(self) -> list[Finding]:
        """All findings, in the order of :mod:`reconcile.report.order`."""
        return sorted_findings(self.report)

    def having(self, *verdicts: Verdict) -> list[Finding]:
        """The findings with one of these verdicts."""
        return [finding for finding in self.findings if finding.verdict in verdicts]

    @cached_property
    def counts(self) -> dict[Verdict, int]:
        """How many findings each verdict has."""
        found = Counter(finding.verdict for finding in self.report.findings)
        return {verdict: found[verdict] for verdict in SYMBOLS}

    @cached_property
    def languages(self) -> list[str]:
        """The languages of the articles, sorted."""
        return sorted({article.language for article in self.report.articles})

    @cached_property
    def labels(self) -> dict[str, str]:
        """A short name for every article: as much of its path's end as tells it apart."""
        return _labels(sorted_articles(self.report))

    def label(self, document: str) -> str:
        """The short name of one article."""
        return self.labels.get(document) or clean(document)

    def language(self, document: str) -> str:
        """The language tag of one article."""
        article = self.articles.get(document)
        return clean(article.language) if article else "und"

    def side(self, side: Sequence[str], limit: int) -> list[Quote]:
        """The quotes of one side, one a sentence, each of about ``limit`` code points."""
        return self.quotes((self.claims[c] for c in side if c in self.claims), limit)

    def quotes(self, claims: Iterable[Claim], limit: int) -> list[Quote]:
        """The sentences of these claims with the claims marked in them, in the claims' order."""
        sentences: dict[tuple[str, Span], list[Claim]] = {}
        for claim in claims:
            sentences.setdefault((claim.document, claim.sentence), []).append(claim)
        return [self._quote(document, span, found, limit) for (document, span), found in sentences.items()]

    def _quote(self, document: str, sentence: Span, claims: list[Claim], limit: int) -> Quote:
        article = self.articles.get(document)
        if article is None:
            pieces = tuple(Piece(clean(claim.text), True) for claim in claims)
        else:
            marks = _merged(claim.span for claim in claims if sentence.covers(claim.span))
            pieces = _shorten(self._prose(article), sentence, marks, limit)
        language = self.language(document)
        rtl = is_rtl("".join(piece.text for piece in pieces), language)
        return Quote(self.label(document), language, rtl, pieces)

    def _prose(self, article: Article) -> str:
        """The article's text with its markup blanked; the last one is kept, since quotes come article by article."""
        if self._last_prose[0] != article.id:
            self._last_prose = (article.id, article.prose)
        return self._last_prose[1]

    @cached_property
    def rows(self) -> list[Row]:
        """The summary table."""
        kinds = Counter((claim.document, claim.kind) for claim in self.report.claims)
        flagged = Counter(
            document
            for finding in self.report.findings
            if finding.verdict in FLAGGED
            for document in {self.claims[c].document for side in finding.sides for c in side if c in self.claims}
        )
        alone = Counter(claim.document for claim in self.unmatched)
        rows = []
        for article in sorted_articles(self.report):
            three = (kinds[article.id, Kind.QUANTITY], kinds[article.id, Kind.DATE], kinds[article.id, Kind.ENTITY])
            rows.append(
                Row(
                    label=self.label(article.id),
                    language=clean(article.language),
                    title=clean(article.title).strip(),
                    published=article.published.isoformat() if article.published else "",
                    claims=sum(three),
                    kinds=three,
                    flagged=flagged[article.id],
                    alone=alone[article.id],
                )
            )
        return rows

    @cached_property
    def unmatched(self) -> list[Claim]:
        """Claims that only one article makes, in the order of the articles and their text."""
        alone = frozenset(self.report.unmatched)
        return [claim for claim in sorted_claims(self.report) if claim.id in alone]


def counted(verdict: Verdict, n: int) -> str:
    """``"2 divergences"``."""
    return f"{n} {_COUNTED[verdict][n != 1]}"


def title_of(finding: Finding) -> str:
    """What the finding's code means, in a few words; empty for a code that is not in the table."""
    code = BY_CODE.get(finding.code)
    return code.title if code else ""


def shared_how(shared: Shared) -> str:
    """``"share 8 of 9 sentences: counted as one source"``, to be read behind the names of the two articles."""
    inside, total = shared.sentences
    what = "sentences" if shared.kind is Sharing.VERBATIM else "sentences with claims (translated)"
    return f"share {inside} of {total} {what}: counted as one source"


def _labels(articles: Sequence[Article]) -> dict[str, str]:
    labels: dict[str, str] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for article in articles:
        path = PurePosixPath(article.path.replace("\\", "/"))
        if path.suffix in _MANY_PARTS or article.path == "-":
            labels[article.id] = clean(article.id)
        else:
            parts[article.id] = path.parts
    depth = 1
    while parts:
        names = {document: "/".join(found[-depth:]) for document, found in parts.items()}
        seen = Counter(names.values())
        for document, name in names.items():
            if seen[name] == 1 or depth >= len(parts[document]):
                labels[document] = clean(name if seen[name] == 1 else document)
                del parts[document]
        depth += 1
    return labels


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _shorten(text: str, sentence: Span, marks: list[Span], limit: int) -> tuple[Piece, ...]:
    """The sentence as pieces, cut to what stands about the marks where it is longer than ``limit``."""
    kept = [sentence]
    if len(sentence) > limit:
        context = max(24, (limit - sum(len(mark) for mark in marks)) // (2 * max(1, len(marks))))
        kept = _windows(text, sentence, marks, context)
    pieces: list[Piece] = []
    at = sentence.start
    for n, window in enumerate(kept):
        gap = window.start > at
        if gap:
            pieces.append(Piece(f" {ELLIPSIS} " if n else f"{ELLIPSIS} ", False))
        at = window.start
        for mark in (mark for mark in marks if window.covers(mark)):
            pieces += [Piece(_shown(text[at : mark.start]), False), Piece(_shown(text[mark.start : mark.end]), True)]
            at = mark.end
        pieces.append(Piece(_shown(text[at : window.end]), False))
        at = window.end
    if at < sentence.end:
        pieces.append(Piece(f" {ELLIPSIS}", False))
    return _trimmed([piece for piece in pieces if piece.text])


def _shown(text: str) -> str:
    """Clean, and with the spaces that blanked markup leaves made one."""
    return _SPACES.sub(" ", clean(text))


def _windows(text: str, sentence: Span, marks: list[Span], context: int) -> list[Span]:
    if not marks:
        return [Span(sentence.start, _snap_end(text, sentence.start + 2 * context, sentence, sentence.start))]
    windows: list[Span] = []
    for mark in marks:
        start = _snap_start(text, max(sentence.start, mark.start - context), sentence, mark.start)
        end = _snap_end(text, min(sentence.end, mark.end + context), sentence, mark.end)
        if windows and start - windows[-1].end < context // 2:
            windows[-1] = Span(windows[-1].start, max(end, windows[-1].end))
        else:
            windows.append(Span(start, end))
    return windows


def _snap_start(text: str, at: int, sentence: Span, mark: int) -> int:
    """The start of the next word behind ``at``, if one is near; never inside a combining sequence."""
    if at <= sentence.start:
        return sentence.start
    space = text.find(" ", at - 1, min(at + 16, mark))
    at = space + 1 if space >= 0 else at
    while at < mark and unicodedata.combining(text[at]):
        at += 1
    return at


def _snap_end(text: str, at: int, sentence: Span, mark: int) -> int:
    """The end of the last word before ``at``, if one is near; never inside a combining sequence."""
    if at >= sentence.end:
        return sentence.end
    space = text.rfind(" ", max(at - 16, mark), at + 1)
    at = space if space >= 0 else at
    while at < sentence.end and unicodedata.combining(text[at]):
        at += 1
    return at


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Without white space at either end."""
    if pieces and not pieces[0].claim:
        pieces[0] = Piece(pieces[0].text.lstrip(), False)
    if pieces and not pieces[-1].claim:
        pieces[-1] = Piece(pieces[-1].text.rstrip(), False)
    return tuple(piece for piece in pieces if piece.text)

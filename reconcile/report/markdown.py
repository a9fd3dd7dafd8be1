"""The report as markdown: a file that a desk can publish, rendered alike by CommonMark and GitHub.

Foreign text passes through :func:`reconcile.report.text.markdown`; right-to-left quotes stand in blocks of
their own direction. There is no date, path or machine in it: the same articles give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reconcile.claims import Claim, Finding, Report, Verdict
from reconcile.report.order import FLAGGED, sorted_articles, sorted_problems, sorted_shared
from reconcile.report.text import (
    clean,
    directional_pieces,
    is_rtl,
    markdown,
    markdown_inline,
    markdown_line,
)
from reconcile.report.view import SYMBOLS, Quote, View, counted, shared_how, title_of

QUOTE_LENGTH = 600
"""Code points of a sentence shown; a longer one is cut to what stands about its claims."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_VERDICTS = {
    Verdict.CONFLICTS: "Conflict",
    Verdict.DIVERGES: "Divergence",
    Verdict.INCOMPARABLE: "Not comparable",
    Verdict.UNDECIDED: "Undecided",
}


def to_markdown(report: Report) -> str:
    """The whole report as markdown, with a final line break; deterministic."""
    view = View(report)
    blocks = [
        *_head(view),
        *_flagged(view),
        *_notes(view),
        *_agreements(view),
        *_alone(view),
        *_problems(view),
        *_shared(view),
        *_sources(view),
        *_made(view),
    ]
    return "\n\n".join(blocks) + "\n"


def _head(view: View) -> Iterator[str]:
    yield "# Consistency report"
    languages = ", ".join(markdown(language) for language in view.languages)
    articles, claims = len(view.report.articles), len(view.report.claims)
    yield (
        f"{articles:,} article{'s' * (articles != 1)}"
        + (f" ({languages})" if languages else "")
        + f", {claims:,} claim{'s' * (claims != 1)}: figures, dates and names."
    )
    counts = [
        f"**{SYMBOLS[verdict]} {counted(verdict, n)}**"
        if verdict in FLAGGED
        else f"{SYMBOLS[verdict]} {counted(verdict, n)}"
        for verdict, n in view.counts.items()
        if n or verdict in FLAGGED or verdict is Verdict.AGREES
    ]
    yield " · ".join(counts)
    if view.rows:
        yield _table(
            ["Article", "Language", "Published", "Figures", "Dates", "Names", "Flagged", "Only here"],
            "lllrrrrr",
            (
                [
                    _bdi(row.label),
                    markdown(row.language),
                    row.published or "–",
                    *(str(n) for n in row.kinds),
                    str(row.flagged),
                    str(row.alone),
                ]
                for row in view.rows
            ),
        )


def _flagged(view: View) -> Iterator[str]:
    yield "## What does not match"
    found = view.having(Verdict.CONFLICTS, Verdict.DIVERGES)
    if not found:
        yield "Nothing: wherever two of these articles give a figure, date or name for one fact, they are compatible."
    for n, finding in enumerate(found, 1):
        title = title_of(finding)
        yield f"### {n}. {SYMBOLS[finding.verdict]} {_VERDICTS[finding.verdict]}" + (f": {title}" if title else "")
        yield _explanation(view, finding)
        if finding.equation is not None:
            yield f"**{markdown(finding.equation.text)}**"
        for side in finding.sides:
            for quote in view.side(side, QUOTE_LENGTH):
                yield from _quote(quote)
        yield _footer(finding)


def _footer(finding: Finding) -> str:
    parts = [
        f"code {markdown(finding.code)}",
        f"confidence {finding.confidence:.2f}",
        f"severity {finding.severity.value}",
    ]
    if finding.equation is not None and finding.equation.tried > 1:
        parts.append(f"{finding.equation.tried} derivations tried")
    return f"<sub>{' · '.join(parts)}</sub>"


def _quote(quote: Quote) -> Iterator[str]:
    yield markdown_line(f"{_bdi(quote.label)} ({markdown(quote.language)}):")
    if quote.rtl:
        yield f'<div dir="rtl" lang="{_lang(quote.language)}">'
    yield "> " + _marked(quote)
    if quote.rtl:
        yield "</div>"


def _notes(view: View) -> Iterator[str]:
    found = view.having(Verdict.INCOMPARABLE, Verdict.UNDECIDED)
    if not found:
        return
    yield "## Not comparable, or left open by the text"
    yield "\n".join(
        f"- {SYMBOLS[finding.verdict]} **{_VERDICTS[finding.verdict]}** ({markdown(finding.code)}): "
        f"{_explanation(view, finding)} {_accounts(view, finding.sides)}"
        for finding in found
    )


def _agreements(view: View) -> Iterator[str]:
    found = view.having(Verdict.AGREES)
    if not found:
        return
    yield "## What agrees"
    yield _table(
        ["Said by", "How", "Confidence"],
        "llr",
        (
            [
                _accounts(view, finding.sides),
                f"{title_of(finding) or markdown(finding.basis)} ({markdown(finding.code)})"
                + (", one source" if finding.sources == 1 else ""),
                f"{finding.confidence:.2f}",
            ]
            for finding in found
        ),
    )


def _alone(view: View) -> Iterator[str]:
    if not view.unmatched:
        return
    yield "## What only one article says"
    for document, claims in groupby(view.unmatched, key=lambda claim: claim.document):
        yield f"### {_bdi(view.label(document))} ({markdown(view.language(document))})"
        quotes = view.quotes(claims, QUOTE_LENGTH)
        rtl = any(quote.rtl for quote in quotes)
        if rtl:
            yield f'<div dir="rtl" lang="{_lang(quotes[0].language)}">'
        yield "\n".join(f"- {_marked(quote)}" for quote in quotes)
        if rtl:
            yield "</div>"


def _problems(view: View) -> Iterator[str]:
    problems = sorted_problems(view.report)
    if not problems:
        return
    yield "## What could not be read"
    yield "\n".join(
        f"- {markdown(problem.path)}{f', line {problem.line}' if problem.line is not None else ''}: "
        f"{markdown(problem.message)}"
        for problem in problems
    )


def _shared(view: View) -> Iterator[str]:
    found = sorted_shared(view.report)
    if not found:
        return
    yield "## Articles that share their text"
    yield "\n".join(
        f"- {' and '.join(_bdi(view.label(document)) for document in shared.documents)} {shared_how(shared)}."
        for shared in found
    )


def _sources(view: View) -> Iterator[str]:
    if not view.report.articles:
        return
    yield "## Sources"
    lines = []
    for article in sorted_articles(view.report):
        known = [_bdi(clean(article.title).strip(), article.language)] if article.title.strip() else []
        known += [markdown(part) for part in (article.source, article.url) if part.strip()]
        known += [article.published.isoformat()] if article.published else []
        line = f"- {_bdi(view.label(article.id))} ({markdown(article.language)})"
        lines.append(line + (": " + ", ".join(known) if known else ""))
    yield "\n".join(lines)


def _made(view: View) -> Iterator[str]:
    report = view.report
    yield "## How this was made"
    tool = " ".join(filter(None, (report.tool.get("name", "reconcile"), report.tool.get("version", ""))))
    model = " ".join(filter(None, (report.model.get("name", ""), report.model.get("revision", ""))))
    yield (
        f"By {markdown(tool)}"
        + (f" with the sentence model {markdown(model)}" if model else "")
        + ", without a network. Figures are compared as intervals of the precision they were stated in. "
        "The model proposes which claims belong together; arithmetic, units, dates and names decide. "
        "`reconcile explain CODE` says what a code means. "
        "A finding is a place to look at, not proof that an article is wrong."
    )


def _explanation(view: View, finding: Finding) -> str:
    claims = _claims(view, [c for side in finding.sides for c in side])
    language = {clean(claim.text): view.language(claim.document) for claim in claims}
    spoken = next((view.language(claim.document) for claim in claims if is_rtl(claim.text)), "")
    pieces = directional_pieces(clean(finding.explanation).strip(), language)
    return markdown_line(
        "".join(
            f'<bdi lang="{_lang(language.get(piece, spoken))}">{markdown_inline(piece)}</bdi>'
            if rtl
            else markdown_inline(piece)
            for piece, rtl in pieces
        )
    )


def _accounts(view: View, sides: Sequence[Sequence[str]]) -> str:
    """``fr “1.900”, “54.000” – ar “28 ضعفًا”``: the sides by their claims alone."""
    written = []
    for side in sides:
        said: dict[str, list[str]] = {}
        for claim in _claims(view, side):
            texts = said.setdefault(view.language(claim.document), [])
            quoted = f"“{_bdi(clean(claim.text), view.language(claim.document))}”"
            if quoted not in texts:
                texts.append(quoted)
        written.append(", ".join(f"{markdown(language)} {', '.join(texts)}" for language, texts in said.items()))
    return " – ".join(written)


def _claims(view: View, ids: Sequence[str]) -> list[Claim]:
    return [view.claims[c] for c in ids if c in view.claims]


def _marked(quote: Quote) -> str:
    parts = [markdown_inline(piece.text) for piece in quote.pieces]
    marked = (
        f"<strong>{part}</strong>" if piece.claim else part for part, piece in zip(parts, quote.pieces, strict=True)
    )
    return markdown_line("".join(marked))


def _bdi(text: str, language: str = "") -> str:
    """Clean text for the middle of a line, isolated where it runs from right to left."""
    if not any(rtl for _, rtl in directional_pieces(text)):
        return markdown_inline(text)
    lang = f' lang="{_lang(language)}"' if language else ""
    return f"<bdi{lang}>{markdown_inline(text)}</bdi>"


def _lang(language: str) -> str:
    """A language tag as the value of an attribute; ``und`` for what is no tag."""
    return language if _TAG.fullmatch(language) else "und"


def _table(header: Sequence[str], align: str, rows: Iterable[Sequence[str]]) -> str:
    rule = ["---:" if side == "r" else "---" for side in align]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))

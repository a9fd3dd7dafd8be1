"""Article -> claims: figures, dates and names, each read by its own recogniser over the article's sentences."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from reconcile.claims import Article, Claim, Date, Entity, Kind, Quantity, Span
from reconcile.extract.quantities import Style, find_quantities, find_style, inside_numbers

__all__ = ["ALL", "extract"]

ALL = frozenset(Kind)


def extract(article: Article, kinds: frozenset[Kind] = ALL) -> tuple[Claim, ...]:
    """All claims of the kinds asked for, in text order, with ids ``"<article>#<n>"``.

    Dates are always looked for where quantities are asked for, since the 18 of "18 September" is no count. Claims of
    different kinds may overlap only where a name has a figure in it.
    """
    style = find_style(article.text)
    found: list[tuple[Span, Span, Quantity | Date | Entity]] = []
    for sentence in article.sentences or (Span(0, len(article.text)),):
        found += ((span, sentence, value) for span, value in _sentence(article, sentence, kinds, style))
    found.sort(key=lambda item: (item[0], _kind(item[2])))
    return tuple(
        Claim(
            id=f"{article.id}#{number}",
            document=article.id,
            kind=_kind(value),
            span=span,
            text=article.text[span.start : span.end],
            sentence=sentence,
            quantity=value if isinstance(value, Quantity) else None,
            date=value if isinstance(value, Date) else None,
            entity=value if isinstance(value, Entity) else None,
        )
        for number, (span, sentence, value) in enumerate(found)
    )


def _sentence(
    article: Article, sentence: Span, kinds: frozenset[Kind], style: Style
) -> Iterator[tuple[Span, Quantity | Date | Entity]]:
    text, language = article.text, article.language
    dates: list[tuple[Span, Date]] = []
    if Kind.DATE in kinds or Kind.QUANTITY in kinds:
        recogniser = importlib.import_module("reconcile.extract.dates")
        dates = recogniser.find_dates(text, sentence, language, article.published)
        amounts = inside_numbers(text, sentence, language, [span for span, _ in dates])
        dates = [(span, date) for span, date in dates if span not in amounts]
    if Kind.DATE in kinds:
        yield from dates
    if Kind.QUANTITY in kinds:
        yield from find_quantities(text, sentence, language, [span for span, _ in dates], style)
    if Kind.ENTITY in kinds:
        recogniser = importlib.import_module("reconcile.extract.entities")
        yield from recogniser.find_names(text, sentence, language)


def _kind(value: Quantity | Date | Entity) -> Kind:
    if isinstance(value, Quantity):
        return Kind.QUANTITY
    return Kind.DATE if isinstance(value, Date) else Kind.ENTITY

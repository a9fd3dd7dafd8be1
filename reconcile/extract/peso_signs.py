"""The dollar sign of an article that tells of pesos: "$6.610" is no sum in dollars where "medio millón de pesos" is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from reconcile.claims import Date, Quantity, Span

_Rest = TypeVar("_Rest")
Sentence = tuple[tuple[tuple[Span, Quantity | Date], ...], _Rest]
_SIGN, _DOLLAR, _PESO = "$", "USD", "peso"


def with_peso_signs(text: str, sentences: Sequence[Sentence[_Rest]]) -> list[Sentence[_Rest]]:
    """The values of an article's sentences, sums with a bare dollar sign in pesos where no other sum is in dollars."""
    told = [
        (value.unit, _is_signed(text, span))
        for values, _ in sentences
        for span, value in values
        if isinstance(value, Quantity) and value.unit in (_DOLLAR, _PESO)
    ]
    if (_DOLLAR, True) not in told or (_PESO, False) not in told or (_DOLLAR, False) in told:
        return list(sentences)
    return [(tuple([_in_pesos(text, *item) for item in values]), rest) for values, rest in sentences]


def _is_signed(text: str, span: Span) -> bool:
    """Whether nothing but the sign says what a sum is in: "$5", but "US$5"."""
    sum_ = text[span.start : span.end]
    return _SIGN in sum_ and not (sum_[0].isalpha() or text[span.start - 1 : span.start].isalpha())


def _in_pesos(text: str, span: Span, value: Quantity | Date) -> tuple[Span, Quantity | Date]:
    signed = isinstance(value, Quantity) and value.unit == _DOLLAR and _is_signed(text, span)
    return (span, replace(value, unit=_PESO)) if signed and isinstance(value, Quantity) else (span, value)

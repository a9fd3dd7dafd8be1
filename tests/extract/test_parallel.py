"""The same sentence in many languages has to be read as the same figures and dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reconcile.claims import Article, Claim, Dimension, Span
from reconcile.extract import extract

PUBLISHED = date(2024, 5, 14)
TABLE = Path(__file__).parent / "parallel.tsv"


def rows() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    wanted: tuple[str, ...] = ()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("> "):
            wanted = tuple(line[2:].split("\t"))
        elif not line.startswith("#"):
            language, text = line.split("\t")
            yield language, text, wanted


def told(claim: Claim) -> set[str]:
    """A figure as "value unit", with and without its bound; a date as "start date"."""
    quantity = claim.quantity
    if quantity is None:
        return {f"{claim.date.start} date"} if claim.date is not None else set()
    value = f"{quantity.low}..{quantity.high}" if quantity.number is None else str(quantity.number)
    unit = "rate" if quantity.dimension is Dimension.RATE else quantity.unit
    return {f"{value} {unit}", f"{value} {unit} {quantity.bound.value}"}


@pytest.mark.parametrize(("language", "text", "wanted"), list(rows()))
def test_figures(language: str, text: str, wanted: tuple[str, ...]) -> None:
    found = set().union(
        *(
            told(claim)
            for claim in extract(Article("a", text, language, sentences=(Span(0, len(text)),), published=PUBLISHED))
        )
    )
    assert [value for value in wanted if value not in found] == []

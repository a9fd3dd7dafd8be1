"""What must hold of sentences that nobody would write: parts of the tables' sentences put together at random."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconcile.claims import Article, Kind, Span
from reconcile.extract import extract

HERE = Path(__file__).parent
LANGUAGES = sorted(path.stem for path in (HERE / "cases").glob("*.jsonl"))
TEXTS = 60
"""For each language."""


def sentences(language: str) -> list[str]:
    """All sentences of a language's tables."""
    figures = (HERE / "cases" / f"{language}.jsonl").read_text("utf-8").splitlines()
    days = HERE / "dates" / f"{language}.tsv"
    rows = (line.split("\t") for line in days.read_text("utf-8").splitlines()) if days.is_file() else ()
    return [json.loads(line)["text"] for line in figures if line.strip()] + [row[1] for row in rows if len(row) > 1]


def mixtures(language: str) -> Iterator[str]:
    """Halves of two sentences, words of several, and figures in a row; the same in every run."""
    chance, known = random.Random(language), sentences(language)
    words = [word for text in known for word in re.findall(r"\S+\s*", text)]
    pieces = [piece for text in known for piece in re.findall(r"\d+(?:[.,]\d+)*|[^\W\d]+|[^\w\s]|\s+", text)]
    figures = [piece for piece in pieces if piece[0].isdigit()] or ["5"]
    for _ in range(TEXTS):
        one, other = chance.choice(known), chance.choice(known)
        row = "".join(chance.choice(figures) + chance.choice((", ", " ", "-", chance.choice(words))) for _ in range(6))
        yield from (
            one[: chance.randrange(len(one) + 1)] + other[chance.randrange(len(other) + 1) :],
            "".join(chance.choices(words, k=12)),
            "".join(chance.choices(pieces, k=20)) + row,
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_mixture_of_sentences(language: str) -> None:
    for number, text in enumerate(mixtures(language)):
        published = dt.date(2024, 3, 10) if number % 2 else None
        article = Article("a", text, language, sentences=(Span(0, len(text)),), published=published)
        for claim in extract(article, frozenset(Kind)):
            assert claim.text == text[claim.span.start : claim.span.end]
            if claim.quantity is not None and claim.quantity.low is not None and claim.quantity.high is not None:
                assert claim.quantity.low <= claim.quantity.high
            if claim.date is not None and claim.date.start and claim.date.end:
                assert claim.date.start[:10] <= claim.date.end[:10]

"""Names in whole news stories: how many are found, and how many of those found are names."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from reconcile.claims import Article, Entity, Span
from reconcile.extract.entities import Named, names_in
from reconcile.extract.names import read_names
from reconcile.extract.names_link import find_echoes, link_names

HERE = Path(__file__).parent
STORIES = HERE.parent / "data" / "clusters"
GOLD = tomllib.loads((HERE / "names_gold.toml").read_text("utf-8"))
ARTICLES = [(story, language) for story, articles in GOLD.items() for language in articles]
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?。](?=\s)|\n|$)")


def names_of(text: str, language: str) -> list[Named]:
    sentences = [Span(m.start(), m.end()) for m in _SENTENCE.finditer(text)]
    return find_echoes(text, names_in(text, sentences, language), sentences)


def score(text: str, found: list[Named], wanted: list[str]) -> tuple[int, int, int]:
    """Right, found and wanted, as bags of surface forms."""
    have = Counter(text[span.start : span.end] for span, _ in found)
    want = Counter(wanted)
    return sum((have & want).values()), have.total(), want.total()


def test_rules_alone_find_most_names_of_news() -> None:
    right = found = wanted = 0
    for story, language in ARTICLES:
        text = (STORIES / story / f"{language}.txt").read_text("utf-8")
        r, f, w = score(text, names_of(text, language), GOLD[story][language])
        right, found, wanted = right + r, found + f, wanted + w
    assert right / found >= 0.88
    assert right / wanted >= 0.85


@pytest.mark.parametrize(("story", "language"), ARTICLES)
def test_spans_lie_on_the_text_and_do_not_overlap(story: str, language: str) -> None:
    text = (STORIES / story / f"{language}.txt").read_text("utf-8")
    found = link_names(names_of(text, language), language)
    for (a, _), (b, _) in pairwise(found):
        assert a.end <= b.start
    for span, entity in found:
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        assert entity.type in {"PER", "ORG", "LOC", "MISC"}
        assert text[span.start : span.end] in (entity.name, *entity.aliases)


def test_names_of_an_article_are_linked() -> None:
    text = "Aigerim Sadykbekova won in Spain. UNICEF cheered. Later Sadykbekova rested."
    sentences = (Span(0, 33), Span(34, 49), Span(50, len(text)))
    article = Article("a", text, "en", sentences=sentences)
    names = [(text[s.start : s.end], e.name, e.type) for s, e in read_names(article)]
    assert names[-1] == ("Sadykbekova", "Aigerim Sadykbekova", "PER")
    model = [(Span(56, 67), Entity("PER", "Sadykbekova")), (Span(34, 40), Entity("LOC", "UNICEF"))]
    assert [e.type for _, e in read_names(article, model)] == ["PER", "LOC", "ORG", "PER"]

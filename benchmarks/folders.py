"""Folders of articles with judged pairs, and reports on them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.gold import Pair, Score, load_pairs, score
from benchmarks.tables import stop
from reconcile.articles import read_articles
from reconcile.claims import Article, Problem, Report
from reconcile.pipeline import compare


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event and the pairs of mentions in them that were judged."""

    name: str
    articles: tuple[Article, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A story, the report on it, and how that compares with what was judged."""

    story: Story
    report: Report
    score: Score


def read_story(folder: Path, *, meta: bool = False) -> Story:
    """The ``*.txt`` of a folder and the pairs of its ``gold.jsonl`` (or ``gold.json``).

    meta: hand on language and date of publication from ``meta.json``; otherwise the texts alone are known.
    """
    gold = next((folder / name for name in ("gold.jsonl", "gold.json") if (folder / name).exists()), None)
    texts = sorted(folder.glob("*.txt"))
    if gold is None or not texts:
        stop(f"{folder}: needs *.txt and gold.jsonl")
    try:
        known = _meta(folder) if meta else {}
        articles = [_article(path, *known.get(path.name, (None, None))) for path in texts]
        return Story(folder.resolve().name, tuple(articles), load_pairs(gold))
    except (OSError, ValueError, KeyError) as error:
        stop(f"{folder}: {error}")


def _meta(folder: Path) -> dict[str, tuple[str | None, dt.date | None]]:
    """Language and day of publication by file name."""
    rows = json.loads((folder / "meta.json").read_text("utf-8"))["documents"]
    day = {row["doc"]: str(row.get("published") or "")[:10] for row in rows}
    return {
        row["doc"]: (row.get("language"), dt.date.fromisoformat(day[row["doc"]]) if day[row["doc"]] else None)
        for row in rows
    }


def _article(path: Path, language: str | None, published: dt.date | None) -> Article:
    for item in read_articles([str(path)], language=language, published=published):
        if isinstance(item, Problem):
            raise ValueError(f"{path.name}: {item.message}")
        return item
    raise ValueError(f"{path.name}: holds no article")


def measure(stories: Sequence[Story], model: str | None = None) -> Iterator[Measured]:
    """Compare each story within itself, all of them with a model loaded once, and score the reports."""
    # Stories of the same name in two places stay apart by their number.
    together = [
        replace(article, id=f"{number}/{article.id}", group=str(number))
        for number, story in enumerate(stories)
        for article in story.articles
    ]
    whole = compare(together, model=model)
    for number, story in enumerate(stories):
        report = of_group(whole, str(number))
        yield Measured(story, report, score(report, story.pairs))


def of_group(report: Report, group: str) -> Report:
    """The part of a report that is about one group's articles."""
    articles = tuple(article for article in report.articles if article.group == group)
    documents = {article.id for article in articles}
    claims = tuple(claim for claim in report.claims if claim.document in documents)
    ids = {claim.id for claim in claims}
    findings = tuple(finding for finding in report.findings if finding.sides[0][0] in ids)
    unmatched = tuple(claim for claim in report.unmatched if claim in ids)
    return replace(report, articles=articles, claims=claims, findings=findings, unmatched=unmatched)

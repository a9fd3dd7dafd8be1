"""Training material: invented events as articles, which claims judged pairs and marks mean, parallel sentences."""

from __future__ import annotations

import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "accounts"))
from accounts import Account, Event

from reconcile.align.compared import compare_claims
from reconcile.articles import read_articles
from reconcile.claims import Article, Claim

LANGUAGES = {
    "arb": "ar",
    "deu": "de",
    "eng": "en",
    "fra": "fr",
    "hin": "hi",
    "ita": "it",
    "jpn": "ja",
    "kor": "ko",
    "por": "pt",
    "rus": "ru",
    "spa": "es",
    "tur": "tr",
    "zho": "zh",
    "heb": "he",
    "pes": "fa",
    "pol": "pl",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged pair: the spans that either reference accepts, and the relation."""

    a: tuple[str, tuple[tuple[int, int], ...]]
    b: tuple[str, tuple[tuple[int, int], ...]]
    relation: str
    derived: bool
    debatable: bool


def article(name: str, language: str, text: str) -> Article:
    """An article of plain text, read as any other."""
    line = json.dumps({"id": name, "language": language, "text": text}, ensure_ascii=False)
    return next(x for x in read_articles(["-"], stdin=io.BytesIO(line.encode())) if isinstance(x, Article))


def articles_of(event: Event) -> list[Article]:
    """The accounts of an event, in their order."""
    return [article(f"{event.name}{i}", a.language, a.text) for i, a in enumerate(event.accounts)]


def numbered_sentences(folder: Path) -> dict[str, dict[str, str]]:
    """SIB-200's sentences with a digit, by number and language; ``folder`` holds ``eng_Latn/train.tsv`` and so on."""
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(folder.iterdir()):
        code = LANGUAGES.get(path.name[:3])
        if code and (path / "train.tsv").exists() and "Hant" not in path.name:
            for line in (path / "train.tsv").read_text("utf-8").splitlines()[1:]:
                index, _, text = line.split("\t", 2)
                table[index][code] = text
    return {i: table[i] for i in sorted(table) if any(ch.isdigit() for ch in table[i].get("en", ""))}


def state_the_same(x: Claim, y: Claim) -> bool:
    """Whether two figures or dates state one value."""
    said = compare_claims(x, y)
    return said is not None and said[0] == "same"


def stories(roots: Iterable[Path]) -> Iterator[tuple[str, list[Article], list[Judged]]]:
    """Every story below ``roots``: its name, articles and judged pairs."""
    for folder in sorted(p.parent for root in roots for p in root.glob("*/gold.jsonl")):
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        language = {d["doc"]: d["language"] for d in meta["documents"]}
        articles = [article(p.name, language[p.name], p.read_text("utf-8")) for p in sorted(folder.glob("*.txt"))]
        text = {a.id: a.text for a in articles}
        lines = (folder / "gold.jsonl").read_text("utf-8").splitlines()
        yield folder.name, articles, [_judged(json.loads(line), text) for line in lines if line.strip()]


def _judged(row: Mapping[str, object], text: Mapping[str, str]) -> Judged:
    sides = []
    for part in ("a", "b"):
        ref = row[part]
        also = row.get(f"{part}_also") or []
        if not isinstance(ref, dict) or not isinstance(also, list):
            raise ValueError(f"{row.get('id')}: a reference is an object, and its alternatives a list")
        document = text[ref["doc"]]
        sides.append((str(ref["doc"]), tuple(_span(document, r["quote"], r.get("nth") or 1) for r in (ref, *also))))
    return Judged(sides[0], sides[1], str(row["relation"]), bool(row.get("derived")), bool(row.get("debatable")))


def _span(text: str, quote: str, nth: int) -> tuple[int, int]:
    at = -1
    for _ in range(nth):
        at = text.index(quote, at + 1)
    return at, at + len(quote)


UNSURE = "?"
"""The fact of a claim that overlaps a marked mention but is not the one meant."""


def facts_of(account: Account, claims: Sequence[Claim]) -> dict[str, str]:
    """The fact that each claim of an account states, by claim; of several in one mark the one that fills it best."""
    facts: dict[str, str] = {}
    for mark in account.marks:
        shared = {c.id: min(mark.end, c.span.end) - max(mark.start, c.span.start) for c in claims}
        inside = [c for c in claims if shared[c.id] > 0]
        best = max(inside, key=lambda c: (shared[c.id] - 0.01 * len(c.span), c.id), default=None)
        for c in inside:
            if c is best:
                facts[c.id] = mark.fact
            else:
                facts.setdefault(c.id, UNSURE)
    return facts


def facts_of_all(told: Event, articles: Sequence[Article], claims: Sequence[Claim]) -> dict[str, str]:
    """:func:`facts_of` of every account of an event, told by its articles."""
    facts: dict[str, str] = {}
    for article_, account in zip(articles, told.accounts, strict=True):
        facts |= facts_of(account, [c for c in claims if c.document == article_.id])
    return facts


def meant(side: tuple[str, tuple[tuple[int, int], ...]], claims: Sequence[Claim]) -> list[Claim]:
    """The claims that a reference overlaps."""
    document, spans = side
    return [c for c in claims if c.document == document and any(c.span.start < e and s < c.span.end for s, e in spans)]

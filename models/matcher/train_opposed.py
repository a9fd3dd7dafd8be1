"""Train how sure it is that two groups of claims which contradict each other are about one fact.

    python models/matcher/train_opposed.py --accounts models/accounts/matching

The accounts of every event, all of them and some at a time, are aligned as the product does it. Of each two sides of a
fact whose values differ the marks say whether one fact is meant. Writes ``reconcile/judge/opposed.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, log_loss
from stories import UNSURE, articles_of, facts_of_all

sys.path.append(str(Path(__file__).parents[1] / "accounts"))
from accounts import Event, read_events

from reconcile.align import align
from reconcile.claims import Article, Claim, Kind
from reconcile.embed import Encoder
from reconcile.encoding import encode_claims
from reconcile.extract import extract
from reconcile.judge.case import Case
from reconcile.judge.findings import sides_of
from reconcile.judge.opposed import looks
from reconcile.names import same_name
from reconcile.progress import Silent

OUT = Path(__file__).parents[2] / "reconcile" / "judge" / "opposed.json"
FOLDS = 5
KINDS = (Kind.QUANTITY, Kind.DATE)
# Stories are told by three articles as often as by five.
SUBSETS = (4, 4, 3, 3)


@dataclass(frozen=True, slots=True)
class Row:
    """Two sides of a fact: what the pairs of articles say of them, and whether they are about one thing."""

    event: str
    kind: Kind
    mean: float
    further: int
    true: bool


def subsets(articles: Sequence[Article], name: str) -> Iterator[Sequence[Article]]:
    """All of an event's articles, then some of them at a time."""
    yield articles
    rng = random.Random(name)
    for size in SUBSETS:
        if size < len(articles):
            yield rng.sample(articles, size)


def rows(told: Event, encoder: Encoder) -> Iterator[Row]:
    """The contradicting sides of an event's facts."""
    articles = articles_of(told)
    claims = [c for a in articles for c in extract(a)]
    vectors, words = encode_claims(articles, claims, encoder, Silent())
    fact = facts_of_all(told, articles, claims)
    for some in subsets(articles, told.name):
        here = {a.id for a in some}
        stated = [c for c in claims if c.document in here]
        pairs = list(combinations(sorted(here), 2))
        aligned, _ = align(some, stated, [], vectors, words, same_name, lambda c, d, within=None: 1.0, pairs)
        case = Case(some, stated, aligned)
        for f in aligned.facts:
            for left, right in combinations(sides_of(case, f), 2) if f.kind in KINDS else ():
                marks = [{fact.get(c.id, "") for c in side} for side in (left, right)]
                seen = looks(f, left, right)
                if seen is None or UNSURE in marks[0] | marks[1] or not _differ(case, left, right):
                    continue
                yield Row(told.name, f.kind, seen.mean, seen.further, bool(marks[0] & marks[1] - {""}))


def _differ(case: Case, left: Sequence[Claim], right: Sequence[Claim]) -> bool:
    return any(case.compared(a, b)[0] == "differs" for a in left for b in right if a.document != b.document)


def main() -> None:
    """Collect, fit, score on held-out events, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    encoder = Encoder()
    found = [row for folder in args.accounts for told in read_events(folder) for row in rows(told, encoder)]
    result = {kind.value: _fitted([r for r in found if r.kind is kind]) for kind in KINDS}
    args.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


def _fitted(found: Sequence[Row]) -> dict[str, object]:
    x = np.array([(r.mean, r.further) for r in found])
    y = np.array([r.true for r in found])
    events = sorted({r.event for r in found})
    said = np.zeros(len(y))
    for fold in range(FOLDS):
        held = np.isin([r.event for r in found], events[fold::FOLDS])
        said[held] = LogisticRegression().fit(x[~held], y[~held]).predict_proba(x[held])[:, 1]
    model = LogisticRegression().fit(x, y)
    mean, further = (round(float(w), 3) for w in model.coef_[0])
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "mean": mean,
        "further": further,
        "pairs": len(y),
        "true": int(y.sum()),
        "held_out": {
            "average_precision": round(float(average_precision_score(y, said)), 3),
            "log_loss": round(float(log_loss(y, said)), 3),
        },
    }


if __name__ == "__main__":
    main()

"""Train how sure it is that two groups of claims which contradict each other are about one fact.

    python models/matcher/train_opposed.py --accounts models/accounts/matching --stories models/stories

The accounts of every event, all of them and some at a time, are aligned as the product does it, and so are the articles
of every story. Of each two sides of a fact whose values differ the marks say whether one fact is meant, and the judged
pairs, which list all contradictions, whether they contradict each other. Writes ``reconcile/judge/opposed.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, log_loss
from stories import UNSURE, Judged, articles_of, facts_of_all, meant, stories

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
from reconcile.judge.scope import apart
from reconcile.names import same_name
from reconcile.progress import Silent

OUT = Path(__file__).parents[2] / "reconcile" / "judge" / "opposed.json"
FOLDS = 5
# Stories are as long and as full of figures as what the product is for.
WEIGHT_OF_STORIES = 3.0
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
    crowd: float
    true: bool
    weight: float


def subsets(articles: Sequence[Article], name: str) -> Iterator[Sequence[Article]]:
    """All of an event's articles, then some of them at a time."""
    yield articles
    rng = random.Random(name)
    for size in SUBSETS:
        if size < len(articles):
            yield rng.sample(articles, size)


Truth = Callable[[Sequence[Claim], Sequence[Claim]], bool | None]
"""Whether two sides contradict each other; ``None`` where nobody knows."""


def rows(
    name: str, articles: Sequence[Article], truth_of: Callable[[list[Claim]], Truth], encoder: Encoder, weight: float
) -> Iterator[Row]:
    """The contradicting sides of an event's facts."""
    claims = [c for a in articles for c in extract(a)]
    vectors, words = encode_claims(articles, claims, encoder, Silent())
    truth = truth_of(claims)
    for some in subsets(articles, name):
        here = {a.id for a in some}
        stated = [c for c in claims if c.document in here]
        pairs = list(combinations(sorted(here), 2))
        aligned, _ = align(some, stated, [], vectors, words, same_name, lambda c, d, within=None: 1.0, pairs)
        case = Case(some, stated, aligned)
        for f in aligned.facts:
            for left, right in combinations(sides_of(case, f), 2) if f.kind in KINDS else ():
                known, seen = truth(left, right), looks(f, left, right, case.stated[f.kind])
                if seen is not None and known is not None and _excluded(case, left, right):
                    yield Row(name, f.kind, seen.mean, seen.further, seen.crowd, known, weight)


def marked(told: Event, articles: Sequence[Article]) -> Callable[[list[Claim]], Truth]:
    """By the facts that accounts mark."""

    def truth_of(claims: list[Claim]) -> Truth:
        fact = facts_of_all(told, articles, claims)

        def truth(left: Sequence[Claim], right: Sequence[Claim]) -> bool | None:
            marks = [{fact.get(c.id, "") for c in side} for side in (left, right)]
            return None if UNSURE in marks[0] | marks[1] else bool(marks[0] & marks[1] - {""})

        return truth

    return truth_of


def judged(gold: Sequence[Judged]) -> Callable[[list[Claim]], Truth]:
    """By judged pairs, of which all contradictions are listed."""

    def truth_of(claims: list[Claim]) -> Truth:
        said = {
            frozenset((x.id, y.id)): None if g.debatable else g.relation == "conflicts"
            for g in gold
            if not g.derived
            for x in meant(g.a, claims)
            for y in meant(g.b, claims)
        }

        def truth(left: Sequence[Claim], right: Sequence[Claim]) -> bool | None:
            known = [said.get(frozenset((a.id, b.id)), False) for a in left for b in right]
            return True if True in known else None if None in known else False

        return truth

    return truth_of


def _excluded(case: Case, left: Sequence[Claim], right: Sequence[Claim]) -> bool:
    """Whether the two sides are set against each other: they differ, and nothing about them says why they may."""
    pairs = [(a, b) for a in left for b in right if a.document != b.document]
    return not all(apart(case, a, b) for a, b in pairs) and any(case.compared(a, b)[0] == "differs" for a, b in pairs)


def main() -> None:
    """Collect, fit, score on held-out events, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=Path, action="append", default=[])
    parser.add_argument("--stories", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    encoder = Encoder()
    found: list[Row] = []
    for told in (told for folder in args.accounts for told in read_events(folder)):
        articles = articles_of(told)
        found += rows(told.name, articles, marked(told, articles), encoder, 1.0)
    for name, articles, gold in stories(args.stories):
        found += rows(f"story {name}", articles, judged(gold), encoder, WEIGHT_OF_STORIES)
    result = {kind.value: _fitted([r for r in found if r.kind is kind]) for kind in KINDS}
    args.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


def _fitted(found: Sequence[Row]) -> dict[str, object]:
    x = np.array([(r.mean, r.further, r.crowd) for r in found])
    y, w = np.array([r.true for r in found]), np.array([r.weight for r in found])
    events = np.array([r.event for r in found])
    names = sorted(set(events))
    said = np.zeros(len(y))
    for fold in range(FOLDS):
        held = np.isin(events, names[fold::FOLDS])
        said[held] = LogisticRegression().fit(x[~held], y[~held], w[~held]).predict_proba(x[held])[:, 1]
    model = LogisticRegression().fit(x, y, w)
    mean, further, crowd = (round(float(c), 3) for c in model.coef_[0])
    of_stories = np.char.startswith(events, "story")
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "mean": mean,
        "further": further,
        "crowd": crowd,
        "held_out": {
            part: {
                "pairs": int(some.sum()),
                "true": int(y[some].sum()),
                "expected": round(float(said[some].sum()), 1),
                "average_precision": round(float(average_precision_score(y[some], said[some])), 3),
                "log_loss": round(float(log_loss(y[some], said[some])), 3),
            }
            for part, some in (("accounts", ~of_stories), ("stories", of_stories))
            if some.any()
        },
    }


if __name__ == "__main__":
    main()

"""Train how sure an equation is: which of all derivations that happen to fit is the one that is meant.

    python models/matcher/train_equations.py --stories models/stories --accounts models/accounts/matching

For every figure of every invented story, all derivations from figures of another article that fit are
collected as the judge does it; those that a judged pair names, or that tie the facts of a declared equation, are
meant, the others are chance. Writes
``reconcile/judge/equations.json``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import log
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score
from stories import UNSURE, Judged, articles_of, facts_of_all, meant, stories

sys.path.append(str(Path(__file__).parents[1] / "accounts"))
from accounts import Event as Told
from accounts import read_events

from reconcile.align import align
from reconcile.claims import Article
from reconcile.embed import Encoder
from reconcile.encoding import encode_claims
from reconcile.extract import extract
from reconcile.judge.case import Case
from reconcile.judge.derived import targets
from reconcile.judge.equations import FEATURES, fitting
from reconcile.judge.trial import Derivation
from reconcile.names import same_name
from reconcile.progress import Silent

# Stories are judged pair by pair; of the arithmetic that accounts allow, only some is declared.
WEIGHT_OF_STORIES = 6.0
# Of equations that hold and are meant, accounts declare about one in so many.
UNDECLARED = 3.0
# Evidence that can only speak for (1) or against (-1) an equation.
RUNS = {
    **dict.fromkeys(("related_best", "related_worst", "anchors", "subject_same", "surprise", "sharpness"), 1),
    **dict.fromkeys(("subject_apart", "off", "gap", "rank", "rank_back"), -1),
}
OUT = Path(__file__).parents[2] / "reconcile" / "judge" / "equations.json"


def is_meant(d: Derivation, gold: Sequence[Judged], case: Case) -> bool | None:
    """Whether a judged pair names this equation; ``None`` where the judgement is debatable."""
    ids = {c.id for c in d.operands}
    for g in gold:
        if g.relation != "diverges":
            continue
        for one, other in ((g.a, g.b), (g.b, g.a)):
            named = {c.id for c in meant(other, case.claims)}
            if d.target.id in {c.id for c in meant(one, case.claims)} and ids <= named:
                return None if g.debatable else True
    return False


def is_declared(d: Derivation, told: Told, fact: dict[str, str]) -> bool | None:
    """Whether the accounts' equations tie just these facts; ``None`` where a claim's fact is not known."""
    facts = [fact.get(c.id, "") for c in (d.target, *d.operands)]
    if UNSURE in facts:
        return None
    if d.kind == "duration":  # accounts do not declare them
        return None
    if d.kind == "age":  # a date of birth is told in an age's place
        return bool(facts[0]) and facts[0] == facts[1]
    ties = [{name, *re.findall(r"[a-z][a-z0-9_]*", said)} - {"rise", "times"} for name, said in told.equations]
    return len(set(facts)) == len(facts) and set(facts) in ties


Meant = Callable[[Derivation, Case], bool | None]


def events(args: argparse.Namespace) -> Iterator[tuple[str, Sequence[Article], Meant, float]]:
    """Every story and every event told in accounts: name, articles, which derivations are meant, and its weight."""
    for name, articles, gold in stories(args.stories):
        yield name, articles, lambda d, case, gold=gold: is_meant(d, gold, case), WEIGHT_OF_STORIES  # type: ignore[misc]
    for folder in args.accounts:
        for told in read_events(folder):
            if told.equations:
                articles = articles_of(told)
                yield told.name, articles, _declared(told, articles), 1.0


def _declared(told: Told, articles: Sequence[Article]) -> Meant:
    known: dict[str, str] = {}

    def label(d: Derivation, case: Case) -> bool | None:
        if not known:
            known.update(facts_of_all(told, articles, case.claims))
        return is_declared(d, told, known)

    return label


def main() -> None:
    """Collect, fit, score on held-out events, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, action="append", default=[])
    parser.add_argument("--accounts", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    encoder = Encoder()
    rows: list[list[float]] = []
    labels: list[bool] = []
    source: list[str] = []
    weight: list[float] = []
    for name, articles, label, share in events(args):
        claims = [c for a in articles for c in extract(a)]
        vectors, words = encode_claims(articles, claims, encoder, Silent())
        pairs = list(combinations(sorted(a.id for a in articles), 2))
        aligned, _ = align(articles, claims, [], vectors, words, same_name, lambda c, d, within=None: 1.0, pairs)
        case = Case(articles, claims, aligned)
        for target, document, seeds in targets(case):
            for d, features, _ in fitting(case, target, document, seeds):
                known = label(d, case)
                if known is not None:
                    rows.append([features.get(f, 0.0) for f in FEATURES])
                    labels.append(known)
                    source.append(name)
                    weight.append(share)
        here = [x for x, s in zip(labels, source, strict=True) if s == name]
        print(name, "derivations", len(here), "meant", sum(here), flush=True)
    x, y, s, w = np.array(rows), np.array(labels), np.array(source), np.array(weight)
    names = sorted(set(source))
    said = np.zeros(len(y))
    for fold in range(5):
        held = np.isin(s, names[fold::5])
        said[held] = _fit(x[~held], y[~held], w[~held]).predict_proba(x[held])[:, 1]
    result = {
        **exported(_fit(x, y, w)),
        "derivations": len(y),
        "meant": int(y.sum()),
        "held_out_average_precision": round(float(average_precision_score(y, said)), 3),
    }
    args.out.write_text(json.dumps(result) + "\n", "utf-8")
    print({k: v for k, v in result.items() if k != "trees"})


def exported(model: HistGradientBoostingClassifier) -> dict[str, object]:
    """A fitted model as :class:`reconcile.judge.boosted.Boosted` reads it."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = (
            predictor.nodes[name].tolist()
            for name in ("is_leaf", "value", "feature_idx", "num_threshold", "left", "right")
        )
        trees.append(
            [round(v, 5) if leaf else [f, float(f"{t:.6g}"), a, b] for leaf, v, f, t, a, b in zip(*nodes, strict=True)]
        )
    return {
        "features": FEATURES,
        "bias": round(float(model._baseline_prediction.item()) + log(UNDECLARED), 5),
        "trees": trees,
    }


def _fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> HistGradientBoostingClassifier:
    """Small trees, each of which may only read its evidence the way that it must run."""
    model = HistGradientBoostingClassifier(
        max_leaf_nodes=8,
        learning_rate=0.08,
        max_iter=150,
        min_samples_leaf=30,
        l2_regularization=5.0,
        monotonic_cst=[RUNS.get(f, 0) for f in FEATURES],
        random_state=0,
    )
    return model.fit(x, y, weight)


if __name__ == "__main__":
    main()

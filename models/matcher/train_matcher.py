"""Train the claim matcher: which two figures or dates of two articles are about the same fact.

    python models/matcher/train_matcher.py --accounts models/accounts/matching --stories models/stories \
        --paragraphs FILE.jsonl --sentences FOLDER --most 40

``--accounts`` are invented events told independently in several languages with every fact marked: none of those that
the sentence model's layers were trained on. ``--stories`` are such events with judged pairs.
``--paragraphs`` is a JSON-lines file of ``{"para", "<language>": "<text>", ...}`` (XQuAD, CC BY-SA 4.0);
``--sentences`` a folder of ``<language>_<Script>/train.tsv`` with ``index_id`` and ``text`` (SIB-200,
CC BY-SA 4.0). In parallel text a figure and its translation state the same value, so values are the labels.

Writes ``reconcile/align/matcher.json``: the weights, and the scores on held-out stories.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

sys.path.append(str(Path(__file__).parents[1] / "accounts"))
from accounts import Event as Told
from accounts import read_events
from stories import (
    UNSURE,
    Judged,
    article,
    articles_of,
    facts_of_all,
    meant,
    numbered_sentences,
    state_the_same,
    stories,
)

from reconcile.align import ClaimVectors, name_rarity
from reconcile.align.features import NAMES, Pairs, Side, pair_features
from reconcile.align.frames import frames
from reconcile.align.matcher import Curve, Weights
from reconcile.align.names import name_keys, names_of
from reconcile.align.translations import Translated, sentences_told, translated
from reconcile.claims import Article, Claim, Date, Frame, Kind
from reconcile.embed import Encoder
from reconcile.encoding import encode_claims
from reconcile.extract import extract
from reconcile.names import same_name
from reconcile.odds import probability
from reconcile.progress import Silent

OUT = Path(__file__).parents[2] / "reconcile" / "align" / "matcher.json"
DIFFERS = NAMES.index("differs")
KINDS = (Kind.QUANTITY, Kind.DATE)
PARALLEL = ("paragraph", "sentence")
FOLDS = 5
# Quantiles at which the lines of a curve meet, and how strongly coefficients are held near zero.
OF_TRUE, OF_OTHERS = (0.1, 0.3, 0.5, 0.7, 0.9, 0.98), (0.02, 0.5, 0.9)
PENALTY = 2.0
# How many of the figures that are changed in parallel text are taken to have a digit wrong.
OF_SLIPS = 0.3
Array = NDArray[np.float64]
Label = Callable[[Claim, Claim, str], bool | None]
"""Whether two claims of two articles, whose values compare so, are about one fact; ``None`` where nobody knows."""
# What may speak either way; all other evidence must not be learnt as its own opposite from a small set.
NEUTRAL = frozenset({"plain_count", "share"})
AGAINST = ("apart", "loose", "position", "twin", "differs")


@dataclass
class Samples:
    """Rows of features with labels and weights, by model."""

    x: dict[str, list[NDArray[np.float32]]] = field(default_factory=lambda: defaultdict(list))
    y: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    w: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    source: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, model: str, features: NDArray[np.float32], label: bool, weight: float, source: str) -> None:
        """One pair."""
        self.x[model].append(features)
        self.y[model].append(int(label))
        self.w[model].append(weight)
        self.source[model].append(source)


@dataclass(frozen=True)
class Event:
    """Articles about one thing, encoded."""

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    vectors: dict[str, ClaimVectors]
    framed: dict[str, Frame]
    keys: dict[str, int]
    rarity: dict[int, float]


def encode_event(articles: Sequence[Article], encoder: Encoder) -> Event:
    """Extract, encode and frame."""
    claims = tuple(c for a in articles for c in extract(a))
    vectors, name_vectors = encode_claims(articles, claims, encoder, Silent())
    names = names_of(articles, claims)
    pairs = list(combinations(sorted(a.id for a in articles), 2))
    keys, _ = name_keys(names, same_name, name_vectors, pairs)
    framed = frames(claims, keys)
    return Event(tuple(articles), claims, vectors, framed, keys, name_rarity(framed.values()))


def side(event: Event, name: str, kinds: Sequence[Kind]) -> Side:
    """One article's claims of some kinds."""
    text = next(a.text for a in event.articles if a.id == name)
    claims = [c for c in event.claims if c.document == name and c.kind in kinds]
    return Side(
        tuple(claims),
        tuple(event.vectors[c.id] for c in claims),
        tuple(event.framed[c.id] for c in claims),
        tuple(c.sentence.start / max(1, len(text)) for c in claims),
    )


def features(event: Event, a: Side, b: Side, copied: Translated) -> Pairs | None:
    """The features of two sides, or ``None`` where one is empty."""
    if not a.claims or not b.claims:
        return None
    dates: dict[str, Date] = {c.id: c.date for c in event.claims if c.date is not None}
    known = [
        {k for c in event.claims if c.document == s.claims[0].document for k in event.framed[c.id].names}
        for s in (a, b)
    ]
    return pair_features(a, b, dates, frozenset(known[0] & known[1]), event.rarity, copied)


def parallel_label(event: Event) -> Label:
    """Labels from values: a unique equal value in both is the same fact, and then no other figure is."""
    partners: dict[str, set[str]] = defaultdict(set)
    for x in event.claims:
        for y in event.claims:
            if x.document != y.document and state_the_same(x, y):
                partners[x.id].add(y.id)

    def label(x: Claim, y: Claim, outcome: str) -> bool | None:
        if outcome == "same":
            return True if len(partners[x.id]) == len(partners[y.id]) == 1 else None
        return False if partners[x.id] or partners[y.id] else None

    return label


def judged_samples(event: Event, label: Label, samples: Samples, weight: float, source: str) -> None:
    """Every comparable pair of claims of two articles, with whether they are about one fact as far as that is known."""
    for a_name, b_name in combinations(sorted(a.id for a in event.articles), 2):
        told = sentences_told(event.claims, event.vectors)
        copied = translated(told[a_name], told[b_name])
        for kind in KINDS:
            a, b = side(event, a_name, [kind]), side(event, b_name, [kind])
            pairs = features(event, a, b, copied)
            if pairs is None:
                continue
            for i, x in enumerate(a.claims):
                for j, y in enumerate(b.claims):
                    known = label(x, y, str(pairs.outcome[i, j])) if pairs.outcome[i, j] else None
                    if known is not None:
                        samples.add(kind.value, pairs.features[i, j], known, weight, source)


def story_label(event: Event, gold: Sequence[Judged]) -> Label:
    """From judged pairs: contradictions are listed completely, agreements in part only."""
    said: dict[tuple[str, str], str] = {}
    for g in gold:
        if not g.debatable and not g.derived:
            for x in meant(g.a, event.claims):
                for y in meant(g.b, event.claims):
                    said[x.id, y.id] = said[y.id, x.id] = g.relation

    def label(x: Claim, y: Claim, outcome: str) -> bool | None:
        relation = said.get((x.id, y.id))
        if relation is None:
            return None if outcome == "same" else False
        return None if relation == "diverges" else relation in ("agrees", "conflicts", "incomparable")

    return label


def told_label(event: Event, told: Told) -> Label:
    """From accounts whose facts are marked."""
    fact = facts_of_all(told, event.articles, event.claims)

    def label(x: Claim, y: Claim, _: str) -> bool | None:
        one, other = fact.get(x.id, ""), fact.get(y.id, "")
        return None if UNSURE in (one, other) else bool(one) and one == other

    return label


def contradict(samples: Samples, rng: random.Random) -> None:
    """Parallel texts never contradict each other: their figures once more, as if one of the two had been changed."""
    for model in samples.x:
        rows = zip(samples.x[model], samples.y[model], samples.w[model], samples.source[model], strict=True)
        for row, true, weight, source in list(rows):
            if source in PARALLEL and true and not row[DIFFERS]:
                changed = row.copy()
                changed[[NAMES.index(n) for n in ("surprise", "twin", "loose")]] = 0
                changed[DIFFERS] = 1
                far = abs(rng.gauss(0, 0.3))
                changed[NAMES.index("magnitude_apart")] = far if model == "quantity" else min(2.0, 3 * far)
                changed[NAMES.index("slip" if rng.random() < 0.5 else "digit")] = rng.random() < OF_SLIPS
                samples.add(model, changed, True, weight, f"changed {source}")


def knots(values: Array, positive: NDArray[np.bool_]) -> Array:
    """Where the straight lines of a feature meet: quantiles of true pairs, and of the others."""
    wanted = np.concatenate([np.quantile(values[positive], OF_TRUE), np.quantile(values[~positive], OF_OTHERS)])
    kept: list[float] = []
    for at in sorted(set(np.round(wanted, 4).tolist())):
        if not kept or at - kept[-1] > 0.2 * values.std():
            kept.append(at)
    return np.array(kept)


def ramps(values: Array, at: Array) -> Array:
    """One column for each line between two knots: 0 before it, 1 behind it; shape (n, knots - 1)."""
    return np.clip((values[:, None] - at[None, :-1]) / np.diff(at)[None, :], 0, 1)


def fit(samples: Samples, model: str, exclude: Sequence[str] = ()) -> Weights:
    """An additive logistic model whose curves run the way that their evidence must."""
    keep = ~np.isin(np.array(samples.source[model]), list(exclude))
    x = np.stack(samples.x[model]).astype(np.float64)[keep]
    y = np.array(samples.y[model])[keep].astype(bool)
    w = np.array(samples.w[model])[keep]
    at = [knots(x[:, i], y) for i in range(len(NAMES))]
    used = [i for i in range(len(NAMES)) if len(at[i]) > 1]
    design = np.hstack([*(ramps(x[:, i], at[i]) for i in used), np.ones((len(y), 1))])
    bounds = [_sign(NAMES[i]) for i in used for _ in at[i][1:]] + [(None, None)]
    penalty = np.append(np.full(design.shape[1] - 1, PENALTY), 0.0)

    def loss(c: Array) -> tuple[float, Array]:
        z = design @ c
        wrong = np.where(y, -z, z)
        slope = w * np.where(y, -1.0, 1.0) / (1 + np.exp(-np.clip(wrong, -500, 500)))
        return float(w @ np.logaddexp(0, wrong) + penalty @ c**2 / 2), design.T @ slope + penalty * c

    c = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    curves, bias = [], float(c[-1])
    for i in used:
        adds = np.concatenate([[0.0], np.cumsum(c[_columns(at, used, i)])])
        # A feature that is nought is no evidence: what it adds there belongs to the bias.
        nought = float(np.interp(0.0, at[i], adds))
        bias += nought
        if np.abs(adds - nought).max() > 0.005:
            curves.append(Curve(NAMES[i], tuple(at[i].tolist()), tuple(np.round(adds - nought, 4).tolist())))
    return Weights(round(bias, 4), tuple(curves))


def _columns(at: Sequence[Array], used: Sequence[int], feature: int) -> slice:
    """The coefficients of one feature's lines."""
    start = sum(len(at[i]) - 1 for i in used if i < feature)
    return slice(start, start + len(at[feature]) - 1)


def _sign(name: str) -> tuple[float | None, float | None]:
    """Bounds of what one line of a feature's curve may add."""
    if name in NEUTRAL:
        return None, None
    return (None, 0.0) if name.endswith(AGAINST) else (0.0, None)


def scores(samples: Samples, model: str) -> dict[str, dict[str, float]]:
    """How well weights that were trained on other events do: over pairs of one value, and over those of two."""
    from sklearn.metrics import average_precision_score, log_loss

    said: dict[str, list[float]] = defaultdict(list)
    true: dict[str, list[int]] = defaultdict(list)
    events = sorted({s for s in samples.source[model] if s.startswith(("story", "event"))})
    for fold in range(FOLDS):
        held = set(events[fold::FOLDS])
        weights = fit(samples, model, exclude=sorted(held))
        for i, s in enumerate(samples.source[model]):
            if s in held:
                part = "differs" if samples.x[model][i][DIFFERS] else "same"
                said[part].append(probability(float(weights.logits(samples.x[model][i]))))
                true[part].append(samples.y[model][i])
    return {
        part: {
            "pairs": len(true[part]),
            "positive": int(sum(true[part])),
            "average_precision": round(float(average_precision_score(true[part], said[part])), 3),
            "log_loss": round(float(log_loss(true[part], said[part], labels=[0, 1])), 3),
        }
        for part in sorted(said)
    }


def parallel_events(args: argparse.Namespace, encoder: Encoder, rng: random.Random) -> Iterator[tuple[Event, str]]:
    """Pairs of parallel texts: paragraphs, single sentences, and sentences strung together."""
    if args.paragraphs:
        rows = [json.loads(x) for x in args.paragraphs.read_text("utf-8").splitlines()]
        for row in rng.sample(rows, min(args.most, len(rows))):
            langs = sorted(k for k in row if k != "para" and isinstance(row[k], str))
            for x, y in (rng.sample(langs, 2), rng.sample(langs, 2)):
                yield (
                    encode_event(
                        [article(f"a{row['para']}", x, row[x]), article(f"b{row['para']}", y, row[y])], encoder
                    ),
                    "paragraph",
                )
    if args.sentences:
        table = numbered_sentences(args.sentences)
        for index in rng.sample(list(table), min(4 * args.most, len(table))):
            x, y = rng.sample(sorted(table[index]), 2)
            yield (
                encode_event([article("a", x, table[index][x]), article("b", y, table[index][y])], encoder),
                "sentence",
            )


def main() -> None:
    """Collect, fit, score, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, action="append", default=[])
    parser.add_argument("--accounts", type=Path, action="append", default=[])
    parser.add_argument("--paragraphs", type=Path)
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--most", type=int, default=120, help="paragraphs, and a quarter of the sentences")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--save", type=Path, help="keep the samples here (npz)")
    args = parser.parse_args()
    rng, encoder, samples = random.Random(0), Encoder(), Samples()
    for folder in args.accounts:
        for told in read_events(folder):
            event = encode_event(articles_of(told), encoder)
            judged_samples(event, told_label(event, told), samples, 1.0, f"event {told.name}")
            print(told.name, {m: (len(y), sum(y)) for m, y in samples.y.items()}, flush=True)
    for name, articles, gold in stories(args.stories):
        event = encode_event(articles, encoder)
        judged_samples(event, story_label(event, gold), samples, 1.0, f"story {name}")
    for event, source in parallel_events(args, encoder, rng):
        judged_samples(event, parallel_label(event), samples, 0.3, source)
    contradict(samples, rng)
    if args.save:
        kept = {f"{m}:{k}": np.array(getattr(samples, k)[m]) for m in samples.y for k in ("x", "y", "w", "source")}
        with args.save.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **kept)
    result = {}
    for model in sorted(samples.y):
        weights = fit(samples, model)
        result[model] = {
            "bias": weights.bias,
            "curves": {c.name: {"at": c.at, "adds": c.adds} for c in weights.curves},
            "pairs": len(samples.y[model]),
            "positive": int(sum(samples.y[model])),
            "held_out": scores(samples, model),
        }
        print(model, json.dumps(result[model], indent=1), flush=True)
    args.out.write_text(json.dumps({"models": result}, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()

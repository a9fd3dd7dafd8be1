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
from sklearn.linear_model import LogisticRegression

sys.path.append(str(Path(__file__).parents[1] / "accounts"))
from accounts import Event as Told
from accounts import read_events
from stories import UNSURE, Judged, article, facts_of, meant, stories

from reconcile.align import ClaimVectors, name_rarity
from reconcile.align.features import NAMES, Pairs, Side, compare_claims, pair_features
from reconcile.align.frames import frames
from reconcile.align.names import name_keys, names_of
from reconcile.claims import Article, Claim, Date, Frame, Kind
from reconcile.embed import Encoder
from reconcile.encoding import encode_claims
from reconcile.extract import extract
from reconcile.names import same_name
from reconcile.progress import Silent

OUT = Path(__file__).parents[2] / "reconcile" / "align" / "matcher.json"
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
DIFFERS = NAMES.index("differs")
MODELS = {Kind.QUANTITY: "quantity", Kind.DATE: "date", Kind.ENTITY: "entity_differs"}
FOLDS = 5
# Where the base rates differ from independent accounts of one event: learnt apart, and left out of the result.
DOMAINS = ("paragraph", "sentence")
Label = Callable[[Claim, Claim, str], bool | None]
"""Whether two claims of two articles, whose values compare so, are about one fact; ``None`` where nobody knows."""
# Evidence that must not be learnt as its own opposite from a small set.
POSITIVE = frozenset(
    {
        "sentence",
        "translation",
        "parallel",
        "sentence_margin",
        "sentence_lead",
        "mention",
        "mention_margin",
        "mention_lead",
        "clause_margin",
        "noun",
        "names_shared",
        "subject_same",
        "dates_shared",
        "anchors",
        "surprise",
    }
)


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


def side(event: Event, name: str, kind: Kind, without: frozenset[str] = frozenset()) -> Side:
    """One article's claims of a kind, some of them taken away."""
    text = next(a.text for a in event.articles if a.id == name)
    claims = [c for c in event.claims if c.document == name and c.kind is kind and c.id not in without]
    return Side(
        tuple(claims),
        tuple(event.vectors[c.id] for c in claims),
        tuple(event.framed[c.id] for c in claims),
        tuple(c.sentence.start / max(1, len(text)) for c in claims),
    )


def features(event: Event, a: Side, b: Side) -> Pairs | None:
    """The features of two sides, or ``None`` where one is empty."""
    if not a.claims or not b.claims:
        return None
    dates: dict[str, Date] = {c.id: c.date for c in event.claims if c.date is not None}
    known = [
        {k for c in event.claims if c.document == s.claims[0].document for k in event.framed[c.id].names}
        for s in (a, b)
    ]
    return pair_features(a, b, dates, frozenset(known[0] & known[1]), event.rarity)


def name_samples(event: Event, samples: Samples, weight: float, source: str, rng: random.Random) -> None:
    """Names that are the same stand in for names that contest one role; others, once their partner is gone, do not."""
    a_name, b_name = (x.id for x in event.articles)
    a, b = side(event, a_name, Kind.ENTITY), side(event, b_name, Kind.ENTITY)
    pairs = features(event, a, b)
    if pairs is None:
        return
    partner = _partners(event, a, b)
    for i, j in partner.items():
        if pairs.outcome[i, j]:
            samples.add("entity_differs", pairs.features[i, j], True, weight, source)
    for i, j in rng.sample(sorted(partner.items()), min(4, len(partner))):
        rest = side(event, b_name, Kind.ENTITY, frozenset({b.claims[j].id}))
        left = features(event, a, rest)
        if left is None:
            continue
        for n in range(len(rest.claims)):
            if left.outcome[i, n] and event.keys[rest.claims[n].id] != event.keys[a.claims[i].id]:
                samples.add("entity_differs", left.features[i, n], False, weight, source)


def _partners(event: Event, a: Side, b: Side) -> dict[int, int]:
    """Names that occur once in each of two articles."""
    ours, theirs = ([event.keys[c.id] for c in s.claims] for s in (a, b))
    return {i: theirs.index(k) for i, k in enumerate(ours) if ours.count(k) == 1 and theirs.count(k) == 1}


def parallel_label(event: Event) -> Label:
    """Labels from values: a unique equal value in both is the same fact, and then no other figure is."""
    partners: dict[str, set[str]] = defaultdict(set)
    for x in event.claims:
        for y in event.claims:
            said = compare_claims(x, y) if x.document != y.document else None
            if said is not None and said[0] == "same":
                partners[x.id].add(y.id)

    def label(x: Claim, y: Claim, outcome: str) -> bool | None:
        if x.kind is Kind.ENTITY:
            return None
        if outcome == "same":
            return True if len(partners[x.id]) == len(partners[y.id]) == 1 else None
        return False if partners[x.id] or partners[y.id] else None

    return label


def judged_samples(event: Event, label: Label, samples: Samples, weight: float, source: str) -> None:
    """Every comparable pair of claims of two articles, with whether they are about one fact as far as that is known."""
    for a_name, b_name in combinations(sorted(a.id for a in event.articles), 2):
        for kind in Kind:
            a, b = side(event, a_name, kind), side(event, b_name, kind)
            if kind is Kind.ENTITY:  # only names that the other article does not have are ever contested
                a, b = _lonely(event, a, b), _lonely(event, b, a)
            pairs = features(event, a, b)
            if pairs is None:
                continue
            for i, x in enumerate(a.claims):
                for j, y in enumerate(b.claims):
                    known = label(x, y, str(pairs.outcome[i, j])) if pairs.outcome[i, j] else None
                    if known is not None:
                        samples.add(MODELS[kind], pairs.features[i, j], known, weight, source)


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
    fact: dict[str, str] = {}
    for article_, account in zip(event.articles, told.accounts, strict=True):
        fact |= facts_of(account, [c for c in event.claims if c.document == article_.id])

    def label(x: Claim, y: Claim, _: str) -> bool | None:
        one, other = fact.get(x.id, ""), fact.get(y.id, "")
        return None if UNSURE in (one, other) else bool(one) and one == other

    return label


def _lonely(event: Event, one: Side, other: Side) -> Side:
    known = {event.keys[c.id] for c in other.claims}
    gone = frozenset(c.id for c in one.claims if event.keys[c.id] in known)
    return side(event, one.claims[0].document, Kind.ENTITY, gone) if one.claims else one


def fit(samples: Samples, model: str, exclude: Sequence[str] = ()) -> tuple[float, dict[str, float]]:
    """Bias and weights of one model, with the signs that evidence must have."""
    keep = [i for i, s in enumerate(samples.source[model]) if s not in exclude]
    x = np.stack([samples.x[model][i] for i in keep]).astype(np.float64)
    y = np.array([samples.y[model][i] for i in keep])
    w = np.array([samples.w[model][i] for i in keep])
    domain = np.array([[float(samples.source[model][i].startswith(d)) for d in DOMAINS] for i in keep])
    columns = [i for i in range(len(NAMES)) if x[:, i].std() > 0]
    while True:
        scale = x[:, columns].std(axis=0)
        lr = LogisticRegression(C=0.3, max_iter=5000)
        lr.fit(np.hstack([x[:, columns] / scale, domain]), y, sample_weight=w)
        coefficients = lr.coef_[0][: len(columns)] / scale
        wrong = [c for c, v in zip(columns, coefficients, strict=True) if _wrong_sign(NAMES[c], float(v))]
        if not wrong:
            break
        columns = [c for c in columns if c not in wrong]
    return float(lr.intercept_[0]), {NAMES[c]: round(float(v), 4) for c, v in zip(columns, coefficients, strict=True)}


def _wrong_sign(name: str, weight: float) -> bool:
    if name in POSITIVE:
        return weight < 0
    return name.endswith(("apart", "loose", "position", "twin", "differs")) and weight > 0


def scores(samples: Samples, model: str) -> dict[str, dict[str, float]]:
    """How well weights that were trained on other events do: over pairs of one value, and over those of two."""
    from sklearn.metrics import average_precision_score, log_loss

    said: dict[str, list[float]] = defaultdict(list)
    true: dict[str, list[int]] = defaultdict(list)
    events = sorted({s for s in samples.source[model] if s.startswith(("story", "event"))})
    for fold in range(FOLDS):
        held = set(events[fold::FOLDS])
        bias, weights = fit(samples, model, exclude=sorted(held))
        vector = np.array([weights.get(n, 0.0) for n in NAMES])
        for i, s in enumerate(samples.source[model]):
            if s in held:
                part = "differs" if samples.x[model][i][DIFFERS] else "same"
                said[part].append(1 / (1 + np.exp(-(bias + samples.x[model][i] @ vector))))
                true[part].append(samples.y[model][i])
    return {
        part: {
            "pairs": len(true[part]),
            "positive": sum(true[part]),
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
        table: dict[str, dict[str, str]] = defaultdict(dict)
        for folder in sorted(args.sentences.iterdir()):
            code = LANGUAGES.get(folder.name[:3])
            if code and (folder / "train.tsv").exists() and "Hant" not in folder.name:
                for line in (folder / "train.tsv").read_text("utf-8").splitlines()[1:]:
                    index, _, text = line.split("\t", 2)
                    table[index][code] = text
        numbered = sorted(i for i, r in table.items() if any(ch.isdigit() for ch in r.get("en", "")))
        for index in rng.sample(numbered, min(4 * args.most, len(numbered))):
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
            event = encode_event(
                [article(f"{told.name}{i}", a.language, a.text) for i, a in enumerate(told.accounts)], encoder
            )
            judged_samples(event, told_label(event, told), samples, 1.0, f"event {told.name}")
            print(told.name, {m: (len(y), sum(y)) for m, y in samples.y.items()}, flush=True)
    for name, articles, gold in stories(args.stories):
        event = encode_event(articles, encoder)
        judged_samples(event, story_label(event, gold), samples, 1.0, f"story {name}")
    for event, source in parallel_events(args, encoder, rng):
        judged_samples(event, parallel_label(event), samples, 0.3, source)
        name_samples(event, samples, 0.3, source, rng)
    if args.save:
        kept = {f"{m}:{k}": np.array(getattr(samples, k)[m]) for m in samples.y for k in ("x", "y", "w", "source")}
        with args.save.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **kept)
    result = {}
    for model in sorted(samples.y):
        bias, weights = fit(samples, model)
        result[model] = {"bias": round(bias, 4), "weights": weights, "pairs": len(samples.y[model]),
                         "positive": sum(samples.y[model]), "held_out": scores(samples, model)}  # fmt: skip
        print(model, json.dumps(result[model], indent=1), flush=True)
    args.out.write_text(json.dumps({"models": result}, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()

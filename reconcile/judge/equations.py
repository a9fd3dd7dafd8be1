"""Which equation, if any, ties a figure of one article to figures of another.

With enough figures something always fits. So only figures of one place in the other article (a sentence
and its neighbours) that the vectors hold to be about the same thing are tried, every fit is weighed by
how likely it would be by chance among all that were tried, and an equation whose operand the target's
own sentence states as well is preferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import log, log1p

from reconcile.claims import Bound, Claim, Dimension, Kind
from reconcile.judge.ages import ages
from reconcile.judge.boosted import Boosted
from reconcile.judge.case import Case
from reconcile.judge.derivations import derivations
from reconcile.judge.durations import durations
from reconcile.judge.trial import Derivation
from reconcile.values.figures import compare_figures

_REACH = 1  # sentences around the closest claim that operands may come from
MOST_OPERANDS = 10
ACCEPTED_FROM = 0.5
# Whole numbers below this recur in any text.
_SMALL = 13
# Kinds whose words say that the figure is the result of arithmetic.
_RELATIONAL = frozenset({Dimension.MULTIPLIER, Dimension.PERCENT, Dimension.FRACTION, Dimension.RATE, Dimension.POINTS})

FEATURES = (
    "related_best",
    "related_worst",
    "anchors",
    "subject_same",
    "subject_apart",
    "surprise",
    "sharpness",
    "off",
    "cost",
    "one_sentence",
    "of_multiplier",
    "of_percent",
    "of_fraction",
    "of_rate",
    "of_points",
    "directed",
    "operands_agree",
    "hedged",
    "linked",
    "gap",
    "rank",
    "rank_back",
    "told",
    "operands_told",
    "proportion",
    "small",
    "kind_ratio",
    "kind_difference",
    "kind_percent change",
    "kind_share",
    "kind_sum",
    "kind_rate",
    "kind_age",
    "kind_duration",
)


@dataclass(frozen=True, slots=True)
class Solution:
    """A derivation that fits, how sure it is that it is meant, and how many were tried."""

    derivation: Derivation
    probability: float
    tried: int


def solve(case: Case, target: Claim, document: str, seeds: Iterable[Claim]) -> Solution | None:
    """The likeliest equation for ``target`` from figures of ``document`` around ``seeds``; ``None`` if none fits."""
    found = list(fitting(case, target, document, seeds))
    probabilities = _model().probabilities([features for _, features, _ in found])
    best: Solution | None = None
    for (derivation, _, tried), probability in zip(found, probabilities, strict=True):
        if best is None or (probability, -derivation.cost) > (best.probability, -best.derivation.cost):
            best = Solution(derivation, probability, tried)
    return best if best is not None and best.probability >= ACCEPTED_FROM else None


def fitting(
    case: Case, target: Claim, document: str, seeds: Iterable[Claim]
) -> Iterator[tuple[Derivation, dict[str, float], int]]:
    """Every derivation that fits, in a fixed order, with its features and how many were tried."""
    close = list(seeds)
    operands = _operands(case, target, document, [c for c in close if c.kind is Kind.QUANTITY])
    tried = [derivations(target, operands, case.terms)]
    dates = [c for c in close if c.kind is Kind.DATE]
    now = case.now(target)
    if now is not None:
        tried.append(ages(target, dates, now))
    goal = case.terms.of(target)
    if goal is not None and dates:
        own = [case.by_id[d] for d in case.frame(target.id).dates]
        tried.append(durations(goal, case.dates_near(dates, document), own))
    number = sum(t.number for t in tried)
    for d in sorted((d for t in tried for d in t.fitting), key=lambda d: (d.cost, d.text)):
        yield d, _features(case, target, d, number), number


@lru_cache(maxsize=1)
def _model() -> Boosted:
    return Boosted.read(files("reconcile.judge").joinpath("equations.json").read_text("utf-8"))


def _operands(case: Case, target: Claim, document: str, seeds: Sequence[Claim]) -> list[Claim]:
    near = {c.id: c for c in seeds if c.document == document}
    for seed in list(near.values()):
        near |= {c.id: c for c in case.near(seed, _REACH)}
    closeness = case.related.get(target.id, {})
    ranked = sorted(near.values(), key=lambda c: (-closeness.get(c.id, -1.0), case.order[c.id]))
    return ranked[:MOST_OPERANDS]


def _features(case: Case, target: Claim, d: Derivation, tried: int) -> dict[str, float]:
    closeness = case.related.get(target.id, {})
    related = [closeness.get(c.id, 0.0) for c in d.operands]
    subject = case.frame(target.id).subject
    subjects = {case.frame(c.id).subject for c in d.operands} - {None}
    known = subject is not None and bool(subjects)
    quantity = target.quantity
    sentences = {case.sentence_number[c.id] for c in d.operands}
    result = {
        "related_best": max(related),
        "related_worst": min(related),
        "anchors": float(any(_stated_beside(case, target, c) for c in d.operands)),
        "subject_same": float(known and subject in subjects),
        "subject_apart": float(known and subject not in subjects),
        "surprise": -log(max(1e-4, 1 - (1 - min(0.999, d.chance)) ** tried)),
        "sharpness": -log(max(1e-4, d.chance)),
        "off": min(0.1, d.off) * 10,
        "cost": float(d.cost),
        "one_sentence": float(len(sentences) == 1),
        "directed": float(quantity is not None and quantity.direction != 0),
        "operands_agree": float(any(target.document in case.agreeing.get(c.id, ()) for c in d.operands)),
        "hedged": float(quantity is not None and quantity.bound is not Bound.EXACT),
        "linked": max(case.linked.get(target.id, {}).get(c.id, 0.0) for c in d.operands),
        "gap": log1p(max(0, max(c.span.start for c in d.operands) - min(c.span.end for c in d.operands))),
        "rank": log1p(case.closer(target.id, d.operands[0].document, max(related))),
        "rank_back": log1p(max(case.closer(c.id, target.document, closeness.get(c.id, 0.0)) for c in d.operands)),
        "told": float(len(case.agreeing.get(target.id, ()))),
        "operands_told": float(min(len(case.agreeing.get(c.id, ())) for c in d.operands)),
        "proportion": _proportion(d.operands),
        "small": float(quantity is not None and quantity.number is not None and abs(quantity.number) < _SMALL),
        f"kind_{d.kind}": 1.0,
    }
    if quantity is not None and quantity.dimension in _RELATIONAL:
        result[f"of_{quantity.dimension.value}"] = 1.0
    return result


def _proportion(operands: Sequence[Claim]) -> float:
    """The smallest of the operands as a share of the largest; 1 of dates."""
    values = [abs(float(c.quantity.number)) for c in operands if c.quantity is not None and c.quantity.number]
    return min(values) / max(values) if values else 1.0


def _stated_beside(case: Case, target: Claim, operand: Claim) -> bool:
    """Whether the target's own sentence states the operand's figure as well."""
    stated = case.terms.of(operand)
    for c in case.near(target, 0) if stated is not None else ():
        beside = case.terms.of(c)
        if stated is not None and beside is not None:
            said = compare_figures(beside.figure, stated.figure)
            if said is not None and said.outcome == "same" and not said.loose:
                return True
    return False

"""Which equation, if any, ties a figure of one article to figures of another.

With enough figures something always fits. So only figures of one place in the other article (a sentence
and its neighbours) that the vectors hold to be about the same thing are tried, every fit is weighed by
how likely it would be by chance among all that were tried, and an equation whose operand the target's
own sentence states as well is preferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log

from reconcile.claims import Claim, Dimension
from reconcile.judge.case import Case
from reconcile.judge.derivations import Derivation, derivations
from reconcile.values.figures import compare

_REACH = 1  # sentences around the closest claim that operands may come from
MOST_OPERANDS = 10
# Log-odds of an equation being meant, not chance; set on invented stories.
_BIAS = -1.2
_BY_RELATED = 6.0
_BY_ANCHOR = 2.0
_BY_SUBJECT = 0.8
_BY_SURPRISE = 0.7
_BY_COST = -0.5
_ONE_SENTENCE = 0.7
ACCEPTED_FROM = 0.5
# Kinds whose words say that the figure is the result of arithmetic need less than a bare count does.
_RELATIONAL = frozenset({Dimension.MULTIPLIER, Dimension.PERCENT, Dimension.FRACTION, Dimension.RATE})
_BARE = -1.0


@dataclass(frozen=True, slots=True)
class Solution:
    """A derivation that fits, how sure it is that it is meant, and how many were tried."""

    derivation: Derivation
    probability: float
    tried: int


def solve(case: Case, target: Claim, document: str, seeds: Iterable[Claim]) -> Solution | None:
    """The likeliest equation for ``target`` from figures of ``document`` around ``seeds``; ``None`` if none fits."""
    operands = _operands(case, target, document, list(seeds))
    tried = list(derivations(target, operands)) if operands else []
    fitting = [d for d in tried if d.fits]
    if not fitting:
        return None
    scored = [(_score(case, target, d, len(tried)), d) for d in fitting]
    best, chosen = max(scored, key=lambda s: (s[0], -s[1].cost, s[1].text))
    probability = 1 / (1 + exp(-best))
    return Solution(chosen, probability, len(tried)) if probability >= ACCEPTED_FROM else None


def _operands(case: Case, target: Claim, document: str, seeds: Sequence[Claim]) -> list[Claim]:
    near = {c.id: c for c in seeds if c.document == document}
    for seed in list(near.values()):
        near |= {c.id: c for c in case.near(seed, _REACH)}
    closeness = case.related.get(target.id, {})
    ranked = sorted(near.values(), key=lambda c: (-closeness.get(c.id, -1.0), case.order[c.id]))
    return ranked[:MOST_OPERANDS]


def _score(case: Case, target: Claim, d: Derivation, tried: int) -> float:
    closeness = case.related.get(target.id, {})
    related = sum(closeness.get(c.id, -0.1) for c in d.operands) / len(d.operands)
    anchors = sum(_stated_beside(case, target, c) for c in d.operands)
    subject = case.frame(target.id).subject
    subjects = {case.frame(c.id).subject for c in d.operands}
    surprise = -log(max(1e-4, 1 - (1 - min(0.999, d.chance)) ** tried))
    sentences = {case.sentence_number[c.id] for c in d.operands}
    score = _BIAS + _BY_RELATED * related + _BY_ANCHOR * min(1, anchors) + _BY_SURPRISE * surprise + _BY_COST * d.cost
    if subject is not None and subjects != {None}:
        score += _BY_SUBJECT if subject in subjects else -_BY_SUBJECT
    if len(sentences) == 1:
        score += _ONE_SENTENCE
    if target.quantity is not None and target.quantity.dimension not in _RELATIONAL:
        score += _BARE
    return score


def _stated_beside(case: Case, target: Claim, operand: Claim) -> bool:
    """Whether the target's own sentence states the operand's figure as well."""
    for c in case.near(target, 0):
        if c.quantity is not None and operand.quantity is not None:
            said = compare(c.quantity, operand.quantity)
            if said is not None and said.outcome == "same" and not said.loose:
                return True
    return False

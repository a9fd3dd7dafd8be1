"""Facts into findings: what agrees, what arithmetic reconciles, what cannot both be right."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.claims import Alignment, Article, Claim, Finding
from reconcile.judge.case import Case
from reconcile.judge.derived import derived_conflicts, equations
from reconcile.judge.findings import Draft, numbered
from reconcile.judge.verdicts import fact_drafts, replaced_drafts

__all__ = ["judge", "numbered"]


def judge(articles: Sequence[Article], claims: Sequence[Claim], alignment: Alignment) -> tuple[Finding, ...]:
    """The findings of one event's articles, numbered from 1 in the order of the claims they rest on."""
    case = Case(articles, claims, alignment)
    relations = equations(case)
    solved = [r.draft for r in relations]
    drafts: list[Draft] = list(solved)
    for fact in alignment.facts:
        drafts += fact_drafts(case, fact, solved)
    drafts += replaced_drafts(case, drafts)
    drafts += derived_conflicts(case, drafts, relations)
    drafts.sort(key=lambda d: (min(case.order[c] for side in d.sides for c in side), d.verdict, d.kind, d.sides))
    return tuple(d.finding(n) for n, d in enumerate(drafts, 1))

"""Findings that rest on an equation: divergences that work out, and conflicts that follow from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile.claims import Claim, Equation, Kind, Verdict
from reconcile.judge.case import Case
from reconcile.judge.derivations import derivations
from reconcile.judge.equations import Solution, solve
from reconcile.judge.findings import Draft, equation_of
from reconcile.judge.words import against, quoted, speakers

# How sure the contradiction and the equation that it goes through must be together.
LEAST_SURE = 0.25


@dataclass(frozen=True, slots=True)
class Relation:
    """An equation that is taken to be meant: the figure it gives, what it is worked out from, and the divergence."""

    target: Claim
    operands: tuple[Claim, ...]
    draft: Draft


def equations(case: Case) -> list[Relation]:
    """One divergence for each figure that another article states in figures of a different kind.

    Figures that the other article states as such are left alone. Where several articles' figures are tied
    by the same operands, the surest equation stands for each target.
    """
    found: list[tuple[Claim, Solution]] = []
    for target, document, seeds in targets(case):
        solution = solve(case, target, document, seeds)
        if solution is not None:
            found.append((target, solution))
    return [_relation(case, target, s) for target, s in _without_echoes(case, found)]


def targets(case: Case) -> Iterator[tuple[Claim, str, list[Claim]]]:
    """Figures that another article does not state as such, with the claims of that article close to them.

    What a translation has in the place of a figure is the same figure or a wrong one, whatever else it adds up to.
    """
    for claim in sorted(case.claims, key=lambda c: case.order[c.id]):
        if claim.kind is not Kind.QUANTITY:
            continue
        by_document: dict[str, list[Claim]] = defaultdict(list)
        for other in sorted(
            {*case.related.get(claim.id, ()), *case.linked.get(claim.id, ())}, key=lambda c: case.order[c]
        ):
            by_document[case.by_id[other].document].append(case.by_id[other])
        for document, seeds in sorted(by_document.items()):
            answered = case.translated(claim, seeds[0]) and (claim.id, document) in case.answered
            if document not in case.agreeing.get(claim.id, ()) and not answered:
                yield claim, document, seeds


def _without_echoes(case: Case, found: Sequence[tuple[Claim, Solution]]) -> list[tuple[Claim, Solution]]:
    """Each relation once: the surest is kept, and one a target and article.

    ``a = b + c`` and ``b = a - c`` are one relation, whichever article's statement of a figure is taken.
    """
    home = {c: fact.claims[0] for c, fact in case.home.items()}
    kept: list[tuple[Claim, Solution]] = []
    seen: set[frozenset[str]] = set()
    done: set[tuple[str, str]] = set()
    for target, s in sorted(found, key=lambda f: (-f[1].probability, f[1].derivation.cost, f[0].id)):
        everyone = frozenset(home.get(c.id, c.id) for c in (target, *s.derivation.operands))
        key = (target.id, s.derivation.operands[0].document)
        if everyone in seen or key in done:
            continue
        seen.add(everyone)
        done.add(key)
        kept.append((target, s))
    return kept


def _relation(case: Case, target: Claim, s: Solution) -> Relation:
    operands = tuple({c.id: c for c in s.derivation.operands}.values())
    # Who tells both sides, or the target's article, is on the side of the target.
    parts = [c for c in _told_alike(case, operands) if c.document != target.document]
    whole = [c for c in _alike(case, target) if c.document not in {p.document for p in parts}]
    sides = (tuple(c.id for c in whole), tuple(c.id for c in parts))
    text = (
        f"Told in different kinds of figures, and they work out: {speakers(case, sides[0])} has "
        f"{quoted(case, sides[0])}, {speakers(case, sides[1])} {quoted(case, sides[1])}; {s.derivation.text}."
    )
    reasons = (("equation", s.derivation.kind), ("tried", str(s.tried)))
    draft = Draft(
        Verdict.DIVERGES, s.derivation.kind, sides, s.probability, text, equation_of(s.derivation, s.tried), reasons
    )
    return Relation(target, operands, draft)


def _alike(case: Case, target: Claim) -> list[Claim]:
    """The figure and whatever states the same of the same thing, the figure itself first."""
    fact = case.home.get(target.id)
    others = (case.by_id[c] for c in fact.claims if c != target.id) if fact is not None else ()
    return [target, *sorted((c for c in others if _is_stated(case, target, c)), key=lambda c: case.order[c.id])]


def _is_stated(case: Case, figure: Claim, other: Claim) -> bool:
    """Whether another claim of a figure's fact states it, so that its equations hold for both: no mere "at least"."""
    outcome, basis = case.compared(figure, other)
    return outcome == "same" and basis != "bound"


def _told_alike(case: Case, operands: Sequence[Claim]) -> list[Claim]:
    """The operands, then those of every other article that states all of them."""
    found = {c.id: c for c in operands}
    for document in sorted(a.id for a in case.articles if a.id != operands[0].document):
        told = [(c, t) for c in operands if (t := case.counterpart(c, document)) is not None]
        if len(told) == len(operands) and all(_is_stated(case, c, t) for c, t in told):
            found |= {t.id: t for _, t in told}
    return list(found.values())


def derived_conflicts(case: Case, drafts: Sequence[Draft], relations: Sequence[Relation]) -> list[Draft]:
    """What contradicts a figure contradicts the figures that it is worked out from as well.

    A relation is solved for whichever of its figures is contradicted; for the others may stand what one article has
    of the same facts.
    """
    result = []
    for c in (d for d in drafts if d.verdict is Verdict.CONFLICTS and d.kind == "value"):
        for side, others in (c.sides, c.sides[::-1]):
            for relation in relations:
                result += _contradiction(case, c, (side, others), relation)
    return _distinct(result)


def _contradiction(
    case: Case, conflict: Draft, sides: tuple[Sequence[str], Sequence[str]], relation: Relation
) -> list[Draft]:
    """The draft, if any, of what the second side contradicts by stating another figure than the first."""
    sure = conflict.confidence * relation.draft.confidence
    if sure < LEAST_SURE:
        return []
    side, others = sides
    every = [relation.target, *relation.operands]
    for figure in every:
        if not any(c == figure.id or case.agree(case.by_id[c], figure) for c in side):
            continue
        rest = [c for c in every if c is not figure]
        for document in dict.fromkeys(c.document for c in (*rest, *every)):
            standing = [s for c in rest if (s := case.counterpart(c, document)) is not None]
            told = tuple(c for c in others if case.by_id[c].document != document)
            if not told or len(standing) < len(rest):
                continue
            equation = _solved(case, figure, standing, relation)
            if equation is not None:
                beside = {case.by_id[c].document for c in told}
                parts = _told_alike(case, tuple(case.by_id[o.claim] for o in equation.operands))
                operands = tuple(c.id for c in parts if c.document not in beside)
                text = f"{against(case, (told, operands))}: {equation.text}, not {quoted(case, told)}."
                return [Draft(Verdict.CONFLICTS, "derived", (told, operands), sure, text, equation)]
    return []


def _solved(case: Case, figure: Claim, operands: Sequence[Claim], relation: Relation) -> Equation | None:
    """A relation solved for one of its figures, from just these operands."""
    names = {c.id for c in operands}
    if figure is relation.target and names == {c.id for c in relation.operands}:
        return relation.draft.equation
    tried = derivations(figure, operands, case.terms)
    exact = [d for d in tried.fitting if {c.id for c in d.operands} == names]
    best = min(exact, key=lambda d: (d.cost, d.text), default=None)
    return equation_of(best, tried.number) if best is not None else None


def _distinct(drafts: Sequence[Draft]) -> list[Draft]:
    best: dict[tuple[tuple[str, ...], ...], Draft] = {}
    for d in sorted(drafts, key=lambda d: -d.confidence):
        best.setdefault(d.sides, d)
    return list(best.values())

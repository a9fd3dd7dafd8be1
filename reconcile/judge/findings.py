"""Findings out of facts: sides, verdicts, confidence, and the words for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reconcile.claims import Claim, Equation, Fact, Finding, Operand, Severity, Verdict
from reconcile.codes import BY_KIND
from reconcile.judge.case import Case
from reconcile.judge.scope import as_of
from reconcile.judge.trial import Derivation
from reconcile.values.days import period
from reconcile.values.figures import figure

SEVERITY = {
    Verdict.CONFLICTS: Severity.ERROR,
    Verdict.DIVERGES: Severity.WARNING,
    Verdict.INCOMPARABLE: Severity.NOTE,
    Verdict.UNDECIDED: Severity.NOTE,
    Verdict.AGREES: Severity.NONE,
}
# Which basis of agreement says most about how the wordings differ.
_BASES = ("unit", "alias", "bound", "rounding", "reading", "equal")


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it has an id."""

    verdict: Verdict
    kind: str
    sides: tuple[tuple[str, ...], ...]
    confidence: float
    explanation: str
    equation: Equation | None = None
    reasons: tuple[tuple[str, str], ...] = ()

    def finding(self, number: int) -> Finding:
        """The finding, numbered."""
        code = BY_KIND[self.verdict, self.kind]
        return Finding(
            id=_id(number),
            code=code.code,
            verdict=self.verdict,
            basis=code.basis,
            sides=self.sides,
            confidence=round(min(0.99, max(0.01, self.confidence)), 3),
            severity=SEVERITY[self.verdict],
            explanation=self.explanation,
            equation=self.equation,
            reasons=self.reasons,
        )


def _id(number: int) -> str:
    return f"F{number}"


def numbered(findings: Iterable[Finding], first: int) -> list[Finding]:
    """Findings in their order, numbered from ``first``."""
    return [replace(f, id=_id(n)) for n, f in enumerate(findings, first)]


def sides_of(case: Case, fact: Fact) -> list[list[Claim]]:
    """The claims of a fact in groups that state one value, the group with the most claims first."""
    sides: list[list[Claim]] = []
    for claim in sorted((case.by_id[c] for c in fact.claims), key=lambda c: (_precision(c), case.order[c.id])):
        for side in sides:
            outcomes = {_outcome(case, claim, other) for other in side}
            if "same" in outcomes and outcomes <= {"same", "open"}:
                side.append(claim)
                break
        else:
            sides.append([claim])
    ordered = [sorted(s, key=lambda c: case.order[c.id]) for s in sides]
    return sorted(ordered, key=lambda s: (-len(s), case.order[s[0].id]))


def _outcome(case: Case, a: Claim, b: Claim) -> str:
    """How two claims compare; a toll within the bound of another day's is not the same count."""
    outcome, basis = case.compared(a, b)
    tolls = a.count is not None and b.count is not None
    return "open" if outcome == "same" and basis == "bound" and tolls and as_of(case, a, b) is not None else outcome


def _precision(claim: Claim) -> float:
    """The most precise figures found the sides; rounded ones join them."""
    f = figure(claim.quantity) if claim.quantity is not None else None
    return float(f.step / abs(f.value)) if f is not None and f.value else 0.0


def agreement_basis(case: Case, side: Sequence[Claim]) -> str:
    """The most telling basis among the pairs of an agreeing side."""
    found = {case.compared(a, b)[1] for i, a in enumerate(side) for b in side[i + 1 :] if a.document != b.document}
    return next((b for b in _BASES if b in found and b != "reading"), "equal")


def equation_of(d: Derivation, tried: int) -> Equation:
    """The printed equation of a derivation, one of so many tried, with its operands by claim."""
    operands = tuple(Operand(c.id, c.text, _value(c)) for c in d.operands)
    return Equation(d.kind, d.text, operands, tried)


def _value(claim: Claim) -> Fraction:
    """An operand's value: a figure on its comparison scale, a date as its year."""
    f = figure(claim.quantity) if claim.quantity is not None else None
    if f is not None:
        return f.value
    span = period(claim.date) if claim.date is not None else None
    return Fraction(span[0].year if span else 0)

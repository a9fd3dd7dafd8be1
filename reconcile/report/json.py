"""The report as JSON, version 1: the form that other programs read.

Nothing is lost or shortened: every string decodes to exactly what the article held, and characters that
could harm a terminal or an editor are written as escapes. Keys that do not apply are absent.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from reconcile.claims import (
    Article,
    Claim,
    Date,
    Entity,
    Equation,
    Finding,
    Modality,
    Problem,
    Quantity,
    Report,
    Shared,
    Span,
)
from reconcile.report.order import sorted_articles, sorted_claims, sorted_findings, sorted_problems, sorted_shared
from reconcile.report.text import json_safe

SCHEMA_VERSION = "1"

LONGEST_SENTENCE = 4000
"""In code points; a claim's sentence is given up to this length, so that reports grow with their input."""

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def to_json(report: Report) -> str:
    """The whole report as one JSON document, indented, with a final line break; deterministic."""
    articles = {article.id: article for article in report.articles}
    claims = sorted_claims(report)
    place = {claim.id: n for n, claim in enumerate(claims)}
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": dict(sorted(report.tool.items())),
        "model": dict(sorted(report.model.items())),
        "documents": [article_to_dict(article) for article in sorted_articles(report)],
        "claims": [claim_to_dict(claim, articles.get(claim.document)) for claim in claims],
        "findings": [finding_to_dict(finding) for finding in sorted_findings(report)],
        "unmatched": sorted(report.unmatched, key=lambda claim: place.get(claim, len(place))),
        "shared_passages": [shared_to_dict(shared) for shared in sorted_shared(report)],
        "problems": [problem_to_dict(problem) for problem in sorted_problems(report)],
    }
    return json_safe(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)) + "\n"


def to_line(claim: Claim, article: Article | None = None) -> str:
    """One claim as one line of JSON, without the line break."""
    return json_safe(_encode(claim_to_dict(claim, article)))


def article_to_dict(article: Article) -> dict[str, Any]:
    """An article without its text."""
    shape: dict[str, Any] = {
        "id": article.id,
        "path": article.path,
        "group": article.group,
        "language": article.language,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
    }
    for name in ("url", "source"):
        if value := getattr(article, name):
            shape[name] = value
    return shape


def claim_to_dict(claim: Claim, article: Article | None = None) -> dict[str, Any]:
    """A claim in the report's shape; with its article, the text of its sentence as well."""
    around = _around(claim)
    sentence: dict[str, Any] = {"start": around.start, "end": around.end}
    if article is not None:
        sentence["text"] = article.text[around.start : around.end]
    shape: dict[str, Any] = {
        "id": claim.id,
        "document": claim.document,
        "kind": claim.kind.value,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "sentence": sentence,
    }
    if claim.quantity is not None:
        shape["quantity"] = _quantity(claim.quantity)
    if claim.modality is not Modality.REPORTED:
        shape["modality"] = claim.modality.value
    if claim.scopes:
        shape["scopes"] = list(claim.scopes)
    if claim.count is not None:
        shape["count"] = claim.count.value
    if claim.attribution:
        shape["attribution"] = claim.attribution
    if claim.date is not None:
        shape["date"] = _date(claim.date)
    if claim.entity is not None:
        shape["entity"] = _entity(claim.entity)
    return shape


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """A finding with its sides and, where there is one, its equation; an agreement with its number of sources."""
    shape: dict[str, Any] = {
        "id": finding.id,
        "code": finding.code,
        "verdict": finding.verdict.value,
        "basis": finding.basis,
        "sides": [list(side) for side in finding.sides],
        "confidence": round(finding.confidence, 2),
        "severity": finding.severity.value,
        "explanation": finding.explanation,
    }
    if finding.sources is not None:
        shape["sources"] = finding.sources
    if finding.equation is not None:
        shape["equation"] = _equation(finding.equation)
    if finding.reasons:
        shape["reasons"] = [{"name": name, "value": value} for name, value in finding.reasons]
    return shape


def shared_to_dict(shared: Shared) -> dict[str, Any]:
    """Two articles that are one source: how much of the shorter is shared, and where in each."""
    inside, total = shared.sentences
    passages = [[{"start": span.start, "end": span.end} for span in spans] for spans in shared.spans]
    return {
        "documents": list(shared.documents),
        "kind": shared.kind.value,
        "share": round(shared.share, 2),
        "sentences": {"shared": inside, "of": total},
        "passages": [
            {"document": document, "spans": spans} for document, spans in zip(shared.documents, passages, strict=True)
        ],
    }


def problem_to_dict(problem: Problem) -> dict[str, Any]:
    """An input that could not be used."""
    shape: dict[str, Any] = {"path": problem.path, "message": problem.message}
    if problem.line is not None:
        shape["line"] = problem.line
    return shape


def number(value: Fraction | None) -> float | None:
    """A rational as a float; ``None`` for what is open or beyond a float's range."""
    if value is None:
        return None
    try:
        return value.numerator / value.denominator
    except OverflowError:
        return None


def _quantity(quantity: Quantity) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "number": number(quantity.number),
        "low": number(quantity.low),
        "high": number(quantity.high),
        "unit": quantity.unit,
        "approximate": quantity.approximate,
        "dimension": quantity.dimension.value,
        "bound": quantity.bound.value,
    }
    if quantity.per:
        shape["per"] = quantity.per
    if quantity.reading is not None:
        shape["reading"] = quantity.reading.value
    if quantity.direction:
        shape["direction"] = quantity.direction
    if quantity.noun:
        shape["noun"] = quantity.noun
    if quantity.alternatives:
        shape["alternatives"] = [number(value) for value in quantity.alternatives]
    return shape


def _date(date: Date) -> dict[str, Any]:
    shape: dict[str, Any] = {"start": date.start, "end": date.end, "granularity": date.granularity.value}
    for name in ("weekday", "year", "month", "day", "time", "utc_offset"):
        value = getattr(date, name)
        if value is not None:
            shape[name] = value
    if date.relative:
        shape["relative"] = True
    if date.modifier:
        shape["modifier"] = date.modifier
    if date.precision is not None:
        shape["precision"] = date.precision.value
    if date.bound.value != "exact":
        shape["bound"] = date.bound.value
    return shape


def _entity(entity: Entity) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": entity.type, "name": entity.name}
    if entity.aliases:
        shape["aliases"] = list(entity.aliases)
    if entity.role:
        shape["role"] = entity.role
    return shape


def _equation(equation: Equation) -> dict[str, Any]:
    return {
        "kind": equation.kind,
        "text": equation.text,
        "operands": [
            {"claim": operand.claim, "text": operand.text, "value": number(operand.value)}
            for operand in equation.operands
        ],
        "tried": equation.tried,
    }


def _around(claim: Claim) -> Span:
    """The claim's sentence; of one without end (a page of digits), only what stands about the claim."""
    sentence, span = claim.sentence, claim.span
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    side = max(0, LONGEST_SENTENCE - len(span)) // 2
    return Span(max(sentence.start, span.start - side), min(sentence.end, span.end + side))

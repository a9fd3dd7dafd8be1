"""The one order in which every format lists things, whatever the order of the files was."""

from __future__ import annotations

from reconcile.claims import Article, Claim, Finding, Kind, Problem, Report, Severity, Shared, Verdict

VERDICTS = (Verdict.CONFLICTS, Verdict.DIVERGES, Verdict.INCOMPARABLE, Verdict.UNDECIDED, Verdict.AGREES)
"""From what matters most to what matters least to a reader."""

FLAGGED = frozenset({Verdict.CONFLICTS, Verdict.DIVERGES})
"""The verdicts that a reader has to look at."""

_SEVERITY = {severity: n for n, severity in enumerate((Severity.ERROR, Severity.WARNING, Severity.NOTE, Severity.NONE))}
_VERDICT = {verdict: n for n, verdict in enumerate(VERDICTS)}
_KIND = {kind: n for n, kind in enumerate((Kind.QUANTITY, Kind.DATE, Kind.ENTITY))}

Position = tuple[str, str, int, int, int, str]


def sorted_articles(report: Report) -> list[Article]:
    """Articles by group, then identifier."""
    return sorted(report.articles, key=lambda article: (article.group, article.id, article.path))


def sorted_claims(report: Report) -> list[Claim]:
    """Claims by article, then by their place in it."""
    groups = _groups(report)
    return sorted(report.claims, key=lambda claim: _position(claim, groups))


def sorted_findings(report: Report) -> list[Finding]:
    """Findings by severity, verdict, falling confidence, and the place of their first claim."""
    groups = _groups(report)
    claims = {claim.id: claim for claim in report.claims}
    last: Position = ("\U0010ffff", "", 0, 0, 0, "")

    def key(finding: Finding) -> tuple[int, int, float, Position, str]:
        places = [_position(claims[c], groups) for side in finding.sides for c in side if c in claims]
        return (
            _SEVERITY[finding.severity],
            _VERDICT[finding.verdict],
            -round(finding.confidence, 2),
            min(places, default=last),
            finding.id,
        )

    return sorted(report.findings, key=key)


def sorted_problems(report: Report) -> list[Problem]:
    """Problems by path and line."""
    return sorted(report.problems, key=lambda problem: (problem.path, problem.line or 0, problem.message))


def sorted_shared(report: Report) -> list[Shared]:
    """Pairs of articles that are one source, by group and article."""
    groups = _groups(report)
    return sorted(report.shared, key=lambda shared: (groups.get(shared.documents[0], ""), shared.documents))


def _groups(report: Report) -> dict[str, str]:
    return {article.id: article.group for article in report.articles}


def _position(claim: Claim, groups: dict[str, str]) -> Position:
    return (
        groups.get(claim.document, ""),
        claim.document,
        claim.span.start,
        claim.span.end,
        _KIND[claim.kind],
        claim.id,
    )

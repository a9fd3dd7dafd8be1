"""How benchmarks and tests read judged pairs of mentions and compare a report with them.

A judged pair names two mentions by quotation and says what verdict is right for them. A report gets a pair right
where some finding ties claims that overlap the two mentions and says so; ``unrelated`` pairs are right where nothing
ties them. Pairs come as ``gold.jsonl`` (one a line) or as a JSON document with a list under ``pairs``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reconcile.claims import Claim, Finding, Report, Span, Verdict

NOT_LINKED = "none"
"""What is said of two mentions that no finding ties."""

FLAGGED = (Verdict.CONFLICTS, Verdict.DIVERGES)

ACCEPTED: Mapping[str, frozenset[str]] = {
    "agrees": frozenset({"agrees"}),
    "conflicts": frozenset({"conflicts"}),
    "diverges": frozenset({"diverges"}),
    "incomparable": frozenset({"incomparable", "undecided", NOT_LINKED}),
    "unrelated": frozenset({NOT_LINKED, "incomparable"}),
}
"""What a report may say, by the relation that was judged right."""

KEYS = frozenset({"id", "a", "b", "a_also", "b_also", "relation", "kind", "derived", "debatable", "note"})


@dataclass(frozen=True, slots=True)
class Quote:
    """The ``nth`` occurrence (from 1) of some characters in an article."""

    text: str
    nth: int = 1

    def locate(self, article: str) -> Span:
        """Where the quote stands; ``ValueError`` where it does not."""
        at = -1
        for _ in range(self.nth):
            at = article.find(self.text, at + 1)
            if at < 0:
                raise ValueError(f"quote not found: {self.text!r} (occurrence {self.nth})")
        return Span(at, at + len(self.text))


@dataclass(frozen=True, slots=True)
class Mention:
    """One side of a judged pair: an article's file name and the quotes that serve for it, the best one first."""

    document: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of two articles and what is right to say of them."""

    id: str
    a: Mention
    b: Mention
    relation: str
    kind: str
    derived: bool = False
    debatable: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, what the report says of it, and by which findings."""

    pair: Pair
    said: str
    findings: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.said in ACCEPTED[self.pair.relation]


@dataclass(frozen=True, slots=True)
class Answer:
    """A finding of the report and the judged pairs that it ties, with what it says of each."""

    finding: Finding
    pairs: tuple[tuple[Pair, Verdict], ...]

    @property
    def flagged(self) -> bool:
        """Whether the finding is a conflict or a divergence."""
        return self.finding.verdict in FLAGGED

    @property
    def right(self) -> bool:
        """Whether a flag answers to a pair of its relation, or another finding says what is right of one it ties."""
        if self.flagged:
            return any(pair.relation == self.finding.verdict for pair, _ in self.pairs)
        return any(verdict in ACCEPTED[pair.relation] for pair, verdict in self.pairs)

    @property
    def excused(self) -> bool:
        """Whether it is not right but lies on a debatable pair, and so counts neither way."""
        return not self.right and any(pair.debatable for pair, _ in self.pairs)


@dataclass(frozen=True, slots=True)
class Score:
    """A report measured against judged pairs; debatable ones count neither way."""

    judged: tuple[Judged, ...]
    answers: tuple[Answer, ...]
    """Every finding of the report, in its order."""

    @property
    def flags(self) -> list[Answer]:
        """The report's conflicts and divergences that count."""
        return [a for a in self.answers if a.flagged and not a.excused]

    @property
    def false_flags(self) -> tuple[Finding, ...]:
        """Conflicts and divergences of the report that answer to no pair of that relation."""
        return tuple(a.finding for a in self.flags if not a.right)

    def of(self, relation: str) -> list[Judged]:
        """The pairs of one relation that count."""
        return [j for j in self.judged if j.pair.relation == relation and not j.pair.debatable]

    def right(self, relation: str) -> int:
        """How many pairs of one relation came out right."""
        return sum(j.right for j in self.of(relation))

    def wrong(self) -> list[str]:
        """One line for each pair that counts and came out wrong, for the message of a failed test."""
        return [
            f"{j.pair.id}: {j.pair.relation}, said {j.said}: {j.pair.a.quotes[0].text!r} ({j.pair.a.document})"
            f" ~ {j.pair.b.quotes[0].text!r} ({j.pair.b.document}): {j.pair.note}"
            for j in self.judged
            if not j.right and not j.pair.debatable
        ]


# --- reading ----------------------------------------------------------------------------------------


def load_pairs(path: Path) -> tuple[Pair, ...]:
    """The judged pairs of a ``.jsonl`` file or of a ``.json`` file with a list under ``pairs``."""
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    else:
        rows = json.loads(text)["pairs"]
    return tuple(_pair(row) for row in rows)


def _pair(row: Mapping[str, Any]) -> Pair:
    if unknown := row.keys() - KEYS:
        raise ValueError(f"pair {row.get('id')}: unknown keys {sorted(unknown)}")
    if row["relation"] not in ACCEPTED:
        raise ValueError(f"pair {row['id']}: unknown relation {row['relation']!r}")
    return Pair(
        id=row["id"],
        a=_mention(row["a"], row.get("a_also", ())),
        b=_mention(row["b"], row.get("b_also", ())),
        relation=row["relation"],
        kind=row["kind"],
        derived=row.get("derived", False),
        debatable=row.get("debatable", False),
        note=row.get("note", ""),
    )


def _mention(first: Mapping[str, Any], also: Sequence[Mapping[str, Any]]) -> Mention:
    quotes = tuple(Quote(quote["quote"], quote.get("nth") or 1) for quote in (first, *also))
    return Mention(first["doc"], quotes)


# --- comparing --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tie:
    """Two claims of two articles that a finding ties, and what it says of these two."""

    a: Claim
    b: Claim
    verdict: Verdict
    finding: str


def score(report: Report, pairs: Iterable[Pair]) -> Score:
    """Measure ``report`` against ``pairs``; articles are told by the file names of their paths."""
    names = {article.id: Path(article.path).name for article in report.articles}
    texts = {names[article.id]: article.text for article in report.articles}
    ties = list(_ties(report))
    judged: list[Judged] = []
    answered: dict[str, list[tuple[Pair, Verdict]]] = {}
    for pair in pairs:
        found = [tie for tie in ties if _answers(tie, pair, names, texts)]
        for tie in found:
            answered.setdefault(tie.finding, []).append((pair, tie.verdict))
        judged.append(Judged(pair, _said(found, pair.relation), tuple(dict.fromkeys(tie.finding for tie in found))))
    answers = tuple(Answer(finding, tuple(answered.get(finding.id, ()))) for finding in report.findings)
    return Score(tuple(judged), answers)


def _said(ties: Sequence[_Tie], relation: str) -> str:
    """The report's word on a pair: where it says several things, the right one counts."""
    verdicts = Counter(str(tie.verdict) for tie in ties)
    accepted = [verdict for verdict in verdicts if verdict in ACCEPTED[relation]]
    return next(iter([*accepted, *verdicts]), NOT_LINKED)


def _ties(report: Report) -> Iterator[_Tie]:
    """Every pair of claims of two articles that a finding ties: one side agrees with itself."""
    claims = {claim.id: claim for claim in report.claims}
    for finding in report.findings:
        members = [(number, claims[claim]) for number, side in enumerate(finding.sides) for claim in side]
        for at, (side_a, a) in enumerate(members):
            for side_b, b in members[at + 1 :]:
                if a.document != b.document:
                    verdict = Verdict.AGREES if side_a == side_b else finding.verdict
                    yield _Tie(a, b, verdict, finding.id)


def _answers(tie: _Tie, pair: Pair, names: Mapping[str, str], texts: Mapping[str, str]) -> bool:
    for a, b in ((tie.a, tie.b), (tie.b, tie.a)):
        if names[a.document] == pair.a.document and names[b.document] == pair.b.document:
            return _meets(a.span, pair.a, texts) and _meets(b.span, pair.b, texts)
    return False


def _meets(claim: Span, mention: Mention, texts: Mapping[str, str]) -> bool:
    """Whether a claim's span overlaps one of the quotes and is not the whole sentence around it."""
    spans = [quote.locate(texts[mention.document]) for quote in mention.quotes]
    return any(claim.overlaps(span) and len(claim) <= 3 * len(span) + 20 for span in spans)

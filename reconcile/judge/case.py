"""Everything the judge may look at: the claims, the articles they stand in, what ties them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations

from reconcile.claims import Alignment, Article, Claim, Count, Fact, Frame, Kind
from reconcile.judge.ages import Now
from reconcile.judge.clocks import Clocks
from reconcile.judge.terms import Terms
from reconcile.values.days import period
from reconcile.values.same import outcome_and_basis
from reconcile.values.weekdays import possible_days

# How sure a link must be for a figure of a translation to be the one that its original has in that place.
ANSWERED_FROM = 0.5
# The last year in which articles may have been written that do not say when they were.
_LAST_YEAR = 2035


def _taken(claim: Claim, date: Claim, other: Claim) -> bool:
    """Whether a date is said of another figure: of the last before it ("3.8 billion a year earlier")."""
    if other.span.end > date.span.start:
        return False
    return claim.span.start < other.span.start or other.span.gap(date.span) < claim.span.gap(date.span)


@dataclass(frozen=True)
class Case:
    """One event's articles, claims and alignment, with the look-ups that verdicts need."""

    articles: Sequence[Article]
    claims: Sequence[Claim]
    alignment: Alignment
    by_id: Mapping[str, Claim] = field(init=False)
    article: Mapping[str, Article] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {c.id: c for c in self.claims})
        object.__setattr__(self, "article", {a.id: a for a in self.articles})

    @cached_property
    def terms(self) -> Terms:
        """The figures of the claims as terms of equations."""
        return Terms()

    @cached_property
    def order(self) -> dict[str, tuple[str, int]]:
        """Where each claim stands, for an order that does not depend on the order of inputs."""
        return {c.id: (c.document, c.span.start) for c in self.claims}

    @cached_property
    def sentence_number(self) -> dict[str, int]:
        """The index of each claim's sentence in its article."""
        number = {a.id: {s: i for i, s in enumerate(a.sentences)} for a in self.articles}
        return {c.id: number[c.document].get(c.sentence, -1) for c in self.claims}

    @cached_property
    def _of_kind(self) -> dict[Kind, dict[str, list[Claim]]]:
        """The claims of each kind by article, in text order."""
        found: dict[Kind, dict[str, list[Claim]]] = {kind: defaultdict(list) for kind in Kind}
        for c in self.claims:
            found[c.kind][c.document].append(c)
        return found

    @cached_property
    def stated(self) -> dict[Kind, dict[str, int]]:
        """How many claims of each kind an article has."""
        return {kind: {d: len(some) for d, some in told.items()} for kind, told in self._of_kind.items()}

    @cached_property
    def related(self) -> dict[str, dict[str, float]]:
        """Closeness of claims of different articles, both ways."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for k in self.alignment.related:
            found[k.a][k.b] = k.probability
            found[k.b][k.a] = k.probability
        return found

    def closer(self, claim: str, document: str, closeness: float) -> int:
        """How many claims of a document are closer to a claim."""
        values = self._closeness.get((claim, document), [])
        return len(values) - bisect_right(values, closeness)

    @cached_property
    def _closeness(self) -> dict[tuple[str, str], list[float]]:
        """Of each claim how close those of another document are, the furthest first."""
        found: dict[tuple[str, str], list[float]] = defaultdict(list)
        for claim, others in self.related.items():
            for c, value in sorted(others.items(), key=lambda item: item[1]):
                found[claim, self.by_id[c].document].append(value)
        return found

    @cached_property
    def agreeing(self) -> dict[str, set[str]]:
        """For each quantity the other articles that state the same of the same thing."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.alignment.facts:
            for k in fact.links if fact.kind is Kind.QUANTITY else ():
                if self.compared(self.by_id[k.a], self.by_id[k.b])[0] == "same":
                    found[k.a].add(self.by_id[k.b].document)
                    found[k.b].add(self.by_id[k.a].document)
        return found

    @cached_property
    def home(self) -> dict[str, Fact]:
        """The fact that each quantity belongs to."""
        return {c: fact for fact in self.alignment.facts if fact.kind is Kind.QUANTITY for c in fact.claims}

    @cached_property
    def counted_later(self) -> set[tuple[str, str]]:
        """Pairs of articles of which the words of some toll say that the second counted later: it "rose to" its figure.

        Unless the first was published later.
        """
        found: set[tuple[str, str]] = set()
        for fact in self.alignment.facts:
            told = [
                c for c in map(self.by_id.__getitem__, fact.claims) if c.quantity is not None and c.count is not None
            ]
            found |= {(a.document, b.document) for a, b in permutations(told, 2) if self._rose(a, b)}
        return found

    def _rose(self, a: Claim, b: Claim) -> bool:
        p, q = a.quantity, b.quantity
        if p is None or q is None or p.number is None or q.number is None or p.number >= q.number:
            return False
        then, now = self.article[a.document].published, self.article[b.document].published
        stale = then is None or now is None or then <= now
        return stale and b.count is Count.LATER and a.count is not Count.LATER

    def agree(self, a: Claim, b: Claim) -> bool:
        """Whether two quantities are of one fact and state the same."""
        fact = self.home.get(a.id)
        return fact is not None and fact is self.home.get(b.id) and self.compared(a, b)[0] == "same"

    def counterpart(self, claim: Claim, document: str) -> Claim | None:
        """What an article has that states the same quantity of the same fact: the claim itself in its own article."""
        if claim.document == document:
            return claim
        fact = self.home.get(claim.id)
        theirs = (self.by_id[c] for c in fact.claims if self.by_id[c].document == document) if fact is not None else ()
        return next((c for c in theirs if self.compared(claim, c)[0] == "same"), None)

    @cached_property
    def linked(self) -> dict[str, dict[str, float]]:
        """Claims that the aligner put into one fact with each claim, by a link, with its probability."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for fact in self.alignment.facts:
            for k in fact.links:
                found[k.a][k.b] = found[k.b][k.a] = k.probability
        return found

    @cached_property
    def _replaced(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset((k.a, k.b)) for k in self.alignment.replaced)

    def is_replaced(self, a: Claim, b: Claim) -> bool:
        """Whether a translation has one number in the place of the other."""
        return frozenset((a.id, b.id)) in self._replaced

    def compared(self, a: Claim, b: Claim) -> tuple[str, str]:
        """How two claims of one fact compare, and on what basis; names of one fact are the same or aliases."""
        if a.kind is Kind.ENTITY:
            same = a.entity is not None and b.entity is not None and a.entity.name == b.entity.name
            return "same", "equal" if same else "alias"
        if self.is_replaced(a, b):
            return "differs", "value"
        outcome, basis = outcome_and_basis(a, b)
        moment = self._clocks.one_moment(a, b) if basis == "unit" and a.date is not None else None
        if moment is None:
            return outcome, basis
        return ("same", "unit") if moment else ("differs", "date")

    @cached_property
    def _clocks(self) -> Clocks:
        return Clocks(self.articles, self.claims)

    @cached_property
    def answered(self) -> set[tuple[str, str]]:
        """Each quantity with the documents that have a figure of the same kind in its place, be it another."""
        found: set[tuple[str, str]] = set()
        for fact in self.alignment.facts:
            for k in fact.links if fact.kind is Kind.QUANTITY else ():
                a, b = self.by_id[k.a], self.by_id[k.b]
                alike = (
                    a.quantity is not None and b.quantity is not None and a.quantity.dimension is b.quantity.dimension
                )
                if alike and k.probability >= ANSWERED_FROM:
                    found |= {(a.id, b.document), (b.id, a.document)}
        for k in self.alignment.replaced:
            found |= {(k.a, self.by_id[k.b].document), (k.b, self.by_id[k.a].document)}
        return found

    @cached_property
    def places_known(self) -> dict[str, set[int]]:
        """The keys of all places that each article names."""
        found: dict[str, set[int]] = defaultdict(set)
        for c in self.claims:
            found[c.document].update(self.frame(c.id).places)
        return found

    def translated(self, a: Claim, b: Claim) -> bool:
        """Whether the articles of two claims are for the most part translations of each other."""
        return (min(a.document, b.document), max(a.document, b.document)) in self.alignment.translated

    def frame(self, claim: str) -> Frame:
        """The frame of a claim."""
        return self.alignment.frames[claim]

    def language(self, claim: str) -> str:
        """The language of the article that a claim stands in."""
        return self.article[self.by_id[claim].document].language

    @cached_property
    def latest(self) -> dt.date | None:
        """The last day that any article of the event names, or the first of a longer time."""
        starts = [span[0] for c in self.claims if c.date is not None and (span := period(c.date)) is not None]
        return max(starts, default=None)

    def now(self, claim: Claim) -> Now | None:
        """When the article of a claim was written, as far as is known."""
        published = self.article[claim.document].published
        if published is not None:
            return Now(published, True)
        return Now(self.latest, False, self._possible_days) if self.latest is not None else None

    @cached_property
    def _possible_days(self) -> tuple[dt.date, ...]:
        """The days that it may have been when the articles were written, by the weekdays that they name."""
        dates = [c.date for c in self.claims if c.date is not None]
        years = sorted(span[0].year for d in dates if (span := period(d)) is not None)
        if not years:
            return ()
        # Years to come are named as well as those past: what happened was hardly before the one in the middle.
        return tuple(possible_days(dates, range(years[(len(years) - 1) // 2], max(years[-1], _LAST_YEAR) + 1)))

    def own_date(self, claim: Claim) -> Claim | None:
        """The date of the claim's sentence that stands closest to it and is no other figure's."""
        figures = self.near(claim, 0)
        dates = (self.by_id[d] for d in self.frame(claim.id).dates)
        return next((d for d in dates if not any(_taken(claim, d, x) for x in figures)), None)

    def dates_near(self, dates: Sequence[Claim], document: str) -> list[Claim]:
        """The dates of an article that stand in the sentences of some of them or next to those, in text order."""
        at = {self.sentence_number[c.id] + shift for c in dates if c.document == document for shift in (-1, 0, 1)}
        return [c for c in self._of_kind[Kind.DATE].get(document, ()) if self.sentence_number[c.id] in at]

    def near(self, claim: Claim, sentences: int) -> list[Claim]:
        """Quantities of the same article at most so many sentences away, the claim itself left out."""
        at = self.sentence_number[claim.id]
        around = range(at - sentences, at + sentences + 1)
        return [c for n in around for c in self._in_sentence.get((claim.document, n), ()) if c.id != claim.id]

    @cached_property
    def _in_sentence(self) -> dict[tuple[str, int], list[Claim]]:
        """The quantities of each sentence, by its document and number, in text order."""
        found: dict[tuple[str, int], list[Claim]] = defaultdict(list)
        for document, told in self._of_kind[Kind.QUANTITY].items():
            for c in told:
                found[document, self.sentence_number[c.id]].append(c)
        return found

"""The verdict on one fact: its sides against each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from reconcile.claims import Claim, Fact, Kind, Verdict
from reconcile.judge.case import Case
from reconcile.judge.findings import Draft, agreement_basis, sides_of
from reconcile.judge.opposed import confidence as confidence_of
from reconcile.judge.scope import Scope, apart, by_words, risen, same_day
from reconcile.judge.words import against, quoted, speakers

# How sure the matcher must be before two values are set against each other.
CONFLICT_FROM = 0.3
# Days of one name are fewer than figures, and two that differ are the sooner a contradiction.
DATES_FROM = 0.25
NAMES_FROM = 0.8
# In a translation nearly every name has its counterpart: what seems to have another is mostly read or spelt otherwise.
TRANSLATED_NAMES_FROM = 0.9
# "Tuesday" of an article of unknown date is a weekday of some week: it contradicts another day only where
# the sentences are all but the same.
LOOSE_DATES_FROM = 0.75
NOTE_FROM = 0.25
_CODE_KIND = {Kind.QUANTITY: "value", Kind.DATE: "date", Kind.ENTITY: "name"}
_SAID = {
    "equal": "the same",
    "rounding": "the same within the precision stated",
    "bound": "a figure and a bound that it meets",
    "unit": "the same in another unit or time zone",
    "alias": "the same under another name",
}
_WHAT = {Kind.QUANTITY: "figures", Kind.DATE: "dates", Kind.ENTITY: "names"}


def fact_drafts(case: Case, fact: Fact, solved: Sequence[Draft]) -> list[Draft]:
    """Findings of one fact: an agreement, or one finding for each way in which its sides stand apart."""
    if fact.kind is Kind.ENTITY:
        return _names(case, fact)
    sides = sides_of(case, fact)
    agreeing = [s for s in (*sides, *_across(case, fact, sides)) if len({c.document for c in s}) > 1]
    drafts = [_agreement(case, fact, s) for s in agreeing]
    reconciled = {frozenset((a, b)) for d in solved for a in d.sides[0] for b in d.sides[1]}
    for one, other in combinations(sides, 2):
        left, right = _without_bridges(case, one, other)
        pairs = [(a, b) for a in left for b in right if a.document != b.document]
        if pairs and not any(frozenset((a.id, b.id)) in reconciled for a, b in pairs):
            drafts += _opposed(case, fact, left, right, pairs)
    return drafts


def _across(case: Case, fact: Fact, sides: Sequence[Sequence[Claim]]) -> list[list[Claim]]:
    """What is linked and agrees across two sides: "4.3 miles" with 7 km, beside the 8 km that it agrees with too."""
    linked = {frozenset((k.a, k.b)) for k in fact.links}
    found: list[list[Claim]] = []
    for one, other in combinations(sides, 2):
        pairs = [
            (a, b)
            for a, b in product(one, other)
            if frozenset((a.id, b.id)) in linked and case.compared(a, b)[0] == "same"
        ]
        left, right = {a.id: a for a, _ in pairs}, {b.id: b for _, b in pairs}
        whole = len(pairs) == len(left) * len(right)
        together = [[*left.values(), *right.values()]] if pairs and whole else [[a, b] for a, b in pairs]
        found += [sorted(some, key=lambda c: case.order[c.id]) for some in together]
    return found


def _without_bridges(case: Case, one: Sequence[Claim], other: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Two sides without what agrees with both of two that exclude each other.

    "A year and a half" may be 15 months as well as 18, which stand against each other all the same.
    """

    def is_bridge(claim: Claim, own: Sequence[Claim], theirs: Sequence[Claim]) -> bool:
        agreeing = ([c for c in side if case.compared(claim, c)[0] == "same"] for side in (own, theirs))
        return any(_exclude(case, x, y) for x, y in product(*agreeing))

    return [c for c in one if not is_bridge(c, one, other)], [c for c in other if not is_bridge(c, other, one)]


def _agreement(case: Case, fact: Fact, side: Sequence[Claim]) -> Draft:
    ids = tuple(c.id for c in side)
    inner = [k.probability for k in fact.links if k.a in ids and k.b in ids]
    basis = agreement_basis(case, side)
    text = f"{speakers(case, ids)} say {_SAID[basis]}: {quoted(case, ids)}."
    return Draft(Verdict.AGREES, basis, (ids,), max(inner, default=0.5), text, reasons=(("basis", basis),))


def _opposed(
    case: Case, fact: Fact, left: Sequence[Claim], right: Sequence[Claim], pairs: Sequence[tuple[Claim, Claim]]
) -> list[Draft]:
    sides = (tuple(c.id for c in left), tuple(c.id for c in right))
    confidence = confidence_of(fact, left, right, case.stated[fact.kind])
    least = DATES_FROM if fact.kind is Kind.DATE else CONFLICT_FROM
    if confidence < NOTE_FROM:
        return []
    scopes = [risen(case, a, b) if case.is_replaced(a, b) else apart(case, a, b) for a, b in pairs]
    # What states the same value of the same fact is of the same scope, whether or not it says so.
    worded = next((s for p in pairs if (s := by_words(*p)) is not None), None)
    scopes = [s or worded for s in scopes] if not any(case.is_replaced(*p) for p in pairs) else scopes
    counted_later = next((s for s in scopes if s is not None and s.kind == "superseded"), None)
    if counted_later is not None:
        # Who gives no day has the count of those who do: it is the same.
        scopes = [s or (None if same_day(case, *p) else counted_later) for p, s in zip(pairs, scopes, strict=True)]
    if scopes[0] is not None and all(scopes):
        return [_incomparable(case, sides, confidence, counted_later or scopes[0])]
    excluding = [(p, scope) for p, scope in zip(pairs, scopes, strict=True) if _exclude(case, *p)]
    contrary = [p for p, scope in excluding if scope is None]
    loose = all(any(map(_is_loose, p)) for p in contrary)
    if not contrary or confidence < (LOOSE_DATES_FROM if loose else least):
        return []
    # "At least 11" of a side that says 14 stands against nothing.
    taking_part = {c.id for p, _ in excluding for c in p}
    sides = (tuple(c for c in sides[0] if c in taking_part), tuple(c for c in sides[1] if c in taking_part))
    text = f"Different {_WHAT[fact.kind]} for what looks like the same thing: {against(case, sides)}."
    reasons = tuple((name, f"{weight:+.2f}") for k in fact.links[:1] for name, weight in k.evidence[:5])
    return [Draft(Verdict.CONFLICTS, _CODE_KIND[fact.kind], sides, confidence, text, reasons=reasons)]


def _exclude(case: Case, a: Claim, b: Claim) -> bool:
    """Whether two claims cannot both be right; a translation keeps to the clock of the original."""
    outcome, _ = case.compared(a, b)
    if outcome != "open" or a.date is None:
        return outcome == "differs"
    return case.translated(a, b)


def replaced_drafts(case: Case, drafts: Sequence[Draft]) -> list[Draft]:
    """A conflict for each number that a translation replaces and no finding on a fact sets against the original."""
    opposed = {
        frozenset((a, b))
        for d in drafts
        if d.verdict in (Verdict.CONFLICTS, Verdict.INCOMPARABLE)
        for a in d.sides[0]
        for b in d.sides[1]
    }
    result = []
    for k in case.alignment.replaced:
        if frozenset((k.a, k.b)) not in opposed:
            sides = ((k.a,), (k.b,))
            kinds = {case.by_id[k.a].kind, case.by_id[k.b].kind}
            text = f"The translation has another number in this place: {against(case, sides)}."
            reasons = tuple((name, f"{weight:+.2f}") for name, weight in k.evidence)
            kind = _CODE_KIND[kinds.pop() if len(kinds) == 1 else Kind.QUANTITY]
            result.append(Draft(Verdict.CONFLICTS, kind, sides, k.probability, text, reasons=reasons))
    return result


def _is_loose(claim: Claim) -> bool:
    """Whether a date is neither resolved nor names a day of the month, a month or a year."""
    d = claim.date
    return d is not None and d.time is None and d.start is None and d.day is None and d.month is None and d.year is None


def _incomparable(case: Case, sides: tuple[tuple[str, ...], ...], confidence: float, scope: Scope) -> Draft:
    text = f"Not to be set against each other ({scope.detail}): {against(case, sides)}."
    return Draft(Verdict.INCOMPARABLE, scope.kind, sides, confidence, text, reasons=(("scope", scope.detail),))


def _names(case: Case, fact: Fact) -> list[Draft]:
    if not fact.links:
        side = sorted((case.by_id[c] for c in fact.claims), key=lambda c: case.order[c.id])
        basis = agreement_basis(case, side)
        ids = tuple(c.id for c in side)
        text = f"{speakers(case, ids)} name the same: {quoted(case, ids)}."
        return [Draft(Verdict.AGREES, basis, (ids,), 0.9, text, reasons=(("basis", basis),))]
    confidence = fact.links[0].probability
    copied = case.translated(*(case.by_id[c] for c in fact.claims[:2]))
    if confidence < (TRANSLATED_NAMES_FROM if copied else NAMES_FROM):
        return []
    sides = tuple((c,) for c in fact.claims)
    text = f"Different names in the same place of the story: {against(case, sides)}."
    return [Draft(Verdict.CONFLICTS, "name", sides, confidence, text)]

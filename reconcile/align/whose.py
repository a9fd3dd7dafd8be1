"""Whose age a figure is: two people's are no two accounts of one age, be they equal or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reconcile.align.names import Name, NameSimilarity
from reconcile.claims import Claim, Dimension, Span
from reconcile.names.scripts import script_of

# Letters between a name and the age that belongs to it ("Anna Weber, a doctor from Graz, 46").
REACH = 40
# Names less alike than this are of two people; spellings of one name are hardly ever.
APART = 0.1


def people_aged(claims: Iterable[Claim], names: Iterable[Name]) -> dict[str, Name]:
    """The person beside each age, by the age's claim id: the two are closest to each other in their sentence."""
    name_of = {mention: name for name in names for mention in name.mentions}
    people: dict[tuple[str, Span], list[Claim]] = defaultdict(list)
    ages: dict[tuple[str, Span], list[Claim]] = defaultdict(list)
    for c in claims:
        if c.quantity is not None and c.quantity.dimension is Dimension.AGE:
            ages[c.document, c.sentence].append(c)
        elif c.entity is not None and c.entity.type == "PER" and c.id in name_of:
            people[c.document, c.sentence].append(c)
    found = {}
    for place, some in ages.items():
        for age in some:
            person = _closest(age, people.get(place, ()))
            if person is not None and age.span.gap(person.span) <= REACH and _closest(person, some) is age:
                found[age.id] = name_of[person.id]
    return found


def of_two_people(
    a: Sequence[Claim], b: Sequence[Claim], aged: Mapping[str, Name], similarity: NameSimilarity
) -> frozenset[tuple[str, str]]:
    """The pairs of ages of two articles that are told of people whose names are not alike."""
    return frozenset(
        (x.id, y.id)
        for x in a
        if x.id in aged
        for y in b
        if y.id in aged and _are_two(aged[x.id], aged[y.id], similarity)
    )


def _are_two(p: Name, q: Name, similarity: NameSimilarity) -> bool:
    # How the name of a Japanese is read, its characters do not say.
    if len({script_of(n.entity.name) == "hani" for n in (p, q)}) > 1:
        return False
    return similarity(p.entity, q.entity, p.language, q.language) < APART


def _closest(claim: Claim, others: Iterable[Claim]) -> Claim | None:
    return min(others, key=lambda o: (claim.span.gap(o.span), o.span.start), default=None)

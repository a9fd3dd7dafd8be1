"""What each claim is about: the names, dates and periods of its sentence, the nearest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reconcile.claims import Claim, Dimension, Frame, Kind, Span


def frames(claims: Sequence[Claim], keys: Mapping[str, int]) -> dict[str, Frame]:
    """The frame of every claim.

    ``keys`` gives each name claim the key of the name it is a form of, the same in all articles.
    """
    inside: dict[tuple[str, Span], list[Claim]] = defaultdict(list)
    for c in claims:
        inside[c.document, c.sentence].append(c)
    return {c.id: _frame(c, inside[c.document, c.sentence], keys) for c in claims}


def _frame(claim: Claim, others: Iterable[Claim], keys: Mapping[str, int]) -> Frame:
    near = sorted((o for o in others if o.id != claim.id), key=lambda o: (claim.span.gap(o.span), o.span))
    names = [o for o in near if o.kind is Kind.ENTITY and o.id in keys]
    before = [o for o in names if o.span.end <= claim.span.start]
    subject = before[0] if before else names[0] if names else None
    return Frame(
        claim=claim.id,
        subject=keys[subject.id] if subject else None,
        names=tuple(dict.fromkeys(keys[o.id] for o in names)),
        places=tuple(dict.fromkeys(keys[o.id] for o in names if o.entity and o.entity.type == "LOC")),
        dates=tuple(o.id for o in near if o.kind is Kind.DATE),
        periods=tuple(o.id for o in near if o.quantity is not None and o.quantity.dimension is Dimension.DURATION),
    )

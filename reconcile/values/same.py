"""Whether two claims, figures or dates, state one value."""

from __future__ import annotations

from reconcile.claims import Claim
from reconcile.values.days import compare_dates
from reconcile.values.figures import compare


def outcome_and_basis(a: Claim, b: Claim) -> tuple[str, str]:
    """How two figures or two dates compare: ``"same"``, ``"differs"``, ``"open"`` or ``""``, and on what basis.

    A date within a longer one counts as the same; ``""`` where the two are of different kinds.
    """
    if a.quantity is not None and b.quantity is not None:
        said = compare(a.quantity, b.quantity)
        return (said.outcome, said.basis) if said else ("", "")
    if a.date is not None and b.date is not None:
        when = compare_dates(a.date, b.date)
        if when is None:
            return "", ""
        return ("same" if when.outcome in ("same", "within") else when.outcome), when.basis
    return "", ""

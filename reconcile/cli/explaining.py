"""``reconcile explain``: what a finding's code means."""

from __future__ import annotations

from reconcile.cli.options import did_you_mean
from reconcile.codes import BY_CODE, CODES, Code
from reconcile.errors import OptionError


def explained(code: str | None) -> str:
    """One code with its meaning and an example, or the list of all codes; raises :class:`OptionError`."""
    if code is None:
        return "\n".join(f"{entry.code}  {entry.verdict.value:<12}  {entry.title}" for entry in CODES) + "\n"
    found = BY_CODE.get(code.strip().upper())
    if found is None:
        raise OptionError(f"{code!r} is no code of a finding{did_you_mean(code, BY_CODE)}")
    return _entry(found)


def _entry(code: Code) -> str:
    flagged = "flagged" if code.code[0] in "CD" else "not flagged"
    return (
        f"{code.code} {code.verdict.value}: {code.title}\n"
        f"({flagged}; basis: {code.basis})\n\n"
        f"{code.meaning}\n\n"
        f"Example: {code.example}\n"
    )

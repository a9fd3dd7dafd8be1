"""How long-running steps say how far they are, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of one stage after another; a stage ends where the next begins."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A stage begins: ``name`` as shown to people, ``total`` steps where their number is known."""

    def advance(self, n: int = 1) -> None:
        """``n`` more steps of the stage are done."""


class Silent:
    """A listener that does nothing: the default."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Ignored."""

    def advance(self, n: int = 1) -> None:
        """Ignored."""

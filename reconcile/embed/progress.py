"""A bar on standard error for work that takes more than a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[int, int], None]
"""Called with how much is done and how much there is."""


@contextmanager
def progress_bar(title: str, shown: bool = True) -> Iterator[Report]:
    """Draw a bar while the block runs; what it yields moves the bar. Nothing is drawn off a terminal."""
    if not shown:
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)

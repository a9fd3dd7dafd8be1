"""Extractors of numbers and days behind one interface: ours, and public ones where they are installed.

A module a library, each with ``load()``, which raises ``ImportError`` where the library is not installed.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

MODULES = ("ours", "recognizers", "duckling", "ovos", "text2num", "dateparser", "quantulum3")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers read from a text."""

    said: tuple[float, ...]
    free: tuple[float, ...] = ()
    """Digits inside dates and names: they may stand for a number that is asked for, and are never one too many."""


ReadNumbers = Callable[[str, str], Numbers]
"""Text and language to numbers."""

ReadDays = Callable[[str, str, dt.date | None], frozenset[str]]
"""Text, language and the day that relative expressions count from, to days as ISO 8601 dates."""


@dataclass(frozen=True, slots=True)
class Library:
    """What a library is called, and what it reads in which languages (primary subtags)."""

    name: str
    version: str
    numbers: ReadNumbers | None = None
    number_languages: frozenset[str] = frozenset()
    days: ReadDays | None = None
    day_languages: frozenset[str] = frozenset()
    clock: Callable[[], float] = time.process_time
    """Seconds of processor time that it has taken; one that runs in a process of its own has its own clock."""


def installed() -> tuple[list[Library], list[str]]:
    """The libraries that can be loaded, ours first, and a note on each that cannot."""
    found: list[Library] = []
    notes: list[str] = []
    for name in MODULES:
        module: ModuleType = import_module(f"{__name__}.{name}")
        try:
            found.append(module.load())
        except ImportError as error:
            notes.append(f"{name} is left out: {error}")
    return found, notes
